//! The table of presets: choices and the frame of a prompt under a name that a person gave them.

use rusqlite::{Connection, named_params};

use super::unknown_value;
use crate::error::{Error, ErrorKind, Result};
use crate::settings::PROMPT_LIMIT;

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 60;
/// So many are kept; a list that is longer is no help any more.
pub const MOST: usize = 200;
/// The longest of the other texts, in characters: names of models and sizes are shorter.
const TEXT_LIMIT: usize = 256;

pub(super) const V2: &str = "
    CREATE TABLE preset (
        name TEXT PRIMARY KEY,
        model TEXT,
        prompt TEXT NOT NULL,
        aspect_ratio TEXT,
        quality TEXT,
        duration INTEGER,
        takes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// What a person has saved under a name. What is None is left as it is, or to the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// One line, unique.
    pub name: String,
    /// The model's name; None: the first of the catalogue.
    pub model: Option<String>,
    /// The prompt, or its frame; may be empty.
    pub prompt: String,
    /// Such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// As chosen.
    pub quality: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// 1 to 4.
    pub takes: u32,
}

impl Preset {
    /// As it is kept.
    ///
    /// # Errors
    /// [`ErrorKind::PresetNameInvalid`], or [`ErrorKind::PromptTooLong`].
    pub fn checked(self) -> Result<Self> {
        let name = self.name.trim().to_owned();
        let sound = !name.is_empty() && !name.chars().any(char::is_control);
        if !sound || name.chars().count() > NAME_LIMIT {
            return Err(
                Error::new(ErrorKind::PresetNameInvalid, "keep a preset").with("limit", NAME_LIMIT)
            );
        }
        let count = self.prompt.chars().count();
        if count > PROMPT_LIMIT {
            return Err(Error::new(ErrorKind::PromptTooLong, "keep a preset")
                .with("limit", PROMPT_LIMIT)
                .with("count", count));
        }
        let short = |text: Option<String>| text.filter(|text| text.chars().count() <= TEXT_LIMIT);
        Ok(Self {
            name,
            model: short(self.model),
            aspect_ratio: short(self.aspect_ratio),
            quality: short(self.quality),
            takes: self.takes.clamp(1, 4),
            ..self
        })
    }
}

/// All presets, by name.
///
/// # Errors
/// A stored value that is none of ours, or what SQLite says.
pub fn list(connection: &Connection) -> Result<Vec<Preset>> {
    let sql = "SELECT name, model, prompt, aspect_ratio, quality, duration, takes FROM preset
        ORDER BY name COLLATE NOCASE, name";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let takes: u32 = row.get("takes")?;
        if !(1..=4).contains(&takes) {
            return Err(unknown_value("preset.takes", &takes.to_string()));
        }
        all.push(Preset {
            name: row.get("name")?,
            model: row.get("model")?,
            prompt: row.get("prompt")?,
            aspect_ratio: row.get("aspect_ratio")?,
            quality: row.get("quality")?,
            duration: row.get("duration")?,
            takes,
        });
    }
    Ok(all)
}

/// Keeps a preset; one of the same name is replaced.
///
/// # Errors
/// [`ErrorKind::PresetsTooMany`], or what SQLite says.
pub fn put(connection: &mut Connection, preset: &Preset) -> Result<()> {
    let all = connection.transaction()?;
    let sql = "INSERT INTO preset (name, model, prompt, aspect_ratio, quality, duration, takes)
        VALUES (:name, :model, :prompt, :aspect_ratio, :quality, :duration, :takes)
        ON CONFLICT (name) DO UPDATE SET model = :model, prompt = :prompt,
            aspect_ratio = :aspect_ratio, quality = :quality, duration = :duration, takes = :takes";
    all.prepare_cached(sql)?.execute(named_params! {
        ":name": preset.name,
        ":model": preset.model,
        ":prompt": preset.prompt,
        ":aspect_ratio": preset.aspect_ratio,
        ":quality": preset.quality,
        ":duration": preset.duration,
        ":takes": preset.takes,
    })?;
    let many: usize = all.query_row("SELECT count(*) FROM preset", [], |row| row.get(0))?;
    if many > MOST {
        return Err(Error::new(ErrorKind::PresetsTooMany, "keep a preset").with("limit", MOST));
    }
    all.commit()?;
    Ok(())
}

/// Removes a preset; one that is not there is fine.
///
/// # Errors
/// What SQLite says.
pub fn remove(connection: &Connection, name: &str) -> Result<()> {
    connection.execute("DELETE FROM preset WHERE name = ?1", [name])?;
    Ok(())
}
