//! `acikkapi units …`.

use super::program::Home;
use std::fs;

#[test]
fn an_example_is_imported_changed_and_closed() {
    let home = Home::new();
    home.run_line("units list").complaint(1);
    drop(home.desk("32003"));
    let example = home.run_line("units example district").well();
    fs::write(home.path("units.csv"), &example).expect("written");
    let looked = home.run_line("units import units.csv --dry-run").well();
    assert!(looked.contains("hiçbir şey değiştirilmedi"), "{looked}");
    home.run_line("units import units.csv").well();
    let exported = home.run_line("units export").well();
    let rows = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows(&exported), rows(&example));

    let shown = home.run_line("units show nufus").well();
    assert!(shown.contains("İlçe Nüfus Müdürlüğü"), "{shown}");
    let one = "kod;ad;amir;telefon;eposta;amir_telefon;amir_eposta;adres;konular;durum\n\
               NUFUS;Nüfus;;0246 123 45 67;;;;;01.14;\n";
    fs::write(home.path("one.csv"), one).expect("written");
    let said = home.run_line("units import one.csv --close-missing").well();
    assert!(said.contains("Kapalı birimler: "), "{said}");
    let listed = home.run_line("units list --lang en").well();
    let open: Vec<&str> = listed
        .lines()
        .filter(|line| !line.ends_with("(closed)"))
        .collect();
    let [open] = open[..] else { panic!("{listed}") };
    assert!(
        open.starts_with("NUFUS") && open.contains("0246 123 45 67"),
        "{open}"
    );
    home.run_line("doctor").well();
}

#[test]
fn a_wrong_row_is_told_with_its_line() {
    let home = Home::new();
    drop(home.desk("32003"));
    let wrong = "kod,ad,amir,telefon,eposta,amir_telefon,amir_eposta,adres,konular,durum\n\
                 NUFUS,Nüfus,,,,,,,99.99,\n";
    fs::write(home.path("wrong.csv"), wrong).expect("written");
    let said = home.run_line("units import wrong.csv").complaint(1);
    assert!(said.contains("satır 2") && said.contains("99.99"), "{said}");
    let nothing = home.run_line("units list").well();
    assert!(nothing.contains("Rehberde birim yok"), "{nothing}");
}
