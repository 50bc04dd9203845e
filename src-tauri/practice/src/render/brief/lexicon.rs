//! Finding words of a lexicon in a text of English, Chinese or both. The longest entry wins, so
//! that a train (火车) is not also a car (车) and Shanghai (上海) is no sea (海).

use super::{Camera, Figure, Land, Season, Weather};
use super::{figures, places, times};

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    Land(Land),
    Also(Extra),
    Weather(Weather),
    Season(Season),
    Figure(Figure),
    /// A time of day, in hours.
    Clock(f32),
    /// From one hour to another.
    Passing(f32, f32),
    /// Hours pass; which ones is open.
    Passes,
    /// One thing turns into another.
    Becomes,
    Camera(Camera),
    /// What follows is not there.
    Not,
    /// Known, and nothing to draw: it keeps a longer word from being read as a shorter one.
    Nothing,
}

/// A feature of the land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    Beach,
    Flowers,
    Clouds,
    Crescent,
    Storm,
    Village,
}

/// Words and what they all say.
pub(super) type Entries = &'static [(&'static str, &'static [Sense])];

/// Every sense in the text, in its order. The text is in lower case.
pub(super) fn senses(text: &str) -> Vec<Sense> {
    let mut found = Vec::new();
    let mut denied = false;
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        let begins =
            !(first.is_ascii_alphanumeric() && before.is_some_and(|c| c.is_ascii_alphanumeric()));
        match longest(rest).filter(|_| begins) {
            Some((length, senses)) => {
                if senses == [Sense::Not] {
                    denied = true;
                } else {
                    if !denied {
                        found.extend(senses);
                    }
                    // "No people" denies one thing, not the rest of the sentence.
                    denied = false;
                }
                before = rest[..length].chars().last();
                rest = &rest[length..];
            }
            None => {
                if matches!(first, ',' | '.' | ';' | '，' | '。' | '；' | '、') {
                    denied = false;
                }
                before = Some(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    found
}

/// The longest entry at the beginning of the text: its length there and its senses.
fn longest(rest: &str) -> Option<(usize, &'static [Sense])> {
    let tables = [places::WORDS, times::WORDS, figures::WORDS];
    tables
        .into_iter()
        .flatten()
        .filter_map(|(word, senses)| Some((length(rest, word)?, word.len(), *senses)))
        // "Many" is no plural of "man": the entry itself wins over one with an ending.
        .max_by_key(|(length, own, _)| (*length, *own))
        .map(|(length, _, senses)| (length, senses))
}

/// How long the word is at the beginning of the text, with its plural ending.
fn length(rest: &str, word: &str) -> Option<usize> {
    let after = rest.strip_prefix(word)?;
    if !word.is_ascii() {
        return Some(word.len());
    }
    let ends = |text: &str| !text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let endings = ["", "s", "es", "'s", "y"];
    endings
        .into_iter()
        .find(|ending| after.strip_prefix(ending).is_some_and(ends))
        .map(|ending| word.len() + ending.len())
}

/// Whether a text has one of these words: as a whole word in Latin letters, anywhere otherwise.
pub(crate) fn mentions(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if word.is_ascii() {
            text.split(|c: char| !c.is_ascii_alphanumeric()).any(|found| found == *word)
        } else {
            text.contains(word)
        }
    })
}
