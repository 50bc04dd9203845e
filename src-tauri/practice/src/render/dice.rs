//! Repeatable chance: numbers that only depend on a text, so that the same prompt gives the same
//! clip everywhere.

/// A number that only depends on the text.
pub(crate) fn seed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Small repeatable random numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Dice of their own for a part of the work, so that parts can change without each other.
    pub(crate) fn apart(&self, name: &str) -> Self {
        Self(self.0 ^ seed(name))
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A number between two others.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Whether something happens that happens this often, of 1.
    pub(crate) fn chance(&mut self, often: f32) -> bool {
        self.unit() < often
    }

    /// One of these, each as likely as its weight.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[(T, f32)]) -> Option<T> {
        let mut left = self.unit() * from.iter().map(|(_, weight)| weight).sum::<f32>();
        let found = from.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        found.or(from.last()).map(|(one, _)| *one)
    }
}
