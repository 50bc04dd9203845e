//! Light that figures give: a lighthouse's beam, a car's head lamps, fireflies, paper lanterns
//! that rise into the sky.

use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{Rgb, blend, mix, smooth, times};
use crate::render::paint::shape::{Outline, Place};
use crate::render::scene::{Act, Moment, Stage};

/// The turning beam of a lighthouse.
pub(crate) struct Beam {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) speed: f32,
}

impl Act for Beam {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let strength = smooth(0.35, 0.9, now.light.lamps);
        if strength <= 0.0 {
            return;
        }
        let at = (self.x - now.pan * self.speed * stage.unit, self.y);
        let warm = [255.0, 236.0, 190.0];
        let turn = now.seconds * 1.25;
        for side in [0.0, std::f32::consts::PI] {
            let (sin, cos) = (turn + side).sin_cos();
            // Towards the eye the beam is short and bright.
            let long = stage.unit * 0.9 * cos;
            let facing = 0.5 + 0.5 * sin;
            for fan in 0..6 {
                let wide = 0.018 + 0.011 * fan as f32;
                let (dx, dy) = (long, stage.unit * 0.03 * sin);
                let half = wide * long.abs();
                let points = [
                    (at.0, at.1 - 0.6),
                    (at.0 + dx, at.1 + dy - half),
                    (at.0 + dx, at.1 + dy + half),
                    (at.0, at.1 + 0.6),
                ];
                if let Some(path) = Outline::new().poly(&points).end() {
                    beam(canvas, &path, at, long, warm, 0.1 * strength * (0.55 + 0.45 * facing));
                }
            }
            canvas.glow(
                at,
                stage.unit * (0.05 + 0.12 * facing.powi(8)),
                warm,
                strength * (0.35 + 0.5 * facing.powi(6)),
            );
        }
    }
}

/// Fills a beam that fades out along its length.
fn beam(
    canvas: &mut Canvas,
    path: &tiny_skia::Path,
    at: (f32, f32),
    long: f32,
    rgb: Rgb,
    alpha: f32,
) {
    use tiny_skia::{FillRule, GradientStop, LinearGradient, Paint, Point, SpreadMode, Transform};
    let color = |share: f32| crate::render::paint::color::color(rgb, alpha * share);
    let stops = vec![
        GradientStop::new(0.0, color(1.0)),
        GradientStop::new(0.5, color(0.4)),
        GradientStop::new(1.0, color(0.0)),
    ];
    let (from, to) = (Point::from_xy(at.0, at.1), Point::from_xy(at.0 + long, at.1));
    let Some(shader) = LinearGradient::new(from, to, stops, SpreadMode::Pad, Transform::identity())
    else {
        return;
    };
    let paint = Paint { shader, anti_alias: true, ..Paint::default() };
    canvas.pixmap.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
}

/// Fireflies over the grass.
pub(crate) struct Fireflies(Vec<[f32; 4]>);

impl Fireflies {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        Self((0..46).map(|_| [dice.unit(), dice.unit(), dice.unit() * 6.3, dice.unit()]).collect())
    }
}

impl Act for Fireflies {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let seen = smooth(0.2, 0.7, now.light.lamps);
        for &[x, y, phase, size] in &self.0 {
            let t = now.seconds;
            let px = stage.wide * x
                + stage.unit * 0.05 * ((t * 0.6 + phase).sin() + (t * 0.37 + phase * 2.0).sin());
            let up =
                stage.high * mix(0.98, 0.52, y) + stage.unit * 0.03 * (t * 0.9 + phase * 3.0).sin();
            let px = px - now.pan * stage.unit * mix(0.1, 0.35, size);
            let pulse = (t * (1.3 + size) + phase * 4.0).sin().max(0.0).powf(1.6);
            let radius = stage.unit * mix(0.008, 0.02, size);
            canvas.glow((px, up), radius, [214.0, 255.0, 120.0], 0.75 * pulse * seen);
            canvas.dot((px, up), radius * 0.11, [250.0, 255.0, 200.0], pulse * seen);
        }
    }
}

/// Paper lanterns that rise into the sky, and some that float if there is water.
pub(crate) struct Rising(Vec<[f32; 5]>);

impl Rising {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let mut all: Vec<_> = (0..34)
            .map(|_| {
                [dice.unit(), dice.unit(), dice.unit() * 6.3, dice.unit().powf(1.9), dice.unit()]
            })
            .collect();
        // The far ones first.
        all.sort_by(|a, b| a[3].total_cmp(&b[3]));
        Self(all)
    }
}

impl Act for Rising {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let burn = 0.45 + 0.55 * now.light.lamps;
        for &[x, y, phase, near, pace] in &self.0 {
            let rise = now.seconds * mix(0.006, 0.02, near) * mix(0.7, 1.3, pace);
            let up = (y + rise).fract();
            let edge = smooth(0.0, 0.06, up) * smooth(1.0, 0.94, up);
            let sway = stage.unit * 0.012 * (now.seconds * 0.5 + phase).sin();
            let px =
                stage.wide * (x * 1.1 - 0.05) + sway - now.pan * stage.unit * mix(0.03, 0.2, near);
            let py = stage.horizon * mix(1.0, -0.02, up) - stage.unit * 0.02;
            let size = stage.unit * mix(0.006, 0.027, near);
            let flicker = 0.9 + 0.1 * (now.seconds * 6.0 + phase * 7.0).sin();
            let glow: Rgb = [255.0, 150.0, 62.0];
            let far = 0.4 * (1.0 - near);
            canvas.glow((px, py), size * 4.2, glow, 0.34 * burn * flicker * edge * now.light.lamps);
            let place = Place::at(px, py, size).turned(0.08 * (now.seconds * 0.7 + phase).sin());
            let paper = blend(
                times([255.0, 176.0, 92.0], 0.55 + 0.45 * burn * flicker),
                now.light.haze,
                far,
            );
            let warm = blend([255.0, 232.0, 168.0], now.light.haze, far * 0.7);
            let body = [
                (-0.62, 0.75),
                (-0.86, -0.1),
                (-0.74, -0.8),
                (-0.36, -1.08),
                (0.36, -1.08),
                (0.74, -0.8),
                (0.86, -0.1),
                (0.62, 0.75),
            ];
            if let Some(path) = Outline::new().soft(&body).put(place) {
                canvas.fill(&path, paper, edge);
            }
            let heart = [(-0.5, 0.74), (-0.4, 0.1), (0.0, -0.3), (0.4, 0.1), (0.5, 0.74)];
            if let Some(path) = Outline::new().soft(&heart).put(place) {
                canvas.fill(&path, warm, 0.85 * edge);
            }
        }
    }
}
