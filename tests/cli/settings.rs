//! The settings file, right and wrong.

use super::program::Home;

#[test]
fn the_example_is_printed_whole_and_is_right() {
    let home = Home::new();
    let example = home.run_line("config example").well();
    assert_eq!(example, include_str!("../../config.example.toml"));
    let home = Home::with_settings(&example);
    let said = home.run_line("config check --lang en").well();
    let file = home.settings_file();
    assert_eq!(
        said,
        format!(
            "Settings file: {}\nNothing is wrong with the settings.\n",
            file.display()
        )
    );
}

#[test]
fn the_file_in_use_is_told() {
    let home = Home::new();
    let said = home.run_line("config path --lang en").well();
    assert!(said.starts_with("There is no settings file"), "{said}");
    assert!(
        said.contains(&home.settings_file().display().to_string()),
        "{said}"
    );
    std::fs::write(home.path("other.toml"), "").expect("written");
    assert!(
        home.run_line("config path --config other.toml")
            .well()
            .contains("other.toml")
    );
}

#[test]
fn check_tells_everything_that_is_wrong() {
    let home = Home::with_settings("thme = \"dark\"\n\n[central]\nlisten = 8443\n");
    let file = home.settings_file().display().to_string();
    let said = home.run_line("config check").complaint(1);
    assert_eq!(
        said,
        format!(
            "acikkapi: {file}, satır 1: \"thme\" adlı bir ayar yok. Burada olabilecek ayarlar: language, theme, desk, papers, central, messages, smpp, sms_http, email, edevlet. \"theme\" mi demek istediniz?\n\
             acikkapi: {file}, satır 4: central.listen için 8443 geçerli değil. Adres ve bağlantı noktası yazın, örneğin \"0.0.0.0:8443\".\n"
        )
    );
}

#[test]
fn nothing_is_done_with_wrong_settings() {
    let home = Home::with_settings("[central]\nconnections = 0\n");
    for line in ["central", "central devices", "central enrol --office 32001"] {
        let said = home.run_line(line).complaint(2);
        assert!(
            said.contains("satır 2: central.connections için 0 geçerli değil"),
            "{line}: {said}"
        );
    }
    for line in [
        "-h",
        "completions bash",
        "man",
        "config path",
        "config example",
    ] {
        home.run_line(line).well();
    }
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let home = Home::with_settings("");
    let said = home
        .run_line("central devices --lang en --config nowhere.toml")
        .complaint(2);
    assert_eq!(
        said,
        "acikkapi: nowhere.toml: The settings file was not found. Check the path.\n"
    );
    let said = Home::new()
        .command(&["config", "check"])
        .env("ACIKKAPI_CONFIG", "/nowhere")
        .output();
    assert_eq!(said.expect("started").status.code(), Some(1));
}
