//! What the answer to a question about a task means. Only a failure status, an error of the task
//! itself or its being unknown ends a job; a complaint about the key, money or the service says
//! nothing about the task, which may be paid for.

use serde_json::Value;

use super::table::{by_words_only, cause_by_code, likely, surely};
use super::{Cause, CauseCode, Charged};
use crate::gateway::wire::{self, Complaint, Status};

/// What the answer to a query means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Still running; percent where told.
    Running(Option<u8>),
    /// Done; links best first.
    Ready(Vec<String>),
    /// Done, but there is no link (yet).
    NoFile,
    /// Failed at the service.
    Failed(Cause),
    /// The service does not know the task.
    Unknown(Cause),
    /// The answer says nothing about the task: ask again later.
    Trouble(Cause),
}

/// Reads the answer to a query.
pub fn asked(status: u16, body: &str) -> Asked {
    let Some(answer) = wire::parse(body) else {
        // A page of a server on the way; an empty body may be the service's own.
        let silent = body.trim().is_empty();
        return match status {
            200..=299 => trouble(CauseCode::UnexpectedAnswer, String::new()),
            404 | 410 if !silent => trouble(CauseCode::AddressWrong, String::new()),
            _ => not_about_the_task(status, Complaint::default()),
        };
    };
    if !(200..300).contains(&status) {
        return not_about_the_task(status, wire::complaint_of_error(&answer));
    }
    let answer = if wire::declares_error(&answer) { answer } else { wire::out_of_message(answer) };
    let complaint = wire::complaint(&answer);
    let word = wire::status_word(&answer);
    let meaning = wire::status(word);
    if meaning == Status::Failed {
        return Asked::Failed(failure(&answer, complaint));
    }
    let links = wire::links(&answer);
    if !links.is_empty() {
        return Asked::Ready(links);
    }
    match (complaint, word.is_some(), meaning) {
        (Some(complaint), true, Status::Completed) => {
            Asked::Failed(failure(&answer, Some(complaint)))
        }
        (Some(complaint), false, _) if ends_the_task(&complaint) => {
            Asked::Failed(failure(&answer, Some(complaint)))
        }
        (Some(complaint), false, _) => not_about_the_task(status, complaint),
        (Some(_), true, _) => Asked::Running(wire::progress(&answer)),
        (None, ..) if wire::declares_error(&answer) => {
            not_about_the_task(status, wire::complaint_of_error(&answer))
        }
        (None, _, Status::Completed) => Asked::NoFile,
        (None, ..) => Asked::Running(wire::progress(&answer)),
    }
}

/// An error that stands there without any status: a refusal of the content can only be meant for
/// the task, and one code names its failure.
fn ends_the_task(complaint: &Complaint) -> bool {
    let failed = complaint.code.trim().eq_ignore_ascii_case("task_failed");
    failed || surely(complaint).is_some_and(|code| code.general() == CauseCode::ContentRefused)
}

fn not_about_the_task(status: u16, complaint: Complaint) -> Asked {
    let code = complaint.code.to_ascii_lowercase();
    let words = complaint.message.to_ascii_lowercase();
    let denied = matches!(code.as_str(), "task_not_exist" | "task_not_found" | "not_found")
        || words.contains("task_not_exist")
        || words.contains("task not found");
    let gone = matches!(status, 404 | 410)
        && cause_by_code(&code).is_none()
        && !words.contains("invalid url");
    // The key, the money and a service in trouble cannot deny a task.
    let may_deny = matches!(status, 200..=299 | 400 | 404 | 410);
    if may_deny && (denied || gone) {
        let cause = Cause::new(CauseCode::TaskUnknown, Charged::Maybe, complaint.message);
        return Asked::Unknown(cause);
    }
    trouble(likely(status, &complaint), complaint.message)
}

fn trouble(code: CauseCode, words: String) -> Asked {
    Asked::Trouble(Cause::new(code, Charged::Maybe, words))
}

/// Why a task failed, as far as it says so.
fn failure(answer: &Value, complaint: Option<Complaint>) -> Cause {
    let Complaint { code, message } = match complaint {
        Some(complaint) if !complaint.message.is_empty() => complaint,
        Some(complaint) => {
            Complaint { message: wire::failure_words(answer).unwrap_or_default(), ..complaint }
        }
        None => wire::complaint_of_error(answer),
    };
    let complaint = Complaint { code, message };
    let known = match cause_by_code(&complaint.code) {
        Some(_) => surely(&complaint),
        None => by_words_only(&complaint.message),
    };
    let code = known.filter(|code| code.course().explains);
    Cause::new(code.unwrap_or(CauseCode::GenerationFailed), Charged::Maybe, complaint.message)
}
