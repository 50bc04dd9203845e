//! When: the service's own word of when a task last changed, and of when to come again.

use std::time::Duration;

use serde_json::Value;

use super::envelope::{subject, text};
use crate::host::Millis;

/// Above this a number counts milliseconds: as seconds it would lie beyond the year 5000.
const MILLIS_FROM: i64 = 100_000_000_000;

/// `status_update_time` of an answer, Unix ms. One service counts seconds, a relative milliseconds.
pub fn updated_at(answer: &Value) -> Option<Millis> {
    let value =
        subject(answer).get("status_update_time").or_else(|| answer.get("status_update_time"))?;
    let number = match value {
        Value::Number(number) => number.as_i64()?,
        other => text(Some(other))?.parse().ok()?,
    };
    (number > 0).then(|| millis(number))
}

/// The longest wait that a service may name.
pub const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// The wait that a `Retry-After` names in seconds. Dates need a clock: see `gateway/answer.rs`.
pub fn named_wait(header: &str) -> Option<Duration> {
    let seconds: u64 = header.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// A time in seconds or milliseconds, as milliseconds.
pub fn millis(number: i64) -> Millis {
    if number > MILLIS_FROM { number } else { number.saturating_mul(1_000) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn seconds_and_milliseconds_are_told_apart() {
        let cases = [
            (json!(1_709_123_456), Some(1_709_123_456_000)),
            (json!(1_709_123_456_789_i64), Some(1_709_123_456_789)),
            (json!("1709123456"), Some(1_709_123_456_000)),
            (json!(0), None),
            (json!(-5), None),
            (json!(1.5), None),
            (json!("yesterday"), None),
            (json!(null), None),
        ];
        for (value, expected) in cases {
            assert_eq!(updated_at(&json!({"status_update_time": value})), expected, "{value}");
        }
        let wrapped = json!({"data": {"status": "queued", "status_update_time": 1}});
        assert_eq!(updated_at(&wrapped), Some(1_000));
    }
}
