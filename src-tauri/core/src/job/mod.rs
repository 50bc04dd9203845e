//! A job: one paid (or practised) generation, from the press of the button to the clip.
//! This file owns the record; `state.rs` its life, `schedule.rs` its times, `runner.rs` its work.

pub(crate) mod runner;
pub mod schedule;
pub mod state;
pub(crate) mod tags;
mod word;

use std::time::Duration;

pub use state::{Happened, NotNow, State, StateName};
pub(crate) use word::WORD;

use crate::gateway::{Base, wire};
use crate::host::Millis;
use crate::money::{DOLLAR, Micros};
use crate::picture::Picture;
use crate::settings::named;

/// The practice studio keeps a task for a day once it was asked about, ms.
const PRACTICE_KEEPS: Millis = 24 * 3_600 * 1_000;

/// What a person asked for. Stored whole, so that Try again and Reuse settings are exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The model's name, as sent.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// Such as `9:16`; None lets the service decide.
    pub aspect_ratio: Option<String>,
    /// As chosen, such as `720P`.
    pub quality: Option<String>,
    /// As sent: quality and shape translated for the model.
    pub size: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// Reference pictures in order.
    pub pictures: Vec<Picture>,
}

/// How the press of a job begins that a person added by its task number.
pub(crate) const ADDED: &str = "number ";
/// Before the press of a job whose clip a person brought as a file.
pub(crate) const IMPORTED: &str = "file ";

/// Whether a press tells of a file that a person brought.
pub(crate) fn is_imported(press: &str) -> bool {
    press.starts_with(IMPORTED)
}

impl Request {
    /// The request of a job of which only the number is known.
    pub(crate) fn unknown() -> Self {
        Self {
            model: String::new(),
            prompt: String::new(),
            aspect_ratio: None,
            quality: None,
            size: None,
            duration: None,
            pictures: Vec::new(),
        }
    }

    /// Whether it is known what was asked for. A job that the journal alone knew of, or that was
    /// added by its number, has no prompt: it can be watched and saved, and never be sent.
    pub fn is_known(&self) -> bool {
        !self.prompt.is_empty()
    }
}

/// The service a job belongs to for life.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// The practice studio inside the app.
    Practice,
    /// A service at an address.
    Remote(Base),
}

impl Service {
    const PRACTICE: &'static str = "practice";

    /// As stored.
    pub fn as_text(&self) -> String {
        match self {
            Self::Practice => Self::PRACTICE.into(),
            Self::Remote(base) => base.as_text(),
        }
    }

    /// As stored, read back.
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            Self::PRACTICE => Some(Self::Practice),
            address => Base::parse(address).ok().map(Self::Remote),
        }
    }

    /// What links of uploaded pictures are bound to: scheme, host and port.
    pub fn origin(&self) -> String {
        match self {
            Self::Practice => Self::PRACTICE.into(),
            Self::Remote(base) => base.origin(),
        }
    }

    /// Whose limits count: the vendor's addresses lead to one account.
    pub fn account(&self) -> String {
        match self {
            Self::Practice => Self::PRACTICE.into(),
            Self::Remote(base) => base.key_name(),
        }
    }

    /// Whether it is the practice studio.
    pub fn is_practice(&self) -> bool {
        *self == Self::Practice
    }
}

named! {
    /// What a job that has not ended is held up by.
    pub enum Note {
        /// No connection.
        Offline = "offline",
        /// The service wants a pause.
        RateLimited = "rate_limited",
        /// The disk is full.
        DiskFull = "disk_full",
        /// The library folder is gone.
        FolderMissing = "folder_missing",
        /// The library folder cannot be written to.
        FolderReadOnly = "folder_read_only",
        /// There is no key for its service.
        KeyNeeded = "key_needed",
        /// The service does not accept the key.
        KeyRefused = "key_refused",
        /// There is no money left.
        CreditEmpty = "credit_empty",
        /// Practice is off.
        PracticeOff = "practice_off",
        /// The proxy does not accept the login.
        ProxyRefused = "proxy_refused",
        /// The service is in trouble.
        ServiceTrouble = "service_trouble",
        /// Its pictures are being uploaded.
        Uploading = "uploading",
        /// It waits so long that a person is asked before it is sent.
        WaitedLong = "waited_long",
        /// It was ordered with another key, and the one that is there now does not see it.
        KeyOther = "key_other",
    }
}

/// A raw answer, written down before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub raw: String,
}

impl Answer {
    /// Bytes of a raw answer that are kept.
    const CAP: usize = 64 * 1024;

    /// Keeps an answer, cut to a cap. The gateway has taken secrets out, should one be in it.
    pub fn new(status: u16, raw: &str) -> Self {
        let end = (0..=Self::CAP.min(raw.len())).rev().find(|at| raw.is_char_boundary(*at));
        Self { status, raw: raw[..end.unwrap_or(0)].to_owned() }
    }

    /// When the service last touched the task, by its own word, Unix ms.
    fn updated_at(&self) -> Option<Millis> {
        wire::updated_at(&wire::parse(&self.raw)?)
    }
}

/// A job's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Unique, time-ordered.
    pub id: String,
    /// Jobs of one press share it.
    pub set_id: String,
    /// The page's own id for that press; the same press never makes a second set.
    pub press: String,
    /// 0-based among the takes of its set.
    pub take: u32,
    /// What was asked for.
    pub request: Request,
    /// Where it goes, for life.
    pub service: Service,
    /// Which key it was sent with, as a fingerprint.
    pub key_print: Option<String>,
    /// The value of its `Idempotency-Key` header.
    pub idempotency: String,
    /// Where it stands.
    pub state: State,
    /// What holds it up.
    pub note: Option<Note>,
    /// Percent, where the service tells it.
    pub progress: Option<u8>,
    /// When the button was pressed.
    pub created_at: Millis,
    /// When the POST left.
    pub sent_at: Option<Millis>,
    /// When its service last said that it is still in the making.
    pub running_at: Option<Millis>,
    /// When it was known here that it is ready there.
    pub ready_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// When something is to be done next, on the wall clock.
    pub due_at: Option<Millis>,
    /// POSTs that were refused for the moment.
    pub tries: u32,
    /// Questions or downloads in a row that brought nothing.
    pub troubles: u32,
    /// The last raw answer of the service with its HTTP status, at most 64 KB.
    pub answer: Option<Answer>,
    /// What it was expected to cost when the button was pressed; None where nobody knew.
    pub estimate: Option<Micros>,
    /// Until when it may be sent without a person being asked, Unix ms.
    pub send_until: Millis,
    /// A person entered its number, and the service has not known it yet.
    pub adopted: bool,
    /// Its place among those that wait: the lowest goes first, and of equal ones the oldest. Only
    /// `studio/desk/line.rs` changes it.
    pub place: i64,
}

impl Job {
    /// A job that nothing has been done for, the only one of its set.
    pub(crate) fn new(
        id: String,
        press: String,
        request: Request,
        service: Service,
        now: Millis,
    ) -> Self {
        Self {
            set_id: id.clone(),
            id,
            press,
            take: 0,
            request,
            service,
            key_print: None,
            idempotency: uuid::Uuid::new_v4().to_string(),
            state: State::Waiting,
            note: None,
            progress: None,
            created_at: now,
            sent_at: None,
            running_at: None,
            ready_at: None,
            ended_at: None,
            due_at: None,
            tries: 0,
            troubles: 0,
            answer: None,
            estimate: None,
            send_until: now.saturating_add(WORD),
            adopted: false,
            place: 0,
        }
    }

    /// Whether a person brought its clip as a file: it was made elsewhere, and nobody can be asked
    /// about it.
    pub fn is_imported(&self) -> bool {
        is_imported(&self.press)
    }

    /// Whether the practice studio made it.
    pub fn is_practice(&self) -> bool {
        self.service.is_practice() && !self.is_imported()
    }

    /// Whether a person added it by its task number: it was made elsewhere.
    pub fn is_added(&self) -> bool {
        self.press.starts_with(ADDED)
    }

    /// Plain lines for a support request, under the service's own names for things. No key is
    /// among them, and signed links lose their signatures.
    pub fn details(&self) -> String {
        let time = |at: Option<Millis>| {
            at.and_then(|at| jiff::Timestamp::from_millisecond(at).ok())
                .map(|at| at.to_string())
                .unwrap_or_default()
        };
        let request = &self.request;
        let cause = self.state.cause();
        let words = cause.and_then(|cause| cause.detail.as_deref());
        let lines = [
            ("app", format!("Stillwake {}", env!("CARGO_PKG_VERSION"))),
            ("service", self.service.as_text()),
            ("task", self.state.task().map(|task| task.id.clone()).unwrap_or_default()),
            ("state", self.state.name().name().to_owned()),
            ("cause", cause.map(|cause| cause.code.name().to_owned()).unwrap_or_default()),
            ("words", words.map(without_queries).unwrap_or_default()),
            ("model", request.model.clone()),
            ("aspect_ratio", request.aspect_ratio.clone().unwrap_or_default()),
            ("size", request.size.clone().unwrap_or_default()),
            ("duration", request.duration.map(|s| s.to_string()).unwrap_or_default()),
            ("images", request.pictures.len().to_string()),
            ("created", time(Some(self.created_at))),
            ("sent", time(self.sent_at)),
            ("ended", time(self.ended_at)),
            ("estimate_usd", self.estimate.map(dollars).unwrap_or_default()),
            ("http", self.answer.as_ref().map(|a| a.status.to_string()).unwrap_or_default()),
            ("updated", time(self.answer.as_ref().and_then(Answer::updated_at))),
            ("answer", self.answer.as_ref().map(|a| without_queries(&a.raw)).unwrap_or_default()),
            ("prompt", request.prompt.clone()),
        ];
        let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(name, value)| format!("{name}: {value}\n")).collect()
    }

    /// Whether its service can be asked for its clip again: it has a number there, and the
    /// practice studio may still have the task.
    pub fn is_downloadable(&self, now: Millis) -> bool {
        let ended = self.ended_at.unwrap_or(now);
        let kept = !self.service.is_practice() || now - ended < PRACTICE_KEEPS;
        kept && self.state.task().is_some()
    }

    /// Writes down when it ended, after a step. A job that has its clip keeps the time at which it
    /// first had it, also while a lost file is had again.
    pub fn settle(&mut self, now: Millis) {
        self.ended_at = match &self.state {
            state if state.clip().is_some() => self.ended_at.or(Some(now)),
            state if state.is_unfinished() => None,
            _ => Some(now),
        };
    }

    /// How long ago it was sent, by the wall clock.
    pub fn age(&self, now: Millis) -> Duration {
        schedule::between(self.sent_at.unwrap_or(self.created_at), now)
    }
}

/// As a decimal number, for people who compare it with a bill.
fn dollars(micros: Micros) -> String {
    let text = format!("{}.{:06}", micros / DOLLAR, micros % DOLLAR);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Links without what stands after `?`: signatures open doors.
fn without_queries(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, link) = rest.split_at(at + 3);
        out.push_str(before);
        let end = link
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\\' | '<' | '>'))
            .unwrap_or(link.len());
        let (link, after) = link.split_at(end);
        match link.split_once('?') {
            Some((address, _)) => {
                out.push_str(address);
                out.push_str("?(removed)");
            }
            None => out.push_str(link),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
