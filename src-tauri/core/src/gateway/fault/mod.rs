//! What an answer means: cause, charge and what becomes of the job. Pure.
//! `cause.rs` is the closed set of causes and what each means for a job, `table.rs` tells them
//! apart, `create.rs` reads the answer to the POST and `query.rs` that to a question.

mod cause;
mod create;
mod query;
mod table;

pub use cause::{AtPost, CauseCode, Course};
pub use create::{Submitted, submitted};
pub use query::{Asked, asked};
pub use table::cause_by_code;

use crate::settings::named;

named! {
    /// Whether a job can have cost money.
    pub enum Charged {
        /// Surely not.
        No = "no",
        /// Nobody can say from here.
        Maybe = "maybe",
    }
}

/// Why a job ended or hangs, for the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which sentence.
    pub code: CauseCode,
    /// Whether it can have cost money.
    pub charged: Charged,
    /// The service's own words, for Details.
    pub detail: Option<String>,
}

impl Cause {
    /// A cause with the service's words, if there are any.
    pub fn new(code: CauseCode, charged: Charged, detail: impl Into<Option<String>>) -> Self {
        Self { code, charged, detail: detail.into().filter(|words| !words.is_empty()) }
    }
}
