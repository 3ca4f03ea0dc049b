//! For tests of screens: the whole interface with the test in the place of the desk, and a clock
//! that stands still until it is moved.

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::Event as TerminalEvent;

use super::keys::navigation;
use super::queue::sample;
use crate::desk::command::CaseDraft;
use crate::desk::{Answer, Command, DeskError, Done, Notice, Query, RequestId};
use crate::i18n::{Locale, Text};
use crate::tui::app::{App, Event, Job};
use crate::tui::screen::Screen;
use crate::tui::testing;
use crate::tui::theme::{GlyphSet, Theme, ThemeKind};

/// The usual small terminal.
pub const SMALL: (u16, u16) = (80, 24);
/// A large one.
pub const LARGE: (u16, u16) = (120, 40);

/// The interface under test.
pub struct Bench {
    pub app: App,
    pub now: DateTime<Utc>,
    size: (u16, u16),
    /// What the desk has been asked for and has not answered.
    jobs: Vec<Job>,
}

impl Bench {
    /// In Turkish, dark, on a small terminal.
    pub fn new(screen: impl Screen + 'static, now: DateTime<Utc>) -> Self {
        Self::with(screen, now, Locale::Tr, ThemeKind::Dark)
    }

    pub fn with(
        screen: impl Screen + 'static,
        now: DateTime<Utc>,
        locale: Locale,
        theme: ThemeKind,
    ) -> Self {
        let theme = Theme::new(theme, GlyphSet::Unicode);
        let machine = sample::machine();
        let app =
            App::new(Text::new(locale), theme, screen, now).with_navigation(navigation(&machine));
        Self {
            app,
            now,
            size: SMALL,
            jobs: Vec::new(),
        }
        .sized(SMALL)
    }

    /// The same on a terminal of this width and height.
    pub fn sized(mut self, size: (u16, u16)) -> Self {
        self.size = size;
        let resize = TerminalEvent::Resize(size.0, size.1);
        self.happen(Event::Terminal(resize));
        self
    }

    pub fn happen(&mut self, event: Event) {
        self.app.handle(event, self.now);
        self.jobs.extend(self.app.take_jobs());
    }

    /// Time passes; the interface is told each second.
    pub fn wait(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.now += TimeDelta::seconds(1);
            self.happen(Event::Tick);
        }
    }

    /// Presses keys, named as in [`testing::presses`], at a person's pace.
    pub fn press(&mut self, keys: &str) {
        self.press_every(TimeDelta::milliseconds(400), keys);
    }

    /// Presses keys with this time before each.
    pub fn press_every(&mut self, pause: TimeDelta, keys: &str) {
        for key in testing::presses(keys) {
            self.now += pause;
            self.happen(Event::Terminal(TerminalEvent::Key(key)));
        }
    }

    pub fn notice(&mut self, notice: Notice) {
        self.happen(Event::Desk(notice));
    }

    /// Everything asked for and not answered, which is forgotten.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.jobs)
    }

    /// The only command not answered yet.
    #[track_caller]
    pub fn command(&self) -> &Command {
        let mut commands = self.jobs.iter().filter_map(|job| match job {
            Job::Command(_, _, command) => Some(command),
            _ => None,
        });
        let command = commands.next().expect("a command");
        assert_eq!(commands.next(), None, "one command");
        command
    }

    /// Answers every draft of a case that was handed over; the last one.
    pub fn kept(&mut self) -> Option<CaseDraft> {
        let mut last = None;
        let is_draft = |job: &Job| matches!(job, Job::Command(.., Command::SaveCaseDraft(_)));
        // An answer may bring the next one.
        while let Some(at) = self.jobs.iter().position(is_draft) {
            if let Job::Command(request, _, Command::SaveCaseDraft(draft)) = self.jobs.remove(at) {
                last = Some(*draft);
                let result = Ok(Done::Stored);
                self.notice(Notice::Done { request, result });
            }
        }
        last
    }

    /// Whether no command is under way.
    pub fn is_idle(&self) -> bool {
        !self.jobs.iter().any(|job| matches!(job, Job::Command(..)))
    }

    /// Answers the oldest command that waits.
    #[track_caller]
    pub fn done(&mut self, result: Result<Done, DeskError>) {
        let at = self.position(|job| matches!(job, Job::Command(..)));
        let Job::Command(request, ..) = self.jobs.remove(at) else {
            unreachable!("a command is at this position");
        };
        self.notice(Notice::Done { request, result });
    }

    /// Answers the oldest question of the kind of `answer`.
    #[track_caller]
    pub fn answer(&mut self, answer: Answer) {
        let request = self.take_query(|query| is_for(query, &answer));
        self.notice(Notice::Answered {
            request,
            result: Ok(answer),
        });
    }

    /// Answers the oldest question of any kind with a failure.
    #[track_caller]
    pub fn refuse(&mut self, error: DeskError) {
        let request = self.take_query(|_| true);
        self.notice(Notice::Answered {
            request,
            result: Err(error),
        });
    }

    /// Whether such a question waits for an answer.
    pub fn asks(&self, wanted: impl Fn(&Query) -> bool) -> bool {
        self.jobs
            .iter()
            .any(|job| matches!(job, Job::Query(_, query) if wanted(query)))
    }

    #[track_caller]
    fn take_query(&mut self, wanted: impl Fn(&Query) -> bool) -> RequestId {
        let at = self.position(|job| matches!(job, Job::Query(_, query) if wanted(query)));
        match self.jobs.remove(at) {
            Job::Query(request, _) => request,
            job => unreachable!("a query is at this position: {job:?}"),
        }
    }

    #[track_caller]
    fn position(&self, wanted: impl Fn(&Job) -> bool) -> usize {
        let at = self.jobs.iter().position(wanted);
        at.unwrap_or_else(|| panic!("nothing of the kind is asked for: {:?}", self.jobs))
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        testing::picture_at(&mut self.app, self.size, self.now)
    }

    /// The screen as text with its styles.
    pub fn styled_screen(&mut self) -> String {
        testing::styled_picture_at(&mut self.app, self.size, self.now)
    }

    /// Whether the screen says this, on however many lines.
    pub fn says(&mut self, sentence: &str) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        words(&self.screen()).contains(&words(sentence))
    }
}

fn is_for(query: &Query, answer: &Answer) -> bool {
    matches!(
        (query, answer),
        (Query::Start { .. }, Answer::Start(_))
            | (Query::Queue { .. }, Answer::Queue(_))
            | (Query::Persons { .. }, Answer::Persons(_))
            | (Query::Search { .. }, Answer::Search(_))
            | (Query::Application(_), Answer::Application(_))
            | (Query::Case(_), Answer::Case(_))
            | (Query::Duplicates { .. }, Answer::Duplicates(_))
            | (Query::Neighbourhoods(_), Answer::Neighbourhoods(_))
            | (Query::Work { .. }, Answer::Work(_))
            | (Query::WorkCounts { .. }, Answer::WorkCounts(_))
            | (Query::Messages { .. }, Answer::Messages(_))
            | (Query::Units, Answer::Units(_))
            | (Query::Reviews, Answer::Reviews(_))
            | (Query::Review(_), Answer::Review(_))
    )
}
