//! The key and the proxy's password: checked, kept in the keyring, forgotten. They are never given
//! back; a check of a key only reads.

use super::{Account, Command, Listing, Studio};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::{Checked, Endpoint, Verdict};
use crate::secret::{ApiKey, KeyringState, Known, Password};
use crate::settings::Settings;

impl Studio {
    /// Checks a typed key, or the kept one, and keeps a typed one unless it is refused. A good key
    /// leaves practice mode. Only free calls are made.
    ///
    /// # Errors
    /// What was typed cannot be a key, or there is none to check.
    pub async fn key_check(&self, typed: Option<&str>) -> Result<(Verdict, Account, Settings)> {
        let base = self.settings().service;
        let name = base.key_name();
        let (key, is_new) = match typed {
            Some(typed) => (ApiKey::parse(typed)?, true),
            None => {
                let key = self.secrets.key(&name).await;
                let missing = || Error::new(missing_key(&self.secrets.known()), "check a key");
                (key.ok_or_else(missing)?, false)
            }
        };
        let endpoint = Endpoint { base: base.clone(), key: key.clone() };
        let Checked { verdict, models } = self.gateway.check(&endpoint).await;
        let verdict = self.gateway.explain(&endpoint, verdict, self.clock.now()).await;
        let listing = (!models.is_empty()).then(|| Listing {
            service: base,
            key_print: key.fingerprint(),
            models: models.into_iter().collect(),
        });
        if is_new && !verdict.is_refusal() {
            self.secrets.keep(&name, key).await;
        }
        let (account, settings) =
            self.ask(|reply| Command::KeyChecked { verdict, listing, reply }).await?;
        Ok((verdict, account, settings))
    }

    /// Forgets the key of the current service.
    ///
    /// # Errors
    /// When the keyring did not confirm it.
    pub async fn key_clear(&self) -> Result<Account> {
        let forgotten = self.secrets.forget(&self.settings().service.key_name()).await;
        let account = self.ask(Command::KeyForgotten).await?;
        forgotten.map(|()| account)
    }

    /// Keeps the password of the proxy that is named in the settings.
    ///
    /// # Errors
    /// What was typed cannot be a password, or no proxy is named.
    pub async fn proxy_password_set(&self, typed: &str) -> Result<Account> {
        let password = Password::parse(typed)?.to_key()?;
        self.secrets.keep(&self.proxy_key_name()?, password).await;
        self.ask(Command::Account).await
    }

    /// Forgets it.
    ///
    /// # Errors
    /// When the keyring did not confirm it, or no proxy is named.
    pub async fn proxy_password_clear(&self) -> Result<Account> {
        let forgotten = self.secrets.forget(&self.proxy_key_name()?).await;
        let account = self.ask(Command::Account).await?;
        forgotten.map(|()| account)
    }

    fn proxy_key_name(&self) -> Result<String> {
        let name = self.settings.borrow().proxy_key_name();
        name.ok_or_else(|| Error::new(ErrorKind::ProxyInvalid, "find the proxy"))
    }
}

pub(super) fn missing_key(known: &Known) -> ErrorKind {
    match known.keyring {
        KeyringState::Locked => ErrorKind::KeyringLocked,
        KeyringState::Denied => ErrorKind::KeyringDenied,
        KeyringState::Waiting => ErrorKind::KeyringSlow,
        KeyringState::Ready | KeyringState::Absent => ErrorKind::KeyMissing,
    }
}
