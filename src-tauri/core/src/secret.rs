//! Keys: where they are kept and how they are handled. A key lives in the OS keyring, in memory
//! while it is used, and in the request header; nothing here can be printed or serialised.
//! The keyring may block for as long as a person takes to type a password, so it has a thread of
//! its own and every question to it a time limit; a late answer is adopted.

mod password;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::sync::{oneshot, watch};
use zeroize::Zeroizing;

pub use password::Password;

use crate::blocking::Worker;
use crate::error::{Error, ErrorKind, Result};
use crate::settings::named;

/// How long a question to the keyring may take before the app goes on without an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Windows holds 1,280 ASCII characters in one secret.
const LONGEST: usize = 1_280;

/// A key. Neither printable nor serialisable; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// Reads what a person typed or pasted: visible ASCII without spaces, trimmed, with or without
    /// a leading `Bearer `.
    ///
    /// # Errors
    /// [`ErrorKind::KeyInvalid`].
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        let key = typed.strip_prefix("Bearer ").unwrap_or(typed).trim();
        let sound = (8..=LONGEST).contains(&key.len()) && key.chars().all(|c| c.is_ascii_graphic());
        if sound {
            Ok(Self(Zeroizing::new(key.to_owned())))
        } else {
            Err(Error::new(ErrorKind::KeyInvalid, "read a key"))
        }
    }

    /// The key itself, for the request header and the keyring only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Tells two keys apart without telling either: 64 bits of a salted hash, as hex.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"stillwake key fingerprint\0");
        hash.update(self.0.as_bytes());
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(hidden)")
    }
}

named! {
    /// How the keyring is doing, as far as the last answer tells.
    pub enum KeyringState {
        /// It answers.
        Ready = "ready",
        /// There is none.
        Absent = "absent",
        /// It is locked.
        Locked = "locked",
        /// A person or the system said no.
        Denied = "denied",
        /// It has not answered yet: it may be asking for a password.
        Waiting = "waiting",
    }
}

/// Why the keyring did not do it.
#[derive(Debug, thiserror::Error)]
#[error("keyring {state:?}: {words}")]
pub struct KeychainFault {
    /// What that says about the keyring.
    pub state: KeyringState,
    /// For the log.
    pub words: String,
}

/// A place for keys, one per service. Blocking: called from the keyring's own thread only.
pub trait Keychain: Send + 'static {
    /// The key kept under a name.
    ///
    /// # Errors
    /// When the keyring cannot be read.
    fn get(&self, name: &str) -> Result<Option<ApiKey>, KeychainFault>;
    /// Keeps a key, replacing another.
    ///
    /// # Errors
    /// When the keyring cannot be written.
    fn set(&self, name: &str, key: &ApiKey) -> Result<(), KeychainFault>;
    /// Forgets a key; a missing one is fine.
    ///
    /// # Errors
    /// When the keyring cannot be written.
    fn remove(&self, name: &str) -> Result<(), KeychainFault>;
}

/// The system's keyring: Secret Service, Keychain, Credential Manager.
pub struct OsKeychain {
    service: String,
}

impl OsKeychain {
    /// `service` names the application's entries; a portable home has a name of its own.
    pub fn new(service: impl Into<String>) -> Self {
        Self { service: service.into() }
    }

    fn entry(&self, name: &str) -> Result<keyring::Entry, KeychainFault> {
        keyring::Entry::new(&self.service, name).map_err(keyring_fault)
    }
}

impl Keychain for OsKeychain {
    fn get(&self, name: &str) -> Result<Option<ApiKey>, KeychainFault> {
        match self.entry(name)?.get_password() {
            Ok(text) => {
                let text = Zeroizing::new(text);
                Ok(ApiKey::parse(&text).ok())
            }
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(fault) => Err(keyring_fault(fault)),
        }
    }

    fn set(&self, name: &str, key: &ApiKey) -> Result<(), KeychainFault> {
        self.entry(name)?.set_password(key.expose()).map_err(keyring_fault)
    }

    fn remove(&self, name: &str) -> Result<(), KeychainFault> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(fault) => Err(keyring_fault(fault)),
        }
    }
}

fn keyring_fault(fault: keyring::Error) -> KeychainFault {
    // `Display` of these errors never carries the secret; `Debug` of BadEncoding would.
    let words = fault.to_string();
    let said = words.to_ascii_lowercase();
    let state = match fault {
        keyring::Error::NoDefaultStore => KeyringState::Absent,
        keyring::Error::NoStorageAccess(_) if said.contains("prompt") => KeyringState::Denied,
        keyring::Error::NoStorageAccess(_) if said.contains("denied") => KeyringState::Denied,
        keyring::Error::NoStorageAccess(_) => KeyringState::Locked,
        _ if said.contains("locked") => KeyringState::Locked,
        _ => KeyringState::Absent,
    };
    KeychainFault { state, words }
}

/// Keys in memory: for tests.
#[derive(Clone, Default)]
pub struct MemoryKeychain(Arc<Mutex<BTreeMap<String, ApiKey>>>);

impl MemoryKeychain {
    fn with<R>(&self, work: impl FnOnce(&mut BTreeMap<String, ApiKey>) -> R) -> R {
        let mut keys = match self.0.lock() {
            Ok(keys) => keys,
            Err(poisoned) => poisoned.into_inner(),
        };
        work(&mut keys)
    }
}

impl Keychain for MemoryKeychain {
    fn get(&self, name: &str) -> Result<Option<ApiKey>, KeychainFault> {
        Ok(self.with(|keys| keys.get(name).cloned()))
    }
    fn set(&self, name: &str, key: &ApiKey) -> Result<(), KeychainFault> {
        self.with(|keys| keys.insert(name.into(), key.clone()));
        Ok(())
    }
    fn remove(&self, name: &str) -> Result<(), KeychainFault> {
        self.with(|keys| keys.remove(name));
        Ok(())
    }
}

/// What is known about one service's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// The keyring has it.
    Kept(ApiKey),
    /// Only this run of the app has it.
    InMemory(ApiKey),
    /// There is none.
    None,
}

/// The state of the keyring and every key known in this run.
#[derive(Clone, Debug)]
pub struct Known {
    /// How the keyring is doing.
    pub keyring: KeyringState,
    held: HashMap<String, Held>,
}

impl Known {
    /// What is known about a service's key; None when the keyring has not said yet.
    pub fn held(&self, name: &str) -> Option<&Held> {
        self.held.get(name)
    }

    /// The key of a service, wherever it is held.
    pub fn key(&self, name: &str) -> Option<&ApiKey> {
        match self.held.get(name)? {
            Held::Kept(key) | Held::InMemory(key) => Some(key),
            Held::None => None,
        }
    }
}

/// The keys of the app: asks the keyring on a thread of its own. Cheap to clone.
#[derive(Clone)]
pub struct Secrets {
    keyring: Worker<Box<dyn Keychain>>,
    known: watch::Sender<Known>,
    patience: Duration,
}

impl Secrets {
    /// Starts the keyring's thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(keychain: impl Keychain) -> Result<Self> {
        Self::with_patience(keychain, PATIENCE)
    }

    /// The same with another time limit, for tests.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn with_patience(keychain: impl Keychain, patience: Duration) -> Result<Self> {
        let keyring = Worker::start("keyring", Box::new(keychain) as Box<dyn Keychain>)?;
        let known = Known { keyring: KeyringState::Ready, held: HashMap::new() };
        Ok(Self { keyring, known: watch::Sender::new(known), patience })
    }

    /// What is known, and changes of it.
    pub fn watch(&self) -> watch::Receiver<Known> {
        self.known.subscribe()
    }

    /// What is known now.
    pub fn known(&self) -> Known {
        self.known.borrow().clone()
    }

    /// The key of a service; asks the keyring when this run has not seen it yet.
    pub async fn key(&self, name: &str) -> Option<ApiKey> {
        if self.known.borrow().held(name).is_none() {
            self.look_up(name).await;
        }
        self.known.borrow().key(name).cloned()
    }

    /// Asks the keyring for a service's key and waits for the answer within the time limit.
    pub async fn look_up(&self, name: &str) {
        let (name, known) = (name.to_owned(), self.known.clone());
        self.ask(move |keychain| {
            let answer = keychain.get(&name);
            known.send_modify(|known| match answer {
                Ok(found) => {
                    known.keyring = KeyringState::Ready;
                    let in_memory = matches!(known.held.get(&name), Some(Held::InMemory(_)));
                    if !in_memory {
                        known.held.insert(name, found.map_or(Held::None, Held::Kept));
                    }
                }
                Err(fault) => note(known, &fault),
            });
        })
        .await;
    }

    /// Keeps a key: in memory at once, and in the keyring if that takes it.
    pub async fn keep(&self, name: &str, key: ApiKey) {
        self.known.send_modify(|known| {
            known.held.insert(name.to_owned(), Held::InMemory(key.clone()));
        });
        let (name, known) = (name.to_owned(), self.known.clone());
        self.ask(move |keychain| {
            let answer = keychain.set(&name, &key);
            known.send_modify(|known| match answer {
                Ok(()) => {
                    known.keyring = KeyringState::Ready;
                    // A newer key may have come while the keyring took its time.
                    if known.key(&name) == Some(&key) {
                        known.held.insert(name, Held::Kept(key));
                    }
                }
                Err(fault) => note(known, &fault),
            });
        })
        .await;
    }

    /// Forgets a key, in memory at once and in the keyring.
    ///
    /// # Errors
    /// When the keyring did not confirm it; the key may then come back at the next start.
    pub async fn forget(&self, name: &str) -> Result<()> {
        self.known.send_modify(|known| {
            known.held.insert(name.to_owned(), Held::None);
        });
        let (name, known) = (name.to_owned(), self.known.clone());
        let (tell, told) = oneshot::channel();
        self.ask(move |keychain| {
            let answer = keychain.remove(&name);
            let done = answer.is_ok();
            known.send_modify(|known| match answer {
                Ok(()) => {
                    known.keyring = KeyringState::Ready;
                    // A look-up that was under way may have found it once more.
                    if let Some(Held::Kept(_)) = known.held.get(&name) {
                        known.held.insert(name, Held::None);
                    }
                }
                Err(fault) => note(known, &fault),
            });
            let _ = tell.send(done);
        })
        .await;
        let mut told = told;
        match told.try_recv() {
            Ok(true) => Ok(()),
            _ => Err(Error::new(self.fault_kind(), "remove a key from the keyring")),
        }
    }

    fn fault_kind(&self) -> ErrorKind {
        match self.known.borrow().keyring {
            KeyringState::Absent => ErrorKind::KeyringAbsent,
            KeyringState::Locked => ErrorKind::KeyringLocked,
            KeyringState::Denied => ErrorKind::KeyringDenied,
            KeyringState::Ready | KeyringState::Waiting => ErrorKind::KeyringSlow,
        }
    }

    /// Runs work on the keyring's thread; past the time limit the work goes on without us.
    async fn ask(&self, work: impl FnOnce(&dyn Keychain) + Send + 'static) {
        let asked = self.keyring.run(move |keychain| {
            work(&**keychain);
            Ok(())
        });
        let state = match tokio::time::timeout(self.patience, asked).await {
            Ok(Ok(())) => return,
            Ok(Err(_)) => KeyringState::Absent,
            Err(_) => KeyringState::Waiting,
        };
        self.known.send_modify(|known| known.keyring = state);
    }
}

fn note(known: &mut Known, fault: &KeychainFault) {
    tracing::warn!(state = fault.state.name(), words = %fault.words, "the keyring refused");
    known.keyring = fault.state;
}
