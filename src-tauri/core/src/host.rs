//! What the studio needs from its surroundings, as traits that tests can record.
//! The shell implements them with Tauri; nothing here knows a window.

use crate::error::Result;
use crate::gateway::Endpoint;
use crate::studio::Event;

/// Unix time in milliseconds, as it is stored in the database.
pub type Millis = i64;

/// The studio's surroundings.
#[async_trait::async_trait]
pub trait Host: Send + Sync + 'static {
    /// Tells the page what happened. Must not block.
    fn emit(&self, event: Event);
    /// Starts the practice gateway, or says where it runs already.
    async fn practice_start(&self) -> Result<Endpoint>;
    /// Stops the practice gateway; nothing happens if it does not run.
    async fn practice_stop(&self);
}

/// The wall clock. Due times are stored in its terms, because timers stop while a computer sleeps.
/// Ids are made of it.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Millis;

    /// A new id for a record: later ones are greater.
    fn id(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }
}

/// The system's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond()
    }
}
