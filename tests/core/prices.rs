//! Price lists as services tell them: every fixture shows one thing, and what a clip then costs.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stillwake_core::gateway::prices::{Ask, Per, PriceList, Start, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/prices")
}

/// None where it is no price list.
fn list(name: &str) -> Option<PriceList> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    read(&serde_json::from_str(&text).ok()?)
}

/// What a model costs: what it starts from, the quality, the seconds, and millionths of a dollar.
type Row<'a> = (&'a str, Start, Option<&'a str>, u32, Option<u64>);

fn check(name: &str, rows: &[Row<'_>]) {
    let list = list(name).unwrap_or_else(|| panic!("{name} is a price list"));
    for (model, start, quality, seconds, costs) in rows {
        let ask = Ask { model, start: *start, quality: *quality, seconds: Some(*seconds) };
        let found = list.estimate(&ask).map(|estimate| estimate.micros);
        assert_eq!(found, *costs, "{name}: {ask:?}");
    }
}

#[test]
fn every_price_list_says_what_a_clip_costs() {
    use Start::{Frames, Picture, References, Words};
    let none = None::<&str>;
    check(
        "vendor-2026-06.json",
        &[
            ("veo-3.1-fast", Words, none, 8, Some(800_000)),
            ("veo-3.1-fast", Picture, Some("1080P"), 8, Some(800_000)),
            ("veo-3.1-fast", Words, Some("4K"), 8, Some(2_400_000)),
            ("veo-3.1-fast", Frames, none, 8, Some(800_000)),
            ("veo-3.1", Words, Some("720P"), 4, Some(800_000)),
            ("veo-3.1-quality", Words, none, 8, Some(1_600_000)),
            ("wan2.5-t2v-preview", Words, none, 5, Some(428_500)),
            ("wan2.5-t2v-preview", Words, Some("480P"), 5, Some(214_500)),
            ("wan2.5-t2v-preview", Picture, none, 5, None),
            ("wan2.2-t2v-plus", Words, none, 5, None),
            ("wan2.2-t2v-plus", Words, Some("1080P"), 5, Some(500_000)),
            ("wan2.2-t2v-plus", Words, Some("720P"), 5, None),
            ("kling-v2-5-turbo", Words, none, 5, Some(210_000)),
            ("kling-v2-5-turbo", Words, none, 10, Some(420_000)),
            ("kling-v2-5-turbo", Words, none, 7, None),
            ("doubao-seedance-1-0-lite", Words, none, 5, None),
            ("sora-2", Words, none, 8, Some(300_000)),
            ("image-9", Words, none, 8, None),
            ("gpt-5-mini", Words, none, 8, None),
            ("veo3.1-components", Words, none, 8, None),
        ],
    );
    check(
        "discount-and-group.json",
        &[("half", Words, none, 10, Some(171_600)), ("whole", Words, none, 10, Some(800_000))],
    );
    check("no-groups-at-all.json", &[("m", Words, none, 5, Some(500_000))]);
    check(
        "groups-without-the-default.json",
        &[
            ("same", Words, none, 5, Some(1_000_000)),
            ("differ", Words, none, 5, None),
            ("strange", Words, none, 5, None),
            ("everyone", Words, none, 5, Some(500_000)),
        ],
    );
    check(
        "resolutions-in-pixels.json",
        &[
            ("wan", Words, none, 1, Some(50_000)),
            ("wan", Words, Some("480p"), 1, Some(20_000)),
            ("wan", Words, Some("720x1280"), 1, Some(50_000)),
            ("wan", Words, Some("960x960"), 1, Some(50_000)),
            ("wan", Words, Some("1080 P"), 1, Some(100_000)),
            ("wan", Words, Some("2160p"), 1, Some(400_000)),
            ("wan", Words, Some("0x0"), 1, None),
            ("wan", Words, Some("4294967295x4294967295"), 1, None),
        ],
    );
    check(
        "verified-comes-first.json",
        &[("both", Words, none, 1, Some(100_000)), ("none", Words, none, 1, Some(300_000))],
    );
    check(
        "sound-is-another-price.json",
        &[
            ("null-and-false", Words, none, 1, Some(70_000)),
            ("only-sound", Words, none, 1, None),
            ("voice", Words, none, 1, None),
        ],
    );
    check(
        "other-currency.json",
        &[
            ("yuan", Words, none, 1, None),
            ("unsaid", Words, none, 1, None),
            ("small-letters", Words, none, 1, Some(100_000)),
        ],
    );
    check(
        "tokens-and-pictures.json",
        &[
            ("tokens", Words, none, 5, None),
            ("pictures", Words, none, 5, None),
            ("unsaid", Words, none, 5, None),
            ("in-the-row", Words, none, 5, Some(500_000)),
        ],
    );
    check(
        "nought-is-not-free.json",
        &[
            ("block", Words, none, 5, None),
            ("empty-block", Words, none, 5, None),
            ("bare", Words, none, 5, None),
            ("bare-per-call", Words, none, 5, None),
            ("below", Words, none, 5, None),
            ("block-and-price", Words, none, 5, Some(500_000)),
            ("price-without-type", Words, none, 5, None),
        ],
    );
    check(
        "numbers-as-text.json",
        &[("m", Words, none, 10, Some(900_000)), ("call", Words, none, 10, Some(300_000))],
    );
    check(
        "nulls-everywhere.json",
        &[("m", References, Some("720P"), 3, Some(300_000)), ("n", Words, none, 5, None)],
    );
    check(
        "status-of-a-row.json",
        &[
            ("off", Words, none, 1, None),
            ("unheard-of", Words, none, 1, Some(100_000)),
            ("only-pilot", Words, none, 1, Some(500_000)),
        ],
    );
    check(
        "lengths.json",
        &[
            ("m", Words, none, 5, Some(500_000)),
            ("m", Words, none, 6, Some(800_000)),
            ("m", Words, none, 10, Some(800_000)),
            ("m", Words, none, 15, Some(1_100_000)),
            ("m", Words, none, 20, None),
            ("any", Words, none, 5, Some(300_000)),
            ("any", Words, none, 10, Some(600_000)),
        ],
    );
    check(
        "what-it-starts-from.json",
        &[
            ("m", Words, none, 1, Some(100_000)),
            ("m", Picture, none, 1, Some(200_000)),
            ("m", Frames, none, 1, Some(300_000)),
            ("m", References, none, 1, Some(400_000)),
            ("for-all", Words, none, 1, Some(100_000)),
            ("for-all", Picture, none, 1, Some(200_000)),
            ("for-all", References, none, 1, Some(100_000)),
        ],
    );
    check(
        "one-quality-only.json",
        &[
            ("one", Words, none, 1, Some(100_000)),
            ("one", Words, Some("720P"), 1, None),
            ("two", Words, none, 1, None),
            ("unsaid", Words, Some("whatever"), 1, Some(100_000)),
            ("spelt", Words, Some("3840x2160"), 1, Some(100_000)),
        ],
    );
    let odd: Vec<_> = ["d0", "d1", "d2", "d3", "d4", "d5"]
        .into_iter()
        .map(|name| (name, Words, none, 1, None))
        .collect();
    check("discounts-that-are-none.json", &odd);
    let names = ["huge", "tiny", "words", "rules-are-none", "rows", "", "5"];
    let mut broken: Vec<_> = names.map(|name| (name, Words, none, 1, None)).to_vec();
    broken.push(("good", Words, none, 1, Some(100_000)));
    check("broken-items.json", &broken);
    check("names-with-markup.json", &[("veo-3.1-fast", Words, none, 8, None)]);
    check("only-text-models.json", &[("gpt-5-mini", Words, none, 8, None)]);
}

#[test]
fn what_is_no_price_list_replaces_none() {
    for name in [
        "refused.json",
        "not-a-list.json",
        "an-error-of-status-200.json",
        "empty-list.json",
        "cut-off.json.txt",
        "a-page-instead.html",
    ] {
        assert_eq!(list(name), None, "{name}");
    }
}

#[test]
fn an_unknown_length_costs_an_unknown_price() {
    let list = list("vendor-2026-06.json").unwrap();
    let ask = |model| Ask { model, start: Start::Words, quality: None, seconds: None };
    assert_eq!(list.estimate(&ask("veo-3.1-fast")), None);
    assert_eq!(list.estimate(&ask("kling-v2-5-turbo")), None);
    assert_eq!(list.estimate(&ask("sora-2")).unwrap().micros, 300_000);
    let none = Ask { seconds: Some(0), ..ask("veo-3.1-fast") };
    assert_eq!(list.estimate(&none), None, "no clip is free for being short");
    let endless = Ask { seconds: Some(u32::MAX), ..ask("veo-3.1-fast") };
    assert_eq!(list.estimate(&endless).unwrap().micros, 100_000 * u64::from(u32::MAX));
}

#[test]
fn a_price_of_another_name_is_a_guess() {
    let list = list("vendor-2026-06.json").unwrap();
    let ask = |model| Ask { model, start: Start::Words, quality: None, seconds: Some(8) };
    assert!(list.estimate(&ask("veo-3.1-quality")).unwrap().guess);
    assert!(!list.estimate(&ask("veo-3.1")).unwrap().guess);
    assert_eq!(list.estimate(&ask("veo-3.1-anything")), None, "names are not guessed at");
}

#[test]
fn the_least_price_is_for_the_picker() {
    let list = list("vendor-2026-06.json").unwrap();
    let least = |model| list.least(model).map(|least| (least.micros, least.per));
    assert_eq!(least("veo-3.1-fast"), Some((100_000, Per::Second)));
    assert_eq!(least("wan2.2-t2v-plus"), Some((20_000, Per::Second)));
    assert_eq!(least("kling-v2-5-turbo"), Some((210_000, Per::Clip)));
    assert_eq!(least("sora-2"), Some((300_000, Per::Clip)));
    assert_eq!(least("veo2"), None);
}

#[test]
fn pictures_decide_what_a_clip_starts_from() {
    let starts = [
        (0, false, Start::Words),
        (1, true, Start::Picture),
        (2, true, Start::Frames),
        (2, false, Start::References),
        (3, true, Start::References),
    ];
    for (pictures, frames, start) in starts {
        assert_eq!(Start::of(pictures, frames), start);
    }
}

/// Numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn value(&mut self, depth: u32) -> Value {
        let words =
            ["usd", "720p", "t2v", "per_second", "5s", "-", "x", "*", "0x0", "９", "", "s-s"];
        let numbers = [0.0, -1.0, 0.1, 1e300, 1e-300, f64::MAX, 4_294_967_296.0];
        match self.roll(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.roll(2) == 0),
            2 => json!(numbers[self.roll(7) as usize]),
            3 => json!(u64::MAX - self.roll(3)),
            4 => json!(words[self.roll(12) as usize]),
            5 => (0..self.roll(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let pairs = (0..self.roll(5)).map(|_| {
                    let name = words[self.roll(12) as usize].to_owned();
                    (name, self.value(depth - 1))
                });
                Value::Object(pairs.collect())
            }
        }
    }

    /// Puts something else somewhere into a value.
    fn spoil(&mut self, value: &mut Value) {
        let inner = match value {
            Value::Array(items) if !items.is_empty() => {
                let at = self.roll(items.len() as u64) as usize;
                items.get_mut(at)
            }
            Value::Object(fields) if !fields.is_empty() => {
                let at = self.roll(fields.len() as u64) as usize;
                fields.values_mut().nth(at)
            }
            _ => None,
        };
        match inner {
            Some(inner) if self.roll(6) > 0 => self.spoil(inner),
            _ => *value = self.value(3),
        }
    }
}

#[test]
fn nothing_that_a_service_says_makes_the_reader_panic_or_a_clip_free() {
    let mut dice = Dice(0x5eed_0000_0007);
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
    let answers: Vec<Value> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
    assert!(answers.len() >= 20);
    let names =
        ["m", "veo-3.1-fast", "veo-3.1-quality", "wan", "good", "kling-v2-5-turbo", "sora-2"];
    let mut priced = 0;
    for round in 0..20_000 {
        let mut answer = answers[round % answers.len()].clone();
        for _ in 0..=dice.roll(4) {
            dice.spoil(&mut answer);
        }
        let Some(list) = read(&answer) else { continue };
        for model in names {
            let start = Start::of(dice.roll(4) as usize, dice.roll(2) == 0);
            let quality = ["720P", "x", "1*1", ""][dice.roll(4) as usize];
            let seconds = [0, 5, 10, u32::MAX][dice.roll(4) as usize];
            let ask = Ask { model, start, quality: Some(quality), seconds: Some(seconds) };
            for ask in [ask, Ask { quality: None, ..ask }] {
                let estimate = list.estimate(&ask);
                priced += u32::from(estimate.is_some());
                assert!(estimate.is_none_or(|estimate| estimate.micros > 0), "{answer}");
            }
            assert!(list.least(model).is_none_or(|least| least.micros > 0));
        }
        let text = serde_json::to_string(&list).unwrap();
        assert_eq!(serde_json::from_str::<PriceList>(&text).unwrap(), list, "kept as it was");
    }
    assert!(priced > 1_000, "the test has found prices: {priced}");
}
