//! Reading answers: ids, states, links and causes in the shapes that services really use.

use serde_json::{Value, json};
use stillwake_core::gateway::address::{Base, link_allowed, resolved_allowed};
use stillwake_core::gateway::fault::{Asked, CauseCode, asked};
use stillwake_core::gateway::wire::{self, Status};
use url::Url;

#[test]
fn the_task_number_is_found_in_every_shape() {
    let cases = [
        (json!({"id": "video_task_abc123", "status": "processing"}), Some("video_task_abc123")),
        (json!({"task_id": "t", "status": "processing"}), Some("t")),
        (json!({"id": "a", "task_id": "b"}), Some("a")),
        (json!({"id": 12}), Some("12")),
        (json!({"video_id": "v"}), Some("v")),
        (json!({"data": {"id": 7, "task_id": "t"}}), Some("t")),
        (json!({"data": {"id": 7}}), None),
        (json!({"data": {"id": "d"}}), Some("d")),
        (json!({"data": "s"}), Some("s")),
        (json!({"result": {"id": "r"}}), Some("r")),
        (json!({"id": "", "task_id": "t"}), Some("t")),
        (json!({"id": null}), None),
        (json!({"code": "success", "data": null}), None),
    ];
    for (answer, expected) in cases {
        assert_eq!(wire::task(&answer).map(|t| t.id).as_deref(), expected, "{answer}");
    }
    let two = wire::task(&json!({"id": "a", "task_id": "b"})).unwrap();
    assert_eq!(two.other.as_deref(), Some("b"));
}

#[test]
fn every_spelling_of_a_state_is_known() {
    let table = [
        (Status::Completed, "completed SUCCESS Succeed succeeded finished done READY"),
        (
            Status::Failed,
            "failed FAILURE fail error cancelled expired timed-out moderation_blocked",
        ),
        (
            Status::Running,
            "processing queued NOT_START IN_PROGRESS pending submitted video_generating",
        ),
        (Status::RunningUnlessLink, "video_generation_completed video_upsampling"),
        (Status::Running, "something_new"),
    ];
    for (meaning, words) in table {
        for word in words.split(' ') {
            assert_eq!(wire::status(Some(word)), meaning, "{word}");
        }
    }
    assert_eq!(wire::status(None), Status::Running);
}

#[test]
fn a_list_of_models_is_read_tolerantly() {
    let names = |answer: Value| wire::models(&answer);
    let listed = json!({"object": "list", "data": [
        {"id": "veo3", "object": "model", "owned_by": "custom"},
        {"id": 12}, {"id": null}, {"id": " "}, {"name": "veo2"}, "veo2", null,
        {"id": " wan-ai/wan2.1-t2v-14b "}, {"id": "veo3"},
    ]});
    assert_eq!(names(listed), ["veo3", "wan-ai/wan2.1-t2v-14b", "veo3"]);
    for nothing in [json!({"data": []}), json!({"data": {"id": "a"}}), json!([]), json!("a")] {
        assert!(names(nothing.clone()).is_empty(), "{nothing}");
    }
}

#[test]
fn links_are_found_wherever_they_were_seen() {
    let url = "https://media.example.com/a.mp4";
    let places = [
        json!({"video_url": url}),
        json!({"data": {"url": url, "status": "SUCCESS"}}),
        json!({"data": {"artifact_url": url}}),
        json!({"output": url}),
        json!({"outputs": [url]}),
        json!({"video": {"url": url}}),
        json!({"videos": [{"url": url}]}),
        json!({"data": {"task_result": {"videos": [{"url": url}]}}}),
        json!({"data": {"data": {"result_urls": [url]}}}),
        json!({"data": {"data": {"Response": {"AigcVideoTask": {"Output":
            {"FileInfos": [{"FileUrl": url}]}}}}}}),
    ];
    for answer in places {
        assert_eq!(wire::links(&answer), [url], "{answer}");
    }
    let none = json!({"video_url": "", "url": null, "result_url": "the upstream failed",
        "output": "file:///etc/passwd", "videoUrl": "javascript:alert(1)"});
    assert!(wire::links(&none).is_empty());
}

#[test]
fn a_query_answer_means_what_it_says() {
    let link = "https://media.example.com/a.mp4";
    let read = |answer: Value| asked(200, &answer.to_string());
    assert_eq!(read(json!({"status": "processing", "progress": "42%"})), Asked::Running(Some(42)));
    assert_eq!(
        read(json!({"status": "completed", "video_url": link})),
        Asked::Ready(vec![link.into()])
    );
    assert_eq!(
        read(json!({"status": "weird", "video_url": link})),
        Asked::Ready(vec![link.into()])
    );
    assert_eq!(read(json!({"data": {"status": "SUCCESS", "url": ""}})), Asked::NoFile);
    assert_eq!(read(json!({"code": "success", "data": null})), Asked::Running(None));
    assert!(matches!(read(json!({"id": "x", "status": "failed"})), Asked::Failed(_)));
    let refused = read(json!({"code": "success", "data": {"status": "failed", "url": "",
        "error": {"message": "content moderation failed", "code": "task_failed"}}}));
    let Asked::Failed(cause) = refused else { panic!("{refused:?}") };
    assert_eq!(cause.code, CauseCode::ContentRefused);
    let blocked = read(json!({"status": "completed", "error": {"code": "moderation_blocked"}}));
    assert!(matches!(blocked, Asked::Failed(_)));
    let unknown = json!({"code": "task_not_exist", "message": "task_not_exist", "data": null});
    assert!(matches!(asked(400, &unknown.to_string()), Asked::Unknown(_)));
    assert!(matches!(asked(404, ""), Asked::Unknown(_)));
    for (status, body) in [(500, ""), (502, "<html>"), (200, "<html>"), (401, "{}"), (429, "")] {
        assert!(matches!(asked(status, body), Asked::Trouble(_)), "{status} {body}");
    }
}

#[test]
fn addresses_are_normalised() {
    let text = |typed: &str| Base::parse(typed).unwrap().at("/v1/models").to_string();
    for typed in [
        "https://example.com",
        "example.com/",
        "https://example.com/v1/",
        " https://example.com/v1 ",
        "https://example.com//",
        "HTTPS://EXAMPLE.COM:443/v1//",
    ] {
        assert_eq!(text(typed), "https://example.com/v1/models", "{typed}");
    }
    assert_eq!(text("https://example.com/proxy/v1"), "https://example.com/proxy/v1/models");
    assert_eq!(text("http://127.0.0.1:9"), "http://127.0.0.1:9/v1/models");
}

#[test]
fn result_links_lead_nowhere_private() {
    let allowed = |link: &str| link_allowed(&Url::parse(link).unwrap(), false);
    for link in ["https://media.example.com/a.mp4", "http://8.8.8.8/a", "https://[2606:4700::1]/a"]
    {
        assert!(allowed(link), "{link}");
    }
    for link in [
        "file:///etc/passwd",
        "ftp://example.com/a",
        "http://127.0.0.1/a",
        "http://2130706433/a",
        "http://0x7f.1/a",
        "http://localhost/a",
        "http://LOCALHOST./a",
        "http://printer.local/a",
        "http://10.0.0.1/a",
        "http://172.16.0.1/a",
        "http://192.168.1.1/a",
        "http://169.254.169.254/a",
        "http://100.64.0.1/a",
        "http://0.0.0.0/a",
        "http://[::1]/a",
        "http://[fe80::1]/a",
        "http://[fd00::1]/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://[64:ff9b::7f00:1]/a",
        "http://[2002:7f00:1::]/a",
        "http://198.18.0.1/a",
        "https://user@example.com/a",
    ] {
        assert!(!allowed(link), "{link}");
    }
    assert!(link_allowed(&Url::parse("http://127.0.0.1:9/a").unwrap(), true));
    assert!(!resolved_allowed("10.1.2.3".parse().unwrap(), false));
    assert!(resolved_allowed("198.18.0.7".parse().unwrap(), false), "proxies map names there");
}
