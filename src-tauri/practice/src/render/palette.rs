//! Which scene a prompt asks for, in English or Chinese, and the colours of its hour.
//! Words in, choices out; nothing is drawn here.

use tiny_skia::Color;

use super::{Dice, mentions};

/// The hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hour {
    Dawn,
    Day,
    Dusk,
    Night,
}

/// What lies in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Land {
    Hills,
    Water,
    Snow,
    City,
    Forest,
    Desert,
}

/// A colour as red, green and blue from 0 to 255.
pub(crate) type Rgb = [f32; 3];

/// The colours of a scene.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    /// The sky at the top, in the middle and at the horizon.
    pub(crate) sky: [Rgb; 3],
    /// The sun or moon.
    pub(crate) light: Rgb,
    /// The haze that far layers fade into.
    pub(crate) haze: Rgb,
    /// The nearest layer.
    pub(crate) near: Rgb,
    /// The clouds.
    pub(crate) cloud: Rgb,
}

/// The hour that a prompt names, or one of the seed's choice.
pub(crate) fn hour(text: &str, dice: &mut Dice) -> Hour {
    let chance = dice.unit();
    if mentions(text, NIGHT) {
        Hour::Night
    } else if mentions(text, DUSK) {
        Hour::Dusk
    } else if mentions(text, DAWN) {
        Hour::Dawn
    } else if mentions(text, DAY) {
        Hour::Day
    } else {
        match chance {
            c if c < 0.35 => Hour::Dawn,
            c if c < 0.65 => Hour::Dusk,
            c if c < 0.9 => Hour::Day,
            _ => Hour::Night,
        }
    }
}

/// The land that a prompt names, or hills.
pub(crate) fn land(text: &str) -> Land {
    let named = [
        (Land::City, CITY),
        (Land::Water, WATER),
        (Land::Snow, SNOW),
        (Land::Desert, DESERT),
        (Land::Forest, FOREST),
    ];
    named.iter().find(|(_, words)| mentions(text, words)).map_or(Land::Hills, |(land, _)| *land)
}

const NIGHT: &[&str] = &[
    "night",
    "midnight",
    "moon",
    "moonlight",
    "moonlit",
    "star",
    "stars",
    "starry",
    "neon",
    "galaxy",
    "space",
    "aurora",
    "夜",
    "月光",
    "月亮",
    "星空",
    "星星",
    "霓虹",
    "极光",
    "银河",
];
const DUSK: &[&str] =
    &["sunset", "dusk", "evening", "twilight", "golden", "日落", "夕阳", "黄昏", "傍晚", "晚霞"];
const DAWN: &[&str] = &[
    "dawn", "sunrise", "morning", "mist", "misty", "fog", "foggy", "日出", "黎明", "清晨", "早晨",
    "晨", "雾",
];
const DAY: &[&str] = &[
    "day",
    "daylight",
    "noon",
    "sunny",
    "afternoon",
    "summer",
    "blue",
    "白天",
    "中午",
    "阳光",
    "晴",
    "夏",
];
const CITY: &[&str] = &[
    "city",
    "street",
    "town",
    "skyline",
    "tokyo",
    "shanghai",
    "urban",
    "building",
    "buildings",
    "car",
    "cars",
    "neon",
    "城市",
    "街",
    "都市",
    "上海",
    "北京",
    "高楼",
    "霓虹",
    "汽车",
];
const WATER: &[&str] = &[
    "sea", "ocean", "beach", "lake", "water", "wave", "waves", "river", "boat", "ship", "shore",
    "coast", "surf", "island", "fish", "whale", "海", "湖", "水", "江", "河", "浪", "船", "沙滩",
    "鱼",
];
const SNOW: &[&str] = &[
    "snow",
    "snowy",
    "winter",
    "ice",
    "icy",
    "glacier",
    "mountain",
    "mountains",
    "alps",
    "ski",
    "peak",
    "雪",
    "冬",
    "冰",
    "山峰",
    "雪山",
    "高山",
    "滑雪",
];
const DESERT: &[&str] =
    &["desert", "dune", "dunes", "sand", "camel", "mars", "沙漠", "沙丘", "骆驼", "火星"];
const FOREST: &[&str] = &[
    "forest", "tree", "trees", "wood", "woods", "jungle", "deer", "pine", "bamboo", "park",
    "garden", "森林", "树", "林", "竹", "公园", "花园", "鹿",
];

/// The colours of an hour over a land.
pub(crate) fn palette(hour: Hour, land: Land) -> Palette {
    let mut colours = match hour {
        Hour::Dawn => Palette {
            sky: [[96.0, 124.0, 176.0], [196.0, 178.0, 196.0], [252.0, 216.0, 188.0]],
            light: [255.0, 240.0, 214.0],
            haze: [214.0, 190.0, 192.0],
            near: [54.0, 66.0, 86.0],
            cloud: [255.0, 232.0, 220.0],
        },
        Hour::Day => Palette {
            sky: [[58.0, 122.0, 200.0], [124.0, 178.0, 228.0], [216.0, 234.0, 244.0]],
            light: [255.0, 252.0, 236.0],
            haze: [178.0, 206.0, 222.0],
            near: [42.0, 84.0, 74.0],
            cloud: [255.0, 255.0, 255.0],
        },
        Hour::Dusk => Palette {
            sky: [[44.0, 46.0, 96.0], [176.0, 88.0, 116.0], [255.0, 176.0, 104.0]],
            light: [255.0, 224.0, 168.0],
            haze: [204.0, 118.0, 112.0],
            near: [36.0, 28.0, 52.0],
            cloud: [255.0, 178.0, 150.0],
        },
        Hour::Night => Palette {
            sky: [[8.0, 12.0, 34.0], [20.0, 32.0, 72.0], [58.0, 78.0, 126.0]],
            light: [236.0, 240.0, 252.0],
            haze: [46.0, 64.0, 108.0],
            near: [8.0, 12.0, 26.0],
            cloud: [96.0, 112.0, 156.0],
        },
    };
    match land {
        Land::Desert => {
            colours.near = blend(colours.near, [168.0, 92.0, 48.0], 0.62);
            colours.haze = blend(colours.haze, [232.0, 186.0, 140.0], 0.45);
        }
        Land::Snow => colours.haze = blend(colours.haze, [226.0, 234.0, 246.0], 0.4),
        Land::Forest => colours.near = blend(colours.near, [22.0, 52.0, 40.0], 0.5),
        Land::City => colours.near = blend(colours.near, [26.0, 28.0, 44.0], 0.6),
        Land::Hills | Land::Water => {}
    }
    if land == Land::Desert && hour == Hour::Night {
        colours.near = blend(colours.near, [20.0, 18.0, 36.0], 0.6);
        colours.haze = blend(colours.haze, [50.0, 60.0, 100.0], 0.6);
    }
    colours
}

/// Between two colours: all of `a` at 0, all of `b` at 1.
pub(crate) fn blend(a: Rgb, b: Rgb, share: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share)
}

/// A colour for the painter, with its opacity from 0 to 1.
pub(crate) fn color(rgb: Rgb, alpha: f32) -> Color {
    let [red, green, blue] = rgb.map(|value| value.round().clamp(0.0, 255.0) as u8);
    Color::from_rgba8(red, green, blue, (alpha * 255.0).round().clamp(0.0, 255.0) as u8)
}
