//! The enrolment code: what an administrator reads out and a clerk types.
//!
//! Forty characters of Crockford's Base32 in eight groups: 20 bits say which code, 60 bits are
//! its secret, 100 bits are the start of the SHA-256 fingerprint of central's authority (so that
//! the first connection cannot be answered by anybody else) and 20 bits catch typing mistakes
//! before anything is sent.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_CHARS: usize = 4;
const SECRET_CHARS: usize = 12;
const PIN_CHARS: usize = 20;
const CHECK_CHARS: usize = 4;
const CODE_CHARS: usize = ID_CHARS + SECRET_CHARS + PIN_CHARS + CHECK_CHARS;
const GROUP: usize = 5;

/// Random bytes a new code needs.
pub const CODE_ENTROPY: usize = ID_CHARS + SECRET_CHARS;

/// A one-time enrolment code.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode {
    symbols: [u8; CODE_CHARS],
}

/// Why typed text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// A character no code contains.
    #[error("character {0:?} does not occur in a code")]
    Character(char),
    /// Too short or too long.
    #[error("a code has {CODE_CHARS} characters, not {0}")]
    Length(usize),
    /// The check characters do not fit: mistyped.
    #[error("the code is mistyped")]
    Mistyped,
}

impl EnrolmentCode {
    /// A code of random symbols for the authority whose certificate has this SHA-256.
    pub fn new(random: [u8; CODE_ENTROPY], ca_fingerprint: &[u8; 32]) -> Self {
        let mut symbols = [0; CODE_CHARS];
        for (symbol, byte) in symbols.iter_mut().zip(random) {
            *symbol = byte & 31;
        }
        let pin = first_symbols::<PIN_CHARS>(ca_fingerprint);
        symbols[CODE_ENTROPY..CODE_ENTROPY + PIN_CHARS].copy_from_slice(&pin);
        let check = check(&symbols);
        symbols[CODE_CHARS - CHECK_CHARS..].copy_from_slice(&check);
        Self { symbols }
    }

    /// Reads a code as a person types it: any case, any spaces and dashes, `O` for zero, `I` or
    /// `L` (with or without a dot) for one.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let symbols = read_symbols(text)?;
        let symbols: [u8; CODE_CHARS] = symbols
            .as_slice()
            .try_into()
            .map_err(|_| CodeError::Length(symbols.len()))?;
        if symbols[CODE_CHARS - CHECK_CHARS..] != check(&symbols) {
            return Err(CodeError::Mistyped);
        }
        Ok(Self { symbols })
    }

    /// Which code it is; not secret.
    pub fn id_text(&self) -> String {
        text(&self.symbols[..ID_CHARS])
    }

    /// The secret part, to send to central.
    pub fn secret_text(&self) -> String {
        text(&self.symbols[ID_CHARS..ID_CHARS + SECRET_CHARS])
    }

    /// Whether a certificate with this SHA-256 is the one the code was made for.
    pub fn pins(&self, ca_fingerprint: &[u8; 32]) -> bool {
        let pin = &self.symbols[CODE_ENTROPY..CODE_ENTROPY + PIN_CHARS];
        pin == first_symbols::<PIN_CHARS>(ca_fingerprint)
    }

    /// The whole code in groups, for a person.
    pub fn grouped(&self) -> String {
        let groups: Vec<String> = self.symbols.chunks(GROUP).map(text).collect();
        groups.join("-")
    }
}

impl std::fmt::Debug for EnrolmentCode {
    /// Never prints the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("EnrolmentCode")
            .field(&self.id_text())
            .finish()
    }
}

/// The code before its check characters, as one number modulo a prime: a single wrong character
/// changes it by `d * 32^k` and a swap of neighbours by `d * 31 * 32^k`, neither of which the
/// prime divides, so both are always caught.
fn check(symbols: &[u8; CODE_CHARS]) -> [u8; CHECK_CHARS] {
    const PRIME_BELOW_20_BITS: u32 = 1_048_573;
    let remainder = symbols[..CODE_CHARS - CHECK_CHARS]
        .iter()
        .fold(0, |sum, symbol| {
            (sum * 32 + u32::from(*symbol)) % PRIME_BELOW_20_BITS
        });
    std::array::from_fn(|index| (remainder >> (15 - 5 * index)) as u8 & 31)
}

/// The first `N` five-bit symbols of `bytes` (`N` ≤ 51).
fn first_symbols<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    std::array::from_fn(|index| {
        let bit = index * 5;
        let high = u16::from(bytes[bit / 8]) << 8;
        let low = bytes.get(bit / 8 + 1).copied().map_or(0, u16::from);
        ((high | low) >> (11 - bit % 8)) as u8 & 31
    })
}

/// The five-bit symbols of a code as a person types it, spaces and dashes left out.
pub fn read_symbols(text: &str) -> Result<Vec<u8>, CodeError> {
    let written = |character: &char| {
        let between = character.is_whitespace() || "-‐‑–—_.".contains(*character);
        !between
    };
    let read = |character| symbol(character).ok_or(CodeError::Character(character));
    text.chars().filter(written).map(read).collect()
}

/// Five-bit symbols as they are written: the low bits of each byte.
pub fn text(symbols: &[u8]) -> String {
    symbols
        .iter()
        .map(|symbol| char::from(ALPHABET[usize::from(symbol & 31)]))
        .collect()
}

fn symbol(character: char) -> Option<u8> {
    let plain = match character {
        'O' | 'o' => '0',
        'I' | 'i' | 'İ' | 'ı' | 'L' | 'l' => '1',
        other => other.to_ascii_uppercase(),
    };
    let byte = u8::try_from(plain).ok()?;
    let index = ALPHABET.iter().position(|symbol| *symbol == byte)?;
    u8::try_from(index).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = EnrolmentCode::new([0; CODE_ENTROPY], &[0xA5; 32]);
        let printed = code.grouped();
        assert_eq!(printed.len(), 47);
        assert_eq!(EnrolmentCode::parse(&printed), Ok(code.clone()));
        let sloppy = printed.to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(EnrolmentCode::parse(&sloppy), Ok(code));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(EnrolmentCode::parse("12345"), Err(CodeError::Length(5)));
        assert_eq!(EnrolmentCode::parse("ü"), Err(CodeError::Character('ü')));
        assert_eq!(EnrolmentCode::parse(""), Err(CodeError::Length(0)));
    }

    proptest! {
        #[test]
        fn codes_round_trip(random: [u8; CODE_ENTROPY], ca: [u8; 32], other: [u8; 32]) {
            let code = EnrolmentCode::new(random, &ca);
            let back = EnrolmentCode::parse(&code.grouped()).unwrap();
            prop_assert_eq!(&back, &code);
            prop_assert!(back.pins(&ca));
            prop_assert_eq!(back.pins(&other), ca[..12] == other[..12] && ca[12] >> 4 == other[12] >> 4);
        }

        #[test]
        fn a_single_wrong_character_is_caught(
            random: [u8; CODE_ENTROPY], ca: [u8; 32], at in 0usize..CODE_CHARS, add in 1u8..32
        ) {
            let mut code = EnrolmentCode::new(random, &ca);
            code.symbols[at] = (code.symbols[at] + add) & 31;
            prop_assert_eq!(EnrolmentCode::parse(&code.grouped()), Err(CodeError::Mistyped));
        }

        #[test]
        fn swapped_neighbours_are_caught(
            random: [u8; CODE_ENTROPY], ca: [u8; 32], at in 0usize..CODE_CHARS - CHECK_CHARS - 1
        ) {
            let mut code = EnrolmentCode::new(random, &ca);
            prop_assume!(code.symbols[at] != code.symbols[at + 1]);
            code.symbols.swap(at, at + 1);
            prop_assert_eq!(EnrolmentCode::parse(&code.grouped()), Err(CodeError::Mistyped));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = EnrolmentCode::parse(&text);
        }
    }
}
