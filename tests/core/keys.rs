//! Keys: where they are kept, what they leave behind, and a keyring that does not answer.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::{Base, Verdict};
use stillwake_core::secret::{
    ApiKey, Held, Keychain, KeychainFault, KeyringState, MemoryKeychain, Secrets,
};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::HeldName;
use stillwake_practice::{Answer, On};

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
    let other = stillwake_practice::Gateway::start(Default::default()).await.unwrap();
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
    assert!(!details.contains(&key) && details.contains("(key)"), "{details}");
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
