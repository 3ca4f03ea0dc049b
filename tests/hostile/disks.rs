//! A disk that is full, and a folder that may not be written.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use acikkapi::store::Location;
use rustix::process::{Pid, Resource, Rlimit};
use tempfile::TempDir;

use crate::kept::{assert_sound, draft_text};
use crate::support::clerk::Clerk;
use crate::support::program::Home;

/// How a program gets mounts of its own: as root, or as root of a namespace of its own.
fn own_mounts() -> Option<[&'static str; 4]> {
    let flags = if rustix::process::geteuid().is_root() {
        "-m"
    } else {
        "-rm"
    };
    let shell = ["unshare", flags, "sh", "-c"];
    let mut probe = Command::new(shell[0]);
    probe.args(&shell[1..]).arg("mount -t tmpfs none /tmp");
    let probed = probe.stdout(Stdio::null()).stderr(Stdio::null()).status();
    probed.is_ok_and(|status| status.success()).then_some(shell)
}

fn folder(home: &Home) -> PathBuf {
    let database = home.location().database;
    database.parent().expect("a folder").to_owned()
}

/// A home on a disk that can be filled: a small one of its own where the system allows that, else
/// a limit on what the program may write.
struct SmallDisk {
    clerk: Clerk,
    /// The disk, seen from outside.
    disk: Option<PathBuf>,
    folder: PathBuf,
}

impl SmallDisk {
    const MOUNT: &str = r#"mount -t tmpfs -o size=16m none "$HOME" && cd "$HOME" && exec "$@""#;
    const LIMIT: &str = r#"trap '' XFSZ; exec "$@""#;

    fn start(home: &Home) -> Self {
        let Some([unshare, flags, sh, c]) = own_mounts() else {
            let terminal = home.terminal_by(&["sh", "-c", Self::LIMIT], "");
            return Self {
                clerk: Clerk { terminal },
                disk: None,
                folder: folder(home),
            };
        };
        let terminal = home.terminal_by(&[unshare, flags, sh, c, Self::MOUNT], "");
        let clerk = Clerk { terminal };
        clerk.sees("İlk kurulum");
        let root = format!("/proc/{}/root", clerk.terminal.process());
        let seen = |path: PathBuf| PathBuf::from(format!("{root}{}", path.display()));
        Self {
            disk: Some(seen(home.path(""))),
            folder: seen(folder(home)),
            clerk,
        }
    }

    /// A copy of the desk's files, which SQLite would not find by the way from outside. Nothing
    /// is being written meanwhile.
    fn copy(&self) -> (TempDir, Location) {
        let copy = tempfile::tempdir().expect("a folder");
        for name in ["desk.db", "desk.db-wal", "desk.key"] {
            fs::copy(self.folder.join(name), copy.path().join(name)).expect("copied");
        }
        let location = Location::in_folder(copy.path());
        (copy, location)
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let Some(disk) = &self.disk else {
            return self.limit(Some(0));
        };
        let mut ballast = File::create(disk.join("ballast")).expect("a file");
        while ballast.write(&[0; 4096]).is_ok() {}
    }

    fn empty(&self) {
        match &self.disk {
            Some(disk) => fs::remove_file(disk.join("ballast")).expect("removed"),
            None => self.limit(None),
        }
    }

    fn limit(&self, bytes: Option<u64>) {
        let process = Pid::from_raw(self.clerk.terminal.process() as i32);
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        rustix::process::prlimit(process, Resource::Fsize, limit).expect("limited");
    }
}

#[test]
fn a_full_disk_stops_no_typing_and_loses_nothing() {
    const TYPED: &str = "Dolu diskte yazılan metin.";
    let home = Home::new();
    let mut small = SmallDisk::start(&home);
    let set_up = small.clerk.answers_the_first_questions();
    small.clerk = set_up;
    small.clerk.opens_the_form();
    small.clerk.goes_to_the_text();
    small.clerk.types("Önce. ");
    small.clerk.sees("Önce.");
    small.fill();
    small.clerk.types(TYPED);
    small.clerk.sees(TYPED);
    let why = match small.disk {
        Some(_) => "Diskte yer kalmadı; son işlem kaydedilmedi",
        None => "Disk okunamadı ya da diske yazılamadı; son işlem kaydedilmedi",
    };
    small.clerk.sees(why);
    let screen = small.clerk.sees("KAYIT DURDU");
    assert!(screen.contains("Önce. Dolu diskte"), "{screen}");
    small.clerk.press("F10");
    small.clerk.sees("Kayıttan önce:");
    small.clerk.press("F10");
    small.clerk.no_longer_sees("Kayıttan önce:");
    small.clerk.sees("KAYIT DURDU");

    small.empty();
    small.clerk.no_longer_sees("KAYIT DURDU");
    small
        .clerk
        .reads_messages_until("Kayıt yeniden yapılabiliyor");
    small.clerk.sees(TYPED);
    let (_folder, location) = small.copy();
    assert_eq!(draft_text(&location), format!("Önce. {TYPED}"));
    small.clerk.press("F10");
    small.clerk.sees("Kayıttan önce:");
    small.clerk.press("F10");
    small.clerk.sees_the_number();
    let (_folder, location) = small.copy();
    assert_sound(&location);
}

#[test]
fn a_folder_that_may_not_be_written_is_told_at_the_start() {
    const MOUNT: &str =
        r#"mount --bind "$HOME" "$HOME" && mount -o remount,bind,ro "$HOME" && exec "$@""#;
    let home = Home::new();
    Clerk::sets_up(&home).leaves();
    let folder = folder(&home);
    let terminal = match own_mounts() {
        Some([unshare, flags, sh, c]) => home.terminal_by(&[unshare, flags, sh, c, MOUNT], ""),
        None => {
            fs::set_permissions(&folder, Permissions::from_mode(0o500)).expect("closed");
            home.terminal("", &[])
        }
    };
    let mut clerk = Clerk { terminal };
    clerk.sees("Kayıt dosyasına ya da klasörüne yazma izni yok. Kayıtlar yerinde duruyor");
    assert!(!clerk.terminal.ended_well());
    assert!(clerk.terminal.is_given_back());
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).expect("opened");
    Clerk::comes_back(&home).leaves();
    assert_sound(&home.location());
}
