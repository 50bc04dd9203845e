//! What is left, where a service tells it: the old billing calls, and on a person's click the call
//! that explains a key. Only reads, and the key goes to its own origin alone. Where a service
//! tells nothing, nothing is said. The shapes come from section 3.3 of the service's facts.

use std::time::Duration;

use serde_json::Value;

use super::{Endpoint, Gateway, Verdict};
use crate::host::Millis;

/// What is left on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// So many millionths of a dollar; may be below nought.
    Amount(i64),
    /// The key has no limit of its own.
    Unlimited,
}

/// What a service says of a key itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// What is left, where it can be said in dollars.
    pub left: Option<Left>,
    /// Its own limit is used up.
    pub used_up: bool,
    /// Its time is over.
    pub expired: bool,
}

/// What a service says of its own money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    /// Amounts that it shows are dollars.
    dollars: bool,
    /// Its own units in a dollar, where it says.
    units: Option<f64>,
}

/// An unlimited key's limit, in whatever the site shows.
const NO_LIMIT: f64 = 1e8;
/// Bytes of an answer that are read.
const CAP: usize = 64 * 1024;
/// A balance is a courtesy: a check does not wait longer for it.
const PATIENCE: Duration = Duration::from_secs(10);

impl Gateway {
    /// What is left on a key, from the calls that may be made at any time.
    pub async fn left(&self, to: &Endpoint) -> Option<Left> {
        let all = async {
            let (subscription, usage) = tokio::join!(
                self.fact(to, "/v1/dashboard/billing/subscription"),
                self.fact(to, "/v1/dashboard/billing/usage"),
            );
            // A service without the first two is not asked for the third.
            let (subscription, usage) = (subscription?, usage?);
            billing(&subscription, &usage, self.site(to).await.as_ref())
        };
        tokio::time::timeout(PATIENCE, all).await.ok().flatten()
    }

    /// What a service says of a key. Services allow it some twenty times in twenty minutes: only on
    /// a person's click.
    pub async fn key_facts(&self, to: &Endpoint, now: Millis) -> Option<KeyFacts> {
        let all = async {
            let (answer, site) = tokio::join!(self.fact(to, "/api/usage/token/"), self.site(to));
            key_facts(&answer?, site.as_ref(), now)
        };
        tokio::time::timeout(PATIENCE, all).await.ok().flatten()
    }

    /// Looks once more at what a check found: a good key may have nothing left, and a refused one
    /// may be one that ran out. Never costs anything.
    pub async fn explain(&self, to: &Endpoint, verdict: Verdict, now: Millis) -> Verdict {
        match verdict {
            Verdict::Good => match self.left(to).await {
                Some(Left::Amount(left)) if left <= 0 => Verdict::OutOfCredit,
                _ => Verdict::Good,
            },
            Verdict::Wrong => match self.key_facts(to, now).await {
                Some(KeyFacts { expired: true, .. }) => Verdict::Expired,
                Some(KeyFacts { used_up: true, .. }) => Verdict::UsedUp,
                _ => Verdict::Wrong,
            },
            other => other,
        }
    }

    async fn site(&self, to: &Endpoint) -> Option<Site> {
        match self.get_public(&to.base, to.base.at("/api/status"), CAP).await {
            Some(Ok((200, raw))) => serde_json::from_str(&raw).ok().as_ref().map(site),
            _ => None,
        }
    }

    async fn fact(&self, to: &Endpoint, path: &str) -> Option<Value> {
        match self.get(to, to.base.at(path), CAP).await {
            Some(Ok((200, raw, _))) => serde_json::from_str(&raw).ok(),
            _ => None,
        }
    }
}

/// Reads the two billing answers. `site` is None where the service says nothing of its money:
/// then the fields' names count, which end in `usd`.
pub fn billing(subscription: &Value, usage: &Value, site: Option<&Site>) -> Option<Left> {
    if fails(subscription) || fails(usage) {
        return None;
    }
    let limit = number(subscription.get("hard_limit_usd"))?;
    if limit >= NO_LIMIT {
        return Some(Left::Unlimited);
    }
    if site.is_some_and(|site| !site.dollars) {
        return None;
    }
    let used = number(usage.get("total_usage"))? / 100.0;
    micros(limit - used).map(Left::Amount)
}

/// Reads what a service says of a key; times in it are Unix seconds, 0 and -1 for never.
pub fn key_facts(answer: &Value, site: Option<&Site>, now: Millis) -> Option<KeyFacts> {
    if fails(answer) || answer.get("code") == Some(&Value::Bool(false)) {
        return None;
    }
    let data = answer.get("data")?;
    let available = number(data.get("total_available"))?;
    let unlimited = data.get("unlimited_quota") == Some(&Value::Bool(true));
    let ends = number(data.get("expires_at")).filter(|ends| *ends > 0.0);
    let amount = || micros(available / site?.units?).map(Left::Amount);
    Some(KeyFacts {
        left: if unlimited { Some(Left::Unlimited) } else { amount() },
        used_up: !unlimited && available <= 0.0,
        expired: ends.is_some_and(|ends| ends * 1_000.0 <= now as f64),
    })
}

/// Reads what a service says of its money.
pub fn site(answer: &Value) -> Site {
    let data = answer.get("data").unwrap_or(answer);
    let shown = data.get("quota_display_type").and_then(Value::as_str);
    let in_money = data.get("display_in_currency") != Some(&Value::Bool(false));
    Site {
        dollars: shown.map_or(in_money, |shown| shown.eq_ignore_ascii_case("usd")),
        units: number(data.get("quota_per_unit")).filter(|units| *units >= 1.0),
    }
}

/// An answer of status 200 can still be an error.
fn fails(answer: &Value) -> bool {
    let error = answer.get("error");
    !answer.is_object()
        || error.is_some_and(|error| !error.is_null())
        || answer.get("success") == Some(&Value::Bool(false))
}

fn number(value: Option<&Value>) -> Option<f64> {
    let number = match value? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn micros(dollars: f64) -> Option<i64> {
    let micros = (dollars * 1e6).round();
    (micros.abs() <= 1e15).then_some(micros as i64)
}
