//! The wire: that the generated TypeScript is current, and every command through Tauri's mock
//! runtime with a real studio behind it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub)]

mod bindings;
mod choices;
mod commands;
mod page;
