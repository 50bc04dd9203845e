//! The lists that the grid shows: filtered, sorted, a page at a time. A page costs the same at the
//! top and far down, and hardly more among a million clips than among a hundred: it is read along an
//! index, from where the page before ended, and nothing is counted for it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::clip::{self, Numbered};
use super::search::Wanted;
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::Job;
use crate::settings::named;

/// The most clips of a page.
const MOST: u32 = 500;
/// What is looked for is counted up to this; a person reads no further.
const COUNTED: u32 = 1_000;

named! {
    /// The order of a list.
    pub enum Sort {
        /// As they came into the library, the newest first.
        Newest = "newest",
        /// The other way round.
        Oldest = "oldest",
        /// The longest first, of equal ones the newest.
        Longest = "longest",
        /// By the model's name, of equal ones the newest.
        Model = "model",
    }
}

named! {
    /// The shape of a clip; what differs by less than a twentieth is square.
    pub enum Shape {
        /// Wider than high.
        Wide = "wide",
        /// Higher than wide.
        Tall = "tall",
        /// Neither.
        Square = "square",
    }
}

/// Which clips are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, or parts of words, of the prompt, the file's name, the model and the note, in any
    /// order; empty for all.
    pub search: String,
    /// Only this model.
    pub model: Option<String>,
    /// Only this shape.
    pub shape: Option<Shape>,
    /// Saved at this time or later, Unix ms.
    pub since: Option<Millis>,
    /// Saved before this time, Unix ms.
    pub until: Option<Millis>,
    /// Only those made from pictures, or only those made without.
    pub pictures: Option<bool>,
    /// Only favourites.
    pub favourite: bool,
    /// Only what this collection holds.
    pub collection: Option<String>,
    /// Only those whose file was missing when it was last looked for.
    pub missing: bool,
    /// The trash instead of the library.
    pub trashed: bool,
}

/// A page of a list that is asked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Which clips.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
    /// Where the page before ended.
    pub after: Option<Key>,
    /// Clips in a page, at most 500.
    pub limit: u32,
}

/// A place in a list, opaque to everybody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    seq: i64,
    /// What the list is sorted by beside that: a length, or a model.
    by: Option<String>,
}

impl Key {
    /// As the page keeps it.
    pub fn to_text(&self) -> String {
        match &self.by {
            Some(by) => format!("{}/{by}", self.seq),
            None => self.seq.to_string(),
        }
    }

    /// None for what is no key.
    pub fn from_text(text: &str) -> Option<Self> {
        let (seq, by) = match text.split_once('/') {
            Some((seq, by)) => (seq, Some(by.to_owned())),
            None => (text, None),
        };
        Some(Self { seq: seq.parse().ok()?, by })
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Each clip with its job.
    pub clips: Vec<(Clip, Job)>,
    /// Where the next page begins; None at the end.
    pub next: Option<Key>,
}

/// How many clips a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Clips.
    pub clips: u32,
    /// There are more: what is looked for is counted up to a thousand.
    pub more: bool,
}

/// Conditions and their values.
struct Where {
    parts: Vec<String>,
    values: Vec<Value>,
}

impl Where {
    fn of(filter: &Filter) -> Self {
        let mut all = Self { parts: Vec::new(), values: Vec::new() };
        all.add(if filter.trashed { "trashed_at IS NOT NULL" } else { "trashed_at IS NULL" });
        if filter.favourite {
            all.add("favourite = 1");
        }
        if filter.missing {
            all.add("missing_at IS NOT NULL");
        }
        match filter.pictures {
            Some(true) => all.add("pictures > 0"),
            Some(false) => all.add("pictures = 0"),
            None => {}
        }
        let text = |text: &str| Value::Text(text.to_owned());
        all.add_value("clip.model = ?", filter.model.as_deref().map(text));
        all.add_value("shape = ?", filter.shape.map(|shape| text(shape.name())));
        let inside = "clip.seq IN (SELECT seq FROM collection_clip WHERE collection_id = ?)";
        all.add_value(inside, filter.collection.as_deref().map(text));
        all.add_value("clip.created_at >= ?", filter.since.map(Value::Integer));
        all.add_value("clip.created_at < ?", filter.until.map(Value::Integer));
        all
    }

    fn add(&mut self, part: &str) {
        self.parts.push(part.to_owned());
    }

    fn add_value(&mut self, part: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.add(part);
            self.values.push(value);
        }
    }

    /// What lies beyond a key in an order.
    fn beyond(&mut self, sort: Sort, key: &Key, row: &str) -> Result<()> {
        let by = || key.by.clone().ok_or_else(not_of_this_list);
        match sort {
            Sort::Newest => self.add_value(&format!("{row} < ?"), Some(Value::Integer(key.seq))),
            Sort::Oldest => self.add_value(&format!("{row} > ?"), Some(Value::Integer(key.seq))),
            Sort::Longest => {
                let length = by()?.parse().map_err(|_| not_of_this_list())?;
                self.parts.push("(duration_ms, seq) < (?, ?)".to_owned());
                self.values.extend([Value::Integer(length), Value::Integer(key.seq)]);
            }
            Sort::Model => {
                let model = by()?;
                self.parts.push("(clip.model > ? OR (clip.model = ? AND seq < ?))".to_owned());
                self.values.extend([
                    Value::Text(model.clone()),
                    Value::Text(model),
                    Value::Integer(key.seq),
                ]);
            }
        }
        Ok(())
    }

    fn sql(&self) -> String {
        self.parts.join(" AND ")
    }
}

fn not_of_this_list() -> Error {
    Error::new(ErrorKind::Internal, "go on with a list of another order")
}

/// A page of a list.
///
/// # Errors
/// What SQLite says, or [`ErrorKind::Internal`] for a key of a list in another order.
pub fn list(connection: &Connection, query: &Query) -> Result<Page> {
    let limit = query.limit.clamp(1, MOST) as usize;
    let wanted = Wanted::read(&query.filter.search);
    let (mut clips, mut after) = (Vec::new(), query.after.clone());
    // One row more than asked tells whether there is a next page.
    while clips.len() <= limit {
        let most = limit + 1;
        let rows = rows(connection, query, wanted.as_ref(), after.as_ref(), most)?;
        let full = rows.len() == most;
        after = rows.last().map(|row| key(query.sort, row));
        clips.extend(rows.into_iter().filter(|row| {
            let text = || {
                let asked = &row.job.request;
                clip::text_of(&asked.prompt, &row.clip.name, &asked.model, &row.clip.note)
            };
            wanted.as_ref().is_none_or(|wanted| wanted.is_in(&text()))
        }));
        if !full {
            break;
        }
    }
    let more = clips.len() > limit;
    clips.truncate(limit);
    let next = clips.last().filter(|_| more).map(|row| key(query.sort, row));
    Ok(Page { clips: clips.into_iter().map(|row| (row.clip, row.job)).collect(), next })
}

fn key(sort: Sort, row: &Numbered) -> Key {
    let by = match sort {
        Sort::Newest | Sort::Oldest => None,
        Sort::Longest => Some(row.clip.facts.duration_ms.to_string()),
        Sort::Model => Some(row.model.clone()),
    };
    Key { seq: row.seq, by }
}

/// Rows that may fit, in order: what is looked for is decided by their text.
fn rows(
    connection: &Connection,
    query: &Query,
    wanted: Option<&Wanted>,
    after: Option<&Key>,
    most: usize,
) -> Result<Vec<Numbered>> {
    let mut filter = Where::of(&query.filter);
    // The index of words is in the order of time by itself; in any other it is asked as a set.
    let by_words = wanted.filter(|_| matches!(query.sort, Sort::Newest | Sort::Oldest));
    let (from, row) = match by_words {
        Some(_) => ("clip_text CROSS JOIN clip ON clip.seq = clip_text.rowid", "clip_text.rowid"),
        None => ("clip", "seq"),
    };
    match (wanted, by_words) {
        (Some(wanted), Some(_)) => {
            filter.add_value("clip_text MATCH ?", Some(Value::Text(wanted.question().to_owned())))
        }
        (Some(wanted), None) => filter.add_value(
            "seq IN (SELECT rowid FROM clip_text WHERE clip_text MATCH ?)",
            Some(Value::Text(wanted.question().to_owned())),
        ),
        (None, _) => {}
    }
    if let Some(after) = after {
        filter.beyond(query.sort, after, row)?;
    }
    let order = match query.sort {
        Sort::Newest => format!("{row} DESC"),
        Sort::Oldest => format!("{row} ASC"),
        Sort::Longest => "duration_ms DESC, seq DESC".to_owned(),
        Sort::Model => "clip.model ASC, seq DESC".to_owned(),
    };
    let tail = format!("WHERE {} ORDER BY {order} LIMIT {most}", filter.sql());
    clip::numbered(connection, from, &tail, &filter.values)
}

/// How many clips a list has.
///
/// # Errors
/// What SQLite says.
pub fn count(connection: &Connection, filter: &Filter) -> Result<Count> {
    let conditions = Where::of(filter);
    if Wanted::read(&filter.search).is_none() {
        let sql = format!("SELECT count(*) FROM clip WHERE {}", conditions.sql());
        let clips = connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
        return Ok(Count { clips, more: false });
    }
    let (mut clips, mut after) = (0, None);
    loop {
        let query = Query { filter: filter.clone(), sort: Sort::Newest, after, limit: MOST };
        let page = list(connection, &query)?;
        clips += page.clips.len() as u32;
        after = page.next;
        if after.is_none() || clips >= COUNTED {
            return Ok(Count { clips: clips.min(COUNTED), more: after.is_some() });
        }
    }
}

/// Every model that the library holds clips of, by name. Steps along the index from one to the next.
///
/// # Errors
/// What SQLite says.
pub fn models(connection: &Connection) -> Result<Vec<String>> {
    let mut next = connection
        .prepare_cached("SELECT model FROM clip WHERE model > ?1 ORDER BY model LIMIT 1")?;
    let mut all: Vec<String> = Vec::new();
    loop {
        let last = all.last().map_or("", String::as_str);
        match next.query_row([last], |row| row.get(0)).optional()? {
            Some(model) => all.push(model),
            None => return Ok(all),
        }
    }
}
