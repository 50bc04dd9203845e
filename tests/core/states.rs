//! The life of a job as a table: every step that fits, and that nothing else does.

use stillwake_core::gateway::fault::{Cause, CauseCode, Charged};
use stillwake_core::gateway::wire::Task;
use stillwake_core::job::{Happened, State, schedule};

fn task() -> Task {
    Task { id: "t".into(), other: None }
}

fn cause() -> Cause {
    Cause::new(CauseCode::GenerationFailed, Charged::Maybe, None)
}

fn states() -> Vec<State> {
    vec![
        State::Waiting,
        State::Sending,
        State::Unclear { cause: cause() },
        State::Making { task: task() },
        State::Saving { task: task(), links: vec![] },
        State::Done { task: task(), clip: "c".into() },
        State::Failed { task: None, cause: cause() },
        State::Failed { task: Some(task()), cause: cause() },
        State::Stopped { task: None },
        State::Stopped { task: Some(task()) },
    ]
}

fn happenings() -> Vec<(&'static str, Happened)> {
    vec![
        ("send", Happened::SendBegan),
        ("not sent", Happened::NotSent),
        ("refused", Happened::Refused(cause())),
        ("lost", Happened::Lost(cause())),
        ("accepted", Happened::Accepted(task())),
        ("ready", Happened::Ready(vec![])),
        ("saved", Happened::Saved("c".into())),
        ("failed", Happened::Failed(cause())),
        ("stop", Happened::StopAsked),
        ("watch", Happened::WatchAsked),
        ("adopt", Happened::AdoptAsked(task())),
        ("again", Happened::SendAgainAsked),
    ]
}

#[test]
fn the_whole_table() {
    let mut table = Vec::new();
    for state in states() {
        for (name, happened) in happenings() {
            if let Ok(next) = state.clone().next(happened) {
                let with = if state.task().is_some() { "+" } else { "" };
                table.push(format!(
                    "{}{with} {name} -> {}",
                    state.name().name(),
                    next.name().name()
                ));
            }
        }
    }
    let expected = "\
waiting send -> sending
waiting not sent -> waiting
waiting refused -> failed
waiting stop -> stopped
sending not sent -> waiting
sending refused -> failed
sending lost -> unclear
sending accepted -> making
unclear stop -> stopped
unclear adopt -> making
unclear again -> waiting
making+ ready -> saving
making+ failed -> failed
making+ stop -> stopped
saving+ ready -> saving
saving+ saved -> done
saving+ failed -> failed
saving+ stop -> stopped
failed+ watch -> making
stopped+ watch -> making";
    assert_eq!(table.join("\n"), expected);
}

#[test]
fn only_waiting_is_ever_sent() {
    for state in states() {
        let sent = state.clone().next(Happened::SendBegan).is_ok();
        assert_eq!(sent, state == State::Waiting);
    }
}

#[test]
fn waits_grow_and_stay_within_their_limits() {
    let seconds: Vec<u64> = (1..=6).map(|n| schedule::backoff(n).as_secs()).collect();
    assert_eq!(seconds, [10, 20, 40, 60, 60, 60]);
    let busy: Vec<_> = (1..=6).map(|n| schedule::busy(n, None).map(|d| d.as_secs())).collect();
    assert_eq!(busy, [Some(10), Some(20), Some(40), Some(80), Some(160), None]);
    assert_eq!(schedule::between(10, 5), std::time::Duration::ZERO);
}
