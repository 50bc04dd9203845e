//! What is left, where a service tells it, and what a check says of a key that ran out. All of it
//! by reading: nothing here may ever cost anything.

use serde_json::{Value, json};
use stillwake_core::gateway::Verdict;
use stillwake_core::gateway::balance::{KeyFacts, Left, billing, key_facts, site};
use stillwake_core::settings::SettingsPatch;
use stillwake_practice::{Answer, Gateway, On};

use crate::bench::Bench;

const SUBSCRIPTION: &str = "/v1/dashboard/billing/subscription";
const USAGE: &str = "/v1/dashboard/billing/usage";
const TOKEN: &str = "/api/usage/token/";
const STATUS: &str = "/api/status";

fn subscription(limit: impl Into<Value>) -> Value {
    json!({"object": "billing_subscription", "has_payment_method": true, "soft_limit_usd": 0,
        "hard_limit_usd": limit.into(), "system_hard_limit_usd": 20, "access_until": 0})
}

fn usage(cents: impl Into<Value>) -> Value {
    json!({"object": "list", "total_usage": cents.into()})
}

fn token(available: i64, unlimited: bool, expires_at: i64) -> Value {
    json!({"code": true, "message": "ok", "data": {"object": "token_usage", "name": "mine",
        "total_granted": 5_000_000, "total_used": 0, "total_available": available,
        "unlimited_quota": unlimited, "expires_at": expires_at}})
}

fn status() -> Value {
    json!({"success": true, "data": {"quota_per_unit": 500_000, "quota_display_type": "USD",
        "usd_exchange_rate": 7.3}})
}

#[test]
fn the_billing_answers_say_what_is_left() {
    let left = |limit: Value, used: Value| billing(&subscription(limit), &usage(used), None);
    let cases = [
        (json!(20), json!(766), Some(Left::Amount(12_340_000))),
        (json!("20.5"), json!("50"), Some(Left::Amount(20_000_000))),
        (json!(5), json!(500), Some(Left::Amount(0))),
        (json!(5), json!(512.5), Some(Left::Amount(-125_000))),
        (json!(100_000_000), json!(1234), Some(Left::Unlimited)),
        (json!(1.5e8), json!(0), Some(Left::Unlimited)),
        (json!(null), json!(0), None),
        (json!("much"), json!(0), None),
        (json!(20), json!(null), None),
        (json!(-1e300), json!(0), None),
    ];
    for (limit, used, found) in cases {
        assert_eq!(left(limit.clone(), used.clone()), found, "{limit} {used}");
    }
    // A failure comes with status 200.
    let wrong = json!({"error": {"message": "no", "type": "upstream_error"}});
    assert_eq!(billing(&wrong, &usage(0), None), None);
    assert_eq!(billing(&subscription(20), &json!({"error": {}}), None), None);
    assert_eq!(billing(&json!([20]), &usage(0), None), None);
    assert_eq!(billing(&json!({"success": false}), &usage(0), None), None);

    // Some sites show yuan or their own units under the same names.
    let shown = |answer: Value| billing(&subscription(20), &usage(0), Some(&site(&answer)));
    assert_eq!(shown(status()), Some(Left::Amount(20_000_000)));
    assert_eq!(shown(json!({"data": {}})), Some(Left::Amount(20_000_000)));
    assert_eq!(shown(json!({"data": {"quota_display_type": "CNY"}})), None);
    assert_eq!(shown(json!({"data": {"quota_display_type": "TOKENS"}})), None);
    assert_eq!(shown(json!({"data": {"display_in_currency": false}})), None);
    let yuan = site(&json!({"data": {"quota_display_type": "CNY"}}));
    let unlimited = billing(&subscription(1e8), &usage(0), Some(&yuan));
    assert_eq!(unlimited, Some(Left::Unlimited), "no limit is none in every currency");
}

#[test]
fn a_key_can_say_why_it_is_refused() {
    let now = 1_764_000_000_000;
    let read = |answer: Value| key_facts(&answer, Some(&site(&status())), now);
    let facts = |left, used_up, expired| Some(KeyFacts { left, used_up, expired });
    let amount = |micros| Some(Left::Amount(micros));
    assert_eq!(read(token(1_250_000, false, 0)), facts(amount(2_500_000), false, false));
    assert_eq!(read(token(0, false, -1)), facts(amount(0), true, false));
    assert_eq!(read(token(-500, false, 0)), facts(amount(-1_000), true, false));
    assert_eq!(read(token(0, true, 0)), facts(Some(Left::Unlimited), false, false));
    assert_eq!(read(token(500_000, false, 1_763_999_999)), facts(amount(1_000_000), false, true));
    assert_eq!(read(token(500_000, false, 1_764_000_001)), facts(amount(1_000_000), false, false));
    let unitless = key_facts(&token(7, false, 0), None, now);
    assert_eq!(unitless, facts(None, false, false), "units are not dollars");
    for nonsense in [
        json!(null),
        json!("ok"),
        json!({"code": false, "message": "no"}),
        json!({"success": false, "data": {"total_available": 1}}),
        json!({"error": {"message": "no"}, "data": {"total_available": 1}}),
        json!({"code": true, "data": null}),
        json!({"code": true, "data": {"total_available": "plenty"}}),
    ] {
        assert_eq!(read(nonsense.clone()), None, "{nonsense}");
    }
}

fn says(bench: &Bench, path: &str, answer: Answer) {
    bench.gateway.script(On::Path(path.into()), answer.times(0));
}

fn asked(gateway: &Gateway, path: &str) -> usize {
    gateway.requests().iter().filter(|seen| seen.path == path).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_is_shown_where_it_is_told() {
    let bench = Bench::start().await;
    assert_eq!(bench.studio.balance(false).await, None, "there are no such calls");
    assert_eq!(asked(&bench.gateway, TOKEN), 0, "only on a click");
    assert_eq!(asked(&bench.gateway, STATUS), 0, "not needed");
    assert_eq!(bench.studio.balance(true).await, None);
    assert_eq!(asked(&bench.gateway, TOKEN), 1);

    says(&bench, TOKEN, Answer::json(200, &token(1_250_000, false, 0)));
    assert_eq!(bench.studio.balance(false).await, None);
    assert_eq!(bench.studio.balance(true).await, None, "nobody says what a unit is worth");
    says(&bench, STATUS, Answer::json(200, &status()));
    assert_eq!(bench.studio.balance(true).await, Some(Left::Amount(2_500_000)));

    says(&bench, SUBSCRIPTION, Answer::json(200, &subscription(20)));
    says(&bench, USAGE, Answer::json(200, &usage(766)));
    let before = asked(&bench.gateway, TOKEN);
    for click in [false, true] {
        assert_eq!(bench.studio.balance(click).await, Some(Left::Amount(12_340_000)));
    }
    assert_eq!(asked(&bench.gateway, TOKEN), before, "not asked where billing tells it");

    for nonsense in [
        Answer::text(200, "text/html", "<h1>Log in</h1>"),
        Answer::json(200, &json!({"error": {"message": "no"}})),
        Answer::json(200, &json!([])),
        Answer::status(500),
        Answer::reset(),
        Answer { endless: true, ..Answer::text(200, "application/json", "{\"a\":".repeat(200)) },
    ] {
        bench.gateway.clear_script();
        let shape = format!("{nonsense:?}");
        says(&bench, SUBSCRIPTION, nonsense.clone());
        says(&bench, USAGE, nonsense.clone());
        says(&bench, TOKEN, nonsense);
        assert_eq!(bench.studio.balance(true).await, None, "{shape}");
    }
    let methods: Vec<_> = bench.gateway.requests().into_iter().map(|seen| seen.method).collect();
    assert!(methods.iter().all(|method| method == "GET"), "{methods:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_is_asked_of_the_keys_own_service_alone_and_never_in_practice() {
    let bench = Bench::start().await;
    let key = bench.gateway.key().to_owned();
    bench.studio.balance(true).await;
    for seen in bench.gateway.requests() {
        let public = seen.path == STATUS || seen.path == "/api/pricing";
        let sent = seen.header("authorization").unwrap_or_default();
        assert_eq!(sent.contains(&key), !public, "{}", seen.path);
    }
    let before = bench.asked();
    let practice = SettingsPatch { practice: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(practice).await.unwrap();
    assert_eq!(bench.studio.balance(true).await, None);
    let other = Gateway::start(Default::default()).await.unwrap();
    let patch = SettingsPatch {
        service: Some(other.origin()),
        practice: Some(false),
        ..SettingsPatch::default()
    };
    bench.studio.settings_set(patch).await.unwrap();
    assert_eq!(bench.studio.balance(true).await, None);
    assert_eq!(bench.asked(), before);
    assert_eq!(other.counts().requests, 0, "there is no key for it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_says_that_a_key_ran_out_and_never_costs_anything() {
    let bench = Bench::start().await;
    let check = || async { bench.studio.key_check(None).await.unwrap().0 };
    assert_eq!(check().await, Verdict::Good, "no billing says nothing against a key");

    says(&bench, SUBSCRIPTION, Answer::json(200, &subscription(5)));
    says(&bench, USAGE, Answer::json(200, &usage(499)));
    assert_eq!(check().await, Verdict::Good, "one cent is left");
    bench.gateway.clear_script();
    says(&bench, SUBSCRIPTION, Answer::json(200, &subscription(5)));
    says(&bench, USAGE, Answer::json(200, &usage(500)));
    let practice = SettingsPatch { practice: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(practice).await.unwrap();
    let (verdict, account, settings) =
        bench.studio.key_check(Some(bench.gateway.key())).await.unwrap();
    assert_eq!(verdict, Verdict::OutOfCredit);
    assert_eq!(account.verdict, Some(Verdict::OutOfCredit));
    assert!(account.held.is_some() && settings.practice, "kept, and practice goes on");

    bench.gateway.clear_script();
    says(&bench, SUBSCRIPTION, Answer::json(200, &subscription(1e8)));
    says(&bench, USAGE, Answer::json(200, &usage(5_000)));
    assert_eq!(check().await, Verdict::Good, "no limit is no lack");

    let refusal = json!({"error": {"message": "Invalid token (request id: x)", "code": ""}});
    let refused = Answer::json(401, &refusal);
    let explained = [
        (Answer::json(200, &token(0, false, 0)), Verdict::UsedUp),
        (Answer::json(200, &token(-9, false, -1)), Verdict::UsedUp),
        (Answer::json(200, &token(500_000, false, 1_000_000_000)), Verdict::Expired),
        (Answer::json(200, &token(0, false, 1_000_000_000)), Verdict::Expired),
        (Answer::json(200, &token(500_000, false, 0)), Verdict::Wrong),
        (Answer::json(200, &token(0, true, 0)), Verdict::Wrong),
        (Answer::json(401, &refusal), Verdict::Wrong),
        (Answer::status(404), Verdict::Wrong),
        (Answer::status(429), Verdict::Wrong),
        (Answer::text(200, "text/html", "<p>"), Verdict::Wrong),
        (Answer::reset(), Verdict::Wrong),
    ];
    for (answer, verdict) in explained {
        bench.gateway.clear_script();
        bench.gateway.script(On::Models, refused.clone());
        says(&bench, TOKEN, answer.clone());
        assert_eq!(check().await, verdict, "{answer:?}");
    }
    for answer in [
        Answer::status(403),
        Answer::status(429),
        Answer::status(500),
        Answer::text(200, "text/html", "<p>"),
        Answer::json(200, &json!({"error": {"message": "no"}})),
        Answer::reset(),
    ] {
        bench.gateway.clear_script();
        let before = asked(&bench.gateway, TOKEN);
        bench.gateway.script(On::Models, answer.clone());
        assert_eq!(check().await, Verdict::Unchecked, "{answer:?}");
        assert_eq!(asked(&bench.gateway, TOKEN), before, "nothing is to be explained");
    }
    let requests = bench.gateway.requests();
    assert_eq!(requests.iter().filter(|seen| seen.method != "GET").count(), 0);
    assert_eq!(bench.gateway.counts().creates, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_ran_out_replaces_none_that_works() {
    use stillwake_core::gateway::Base;
    use stillwake_core::secret::Keychain;
    let bench = Bench::start().await;
    let refused = Answer::json(401, &json!({"error": {"message": "Invalid token"}}));
    bench.gateway.script(On::Models, refused);
    says(&bench, TOKEN, Answer::json(200, &token(0, false, 0)));
    // The gateway knows one key, so the same one plays the part of another.
    let name = Base::parse(&bench.gateway.origin()).unwrap().key_name();
    let before = bench.keychain.get(&name).unwrap().unwrap();
    let typed = format!(" Bearer {}\n", bench.gateway.key());
    let (verdict, ..) = bench.studio.key_check(Some(&typed)).await.unwrap();
    assert_eq!(verdict, Verdict::UsedUp);
    assert!(verdict.is_refusal());
    assert_eq!(bench.keychain.get(&name).unwrap().unwrap().expose(), before.expose());
}
