//! Clips as files that other programs and people get: settings inside them, copies with and without,
//! exports, parts, and our own files coming back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use stillwake_core::clip::{inspect, tag};
use stillwake_core::error::ErrorKind;
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::list::{Filter, Query, Sort};
use stillwake_core::studio::{Draft, Event, PartKind, Recalled};
use tokio::time::timeout;

use crate::bench::{Bench, draft, names};
use crate::film::film;

const PROMPT: &str = "灯笼 in the rain, 100 % slow \u{201c}pan\u{201d}";

/// One clip, as the service served it and as it lies in the library.
async fn made(bench: &Bench, wanted: Draft) -> (String, Vec<u8>, PathBuf) {
    let job = bench.create(wanted).await;
    let clip = bench.until_state(&job.job.id, "done").await.clip.unwrap();
    let number = job.job.id.clone();
    let done = bench.until_state(&number, "done").await;
    let task = &done.job.state.task().unwrap().id;
    let tasks = bench.gateway.tasks();
    let served = tasks.iter().find(|one| &one.id == task).unwrap();
    let link = served.video_url.clone().unwrap();
    let bytes = reqwest::get(link).await.unwrap().bytes().await.unwrap().to_vec();
    (clip.id, bytes, bench.home.path().join("clips").join(clip.name))
}

fn said_by(program: &str, words: &str, file: &Path) -> String {
    let done = Command::new(program).args(words.split(' ')).arg(file).output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_clip_tells_other_programs_what_was_asked_for_and_shows_what_was_served() {
    let bench = Bench::start().await;
    let (id, served, file) = made(&bench, draft(PROMPT)).await;
    let bytes = fs::read(&file).unwrap();
    assert!(bytes != served && film(&bytes) == film(&served));
    let told = tag::read(&file).unwrap().unwrap();
    assert_eq!((told.prompt.as_str(), told.model.as_str()), (PROMPT, "veo3"));
    assert_eq!((told.aspect_ratio.as_deref(), told.duration), (Some("9:16"), Some(1)));
    for said in [
        said_by("exiftool", "-j -a -G1", &file),
        said_by("ffprobe", "-v error -show_format -of json", &file),
    ] {
        assert!(said.contains("灯笼 in the rain, 100 % slow"), "{said}");
        assert!(said.contains("Stillwake"), "{said}");
    }
    said_by("ffmpeg", "-v error -f null - -i", &file);
    // Nothing of the service, of the key or of this computer is in it.
    let clip = bench.studio.clip(id).await.unwrap();
    let whole = String::from_utf8_lossy(&bytes).into_owned();
    let number = clip.job.state.task().unwrap().id.clone();
    for secret in [number, bench.gateway.origin(), bench.home.path().display().to_string()] {
        assert!(!whole.contains(&secret), "{secret}");
    }
    assert_eq!(clip.clip.bytes, bytes.len() as u64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let plain = bench.home.path().join("plain");
        fs::write(&plain, "").unwrap();
        let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode(&file), mode(&plain), "others may read it as they may any new file");
    }
    assert_eq!(bench.clips().len(), 1, "nothing is left beside it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_can_have_clips_as_they_were_served() {
    let bench = Bench::start().await;
    let off = SettingsPatch { tag_clips: Some(false), ..SettingsPatch::default() };
    bench.studio.settings_set(off).await.unwrap();
    let (_, served, file) = made(&bench, draft(PROMPT)).await;
    assert!(fs::read(&file).unwrap() == served);
    // Turned on again, it is for clips to come.
    let on = SettingsPatch { tag_clips: Some(true), ..SettingsPatch::default() };
    bench.studio.settings_set(on).await.unwrap();
    bench.studio.tags_write().await;
    assert!(fs::read(&file).unwrap() == served);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_the_clip_or_clean_and_an_export_tells_its_prompts() {
    let bench = Bench::start().await;
    let (id, served, file) = made(&bench, draft(PROMPT)).await;
    let (other, _, gone) = made(&bench, draft("Gone")).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy.mp4");
    fs::write(&to, "the dialog has asked whether to replace this").unwrap();
    let saved = bench.studio.clip_copy(id.clone(), to.clone(), false).await.unwrap();
    assert_eq!((saved.name.as_str(), saved.encoded), ("copy.mp4", false));
    assert!(fs::read(&to).unwrap() == fs::read(&file).unwrap());
    let clean = folder.path().join("clean.mp4");
    bench.studio.clip_copy(id.clone(), clean.clone(), true).await.unwrap();
    let bytes = fs::read(&clean).unwrap();
    assert!(film(&bytes) == film(&served));
    assert_eq!(tag::read(&clean).unwrap(), None);
    assert!(!String::from_utf8_lossy(&bytes).contains("in the rain"));
    assert_eq!(inspect::inspect(&clean).unwrap(), inspect::inspect(&file).unwrap());
    assert_eq!(names(folder.path()), ["clean.mp4", "copy.mp4"]);

    let out = tempfile::tempdir().unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    fs::write(out.path().join(name), "somebody's").unwrap();
    fs::remove_file(&gone).unwrap();
    let ids = vec![id.clone(), other, "nobody".into()];
    let exported = bench.studio.clips_export(ids, out.path().to_owned(), false).await.unwrap();
    let missing = gone.file_name().unwrap().to_str().unwrap();
    assert_eq!((exported.clips, exported.missing), (1, vec![missing.to_owned()]));
    let second = name.replace(".mp4", " (2).mp4");
    assert_eq!(names(out.path()), [second.as_str(), name, "prompts.txt"]);
    assert_eq!(fs::read_to_string(out.path().join(name)).unwrap(), "somebody's");
    let list = fs::read_to_string(out.path().join("prompts.txt")).unwrap();
    assert_eq!(list, format!("{second}\n{PROMPT}\n\n"));
    assert!(fs::read(out.path().join(&second)).unwrap() == fs::read(&file).unwrap());

    let nowhere = out.path().join("nowhere/copy.mp4");
    let refused = bench.studio.clip_copy(id, nowhere, false).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::FolderMissing);
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_a_clip_are_saved_beside_it() {
    let bench = Bench::start().await;
    let (id, _, file) = made(&bench, draft("Part")).await;
    let whole = inspect::inspect(&file).unwrap();
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let part = |first, last, kind| bench.studio.clip_part(id.clone(), first, last, kind);
    let saved = part(5, 16, PartKind::Mp4).await.unwrap();
    assert_eq!(saved.name, format!("{stem} 6-17.mp4"));
    let cut = inspect::inspect(&file.with_file_name(&saved.name)).unwrap();
    assert_eq!((cut.frames, cut.width, cut.height), (12, whole.width, whole.height));
    let saved = part(0, 23, PartKind::Gif).await.unwrap();
    let gif = fs::read(file.with_file_name(&saved.name)).unwrap();
    assert!(gif.starts_with(b"GIF89a"));
    let refused = part(0, whole.frames, PartKind::Mp4).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::FrameUnreadable);
    assert_eq!(bench.clips().len(), 3, "nothing unfinished is left");
}

async fn recalled(bench: &mut Bench) -> Recalled {
    loop {
        let heard = timeout(Duration::from_secs(30), bench.events.recv()).await;
        if let Event::Recalled(told) = heard.unwrap().unwrap() {
            return *told;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_ours_that_is_dropped_gives_its_settings_back_and_joins_the_library() {
    let mut bench = Bench::start().await;
    let (id, _, file) = made(&bench, draft(PROMPT)).await;
    bench.studio.pictures_take(vec![file.clone()]);
    let told = recalled(&mut bench).await;
    assert_eq!((told.clip.as_deref(), told.import.as_deref()), (Some(id.as_str()), None));
    assert_eq!((told.tag.prompt.as_str(), told.tag.duration), (PROMPT, Some(1)));

    // On another computer nobody knows it.
    let mut other = Bench::start().await;
    let there = other.home.path().join("from a friend.mp4");
    fs::copy(&file, &there).unwrap();
    other.studio.pictures_take(vec![there.clone()]);
    let told = recalled(&mut other).await;
    assert_eq!((told.name.as_str(), told.clip), ("from a friend.mp4", None));
    let import = told.import.unwrap();
    let joined = other.studio.clip_import(&import).await.unwrap();
    assert_eq!(joined.job.request.prompt, PROMPT);
    assert!(!joined.file.missing && !joined.file.downloadable);
    assert!(joined.job.state.task().is_none() && !joined.job.is_practice());
    let again = other.studio.clip_import(&import).await.unwrap();
    assert_eq!(again.clip.id, joined.clip.id, "asked twice, it joins once");
    assert_eq!(other.clips().len(), 1);
    assert!(there.is_file(), "the dropped file stays where it is");
    // It costs nothing, is found, and is there after a start.
    assert_eq!(other.studio.spend().await.unwrap().unknown, 0);
    other.restart().await;
    let filter = Filter { search: "灯笼".into(), ..Filter::default() };
    let query = Query { filter, sort: Sort::Newest, after: None, limit: 5 };
    let found = other.studio.clips(query).await.unwrap().clips;
    assert_eq!(found.len(), 1);
    let refused = other.studio.clip_download(joined.clip.id.clone()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NotNow);
    let unknown = other.studio.clip_import("../../etc/passwd").await.unwrap_err();
    assert_eq!(unknown.kind, ErrorKind::ClipUnknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_that_has_lost_its_file_has_it_again_from_a_copy_that_is_dropped() {
    for trashed in [false, true] {
        let mut bench = Bench::start().await;
        let (id, _, file) = made(&bench, draft(PROMPT)).await;
        let copy = bench.home.path().join("copy.mp4");
        fs::copy(&file, &copy).unwrap();
        if trashed {
            bench.studio.clip_trash(id.clone(), true).await.unwrap();
        }
        fs::remove_file(bench.studio.clip_file(id.clone()).await.unwrap()).unwrap();
        bench.studio.pictures_take(vec![copy.clone()]);
        let told = recalled(&mut bench).await;
        assert_eq!(told.clip.as_deref(), Some(id.as_str()));
        let back = bench.studio.clip_import(&told.import.unwrap()).await.unwrap();
        assert_eq!((back.clip.id, back.clip.trashed_at), (id, None));
        assert!(!back.file.missing && file.is_file() && copy.is_file());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_saved_in_the_library_replaces_no_clip() {
    let bench = Bench::start().await;
    let (one, _, first) = made(&bench, draft("One")).await;
    let (_, _, second) = made(&bench, draft("Two")).await;
    let before = [fs::read(&first).unwrap(), fs::read(&second).unwrap()];
    for (to, clean) in [(&second, false), (&first, true)] {
        let saved = bench.studio.clip_copy(one.clone(), to.clone(), clean).await.unwrap();
        assert!(saved.name.ends_with(" (2).mp4"), "{}", saved.name);
        assert!(to.with_file_name(saved.name).is_file());
    }
    assert!([fs::read(&first).unwrap(), fs::read(&second).unwrap()] == before);
    assert!(tag::read(&first).unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_is_not_ours_is_no_picture_as_before() {
    let mut bench = Bench::start().await;
    let film = bench.home.path().join("film.mp4");
    stillwake_practice::render::numbered(64, 64, 4, &film).unwrap();
    let outcomes = bench.take(&[&film]).await;
    assert_eq!(outcomes.len(), 1);
}
