//! The items of a description's list: which are ours, how ours are written, and that those of others
//! stay. Bytes in, bytes out; offsets are `rewrite.rs`.

use super::super::atoms::{Atom, boxed, child, split};
use super::{Fault, Tag};

/// Whose freeform items ours are.
const MEAN: &[u8] = b"com.stillwake";
/// All settings as JSON.
const SETTINGS: &[u8] = b"settings";
/// The items of others that ours stand in for.
const KEPT: &[u8] = b"kept";
/// Freeform items.
const FREEFORM: &[u8; 4] = b"----";
/// What a person reads: the prompt.
const COMMENT: &[u8; 4] = b"\xa9cmt";
/// The program that made the file.
const TOOL: &[u8; 4] = b"\xa9too";
/// Longer settings are not read: far above the longest that are written.
const SETTINGS_CAP: usize = 256 * 1024;
/// Longer items of others are never replaced.
const KEPT_CAP: usize = 64 * 1024;
/// Data that is text.
const TEXT: u32 = 1;
/// Data that is only bytes.
const BYTES: u32 = 0;
/// A list of iTunes.
const HANDLER: &[u8; 25] = b"\0\0\0\0\0\0\0\0mdirappl\0\0\0\0\0\0\0\0\0";

/// The description's content with these settings in it.
pub(super) fn tagged(moov: &[u8], tag: &Tag, json: &[u8]) -> Result<Vec<u8>, Fault> {
    edited(moov, |items| {
        let mut items = without_ours(items);
        let mut kept = Vec::new();
        items.retain(|item| {
            let stands = matches!(item.get(4..8), Some(name) if name == COMMENT || name == TOOL);
            let fits = kept.len() + item.len() <= KEPT_CAP;
            if stands && fits {
                kept.extend_from_slice(item);
            }
            !(stands && fits)
        });
        let has = |items: &[Vec<u8>], name: &[u8; 4]| {
            items.iter().any(|item| item.get(4..8) == Some(&name[..]))
        };
        let tool = format!("Stillwake {}", tag.app);
        for (name, text) in [(TOOL, tool.as_bytes()), (COMMENT, tag.prompt.as_bytes())] {
            if !has(&items, name) {
                items.push(boxed(name, &[&data(TEXT, text)]));
            }
        }
        if !kept.is_empty() {
            items.push(freeform(KEPT, &data(BYTES, &kept)));
        }
        items.push(freeform(SETTINGS, &data(TEXT, json)));
        items
    })
}

/// The description's content without settings of ours.
pub(super) fn stripped(moov: &[u8]) -> Result<Vec<u8>, Fault> {
    if settings(moov).is_none() { Ok(moov.to_vec()) } else { edited(moov, without_ours) }
}

/// The JSON of the settings, if there are some.
pub(super) fn settings(moov: &[u8]) -> Option<&[u8]> {
    let meta = child(child(moov, b"udta")?.inside, b"meta")?;
    let list = child(meta.inside.get(full(meta.inside)..)?, b"ilst")?;
    let json = ours(&split(list.inside)?.0, SETTINGS)?;
    (json.len() <= SETTINGS_CAP).then_some(json)
}

/// Puts other items in the place of those that are there. The list, and what holds it, is made where
/// it is missing, and goes where it would hold nothing any more.
fn edited(moov: &[u8], edit: impl FnOnce(&[Atom<'_>]) -> Vec<Vec<u8>>) -> Result<Vec<u8>, Fault> {
    let odd = |what| move || Fault::Unsupported(what);
    let (boxes, tail) = split(moov).ok_or_else(odd("a description of another kind"))?;
    let udta = boxes.iter().find(|atom| &atom.name == b"udta");
    let udta_inside = udta.map_or(&[][..], |udta| udta.inside);
    let (in_udta, udta_tail) = split(udta_inside).ok_or_else(odd("odd user data"))?;
    let meta = in_udta.iter().find(|atom| &atom.name == b"meta");
    let meta_inside = meta.map_or(&[][..], |meta| meta.inside);
    let (meta_head, in_meta) = meta_inside.split_at(full(meta_inside).min(meta_inside.len()));
    let (in_meta, meta_tail) = split(in_meta).ok_or_else(odd("an odd list"))?;
    let handler = in_meta.iter().find(|atom| &atom.name == b"hdlr");
    if handler.is_some_and(|atom| atom.inside.get(8..12) != Some(b"mdir"))
        || meta.is_some() && handler.is_none()
    {
        return Err(Fault::Unsupported("a list of another kind"));
    }
    let list = in_meta.iter().find(|atom| &atom.name == b"ilst");
    let (items, _) =
        split(list.map_or(&[][..], |list| list.inside)).ok_or_else(odd("an odd list"))?;

    let items = edit(&items).concat();
    let list = if items.is_empty() { Vec::new() } else { boxed(b"ilst", &[&items]) };
    let hdlr = if meta.is_none() { boxed(b"hdlr", &[HANDLER]) } else { Vec::new() };
    let head = if meta.is_none() { &[0; 4][..] } else { meta_head };
    let inside = [hdlr, with(&in_meta, b"ilst", &list)].concat();
    let holds = in_meta.iter().any(|atom| !matches!(&atom.name, b"hdlr" | b"free" | b"ilst"));
    let meta = match list.is_empty() && !holds {
        true => Vec::new(),
        false => boxed(b"meta", &[head, &inside, meta_tail]),
    };
    let inside = with(&in_udta, b"meta", &meta);
    let udta = match inside.is_empty() {
        true => Vec::new(),
        false => boxed(b"udta", &[&inside, udta_tail]),
    };
    Ok([with(&boxes, b"udta", &udta), tail.to_vec()].concat())
}

/// The boxes with another one in the place of the first of its name, or behind them all.
fn with(atoms: &[Atom<'_>], name: &[u8; 4], new: &[u8]) -> Vec<u8> {
    let place = atoms.iter().position(|atom| atom.name == *name);
    let mut all = Vec::new();
    for (number, atom) in atoms.iter().enumerate() {
        all.extend_from_slice(if Some(number) == place { new } else { atom.whole });
    }
    if place.is_none() {
        all.extend_from_slice(new);
    }
    all
}

/// The items of others, those included that ours had replaced.
fn without_ours(items: &[Atom<'_>]) -> Vec<Vec<u8>> {
    let Some(json) = ours(items, SETTINGS) else {
        return items
            .iter()
            .filter(|item| !is_ours(item))
            .map(|item| item.whole.to_vec())
            .collect();
    };
    let prompt = serde_json::from_slice(json).ok().and_then(|json: serde_json::Value| {
        json.get("prompt").and_then(|prompt| prompt.as_str()).map(str::to_owned)
    });
    let foreign = |item: &&Atom<'_>| match &item.name {
        TOOL => !text(item).is_some_and(|text| text.starts_with(b"Stillwake ")),
        COMMENT => text(item) != prompt.as_deref().map(str::as_bytes),
        _ => !is_ours(item),
    };
    let mut left: Vec<Vec<u8>> =
        items.iter().filter(foreign).map(|item| item.whole.to_vec()).collect();
    let kept = ours(items, KEPT).and_then(split).map(|(kept, _)| kept).unwrap_or_default();
    let back = kept.iter().filter(|item| matches!(&item.name, COMMENT | TOOL));
    left.extend(back.map(|item| item.whole.to_vec()));
    left
}

fn is_ours(item: &Atom<'_>) -> bool {
    &item.name == FREEFORM && word(item, b"mean") == Some(MEAN)
}

/// The data of one of our freeform items.
fn ours<'a>(items: &[Atom<'a>], name: &[u8]) -> Option<&'a [u8]> {
    let item = items.iter().find(|item| is_ours(item) && word(item, b"name") == Some(name))?;
    text(item)
}

/// What a part of a freeform item says.
fn word<'a>(item: &Atom<'a>, part: &[u8; 4]) -> Option<&'a [u8]> {
    child(item.inside, part)?.inside.get(4..)
}

/// An item's data, after its kind and its language.
fn text<'a>(item: &Atom<'a>) -> Option<&'a [u8]> {
    child(item.inside, b"data")?.inside.get(8..)
}

fn data(kind: u32, bytes: &[u8]) -> Vec<u8> {
    boxed(b"data", &[&kind.to_be_bytes(), &[0; 4], bytes])
}

fn freeform(name: &[u8], data: &[u8]) -> Vec<u8> {
    let (mean, name) = (boxed(b"mean", &[&[0; 4], MEAN]), boxed(b"name", &[&[0; 4], name]));
    boxed(FREEFORM, &[&mean, &name, data])
}

/// Bytes before the boxes of a `meta`: QuickTime's has none.
fn full(meta: &[u8]) -> usize {
    if meta.get(4..8) == Some(b"hdlr") { 0 } else { 4 }
}
