//! What was made elsewhere and is added by its number: killed at every durable step that it passes.
//! It is never sent, so it can never be paid; it must not be lost or saved twice either.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Runtime;

use crate::audit::{Sum, audit};
use crate::figure::{figure, hands, share};
use crate::orders::{Stand, Wanted};
use crate::stage::{End, Stage};

fn added(runtime: &Runtime) -> (Stage, Vec<Wanted>) {
    let stage = Stage::new(runtime.handle());
    let prompt = "Made on a phone".to_owned();
    let task = Some(stage.make_elsewhere(runtime.handle(), &prompt));
    let wanted = vec![Wanted { press: "the press".into(), prompt, picture: None, task }];
    (stage, wanted)
}

/// One that stands at a step. On a busy machine the clip may be ready before it is first asked about, and
/// then nothing is put off: that one is begun anew.
fn stood(runtime: &Runtime, stand: &Stand) -> (Stage, Vec<Wanted>) {
    for _ in 0..20 {
        let (stage, wanted) = added(runtime);
        match stage.live(&wanted, Some(stand.clone()), None) {
            End::Stood => return (stage, wanted),
            End::Ended(_) if stand.step == "due_row" => {}
            end => panic!("{stand:?}: {end:?} {}", stage.told()),
        }
    }
    panic!("{stand:?} is not passed any more")
}

#[test]
fn an_added_job_is_killed_at_every_step() {
    let runtime = Runtime::new().unwrap();
    let (stage, wanted) = added(&runtime);
    let End::Ended(passed) = stage.live(&wanted, None, None) else {
        panic!("nobody disturbed it: {}", stage.told())
    };
    assert_eq!(audit(&stage, &wanted).counts(), [0; 4]);
    let passed = passed.into_iter().filter(|(_, count)| *count > 0);
    let stands: Vec<Stand> = passed
        .flat_map(|(step, _)| {
            [false, true].map(|after| Stand { step: step.clone(), after, nth: 1 })
        })
        .collect();
    let steps: Vec<&str> = stands.iter().map(|stand| stand.step.as_str()).collect();
    for step in ["jobs_row", "journal_end", "rename", "clip_row"] {
        assert!(steps.contains(&step), "{step} is not passed: {steps:?}");
    }
    assert!(!steps.contains(&"post"), "nothing is sent");

    let rounds = figure(1, 10, 100);
    let (sum, runs) = (Sum::default(), AtomicUsize::new(0));
    share(rounds * stands.len(), hands(), |piece| {
        let stand = &stands[piece % stands.len()];
        let (stage, wanted) = stood(&runtime, stand);
        let last = stage.live(&wanted, None, None);
        assert!(matches!(last, End::Ended(_)), "{stand:?}: {last:?} {}", stage.told());
        assert_eq!(stage.asked(), 0, "nobody is asked about it at {stand:?}");
        runs.fetch_add(1, Ordering::Relaxed);
        sum.add(&format!("killed at {stand:?}"), audit(&stage, &wanted));
    });
    sum.close(&format!("ADDED runs={} points={}", runs.into_inner(), stands.len()));
}
