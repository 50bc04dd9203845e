//! What another program offers when something is dragged from it, and what of it is a picture. A
//! browser offers the same thing in several ways at once; none of them can be trusted.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dom_query::Document;
use url::Url;

use super::sniff::{self, Sort};

/// The most characters of another program's text that are looked at. A picture inside of it may be
/// as large as one that is fetched.
const TEXT_CAP: usize = 28_000_000;
/// As many things are looked at before they are dropped; the others are only counted.
const LOOKED_AT: usize = 40;

/// What a drag offers; empty where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Addresses as they were written, percent signs and all (`text/uri-list`).
    pub uris: Vec<String>,
    /// A piece of a page (`text/html`).
    pub html: String,
    /// The bytes of a picture (`image/png` and the like).
    pub image: Vec<u8>,
}

/// One thing that may be a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A file on this computer.
    File(PathBuf),
    /// An address on the web.
    Link(String),
    /// A picture's bytes, without a name.
    Bytes(Vec<u8>),
}

/// What a drag holds, before it is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Pictures, by the first bytes of their files.
    pub pictures: usize,
    /// Pictures that lie on the web, or may.
    pub links: usize,
    /// Files and folders that are none.
    pub others: usize,
}

impl Dropped {
    /// The things that may be pictures, the surest way to each. Empty where a text is dragged.
    pub fn things(&self) -> Vec<Thing> {
        let uris: Vec<Thing> = self.uris.iter().filter_map(|uri| of_uri(uri)).collect();
        if uris.iter().any(|thing| matches!(thing, Thing::File(_))) {
            return uris;
        }
        // Nothing needs to be asked for, and it is what the person sees.
        if !self.image.is_empty() {
            return vec![Thing::Bytes(self.image.clone())];
        }
        // A picture on a page often stands in a link to another page: the picture is meant.
        let shown = pictures_in(&self.html);
        if shown.is_empty() { uris } else { shown }
    }
}

fn of_uri(uri: &str) -> Option<Thing> {
    let uri = uri.trim();
    if let Some(bytes) = in_the_address(uri) {
        return Some(Thing::Bytes(bytes));
    }
    let url = Url::parse(uri).ok()?;
    match url.scheme() {
        "file" => Some(Thing::File(path_of(&url).unwrap_or_else(|| uri.into()))),
        "http" | "https" => Some(Thing::Link(uri.to_owned())),
        // Somebody's network share, which only its file manager can read: told as what it is not here.
        _ if url.has_host() => Some(Thing::File(uri.into())),
        _ => None,
    }
}

/// Some file managers write this computer's own name into the address.
fn path_of(url: &Url) -> Option<PathBuf> {
    let mut here = url.clone();
    if cfg!(unix) {
        here.set_host(Some("localhost")).ok()?;
    }
    here.to_file_path().ok()
}

/// The pictures of a piece of a page that shows nothing else.
fn pictures_in(html: &str) -> Vec<Thing> {
    if html.is_empty() || html.len() > TEXT_CAP {
        return Vec::new();
    }
    let page = Document::fragment(html);
    if !page.text().trim().is_empty() {
        return Vec::new();
    }
    let shown = page.select("img[src]");
    let things = shown.iter().filter_map(|image| of_uri(&image.attr("src")?));
    things.filter(|thing| !matches!(thing, Thing::File(_))).collect()
}

/// The bytes of a `data:` address (RFC 2397). Only base64 holds pictures.
pub(super) fn in_the_address(address: &str) -> Option<Vec<u8>> {
    let head = address.get(..5)?;
    if !head.eq_ignore_ascii_case("data:") || address.len() > TEXT_CAP {
        return None;
    }
    let (kind, data) = address[5..].split_once(',')?;
    let is_base64 = kind.rsplit(';').next()?.trim().eq_ignore_ascii_case("base64");
    let bytes = is_base64.then(|| STANDARD.decode(data.trim()).ok()).flatten();
    // What cannot be read is told like any other broken picture.
    Some(bytes.unwrap_or_default())
}

/// Looks at things while they are dragged. Blocking; reads the first bytes of a few files.
pub fn glance(things: &[Thing]) -> Glance {
    let mut seen = Glance::default();
    for (at, thing) in things.iter().enumerate() {
        let is_picture = match thing {
            Thing::Link(_) => {
                seen.links += 1;
                continue;
            }
            Thing::Bytes(bytes) => matches!(sniff::sniff(bytes), Sort::Picture(_)),
            Thing::File(path) if at < LOOKED_AT => begins_like_one(path).unwrap_or(false),
            Thing::File(_) => true,
        };
        if is_picture {
            seen.pictures += 1;
        } else {
            seen.others += 1;
        }
    }
    seen
}

fn begins_like_one(path: &Path) -> std::io::Result<bool> {
    // A pipe would never answer.
    if !std::fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let mut head = Vec::new();
    File::open(path)?.take(sniff::HEAD as u64).read_to_end(&mut head)?;
    Ok(matches!(sniff::sniff(&head), Sort::Picture(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

    /// What it is, addresses, a piece of a page, a picture's bytes, and what is meant.
    type Case<'a> = (&'a str, &'a [&'a str], &'a str, &'a [u8], Vec<Thing>);

    fn link(text: &str) -> Thing {
        Thing::Link(text.into())
    }

    #[test]
    fn what_is_meant_is_found_in_what_is_offered() {
        let cases: [Case<'_>; 15] = [
            (
                "a file with a strange name",
                &["file:///tmp/%E6%97%A5%20a%2526b.png"],
                "",
                b"",
                vec![Thing::File("/tmp/日 a%26b.png".into())],
            ),
            (
                "a file with this computer's name, and one that lies elsewhere",
                &["file://desk/tmp/a%20b.png", "smb://server/photos/c.png"],
                "",
                b"",
                vec![
                    Thing::File("/tmp/a b.png".into()),
                    Thing::File("smb://server/photos/c.png".into()),
                ],
            ),
            (
                "files win over what they are shown as",
                &["file:///tmp/a.png", "https://example.com/b.png"],
                "<img src='https://example.com/c.png'>",
                b"\x89PNG",
                vec![Thing::File("/tmp/a.png".into()), link("https://example.com/b.png")],
            ),
            (
                "a link keeps its percent signs",
                &["https://example.com/a.png?x=1%26y%3D2&z=%2F"],
                "",
                b"",
                vec![link("https://example.com/a.png?x=1%26y%3D2&z=%2F")],
            ),
            (
                "a picture inside a link",
                &["https://example.com/article"],
                "<a href='https://example.com/article'><img src='https://cdn.example.com/p.jpg?a=1&amp;b=2'></a>",
                b"",
                vec![link("https://cdn.example.com/p.jpg?a=1&b=2")],
            ),
            (
                "the bytes of the picture",
                &["https://example.com/p.jpg"],
                "<img src='https://example.com/p.jpg'>",
                b"\x89PNG",
                vec![Thing::Bytes(b"\x89PNG".to_vec())],
            ),
            ("a picture in its address", &[DOT], "", b"", vec![dot()]),
            ("the same on a page", &[], &format!("<IMG alt=x SRC=\"{DOT}\">"), b"", vec![dot()]),
            ("a spoilt one", &["data:image/png;base64,%%%"], "", b"", vec![Thing::Bytes(vec![])]),
            (
                "a drawing in its address",
                &["data:image/svg+xml,<svg/>"],
                "",
                b"",
                vec![Thing::Bytes(vec![])],
            ),
            (
                "a text with a picture in it",
                &[],
                "<p>Hello <img src='https://e.com/a.png'></p>",
                b"",
                vec![],
            ),
            ("a text", &[], "<b>Hello</b>", b"", vec![]),
            (
                "a script's address",
                &["javascript:alert(1)"],
                "<img src='javascript:alert(1)'>",
                b"",
                vec![],
            ),
            (
                "a page that points into this computer",
                &[],
                "<img src='file:///etc/passwd'>",
                b"",
                vec![],
            ),
            ("a mail address", &["mailto:a@example.com", ""], "<", b"", vec![]),
        ];
        for (what, uris, html, image, things) in cases {
            let dropped = Dropped {
                uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
                html: html.into(),
                image: image.to_vec(),
            };
            assert_eq!(dropped.things(), things, "{what}");
        }
    }

    fn dot() -> Thing {
        Thing::Bytes(STANDARD.decode(DOT.split(',').next_back().unwrap()).unwrap())
    }

    #[test]
    fn a_glance_tells_pictures_from_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            Thing::File(path)
        };
        let things = [
            put("a.png", b"\x89PNG\r\n\x1a\n"),
            put("lying.png", b"words"),
            put("film.jpg", b"\0\0\0\x20ftypisom"),
            Thing::File(folder.path().into()),
            Thing::File(folder.path().join("gone.png")),
            link("https://example.com"),
            dot(),
        ];
        assert_eq!(glance(&things), Glance { pictures: 2, links: 1, others: 4 });
        assert_eq!(glance(&[]), Glance::default());
        assert_eq!(glance(&vec![put("b.png", b"\x89PNG\r\n\x1a\n"); 90]).pictures, 90);
    }
}
