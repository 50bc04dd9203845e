//! The weather between the app and the service, and the service's own moods: what a seed does to
//! each request. Decides; the service does it.

use std::time::Duration;

use crate::dice::Dice;

/// For ever, as far as any time limit can tell.
pub const EVER: Duration = Duration::from_secs(24 * 3_600);

/// A time in which nothing works.
#[derive(Clone, Copy, Debug)]
pub struct Outage {
    /// From and to, true ms.
    pub from: u64,
    pub to: u64,
    pub kind: Dark,
}

/// How nothing works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dark {
    /// Connections are refused at once.
    Refused,
    /// Connections are not answered.
    Deaf,
    /// Requests arrive, and no answer comes back.
    Hole,
}

/// What a run is like.
#[derive(Clone, Debug, Default)]
pub struct Climate {
    /// So many of a hundred requests meet trouble.
    pub trouble: u64,
    /// From here on nothing does, true ms.
    pub calm: u64,
    pub outages: Vec<Outage>,
}

/// What becomes of a request, but for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No connection is made, after so long.
    NeverLeaves(Duration),
    /// It breaks after so long; whether the request had arrived the dice say.
    Breaks(Duration),
    /// It is answered well, after so long.
    Fine(Duration),
    /// It is answered with trouble, in one of a hundred ways.
    Trouble(u64),
}

impl Climate {
    /// For a seed: from fair to foul, with or without outages.
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::of(seed, "climate", &[]);
        let calm = dice.within(4..16) * 60_000;
        let trouble = dice.one_of(&[5, 15, 30, 50, 75]);
        let outages = (0..dice.within(0..3)).map(|_| {
            let from = dice.within(0..calm);
            let long = if dice.chance(4) { 60..100 } else { 1..8 };
            let to = from + dice.within(long) * 60_000;
            Outage { from, to, kind: dice.one_of(&[Dark::Refused, Dark::Deaf, Dark::Hole]) }
        });
        let outages: Vec<Outage> = outages.collect();
        let end = outages.iter().map(|outage| outage.to).max().unwrap_or(0);
        Self { trouble, calm: calm.max(end), outages }
    }

    /// What becomes of a request at a time.
    pub fn fate(&self, now: u64, dice: &mut Dice) -> Fate {
        let dark = self.outages.iter().find(|outage| (outage.from..outage.to).contains(&now));
        match dark.map(|outage| outage.kind) {
            Some(Dark::Refused) => return Fate::NeverLeaves(millis(dice.within(1..50))),
            Some(Dark::Deaf) => return Fate::NeverLeaves(EVER),
            Some(Dark::Hole) => return Fate::Breaks(EVER),
            None => {}
        }
        if now >= self.calm || !dice.chance(self.trouble) {
            return Fate::Fine(millis(dice.within(20..1_500)));
        }
        match dice.within(0..100) {
            0..15 => Fate::NeverLeaves(millis(dice.within(1..3_000))),
            15..20 => Fate::NeverLeaves(EVER),
            20..35 => Fate::Breaks(millis(dice.within(1..5_000))),
            35..42 => Fate::Breaks(EVER),
            42..50 => Fate::Fine(millis(dice.within(3_000..170_000))),
            _ => Fate::Trouble(dice.within(0..100)),
        }
    }
}

pub fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
