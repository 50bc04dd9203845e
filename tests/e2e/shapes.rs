//! One service, every shape of answers that its family is known for: each job is created, watched
//! and saved through the real program, and its clip plays.

use std::time::Duration;

use serde_json::json;
use stillwake_practice::{Config, Dialect, Gateway, Seen};

use crate::stage::{A_JOB, Outcome, on_stage, until};
use crate::{files, flows, player};

#[tokio::test(flavor = "multi_thread")]
async fn every_shape_of_answers_becomes_a_clip_that_plays() {
    on_stage("shapes", async |stage| {
        let (queued, making) = (Duration::from_millis(200), Duration::from_millis(800));
        // A second is enough to see a clip play, and is drawn in a moment.
        let config = Config { queued, making, max_seconds: 1, storage: true, ..Config::default() };
        let service = Gateway::start(config).await?;
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        let page = stage.page();

        let mut jobs = Vec::new();
        for dialect in Dialect::ALL {
            service.speak(dialect);
            flows::generate(page, &format!("A lantern in the fog, {dialect:?}")).await?;
            // The shape is chosen when the service accepts the job.
            let accepted = jobs.len() as u64 + 1;
            until(&format!("{dialect:?} to be accepted"), A_JOB, async || {
                Ok((service.counts().accepted == accepted).then_some(()))
            })
            .await?;
            // The service may answer before the page has drawn the card.
            let id = until(&format!("the card of {dialect:?}"), A_JOB, async || {
                let cards = page.jobs().await?;
                Ok(cards.into_iter().map(|card| card.id).find(|id| !is_known(&jobs, id)))
            })
            .await?;
            jobs.push((dialect, id));
        }
        for (dialect, id) in &jobs {
            until(&format!("the clip of {dialect:?}"), A_JOB, async || {
                let all = page.jobs().await?;
                Ok(all.iter().any(|job| job.id == *id && job.state == "done").then_some(()))
            })
            .await?;
        }

        page.press("nav-library").await?;
        page.wait_for_count("clip", jobs.len()).await?;
        let script = r#"return [...document.querySelectorAll('[data-testid="clip"]')]
            .map((clip) => clip.dataset.clipId)"#;
        let shown: Vec<String> = page.run(script, vec![]).await?;
        for id in shown {
            let clip = format!(r#"[data-clip-id="{id}"] [data-open]"#);
            let into_view =
                "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
            page.run::<()>(into_view, vec![json!(clip)]).await?;
            page.press_css(&clip).await?;
            player::plays(page, (1280, 720)).await?;
            page.press_keys(ESCAPE).await?;
            page.wait_for_count("player", 0).await?;
        }

        let clips = files::clips(&stage.home())?;
        assert_eq!(clips.len(), jobs.len(), "{clips:?}");
        for clip in &clips {
            assert_eq!(files::clip_stream(clip)?["codec_name"], "h264");
        }
        let counts = service.counts();
        let all = jobs.len() as u64;
        assert_eq!((counts.creates, counts.accepted), (all, all), "each was paid for once");
        the_key_went_to_the_service_alone(&service)
    })
    .await;
}

const ESCAPE: &str = "\u{e00c}";

fn is_known(jobs: &[(Dialect, String)], id: &str) -> bool {
    jobs.iter().any(|(_, known)| known == id)
}

/// Links are fetched without the key, at the service's own port and at its storage's; the content
/// call is the service's own and needs it.
fn the_key_went_to_the_service_alone(service: &Gateway) -> Outcome {
    let requests = service.requests();
    let of = |start: &str| -> Vec<&Seen> {
        requests.iter().filter(|seen| seen.path.starts_with(start)).collect()
    };
    let with_key = |seen: &&Seen| seen.header("authorization").is_some();
    let (clips, links, contents) = (of("/clips/"), of("/links/"), of("/v1/videos/"));
    assert!(clips.len() >= Dialect::ALL.len() - 1, "{clips:?}");
    assert!(!clips.iter().chain(&links).any(with_key), "a link was asked with the key");
    let service_host = service.origin().replace("http://", "");
    assert_eq!(links.len(), 1, "one link redirects");
    let elsewhere = clips.iter().filter(|seen| seen.header("host") != Some(&service_host));
    assert_eq!(elsewhere.count(), 1, "and leads to the storage");
    assert!(!contents.is_empty() && contents.iter().all(with_key), "{contents:?}");
    assert!(!of("/v1/video/query?task_id=").is_empty(), "the second number was asked for");
    assert!(!of("/v1/video/query?id=veo3.1-fast%3A").is_empty(), "a colon travels escaped");
    Ok(())
}
