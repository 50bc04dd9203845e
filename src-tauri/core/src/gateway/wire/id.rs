//! Which id: the number of a task in a create answer, and the ways of asking about it.
//! A query's answer never changes it: services drop prefixes there.

use serde_json::Value;

use super::envelope::text;

/// The longest number that is believed, in bytes: those seen have at most 80.
const LONGEST: usize = 512;

/// A task at the service: the number to ask with, and a second one where the answer named two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The number for `?id=`.
    pub id: String,
    /// A differing `task_id`, tried when the service does not know `id`.
    pub other: Option<String>,
}

/// A way of asking about a task. One service documents `id`, another prefers `task_id`; the one
/// that worked is remembered by whoever asks again and again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// `?id=` with the first number.
    #[default]
    Id,
    /// `?task_id=` with the second number, or with the only one.
    TaskId,
    /// `?id=` with the second number.
    IdOfOther,
}

impl Way {
    /// The ways in the order in which they are tried, from the one that worked last.
    pub fn from_the_known(known: Self) -> impl Iterator<Item = Self> {
        let rest = [Self::Id, Self::TaskId, Self::IdOfOther];
        std::iter::once(known).chain(rest.into_iter().filter(move |way| *way != known))
    }

    /// The name and the value of the question; None where the task has no such number.
    pub fn question(self, task: &Task) -> Option<(&'static str, &str)> {
        match self {
            Self::Id => Some(("id", &task.id)),
            Self::TaskId => Some(("task_id", task.other.as_deref().unwrap_or(&task.id))),
            Self::IdOfOther => task.other.as_deref().map(|other| ("id", other)),
        }
    }
}

/// The task that a create answer names. A numeric id counts only at top level: inside `data` it is
/// a row number of the gateway's own table.
pub fn task(answer: &Value) -> Option<Task> {
    let top = |name: &str| match answer.get(name) {
        // A fraction is no number of a task.
        Some(Value::Number(number)) if !number.is_f64() => Some(number.to_string()),
        other => word(other),
    };
    let inner = |outer: &str, name: &str| word(answer.get(outer).and_then(|v| v.get(name)));
    let found = [
        top("id"),
        top("task_id"),
        top("video_id"),
        inner("data", "task_id"),
        inner("data", "id"),
        word(answer.get("data")),
        inner("result", "id"),
        inner("result", "task_id"),
        inner("result", "video_id"),
    ];
    let id = found.into_iter().flatten().next()?;
    let seconds = [top("task_id"), inner("data", "task_id"), inner("data", "id")];
    let other = seconds.into_iter().flatten().find(|second| *second != id);
    Some(Task { id, other })
}

/// A text that can be a number of a task: sentences and addresses are none.
fn word(value: Option<&Value>) -> Option<String> {
    text(value).filter(|id| {
        id.len() <= LONGEST
            && !id.contains("://")
            && !id.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_number_that_is_one_counts() {
        let cases = [
            (json!({"id": "a", "task_id": "b"}), Some(("a", Some("b")))),
            (json!({"id": "a", "task_id": "a"}), Some(("a", None))),
            (json!({"id": 12}), Some(("12", None))),
            (json!({"id": -1.5}), None),
            (json!({"id": {}, "task_id": "b"}), Some(("b", None))),
            (json!({"data": {"id": 7}}), None),
            (json!({"data": {"id": "row", "task_id": "t"}}), Some(("t", Some("row")))),
            (json!({"id": "request-1", "data": {"task_id": "t"}}), Some(("request-1", Some("t")))),
            (json!({"data": "the queue is full"}), None),
            (json!({"data": "https://example.com/a"}), None),
            (json!({"result": {"video_id": "v"}}), Some(("v", None))),
            (json!({"id": "x".repeat(513)}), None),
        ];
        for (answer, expected) in cases {
            let found = task(&answer);
            let found = found.as_ref().map(|task| (task.id.as_str(), task.other.as_deref()));
            assert_eq!(found, expected, "{answer}");
        }
    }

    #[test]
    fn the_way_that_worked_comes_first() {
        let two = Task { id: "a".into(), other: Some("b".into()) };
        let asked = |known, task: &Task| -> Vec<String> {
            Way::from_the_known(known)
                .filter_map(|way| way.question(task))
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        };
        assert_eq!(asked(Way::Id, &two), ["id=a", "task_id=b", "id=b"]);
        assert_eq!(asked(Way::IdOfOther, &two), ["id=b", "id=a", "task_id=b"]);
        let one = Task { id: "a".into(), other: None };
        assert_eq!(asked(Way::TaskId, &one), ["task_id=a", "id=a"]);
    }
}
