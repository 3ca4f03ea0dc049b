//! The engine against a central that loses, delays, repeats, is restored and forks.

use super::*;
use proptest::prelude::*;

/// A small deterministic generator, so that a failing seed reproduces exactly.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

impl Jitter for Random {
    fn below(&mut self, bound: Duration) -> Duration {
        let nanos = u64::try_from(bound.as_nanos()).unwrap().max(1);
        Duration::from_nanos(self.next() % nanos)
    }
}

/// Draws always the longest time.
struct Longest;

impl Jitter for Longest {
    fn below(&mut self, bound: Duration) -> Duration {
        bound
    }
}

fn epoch(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn state(acked: u64, feed_head: u64) -> Input {
    Input::State(CentralState {
        epoch: epoch(1),
        previous_epoch: None,
        feed_base: 0,
        acked,
        history_agrees: true,
        feed_head,
    })
}

fn pushed(acked: u64, feed_head: u64) -> Input {
    Input::Pushed {
        epoch: epoch(1),
        acked,
        feed_head,
    }
}

fn online(head: u64) -> Engine<Longest> {
    let mut engine = Engine::new(head, Position::default(), false, Longest);
    assert_eq!(engine.handle(seconds(0), Input::Tick), Action::GetState);
    engine
}

#[test]
fn sends_then_fetches_then_polls() {
    let mut engine = online(3);
    let now = seconds(1);
    assert_eq!(engine.handle(now, state(0, 0)), Action::Push { after: 0 });
    assert_eq!(engine.phase(now), Phase::Sending);
    assert_eq!(
        engine.handle(now, pushed(3, 3)),
        Action::GetFeed { after: 0 }
    );
    let fed = Input::Fed {
        cursor: 3,
        feed_head: 3,
    };
    assert_eq!(engine.handle(now, fed), Action::Wait(POLL));
    assert_eq!(engine.phase(now), Phase::UpToDate);
    assert_eq!(engine.handle(now + POLL, Input::Tick), Action::GetState);
}

#[test]
fn an_appended_operation_leaves_at_once_when_online() {
    let mut engine = online(0);
    engine.handle(seconds(1), state(0, 0));
    let action = engine.handle(seconds(2), Input::Appended { head: 1 });
    assert_eq!(action, Action::Push { after: 0 });
    // The next one waits for the answer: one batch in flight.
    let action = engine.handle(seconds(2), Input::Appended { head: 2 });
    assert_eq!(action, Action::Wait(WATCHDOG));
}

#[test]
fn news_is_fetched_at_once_and_only_when_idle() {
    let mut engine = online(0);
    let news = |head| Input::News { head };
    assert_eq!(
        engine.handle(seconds(1), news(7)),
        Action::Wait(WATCHDOG - seconds(1))
    );
    engine.handle(seconds(1), state(0, 0));
    let action = engine.handle(seconds(2), news(2));
    assert_eq!(action, Action::GetFeed { after: 0 });
    let fed = Input::Fed {
        cursor: 2,
        feed_head: 2,
    };
    engine.handle(seconds(2), fed);
    let still = engine.handle(seconds(3), news(2));
    assert_eq!(still, Action::Wait(POLL - seconds(1)), "it is known");
    assert!(matches!(
        engine.handle(seconds(2) + POLL, Input::Tick),
        Action::GetState
    ));
    engine.handle(seconds(23), Input::Failed);
    let waits = engine.handle(seconds(23), news(9));
    assert!(matches!(waits, Action::Wait(_)), "a pause is not cut short");
}

#[test]
fn back_off_doubles_is_spread_in_an_outage_and_capped() {
    let mut engine = online(1);
    let mut now = seconds(0);
    let mut windows = Vec::new();
    for _ in 0..11 {
        let Action::Wait(wait) = engine.handle(now, Input::Failed) else {
            panic!("a failure is followed by a pause");
        };
        windows.push(wait.as_secs());
        // Work in between does not shorten the pause.
        let more = engine.handle(now, Input::Appended { head: 2 });
        assert_eq!(more, Action::Wait(wait));
        now += wait;
        assert_eq!(engine.handle(now, Input::Tick), Action::GetState);
    }
    assert_eq!(windows, [1, 2, 60, 60, 60, 60, 64, 128, 256, 300, 300]);
}

#[test]
fn the_first_contact_after_a_power_cut_is_spread() {
    let mut engine = Engine::new(9, Position::default(), true, Longest);
    let wait = engine.handle(seconds(0), Input::Tick);
    assert_eq!(wait, Action::Wait(OUTAGE_SPREAD));
    assert_eq!(engine.handle(seconds(60), Input::Tick), Action::GetState);
}

#[test]
fn a_busy_central_is_left_alone_as_long_as_it_asks() {
    let mut engine = online(1);
    let action = engine.handle(seconds(0), Input::Busy(seconds(30)));
    assert_eq!(action, Action::Wait(seconds(31)));
    let action = engine.handle(seconds(30), Input::Tick);
    assert_eq!(action, Action::Wait(seconds(1)));
    engine.handle(seconds(31), Input::Tick);
    let action = engine.handle(seconds(31), Input::Busy(seconds(1 << 40)));
    assert_eq!(action, Action::Wait(LONGEST_RETRY_AFTER + seconds(2)));
}

#[test]
fn the_watchdog_gives_up_a_request_and_ignores_its_late_answer() {
    let mut engine = online(1);
    let action = engine.handle(WATCHDOG, Input::Tick);
    assert_eq!(action, Action::Wait(FIRST_WINDOW));
    let late = engine.handle(WATCHDOG, state(1, 1));
    assert_eq!(late, Action::Wait(FIRST_WINDOW));
    assert_eq!(engine.position(), Position::default());
}

#[test]
fn a_restored_central_gets_everything_again() {
    let known = Position {
        epoch: Some(epoch(1)),
        acked: 90,
        cursor: 200,
    };
    let mut engine = Engine::new(100, known, false, Longest);
    engine.handle(seconds(0), Input::Tick);
    let restored = Input::State(CentralState {
        epoch: epoch(2),
        previous_epoch: Some(epoch(1)),
        feed_base: 120,
        acked: 50,
        history_agrees: true,
        feed_head: 120,
    });
    let action = engine.handle(seconds(0), restored);
    assert_eq!(action, Action::Push { after: 50 });
    let expected = Position {
        epoch: Some(epoch(2)),
        acked: 50,
        cursor: 120,
    };
    assert_eq!(engine.position(), expected);
}

#[test]
fn an_unknown_epoch_or_lost_operations_start_the_feed_again() {
    for (new_epoch, previous) in [(epoch(3), Some(epoch(2))), (epoch(1), None)] {
        let known = Position {
            epoch: Some(epoch(1)),
            acked: 90,
            cursor: 100,
        };
        let mut engine = Engine::new(90, known, false, Longest);
        engine.handle(seconds(0), Input::Tick);
        engine.handle(
            seconds(0),
            Input::State(CentralState {
                epoch: new_epoch,
                previous_epoch: previous,
                feed_base: 100,
                acked: 80,
                history_agrees: true,
                feed_head: 100,
            }),
        );
        assert_eq!(engine.position().cursor, 0);
        assert_eq!(engine.position().acked, 80);
    }
}

#[test]
fn a_fork_stops_the_engine_until_central_agrees_again() {
    let mut engine = online(5);
    engine.handle(seconds(0), state(0, 0));
    let action = engine.handle(seconds(1), Input::Refused(HaltReason::Fork));
    assert_eq!(action, Action::Wait(HALT_RETRY));
    assert_eq!(engine.phase(seconds(1)), Phase::Halted(HaltReason::Fork));
    let action = engine.handle(seconds(2), Input::Appended { head: 6 });
    assert_eq!(action, Action::Wait(HALT_RETRY - seconds(1)));
    let later = seconds(1) + HALT_RETRY;
    assert_eq!(engine.handle(later, Input::Tick), Action::GetState);
    assert_eq!(engine.phase(later), Phase::Halted(HaltReason::Fork));
    assert_eq!(engine.handle(later, state(0, 0)), Action::Push { after: 0 });
    assert_eq!(engine.phase(later), Phase::Sending);
}

#[test]
fn a_desk_restored_from_an_old_copy_is_a_fork_before_anything_is_sent() {
    let mut engine = online(5);
    assert_eq!(
        engine.handle(seconds(0), state(6, 6)),
        Action::Wait(HALT_RETRY)
    );
    let mut engine = online(5);
    let disagreeing = Input::State(CentralState {
        epoch: epoch(1),
        previous_epoch: None,
        feed_base: 0,
        acked: 5,
        history_agrees: false,
        feed_head: 5,
    });
    assert_eq!(
        engine.handle(seconds(0), disagreeing),
        Action::Wait(HALT_RETRY)
    );
}

#[test]
fn senseless_answers_count_as_failures() {
    let answers = [
        pushed(0, 0),
        pushed(99, 0),
        Input::Fed {
            cursor: 1,
            feed_head: 1,
        },
        state(0, 0),
    ];
    for answer in answers {
        let mut engine = online(5);
        engine.handle(seconds(0), state(0, 0));
        let action = engine.handle(seconds(0), answer);
        assert_eq!(action, Action::Wait(FIRST_WINDOW), "{answer:?}");
    }
}

#[test]
fn a_disagreement_about_gaps_does_not_spin() {
    let mut engine = online(5);
    let mut action = engine.handle(seconds(0), state(2, 2));
    let mut rounds = 0;
    while action == (Action::Push { after: 2 }) && rounds < 100 {
        rounds += 1;
        action = engine.handle(seconds(0), Input::Gap);
        if action == Action::GetState {
            action = engine.handle(seconds(0), state(2, 2));
        }
    }
    assert_eq!(action, Action::Wait(FIRST_WINDOW));
}

#[test]
fn compares_when_it_is_due_and_there_is_nothing_else_to_do() {
    let due = Due {
        after: seconds(5),
        spread: seconds(5),
    };
    let position = Position::default();
    let mut engine = Engine::new(1, position, false, Longest).comparing(false, due);
    assert_eq!(engine.handle(seconds(0), Input::Tick), Action::GetState);
    assert_eq!(
        engine.handle(seconds(1), state(0, 0)),
        Action::Push { after: 0 }
    );
    // It is due by now, but there is news first.
    assert_eq!(
        engine.handle(seconds(20), pushed(1, 1)),
        Action::GetFeed { after: 0 }
    );
    let fed = Input::Fed {
        cursor: 1,
        feed_head: 1,
    };
    assert_eq!(engine.handle(seconds(20), fed), Action::Compare);
    assert_eq!(
        engine.handle(seconds(21), Input::Comparing),
        Action::Compare
    );
    // What happens meanwhile is sent between two steps.
    engine.handle(seconds(22), Input::Appended { head: 2 });
    assert_eq!(
        engine.handle(seconds(22), Input::Comparing),
        Action::Push { after: 1 }
    );
    assert_eq!(engine.handle(seconds(23), pushed(2, 1)), Action::Compare);
    let compared = Input::Compared {
        next: Due {
            after: seconds(8),
            spread: seconds(2),
        },
        give_back: true,
    };
    assert_eq!(engine.handle(seconds(24), compared), Action::GiveBack);
    assert_eq!(engine.phase(seconds(24)), Phase::Sending);
    let rest = engine.handle(seconds(24), Input::NothingToGiveBack);
    assert_eq!(rest, Action::Wait(seconds(10)), "until it is due again");
    assert_eq!(engine.phase(seconds(24)), Phase::UpToDate);
    // A failed step is tried again after a pause like any other request.
    assert_eq!(engine.handle(seconds(34), Input::Tick), Action::GetState);
    assert_eq!(engine.handle(seconds(34), state(2, 1)), Action::Compare);
    assert_eq!(
        engine.handle(seconds(34), Input::Failed),
        Action::Wait(FIRST_WINDOW)
    );
}

#[test]
fn after_a_restore_what_central_lost_is_given_back_before_anything_is_sent() {
    let position = Position {
        epoch: Some(epoch(1)),
        acked: 2,
        cursor: 9,
    };
    let far = Due {
        after: seconds(86_400),
        spread: seconds(0),
    };
    let mut engine = Engine::new(3, position, false, Longest).comparing(false, far);
    engine.handle(seconds(0), Input::Tick);
    let restored = Input::State(CentralState {
        epoch: epoch(2),
        previous_epoch: Some(epoch(1)),
        feed_base: 5,
        acked: 1,
        history_agrees: true,
        feed_head: 6,
    });
    // What others have given back already is not lost.
    assert_eq!(
        engine.handle(seconds(0), restored),
        Action::GetFeed { after: 5 }
    );
    let fed = Input::Fed {
        cursor: 6,
        feed_head: 6,
    };
    assert_eq!(engine.handle(seconds(0), fed), Action::GiveBack);
    let gave = Input::GaveBack {
        epoch: epoch(2),
        acked: 2,
        feed_head: 6,
    };
    assert_eq!(engine.handle(seconds(0), gave), Action::GiveBack);
    assert_eq!(engine.position().acked, 2, "an own one was among them");
    let sends = engine.handle(seconds(0), Input::NothingToGiveBack);
    assert_eq!(sends, Action::Push { after: 2 });
    let sent = Input::Pushed {
        epoch: epoch(2),
        acked: 3,
        feed_head: 6,
    };
    // It compares within the hour, not with all others at once.
    engine.handle(seconds(0), sent);
    let later = engine.handle(RESTORED_SPREAD, Input::Tick);
    assert_eq!(later, Action::GetState);
}

/// One desk and one central over a bad network, in simulated time.
struct World {
    random: Random,
    engine: Engine<Random>,
    now: Duration,
    head: u64,
    central_acked: u64,
    central_feed: u64,
    central_epoch: u128,
    backup: (u64, u64),
    feed_base: u64,
    /// Operations of others the desk holds and central has lost.
    lost: u64,
    comparisons: u64,
    trouble: u64,
    requests: u64,
}

impl World {
    fn new(seed: u64) -> Self {
        Self {
            random: Random(seed),
            engine: Engine::new(0, Position::default(), false, Random(!seed))
                .comparing(false, Due::default()),
            now: Duration::ZERO,
            head: 0,
            central_acked: 0,
            central_feed: 0,
            central_epoch: 1,
            backup: (0, 0),
            feed_base: 0,
            lost: 0,
            comparisons: 0,
            trouble: 40,
            requests: 0,
        }
    }

    /// Central's side of a request; `None` when the request or its reply is lost.
    fn serve(&mut self, action: Action) -> Option<Input> {
        self.requests += 1;
        if self.random.chance(self.trouble / 2) {
            return None;
        }
        let answer = match action {
            Action::GetState => Input::State(CentralState {
                epoch: epoch(self.central_epoch),
                previous_epoch: Some(epoch(self.central_epoch - 1)),
                feed_base: self.feed_base,
                acked: self.central_acked,
                history_agrees: true,
                feed_head: self.central_feed,
            }),
            Action::Push { after } => self.push(after),
            Action::GetFeed { after } => Input::Fed {
                cursor: self.central_feed.min(after + 7),
                feed_head: self.central_feed,
            },
            Action::GiveBack if self.lost == 0 => return Some(Input::NothingToGiveBack),
            Action::GiveBack => self.give_back(),
            Action::Compare => self.compare(),
            Action::Wait(_) => return Some(Input::Tick),
        };
        // The reply is lost after central has committed.
        if self.random.chance(self.trouble / 2) {
            return None;
        }
        Some(answer)
    }

    fn give_back(&mut self) -> Input {
        let given = self.lost.min(3);
        self.lost -= given;
        self.central_feed += given;
        Input::GaveBack {
            epoch: epoch(self.central_epoch),
            acked: self.central_acked,
            feed_head: self.central_feed,
        }
    }

    fn compare(&mut self) -> Input {
        let known = self.engine.position();
        assert!(known.acked == self.head && self.lost == 0 || self.knows_nothing_of_it());
        if self.random.chance(50) {
            return Input::Comparing;
        }
        self.comparisons += 1;
        let after = seconds(20 * 3600);
        let spread = seconds(4 * 3600);
        Input::Compared {
            next: Due { after, spread },
            give_back: false,
        }
    }

    /// Central was restored, and the engine has not heard of it.
    fn knows_nothing_of_it(&self) -> bool {
        self.engine.position().epoch != Some(epoch(self.central_epoch))
    }

    fn push(&mut self, after: u64) -> Input {
        // What was lost comes first: own operations may follow from it.
        assert!(self.lost == 0 || self.knows_nothing_of_it());
        if self.random.chance(self.trouble / 8) {
            return Input::Busy(seconds(self.random.next() % 5));
        }
        if after > self.central_acked {
            return Input::Gap;
        }
        let sent = self.head.min(after + 5);
        let new = sent.saturating_sub(self.central_acked);
        self.central_acked += new;
        self.central_feed += new;
        Input::Pushed {
            epoch: epoch(self.central_epoch),
            acked: self.central_acked.max(sent),
            feed_head: self.central_feed,
        }
    }

    fn disturb(&mut self) {
        if self.random.chance(3) {
            self.backup = (self.central_acked, self.central_feed);
        }
        if self.random.chance(1) {
            (self.central_acked, self.central_feed) = self.backup;
            self.central_epoch += 1;
            if self.engine.position().epoch.is_some() {
                self.lost += self.random.next() % 12;
            }
            self.feed_base = self.central_feed;
        }
    }

    fn step(&mut self) {
        if self.trouble > 0 {
            self.disturb();
        }
        let mut input = Input::Tick;
        if self.trouble > 0 && self.random.chance(30) {
            self.head += 1 + self.random.next() % 9;
            input = Input::Appended { head: self.head };
        }
        let mut action = self.engine.handle(self.now, input);
        while !matches!(action, Action::Wait(_)) {
            let answer = self.serve(action).unwrap_or(Input::Failed);
            self.now += Duration::from_millis(40);
            action = self.engine.handle(self.now, answer);
            let known = self.engine.position();
            assert!(known.acked <= self.head);
        }
        if let Action::Wait(wait) = action {
            self.now += wait.min(seconds(300)).max(Duration::from_millis(1));
        }
    }
}

proptest! {
    #[test]
    fn everything_arrives_whatever_the_network_and_the_backups_do(seed: u64) {
        let mut world = World::new(seed);
        for _ in 0..400 {
            world.step();
        }
        world.trouble = 0;
        let healed = world.now;
        let mut steps = 0;
        let compared = world.comparisons;
        while world.engine.phase(world.now) != Phase::UpToDate
            || world.central_acked < world.head
            || world.lost > 0
        {
            world.step();
            steps += 1;
            prop_assert!(steps < 2_000, "stuck: {:?}", world.engine);
        }
        prop_assert!(world.now - healed < seconds(3_600));
        let position = world.engine.position();
        prop_assert_eq!(position.acked, world.head);
        prop_assert_eq!(position.cursor, world.central_feed);
        prop_assert_eq!(position.epoch, Some(epoch(world.central_epoch)));
        // And within a day and a half it has compared, once or twice.
        let next_day = world.now + seconds(36 * 3600);
        while world.now < next_day {
            world.step();
        }
        let compared = world.comparisons - compared;
        prop_assert!((1..=3).contains(&compared), "compared {} times", compared);
    }

    #[test]
    fn an_outage_of_days_is_quiet(seed: u64) {
        let mut world = World::new(seed);
        world.head = 10;
        let mut action = world.engine.handle(world.now, Input::Appended { head: 10 });
        while world.now < seconds(86_400) {
            world.requests += u64::from(!matches!(action, Action::Wait(_)));
            action = match action {
                Action::Wait(wait) => {
                    world.now += wait.max(Duration::from_millis(1));
                    world.engine.handle(world.now, Input::Tick)
                }
                _ => world.engine.handle(world.now, Input::Failed),
            };
        }
        // Windows of 300 s mean about one attempt in 150 s.
        prop_assert!(world.requests < 900, "{} attempts in a day", world.requests);
    }
}
