//! The light of a scene at one moment: an hour's colours in the scene's mood and weather, and the
//! sun and the moon on their ways over this frame.

use super::hours::{Hour, hour};
use crate::render::brief::{Brief, Land, Weather};
use crate::render::dice::Dice;
use crate::render::paint::color::{Rgb, blend, lit, luma, mix, saturate, smooth, times, turn};
use crate::render::scene::Stage;

/// The ways of the sun and the moon over a frame, and the scene's mood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sun {
    /// The columns of the sun at the first and the last frame, of the frame's width.
    from: f32,
    to: f32,
    /// The moon's column when it has risen, and how it goes on.
    moon: f32,
    clock: (f32, f32),
    /// How far colours are turned, in radians, and how colourful they are.
    mood: f32,
    depth: f32,
    weather: Weather,
    storm: bool,
    land: Land,
}

/// The ways of the sun and the moon for a scene.
pub(crate) fn sun(brief: &Brief, dice: &mut Dice) -> Sun {
    let clock = brief.clock;
    let side = dice.chance(0.5);
    let third = if brief.reading.land == Land::Street { 0.5 } else { dice.between(0.29, 0.37) };
    let start = if side { third } else { 1.0 - third };
    // A longer stretch of time moves the sun further; it stays in the frame.
    let way = ((clock.1 - clock.0) * 0.035).min(0.4) * if side { 1.0 } else { -1.0 };
    let moon = 1.0 - start + dice.between(-0.05, 0.05);
    let night = clock.0 > 20.0;
    Sun {
        from: start - way * 0.3,
        to: start + way * 0.7,
        moon: if night { start } else { moon },
        clock,
        mood: dice.between(-0.16, 0.16),
        depth: dice.between(0.94, 1.1),
        weather: brief.weather(),
        storm: brief.also.storm,
        land: brief.reading.land,
    }
}

/// The light at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light {
    pub(crate) sky: [Rgb; 4],
    pub(crate) haze: Rgb,
    pub(crate) shade: Rgb,
    pub(crate) key: Rgb,
    pub(crate) glow: Rgb,
    pub(crate) shine: f32,
    pub(crate) cloud: [Rgb; 2],
    pub(crate) stars: f32,
    pub(crate) lamps: f32,
    /// Where the sun is, in pixels, and how much of it is seen, from 0 to 1.
    pub(crate) sun: (f32, f32),
    pub(crate) sun_seen: f32,
    pub(crate) moon: (f32, f32),
    pub(crate) moon_seen: f32,
    /// Where the light comes from.
    pub(crate) source: (f32, f32),
    /// How dark it is, from day (0) to night (1).
    pub(crate) dark: f32,
    pub(crate) clock: f32,
}

impl Light {
    /// A surface's own colours `[in shade, in light]` at this hour, `far` (0 to 1) in the haze.
    pub(crate) fn on(&self, own: [Rgb; 2], far: f32) -> [Rgb; 2] {
        [
            blend(lit(own[0], self.shade), self.haze, far),
            blend(lit(own[1], self.key), self.haze, far),
        ]
    }

    /// The colour of lamps and lit windows.
    pub(crate) fn lamp(&self) -> Rgb {
        [255.0, 184.0, 92.0]
    }
}

/// The light at `through` (0 to 1) of the clip.
pub(crate) fn light(sun: &Sun, stage: &Stage, through: f32) -> Light {
    // Where hours pass, they begin and end calmly.
    let hours = sun.clock.1 - sun.clock.0;
    let through = mix(through, smooth(0.0, 1.0, through), ((hours - 0.6) * 0.8).clamp(0.0, 0.7));
    let clock = mix(sun.clock.0, sun.clock.1, through);
    let hour = mood(hour(clock), sun);
    let hour = city(weather(hour, sun, clock), sun);
    let Stage { wide, horizon, .. } = *stage;
    let clear = match sun.weather {
        Weather::Rain | Weather::Snowfall => 0.0,
        Weather::Mist => 0.75,
        _ => 1.0,
    };
    // The sun's height over the horizon: a flat arc in the frame, however high it really is.
    let high = ((clock - 5.95) / (18.35 - 5.95) * std::f32::consts::PI).sin();
    let lift = if high >= 0.0 { 1.02 * high.powf(0.85) } else { 1.6 * high };
    let at_sun = (wide * mix(sun.from, sun.to, through), horizon * (1.0 - 0.78 * lift));
    let evening = if clock > 12.0 { clock } else { clock + 24.0 };
    let risen = ((evening - 18.9) / 3.4).clamp(-0.2, 1.0);
    let drift = (evening - 22.0) * 0.03;
    let at_moon = (
        wide * (sun.moon + drift),
        horizon * (0.98 - 0.7 * risen - 0.05 * (evening - 22.0).max(0.0)),
    );
    let sun_seen = clear * smooth(-0.12, -0.02, high);
    // Where the stars are the subject the moon stays away.
    let moonless = if sun.weather == Weather::Stars { 0.0 } else { 1.0 };
    let moon_seen = clear * moonless * smooth(18.6, 19.6, evening) * smooth(29.6, 28.9, evening);
    let night = smooth(18.9, 20.2, clock) + smooth(5.0, 4.3, clock);
    let source = if night > 0.5 { at_moon } else { at_sun };
    Light {
        sky: hour.sky,
        haze: hour.haze,
        shade: hour.shade,
        key: hour.key,
        glow: hour.glow,
        shine: hour.shine,
        cloud: hour.cloud,
        stars: hour.stars * if clear < 0.5 { 0.0 } else { 1.0 },
        lamps: hour.lamps,
        sun: at_sun,
        sun_seen,
        moon: at_moon,
        moon_seen,
        source,
        dark: night.min(1.0),
        clock,
    }
}

/// Turns an hour's colours a little, so that no two prompts have the same dawn.
fn mood(mut hour: Hour, sun: &Sun) -> Hour {
    let tint = |rgb: Rgb| saturate(turn(rgb, sun.mood), sun.depth).map(|v| v.max(2.0));
    hour.sky = hour.sky.map(tint);
    hour.haze = tint(hour.haze);
    hour.cloud = hour.cloud.map(tint);
    hour.shade = tint(hour.shade);
    if sun.land == Land::Desert {
        hour.haze = blend(hour.haze, lit([255.0, 214.0, 170.0], hour.key), 0.3);
    }
    hour
}

/// A city lights its own haze.
fn city(mut hour: Hour, sun: &Sun) -> Hour {
    if sun.land == Land::City {
        let own = [158.0, 92.0, 120.0];
        let night = smooth(0.5, 1.0, hour.lamps);
        hour.haze = blend(hour.haze, own, 0.42 * night * night);
        hour.sky[3] = blend(hour.sky[3], own, 0.55 * night * night);
        hour.sky[2] = blend(hour.sky[2], own, 0.24 * night * night);
    }
    hour
}

/// What rain, snow and mist do to the colours.
fn weather(mut hour: Hour, sun: &Sun, clock: f32) -> Hour {
    let (grey, dim) = match sun.weather {
        Weather::Rain => {
            // The night is dark enough as it is.
            let night = hour.stars;
            let dim = if sun.storm { 0.6 } else { 0.78 };
            (if sun.storm { 0.75 } else { 0.6 }, mix(dim, 1.05, night))
        }
        Weather::Snowfall => (0.45, mix(0.96, 1.35, hour.stars)),
        Weather::Mist => (0.22, 1.0),
        _ => return hour,
    };
    let heavy = matches!(sun.weather, Weather::Rain | Weather::Snowfall);
    let low = hour.sky[3];
    let even = blend(hour.sky[2], low, 0.3);
    for (index, sky) in hour.sky.iter_mut().enumerate() {
        let flat = blend(*sky, even, grey * if index == 3 { 0.3 } else { 0.85 });
        let dull = saturate(flat, 1.0 - grey * 0.7);
        *sky = times(dull, dim);
    }
    let cold = [0.94, 1.0, 1.07];
    let dull = |rgb: Rgb, share: f32| {
        let grey = saturate(rgb, 1.0 - share);
        [0, 1, 2].map(|i| mix(grey[i], grey[i] * cold[i], share))
    };
    hour.haze = times(dull(hour.haze, grey * 0.75), dim);
    hour.cloud = hour.cloud.map(|rgb| times(dull(rgb, grey * 0.8), dim * 0.96));
    hour.shade = times(dull(hour.shade, grey * 0.6), mix(1.0, 1.1, grey));
    if heavy {
        // No direct light: what was lit is only a little brighter than the shade.
        let soft = times(dull(hour.key, grey), dim * 0.94);
        hour.key = blend(soft, times(hour.shade, 1.5), 0.45);
        hour.shine *= 0.22;
        hour.lamps = hour.lamps.max(if clock > 7.0 && clock < 16.0 { 0.3 } else { 0.75 });
        hour.glow = blend(hour.glow, [luma(hour.glow); 3], 0.5);
    } else {
        hour.shine *= 1.1;
    }
    hour
}
