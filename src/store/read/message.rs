//! What applicants are told.

use super::super::error::Result;
use super::super::row::{Json, Name, time};
use super::Reads;
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::message::{MessageChannel, MessageLanguage, MessageStage, MessageState};
use crate::text::CleanText;
use chrono::{DateTime, Utc};
use rusqlite::Row;

/// A message to an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub application: ApplicationId,
    pub stage: MessageStage,
    pub round: u32,
    pub channel: MessageChannel,
    pub language: MessageLanguage,
    /// Telephone number or address; empty where none is known, or once it was erased.
    pub to: CleanText,
    pub text: CleanText,
    pub state: MessageState,
    pub queued_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// Its place in the lists.
    pub seq: i64,
}

/// Messages of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageList {
    /// To be sent, or sent and not known to have arrived.
    UnderWay,
    /// The desk telephones: nobody may be written to, or a message did not arrive.
    ToCall,
}

impl MessageList {
    fn condition(self) -> &'static str {
        match self {
            Self::UnderWay => "channel <> 'call' and state in ('queued', 'sent')",
            Self::ToCall => {
                "((channel = 'call' and state = 'queued') or state in ('failed', 'unknown'))"
            }
        }
    }
}

impl Reads<'_> {
    /// What an applicant was told about an application, in order.
    pub fn messages_of(self, application: ApplicationId) -> Result<Vec<Message>> {
        let select = "select * from messages where application = ?1 order by seq";
        self.all(select, [application.0], message)
    }

    /// A message.
    pub fn message(self, id: MessageId) -> Result<Option<Message>> {
        self.first("select * from messages where id = ?1", [id.0], message)
    }

    /// A page of a list, the oldest first, after the one with this `seq`.
    pub fn messages(self, list: MessageList, after: i64, most: u32) -> Result<Vec<Message>> {
        let condition = list.condition();
        let select =
            format!("select * from messages where {condition} and seq > ?1 order by seq limit ?2");
        self.all(&select, (after, most), message)
    }

    /// How many messages a list has; [`super::MOST_COUNTED`] and one where there are more.
    pub fn message_count(self, list: MessageList) -> Result<u64> {
        let condition = list.condition();
        let most = super::MOST_COUNTED as i64 + 1;
        let count =
            format!("select count(*) from (select 1 from messages where {condition} limit ?1)");
        self.number(&count, [most]).map(super::super::row::unsigned)
    }
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    let text = |column: &str| row.get::<_, String>(column);
    let stage: Name<MessageStage> = row.get("stage")?;
    let channel: Name<MessageChannel> = row.get("channel")?;
    let language: Name<MessageLanguage> = row.get("language")?;
    let state: Json<MessageState> = row.get("detail")?;
    Ok(Message {
        id: MessageId(row.get("id")?),
        application: ApplicationId(row.get("application")?),
        stage: stage.0,
        round: row.get("round")?,
        channel: channel.0,
        language: language.0,
        to: CleanText::line(&text("recipient")?),
        text: CleanText::block(&text("text")?),
        state: state.0,
        queued_at: time(row, "queued_at")?,
        changed_at: time(row, "changed_at")?,
        seq: row.get("seq")?,
    })
}
