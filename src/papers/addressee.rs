//! The unit a letter goes to, as its address line has it: in capitals and in the dative.

use crate::text::{lower_tr, upper_tr};

/// `Çankaya İlçe Millî Eğitim Müdürlüğü` becomes `ÇANKAYA İLÇE MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE`.
///
/// Names of units end in the possessive, as `…Müdürlüğü`, `…Başkanlığı` and `…Komutanlığı` do,
/// and take `-na` or `-ne` by vowel harmony, without an apostrophe as names of institutions do
/// (TDK, Yazım Kılavuzu). A name that ends otherwise, such as an abbreviation, is left as it is:
/// better no suffix than a wrong one.
pub(super) fn in_dative(unit: &str) -> String {
    let capitals = upper_tr(unit.trim());
    let last_word = unit.split_whitespace().last().unwrap_or_default();
    match last_word.chars().last() {
        Some('ı' | 'u' | 'i' | 'ü') => {
            let suffix = if is_back(last_word) { "NA" } else { "NE" };
            capitals + suffix
        }
        _ => capitals,
    }
}

/// Whether the last vowel is one of `a ı o u`.
fn is_back(word: &str) -> bool {
    lower_tr(word)
        .chars()
        .rev()
        .find(|c| "aâeıioöuûüî".contains(*c))
        .is_some_and(|vowel| "aâıouû".contains(vowel))
}

#[cfg(test)]
mod tests {
    use super::in_dative;

    #[test]
    fn institutions_take_the_dative() {
        for (unit, address) in [
            (
                "Çankaya İlçe Millî Eğitim Müdürlüğü",
                "ÇANKAYA İLÇE MİLLÎ EĞİTİM MÜDÜRLÜĞÜNE",
            ),
            (
                "Çankaya Belediye Başkanlığı",
                "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
            ),
            ("İlçe Jandarma Komutanlığı", "İLÇE JANDARMA KOMUTANLIĞINA"),
            ("Iğdır Müftülüğü", "IĞDIR MÜFTÜLÜĞÜNE"),
            ("Sosyal Hizmetler", "SOSYAL HİZMETLER"),
            ("ASKİ", "ASKİ"),
            ("Başkent EDAŞ", "BAŞKENT EDAŞ"),
            ("Defterdarlık (Merkez)", "DEFTERDARLIK (MERKEZ)"),
            (" Kalem Bürosu ", "KALEM BÜROSUNA"),
            ("", ""),
        ] {
            assert_eq!(in_dative(unit), address);
        }
    }
}
