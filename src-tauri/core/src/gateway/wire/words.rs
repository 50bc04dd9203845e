//! Which words: why a task failed, in the service's own words. They are for Details only.

use serde_json::Value;

use super::envelope::{object_in, subject, text};

/// Places where a reason was seen, in the order of trust (JSON pointers).
const PLACES: [&str; 8] = [
    "/error/message",
    "/error",
    "/fail_reason",
    "/failReason",
    "/task_status_msg",
    "/detail/error",
    "/message",
    "/msg",
];

/// Why a task failed, in the service's words, as they stand there.
pub fn failure_words(answer: &Value) -> Option<String> {
    [subject(answer), answer].into_iter().find_map(|value| {
        PLACES
            .into_iter()
            .find_map(|place| text(value.pointer(place)).filter(|words| !is_praise(words)))
    })
}

/// The code and the words of a text that is itself the upstream's answer as JSON; read once, since
/// only that was ever seen.
pub(super) fn unfolded(words: &str) -> Option<(Option<String>, Option<String>)> {
    let inner = object_in(words)?;
    let error = inner.get("error").filter(|error| error.is_object()).unwrap_or(&inner);
    let message = text(error.get("message")).or_else(|| text(inner.get("error")));
    Some((code_text(error.get("code")), message.or_else(|| text(error.get("msg")))))
}

/// A code as text, whether it is one or a number.
pub(super) fn code_text(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Number(number)) => Some(number.to_string()),
        other => text(other),
    }
}

fn is_praise(words: &str) -> bool {
    matches!(words.to_ascii_lowercase().as_str(), "success" | "ok" | "succeeded")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reason_is_found_wherever_it_was_seen() {
        for answer in [
            json!({"error": {"message": "why"}}),
            json!({"error": "why"}),
            json!({"data": {"status": "FAILURE", "fail_reason": "why"}}),
            json!({"failReason": "why"}),
            json!({"data": {"task_status": "failed", "task_status_msg": "why"}}),
            json!({"detail": {"error": "why"}}),
            json!({"data": {"error": {"message": "why"}}, "message": "success"}),
            json!({"code": "x", "message": "why"}),
            json!({"msg": " why "}),
        ] {
            assert_eq!(failure_words(&answer).as_deref(), Some("why"), "{answer}");
        }
        assert_eq!(failure_words(&json!({"message": "Success", "msg": "ok"})), None);
        assert_eq!(failure_words(&json!({"message": 7, "error": []})), None);
    }
}
