//! Bad input gets a clear answer, loses nothing and sends nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use stillwake_core::error::ErrorKind;
use stillwake_core::library::{LEAST_ROOM, Storage, StorageState};
use stillwake_core::picture::Refusal;
use stillwake_core::settings::{PROMPT_LIMIT, SettingsPatch};
use stillwake_core::studio::{Draft, PictureOutcome};

use crate::bench::{Bench, draft};

async fn refused(bench: &Bench, draft: Draft) -> stillwake_core::error::Error {
    bench.studio.job_create(draft, crate::bench::rand()).await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_work_is_never_sent() {
    let bench = Bench::start().await;
    assert_eq!(refused(&bench, draft("  \n ")).await.kind, ErrorKind::PromptEmpty);

    let long = refused(&bench, draft(&"长".repeat(20_000))).await;
    assert_eq!(long.kind, ErrorKind::PromptTooLong);
    assert_eq!(long.params["limit"], PROMPT_LIMIT.to_string());
    assert_eq!(long.params["count"], "20000");

    let from_picture = Draft { model: "wan-ai/wan2.1-i2v-14b-720p".into(), ..draft("Move") };
    assert_eq!(refused(&bench, from_picture).await.kind, ErrorKind::PictureNeeded);
    let unknown = Draft {
        model: "seedance-lite".into(),
        pictures: vec!["not-there".into()],
        ..draft("Move")
    };
    assert_eq!(refused(&bench, unknown).await.kind, ErrorKind::PictureUnknown);
    let pictures = |count: usize| vec!["not-there".to_owned(); count];
    let many = Draft { model: "wan2.2-t2v-plus".into(), pictures: pictures(1), ..draft("Move") };
    assert_eq!(refused(&bench, many).await.kind, ErrorKind::PicturesTooMany);
    let hinted = Draft { model: "seedance-lite".into(), pictures: pictures(3), ..draft("Move") };
    let next = refused(&bench, hinted).await.kind;
    assert_eq!(next, ErrorKind::PictureUnknown, "a hint of two pictures is in nobody's way");
    for name in ["", " \n", "two\nlines", &"m".repeat(129), "veo\u{202e}3"] {
        let typed = Draft { model: name.into(), ..draft("Move") };
        assert_eq!(refused(&bench, typed).await.kind, ErrorKind::ModelInvalid, "{name:?}");
    }
    for size in ["1280\t720", &"1".repeat(41)] {
        let typed = Draft { quality: Some(size.into()), ..draft("Move") };
        assert_eq!(refused(&bench, typed).await.kind, ErrorKind::SizeInvalid, "{size:?}");
    }

    assert!(bench.studio.snapshot().await.unwrap().jobs.is_empty());
    assert_eq!(bench.asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_address_changes_nothing() {
    let bench = Bench::start().await;
    let before = bench.studio.settings();
    let cases = [
        ("", ErrorKind::AddressInvalid),
        ("not an address", ErrorKind::AddressInvalid),
        ("ftp://example.com", ErrorKind::AddressInvalid),
        ("https://user:word@example.com", ErrorKind::AddressInvalid),
        ("https://example.com/?key=1", ErrorKind::AddressInvalid),
        ("http://example.com", ErrorKind::AddressInsecure),
        ("http://192.168.1.2", ErrorKind::AddressInsecure),
    ];
    for (typed, kind) in cases {
        let patch = SettingsPatch { service: Some(typed.into()), ..SettingsPatch::default() };
        assert_eq!(bench.studio.settings_set(patch).await.unwrap_err().kind, kind, "{typed}");
    }
    assert_eq!(bench.studio.settings(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_folder_that_is_gone_holds_the_job_before_it_is_paid() {
    let bench = Bench::start().await;
    let clips = bench.home.path().join("clips");
    fs::remove_dir_all(&clips).unwrap();
    let job = bench.create(draft("Nowhere to go")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "folder_missing");
    assert_eq!(bench.gateway.counts().creates, 0);
    fs::create_dir(&clips).unwrap();
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().creates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_goes_while_saving_loses_nothing() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Pulled out")).await;
    bench.until_state(&job.job.id, "making").await;
    let clips = bench.home.path().join("clips");
    fs::remove_dir_all(&clips).unwrap();
    bench.gateway.hold(false);
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.job.state.name().name(), "saving");
    fs::create_dir(&clips).unwrap();
    bench.until_state(&job.job.id, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_says_how_it_stands() {
    let bench = Bench::start().await;
    let clips = bench.home.path().join("clips");
    let found = bench.studio.storage().await.unwrap();
    assert_eq!(found.state, StorageState::Ready);
    assert!(found.free.is_some_and(|free| free >= LEAST_ROOM));
    assert!(bench.clips().is_empty(), "the file that was tried is gone");

    fs::remove_dir(&clips).unwrap();
    let gone = Storage { state: StorageState::Missing, free: None };
    assert_eq!(bench.studio.storage().await.unwrap(), gone);
    assert!(!clips.exists(), "looking makes nothing");
    fs::write(&clips, "a file where the folder was").unwrap();
    assert_eq!(bench.studio.storage().await.unwrap().state, StorageState::Missing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_written_to_is_found_by_writing() {
    let Some(disk) = SmallDisk::mount(160) else { return };
    let bench = Bench::start_in(&disk.path().join("home")).await;
    let clips = bench.home.path().join("clips");
    let Some(_sealed) = Sealed::over(&clips) else { return };
    let found = bench.studio.storage().await.unwrap();
    assert_eq!(found.state, StorageState::ReadOnly);
    let job = bench.create(draft("Nowhere to write")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "folder_read_only");
    assert_eq!(bench.gateway.counts().creates, 0, "nothing is paid for");
    bench.studio.shutdown().await;
}

/// A folder that nobody can write to, not even root, although its permissions say otherwise.
struct Sealed(std::path::PathBuf);

impl Sealed {
    fn over(folder: &Path) -> Option<Self> {
        let mount = |arguments: &[&str]| {
            let run = Command::new("mount").args(arguments).arg(folder).output();
            run.is_ok_and(|done| done.status.success())
        };
        let sealed = mount(&["-t", "tmpfs", "-o", "ro,mode=777,size=128M", "tmpfs"]);
        if !sealed {
            println!("left out: a read-only folder can only be mounted by root");
        }
        sealed.then(|| Self(folder.to_owned()))
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A small disk of its own. Only root may mount one; elsewhere the test says that it was left out.
pub struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    pub fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}M");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            println!("left out: a small disk can only be mounted by root");
        }
        mounted.then_some(Self(folder))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_holds_everything_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(160) else { return };
    let mut bench = Bench::start_in(&disk.path().join("home")).await;
    let filler = disk.path().join("filler");
    let full = |left: u64| {
        let free = fs4::available_space(disk.path()).unwrap();
        fs::write(&filler, vec![1; usize::try_from(free - left).unwrap()]).unwrap();
    };

    // Room for a row, but not for a clip: nothing is paid for.
    full(32 << 20);
    let job = bench.create(draft("No room")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "disk_full");
    assert_eq!(bench.gateway.counts().creates, 0);
    let found = bench.studio.storage().await.unwrap();
    assert_eq!(found.state, StorageState::Full);
    assert!(found.free.is_some_and(|free| free < LEAST_ROOM));
    fs::remove_file(&filler).unwrap();
    bench.until_state(&job.job.id, "done").await;

    // Not even room for a row: the button says so.
    let photo = disk.path().join("photo.png");
    image::RgbImage::from_fn(600, 600, |x, y| image::Rgb([x as u8, y as u8, (x ^ y) as u8]))
        .save(&photo)
        .unwrap();
    full(0);
    let fault = refused(&bench, draft(&"words ".repeat(800))).await;
    assert_eq!(fault.kind, ErrorKind::DiskFull);
    let outcome = bench.take(&[photo.as_path()]).await.remove(0);
    assert!(matches!(outcome, PictureOutcome::Refused { why: Refusal::DiskFull, .. }));
    fs::remove_file(&filler).unwrap();
    let outcome = bench.take(&[photo.as_path()]).await.remove(0);
    assert!(matches!(outcome, PictureOutcome::Added(_)));
    let job = bench.create(draft("Room again")).await;
    bench.until_state(&job.job.id, "done").await;
    assert_eq!(bench.gateway.counts().accepted, 2);
    bench.studio.shutdown().await;
}
