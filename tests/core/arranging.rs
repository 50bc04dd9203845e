//! Putting the library in order: collections, notes, names, the trash, many clips at once.

use std::fs;
use std::path::PathBuf;

use stillwake_core::error::ErrorKind;
use stillwake_core::store::list::{Filter, Query, Sort};
use stillwake_core::studio::{ClipSnapshot, Draft};

use crate::bench::{Bench, draft, folders, names};

const DAY: i64 = 24 * 3_600 * 1_000;

/// Makes clips of these prompts, one after the other; their ids.
async fn made(bench: &Bench, prompts: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for prompt in prompts {
        let job = bench.create(draft(prompt)).await;
        let done = bench.until_state(&job.job.id, "done").await;
        ids.push(done.clip.unwrap().id);
    }
    ids
}

async fn listed(bench: &Bench, filter: Filter) -> Vec<String> {
    let query = Query { filter, sort: Sort::Newest, after: None, limit: 50 };
    let page = bench.studio.clips(query).await.unwrap();
    page.clips.into_iter().map(|one| one.clip.id).collect()
}

async fn clip(bench: &Bench, id: &str) -> ClipSnapshot {
    bench.studio.clip(id.to_owned()).await.unwrap()
}

fn file(bench: &Bench, name: &str) -> PathBuf {
    bench.home.path().join("clips").join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_holds_what_was_put_into_it_and_takes_no_clip_with_it() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two", "Three"]).await;
    let all = bench.studio.collection_create("  For the client ", ids[..2].to_vec()).await.unwrap();
    let [client] = all.try_into().unwrap();
    assert_eq!((client.name.as_str(), client.clips), ("For the client", 2));
    assert_eq!(client.newest.as_ref(), Some(&ids[1]));
    let inside = Filter { collection: Some(client.id.clone()), ..Filter::default() };
    assert_eq!(listed(&bench, inside.clone()).await, [ids[1].clone(), ids[0].clone()]);
    assert_eq!(bench.studio.clips_count(inside.clone()).await.unwrap().count.clips, 2);

    let more = vec![ids[1].clone(), ids[2].clone(), "nobody".into()];
    let added = bench.studio.collection_add(client.id.clone(), more).await.unwrap();
    assert_eq!(added, [ids[2].clone()], "what was in it is not added, nor what does not exist");
    assert_eq!(clip(&bench, &ids[2]).await.collections, std::slice::from_ref(&client.id));
    let taken = bench.studio.collection_take(client.id.clone(), ids[..1].to_vec()).await.unwrap();
    assert_eq!(taken, [ids[0].clone()]);
    assert!(clip(&bench, &ids[0]).await.collections.is_empty());

    // What is in the trash is not counted, and still in it when it comes back.
    bench.studio.clip_trash(ids[2].clone(), true).await.unwrap();
    assert_eq!(bench.studio.collections().await.unwrap()[0].clips, 1);
    bench.studio.clip_trash(ids[2].clone(), false).await.unwrap();
    assert_eq!(bench.studio.collections().await.unwrap()[0].clips, 2);

    let renamed = bench.studio.collection_rename(client.id.clone(), "客户").await.unwrap();
    assert_eq!(renamed[0].name, "客户");
    let held = bench.studio.collection_remove(client.id.clone()).await.unwrap();
    assert_eq!(held, [ids[2].clone(), ids[1].clone()]);
    assert!(bench.studio.collections().await.unwrap().is_empty());
    assert_eq!(listed(&bench, Filter::default()).await.len(), 3);
    let gone = bench.studio.collection_add(client.id, ids).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::CollectionUnknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_a_collection_is_one_line() {
    let bench = Bench::start().await;
    let long = "长".repeat(61);
    for name in ["", "   ", "two\nlines", long.as_str()] {
        let refused = bench.studio.collection_create(name, Vec::new()).await.unwrap_err();
        assert_eq!((refused.kind, &*refused.params["limit"]), (ErrorKind::NameInvalid, "60"));
    }
    assert!(bench.studio.collections().await.unwrap().is_empty());
    let same = "长".repeat(60);
    bench.studio.collection_create(&same, Vec::new()).await.unwrap();
    let two = bench.studio.collection_create(&same, Vec::new()).await.unwrap();
    assert_eq!(two.len(), 2, "a person may call two the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_kept_and_found() {
    let mut bench = Bench::start().await;
    let ids = made(&bench, &["Harbour at dawn", "Forest"]).await;
    let noted = bench.studio.clip_note(ids[1].clone(), "  für den Kunden 修改 \n").await.unwrap();
    assert_eq!(noted.clip.note, "für den Kunden 修改");
    for words in ["kunden", "修改", "改", "FUR"] {
        let search = Filter { search: words.into(), ..Filter::default() };
        assert_eq!(listed(&bench, search).await, [ids[1].clone()], "{words}");
    }
    bench.restart().await;
    assert_eq!(clip(&bench, &ids[1]).await.clip.note, "für den Kunden 修改");
    bench.studio.clip_note(ids[1].clone(), "").await.unwrap();
    let search = Filter { search: "kunden".into(), ..Filter::default() };
    assert!(listed(&bench, search).await.is_empty(), "what was taken out is not found");
    let long = "n".repeat(5_001);
    let refused = bench.studio.clip_note(ids[0].clone(), &long).await.unwrap_err();
    assert_eq!((refused.kind, &*refused.params["limit"]), (ErrorKind::NoteTooLong, "5000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_gets_the_name_that_was_typed_as_far_as_systems_take_it() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two"]).await;
    let cases = [
        ("Final cut", "Final cut.mp4"),
        ("Final cut.MP4", "Final cut.mp4"),
        ("  片段 2：海边 ", "片段 2：海边.mp4"),
        ("../../etc/passwd", "-..-etc-passwd.mp4"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.mp4"),
        ("..hidden", "hidden.mp4"),
        ("dots...", "dots.mp4"),
        ("com1", "_com1.mp4"),
        ("gpj.\u{202e}4pm", "gpj.4pm.mp4"),
    ];
    for (typed, wanted) in cases {
        let renamed = bench.studio.clip_rename(ids[0].clone(), typed).await.unwrap();
        assert_eq!(renamed.clip.name, wanted, "{typed}");
        assert!(file(&bench, wanted).is_file() && !renamed.file.missing, "{typed}");
    }
    assert_eq!(bench.clips().len(), 2, "nothing is left under the old names");
    let search = Filter { search: "4pm".into(), ..Filter::default() };
    assert_eq!(listed(&bench, search).await, [ids[0].clone()], "it is found by its new name");
    // A name that is taken is never taken over.
    let second = bench.studio.clip_rename(ids[1].clone(), "gpj.4pm").await.unwrap();
    assert_eq!(second.clip.name, "gpj.4pm (2).mp4");
    for typed in ["", " ", "///", ".mp4", &"x".repeat(121)] {
        let refused = bench.studio.clip_rename(ids[0].clone(), typed).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NameInvalid, "{typed}");
    }
    assert!(file(&bench, "gpj.4pm.mp4").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_clips_go_into_the_trash_and_back_with_their_files() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two", "Three"]).await;
    let twice = vec![ids[0].clone(), ids[1].clone(), ids[0].clone()];
    assert_eq!(bench.studio.clips_trash(twice.clone(), true).await.unwrap(), ids[..2]);
    assert_eq!(bench.studio.clips_trash(twice, true).await.unwrap(), Vec::<String>::new());
    assert_eq!(listed(&bench, Filter::default()).await, ids[2..]);
    assert_eq!(names(&file(&bench, ".trash")).len(), 2);
    let trash = Filter { trashed: true, ..Filter::default() };
    assert_eq!(listed(&bench, trash.clone()).await.len(), 2);
    // One that does not exist stops none of the others.
    let some = vec!["nobody".into(), ids[1].clone()];
    assert_eq!(bench.studio.clips_trash(some, false).await.unwrap(), [ids[1].clone()]);
    assert_eq!(listed(&bench, trash).await, [ids[0].clone()]);
    assert!(!clip(&bench, &ids[1]).await.file.missing);
    let none = bench.studio.clips_trash(vec!["nobody".into()], true).await.unwrap_err();
    assert_eq!(none.kind, ErrorKind::ClipUnknown);
    let marked = bench.studio.clips_favourite(ids.clone(), true).await.unwrap();
    assert_eq!(marked, ids);
    assert!(bench.studio.clips_favourite(ids, true).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_emptied_out_of_the_trash_is_gone_and_nothing_else() {
    let mut bench = Bench::start().await;
    let ids = made(&bench, &["One", "Two", "Three"]).await;
    bench.studio.collection_create("Set", ids.clone()).await.unwrap();
    bench.studio.clips_trash(ids[..2].to_vec(), true).await.unwrap();
    let posters = |id: &String| folders(bench.home.path()).poster(id).is_file();
    assert!(ids.iter().all(posters));
    // A file that is no clip of ours lies there by chance.
    fs::write(file(&bench, ".trash").join("mine.txt"), "mine").unwrap();
    let sizes: u64 = [0, 1]
        .iter()
        .map(|at| {
            fs::metadata(
                folders(bench.home.path()).trash().join(&names(&file(&bench, ".trash"))[*at]),
            )
            .unwrap()
            .len()
        })
        .sum();
    let emptied = bench.studio.trash_empty().await.unwrap();
    assert_eq!((emptied.clips, emptied.bytes), (2, sizes));
    assert_eq!(names(&file(&bench, ".trash")), ["mine.txt"]);
    assert_eq!(bench.studio.clip(ids[0].clone()).await.unwrap_err().kind, ErrorKind::ClipUnknown);
    assert_eq!(listed(&bench, Filter::default()).await, ids[2..]);
    let search = Filter { search: "two".into(), trashed: true, ..Filter::default() };
    assert!(listed(&bench, search).await.is_empty());
    assert!(!posters(&ids[0]) && posters(&ids[2]));
    assert_eq!(bench.studio.collections().await.unwrap()[0].clips, 1);
    assert_eq!(bench.studio.trash_empty().await.unwrap().clips, 0);
    // The jobs stay: what they cost is still counted, and a start reads them.
    bench.restart().await;
    assert_eq!(listed(&bench, Filter::default()).await, ids[2..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trash_keeps_clips_for_thirty_days() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["Old", "Young", "Kept"]).await;
    bench.studio.clip_trash(ids[0].clone(), true).await.unwrap();
    bench.clock.by(20 * DAY);
    bench.studio.clip_trash(ids[1].clone(), true).await.unwrap();
    bench.clock.by(10 * DAY - 60_000);
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 0);
    bench.clock.by(120_000);
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 1);
    assert_eq!(bench.studio.clip(ids[0].clone()).await.unwrap_err().kind, ErrorKind::ClipUnknown);
    assert!(bench.studio.clip(ids[1].clone()).await.unwrap().clip.trashed_at.is_some());
    bench.clock.by(400 * DAY);
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 1);
    assert_eq!(listed(&bench, Filter::default()).await, [ids[2].clone()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trash_of_a_disk_that_is_not_there_is_not_emptied() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    bench.studio.clip_trash(ids[0].clone(), true).await.unwrap();
    bench.clock.by(40 * DAY);
    let (clips, away) = (bench.home.path().join("clips"), bench.home.path().join("away"));
    fs::rename(&clips, &away).unwrap();
    assert_eq!(bench.studio.trash_empty().await.unwrap_err().kind, ErrorKind::FolderMissing);
    // Where it would be put in there may be an empty folder.
    fs::create_dir(&clips).unwrap();
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 0);
    fs::remove_dir(&clips).unwrap();
    fs::rename(&away, &clips).unwrap();
    assert!(bench.studio.clip(ids[0].clone()).await.unwrap().clip.trashed_at.is_some());
    assert_eq!(bench.studio.trash_sweep().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_leads_out_of_the_library_deletes_and_shows_nothing() {
    for spoil in ["name = '../victim.mp4'", "name = ?1", "id = '../victim'"] {
        let mut bench = Bench::start().await;
        let ids = made(&bench, &["One"]).await;
        bench.studio.clip_trash(ids[0].clone(), true).await.unwrap();
        let victim = bench.home.path().join("victim.mp4");
        fs::write(&victim, "a thesis").unwrap();
        fs::write(bench.home.path().join("victim.jpg"), "a picture").unwrap();
        let spoilt = rusqlite::Connection::open(folders(bench.home.path()).database()).unwrap();
        let given: Vec<String> = match spoil.contains("?1") {
            true => vec![victim.display().to_string()],
            false => Vec::new(),
        };
        let sql = format!("UPDATE clip SET {spoil}, trashed_at = 1");
        spoilt.pragma_update(None, "foreign_keys", false).unwrap();
        assert_eq!(spoilt.execute(&sql, rusqlite::params_from_iter(given)).unwrap(), 1);
        drop(spoilt);
        let told = bench.studio.trash_sweep().await.unwrap_err();
        assert_eq!(told.kind, ErrorKind::DatabaseUnreadable, "{spoil}: {}", told.chain());
        assert!(bench.studio.trash_empty().await.is_err(), "{spoil}");
        assert!(bench.studio.record().damaged, "{spoil}: it is told");
        bench.restart().await;
        bench.studio.trash_empty().await.unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "a thesis", "{spoil}");
        assert!(bench.home.path().join("victim.jpg").is_file(), "{spoil}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_is_told_is_one_that_holds() {
    let bench = Bench::start().await;
    let ids = made(&bench, &["One"]).await;
    let rename = async |name: String| bench.studio.clip_rename(ids[0].clone(), &name).await;
    let refused = rename("长".repeat(100)).await.unwrap_err();
    let limit: usize = refused.params["limit"].parse().unwrap();
    assert_eq!((refused.kind, limit), (ErrorKind::NameInvalid, 76));
    assert_eq!(rename("长".repeat(limit)).await.unwrap().clip.name.chars().count(), limit + 4);
    let refused = rename("a".repeat(200)).await.unwrap_err();
    assert_eq!(refused.params["limit"], "120");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_walked_from_every_clip_of_it_and_takes_are_one_family() {
    let mut bench = Bench::start().await;
    let takes = bench.studio.job_create(Draft { takes: 2, ..draft("Begin") }, "press".into()).await;
    let takes = takes.unwrap();
    let mut firsts = Vec::new();
    for take in &takes {
        firsts.push(bench.until_state(&take.job.id, "done").await.clip.unwrap().id);
    }
    let goes_on = async |bench: &Bench, from: &str, frame: u32, prompt: &str| {
        let picture = bench.studio.frame_picture(from.to_owned(), frame).await.unwrap();
        let model = "grok-video-3".to_owned();
        let pictures = vec![picture.id];
        let wanted = Draft { model, pictures, duration: None, ..draft(prompt) };
        let job = bench.create(wanted).await;
        bench.until_state(&job.job.id, "done").await.clip.unwrap().id
    };
    let second = goes_on(&bench, &firsts[0], 3, "And then").await;
    let third = goes_on(&bench, &second, 5, "And in the end").await;
    let other = goes_on(&bench, &second, 1, "Or else").await;
    bench.restart().await;
    let thread = async |id: &str| -> Vec<String> {
        let family = bench.studio.clip_family(id.to_owned()).await.unwrap();
        family.thread.into_iter().map(|one| one.clip.id).collect()
    };
    let whole = [firsts[0].clone(), second.clone(), third.clone(), other.clone()];
    assert_eq!(thread(&firsts[0]).await, whole);
    assert_eq!(thread(&second).await, whole);
    assert_eq!(thread(&third).await, whole[..3], "a branch is not the other one's thread");
    assert_eq!(thread(&firsts[1]).await, [firsts[1].clone()]);
    let family = bench.studio.clip_family(firsts[1].clone()).await.unwrap();
    let ids: Vec<_> = family.takes.iter().map(|one| one.clip.id.clone()).collect();
    assert_eq!(ids, firsts);
    bench.studio.clip_trash(second.clone(), true).await.unwrap();
    assert_eq!(thread(&third).await, [firsts[0].clone(), third.clone()]);
    bench.studio.clip_trash(firsts[0].clone(), true).await.unwrap();
    let family = bench.studio.clip_family(firsts[1].clone()).await.unwrap();
    assert_eq!(family.takes.len(), 1);
}
