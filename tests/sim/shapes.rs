//! The answers of `tests/fixtures/gateway` by what they mean, so that the simulated service speaks
//! as services really do.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

/// The link that stands in the fixtures in place of one of ours.
const LINK: &str = "https://media.crazyrouter.com/task-artifacts/a.mp4";

/// One answer.
#[derive(Debug)]
pub struct Shape {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: String,
}

/// Answers to create calls and to questions.
#[derive(Debug)]
pub struct Shapes {
    pub refused: Vec<Shape>,
    pub busy: Vec<Shape>,
    pub unclear: Vec<Shape>,
    pub running: Vec<Shape>,
    pub failed: Vec<Shape>,
    pub trouble: Vec<Shape>,
    pub unknown: Vec<Shape>,
    ready: Vec<Shape>,
}

impl Shape {
    fn of(status: u16, body: String) -> Self {
        Self { status, retry_after: None, body }
    }
}

impl Shapes {
    /// Says in one of many ways that a clip lies under a link.
    pub fn ready(&self, which: u64, link: &str) -> Shape {
        let shape = &self.ready[which as usize % self.ready.len()];
        Shape::of(shape.status, shape.body.replace(LINK, link))
    }

    /// Says in one of many ways that a task was made; the other number is one that differs.
    pub fn accepted(which: u64, id: &str, other: Option<&str>) -> Shape {
        let body = match (other, which % 6) {
            (Some(other), _) => format!(r#"{{"id":"{id}","task_id":"{other}","status":"queued"}}"#),
            (None, 0) => format!(r#"{{"id":"{id}","status":"processing"}}"#),
            (None, 1) => format!(r#"{{"task_id":"{id}","status":"processing"}}"#),
            (None, 2) => {
                format!(r#"{{"code":"success","message":"","data":{{"task_id":"{id}"}}}}"#)
            }
            (None, 3) => format!(r#"{{"id":"{id}","task_id":"{id}","status":"queued"}}"#),
            (None, 4) => format!(r#"{{"code":"success","data":"{id}"}}"#),
            (None, _) => format!(r#"{{"result":{{"video_id":"{id}"}},"status":"submitted"}}"#),
        };
        Shape::of(200, body)
    }
}

/// All of them, read once.
pub fn shapes() -> &'static Shapes {
    static SHAPES: OnceLock<Shapes> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let mut ready = read("query", "ready");
        ready.retain(|shape| shape.body.contains(LINK));
        assert!(ready.len() > 30, "the link in the fixtures has changed");
        Shapes {
            refused: read("create", "refused"),
            busy: read("create", "busy"),
            unclear: read("create", "unclear"),
            running: read("query", "running"),
            failed: read("query", "failed"),
            trouble: read("query", "trouble"),
            unknown: read("query", "unknown"),
            ready,
        }
    })
}

fn read(call: &str, meaning: &str) -> Vec<Shape> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/gateway").join(call);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let all = files.iter().map(|file| {
        serde_json::from_str::<Value>(&std::fs::read_to_string(file).unwrap()).unwrap()
    });
    let those = all.filter(|file| file["read"]["means"] == meaning);
    let shapes: Vec<Shape> = those
        .map(|file| Shape {
            status: u16::try_from(file["status"].as_u64().unwrap()).unwrap(),
            retry_after: file["headers"]["Retry-After"].as_str().map(str::to_owned),
            body: match &file["body"] {
                Value::String(raw) => raw.clone(),
                body => body.to_string(),
            },
        })
        .collect();
    assert!(!shapes.is_empty(), "{call} has no answer that means {meaning}");
    shapes
}
