//! How long a person's word counts: a waiting job is sent by itself for twelve hours, and after
//! that only when a person was asked. A queue that moves renews the word for what waits behind.
//! Pure; time is passed in.

use super::{Job, State};
use crate::host::Millis;

/// How long a word counts, ms.
pub(crate) const WORD: Millis = 12 * 3_600 * 1_000;
/// A word that would count so much longer was given by another clock: nobody knows its age, ms.
const CLOCK: Millis = 10 * 60 * 1_000;
/// A word is renewed when at least so much of it is gone, ms: rows are not written for nothing.
const GONE: Millis = 3_600 * 1_000;

impl Job {
    /// A person has said now that it is to be sent.
    pub(crate) fn take_word(&mut self, now: Millis) {
        self.send_until = now.saturating_add(WORD);
    }

    /// Whether it may only be sent after a person was asked. Practice costs nothing and never asks.
    pub(crate) fn needs_word(&self, now: Millis) -> bool {
        let left = self.send_until.saturating_sub(now);
        let counts = 0 < left && left <= WORD + CLOCK;
        self.state == State::Waiting && !self.service.is_practice() && !counts
    }

    /// Whether its word is worth renewing: it still counts, and some of it is gone.
    pub(crate) fn may_renew(&self, now: Millis) -> bool {
        let waits = self.state == State::Waiting && !self.service.is_practice();
        waits && !self.needs_word(now) && self.send_until.saturating_sub(now) < WORD - GONE
    }
}
