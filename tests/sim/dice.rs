//! Chance that a seed decides: the same seed and the same words give the same throws, whatever else
//! was thrown before. And how many seeds a run takes.

use std::ops::Range;

/// Throws of one matter.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// For one matter of a seed, told apart by words and numbers.
    pub fn of(seed: u64, matter: &str, numbers: &[u64]) -> Self {
        let mut dice = Self(seed ^ 0x5711_1111_4ea4_e000);
        dice.next();
        for word in matter.bytes().map(u64::from).chain(numbers.iter().copied()) {
            dice.0 ^= word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            dice.next();
        }
        dice
    }

    /// SplitMix64.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn within(&mut self, range: Range<u64>) -> u64 {
        range.start + self.next() % (range.end - range.start)
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.within(0..100) < percent
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.next() % all.len() as u64).unwrap()]
    }
}

/// The small, the full or the nightly number, by `STILLWAKE_FULL`.
pub fn figure(small: u64, full: u64, nightly: u64) -> u64 {
    match std::env::var("STILLWAKE_FULL").as_deref() {
        Ok("nightly") => nightly,
        Ok("1") => full,
        _ => small,
    }
}

/// The seeds of a run: as many as asked for, others in each `STILLWAKE_ROUND`; or the one of
/// `STILLWAKE_SEED`.
pub fn seeds(many: u64) -> Vec<u64> {
    let named = |name| {
        std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a seed is a number"))
    };
    match named("STILLWAKE_SEED") {
        Some(seed) => vec![seed],
        None => {
            let before = named("STILLWAKE_ROUND").unwrap_or(0) * many;
            (before + 1..=before + many).collect()
        }
    }
}

/// Does something for every seed, on as many threads as there are cores, each one a whole computer
/// for the core. A seed that fails is named, with the way to run it alone.
pub fn for_all<T: Send>(seeds: &[u64], what: &str, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(seed) = seeds.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(*seed)));
            done.push((*seed, tried));
        }
        done
    };
    let cores = std::thread::available_parallelism().map_or(2, usize::from).min(seeds.len());
    let mut all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|_| {
                let named =
                    std::thread::Builder::new().name(stillwake_core::blocking::SIMULATION.into());
                named.stack_size(16 << 20).spawn_scoped(scope, work).unwrap()
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    all.sort_by_key(|(seed, _)| *seed);
    let failed: Vec<u64> =
        all.iter().filter(|(_, tried)| tried.is_err()).map(|(seed, _)| *seed).collect();
    assert!(
        failed.is_empty(),
        "{what}: seeds {failed:?} failed; alone: STILLWAKE_SEED={} cargo test … --test sim {what}",
        failed[0]
    );
    all.into_iter().filter_map(|(_, tried)| tried.ok()).collect()
}
