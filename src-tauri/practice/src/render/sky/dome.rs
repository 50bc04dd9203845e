//! The sky itself: its colours from the zenith to the horizon, the glow of the sun or moon in it,
//! and their discs.

use super::aurora::Aurora;
use super::stars::Stars;
use crate::render::brief::{Brief, Weather};
use crate::render::dice::Dice;
use crate::render::light::Light;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, smooth, times};
use crate::render::paint::field::Field;
use crate::render::paint::noise::Noise;
use crate::render::paint::shape::{Outline, Place};
use crate::render::scene::{Act, Moment, Stage};

/// The sky of a scene.
pub(crate) struct Dome {
    field: Field,
    noise: Noise,
    stars: Stars,
    aurora: Option<Aurora>,
    /// How much of the moon is dark, from 0 to 1.
    crescent: bool,
    /// The last row that is sky.
    bottom: usize,
}

impl Dome {
    pub(crate) fn new(stage: &Stage, brief: &Brief, dice: &mut Dice) -> Self {
        let noise = Noise::new(dice.bits());
        let aurora = (brief.weather() == Weather::Aurora).then(|| Aurora::new(dice.bits()));
        Self {
            field: Field::new(stage.wide as usize, stage.high as usize, stage.cell),
            noise,
            stars: Stars::new(stage, brief, dice),
            aurora,
            crescent: brief.also.crescent || dice.chance(0.25),
            bottom: stage.high as usize,
        }
    }
}

impl Act for Dome {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let light = &now.light;
        let noise = self.noise;
        let (aurora, stars) = (self.aurora.as_ref(), &self.stars);
        let milky = stars.rich() && light.stars > 0.02;
        self.field.fill(|x, y| {
            let mut rgb = air(light, stage, x, y);
            // Thin high cloud breaks the evenness.
            let wisp =
                noise.layered(x / stage.unit * 1.3 + now.through * 0.1, y / stage.unit * 5.0, 3);
            let high = smooth(0.0, 0.2, y / stage.horizon) * smooth(1.0, 0.5, y / stage.horizon);
            rgb = blend(rgb, light.cloud[0], 0.16 * high * smooth(0.05, 0.7, wisp));
            if let Some(aurora) = aurora {
                let shine = aurora.at(stage, now.seconds, x, y);
                rgb = [0, 1, 2].map(|i| rgb[i] + shine[i] * light.dark);
            }
            if milky {
                let shine = stars.band(stage, now, x, y);
                rgb = [0, 1, 2].map(|i| rgb[i] + shine[i]);
            }
            rgb
        });
        self.field.paint(canvas, 0, self.bottom);
        self.stars.draw(canvas, stage, now);
        if light.sun_seen > 0.0 {
            disc_of_the_sun(canvas, stage, light);
        }
        if light.moon_seen > 0.0 {
            moon(canvas, stage, light, self.crescent);
        }
    }
}

/// The sun's light that shines through thin cloud; it lies over the clouds.
pub(crate) struct Through;

impl Act for Through {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let light = &now.light;
        let strength = light.sun_seen * (0.5 + 0.5 * light.shine) * (1.0 - light.dark);
        if strength > 0.0 {
            let radius = stage.unit * 0.034;
            let rgb = blend(light.glow, [255.0, 250.0, 236.0], 0.5);
            canvas.glow(light.sun, radius * 2.1, rgb, 0.85 * strength);
            canvas.dot(light.sun, radius, blend(rgb, [255.0; 3], 0.6), 0.62 * strength);
        }
    }
}

/// The colour of the sky at a point, with the light's glow.
fn air(light: &Light, stage: &Stage, x: f32, y: f32) -> Rgb {
    let down = (y / stage.horizon).clamp(0.0, 1.0);
    let [top, upper, middle, low] = light.sky;
    let base = match down {
        d if d < 0.42 => blend(top, upper, smooth(-0.1, 0.42, d)),
        d if d < 0.76 => blend(upper, middle, (d - 0.42) / 0.34),
        d => blend(middle, low, smooth(0.7, 1.04, d)),
    };
    let (dx, dy) = ((x - light.source.0) / stage.unit, (y - light.source.1) / stage.unit);
    // The horizon is warmer on the side of the light.
    let aside = (-dx * dx * 3.2).exp();
    let base = blend(base, middle, (1.0 - aside) * 0.4 * smooth(0.55, 1.0, down));
    let seen = light.sun_seen.max(light.moon_seen * 0.8);
    let flat = (dx * dx + dy * dy * 1.25).sqrt();
    let glow = light.shine * (0.45 + 0.55 * seen);
    let near = 0.62 * (-flat * 6.5).exp() + 0.34 * (-flat * 2.3).exp();
    let warm = blend(base, light.glow, (near * glow).min(1.0));
    // Right at the disc the air itself is bright.
    let halo = 0.42 * seen * light.shine * (-flat * 15.0).exp();
    blend(warm, [255.0, 250.0, 236.0], halo.min(1.0))
}

fn disc_of_the_sun(canvas: &mut Canvas, stage: &Stage, light: &Light) {
    let radius = stage.unit * 0.034;
    let (x, y) = light.sun;
    // Low in the sky the disc is softer and takes the colour of the air.
    let low = smooth(stage.horizon * 0.6, stage.horizon, y);
    let rgb = blend([255.0, 253.0, 244.0], blend(light.glow, [255.0, 246.0, 220.0], 0.6), low);
    canvas.glow((x, y), radius * 4.5, light.glow, 0.55 * light.sun_seen * light.shine);
    if let Some(path) = Outline::new().circle(x, y, radius).end() {
        canvas.fill(&path, rgb, light.sun_seen);
    }
}

fn moon(canvas: &mut Canvas, stage: &Stage, light: &Light, crescent: bool) {
    let radius = stage.unit * 0.03;
    let (x, y) = light.moon;
    let seen = light.moon_seen;
    canvas.glow((x, y), radius * 5.0, times(light.glow, 0.8), 0.4 * seen * light.shine);
    let pale = [250.0, 246.0, 228.0];
    if crescent {
        let mut points = Vec::new();
        for step in 0..=16 {
            let angle = -1.9 + 3.8 * step as f32 / 16.0;
            points.push((angle.cos(), angle.sin()));
        }
        for step in (1..16).rev() {
            let angle = -1.9 + 3.8 * step as f32 / 16.0;
            points.push((angle.cos() * 0.86 - 0.42, angle.sin() * 0.93));
        }
        let place = Place::at(x, y, radius * 0.92).turned(0.5);
        if let Some(path) = Outline::new().poly(&points).put(place) {
            canvas.fill(&path, pale, seen);
        }
        return;
    }
    if let Some(path) = Outline::new().circle(x, y, radius).end() {
        canvas.fill(&path, pale, seen);
    }
    let seas = [
        (-0.3, -0.25, 0.34),
        (0.22, -0.42, 0.2),
        (0.1, 0.12, 0.28),
        (-0.42, 0.3, 0.2),
        (0.45, 0.35, 0.16),
    ];
    for (dx, dy, size) in seas {
        if let Some(path) =
            Outline::new().circle(x + dx * radius, y + dy * radius, size * radius).end()
        {
            canvas.fill(&path, [214.0, 212.0, 206.0], 0.45 * seen);
        }
    }
}
