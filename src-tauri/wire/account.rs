//! The key and the keyring on the wire: how it stands with them, never the key.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::gateway::Verdict;
use stillwake_core::secret;
use stillwake_core::studio::{Account, HeldName};

use super::{SettingsView, mirrored};

mirrored! {
    /// How the keyring is doing. `waiting`: it may be asking for a password.
    pub enum KeyringState = secret::KeyringState { Ready, Absent, Locked, Denied, Waiting }
}

mirrored! {
    /// What the service says of the key. `usedUp`, `expired`: why it refuses the key.
    pub enum KeyVerdict = Verdict { Good, OutOfCredit, Wrong, UsedUp, Expired, Unchecked }
}

/// Where the key is. `memory`: only until the app quits, because the keyring would not take it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeyState {
    /// In the keyring.
    Set,
    /// In memory.
    Memory,
    /// Nowhere.
    None,
    /// The keyring has not said yet.
    Unknown,
}

/// How it stands with the key of the current service.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// The address that the key belongs to.
    pub origin: String,
    /// The keyring.
    pub keyring: KeyringState,
    /// The key.
    pub key: KeyState,
    /// What the last check in this run said.
    pub verdict: Option<KeyVerdict>,
    /// The password of the proxy that is named in the settings.
    pub proxy_password: KeyState,
}

impl From<Option<HeldName>> for KeyState {
    fn from(held: Option<HeldName>) -> Self {
        match held {
            Some(HeldName::Kept) => Self::Set,
            Some(HeldName::InMemory) => Self::Memory,
            Some(HeldName::None) => Self::None,
            None => Self::Unknown,
        }
    }
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            origin: account.origin,
            keyring: account.keyring.into(),
            key: account.held.into(),
            verdict: account.verdict.map(Into::into),
            proxy_password: account.proxy_password.into(),
        }
    }
}

/// What came of a check.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyCheck {
    /// What the service says.
    pub verdict: KeyVerdict,
    /// How it stands now.
    pub account: AccountView,
    /// A good key leaves practice mode.
    pub settings: SettingsView,
}
