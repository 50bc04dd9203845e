//! A line of the journal: a checksum, a space, and JSON. Pure.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::host::Millis;
use crate::job::{Job, Request};
use crate::money::Micros;

/// Characters of a line's checksum: the first half of a SHA-256, in hex.
const SUM: usize = 32;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// A POST comes next.
    Begin(Begin),
    /// What came of it.
    End(End),
}

/// A POST that is about to leave: enough to find what it made, and to make its job's row anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// The job's id.
    pub job: String,
    /// When it leaves; the job's row says the same time.
    pub at: Millis,
    /// Where it goes, as the job's row names it.
    pub service: String,
    /// The model.
    pub model: String,
    /// A hash of what is asked for.
    pub request: String,
    /// The fingerprint of the key.
    pub key: String,
    /// Its `Idempotency-Key`.
    pub idempotency: String,
    /// When the button was pressed.
    pub created: Millis,
    /// What it was expected to cost, where anybody knew.
    pub estimate: Option<Micros>,
}

/// What came of a POST.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The job's id.
    pub job: String,
    /// When that POST left: [`Begin::at`].
    pub of: Millis,
    /// When this was known.
    pub at: Millis,
    /// Where it went, and for which model: the line before it may be damaged.
    pub service: String,
    /// The model.
    pub model: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What can come of a POST.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service made a task.
    Accepted {
        /// Its number.
        task: String,
        /// Its second number, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<String>,
    },
    /// The service surely made none.
    Refused {
        /// The name of the cause.
        cause: String,
        /// The name of what it cost.
        charged: String,
    },
    /// It surely did not arrive, or the service was busy: the job is sent again.
    NotSent,
    /// Nobody can say.
    Unclear,
}

impl Begin {
    /// Of the POST that a job's row says is on its way.
    pub fn of(job: &Job) -> Self {
        Self {
            job: job.id.clone(),
            at: job.sent_at.unwrap_or(job.created_at),
            service: job.service.as_text(),
            model: job.request.model.clone(),
            request: request_hash(&job.request),
            key: job.key_print.clone().unwrap_or_default(),
            idempotency: job.idempotency.clone(),
            created: job.created_at,
            estimate: job.estimate,
        }
    }
}

impl End {
    /// Of the POST of a job whose row says that it left.
    pub fn of(job: &Job, outcome: Outcome, now: Millis) -> Self {
        Self {
            job: job.id.clone(),
            of: job.sent_at.unwrap_or(job.created_at),
            at: now,
            service: job.service.as_text(),
            model: job.request.model.clone(),
            outcome,
        }
    }
}

impl Outcome {
    /// Made under a number.
    pub fn accepted(task: &Task) -> Self {
        Self::Accepted { task: task.id.clone(), other: task.other.clone() }
    }

    /// Not made, and why.
    pub fn refused(cause: &Cause) -> Self {
        Self::Refused { cause: cause.code.name().into(), charged: cause.charged.name().into() }
    }

    /// The task, where one was made.
    pub fn task(&self) -> Option<Task> {
        let Self::Accepted { task, other } = self else { return None };
        Some(Task { id: task.clone(), other: other.clone() })
    }

    /// Why none was made, where none was. A name of another version says the least.
    pub fn refusal(&self) -> Option<Cause> {
        let Self::Refused { cause, charged } = self else { return None };
        let code = CauseCode::from_name(cause).unwrap_or(CauseCode::RequestForbidden);
        Some(Cause::new(code, Charged::from_name(charged).unwrap_or(Charged::Maybe), None))
    }
}

impl Line {
    /// The job that it is about.
    pub fn job(&self) -> &str {
        match self {
            Self::Begin(begin) => &begin.job,
            Self::End(end) => &end.job,
        }
    }

    /// As written, with the end of the line.
    pub fn text(&self) -> Vec<u8> {
        // A struct of plain fields always becomes JSON.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{} {json}\n", sum(json.as_bytes())).into_bytes()
    }

    /// As written, read back; None for what is no whole line.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let (found, json) = (line.get(..SUM)?, line.get(SUM + 1..)?);
        let whole = line.get(SUM) == Some(&b' ') && found == sum(json).as_bytes();
        whole.then(|| serde_json::from_slice(json).ok()).flatten()
    }
}

/// Of what a person asked for; the pictures' ids are hashes of their own.
fn request_hash(request: &Request) -> String {
    let pictures: Vec<&str> = request.pictures.iter().map(|picture| picture.id.as_str()).collect();
    let parts = (
        &request.model,
        &request.prompt,
        &request.aspect_ratio,
        &request.size,
        request.duration,
        pictures,
    );
    sum(&serde_json::to_vec(&parts).unwrap_or_default())
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(SUM / 2).map(|byte| format!("{byte:02x}")).collect()
}
