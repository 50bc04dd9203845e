//! Reading a file of models: cell by cell, strict, with the line of what is wrong. A file from the
//! person's folder is hostile until it was read here to its end.

use toml::de::{DeTable, DeValue};

use super::model::{Cell, Limit, Role, Sizes, Source};
use super::value::{self, Node, in_order};

/// A file larger than this is not read, bytes.
pub const FILE_CAP: usize = 1 << 20;
/// More models than any service lists for video.
const MODELS_CAP: usize = 500;

/// Who wrote the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It ships with the app: every cell names its source.
    Bundled,
    /// The person: a cell may be written as its bare value, which then is their own word.
    Own,
}

/// Why a file was left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is larger than [`FILE_CAP`].
    TooLarge,
    /// It is no file, no text, or may not be read.
    Unreadable,
    /// It is not written in the form of TOML.
    Syntax,
    /// It names a field that does not exist.
    UnknownField,
    /// A field has a value that it cannot have.
    WrongValue,
    /// A model has no usable `id`.
    NoId,
    /// Two models have the same `id`.
    Twice,
}

/// What is wrong with a file, for one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// Counted from 1; None where it is about the whole file.
    pub line: Option<u32>,
    /// The field or the model's id; empty where neither is meant.
    pub field: String,
}

impl Fault {
    /// A fault of the whole file.
    pub fn whole(kind: FaultKind) -> Self {
        Self { kind, line: None, field: String::new() }
    }
}

/// What a file says of one cell: nothing, that it is unknown, or a value.
pub(super) type Said<T> = Option<Option<Cell<T>>>;

/// What a file says of one model.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) maker: Option<String>,
    pub(super) en: Option<String>,
    pub(super) zh: Option<String>,
    pub(super) text: Said<bool>,
    pub(super) pictures: Said<bool>,
    pub(super) max_pictures: Said<u32>,
    pub(super) roles: Said<Vec<Role>>,
    pub(super) ratios: Said<Vec<String>>,
    pub(super) sizes: Said<Sizes>,
    pub(super) lengths_s: Said<Vec<u32>>,
    pub(super) usual_s: Said<u32>,
    pub(super) limits: Said<Vec<Limit>>,
    pub(super) english_best: Said<bool>,
    pub(super) typical_s: Said<u32>,
}

/// Everything that a file says, or the first thing that is wrong with it.
pub(super) fn entries(text: &str, origin: Origin) -> Result<Vec<Entry>, Fault> {
    if text.len() > FILE_CAP {
        return Err(Fault::whole(FaultKind::TooLarge));
    }
    let reader = Reader { text, origin };
    let root = DeTable::parse(text).map_err(|fault| {
        let at = fault.span().map_or(0, |span| span.start);
        reader.fault(FaultKind::Syntax, at, "")
    })?;
    let mut found: Vec<Entry> = Vec::new();
    for (key, node) in in_order(root.get_ref()) {
        let at = key.span().start;
        if key.get_ref() != "model" {
            return Err(reader.fault(FaultKind::UnknownField, at, key.get_ref()));
        }
        let DeValue::Array(models) = node.get_ref() else {
            return Err(reader.fault(FaultKind::WrongValue, at, "model"));
        };
        for model in models.iter() {
            let at = model.span().start;
            let DeValue::Table(fields) = model.get_ref() else {
                return Err(reader.fault(FaultKind::WrongValue, at, "model"));
            };
            let entry = reader.entry(fields, at)?;
            if found.iter().any(|other| other.id == entry.id) {
                return Err(reader.fault(FaultKind::Twice, at, &entry.id));
            }
            if found.len() == MODELS_CAP {
                return Err(reader.fault(FaultKind::WrongValue, at, "model"));
            }
            found.push(entry);
        }
    }
    Ok(found)
}

struct Reader<'t> {
    text: &'t str,
    origin: Origin,
}

impl Reader<'_> {
    fn entry(&self, fields: &DeTable<'_>, at: usize) -> Result<Entry, Fault> {
        let mut entry = Entry::default();
        for (key, node) in in_order(fields) {
            let field: &str = key.get_ref();
            match field {
                "id" => {
                    let id = value::name(node.get_ref());
                    let at = node.span().start;
                    entry.id = id.ok_or_else(|| self.fault(FaultKind::NoId, at, "id"))?;
                }
                "name" => entry.name = Some(self.plain(field, node)?),
                "maker" => entry.maker = Some(self.plain(field, node)?),
                "en" => entry.en = Some(self.plain(field, node)?),
                "zh" => entry.zh = Some(self.plain(field, node)?),
                "text" => entry.text = Some(self.cell(field, node, value::flag)?),
                "pictures" => entry.pictures = Some(self.cell(field, node, value::flag)?),
                "max_pictures" => {
                    entry.max_pictures = Some(self.cell(field, node, value::count)?);
                }
                "roles" => entry.roles = Some(self.cell(field, node, value::roles)?),
                "ratios" => entry.ratios = Some(self.cell(field, node, value::ratios)?),
                "sizes" => entry.sizes = Some(self.cell(field, node, value::sizes)?),
                "lengths_s" => entry.lengths_s = Some(self.cell(field, node, value::lengths)?),
                "usual_s" => entry.usual_s = Some(self.cell(field, node, value::length)?),
                "limits" => entry.limits = Some(self.cell(field, node, value::limits)?),
                "english_best" => entry.english_best = Some(self.cell(field, node, value::flag)?),
                "typical_s" => entry.typical_s = Some(self.cell(field, node, value::making)?),
                _ => return Err(self.fault(FaultKind::UnknownField, key.span().start, field)),
            }
        }
        if entry.id.is_empty() {
            return Err(self.fault(FaultKind::NoId, at, "id"));
        }
        Ok(entry)
    }

    fn plain(&self, field: &str, node: &Node<'_>) -> Result<String, Fault> {
        value::words(node.get_ref()).ok_or_else(|| self.wrong(field, node))
    }

    /// `{ is = value, from = "source" }`, `"unknown"`, and in a person's own file the bare value.
    fn cell<T>(
        &self,
        field: &str,
        node: &Node<'_>,
        read: fn(&DeValue<'_>) -> Option<T>,
    ) -> Result<Option<Cell<T>>, Fault> {
        let wrong = || self.wrong(field, node);
        let own = (self.origin == Origin::Own).then_some(Source::Own);
        match node.get_ref() {
            DeValue::String(word) if word == "unknown" => Ok(None),
            DeValue::Table(parts) if parts.keys().any(|key| key.get_ref() == "is") => {
                let (mut is, mut from) = (None, own);
                for (key, node) in in_order(parts) {
                    let name: &str = key.get_ref();
                    match name {
                        "is" => is = Some(read(node.get_ref()).ok_or_else(wrong)?),
                        "from" => from = Some(self.source(node)?),
                        _ => {
                            let at = key.span().start;
                            return Err(self.fault(FaultKind::UnknownField, at, name));
                        }
                    }
                }
                let (is, from) = is.zip(from).ok_or_else(wrong)?;
                Ok(Some(Cell { is, from }))
            }
            bare => {
                let (is, from) = read(bare).zip(own).ok_or_else(wrong)?;
                Ok(Some(Cell { is, from }))
            }
        }
    }

    fn source(&self, node: &Node<'_>) -> Result<Source, Fault> {
        let DeValue::String(word) = node.get_ref() else { return Err(self.wrong("from", node)) };
        let known = Source::NAMES.iter().find(|(name, _)| name == word).map(|(_, source)| *source);
        let allowed = known.filter(|source| self.origin == Origin::Own || *source != Source::Own);
        allowed.ok_or_else(|| self.wrong("from", node))
    }

    fn wrong(&self, field: &str, node: &Node<'_>) -> Fault {
        self.fault(FaultKind::WrongValue, node.span().start, field)
    }

    fn fault(&self, kind: FaultKind, at: usize, field: &str) -> Fault {
        let before = self.text.as_bytes().iter().take(at);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        // A field's name comes from the file: short, and one line, whatever it was.
        let field = field.chars().filter(|sign| !sign.is_control()).take(60).collect();
        Fault { kind, line: u32::try_from(line).ok(), field }
    }
}
