//! A recorded day, played again under another rule.
//!
//! What stays as it was: who came when, of which class; who was put aside or left while waiting,
//! and when; how long each visitor occupies a counter, whoever serves them; and how the counters
//! work: when each opens and closes, and how long it lets somebody wait before its next call (a
//! break, a visit without a ticket, a slow hand). What changes is whom each call is for.
//!
//! Each counter's slowness is measured in time during which somebody waited. A counter that is
//! idle because nobody is there is not slow. So the recorded order, played again, gives the
//! recorded instants exactly, and a rule that would have called in that order does so again.
//!
//! Where the rule calls somebody whom the record does not know as served, because they left
//! before their turn came, that visit is taken to be of the median length. A counter makes no call
//! after it closed; the one that closed last goes on while somebody waits who was served on the
//! day itself.
//!
//! Only waits that ended in a call are measured. Who left or was sent home uncalled is counted
//! apart, and may be somebody else under another rule.

use super::Micros;
use super::day::{QueueClass, RecordedDay, median};
use super::measure::{Measure, Overtakes};
use super::room::{Room, Waiting};
use super::rule::{Call, Caller, Rule};
use crate::domain::ids::Counter;
use crate::domain::priority::Lane;

/// A day that was played again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// In order.
    pub calls: Vec<ReplayedCall>,
    /// By class, see [`RecordedDay::classes`].
    pub measure: Measure,
    /// The lane of each class.
    pub lanes: Vec<Lane>,
    /// Turns nobody called.
    pub uncalled: usize,
}

/// A call of a replayed day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayedCall {
    /// Index in [`RecordedDay::turns`].
    pub turn: usize,
    pub counter: Counter,
    pub at: Micros,
    /// Time in the queue; time put aside is not counted.
    pub wait: Micros,
}

/// Plays the day under `rule`.
#[must_use]
pub fn replay(day: &RecordedDay, rule: &Rule) -> Replay {
    let plan = Plan::of(day);
    Hall::new(&plan, Chooser::Rule(Caller::new(rule))).play()
}

/// Plays the day in the order it was called in: what happened, measured as the rules are.
#[must_use]
pub fn as_it_happened(day: &RecordedDay) -> Replay {
    let plan = Plan::of(day);
    let order: Vec<usize> = day.calls.iter().map(|call| call.turn).collect();
    Hall::new(&plan, Chooser::Record(order.iter())).play()
}

/// The lane of each class of the day, for rules that need it.
#[must_use]
pub fn lanes(day: &RecordedDay) -> Vec<Lane> {
    day.classes().iter().map(|class| class.lane).collect()
}

/// What a replay leaves as it was.
struct Plan<'a> {
    day: &'a RecordedDay,
    classes: Vec<QueueClass>,
    /// How long each turn occupies a counter.
    services: Vec<Micros>,
    /// Whether each turn was called on the day.
    was_called: Vec<bool>,
    /// In order of time.
    moves: Vec<Move>,
    counters: Vec<CounterPlan>,
}

/// Somebody joins the queue or goes away uncalled: the stay of that number in the turn begins or
/// ends.
#[derive(Debug, Clone, Copy)]
struct Move {
    at: Micros,
    joins: bool,
    turn: usize,
    stay: usize,
}

/// How a counter worked.
#[derive(Debug)]
struct CounterPlan {
    counter: Counter,
    /// When it made its first call.
    opens: Micros,
    /// When it was done with its last visitor.
    closes: Micros,
    /// Before each of its calls, how long somebody had waited while it was free.
    slowness: Vec<Micros>,
    /// For calls beyond those of the day: the median of these.
    usual: Micros,
}

impl<'a> Plan<'a> {
    fn of(day: &'a RecordedDay) -> Self {
        let usual = median(day.services().collect()).unwrap_or_default();
        let mut services = vec![usual; day.turns.len()];
        let mut was_called = vec![false; day.turns.len()];
        for (call, service) in day.calls.iter().zip(day.services()) {
            services[call.turn] = service;
            was_called[call.turn] = true;
        }
        let moves = moves(day);
        Self {
            day,
            classes: day.classes(),
            services,
            was_called,
            counters: counter_plans(day, &moves),
            moves,
        }
    }

    fn lanes(&self) -> Vec<Lane> {
        self.classes.iter().map(|class| class.lane).collect()
    }

    /// The number of the class somebody is in during a stay.
    fn class(&self, of: Move) -> Option<usize> {
        let class = self.day.turns[of.turn].stays[of.stay].class;
        self.classes.iter().position(|known| *known == class)
    }

    /// The order of arrival, made unique for each turn, from which the turn can be told.
    fn place(&self, turn: usize) -> u64 {
        u64::from(self.day.turns[turn].place) << 32 | turn as u64
    }

    /// Since when somebody would have waited who was never put aside.
    fn since(&self, of: Move) -> Micros {
        let earlier = &self.day.turns[of.turn].stays[..of.stay];
        let waited = earlier
            .iter()
            .filter_map(|stay| Some(stay.until? - stay.from));
        of.at.saturating_sub(waited.sum())
    }
}

/// The turn of a place made by [`Plan::place`].
fn turn_of(place: u64) -> usize {
    (place & u64::from(u32::MAX)) as usize
}

/// All moves of the day.
fn moves(day: &RecordedDay) -> Vec<Move> {
    let mut moves = Vec::new();
    for (turn, stays) in day.turns.iter().map(|turn| &turn.stays).enumerate() {
        for (stay, times) in stays.iter().enumerate() {
            let at = |at, joins| Move {
                at,
                joins,
                turn,
                stay,
            };
            moves.push(at(times.from, true));
            moves.extend(times.until.map(|until| at(until, false)));
        }
    }
    moves.sort_by_key(|step| step.at);
    moves
}

/// Follows the day to see how long each counter let people wait.
fn counter_plans(day: &RecordedDay, moves: &[Move]) -> Vec<CounterPlan> {
    let counters = day.counters();
    let mut plans: Vec<CounterPlan> = Vec::with_capacity(counters.len());
    let mut desks: Vec<Desk> = Vec::with_capacity(counters.len());
    for counter in counters {
        let own = || day.calls.iter().filter(|call| call.counter == counter);
        let opens = own().map(|call| call.at).min().unwrap_or_default();
        plans.push(CounterPlan {
            counter,
            opens,
            closes: own().map(|call| call.until).max().unwrap_or_default(),
            slowness: Vec::new(),
            usual: 0,
        });
        desks.push(Desk::opening(opens));
    }
    let mut crowd = Crowd::default();
    let mut moves = moves.iter().peekable();
    for call in &day.calls {
        while let Some(step) = moves.next_if(|step| step.at <= call.at) {
            crowd.changes(step.at, if step.joins { 1 } else { -1 }, &mut desks);
        }
        let Ok(desk) = plans.binary_search_by_key(&call.counter, |plan| plan.counter) else {
            continue;
        };
        plans[desk]
            .slowness
            .push(desks[desk].let_wait(call.at, &crowd));
        desks[desk].calls(call.until);
        crowd.changes(call.at, -1, &mut desks);
    }
    for plan in &mut plans {
        plan.usual = median(plan.slowness.clone()).unwrap_or_default();
    }
    plans
}

/// How many wait, and since when somebody does.
#[derive(Debug, Default)]
struct Crowd {
    count: i64,
    since: Micros,
}

impl Crowd {
    /// Notes that so many more (or fewer) wait, and on every desk how long it let people wait
    /// when the last of them goes.
    fn changes(&mut self, at: Micros, by: i64, desks: &mut [Desk]) {
        if self.count == 0 {
            self.since = at;
        }
        self.count += by;
        if self.count == 0 {
            for desk in desks {
                desk.patience = desk.let_wait(at, self);
            }
        }
    }
}

/// A counter during the day.
#[derive(Debug)]
struct Desk {
    /// When it is done with its visitor, or opened.
    free_at: Micros,
    /// How long somebody waited since then, up to when last nobody did.
    patience: Micros,
    calls: usize,
}

impl Desk {
    fn opening(at: Micros) -> Self {
        Self {
            free_at: at,
            patience: 0,
            calls: 0,
        }
    }

    /// How long somebody has waited while this counter was free, until `now`; somebody waits.
    fn let_wait(&self, now: Micros, crowd: &Crowd) -> Micros {
        self.patience + now.saturating_sub(self.free_at.max(crowd.since))
    }

    /// When it will have let people wait for so long, if somebody goes on waiting.
    fn ready(&self, slowness: Micros, crowd: &Crowd) -> Micros {
        self.free_at.max(crowd.since) + slowness.saturating_sub(self.patience)
    }

    fn calls(&mut self, until: Micros) {
        self.free_at = until;
        self.patience = 0;
        self.calls += 1;
    }
}

/// Who says who is next.
enum Chooser<'a> {
    Rule(Caller<'a>),
    /// The turns in the order of the record.
    Record(std::slice::Iter<'a, usize>),
}

/// The day while it is played.
struct Hall<'a> {
    plan: &'a Plan<'a>,
    chooser: Chooser<'a>,
    room: Room,
    crowd: Crowd,
    desks: Vec<Desk>,
    /// Whether each turn has been called.
    called: Vec<bool>,
    /// Turns called on the day that are not called yet.
    owed: usize,
    overtakes: Overtakes,
    calls: Vec<ReplayedCall>,
    measure: Measure,
}

impl<'a> Hall<'a> {
    fn new(plan: &'a Plan<'a>, chooser: Chooser<'a>) -> Self {
        let opening = |counter: &CounterPlan| Desk::opening(counter.opens);
        Self {
            plan,
            chooser,
            room: Room::new(&plan.lanes()),
            crowd: Crowd::default(),
            desks: plan.counters.iter().map(opening).collect(),
            called: vec![false; plan.day.turns.len()],
            owed: plan.day.calls.len(),
            overtakes: Overtakes::default(),
            calls: Vec::with_capacity(plan.day.calls.len()),
            measure: Measure::new(plan.classes.len()),
        }
    }

    fn play(mut self) -> Replay {
        let mut moves = self.plan.moves.iter().copied().peekable();
        loop {
            let call = self.next_call();
            let before = |step: &Move| call.is_none_or(|(at, _)| step.at <= at);
            if let Some(step) = moves.next_if(before) {
                self.step(step);
            } else if call.and_then(|(at, desk)| self.call(at, desk)).is_none() {
                break;
            }
        }
        Replay {
            lanes: self.plan.lanes(),
            uncalled: self.plan.day.turns.len() - self.calls.len(),
            calls: self.calls,
            measure: self.measure,
        }
    }

    /// The next call if nobody joins or leaves before: when, and at which desk.
    fn next_call(&self) -> Option<(Micros, usize)> {
        if self.room.count() == 0 {
            return None;
        }
        let last = self.plan.counters.iter().map(|plan| plan.closes).max()?;
        let plans = self.plan.counters.iter().zip(&self.desks).enumerate();
        plans
            .filter_map(|(index, (plan, desk))| {
                let slowness = plan.slowness.get(desk.calls).unwrap_or(&plan.usual);
                let at = desk.ready(*slowness, &self.crowd);
                let open = at < plan.closes || (plan.closes == last && self.owed > 0);
                open.then_some((at, index))
            })
            .min()
    }

    /// Somebody joins or leaves; who was called already does neither.
    fn step(&mut self, step: Move) {
        let (Some(class), false) = (self.plan.class(step), self.called[step.turn]) else {
            return;
        };
        let place = self.plan.place(step.turn);
        if step.joins {
            let since = self.plan.since(step);
            self.room.join(class, Waiting { place, since });
            self.crowd.changes(step.at, 1, &mut self.desks);
        } else if self.room.leave(class, place).is_some() {
            self.crowd.changes(step.at, -1, &mut self.desks);
        }
    }

    fn call(&mut self, at: Micros, desk: usize) -> Option<()> {
        let call = self.choose(at)?;
        let turn = turn_of(call.who.place);
        self.desks[desk].calls(at + self.plan.services[turn]);
        self.crowd.changes(at, -1, &mut self.desks);
        self.called[turn] = true;
        self.owed -= usize::from(self.plan.was_called[turn]);
        let wait = at - call.who.since;
        self.calls.push(ReplayedCall {
            turn,
            counter: self.plan.counters[desk].counter,
            at,
            wait,
        });
        let overtakes = self.overtakes.call(call.who.place);
        self.measure.add(&call, wait, overtakes);
        Some(())
    }

    fn choose(&mut self, at: Micros) -> Option<Call> {
        let turns = match &mut self.chooser {
            Chooser::Rule(caller) => return caller.call(&mut self.room, at),
            Chooser::Record(turns) => turns,
        };
        let place = self.plan.place(*turns.next()?);
        let waits = |lane| self.room.first_of(lane).is_some();
        let contested = Lane::ALL.into_iter().all(waits);
        let classes = 0..self.plan.classes.len();
        let leave = |class| Some((class, self.room.leave(class, place)?));
        let (class, who) = classes.into_iter().find_map(leave)?;
        Some(Call {
            class,
            lane: self.room.lane(class),
            who,
            contested,
        })
    }
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
