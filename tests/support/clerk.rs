//! A clerk at a terminal: presses keys at a person's pace and reads the screen as a person does.

use std::thread;
use std::time::{Duration, Instant};

use super::program::Home;
use super::terminal::{PATIENCE, Terminal, key};

/// Longest time until central has everything: after an outage a desk waits on purpose.
const SYNC_PATIENCE: Duration = Duration::from_secs(300);

/// A person needs longer between two steps of a visit; a shorter time is taken for a bouncing key.
const BETWEEN_STEPS: Duration = Duration::from_millis(400);

/// Somebody at a terminal.
pub struct Clerk {
    pub terminal: Terminal,
}

impl Clerk {
    /// Opens the desk of this home, such as with `desk --counter 2`.
    pub fn at(home: &Home, line: &str) -> Self {
        let terminal = home.terminal(line, &[]);
        Self { terminal }
    }

    /// Sets an office up on a computer where nothing was done yet.
    pub fn sets_up(home: &Home) -> Self {
        let clerk = Self::at(home, "");
        clerk.answers_the_first_questions()
    }

    /// Answers the first run's questions in Eğirdir; then looks at the queue of counter 1.
    pub fn answers_the_first_questions(self) -> Self {
        let mut clerk = self;
        clerk.sees("Ekranlar hangi dilde olsun?");
        clerk.press("1");
        clerk.sees("hangi valiliğin ya da kaymakamlığın");
        clerk.press("isparta");
        clerk.sees("▸ Isparta");
        clerk.press("Enter");
        clerk.sees("▸ Kurum");
        clerk.press("EGIRDIR");
        clerk.sees("▸ Eğirdir Kaymakamlığı");
        clerk.press("Enter");
        clerk.sees("Kurum kodu 32003");
        clerk.press("F10");
        clerk.sees("Önerilen seçimlerle devam edebilirsiniz.");
        clerk.press("F10");
        clerk.sees("Büroda ilk çalışacak görevli");
        clerk.press("Ayşe_Demir F10");
        clerk.sees("BEKLEYEN YOK");
        clerk.sees("Anahtar dosyasını yedekleyin:");
        clerk.press("Esc");
        clerk.no_longer_sees("Anahtar dosyasını yedekleyin:");
        clerk
    }

    /// Begins a visit without a ticket and opens the form.
    pub fn opens_the_form(&mut self) {
        self.step("8");
        self.sees("GÖRÜŞMEDE");
        self.step("Enter");
        self.sees("BAŞVURAN");
    }

    /// Types a new visitor's name and goes on to the text of the application.
    pub fn goes_to_the_text(&mut self) {
        self.types("Zeynep Ünlü");
        self.sees("Kayıtlı kişi bulunamadı");
        self.press("Enter");
        self.sees("Başvuru kaydı: Zeynep Ünlü");
        self.press("PgDn Tab Tab Tab");
        self.sees("▸ Metin");
    }

    /// Opens the desk again the next day, or after a crash.
    pub fn comes_back(home: &Home) -> Self {
        let mut clerk = Self::at(home, "desk --counter 1");
        clerk.sees("Kim çalışıyor?");
        clerk.press("1 Enter");
        clerk.sees("Banko 1 │ Ayşe Demir");
        // Keys act once the queue was read.
        clerk.sees("ÖNCELİKLİ");
        clerk
    }

    /// Presses keys with spaces between them: `Enter`, `F6`, and anything else letter by letter
    /// (`_` is the space bar). Nothing may follow `Esc` before its effect was seen: a terminal
    /// sends it as the beginning of other keys too.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split(' ') {
            match named(name) {
                Some(code) => self.terminal.send(code),
                None => self.terminal.send(&name.replace('_', " ")),
            }
        }
    }

    /// Types text as it is.
    pub fn types(&mut self, text: &str) {
        self.terminal.send(text);
    }

    /// Presses the key for the visitor's next step.
    pub fn step(&mut self, key: &str) {
        thread::sleep(BETWEEN_STEPS);
        self.press(key);
    }

    /// Waits until the screen says `sentence`, on however many lines; the screen.
    #[track_caller]
    pub fn sees(&self, sentence: &str) -> String {
        let wanted = words(sentence);
        self.terminal
            .wait_until(sentence, |screen| words(screen).contains(&wanted))
    }

    /// Waits until the screen does not say `sentence` any more; the screen.
    #[track_caller]
    pub fn no_longer_sees(&self, sentence: &str) -> String {
        let unwanted = words(sentence);
        self.terminal
            .wait_until(&format!("gone: {sentence}"), |screen| {
                !words(screen).contains(&unwanted)
            })
    }

    /// Reads messages away, one after another, until there is this one.
    #[track_caller]
    pub fn reads_messages_until(&mut self, sentence: &str) {
        let started = Instant::now();
        while !words(&self.terminal.screen()).contains(sentence) {
            let screen = self.terminal.screen();
            assert!(
                started.elapsed() < PATIENCE,
                "never read «{sentence}»; the screen:\n{screen}"
            );
            self.press("Esc");
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// Waits until the status line says that central has given a receipt for everything.
    #[track_caller]
    pub fn sees_everything_at_central(&self) {
        let started = Instant::now();
        while !self.status_line().contains("merkezde") {
            let screen = self.terminal.screen();
            assert!(
                started.elapsed() < SYNC_PATIENCE,
                "never at central; the screen:\n{screen}"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The line at the top.
    pub fn status_line(&self) -> String {
        let screen = self.terminal.screen();
        screen.lines().next().unwrap_or_default().to_owned()
    }

    /// The final number on the screen of a registration.
    #[track_caller]
    pub fn sees_the_number(&self) -> String {
        let screen = self.sees("Cevap en geç");
        let number = screen.split_whitespace().find(|word| is_number(word));
        number
            .unwrap_or_else(|| panic!("no number on the screen:\n{screen}"))
            .to_owned()
    }

    /// Leaves the program from the queue.
    pub fn leaves(mut self) {
        self.press("Ctrl+Q");
        self.sees("Programdan çıkılsın mı?");
        self.press("2");
        assert!(self.terminal.ended_well(), "{}", self.terminal.screen());
        assert!(self.terminal.is_given_back());
    }
}

/// The shape of an application number, such as `32003-26-50-00001-92`.
fn is_number(word: &str) -> bool {
    let parts: Vec<usize> = word.split('-').map(str::len).collect();
    parts == [5, 2, 2, 5, 2] && word.chars().all(|c| c.is_ascii_digit() || c == '-')
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "Enter" => key::ENTER,
        "Esc" => key::ESC,
        "Tab" => key::TAB,
        "Up" => key::UP,
        "Down" => key::DOWN,
        "Left" => key::LEFT,
        "Right" => key::RIGHT,
        "Backspace" => key::BACKSPACE,
        "End" => "\x1b[F",
        "PgUp" => "\x1b[5~",
        "PgDn" => "\x1b[6~",
        "Ctrl+A" => "\x01",
        "Ctrl+Q" => "\x11",
        "Ctrl+R" => "\x12",
        "Ctrl+U" => "\x15",
        "Ctrl+Y" => "\x19",
        "Ctrl+Z" => "\x1a",
        "F1" => key::F1,
        "F2" => key::F2,
        "F3" => key::F3,
        "F4" => key::F4,
        "F5" => key::F5,
        "F6" => key::F6,
        "F7" => key::F7,
        "F9" => key::F9,
        "F10" => key::F10,
        _ => return None,
    })
}
