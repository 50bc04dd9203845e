//! How much a counting test counts: little in `npm test`, the figures of the table in
//! `npm run test:full`, far more at night. And numbers that look random but come from a seed.

/// Which of three figures this run is for: `STILLWAKE_FULL` unset, `1`, or `nightly`.
pub fn figure(small: usize, full: usize, nightly: usize) -> usize {
    match std::env::var("STILLWAKE_FULL").as_deref() {
        Ok("nightly") => nightly,
        Ok("1") => full,
        _ => small,
    }
}

/// Numbers from a seed (SplitMix64): the same seed gives the same ones everywhere.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `least` to below `end`.
    pub fn within(&mut self, least: usize, end: usize) -> usize {
        least + (self.next() % (end - least) as u64) as usize
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.within(0, all.len())]
    }
}
