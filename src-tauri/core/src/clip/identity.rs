//! What a clip is known by when its file was tagged, stripped or renamed: a hash of its media alone,
//! the contents of all `mdat` boxes in their order. Descriptions do not count.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::boxes::{Top, tops};
use super::hex;
use super::inspect::Fault;

/// Bytes at either end that the quick form looks at.
const END: u64 = 64 * 1024;

/// SHA-256 of the media: each `mdat`'s length in bytes and its bytes. Hex. Reads the whole file and
/// blocks.
///
/// # Errors
/// See [`Fault`].
pub fn identity(path: &Path) -> Result<String, Fault> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    for media in media(&mut file)? {
        hash.update(media.held().to_be_bytes());
        add(&mut file, &mut hash, media.inside(), media.held())?;
    }
    Ok(hex(hash))
}

/// SHA-256 of the lengths of the media and its first and last 64 KiB. Hex. Cheap enough to look
/// through thousands of files; equal marks are a reason to ask for the [`identity`]. Blocks.
///
/// # Errors
/// See [`Fault`].
pub fn mark(path: &Path) -> Result<String, Fault> {
    let mut file = File::open(path)?;
    let media = media(&mut file)?;
    let mut hash = Sha256::new();
    for media in &media {
        hash.update(media.held().to_be_bytes());
    }
    if let (Some(first), Some(last)) = (media.first(), media.last()) {
        add(&mut file, &mut hash, first.inside(), first.held().min(END))?;
        let end = last.held().min(END);
        add(&mut file, &mut hash, last.end() - end, end)?;
    }
    Ok(hex(hash))
}

fn media(file: &mut File) -> Result<Vec<Top>, Fault> {
    let mut tops = tops(file)?;
    tops.retain(|top| &top.name == b"mdat");
    if tops.is_empty() { Err(Fault::Broken("a part is missing".into())) } else { Ok(tops) }
}

fn add(file: &mut File, hash: &mut Sha256, at: u64, length: u64) -> Result<(), Fault> {
    file.seek(SeekFrom::Start(at))?;
    if std::io::copy(&mut file.take(length), hash)? != length {
        return Err(Fault::Broken("a file that became shorter".into()));
    }
    Ok(())
}
