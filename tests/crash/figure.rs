//! How often things are done, and by which chance: `STILLWAKE_FULL` unset, `1` or `nightly`, and
//! `STILLWAKE_SEED`, which every run prints so that it can be run again.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The figure of `npm test`, of `npm run test:full`, or of `npm run torture`.
pub fn figure(small: usize, full: usize, nightly: usize) -> usize {
    match std::env::var("STILLWAKE_FULL").unwrap_or_default().as_str() {
        "" => small,
        "1" => full,
        "nightly" => nightly,
        other => panic!("STILLWAKE_FULL is 1 or nightly, not {other:?}"),
    }
}

/// The seed that was asked for, that of the round of `npm run torture`, else one by the clock.
pub fn seed() -> u64 {
    let named =
        ["STILLWAKE_SEED", "STILLWAKE_ROUND"].into_iter().find_map(|name| std::env::var(name).ok());
    match named {
        Some(text) => text.parse().expect("a seed is a number"),
        None => {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            now.as_nanos() as u64 % 1_000_000
        }
    }
}

/// SplitMix64: the same seed gives the same numbers on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

/// As many threads as there are processors, at least two.
pub fn hands() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get).max(2)
}

/// Does numbered pieces of work on so many threads. A piece that panics fails the whole.
pub fn share(pieces: usize, hands: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..hands.min(pieces) {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        break;
                    }
                    work(piece);
                }
            });
        }
    });
}
