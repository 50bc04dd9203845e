//! What lies in the library's folder: videos, also in folders that a person made inside it. Links are
//! not followed, and hidden names are ours or nobody's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders inside folders are looked into this deep.
const DEPTH: usize = 4;

/// When a folder was last changed: when something came into it, left it, or got another name.
pub type Changed = (PathBuf, Option<SystemTime>);

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Held {
    /// Videos by their names within it, `/` between folders whatever the system.
    pub videos: Vec<(String, PathBuf)>,
    /// It and the folders inside it, as they were before they were read.
    pub folders: Vec<Changed>,
}

/// When a folder was last changed; None where it is not there.
pub fn changed(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder).and_then(|found| found.modified()).ok()
}

/// Looks through a folder.
///
/// # Errors
/// What the disk says of the folder itself; one inside it that cannot be read is passed over.
pub fn videos(folder: &Path) -> io::Result<Held> {
    let mut found = Held::default();
    let mut open = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((here, before, depth)) = open.pop() {
        found.folders.push((here.clone(), changed(&here)));
        let listing = match fs::read_dir(&here) {
            Ok(listing) => listing,
            Err(fault) if depth == 0 => return Err(fault),
            Err(_) => continue,
        };
        for entry in listing.flatten() {
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let within = format!("{before}{name}");
            if kind.is_dir() && depth < DEPTH {
                open.push((entry.path(), format!("{within}/"), depth + 1));
            } else if kind.is_file() && is_video(&name) {
                found.videos.push((within, entry.path()));
            }
        }
    }
    Ok(found)
}

fn is_video(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("mp4"))
}
