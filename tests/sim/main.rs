//! The core under simulated time, on one thread, against a service in memory that misbehaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(missing_docs, unreachable_pub)]

mod asleep;
mod climate;
mod computer;
mod dice;
mod doubt;
mod faults;
#[path = "../support/film.rs"]
mod film;
mod flow;
mod judge;
mod offline;
mod person;
mod planted;
mod service;
mod shapes;
mod stopped;
mod time;
mod wire;
