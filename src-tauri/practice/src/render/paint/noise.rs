//! Repeatable noise in two dimensions, for clouds, rock, mist and waves. Pure arithmetic.

/// Gradient noise from a seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise(u32);

const DIAGONAL: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Directions of the gradients.
const WAYS: [(f32, f32); 8] = [
    (1.0, 0.0),
    (DIAGONAL, DIAGONAL),
    (0.0, 1.0),
    (-DIAGONAL, DIAGONAL),
    (-1.0, 0.0),
    (-DIAGONAL, -DIAGONAL),
    (0.0, -1.0),
    (DIAGONAL, -DIAGONAL),
];

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self((seed ^ (seed >> 32)) as u32)
    }

    fn hash(self, x: i32, y: i32) -> u32 {
        let mut hash = self.0
            ^ (x as u32).wrapping_mul(0x9e37_79b1)
            ^ (y as u32).wrapping_mul(0x85eb_ca77).rotate_left(13);
        hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
        hash = (hash ^ (hash >> 12)).wrapping_mul(0x297a_2d39);
        hash ^ (hash >> 15)
    }

    /// Smooth noise from about -1 to 1, one wave or so for each whole number.
    pub(crate) fn at(self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (column, row) = (left as i32, top as i32);
        let corner = |dx: i32, dy: i32| {
            let way = WAYS[(self.hash(column + dx, row + dy) >> 8) as usize & 7];
            way.0 * (fx - dx as f32) + way.1 * (fy - dy as f32)
        };
        let ease = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
        let (ex, ey) = (ease(fx), ease(fy));
        let upper = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * ex;
        let lower = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * ex;
        (upper + (lower - upper) * ey) * 1.5
    }

    /// Noise with finer and finer detail, from about -1 to 1.
    pub(crate) fn layered(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut weight, mut scale, mut total) = (0.0, 1.0, 1.0, 0.0);
        for octave in 0..octaves {
            let shift = octave as f32 * 17.3;
            sum += weight * self.at(x * scale + shift, y * scale - shift);
            total += weight;
            weight *= 0.5;
            scale *= 2.03;
        }
        sum / total
    }

    /// Noise with sharp crests, from 0 to about 1.
    pub(crate) fn ridged(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut weight, mut scale, mut total) = (0.0, 1.0, 1.0, 0.0);
        for octave in 0..octaves {
            let shift = octave as f32 * 11.7;
            let crest = 1.0 - self.at(x * scale + shift, y * scale + shift).abs();
            sum += weight * crest * crest;
            total += weight;
            weight *= 0.48;
            scale *= 2.1;
        }
        sum / total
    }
}
