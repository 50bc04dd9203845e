//! Keys: where they are kept, what they leave behind, and a keyring that does not answer.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use stillwake_core::catalogue::Catalogue;
use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::{Base, Verdict};
use stillwake_core::secret::{
    ApiKey, Held, Keychain, KeychainFault, KeyringState, MemoryKeychain, Secrets,
};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{Draft, Event, HeldName};
use stillwake_practice::{Answer, Config, Gateway, MODELS, On};

use crate::bench::{Bench, draft};

#[test]
fn what_is_typed_is_read_generously_but_not_blindly() {
    for typed in ["sk-abcdefgh", "  sk-abcdefgh\n", "Bearer sk-abcdefgh"] {
        assert_eq!(ApiKey::parse(typed).unwrap().expose(), "sk-abcdefgh");
    }
    for typed in ["", "short", "sk-with space in it", "sk-中文中文中文", &"k".repeat(1_300)] {
        assert_eq!(ApiKey::parse(typed).unwrap_err().kind, ErrorKind::KeyInvalid, "{typed}");
    }
}

#[test]
fn debug_output_shows_no_key() {
    let key = ApiKey::parse("sk-very-secret-canary").unwrap();
    let held = Held::Kept(key.clone());
    let refused = ApiKey::parse("sk very secret").unwrap_err();
    for text in [format!("{key:?}"), format!("{held:?}"), format!("{refused:?}")] {
        assert!(!text.contains("secret"), "{text}");
    }
    assert_ne!(key.fingerprint(), key.expose());
}

#[test]
fn a_key_belongs_to_an_address() {
    let name = |address: &str| Base::parse(address).unwrap().key_name();
    assert_eq!(name("https://api.crazyrouter.com/v1/"), name("https://crazyrouter.com"));
    assert_eq!(name("https://cn.crazyrouter.com"), name("https://crazyrouter.com"));
    assert_ne!(name("https://crazyrouter.com.evil.example"), name("https://crazyrouter.com"));
    assert_ne!(name("https://crazyrouter.com:8443"), name("https://crazyrouter.com"));
    assert_ne!(name("http://127.0.0.1:1"), name("http://127.0.0.1:2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_says_what_the_service_says() {
    let bench = Bench::start().await;
    let (verdict, account, settings) =
        bench.studio.key_check(Some(bench.gateway.key())).await.unwrap();
    assert_eq!((verdict, account.held), (Verdict::Good, Some(HeldName::Kept)));
    assert!(!settings.practice && settings.onboarded);

    let wrong = bench.studio.key_check(Some("sk-wrong-wrong")).await.unwrap();
    assert_eq!(wrong.0, Verdict::Wrong);
    let kept = bench.keychain.get(&name(&bench)).unwrap().unwrap();
    assert_eq!(kept.expose(), bench.gateway.key(), "a wrong key replaces nothing");

    for answer in [Answer::status(500), Answer::reset(), Answer::text(200, "text/html", "<p>")] {
        bench.gateway.script(On::Models, answer);
        assert_eq!(bench.studio.key_check(None).await.unwrap().0, Verdict::Unchecked);
    }
    assert_eq!(bench.gateway.counts().creates, 0, "a check never costs anything");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_never_sent_to_another_address() {
    let bench = Bench::start().await;
    let other = Gateway::start(Default::default()).await.unwrap();
    let patch = SettingsPatch { service: Some(other.origin()), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    let refused = bench.studio.job_create(draft("No key here"), "p".into()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::KeyMissing);
    assert_eq!(other.counts().requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_in_no_file_and_only_in_its_header() {
    let bench = Bench::start().await;
    let key = bench.gateway.key().to_owned();
    bench.studio.key_check(Some(&key)).await.unwrap();
    // A service that repeats the key in its answer.
    let echo = serde_json::json!({"error": {"code": "invalid_request", "message": key}});
    bench.gateway.script(On::Create, Answer::json(400, &echo));
    let failed = bench.create(draft("Echo")).await;
    let failed = bench.until_state(&failed.job.id, "failed").await;
    let details = bench.studio.job(failed.job.id).await.unwrap().details();
    assert!(!details.contains(&key) && details.contains("(removed)"), "{details}");
    let job = bench.create(draft("Canary")).await;
    bench.until_state(&job.job.id, "done").await;
    bench.studio.shutdown().await;

    search(bench.home.path(), key.as_bytes());
    for seen in bench.gateway.requests() {
        let elsewhere = seen.headers.iter().filter(|(name, _)| name != "authorization");
        assert!(elsewhere.into_iter().all(|(_, value)| !value.contains(&key)));
        assert!(!seen.path.contains(&key));
        assert!(!seen.json.map(|json| json.to_string()).unwrap_or_default().contains(&key));
    }
}

fn search(folder: &Path, needle: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, needle);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found, "the key is in {}", path.display());
        }
    }
}

/// A keyring that asks for a password and answers when the test says so.
struct Slow(mpsc::Receiver<()>);

impl Keychain for Slow {
    fn get(&self, _: &str) -> Result<Option<ApiKey>, KeychainFault> {
        let _ = self.0.recv();
        Ok(ApiKey::parse("sk-late-but-here").ok())
    }
    fn set(&self, _: &str, _: &ApiKey) -> Result<(), KeychainFault> {
        Ok(())
    }
    fn remove(&self, _: &str) -> Result<(), KeychainFault> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_of_the_keyring_is_adopted() {
    let (answer, asked) = mpsc::channel();
    let secrets = Secrets::with_patience(Slow(asked), Duration::from_millis(50)).unwrap();
    secrets.look_up("x").await;
    assert_eq!(secrets.known().keyring, KeyringState::Waiting);
    assert!(secrets.known().key("x").is_none());
    let mut watch = secrets.watch();
    watch.borrow_and_update();
    answer.send(()).unwrap();
    watch.wait_for(|known| known.key("x").is_some()).await.unwrap();
    assert_eq!(secrets.known().keyring, KeyringState::Ready);
}

/// A keyring that is locked.
struct Locked;

impl Keychain for Locked {
    fn get(&self, _: &str) -> Result<Option<ApiKey>, KeychainFault> {
        Err(KeychainFault { state: KeyringState::Locked, words: "locked".into() })
    }
    fn set(&self, _: &str, _: &ApiKey) -> Result<(), KeychainFault> {
        Err(KeychainFault { state: KeyringState::Locked, words: "locked".into() })
    }
    fn remove(&self, _: &str) -> Result<(), KeychainFault> {
        Err(KeychainFault { state: KeyringState::Locked, words: "locked".into() })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keyring_leaves_the_key_in_memory_and_says_so() {
    let secrets = Secrets::start(Locked).unwrap();
    secrets.keep("x", ApiKey::parse("sk-for-now-only").unwrap()).await;
    let known = secrets.known();
    assert_eq!(known.keyring, KeyringState::Locked);
    assert!(matches!(known.held("x"), Some(Held::InMemory(_))));
    assert_eq!(secrets.forget("x").await.unwrap_err().kind, ErrorKind::KeyringLocked);
    assert!(secrets.known().key("x").is_none());
}

/// What the snapshot says of each model, in the order of the picker.
async fn listed(bench: &Bench) -> Vec<Option<bool>> {
    let models = bench.studio.snapshot().await.unwrap().models;
    models.iter().map(|model| model.listed).collect()
}

fn says(of: impl Fn(&str) -> Option<bool>) -> Vec<Option<bool>> {
    Catalogue::bundled().unwrap().models().iter().map(|model| of(&model.id)).collect()
}

fn unknown() -> Vec<Option<bool>> {
    says(|_| None)
}

/// What the practice gateway lists: the models of the contract and no other.
fn the_contracts() -> Vec<Option<bool>> {
    says(|id| Some(MODELS.contains(&id)))
}

/// What the page was told of the models since the last time.
fn told(bench: &mut Bench) -> Vec<Vec<Option<bool>>> {
    let mut told = Vec::new();
    while let Ok(event) = bench.events.try_recv() {
        if let Event::Models(_, models, _) = event {
            told.push(models.iter().map(|model| model.listed).collect());
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_says_which_models_it_has_and_nothing_is_blocked() {
    let mut bench = Bench::start().await;
    let (unknown, all) = (unknown(), the_contracts());
    assert_eq!(listed(&bench).await, unknown, "nobody has asked");
    told(&mut bench);
    bench.studio.key_check(None).await.unwrap();
    assert_eq!(listed(&bench).await, all);
    assert_eq!(told(&mut bench), std::slice::from_ref(&all));
    bench.studio.key_check(None).await.unwrap();
    assert_eq!(listed(&bench).await, all);
    assert!(told(&mut bench).is_empty(), "nothing changed");

    // The real service lists some 600 of all kinds: 100 KB, and here far more.
    let filler = |n: usize| json!({"id": format!("model-{n}"), "words": "x".repeat(2_000)});
    let mut data: Vec<_> = (0..1_500).map(filler).collect();
    data.push(json!({"id": "veo3"}));
    bench.gateway.script(On::Models, Answer::json(200, &json!({"data": data})));
    bench.studio.key_check(None).await.unwrap();
    let some = says(|id| Some(id == "veo3"));
    assert_eq!(listed(&bench).await, some);
    assert_eq!(told(&mut bench), std::slice::from_ref(&some));
    let unlisted = Draft { model: "veo2".into(), ..draft("All the same") };
    let job = bench.create(unlisted).await;
    bench.until_state(&job.job.id, "done").await;

    // No answer changes nothing, and one without a model says nothing.
    bench.gateway.script(On::Models, Answer::status(500));
    bench.studio.key_check(None).await.unwrap();
    assert_eq!(listed(&bench).await, some);
    bench.gateway.script(On::Models, Answer::json(200, &json!({"data": [{"id": 1}]})));
    assert_eq!(bench.studio.key_check(None).await.unwrap().0, Verdict::Good);
    assert_eq!(listed(&bench).await, unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_longer_than_four_megabytes_is_not_read() {
    let bench = Bench::start().await;
    bench.studio.key_check(None).await.unwrap();
    let endless =
        Answer { endless: true, ..Answer::text(200, "application/json", "x".repeat(1024)) };
    bench.gateway.script(On::Models, endless);
    assert_eq!(bench.studio.key_check(None).await.unwrap().0, Verdict::Unchecked);
    let long = json!({"data": [{"id": "veo3", "words": "x".repeat(4 << 20)}]});
    bench.gateway.script(On::Models, Answer::json(200, &long));
    assert_eq!(bench.studio.key_check(None).await.unwrap().0, Verdict::Unchecked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_belongs_to_its_address_and_its_key() {
    let mut bench = Bench::start().await;
    let (unknown, all) = (unknown(), the_contracts());
    let patch =
        |service: &str| SettingsPatch { service: Some(service.into()), ..SettingsPatch::default() };
    let practice = |on| SettingsPatch { practice: Some(on), ..SettingsPatch::default() };
    let here = bench.gateway.origin();

    bench.studio.key_check(None).await.unwrap();
    assert_eq!(listed(&bench).await, all);
    told(&mut bench);
    bench.studio.settings_set(patch("https://example.com")).await.unwrap();
    assert_eq!(listed(&bench).await, unknown);
    assert_eq!(told(&mut bench), std::slice::from_ref(&unknown), "the page is told");
    bench.studio.settings_set(patch(&here)).await.unwrap();
    assert_eq!(listed(&bench).await, unknown, "it is forgotten, not put aside");

    bench.studio.key_check(None).await.unwrap();
    bench.studio.key_check(Some("sk-wrong-wrong")).await.unwrap();
    assert_eq!(listed(&bench).await, all, "a wrong key replaces nothing");
    bench.studio.settings_set(practice(true)).await.unwrap();
    assert_eq!(listed(&bench).await, unknown, "practice has no list");
    bench.studio.settings_set(practice(false)).await.unwrap();
    assert_eq!(listed(&bench).await, all);

    // Another key that could not be checked is kept, and nobody knows its list.
    let elsewhere = Gateway::start(Config::default()).await.unwrap();
    std::mem::replace(&mut bench.gateway, elsewhere).stop().await;
    let (verdict, ..) = bench.studio.key_check(Some("sk-another-key")).await.unwrap();
    assert_eq!(verdict, Verdict::Unchecked);
    assert_eq!(listed(&bench).await, unknown);

    let port = here.rsplit(':').next().unwrap().parse().unwrap();
    let key = Some("sk-another-key".to_owned());
    bench.gateway = Gateway::start(Config { port, key, ..Config::default() }).await.unwrap();
    bench.studio.key_check(None).await.unwrap();
    assert_eq!(listed(&bench).await, all);
    bench.studio.key_clear().await.unwrap();
    assert_eq!(listed(&bench).await, unknown);
}

fn name(bench: &Bench) -> String {
    Base::parse(&bench.gateway.origin()).unwrap().key_name()
}

#[test]
fn a_memory_keychain_forgets() {
    let keychain = MemoryKeychain::default();
    keychain.set("x", &ApiKey::parse("sk-abcdefgh").unwrap()).unwrap();
    keychain.remove("x").unwrap();
    assert!(keychain.get("x").unwrap().is_none());
}
