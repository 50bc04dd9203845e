//! The size in pixels of a clip, from the ratio, size and picture that a request gives.
//! Pure arithmetic; it knows no HTTP and no files.

/// The accepted values of `aspect_ratio`, with their width and height.
pub const RATIOS: [(&str, u32, u32); 8] = [
    ("16:9", 16, 9),
    ("9:16", 9, 16),
    ("1:1", 1, 1),
    ("4:3", 4, 3),
    ("3:4", 3, 4),
    ("3:2", 3, 2),
    ("2:3", 2, 3),
    ("21:9", 21, 9),
];

/// The longest side of a clip, in pixels.
const MAX_SIDE: u32 = 1920;
/// The shortest side that a request may name, in pixels.
const MIN_SIDE: u32 = 64;
/// The short side when the request names none, in pixels.
const USUAL_SHORT_SIDE: u32 = 720;

/// What a request's `size` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// The length of the short side: `480P`, `720P`, `1080P`.
    Short(u32),
    /// Width and height: `1280x720`.
    Exact(u32, u32),
}

/// Reads `1280x720`, `1280*720` or `720P` in either case.
pub(crate) fn size(text: &str) -> Option<Size> {
    let text = text.to_ascii_lowercase();
    match text.as_str() {
        "480p" => return Some(Size::Short(480)),
        "720p" => return Some(Size::Short(720)),
        "1080p" => return Some(Size::Short(1080)),
        _ => {}
    }
    let (width, height) = text.split_once(['x', '*'])?;
    let side = |text: &str| {
        let digits =
            !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        let side = digits.then(|| text.parse().ok()).flatten()?;
        (MIN_SIDE..=MAX_SIDE).contains(&side).then_some(side)
    };
    Some(Size::Exact(side(width)?, side(height)?))
}

/// Reads one of [`RATIOS`].
pub(crate) fn ratio(text: &str) -> Option<(u32, u32)> {
    RATIOS.iter().find(|(name, ..)| *name == text).map(|&(_, width, height)| (width, height))
}

/// The clip's width and height: both even, at most 1920.
///
/// `picture` is the first picture's width and height; without a ratio the nearest one is taken,
/// and 16:9 without a picture.
pub(crate) fn frame(
    ratio: Option<(u32, u32)>,
    size: Option<Size>,
    picture: Option<(u32, u32)>,
) -> (u32, u32) {
    if let Some(Size::Exact(width, height)) = size {
        return (even(f64::from(width)), even(f64::from(height)));
    }
    let (across, down) = ratio.or_else(|| picture.map(nearest)).unwrap_or((16, 9));
    let aspect = f64::from(across) / f64::from(down);
    let short = match size {
        Some(Size::Short(short)) => short,
        _ => USUAL_SHORT_SIDE,
    };
    // A very wide clip of full height would be longer than the longest side: the length decides.
    let short = f64::from(short).min(f64::from(MAX_SIDE) / aspect.max(1.0 / aspect));
    if aspect >= 1.0 {
        (even(short * aspect), even(short))
    } else {
        (even(short), even(short / aspect))
    }
}

/// The ratio of [`RATIOS`] closest to a picture's own, by factor.
fn nearest((width, height): (u32, u32)) -> (u32, u32) {
    let own = (f64::from(width.max(1)) / f64::from(height.max(1))).ln();
    RATIOS
        .iter()
        .map(|&(_, across, down)| {
            ((own - (f64::from(across) / f64::from(down)).ln()).abs(), (across, down))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or((16, 9), |(_, ratio)| ratio)
}

fn even(side: f64) -> u32 {
    ((side / 2.0).round() as u32 * 2).clamp(MIN_SIDE, MAX_SIDE)
}
