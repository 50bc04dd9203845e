//! The folders on disk: where clips, pictures and posters lie, and how a file gets its final place
//! without ever replacing another. How a clip is named is `library/name.rs`.

mod name;
pub mod scan;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use name::NAME_BYTES;
pub use name::{clip_name, file_name};

use crate::error::{Error, ErrorKind, Result};
use crate::step::{self, Step, Steps};

/// How the name of a partial file ends.
const PART: &str = ".part";
/// How the name of the record beside it ends.
const RECORD: &str = ".part.json";
/// How the name of a file begins that is only ever there for a moment.
const SCRATCH: &str = ".stillwake-";
/// Below this much room a download is not begun.
pub const LEAST_ROOM: u64 = 64 * 1024 * 1024;

/// How the library's folder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageState {
    /// Clips can be saved there.
    Ready,
    /// It is gone.
    Missing,
    /// It cannot be written to.
    ReadOnly,
    /// There is too little room.
    Full,
}

/// The library's folder at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Storage {
    /// How it stands.
    pub state: StorageState,
    /// Free bytes on its disk, where they are known.
    pub free: Option<u64>,
}

/// All folders of one installation.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Database, pictures, posters, logs.
    pub home: PathBuf,
    /// Clips.
    pub clips: PathBuf,
}

impl Folders {
    /// Makes the folders that are missing.
    ///
    /// # Errors
    /// What the disk says.
    pub fn make(&self) -> Result<()> {
        for folder in [self.pictures(), self.posters(), self.clips.clone()] {
            fs::create_dir_all(&folder)
                .map_err(|fault| Error::disk(format!("make {}", folder.display()), fault))?;
        }
        Ok(())
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.home.join("stillwake.db")
    }

    /// The person's own file of models, if there is one.
    pub fn own_models(&self) -> PathBuf {
        self.home.join("models.toml")
    }

    /// Prepared upload copies and their thumbnails.
    pub fn pictures(&self) -> PathBuf {
        self.home.join("pictures")
    }

    /// Posters of clips.
    pub fn posters(&self) -> PathBuf {
        self.home.join("posters")
    }

    /// The poster of a clip.
    pub fn poster(&self, clip: &str) -> PathBuf {
        self.posters().join(format!("{clip}.jpg"))
    }

    /// Where trashed clips wait.
    pub fn trash(&self) -> PathBuf {
        self.clips.join(".trash")
    }

    /// The partial file of a job, beside the final place so that renaming is one step.
    pub fn partial(&self, job: &str) -> PathBuf {
        self.clips.join(format!(".{job}{PART}"))
    }

    /// What is known of the partial file of a job.
    pub fn part_record(&self, job: &str) -> PathBuf {
        self.clips.join(format!(".{job}{RECORD}"))
    }

    /// The folder of clips, or of those in the trash.
    pub fn shelf(&self, trashed: bool) -> PathBuf {
        if trashed { self.trash() } else { self.clips.clone() }
    }

    /// Where a clip's file should be.
    pub fn clip(&self, name: &str, trashed: bool) -> PathBuf {
        self.shelf(trashed).join(name)
    }

    /// How the library's folder stands now.
    pub fn storage(&self) -> Storage {
        let state = match self.check().map_err(|fault| fault.kind) {
            Ok(()) => StorageState::Ready,
            Err(ErrorKind::FolderMissing) => StorageState::Missing,
            Err(ErrorKind::DiskFull) => StorageState::Full,
            Err(_) => StorageState::ReadOnly,
        };
        Storage { state, free: fs4::available_space(&self.clips).ok() }
    }

    /// Whether the library can be written to, before something is paid or fetched for it. Only a
    /// file that was really made tells: permissions say too little, and on Windows too much.
    ///
    /// # Errors
    /// [`ErrorKind::FolderMissing`], [`ErrorKind::FolderReadOnly`] or [`ErrorKind::DiskFull`].
    pub fn check(&self) -> Result<()> {
        let tried = "look at the library's folder";
        let found = fs::metadata(&self.clips).map_err(|fault| Error::disk(tried, fault))?;
        if !found.is_dir() {
            return Err(Error::new(ErrorKind::FolderMissing, tried));
        }
        scratch(&self.clips)
            .and_then(tempfile::NamedTempFile::close)
            .map_err(|fault| Error::disk(tried, fault))?;
        let room = fs4::available_space(&self.clips).map_err(|fault| Error::disk(tried, fault))?;
        if room < LEAST_ROOM {
            return Err(Error::new(ErrorKind::DiskFull, tried));
        }
        Ok(())
    }

    /// Removes what an earlier run had begun to write when it was killed: pictures, posters and
    /// frames. Called before anything new is written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sweep_unfinished(&self) -> Result<()> {
        for folder in [self.pictures(), self.posters(), self.clips.clone()] {
            let listing =
                fs::read_dir(&folder).map_err(|fault| Error::disk("list a folder", fault))?;
            for entry in listing.flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with('.') && name.ends_with(UNFINISHED) {
                    fs::remove_file(entry.path())
                        .map_err(|fault| Error::disk("remove an unfinished file", fault))?;
                }
            }
        }
        Ok(())
    }

    /// Removes what a crash has left: partial files and their records of jobs that are not under way
    /// any more, and what was only there for a moment. Files of other programs stay.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sweep(&self, keep: &[String]) -> Result<()> {
        let listing =
            fs::read_dir(&self.clips).map_err(|fault| Error::disk("list the library", fault))?;
        for entry in listing.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_left(&name, keep) {
                discard(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// How the names of files end that are being written and not yet renamed, partial clips excepted.
pub(crate) const UNFINISHED: &str = ".unfinished";
/// Whether a file of this name is ours and of no use any more.
fn is_left(name: &str, keep: &[String]) -> bool {
    if name.starts_with(SCRATCH) && name.ends_with(PART) {
        return true;
    }
    let ending = if name.ends_with(RECORD) { RECORD } else { PART };
    let job = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(ending));
    job.is_some_and(|job| uuid::Uuid::try_parse(job).is_ok() && !keep.iter().any(|id| id == job))
}

/// A file that is only there for a moment. One that a crash has left is swept at the next start.
pub(crate) fn scratch(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut scratch = tempfile::Builder::new();
    scratch.prefix(SCRATCH).suffix(PART);
    // What comes of it is a file like others: a temporary one would be for its owner alone.
    #[cfg(unix)]
    scratch.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    scratch.tempfile_in(folder)
}

/// Removes a file; a missing one is fine.
///
/// # Errors
/// What the disk says.
pub(crate) fn discard(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(Error::disk("remove a file", fault))
        }
        _ => Ok(()),
    }
}

/// Whether a file lies there itself: a link may lead anywhere.
pub(crate) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// The folder inside the library that a clip's file lies in, if it does, and its name there.
pub(crate) fn parts(name: &str) -> (Option<&str>, &str) {
    match name.rsplit_once('/') {
        Some((inside, last)) => (Some(inside), last),
        None => (None, name),
    }
}

/// The name of a file without the folders inside the library that it may lie in.
pub(crate) fn last_part(name: &str) -> &str {
    parts(name).1
}

/// Moves a file to its final place under a name that is free, and says which. Never replaces a
/// file, also not one that appears at the same moment.
///
/// # Errors
/// What the disk says.
pub fn place(from: &Path, folder: &Path, name: &str) -> Result<String> {
    for candidate in candidates(name) {
        if renamed(from, &folder.join(&candidate))? {
            // The file is there under its name: an error now would only lose track of it.
            if let Err(fault) = sync_folder(folder) {
                tracing::warn!(fault = %fault.chain(), "a folder was not synced");
            }
            return Ok(candidate);
        }
    }
    Err(Error::new(ErrorKind::Internal, "find a free name"))
}

/// The same for a file that must not be lost track of: `note` writes the name down before the file
/// gets it, and the folder is synced before anything is said.
///
/// # Errors
/// What `note` or the disk says. The file may have its name by then: the one that was noted.
pub fn place_noted(
    from: &Path,
    folder: &Path,
    name: &str,
    steps: &dyn Steps,
    note: impl Fn(&str) -> Result<()>,
) -> Result<String> {
    for candidate in candidates(name) {
        let to = folder.join(&candidate);
        if to.symlink_metadata().is_ok() {
            continue;
        }
        note(&candidate)?;
        if step::done(steps, Step::Rename, || renamed(from, &to))? {
            step::done(steps, Step::FolderSync, || sync_folder(folder))?;
            return Ok(candidate);
        }
    }
    Err(Error::new(ErrorKind::Internal, "find a free name"))
}

/// `a b.mp4`, `a b (2).mp4`, …
fn candidates(name: &str) -> impl Iterator<Item = String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "mp4"));
    (1..10_000_u32).map(move |number| match number {
        1 => format!("{stem}.{ending}"),
        _ => format!("{stem} ({number}).{ending}"),
    })
}

/// Renames a file unless the name is taken, and says whether it did.
fn renamed(from: &Path, to: &Path) -> Result<bool> {
    let mut moving = tempfile::TempPath::try_from_path(from)
        .map_err(|fault| Error::disk("find a file to move", fault))?;
    // It would delete the file when dropped; it is ours to keep, whatever goes wrong.
    moving.disable_cleanup(true);
    let Err(refused) = moving.persist_noclobber(to) else { return Ok(true) };
    let fault = refused.error;
    match fault.kind() {
        io::ErrorKind::AlreadyExists => Ok(false),
        _ => Err(Error::disk("move a file to its place", fault)),
    }
}

/// A rename is on the disk only once its folder is. Some disks know no such thing.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    match synced {
        Err(fault)
            if !matches!(
                fault.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(Error::disk("sync a folder", fault))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_and_left_over_is_swept() {
        let (mine, gone) = (uuid::Uuid::now_v7().to_string(), uuid::Uuid::now_v7().to_string());
        let keep = [mine.clone()];
        let table = [
            (format!(".{mine}.part"), false),
            (format!(".{mine}.part.json"), false),
            (format!(".{gone}.part"), true),
            (format!(".{gone}.part.json"), true),
            (".stillwake-a1b2c3.part".into(), true),
            (".film.part".into(), false),
            (".film.part.json".into(), false),
            (format!("{gone}.part"), false),
            (format!(".{gone}.json"), false),
            (format!(".{gone}.mp4"), false),
            ("2026-11-23 a veo3.mp4".into(), false),
        ];
        for (name, left) in table {
            assert_eq!(is_left(&name, &keep), left, "{name}");
        }
    }

    #[test]
    fn a_name_is_noted_before_the_file_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join(".x.part");
        fs::write(&part, "film").unwrap();
        fs::write(folder.path().join("a.mp4"), "not ours").unwrap();
        let noted = std::cell::RefCell::new(Vec::new());
        let note = |name: &str| {
            assert!(part.exists() && !folder.path().join(name).exists());
            noted.borrow_mut().push(name.to_owned());
            Ok(())
        };
        let steps = step::unwatched();
        let name = place_noted(&part, folder.path(), "a.mp4", &*steps, note).unwrap();
        assert_eq!((name.as_str(), noted.into_inner()), ("a (2).mp4", vec!["a (2).mp4".into()]));
        fs::write(&part, "film").unwrap();
        let full = |_: &str| Err(Error::new(ErrorKind::DiskFull, "note"));
        assert!(place_noted(&part, folder.path(), "b.mp4", &*steps, full).is_err());
        assert!(part.exists(), "without its note nothing is renamed");
    }

    #[test]
    fn a_file_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let put = |text: &str| {
            let part = folder.path().join(".x.part");
            fs::write(&part, text).unwrap();
            place(&part, folder.path(), "a b.mp4").unwrap()
        };
        assert_eq!(put("one"), "a b.mp4");
        assert_eq!(put("two"), "a b (2).mp4");
        assert_eq!(fs::read_to_string(folder.path().join("a b.mp4")).unwrap(), "one");
        assert_eq!(fs::read_to_string(folder.path().join("a b (2).mp4")).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
