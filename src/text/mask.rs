//! Numbers of a person shown in part, so that whoever passes the counter cannot read them.

use super::ascii_digit;

/// The text with `*` in the place of each digit, but for the first `head` and the last `tail`
/// ones: `10000000146` is `100******46` with 3 and 2. What stands between the digits stays. A
/// number too short to hide anything is hidden whole.
#[must_use]
pub fn masked(text: &str, (head, tail): (usize, usize)) -> String {
    let is_digit = |c: char| ascii_digit(c).is_some();
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    let hidden = if digits > head + tail {
        head..digits - tail
    } else {
        0..digits
    };
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for c in text.chars() {
        if !is_digit(c) {
            shown.push(c);
            continue;
        }
        shown.push(if hidden.contains(&at) { '*' } else { c });
        at += 1;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_both_ends_are_shown() {
        for (text, shown) in [
            ("10000000146", "100******46"),
            ("+90 532 123 45 67", "+90 5** *** ** 67"),
            ("123456", "123*56"),
            ("12345", "*****"),
            ("٣٤٥٦٧٨٩", "٣٤٥**٨٩"),
            ("yok", "yok"),
            ("", ""),
        ] {
            assert_eq!(masked(text, (3, 2)), shown, "{text}");
        }
    }
}
