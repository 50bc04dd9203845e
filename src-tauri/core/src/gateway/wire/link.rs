//! Which link: every place where the service and its relatives were seen to put a clip's address.
//! Only http(s) counts; whether it may be opened is decided by `address.rs`.

use serde_json::Value;
use url::Url;

use super::envelope::{levels, object_in};

/// The longest link that is believed, in bytes: signed ones reach 2,000.
const LONGEST: usize = 8_192;

/// Places where a link was seen, in the order of trust (JSON pointers).
const PLACES: [&str; 24] = [
    "/artifact_url",
    "/video_url",
    "/url",
    "/result_url",
    "/videoUrl",
    "/output_url",
    "/content/video_url",
    "/content/url",
    "/output/video_url",
    "/output/url",
    "/output",
    "/outputs/0",
    "/output_urls/0",
    "/result_urls/0",
    "/video/url",
    "/video",
    "/videos/0/url",
    "/videos/0",
    "/result/video_url",
    "/result/url",
    "/metadata/url",
    "/detail/video_url",
    "/detail/url",
    "/task_result/videos/0/url",
];

/// Where one vendor's upstream puts it.
const FILE_INFO: &str = "/Response/AigcVideoTask/Output/FileInfos/0/FileUrl";

/// Texts that once were the upstream's whole answer as JSON.
const TEXTS: [&str; 2] = ["message", "msg"];

/// Every http(s) link to a result, best first, each once.
pub fn links(answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for level in levels(answer) {
        for place in PLACES {
            push(level.pointer(place), &mut found);
        }
    }
    for level in levels(answer) {
        push(level.pointer(FILE_INFO), &mut found);
    }
    for level in levels(answer) {
        for name in TEXTS {
            let inner = level.get(name).and_then(Value::as_str).and_then(object_in);
            for level in inner.iter().flat_map(levels) {
                for place in PLACES {
                    push(level.pointer(place), &mut found);
                }
            }
        }
    }
    found
}

fn push(value: Option<&Value>, found: &mut Vec<String>) {
    let Some(link) = value.and_then(Value::as_str).map(str::trim) else { return };
    let web = Url::parse(link)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
    if web && link.len() <= LONGEST && !found.iter().any(|known| known == link) {
        found.push(link.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_best_place_comes_first_and_each_link_once() {
        let at = |name: &str| format!("https://example.com/{name}.mp4");
        let answer = json!({"url": at("b"), "artifact_url": at("a"),
            "data": {"video_url": at("c"), "url": at("a")}});
        assert_eq!(links(&answer), [at("a"), at("b"), at("c")]);
    }

    #[test]
    fn a_json_text_in_a_message_is_read() {
        let inner = json!({"data": {"video_url": "https://example.com/a.mp4"}}).to_string();
        assert_eq!(links(&json!({"data": {"message": inner}})), ["https://example.com/a.mp4"]);
        assert!(links(&json!({"message": "https://example.com/help"})).is_empty());
    }

    #[test]
    fn what_is_no_web_link_is_none() {
        let long = format!("https://example.com/{}", "a".repeat(LONGEST));
        for value in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:video/mp4;base64,AA",
            "/v1/videos/a/content",
            "https://",
            "the upstream failed",
            &long,
        ] {
            assert!(links(&json!({"video_url": value})).is_empty(), "{value}");
        }
    }
}
