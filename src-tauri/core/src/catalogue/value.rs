//! The values that a cell can have, each checked for form and size. None where it is none of ours.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::model::{Limit, Role, Sizes};

pub(super) type Key<'i> = Spanned<DeString<'i>>;
pub(super) type Node<'i> = Spanned<DeValue<'i>>;

/// The longest model name that is sent, characters.
pub const NAME_LIMIT: usize = 128;
/// The longest `size` or quality that is sent, characters.
pub const SIZE_LIMIT: usize = 40;
/// The longest of the plain words, characters.
const WORDS_LIMIT: usize = 300;
/// Entries of a list.
const LIST_LIMIT: usize = 64;
/// The longest clip that is believed, seconds.
const LONGEST_S: u32 = 600;
/// The longest making that is believed, seconds.
const LONGEST_MAKING_S: u32 = 86_400;
/// The most pictures that are believed.
const MOST_PICTURES: u32 = 99;

/// What a model can be called: trimmed, not empty, in one line, not endless.
pub fn model_name(typed: &str) -> Option<String> {
    line(typed, NAME_LIMIT)
}

/// What a size or quality can be, whatever a person types.
pub fn size_text(typed: &str) -> Option<String> {
    line(typed, SIZE_LIMIT)
}

fn line(typed: &str, limit: usize) -> Option<String> {
    let text = typed.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= limit
        && !text.chars().any(|sign| sign.is_control() || is_hidden(sign));
    fits.then(|| text.to_owned())
}

/// Signs that turn or hide the words around them: a name must look like what it is.
fn is_hidden(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

pub(super) fn name(value: &DeValue<'_>) -> Option<String> {
    model_name(text(value)?)
}

pub(super) fn words(value: &DeValue<'_>) -> Option<String> {
    line(text(value)?, WORDS_LIMIT)
}

pub(super) fn flag(value: &DeValue<'_>) -> Option<bool> {
    match value {
        DeValue::Boolean(flag) => Some(*flag),
        _ => None,
    }
}

pub(super) fn count(value: &DeValue<'_>) -> Option<u32> {
    number(value, MOST_PICTURES)
}

pub(super) fn length(value: &DeValue<'_>) -> Option<u32> {
    number(value, LONGEST_S)
}

pub(super) fn making(value: &DeValue<'_>) -> Option<u32> {
    number(value, LONGEST_MAKING_S)
}

pub(super) fn lengths(value: &DeValue<'_>) -> Option<Vec<u32>> {
    list(value, length)
}

pub(super) fn ratios(value: &DeValue<'_>) -> Option<Vec<String>> {
    list(value, |value| text(value).and_then(ratio))
}

pub(super) fn roles(value: &DeValue<'_>) -> Option<Vec<Role>> {
    list(value, |value| match text(value)? {
        "first" => Some(Role::First),
        "first_last" => Some(Role::FirstLast),
        "reference" => Some(Role::Reference),
        _ => None,
    })
}

/// A list of quality words, or a table from quality and shape to pixels.
pub(super) fn sizes(value: &DeValue<'_>) -> Option<Sizes> {
    let DeValue::Table(table) = value else { return list(value, quality).map(Sizes::Words) };
    let by_quality = in_order(table).into_iter().map(|(key, shapes)| {
        let DeValue::Table(shapes) = shapes.get_ref() else { return None };
        Some((size_text(key.get_ref())?, pixels_of(shapes)?))
    });
    let sizes = by_quality.collect::<Option<Vec<_>>>()?;
    (!sizes.is_empty() && sizes.len() <= LIST_LIMIT).then_some(Sizes::Pixels(sizes))
}

fn pixels_of(shapes: &DeTable<'_>) -> Option<BTreeMap<String, String>> {
    let shapes = shapes
        .iter()
        .map(|(key, size)| Some((ratio(key.get_ref())?, text(size.get_ref()).and_then(pixels)?)));
    let shapes = shapes.collect::<Option<BTreeMap<_, _>>>()?;
    (!shapes.is_empty() && shapes.len() <= LIST_LIMIT).then_some(shapes)
}

pub(super) fn limits(value: &DeValue<'_>) -> Option<Vec<Limit>> {
    list(value, |value| {
        let DeValue::Table(table) = value else { return None };
        let mut limit = Limit { qualities: Vec::new(), pictures: 0, lengths_s: Vec::new() };
        for (key, node) in table {
            match key.get_ref().as_ref() {
                "qualities" => limit.qualities = list(node.get_ref(), quality)?,
                "pictures" => limit.pictures = count(node.get_ref())?,
                "lengths_s" => limit.lengths_s = lengths(node.get_ref())?,
                _ => return None,
            }
        }
        let bound = !limit.qualities.is_empty() || limit.pictures > 0;
        (bound && !limit.lengths_s.is_empty()).then_some(limit)
    })
}

fn quality(value: &DeValue<'_>) -> Option<String> {
    size_text(text(value)?)
}

/// A table's fields in the order of the file, so that the first fault told is the first in it.
pub(super) fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Key<'i>, &'t Node<'i>)> {
    let mut fields: Vec<_> = table.iter().collect();
    fields.sort_by_key(|(key, _)| key.span().start);
    fields
}

fn text<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

fn number(value: &DeValue<'_>, most: u32) -> Option<u32> {
    let DeValue::Integer(digits) = value else { return None };
    let number = u32::from_str_radix(digits.as_str(), digits.radix()).ok()?;
    (1..=most).contains(&number).then_some(number)
}

fn list<T: PartialEq>(
    value: &DeValue<'_>,
    read: impl Fn(&DeValue<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let DeValue::Array(items) = value else { return None };
    let found: Vec<T> = items.iter().map(|item| read(item.get_ref())).collect::<Option<_>>()?;
    (!found.is_empty() && found.len() <= LIST_LIMIT).then_some(found)
}

/// `16:9`: two numbers of at most two digits.
fn ratio(text: &str) -> Option<String> {
    let (wide, high) = text.split_once(':')?;
    (part(wide, 99)? > 0 && part(high, 99)? > 0).then(|| text.to_owned())
}

/// `1280x720`: no side below 16 or above 8192 px.
fn pixels(text: &str) -> Option<String> {
    let (wide, high) = text.split_once('x')?;
    (part(wide, 8192)? >= 16 && part(high, 8192)? >= 16).then(|| text.to_owned())
}

fn part(digits: &str, most: u32) -> Option<u32> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let number = plain.then(|| digits.parse::<u32>().ok()).flatten()?;
    (number <= most).then_some(number)
}
