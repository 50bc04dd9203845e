//! Reference pictures: what is accepted, where it is kept, and which address stands for which.
//! It never fetches anything: an address is either one of this gateway's own or refused.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::task::{now_ms, write_whole};

/// The path under which pictures are handed out.
pub(crate) const PATH: &str = "/task-artifacts/tmp-inputs/";
/// How long an uploaded picture is kept.
const KEPT: Duration = Duration::from_secs(48 * 3600);

/// A picture that a client uploaded, as tests see it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Uploaded {
    /// The number of the upload, `file_...`.
    pub id: String,
    /// The link that was answered.
    pub url: String,
    /// The file name that the client gave, if any.
    pub name: String,
    /// The kind found in the bytes, such as `image/jpeg`.
    pub mime: String,
    /// Width and height in pixels, upright.
    pub dimensions: (u32, u32),
    /// The bytes as they arrived; empty once the picture was removed.
    pub bytes: Vec<u8>,
}

/// A picture that is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Picture {
    pub(crate) id: String,
    /// The file name here and in the link: 32 hex digits and an extension.
    pub(crate) file: String,
    /// The client's own file name.
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) size: u64,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) uploaded: bool,
    pub(crate) expires_ms: u64,
}

impl Picture {
    /// The moment of removal as RFC 3339 text.
    pub(crate) fn expires_at(&self) -> String {
        let seconds = i64::try_from(self.expires_ms / 1000).unwrap_or(i64::MAX);
        jiff::Timestamp::from_second(seconds).map_or_else(|_| String::new(), |at| at.to_string())
    }
}

/// The pictures that are kept, by file name.
pub(crate) type Shelf = HashMap<String, Picture>;

/// Why a picture was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Neither PNG, JPEG, WebP nor GIF.
    Kind,
    /// Too many pixels or bytes.
    TooLarge,
    /// The bytes do not decode.
    Broken,
    /// The disk or the random numbers failed.
    Trouble,
}

/// Checks a picture by decoding it within the limits, and writes it to `folder`. Blocks.
pub(crate) fn keep(
    bytes: &[u8],
    name: &str,
    uploaded: bool,
    folder: &Path,
    config: &Config,
) -> Result<Picture, Refused> {
    if bytes.len() > config.max_upload {
        return Err(Refused::TooLarge);
    }
    let (extension, mime) = match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => ("png", "image/png"),
        Ok(ImageFormat::Jpeg) => ("jpg", "image/jpeg"),
        Ok(ImageFormat::WebP) => ("webp", "image/webp"),
        Ok(ImageFormat::Gif) => ("gif", "image/gif"),
        _ => return Err(Refused::Kind),
    };
    let picture = decode(bytes, config.max_picture_side, config.max_picture_memory)?;
    let token = crate::task::unguessable("").map_err(|_| Refused::Trouble)?;
    let kept = Picture {
        id: format!("file_{token}"),
        file: format!("{token}.{extension}"),
        name: name.chars().filter(|c| !c.is_control()).take(200).collect(),
        mime: mime.to_owned(),
        size: bytes.len() as u64,
        width: picture.width(),
        height: picture.height(),
        uploaded,
        expires_ms: now_ms() + KEPT.as_millis() as u64,
    };
    let json = serde_json::to_vec(&kept).map_err(|_| Refused::Trouble)?;
    write_whole(&folder.join(&kept.file), bytes)
        .and_then(|()| write_whole(&folder.join(format!("{token}.json")), &json))
        .map_err(|error| {
            tracing::warn!(%error, "could not keep a picture");
            Refused::Trouble
        })?;
    Ok(kept)
}

/// Decodes a picture upright, within the limits: width and height in pixels, memory in bytes.
pub(crate) fn decode(
    bytes: &[u8],
    max_side: u32,
    max_memory: u64,
) -> Result<image::DynamicImage, Refused> {
    let refused = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Refused::TooLarge,
        _ => Refused::Broken,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(max_side);
    limits.max_image_height = Some(max_side);
    limits.max_alloc = Some(max_memory);
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refused::Broken)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    // Not every codec counts its output against the limit by itself.
    if decoder.total_bytes() > max_memory {
        return Err(Refused::TooLarge);
    }
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = image::DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

/// The pictures left on disk by an earlier process.
pub(crate) fn load(folder: &Path) -> std::io::Result<Shelf> {
    let mut shelf = Shelf::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let read = std::fs::read(&path).and_then(|json| Ok(serde_json::from_slice(&json)?));
        match read {
            Ok(picture) => {
                let picture: Picture = picture;
                shelf.insert(picture.file.clone(), picture);
            }
            Err(error) => tracing::warn!(path = %path.display(), %error, "unreadable picture"),
        }
    }
    Ok(shelf)
}

/// The file name in an address that this gateway gave out, also before a restart on another port.
pub(crate) fn own(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("http://")?;
    let (authority, _) = rest.split_once('/')?;
    let (host, port) = authority.split_once(':')?;
    let ours = matches!(host, "127.0.0.1" | "localhost") && port.parse::<u16>().is_ok();
    let file = rest.get(authority.len()..)?.strip_prefix(PATH)?;
    (ours && !file.contains(['/', '?', '#'])).then_some(file)
}

/// The bytes in a `data:` address of base64, if they are at most `most`.
pub(crate) fn embedded(address: &str, most: usize) -> Result<Vec<u8>, Refused> {
    let (head, data) = address
        .get("data:".len()..)
        .and_then(|rest| rest.split_once(','))
        .ok_or(Refused::Broken)?;
    if !head.ends_with(";base64") {
        return Err(Refused::Broken);
    }
    if data.len() / 4 > most / 3 + 1 {
        return Err(Refused::TooLarge);
    }
    STANDARD.decode(data).map_err(|_| Refused::Broken)
}
