//! What a press will cost, what the month cost, and the soft limit: through a real studio, with a
//! service that tells prices.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stillwake_core::gateway::Base;
use stillwake_core::money::{DOLLAR, Standing};
use stillwake_core::secret::{ApiKey, Keychain};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::Store;
use stillwake_core::studio::{Draft, Event, Press, Quote};
use stillwake_practice::{Answer, Config, Gateway, On};

use crate::bench::{Bench, draft, folders};

const PRICES: &str = "/api/pricing";

/// Ten cents a second for `veo3`; nothing is known of the others.
fn prices(base: f64) -> Answer {
    let rule = |bucket: &str| {
        json!({"capability_bucket": bucket, "resolution": "720p", "has_audio": false,
            "platform_base_price": base, "platform_currency": "USD", "status": "active",
            "verification_status": "verified"})
    };
    let model = json!({"model_name": "veo3", "quota_type": 0, "model_price": 0,
        "billing_mode": "per_second", "video_pricing": {"rules": [rule("t2v"), rule("i2v")]}});
    Answer::json(200, &json!({"success": true, "data": [model], "group_ratio": {"default": 1}}))
        .times(0)
}

fn on_prices() -> On {
    On::Path(PRICES.into())
}

/// Moves the studio to a service of its own that tells prices. The first one is given back: it is
/// the practice studio's.
async fn priced(bench: &mut Bench, answer: Answer) -> Gateway {
    let making = Duration::from_millis(50);
    let config = Config { queued: making, making, ..Config::default() };
    let other = Gateway::start(config).await.unwrap();
    let first = std::mem::replace(&mut bench.gateway, other);
    bench.gateway.script(on_prices(), answer);
    let name = Base::parse(&bench.gateway.origin()).unwrap().key_name();
    bench.keychain.set(&name, &ApiKey::parse(bench.gateway.key()).unwrap()).unwrap();
    let patch = SettingsPatch { service: Some(bench.gateway.origin()), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    first
}

fn press(takes: u32) -> Press {
    Press { model: "veo3".into(), quality: None, duration: None, pictures: 0, takes }
}

async fn until_quoted(bench: &Bench, wanted: impl Fn(&Quote) -> bool) -> Quote {
    let begun = Instant::now();
    loop {
        let quote = bench.studio.quote(&press(1)).await.unwrap();
        if wanted(&quote) {
            return quote;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "still {quote:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn asked(bench: &Bench) -> usize {
    bench.gateway.requests().iter().filter(|seen| seen.path == PRICES).count()
}

async fn limit(bench: &Bench, typed: &str) {
    let patch = SettingsPatch { spend_limit: Some(typed.into()), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
}

async fn edit(bench: &Bench, sql: &'static str) {
    let store = Store::open(&folders(bench.home.path()).database()).unwrap();
    let edited = store.write(move |db| Ok(db.execute_batch(sql)?)).await;
    edited.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_read_without_a_key_and_kept_for_a_day() {
    let mut bench = Bench::start().await;
    assert_eq!(bench.studio.quote(&press(1)).await.unwrap().each, None, "nothing is known yet");
    while bench.events.try_recv().is_ok() {}
    priced(&mut bench, prices(0.1)).await;
    let quote = until_quoted(&bench, |quote| quote.each.is_some()).await;
    assert_eq!(quote.each.unwrap().micros, 800_000, "eight seconds are usual");
    let four = bench.studio.quote(&press(4)).await.unwrap();
    assert_eq!((four.each, four.together), (quote.each, Some(3_200_000)));
    let unknown = Press { model: "veo2".into(), ..press(1) };
    assert_eq!(bench.studio.quote(&unknown).await.unwrap().each, None);
    assert_eq!((four.standing, four.limit), (Standing::Within, None));

    let told = std::iter::from_fn(|| bench.events.try_recv().ok()).find_map(|event| match event {
        Event::Models(_, models, _) => {
            models.into_iter().find(|one| one.model.id == "veo3").and_then(|one| one.least)
        }
        _ => None,
    });
    assert_eq!(told.unwrap().micros, 100_000, "the page is told");
    for seen in bench.gateway.requests().iter().filter(|seen| seen.path == PRICES) {
        assert_eq!((seen.method.as_str(), seen.header("authorization")), ("GET", None));
    }

    // The next start has them at once, and asks nobody.
    let before = asked(&bench);
    bench.restart().await;
    let again = until_quoted(&bench, |quote| quote.each.is_some()).await;
    assert_eq!(again, quote, "with the date of their reading");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(asked(&bench), before);

    // A day later they are read anew in the background.
    edit(&bench, "UPDATE price_list SET read_at = read_at - 86400001").await;
    bench.gateway.clear_script();
    bench.gateway.script(on_prices(), prices(0.2));
    bench.restart().await;
    let newer = until_quoted(&bench, |q| q.each.is_some_and(|each| each.micros == 1_600_000)).await;
    assert!(newer.read_at >= quote.read_at);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_tells_no_prices_changes_nothing() {
    let mut bench = Bench::start().await;
    priced(&mut bench, prices(0.1)).await;
    let quote = until_quoted(&bench, |quote| quote.each.is_some()).await;
    for answer in [
        Answer::status(404),
        Answer::text(200, "text/html", "<h1>Pricing</h1>"),
        Answer::json(200, &json!({"success": false})),
        Answer { endless: true, ..Answer::text(200, "application/json", "x".repeat(9_000)) },
    ] {
        edit(&bench, "UPDATE price_list SET read_at = read_at - 86400001").await;
        bench.gateway.clear_script();
        bench.gateway.script(on_prices(), answer.times(0));
        let before = asked(&bench);
        bench.restart().await;
        until_quoted(&bench, |quote| quote.each.is_some()).await;
        let begun = Instant::now();
        while asked(&bench) == before && begun.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        let kept = bench.studio.quote(&press(1)).await.unwrap();
        assert_eq!(kept.each, quote.each, "old prices are better than none, with their date");
        assert!(kept.read_at < quote.read_at);
    }
    // A kept list that cannot be read is as good as none.
    edit(&bench, "UPDATE price_list SET prices = 'wild'").await;
    bench.restart().await;
    assert_eq!(bench.studio.quote(&press(1)).await.unwrap().each, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_belong_to_their_address_and_practice_has_none() {
    let mut bench = Bench::start().await;
    let _practice = priced(&mut bench, prices(0.1)).await;
    until_quoted(&bench, |quote| quote.each.is_some()).await;
    let practice = |on| SettingsPatch { practice: Some(on), ..SettingsPatch::default() };
    bench.studio.settings_set(practice(true)).await.unwrap();
    limit(&bench, "0.01").await;
    let nothing = Quote {
        each: None,
        together: None,
        read_at: None,
        standing: Standing::Within,
        limit: None,
    };
    assert_eq!(bench.studio.quote(&press(4)).await.unwrap(), nothing);
    let models = bench.studio.snapshot().await.unwrap().models;
    assert!(models.iter().all(|model| model.least.is_none()));
    let made = bench.create(draft("For nothing")).await;
    assert_eq!(made.job.estimate, None);
    bench.until_state(&made.job.id, "done").await;
    let spend = bench.studio.spend().await.unwrap();
    assert_eq!((spend.known, spend.unknown, spend.planned), (0, 0, 0));

    bench.studio.settings_set(practice(false)).await.unwrap();
    until_quoted(&bench, |quote| quote.each.is_some()).await;
    // Somebody else's service, to which there is no key: it is not even asked.
    let other = Gateway::start(Config::default()).await.unwrap();
    let patch = SettingsPatch { service: Some(other.origin()), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    assert_eq!(bench.studio.quote(&press(1)).await.unwrap().each, None);
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(other.counts().requests, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_month_counts_what_may_have_been_charged() {
    let mut bench = Bench::start().await;
    priced(&mut bench, prices(0.1)).await;
    until_quoted(&bench, |quote| quote.each.is_some()).await;
    let second = DOLLAR / 10;
    let spent = |bench: &Bench| {
        let studio = bench.studio.clone();
        async move {
            let spend = studio.spend().await.unwrap();
            (spend.known, spend.unknown, spend.planned)
        }
    };
    assert_eq!(spent(&bench).await, (0, 0, 0));

    let made = bench.create(draft("Made")).await;
    assert_eq!(made.job.estimate, Some(second), "a second was asked for");
    let done = bench.until_state(&made.job.id, "done").await;
    assert_eq!(done.job.estimate, Some(second));
    assert!(done.job.details().contains("estimate_usd: 0.1\n"), "{}", done.job.details());
    assert_eq!(spent(&bench).await, (second, 0, 0));

    bench.gateway.script(On::Create, Answer::lost());
    let lost = bench.create(draft("Lost")).await;
    bench.until_state(&lost.job.id, "unclear").await;
    assert_eq!(spent(&bench).await, (2 * second, 0, 0), "nobody knows: it counts");
    bench.studio.job_stop(lost.job.id).await.unwrap();
    assert_eq!(spent(&bench).await, (2 * second, 0, 0), "given up, it still may have been");

    let quota: Value = json!({"error": {"code": "insufficient_quota", "message": "no"}});
    bench.gateway.script(On::Create, Answer::json(403, &quota));
    let refused = bench.create(draft("Refused")).await;
    bench.until_state(&refused.job.id, "failed").await;
    assert_eq!(spent(&bench).await, (2 * second, 0, 0), "surely refused, surely free");

    bench.gateway.hold(true);
    let failing = bench.create(draft("Failing")).await;
    let failing = bench.until_state(&failing.job.id, "making").await;
    bench.gateway.fail(&failing.job.state.task().unwrap().id, "no");
    bench.until_state(&failing.job.id, "failed").await;
    bench.gateway.hold(false);
    assert_eq!(spent(&bench).await, (3 * second, 0, 0), "accepted, and perhaps not given back");

    let unknown = bench.create(Draft { model: "veo2".into(), ..draft("Unknown") }).await;
    assert_eq!(unknown.job.estimate, None);
    bench.until_state(&unknown.job.id, "done").await;
    assert_eq!(spent(&bench).await, (3 * second, 1, 0), "counted apart");

    // What surely did not arrive and was stopped then cost nothing.
    bench.gateway.script(On::Create, Answer::status(429).header("retry-after", "600").times(0));
    let busy = bench.create(draft("Busy")).await;
    bench.until(&busy.job.id, |job| job.note.is_some()).await;
    assert_eq!(spent(&bench).await, (3 * second, 1, second), "it waits to be sent");
    let stopped = bench.studio.job_stop(busy.job.id).await.unwrap();
    assert_eq!(stopped.job.sent_at, None);
    assert_eq!(spent(&bench).await, (3 * second, 1, 0));

    let again = bench.studio.job_retry(refused.job.id, "again".into()).await.unwrap();
    assert_eq!(again.job.estimate, Some(second), "at today's price");
    bench.studio.job_stop(again.job.id.clone()).await.unwrap();
    bench.until_state(&again.job.id, "stopped").await;

    edit(&bench, "UPDATE job SET sent_at = sent_at - 32 * 86400000, created_at = 0").await;
    assert_eq!(spent(&bench).await, (0, 0, 0), "another month");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soft_limit_warns_before_it_is_crossed_and_stops_nothing() {
    let mut bench = Bench::start().await;
    priced(&mut bench, prices(0.1)).await;
    until_quoted(&bench, |quote| quote.each.is_some()).await;
    limit(&bench, "$1.60").await;
    assert_eq!(bench.studio.settings().spend_limit, Some(1_600_000));
    let quote = |takes| {
        let studio = bench.studio.clone();
        async move { studio.quote(&press(takes)).await.unwrap() }
    };
    assert_eq!(quote(2).await.standing, Standing::Within);
    assert_eq!(quote(3).await.standing, Standing::Crosses);
    assert_eq!(quote(3).await.limit, Some((1_600_000, 0)));

    // What waits in the queue counts before it is sent.
    bench.gateway.script(On::Create, Answer::status(429).header("retry-after", "600").times(0));
    let waiting = bench.create(Draft { duration: None, ..draft("Waits") }).await;
    assert_eq!(quote(2).await.standing, Standing::Crosses);
    assert_eq!(quote(1).await.limit, Some((1_600_000, 800_000)));
    bench.gateway.clear_script();
    bench.studio.job_stop(waiting.job.id).await.unwrap();

    limit(&bench, "0.80").await;
    let made = bench.create(Draft { duration: Some(8), ..draft("Reaches it") }).await;
    bench.until_state(&made.job.id, "done").await;
    assert_eq!(quote(1).await.standing, Standing::Reached);
    let beyond = bench.create(draft("And goes on all the same")).await;
    bench.until_state(&beyond.job.id, "done").await;

    let wrong = SettingsPatch { spend_limit: Some("lots".into()), ..SettingsPatch::default() };
    let refused = bench.studio.settings_set(wrong).await.unwrap_err();
    assert_eq!(refused.kind, stillwake_core::error::ErrorKind::LimitInvalid);
    assert_eq!(bench.studio.settings().spend_limit, Some(800_000), "nothing is changed");
    bench.restart().await;
    assert_eq!(bench.studio.settings().spend_limit, Some(800_000));
    limit(&bench, "").await;
    assert_eq!(bench.studio.settings().spend_limit, None);
    bench.restart().await;
    assert_eq!(bench.studio.settings().spend_limit, None);
}
