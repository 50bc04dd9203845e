//! The colours of the day, painted at some hours and mixed in between. Pure tables.

use crate::render::paint::color::{Rgb, blend, mix};

/// The colours of one hour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hour {
    pub(crate) at: f32,
    /// The sky from the zenith down to the horizon.
    pub(crate) sky: [Rgb; 4],
    /// What far land fades into.
    pub(crate) haze: Rgb,
    /// The light in the shade and the direct light, where 255 leaves a colour as it is.
    pub(crate) shade: Rgb,
    pub(crate) key: Rgb,
    /// The glow around the sun or moon, and how strong it is.
    pub(crate) glow: Rgb,
    pub(crate) shine: f32,
    /// Clouds in the light and in the shade.
    pub(crate) cloud: [Rgb; 2],
    pub(crate) stars: f32,
    pub(crate) lamps: f32,
}

const NIGHT: Hour = Hour {
    at: 0.0,
    sky: [[9.0, 13.0, 38.0], [15.0, 25.0, 64.0], [29.0, 47.0, 98.0], [64.0, 88.0, 138.0]],
    haze: [46.0, 66.0, 114.0],
    shade: [26.0, 36.0, 72.0],
    key: [104.0, 128.0, 186.0],
    glow: [186.0, 206.0, 246.0],
    shine: 0.5,
    cloud: [[88.0, 108.0, 160.0], [26.0, 38.0, 80.0]],
    stars: 1.0,
    lamps: 1.0,
};

const HOURS: [Hour; 14] = [
    NIGHT,
    Hour { at: 4.4, ..NIGHT },
    Hour {
        at: 5.3,
        sky: [
            [24.0, 36.0, 88.0],
            [58.0, 68.0, 130.0],
            [150.0, 106.0, 146.0],
            [246.0, 160.0, 120.0],
        ],
        haze: [142.0, 110.0, 150.0],
        shade: [52.0, 54.0, 104.0],
        key: [206.0, 132.0, 130.0],
        glow: [255.0, 168.0, 112.0],
        shine: 0.6,
        cloud: [[246.0, 146.0, 124.0], [74.0, 68.0, 122.0]],
        stars: 0.4,
        lamps: 0.8,
    },
    Hour {
        at: 6.15,
        sky: [
            [78.0, 112.0, 176.0],
            [146.0, 152.0, 194.0],
            [236.0, 182.0, 174.0],
            [255.0, 212.0, 156.0],
        ],
        haze: [234.0, 184.0, 168.0],
        shade: [92.0, 92.0, 138.0],
        key: [255.0, 196.0, 148.0],
        glow: [255.0, 206.0, 140.0],
        shine: 0.95,
        cloud: [[255.0, 216.0, 182.0], [178.0, 144.0, 172.0]],
        stars: 0.0,
        lamps: 0.35,
    },
    Hour {
        at: 6.65,
        sky: [
            [82.0, 124.0, 186.0],
            [164.0, 168.0, 196.0],
            [246.0, 198.0, 158.0],
            [255.0, 212.0, 140.0],
        ],
        haze: [240.0, 194.0, 158.0],
        shade: [98.0, 98.0, 138.0],
        key: [255.0, 208.0, 150.0],
        glow: [255.0, 212.0, 140.0],
        shine: 1.0,
        cloud: [[255.0, 226.0, 186.0], [192.0, 156.0, 168.0]],
        stars: 0.0,
        lamps: 0.15,
    },
    Hour {
        at: 7.7,
        sky: [
            [82.0, 142.0, 202.0],
            [138.0, 184.0, 220.0],
            [202.0, 216.0, 222.0],
            [255.0, 232.0, 190.0],
        ],
        haze: [220.0, 214.0, 204.0],
        shade: [112.0, 128.0, 160.0],
        key: [255.0, 234.0, 194.0],
        glow: [255.0, 236.0, 186.0],
        shine: 0.9,
        cloud: [[255.0, 248.0, 232.0], [186.0, 190.0, 210.0]],
        stars: 0.0,
        lamps: 0.0,
    },
    Hour {
        at: 9.5,
        sky: [
            [44.0, 112.0, 196.0],
            [88.0, 158.0, 224.0],
            [154.0, 204.0, 238.0],
            [222.0, 238.0, 238.0],
        ],
        haze: [190.0, 216.0, 228.0],
        shade: [112.0, 140.0, 180.0],
        key: [255.0, 252.0, 232.0],
        glow: [255.0, 250.0, 226.0],
        shine: 0.7,
        cloud: [[255.0, 255.0, 252.0], [170.0, 196.0, 224.0]],
        stars: 0.0,
        lamps: 0.0,
    },
    Hour {
        at: 14.0,
        sky: [
            [40.0, 106.0, 190.0],
            [86.0, 152.0, 218.0],
            [158.0, 202.0, 234.0],
            [224.0, 236.0, 234.0],
        ],
        haze: [194.0, 214.0, 224.0],
        shade: [112.0, 138.0, 176.0],
        key: [255.0, 250.0, 226.0],
        glow: [255.0, 248.0, 220.0],
        shine: 0.7,
        cloud: [[255.0, 255.0, 250.0], [172.0, 194.0, 220.0]],
        stars: 0.0,
        lamps: 0.0,
    },
    Hour {
        at: 16.6,
        sky: [
            [74.0, 124.0, 184.0],
            [142.0, 170.0, 194.0],
            [230.0, 204.0, 164.0],
            [255.0, 218.0, 146.0],
        ],
        haze: [240.0, 202.0, 150.0],
        shade: [108.0, 100.0, 124.0],
        key: [255.0, 222.0, 152.0],
        glow: [255.0, 222.0, 142.0],
        shine: 0.95,
        cloud: [[255.0, 236.0, 192.0], [190.0, 162.0, 162.0]],
        stars: 0.0,
        lamps: 0.0,
    },
    Hour {
        at: 17.5,
        sky: [
            [62.0, 92.0, 154.0],
            [142.0, 130.0, 160.0],
            [240.0, 166.0, 122.0],
            [255.0, 194.0, 104.0],
        ],
        haze: [240.0, 160.0, 112.0],
        shade: [86.0, 70.0, 104.0],
        key: [255.0, 190.0, 112.0],
        glow: [255.0, 198.0, 108.0],
        shine: 1.0,
        cloud: [[255.0, 204.0, 142.0], [166.0, 112.0, 132.0]],
        stars: 0.0,
        lamps: 0.15,
    },
    Hour {
        at: 18.2,
        sky: [
            [48.0, 54.0, 116.0],
            [118.0, 78.0, 138.0],
            [228.0, 104.0, 106.0],
            [255.0, 168.0, 88.0],
        ],
        haze: [222.0, 112.0, 102.0],
        shade: [64.0, 46.0, 86.0],
        key: [255.0, 144.0, 92.0],
        glow: [255.0, 164.0, 84.0],
        shine: 1.0,
        cloud: [[255.0, 152.0, 100.0], [108.0, 66.0, 116.0]],
        stars: 0.0,
        lamps: 0.5,
    },
    Hour {
        at: 19.0,
        sky: [[20.0, 30.0, 78.0], [48.0, 54.0, 116.0], [118.0, 84.0, 140.0], [224.0, 130.0, 114.0]],
        haze: [104.0, 82.0, 134.0],
        shade: [40.0, 40.0, 82.0],
        key: [164.0, 108.0, 130.0],
        glow: [255.0, 140.0, 100.0],
        shine: 0.5,
        cloud: [[204.0, 112.0, 124.0], [52.0, 48.0, 98.0]],
        stars: 0.35,
        lamps: 0.9,
    },
    Hour { at: 20.4, ..NIGHT },
    Hour { at: 26.0, ..NIGHT },
];

/// The colours at a time of day.
pub(crate) fn hour(clock: f32) -> Hour {
    let after = HOURS.iter().position(|hour| hour.at > clock).unwrap_or(HOURS.len() - 1).max(1);
    let (a, b) = (&HOURS[after - 1], &HOURS[after]);
    let share = ((clock - a.at) / (b.at - a.at)).clamp(0.0, 1.0);
    Hour {
        at: clock,
        sky: [0, 1, 2, 3].map(|i| blend(a.sky[i], b.sky[i], share)),
        haze: blend(a.haze, b.haze, share),
        shade: blend(a.shade, b.shade, share),
        key: blend(a.key, b.key, share),
        glow: blend(a.glow, b.glow, share),
        shine: mix(a.shine, b.shine, share),
        cloud: [0, 1].map(|i| blend(a.cloud[i], b.cloud[i], share)),
        stars: mix(a.stars, b.stars, share),
        lamps: mix(a.lamps, b.lamps, share),
    }
}
