//! A practice gateway: an HTTP server on the loopback interface that speaks the unified video
//! API's contract, renders a real MP4 for every task and can be scripted to misbehave.
//!
//! It costs nothing and never leaves this computer. It must not fetch any address, must not be
//! scripted over HTTP, and knows nothing of the app that uses it.

mod config;
mod contract;
mod dialect;
mod files;
mod gateway;
mod guard;
mod pictures;
mod record;
pub mod render;
mod respond;
mod route;
mod script;
mod server;
mod shape;
mod state;
mod task;

pub use config::{Config, PracticeError};
pub use contract::MODELS;
pub use dialect::Dialect;
pub use gateway::{Gateway, TaskView};
pub use pictures::Uploaded;
pub use record::{Counts, Seen};
pub use script::{Answer, On, Scripted};
pub use shape::RATIOS;
