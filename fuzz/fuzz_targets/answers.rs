//! Feeds any status and any bytes to the readers of the service's answers. They must not panic, and
//! must keep the two promises about money: only a 429 is sent again by itself, and nothing that may
//! have been made is called free.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stillwake_core::gateway::fault::{Asked, Charged, Submitted, asked, submitted};
use stillwake_core::gateway::{redact, upload, wire};

fuzz_target!(|input: (u16, &[u8])| {
    let (status, bytes) = input;
    let body = String::from_utf8_lossy(bytes);
    match submitted(status, &body) {
        Submitted::Busy(cause) => assert!(status == 429 && cause.charged == Charged::No),
        Submitted::Unclear(cause) => assert_eq!(cause.charged, Charged::Maybe),
        Submitted::Accepted(_) | Submitted::Refused(_) => {}
    }
    let read = asked(status, &body);
    if matches!(status, 401..=403 | 429 | 500..=599) {
        assert!(matches!(read, Asked::Trouble(_)));
    }
    if let Asked::Failed(cause) | Asked::Unknown(cause) | Asked::Trouble(cause) = read {
        assert_eq!(cause.charged, Charged::Maybe);
    }
    let _ = upload::read(status, &body, None);
    if let Some(answer) = wire::parse(&body) {
        let _ = (wire::updated_at(&answer), wire::progress(&answer), wire::models(&answer));
        assert!(wire::links(&answer).iter().all(|link| link.len() <= 8_192));
    }
    let _ = redact::redact(body.into_owned(), &["sk-0123456789"]);
});
