//! Every command as the page calls it, with a real database and the practice gateway behind it. What
//! comes back is the wire's JSON.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stillwake_app::wire::{MediaBase, StudioEvent};
use stillwake_core::catalogue::Catalogue;
use stillwake_core::job::Note;
use stillwake_core::library::Folders;
use stillwake_core::store::queue::Pause;
use stillwake_core::studio::{Event, ModelSnapshot, OldJobs, Queue};

use crate::page::{Page, request};

fn all() -> Value {
    let filter = json!({"search": "", "model": null, "shape": null, "sinceMs": null,
        "untilMs": null, "pictures": null, "favourite": false, "collection": null, "missing": false, "trashed": false});
    json!({"query": {"filter": filter, "sort": "newest", "after": null, "limit": 20}})
}

/// What a state says of each model.
fn listed(state: &Value) -> Vec<&str> {
    let models = state["models"].as_array().unwrap();
    models.iter().map(|model| model["listed"].as_str().unwrap()).collect()
}

#[test]
fn the_first_state_says_where_a_new_person_stands() {
    let page = Page::open();
    let state = page.good("app_state", json!({}));
    assert_eq!(
        state["settings"]["serviceAddress"], "https://crazyrouter.com",
        "the vendor is the default"
    );
    assert_eq!(state["settings"]["practice"], false);
    assert_eq!(state["settings"]["onboarded"], false);
    assert_eq!(state["jobs"], json!([]));
    let models: Vec<&str> =
        state["models"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert_eq!(models[..7], stillwake_practice::MODELS, "the contract's seven come first");
    assert_eq!(listed(&state), ["unknown"; 12], "nobody has asked the service");
    assert_eq!(state["modelsFault"], Value::Null);
    assert_eq!(state["settings"]["motion"], "system");
    assert_eq!(state["welcomeUrl"], "http://127.0.0.1:1/token/film/welcome");
}

#[test]
fn a_job_goes_from_the_button_to_the_library() {
    let page = Page::open();
    page.good("settings_set", json!({"patch": {"practice": true, "onboarded": true}}));
    let press = json!({"request": request("Dawn"), "press": "p1"});
    let made = page.good("job_create", press.clone());
    let again = page.good("job_create", press);
    assert_eq!(made[0]["id"], again[0]["id"], "the same press is the same job");
    let id = made[0]["id"].as_str().unwrap();
    let done = page.job(id, "done");
    assert_eq!(done["practice"], true);
    assert_eq!((&done["clip"]["width"], &done["clip"]["frames"]), (&json!(720), &json!(24)));
    let clip = done["clip"]["id"].as_str().unwrap();
    assert_eq!(done["clip"]["videoUrl"], format!("http://127.0.0.1:1/token/clip/{clip}"));

    let one = json!({"id": clip});
    assert_eq!(page.good("clips_list", all())["clips"][0]["id"], clip);
    let counted = page.good("clips_count", json!({"filter": all()["query"]["filter"]}));
    assert_eq!(counted, json!({"clips": 1, "more": false, "models": ["veo3"]}));
    assert_eq!(page.good("clip_get", one.clone())["prompt"], "Dawn");
    assert_eq!(page.good("clip_favourite", json!({"id": clip, "on": true}))["favourite"], true);
    page.good("clip_reveal", one.clone());
    page.good("clip_open", one.clone());
    let saved = page.good("frame_save", json!({"id": clip, "frame": 3}));
    assert!(saved["name"].as_str().unwrap().ends_with("dawn veo3 frame-4.png"));
    let picture = page.good("frame_picture", json!({"id": clip, "frame": 0}));
    assert_eq!((&picture["width"], &picture["height"]), (&json!(720), &json!(720)));
    let ids = json!({"ids": ["gone", picture["id"]]});
    assert_eq!(page.good("pictures_get", ids), json!([picture]));
    assert_eq!(page.good("clip_trash", one.clone())["trashed"], true);
    assert_eq!(page.good("clips_list", all())["clips"], json!([]));
    assert_eq!(page.good("clip_restore", one)["trashed"], false);
    assert!(page.good("job_details", json!({"id": id})).as_str().unwrap().contains("model: veo3"));
    assert_eq!(page.refused("job_stop", json!({"id": id}))["code"], "notNow");
    assert_eq!(page.refused("job_retry", json!({"id": id, "press": "p2"}))["code"], "notNow");
}

#[test]
fn the_library_is_put_in_order_through_commands() {
    let page = Page::open();
    page.good("settings_set", json!({"patch": {"practice": true, "onboarded": true}}));
    let press = json!({"request": request("Harbour"), "press": "p1"});
    let made = page.good("job_create", press);
    let done = page.job(made[0]["id"].as_str().unwrap(), "done");
    let clip = done["clip"]["id"].as_str().unwrap();
    let (one, many) = (json!({"id": clip}), json!({"ids": [clip]}));

    let all = page.good("collection_create", json!({"name": "Sea", "ids": [clip, "gone"]}));
    let sea = all[0]["id"].as_str().unwrap();
    assert_eq!((&all[0]["name"], &all[0]["clips"]), (&json!("Sea"), &json!(1)));
    assert_eq!(all[0]["posterUrl"], format!("http://127.0.0.1:1/token/poster/{clip}"));
    assert_eq!(page.good("clip_get", one.clone())["collections"], json!([sea]));
    let named = page.good("collection_rename", json!({"id": sea, "name": "Meer"}));
    assert_eq!(named[0]["name"], "Meer");
    let again = json!({"id": sea, "ids": [clip]});
    assert_eq!(page.good("collection_add", again.clone()), json!([]));
    assert_eq!(page.good("collection_take", again), json!([clip]));
    assert_eq!(page.good("collections_list", json!({}))[0]["posterUrl"], Value::Null);
    assert_eq!(page.good("collection_remove", json!({"id": sea})), json!([]));
    let refused = page.refused("collection_create", json!({"name": " ", "ids": []}));
    assert_eq!(
        (&refused["code"], &refused["params"]["limit"]),
        (&json!("nameInvalid"), &json!("60"))
    );
    assert_eq!(
        page.refused("collection_add", json!({"id": sea, "ids": []}))["code"],
        "collectionUnknown"
    );

    let noted = page.good("clip_note", json!({"id": clip, "note": "for Ana"}));
    assert_eq!(noted["note"], "for Ana");
    let long = json!({"id": clip, "note": "n".repeat(5_001)});
    assert_eq!(page.refused("clip_note", long)["code"], "noteTooLong");
    let named = page.good("clip_rename", json!({"id": clip, "name": "Boats"}));
    assert_eq!(named["name"], "Boats.mp4");
    let family = page.good("clip_family", one.clone());
    assert_eq!(
        (&family["thread"][0]["id"], &family["takes"][0]["id"]),
        (&json!(clip), &json!(clip))
    );
    let frames = page.good("clip_frames", one.clone());
    assert_eq!(frames["starts"].as_array().unwrap().len(), 24);
    assert_eq!((&frames["starts"][0], &frames["end"]), (&json!(0.0), &json!(1.0)));
    let part = json!({"id": clip, "first": 2, "last": 5, "kind": "gif"});
    assert_eq!(page.good("clip_part", part)["name"], "Boats 3-6.gif");
    page.good("frame_copy", json!({"id": clip, "frame": 3}));
    assert_eq!(page.good("clip_copy", json!({"id": clip, "clean": true}))["encoded"], false);
    page.good("clips_drag", many.clone());
    let nowhere = json!({"ids": [clip], "clean": false});
    assert_eq!(page.refused("clips_export", nowhere)["code"], "cancelled");
    let drawn = json!({"id": clip, "jpeg": [1, 2, 3]});
    page.good("clip_poster", drawn);
    assert_eq!(page.refused("clip_import", json!({"id": "gone"}))["code"], "clipUnknown");

    assert_eq!(page.good("clips_favourite", json!({"ids": [clip], "on": true})), json!([clip]));
    assert_eq!(page.good("library_repair", json!({}))["checked"], 1);
    assert_eq!(page.good("clips_trash", many.clone()), json!([clip]));
    assert_eq!(page.good("clips_restore", many.clone()), json!([clip]));
    page.good("clips_trash", many);
    assert_eq!(page.good("trash_empty", json!({}))["clips"], 1);
    assert_eq!(page.refused("clip_get", one)["code"], "clipUnknown");
}

#[test]
fn bad_input_comes_back_as_a_code_with_its_numbers() {
    let page = Page::open();
    let create =
        |request: Value| page.refused("job_create", json!({"request": request, "press": "x"}));
    assert_eq!(
        create(request("")),
        json!({"code": "promptEmpty", "params": {}, "retryAfterMs": null})
    );
    let long = create(request(&"x".repeat(20_000)));
    assert_eq!(long["code"], "promptTooLong");
    assert_eq!(long["params"], json!({"limit": "5000", "count": "20000"}));
    assert_eq!(create(request("No key"))["code"], "keyMissing");
    let address = |text: &str| {
        page.refused("settings_set", json!({"patch": {"serviceAddress": text}}))["code"].clone()
    };
    assert_eq!(address("http://example.com"), "addressInsecure");
    assert_eq!(address("nonsense here"), "addressInvalid");
    assert_eq!(page.refused("key_check", json!({"key": "a b"}))["code"], "keyInvalid");
    assert_eq!(page.refused("key_check", json!({"key": null}))["code"], "keyMissing");
    assert_eq!(page.refused("picture_pick", json!({}))["code"], "cancelled");
    assert_eq!(page.good("picture_paste", json!({})), json!(true));
    let unknown =
        [("clip_get", "clipUnknown"), ("clip_download", "clipUnknown"), ("job_stop", "jobUnknown")];
    for (command, code) in unknown {
        assert_eq!(page.refused(command, json!({"id": "../etc"}))["code"], code);
    }
}

#[test]
fn a_key_goes_in_and_never_comes_out() {
    let page = Page::open();
    let origin = page.gateway.origin();
    page.good("settings_set", json!({"patch": {"serviceAddress": origin, "practice": true}}));
    let wrong = page.good("key_check", json!({"key": "sk-surely-wrong"}));
    assert_eq!((&wrong["verdict"], &wrong["account"]["key"]), (&json!("wrong"), &json!("none")));
    let good = page.good("key_paste", json!({}));
    assert_eq!((&good["verdict"], &good["account"]["key"]), (&json!("good"), &json!("set")));
    assert_eq!(good["settings"]["practice"], false, "a good key leaves practice");
    let state = page.good("app_state", json!({}));
    let told = listed(&state);
    assert_eq!(told[..7], ["yes"; 7], "the check has brought the list");
    assert_eq!(told[7..], ["no"; 5], "and what is not on it is said");
    for answer in [&wrong, &good, &state] {
        assert!(!answer.to_string().contains(page.gateway.key()), "{answer}");
    }
    page.good("text_copy", json!({"text": "details"}));
    page.good("link_open", json!({"page": "getKey"}));
    page.good("window_ready", json!({}));
    assert_eq!(page.good("key_clear", json!({}))["key"], "none");
    assert_eq!(listed(&page.good("app_state", json!({}))), ["unknown"; 12]);
}

#[test]
fn a_press_has_its_price_and_a_month_its_sum() {
    use stillwake_practice::{Answer, On};
    let page = Page::open();
    let rule = json!({"capability_bucket": "t2v", "resolution": "720p", "has_audio": false,
        "platform_base_price": 0.1, "platform_currency": "USD"});
    let prices = json!({"data": [{"model_name": "veo3", "billing_mode": "per_second",
        "video_pricing": {"rules": [rule]}}]});
    page.gateway.script(On::Path("/api/pricing".into()), Answer::json(200, &prices).times(0));
    page.good("settings_set", json!({"patch": {"serviceAddress": page.gateway.origin()}}));
    page.good("key_paste", json!({}));
    let price = |model: &str| {
        let request = json!({"model": model, "quality": null, "duration": 5, "pictures": 0,
            "takes": 2, "first": false});
        page.good("price_estimate", json!({"request": request}))
    };
    let begun = Instant::now();
    while price("veo3")["eachMicros"].is_null() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no price");
        std::thread::sleep(Duration::from_millis(20));
    }
    let told = price("veo3");
    assert_eq!(
        (&told["eachMicros"], &told["togetherMicros"]),
        (&json!(500_000), &json!(1_000_000))
    );
    assert_eq!((&told["guess"], &told["limit"]), (&json!(false), &Value::Null));
    assert!(told["readAtMs"].as_i64().unwrap() > 1_700_000_000_000);
    assert_eq!(price("veo2")["eachMicros"], Value::Null);
    let models = page.good("app_state", json!({}))["models"].clone();
    let veo3 = models.as_array().unwrap().iter().find(|model| model["id"] == "veo3").unwrap();
    assert_eq!(veo3["price"], json!({"micros": 100_000, "per": "second"}));

    let limit = |typed: &str| json!({"patch": {"spendLimit": typed}});
    assert_eq!(page.refused("settings_set", limit("lots"))["code"], "limitInvalid");
    assert_eq!(page.good("settings_set", limit("0.9"))["spendLimitMicros"], 900_000);
    let crossing = json!({"standing": "crosses", "limitMicros": 900_000, "soFarMicros": 0});
    assert_eq!(price("veo3")["limit"], crossing);
    assert_eq!(page.good("settings_set", limit(""))["spendLimitMicros"], Value::Null);
    assert_eq!(page.good("spend_month", json!({})), json!({"knownMicros": 0, "unknown": 0}));
    let press = json!({"request": request("Dawn"), "press": "p1"});
    let made = page.good("job_create", press);
    assert!(made[0]["estimateMicros"].as_u64().unwrap() > 0);
    let done = page.job(made[0]["id"].as_str().unwrap(), "done");
    assert_eq!(done["clip"]["estimateMicros"], made[0]["estimateMicros"]);
    let month = page.good("spend_month", json!({}));
    assert_eq!(month, json!({"knownMicros": made[0]["estimateMicros"], "unknown": 0}));
    assert_eq!(page.good("balance_read", json!({"asked": true})), json!({"type": "untold"}));
}

#[test]
fn an_unclear_job_offers_its_three_ways() {
    use stillwake_practice::{Answer, On};
    let page = Page::open();
    page.good("settings_set", json!({"patch": {"practice": true}}));
    let unclear = |press: &str| {
        page.gateway.script(On::Create, Answer::lost());
        let made = page.good("job_create", json!({"request": request(press), "press": press}));
        let id = made[0]["id"].as_str().unwrap().to_owned();
        assert_eq!(page.job(&id, "unclear")["cause"]["code"], "noAnswer");
        id
    };
    let id = unclear("a");
    page.good("job_resend", json!({"id": id, "press": "a2"}));
    page.job(&id, "done");
    let id = unclear("b");
    // The gateway's tasks are in no order.
    let task = page.gateway.tasks().into_iter().find(|task| task.prompt == "b").unwrap().id;
    page.good("job_adopt", json!({"id": id, "taskNumber": task}));
    page.job(&id, "done");
    let id = unclear("c");
    assert_eq!(page.good("job_give_up", json!({"id": id}))["state"], "stopped");
    assert_eq!(page.refused("job_watch", json!({"id": id}))["code"], "notNow");
}

#[test]
fn a_lost_clip_is_downloaded_again() {
    let page = Page::open();
    page.good("settings_set", json!({"patch": {"practice": true}}));
    let made = page.good("job_create", json!({"request": request("Lost"), "press": "p"}));
    let id = made[0]["id"].as_str().unwrap();
    let done = page.job(id, "done");
    assert_eq!(done["clip"]["missing"], false);
    let clip = json!({"id": done["clip"]["id"]});
    assert_eq!(page.refused("clip_download", clip.clone())["code"], "notNow", "it is there");

    let file = page.home.path().join("clips").join(done["clip"]["name"].as_str().unwrap());
    std::fs::remove_file(&file).unwrap();
    let lost = page.good("clip_get", clip.clone());
    assert_eq!((&lost["missing"], &lost["downloadable"]), (&json!(true), &json!(true)));
    let begun = page.good("clip_download", clip.clone());
    assert_eq!((&begun["id"], &begun["state"]), (&done["id"], &json!("saving")));
    assert_eq!(begun["clip"]["missing"], true);
    let again = page.job(id, "done");
    assert_eq!(again["clip"], done["clip"], "the same clip as before");
    assert_eq!((&again["endedAtMs"], &again["cause"]), (&done["endedAtMs"], &Value::Null));
    assert!(file.is_file());

    // A service that does not know it any more: the job stays done and says why.
    std::fs::remove_file(&file).unwrap();
    assert!(page.gateway.lose(done["taskNumber"].as_str().unwrap()));
    page.good("clip_download", clip.clone());
    let failed = page.job(id, "done");
    let cause = json!({"code": "taskUnknown", "charged": "practice"});
    assert_eq!(failed["cause"]["code"], cause["code"]);
    assert_eq!(failed["cause"]["charged"], cause["charged"]);
    assert_eq!(failed["clip"]["missing"], true);
    assert_eq!(page.gateway.counts().creates, 1, "nothing was made anew");
}

#[test]
fn the_folder_of_clips_says_how_it_stands() {
    let page = Page::open();
    let ready = page.good("storage_state", json!({}));
    assert_eq!(ready["state"], "ready");
    assert!(ready["freeBytes"].as_u64().unwrap() > 0);
    std::fs::remove_dir(page.home.path().join("clips")).unwrap();
    let gone = page.good("storage_state", json!({}));
    assert_eq!(gone, json!({"state": "missing", "freeBytes": null}));
}

#[test]
fn what_is_known_of_the_models_is_told_as_an_event() {
    let model = Catalogue::bundled().unwrap().models()[0].clone();
    let said = |listed| ModelSnapshot { model: model.clone(), listed, least: None, took_ms: None };
    let fault = Catalogue::bundled().unwrap().with_own("[[model]]\nid = \"x\"\nspeed = 3");
    let fault = fault.fault().cloned();
    let event = Event::Models(7, vec![said(Some(false)), said(Some(true)), said(None)], fault);
    let folders = Folders { home: "/".into(), clips: "/".into() };
    let event = StudioEvent::new(event, &folders, &MediaBase(String::new()));
    let event = serde_json::to_value(event).unwrap();
    assert_eq!((&event["type"], &event["revision"]), (&json!("models"), &json!(7)));
    assert_eq!(event["models"][0]["id"], json!(model.id));
    assert_eq!(listed(&event), ["no", "yes", "unknown"]);
    assert_eq!(event["fault"], json!({"kind": "unknownField", "line": 3, "field": "speed"}));
    let known = &event["models"][0];
    assert_eq!(known["roles"], json!(["reference", "reference", "reference"]));
    assert_eq!((&known["maxPictures"], &known["usualS"]), (&json!(3), &json!(8)));
    let limits = json!([
        {"qualities": [], "pictures": 1, "durations": [8]},
        {"qualities": ["1080P"], "pictures": 0, "durations": [8]},
    ]);
    assert_eq!(known["limits"], limits);
    let hints: Vec<&str> =
        known["hints"].as_array().unwrap().iter().map(|cell| cell.as_str().unwrap()).collect();
    assert!(hints.contains(&"maxPictures") && !hints.contains(&"text"), "{hints:?}");
}

#[test]
fn the_queue_is_paused_and_goes_on_over_what_was_read() {
    let page = Page::open();
    page.good("settings_set", json!({"patch": {"practice": true}}));
    let idle = json!({"paused": null, "held": null, "old": null});
    assert_eq!(page.good("app_state", json!({}))["queue"], idle);
    let paused = json!({"paused": "asked", "held": null, "old": null});
    assert_eq!(page.good("queue_pause", json!({})), paused);
    let made = page.good("job_create", json!({"request": request("Later"), "press": "later"}));
    assert_eq!((&made[0]["press"], &made[0]["usagePage"]), (&json!("later"), &json!(false)));
    let id = made[0]["id"].as_str().unwrap();
    for over in ["restored", "repaired", "moved", "held"] {
        assert_eq!(page.good("queue_go_on", json!({"over": over})), paused, "{over}");
    }
    for answer in ["waiting_send", "waiting_keep", "waiting_remove"] {
        assert_eq!(page.good(answer, json!({"ids": [id, "../etc"]})), paused, "{answer}");
    }
    assert_eq!(page.job(id, "waiting")["note"], Value::Null, "it is not old");
    assert_eq!(page.good("queue_go_on", json!({"over": "asked"})), idle);
    page.job(id, "done");
}

#[test]
fn what_stands_still_is_told_as_an_event() {
    let old = OldJobs { ids: vec!["a".into()], since: 5, known: 800_000, unknown: 2 };
    let queue =
        Queue { paused: Some(Pause::Restored), held: Some(Note::CreditEmpty), old: Some(old) };
    let folders = Folders { home: "/".into(), clips: "/".into() };
    let event = StudioEvent::new(Event::Queue(9, queue), &folders, &MediaBase(String::new()));
    let told = json!({"type": "queue", "revision": 9, "queue": {
        "paused": "restored", "held": "creditEmpty",
        "old": {"ids": ["a"], "sinceMs": 5, "knownMicros": 800_000, "unknown": 2}}});
    assert_eq!(serde_json::to_value(event).unwrap(), told);
}

#[test]
fn backups_are_listed_and_one_is_put_back_by_a_restart() {
    let page = Page::open();
    let state = page.good("record_state", json!({}));
    assert_eq!(state, json!({"repaired": null, "restored": null, "damaged": false}));
    assert_eq!(page.good("backups_list", json!({})), json!([]));
    page.good("window_ready", json!({}));
    let begun = Instant::now();
    let listed = loop {
        let listed = page.good("backups_list", json!({}));
        if listed != json!([]) {
            break listed;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the first one is made at once");
        std::thread::sleep(Duration::from_millis(20));
    };
    let first = &listed[0];
    assert_eq!((&first["occasion"], &first["clips"]), (&json!("daily"), &json!(0)));
    let refused = page.refused("backup_restore", json!({"id": "../stillwake.db"}));
    assert_eq!(refused["code"], "databaseUnreadable");
    assert_eq!(page.restarts.load(std::sync::atomic::Ordering::SeqCst), 0);
    page.good("backup_restore", json!({"id": first["id"]}));
    assert_eq!(page.restarts.load(std::sync::atomic::Ordering::SeqCst), 1);
    let wish = std::fs::read_to_string(page.home.path().join("stillwake.restore")).unwrap();
    assert_eq!(json!(wish), first["id"]);
}
