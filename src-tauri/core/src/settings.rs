//! What a person can choose, and how each choice is written in the database.
//! An unknown stored value is an error with a name, never a silent default.

use std::path::PathBuf;

use crate::gateway::Base;
use crate::money::Micros;

/// The service that the app was made for.
pub const DEFAULT_SERVICE: &str = "https://crazyrouter.com";
/// Jobs that may be sent or made at the same time.
pub const JOBS_AT_ONCE: usize = 3;
/// The longest prompt that is sent, in characters. No service documents a limit; the longest that
/// any of the models' makers names is 4,096.
pub const PROMPT_LIMIT: usize = 5_000;
/// Pictures in one request, for a model whose own limit is unknown.
pub const PICTURES_LIMIT: usize = 9;

/// A closed choice that is stored under a name.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The name under which it is stored.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
            /// The value stored under a name, if it is one of ours.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// The language of the page.
    pub enum Language {
        /// As the system.
        System = "system",
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh-CN",
    }
}

named! {
    /// The colours of the page.
    pub enum Theme {
        /// As the system.
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

named! {
    /// How much the page moves.
    pub enum Motion {
        /// As the system.
        System = "system",
        /// As little as possible.
        Reduced = "reduced",
    }
}

/// All choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The page's language.
    pub language: Language,
    /// The page's colours.
    pub theme: Theme,
    /// How much the page moves.
    pub motion: Motion,
    /// The service that new jobs go to when practice is off.
    pub service: Base,
    /// New jobs go to the practice studio.
    pub practice: bool,
    /// The first screen was finished or skipped.
    pub onboarded: bool,
    /// Where clips are kept; None is the default folder.
    pub folder: Option<PathBuf>,
    /// What a month may cost before the page warns; None is no limit.
    pub spend_limit: Option<Micros>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::System,
            theme: Theme::System,
            motion: Motion::System,
            service: Base::vendor(),
            practice: false,
            onboarded: false,
            folder: None,
            spend_limit: None,
        }
    }
}

/// A change of some choices; None leaves a choice as it is.
#[derive(Clone, Debug, Default)]
pub struct SettingsPatch {
    /// See [`Settings::language`].
    pub language: Option<Language>,
    /// See [`Settings::theme`].
    pub theme: Option<Theme>,
    /// See [`Settings::motion`].
    pub motion: Option<Motion>,
    /// As typed; checked before it is taken.
    pub service: Option<String>,
    /// See [`Settings::practice`].
    pub practice: Option<bool>,
    /// See [`Settings::onboarded`].
    pub onboarded: Option<bool>,
    /// As typed, in dollars; checked before it is taken, and empty for no limit.
    pub spend_limit: Option<String>,
}
