//! The core without a window: a real database, real files, and the practice gateway over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(missing_docs, unreachable_pub)]

mod again;
mod bench;
mod journey;
mod keys;
mod mistakes;
mod money;
mod once;
mod pace;
mod pictures;
mod proxies;
mod resume;
mod settings;
mod states;
mod wire;
mod wires;
