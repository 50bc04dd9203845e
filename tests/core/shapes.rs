//! Every shape of answers that the practice gateway speaks, from the first press to the saved clip
//! or the reason why there is none.

use stillwake_core::gateway::fault::CauseCode;
use stillwake_core::job::State;
use stillwake_practice::Dialect;

use crate::bench::{Bench, draft};

#[tokio::test(flavor = "multi_thread")]
async fn every_shape_becomes_a_clip() {
    let bench = Bench::start().await;
    let mut ids = Vec::new();
    for dialect in Dialect::ALL {
        bench.gateway.speak(dialect);
        let id = bench.create(draft(&format!("{dialect:?}"))).await.job.id;
        // The shape is chosen when the gateway accepts the job.
        bench.until(&id, |job| job.job.sent_at.is_some()).await;
        bench.until(&id, |job| !matches!(job.job.state, State::Waiting | State::Sending)).await;
        ids.push(id);
    }
    for id in &ids {
        bench.until_state(id, "done").await;
    }
    let count = Dialect::ALL.len();
    assert_eq!(bench.clips().len(), count);
    let counts = bench.gateway.counts();
    assert_eq!((counts.creates, counts.accepted), (count as u64, count as u64));
    bench.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_shape_tells_why_there_is_no_clip() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    for dialect in Dialect::ALL {
        bench.gateway.speak(dialect);
        let id = bench.create(draft(&format!("{dialect:?}"))).await.job.id;
        bench.until_state(&id, "making").await;
        let tasks = bench.gateway.tasks();
        let task = tasks.into_iter().find(|task| task.prompt == format!("{dialect:?}")).unwrap();
        bench.gateway.fail(&task.id, "content moderation failed");
        let job = bench.until_state(&id, "failed").await.job;
        let cause = job.state.cause().unwrap();
        assert_eq!(cause.code, CauseCode::ContentRefused, "{dialect:?}: {cause:?}");
        assert_eq!(cause.detail.as_deref(), Some("content moderation failed"), "{dialect:?}");
    }
    bench.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_unusually_long_is_told_and_makes_room() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    let mut ids = Vec::new();
    for number in 1..=4 {
        ids.push(bench.create(draft(&format!("long {number}"))).await.job.id);
    }
    let fourth = ids.pop().unwrap();
    for id in &ids {
        bench.until(id, |job| job.overdue).await;
        bench.until_state(id, "making").await;
    }
    bench.until_state(&fourth, "making").await;
    bench.gateway.hold(false);
    for id in ids.iter().chain([&fourth]) {
        bench.until_state(id, "done").await;
    }
    bench.studio.shutdown().await;
}
