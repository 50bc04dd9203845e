//! The settings of a clip inside its own file, where players and other programs read them: an iTunes
//! list in `moov/udta/meta/ilst`. Never a task number, an address, a key or a path. The media stays
//! as it is, byte for byte; what other programs wrote there stays or comes back.

mod items;
mod rewrite;

use std::fs::File;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::boxes::tops;
use super::inspect;

/// The form of what is written.
const VERSION: u32 = 1;
/// Letters of a prompt.
const PROMPT: usize = 20_000;
/// Letters of any other word.
const WORD: usize = 200;

/// Why a tag could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is gone or broken.
    #[error(transparent)]
    File(#[from] inspect::Fault),
    /// The disk failed.
    #[error("the file cannot be copied: {0}")]
    Disk(#[from] std::io::Error),
    /// It is a kind of MP4 that stays without a tag.
    #[error("cannot be tagged: {0}")]
    Unsupported(&'static str),
}

/// What a clip was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// As it was sent; at most 20,000 letters are kept.
    pub prompt: String,
    /// The model's name at its service.
    pub model: String,
    /// Such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// Such as `1080p`.
    pub quality: Option<String>,
    /// Seconds that were asked for.
    pub duration: Option<u32>,
    /// This program's version, such as `0.1.0`.
    pub app: String,
}

/// How it stands in the file. What a newer program adds is passed over.
#[derive(Deserialize, Serialize)]
struct Stored {
    v: u32,
    prompt: String,
    model: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quality: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    #[serde(default)]
    app: String,
}

impl Tag {
    /// The same without what could do harm where it is shown.
    fn clean(&self) -> Self {
        Self {
            prompt: clean(&self.prompt, PROMPT, true),
            model: clean(&self.model, WORD, false),
            aspect_ratio: self.aspect_ratio.as_ref().map(|text| clean(text, WORD, false)),
            quality: self.quality.as_ref().map(|text| clean(text, WORD, false)),
            duration: self.duration,
            app: clean(&self.app, WORD, false),
        }
    }

    fn to_json(&self) -> Result<Vec<u8>, Fault> {
        let tag = self.clone();
        let stored = Stored {
            v: VERSION,
            prompt: tag.prompt,
            model: tag.model,
            aspect_ratio: tag.aspect_ratio,
            quality: tag.quality,
            duration: tag.duration,
            app: tag.app,
        };
        serde_json::to_vec(&stored).map_err(|fault| Fault::Disk(fault.into()))
    }

    fn from_json(json: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(json).ok()?;
        let tag = Self {
            prompt: stored.prompt,
            model: stored.model,
            aspect_ratio: stored.aspect_ratio,
            quality: stored.quality,
            duration: stored.duration,
            app: stored.app,
        };
        (stored.v == VERSION).then(|| tag.clean())
    }
}

/// Copies a clip to `part` with its settings inside, in the place of any that were there, and
/// brings it to the disk. After a fault there is no `part`. Blocks.
///
/// # Errors
/// [`Fault::Unsupported`] for what is written in pieces, and where the description is laid out in a
/// way that cannot be changed safely; else what the file or the disk says.
pub fn write(from: &Path, part: &Path, tag: &Tag) -> Result<(), Fault> {
    let tag = tag.clean();
    let json = tag.to_json()?;
    rewrite::copy(from, part, |moov| items::tagged(moov, &tag, &json))
}

/// Copies a clip to `part` without its settings: only ours go, and what they had replaced is back.
/// After a fault there is no `part`. Blocks.
///
/// # Errors
/// See [`write`].
pub fn strip(from: &Path, part: &Path) -> Result<(), Fault> {
    rewrite::copy(from, part, items::stripped)
}

/// Reads the settings in a file. Nothing where there are none, or none that this version knows.
/// Only the description is read. Blocks.
///
/// # Errors
/// What the file or the disk says.
pub fn read(path: &Path) -> Result<Option<Tag>, Fault> {
    let mut file = File::open(path).map_err(inspect::Fault::from)?;
    let tops = tops(&mut file)?;
    let Some(moov) = tops.iter().find(|top| &top.name == b"moov") else {
        return Err(inspect::Fault::Broken("a part is missing".into()).into());
    };
    let moov = moov.read(&mut file)?;
    Ok(items::settings(&moov).and_then(Tag::from_json))
}

/// The first so many letters without those that steer instead of being read. A prompt keeps its
/// lines.
fn clean(text: &str, most: usize, lines: bool) -> String {
    let steers = |letter: char| {
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || letter.is_control() && !(lines && letter == '\n')
    };
    text.chars().filter(|letter| !steers(*letter)).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_steer_are_left_out() {
        assert_eq!(clean("a\r\nb\u{1b}[31m\u{202e}c\0", 99, true), "a\nb[31mc");
        assert_eq!(clean("a\nb", 99, false), "ab");
        assert_eq!(clean("水水水", 2, true), "水水");
    }

    #[test]
    fn another_version_is_not_guessed_at() {
        let json = |v: u32| format!(r#"{{"v":{v},"prompt":"p","model":"m","more":[1]}}"#);
        let tag = Tag::from_json(json(1).as_bytes()).unwrap();
        assert_eq!((tag.prompt.as_str(), tag.duration, tag.app.as_str()), ("p", None, ""));
        assert_eq!(Tag::from_json(json(2).as_bytes()), None);
        assert_eq!(Tag::from_json(br#"{"v":1,"prompt":7,"model":"m"}"#), None);
        let deep = format!(r#"{{"v":1,"prompt":"p","model":"m","x":{}"#, "[".repeat(9_000));
        assert_eq!(Tag::from_json(deep.as_bytes()), None);
    }
}
