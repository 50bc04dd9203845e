//! What the answer to the create POST means. The one question is whether the service may have made
//! a paid task: whatever is not surely a refusal is unclear, and only a 429 is ever sent again.

use super::table::{charged_by_code, likely, surely};
use super::{AtPost, Cause, CauseCode, Charged};
use crate::gateway::wire::{self, Complaint, Task};

/// What the answer to a create POST means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// The service made a task.
    Accepted(Task),
    /// The service surely made none.
    Refused(Cause),
    /// Refused for the moment: 429 without a code of the refusal table.
    Busy(Cause),
    /// Nobody can say.
    Unclear(Cause),
}

/// Reads the answer to a create POST.
pub fn submitted(status: u16, body: &str) -> Submitted {
    let answer = wire::parse(body);
    if !(200..300).contains(&status) {
        let complaint = answer.as_ref().map(wire::complaint_of_error).unwrap_or_default();
        return by_complaint(status, complaint);
    }
    let unclear = |words: Option<String>| {
        Submitted::Unclear(Cause::new(CauseCode::UnexpectedAnswer, Charged::Maybe, words))
    };
    let Some(answer) = answer else { return unclear(None) };
    let complaint = wire::complaint(&answer)
        .or_else(|| wire::declares_error(&answer).then(|| wire::complaint_of_error(&answer)));
    match (complaint, wire::task(&answer)) {
        (None, Some(task)) => Submitted::Accepted(task),
        (None, None) => unclear(wire::failure_words(&answer)),
        (Some(complaint), None) => by_complaint(status, complaint),
        // An error beside a number: only a code can say that there is no task. Otherwise it is
        // asked about, which is free.
        (Some(Complaint { code, message }), Some(task)) => {
            let said = Complaint { code, message: String::new() };
            match surely(&said).map(|code| code.course().at_post) {
                Some(AtPost::Refused) => by_complaint(status, Complaint { message, ..said }),
                _ => Submitted::Accepted(task),
            }
        }
    }
}

/// A refusal is certain for a 4xx (but 408, 409) and for what the refusal table knows; a bare 5xx
/// or an error without a known code in a 200 leaves it open.
fn by_complaint(status: u16, complaint: Complaint) -> Submitted {
    let sure = surely(&complaint).filter(|code| code.course().at_post == AtPost::Refused);
    let likely = likely(status, &complaint);
    let Complaint { code, message: words } = complaint;
    let unclear = |code| Submitted::Unclear(Cause::new(code, Charged::Maybe, words.clone()));
    match (status, sure) {
        (408 | 409, _) => unclear(CauseCode::NoAnswer),
        (_, Some(cause)) => Submitted::Refused(Cause::new(cause, charged_by_code(&code), words)),
        (429, None) => Submitted::Busy(Cause::new(CauseCode::RateLimited, Charged::No, words)),
        (400..=499, None) => Submitted::Refused(Cause::new(likely, Charged::No, words)),
        (500..=599, None) => unclear(CauseCode::ServiceTrouble),
        _ => unclear(CauseCode::UnexpectedAnswer),
    }
}
