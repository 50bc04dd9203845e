//! How pictures get to a service: links that are kept and made again, the fallback inside the
//! request, the limits of a day, and what no file and no log may hold.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use stillwake_core::gateway::Base;
use stillwake_core::gateway::fault::Charged;
use stillwake_core::gateway::way::DAY_LIMIT;
use stillwake_core::host::{Clock, Millis, SystemClock};
use stillwake_core::job::State;
use stillwake_core::secret::{ApiKey, Keychain};
use stillwake_core::settings::{PictureWay, SettingsPatch};
use stillwake_core::store::{self, Store};
use stillwake_core::studio::{Draft, JobSnapshot};
use stillwake_practice::{Answer, Config, Gateway, On};

use crate::bench::{Bench, draft, folders, rand};
use crate::pictures::{added, photo};

const HOUR: Millis = 3_600_000;

/// A job's request with pictures. No model of this name is known, so that many are taken.
fn with(pictures: &[String]) -> Draft {
    Draft { model: "any-model".into(), pictures: pictures.to_vec(), ..draft("Wake up") }
}

async fn choose(bench: &Bench, way: PictureWay) {
    let patch = SettingsPatch { pictures: Some(way), ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
}

/// What the create calls named as images, in the order of the calls.
fn images(bench: &Bench) -> Vec<Vec<String>> {
    let calls = bench.gateway.requests().into_iter();
    let calls = calls.filter(|seen| seen.path == "/v1/video/create");
    calls
        .map(|seen| {
            let json = seen.json.unwrap_or(Value::Null);
            let named = json["images"].as_array().cloned().unwrap_or_default();
            named.iter().map(|image| image.as_str().unwrap().to_owned()).collect()
        })
        .collect()
}

async fn in_database<R: Send + 'static>(
    bench: &Bench,
    work: impl FnOnce(&mut rusqlite::Connection) -> rusqlite::Result<R> + Send + 'static,
) -> R {
    let store = Store::open(&folders(bench.home.path()).database()).unwrap();
    store.write(move |db| Ok(work(db)?)).await.unwrap()
}

async fn done(bench: &Bench, draft: Draft) -> JobSnapshot {
    let job = bench.create(draft).await;
    bench.until_state(&job.job.id, "done").await
}

/// The failed job's cause, surely not charged and without a create call of its own.
async fn failed(bench: &Bench, draft: Draft) -> String {
    let before = bench.gateway.counts().creates;
    let job = bench.create(draft).await;
    let failed = bench.until_state(&job.job.id, "failed").await;
    let State::Failed { task: None, cause } = failed.job.state else { panic!("it has no number") };
    assert_eq!(cause.charged, Charged::No);
    assert_eq!(bench.gateway.counts().creates, before);
    cause.code.name().to_owned()
}

fn inside(image: &str) -> bool {
    image.starts_with("data:image/jpeg;base64,") || image.starts_with("data:image/png;base64,")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_used_until_it_is_near_its_end() {
    let mut bench = Bench::start().await;
    let one = added(&mut bench, &[photo(1)]).await;
    done(&bench, with(&one)).await;
    for (left, uploads) in [(HOUR + 60_000, 1), (HOUR - 60_000, 2), (-HOUR, 3)] {
        let until = SystemClock.now() + left;
        in_database(&bench, move |db| db.execute("UPDATE upload SET expires_at = ?1", [until]))
            .await;
        done(&bench, with(&one)).await;
        assert_eq!(bench.gateway.uploads().len(), uploads, "with {left} ms left");
    }
    // The service said until when: 48 hours, and that is what was written down.
    let until: Millis = in_database(&bench, |db| {
        db.query_row("SELECT expires_at FROM upload", [], |row| row.get(0))
    })
    .await;
    assert!((47 * HOUR..=48 * HOUR).contains(&(until - SystemClock.now())));

    // Where it does not say so, the documented 48 hours count.
    in_database(&bench, |db| db.execute("DELETE FROM upload", [])).await;
    let link = bench.gateway.uploads()[0].url.clone();
    bench.gateway.script(On::Upload, Answer::json(200, &json!({"id": "file_1", "url": link})));
    done(&bench, with(&one)).await;
    let until: Millis = in_database(&bench, |db| {
        db.query_row("SELECT expires_at FROM upload", [], |row| row.get(0))
    })
    .await;
    assert!((47 * HOUR..=48 * HOUR).contains(&(until - SystemClock.now())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_belongs_to_its_service() {
    let mut bench = Bench::start().await;
    let one = added(&mut bench, &[photo(1)]).await;
    done(&bench, with(&one)).await;
    let making = Duration::from_millis(50);
    let config = Config { queued: making, making, ..Config::default() };
    let other = Gateway::start(config).await.unwrap();
    let name = Base::parse(&other.origin()).unwrap().key_name();
    bench.keychain.set(&name, &ApiKey::parse(other.key()).unwrap()).unwrap();
    let service = Some(other.origin());
    let patch = SettingsPatch { service, ..SettingsPatch::default() };
    bench.studio.settings_set(patch).await.unwrap();
    done(&bench, with(&one)).await;
    assert_eq!((bench.gateway.uploads().len(), other.uploads().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_takes_of_one_press_share_one_upload() {
    let mut bench = Bench::start().await;
    let pictures = added(&mut bench, &[photo(1), photo(2)]).await;
    assert_eq!(bench.gateway.counts().uploads, 0, "nothing leaves before Generate");
    let takes = Draft { takes: 3, ..with(&pictures) };
    let jobs = bench.studio.job_create(takes, rand()).await.unwrap();
    for job in &jobs {
        bench.until_state(&job.job.id, "done").await;
    }
    let uploads = bench.gateway.uploads();
    assert_eq!((jobs.len(), uploads.len()), (3, 2));
    for named in images(&bench) {
        assert_eq!(named.len(), 2);
        for (link, id) in named.iter().zip(&pictures) {
            let upload = uploads.iter().find(|upload| upload.url == *link).unwrap();
            let file = folders(bench.home.path()).pictures().join(format!("{id}.jpg"));
            assert_eq!(upload.bytes, fs::read(file).unwrap(), "the order of the pictures stays");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_the_service_cannot_fetch_is_forgotten() {
    let mut bench = Bench::start().await;
    let one = added(&mut bench, &[photo(1)]).await;
    done(&bench, with(&one)).await;
    let refusals = [
        ("size is required", 1),
        ("Image URL could not be fetched", 2),
        ("Asset upload returned 403", 3),
    ];
    for (words, uploads) in refusals {
        let body = json!({"code": "invalid_request", "message": words, "data": null});
        bench.gateway.script(On::Create, Answer::json(400, &body));
        let job = bench.create(with(&one)).await;
        bench.until_state(&job.job.id, "failed").await;
        let again = bench.studio.job_retry(job.job.id, rand()).await.unwrap();
        bench.until_state(&again.job.id, "done").await;
        assert_eq!(bench.gateway.uploads().len(), uploads, "{words}");
    }
    // The same words may come only once the job is being made.
    bench.gateway.hold(true);
    let job = bench.create(with(&one)).await;
    bench.until_state(&job.job.id, "making").await;
    let body = json!({"status": "failed", "error": {"message": "failed to download image"}});
    bench.gateway.script(On::Query, Answer::json(200, &body));
    bench.until_state(&job.job.id, "failed").await;
    bench.gateway.hold(false);
    done(&bench, with(&one)).await;
    assert_eq!(bench.gateway.uploads().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_without_uploads_is_asked_once_a_run() {
    for status in [404, 405, 501] {
        let mut bench = Bench::start().await;
        let pictures = added(&mut bench, &[photo(1), photo(2)]).await;
        bench.gateway.script(On::Upload, Answer::status(status).times(0));
        done(&bench, with(&pictures)).await;
        done(&bench, with(&pictures)).await;
        assert_eq!(bench.gateway.counts().uploads, 1, "{status} is remembered");
        bench.restart().await;
        done(&bench, with(&pictures)).await;
        assert_eq!(bench.gateway.counts().uploads, 2, "a new run asks again");
        let a_day_ago = SystemClock.now() - 24 * HOUR - 1_000;
        in_database(&bench, move |db| db.execute("UPDATE no_upload SET since = ?1", [a_day_ago]))
            .await;
        bench.gateway.clear_script();
        done(&bench, with(&pictures)).await;
        assert_eq!(bench.gateway.counts().uploads_accepted, 2, "and so does another day");
        let named = images(&bench);
        assert!(named[..3].iter().flatten().all(|image| inside(image)), "{status}");
        assert!(named[3].iter().all(|image| image.starts_with("http://127.0.0.1")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_picture_that_cannot_be_uploaded_takes_all_into_the_request() {
    let mut bench = Bench::start().await;
    let pictures = added(&mut bench, &[photo(1), photo(2), photo(3)]).await;
    let first = json!({"id": "file_1", "url": "https://media.example.com/1.jpg"});
    bench.gateway.script(On::Upload, Answer::json(200, &first));
    bench.gateway.script(On::Upload, Answer::status(404));
    done(&bench, with(&pictures)).await;
    assert_eq!(bench.gateway.counts().uploads, 2);
    let named = images(&bench).remove(0);
    assert_eq!(named.len(), 3);
    assert!(named.iter().all(|image| inside(image)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choice_decides_the_way() {
    let mut bench = Bench::start().await;
    let one = added(&mut bench, &[photo(1)]).await;
    choose(&bench, PictureWay::Embed).await;
    done(&bench, with(&one)).await;
    assert_eq!(bench.gateway.counts().uploads, 0);
    assert!(inside(&images(&bench)[0][0]));

    choose(&bench, PictureWay::Upload).await;
    bench.gateway.script(On::Upload, Answer::status(404).times(2));
    assert_eq!(failed(&bench, with(&one)).await, "upload_missing");
    assert_eq!(failed(&bench, with(&one)).await, "upload_missing");
    done(&bench, with(&one)).await;
    assert_eq!(bench.gateway.counts().uploads, 3, "asked every time");
    bench.restart().await;
    assert_eq!(bench.studio.settings().pictures, PictureWay::Upload);
    // A kept link is no reason to leave a picture at the service any longer than was asked for.
    choose(&bench, PictureWay::Embed).await;
    done(&bench, with(&one)).await;
    assert!(inside(images(&bench).last().unwrap().last().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_of_a_day_is_answered_before_it_is_hit() {
    let mut bench = Bench::start().await;
    let pictures = added(&mut bench, &[photo(1), photo(2), photo(3)]).await;
    let account = Base::parse(&bench.gateway.origin()).unwrap().key_name();
    let count = async |bytes: u64, ago: Millis| {
        let (account, then) = (account.clone(), SystemClock.now() - ago);
        in_database(&bench, move |db| {
            db.execute("DELETE FROM upload_count", [])?;
            let row = (account, then, bytes);
            db.execute("INSERT INTO upload_count (account, at, bytes) VALUES (?1, ?2, ?3)", row)
        })
        .await;
    };
    count(DAY_LIMIT - 10, HOUR).await;
    done(&bench, with(&pictures[..1])).await;
    assert_eq!(bench.gateway.counts().uploads, 0);
    assert!(inside(&images(&bench)[0][0]));
    choose(&bench, PictureWay::Upload).await;
    assert_eq!(failed(&bench, with(&pictures[..1])).await, "upload_limit");
    assert_eq!(bench.gateway.counts().uploads, 0);

    // What was uploaded more than 24 hours ago counts no more; what is uploaded now does.
    count(DAY_LIMIT - 10, 24 * HOUR + 1_000).await;
    done(&bench, with(&pictures[..1])).await;
    let sent = bench.gateway.uploads()[0].bytes.len() as u64;
    let name = account.clone();
    let counted = in_database(&bench, move |db| {
        Ok(store::picture::uploaded(db, &name, SystemClock.now() - 24 * HOUR).unwrap())
    });
    assert_eq!(counted.await, sent);
    // Its link costs nothing more, however full the day is.
    count(DAY_LIMIT, HOUR).await;
    done(&bench, with(&pictures[..1])).await;
    assert_eq!(bench.gateway.counts().uploads, 1);

    // The service may count differently, and says so.
    count(0, HOUR).await;
    let words = json!({"error": {"code": "", "message": "upload quota of 200 MB per day reached"}});
    bench.gateway.script(On::Upload, Answer::json(429, &words).times(2));
    assert_eq!(failed(&bench, with(&pictures[1..2])).await, "upload_limit");
    choose(&bench, PictureWay::Automatic).await;
    done(&bench, with(&pictures[1..2])).await;
    assert!(inside(&images(&bench).last().unwrap()[0]));
    done(&bench, with(&pictures[2..])).await;
    assert!(!inside(&images(&bench).last().unwrap()[0]), "the next one is tried again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_upload_names_its_cause_and_costs_nothing() {
    let error = |code: &str| json!({"error": {"code": code, "message": "no"}});
    let cases = [
        (400, error("invalid_request"), "upload_refused"),
        (403, error("forbidden"), "upload_refused"),
        (413, Value::Null, "body_too_large"),
        (403, error("insufficient_quota"), "credit_empty"),
        (401, error(""), "key_refused"),
    ];
    for (status, body, cause) in cases {
        let mut bench = Bench::start().await;
        let one = added(&mut bench, &[photo(1)]).await;
        bench.gateway.script(On::Upload, Answer::json(status, &body));
        assert_eq!(failed(&bench, with(&one)).await, cause, "{status}");
    }
    let mut bench = Bench::start().await;
    let one = added(&mut bench, &[photo(1)]).await;
    fs::remove_file(folders(bench.home.path()).pictures().join(format!("{}.jpg", one[0]))).unwrap();
    assert_eq!(failed(&bench, with(&one)).await, "picture_missing");
    choose(&bench, PictureWay::Embed).await;
    assert_eq!(failed(&bench, with(&one)).await, "picture_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_at_upload_is_waited_out() {
    let cases = [
        (Answer::status(429), "rate_limited"),
        (Answer::status(503), "service_trouble"),
        (Answer::reset(), "offline"),
    ];
    for (number, (answer, note)) in cases.into_iter().enumerate() {
        let mut bench = Bench::start().await;
        let one = added(&mut bench, &[photo(1)]).await;
        bench.gateway.script(On::Upload, answer.times(3));
        let job = bench.create(with(&one)).await;
        let is_held = |job: &JobSnapshot| job.note.is_some_and(|held| held.name() == note);
        bench.until(&job.job.id, is_held).await;
        bench.until_state(&job.job.id, "done").await;
        assert_eq!(bench.gateway.counts().uploads, 4, "case {number}");
        assert_eq!(bench.gateway.counts().creates, 1, "case {number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_picture_is_written_into_the_database_or_the_log() {
    let log = crate::log::Log::start();
    let mut bench = Bench::start().await;
    let pictures = added(&mut bench, &[photo(1), photo(2)]).await;
    choose(&bench, PictureWay::Embed).await;
    // The service repeats the whole request, as some do.
    let file = |id: &str| folders(bench.home.path()).pictures().join(format!("{id}.jpg"));
    let echoed: Vec<String> = pictures
        .iter()
        .map(|id| {
            use base64::Engine;
            let bytes = fs::read(file(id)).unwrap();
            let text = base64::engine::general_purpose::STANDARD.encode(bytes);
            format!("data:image/jpeg;base64,{text}")
        })
        .collect();
    let accepted = json!({"images": echoed, "id": "{{id}}", "status": "processing"});
    bench.gateway.script(On::Create, Answer::json(200, &accepted).accepted());
    let running = json!({"status": "processing", "request": {"images": echoed}});
    bench.gateway.script(On::Query, Answer::json(200, &running));
    done(&bench, with(&pictures)).await;

    let refused = json!({"code": "invalid_request", "message": format!("bad: {}", echoed[0])});
    bench.gateway.script(On::Create, Answer::json(400, &refused));
    let job = bench.create(with(&pictures)).await;
    bench.until_state(&job.job.id, "failed").await;
    let kept = bench.studio.job(job.job.id).await.unwrap();
    assert!(kept.answer.as_ref().unwrap().raw.contains("bad: data:image/jpeg;base64,(picture)"));
    assert!(!kept.details().contains(&echoed[0][40..80]));

    let named = images(&bench);
    assert_eq!(named[0], echoed, "what is small is sent as it is");
    for image in named.iter().flatten() {
        let needle = &image[image.len() / 2..image.len() / 2 + 64];
        assert_eq!(find(bench.home.path(), needle.as_bytes()), None::<String>);
        assert!(!log.text().contains(needle));
    }
    // The same search finds what is there.
    assert!(find(bench.home.path(), b"any-model").is_some());
    assert!(log.text().contains("a log that hears"));
}

/// The first file below a folder with these bytes in it.
fn find(folder: &Path, needle: &[u8]) -> Option<String> {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path, needle) {
                return Some(found);
            }
        } else if fs::read(&path).unwrap().windows(needle.len()).any(|window| window == needle) {
            return Some(path.display().to_string());
        }
    }
    None
}
