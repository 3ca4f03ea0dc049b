//! Values as people say them, and as nobody should.

use crate::kept::assert_sound;
use crate::support::clerk::Clerk;
use crate::support::program::Home;

/// A name whose letters were typed with marks of their own, and a sign of several parts.
const NAME: &str = "Ays\u{327}e \u{130}g\u{306}de 👍";

#[test]
fn numbers_dates_and_names_in_any_spelling_are_found_in_any_other() {
    let home = Home::new();
    let mut clerk = Clerk::sets_up(&home);
    clerk.opens_the_form();
    clerk.types(NAME);
    clerk.sees("Kayıtlı kişi bulunamadı");
    clerk.press("Enter");
    clerk.sees("Başvuru kaydı: Ayşe İğde 👍");
    clerk.types("11111111111");
    clerk.press("Enter");
    clerk.sees("aynı rakamdan oluşan numara verilmez.");
    clerk.press("Up");
    clerk.press("Ctrl+U");
    clerk.types("100 000 001 46");
    clerk.press("Enter");
    clerk.no_longer_sees("aynı rakamdan oluşan");
    clerk.types("+90 (532) 123-45-67");
    clerk.press("Enter");
    clerk.types("29022023");
    clerk.press("Enter");
    clerk.sees("takvimde böyle bir gün yok");
    clerk.press("Up");
    clerk.press("Ctrl+U");
    clerk.types("29.02.2024");
    clerk.press("Enter");
    clerk.no_longer_sees("takvimde böyle bir gün yok");
    clerk.press("PgDn Tab Tab");
    clerk.types("kaldirim");
    clerk.sees("▸ Yerel yönetimler / Mahalle yolu ve kaldırım");
    clerk.press("Enter");
    clerk.types("Yol 👍🏽 bozuk.");
    clerk.press("F10");
    let number = clerk.sees_the_number();
    clerk.step("Enter");
    clerk.sees("Görüşme bitti.");
    let spellings = [
        "10000000146",
        "0532 1234567",
        "905321234567",
        "ayse igde",
        "AYŞE İĞDE",
        "iğde ayşe",
        &number.replace('-', " "),
    ];
    clerk.press("9");
    clerk.sees("Başvuru ara");
    for typed in spellings {
        clerk.types(typed);
        clerk.sees(typed);
        clerk.sees("1 başvuru, en yenisi üstte.");
        clerk.sees(&number);
        clerk.press("Ctrl+U");
        clerk.no_longer_sees("1 başvuru");
    }
    clerk.types(&mistyped(&number));
    clerk.sees("Numara yanlış yazılmış: bir hane yanlış ya da iki hane yer değiştirmiş.");
    clerk.press("Esc");
    clerk.sees("BEKLEYEN YOK");
    clerk.leaves();
    assert_sound(&home.location());
}

/// The number with another digit in the middle.
fn mistyped(number: &str) -> String {
    let other = |at: usize, c: char| match (at, c.to_digit(10)) {
        (13, Some(digit)) => char::from_digit((digit + 1) % 10, 10).expect("a digit"),
        _ => c,
    };
    number
        .chars()
        .enumerate()
        .map(|(at, c)| other(at, c))
        .collect()
}
