//! Files that were moved, renamed, deleted or changed outside the app: noticed, found again by what they
//! show, and told in words.

use std::fs;
use std::path::{Path, PathBuf};

use stillwake_core::error::ErrorKind;
use stillwake_core::store::list::{Filter, Query, Sort};
use stillwake_core::studio::Looked;

use crate::bench::{Bench, draft, folders, names};

async fn made(bench: &Bench, prompts: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for prompt in prompts {
        let job = bench.create(draft(prompt)).await;
        ids.push(bench.until_state(&job.job.id, "done").await.clip.unwrap().id);
    }
    ids
}

async fn name(bench: &Bench, id: &str) -> String {
    bench.studio.clip(id.to_owned()).await.unwrap().clip.name
}

async fn is_missing(bench: &Bench, id: &str) -> bool {
    bench.studio.clip(id.to_owned()).await.unwrap().file.missing
}

fn clips(bench: &Bench) -> PathBuf {
    bench.home.path().join("clips")
}

async fn missing(bench: &Bench) -> usize {
    let filter = Filter { missing: true, ..Filter::default() };
    let query = Query { filter, sort: Sort::Newest, after: None, limit: 50 };
    bench.studio.clips(query).await.unwrap().clips.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_renamed_or_moved_is_known_again_by_what_it_shows() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two", "Three"]).await;
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 3, ..Looked::default() });

    let folder = clips(&bench);
    fs::rename(folder.join(name(&bench, &ids[0]).await), folder.join("Mine 我的.mp4")).unwrap();
    fs::create_dir_all(folder.join("For Ana/best")).unwrap();
    let inside = folder.join("For Ana/best/two.MP4");
    fs::rename(folder.join(name(&bench, &ids[1]).await), &inside).unwrap();
    assert!(is_missing(&bench, &ids[0]).await && is_missing(&bench, &ids[1]).await);
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 3, found: 2, ..Looked::default() });
    assert_eq!(name(&bench, &ids[0]).await, "Mine 我的.mp4");
    assert_eq!(name(&bench, &ids[1]).await, "For Ana/best/two.MP4");
    assert_eq!(bench.studio.clip_file(ids[1].clone()).await.unwrap(), inside);
    let search = Filter { search: "我的".into(), ..Filter::default() };
    let query = Query { filter: search, sort: Sort::Newest, after: None, limit: 5 };
    assert_eq!(bench.studio.clips(query).await.unwrap().clips[0].clip.id, ids[0]);

    // It is renamed where it lies, and goes into the trash and back from there.
    let renamed = bench.studio.clip_rename(ids[1].clone(), "deux").await.unwrap();
    assert_eq!(renamed.clip.name, "For Ana/best/deux.mp4");
    assert!(!renamed.file.missing);
    bench.studio.clip_trash(ids[1].clone(), true).await.unwrap();
    assert!(folder.join(".trash/For Ana/best/deux.mp4").is_file());
    fs::remove_dir_all(folder.join("For Ana")).unwrap();
    let back = bench.studio.clip_trash(ids[1].clone(), false).await.unwrap();
    assert_eq!(back.clip.name, "For Ana/best/deux.mp4");
    assert!(folder.join("For Ana/best/deux.mp4").is_file() && !back.file.missing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_gone_is_marked_and_comes_back_by_itself() {
    let mut bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two"]).await;
    let file = clips(&bench).join(name(&bench, &ids[0]).await);
    let away = bench.home.path().join("away.mp4");
    fs::rename(&file, &away).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!((seen.missing, seen.found), (1, 0));
    assert_eq!(missing(&bench).await, 1);
    bench.restart().await;
    assert_eq!(missing(&bench).await, 1);
    let gone = bench.studio.clip_file(ids[0].clone()).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::ClipFileMissing);

    // It returns under another name, and is asked for before anybody has looked.
    let other = clips(&bench).join("back again.mp4");
    fs::rename(&away, &other).unwrap();
    assert_eq!(bench.studio.clip_file(ids[0].clone()).await.unwrap(), other);
    assert_eq!(missing(&bench).await, 0);

    // The very same place: nobody but the mark has to be told.
    fs::rename(&other, &away).unwrap();
    bench.studio.look().await.unwrap();
    assert_eq!(missing(&bench).await, 1);
    fs::rename(&away, &other).unwrap();
    bench.studio.look().await.unwrap();
    assert_eq!(missing(&bench).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_a_stranger_as_long_as_the_clip_has_its_own_file() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    let file = clips(&bench).join(name(&bench, &ids[0]).await);
    let copy = clips(&bench).join("copy.mp4");
    fs::copy(&file, &copy).unwrap();
    fs::write(clips(&bench).join("other.mp4"), "no film at all").unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 1, strangers: 2, ..Looked::default() });
    fs::remove_file(&file).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 1, found: 1, strangers: 1, ..Looked::default() });
    assert_eq!(bench.studio.clip_file(ids[0].clone()).await.unwrap(), copy);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_between_library_and_trash_comes_to_the_library() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["Into", "Out of"]).await;
    bench.studio.clip_trash(ids[1].clone(), true).await.unwrap();
    let (shelf, trash) = (clips(&bench), clips(&bench).join(".trash"));
    // As a crash leaves them: the file has moved, and the row does not know.
    let (one, two) = (name(&bench, &ids[0]).await, name(&bench, &ids[1]).await);
    fs::rename(shelf.join(&one), trash.join(&one)).unwrap();
    fs::rename(trash.join(&two), shelf.join(&two)).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 2, found: 2, ..Looked::default() });
    assert!(names(&trash).is_empty());
    assert!(shelf.join(&one).is_file() && shelf.join(&two).is_file());
    for id in &ids {
        let clip = bench.studio.clip(id.clone()).await.unwrap();
        assert!(clip.clip.trashed_at.is_none() && !clip.file.missing);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_outside_the_trash_never_goes_there_by_itself() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    let first = name(&bench, &ids[0]).await;
    // A copy that a person keeps, and then the clip goes to the trash, out of which a cleaner takes it.
    let copy = clips(&bench).join("my own copy.mp4");
    fs::copy(clips(&bench).join(&first), &copy).unwrap();
    bench.studio.clip_trash(ids[0].clone(), true).await.unwrap();
    fs::remove_file(clips(&bench).join(".trash").join(&first)).unwrap();
    bench.studio.look().await.unwrap();
    assert!(copy.is_file());
    let clip = bench.studio.clip(ids[0].clone()).await.unwrap().clip;
    assert_eq!((clip.name.as_str(), clip.trashed_at), ("my own copy.mp4", None));
    bench.clock.by(40 * 24 * 3_600_000);
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 0);
    assert!(copy.is_file());
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(unix)]
async fn a_link_in_a_clips_place_is_no_clip() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    let file = clips(&bench).join(name(&bench, &ids[0]).await);
    let secret = bench.home.path().join("secret.txt");
    fs::write(&secret, "nobody's business").unwrap();
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&secret, &file).unwrap();
    assert!(is_missing(&bench, &ids[0]).await);
    let refused = bench.studio.clip_file(ids[0].clone()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::ClipFileMissing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_gone_loses_no_clip() {
    let bench = Bench::start().await;
    made(&bench, &["One"]).await;
    let away = bench.home.path().join("away");
    fs::rename(clips(&bench), &away).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!((seen.missing, seen.found), (1, 0));
    assert_eq!(missing(&bench).await, 0, "a disk that is not there says nothing of its files");
    fs::rename(&away, clips(&bench)).unwrap();
    assert_eq!(bench.studio.look().await.unwrap().missing, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn repair_looks_at_every_file_and_draws_what_is_missing() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two", "Three", "Four"]).await;
    let file = async |at: usize| clips(&bench).join(name(&bench, &ids[at]).await);
    let poster = |at: usize| folders(bench.home.path()).poster(&ids[at]);
    fs::remove_file(poster(0)).unwrap();
    fs::copy(file(1).await, file(2).await).unwrap();
    fs::remove_file(file(3).await).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!((seen.changed, seen.posters), (0, 0), "only a close look tells");
    let seen = bench.studio.repair().await.unwrap();
    let wanted = Looked { checked: 4, missing: 1, changed: 1, posters: 1, ..Looked::default() };
    assert_eq!(seen, wanted);
    assert!(poster(0).is_file());
    assert_eq!(bench.studio.repair().await.unwrap(), Looked { posters: 0, ..wanted });
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn links_and_hidden_files_are_not_looked_at() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    let file = clips(&bench).join(name(&bench, &ids[0]).await);
    let outside = bench.home.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::rename(&file, outside.join("clip.mp4")).unwrap();
    let link =
        |to: &Path, name: &str| std::os::unix::fs::symlink(to, clips(&bench).join(name)).unwrap();
    link(&outside, "folder");
    link(&outside.join("clip.mp4"), "clip.mp4");
    fs::copy(outside.join("clip.mp4"), clips(&bench).join(".hidden.mp4")).unwrap();
    let seen = bench.studio.look().await.unwrap();
    assert_eq!(seen, Looked { checked: 1, missing: 1, ..Looked::default() });
}
