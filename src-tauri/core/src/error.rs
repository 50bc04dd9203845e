//! The one error type of the core and the closed list of its kinds.
//! A kind exists only if the page acts on it; words for people live in the language files.
//! Nothing here may hold a key or a signed link.

use std::any::Any;
use std::collections::BTreeMap;
use std::error::Error as StdError;

/// Why something was not done. The page has a sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// The service address is plain http and not on this computer.
    AddressInsecure,
    /// The service address is no web address.
    AddressInvalid,
    /// Another running copy of the app works on the same folder.
    AlreadyOpen,
    /// The person closed a dialog.
    Cancelled,
    /// The clip's file is not where it was put.
    ClipFileMissing,
    /// No clip has this id.
    ClipUnknown,
    /// There is no text on the clipboard.
    ClipboardEmpty,
    /// No collection has this id.
    CollectionUnknown,
    /// The database was written by a newer version. Params: `found`, `known`.
    DatabaseNewer,
    /// The database cannot be read. Params: `what`.
    DatabaseUnreadable,
    /// The disk is full.
    DiskFull,
    /// The library folder is gone.
    FolderMissing,
    /// The library folder cannot be written to.
    FolderReadOnly,
    /// A frame could not be decoded here.
    FrameUnreadable,
    /// A fault of ours; the log says more.
    Internal,
    /// No job has this id.
    JobUnknown,
    /// What was typed cannot be a key.
    KeyInvalid,
    /// A key is needed for this and there is none.
    KeyMissing,
    /// The system has no keyring.
    KeyringAbsent,
    /// The system refused access to the keyring.
    KeyringDenied,
    /// The keyring is locked.
    KeyringLocked,
    /// The keyring has not answered in time.
    KeyringSlow,
    /// What was typed as a spending limit is no amount of dollars.
    LimitInvalid,
    /// What was typed cannot be a model's name.
    ModelInvalid,
    /// What was typed cannot be a name of a file or a collection. Params: `limit` (characters).
    NameInvalid,
    /// The system has no program for pages of the web. Params: `address`.
    NoBrowser,
    /// The system has no program for a file of this kind.
    NoProgram,
    /// What was typed is longer than a note. Params: `limit` (characters).
    NoteTooLong,
    /// The thing is not in a state in which this can be done.
    NotNow,
    /// The model cannot start without a picture.
    PictureNeeded,
    /// A picture of the request is not there any more.
    PictureUnknown,
    /// More pictures than the model takes. Params: `limit`.
    PicturesTooMany,
    /// What was typed cannot be a preset's name. Params: `limit` (characters).
    PresetNameInvalid,
    /// There are as many presets as are kept. Params: `limit`.
    PresetsTooMany,
    /// The practice studio could not be started.
    PracticeUnavailable,
    /// There is no prompt.
    PromptEmpty,
    /// The prompt is too long. Params: `limit`, `count` (characters).
    PromptTooLong,
    /// What was typed cannot be a size. Params: `limit` (characters).
    SizeInvalid,
    /// What was typed cannot be a task number.
    TaskInvalid,
    /// The task number belongs to another job of ours.
    TaskTaken,
    /// What was typed is no proxy address.
    ProxyInvalid,
    /// What was typed cannot be a name for a proxy.
    ProxyLoginInvalid,
    /// What was typed cannot be a proxy's password. Params: `limit` (characters).
    ProxyPasswordInvalid,
}

/// An error of the core: its kind, the sentence's params, what was tried, and the cause chain.
#[derive(Debug, thiserror::Error)]
#[error("{kind:?} while trying to {tried}")]
pub struct Error {
    /// Why.
    pub kind: ErrorKind,
    /// Values for the sentence's placeholders.
    pub params: BTreeMap<String, String>,
    tried: String,
    #[source]
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The core's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// `tried` completes "while trying to …" and goes to the log, never to a person.
    pub fn new(kind: ErrorKind, tried: impl Into<String>) -> Self {
        Self { kind, params: BTreeMap::new(), tried: tried.into(), source: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.into(), value.to_string());
        self
    }

    /// An input or output error on the disk, told apart as far as people can act on it.
    pub fn disk(tried: impl Into<String>, source: std::io::Error) -> Self {
        Self::new(disk_kind(&source), tried).because(source)
    }

    /// A fault of ours.
    pub fn internal(
        tried: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::new(ErrorKind::Internal, tried).because(source)
    }

    /// Work of ours that panicked somewhere else, such as on a thread of its own.
    pub fn panicked(tried: impl Into<String>, panic: &(dyn Any + Send)) -> Self {
        Self::internal(tried, Panicked(words_of(panic).to_owned()))
    }

    /// Whether work of ours panicked. Trying that again would not help.
    pub fn is_panic(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.is::<Panicked>())
    }

    /// The whole chain in one line, for the log.
    pub fn chain(&self) -> String {
        let mut line = self.to_string();
        let mut next: Option<&(dyn StdError + 'static)> = self.source();
        while let Some(cause) = next {
            line.push_str(": ");
            line.push_str(&cause.to_string());
            next = cause.source();
        }
        line
    }
}

#[derive(Debug, thiserror::Error)]
#[error("it panicked: {0}")]
struct Panicked(String);

/// What a panic said.
pub(crate) fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words")
}

fn disk_kind(source: &std::io::Error) -> ErrorKind {
    use std::io::ErrorKind as Io;
    match source.kind() {
        Io::StorageFull | Io::QuotaExceeded => ErrorKind::DiskFull,
        Io::PermissionDenied | Io::ReadOnlyFilesystem => ErrorKind::FolderReadOnly,
        Io::NotFound | Io::NotADirectory => ErrorKind::FolderMissing,
        _ => ErrorKind::Internal,
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let kind = match source.sqlite_error_code() {
            Some(Code::DiskFull) => ErrorKind::DiskFull,
            Some(Code::ReadOnly) => ErrorKind::FolderReadOnly,
            Some(Code::NotADatabase | Code::DatabaseCorrupt) => ErrorKind::DatabaseUnreadable,
            // A value that none of ours can be.
            None if matches!(source, rusqlite::Error::FromSqlConversionFailure(..)) => {
                ErrorKind::DatabaseUnreadable
            }
            _ => ErrorKind::Internal,
        };
        Self::new(kind, "use the database").because(source)
    }
}
