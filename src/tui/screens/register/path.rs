//! The path of a file as a clerk types or pastes it.

use std::path::PathBuf;

/// The path a terminal pastes when a file is dropped on it: perhaps quoted, perhaps a URL, perhaps
/// with backslashes before spaces.
pub fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let unquoted = ['\'', '"']
        .into_iter()
        .find_map(|quote| typed.strip_prefix(quote)?.strip_suffix(quote));
    if let Some(path) = unquoted {
        return PathBuf::from(path);
    }
    if let Some(url) = typed.strip_prefix("file://") {
        return PathBuf::from(percent_decoded(url));
    }
    PathBuf::from(typed.replace("\\ ", " "))
}

fn percent_decoded(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| h * 16 + l),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_a_terminal_pastes_a_path() {
        for typed in [
            "/mnt/usb/ek 1 ş.pdf",
            "'/mnt/usb/ek 1 ş.pdf'",
            "\"/mnt/usb/ek 1 ş.pdf\" ",
            "/mnt/usb/ek\\ 1\\ ş.pdf",
            "file:///mnt/usb/ek%201%20%C5%9F.pdf",
        ] {
            assert_eq!(
                path_of(typed),
                PathBuf::from("/mnt/usb/ek 1 ş.pdf"),
                "{typed}"
            );
        }
        for odd in ["", "'", "file://", "file://%", "file://%zz", "%20"] {
            path_of(odd);
        }
    }
}
