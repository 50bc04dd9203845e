//! Every recorded or constructed answer of the service in `tests/fixtures/gateway`, and what must
//! be read from it. A file shows one thing, and its name says which.
//!
//! `status` and `body` (JSON as it is, or a text as raw bytes) are the answer, `headers` where one
//! matters; `read` is the meaning. Times are Unix ms, waits seconds.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stillwake_core::gateway::fault::{
    Asked, AtPost, Cause, CauseCode, Charged, Submitted, asked, submitted,
};
use stillwake_core::gateway::upload::{self, UploadFault};
use stillwake_core::gateway::wire;

/// Reads an answer, HTTP status and body, into what a fixture says of it.
type Reader = fn(u16, &str) -> Value;

/// Each call of the service with what reads its answers. A folder that is not here is a fixture
/// that nobody runs.
const READERS: [(&str, Reader); 4] =
    [("create", create), ("models", models), ("query", query), ("upload", uploaded)];

/// So many answers are promised; there are more.
const LEAST: usize = 120;

struct Fixture {
    name: String,
    status: u16,
    retry_after: Option<String>,
    body: String,
    read: Value,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/gateway")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn fixtures(folder: &str) -> Vec<Fixture> {
    let read = |name: String| {
        let text = fs::read_to_string(root().join(folder).join(&name)).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let body = match &file["body"] {
            Value::String(raw) => raw.clone(),
            body => body.to_string(),
        };
        let header = file["headers"]["Retry-After"].as_str().map(str::to_owned);
        let status = u16::try_from(file["status"].as_u64().unwrap()).unwrap();
        Fixture { name, status, retry_after: header, body, read: file["read"].clone() }
    };
    names(&root().join(folder)).into_iter().map(read).collect()
}

fn meaning(means: &str, cause: &Cause) -> Value {
    json!({"means": means, "cause": cause.code.name(), "charged": cause.charged.name()})
}

fn create(status: u16, body: &str) -> Value {
    match submitted(status, body) {
        Submitted::Accepted(task) => match task.other {
            Some(other) => json!({"means": "accepted", "id": task.id, "other": other}),
            None => json!({"means": "accepted", "id": task.id}),
        },
        Submitted::Refused(cause) => meaning("refused", &cause),
        Submitted::Busy(cause) => meaning("busy", &cause),
        Submitted::Unclear(cause) => meaning("unclear", &cause),
    }
}

fn query(status: u16, body: &str) -> Value {
    let mut read = match asked(status, body) {
        Asked::Running(None) => json!({"means": "running"}),
        Asked::Running(Some(percent)) => json!({"means": "running", "progress": percent}),
        Asked::Ready(links) => json!({"means": "ready", "links": links}),
        Asked::NoFile => json!({"means": "noFile"}),
        Asked::Failed(cause) => meaning("failed", &cause),
        Asked::Unknown(cause) => meaning("unknown", &cause),
        Asked::Trouble(cause) => meaning("trouble", &cause),
    };
    let changed = wire::parse(body).as_ref().and_then(wire::updated_at);
    if let (Some(at), true) = (changed, read["means"] != "failed") {
        read["updatedAt"] = json!(at);
    }
    read
}

fn uploaded(status: u16, body: &str) -> Value {
    match upload::read(status, body, None) {
        Ok(uploaded) => match uploaded.expires_at {
            Some(until) => json!({"means": "uploaded", "url": uploaded.url, "until": until}),
            None => json!({"means": "uploaded", "url": uploaded.url}),
        },
        Err(UploadFault::NoSuchCall) => json!({"means": "noSuchCall"}),
        Err(UploadFault::Later(cause, _)) => meaning("later", &cause),
        Err(UploadFault::Refused(cause)) => meaning("refused", &cause),
    }
}

fn models(_status: u16, body: &str) -> Value {
    let names = serde_json::from_str(body).map(|list| wire::models(&list)).unwrap_or_default();
    json!({"means": "listed", "models": names})
}

#[test]
fn every_answer_is_read_as_its_fixture_says() {
    let folders: Vec<&str> = READERS.iter().map(|(folder, _)| *folder).collect();
    assert_eq!(names(&root()), folders, "a folder that nobody reads");
    let (mut count, mut wrong) = (0, Vec::new());
    for (folder, reader) in READERS {
        for fixture in fixtures(folder) {
            count += 1;
            let mut read = reader(fixture.status, &fixture.body);
            if let Some(seconds) = fixture.retry_after.as_deref().and_then(wire::named_wait) {
                read["retryAfter"] = json!(seconds.as_secs());
            }
            if read != fixture.read {
                wrong.push(format!(
                    "{folder}/{}: read {read}, should be {}",
                    fixture.name, fixture.read
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= LEAST, "{count} fixtures");
}

#[test]
fn what_was_surely_refused_costs_nothing_and_nothing_else_says_so() {
    for fixture in fixtures("create") {
        let about = &fixture.name;
        match submitted(fixture.status, &fixture.body) {
            Submitted::Accepted(_) => assert!((200..300).contains(&fixture.status), "{about}"),
            // A fee is the one thing that a refusal can cost.
            Submitted::Refused(cause) => {
                assert_ne!(cause.code.course().at_post, AtPost::Unclear, "{about}");
                assert_eq!(cause.charged == Charged::Maybe, about.contains("fee"), "{about}");
            }
            Submitted::Busy(cause) => {
                assert_eq!((fixture.status, cause.charged), (429, Charged::No), "{about}");
            }
            Submitted::Unclear(cause) => assert_eq!(cause.charged, Charged::Maybe, "{about}"),
        }
    }
}

#[test]
fn a_question_never_ends_a_job_over_the_key_the_money_or_a_service_in_trouble() {
    for fixture in fixtures("query").into_iter().chain(fixtures("create")) {
        if !matches!(fixture.status, 401..=403 | 429 | 500..=599) {
            continue;
        }
        let read = asked(fixture.status, &fixture.body);
        assert!(matches!(read, Asked::Trouble(_)), "{}: {read:?}", fixture.name);
    }
}

/// A cause that no answer brings about needs no sentence of its own.
#[test]
fn every_cause_that_an_answer_can_have_is_shown_by_one() {
    let here = [
        CauseCode::ClipUnreadable,
        CauseCode::Internal,
        CauseCode::LinkDead,
        CauseCode::NoFile,
        CauseCode::NotAVideo,
        CauseCode::PictureMissing,
        CauseCode::ProxyRefused,
        CauseCode::UploadMissing,
    ];
    let read: Vec<String> = READERS
        .iter()
        .flat_map(|(folder, _)| fixtures(folder))
        .filter_map(|fixture| fixture.read["cause"].as_str().map(str::to_owned))
        .collect();
    for code in CauseCode::ALL {
        let shown = read.iter().any(|name| name == code.name());
        assert_eq!(shown, !here.contains(code), "{}", code.name());
    }
}
