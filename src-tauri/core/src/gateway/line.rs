//! Whose turn it is to ask one service, and when. Pure: time is passed in, as what has passed since
//! some start. Owns the order, the pace and the pauses; `budget.rs` sleeps and sends by it.
//! Two lanes: what a person waits for goes ahead of the questions that are asked again and again.

use std::collections::VecDeque;
use std::time::Duration;

/// No service is asked more than once a second, sustained: the strictest limiter that services of
/// this kind come with lets 180 requests of one address pass in 180 s, and answers more with a 429
/// without a word (section 3.2 of the service's facts).
pub(super) const EVERY: Duration = Duration::from_secs(1);
/// The practice studio inside the app may be asked faster: nobody else asks it, it limits nobody,
/// and a person who tries the app out is looking at the clip that is being made.
pub(super) const EVERY_AT_HOME: Duration = Duration::from_millis(100);
/// Questions that may follow each other at once after a rest.
pub(super) const BURST: u32 = 4;
/// Questions under way at the same time: this bounds the connections, however many jobs there are.
pub(super) const AT_ONCE: usize = 4;
/// The slowest pace that a limiter brings about by itself.
const SLOWEST: Duration = Duration::from_secs(60);
/// How often the pace is halved at most: 64 s, cut to [`SLOWEST`].
const STEPS: u32 = 6;
/// The longest pause that one answer asks of all: links to finished clips do not live for ever.
const LONGEST_PAUSE: Duration = Duration::from_secs(10 * 60);

/// Which of the two lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// What a person waits for: create calls, prices, balances.
    Ahead,
    /// Questions about tasks.
    Question,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is this one's turn: it has left the line and is counted.
    Go,
    /// It is the first in its lane, but not before so long.
    Wait(Duration),
    /// Others come first; it is told when that changes.
    Behind,
}

/// What an answer says about the pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It was answered.
    Fine,
    /// A 429 that names a time.
    Pause(Duration),
    /// The limiter in front of the service, which counts all of ours together.
    TooFast,
}

/// The line before one service. `T` is how one who waits is told.
#[derive(Debug)]
pub(super) struct Line<T> {
    every: Duration,
    ahead: VecDeque<(u64, T)>,
    questions: VecDeque<(u64, T)>,
    next: u64,
    /// Questions under way.
    asking: usize,
    /// When everything that was sent is paid for at the pace: one request costs one `every`.
    paid: Duration,
    /// Nobody goes before.
    paused: Duration,
    /// How often the pace was halved.
    slow: u32,
    /// When it was halved last: what was sent before says nothing new.
    slowed: Option<Duration>,
}

impl<T> Line<T> {
    pub(super) fn new(every: Duration) -> Self {
        Self {
            every,
            ahead: VecDeque::new(),
            questions: VecDeque::new(),
            next: 0,
            asking: 0,
            paid: Duration::ZERO,
            paused: Duration::ZERO,
            slow: 0,
            slowed: None,
        }
    }

    /// Stands at the end of a lane; the number is this one's name.
    pub(super) fn join(&mut self, lane: Lane, who: T) -> u64 {
        let number = self.next;
        self.next += 1;
        match lane {
            Lane::Ahead => self.ahead.push_back((number, who)),
            Lane::Question => self.questions.push_back((number, who)),
        }
        number
    }

    /// Goes away without having had a turn.
    pub(super) fn leave(&mut self, number: u64) {
        self.ahead.retain(|(one, _)| *one != number);
        self.questions.retain(|(one, _)| *one != number);
    }

    /// Whether it is this one's turn.
    pub(super) fn turn(&mut self, number: u64, now: Duration) -> Turn {
        let is_first = |lane: &VecDeque<(u64, T)>| lane.front().is_some_and(|(n, _)| *n == number);
        let lane = match (is_first(&self.ahead), is_first(&self.questions)) {
            (true, _) => Lane::Ahead,
            (_, true) if self.ahead.is_empty() && self.asking < AT_ONCE => Lane::Question,
            _ => return Turn::Behind,
        };
        let from = self.paused.max(self.paid.saturating_sub(self.credit(lane)));
        if from > now {
            return Turn::Wait(from - now);
        }
        self.count(now);
        match lane {
            Lane::Ahead => drop(self.ahead.pop_front()),
            Lane::Question => {
                self.questions.pop_front();
                self.asking += 1;
            }
        }
        Turn::Go
    }

    /// What a lane may have outstanding when it goes. The lane ahead may run into debt, which the
    /// questions then pay back.
    fn credit(&self, lane: Lane) -> Duration {
        let burst = if self.slow == 0 { BURST } else { 1 };
        match lane {
            Lane::Ahead => self.interval() * (2 * burst - 1),
            Lane::Question => self.interval() * (burst - 1),
        }
    }

    /// Counts a request that does not wait for a turn.
    pub(super) fn count(&mut self, now: Duration) {
        self.paid = self.paid.max(now) + self.interval();
    }

    /// A question has been answered, or given up.
    pub(super) fn asked(&mut self) {
        self.asking = self.asking.saturating_sub(1);
    }

    /// Takes in what an answer says about the pace; `sent` is when its request went out.
    pub(super) fn heard(&mut self, word: Word, sent: Duration, now: Duration) {
        let is_news = self.slowed.is_none_or(|slowed| sent >= slowed);
        match word {
            Word::Fine if is_news => self.slow = self.slow.saturating_sub(1),
            Word::TooFast if is_news => {
                self.slow = (self.slow + 1).min(STEPS);
                self.slowed = Some(now);
                self.paused = self.paused.max(now + self.interval());
            }
            Word::Pause(named) => self.paused = self.paused.max(now + named.min(LONGEST_PAUSE)),
            Word::Fine | Word::TooFast => {}
        }
    }

    /// The time from one request to the next, sustained.
    pub(super) fn interval(&self) -> Duration {
        (self.every * 2_u32.pow(self.slow)).min(SLOWEST.max(self.every))
    }

    /// Whom to tell when something has changed: the first of each lane.
    pub(super) fn first(&self) -> impl Iterator<Item = &T> {
        self.ahead.front().into_iter().chain(self.questions.front()).map(|(_, who)| who)
    }

    /// Whether nothing is remembered that a new line would not do as well.
    pub(super) fn is_rested(&self, now: Duration) -> bool {
        let empty = self.ahead.is_empty() && self.questions.is_empty() && self.asking == 0;
        empty && self.slow == 0 && self.paid.max(self.paused) <= now
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, VecDeque};

    use super::*;

    const fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// Asks as one who comes and goes at once.
    fn go(line: &mut Line<()>, lane: Lane, now: Duration) -> Turn {
        let number = line.join(lane, ());
        let turn = line.turn(number, now);
        if turn == Turn::Go && lane == Lane::Question {
            line.asked();
        }
        line.leave(number);
        turn
    }

    /// Small, seeded, and good enough to make things uneven.
    struct Dice(u64);
    impl Dice {
        fn roll(&mut self, below: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            (self.0 >> 33) % below
        }
    }

    #[test]
    fn a_rested_line_lets_a_burst_through_and_then_one_a_second() {
        let mut line = Line::new(EVERY);
        let table = [
            (0, Turn::Go),
            (0, Turn::Go),
            (1, Turn::Go),
            (2, Turn::Go),
            (3, Turn::Wait(at(997))),
            (999, Turn::Wait(at(1))),
            (1_000, Turn::Go),
            (1_001, Turn::Wait(at(999))),
            (2_000, Turn::Go),
            // Five seconds of rest bring the burst back, and no more than the burst.
            (7_000, Turn::Go),
            (7_000, Turn::Go),
            (7_000, Turn::Go),
            (7_000, Turn::Go),
            (7_000, Turn::Wait(at(1_000))),
        ];
        for (now, turn) in table {
            assert_eq!(go(&mut line, Lane::Question, at(now)), turn, "at {now} ms");
        }
    }

    #[test]
    fn what_a_person_waits_for_goes_ahead_and_is_paid_back() {
        let mut line = Line::new(EVERY);
        for _ in 0..BURST {
            assert_eq!(go(&mut line, Lane::Question, at(0)), Turn::Go);
        }
        let waiting = line.join(Lane::Question, ());
        for _ in 0..BURST {
            assert_eq!(go(&mut line, Lane::Ahead, at(0)), Turn::Go, "not behind the questions");
        }
        assert_eq!(go(&mut line, Lane::Ahead, at(0)), Turn::Wait(at(1_000)), "but not without end");
        assert_eq!(line.turn(waiting, at(0)), Turn::Wait(at(5_000)), "the questions pay");
        let first = line.join(Lane::Ahead, ());
        assert_eq!(line.turn(waiting, at(5_000)), Turn::Behind, "also while one stands ahead");
        line.leave(first);
        assert_eq!(line.turn(waiting, at(5_000)), Turn::Go);
    }

    #[test]
    fn only_so_many_questions_are_under_way() {
        let mut line = Line::new(EVERY);
        for _ in 0..AT_ONCE {
            let number = line.join(Lane::Question, ());
            assert_eq!(line.turn(number, at(9_000)), Turn::Go);
        }
        let next = line.join(Lane::Question, ());
        assert_eq!(line.turn(next, at(99_000)), Turn::Behind);
        assert_eq!(go(&mut line, Lane::Ahead, at(99_000)), Turn::Go);
        line.asked();
        assert_eq!(line.turn(next, at(99_000)), Turn::Go);
    }

    #[test]
    fn a_wordless_429_halves_the_pace_of_all_and_good_answers_bring_it_back() {
        let mut line: Line<()> = Line::new(EVERY);
        let mut now = at(1_000);
        for seconds in [2, 4, 8, 16, 32, 60, 60] {
            line.heard(Word::TooFast, now, now);
            assert_eq!(line.interval(), at(seconds * 1_000));
            // What was sent before the pace was halved says nothing new.
            let older = now.saturating_sub(at(1));
            line.heard(Word::TooFast, older, now + at(5));
            line.heard(Word::Fine, older, now + at(5));
            assert_eq!(line.interval(), at(seconds * 1_000));
            let pause = at(seconds * 1_000);
            assert_eq!(go(&mut line, Lane::Question, now), Turn::Wait(pause));
            assert_eq!(go(&mut line, Lane::Ahead, now), Turn::Wait(pause), "for all");
            now += pause;
        }
        let slow = line.interval();
        assert_eq!(go(&mut line, Lane::Question, now), Turn::Go);
        assert_eq!(go(&mut line, Lane::Question, now), Turn::Wait(slow), "no burst while slow");
        for _ in 0..STEPS {
            line.heard(Word::Fine, now, now);
        }
        assert_eq!(line.interval(), EVERY);
    }

    #[test]
    fn a_named_pause_holds_for_all_but_not_for_ever() {
        let mut line: Line<()> = Line::new(EVERY);
        line.heard(Word::Pause(at(30_000)), at(0), at(500));
        line.heard(Word::Pause(at(5_000)), at(0), at(600));
        assert_eq!(go(&mut line, Lane::Question, at(1_000)), Turn::Wait(at(29_500)));
        assert_eq!(go(&mut line, Lane::Ahead, at(30_500)), Turn::Go);
        line.heard(Word::Pause(at(3_600_000)), at(0), at(31_000));
        let longest = Turn::Wait(LONGEST_PAUSE);
        assert_eq!(go(&mut line, Lane::Question, at(31_000)), longest);
    }

    #[test]
    fn a_line_at_rest_can_be_forgotten() {
        let mut line: Line<()> = Line::new(EVERY);
        assert!(line.is_rested(at(0)));
        line.count(at(0));
        assert!(!line.is_rested(at(999)) && line.is_rested(at(1_000)));
        line.join(Lane::Question, ());
        assert!(!line.is_rested(at(9_000)), "somebody stands in it");
    }

    /// A thousand who ask again and again for ten minutes, with answers that take their time, people
    /// who give up, and create calls in between: the pace holds, the order is fair, nobody starves.
    #[test]
    fn a_thousand_askers_share_ten_minutes_fairly() {
        for seed in 0..20 {
            let mut dice = Dice(seed);
            let mut line = Line::new(EVERY);
            let mut asked: BTreeMap<u64, u32> = BTreeMap::new();
            let mut standing: VecDeque<(u64, u64)> = VecDeque::new();
            let mut under_way: Vec<(Duration, u64)> = Vec::new();
            let mut creates = 0;
            for asker in 0..1_000 {
                standing.push_back((line.join(Lane::Question, ()), asker));
            }
            for now in (0..600_000).step_by(10).map(at) {
                let (done, still): (Vec<_>, Vec<_>) =
                    under_way.into_iter().partition(|(until, _)| *until <= now);
                under_way = still;
                for (_, asker) in done {
                    line.asked();
                    line.heard(Word::Fine, now, now);
                    standing.push_back((line.join(Lane::Question, ()), asker));
                }
                if dice.roll(3_000) == 0 {
                    let number = line.join(Lane::Ahead, ());
                    if line.turn(number, now) == Turn::Go {
                        creates += 1;
                    }
                    line.leave(number);
                }
                if dice.roll(500) == 0 {
                    // One gives up and comes back at the end.
                    let at = dice.roll(standing.len() as u64) as usize;
                    if let Some((number, asker)) = standing.remove(at) {
                        line.leave(number);
                        standing.push_back((line.join(Lane::Question, ()), asker));
                    }
                }
                while let Some(&(number, asker)) = standing.front() {
                    if line.turn(number, now) != Turn::Go {
                        break;
                    }
                    standing.pop_front();
                    *asked.entry(asker).or_default() += 1;
                    under_way.push((now + at(50 + dice.roll(1_950)), asker));
                    assert!(under_way.len() <= AT_ONCE);
                }
            }
            let questions: u32 = asked.values().sum();
            assert!(questions + creates <= 600 + 2 * BURST, "seed {seed}: {questions} + {creates}");
            assert!(questions + creates >= 595, "seed {seed}: the pace is used: {questions}");
            // Whoever was asked twice was so only after everybody before had had a turn.
            assert!(
                asked.values().all(|times| *times == 1),
                "seed {seed}: nobody twice before all"
            );
        }
    }

    #[test]
    fn everybody_has_a_turn_before_anybody_has_two() {
        let mut line = Line::new(EVERY);
        let mut standing: VecDeque<(u64, u64)> =
            (0..100).map(|asker| (line.join(Lane::Question, ()), asker)).collect();
        let mut order = Vec::new();
        for now in (0..400_000).step_by(100).map(at) {
            while let Some(&(number, asker)) = standing.front() {
                if line.turn(number, now) != Turn::Go {
                    break;
                }
                standing.pop_front();
                order.push(asker);
                line.asked();
                standing.push_back((line.join(Lane::Question, ()), asker));
            }
        }
        assert!(order.len() >= 400);
        assert!(order.iter().enumerate().all(|(at, asker)| *asker == at as u64 % 100));
    }
}
