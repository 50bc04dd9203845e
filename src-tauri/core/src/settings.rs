//! What a person can choose, and how each choice is written in the database.
//! An unknown stored value is an error with a name, never a silent default.

use std::path::PathBuf;

use crate::gateway::Base;
use crate::gateway::proxy::ProxyAddress;
use crate::money::Micros;

/// The service that the app was made for.
pub const DEFAULT_SERVICE: &str = "https://crazyrouter.com";
/// Jobs that may be sent or made at the same time: from, and to.
pub const JOBS_AT_ONCE: (u32, u32) = (1, 10);
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

named! {
    /// How services elsewhere are reached.
    pub enum ProxyChoice {
        /// As the system says.
        System = "system",
        /// Directly.
        None = "none",
        /// Through the proxy at [`Settings::proxy_address`].
        Address = "address",
    }
}

named! {
    /// How reference pictures reach the service.
    pub enum PictureWay {
        /// Uploaded; inside the request where the service takes no uploads.
        Automatic = "automatic",
        /// Uploaded, or not at all.
        Upload = "upload",
        /// Always inside the request.
        Embed = "embed",
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
    /// The way to services elsewhere.
    pub proxy: ProxyChoice,
    /// The proxy that a person named; kept while another way is chosen.
    pub proxy_address: Option<ProxyAddress>,
    /// The name for it; empty where it wants none. Its password is in the keyring.
    pub proxy_login: String,
    /// Jobs that may be sent or made at the same time, within [`JOBS_AT_ONCE`].
    pub jobs_at_once: u32,
    /// How reference pictures reach the service.
    pub pictures: PictureWay,
    /// A picture that came as a link is sent as that link, and not as our copy of it.
    pub pass_links: bool,
    /// What a month may cost before the page warns; None is no limit.
    pub spend_limit: Option<Micros>,
    /// Prompt and settings are written into saved clips.
    pub tag_clips: bool,
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
            proxy: ProxyChoice::System,
            proxy_address: None,
            proxy_login: String::new(),
            jobs_at_once: 3,
            pictures: PictureWay::Automatic,
            pass_links: false,
            spend_limit: None,
            tag_clips: true,
        }
    }
}

impl Settings {
    /// The name of the keyring entry of the proxy's password, where a proxy is named.
    pub fn proxy_key_name(&self) -> Option<String> {
        self.proxy_address.as_ref().map(ProxyAddress::key_name)
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
    /// See [`Settings::proxy`].
    pub proxy: Option<ProxyChoice>,
    /// As typed; checked before it is taken.
    pub proxy_address: Option<String>,
    /// See [`Settings::proxy_login`].
    pub proxy_login: Option<String>,
    /// See [`Settings::jobs_at_once`].
    pub jobs_at_once: Option<u32>,
    /// See [`Settings::pictures`].
    pub pictures: Option<PictureWay>,
    /// See [`Settings::pass_links`].
    pub pass_links: Option<bool>,
    /// As typed, in dollars; checked before it is taken, and empty for no limit.
    pub spend_limit: Option<String>,
    /// See [`Settings::tag_clips`].
    pub tag_clips: Option<bool>,
}
