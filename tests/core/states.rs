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
        State::Saving { task: task(), links: vec![], clip: None },
        State::Saving { task: task(), links: vec![], clip: Some("c".into()) },
        State::Done { task: Some(task()), clip: "c".into(), cause: None },
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
        ("number unknown", Happened::NumberUnknown(cause())),
        ("again", Happened::SendAgainAsked),
        ("download", Happened::DownloadAsked),
    ]
}

#[test]
fn the_whole_table() {
    let mut table = Vec::new();
    for state in states() {
        for (name, happened) in happenings() {
            if let Ok(next) = state.clone().next(happened) {
                let shown = |state: &State| {
                    let with = if state.task().is_some() { "+" } else { "" };
                    let clip = if state.clip().is_some() { " with clip" } else { "" };
                    format!("{}{with}{clip}", state.name().name())
                };
                table.push(format!("{} {name} -> {}", shown(&state), shown(&next)));
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
sending accepted -> making+
unclear stop -> stopped
unclear adopt -> making+
unclear again -> waiting
making+ ready -> saving+
making+ failed -> failed+
making+ stop -> stopped+
making+ number unknown -> unclear
saving+ ready -> saving+
saving+ saved -> done+ with clip
saving+ failed -> failed+
saving+ stop -> stopped+
saving+ with clip ready -> saving+ with clip
saving+ with clip saved -> done+ with clip
saving+ with clip failed -> done+ with clip
saving+ with clip stop -> done+ with clip
done+ with clip download -> saving+ with clip
failed+ watch -> making+
stopped+ watch -> making+";
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
fn a_second_download_that_fails_costs_nothing_and_says_why() {
    let lost = State::Saving { task: task(), links: vec![], clip: Some("c".into()) };
    let next = lost.next(Happened::Failed(cause())).unwrap();
    let why = next.cause().unwrap();
    assert_eq!((why.code, why.charged), (cause().code, Charged::No));
    let again = next.next(Happened::DownloadAsked).unwrap();
    assert_eq!((again.cause(), again.clip()), (None, Some("c")));
}

#[test]
fn waits_grow_and_stay_within_their_limits() {
    let seconds: Vec<u64> = (1..=6).map(|n| schedule::backoff(n).as_secs()).collect();
    assert_eq!(seconds, [10, 20, 40, 60, 60, 60]);
    let busy: Vec<_> = (1..=6).map(|n| schedule::busy(n, None).map(|d| d.as_secs())).collect();
    assert_eq!(busy, [Some(10), Some(20), Some(40), Some(80), Some(160), None]);
    assert_eq!(schedule::between(10, 5), std::time::Duration::ZERO);
}
