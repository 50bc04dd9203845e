//! The outlines and colours of the land in a scene, from far to near.
//! Pure arithmetic from a seed; painting them is the scene's work.

use super::Dice;
use super::palette::{Land, Palette, Rgb, blend};

/// One line of land across the frame, in heights above the bottom as parts of the frame's height.
pub(crate) struct Ridge {
    pub(crate) base: f32,
    pub(crate) waves: Vec<Wave>,
    /// How fast it goes by, in frame widths over the clip.
    pub(crate) speed: f32,
    pub(crate) crest: Rgb,
    pub(crate) foot: Rgb,
    pub(crate) kind: Kind,
}

/// How a ridge's outline is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Rolling,
    Jagged,
    Firs,
    Roofs,
}

pub(crate) struct Wave {
    height: f32,
    /// Waves per frame width.
    pub(crate) rate: f32,
    shift: f32,
}

impl Ridge {
    /// Its height above the bottom at this point, in frame heights.
    pub(crate) fn rise(&self, along: f32) -> f32 {
        let turn = std::f32::consts::TAU;
        let wave = |wave: &Wave| wave.height * (along * wave.rate * turn + wave.shift).sin();
        match self.kind {
            Kind::Rolling => self.base + self.waves.iter().map(wave).sum::<f32>(),
            Kind::Jagged => {
                let peaks: f32 = self
                    .waves
                    .iter()
                    .map(|w| {
                        let turned = (along * w.rate + w.shift / turn).rem_euclid(1.0);
                        w.height * (1.0 - (turned * 2.0 - 1.0).abs() * 2.0)
                    })
                    .sum();
                self.base + peaks
            }
            Kind::Firs => {
                let ground: f32 = self.waves.iter().skip(1).map(wave).sum();
                let Some(trees) = self.waves.first() else {
                    return self.base;
                };
                let place = along * trees.rate;
                let tree = |number: f32| {
                    let mut dice = Dice::new(number as i64 as u64 ^ trees.shift.to_bits() as u64);
                    let middle = number + 0.5 + dice.between(-0.25, 0.25);
                    let tall = trees.height * dice.between(0.45, 1.0);
                    let off = (place - middle).abs() / dice.between(0.55, 0.85);
                    // Branches step in and out on the way up.
                    let body = (1.0 - off).max(0.0);
                    tall * (body - 0.09 * ((body * 7.0).fract() - 0.5) * f32::from(body > 0.05))
                };
                let here = place.floor();
                let highest = tree(here).max(tree(here - 1.0)).max(tree(here + 1.0));
                self.base + ground + highest.max(0.0)
            }
            Kind::Roofs => {
                let Some(houses) = self.waves.first() else {
                    return self.base;
                };
                let number = (along * houses.rate).floor();
                let mut dice = Dice::new(number as i64 as u64 ^ houses.shift.to_bits() as u64);
                let tall = dice.unit() * dice.unit();
                self.base + houses.height * (0.15 + tall)
            }
        }
    }
}

/// The layers of a land, farthest first.
pub(crate) fn ridges(land: Land, palette: &Palette, horizon: f32, dice: &mut Dice) -> Vec<Ridge> {
    let ground = 1.0 - horizon;
    // Each layer: base height, wave height, waves per width, speed, nearness, outline.
    let layers: &[(f32, f32, f32, f32, f32, Kind)] = match land {
        Land::Hills => &[
            (1.02, 0.055, 1.3, 0.04, 0.16, Kind::Rolling),
            (0.78, 0.06, 1.1, 0.09, 0.42, Kind::Rolling),
            (0.5, 0.065, 0.9, 0.17, 0.72, Kind::Rolling),
            (0.2, 0.05, 0.7, 0.3, 1.0, Kind::Rolling),
        ],
        Land::Water => &[(1.06, 0.035, 1.2, 0.03, 0.3, Kind::Rolling)],
        Land::Snow => &[
            (1.12, 0.1, 1.6, 0.04, 0.18, Kind::Jagged),
            (0.8, 0.09, 1.2, 0.09, 0.45, Kind::Jagged),
            (0.3, 0.04, 0.8, 0.2, 0.8, Kind::Rolling),
            (0.06, 0.09, 22.0, 0.32, 1.0, Kind::Firs),
        ],
        Land::City => &[
            (0.86, 0.26, 26.0, 0.05, 0.25, Kind::Roofs),
            (0.56, 0.34, 17.0, 0.11, 0.58, Kind::Roofs),
            (0.22, 0.36, 11.0, 0.22, 1.0, Kind::Roofs),
        ],
        Land::Forest => &[
            (1.02, 0.05, 1.2, 0.04, 0.15, Kind::Rolling),
            (0.74, 0.08, 46.0, 0.08, 0.4, Kind::Firs),
            (0.44, 0.14, 26.0, 0.16, 0.7, Kind::Firs),
            (0.08, 0.24, 14.0, 0.3, 1.0, Kind::Firs),
        ],
        Land::Desert => &[
            (0.96, 0.03, 1.0, 0.04, 0.2, Kind::Rolling),
            (0.7, 0.06, 0.7, 0.09, 0.45, Kind::Rolling),
            (0.36, 0.09, 0.5, 0.18, 0.8, Kind::Rolling),
        ],
    };
    layers
        .iter()
        .map(|&(base, height, rate, speed, nearness, kind)| {
            let mut wave = |height: f32, rate: f32| Wave {
                height,
                rate: rate * if kind == Kind::Roofs { 1.0 } else { dice.between(0.85, 1.2) },
                shift: dice.between(0.0, std::f32::consts::TAU),
            };
            let waves = match kind {
                Kind::Firs => vec![wave(height, rate), wave(0.02, 1.1), wave(0.008, 2.7)],
                Kind::Roofs => vec![wave(height, rate)],
                Kind::Jagged => vec![
                    wave(height, rate),
                    wave(height * 0.55, rate * 2.3),
                    wave(height * 0.24, rate * 5.1),
                    wave(height * 0.08, rate * 13.0),
                ],
                Kind::Rolling => vec![
                    wave(height, rate),
                    wave(height * 0.4, rate * 2.1),
                    wave(height * 0.14, rate * 4.7),
                ],
            };
            let own = blend(palette.haze, palette.near, nearness);
            // The side towards the light is brighter; snow lies on high land.
            let haze = 0.42 * (1.0 - nearness) + 0.06;
            let (crest, foot) = match (land, kind) {
                (Land::Snow, Kind::Jagged) => {
                    // Snow on the heights, rock below.
                    let rock = blend(palette.haze, palette.near, nearness + 0.2);
                    (blend(palette.light, palette.haze, 0.3 - 0.25 * nearness), rock)
                }
                (Land::Snow, Kind::Rolling) => {
                    let snow = blend(palette.light, palette.haze, 0.25);
                    (snow, blend(snow, palette.near, 0.42))
                }
                // The side towards the light is brighter.
                _ => (
                    blend(own, palette.light, 0.1 * (1.2 - nearness)),
                    blend(own, palette.haze, haze),
                ),
            };
            Ridge { base: base * ground, waves, speed, crest, foot, kind }
        })
        .collect()
}
