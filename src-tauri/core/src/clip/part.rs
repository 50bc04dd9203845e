//! A clip on its way: its partial file, and the record beside it that says which content it is the
//! beginning of. The record carries the hash of the bytes that it speaks of, so that what a crash, a
//! power cut or another program has left there is only gone on with if it is what was served.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::download::Fault;
use super::{Facts, hex, inspect};
use crate::blocking::blocking;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::{Rest, Validator};
use crate::library::{self, Folders};
use crate::step::{self, Step, Steps};

/// Room that a download leaves on the disk, bytes: the database and the poster need some.
const MARGIN: u64 = 16 * 1024 * 1024;
/// A longer record is none of ours.
const RECORD_CAP: u64 = 16 * 1024;
/// How often a download under way is recorded: so much is had a second time after a crash.
const EVERY: Duration = Duration::from_secs(1);

/// A whole, verified and synced file that has no name yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Its size.
    pub bytes: u64,
    /// Of its bytes as they were served, hex.
    pub sha256: String,
    /// What it says of itself.
    pub facts: Facts,
}

/// The name that a verified file was about to get, or got, when the app ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The file's name within its folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Of its bytes, hex.
    pub sha256: String,
}

/// The partial file of one job. One at a time may exist for a job.
pub struct Part {
    pub(super) place: Place,
    pub(super) begun: Option<Begun>,
    placed: Option<Placed>,
    pub(super) looked: bool,
}

/// Where it lies, and who is told of its steps.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    record: PathBuf,
    pub(super) steps: Arc<dyn Steps>,
    pub(super) every: Duration,
}

/// Which content is being had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// A hash of the link without its signature.
    pub(super) link: String,
    pub(super) validator: Option<Validator>,
    /// Bytes of the whole file.
    pub(super) total: Option<u64>,
}

/// What is there of it.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) source: Source,
    pub(super) bytes: u64,
    pub(super) hash: Sha256,
    /// The server has ended it at its end.
    pub(super) whole: bool,
}

/// The same as it is written down.
#[derive(Serialize, Deserialize)]
struct Record {
    source: Source,
    bytes: u64,
    sha256: String,
    whole: bool,
    name: Option<String>,
}

impl Part {
    /// The partial file of a job. Nothing is read before it is needed.
    pub fn new(folders: &Folders, job: &str, steps: Arc<dyn Steps>) -> Self {
        let (file, record) = (folders.partial(job), folders.part_record(job));
        let place = Place { file, record, steps, every: EVERY };
        Self { place, begun: None, placed: None, looked: false }
    }

    /// Records a download under way at other intervals than once a second.
    #[must_use]
    pub fn recorded_every(mut self, every: Duration) -> Self {
        self.place.every = every;
        self
    }

    /// Looks at what an earlier run has left, once.
    ///
    /// # Errors
    /// What the disk says, where it says more than that there is nothing.
    pub async fn look(&mut self) -> Result<()> {
        if !self.looked {
            let place = self.place.clone();
            (self.begun, self.placed) = blocking(move || place.look()).await?;
            self.looked = true;
        }
        Ok(())
    }

    /// The name that its file was about to get when an earlier run ended.
    pub fn placed(&self) -> Option<&Placed> {
        self.placed.as_ref()
    }

    /// Whether all of it is there.
    pub fn is_whole(&self) -> bool {
        self.begun.as_ref().is_some_and(|begun| begun.whole)
    }

    /// Bytes that are there and proven.
    pub fn bytes(&self) -> u64 {
        self.begun.as_ref().map_or(0, |begun| begun.bytes)
    }

    /// Whether what is there came from a link.
    pub(super) fn is_of(&self, link: &str) -> bool {
        self.begun.as_ref().is_some_and(|begun| begun.bytes > 0 && begun.source.link == link)
    }

    /// What is left to have, as far as it can be had from a link: from another than the one that
    /// brought the beginning only where the content surely is the same.
    pub(super) fn rest(&self, link: &str) -> Option<Rest> {
        let begun = self.begun.as_ref().filter(|begun| begun.bytes > 0)?;
        let Source { link: of, validator, total } = &begun.source;
        let validator = validator.clone()?;
        let same = of == link || (matches!(validator, Validator::Etag(_)) && total.is_some());
        same.then_some(Rest { from: begun.bytes, total: *total, validator })
    }

    /// Verifies the whole file and syncs it. One that is no clip is removed.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn verify(&mut self) -> Result<Whole, Fault> {
        let Some(begun) = self.begun.clone().filter(|begun| begun.whole) else {
            return Err(Fault::Disk(Error::new(ErrorKind::Internal, "verify a partial clip")));
        };
        let place = self.place.clone();
        let inspected = blocking(move || {
            let facts = inspect::inspect(&place.file);
            if facts.is_ok() {
                step::done(&*place.steps, Step::PartSync, || place.sync())?;
            }
            Ok(facts)
        });
        let (code, words) = match inspected.await.map_err(Fault::Disk)? {
            Ok(facts) => {
                return Ok(Whole { bytes: begun.bytes, sha256: hex(begun.hash), facts });
            }
            Err(inspect::Fault::Disk(fault)) => {
                // Whatever has become of it: the next turn looks again.
                (self.begun, self.looked) = (None, false);
                return Err(Fault::Disk(Error::disk("read a partial clip", fault)));
            }
            Err(fault @ inspect::Fault::NotAVideo) => (CauseCode::NotAVideo, fault.to_string()),
            Err(fault @ inspect::Fault::Broken(_)) => {
                (CauseCode::ClipUnreadable, fault.to_string())
            }
        };
        self.discard().await.map_err(Fault::Disk)?;
        Err(Fault::Line(Cause::new(code, Charged::Maybe, words)))
    }

    /// What gives the file its name, for a thread that may block.
    pub(crate) fn naming(&self) -> Naming {
        Naming { place: self.place.clone(), begun: self.begun.clone() }
    }

    /// Something went wrong while the file got its name: where it has it, the record tells which.
    pub(crate) fn look_again(&mut self) {
        if fs::symlink_metadata(&self.place.file).is_err() {
            (self.begun, self.placed, self.looked) = (None, None, false);
        }
    }

    /// Removes what is there.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn discard(&mut self) -> Result<()> {
        (self.begun, self.placed, self.looked) = (None, None, true);
        let place = self.place.clone();
        blocking(move || place.clear()).await
    }
}

/// Gives a whole file its name.
pub(crate) struct Naming {
    place: Place,
    begun: Option<Begun>,
}

impl Naming {
    /// Gives the file its final place under a free name and says which. The name is on the disk
    /// before the file has it. Blocks.
    ///
    /// # Errors
    /// What the disk says.
    pub(crate) fn settle(&self, into: &Path, name: &str) -> Result<String> {
        let note = |name: &str| match &self.begun {
            Some(begun) => self.place.note(begun, Some(name)),
            None => Err(Error::new(ErrorKind::Internal, "name a partial clip")),
        };
        library::place_noted(&self.place.file, into, name, &*self.place.steps, note)
    }
}

impl Place {
    fn look(&self) -> Result<(Option<Begun>, Option<Placed>)> {
        let Some(record) = self.read() else { return Ok((None, None)) };
        let Record { source, bytes, sha256, whole, name } = record;
        match self.proven(bytes, &sha256) {
            // Where a rename is a second name and then one less, both are there for a moment.
            Ok(Some(_)) if name.is_some() && self.has_two_names() => {
                Ok((None, name.map(|name| Placed { name, bytes, sha256 })))
            }
            Ok(Some(hash)) => Ok((Some(Begun { source, bytes, hash, whole }), None)),
            Ok(None) => Ok((None, None)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                Ok((None, name.map(|name| Placed { name, bytes, sha256 })))
            }
            Err(fault) => Err(Error::disk("read a partial clip", fault)),
        }
    }

    /// The record, if there is one that makes sense.
    fn read(&self) -> Option<Record> {
        let mut text = String::new();
        self.regular(&self.record).ok()?;
        File::open(&self.record).ok()?.take(RECORD_CAP).read_to_string(&mut text).ok()?;
        let record: Record = serde_json::from_str(&text).ok()?;
        let plain = |name: &String| {
            !name.starts_with('.') && Path::new(name).file_name() == Some(name.as_ref())
        };
        let fits = record.bytes > 0
            && record.source.total.is_none_or(|total| record.bytes <= total)
            && record.name.iter().all(plain);
        fits.then_some(record)
    }

    /// The hash of the partial file's first bytes, if it is the one that was written down. What
    /// stands behind them nobody has vouched for: it is cut off.
    fn proven(&self, bytes: u64, sha256: &str) -> io::Result<Option<Sha256>> {
        self.regular(&self.file)?;
        let mut file = OpenOptions::new().read(true).write(true).open(&self.file)?;
        let mut hash = Sha256::new();
        let read = io::copy(&mut (&mut file).take(bytes), &mut hash)?;
        if read != bytes || hex(hash.clone()) != sha256 {
            return Ok(None);
        }
        file.set_len(bytes)?;
        Ok(Some(hash))
    }

    fn has_two_names(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            fs::symlink_metadata(&self.file).is_ok_and(|found| found.nlink() > 1)
        }
        #[cfg(not(unix))]
        false
    }

    /// A link that somebody has put here is not followed.
    fn regular(&self, file: &Path) -> io::Result<()> {
        match fs::symlink_metadata(file)?.is_file() {
            true => Ok(()),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Opens the partial file where it goes on, or anew, if the disk has room for the rest.
    pub(super) fn open(&self, begun: &Begun) -> Result<File> {
        step::done(&*self.steps, Step::PartOpen, || {
            if begun.bytes == 0 {
                self.clear()?;
            }
            self.room(begun.source.total.unwrap_or(0).saturating_sub(begun.bytes))?;
            self.opened(begun.bytes).map_err(|fault| Error::disk("open a partial clip", fault))
        })
    }

    fn opened(&self, from: u64) -> io::Result<File> {
        if from == 0 {
            return OpenOptions::new().write(true).create_new(true).open(&self.file);
        }
        self.regular(&self.file)?;
        let mut file = OpenOptions::new().write(true).open(&self.file)?;
        if file.metadata()?.len() < from {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.set_len(from)?;
        file.seek(SeekFrom::Start(from))?;
        Ok(file)
    }

    fn room(&self, needed: u64) -> Result<()> {
        let tried = "find room for a clip";
        let room = fs4::available_space(self.folder());
        let room = room.map_err(|fault| Error::disk(tried, fault))?;
        match room < needed.saturating_add(MARGIN) {
            true => Err(Error::new(ErrorKind::DiskFull, tried)),
            false => Ok(()),
        }
    }

    fn sync(&self) -> Result<()> {
        let synced = OpenOptions::new().write(true).open(&self.file).and_then(|f| f.sync_all());
        synced.map_err(|fault| Error::disk("sync a partial clip", fault))
    }

    /// Writes down what is there; with a name, so that it is on the disk before the file has it.
    /// Without one nothing has to be waited for: a record that is lost is only work done twice.
    pub(super) fn note(&self, begun: &Begun, name: Option<&str>) -> Result<()> {
        let record = Record {
            source: begun.source.clone(),
            bytes: begun.bytes,
            sha256: hex(begun.hash.clone()),
            whole: begun.whole,
            name: name.map(str::to_owned),
        };
        let text = serde_json::to_vec(&record)
            .map_err(|fault| Error::internal("write a record of a partial clip", fault))?;
        let failed = |fault| Error::disk("write a record of a partial clip", fault);
        step::done(&*self.steps, Step::PartRecord, || {
            let mut file = library::scratch(self.folder()).map_err(failed)?;
            file.write_all(&text).map_err(failed)?;
            if name.is_some() {
                file.as_file().sync_all().map_err(failed)?;
            }
            file.persist(&self.record).map_err(|fault| failed(fault.error))?;
            if name.is_some() { library::sync_folder(self.folder()) } else { Ok(()) }
        })
    }

    /// Removes record and file, in this order: a record without its file is only good for a file
    /// that has its name.
    fn clear(&self) -> Result<()> {
        library::discard(&self.record)?;
        library::discard(&self.file)
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("."))
    }
}
