//! A question that follows what is typed.

use super::refresh::Refresh;
use crate::desk::{Query, RequestId};
use crate::tui::screen::Context;

/// Asks the desk while somebody types: one question at a time, then the newest one. Nobody waits
/// for answers that are no longer wanted, and a slow search is not asked ten times.
#[derive(Debug, Default)]
pub struct Following {
    wanted: Option<Query>,
    /// The last question asked, as long as its answer is, or may come to be, what is wanted.
    current: Option<Refresh>,
}

impl Following {
    /// What is wanted now; `None` wants nothing.
    pub fn want(&mut self, query: Option<Query>, cx: &mut Context<'_>) {
        self.wanted = query;
        self.follow(cx);
    }

    /// Asks again: the data changed.
    pub fn again(&mut self, cx: &mut Context<'_>) {
        if let Some(current) = &mut self.current
            && self.wanted.as_ref() == Some(current.query())
        {
            current.ask(cx);
        }
    }

    /// An answer has come. `None`: to another question. `Some(false)`: something else is wanted by
    /// now, and asked.
    pub fn answered(&mut self, request: RequestId, cx: &mut Context<'_>) -> Option<bool> {
        let current = self.current.as_mut()?;
        if !current.answered(request, cx) {
            return None;
        }
        let fresh = self.wanted.as_ref() == Some(current.query());
        self.follow(cx);
        Some(fresh)
    }

    fn follow(&mut self, cx: &mut Context<'_>) {
        let current = self.current.as_ref();
        let holds = current.is_some_and(|current| {
            current.is_waiting() || self.wanted.as_ref() == Some(current.query())
        });
        if !holds {
            self.current = self.wanted.clone().map(|wanted| {
                let mut question = Refresh::new(wanted);
                question.ask(cx);
                question
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, Text};
    use crate::tui::screen::Effect;
    use crate::tui::testing::noon;

    /// What is asked while `act` works, as typed.
    fn asked(requests: &mut u64, act: impl FnOnce(&mut Context<'_>)) -> Vec<(RequestId, String)> {
        let text = Text::new(Locale::Tr);
        let mut cx = Context::new(noon(), &text, requests);
        act(&mut cx);
        let effects = cx.into_effects().into_iter();
        effects
            .filter_map(|effect| match effect {
                Effect::Query(request, Query::Search { typed }) => Some((request, typed)),
                _ => None,
            })
            .collect()
    }

    fn search(typed: &str) -> Option<Query> {
        let typed = typed.to_owned();
        Some(Query::Search { typed })
    }

    #[test]
    fn the_newest_is_asked_when_the_last_is_answered() {
        let mut following = Following::default();
        let mut n = 0;
        let first = asked(&mut n, |cx| following.want(search("a"), cx));
        assert_eq!(first[0].1, "a");
        for typed in ["ab", "abc"] {
            assert_eq!(asked(&mut n, |cx| following.want(search(typed), cx)), []);
        }
        let next = asked(&mut n, |cx| {
            assert_eq!(following.answered(RequestId(99), cx), None);
            assert_eq!(following.answered(first[0].0, cx), Some(false));
        });
        assert_eq!(next[0].1, "abc");
        let again = asked(&mut n, |cx| {
            assert_eq!(following.answered(next[0].0, cx), Some(true));
            following.want(search("abc"), cx);
        });
        assert_eq!(again, [], "it is known already");
    }

    #[test]
    fn what_was_let_go_is_asked_again() {
        let mut following = Following::default();
        let mut n = 0;
        let first = asked(&mut n, |cx| following.want(search("ab"), cx));
        asked(&mut n, |cx| {
            assert_eq!(following.answered(first[0].0, cx), Some(true));
            following.want(None, cx);
        });
        let again = asked(&mut n, |cx| following.want(search("ab"), cx));
        assert_eq!(again.len(), 1);
        // Let go while the answer is on its way, and wanted again before it comes.
        asked(&mut n, |cx| {
            following.want(None, cx);
            following.want(search("ab"), cx);
            assert_eq!(following.answered(again[0].0, cx), Some(true));
        });
    }

    #[test]
    fn a_change_during_an_answer_is_one_more_question() {
        let mut following = Following::default();
        let mut n = 0;
        let first = asked(&mut n, |cx| following.want(search("ab"), cx));
        assert_eq!(
            asked(&mut n, |cx| {
                following.again(cx);
                following.again(cx);
            }),
            []
        );
        let more = asked(&mut n, |cx| {
            assert_eq!(following.answered(first[0].0, cx), Some(true));
        });
        assert_eq!(more.len(), 1);
        asked(&mut n, |cx| following.want(None, cx));
        assert_eq!(
            asked(&mut n, |cx| following.again(cx)),
            [],
            "nothing is wanted"
        );
    }
}
