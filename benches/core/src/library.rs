//! A made-up library of any size: plausible prompts in two languages, models, shapes, lengths and
//! times, the same for the same number. Its files are a few real clips under many names.

use std::error::Error;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;
use stillwake_core::library::Folders;
use stillwake_core::store::lock::Lock;
use stillwake_core::store::{Store, clip, settings};
use stillwake_practice::render::{self, RenderRequest};

use crate::{Choices, Measured};

/// A file may have so many names on common file systems.
const NAMES_OF_A_FILE: usize = 50_000;
/// Different clips at the least.
const CLIPS: usize = 12;
/// 27 November 2026, 12:00 UTC: the newest clip. Unix ms.
const NEWEST: i64 = 1_795_780_800_000;
/// From one clip to the one before it: a hundred thousand are three years.
const APART_MS: i64 = 946_000;

const SUBJECTS: [(&str, &str); 12] = [
    ("A heron", "一只白鹭"),
    ("A golden retriever", "一只金毛犬"),
    ("An old lighthouse", "一座老灯塔"),
    ("A paper boat", "一只纸船"),
    ("Two dancers", "两位舞者"),
    ("A red tram", "一辆红色电车"),
    ("Steam over a cup of tea", "茶杯上的热气"),
    ("A field of barley", "一片麦田"),
    ("A street market", "街边集市"),
    ("A sailing boat", "一艘帆船"),
    ("A cat on a window sill", "窗台上的猫"),
    ("A glass city", "玻璃之城"),
];
const DOINGS: [(&str, &str); 10] = [
    ("lifts off from the reeds", "从芦苇丛中飞起"),
    ("drifts through the fog", "缓缓穿过薄雾"),
    ("turns towards the light", "转身迎向光"),
    ("waits for the tide", "等待潮水"),
    ("wakes slowly", "慢慢醒来"),
    ("moves in the wind", "随风摆动"),
    ("shines after the rain", "在雨后发亮"),
    ("crosses the old bridge", "走过老桥"),
    ("fades into the dusk", "消失在暮色里"),
    ("comes closer", "越来越近"),
];
const LIGHTS: [(&str, &str); 8] = [
    ("at first light", "清晨"),
    ("at dusk, slow push in", "黄昏，慢慢推近"),
    ("by night, lanterns in the distance", "夜里，远处有灯笼"),
    ("in heavy rain, seen from above", "大雨中，俯拍"),
    ("under a pale winter sun", "冬日淡淡的阳光下"),
    ("on a summer afternoon, handheld", "夏日午后，手持镜头"),
    ("in golden backlight", "金色逆光"),
    ("after snowfall", "雪后"),
];
/// As often as people use them, so that filters leave few and many.
const MODELS: [&str; 10] = [
    "veo3.1-components",
    "veo3.1-components",
    "veo3.1-components",
    "veo3",
    "veo3",
    "grok-video-3",
    "grok-video-3",
    "seedance-lite",
    "wan-ai/wan2.1-i2v-14b-720p",
    "veo2",
];
const SIZES: [(u32, u32); 5] = [(1280, 720), (1280, 720), (720, 1280), (720, 1280), (960, 960)];
const SECONDS: [i64; 4] = [4, 5, 8, 10];

/// Clips with a word that no other has, in a library of any size.
const RARE: [usize; 3] = [11, 222, 3_333];

/// SplitMix64 of a number: the same clip on every machine.
fn dice(number: usize, throw: u64) -> usize {
    let mut mixed = (number as u64).wrapping_add(throw << 40).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as usize
}

fn of<T: Copy>(all: &[T], number: usize, throw: u64) -> T {
    all[dice(number, throw) % all.len()]
}

/// Two of three prompts are English; each is one of many, and ends in a number that no other has.
fn prompt(number: usize) -> String {
    let (subject, doing, light) =
        (of(&SUBJECTS, number, 1), of(&DOINGS, number, 2), of(&LIGHTS, number, 3));
    if RARE.contains(&number) {
        return format!("A zeppelin over the quiet town, take {number}");
    }
    match dice(number, 4) % 3 {
        0 => format!("{}，{}{}，第{number}条", light.1, subject.1, doing.1),
        _ => format!("{} {} {}, take {number}", subject.0, doing.0, light.0),
    }
}

/// Fills the database of a home folder with so many clips. It must be new, and no app may use it.
pub(crate) fn rows(home: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(home)?;
    let _alone = Lock::take(home)?;
    let file = home.join("stillwake.db");
    drop(Store::open(&file)?);
    let mut db = Connection::open(&file)?;
    // Nothing here is worth a sync: it can be made again.
    db.pragma_update(None, "synchronous", "OFF")?;
    let all = db.transaction()?;
    {
        let mut job = all.prepare(
            "INSERT INTO job (id, set_id, press, take, model, prompt, aspect_ratio, duration,
                 service, idempotency, state, task, created_at, sent_at, ended_at, tries, troubles,
                 clip_id)
             VALUES (?1, ?1, ?1, 0, ?2, ?3, ?4, ?5, 'practice', ?1, 'done', ?1, ?6, ?6, ?6, 0, 0, ?7)",
        )?;
        let mut clip = all.prepare(
            "INSERT INTO clip (id, job_id, name, width, height, duration_ms, fps, frames, bytes,
                 sha256, created_at, favourite)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 24, ?7, ?8, ?9, ?10, ?11)",
        )?;
        for number in 0..count {
            let (id, job_id) = (id(number), format!("job-{number:08}"));
            let (model, (width, height)) = (of(&MODELS, number, 5), of(&SIZES, number, 6));
            let seconds = of(&SECONDS, number, 7);
            let ratio = match (width, height) {
                (1280, _) => "16:9",
                (720, _) => "9:16",
                _ => "1:1",
            };
            let at = NEWEST - (count - 1 - number) as i64 * APART_MS;
            job.execute((&job_id, model, prompt(number), ratio, seconds, at, &id))?;
            let favourite = dice(number, 8).is_multiple_of(50);
            clip.execute((
                &id,
                &job_id,
                name(number),
                width,
                height,
                seconds * 1_000,
                seconds * 24,
                1_000_000 + (dice(number, 9) % 3_000_000) as i64,
                format!("{number:064x}"),
                at,
                favourite,
            ))?;
        }
    }
    clip::describe_all(&all)?;
    all.commit()?;
    Ok(())
}

fn id(number: usize) -> String {
    format!("seeded-{number:08}")
}

fn name(number: usize) -> String {
    format!(
        "seeded {number:08} {}.mp4",
        of(&MODELS, number, 5).rsplit('/').next().unwrap_or("clip")
    )
}

/// Gives every clip a file and a poster: a few real ones under many names.
fn files(folders: &Folders, count: usize) -> Result<usize, Box<dyn Error>> {
    let different = CLIPS.max(count.div_ceil(NAMES_OF_A_FILE / 4)).min(count.max(1));
    let parts = folders.home.join("seed");
    fs::create_dir_all(&parts)?;
    fs::create_dir_all(&folders.clips)?;
    fs::create_dir_all(folders.posters())?;
    // By the size that the rows say, so that no shape is a surprise.
    let mut made: Vec<((u32, u32), String)> = Vec::new();
    for number in 0..different {
        let (width, height) = [(1280, 720), (720, 1280), (960, 960)][number % 3];
        let request = RenderRequest {
            prompt: prompt(number * 7 + 1),
            picture: None,
            width,
            height,
            frames: 48,
            mark: true,
        };
        let stem = format!("{number:03}");
        render::clip(&request, &parts.join(format!("{stem}.mp4")))?;
        let still = image::DynamicImage::ImageRgba8(render::frame(&request, 0)?);
        still.thumbnail(640, 640).into_rgb8().save(parts.join(format!("{stem}.jpg")))?;
        made.push(((width, height), stem));
    }
    for number in 0..count {
        let size = of(&SIZES, number, 6);
        let fitting: Vec<&String> =
            made.iter().filter(|(of, _)| *of == size).map(|(_, stem)| stem).collect();
        let stem = match fitting[..] {
            [] => &made[number % made.len()].1,
            _ => fitting[dice(number, 10) % fitting.len()],
        };
        let link =
            |ending: &str, to: &Path| fs::hard_link(parts.join(format!("{stem}.{ending}")), to);
        link("mp4", &folders.clips.join(name(number)))?;
        link("jpg", &folders.poster(&id(number)))?;
    }
    fs::remove_dir_all(parts)?;
    Ok(different)
}

/// As after the first screen, so that the library is there at once; what is made next is practice.
fn begun(home: &Path) -> Result<(), Box<dyn Error>> {
    let mut db = Connection::open(home.join("stillwake.db"))?;
    let mut choices = settings::load(&db)?;
    (choices.onboarded, choices.practice) = (true, true);
    settings::save(&mut db, &choices)?;
    Ok(())
}

/// Fills a home folder. `--home PATH` and `--count N` are given.
pub(crate) fn seed(choices: &Choices) -> Measured {
    let home = choices.get("home", String::new());
    let count: usize = choices.get("count", 100_000);
    if home.is_empty() {
        return Err("seed needs --home PATH".into());
    }
    let home = std::path::PathBuf::from(home);
    if home.join("stillwake.db").exists() {
        return Err(format!("{} holds a library already", home.display()).into());
    }
    let folders = Folders { clips: home.join("clips"), home: home.clone() };
    let different = files(&folders, count)?;
    rows(&home, count)?;
    begun(&home)?;
    Ok(json!({ "clips": count, "different": different, "home": home }))
}
