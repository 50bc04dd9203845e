//! R11: two copies of the app on one folder at once. One of them writes; the other is told.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::figure::{figure, hands, share};
use crate::orders::{Orders, Said};
use crate::stage::Life;

#[test]
fn r11_one_writer() {
    let loops = figure(50, 50, 1_000);
    let (opened, refused, reopened) =
        (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    share(loops, 2 * hands(), |_| {
        let folder = tempfile::tempdir().unwrap();
        let orders = Orders {
            home: folder.path().join("home"),
            service: "http://127.0.0.1:9".into(),
            key: "sk-crash-0123456789".into(),
            wanted: Vec::new(),
            stand_at: None,
        };
        let begin = || Life::begin(&orders, &folder.path().join("stderr"));
        // Both start at the same moment, on a folder that is not even made yet.
        let mut lives = [begin(), begin()];
        let words = [&lives[0], &lives[1]].map(Life::first_word);
        for (life, said) in lives.iter_mut().zip(words) {
            match said {
                Said::Opened => {
                    opened.fetch_add(1, Ordering::Relaxed);
                    // No process can let go of anything when it is killed: the system does it.
                    life.kill();
                }
                Said::Refused(why) if why == "AlreadyOpen" => {
                    refused.fetch_add(1, Ordering::Relaxed);
                }
                said => panic!("{said:?}"),
            }
        }
        assert_eq!(begin().first_word(), Said::Opened, "the folder is free at once");
        reopened.fetch_add(1, Ordering::Relaxed);
    });
    let counts = [opened, refused, reopened].map(AtomicUsize::into_inner);
    let [opened, refused, reopened] = counts;
    println!("R11 loops={loops} opened={opened} refused={refused} reopened={reopened}");
    assert_eq!(counts, [loops; 3]);
}
