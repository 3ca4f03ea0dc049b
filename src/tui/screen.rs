//! What a screen is: it takes messages, draws itself, and asks for effects as data.

use std::any::Any;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::keymap::{Action, Keys};
use super::theme::{Theme, ThemeKind};
use super::widgets::toast::{Toast, ToastKind};
use crate::desk::{Answer, Command, DeskError, Done, Query, RequestId, Session};
use crate::i18n::{Locale, Text};
use crate::text::CleanText;

/// What reaches a screen.
#[derive(Debug)]
pub enum Message {
    /// A key of one of the active tables.
    Action(Action),
    /// A typed character: text where text is written, a digit or a free letter elsewhere.
    Char(char),
    /// Pasted text, not cleaned yet: [`CleanText`] is for the field that takes it.
    Paste(String),
    /// The answer to a command of this screen.
    Done(RequestId, Result<Done, DeskError>),
    /// The answer to a query of this screen.
    Answered(RequestId, Result<Answer, DeskError>),
    /// The data changed, here or elsewhere: ask again what is shown.
    Changed,
    /// A screen opened by this one gives something back.
    Returned(Returned),
    /// This screen is on top again, or for the first time.
    Shown,
    /// The texts are in another language now: what was made of them is to be made again.
    Translated,
    /// A second has passed, or the time of a [`Context::wake_in`]. Does not draw: call
    /// [`Context::redraw`] when something is to be seen.
    Tick,
    /// The program ends now, whatever the user wants: hand in what was typed.
    Closing,
}

/// A value given back to the screen beneath.
#[derive(Debug)]
pub struct Returned(Box<dyn Any>);

impl Returned {
    /// The value, if it is a `T`.
    ///
    /// # Errors
    /// Gives the parcel back unopened when it holds something else.
    pub fn take<T: 'static>(self) -> Result<T, Self> {
        self.0.downcast().map(|value| *value).map_err(Self)
    }
}

/// How a screen lies on the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It takes the whole room.
    Full,
    /// It lies over the screen beneath and takes all keys.
    Modal,
}

/// A screen or a modal.
pub trait Screen {
    /// The heading, in the user's language.
    fn title(&self, text: &Text) -> String;

    /// The key tables that act now, without the global ones.
    fn keys(&self) -> Keys;

    /// Takes a message. Every message but [`Message::Tick`] is followed by drawing.
    fn update(&mut self, message: Message, cx: &mut Context<'_>);

    /// Draws. No I/O, no clock but `cx.now`.
    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>);

    /// Esc, where no inner table has it: closes the screen. A screen that would lose something asks
    /// first.
    fn back(&mut self, cx: &mut Context<'_>) {
        cx.pop();
    }

    /// Whether it lies over the one beneath.
    fn presence(&self) -> Presence {
        Presence::Full
    }
}

/// What a screen asks for.
pub enum Effect {
    /// Opens a screen over this one.
    Push(Box<dyn Screen>),
    /// Opens a screen in the place of this one.
    Replace(Box<dyn Screen>),
    /// Closes this screen.
    Pop,
    /// Closes this screen and gives the one beneath a value.
    Return(Returned),
    /// Closes this screen and asks the one beneath for an action.
    Ask(Action),
    /// Tells the user something on the toast line.
    Say(Toast),
    /// Changes what the status line says of this counter.
    Status(StatusChange),
    /// From now on commands are this clerk's, at this counter; `None`: nobody's.
    WorkAs(Option<Session>),
    /// Changes the language.
    Speak(Locale),
    /// Changes the colours.
    Colour(ThemeKind),
    /// Draws although only a second has passed.
    Redraw,
    /// Sends [`Message::Tick`] once after so long.
    WakeIn(TimeDelta),
    /// To the desk: do this.
    Command(RequestId, Command),
    /// To the desk: answer this.
    Query(RequestId, Query),
    /// Ends the program.
    Quit,
}

/// What a screen may change of the status line; `None` leaves a part as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusChange {
    /// The office's name.
    pub office: Option<CleanText>,
    /// The counter's number.
    pub counter: Option<u16>,
    /// Who works here.
    pub clerk: Option<CleanText>,
    /// Who waits: priority lane, ordinary lane.
    pub waiting: Option<(u32, u32)>,
}

/// What a screen may use while it takes a message.
pub struct Context<'a> {
    /// The time now.
    pub now: DateTime<Utc>,
    /// The texts.
    pub text: &'a Text,
    requests: &'a mut u64,
    effects: Vec<Effect>,
}

impl<'a> Context<'a> {
    pub(super) fn new(now: DateTime<Utc>, text: &'a Text, requests: &'a mut u64) -> Self {
        Self {
            now,
            text,
            requests,
            effects: Vec::new(),
        }
    }

    pub(super) fn into_effects(self) -> Vec<Effect> {
        self.effects
    }

    /// Asks for an effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Opens a screen over this one.
    pub fn push(&mut self, screen: impl Screen + 'static) {
        self.effect(Effect::Push(Box::new(screen)));
    }

    /// Opens a screen in the place of this one.
    pub fn replace(&mut self, screen: impl Screen + 'static) {
        self.effect(Effect::Replace(Box::new(screen)));
    }

    /// Closes this screen.
    pub fn pop(&mut self) {
        self.effect(Effect::Pop);
    }

    /// Closes this screen; the one beneath gets the value as [`Message::Returned`].
    pub fn give_back(&mut self, value: impl Any) {
        self.effect(Effect::Return(Returned(Box::new(value))));
    }

    /// Closes this screen; the one beneath gets the action as [`Message::Action`].
    pub fn ask_beneath(&mut self, action: Action) {
        self.effect(Effect::Ask(action));
    }

    /// Gives the desk a command; its answer comes as [`Message::Done`] with the same number.
    pub fn command(&mut self, command: Command) -> RequestId {
        let request = self.next_request();
        self.effect(Effect::Command(request, command));
        request
    }

    /// Asks the desk; the answer comes as [`Message::Answered`] with the same number. Keep the
    /// number of the last question and let older answers pass.
    pub fn query(&mut self, query: Query) -> RequestId {
        let request = self.next_request();
        self.effect(Effect::Query(request, query));
        request
    }

    fn next_request(&mut self) -> RequestId {
        *self.requests += 1;
        RequestId(*self.requests)
    }

    /// Says a result on the toast line; it goes away by itself.
    pub fn done(&mut self, sentence: impl Into<String>) {
        self.say(ToastKind::Done, sentence);
    }

    /// Says something to know on the toast line; it goes away by itself.
    pub fn inform(&mut self, sentence: impl Into<String>) {
        self.say(ToastKind::Info, sentence);
    }

    /// Warns on the toast line; it stays until read.
    pub fn warn(&mut self, sentence: impl Into<String>) {
        self.say(ToastKind::Warning, sentence);
    }

    /// Says on the toast line that something failed; it stays until read.
    pub fn fail(&mut self, sentence: impl Into<String>) {
        self.say(ToastKind::Error, sentence);
    }

    fn say(&mut self, kind: ToastKind, sentence: impl Into<String>) {
        let toast = Toast::new(kind, sentence.into(), self.now);
        self.effect(Effect::Say(toast));
    }

    /// Changes parts of the status line.
    pub fn status(&mut self, change: StatusChange) {
        self.effect(Effect::Status(change));
    }

    /// Says whose commands are given from now on; `None`: nobody's.
    pub fn work_as(&mut self, session: Option<Session>) {
        self.effect(Effect::WorkAs(session));
    }

    /// Changes the language of everything; screens get [`Message::Translated`].
    pub fn speak(&mut self, locale: Locale) {
        self.effect(Effect::Speak(locale));
    }

    /// Changes the colours of everything.
    pub fn colour(&mut self, kind: ThemeKind) {
        self.effect(Effect::Colour(kind));
    }

    /// Draws although only a second has passed.
    pub fn redraw(&mut self) {
        self.effect(Effect::Redraw);
    }

    /// Asks for a [`Message::Tick`] after so long, sooner than the next one would come.
    pub fn wake_in(&mut self, time: TimeDelta) {
        self.effect(Effect::WakeIn(time));
    }

    /// Ends the program.
    pub fn quit(&mut self) {
        self.effect(Effect::Quit);
    }
}

/// What drawing may use.
#[derive(Clone, Copy)]
pub struct ViewContext<'a> {
    /// The time now.
    pub now: DateTime<Utc>,
    /// The texts.
    pub text: &'a Text,
    /// The theme.
    pub theme: &'a Theme,
    /// Whether nothing lies over what is drawn: only then may the cursor be shown.
    pub on_top: bool,
}

impl ViewContext<'_> {
    /// Shows the terminal's cursor here, unless something lies over it.
    pub fn place_cursor(&self, frame: &mut Frame<'_>, at: Position) {
        if self.on_top {
            frame.set_cursor_position(at);
        }
    }
}
