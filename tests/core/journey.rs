//! The main job: from the press of the button to the clip in the library, and what can be done
//! with the clip.

use std::path::Path;

use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::list::{Filter, Query, Sort};

use crate::bench::{Bench, draft, names};

fn all() -> Query {
    Query { filter: Filter::default(), sort: Sort::Newest, after: None, limit: 50 }
}

/// How many clips a filter leaves; a page of them has as many.
async fn count(bench: &Bench, filter: Filter) -> usize {
    let counted = bench.studio.clips_count(filter.clone()).await.unwrap().count;
    let page = bench.studio.clips(Query { filter, ..all() }).await.unwrap();
    assert_eq!((counted.clips as usize, counted.more), (page.clips.len(), false));
    page.clips.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_becomes_a_clip_that_survives_a_restart() {
    let mut bench = Bench::start().await;
    let job = bench.create(draft("A heron wades through fog")).await;
    let done = bench.until_state(&job.job.id, "done").await;

    let clip = done.clip.unwrap();
    assert!(clip.name.ends_with(" a-heron-wades-through-fog veo3.mp4"), "{}", clip.name);
    assert_eq!((clip.facts.width, clip.facts.height, clip.facts.frames), (720, 1280, 24));
    assert!((clip.facts.fps - 24.0).abs() < 0.01);
    assert_eq!(bench.clips(), std::slice::from_ref(&clip.name), "no partial file is left");
    let counts = bench.gateway.counts();
    assert_eq!((counts.creates, counts.accepted), (1, 1));

    bench.restart().await;
    assert!(bench.studio.snapshot().await.unwrap().jobs.is_empty());
    let page = bench.studio.clips(all()).await.unwrap();
    assert_eq!((page.clips.len(), page.clips[0].clip.id.as_str()), (1, clip.id.as_str()));
    assert!(!page.clips[0].file.missing);
    assert_eq!(page.clips[0].job.request.prompt, "A heron wades through fog");
    assert!(bench.studio.poster_file(clip.id).await.unwrap().is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_carries_exactly_what_was_chosen() {
    let bench = Bench::start().await;
    let mut chosen = draft("Waves");
    chosen.model = "wan-ai/wan2.1-t2v-14b".into();
    chosen.quality = Some("720P".into());
    let job = bench.create(chosen).await;
    bench.until(&job.job.id, |job| job.job.state.task().is_some()).await;
    let mut bare = draft("Wind");
    (bare.aspect_ratio, bare.duration) = (None, None);
    let job = bench.create(bare).await;
    bench.until_state(&job.job.id, "done").await;

    let bodies: Vec<_> = bench
        .gateway
        .requests()
        .into_iter()
        .filter(|seen| seen.path == "/v1/video/create")
        .filter_map(|seen| seen.json)
        .collect();
    let expected = serde_json::json!([
        {"model": "wan-ai/wan2.1-t2v-14b", "prompt": "Waves", "aspect_ratio": "9:16",
         "size": "720x1280", "duration": 1},
        {"model": "veo3", "prompt": "Wind"},
    ]);
    assert_eq!(serde_json::Value::from(bodies), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn takes_are_separate_jobs_of_one_set() {
    let bench = Bench::start().await;
    let wanted = stillwake_core::studio::Draft { takes: 3, ..draft("Snow") };
    let jobs = bench.studio.job_create(wanted, "press".into()).await.unwrap();
    assert_eq!(jobs.len(), 3);
    assert!(jobs.iter().all(|job| job.job.set_id == jobs[0].job.set_id));
    for job in &jobs {
        bench.until_state(&job.job.id, "done").await;
    }
    assert_eq!(bench.gateway.counts().accepted, 3);
    assert_eq!(bench.clips().len(), 3, "three files, none replaced");
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_needs_no_key_and_stays_practice() {
    let bench = Bench::start().await;
    let on = SettingsPatch { practice: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(on).await.unwrap();
    let job = bench.create(draft("A quiet harbour")).await;
    let done = bench.until_state(&job.job.id, "done").await;
    assert!(done.job.service.is_practice());
    let retried = bench.studio.job_retry(job.job.id, "again".into()).await;
    assert!(retried.is_err(), "a finished job is not tried again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_is_searched_marked_and_emptied_into_the_trash() {
    let bench = Bench::start().await;
    for prompt in ["海边的日落 with gulls", "A 100% plain wall"] {
        let job = bench.create(draft(prompt)).await;
        bench.until_state(&job.job.id, "done").await;
    }
    for (search, clips) in [
        ("日落", 1),
        ("GULLS", 1),
        ("100%", 1),
        // A percent sign is a percent sign.
        ("%", 1),
        ("no such thing", 0),
    ] {
        let filter = Filter { search: search.into(), ..Filter::default() };
        assert_eq!(count(&bench, filter).await, clips, "{search}");
    }

    let first = bench.studio.clips(Query { limit: 1, ..all() }).await.unwrap();
    let rest =
        bench.studio.clips(Query { limit: 1, after: first.next.clone(), ..all() }).await.unwrap();
    assert!(first.next.is_some() && rest.next.is_none());
    assert_ne!(first.clips[0].clip.id, rest.clips[0].clip.id);

    let id = first.clips[0].clip.id.clone();
    bench.studio.clip_favourite(id.clone(), true).await.unwrap();
    let favourites = Filter { favourite: true, ..Filter::default() };
    assert_eq!(count(&bench, favourites).await, 1);

    let gone = bench.studio.clip_trash(id.clone(), true).await.unwrap();
    assert!(!gone.file.missing && gone.clip.trashed_at.is_some());
    assert_eq!(count(&bench, Filter::default()).await, 1);
    assert_eq!(count(&bench, Filter { trashed: true, ..Filter::default() }).await, 1);
    assert_eq!(names(&bench.home.path().join("clips/.trash")), [gone.clip.name]);
    let back = bench.studio.clip_trash(id, false).await.unwrap();
    assert!(!back.file.missing && back.clip.trashed_at.is_none());
    assert_eq!(count(&bench, Filter::default()).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_frame_can_be_had_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("numbered.mp4");
    stillwake_practice::render::numbered(640, 360, 60, &file).unwrap();
    for number in [0, 1, 23, 47, 48, 49, 59] {
        let frame = stillwake_core::clip::frame::at(&file, number).unwrap();
        let (width, height) = frame.dimensions();
        let read = stillwake_practice::render::numbered::read(&frame, width, height, 3);
        assert_eq!(read, Some(number));
    }
    assert!(stillwake_core::clip::frame::at(&file, 60).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_is_saved_and_continued_from() {
    let bench = Bench::start().await;
    let job = bench.create(draft("Tide")).await;
    let clip = bench.until_state(&job.job.id, "done").await.clip.unwrap();
    let name = bench.studio.frame_save(clip.id.clone(), 23).await.unwrap();
    assert!(name.ends_with(" tide veo3 frame-24.png"), "{name}");
    let saved = image::open(bench.home.path().join("clips").join(&name)).unwrap();
    assert_eq!((saved.width(), saved.height()), (720, 1280));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let plain = bench.home.path().join("plain");
        std::fs::write(&plain, "").unwrap();
        let mode = |file: &Path| std::fs::metadata(file).unwrap().permissions().mode();
        let saved = bench.home.path().join("clips").join(&name);
        assert_eq!(mode(&saved), mode(&plain), "others may read it as they may any new file");
    }
    let picture = bench.studio.frame_picture(clip.id, 23).await.unwrap();
    assert_eq!((picture.width, picture.height), (720, 1280));
    let mut next = draft("The tide turns");
    next.pictures = vec![picture.id];
    next.model = "seedance-lite".into();
    let job = bench.create(next).await;
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.uploads().len(), 1);
}
