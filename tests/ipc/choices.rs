//! What a person can choose, as the page sets it: kept, told, and refused by a code.

use serde_json::{Value, json};

use crate::page::Page;

#[test]
fn less_motion_is_a_choice() {
    let page = Page::open();
    let motion = |choice: Value| {
        page.good("settings_set", json!({"patch": {"motion": choice}}))["motion"].clone()
    };
    assert_eq!(motion(json!("reduced")), "reduced");
    assert_eq!(motion(Value::Null), "reduced", "null leaves it as it is");
    assert_eq!(page.good("app_state", json!({}))["settings"]["motion"], "reduced");
    assert_eq!(motion(json!("system")), "system");
    assert!(page.call("settings_set", json!({"patch": {"motion": "wild"}})).is_err());
}

#[test]
fn pictures_go_the_chosen_way() {
    let page = Page::open();
    let choose = |patch: Value| {
        let now = page.good("settings_set", json!({"patch": patch}));
        (now["pictures"].clone(), now["passLinks"].clone())
    };
    assert_eq!(choose(json!({})), (json!("automatic"), json!(false)));
    assert_eq!(choose(json!({"pictures": "embed"})), (json!("embed"), json!(false)));
    assert_eq!(choose(json!({"passLinks": true})), (json!("embed"), json!(true)));
    assert_eq!(choose(json!({"pictures": null})), (json!("embed"), json!(true)));
    assert_eq!(choose(json!({"pictures": "upload"})), (json!("upload"), json!(true)));
    assert!(page.call("settings_set", json!({"patch": {"pictures": "pigeon"}})).is_err());
    // What came of a link is told as an event; the command itself has nothing to say.
    assert_eq!(page.good("picture_link", json!({"link": "/etc/passwd"})), Value::Null);
}

#[test]
fn the_way_to_services_and_the_jobs_at_once_are_choices() {
    let page = Page::open();
    let set = |patch: Value| page.good("settings_set", json!({"patch": patch}));
    let state = page.good("app_state", json!({}));
    let (settings, account) = (&state["settings"], &state["account"]);
    assert_eq!((&settings["proxy"], &settings["jobsAtOnce"]), (&json!("system"), &json!(3)));
    assert_eq!(
        (&settings["proxyAddress"], &account["proxyPassword"]),
        (&json!(""), &json!("none"))
    );
    assert_eq!(set(json!({"jobsAtOnce": 7}))["jobsAtOnce"], 7);
    assert_eq!(set(json!({"jobsAtOnce": 0}))["jobsAtOnce"], 1);
    let refused =
        |patch: Value| page.refused("settings_set", json!({"patch": patch}))["code"].clone();
    assert_eq!(refused(json!({"proxy": "address"})), "proxyInvalid");
    assert_eq!(refused(json!({"proxyAddress": "http://mei:secret@proxy:1"})), "proxyInvalid");
    assert_eq!(refused(json!({"proxyLogin": "mei:secret"})), "proxyLoginInvalid");
    let password =
        |text: &str| page.refused("proxy_password_set", json!({"password": text}))["code"].clone();
    assert_eq!(password("secret"), "proxyInvalid", "no proxy is named");

    let named =
        set(json!({"proxy": "address", "proxyAddress": "127.0.0.1:9", "proxyLogin": " mei "}));
    assert_eq!(named["proxyAddress"], "http://127.0.0.1:9");
    assert_eq!((&named["proxy"], &named["proxyLogin"]), (&json!("address"), &json!("mei")));
    assert_eq!(password(""), "proxyPasswordInvalid");
    let kept = page.good("proxy_password_set", json!({"password": "canary password"}));
    assert_eq!(kept["proxyPassword"], "set");
    let state = page.good("app_state", json!({}));
    assert_eq!(state["account"]["proxyPassword"], "set");
    for answer in [&named, &kept, &state] {
        assert!(!answer.to_string().contains("canary"), "{answer}");
    }
    assert_eq!(set(json!({"proxy": "none"}))["proxyAddress"], "http://127.0.0.1:9", "remembered");
    assert_eq!(page.good("proxy_password_clear", json!({}))["proxyPassword"], "none");
}
