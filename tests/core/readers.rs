//! Whatever a service may answer: the readers never panic, never send a paid job twice, and never
//! give one up without its service having said so.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use stillwake_core::gateway::fault::{Asked, Charged, Submitted, asked, submitted};
use stillwake_core::gateway::{redact, upload, wire};

/// Words that the readers look for, so that random answers come near to what they decide by.
const WORDS: [&str; 34] = [
    "id",
    "task_id",
    "video_id",
    "status",
    "task_status",
    "data",
    "result",
    "error",
    "code",
    "message",
    "msg",
    "success",
    "url",
    "video_url",
    "output",
    "outputs",
    "videos",
    "video",
    "progress",
    "fail_reason",
    "completed",
    "processing",
    "failed",
    "SUCCESS",
    "task_not_exist",
    "insufficient_quota",
    "rate_limit_exceeded",
    "content_filter",
    "task_failed",
    "https://example.com/a.mp4",
    "PUBLIC_ERROR_MINOR",
    "100%",
    "status_update_time",
    "{\"error\":{\"code\":\"quota_not_enough\"}}",
];

/// Spellings by which a service says that a task came to nothing.
const FAILURES: [&str; 17] = [
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

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => prop::sample::select(&FAILURES[..]).prop_map(str::to_owned),
        2 => any::<String>(),
    ]
}

/// Any JSON value, nested to six levels, at times with JSON inside a text.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            4 => btree_map(words(), inner.clone(), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            1 => inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

fn bodies() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => values().prop_map(|value| value.to_string()),
        1 => any::<String>(),
        1 => vec(any::<u8>(), 0..200).prop_map(|b| String::from_utf8_lossy(&b).into_owned()),
        // Cut in the middle, as a broken connection leaves it.
        1 => (values(), any::<prop::sample::Index>()).prop_map(|(value, at)| {
            let text = value.to_string();
            let ends: Vec<usize> = text.char_indices().map(|(end, _)| end).collect();
            ends.get(at.index(ends.len().max(1))).map_or(text.clone(), |end| text[..*end].into())
        }),
    ]
}

/// The statuses that there are, and numbers that are none.
fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![4 => Just(200), 4 => 200_u16..600, 1 => any::<u16>()]
}

/// The answer without anything that could say that the task failed: no failure spelling as any
/// text, and no field by which an answer complains.
fn silenced(value: Value) -> Value {
    match value {
        Value::String(text) => {
            let folded: String = text.trim().to_lowercase().replace(['-', ' '], "_");
            let fails = FAILURES.contains(&folded.as_str()) || text.contains(['{', '[']);
            Value::String(if fails { "processing".into() } else { text })
        }
        Value::Array(list) => list.into_iter().map(silenced).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_str(), "error" | "code" | "success"))
            .map(|(name, value)| (name, silenced(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn no_answer_makes_a_reader_panic(status in statuses(), body in bodies()) {
        let _ = submitted(status, &body);
        let _ = asked(status, &body);
        let _ = upload::read(status, &body, None);
        if let Some(answer) = wire::parse(&body) {
            prop_assert!(answer.is_object());
            let _ = (wire::updated_at(&answer), wire::progress(&answer), wire::models(&answer));
            for link in wire::links(&answer) {
                prop_assert!(link.starts_with("http") || link.to_lowercase().starts_with("http"));
            }
        }
    }

    #[test]
    fn nothing_ends_a_running_job_without_a_failure_or_an_error(value in values()) {
        let body = silenced(value).to_string();
        let read = asked(200, &body);
        let ended = matches!(read, Asked::Failed(_));
        prop_assert!(!ended, "{body}: {read:?}");
    }

    #[test]
    fn the_key_the_money_and_a_service_in_trouble_end_no_job(
        status in prop_oneof![401_u16..=403, Just(429), 500_u16..600], body in bodies(),
    ) {
        prop_assert!(matches!(asked(status, &body), Asked::Trouble(_)));
    }

    #[test]
    fn only_a_429_is_ever_sent_again_by_itself(status in statuses(), body in bodies()) {
        if let Submitted::Busy(cause) = submitted(status, &body) {
            prop_assert_eq!((status, cause.charged), (429, Charged::No));
        }
    }

    #[test]
    fn what_may_have_been_made_is_never_called_free(status in statuses(), body in bodies()) {
        if let Submitted::Unclear(cause) = submitted(status, &body) {
            prop_assert_eq!(cause.charged, Charged::Maybe);
        }
        let cause = match asked(status, &body) {
            Asked::Failed(cause) | Asked::Unknown(cause) | Asked::Trouble(cause) => cause,
            _ => return Ok(()),
        };
        prop_assert_eq!(cause.charged, Charged::Maybe);
    }

    #[test]
    fn a_bare_server_error_leaves_a_paid_job_open(status in 500_u16..600, text in any::<String>()) {
        // Words of the refusal table aside, and those no random text holds.
        let body = json!({"message": text, "note": "x"}).to_string();
        prop_assert!(matches!(submitted(status, &body), Submitted::Unclear(_)));
    }

    #[test]
    fn a_number_with_a_2xx_is_kept_and_asked_about(
        status in 200_u16..300, id in "[a-zA-Z0-9:_.-]{1,80}", more in values(),
    ) {
        let mut answer = match silenced(more) {
            Value::Object(fields) => Value::Object(fields),
            other => json!({"more": other}),
        };
        answer["id"] = json!(id);
        let read = submitted(status, &answer.to_string());
        let Submitted::Accepted(task) = read else {
            return Err(TestCaseError::fail(format!("{answer}: {read:?}")));
        };
        prop_assert_eq!(task.id, id);
    }

    #[test]
    fn a_number_with_a_2xx_is_never_sent_again_by_itself(
        status in 200_u16..300, id in "[a-z0-9]{1,20}", more in values(),
    ) {
        let answer = json!({"id": id, "error": more.clone(), "data": more});
        prop_assert!(!matches!(submitted(status, &answer.to_string()), Submitted::Busy(_)));
    }

    #[test]
    fn no_secret_is_left_in_an_answer(secret in "[!-~]{8,40}", before in any::<String>(),
        after in any::<String>())
    {
        let escaped = json!(secret).to_string();
        let text = format!("{before}{secret}{after}{escaped}");
        let left = redact::redact(text, &[&secret]);
        // Its own mark may hold a secret that is a part of it.
        prop_assume!(!"(removed)".contains(&secret));
        let around = before.contains(&secret) || after.contains(&secret);
        prop_assert!(around || !left.contains(&secret), "{left}");
    }
}
