//! When jobs wait: a service that refuses the key or has no money left, a pause of the queue, and a
//! wait so long that a person is asked before anything is sent.

use std::time::Duration;

use serde_json::json;
use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::{Base, Verdict};
use stillwake_core::host::Millis;
use stillwake_core::job::{Note, State};
use stillwake_core::secret::{ApiKey, Keychain};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::queue::Pause;
use stillwake_core::store::{self, Store};
use stillwake_core::studio::{Draft, Event, JobSnapshot, Queue, Standstill, WaitingAnswer};
use stillwake_practice::{Answer, Config, Gateway, On};

use crate::bench::{Bench, draft, folders, open_at, rand};

const HOUR: Millis = 3_600_000;

pub fn one_at_once() -> SettingsPatch {
    SettingsPatch { jobs_at_once: Some(1), ..SettingsPatch::default() }
}

fn refused() -> Answer {
    let body = json!({"error": {"message": "Invalid token", "type": "new_api_error"}});
    Answer::json(401, &body)
}

fn no_money() -> Answer {
    let body = json!({"error": {"message": "quota", "code": "insufficient_user_quota"}});
    Answer::json(403, &body)
}

async fn queue(bench: &Bench) -> Queue {
    bench.studio.snapshot().await.unwrap().queue
}

/// Long enough for many looks at the queue.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(1_200)).await;
}

async fn state_of(bench: &Bench, id: &str) -> JobSnapshot {
    bench.until(id, |_| true).await
}

/// Two jobs of which one has failed and the other is held.
async fn held(bench: &Bench, answer: Answer, why: Note) -> String {
    bench.studio.settings_set(one_at_once()).await.unwrap();
    bench.gateway.script(On::Create, answer);
    let draft = Draft { takes: 2, ..draft("Held") };
    let jobs = bench.studio.job_create(draft, rand()).await.unwrap();
    bench.until_state(&jobs[0].job.id, "failed").await;
    let behind = jobs[1].job.id.clone();
    bench.until(&behind, |job| job.note == Some(why)).await;
    assert_eq!(queue(bench).await.held, Some(why));
    let before = bench.gateway.counts().creates;
    a_while().await;
    assert_eq!(bench.gateway.counts().creates, before, "nothing more is tried");
    behind
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_ends_on_go_on_on_a_good_check_and_on_the_next_generate() {
    let bench = Bench::start().await;
    for why in [Note::KeyRefused, Note::CreditEmpty] {
        let answer = || if why == Note::KeyRefused { refused() } else { no_money() };
        let behind = held(&bench, answer(), why).await;
        let asked = Standstill::Paused(Pause::Asked);
        assert_eq!(bench.studio.queue_go_on(asked).await.unwrap().held, Some(why), "not this one");
        assert_eq!(bench.studio.queue_go_on(Standstill::Held).await.unwrap().held, None);
        bench.until_state(&behind, "done").await;

        let behind = held(&bench, answer(), why).await;
        assert_eq!(bench.studio.key_check(None).await.unwrap().0, Verdict::Good);
        bench.until_state(&behind, "done").await;

        let behind = held(&bench, answer(), why).await;
        bench.create(draft("Next")).await;
        bench.until_state(&behind, "done").await;
        assert_eq!(queue(&bench).await, Queue::default());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_is_for_one_service_and_ends_on_another_key_or_address() {
    let mut bench = Bench::start().await;
    let behind = held(&bench, refused(), Note::KeyRefused).await;
    // The same key again, and nobody can say whether it is good: nothing is new.
    bench.gateway.script(On::Models, Answer::status(500));
    let same = bench.gateway.key().to_owned();
    assert_eq!(bench.studio.key_check(Some(&same)).await.unwrap().0, Verdict::Unchecked);
    a_while().await;
    assert_eq!(state_of(&bench, &behind).await.note, Some(Note::KeyRefused));
    // Another one, while the service cannot be reached: it is kept, and tried when it can.
    let port = bench.gateway.origin().rsplit(':').next().unwrap().parse().unwrap();
    let spare = Gateway::start(Config::default()).await.unwrap();
    std::mem::replace(&mut bench.gateway, spare).stop().await;
    let key = "sk-another-key";
    assert_eq!(bench.studio.key_check(Some(key)).await.unwrap().0, Verdict::Unchecked);
    bench.until(&behind, |job| job.note == Some(Note::Offline)).await;
    let config = Config { port, key: Some(key.into()), ..Config::default() };
    bench.gateway = Gateway::start(config).await.unwrap();
    bench.until_state(&behind, "done").await;

    let behind = held(&bench, no_money(), Note::CreditEmpty).await;
    let here = bench.gateway.origin();
    let other = Gateway::start(Config::default()).await.unwrap();
    let name = Base::parse(&other.origin()).unwrap().key_name();
    bench.keychain.set(&name, &ApiKey::parse(other.key()).unwrap()).unwrap();
    let to = |service: String| SettingsPatch { service: Some(service), ..SettingsPatch::default() };
    bench.studio.settings_set(to(other.origin())).await.unwrap();
    bench.until_state(&behind, "done").await;

    bench.studio.settings_set(to(here)).await.unwrap();
    let behind = held(&bench, no_money(), Note::CreditEmpty).await;
    bench.studio.job_stop(behind).await.unwrap();
    assert_eq!(queue(&bench).await.held, None, "nobody waits for it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_survives_a_restart() {
    let mut bench = Bench::start().await;
    let behind = held(&bench, no_money(), Note::CreditEmpty).await;
    let before = bench.gateway.counts().creates;
    for _ in 0..2 {
        bench.restart().await;
        bench.until(&behind, |job| job.note == Some(Note::CreditEmpty)).await;
        a_while().await;
        assert_eq!(bench.gateway.counts().creates, before);
    }
    bench.studio.queue_go_on(Standstill::Held).await.unwrap();
    bench.until_state(&behind, "done").await;
    bench.restart().await;
    assert_eq!(queue(&bench).await, Queue::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_queue_makes_on_and_sends_nothing_until_go_on() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    let making = bench.create(draft("Made on")).await;
    bench.until_state(&making.job.id, "making").await;
    assert_eq!(bench.studio.queue_pause().await.unwrap().paused, Some(Pause::Asked));
    let waits = bench.create(draft("Waits")).await;
    bench.gateway.hold(false);
    bench.until_state(&making.job.id, "done").await;
    bench.restart().await;
    assert_eq!(queue(&bench).await.paused, Some(Pause::Asked));
    a_while().await;
    bench.until_state(&waits.job.id, "waiting").await;
    assert_eq!(bench.gateway.counts().creates, 1);

    // Go on over something else that a person has read about changes nothing.
    for over in [Standstill::Held, Standstill::Paused(Pause::Restored)] {
        assert_eq!(bench.studio.queue_go_on(over).await.unwrap().paused, Some(Pause::Asked));
    }
    let asked = Standstill::Paused(Pause::Asked);
    assert_eq!(bench.studio.queue_go_on(asked).await.unwrap().paused, None);
    bench.until_state(&waits.job.id, "done").await;
    let told = std::iter::from_fn(|| bench.events.try_recv().ok());
    let told: Vec<_> =
        told.filter_map(|e| if let Event::Queue(_, q) = e { Some(q) } else { None }).collect();
    assert_eq!(told.first().map(|queue| queue.paused), Some(Some(Pause::Asked)));
    assert_eq!(told.last(), Some(&Queue::default()), "the page is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_to_pause_holds_over_restarts_and_a_persons_own_never_covers_it() {
    let mut bench = Bench::start().await;
    for why in [Pause::Restored, Pause::Repaired, Pause::Moved] {
        bench.studio.shutdown().await;
        let database = Store::open(&folders(bench.home.path()).database()).unwrap();
        database.write(move |db| store::queue::set_pause(db, Some(why))).await.unwrap();
        drop(database);
        bench.restart().await;
        let before = bench.gateway.counts().creates;
        let job = bench.create(draft("Waits")).await;
        assert_eq!(bench.studio.queue_pause().await.unwrap().paused, Some(why));
        bench.restart().await;
        a_while().await;
        bench.until_state(&job.job.id, "waiting").await;
        assert_eq!(bench.gateway.counts().creates, before, "{why:?}");
        bench.studio.queue_go_on(Standstill::Paused(why)).await.unwrap();
        bench.until_state(&job.job.id, "done").await;
    }
}

/// A job that waits because the queue was paused when it was pressed, and is free to go since.
async fn waiting(bench: &mut Bench, prompt: &str, away: Millis) -> String {
    bench.studio.queue_pause().await.unwrap();
    let job = bench.create(draft(prompt)).await;
    bench.studio.shutdown().await;
    bench.clock.by(away);
    reopen(bench).await;
    bench.studio.queue_go_on(Standstill::Paused(Pause::Asked)).await.unwrap();
    job.job.id
}

async fn reopen(bench: &mut Bench) {
    let Bench { home, keychain, gateway, clock, .. } = &*bench;
    let (studio, events) = open_at(home.path(), keychain, gateway, clock).await;
    (bench.studio, bench.events) = (studio, events);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_eleven_hours_goes_on_and_one_of_thirteen_asks_once() {
    let mut bench = Bench::start().await;
    let young = waiting(&mut bench, "Young", 11 * HOUR).await;
    bench.until_state(&young, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);

    let old = waiting(&mut bench, "Old", 13 * HOUR).await;
    bench.until(&old, |job| job.note == Some(Note::WaitedLong)).await;
    let asked = queue(&bench).await.old.unwrap();
    let pressed = state_of(&bench, &old).await.job.created_at;
    assert_eq!((asked.ids.clone(), asked.since), (vec![old.clone()], pressed));
    assert_eq!((asked.known, asked.unknown), (0, 1), "its price was unknown");

    // A new press goes, and the old job is none the younger for it.
    let new = bench.create(draft("New")).await;
    bench.until_state(&new.job.id, "done").await;
    // Keep: not asked again in this run, and not sent either.
    let answer = |answer, id: &String| bench.studio.waiting(answer, vec![id.clone()]);
    assert_eq!(answer(WaitingAnswer::Keep, &old).await.unwrap().old, None);
    a_while().await;
    assert_eq!(bench.until_state(&old, "waiting").await.note, Some(Note::WaitedLong));
    assert_eq!(bench.gateway.counts().creates, 2);

    // The next start asks again; the answer is about the jobs that were shown, and no others.
    bench.restart().await;
    a_while().await;
    assert_eq!(queue(&bench).await.old.unwrap().ids, std::slice::from_ref(&old));
    let none = bench.studio.waiting(WaitingAnswer::Send, vec!["other".into()]).await.unwrap();
    assert_eq!(none.old.unwrap().ids, std::slice::from_ref(&old));
    assert_eq!(bench.gateway.counts().creates, 2);
    let sent = bench.studio.waiting(WaitingAnswer::Send, vec![old.clone()]).await.unwrap();
    assert_eq!(sent.old, None);
    let again = bench.studio.waiting(WaitingAnswer::Send, vec![old.clone()]).await.unwrap();
    assert_eq!(again.old, None, "twice is once");
    bench.until_state(&old, "done").await;
    assert_eq!(bench.gateway.counts().creates, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_job_that_is_removed_was_never_sent() {
    let mut bench = Bench::start().await;
    let old = waiting(&mut bench, "Removed", 30 * HOUR).await;
    let kept = bench.studio.waiting(WaitingAnswer::Keep, vec![old.clone()]).await.unwrap();
    assert_eq!(kept.old, None);
    bench.studio.waiting(WaitingAnswer::Remove, vec![old.clone()]).await.unwrap();
    let gone = bench.until_state(&old, "stopped").await;
    assert_eq!((gone.job.sent_at, gone.note), (None, None), "nothing was charged");
    bench.restart().await;
    a_while().await;
    assert_eq!(bench.gateway.counts().creates, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_for_thirteen_hours_asks_when_there_is_a_network_again() {
    let mut bench = Bench::start().await;
    let port = bench.gateway.origin().rsplit(':').next().unwrap().parse().unwrap();
    let key = Some(bench.gateway.key().to_owned());
    let spare = Gateway::start(Config::default()).await.unwrap();
    std::mem::replace(&mut bench.gateway, spare).stop().await;
    let job = bench.create(draft("Offline")).await.job.id;
    bench.until(&job, |job| job.note == Some(Note::Offline)).await;
    bench.clock.by(13 * HOUR);
    bench.gateway = Gateway::start(Config { port, key, ..Config::default() }).await.unwrap();
    bench.until(&job, |job| job.note == Some(Note::WaitedLong)).await;
    a_while().await;
    assert_eq!(bench.gateway.counts().creates, 0);
    bench.studio.waiting(WaitingAnswer::Send, vec![job.clone()]).await.unwrap();
    bench.until_state(&job, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_makes_no_job_younger() {
    let mut bench = Bench::start().await;
    bench.studio.queue_pause().await.unwrap();
    let job = bench.create(draft("Set back")).await.job.id;
    bench.clock.by(8 * HOUR);
    a_while().await;
    bench.clock.by(-5 * HOUR);
    a_while().await;
    bench.clock.by(5 * HOUR);
    bench.until(&job, |job| job.note == Some(Note::WaitedLong)).await;
    bench.studio.queue_go_on(Standstill::Paused(Pause::Asked)).await.unwrap();
    a_while().await;
    assert_eq!(bench.gateway.counts().creates, 0);
    bench.studio.waiting(WaitingAnswer::Remove, vec![job]).await.unwrap();

    // In a run that did not see it happen nobody knows how old a job is.
    let job = waiting(&mut bench, "From tomorrow", -24 * HOUR).await;
    bench.until(&job, |job| job.note == Some(Note::WaitedLong)).await;
    a_while().await;
    assert_eq!(bench.gateway.counts().creates, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_never_asks() {
    let mut bench = Bench::start().await;
    let practice = SettingsPatch { practice: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(practice).await.unwrap();
    let job = waiting(&mut bench, "Practice", 100 * HOUR).await;
    bench.until_state(&job, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_moves_renews_what_waits_behind() {
    let bench = Bench::start().await;
    bench.studio.settings_set(one_at_once()).await.unwrap();
    bench.gateway.hold(true);
    let draft = Draft { takes: 3, ..draft("Long queue") };
    let jobs = bench.studio.job_create(draft, rand()).await.unwrap();
    let ids: Vec<String> = jobs.into_iter().map(|job| job.job.id).collect();
    bench.until_state(&ids[0], "making").await;
    bench.clock.by(8 * HOUR);
    // It is overdue by now, and its place free: the second goes and gives the third its time.
    bench.until_state(&ids[1], "making").await;
    bench.clock.by(8 * HOUR);
    bench.until_state(&ids[2], "making").await;
    assert_eq!(bench.gateway.counts().creates, 3, "sixteen hours after the press");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_the_service_does_not_know_leaves_the_job_as_open_as_before() {
    let bench = Bench::start().await;
    bench.gateway.script(On::Create, Answer::lost());
    let id = bench.create(draft("Lost")).await.job.id;
    bench.until_state(&id, "unclear").await;
    let fails = async |number: &str, kind| {
        let fault = bench.studio.job_adopt(id.clone(), number.to_owned()).await.unwrap_err();
        assert_eq!(fault.kind, kind, "{number:?}");
    };
    for number in ["", "  ", "a\nb", &"9".repeat(513)] {
        fails(number, ErrorKind::TaskInvalid).await;
    }
    let other = bench.create(draft("Another")).await.job.id;
    let done = bench.until_state(&other, "done").await;
    fails(&done.job.state.task().unwrap().id, ErrorKind::TaskTaken).await;

    // Sent more than a minute ago, as far as the clock tells: there is no grace left.
    bench.clock.by(120_000);
    bench.studio.job_adopt(id.clone(), "video_task_of_nobody".into()).await.unwrap();
    let open = bench.until_state(&id, "unclear").await;
    let cause = open.job.state.cause().unwrap();
    assert_eq!((cause.code.name(), cause.charged.name()), ("task_unknown", "maybe"));
    assert_eq!((open.note, open.job.adopted), (None, false));

    let right = bench.gateway.tasks().into_iter().map(|task| task.id);
    let right = right.into_iter().find(|task| *task != done.job.state.task().unwrap().id).unwrap();
    bench.studio.job_adopt(id.clone(), right).await.unwrap();
    let done = bench.until_state(&id, "done").await;
    assert!(!done.job.adopted, "the service knew it");
    assert_eq!(bench.gateway.counts().creates, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_number_that_the_service_forgets_later_fails_like_any_other() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    bench.gateway.script(On::Create, Answer::lost());
    let id = bench.create(draft("Forgotten")).await.job.id;
    bench.until_state(&id, "unclear").await;
    let task = bench.gateway.tasks().remove(0).id;
    bench.studio.job_adopt(id.clone(), task.clone()).await.unwrap();
    bench.until(&id, |job| !job.job.adopted && job.job.state.name().name() == "making").await;
    bench.clock.by(120_000);
    assert!(bench.gateway.lose(&task));
    let failed = bench.until_state(&id, "failed").await;
    assert!(matches!(failed.job.state, State::Failed { task: Some(_), .. }));
}
