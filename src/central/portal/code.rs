//! The one-time code an officer chooses a password with.

use crate::sync::code::{read_symbols, text};
use sha2::{Digest, Sha256};

/// Sixteen symbols of five bits: 80 bits, as no code is good for long.
const SYMBOLS: usize = 16;
const GROUP: usize = 4;

/// A one-time code, as it is read out and typed. Central keeps its hash only.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode([u8; SYMBOLS]);

impl OneTimeCode {
    /// A new code.
    pub(in crate::central) fn fresh() -> Result<Self, getrandom::Error> {
        let mut random = [0; SYMBOLS];
        getrandom::fill(&mut random)?;
        Ok(Self(random.map(|byte| byte & 31)))
    }

    /// Reads a code as a person types it; `None` when it can be none.
    pub(in crate::central) fn parse(typed: &str) -> Option<Self> {
        let symbols = read_symbols(typed).ok()?;
        symbols.try_into().ok().map(Self)
    }

    /// The code in groups, for a person.
    pub fn grouped(&self) -> String {
        let groups: Vec<String> = self.0.chunks(GROUP).map(text).collect();
        groups.join("-")
    }

    /// What is kept of it.
    pub(in crate::central) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl std::fmt::Debug for OneTimeCode {
    /// Never prints the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = OneTimeCode::fresh().unwrap();
        let printed = code.grouped();
        assert_eq!(printed.len(), 19);
        let sloppy = format!(" {} ", printed.to_lowercase().replace('-', " "));
        assert_eq!(OneTimeCode::parse(&sloppy), Some(code.clone()));
        for wrong in ["", "1234", "çççç-çççç-çççç-çççç", &format!("{printed}0")] {
            assert_eq!(OneTimeCode::parse(wrong), None);
        }
        assert_eq!(format!("{code:?}"), "OneTimeCode");
    }
}
