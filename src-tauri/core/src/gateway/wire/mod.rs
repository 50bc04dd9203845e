//! Writing the request and reading the service's answers: which id, which state, which link, which
//! words. One small module per question, all pure and tolerant; what becomes of a job is decided in
//! `fault/`. The rules and their order come from section 4a of the service's facts.

mod complaint;
mod envelope;
mod id;
mod link;
mod models;
mod progress;
mod state;
mod time;
mod words;

use serde::Serialize;

pub use complaint::{Complaint, complaint, complaint_of_error, declares_error};
pub use envelope::{out_of_message, parse, subject};
pub use id::{Task, Way, task};
pub use link::links;
pub use models::models;
pub use progress::progress;
pub use state::{Status, is_known, status, status_word};
pub use time::{LONGEST_WAIT, millis, named_wait, updated_at};
pub use words::failure_words;

/// The body of `POST /v1/video/create`: exactly the contract's fields, and only those that are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateBody {
    /// The model's name.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// Such as `16:9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<String>,
    /// `WIDTHxHEIGHT` in px, or a quality word such as `720P`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Links of the reference pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
}
