//! What the catalogue knows, from whom, and that nothing unknown or hinted is ever in the way.

use std::collections::HashSet;

use stillwake_core::catalogue::{Catalogue, FILE_CAP, Fault, FaultKind, Model, Sizes, Source};
use stillwake_core::error::ErrorKind;
use stillwake_core::settings::PICTURES_LIMIT;
use stillwake_practice::MODELS;

const PUBLISHED: [&str; 5] = [
    "veo-3.1-fast",
    "veo-3.1-quality",
    "wan2.2-t2v-plus",
    "wan2.5-t2v-preview",
    "aigc-video-kling-2.5-turbo",
];

fn bundled() -> Catalogue {
    Catalogue::bundled().unwrap()
}

fn with(own: &str) -> Catalogue {
    bundled().with_own(own)
}

fn model(catalogue: &Catalogue, id: &str) -> Model {
    catalogue.model(id).unwrap().clone()
}

#[test]
fn the_contracts_models_come_first_and_then_what_is_published() {
    let catalogue = bundled();
    let ids: Vec<&str> = catalogue.models().iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, [&MODELS[..], &PUBLISHED].concat());
    assert_eq!(catalogue.fault(), None);
}

#[test]
fn every_model_says_what_it_is_good_at_in_both_languages() {
    let han = |sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign);
    let catalogue = bundled();
    let mut said = HashSet::new();
    for model in catalogue.models() {
        assert!(!model.name.is_empty() && !model.maker.is_empty(), "{}", model.id);
        assert!(model.en.ends_with('.') && !model.en.chars().any(han), "{}", model.en);
        assert!(model.zh.ends_with('。') && model.zh.chars().any(han), "{}", model.zh);
        assert!(model.en.len() < 80 && model.zh.chars().count() < 40, "{}: short", model.id);
        assert!(said.insert(model.en.clone()) && said.insert(model.zh.clone()), "{}", model.id);
        assert!(catalogue.usual_s(&model.id).is_some() || model.id == "veo2", "{}", model.id);
        assert!(model.typical_s.is_some() && model.text.is_some(), "{}", model.id);
    }
}

/// The reader refuses a bundled cell without a source, so that one cannot be forgotten: what a
/// person may leave out of their own file is a fault in ours.
#[test]
fn every_bundled_cell_names_a_source_of_the_closed_list() {
    let text = include_str!("../../src-tauri/core/src/catalogue/models.toml");
    let words = ["id", "name", "maker", "en", "zh"];
    let mut cells = 0;
    for line in text.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")) {
        let (field, value) = line.split_once(" = ").unwrap();
        if words.contains(&field) {
            continue;
        }
        let from = value.rsplit("from = ").next().unwrap().trim_matches([' ', '}', '"']);
        assert!(value.starts_with("{ is = "), "{line}");
        let source = Source::NAMES.iter().find(|(name, _)| *name == from);
        assert!(source.is_some_and(|(_, source)| *source != Source::Own), "{line}");
        cells += 1;
    }
    assert!(cells > 90, "{cells}");
}

#[test]
fn facts_are_what_the_service_the_name_or_the_person_says() {
    let facts: Vec<&str> =
        Source::NAMES.iter().filter(|(_, from)| from.is_fact()).map(|(name, _)| *name).collect();
    assert_eq!(facts, ["contract", "vendor", "live", "name", "own"]);
    assert_eq!(Source::NAMES.len(), 9);
}

#[test]
fn limits_leave_a_way_within_the_models_own_choices() {
    let catalogue = bundled();
    let mut limited = 0;
    for model in catalogue.models() {
        let lengths = model.lengths_s.as_ref().map_or(&[][..], |cell| &cell.is);
        let qualities = model.sizes.as_ref().map_or_else(Vec::new, |cell| cell.is.qualities());
        for limit in model.limits.iter().flat_map(|cell| &cell.is) {
            limited += 1;
            assert!(limit.lengths_s.iter().all(|seconds| lengths.contains(seconds)));
            assert!(limit.qualities.iter().all(|word| qualities.contains(&word.as_str())));
            assert!(limit.lengths_s.len() < lengths.len(), "{}: it limits something", model.id);
        }
        if let Some(usual) = &model.usual_s {
            assert!(lengths.is_empty() || lengths.contains(&usual.is), "{}", model.id);
        }
    }
    assert_eq!(limited, 4, "pictures and 1080P of Veo 3.1");
}

#[test]
fn quality_and_shape_become_a_size_for_every_combination_on_offer() {
    let catalogue = bundled();
    let mut combinations = 0;
    for model in catalogue.models() {
        let Some(sizes) = model.sizes.as_ref().map(|cell| &cell.is) else { continue };
        let ratios = model.ratios.iter().flat_map(|cell| &cell.is).map(|r| Some(r.as_str()));
        for ratio in ratios.chain([None]) {
            for quality in sizes.qualities() {
                let size = catalogue.size(&model.id, Some(quality), ratio).unwrap();
                match sizes {
                    Sizes::Words(_) => assert_eq!(size, quality),
                    Sizes::Pixels(_) => {
                        let (wide, high) = size.split_once('x').unwrap();
                        let (wide, high): (f64, f64) =
                            (wide.parse().unwrap(), high.parse().unwrap());
                        let (w, h) = ratio.unwrap_or("16:9").split_once(':').unwrap();
                        let wanted = w.parse::<f64>().unwrap() / h.parse::<f64>().unwrap();
                        assert!((wide / high - wanted).abs() < 0.01, "{size} for {ratio:?}");
                    }
                }
                combinations += 1;
            }
            assert_eq!(catalogue.size(&model.id, None, ratio), None);
        }
    }
    assert!(combinations > 30, "{combinations}");
    let typed = catalogue.size("nobody-knows", Some("640x480"), Some("4:3"));
    assert_eq!(typed.as_deref(), Some("640x480"));
    let other = catalogue.size("wan-ai/wan2.1-t2v-14b", Some("640x480"), None);
    assert_eq!(other.as_deref(), Some("640x480"), "a size of one's own goes as it is");
}

#[test]
fn only_what_is_sure_is_refused() {
    let catalogue = bundled();
    let kind = |id: &str, pictures| catalogue.check(id, pictures).err().map(|fault| fault.kind);
    assert_eq!(kind("wan-ai/wan2.1-i2v-14b-720p", 0), Some(ErrorKind::PictureNeeded));
    assert_eq!(kind("wan-ai/wan2.1-i2v-14b-720p", 3), None, "two is from an old page");
    assert_eq!(kind("wan2.2-t2v-plus", 1), Some(ErrorKind::PicturesTooMany));
    assert_eq!(kind("veo-3.1-fast", 1), None);
    assert_eq!(kind("veo-3.1-fast", 2), Some(ErrorKind::PicturesTooMany));
    assert_eq!(kind("veo3.1-components", 4), None);
    assert_eq!(kind("veo3", 2), None, "nobody knows");
    assert_eq!(kind("a-new-name", PICTURES_LIMIT), None);
    assert_eq!(kind("a-new-name", PICTURES_LIMIT + 1), Some(ErrorKind::PicturesTooMany));
    assert_eq!(catalogue.max_pictures("veo3.1-components"), Some(3));
    assert_eq!((catalogue.usual_s("veo3"), catalogue.usual_s("a-new-name")), (Some(8), None));
    assert_eq!(catalogue.typical_ms("a-new-name"), 180_000);
}

#[test]
fn what_the_vendor_says_of_its_own_is_a_hint_at_another_service() {
    let (here, elsewhere) = (bundled(), bundled().elsewhere());
    assert!(here.check("veo-3.1-fast", 2).is_err());
    assert!(elsewhere.check("veo-3.1-fast", 2).is_ok());
    assert!(elsewhere.check("wan2.2-t2v-plus", 1).is_err(), "the name says it everywhere");
    let (old, new) = (model(&here, "veo-3.1-fast"), model(&elsewhere, "veo-3.1-fast"));
    assert_eq!(new.ratios.unwrap().is, old.ratios.unwrap().is, "what is known stays known");
    let own = with("[[model]]\nid = \"veo3\"\nmax_pictures = 1").elsewhere();
    assert!(own.check("veo3", 2).is_err(), "a person's own word holds at their service");
}

/// Whatever a model's cells say, if no fact among them says otherwise, nothing is refused.
#[test]
fn unknown_and_hints_never_block() {
    let mut seed = 0x9e37_79b9_u32;
    let mut next = |most: u32| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed % most
    };
    let hints = ["vendor_2026_02", "snapshot", "relatives", "maker"];
    for round in 0..400 {
        let mut text = String::from("[[model]]\nid = \"new\"\n");
        for (field, value) in [
            ("text", ["true", "false"][next(2) as usize].to_owned()),
            ("pictures", ["true", "false"][next(2) as usize].to_owned()),
            ("max_pictures", (1 + next(9)).to_string()),
            ("ratios", "[\"16:9\"]".to_owned()),
            ("sizes", "[\"720P\"]".to_owned()),
            ("lengths_s", format!("[{}]", 1 + next(20))),
            ("limits", "[{ pictures = 1, lengths_s = [8] }]".to_owned()),
        ] {
            text += &match next(3) {
                0 => String::new(),
                1 => format!("{field} = \"unknown\"\n"),
                _ => {
                    let from = hints[next(4) as usize];
                    format!("{field} = {{ is = {value}, from = \"{from}\" }}\n")
                }
            };
        }
        let catalogue = with(&text);
        assert_eq!(catalogue.fault(), None, "{text}");
        for pictures in 0..=PICTURES_LIMIT {
            assert!(catalogue.check("new", pictures).is_ok(), "{round}: {pictures} {text}");
        }
        let size = catalogue.size("new", Some("anything"), Some("16:9"));
        assert_eq!(size.as_deref(), Some("anything"));
    }
}

#[test]
fn a_file_of_ones_own_adds_models_and_says_single_cells_anew() {
    let own = r#"
        [[model]]
        id = "seedance-lite"
        max_pictures = 4
        lengths_s = "unknown"
        usual_s = { is = 6 }
        ratios = { is = ["16:9"], from = "vendor" }

        [[model]]
        id = "kling-9"
        zh = "新模型。"
        sizes = { 1080P = { "16:9" = "1920x1080" }, 720P = { "16:9" = "1280x720" } }
    "#;
    let (before, catalogue) = (bundled(), with(own));
    assert_eq!(catalogue.fault(), None);
    let (old, new) = (model(&before, "seedance-lite"), model(&catalogue, "seedance-lite"));
    let cell = new.max_pictures.clone().unwrap();
    assert_eq!((cell.is, cell.from), (4, Source::Own));
    assert!(catalogue.check("seedance-lite", 5).is_err(), "a person's own word is a fact");
    assert_eq!(new.lengths_s, None);
    assert_eq!(catalogue.usual_s("seedance-lite"), Some(6));
    assert_eq!(new.ratios.clone().unwrap().from, Source::Vendor);
    let same = Model {
        max_pictures: old.max_pictures.clone(),
        lengths_s: old.lengths_s.clone(),
        usual_s: old.usual_s.clone(),
        ratios: old.ratios.clone(),
        ..new
    };
    assert_eq!(same, old, "everything else is as it was");

    let added = catalogue.models().last().unwrap();
    assert_eq!((added.id.as_str(), added.name.as_str()), ("kling-9", "kling-9"));
    assert_eq!((added.en.as_str(), added.zh.as_str()), ("新模型。", "新模型。"));
    let qualities = added.sizes.as_ref().unwrap().is.qualities();
    assert_eq!(qualities, ["1080P", "720P"], "in the order of the file");
    assert_eq!(catalogue.size("kling-9", Some("720P"), None).as_deref(), Some("1280x720"));
    assert_eq!(catalogue.models().len(), before.models().len() + 1);
    for (old, new) in before.models().iter().zip(catalogue.models()) {
        assert!(old == new || old.id == "seedance-lite", "{}", old.id);
    }
}

#[test]
fn the_example_in_the_manual_is_read_and_every_field_is_in_it() {
    let manual = include_str!("../../docs/models.md");
    let example = manual.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let catalogue = with(example);
    assert_eq!(catalogue.fault(), None);
    let added = model(&catalogue, "kling-9");
    assert_eq!(added.limits.unwrap().is[0].lengths_s, [5]);
    assert_eq!(catalogue.usual_s("seedance-lite"), None);
    for (source, _) in Source::NAMES {
        assert!(manual.contains(&format!("`{source}`")), "{source}");
    }
    let bundled = include_str!("../../src-tauri/core/src/catalogue/models.toml");
    let fields = bundled.lines().filter_map(|line| line.split_once(" = "));
    for (field, _) in fields.filter(|(field, _)| !field.starts_with('#')) {
        assert!(manual.contains(&format!("`{field}`")), "{field}");
    }
}

#[test]
fn an_empty_file_changes_nothing() {
    for text in ["", "\n\n", "# only words\n"] {
        assert_eq!(with(text), bundled(), "{text:?}");
    }
}

#[test]
fn a_file_with_a_fault_counts_for_nothing_and_says_which_line() {
    let good = "[[model]]\nid = \"kling-9\"\n";
    let cases = [
        ("model = 3", FaultKind::WrongValue, Some(1), "model"),
        ("model = [3]", FaultKind::WrongValue, Some(1), "model"),
        ("[model]\nid = \"x\"", FaultKind::WrongValue, Some(1), "model"),
        ("# hello\nmodels = []", FaultKind::UnknownField, Some(2), "models"),
        ("{\"model\": []}", FaultKind::Syntax, Some(1), ""),
        ("[[model]]\nid = \"x\"\nname = \"no end", FaultKind::Syntax, Some(3), ""),
        ("[[model]]\nid = \"x\"\nid = \"y\"", FaultKind::Syntax, Some(3), ""),
        ("[[model]]\nname = \"x\"", FaultKind::NoId, Some(1), "id"),
        ("[[model]]\n\nid = \"\"", FaultKind::NoId, Some(3), "id"),
        ("[[model]]\nid = 7", FaultKind::NoId, Some(2), "id"),
        ("[[model]]\nid = \"a\\nb\"", FaultKind::NoId, Some(2), "id"),
        ("[[model]]\nid = \"x\"\n[[model]]\nid = \"x\"", FaultKind::Twice, Some(3), "x"),
        ("[[model]]\nid = \"x\"\nspeed = 3", FaultKind::UnknownField, Some(3), "speed"),
        ("[[model]]\nid = \"x\"\ntext = \"yes\"", FaultKind::WrongValue, Some(3), "text"),
        ("[[model]]\nid = \"x\"\ntext = 1", FaultKind::WrongValue, Some(3), "text"),
        (
            "[[model]]\nid = \"x\"\nmax_pictures = -1",
            FaultKind::WrongValue,
            Some(3),
            "max_pictures",
        ),
        (
            "[[model]]\nid = \"x\"\nmax_pictures = 2.5",
            FaultKind::WrongValue,
            Some(3),
            "max_pictures",
        ),
        (
            "[[model]]\nid = \"x\"\nmax_pictures = 100",
            FaultKind::WrongValue,
            Some(3),
            "max_pictures",
        ),
        ("[[model]]\nid = \"x\"\nratios = \"16:9\"", FaultKind::WrongValue, Some(3), "ratios"),
        ("[[model]]\nid = \"x\"\nratios = []", FaultKind::WrongValue, Some(3), "ratios"),
        ("[[model]]\nid = \"x\"\nratios = [\"wide\"]", FaultKind::WrongValue, Some(3), "ratios"),
        ("[[model]]\nid = \"x\"\nratios = [\"16:0\"]", FaultKind::WrongValue, Some(3), "ratios"),
        ("[[model]]\nid = \"x\"\nlengths_s = [0]", FaultKind::WrongValue, Some(3), "lengths_s"),
        ("[[model]]\nid = \"x\"\nusual_s = 99999999999", FaultKind::WrongValue, Some(3), "usual_s"),
        ("[[model]]\nid = \"x\"\nroles = [\"hero\"]", FaultKind::WrongValue, Some(3), "roles"),
        (
            "[[model]]\nid = \"x\"\nsizes = { 720P = { \"16:9\" = \"9x9\" } }",
            FaultKind::WrongValue,
            Some(3),
            "sizes",
        ),
        (
            "[[model]]\nid = \"x\"\nlimits = [{ lengths_s = [8] }]",
            FaultKind::WrongValue,
            Some(3),
            "limits",
        ),
        (
            "[[model]]\nid = \"x\"\ntext = { is = true, from = \"a friend\" }",
            FaultKind::WrongValue,
            Some(3),
            "from",
        ),
        (
            "[[model]]\nid = \"x\"\ntext = { is = true, form = \"vendor\" }",
            FaultKind::UnknownField,
            Some(3),
            "form",
        ),
        ("[[model]]\nid = \"x\"\nen = \"two\\nlines\"", FaultKind::WrongValue, Some(3), "en"),
    ];
    for (text, kind, line, field) in cases {
        let catalogue = with(text);
        assert_eq!(catalogue.models(), bundled().models(), "{text}");
        let told = Fault { kind, line, field: field.into() };
        assert_eq!(catalogue.fault(), Some(&told), "{text}");
    }
    let later = with(&format!("{good}\n[[model]]\nid = \"x\"\nspeed = 3"));
    assert_eq!(
        later.models(),
        bundled().models(),
        "what stood before the fault counts for nothing"
    );
    assert_eq!(later.fault().unwrap().line, Some(6));
}

#[test]
fn a_huge_or_deep_file_is_left_aside() {
    let huge = "#".repeat(FILE_CAP + 1);
    assert_eq!(with(&huge).fault(), Some(&Fault::whole(FaultKind::TooLarge)));
    let long = format!("# {}\n[[model]]\nid = \"x\"\n", "x".repeat(FILE_CAP - 40));
    assert_eq!(with(&long).fault(), None, "up to a megabyte it is read");
    let deep = format!("model = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(with(&deep).fault().unwrap().kind, FaultKind::Syntax);
    let many: String = (0..501).map(|n| format!("[[model]]\nid = \"m{n}\"\n")).collect();
    assert_eq!(with(&many).fault().unwrap().line, Some(1001));
    let name = format!("[[model]]\nid = \"x\"\n{} = 1", "n".repeat(5_000));
    assert_eq!(with(&name).fault().unwrap().field.len(), 60, "a long name is cut");
}

/// Bytes of a real file thrown about: never a panic, and a fault leaves the catalogue as it is.
#[test]
fn no_text_breaks_the_reader() {
    let text = include_str!("../../src-tauri/core/src/catalogue/models.toml");
    let whole = bundled();
    let mut seed = 7_usize;
    for _ in 0..300 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (seed >> 33) % text.len();
        let with_what =
            ["", "\"", "]", "{", "\n", "=", "\u{0}", "é", "9999999999999"][(seed >> 20) % 9];
        let Some((before, after)) = text.split_at_checked(at) else { continue };
        let broken = format!("{before}{with_what}{}", after.get(1..).unwrap_or(after));
        let catalogue = bundled().with_own(&broken);
        if catalogue.fault().is_some() {
            assert_eq!(catalogue.models(), whole.models());
        }
    }
}
