//! What an MP4 shows and sounds like, without what was written around it.

/// The contents of a file's `mdat` boxes, one after the other.
pub fn film(mut bytes: &[u8]) -> Vec<u8> {
    let mut film = Vec::new();
    while bytes.len() >= 8 {
        let size = u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize;
        let long =
            || usize::try_from(u64::from_be_bytes(bytes[8..16].try_into().unwrap())).unwrap();
        let (head, size) = match size {
            0 => (8, bytes.len()),
            1 => (16, long()),
            size => (8, size),
        };
        if &bytes[4..8] == b"mdat" {
            film.extend_from_slice(&bytes[head..size]);
        }
        bytes = &bytes[size..];
    }
    assert!(bytes.is_empty() && !film.is_empty(), "a whole film");
    film
}
