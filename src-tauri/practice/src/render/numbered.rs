//! Clips whose every frame carries its own number, for tests that must know which frame they see.
//! The number is written twice, once inverted, so that a blend of two frames is not misread.

use std::path::Path;

use super::RenderError;
use super::encode::Film;

/// Cells across the frame.
const ACROSS: u32 = 8;
/// Cells down the frame: two rows of bits, two rows of the same bits inverted.
const DOWN: u32 = 4;

/// Renders a clip of `frames` frames (1 to 1440) of `width` x `height` pixels (even, 16 to 1920)
/// into `out`. Frame 0 comes first. Each frame is 8 x 4 cells: row by row from the top left the
/// 16 bits of its number, highest first, white for 1, and below them the same bits inverted.
///
/// # Errors
/// The shape is out of range, or the file cannot be written.
pub fn numbered(width: u32, height: u32, frames: u32, out: &Path) -> Result<(), RenderError> {
    let mut film = Film::new(width, height, frames)?;
    let mut pixels = vec![255; width as usize * height as usize * 4];
    for frame in 0..frames {
        draw(frame, width, height, &mut pixels);
        film.add(&pixels)?;
    }
    film.finish(out)
}

/// The number in a frame given as `height` rows of `width` pixels of `step` bytes each (3 for
/// RGB, 4 for RGBA, 1 for luma alone), at any scale. `None` if it is no such frame.
pub fn read(pixels: &[u8], width: u32, height: u32, step: usize) -> Option<u32> {
    let mut bits = [false; (ACROSS * DOWN) as usize];
    for (cell, bit) in (0..).zip(&mut bits) {
        let x = (2 * (cell % ACROSS) + 1) * width / (2 * ACROSS);
        let y = (2 * (cell / ACROSS) + 1) * height / (2 * DOWN);
        let value = *pixels.get((y as usize * width as usize + x as usize) * step)?;
        *bit = match value {
            0..=100 => false,
            155.. => true,
            _ => return None,
        };
    }
    let (plain, inverted) = bits.split_at(bits.len() / 2);
    let whole = plain.iter().zip(inverted).all(|(a, b)| a != b);
    whole.then(|| plain.iter().fold(0, |number, &bit| number << 1 | u32::from(bit)))
}

fn draw(number: u32, width: u32, height: u32, pixels: &mut [u8]) {
    for (y, row) in (0..height).zip(pixels.chunks_exact_mut(width as usize * 4)) {
        for (x, pixel) in (0..width).zip(row.chunks_exact_mut(4)) {
            let cell = y * DOWN / height * ACROSS + x * ACROSS / width;
            let half = ACROSS * DOWN / 2;
            let bit = number >> (half - 1 - cell % half) & 1 == 1;
            let white = bit == (cell < half);
            pixel[..3].fill(if white { 235 } else { 20 });
        }
    }
}
