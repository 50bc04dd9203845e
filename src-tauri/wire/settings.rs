//! The choices on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::library::Folders;
use stillwake_core::settings as core;

use super::mirrored;

/// The page's language.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
pub enum Language {
    /// As the system.
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// The page's colours.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

mirrored! {
    /// How much the page moves.
    pub enum Motion = core::Motion { System, Reduced }
}

mirrored! {
    /// How services elsewhere are reached; those on this computer always directly.
    pub enum ProxyChoice = core::ProxyChoice { System, None, Address }
}

mirrored! {
    /// How reference pictures reach the service.
    pub enum PictureWay = core::PictureWay { Automatic, Upload, Embed }
}

impl From<PictureWay> for core::PictureWay {
    fn from(way: PictureWay) -> Self {
        match way {
            PictureWay::Automatic => Self::Automatic,
            PictureWay::Upload => Self::Upload,
            PictureWay::Embed => Self::Embed,
        }
    }
}

/// All choices.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// The page's language.
    pub language: Language,
    /// The page's colours.
    pub theme: Theme,
    /// How much the page moves.
    pub motion: Motion,
    /// Such as `https://crazyrouter.com`, without a trailing slash.
    pub service_address: String,
    /// New jobs go to the practice studio.
    pub practice: bool,
    /// The first screen was finished or skipped once.
    pub onboarded: bool,
    /// Where clips are kept, for reading only.
    pub storage_folder: String,
    /// The way to services elsewhere.
    pub proxy: ProxyChoice,
    /// Such as `http://127.0.0.1:7890`; empty where none was named yet. Kept for another way too.
    pub proxy_address: String,
    /// The name for the proxy; empty where it wants none.
    pub proxy_login: String,
    /// Jobs that may be sent or made at the same time, 1 to 10.
    pub jobs_at_once: u32,
    /// How reference pictures reach the service.
    pub pictures: PictureWay,
    /// A picture that came as a link is sent as that link.
    pub pass_links: bool,
    /// What a month may cost before the page warns, millionths of a dollar; null for no limit.
    pub spend_limit_micros: Option<u64>,
    /// Prompt and settings are written into saved clips.
    pub tag_clips: bool,
}

impl SettingsView {
    /// The choices, and the folder that is in use.
    pub fn new(settings: &core::Settings, folders: &Folders) -> Self {
        Self {
            language: match settings.language {
                core::Language::System => Language::System,
                core::Language::English => Language::English,
                core::Language::Chinese => Language::Chinese,
            },
            theme: match settings.theme {
                core::Theme::System => Theme::System,
                core::Theme::Light => Theme::Light,
                core::Theme::Dark => Theme::Dark,
            },
            motion: settings.motion.into(),
            service_address: settings.service.as_text(),
            practice: settings.practice,
            onboarded: settings.onboarded,
            storage_folder: folders.clips.to_string_lossy().into_owned(),
            proxy: settings.proxy.into(),
            proxy_address: settings
                .proxy_address
                .as_ref()
                .map_or_else(String::new, |address| address.as_text()),
            proxy_login: settings.proxy_login.clone(),
            jobs_at_once: settings.jobs_at_once,
            pictures: settings.pictures.into(),
            pass_links: settings.pass_links,
            spend_limit_micros: settings.spend_limit,
            tag_clips: settings.tag_clips,
        }
    }
}

/// Only the fields that are set are changed.
#[derive(Clone, Debug, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct SettingsPatch {
    /// The page's language.
    pub language: Option<Language>,
    /// The page's colours.
    pub theme: Option<Theme>,
    /// How much the page moves.
    pub motion: Option<Motion>,
    /// As typed; checked before it is taken.
    pub service_address: Option<String>,
    /// New jobs go to the practice studio.
    pub practice: Option<bool>,
    /// The first screen was finished or skipped.
    pub onboarded: Option<bool>,
    /// The way to services elsewhere.
    pub proxy: Option<ProxyChoice>,
    /// As typed; checked before it is taken.
    pub proxy_address: Option<String>,
    /// The name for the proxy; empty where it wants none.
    pub proxy_login: Option<String>,
    /// Jobs at the same time; brought within 1 to 10.
    pub jobs_at_once: Option<u32>,
    /// How reference pictures reach the service.
    pub pictures: Option<PictureWay>,
    /// A picture that came as a link is sent as that link.
    pub pass_links: Option<bool>,
    /// As typed, in dollars, checked before it is taken; empty for no limit.
    pub spend_limit: Option<String>,
    /// Prompt and settings are written into saved clips.
    pub tag_clips: Option<bool>,
}

impl From<SettingsPatch> for core::SettingsPatch {
    fn from(patch: SettingsPatch) -> Self {
        Self {
            language: patch.language.map(|language| match language {
                Language::System => core::Language::System,
                Language::English => core::Language::English,
                Language::Chinese => core::Language::Chinese,
            }),
            theme: patch.theme.map(|theme| match theme {
                Theme::System => core::Theme::System,
                Theme::Light => core::Theme::Light,
                Theme::Dark => core::Theme::Dark,
            }),
            motion: patch.motion.map(|motion| match motion {
                Motion::System => core::Motion::System,
                Motion::Reduced => core::Motion::Reduced,
            }),
            service: patch.service_address,
            practice: patch.practice,
            onboarded: patch.onboarded,
            proxy: patch.proxy.map(|proxy| match proxy {
                ProxyChoice::System => core::ProxyChoice::System,
                ProxyChoice::None => core::ProxyChoice::None,
                ProxyChoice::Address => core::ProxyChoice::Address,
            }),
            proxy_address: patch.proxy_address,
            proxy_login: patch.proxy_login,
            jobs_at_once: patch.jobs_at_once,
            pictures: patch.pictures.map(Into::into),
            pass_links: patch.pass_links,
            spend_limit: patch.spend_limit,
            tag_clips: patch.tag_clips,
        }
    }
}
