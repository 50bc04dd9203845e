//! The models of a running studio: the person's own file as it changes, and the service's list that
//! is asked for without anybody pressing anything.

use std::fs;
use std::time::{Duration, Instant};

use stillwake_core::catalogue::FaultKind;
use stillwake_core::error::ErrorKind;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{Draft, Snapshot};
use stillwake_practice::{Answer, MODELS, On};

use crate::bench::{Bench, draft};

async fn until(bench: &Bench, what: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let begun = Instant::now();
    loop {
        let now = bench.studio.snapshot().await.unwrap();
        if what(&now) {
            return now;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", now.models_fault);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

fn has(now: &Snapshot, id: &str) -> bool {
    now.models.iter().any(|model| model.model.id == id)
}

fn listed(now: &Snapshot, id: &str) -> Option<bool> {
    now.models.iter().find(|model| model.model.id == id).unwrap().listed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_beside_the_database_counts_at_start_and_when_it_changes() {
    let mut bench = Bench::start().await;
    let file = bench.home.path().join("models.toml");
    fs::write(&file, "\u{feff}[[model]]\nid = \"kling-9\"\npictures = false\n").unwrap();
    bench.restart().await;
    let now = bench.studio.snapshot().await.unwrap();
    assert!(has(&now, "kling-9") && now.models_fault.is_none());
    let many = Draft { model: "kling-9".into(), pictures: vec!["a".into()], ..draft("Move") };
    let refused = bench.studio.job_create(many.clone(), crate::bench::rand()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::PicturesTooMany);

    fs::write(&file, "[[model]]\nid = \"kling-9\"\n[[model]]\nid = \"kling-10\"\nspeed = 1")
        .unwrap();
    let now = until(&bench, |now| now.models_fault.is_some()).await;
    let fault = now.models_fault.clone().unwrap();
    assert_eq!((fault.kind, fault.line), (FaultKind::UnknownField, Some(5)));
    assert!(!has(&now, "kling-9") && has(&now, "veo3"), "only the built-in ones count");
    let next = bench.studio.job_create(many, crate::bench::rand()).await.unwrap_err();
    assert_eq!(next.kind, ErrorKind::PictureUnknown, "what is not known any more blocks nothing");

    fs::remove_file(&file).unwrap();
    until(&bench, |now| now.models_fault.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_lies_at_the_files_place_the_app_opens() {
    let mut bench = Bench::start().await;
    let file = bench.home.path().join("models.toml");
    let fault = |now: Snapshot| now.models_fault.map(|fault| fault.kind);
    fs::create_dir(&file).unwrap();
    bench.restart().await;
    let now = bench.studio.snapshot().await.unwrap();
    assert!(has(&now, "veo3"));
    assert_eq!(fault(now), Some(FaultKind::Unreadable));
    fs::remove_dir(&file).unwrap();

    for (bytes, kind) in [
        (vec![0xff, 0xfe, 0x00], FaultKind::Unreadable),
        (vec![b'#'; (1 << 20) + 1], FaultKind::TooLarge),
        (b"\x00\x01\x02".to_vec(), FaultKind::Syntax),
    ] {
        fs::write(&file, bytes).unwrap();
        bench.restart().await;
        assert_eq!(fault(bench.studio.snapshot().await.unwrap()), Some(kind));
    }
    let job = bench.create(draft("All the same")).await;
    bench.until_state(&job.job.id, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_asked_for_once_the_window_is_there_and_not_again() {
    let mut bench = Bench::start().await;
    bench.studio.snapshot().await.unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(bench.gateway.counts().models, 0, "not before the window is there");

    let practice = |on| SettingsPatch { practice: Some(on), ..SettingsPatch::default() };
    bench.studio.settings_set(practice(true)).await.unwrap();
    bench.studio.window_shown();
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(bench.gateway.counts().models, 0, "practice asks nobody");

    bench.studio.settings_set(practice(false)).await.unwrap();
    let now = until(&bench, |now| listed(now, "veo3").is_some()).await;
    assert!(MODELS.iter().all(|id| listed(&now, id) == Some(true)));
    assert_eq!(listed(&now, "veo-3.1-fast"), Some(false));
    assert_eq!(now.account.verdict, None, "asking for a list is no check of the key");
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(bench.gateway.counts().models, 1, "once is enough for an hour");

    let away = |to: &str| SettingsPatch { service: Some(to.into()), ..SettingsPatch::default() };
    let here = bench.gateway.origin();
    bench.studio.settings_set(away("http://127.0.0.1:9")).await.unwrap();
    until(&bench, |now| listed(now, "veo3").is_none()).await;
    bench.studio.settings_set(away(&here)).await.unwrap();
    assert_eq!(bench.gateway.counts().models, 1, "no key for the other address: nobody was asked");

    bench.restart().await;
    bench.studio.window_shown();
    until(&bench, |now| listed(now, "veo3") == Some(true)).await;
    assert_eq!(bench.gateway.counts().models, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_list_says_nothing_and_a_check_that_brought_one_is_enough() {
    let bench = Bench::start().await;
    bench.gateway.script(On::Models, Answer::status(500));
    bench.studio.window_shown();
    let begun = Instant::now();
    while bench.gateway.counts().models == 0 {
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    tokio::time::sleep(Duration::from_millis(700)).await;
    let now = bench.studio.snapshot().await.unwrap();
    assert_eq!(listed(&now, "veo3"), None);
    let asked = bench.gateway.counts().models;
    bench.studio.key_check(None).await.unwrap();
    until(&bench, |now| listed(now, "veo3") == Some(true)).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(bench.gateway.counts().models, asked + 1);
}
