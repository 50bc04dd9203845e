//! Drawn scenes: what is understood of a prompt in both languages, and that what is drawn moves,
//! darkens, differs and fills every shape as it should.

use image::RgbImage;
use stillwake_practice::render::Figure::{
    Balloon, Bird, Blossom, Boat, Bridge, Cabin, Camel, Car, Cat, Child, Deer, Dog, Heron, Lantern,
    Lighthouse, Person, Ship, Train, Tree, Whale, Windmill,
};
use stillwake_practice::render::{self, Figure, Hour, Land, RenderRequest, Weather, reading};

use crate::support::{difference, frames};

/// One prompt for every land, so that a test can go through them all.
const LANDS: [(&str, Land); 9] = [
    ("green hills in the morning", Land::Hills),
    ("群山的黄昏", Land::Mountains),
    ("sunset over the sea", Land::Sea),
    ("夜晚的湖水", Land::Lake),
    ("neon city at night", Land::City),
    ("古镇老街的灯笼", Land::Street),
    ("pine forest in fog", Land::Forest),
    ("雪山的清晨", Land::Snow),
    ("desert at noon", Land::Desert),
];

fn request(prompt: &str, width: u32, height: u32, frames: u32) -> RenderRequest {
    RenderRequest { prompt: prompt.into(), width, height, frames, mark: false, picture: None }
}

fn frame(request: &RenderRequest, number: u32) -> RgbImage {
    image::DynamicImage::from(render::frame(request, number).unwrap()).into_rgb8()
}

fn brightness(picture: &RgbImage) -> f64 {
    let sum: u64 = picture.as_raw().iter().map(|&value| u64::from(value)).sum();
    sum as f64 / picture.as_raw().len() as f64
}

#[test]
fn words_choose_the_land_in_both_languages() {
    let cases = [
        ("waves on a beach", Land::Sea),
        ("海边的日落", Land::Sea),
        ("a river in spring", Land::Lake),
        ("湖上的薄雾", Land::Lake),
        ("Shanghai by night", Land::City),
        ("上海的夜", Land::City),
        ("an alley in the old town", Land::Street),
        ("雨中的小巷", Land::Street),
        ("woods at dawn", Land::Forest),
        ("竹林", Land::Forest),
        ("misty mountains", Land::Mountains),
        ("云海", Land::Mountains),
        ("meadows", Land::Hills),
        ("草原", Land::Hills),
        ("a winter night", Land::Snow),
        ("下雪了", Land::Snow),
        ("sand dunes", Land::Desert),
        ("大漠", Land::Desert),
        // A figure brings the land that it needs.
        ("a whale", Land::Sea),
        ("灯塔", Land::Sea),
        ("a heron wades", Land::Lake),
        ("骆驼", Land::Desert),
        // What lies at the water lies at the water.
        ("a lake in snowy mountains", Land::Lake),
    ];
    for (prompt, land) in cases.into_iter().chain(LANDS) {
        assert_eq!(reading(prompt).land, land, "{prompt}");
    }
}

#[test]
fn words_choose_the_hour_and_whether_time_passes() {
    let cases = [
        ("hills at dawn", Hour::Dawn, None),
        ("清晨的山", Hour::Dawn, None),
        ("hills at noon", Hour::Day, None),
        ("正午的沙漠", Hour::Day, None),
        ("golden hour over the hills", Hour::Golden, None),
        ("金色的麦田", Hour::Golden, None),
        ("hills at dusk", Hour::Dusk, None),
        ("黄昏的海", Hour::Dusk, None),
        ("hills at night", Hour::Night, None),
        ("星空下的沙漠", Hour::Night, None),
        ("day to night over the sea", Hour::Day, Some(Hour::Night)),
        ("从白天到夜晚的城市", Hour::Day, Some(Hour::Night)),
        ("sunset to stars", Hour::Golden, Some(Hour::Night)),
        ("night falls over the city", Hour::Dusk, Some(Hour::Night)),
        ("天黑了", Hour::Dusk, Some(Hour::Night)),
    ];
    for (prompt, hour, until) in cases {
        let reading = reading(prompt);
        assert_eq!((reading.hour, reading.until), (hour, until), "{prompt}");
    }
    for prompt in ["timelapse", "延时", "昼夜"] {
        assert!(reading(prompt).until.is_some(), "{prompt}");
    }
}

#[test]
fn words_choose_the_weather() {
    let cases = [
        ("a foggy valley", Weather::Mist),
        ("山间云雾", Weather::Mist),
        ("rain on the lake", Weather::Rain),
        ("雨夜的城市", Weather::Rain),
        ("falling snow", Weather::Snowfall),
        ("大雪", Weather::Snowfall),
        ("cherry blossom petals", Weather::Petals),
        ("风吹过草原", Weather::Petals),
        ("northern lights", Weather::Aurora),
        ("极光", Weather::Aurora),
        ("the milky way", Weather::Stars),
        ("繁星", Weather::Stars),
    ];
    for (prompt, weather) in cases {
        assert_eq!(reading(prompt).weather, weather, "{prompt}");
    }
}

#[test]
fn figures_are_found_in_both_languages() {
    let cases: [(&str, &[Figure]); 28] = [
        ("two birds and a heron", &[Bird, Heron]),
        ("飞鸟与白鹭", &[Bird, Heron]),
        ("a rowing boat near a lighthouse", &[Boat, Lighthouse]),
        ("小船和灯塔", &[Boat, Lighthouse]),
        ("ships", &[Ship]),
        ("帆船", &[Ship]),
        ("lanterns", &[Lantern]),
        ("孔明灯", &[Lantern]),
        ("a cabin by the bridge", &[Cabin, Bridge]),
        ("桥边的小屋", &[Bridge, Cabin]),
        ("a train", &[Train]),
        ("火车", &[Train]),
        ("cherry blossoms", &[Blossom]),
        ("樱花树", &[Blossom]),
        ("an old tree", &[Tree]),
        ("a man, a woman and a child", &[Person, Person, Child]),
        ("女孩和狗", &[Child, Dog]),
        ("a cat and a dog", &[Cat, Dog]),
        ("猫", &[Cat]),
        ("deer", &[Deer]),
        ("鹿", &[Deer]),
        ("hot air balloons", &[Balloon]),
        ("热气球", &[Balloon]),
        ("鲸鱼", &[Whale]),
        ("a car passes windmills", &[Car, Windmill]),
        ("汽车", &[Car]),
        ("camels", &[Camel]),
        ("a whale", &[Whale]),
    ];
    for (prompt, figures) in cases {
        assert_eq!(reading(prompt).figures, figures, "{prompt}");
    }
}

#[test]
fn a_word_inside_a_longer_one_or_denied_is_not_meant() {
    for prompt in [
        "a spaceship",
        "a manta",
        "caring",
        "机器人",
        "无人的街道",
        "many things",
        "no people",
        "without birds",
    ] {
        assert!(reading(prompt).figures.is_empty(), "{prompt}: {:?}", reading(prompt).figures);
    }
    assert_eq!(reading("no people, a dog").figures, [Dog]);
    assert_eq!(reading("没有猫，有狗").figures, [Dog]);
    assert_ne!(reading("江湖").land, Land::Sea);
}

#[test]
fn a_prompt_without_known_words_still_gets_its_own_scene() {
    let lands: std::collections::HashSet<_> =
        (0..60).map(|number| format!("{:?}", reading(&format!("zzz {number}")).land)).collect();
    assert!(lands.len() >= 6, "{lands:?}");
    let pictures: Vec<_> =
        (0..6).map(|n| frame(&request(&format!("xyz {n}"), 160, 90, 24), 0)).collect();
    for (index, one) in pictures.iter().enumerate() {
        for two in &pictures[index + 1..] {
            assert!(difference(one, two) > 4.0);
        }
    }
}

#[test]
fn the_same_request_gives_the_same_frames() {
    let folder = tempfile::tempdir().unwrap();
    for (prompt, _) in LANDS {
        let request = request(prompt, 160, 90, 24);
        assert_eq!(frame(&request, 11), frame(&request, 11), "{prompt}");
    }
    // A single frame is the clip's own, whatever was drawn before it.
    let request = request(LANDS[0].0, 176, 320, 24);
    let out = folder.path().join("clip.mp4");
    render::clip(&request, &out).unwrap();
    let clip = frames(&std::fs::read(&out).unwrap());
    assert!(difference(&clip[17], &frame(&request, 17)) < 4.0);
    assert!(
        difference(&clip[17], &frame(&request, 0)) > difference(&clip[17], &frame(&request, 17))
    );
}

#[test]
fn every_land_moves_without_flicker() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("clip.mp4");
    for (prompt, _) in LANDS {
        let request = request(prompt, 240, 136, 72);
        render::clip(&request, &out).unwrap();
        let clip = frames(&std::fs::read(&out).unwrap());
        let moved = difference(&clip[0], &clip[71]);
        assert!((1.5..60.0).contains(&moved), "{prompt} moved by {moved}");
        for pair in clip.windows(2) {
            let step = difference(&pair[0], &pair[1]);
            assert!(step < 5.0, "{prompt} jumps by {step}");
            let flash = (brightness(&pair[0]) - brightness(&pair[1])).abs();
            assert!(flash < 2.5, "{prompt} flickers by {flash}");
        }
    }
}

#[test]
fn hours_that_pass_are_seen() {
    let light = |prompt: &str| {
        let request = request(prompt, 160, 90, 48);
        [0, 24, 47].map(|number| brightness(&frame(&request, number)))
    };
    for prompt in ["day to night over the sea", "从白天到夜晚的山", "the desert from day to night"]
    {
        let [day, between, night] = light(prompt);
        assert!(night < 0.5 * day && between < day, "{prompt}: {day} {between} {night}");
    }
    for prompt in ["sunrise over the hills", "湖上日出"] {
        let [dark, _, bright] = light(prompt);
        assert!(bright > 1.15 * dark, "{prompt}: {dark} {bright}");
    }
}

#[test]
fn every_shape_is_filled_to_its_edges() {
    let shapes =
        [(320, 180), (180, 320), (200, 200), (420, 180), (64, 320), (320, 64), (96, 72), (64, 64)];
    for (prompt, _) in LANDS {
        assert!(brightness(&frame(&request(prompt, 16, 16, 1), 0)) > 8.0, "{prompt} 16x16");
        for (width, height) in shapes {
            let request = request(prompt, width, height, 24);
            for number in [0, 23] {
                let picture = frame(&request, number);
                let shape = format!("{prompt} {width}x{height} frame {number}");
                assert!(brightness(&picture) > 8.0, "{shape} is empty");
                for (edge, inner) in [(0, 1), (width - 1, width - 2)] {
                    assert!(column_step(&picture, edge, inner) < 28.0, "{shape}: column {edge}");
                }
                for (edge, inner) in [(0, 1), (height - 1, height - 2)] {
                    assert!(row_step(&picture, edge, inner) < 40.0, "{shape}: row {edge}");
                }
            }
        }
    }
}

/// How much two columns differ, per colour.
fn column_step(picture: &RgbImage, a: u32, b: u32) -> f64 {
    let height = picture.height();
    let part = |x| image::imageops::crop_imm(picture, x, 0, 1, height).to_image();
    difference(&part(a), &part(b))
}

/// How much two rows differ, per colour.
fn row_step(picture: &RgbImage, a: u32, b: u32) -> f64 {
    let width = picture.width();
    let part = |y| image::imageops::crop_imm(picture, 0, y, width, 1).to_image();
    difference(&part(a), &part(b))
}
