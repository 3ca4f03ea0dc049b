//! The model of the whole interface: a stack of screens, the toasts, the status line. Pure: events
//! and the time go in, jobs for the desk and drawings come out.

mod notices;
mod view;

use std::rc::Rc;

use chrono::{DateTime, Utc};
use crossterm::event::{Event as TerminalEvent, KeyEvent};
use ratatui::layout::Size;

use super::chord::{Chord, Code, Press};
use super::help::HelpScreen;
use super::keymap::{Action, KeyTable, Keys, Meaning};
use super::keys::{BACK, GLOBAL, HELP, PALETTE, QUIT, REDRAW};
use super::memory::Memory;
use super::palette::PaletteScreen;
use super::screen::{Context, Effect, Message, Presence, Screen, StatusChange};
use super::theme::{Theme, ThemeKind};
use super::widgets::dialog::Dialog;
use super::widgets::status::StatusLine;
use super::widgets::toast::{Toast, ToastKind, Toasts};
use super::widgets::too_small;
use crate::desk::{Command, Notice, Query, RequestId, Session};
use crate::i18n::{Locale, Text};

/// What reaches the interface from outside.
#[derive(Debug)]
pub enum Event {
    /// From the terminal.
    Terminal(TerminalEvent),
    /// From the desk's worker.
    Desk(Notice),
    /// A second has passed.
    Tick,
    /// The program is told to end (SIGTERM, SIGHUP, or the terminal is gone).
    Closing,
}

/// What the interface gives to the desk's worker.
#[derive(Debug, PartialEq)]
pub enum Job {
    /// Do this, for whoever works here.
    Command(RequestId, Option<Session>, Command),
    /// Answer this.
    Query(RequestId, Query),
    /// Keep this for the next start.
    Remember(Memory),
}

/// Keys that open screens from everywhere but a modal.
#[derive(Clone)]
pub struct Navigation {
    /// The keys.
    pub keys: &'static KeyTable,
    /// The screen an action of the table opens.
    pub open: Rc<OpenScreen>,
}

/// Opens the screen for an action, with the texts of the moment.
pub type OpenScreen = dyn Fn(Action, &Text) -> Option<Box<dyn Screen>>;

/// Leaves the program after the question.
const QUIT_NOW: Action = Action::new("app.quit-now");

/// Bytes of a paste looked at; a paste of megabytes must not make the screen wait. Many times what
/// the longest field holds.
const LONGEST_PASTE: usize = 1 << 18;

struct Layer {
    id: u64,
    /// The action of the navigation that opened it.
    opened_by: Option<Action>,
    screen: Box<dyn Screen>,
}

/// The interface.
pub struct App {
    text: Text,
    theme: Theme,
    navigation: Option<Navigation>,
    layers: Vec<Layer>,
    toasts: Toasts,
    status: StatusLine,
    session: Option<Session>,
    memory: Memory,
    size: Size,
    now: DateTime<Utc>,
    next_layer: u64,
    next_request: u64,
    /// Who asked: answers go to that layer alone, and are dropped when it is gone.
    asked: Vec<(RequestId, u64)>,
    jobs: Vec<Job>,
    wake_at: Option<DateTime<Utc>>,
    must_draw: bool,
    must_clear: bool,
    over: bool,
}

impl App {
    /// An interface that shows `first`.
    #[must_use]
    pub fn new(text: Text, theme: Theme, first: impl Screen + 'static, now: DateTime<Utc>) -> Self {
        let mut app = Self {
            text,
            theme,
            navigation: None,
            layers: Vec::new(),
            toasts: Toasts::default(),
            status: StatusLine::default(),
            session: None,
            memory: Memory::default(),
            size: too_small::MINIMUM,
            now,
            next_layer: 0,
            next_request: 0,
            asked: Vec::new(),
            jobs: Vec::new(),
            wake_at: None,
            must_draw: true,
            must_clear: false,
            over: false,
        };
        app.open(Box::new(first));
        app
    }

    /// The same with keys that open screens from everywhere.
    #[must_use]
    pub fn with_navigation(mut self, navigation: Navigation) -> Self {
        self.navigation = Some(navigation);
        self
    }

    /// The same with what was remembered from earlier.
    #[must_use]
    pub fn remembering(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// Takes an event.
    pub fn handle(&mut self, event: Event, now: DateTime<Utc>) {
        let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
        let new_minute = minute(now) != minute(self.now);
        self.now = now;
        match event {
            Event::Terminal(event) => self.terminal(event),
            Event::Desk(notice) => self.notice(notice),
            Event::Tick => {
                self.wake_at = self.wake_at.filter(|at| *at > now);
                self.must_draw |= new_minute | self.toasts.expire(now);
                self.broadcast(|| Message::Tick);
            }
            Event::Closing => self.end(),
        }
    }

    /// Ends the program. Every screen hands in what was typed last.
    fn end(&mut self) {
        self.broadcast(|| Message::Closing);
        self.over = true;
    }

    /// The jobs for the desk since the last call.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.jobs)
    }

    /// When a screen wants an [`Event::Tick`], if before the next second.
    #[must_use]
    pub fn wake_at(&self) -> Option<DateTime<Utc>> {
        self.wake_at
    }

    /// Whether the program is to end.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Whether something changed since the last call.
    pub fn take_must_draw(&mut self) -> bool {
        std::mem::take(&mut self.must_draw)
    }

    /// Whether the terminal is to be cleared before drawing.
    pub fn take_must_clear(&mut self) -> bool {
        std::mem::take(&mut self.must_clear)
    }

    fn terminal(&mut self, event: TerminalEvent) {
        self.must_draw = true;
        match event {
            TerminalEvent::Key(key) => self.key(key),
            TerminalEvent::Paste(text) => self.paste(text),
            TerminalEvent::Resize(width, height) => self.size = Size { width, height },
            TerminalEvent::Mouse(_) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => {}
        }
    }

    fn key(&mut self, key: KeyEvent) {
        let Some(press) = Press::from_event(key) else {
            return;
        };
        // Esc first puts away a message that waits to be read.
        if press.chord == Chord::key(Code::Esc) && self.toasts.dismiss() {
            return;
        }
        let keys = self.keys();
        let meaning = keys.meaning(press);
        if too_small::is_too_small(self.size) {
            // Nobody acts on what cannot be seen. Text goes on being taken.
            if let (true, Meaning::Char(c)) = (keys.is_typing(), meaning) {
                self.send_top(Message::Char(c));
            }
            return;
        }
        match meaning {
            Meaning::Action(action) => self.act(action),
            Meaning::Char(c) => self.send_top(Message::Char(c)),
            Meaning::Nothing => {}
        }
    }

    fn paste(&mut self, mut text: String) {
        if text.len() > LONGEST_PASTE {
            text.truncate(text.floor_char_boundary(LONGEST_PASTE));
            let sentence = self.text.get("tui-paste-huge");
            self.say(ToastKind::Warning, sentence);
        }
        self.send_top(Message::Paste(text));
    }

    fn act(&mut self, action: Action) {
        let mut cx = Context::new(self.now, &self.text, &mut self.next_request);
        match action {
            HELP => {
                let keys = Self::keys_of(&self.layers, self.navigation.as_ref());
                let sync = self.status.sync.as_ref();
                let sync = sync.and_then(|sync| sync.explanation(&self.text));
                cx.push(HelpScreen::new(&keys).about_sync(sync));
            }
            PALETTE => cx.push(PaletteScreen::new(
                &Self::keys_of(&self.layers, self.navigation.as_ref()),
                &self.text,
            )),
            QUIT => cx.push(quit_question(&self.text)),
            QUIT_NOW => cx.quit(),
            REDRAW => self.must_clear = true,
            BACK => {
                if let Some(top) = self.layers.last_mut() {
                    top.screen.back(&mut cx);
                }
            }
            action => {
                if !self.navigate(action) {
                    self.send_top(Message::Action(action));
                }
                return;
            }
        }
        let effects = cx.into_effects();
        self.apply_top(effects);
    }

    /// Opens the screen the navigation has for an action. A screen that is open already comes to
    /// the top as it was, so that nothing typed anywhere is lost and the stack stays low.
    fn navigate(&mut self, action: Action) -> bool {
        let Some(navigation) = &self.navigation else {
            return false;
        };
        let open = |layer: &Layer| layer.opened_by == Some(action);
        if let Some(at) = self.layers.iter().position(open) {
            let layer = self.layers.remove(at);
            self.layers.push(layer);
            self.send_top(Message::Shown);
            return true;
        }
        let Some(screen) = (navigation.open)(action, &self.text) else {
            return false;
        };
        self.open_by(Some(action), screen);
        true
    }

    fn broadcast(&mut self, message: impl Fn() -> Message) {
        // From the top down, since a screen may close itself.
        for layer in (0..self.layers.len()).rev() {
            self.send(layer, message());
        }
    }

    fn send_top(&mut self, message: Message) {
        self.send(self.layers.len().saturating_sub(1), message);
    }

    fn send(&mut self, layer: usize, message: Message) {
        let quiet = matches!(message, Message::Tick);
        let mut cx = Context::new(self.now, &self.text, &mut self.next_request);
        let Some(receiver) = self.layers.get_mut(layer) else {
            return;
        };
        receiver.screen.update(message, &mut cx);
        let effects = cx.into_effects();
        self.must_draw |= !quiet || !effects.is_empty();
        self.apply(layer, effects);
    }

    fn apply_top(&mut self, effects: Vec<Effect>) {
        self.apply(self.layers.len().saturating_sub(1), effects);
    }

    /// Does what the screen in `layer` asked for.
    fn apply(&mut self, layer: usize, effects: Vec<Effect>) {
        let id = self.layers.get(layer).map(|layer| layer.id);
        for effect in effects {
            match effect {
                Effect::Push(screen) => self.open(screen),
                Effect::Replace(screen) => self.replace(id, screen),
                Effect::Pop => {
                    self.close(id);
                    self.send_top(Message::Shown);
                }
                Effect::Return(value) => {
                    self.close(id);
                    self.send_top(Message::Returned(value));
                }
                Effect::Ask(action) => {
                    self.close(id);
                    self.act(action);
                }
                Effect::Say(toast) => self.toasts.add(toast),
                Effect::Status(change) => self.change_status(change),
                Effect::WorkAs(session) => self.work_as(session),
                Effect::Speak(locale) => self.speak(locale),
                Effect::Colour(kind) => self.colour(kind),
                Effect::Redraw => {}
                Effect::WakeIn(time) => {
                    let at = self.now + time;
                    self.wake_at = Some(self.wake_at.map_or(at, |sooner| sooner.min(at)));
                }
                Effect::Command(request, command) => {
                    self.asked.extend(id.map(|id| (request, id)));
                    self.jobs.push(Job::Command(request, self.session, command));
                }
                Effect::Query(request, query) => {
                    self.asked.extend(id.map(|id| (request, id)));
                    self.jobs.push(Job::Query(request, query));
                }
                Effect::Quit => self.end(),
            }
        }
    }

    fn work_as(&mut self, session: Option<Session>) {
        self.session = session;
        match session {
            Some(session) => self.remember(Memory {
                counter: Some(session.counter),
                clerk: Some(session.staff),
                ..self.memory
            }),
            None => {
                self.status.counter = None;
                self.status.clerk = None;
                self.status.waiting = None;
            }
        }
    }

    fn speak(&mut self, locale: Locale) {
        self.text = Text::new(locale);
        self.remember(Memory {
            language: Some(locale),
            ..self.memory
        });
        self.broadcast(|| Message::Translated);
    }

    fn colour(&mut self, kind: ThemeKind) {
        self.theme = Theme::new(kind, self.theme.glyphs.set);
        self.remember(Memory {
            theme: Some(kind),
            ..self.memory
        });
    }

    fn remember(&mut self, memory: Memory) {
        if self.memory != memory {
            self.memory = memory;
            self.jobs.push(Job::Remember(memory));
        }
    }

    fn open(&mut self, screen: Box<dyn Screen>) {
        self.open_by(None, screen);
    }

    fn open_by(&mut self, opened_by: Option<Action>, screen: Box<dyn Screen>) {
        self.next_layer += 1;
        self.layers.push(Layer {
            id: self.next_layer,
            opened_by,
            screen,
        });
        self.send_top(Message::Shown);
    }

    /// Closes a layer. The last one stays.
    fn close(&mut self, id: Option<u64>) {
        if self.layers.len() > 1 {
            self.layers.retain(|layer| Some(layer.id) != id);
        }
    }

    /// Puts a screen in the place of a layer, which need not be the top one: an answer may arrive
    /// while a question lies over the screen that asked.
    fn replace(&mut self, id: Option<u64>, screen: Box<dyn Screen>) {
        let Some(at) = self.layers.iter().position(|layer| Some(layer.id) == id) else {
            return self.open(screen);
        };
        self.next_layer += 1;
        self.layers[at] = Layer {
            id: self.next_layer,
            opened_by: None,
            screen,
        };
        self.send(at, Message::Shown);
    }

    fn change_status(&mut self, change: StatusChange) {
        let status = &mut self.status;
        status.office = change.office.or_else(|| status.office.take());
        status.counter = change.counter.or(status.counter);
        status.clerk = change.clerk.or_else(|| status.clerk.take());
        status.waiting = change.waiting.or(status.waiting);
    }

    fn say(&mut self, kind: ToastKind, sentence: String) {
        self.toasts.add(Toast::new(kind, sentence, self.now));
    }

    fn keys(&self) -> Keys {
        Self::keys_of(&self.layers, self.navigation.as_ref())
    }

    fn keys_of(layers: &[Layer], navigation: Option<&Navigation>) -> Keys {
        let Some(top) = layers.last() else {
            return Keys::new().and(&GLOBAL);
        };
        let keys = top.screen.keys();
        let modal = top.screen.presence() == Presence::Modal;
        let keys = match navigation {
            Some(navigation) if !modal => keys.and(navigation.keys),
            _ => keys,
        };
        // A modal wants its own answer first; the first screen has nothing behind it.
        keys.and_global(&GLOBAL)
            .without_if(modal, PALETTE)
            .without_if(layers.len() == 1, BACK)
    }
}

fn quit_question(text: &Text) -> Dialog {
    Dialog::question(text.get("tui-quit-question"), text.get("tui-quit-body"))
        .button(text.get("tui-quit-stay"), None)
        .button(text.get("tui-quit-leave"), Some(QUIT_NOW))
}

#[cfg(test)]
#[path = "app_tests.rs"]
mod tests;
