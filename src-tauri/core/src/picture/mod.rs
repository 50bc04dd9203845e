//! Reference pictures: copied when they land, decoded under limits, turned upright, stripped of all
//! metadata, converted to sRGB, scaled and encoded for upload. The original is only ever read.

mod colour;
mod crop;
mod decode;
mod dropped;
mod embed;
mod prepare;
mod sniff;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use url::Url;

pub use crop::{Part, crop};
pub use dropped::{Dropped, Glance, Thing, glance};
pub use embed::{EMBEDDED, Lost, embed};
pub use prepare::{Prepared, prepare, prepare_pixels};

use crate::error::{Error, Result};
use crate::library::{Folders, UNFINISHED};
use crate::settings::named;

/// The largest file that is read. A 100-megapixel camera's JPEG stays below it.
const FILE_CAP: u64 = 128 * 1024 * 1024;

named! {
    /// How the upload copy is encoded.
    pub enum Kind {
        /// JPEG.
        Jpeg = "jpeg",
        /// PNG, for what is transparent.
        Png = "png",
    }
}

impl Kind {
    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The file name's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A prepared picture: the upload copy lies in the pictures folder under its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of the upload copy, hex.
    pub id: String,
    /// The name of the file that was dropped, for display only; empty where it came from no file.
    pub name: String,
    /// How the upload copy is encoded.
    pub kind: Kind,
    /// Of the upload copy, px, upright.
    pub width: u32,
    /// Of the upload copy, px, upright.
    pub height: u32,
    /// Of the upload copy.
    pub bytes: u64,
    /// Where it was cut out of another picture.
    pub cut: Option<Box<Cut>>,
}

/// Where a picture was cut out of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The whole picture. Whether that was cut out in turn is not told.
    pub source: Picture,
    /// The part of it that the picture is: as large as the picture.
    pub part: Part,
}

impl Picture {
    /// Where the upload copy lies.
    pub fn file(&self, folders: &Folders) -> PathBuf {
        folders.pictures().join(format!("{}.{}", self.id, self.kind.ending()))
    }

    /// Where its thumbnail lies.
    pub fn thumb(id: &str, folders: &Folders) -> PathBuf {
        folders.pictures().join(format!("{id}.thumb.jpg"))
    }
}

named! {
    /// Why something was not taken as a picture.
    pub enum Refusal {
        /// It looks like a picture but cannot be decoded.
        Broken = "broken",
        /// There is no room for the copy.
        DiskFull = "disk_full",
        /// A file without a byte in it.
        Empty = "empty",
        /// A folder.
        Folder = "folder",
        /// A photo in the container that phones use (HEIC, AVIF), which is not read here.
        Heif = "heif",
        /// A link that nobody may open, or that leads to nothing.
        LinkDead = "link_dead",
        /// A link to this computer or into a private net, or to something that is no web page.
        LinkForbidden = "link_forbidden",
        /// A link to something that is no picture: mostly the page around one.
        LinkPage = "link_page",
        /// A link whose place does not answer.
        LinkUnreachable = "link_unreachable",
        /// Another kind of file.
        NotAPicture = "not_a_picture",
        /// More bytes or pixels than are safe to decode.
        TooLarge = "too_large",
        /// More pictures than fit into one request.
        TooMany = "too_many",
        /// The system does not let us read it.
        Unreadable = "unreadable",
        /// A moving picture.
        Video = "video",
    }
}

/// Reads a dropped file and keeps its prepared copy. Blocking: takes a fraction of a second for a
/// large photo.
///
/// # Errors
/// See [`Refusal`].
pub fn take(path: &Path, folders: &Folders) -> Result<Picture, Refusal> {
    let bytes = read(path)?;
    keep(&bytes, &display_name(path), folders)
}

/// Prepares bytes that are already in memory and keeps the copy.
///
/// # Errors
/// See [`Refusal`].
pub fn keep(bytes: &[u8], name: &str, folders: &Folders) -> Result<Picture, Refusal> {
    store(prepare(bytes)?, name, folders)
}

/// The same for pixels from the clipboard, four bytes each: red, green, blue, alpha.
///
/// # Errors
/// See [`Refusal`].
pub fn keep_pixels(pixels: Pixels, folders: &Folders) -> Result<Picture, Refusal> {
    store(prepare_pixels(pixels.width, pixels.height, pixels.rgba)?, "", folders)
}

/// Pixels in memory, upright and in sRGB. They have no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Row by row, four bytes each.
    pub rgba: Vec<u8>,
}

fn store(ready: Prepared, name: &str, folders: &Folders) -> Result<Picture, Refusal> {
    let id: String = Sha256::digest(&ready.bytes).iter().map(|b| format!("{b:02x}")).collect();
    let picture = Picture {
        id,
        name: name.to_owned(),
        kind: ready.kind,
        width: ready.width,
        height: ready.height,
        bytes: ready.bytes.len() as u64,
        cut: None,
    };
    // Both wait for the disk, and need not wait for each other.
    let (copy, thumb) = rayon::join(
        || write(&picture.file(folders), &ready.bytes),
        || write(&Picture::thumb(&picture.id, folders), &ready.thumb),
    );
    copy.and(thumb).map_err(|fault| {
        tracing::warn!(fault = %fault.chain(), "a picture could not be kept");
        match fault.kind {
            crate::error::ErrorKind::DiskFull => Refusal::DiskFull,
            _ => Refusal::Unreadable,
        }
    })?;
    Ok(picture)
}

/// The name to show for a dropped file.
pub fn display_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().chars().take(200).collect()
}

/// The name to show for what lies at a link: what its path ends with, else its host. The rest of a
/// link may be long, and may open doors.
pub fn link_name(link: &str) -> String {
    let Ok(url) = Url::parse(link) else { return link.chars().take(40).collect() };
    let last = url.path_segments().and_then(|mut parts| parts.next_back().map(str::to_owned));
    let last = last.filter(|part| !part.is_empty());
    let host = || url.host_str().unwrap_or(url.scheme()).to_owned();
    let name = last.map_or_else(host, |part| without_percents(&part));
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// `%E6%97%A5` as the character that it stands for.
fn without_percents(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let found = fs::metadata(path).map_err(|_| Refusal::Unreadable)?;
    if found.is_dir() {
        return Err(Refusal::Folder);
    }
    // A pipe or a device would never end.
    if !found.is_file() {
        return Err(Refusal::NotAPicture);
    }
    if found.len() == 0 {
        return Err(Refusal::Empty);
    }
    let file = File::open(path).map_err(|_| Refusal::Unreadable)?;
    // A long film is a film, not a picture that is too large; and nobody waits until it is read.
    let (mut bytes, mut file) = (Vec::new(), file.take(sniff::HEAD as u64));
    file.read_to_end(&mut bytes).map_err(|_| Refusal::Unreadable)?;
    if let sniff::Sort::Other(why) = sniff::sniff(&bytes) {
        return Err(why);
    }
    if found.len() > FILE_CAP {
        return Err(Refusal::TooLarge);
    }
    file.set_limit(FILE_CAP + 1 - bytes.len() as u64);
    bytes.reserve_exact(found.len() as usize);
    file.read_to_end(&mut bytes).map_err(|_| Refusal::Unreadable)?;
    if bytes.len() as u64 > FILE_CAP { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

/// A small JPEG of a frame, its long side at most so many px.
pub(crate) fn shrink(frame: &image::RgbImage, side: u32) -> Option<Vec<u8>> {
    let small = prepare::fit(image::DynamicImage::ImageRgb8(frame.clone()), side).ok()?;
    prepare::jpeg(&small.into_rgb8(), 82).ok()
}

/// The same of a picture's bytes, which may be anybody's; None where they are none.
pub(crate) fn redraw(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    shrink(&prepare::flat(decode::decode(bytes, side).ok()?.pixels), side)
}

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let failed = |fault| Error::disk("keep a picture", fault);
    let mut file = tempfile::Builder::new()
        .prefix(".")
        .suffix(UNFINISHED)
        .tempfile_in(folder)
        .map_err(failed)?;
    std::io::Write::write_all(&mut file, bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|fault| failed(fault.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_named_after_its_end() {
        let cases = [
            ("https://example.com/a/sun%20set.jpg?token=secret", "sun set.jpg"),
            ("https://example.com/%E6%97%A5%E8%90%BD.png#top", "日落.png"),
            ("https://example.com/odd%zz%", "odd%zz%"),
            ("https://example.com/", "example.com"),
            ("https://example.com", "example.com"),
            ("nonsense", "nonsense"),
        ];
        for (link, name) in cases {
            assert_eq!(link_name(link), name, "{link}");
        }
        assert_eq!(link_name("https://example.com/a%0Ab"), "ab");
    }
}
