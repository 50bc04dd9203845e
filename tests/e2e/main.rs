//! The real program in a real window, driven as a person drives it: through the web view's own
//! WebDriver and the X server's pointer and keyboard. Needs a screen and a session bus with an
//! unlocked keyring; `npm test` provides both.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "in a test a broken assumption should end it loudly")]
#![allow(clippy::panic, clippy::print_stderr, reason = "a failed test tells what it saw")]
#![allow(clippy::print_stdout, reason = "a counted row of the table of faults is printed")]

mod files;
mod flows;
mod page;
mod player;
mod pointer;
mod processes;
mod stage;

mod crash;
mod drag_out;
mod dragging;
mod exact;
mod key;
mod keyboard;
mod launcher;
mod mistakes;
mod paste;
mod picker;
mod picture;
mod places;
mod practice;
mod reload;
mod shapes;
mod unfit;
mod using;
