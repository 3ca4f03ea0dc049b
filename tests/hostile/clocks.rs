//! A clock that was set back.

use acikkapi::domain::source::Source;
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};

use crate::kept::assert_sound;
use crate::support::clerk::Clerk;
use crate::support::program::{Home, configured};

/// A clock three hours ahead, as this computer's was before it was set right.
struct Ahead;

impl Source for Ahead {
    fn now(&mut self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::hours(3)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("random bytes");
    }
}

#[test]
fn work_goes_on_with_a_clock_behind_the_last_record() {
    let home = Home::new();
    Clerk::sets_up(&home).leaves();
    let mut store = Store::open(home.location(), Box::new(Ahead)).expect("the file opens");
    let again = configured("32003", "Eğirdir Kaymakamlığı");
    let appended: Result<_, StoreError> =
        store.transact(|tx| tx.append(Actor::Program, again.clone()));
    appended.expect("appended");
    drop(store);

    let said = home.run_line("doctor --lang en");
    assert!(
        said.out.contains("which is before the last moment known"),
        "{}",
        said.out
    );

    let mut clerk = Clerk::comes_back(&home);
    clerk.press("1");
    clerk.sees("VERİLEN SIRA · genel");
    clerk.sees("Bu bilgisayarın saati son kayıttan");
    clerk.sees("Çalışma devam eder, kayıtların sırası korunur; saati düzeltin.");
    clerk.press("Esc");
    clerk.no_longer_sees("Bu bilgisayarın saati");
    clerk.step("_");
    clerk.sees("ÇAĞRILDI");
    clerk.leaves();
    assert_sound(&home.location());
}
