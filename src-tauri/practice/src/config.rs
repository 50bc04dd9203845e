//! How a gateway is set up, and what can stop it from starting.
//! It holds values only and starts nothing.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The settings of one gateway. `Config::default()` is what practice mode wants.
#[derive(Debug, Clone)]
pub struct Config {
    /// The TCP port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// The key that clients must send; `None` makes a random one (`sk-practice-` and 32 hex digits).
    pub key: Option<String>,
    /// Where tasks, pictures and clips are kept, so that they outlive this process; `None` uses a
    /// temporary folder that is removed with the gateway.
    pub state_dir: Option<PathBuf>,
    /// The least time a task waits before it is made.
    pub queued: Duration,
    /// The least time a task is being made. It is completed when both times are over and its clip
    /// is rendered.
    pub making: Duration,
    /// Whether a waiting task says `queued` instead of the contract's `processing`.
    pub say_queued: bool,
    /// Whether clips have a port of their own, to which the links of
    /// [`Dialect::Redirected`](crate::Dialect) lead; without one they lead back to the same port.
    pub storage: bool,
    /// Whether clips carry the small "practice" mark.
    pub mark: bool,
    /// The largest accepted JSON body, in bytes.
    pub max_body: usize,
    /// The largest accepted picture, in bytes.
    pub max_upload: usize,
    /// The largest accepted picture width and height, in pixels.
    pub max_picture_side: u32,
    /// The most memory that decoding one picture may take, in bytes.
    pub max_picture_memory: u64,
    /// All pictures kept at once, in bytes.
    pub max_pictures: u64,
    /// The longest accepted prompt, in characters.
    pub max_prompt: usize,
    /// The longest accepted clip, in seconds.
    pub max_seconds: u32,
    /// How many clips are rendered at once.
    pub max_tasks_rendering: usize,
    /// How many tasks may be unfinished at once; more are refused with 429.
    pub max_tasks_waiting: usize,
    /// How many connections may be open at once; more wait to be accepted.
    pub max_connections: usize,
    /// How many requests [`Gateway::requests`](crate::Gateway::requests) remembers.
    pub max_seen: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            key: None,
            state_dir: None,
            queued: Duration::from_secs(1),
            making: Duration::from_secs(4),
            say_queued: false,
            storage: false,
            mark: true,
            max_body: 32 << 20,
            max_upload: 20 << 20,
            max_picture_side: 10_000,
            max_picture_memory: 256 << 20,
            max_pictures: 200 << 20,
            max_prompt: 8_000,
            max_seconds: 15,
            max_tasks_rendering: 1,
            max_tasks_waiting: 64,
            max_connections: 128,
            max_seen: 2_000,
        }
    }
}

/// Why a gateway did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PracticeError {
    /// The port on 127.0.0.1 could not be taken.
    #[error("could not listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The folder for tasks, pictures and clips could not be used.
    #[error("could not use the folder {}", path.display())]
    Folder {
        /// The folder or file in question.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no random numbers, without which no key can be made.
    #[error("the system gave no random numbers: {0}")]
    Random(getrandom::Error),
    /// The given key cannot be sent in a header.
    #[error("a key must be 1 to 200 visible ASCII characters")]
    Key,
}
