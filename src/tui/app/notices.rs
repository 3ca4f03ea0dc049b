//! What the desk's threads tell: to the screen that asked, to all, to the status line.

use super::App;
use crate::desk::{Notice, RequestId};
use crate::domain::calendar::date_and_time;
use crate::sync::status::{SyncState, SyncStatus};
use crate::tui::screen::Message;
use crate::tui::widgets::toast::ToastKind;

impl App {
    pub(super) fn notice(&mut self, notice: Notice) {
        match notice {
            Notice::Done { request, result } => match self.asker(request) {
                Some(layer) => self.send(layer, Message::Done(request, result)),
                // The screen is gone, but nobody must believe that a failed command was done.
                None => {
                    if let Err(error) = result {
                        self.say(ToastKind::Error, error.sentence(&self.text));
                    }
                }
            },
            Notice::Answered { request, result } => {
                if let Some(layer) = self.asker(request) {
                    self.send(layer, Message::Answered(request, result));
                }
            }
            Notice::Changed => self.broadcast(|| Message::Changed),
            Notice::Sync(sync) => self.sync(sync),
            Notice::WritingStopped(error) => {
                self.status.writing_stopped = true;
                self.say(ToastKind::Error, error.sentence(&self.text));
            }
            Notice::WritingAgain => {
                self.status.writing_stopped = false;
                self.say(ToastKind::Done, self.text.get("tui-writing-again"));
            }
            Notice::ClockBehind { last } => {
                let sentence = self
                    .text
                    .with("tui-clock-behind", &[("last", date_and_time(last).into())]);
                self.say(ToastKind::Warning, sentence);
            }
        }
        self.must_draw = true;
    }

    /// Where sync stops until a person acts, that person is told what to do.
    fn sync(&mut self, sync: SyncStatus) {
        let before = self.status.sync.as_ref().map(|sync| sync.state);
        if let SyncState::Halted(reason) = sync.state
            && before != Some(sync.state)
        {
            self.say(ToastKind::Error, self.text.get(reason.key()));
        }
        self.status.sync = Some(sync);
    }

    fn asker(&mut self, request: RequestId) -> Option<usize> {
        let at = self.asked.iter().position(|(id, _)| *id == request)?;
        let (_, layer) = self.asked.swap_remove(at);
        self.layers.iter().position(|open| open.id == layer)
    }
}
