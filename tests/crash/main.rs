//! The real core in a process of its own, killed with SIGKILL, against a practice gateway that
//! survives it and counts what was sent: rows R1, R2 and R11 of RELIABILITY.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(missing_docs, unreachable_pub)]

mod added;
mod audit;
mod child;
mod figure;
#[path = "../support/film.rs"]
mod film;
mod orders;
mod random;
mod stage;
mod steps;
mod two;
