//! What a file is, by its first bytes. Nobody trusts its name.

use image::ImageFormat;

use super::Refusal;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A picture of a format that is read here.
    Picture(ImageFormat),
    /// Something else, and why it is not taken.
    Other(Refusal),
}

/// How many bytes are enough to tell.
pub(super) const HEAD: usize = 400;

/// The formats that are read here.
const READ: [ImageFormat; 6] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
];

/// Brands of the container that phones put their photos in; everything else in it is a video
/// (ISO/IEC 14496-12, 23008-12).
const PHOTOS: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"];

pub(super) fn sniff(bytes: &[u8]) -> Sort {
    if is_photo(bytes) {
        return Sort::Other(Refusal::Heif);
    }
    if is_video(bytes) {
        return Sort::Other(Refusal::Video);
    }
    match image::guess_format(bytes) {
        Ok(format) if READ.contains(&format) => Sort::Picture(format),
        _ => Sort::Other(Refusal::NotAPicture),
    }
}

fn is_photo(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12).filter(|_| bytes.get(4..8) == Some(b"ftyp"));
    brand.is_some_and(|brand| PHOTOS.iter().any(|known| known.as_slice() == brand))
}

fn is_video(bytes: &[u8]) -> bool {
    let at = |from: usize, word: &[u8]| bytes.get(from..from + word.len()) == Some(word);
    // Boxes that an MP4 or a QuickTime film begins with.
    let boxes: [&[u8]; 4] = [b"ftyp", b"moov", b"mdat", b"wide"];
    let film = boxes.iter().any(|word| at(4, word));
    let riff = at(0, b"RIFF") && at(8, b"AVI ");
    // Matroska and WebM; Flash; Windows Media; MPEG program streams.
    let heads: [&[u8]; 5] = [
        b"\x1a\x45\xdf\xa3",
        b"FLV\x01",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        b"\0\0\x01\xba",
        b"\0\0\x01\xb3",
    ];
    // Transport streams have no head, but the same byte at the start of each packet.
    let packets = at(0, b"G") && at(188, b"G") && at(376, b"G");
    film || riff || packets || heads.iter().any(|word| at(0, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        let packets = [[b"G".as_slice(), &[0; 187]].concat(), b"G".to_vec()].concat();
        let stream = [&packets[..188], &packets[..188], &packets[..188]].concat();
        let cases: [(&[u8], Sort); 14] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0", Sort::Other(Refusal::Heif)),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Sort::Other(Refusal::Heif)),
            (b"\0\0\0\x20ftypisom\0\0\x02\0", Sort::Other(Refusal::Video)),
            (b"\0\0\0\x14ftypqt  \0\0\0\0", Sort::Other(Refusal::Video)),
            (b"\0\0\0\x08wide\0\0\0\x08mdat", Sort::Other(Refusal::Video)),
            (b"\x1a\x45\xdf\xa3\x01\0\0\0", Sort::Other(Refusal::Video)),
            (b"RIFF\0\0\0\0AVI LIST", Sort::Other(Refusal::Video)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Sort::Picture(ImageFormat::WebP)),
            (&stream, Sort::Other(Refusal::Video)),
            (b"\x89PNG\r\n\x1a\n", Sort::Picture(ImageFormat::Png)),
            (b"Going", Sort::Other(Refusal::NotAPicture)),
            (b"%PDF-1.7", Sort::Other(Refusal::NotAPicture)),
            (b"<svg xmlns=", Sort::Other(Refusal::NotAPicture)),
            (b"", Sort::Other(Refusal::NotAPicture)),
        ];
        for (bytes, sort) in cases {
            assert_eq!(sniff(bytes), sort, "{bytes:?}");
        }
    }
}
