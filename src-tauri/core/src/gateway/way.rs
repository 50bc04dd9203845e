//! Which way the pictures of a request travel: uploaded and named by a link, or inside the request
//! itself. Pure; the limits are those that the service documents (section 1.5 of its facts), so
//! that they are answered before they are hit.

use super::fault::CauseCode;
use crate::settings::PictureWay;

/// The largest file that the service keeps, bytes.
pub const FILE_LIMIT: u64 = 20_000_000;
/// What the service takes from one account in any 24 hours, bytes.
pub const DAY_LIMIT: u64 = 200_000_000;

/// How pictures travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Uploaded first; the request names their links.
    Upload,
    /// Inside the request.
    Embed,
}

/// What is known of a request's pictures and of their service.
#[derive(Clone, Copy, Debug, Default)]
pub struct Luggage {
    /// Bytes of the pictures that have no link yet.
    pub fresh: u64,
    /// Bytes of the largest among them.
    pub largest: u64,
    /// Bytes that this account has uploaded in the last 24 hours.
    pub uploaded: u64,
    /// The service has said not long ago that it takes no uploads.
    pub no_route: bool,
}

/// The way for a request's pictures.
///
/// # Errors
/// The cause for which they cannot be uploaded, where nothing but uploading is wanted.
pub fn way(choice: PictureWay, luggage: &Luggage) -> Result<Way, CauseCode> {
    if choice == PictureWay::Embed {
        return Ok(Way::Embed);
    }
    if luggage.fresh == 0 {
        return Ok(Way::Upload);
    }
    let limit = if luggage.largest > FILE_LIMIT {
        Some(CauseCode::BodyTooLarge)
    } else if luggage.uploaded.saturating_add(luggage.fresh) > DAY_LIMIT {
        Some(CauseCode::UploadLimit)
    } else {
        None
    };
    match (choice, limit) {
        (PictureWay::Automatic, Some(_)) => Ok(Way::Embed),
        (_, Some(code)) => Err(code),
        (PictureWay::Automatic, None) if luggage.no_route => Ok(Way::Embed),
        // Who wants uploads and nothing else gets the service's own word every time.
        (_, None) => Ok(Way::Upload),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PictureWay::{Automatic, Embed, Upload};

    #[test]
    fn every_choice_has_its_way() {
        let light = Luggage { fresh: 3_000_000, largest: 2_000_000, ..Luggage::default() };
        let no_route = Luggage { no_route: true, ..light };
        let full = Luggage { uploaded: DAY_LIMIT - 3_000_000 + 1, ..light };
        let just = Luggage { uploaded: DAY_LIMIT - 3_000_000, ..light };
        let huge = Luggage { fresh: FILE_LIMIT + 1, largest: FILE_LIMIT + 1, ..light };
        let linked = Luggage { fresh: 0, largest: 0, ..Luggage { no_route: true, ..full } };
        let cases = [
            (Automatic, light, Ok(Way::Upload)),
            (Automatic, just, Ok(Way::Upload)),
            (Automatic, no_route, Ok(Way::Embed)),
            (Automatic, full, Ok(Way::Embed)),
            (Automatic, huge, Ok(Way::Embed)),
            (Automatic, linked, Ok(Way::Upload)),
            (Upload, light, Ok(Way::Upload)),
            (Upload, just, Ok(Way::Upload)),
            (Upload, no_route, Ok(Way::Upload)),
            (Upload, full, Err(CauseCode::UploadLimit)),
            (Upload, huge, Err(CauseCode::BodyTooLarge)),
            (Upload, linked, Ok(Way::Upload)),
            (Embed, light, Ok(Way::Embed)),
            (Embed, linked, Ok(Way::Embed)),
            (Embed, full, Ok(Way::Embed)),
        ];
        for (number, (choice, luggage, expected)) in cases.into_iter().enumerate() {
            assert_eq!(way(choice, &luggage), expected, "case {number}");
        }
    }
}
