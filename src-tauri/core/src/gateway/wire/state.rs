//! Which state: the word for it, in the many spellings of the service and its relatives.

use serde_json::Value;

use super::envelope::subject;

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Still running, or a word nobody knows.
    Running,
    /// Completed only if a link came along: more steps may follow.
    RunningUnlessLink,
    /// Done.
    Completed,
    /// Failed.
    Failed,
}

const COMPLETED: [&str; 10] = [
    "completed",
    "complete",
    "success",
    "succeed",
    "succeeded",
    "successful",
    "finished",
    "finish",
    "done",
    "ready",
];

const FAILED: [&str; 17] = [
    "failed",
    "failure",
    "fail",
    "error",
    "errored",
    "video_generation_failed",
    "video_upsampling_failed",
    "canceled",
    "cancelled",
    "cancel",
    "expired",
    "timeout",
    "timed_out",
    "rejected",
    "blocked",
    "moderation_blocked",
    "deleted",
];

const RUNNING_UNLESS_LINK: [&str; 3] =
    ["video_generation_completed", "video_upsampling", "video_upsampling_completed"];

const RUNNING: [&str; 27] = [
    "processing",
    "process",
    "in_progress",
    "inprogress",
    "running",
    "generating",
    "video_generating",
    "image_downloading",
    "downloading",
    "uploading",
    "initializing",
    "preparing",
    "pending",
    "waiting",
    "wait",
    "queued",
    "queue",
    "queueing",
    "in_queue",
    "submitted",
    "not_start",
    "not_started",
    "created",
    "starting",
    "started",
    "accepted",
    "unknown",
];

/// The meaning of a status word; missing and unknown words mean running, because a paid job that is
/// asked about once too often loses nothing.
pub fn status(word: Option<&str>) -> Status {
    let word = word.map(folded).unwrap_or_default();
    let word = word.as_str();
    if COMPLETED.contains(&word) {
        Status::Completed
    } else if FAILED.contains(&word) {
        Status::Failed
    } else if RUNNING_UNLESS_LINK.contains(&word) {
        Status::RunningUnlessLink
    } else {
        Status::Running
    }
}

/// Whether a word is one of those in the tables: what is not is written to the log.
pub fn is_known(word: &str) -> bool {
    let word = folded(word);
    word.is_empty() || RUNNING.contains(&word.as_str()) || status(Some(&word)) != Status::Running
}

/// The status word of a query's answer: that of the task before that of the call. Numbers and
/// truth values in its place are codes of the call and no words.
pub fn status_word(answer: &Value) -> Option<&str> {
    [subject(answer), answer].into_iter().find_map(|value| {
        ["status", "task_status"]
            .into_iter()
            .filter_map(|name| value.get(name).and_then(Value::as_str))
            .find(|word| !word.trim().is_empty())
    })
}

fn folded(word: &str) -> String {
    let fold = |c: char| if c == '-' || c == ' ' { '_' } else { c.to_ascii_lowercase() };
    word.trim().chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_spelling_is_in_one_table() {
        let tables = [&COMPLETED[..], &FAILED, &RUNNING_UNLESS_LINK, &RUNNING];
        let mut all: Vec<&str> = tables.concat();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|word| is_known(word) && folded(word) == *word));
        assert!(!is_known("melting") && is_known(" "));
    }

    #[test]
    fn spellings_are_folded() {
        for (word, meaning) in [
            ("SUCCESS", Status::Completed),
            (" Timed Out ", Status::Failed),
            ("timed-out", Status::Failed),
            ("DELETED", Status::Failed),
            ("NOT_START", Status::Running),
            ("Video-Upsampling", Status::RunningUnlessLink),
            ("", Status::Running),
            ("melting", Status::Running),
        ] {
            assert_eq!(status(Some(word)), meaning, "{word}");
        }
        assert_eq!(status(None), Status::Running);
    }

    #[test]
    fn the_word_of_the_task_comes_before_that_of_the_call() {
        let cases = [
            (json!({"status": "success", "data": {"status": "processing"}}), Some("processing")),
            (json!({"status": "SUCCESS", "data": {"task_id": "t"}}), Some("SUCCESS")),
            (json!({"data": {"task_status": "succeed"}}), Some("succeed")),
            (json!({"status": "", "task_status": "running"}), Some("running")),
            (json!({"status": 200, "data": {"status": "queued"}}), Some("queued")),
            (json!({"status": 3}), None),
            (json!({"status": true}), None),
            (json!({"status": null}), None),
            (json!({"status": ["failed"]}), None),
        ];
        for (answer, expected) in cases {
            assert_eq!(status_word(&answer), expected, "{answer}");
        }
    }
}
