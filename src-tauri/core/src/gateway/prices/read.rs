//! Reading a price list: tolerant of how it is spelt, strict in what counts as a price. Every word
//! in it is a stranger's: names are matched and never shown.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Per, PriceList, Rate, Start, resolution};
use crate::money::{MOST, Micros};

/// More models, or rows of one model, than any service has.
const MODELS_MOST: usize = 5_000;
const ROWS_MOST: usize = 500;
/// The longest name that is kept, bytes.
const NAME_MOST: usize = 200;

/// The prices that an answer tells; None where it is no price list at all.
pub fn read(answer: &Value) -> Option<PriceList> {
    if answer.get("success") == Some(&Value::Bool(false)) {
        return None;
    }
    let items = answer.get("data")?.as_array()?;
    let groups = answer.get("group_ratio");
    let mut named = false;
    let mut models = BTreeMap::new();
    for item in items.iter().take(MODELS_MOST) {
        let Some(name) = item.get("model_name").and_then(Value::as_str) else { continue };
        if name.is_empty() || name.len() > NAME_MOST {
            continue;
        }
        named = true;
        let rates = factor(item, groups).map(|factor| rates(item, factor)).unwrap_or_default();
        if !rates.is_empty() {
            models.insert(name.to_owned(), rates);
        }
    }
    named.then_some(PriceList { models })
}

/// What a model's prices are multiplied by: its discount and the ratio of the key's group. Which
/// group a key belongs to is not told; it is the default one unless that may not use the model.
fn factor(item: &Value, groups: Option<&Value>) -> Option<f64> {
    let discount = match item.get("discount") {
        None | Some(Value::Null) => 1.0,
        Some(value) => number(value).filter(|discount| *discount > 0.0 && *discount <= 2.0)?,
    };
    let Some(groups) = groups.and_then(Value::as_object) else { return Some(discount) };
    let ratio = |name: &str| groups.get(name).and_then(number).filter(|r| *r > 0.0 && *r <= 100.0);
    let enabled = item.get("enable_groups").and_then(Value::as_array);
    let enabled: Vec<&str> = enabled.into_iter().flatten().filter_map(Value::as_str).collect();
    if enabled.is_empty() || enabled.iter().any(|name| matches!(*name, "default" | "all")) {
        let ratio = if groups.is_empty() { Some(1.0) } else { ratio("default") };
        return ratio.map(|ratio| discount * ratio);
    }
    let first = ratio(enabled.first()?)?;
    let same = enabled.iter().all(|name| ratio(name) == Some(first));
    same.then_some(discount * first)
}

fn rates(item: &Value, factor: f64) -> Vec<Rate> {
    let rules = item.get("video_pricing").and_then(|block| block.get("rules"));
    let rules = rules.and_then(Value::as_array).into_iter().flatten().take(ROWS_MOST);
    let rates: Vec<Rate> = rules.filter_map(|rule| rate(item, rule, factor)).collect();
    if rates.is_empty() { whole_price(item, factor).into_iter().collect() } else { rates }
}

/// A price per call, beside which there are no rows for video. A nought here stands where the
/// price is somewhere else; it is never a gift.
fn whole_price(item: &Value, factor: f64) -> Option<Rate> {
    let per_call = item.get("quota_type").and_then(number) == Some(1.0);
    let by_call = matches!(word(item.get("billing_mode")).as_deref(), None | Some("per_request"));
    let micros = micros(number(item.get("model_price")?)?, factor)?;
    (per_call && by_call).then_some(Rate {
        per: Per::Clip,
        start: None,
        resolution: None,
        lengths: None,
        silent: false,
        verified: false,
        micros,
    })
}

/// One row, where it can be for a request of ours: those have no sound switch, no voice, no video
/// to start from, and no mode.
fn rate(item: &Value, rule: &Value, factor: f64) -> Option<Rate> {
    let per =
        match word(rule.get("billing_mode")).or_else(|| word(item.get("billing_mode")))?.as_str() {
            "per_second" => Per::Second,
            "per_request" => Per::Clip,
            // By the token or by the picture: nobody knows how many there will be.
            _ => return None,
        };
    let not = |name: &str| rule.get(name) != Some(&Value::Bool(true));
    let plain = matches!(
        word(rule.get("mode")).as_deref(),
        None | Some("std" | "standard" | "default" | "normal")
    );
    let dollars = matches!(word(rule.get("platform_currency")).as_deref(), Some("usd" | "$"));
    if !(not("has_audio") && not("has_voice_control") && not("has_video_input") && plain && dollars)
    {
        return None;
    }
    let in_force = match word(rule.get("status")).as_deref() {
        None | Some("active" | "enabled" | "published" | "online") => true,
        Some(
            "inactive" | "disabled" | "deprecated" | "archived" | "deleted" | "draft" | "offline"
            | "hidden" | "retired",
        ) => return None,
        Some(_) => false,
    };
    let start = match word(rule.get("capability_bucket")).as_deref() {
        None => None,
        Some("t2v") => Some(Start::Words),
        Some("i2v") => Some(Start::Picture),
        Some("start_end") => Some(Start::Frames),
        Some("reference") => Some(Start::References),
        Some(_) => return None,
    };
    let resolution = match word(rule.get("resolution")) {
        Some(text) if !matches!(text.as_str(), "any" | "all" | "default") => {
            Some(resolution(&text))
        }
        _ => None,
    };
    Some(Rate {
        per,
        start,
        resolution,
        lengths: lengths(rule.get("duration_bucket"))?,
        silent: rule.get("has_audio") == Some(&Value::Bool(false)),
        verified: in_force && word(rule.get("verification_status")).as_deref() == Some("verified"),
        micros: micros(number(rule.get("platform_base_price")?)?, factor)?,
    })
}

/// The lengths that a row is for: `5`, `5s`, `5-10s`, or every one. None where nobody understands
/// what it says: such a row is left out rather than used for the wrong length.
fn lengths(value: Option<&Value>) -> Option<Option<(u32, u32)>> {
    if let Some(Value::Number(number)) = value {
        let seconds = u32::try_from(number.as_u64()?).ok()?;
        return Some(Some((seconds, seconds)));
    }
    let Some(text) = word(value) else { return Some(None) };
    if matches!(text.as_str(), "any" | "all" | "default" | "none" | "*") {
        return Some(None);
    }
    let seconds = |part: &str| {
        let part = part.trim().trim_end_matches("seconds").trim_end_matches("sec");
        part.trim_end_matches('s').trim().parse::<u32>().ok()
    };
    let (from, to) = text.split_once(['-', '~', '–']).unwrap_or((&text, &text));
    let (from, to) = (seconds(from)?, seconds(to)?);
    (from <= to).then_some(Some((from, to)))
}

/// A word in small letters; None where there is none.
fn word(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim().to_lowercase();
    (!text.is_empty() && text.len() <= NAME_MOST).then_some(text)
}

/// A number, or a number written as text.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// The last place where a price is a fraction.
fn micros(base: f64, factor: f64) -> Option<Micros> {
    let micros = (base * factor * 1e6).round();
    // In this range a float holds every whole number exactly.
    (micros >= 1.0 && micros <= MOST as f64).then_some(micros as Micros)
}
