//! Presets: kept under their names over a restart and a backup, bounded, and never more than words.

use stillwake_core::error::ErrorKind;
use stillwake_core::store::preset::{MOST, NAME_LIMIT, Preset};

use crate::bench::Bench;

fn preset(name: &str) -> Preset {
    Preset {
        name: name.into(),
        model: Some("veo3".into()),
        prompt: "{subject}, slow push forward, golden light".into(),
        aspect_ratio: Some("9:16".into()),
        quality: None,
        duration: Some(8),
        takes: 2,
    }
}

fn names(presets: &[Preset]) -> Vec<&str> {
    presets.iter().map(|preset| preset.name.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn presets_are_kept_replaced_and_removed() {
    let mut bench = Bench::start().await;
    assert!(bench.studio.presets().await.unwrap().is_empty());
    bench.studio.preset_save(preset("  竖屏 短片 ")).await.unwrap();
    bench.studio.preset_save(preset("evening")).await.unwrap();
    let all = bench.studio.preset_save(preset("Dawn")).await.unwrap();
    assert_eq!(names(&all), ["Dawn", "evening", "竖屏 短片"], "by name, whatever the case");
    let other = Preset { takes: 9, prompt: String::new(), ..preset("Dawn") };
    bench.studio.preset_save(other).await.unwrap();
    bench.restart().await;
    let all = bench.studio.presets().await.unwrap();
    assert_eq!(all.len(), 3, "the same name is replaced");
    assert_eq!((all[0].prompt.as_str(), all[0].takes), ("", 4));
    assert_eq!(all[1], preset("evening"));
    let left = bench.studio.preset_remove("evening".into()).await.unwrap();
    assert_eq!(names(&left), ["Dawn", "竖屏 短片"]);
    assert_eq!(bench.studio.preset_remove("evening".into()).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_prompts_and_the_number_are_bounded() {
    let bench = Bench::start().await;
    let save = |preset| bench.studio.preset_save(preset);
    for name in ["", "  \n", "a\u{7}b", &"长".repeat(NAME_LIMIT + 1)] {
        let refused = save(preset(name)).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::PresetNameInvalid, "{name:?}");
    }
    save(preset(&"长".repeat(NAME_LIMIT))).await.unwrap();
    let long = Preset { prompt: "x".repeat(20_000), ..preset("long") };
    assert_eq!(save(long).await.unwrap_err().kind, ErrorKind::PromptTooLong);
    let odd = Preset { model: Some("m".repeat(300)), ..preset("odd") };
    let all = save(odd).await.unwrap();
    assert_eq!(all.iter().find(|one| one.name == "odd").unwrap().model, None);
    for number in all.len()..MOST {
        save(preset(&format!("n {number}"))).await.unwrap();
    }
    assert_eq!(save(preset("one more")).await.unwrap_err().kind, ErrorKind::PresetsTooMany);
    assert_eq!(save(preset("odd")).await.unwrap().len(), MOST, "replacing one is no more");
}
