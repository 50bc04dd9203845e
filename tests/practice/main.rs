//! The practice gateway from the outside: over HTTP and through its Rust interface.
//! Nothing here waits for a certain time to pass; tests wait for what must become true.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod clips;
mod dialects;
mod guards;
mod ranges;
mod restart;
mod round_trip;
mod scenes;
mod scripts;
mod support;
