//! Feeds any bytes to what prepares a dropped file for upload. It must not panic, and what comes out
//! keeps the limits of the upload copy and can be read again. The app catches a panic of a decoder as
//! a broken picture (`studio/pictures.rs`); here it is a finding all the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stillwake_core::picture::{Kind, prepare};

fuzz_target!(|bytes: &[u8]| {
    let Ok(ready) = prepare(bytes) else { return };
    assert!(ready.bytes.len() <= 4_000_000, "{} bytes", ready.bytes.len());
    assert!((1..=2_048).contains(&ready.width) && (1..=2_048).contains(&ready.height));
    let begins: &[u8] = match ready.kind {
        Kind::Jpeg => b"\xff\xd8\xff",
        Kind::Png => b"\x89PNG",
    };
    assert!(ready.bytes.starts_with(begins));
    let again = prepare(&ready.bytes).ok().expect("our own copy is a picture");
    assert_eq!((again.width, again.height), (ready.width, ready.height));
});
