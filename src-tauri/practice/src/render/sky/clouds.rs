//! Clouds with a lit side: banks that are painted once and drift across the sky. High ones are
//! torn veils, low ones heaps of puffs on a flat base.

use super::puffs::{Heap, heaps};
use crate::render::dice::Dice;
use crate::render::paint::canvas::Canvas;
use crate::render::paint::color::{blend, mix, smooth};
use crate::render::paint::noise::Noise;
use crate::render::paint::plate::{Plate, Tone};
use crate::render::scene::{Act, Moment, Set, Stage};

/// A bank of clouds.
pub(crate) struct Clouds {
    plate: Plate,
    pace: f32,
    far: f32,
    rows: (f32, f32),
}

impl Clouds {
    /// Paints a bank between two rows: `density(x, y)` in pixels is above 0 where cloud is.
    fn new(
        set: &mut Set<'_>,
        rows: (f32, f32),
        pace: f32,
        far: f32,
        density: impl FnOnce(&Stage, f32, &mut Dice) -> Density,
    ) -> Option<Self> {
        let stage = *set.stage;
        let hours = (set.brief.clock.1 - set.brief.clock.0).abs();
        // When hours pass, clouds race.
        let pace = (pace * (1.0 + (hours - 1.2).max(0.0) * 0.9)).min(0.07);
        let room = stage.drift(pace) + 2.0;
        let mut plate = Plate::new(-room, rows.0, stage.wide + 2.0, rows.1)?;
        let density = density(&stage, room, &mut set.dice);
        density.paint(&mut plate, set.light.source);
        Some(Self { plate: plate.done(), pace, far, rows })
    }
}

/// How dense clouds are on a coarse grid over a plate.
struct Density {
    grid: Vec<f32>,
    wide: usize,
    step: f32,
    left: f32,
    top: f32,
    /// How far light gets into a cloud, in pixels.
    reach: f32,
    /// How soft the edges are.
    soft: f32,
}

impl Density {
    fn new(
        stage: &Stage,
        room: f32,
        rows: (f32, f32),
        reach: f32,
        soft: f32,
        at: impl Fn(f32, f32) -> f32,
    ) -> Self {
        let step = (stage.unit / 380.0).max(1.0);
        let (left, top) = (-room, rows.0);
        let wide = ((stage.wide + room + 4.0) / step).ceil() as usize + 2;
        let high = ((rows.1 - rows.0) / step).ceil() as usize + 2;
        let grid = (0..wide * high)
            .map(|i| at(left + (i % wide) as f32 * step, top + (i / wide) as f32 * step))
            .collect();
        Self { grid, wide, step, left, top, reach, soft }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let high = self.grid.len() / self.wide;
        let (x, y) =
            (((x - self.left) / self.step).max(0.0), ((y - self.top) / self.step).max(0.0));
        let (column, row) = ((x as usize).min(self.wide - 2), (y as usize).min(high - 2));
        let (fx, fy) = ((x - column as f32).min(1.0), (y - row as f32).min(1.0));
        let at = |c: usize, r: usize| self.grid[r * self.wide + c];
        let upper = mix(at(column, row), at(column + 1, row), fx);
        let lower = mix(at(column, row + 1), at(column + 1, row + 1), fx);
        mix(upper, lower, fy)
    }

    /// Paints what is dense; what lies between a spot and the light takes its light away.
    fn paint(&self, plate: &mut Plate, light: (f32, f32)) {
        plate.shade(|_, x, y| {
            let here = self.at(x, y);
            if here <= 0.0 {
                return (0.0, 0.0);
            }
            let cover = smooth(0.0, self.soft, here) * (0.66 + 0.34 * smooth(0.0, 0.3, here));
            let (dx, dy) = (light.0 - x, light.1 - y);
            let far = (dx * dx + dy * dy).sqrt().max(self.reach * 6.0);
            // Even a low sun leaves the upper side brighter than the lower.
            let (sx, sy) = (dx / far * self.reach, (dy / far - 0.55) * self.reach);
            let mut between = 0.0;
            for (step, weight) in [(0.35, 0.3), (1.0, 0.4), (2.2, 0.36), (4.2, 0.3)] {
                between += weight * self.at(x + sx * step, y + sy * step).clamp(0.0, 0.6);
            }
            let thin = 1.0 - smooth(0.0, 0.35, here);
            let lit = (1.04 - between * 2.0).clamp(0.0, 1.0);
            (cover, (lit + thin * 0.15).clamp(0.0, 1.0))
        });
    }
}

impl Act for Clouds {
    fn draw(&mut self, canvas: &mut Canvas, stage: &Stage, now: &Moment) {
        let shift = stage.drift(self.pace) * now.through;
        let light = &now.light;
        let (top, bottom) = self.rows;
        let tone = |y: f32| {
            // Towards the horizon they fade into the air.
            let far = (self.far + 0.4 * smooth(top, bottom, y)).min(1.0);
            let air = blend(light.sky[2], light.sky[3], 0.5);
            Tone {
                dark: blend(light.cloud[1], air, far),
                lit: blend(light.cloud[0], air, far * 0.7),
                lamp: [0.0; 3],
            }
        };
        self.plate.draw(canvas, |_| shift, tone, 0.0);
    }
}

/// The clouds of a scene, from the far flat ones to the near heaps.
pub(crate) fn add(set: &mut Set<'_>) -> Option<()> {
    let stage = *set.stage;
    let rich = set.brief.also.clouds;
    let heavy = matches!(
        set.brief.weather(),
        crate::render::brief::Weather::Rain | crate::render::brief::Weather::Snowfall
    );
    let gaps = if heavy {
        0.3
    } else if rich {
        0.44
    } else {
        set.dice.between(0.47, 0.56)
    };
    let rows = (if heavy { -0.05 } else { 0.36 } * stage.horizon, 0.99 * stage.horizon);
    let long =
        Clouds::new(set, rows, 0.006, if heavy { 0.12 } else { 0.3 }, |stage, room, dice| {
            let noise = Noise::new(dice.bits());
            let scale = stage.unit * 0.62;
            Density::new(stage, room, rows, scale * 0.05, 0.22, |x, y| {
                let (u, v) = (x / scale, y / scale * 5.2);
                let warp = noise.at(u * 1.7 + 5.0, v * 1.7) * 0.22;
                let body = noise.layered(u + warp, v + warp, 5);
                let band = ((y - rows.0) / (rows.1 - rows.0)).clamp(0.0, 1.0);
                let edge = smooth(0.0, 0.25, band) * smooth(1.0, 0.75, band);
                body * 0.5 + 0.5 - gaps - (1.0 - edge) * 0.5
            })
        })?;
    set.add(long);
    if heavy {
        return Some(());
    }
    let count = if rich { 9 } else { 2 + (set.dice.unit() * 3.5) as usize };
    let rows = (-0.1 * stage.horizon, 0.86 * stage.horizon);
    let near = Clouds::new(set, rows, 0.011, 0.0, |stage, room, dice| {
        let heaps: Vec<Heap> = heaps(stage, room, count, dice);
        Density::new(stage, room, rows, stage.unit * 0.022, 0.14, |x, y| {
            heaps.iter().map(|heap| heap.at(x, y)).fold(-1.0, f32::max)
        })
    })?;
    set.add(near);
    Some(())
}
