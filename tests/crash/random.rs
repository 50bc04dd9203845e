//! R2: killed at a random moment, several times on one folder, with several jobs under way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

use crate::audit::{Sum, audit};
use crate::figure::{Dice, figure, hands, seed, share};
use crate::orders::Wanted;
use crate::stage::{End, Stage};

/// Kills on one folder.
const KILLS: usize = 5;
/// Jobs at the beginning; every life brings one more, so that there is always something to disturb.
const JOBS: usize = 3;
/// Lives of one folder at the most: some end before their time does.
const LIVES: usize = 40;

/// The jobs after so many lives; every other one has a picture.
fn wanted(stage: &Stage, lives: usize) -> Vec<Wanted> {
    let one = |number: usize| Wanted {
        press: format!("press {number}"),
        prompt: format!("Wave number {number} breaks"),
        picture: number.is_multiple_of(2).then(|| stage.picture()),
        task: None,
    };
    (0..JOBS + lives).map(one).collect()
}

#[test]
fn r2_killed_at_random_moments() {
    let runtime = Runtime::new().unwrap();
    let (seed, folders) = (seed(), figure(50, 200, 10_000) / KILLS);
    println!("R2 seed={seed}");
    let undisturbed = Stage::new(runtime.handle());
    let begun = Instant::now();
    let end = undisturbed.live(&wanted(&undisturbed, 1), None, None);
    assert!(matches!(end, End::Ended(_)), "{end:?} {}", undisturbed.told());
    let whole = begun.elapsed();

    let (sum, kills, jobs) = (Sum::default(), AtomicUsize::new(0), AtomicUsize::new(0));
    share(folders, hands(), |folder| {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(folder as u64));
        let stage = Stage::new(runtime.handle());
        let (mut killed, mut lives, mut moments) = (0, 0, Vec::new());
        while killed < KILLS && lives < LIVES {
            lives += 1;
            let time = Duration::from_micros(dice.below(whole.as_micros() as u64));
            moments.push(time);
            match stage.live(&wanted(&stage, lives), None, Some(time)) {
                End::Killed => killed += 1,
                End::Ended(_) => {}
                end => panic!("seed {seed} folder {folder}: {end:?} {}", stage.told()),
            }
        }
        let wanted = wanted(&stage, lives);
        let last = stage.live(&wanted, None, None);
        assert!(matches!(last, End::Ended(_)), "seed {seed} folder {folder}: {last:?}");
        kills.fetch_add(killed, Ordering::Relaxed);
        jobs.fetch_add(wanted.len(), Ordering::Relaxed);
        sum.add(&format!("seed {seed} folder {folder} {moments:?}"), audit(&stage, &wanted));
    });
    let (kills, jobs) = (kills.into_inner(), jobs.into_inner());
    assert_eq!(kills, folders * KILLS, "every folder was killed as often as it should be");
    sum.close(&format!("R2 kills={kills} jobs={jobs}"));
}
