//! Stars, the milky way, and a shooting star where one is wished for.

use crate::render::brief::{Brief, Figure, Weather};
use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, smooth, times};
use crate::render::paint::noise::Noise;
use crate::render::scene::{Moment, Stage};

struct Star {
    x: f32,
    y: f32,
    size: f32,
    bright: f32,
    phase: f32,
    rgb: Rgb,
}

/// The stars over a scene.
pub(crate) struct Stars {
    stars: Vec<Star>,
    /// Whether the sky is the subject: the milky way is seen.
    rich: bool,
    meteor: bool,
    noise: Noise,
}

impl Stars {
    pub(crate) fn new(stage: &Stage, brief: &Brief, dice: &mut Dice) -> Self {
        let rich = brief.weather() == Weather::Stars;
        let meteor = brief.has(Figure::Meteor);
        let count = if rich { 900 } else { 240 };
        let noise = Noise::new(dice.bits());
        let stars = (0..count)
            .map(|_| {
                let strength = dice.unit().powf(4.0);
                let warm = dice.unit();
                Star {
                    x: dice.between(-0.1, 1.1) * stage.wide,
                    y: dice.unit().powf(1.25) * stage.horizon,
                    size: stage.unit * (0.0006 + 0.0011 * strength),
                    bright: 0.25 + 0.75 * strength.max(dice.unit() * 0.5),
                    phase: dice.between(0.0, 6.3),
                    rgb: blend([186.0, 208.0, 255.0], [255.0, 236.0, 208.0], warm),
                }
            })
            .collect();
        Self { stars, rich, meteor, noise }
    }

    pub(crate) fn draw(&self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let seen = now.light.stars;
        if seen <= 0.02 {
            return;
        }
        // The sky turns: further when hours pass.
        let turned = (now.light.clock - 20.0) * 0.012 * stage.wide;
        for star in &self.stars {
            let twinkle = 0.78 + 0.22 * (now.seconds * 2.1 + star.phase * 3.0).sin();
            let low = smooth(stage.horizon, stage.horizon * 0.7, star.y);
            let alpha = star.bright * twinkle * seen * (0.15 + 0.85 * low);
            // The faint ones come out last.
            let alpha = alpha * smooth(1.0 - star.bright, 1.15 - star.bright, seen * 1.1);
            let (x, y) = (star.x + turned, star.y);
            canvas.dot((x, y), star.size, star.rgb, alpha.min(1.0));
            if star.bright > 0.93 {
                canvas.glow((x, y), star.size * 7.0, star.rgb, 0.35 * alpha);
            }
        }
        if self.meteor {
            meteor(canvas, stage, now);
        }
    }

    /// The milky way's light at a point of the frame, for the sky's field.
    pub(super) fn band(&self, stage: &Stage, now: &Moment, x: f32, y: f32) -> Rgb {
        let turned = (now.light.clock - 20.0) * 0.012 * stage.wide;
        let (u, v) = ((x - turned - stage.wide / 2.0) / stage.unit, y / stage.unit);
        // From the lower left to the upper right.
        let high = stage.horizon / stage.unit;
        let off = (v - 0.46 * high + u * 0.42) * 3.0;
        let torn = self.noise.layered(u * 6.5 + v, v * 6.5 - u, 4) * 0.7;
        let band = (-(off + torn * 0.3).powi(2) * 1.6).exp();
        let rift = smooth(-0.1, 0.5, (off * 1.4 + torn * 1.7).abs());
        let cloud = self.noise.layered(u * 11.0, v * 11.0, 2) * 0.5 + 0.6;
        let low = smooth(stage.horizon, stage.horizon * 0.55, y);
        let strength = band * (0.2 + 0.8 * rift) * cloud * low * now.light.stars.powi(2);
        let rgb = blend([120.0, 140.0, 255.0], [255.0, 206.0, 220.0], smooth(0.4, 1.0, band) * 0.8);
        times(rgb, 0.34 * strength.max(0.0))
    }

    /// Whether the milky way is seen.
    pub(super) fn rich(&self) -> bool {
        self.rich
    }
}

/// One shooting star in the first half of the clip, another near its end.
fn meteor(canvas: &mut Canvas, stage: &Stage, now: &Moment) {
    let shots = [(0.22, 0.28, 0.14, 0.3), (0.68, 0.62, 0.08, 0.2)];
    for (when, x, y, long) in shots {
        let gone = (now.through - when) * stage.seconds / 0.8;
        if !(0.0..1.0).contains(&gone) {
            continue;
        }
        let (dx, dy) = (0.94 * stage.unit * long, 0.42 * stage.unit * long);
        let fade = (gone * 5.0).min(1.0) * (1.0 - gone).powf(0.6);
        for step in 0..48 {
            let behind = step as f32 / 48.0;
            let at = gone * 1.3 - behind * 0.42;
            let point = (x * stage.wide + dx * at, y * stage.horizon + dy * at);
            let size = stage.unit * 0.0018 * (1.0 - behind);
            canvas.dot(point, size, [246.0, 248.0, 255.0], fade * (1.0 - behind).powi(2));
        }
    }
}
