//! Which models: the names in the answer of `GET /v1/models`.

use serde_json::Value;

use super::envelope::text;

/// The models that a list names: `data[].id` where that is text. Everything else is ignored.
pub fn models(answer: &Value) -> Vec<String> {
    let listed = answer.get("data").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(|model| text(model.get("id"))).collect()
}
