//! Errors as the page gets them: a code, values for its sentence, and when to try again.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;
use stillwake_core::error::{Error, ErrorKind};

use super::mirrored;

mirrored! {
    /// Why a command did not do what was asked. Words live in the language files.
    pub enum ErrorCode = ErrorKind {
        AddressInsecure,
        AddressInvalid,
        AlreadyOpen,
        Cancelled,
        ClipFileMissing,
        ClipUnknown,
        ClipboardEmpty,
        CollectionUnknown,
        DatabaseNewer,
        DatabaseUnreadable,
        DiskFull,
        FolderMissing,
        FolderReadOnly,
        FrameUnreadable,
        Internal,
        JobUnknown,
        KeyInvalid,
        KeyMissing,
        KeyringAbsent,
        KeyringDenied,
        KeyringLocked,
        KeyringSlow,
        LimitInvalid,
        ModelInvalid,
        NameInvalid,
        NoBrowser,
        NoProgram,
        NoteTooLong,
        NotNow,
        PictureNeeded,
        PictureUnknown,
        PicturesTooMany,
        PresetNameInvalid,
        PresetsTooMany,
        PracticeUnavailable,
        PromptEmpty,
        PromptTooLong,
        SizeInvalid,
        TaskInvalid,
        TaskTaken,
        ProxyInvalid,
        ProxyLoginInvalid,
        ProxyPasswordInvalid,
    }
}

/// What every command fails with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    /// Which sentence.
    pub code: ErrorCode,
    /// Values for its placeholders, such as `limit`.
    pub params: BTreeMap<String, String>,
    /// When trying again makes sense, ms from now.
    pub retry_after_ms: Option<u32>,
}

impl From<Error> for CommandError {
    fn from(fault: Error) -> Self {
        if fault.kind == ErrorKind::Internal {
            tracing::error!(fault = %fault.chain(), "a command failed");
        } else {
            tracing::info!(fault = %fault.chain(), "a command was not done");
        }
        Self { code: fault.kind.into(), params: fault.params, retry_after_ms: None }
    }
}
