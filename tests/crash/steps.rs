//! R1: killed at every durable step, before and after it.

use std::sync::atomic::{AtomicUsize, Ordering};

use stillwake_core::step::Step;
use tokio::runtime::Runtime;

use crate::audit::{Sum, audit};
use crate::figure::{figure, hands, share};
use crate::orders::{Stand, Wanted};
use crate::stage::{End, Stage};

/// At how many occurrences of one step in one run the process is killed. The pieces of the answer
/// are all among them.
const OCCURRENCES: u32 = 4;

fn wanted(stage: &Stage) -> Vec<Wanted> {
    let (press, prompt) = ("the press".to_owned(), "A heron lifts off".to_owned());
    vec![Wanted { press, prompt, picture: Some(stage.picture()), task: None }]
}

/// Whether nobody can know what became of the request of a process killed here. Everywhere else
/// a person must not be asked.
fn is_unknowable(stand: &Stand) -> bool {
    let place = |name: &str| Step::ALL.iter().position(|step| step.name() == name).unwrap();
    let killed = (place(&stand.step), stand.after);
    let (from, to) = (place(Step::SendingRow.name()), place(Step::AnswerRow.name()));
    ((from, true)..=(to, false)).contains(&killed)
}

/// Every step that a job passes, with how often it does.
fn passed(runtime: &Runtime) -> Vec<(String, u32)> {
    let stage = Stage::new(runtime.handle());
    let End::Ended(passed) = stage.live(&wanted(&stage), None, None) else {
        panic!("nobody disturbed it: {}", stage.told())
    };
    let found = audit(&stage, &wanted(&stage));
    assert_eq!(found.counts(), [0; 4], "{found:#?}");
    passed
}

#[test]
fn r1_killed_at_every_step() {
    let runtime = Runtime::new().unwrap();
    let passed = passed(&runtime);
    for (step, count) in &passed {
        assert!(*count > 0, "{step} is never announced, so nothing proves it");
    }
    let mut stands = Vec::new();
    for (step, count) in passed {
        for nth in 1..=count.min(OCCURRENCES) {
            for after in [false, true] {
                stands.push(Stand { step: step.clone(), after, nth });
            }
        }
    }
    let rounds = figure(3, 20, 200);
    let (sum, asked) = (Sum::default(), AtomicUsize::new(0));
    let (missed, runs) = (AtomicUsize::new(0), AtomicUsize::new(0));
    share(rounds * stands.len(), hands(), |piece| {
        let stand = &stands[piece % stands.len()];
        let stage = Stage::new(runtime.handle());
        let wanted = wanted(&stage);
        match stage.live(&wanted, Some(stand.clone()), None) {
            End::Stood => {
                runs.fetch_add(1, Ordering::Relaxed);
                let last = stage.live(&wanted, None, None);
                assert!(matches!(last, End::Ended(_)), "{stand:?}: {last:?} {}", stage.told());
            }
            // A repeated step may come less often this time: pieces of an answer arrive together,
            // or the clip is ready at the first question.
            End::Ended(_) if stand.nth > 1 => drop(missed.fetch_add(1, Ordering::Relaxed)),
            end => panic!("{stand:?}: {end:?} {}", stage.told()),
        }
        asked.fetch_add(stage.asked(), Ordering::Relaxed);
        assert!(stage.asked() <= usize::from(is_unknowable(stand)), "asked at {stand:?}");
        sum.add(&format!("killed at {stand:?}"), audit(&stage, &wanted));
    });
    let (runs, missed, asked) = (runs.into_inner(), missed.into_inner(), asked.into_inner());
    assert!(missed * 4 <= runs, "{missed} of {} were not killed at all", runs + missed);
    sum.close(&format!("R1 runs={runs} points={} asked={asked}", stands.len()));
}
