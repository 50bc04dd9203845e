//! How much a counting test counts: little in `npm test`, the figures of the table in
//! `npm run test:full`, far more at night. And numbers that look random but come from a seed.

/// Which of three figures this run is for: `STILLWAKE_FULL` unset, `1`, or `nightly`.
pub fn figure(small: usize, full: usize, nightly: usize) -> usize {
    match std::env::var("STILLWAKE_FULL").as_deref() {
        Ok("nightly") => nightly,
        Ok(_) => full,
        Err(_) => small,
    }
}

/// Where the random numbers of a test begin: as named, to run the same again; after the round of
/// `npm run torture`; the same every time in `npm test`, so that a change is what makes it fail; else
/// at any number. It is printed, because a failure is only worth something with it.
pub fn seed(row: &str) -> u64 {
    let named = ["STILLWAKE_SEED", "STILLWAKE_ROUND"].into_iter().find_map(number);
    let any = || uuid::Uuid::new_v4().as_u64_pair().0 >> 1;
    let usual = || if std::env::var_os("STILLWAKE_FULL").is_some() { any() } else { 1 };
    let seed = named.unwrap_or_else(usual);
    println!("{row} STILLWAKE_SEED={seed}");
    seed
}

/// The number that a variable of the environment names.
fn number<N: std::str::FromStr>(name: &str) -> Option<N> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// The numbers of cases that each are a seed of their own: others in each round, or one alone.
pub fn cases(many: usize) -> Vec<usize> {
    match number("STILLWAKE_SEED") {
        Some(one) => vec![one],
        None => {
            let before = number::<usize>("STILLWAKE_ROUND").unwrap_or(0) * many;
            (before..before + many).collect()
        }
    }
}

/// Numbers from a seed (SplitMix64): the same seed gives the same ones everywhere.
pub struct Dice(u64);

impl Dice {
    /// For the nth run from a seed.
    pub fn new(seed: u64, run: usize) -> Self {
        Self(seed ^ (run as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// From `least` to below `end`.
    pub fn within(&mut self, least: usize, end: usize) -> usize {
        least + self.below(end - least)
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
