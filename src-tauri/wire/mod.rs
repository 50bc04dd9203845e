//! Every type that crosses to the page, and the conversions from the core's types. Only here do
//! types derive `Serialize` and `specta::Type` for that purpose. Times are Unix ms, sizes px or
//! bytes, as each field says; no path, no key and no signed link is ever among them.

mod account;
mod clip;
mod error;
mod event;
mod job;
mod library;
mod model;
mod money;
mod picture;
mod preset;
mod queue;
mod record;
mod settings;
mod storage;

pub use account::{AccountView, KeyCheck, KeyState, KeyVerdict, KeyringState};
pub use clip::{
    ClipCount, ClipFilter, ClipPage, ClipQuery, ClipShape, ClipSort, ClipView, SavedFrame,
};
pub use error::{CommandError, ErrorCode};
pub use event::{AppState, HelpPage, Platform, StudioEvent};
pub use job::{CauseCode, CauseView, Charged, JobNote, JobRequest, JobState, JobView};
pub use library::{
    ClipFamily, CollectionView, ExportView, FrameTimes, PartKind, RecalledClip, RepairView,
    SavedFile, TrashView,
};
pub use model::{
    Known, ModelCell, ModelLimit, ModelView, ModelsFault, ModelsFaultKind, PictureRole, Words,
};
pub use money::{
    BalanceView, LimitStanding, LimitView, ModelPrice, PricePer, PriceRequest, QuoteView, SpendView,
};
pub use picture::{DragView, PictureOutcome, PicturePart, PictureRefusal, PictureView};
pub use preset::PresetView;
pub use queue::{GoOnOver, OldJobsView, QueuePause, QueueView};
pub use record::{BackupOccasion, BackupView, RecordView};
pub use settings::{Language, Motion, PictureWay, ProxyChoice, SettingsPatch, SettingsView, Theme};
pub use storage::{StorageState, StorageView};

/// Where the page finds media: the address of the loopback server with its token, or a scheme.
#[derive(Clone, Debug)]
pub struct MediaBase(pub String);

impl MediaBase {
    fn picture(&self, id: &str) -> String {
        format!("{}/picture/{id}", self.0)
    }

    fn poster(&self, id: &str) -> String {
        format!("{}/poster/{id}", self.0)
    }

    fn video(&self, id: &str) -> String {
        format!("{}/clip/{id}", self.0)
    }

    fn welcome(&self) -> String {
        format!("{}/film/welcome", self.0)
    }
}

/// A closed list that crosses the wire, each value made from the core's value of the same name, so
/// that the compiler finds what was forgotten.
macro_rules! mirrored {
    ($(#[$meta:meta])* $vis:vis enum $name:ident = $core:path { $($variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(rename_all = "camelCase")]
        #[allow(missing_docs, reason = "each value is described in the core")]
        $vis enum $name { $($variant),+ }
        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$variant => Self::$variant),+ }
            }
        }
    };
}
pub(crate) use mirrored;
