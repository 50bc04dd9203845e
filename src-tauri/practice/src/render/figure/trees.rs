//! Single trees that a prompt names: a broad one, or one in blossom that frames the view.

use crate::render::brief::Figure;
use crate::render::growth::tree::{self, AIRY, Crown, ROUND};
use crate::render::paint::color::Rgb;
use crate::render::paint::plate::Plate;
use crate::render::paint::shape::Place;
use crate::render::scene::{Layer, Look, Set};

const BARK: [Rgb; 2] = [[84.0, 66.0, 66.0], [186.0, 142.0, 112.0]];
const BLOSSOM: [Rgb; 2] = [[206.0, 116.0, 150.0], [255.0, 226.0, 230.0]];

/// Adds a tree at a place in the frame, whose ground goes by at this speed.
pub(crate) fn add(
    set: &mut Set<'_>,
    figure: Figure,
    place: Place,
    speed: f32,
    far: f32,
) -> Option<()> {
    let blossom = figure == Figure::Blossom;
    let crown: Crown = if blossom { AIRY } else { ROUND };
    let own = if blossom { BLOSSOM } else { crate::render::land::leaves(set.brief.season()) };
    let reach = place.scale * (crown.wide + 0.25);
    let (left, right) = (place.x - reach, place.x + reach);
    let (top, bottom) = (place.y - place.scale * 1.2, place.y + place.scale * 0.06);
    let mut dice = set.dice.apart("tree");
    let mut wood = Plate::new(left, top, right, bottom)?;
    tree::trunk(&mut wood, place, &crown, &mut dice);
    let look = |own| Look { own, far, foot: 0.0, rows: (top, bottom) };
    set.add(Layer::new(wood, look(BARK), speed));
    let (dx, dy) =
        (set.light.source.0 - place.x, set.light.source.1 - (place.y - place.scale * 0.6));
    let long = (dx * dx + dy * dy).sqrt().max(1.0);
    let mut leaves = Plate::new(left, top, right, bottom)?;
    tree::crown(&mut leaves, place, &crown, (dx / long, dy / long - 0.35), &mut dice);
    let root = place.y - place.scale * 0.3;
    let phase = set.dice.between(0.0, 6.0);
    set.add(Layer::new(leaves, look(own), speed).swaying(0.0035, root, phase));
    Some(())
}
