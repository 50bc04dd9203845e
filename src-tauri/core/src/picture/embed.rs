//! Pictures inside a request, as `data:` addresses: all of them together within one budget. What is
//! small stays as it is; what is larger than its share is encoded again, quality first, then size.
//! Blocking work; one picture is in memory at a time.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::DynamicImage;

use super::prepare::{fit, flat, jpeg, reopen};
use super::{Kind, Picture, Refusal};
use crate::library::Folders;

/// The most characters of all `data:` addresses of a request: a service that takes 4 MB has to find
/// room for the prompt as well (section 4c of the service's facts).
pub const EMBEDDED: usize = 3_900_000;
/// Long sides that are tried after the picture's own, px.
const SIDES: [u32; 10] = [1_600, 1_280, 1_024, 832, 640, 512, 384, 256, 192, 128];
/// JPEG qualities, best first; the last one decides whether a size will do.
const QUALITIES: [u8; 4] = [90, 84, 76, 68];
const LEAST_QUALITY: u8 = 60;

/// A picture whose copy is gone, or is no picture any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its name, for people.
    pub name: String,
}

/// The pictures as `data:` addresses that together have at most `budget` characters.
///
/// # Errors
/// [`Lost`] for the first picture that cannot be read.
pub fn embed(pictures: &[Picture], folders: &Folders, budget: usize) -> Result<Vec<String>, Lost> {
    let wanted: Vec<usize> = pictures
        .iter()
        .map(|one| length(one.kind, usize::try_from(one.bytes).unwrap_or(budget)))
        .collect();
    let whole = pictures.iter().zip(shares(&wanted, budget)).map(|(picture, share)| {
        let lost = || Lost { name: picture.name.clone() };
        let bytes = fs::read(picture.file(folders)).map_err(|_| lost())?;
        if length(picture.kind, bytes.len()) <= share {
            return Ok(address(picture.kind, &bytes));
        }
        // Transparency is kept where the PNG fits; here it does not, and JPEG has none: white.
        let smaller = reduce(&bytes, room(share)).map_err(|_| lost())?;
        Ok(address(Kind::Jpeg, &smaller))
    });
    whole.collect()
}

/// What each gets of a budget: all that it wants while that is no more than an equal part; what the
/// modest leave over is shared by the others.
fn shares(wanted: &[usize], budget: usize) -> Vec<usize> {
    let mut modest_first: Vec<(usize, usize)> = wanted.iter().copied().enumerate().collect();
    modest_first.sort_by_key(|(_, wanted)| *wanted);
    let (mut left, mut others) = (budget, wanted.len());
    let mut shares = vec![0; wanted.len()];
    for (at, wanted) in modest_first {
        let share = wanted.min(left / others);
        shares[at] = share;
        left -= share;
        others -= 1;
    }
    shares
}

/// A JPEG of at most so many bytes.
fn reduce(bytes: &[u8], most: usize) -> Result<Vec<u8>, Refusal> {
    let pixels = flat(reopen(bytes)?);
    let own = pixels.width().max(pixels.height());
    let mut smallest = Vec::new();
    for side in [own].into_iter().chain(SIDES.into_iter().filter(|side| *side < own)) {
        let scaled = fit(DynamicImage::ImageRgb8(pixels.clone()), side)?.into_rgb8();
        smallest = jpeg(&scaled, LEAST_QUALITY)?;
        if smallest.len() > most {
            continue;
        }
        for quality in QUALITIES {
            let better = jpeg(&scaled, quality)?;
            if better.len() <= most {
                return Ok(better);
            }
        }
        break;
    }
    Ok(smallest)
}

fn head(kind: Kind) -> String {
    format!("data:{};base64,", kind.mime())
}

/// The characters of the address of so many bytes.
fn length(kind: Kind, bytes: usize) -> usize {
    head(kind).len() + bytes.div_ceil(3) * 4
}

/// The bytes of a JPEG whose address has at most so many characters.
fn room(characters: usize) -> usize {
    characters.saturating_sub(head(Kind::Jpeg).len()) / 4 * 3
}

fn address(kind: Kind, bytes: &[u8]) -> String {
    let mut address = head(kind);
    STANDARD.encode_string(bytes, &mut address);
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_shared_fairly() {
        let huge = length(Kind::Jpeg, 4_000_000);
        let cases: [(&[usize], usize, &[usize]); 8] = [
            (&[], 100, &[]),
            (&[40], 100, &[40]),
            (&[400], 100, &[100]),
            (&[30, 30, 30], 100, &[30, 30, 30]),
            (&[10, 500], 100, &[10, 90]),
            (&[500, 10, 500], 100, &[45, 10, 45]),
            (&[20, 35, 60, 60], 100, &[20, 26, 27, 27]),
            (&[huge, huge, huge, huge], EMBEDDED, &[975_000; 4]),
        ];
        for (wanted, budget, expected) in cases {
            assert_eq!(shares(wanted, budget), expected, "{wanted:?}");
        }
        let nine = shares(&[huge; 9], EMBEDDED);
        assert!(nine.iter().all(|share| *share >= 433_333));
        assert!(nine.iter().sum::<usize>() <= EMBEDDED);
    }

    #[test]
    fn lengths_are_those_of_the_addresses() {
        for count in [0, 1, 2, 3, 1_000, 99_999] {
            for kind in [Kind::Jpeg, Kind::Png] {
                assert_eq!(address(kind, &vec![7; count]).len(), length(kind, count));
            }
            assert!(length(Kind::Jpeg, room(count + 30)) <= count + 30);
        }
    }
}
