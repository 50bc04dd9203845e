//! The core without a window: a real database, real files, and the practice gateway over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(missing_docs, unreachable_pub)]

mod again;
mod asking;
mod balance;
mod bench;
mod carrying;
mod catalogue;
mod embedding;
mod fixtures;
mod journey;
mod keys;
mod links;
mod log;
mod mistakes;
mod models;
mod money;
mod once;
mod pace;
mod pictures;
mod prices;
mod proxies;
mod readers;
mod resume;
mod settings;
mod shapes;
mod spend;
mod states;
mod watching;
mod wire;
mod wires;
