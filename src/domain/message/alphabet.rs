//! The alphabets of an SMS (3GPP TS 23.038) and how many characters go into a part.
//!
//! The default alphabet has `Ç`, `Ö`, `ö`, `Ü` and `ü`, but not `ç`, `Ğ`, `ğ`, `ı`, `İ`, `Ş` and
//! `ş`. A message with these is written with the Turkish national language single shift table
//! (TS 23.038 A.2.1), where such a letter takes two septets, or in UCS-2, where a part holds less
//! than half as much.

/// Leads to the extension table, or to the single shift table.
const ESCAPE: u8 = 0x1b;

/// TS 23.038 6.2.1, in the order of the codes; the escape stands as itself and is no character.
const DEFAULT: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å', 'Δ', '_',
    'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', '\u{1b}', 'Æ', 'æ', 'ß', 'É', ' ', '!', '"', '#',
    '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', '0', '1', '2', '3', '4', '5', '6',
    '7', '8', '9', ':', ';', '<', '=', '>', '?', '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I',
    'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö',
    'Ñ', 'Ü', '§', '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// TS 23.038 6.2.1.1; the single shift tables contain these too.
const EXTENSION: [(char, u8); 9] = [
    ('^', 0x14),
    ('{', 0x28),
    ('}', 0x29),
    ('\\', 0x2f),
    ('[', 0x3c),
    ('~', 0x3d),
    (']', 0x3e),
    ('|', 0x40),
    ('€', 0x65),
];

/// What the Turkish single shift table (TS 23.038 A.2.1) has beyond the extension table.
const TURKISH: [(char, u8); 7] = [
    ('Ğ', 0x47),
    ('İ', 0x49),
    ('Ş', 0x53),
    ('ç', 0x63),
    ('ğ', 0x67),
    ('ı', 0x69),
    ('ş', 0x73),
];

/// How the characters of an SMS are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// The default alphabet with its extension table.
    Default,
    /// The default alphabet with the Turkish single shift table.
    Turkish,
    /// UCS-2 (in truth UTF-16: what lies beyond the first plane takes two units).
    Unicode,
}

impl Alphabet {
    /// The one of the most characters a part in which `text` can be written; without the Turkish
    /// table where the gateway does not know it.
    #[must_use]
    pub fn of(text: &str, turkish_known: bool) -> Self {
        let fits = |alphabet: Self| text.chars().all(|c| alphabet.septets(c).is_some());
        if fits(Self::Default) {
            Self::Default
        } else if turkish_known && fits(Self::Turkish) {
            Self::Turkish
        } else {
            Self::Unicode
        }
    }

    /// Units (septets, or UTF-16 units) of a message that is one part.
    #[must_use]
    pub const fn alone(self) -> usize {
        match self {
            Self::Default => 160,
            // A header of 4 octets (length, and the single shift element of 3) takes 5 septets.
            Self::Turkish => 155,
            Self::Unicode => 70,
        }
    }

    /// Units of each part of a longer message, which carries a concatenation header with an
    /// 8-bit reference.
    #[must_use]
    pub const fn joined(self) -> usize {
        match self {
            Self::Default => 153,
            Self::Turkish => 149,
            Self::Unicode => 67,
        }
    }

    /// Units a character takes; of one the alphabet does not have, as many as the replacement.
    #[must_use]
    pub fn units(self, c: char) -> usize {
        match self {
            Self::Unicode => c.len_utf16(),
            _ => self
                .septets(c)
                .map_or(1, |(_, escaped)| 1 + usize::from(escaped)),
        }
    }

    /// The code of a character and whether an escape goes before it.
    fn septets(self, c: char) -> Option<(u8, bool)> {
        if c == char::from(ESCAPE) {
            return None;
        }
        if let Some(code) = DEFAULT.iter().position(|known| *known == c) {
            // The table has 128 entries.
            return Some((code as u8, false));
        }
        let shifted = |table: &[(char, u8)]| {
            let found = table.iter().find(|(known, _)| *known == c);
            found.map(|(_, code)| (*code, true))
        };
        match self {
            Self::Default => shifted(&EXTENSION),
            Self::Turkish => shifted(&EXTENSION).or_else(|| shifted(&TURKISH)),
            Self::Unicode => None,
        }
    }

    /// The octets of `text`: one septet each, or UTF-16 big-endian. A character the alphabet does
    /// not have becomes `?`; [`Self::of`] never lets it come to that.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        if self == Self::Unicode {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        let mut octets = Vec::with_capacity(text.len());
        for c in text.chars() {
            let (code, escaped) = self.septets(c).unwrap_or((b'?', false));
            octets.extend(escaped.then_some(ESCAPE));
            octets.push(code);
        }
        octets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a telephone reads.
    fn decode(alphabet: Alphabet, octets: &[u8]) -> String {
        if alphabet == Alphabet::Unicode {
            let units: Vec<u16> = octets
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            return String::from_utf16(&units).unwrap();
        }
        let mut text = String::new();
        let mut octets = octets.iter();
        while let Some(octet) = octets.next() {
            if *octet != ESCAPE {
                text.push(DEFAULT[usize::from(*octet)]);
                continue;
            }
            let code = octets.next().expect("an escape is never the last");
            let turkish = TURKISH.iter().filter(|_| alphabet == Alphabet::Turkish);
            let (c, _) = EXTENSION
                .iter()
                .chain(turkish)
                .find(|(_, known)| known == code)
                .unwrap();
            text.push(*c);
        }
        text
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let codes = [
            ("@", vec![0x00]),
            ("Ç", vec![0x09]),
            ("Δ", vec![0x10]),
            ("É", vec![0x1f]),
            ("A z", vec![0x41, 0x20, 0x7a]),
            ("¡Ä", vec![0x40, 0x5b]),
            ("ÖÜ§¿", vec![0x5c, 0x5e, 0x5f, 0x60]),
            ("öüà", vec![0x7c, 0x7e, 0x7f]),
            ("€[", vec![0x1b, 0x65, 0x1b, 0x3c]),
        ];
        for (text, octets) in codes {
            assert_eq!(Alphabet::Default.encode(text), octets, "{text}");
            assert_eq!(Alphabet::Turkish.encode(text), octets, "{text}");
        }
        let shifted = "ĞİŞçğış";
        let codes: Vec<u8> = Alphabet::Turkish.encode(shifted);
        let letters: Vec<u8> = codes.chunks(2).map(|pair| pair[1]).collect();
        assert_eq!(letters, *b"GIScgis");
        assert!(codes.chunks(2).all(|pair| pair[0] == ESCAPE));
        assert_eq!(
            Alphabet::Unicode.encode("ş🙂"),
            [0x01, 0x5f, 0xd8, 0x3d, 0xde, 0x42]
        );
    }

    #[test]
    fn the_alphabet_with_most_room_is_taken() {
        for (text, known, unknown) in [
            (
                "Basvurunuz alindi. ÖÜöü €5 {}",
                Alphabet::Default,
                Alphabet::Default,
            ),
            ("Çankaya", Alphabet::Default, Alphabet::Default),
            ("Başvurunuz alındı", Alphabet::Turkish, Alphabet::Unicode),
            ("kâğıt", Alphabet::Unicode, Alphabet::Unicode),
            ("“alıntı”", Alphabet::Unicode, Alphabet::Unicode),
            ("\u{1b}", Alphabet::Unicode, Alphabet::Unicode),
            ("", Alphabet::Default, Alphabet::Default),
        ] {
            assert_eq!(Alphabet::of(text, true), known, "{text}");
            assert_eq!(Alphabet::of(text, false), unknown, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "Pijamalı hasta yağız şoföre çabucak güvendi. İĞÇŞÖÜ [€]",
            "a\nb",
            "سلام 🙂",
        ] {
            let alphabet = Alphabet::of(text, true);
            assert_eq!(decode(alphabet, &alphabet.encode(text)), text);
        }
    }

    #[test]
    fn room_follows_from_140_octets() {
        let septets = |header: usize| (140 * 8 - header * 8) / 7;
        assert_eq!(Alphabet::Default.alone(), septets(0));
        assert_eq!(Alphabet::Default.joined(), septets(6));
        assert_eq!(Alphabet::Turkish.alone(), septets(4));
        assert_eq!(Alphabet::Turkish.joined(), septets(9));
        assert_eq!(Alphabet::Unicode.alone(), 140 / 2);
        assert_eq!(Alphabet::Unicode.joined(), (140 - 6) / 2);
    }
}
