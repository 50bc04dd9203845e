//! Choices are kept, and a stored value that is none of ours is told by its name.

use stillwake_core::error::ErrorKind;
use stillwake_core::settings::{Motion, SettingsPatch};
use stillwake_core::store::{self, Store};
use stillwake_core::studio::Event;

use crate::bench::{Bench, folders};

#[tokio::test(flavor = "multi_thread")]
async fn less_motion_is_chosen_told_and_kept() {
    let mut bench = Bench::start().await;
    assert_eq!(bench.studio.settings().motion, Motion::System, "the system decides at first");
    while bench.events.try_recv().is_ok() {}
    let patch = SettingsPatch { motion: Some(Motion::Reduced), ..SettingsPatch::default() };
    assert_eq!(bench.studio.settings_set(patch).await.unwrap().motion, Motion::Reduced);
    let told = loop {
        if let Event::Settings(_, choices) = bench.events.recv().await.unwrap() {
            break choices;
        }
    };
    assert_eq!(told.motion, Motion::Reduced);
    let other = bench.studio.settings_set(SettingsPatch::default()).await.unwrap();
    assert_eq!(other.motion, Motion::Reduced, "what is not in a patch stays");
    bench.restart().await;
    assert_eq!(bench.studio.settings().motion, Motion::Reduced);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_stored_choice_is_an_error_with_its_name() {
    let home = tempfile::tempdir().unwrap();
    for (name, what) in [
        ("motion", "setting.motion"),
        ("theme", "setting.theme"),
        ("language", "setting.language"),
        ("pictures", "setting.pictures"),
        ("pass_links", "setting.pass_links"),
        ("proxy", "setting.proxy"),
        ("proxy_address", "setting.proxy_address"),
        ("jobs_at_once", "setting.jobs_at_once"),
        ("no-such-choice", "setting.name"),
    ] {
        let file = folders(home.path()).database().with_file_name(format!("{name}.db"));
        let database = Store::open(&file).unwrap();
        let stored = database.write(move |db| {
            db.execute("INSERT INTO setting (name, value) VALUES (?1, 'wild one')", [name])?;
            Ok(())
        });
        stored.await.unwrap();
        let refused = database.read(|db| store::settings::load(db)).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::DatabaseUnreadable, "{name}");
        assert_eq!(refused.params["what"], what);
    }
}
