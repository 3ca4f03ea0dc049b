//! What applicants are told: a text with places for values.
//!
//! `{number}` is replaced by the number. What stands in square brackets is left out where a value
//! in it is not known: `[ Tel: {phone}]`. `{{`, `[[` and so on write the sign itself.

use super::{MessageChannel, MessageStage};

/// A place for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Number of the application.
    Number,
    /// The office's name.
    Office,
    /// The service unit, or the office or authority an application was forwarded to.
    Unit,
    /// The day the answer is due.
    Due,
    /// The outcome in words.
    Outcome,
    /// The office's telephone.
    Phone,
}

impl Slot {
    /// Every place.
    pub const ALL: [Self; 6] = [
        Self::Number,
        Self::Office,
        Self::Unit,
        Self::Due,
        Self::Outcome,
        Self::Phone,
    ];

    /// As templates write it, without the braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Office => "office",
            Self::Unit => "unit",
            Self::Due => "due",
            Self::Outcome => "outcome",
            Self::Phone => "phone",
        }
    }

    /// Whether there can be such a value at `stage`, and whether `channel` may carry it. An SMS
    /// lies open on a telephone others see: of the applicant's matter it says nothing but the
    /// number, so neither the unit, which tells what it is about, nor the outcome.
    #[must_use]
    pub fn may_stand(self, stage: MessageStage, channel: MessageChannel) -> bool {
        use MessageStage::{Concluded, Extended, Registered, Reminded, Reopened, Routed};
        match self {
            Self::Number | Self::Office | Self::Phone => true,
            Self::Due => {
                matches!(stage, Registered | Routed | Extended | Reopened | Reminded)
            }
            Self::Unit => stage != Registered && channel != MessageChannel::Sms,
            Self::Outcome => stage == Concluded && channel != MessageChannel::Sms,
        }
    }
}

/// The values of one message; an empty one is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// Number of the application.
    pub number: String,
    /// The office's name.
    pub office: String,
    /// The service unit.
    pub unit: String,
    /// The day the answer is due, as it is written in the language.
    pub due: String,
    /// The outcome in words of the language.
    pub outcome: String,
    /// The office's telephone.
    pub phone: String,
}

impl Values {
    fn of(&self, slot: Slot) -> &str {
        match slot {
            Slot::Number => &self.number,
            Slot::Office => &self.office,
            Slot::Unit => &self.unit,
            Slot::Due => &self.due,
            Slot::Outcome => &self.outcome,
            Slot::Phone => &self.phone,
        }
    }
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// No place has this name.
    #[error("no place is called {{{0}}}")]
    UnknownSlot(String),
    /// A place that cannot stand in this text.
    #[error("{{{}}} cannot stand here", .0.name())]
    SlotNotHere(Slot),
    /// A brace or bracket without its other half, or one inside another.
    #[error("a {0:?} has no other half")]
    Unpaired(char),
}

/// A text with places for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Slot(Slot),
    /// Left out where a value in it is not known.
    Optional(Template),
}

impl Template {
    /// Reads a text for `stage` and `channel`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(
        text: &str,
        stage: MessageStage,
        channel: MessageChannel,
    ) -> Result<Self, TemplateFault> {
        let mut parser = Parser {
            stage,
            channel,
            pieces: Vec::new(),
            outside: None,
        };
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let sign = matches!(c, '{' | '}' | '[' | ']');
            if sign && chars.next_if_eq(&c).is_some() {
                parser.push(c);
                continue;
            }
            match c {
                '{' => {
                    let mut name = String::new();
                    loop {
                        match chars.next() {
                            Some('}') => break,
                            Some(c) if c != '{' && c != '[' => name.push(c),
                            _ => return Err(TemplateFault::Unpaired('{')),
                        }
                    }
                    parser.slot(name.trim())?;
                }
                '[' => parser.open()?,
                ']' => parser.close()?,
                '}' => return Err(TemplateFault::Unpaired('}')),
                c => parser.push(c),
            }
        }
        parser.finish()
    }

    /// The text with its values.
    #[must_use]
    pub fn render(&self, values: &Values) -> String {
        let mut text = String::new();
        self.render_into(values, &mut text);
        text
    }

    fn render_into(&self, values: &Values, text: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Slot(slot) => text.push_str(values.of(*slot)),
                Piece::Optional(inner) if inner.is_known(values) => inner.render_into(values, text),
                Piece::Optional(_) => {}
            }
        }
    }

    fn is_known(&self, values: &Values) -> bool {
        let slots = self.0.iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(*slot),
            _ => None,
        });
        slots.into_iter().all(|slot| !values.of(slot).is_empty())
    }
}

struct Parser {
    stage: MessageStage,
    channel: MessageChannel,
    pieces: Vec<Piece>,
    /// What stands before the bracket that is open.
    outside: Option<Vec<Piece>>,
}

impl Parser {
    fn push(&mut self, c: char) {
        match self.pieces.last_mut() {
            Some(Piece::Words(words)) => words.push(c),
            _ => self.pieces.push(Piece::Words(c.into())),
        }
    }

    fn slot(&mut self, name: &str) -> Result<(), TemplateFault> {
        let slot = Slot::ALL.into_iter().find(|slot| slot.name() == name);
        let slot = slot.ok_or_else(|| TemplateFault::UnknownSlot(name.to_owned()))?;
        if !slot.may_stand(self.stage, self.channel) {
            return Err(TemplateFault::SlotNotHere(slot));
        }
        self.pieces.push(Piece::Slot(slot));
        Ok(())
    }

    fn open(&mut self) -> Result<(), TemplateFault> {
        if self.outside.is_some() {
            return Err(TemplateFault::Unpaired('['));
        }
        self.outside = Some(std::mem::take(&mut self.pieces));
        Ok(())
    }

    fn close(&mut self) -> Result<(), TemplateFault> {
        let outside = self.outside.take().ok_or(TemplateFault::Unpaired(']'))?;
        let inner = std::mem::replace(&mut self.pieces, outside);
        self.pieces.push(Piece::Optional(Template(inner)));
        Ok(())
    }

    fn finish(self) -> Result<Template, TemplateFault> {
        match self.outside {
            Some(_) => Err(TemplateFault::Unpaired('[')),
            None => Ok(Template(self.pieces)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use MessageChannel::{Call, Email, Sms};
    use MessageStage::{Concluded, Registered, Routed};

    fn values() -> Values {
        Values {
            number: "32001-26-01-00001-47".into(),
            office: "Isparta Valiliği".into(),
            unit: "Karayolları".into(),
            due: "01.12.2026".into(),
            outcome: "olumlu".into(),
            phone: String::new(),
        }
    }

    #[test]
    fn values_take_their_places() {
        let template = "{office}: {number} [son gün {due}][ Tel {phone}] {{x}} [[y]]";
        let template = Template::parse(template, Routed, Sms).unwrap();
        assert_eq!(
            template.render(&values()),
            "Isparta Valiliği: 32001-26-01-00001-47 son gün 01.12.2026 {x} [y]"
        );
        let known = Values {
            phone: "0246".into(),
            due: String::new(),
            ..values()
        };
        assert_eq!(
            template.render(&known),
            "Isparta Valiliği: 32001-26-01-00001-47  Tel 0246 {x} [y]"
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        use TemplateFault::*;
        for (text, fault) in [
            ("{tckn}", UnknownSlot("tckn".into())),
            ("{Number}", UnknownSlot("Number".into())),
            ("{}", UnknownSlot(String::new())),
            ("{unit}", SlotNotHere(Slot::Unit)),
            ("{outcome}", SlotNotHere(Slot::Outcome)),
            ("{number", Unpaired('{')),
            ("{a{b}}", Unpaired('{')),
            ("number}", Unpaired('}')),
            ("[{number}", Unpaired('[')),
            ("[a[b]]", Unpaired('[')),
            ("a]", Unpaired(']')),
        ] {
            assert_eq!(Template::parse(text, Routed, Sms), Err(fault), "{text}");
        }
    }

    #[test]
    fn an_sms_says_nothing_of_the_matter_but_the_number() {
        for stage in MessageStage::ALL {
            let may = |slot: Slot| slot.may_stand(stage, Sms);
            assert!(may(Slot::Number) && may(Slot::Office) && may(Slot::Phone));
            assert!(!may(Slot::Unit) && !may(Slot::Outcome));
        }
        assert!(Slot::Outcome.may_stand(Concluded, Email));
        assert!(!Slot::Outcome.may_stand(Routed, Call));
        assert!(!Slot::Unit.may_stand(Registered, Email));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\{(number|office|x)\\}|[\\[\\]{}]|.){0,60}") {
            if let Ok(template) = Template::parse(&text, Concluded, Email) {
                let _ = template.render(&values());
            }
        }

        #[test]
        fn words_without_signs_stay(text in "[^\\[\\]{}]{0,60}") {
            let template = Template::parse(&text, Concluded, Email).unwrap();
            prop_assert_eq!(template.render(&values()), text);
        }
    }
}
