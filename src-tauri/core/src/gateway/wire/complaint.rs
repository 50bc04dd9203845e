//! Which complaint: the error that an answer carries, as its code and its words, and whether an
//! answer with HTTP 200 declares itself an error.

use serde_json::Value;

use super::envelope::{subject, text};
use super::task;
use super::words::{code_text, failure_words, unfolded};

/// An error that an answer carries, as its code and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// Such as `insufficient_quota`; empty where there is none.
    pub code: String,
    /// The service's own words.
    pub message: String,
}

/// The `error` that stands in the answer (at top level, or where it speaks of the task) and says
/// something: empty objects and texts come with answers that are fine.
pub fn complaint(answer: &Value) -> Option<Complaint> {
    [answer.get("error"), subject(answer).get("error")].into_iter().flatten().find_map(|error| {
        let found = match error {
            Value::String(_) => {
                Complaint { code: String::new(), message: text(Some(error)).unwrap_or_default() }
            }
            Value::Object(fields) => Complaint {
                code: code_text(fields.get("code"))
                    .or_else(|| text(fields.get("type")))
                    .unwrap_or_default(),
                message: text(fields.get("message")).unwrap_or_default(),
            },
            _ => return None,
        };
        let says_something = !found.code.is_empty() || !found.message.is_empty();
        says_something.then(|| unfold(found))
    })
}

/// The complaint of an answer that is known to be an error: `error`, or a bare code and message.
pub fn complaint_of_error(answer: &Value) -> Complaint {
    complaint(answer).unwrap_or_else(|| {
        unfold(Complaint {
            code: code_text(answer.get("code")).unwrap_or_default(),
            message: failure_words(answer).unwrap_or_default(),
        })
    })
}

/// Whether a 200 answer declares itself an error: `success: false`, or a code that is none of the
/// spellings of success while no task is named.
pub fn declares_error(answer: &Value) -> bool {
    let denied = match answer.get("success") {
        Some(Value::Bool(success)) => !success,
        Some(Value::String(word)) => word.trim().eq_ignore_ascii_case("false"),
        _ => false,
    };
    denied || (!is_fine(answer.get("code")) && task(answer).is_none())
}

fn is_fine(code: Option<&Value>) -> bool {
    match code {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => matches!(number.as_i64(), Some(0 | 200)),
        Some(Value::String(word)) => {
            matches!(word.trim().to_ascii_lowercase().as_str(), "" | "success" | "ok" | "0" | "200")
        }
        _ => true,
    }
}

/// Relatives put the upstream's JSON as a string into the message: read it once.
fn unfold(complaint: Complaint) -> Complaint {
    let Some((code, message)) = unfolded(&complaint.message) else { return complaint };
    Complaint {
        code: code.unwrap_or(complaint.code),
        message: message.unwrap_or(complaint.message),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(code: &str, message: &str) -> Option<Complaint> {
        Some(Complaint { code: code.into(), message: message.into() })
    }

    #[test]
    fn an_error_that_says_nothing_is_none() {
        for error in [
            json!(null),
            json!({}),
            json!(""),
            json!(false),
            json!([]),
            json!({"code": "", "message": null}),
        ] {
            assert_eq!(complaint(&json!({"id": "a", "error": error})), None, "{error}");
        }
    }

    #[test]
    fn a_message_that_is_json_is_read_once_more() {
        let inner = json!({"error": {"code": "quota_not_enough", "message": "not enough"}});
        let outer = json!({"code": "fail_to_fetch_task", "message": inner.to_string()});
        assert_eq!(Some(complaint_of_error(&outer)), said("quota_not_enough", "not enough"));
        let flat = json!({"error": {"message": r#"{"error":"why","code":7}"#}});
        assert_eq!(complaint(&flat), said("7", "why"));
        let twice = json!({"error": {"message": json!({"message": "{}"}).to_string()}});
        assert_eq!(complaint(&twice), said("", "{}"));
    }

    #[test]
    fn an_answer_declares_itself_an_error_by_flag_or_code() {
        let fine = [
            json!({}),
            json!({"code": 0}),
            json!({"code": "200"}),
            json!({"code": true}),
            json!({"code": "success", "data": null}),
            json!({"code": 7, "id": "a"}),
        ];
        for answer in fine {
            assert!(!declares_error(&answer), "{answer}");
        }
        let bad = [
            json!({"success": false}),
            json!({"success": "False"}),
            json!({"code": -1}),
            json!({"code": "x"}),
            json!({"code": false}),
        ];
        for answer in bad {
            assert!(declares_error(&answer), "{answer}");
        }
    }
}
