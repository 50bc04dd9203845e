//! How far: percent, where the service tells it. What it does not tell is never made up.

use serde_json::Value;

use super::envelope::subject;

/// The progress in percent, from `42`, `"42"` or `"42%"`. A number below 1 stays what it is: nobody
/// can say whether it is meant as a fraction.
pub fn progress(answer: &Value) -> Option<u8> {
    let value = subject(answer).get("progress").or_else(|| answer.get("progress"))?;
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().trim_end_matches('%').trim().parse().ok()?,
        _ => return None,
    };
    // The bounds make the conversion exact enough for a percentage.
    (0.0..=100.0).contains(&number).then_some(number as u8)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_percentage_is_one() {
        let cases = [
            (json!(42), Some(42)),
            (json!("42%"), Some(42)),
            (json!(" 42.9 % "), Some(42)),
            (json!("100%"), Some(100)),
            (json!(0.5), Some(0)),
            (json!(101), None),
            (json!(-1), None),
            (json!("NaN"), None),
            (json!("inf"), None),
            (json!("half"), None),
            (json!(true), None),
            (json!(null), None),
            (json!([42]), None),
        ];
        for (value, expected) in cases {
            assert_eq!(progress(&json!({"progress": value})), expected, "{value}");
        }
        assert_eq!(progress(&json!({"progress": 7, "data": {"status": "x"}})), Some(7));
    }
}
