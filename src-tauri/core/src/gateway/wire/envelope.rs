//! How an answer is wrapped: bare, in `data`, in `data.data`, as a JSON text, or as a list of one.
//! It unwraps and never looks at what the fields mean.

use serde_json::Value;

/// Fields by which a `data` object shows that it speaks of the task, and not of the call.
const OF_A_TASK: [&str; 9] = [
    "status",
    "task_status",
    "task_id",
    "error",
    "url",
    "video_url",
    "result_url",
    "artifact_url",
    "fail_reason",
];

/// Levels of `data` that are unwrapped: relatives nest the upstream's answer whole.
const LEVELS: usize = 3;

/// An answer as an object; None for everything that is none: HTML, an empty body, cut JSON, bare
/// values. A `data` that is a JSON text, and a list of one object, are unwrapped on the way.
pub fn parse(body: &str) -> Option<Value> {
    let value = serde_json::from_str::<Value>(body.trim_start_matches('\u{feff}')).ok()?;
    let mut answer = only(value);
    let mut level = &mut answer;
    for _ in 1..LEVELS {
        let Some(data) = level.get_mut("data") else { break };
        let inner = match data.take() {
            Value::String(text) => object_in(&text).unwrap_or(Value::String(text)),
            other => only(other),
        };
        *data = inner;
        level = data;
    }
    answer.is_object().then_some(answer)
}

/// The part of a query's answer that speaks of the task: `data`, or `data.data`, where that does.
pub fn subject(answer: &Value) -> &Value {
    levels(answer)
        .skip(1)
        .find(|value| OF_A_TASK.iter().any(|name| value.get(name).is_some()))
        .unwrap_or(answer)
}

/// The whole answer where a relative puts it as a JSON text into `message` and says nothing else
/// (section 2.2). Only for answers that do not declare an error: those carry an upstream's words.
pub fn out_of_message(answer: Value) -> Value {
    let silent = answer.get("data").is_none_or(Value::is_null) && answer.get("status").is_none();
    let inner = answer.get("message").and_then(Value::as_str).filter(|_| silent);
    let inner = inner.and_then(object_in);
    inner.filter(|inner| inner.get("status").is_some_and(Value::is_string)).unwrap_or(answer)
}

/// The answer, its `data`, and the `data` of that.
pub(super) fn levels(answer: &Value) -> impl Iterator<Item = &Value> {
    std::iter::successors(Some(answer), |value| value.get("data")).take(LEVELS)
}

/// The object that stands in a text as JSON, if one does.
pub(super) fn object_in(text: &str) -> Option<Value> {
    let text = text.trim();
    if !text.starts_with('{') {
        return None;
    }
    serde_json::from_str::<Value>(text).ok().filter(Value::is_object)
}

/// A text that says something, trimmed.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// A list of exactly one object is that object; of several, nobody knows which one is meant.
fn only(value: Value) -> Value {
    match value {
        Value::Array(mut list) if list.len() == 1 && list[0].is_object() => list.swap_remove(0),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_no_object_is_no_answer() {
        for body in ["", " ", "null", "7", "\"id\"", "[]", "[1]", "<html>", "{\"id\":", "[{},{}]"] {
            assert_eq!(parse(body), None, "{body}");
        }
    }

    #[test]
    fn wrappings_are_taken_off() {
        let bare = json!({"id": "a"});
        assert_eq!(parse("\u{feff}{\"id\":\"a\"}"), Some(bare.clone()));
        assert_eq!(parse("[{\"id\":\"a\"}]"), Some(bare.clone()));
        assert_eq!(parse(r#"{"data":"{\"id\":\"a\"}"}"#), Some(json!({"data": bare})));
        assert_eq!(parse(r#"{"data":[{"id":"a"}]}"#), Some(json!({"data": bare})));
        assert_eq!(parse(r#"{"data":"abc"}"#), Some(json!({"data": "abc"})));
        assert_eq!(
            parse(r#"{"data":{"data":"{\"id\":\"a\"}"}}"#),
            Some(json!({"data": {"data": bare}}))
        );
    }

    #[test]
    fn an_answer_inside_a_message_is_the_answer_only_where_nothing_else_is_said() {
        let inner = json!({"id": "a", "status": "failed"});
        let told = |more: Value| {
            let mut answer = json!({"code": "success", "message": inner.to_string()});
            answer.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            out_of_message(answer) == inner
        };
        assert!(told(json!({})) && told(json!({"data": null})));
        assert!(!told(json!({"status": "processing"})) && !told(json!({"data": {"id": "a"}})));
        let words = json!({"message": r#"{"error":"no"}"#});
        assert_eq!(out_of_message(words.clone()), words);
    }

    #[test]
    fn the_subject_is_what_speaks_of_the_task() {
        let deep = json!({"data": {"x": 1, "data": {"task_status": "succeed"}}});
        assert_eq!(subject(&deep), &deep["data"]["data"]);
        let flat = json!({"status": "processing", "data": {"x": 1}});
        assert_eq!(subject(&flat), &flat);
        let null = json!({"code": "success", "data": null});
        assert_eq!(subject(&null), &null);
    }
}
