//! The journal beside the database: a synced line before each POST and one after it, and what it
//! says where the rows are older, or gone.

use std::path::Path;
use std::time::Duration;

use stillwake_core::gateway::fault::{Cause, CauseCode, Charged};
use stillwake_core::gateway::wire::Task;
use stillwake_core::job::{Job, State, StateName};
use stillwake_core::store::Store;
use stillwake_core::store::journal::{self, Line, Outcome};
use stillwake_core::store::queue::{self, Pause};
use stillwake_practice::{Answer, On};

use crate::bench::{Bench, draft, folders};

pub fn lines(home: &Path) -> Vec<Line> {
    journal::read(&folders(home).database().with_extension("journal")).unwrap()
}

fn ends(home: &Path) -> Vec<Outcome> {
    let outcome = |line| match line {
        Line::End(end) => Some(end.outcome),
        Line::Begin(_) => None,
    };
    lines(home).into_iter().filter_map(outcome).collect()
}

pub fn store(home: &Path) -> Store {
    Store::open(&folders(home).database()).unwrap()
}

async fn paused(bench: &Bench) -> Option<Pause> {
    store(bench.home.path()).read(|db| queue::pause(db)).await.unwrap()
}

fn unclear() -> State {
    State::Unclear { cause: Cause::new(CauseCode::NoAnswer, Charged::Maybe, None) }
}

/// Every line is written before what it allows: at the POST there is one, at the question two.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_there_before_the_post_and_one_after_it() {
    let bench = Bench::start().await;
    bench.gateway.script(On::Create, Answer::default().after(Duration::from_secs(2)).accepted());
    let job = bench.create(draft("A secret meadow")).await;
    bench.until_state(&job.job.id, "sending").await;
    bench.until(&job.job.id, |_| bench.gateway.counts().creates == 1).await;
    let found = lines(bench.home.path());
    let [Line::Begin(begin)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(begin.job, job.job.id);
    assert_eq!(begin.service, bench.gateway.origin());
    assert_eq!((begin.model.as_str(), &begin.idempotency), ("veo3", &job.job.idempotency));
    let ended = bench.until(&job.job.id, |job| job.job.state != State::Sending).await;
    assert_eq!(lines(bench.home.path()).len(), 2, "{:?}", ended.job.state);
    let file = folders(bench.home.path()).database().with_extension("journal");
    let text = std::fs::read_to_string(file).unwrap();
    for secret in ["meadow", bench.gateway.key(), "http://127.0.0.1:1/"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_end_of_a_post_is_written_down() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    for (answer, state) in [
        (Answer::lost(), "unclear"),
        (Answer::status(400), "failed"),
        (Answer::status(502).accepted(), "unclear"),
    ] {
        bench.gateway.script(On::Create, answer);
        let job = bench.create(draft("End")).await;
        bench.until_state(&job.job.id, state).await;
    }
    bench.gateway.script(On::Create, Answer::status(429));
    let job = bench.create(draft("Busy")).await;
    let job = bench.until_state(&job.job.id, "making").await.job;
    let found = ends(bench.home.path());
    assert!(matches!(found[1], Outcome::Refused { .. }), "{found:?}");
    let task = Outcome::accepted(job.state.task().unwrap());
    let rest = [&found[0], &found[2], &found[3], &found[4]];
    assert_eq!(rest, [&Outcome::Unclear, &Outcome::Unclear, &Outcome::NotSent, &task]);
}

/// A life without damage: a 429's retry, an unclear job sent again by a person, restarts between
/// all of it. The journal never has a word in it, and the queue never stands still.
#[tokio::test(flavor = "multi_thread")]
async fn in_an_ordinary_life_the_journal_changes_nothing() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    bench.gateway.script(On::Create, Answer::lost());
    let job = bench.create(draft("Twice")).await;
    let id = job.job.id.clone();
    bench.until_state(&id, "unclear").await;
    bench.restart().await;
    bench.until_state(&id, "unclear").await;
    // A person has checked; the app ends before the job has its turn.
    bench.studio.shutdown().await;
    let mut row = bench.until_row(&id).await;
    row.state = row.state.next(stillwake_core::job::Happened::SendAgainAsked).unwrap();
    store(bench.home.path())
        .write(move |db| stillwake_core::store::job::update(db, &row))
        .await
        .unwrap();
    bench.gateway.script(On::Create, Answer::status(429).times(2));
    bench.restart().await;
    let made = bench.until_state(&id, "making").await;
    assert_eq!(bench.gateway.counts().creates, 4, "lost, twice busy, taken");
    bench.restart().await;
    let same = bench.until_state(&id, "making").await;
    assert_eq!(same.job.state, made.job.state);
    assert_eq!(paused(&bench).await, None);
    assert_eq!(bench.studio.record().mended, None);
    bench.gateway.hold(false);
    bench.until_state(&id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 4);
}

/// What a row says and how its job's POST ended, by the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Waiting,
    Sending,
    Unclear,
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Taken,
    Refused,
    NotSent,
    Unknown,
    NotYet,
}

/// Rows of an older time against the journal: what becomes of each, counted at the gateway.
#[tokio::test(flavor = "multi_thread")]
async fn the_journal_wins_over_older_rows() {
    use {Ended as E, Row as R};
    let table = [
        (R::Waiting, E::Taken, "making"),
        (R::Waiting, E::Refused, "failed"),
        (R::Waiting, E::Unknown, "unclear"),
        (R::Waiting, E::NotYet, "unclear"),
        (R::Sending, E::Taken, "making"),
        (R::Sending, E::Refused, "failed"),
        (R::Sending, E::Unknown, "unclear"),
        (R::Sending, E::NotYet, "unclear"),
        (R::Unclear, E::Taken, "making"),
        (R::Unclear, E::Refused, "failed"),
        (R::Unclear, E::NotSent, "unclear"),
        (R::Unclear, E::Unknown, "unclear"),
        (R::Lost, E::Taken, "making"),
        (R::Lost, E::Unknown, "unclear"),
        (R::Lost, E::NotYet, "unclear"),
        (R::Lost, E::Refused, ""),
        (R::Lost, E::NotSent, ""),
    ];
    for (row, ended, wanted) in table {
        let name = format!("{row:?} {ended:?}");
        let mut bench = Bench::start().await;
        bench.gateway.hold(true);
        let job = bench.create(draft("Old")).await;
        let made = bench.until_state(&job.job.id, "making").await.job;
        bench.studio.shutdown().await;
        rewrite(&bench, &made, row).await;
        end(&bench, ended);
        bench.restart().await;
        let found = bench.studio.job(made.id.clone()).await;
        if wanted.is_empty() {
            assert!(found.is_err(), "{name}: {found:?}");
            continue;
        }
        let found = found.unwrap();
        assert_eq!(found.state.name().name(), wanted, "{name}");
        if ended == E::Taken {
            assert_eq!(found.state.task(), made.state.task(), "{name}");
            bench.gateway.hold(false);
            bench.until_state(&made.id, "done").await;
            assert_eq!(bench.clips().len(), 1, "{name}");
        } else {
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
        assert_eq!(bench.gateway.counts().creates, 1, "{name}");
    }
}

/// A number that was damaged in its row is the journal's again.
#[tokio::test(flavor = "multi_thread")]
async fn a_number_in_a_row_that_is_not_the_journals_is_put_right() {
    let mut bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Number")).await;
    let made = bench.until_state(&job.job.id, "making").await.job;
    bench.studio.shutdown().await;
    let mut bent = made.clone();
    bent.state = State::Making { task: Task { id: "video_bent".into(), other: None } };
    store(bench.home.path())
        .write(move |db| stillwake_core::store::job::update(db, &bent))
        .await
        .unwrap();
    bench.restart().await;
    let found = bench.studio.job(made.id.clone()).await.unwrap();
    assert_eq!(found.state, made.state);
}

/// A job whose request is not known any more can be watched, and can never be sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_without_its_request_is_never_sent() {
    let mut bench = Bench::start().await;
    bench.gateway.script(On::Create, Answer::lost());
    let job = bench.create(draft("Gone")).await;
    bench.until_state(&job.job.id, "unclear").await;
    bench.studio.shutdown().await;
    rewrite(&bench, &job.job, Row::Lost).await;
    bench.restart().await;
    let found = bench.until_state(&job.job.id, "unclear").await;
    assert_eq!(found.job.request.prompt, "");
    let id = job.job.id.clone();
    assert!(bench.studio.job_send_again(id.clone(), "p1".into()).await.is_err());
    bench.studio.job_stop(id.clone()).await.unwrap();
    assert!(bench.studio.job_retry(id.clone(), "p2".into()).await.is_err());
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(bench.gateway.counts().creates, 1);
}

async fn rewrite(bench: &Bench, made: &Job, row: Row) {
    let mut old = made.clone();
    old.answer = None;
    match row {
        Row::Waiting => (old.state, old.sent_at) = (State::Waiting, None),
        Row::Sending => old.state = State::Sending,
        Row::Unclear => old.state = unclear(),
        Row::Lost => {}
    }
    let database = store(bench.home.path());
    let done = database.write(move |db| {
        match row {
            Row::Lost => {
                db.execute("DELETE FROM job WHERE id = ?1", [&old.id])?;
            }
            _ => stillwake_core::store::job::update(db, &old)?,
        }
        Ok(())
    });
    done.await.unwrap();
}

/// Rewrites the journal so that its one POST ended like this.
fn end(bench: &Bench, ended: Ended) {
    let outcome = match ended {
        Ended::Taken => return,
        Ended::Refused => {
            Some(Outcome::Refused { cause: "bad_request".into(), charged: "no".into() })
        }
        Ended::NotSent => Some(Outcome::NotSent),
        Ended::Unknown => Some(Outcome::Unclear),
        Ended::NotYet => None,
    };
    let mut all = lines(bench.home.path());
    let Some(Line::End(mut last)) = all.pop() else { panic!("an end is last") };
    if let Some(outcome) = outcome {
        last.outcome = outcome;
        all.push(Line::End(last));
    }
    let file = folders(bench.home.path()).database().with_extension("journal");
    journal::replace(&file, &all).unwrap();
}

impl Bench {
    /// A job's row, read past the studio.
    async fn until_row(&self, id: &str) -> Job {
        let id = id.to_owned();
        let found =
            store(self.home.path()).read(move |db| stillwake_core::store::job::get(db, &id)).await;
        let found = found.unwrap().unwrap();
        assert_eq!(found.state.name(), StateName::Unclear);
        found
    }
}
