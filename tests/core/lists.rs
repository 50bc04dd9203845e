//! The lists of the library: what is found by which words, filters and orders together, and pages
//! that neither miss a clip nor show one twice.

use std::collections::BTreeSet;

use rusqlite::Connection;
use stillwake_core::error::Result;
use stillwake_core::store::list::{
    Count, Filter, Key, Page, Query, Shape, Sort, count, list, models,
};
use stillwake_core::store::{Store, clip};
use tempfile::TempDir;

struct Shelf {
    _home: TempDir,
    store: Store,
}

/// What a clip is made up from.
#[derive(Clone, Copy)]
struct Made<'a> {
    id: &'a str,
    prompt: &'a str,
    name: &'a str,
    model: &'a str,
    size: (u32, u32),
    seconds: i64,
    at: i64,
}

const PLAIN: Made<'_> = Made {
    id: "",
    prompt: "",
    name: "clip.mp4",
    model: "veo3",
    size: (1280, 720),
    seconds: 8,
    at: 0,
};

fn put(db: &Connection, made: &Made<'_>) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO job (id, set_id, press, take, model, prompt, service, idempotency, state,
             task, created_at, tries, troubles, clip_id)
         VALUES ('job ' || ?1, ?1, ?1, 0, ?2, ?3, 'practice', ?1, 'done', ?1, ?4, 0, 0, ?1)",
        (made.id, made.model, made.prompt, made.at),
    )?;
    db.execute(
        "INSERT INTO clip (id, job_id, name, width, height, duration_ms, fps, frames, bytes,
             sha256, created_at)
         VALUES (?1, 'job ' || ?1, ?2, ?3, ?4, ?5, 24, 24, 1, 'hash', ?6)",
        (made.id, made.name, made.size.0, made.size.1, made.seconds * 1_000, made.at),
    )?;
    Ok(())
}

impl Shelf {
    async fn with(clips: &[Made<'static>]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("stillwake.db")).unwrap();
        let clips = clips.to_vec();
        let filled = store.write(move |db| {
            let all = db.transaction()?;
            for made in &clips {
                put(&all, made)?;
            }
            clip::describe_all(&all)?;
            all.commit()?;
            Ok(())
        });
        filled.await.unwrap();
        Self { _home: home, store }
    }

    async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> R {
        self.store.read(work).await.unwrap()
    }

    async fn page(&self, query: Query) -> Page {
        self.read(move |db| list(db, &query)).await
    }

    /// The ids of a whole list, read in pages of that size.
    async fn ids(&self, filter: Filter, sort: Sort, limit: u32) -> Vec<String> {
        let (mut ids, mut after): (Vec<String>, Option<Key>) = (Vec::new(), None);
        loop {
            let query = Query { filter: filter.clone(), sort, after, limit };
            let page = self.page(query).await;
            assert!(page.clips.len() <= limit as usize);
            ids.extend(page.clips.into_iter().map(|(clip, _)| clip.id));
            match page.next {
                // As the page of the window keeps it.
                Some(key) => after = Some(Key::from_text(&key.to_text()).unwrap()),
                None => return ids,
            }
        }
    }

    async fn found(&self, search: &str) -> String {
        let filter = Filter { search: search.into(), ..Filter::default() };
        let ids = self.ids(filter.clone(), Sort::Newest, 2).await;
        let counted = self.read(move |db| count(db, &filter)).await;
        assert_eq!(counted, Count { clips: ids.len() as u32, more: false }, "{search}");
        ids.join(" ")
    }
}

const WORDS: [Made<'static>; 7] = [
    Made { id: "a", prompt: "A heron lifts off from the reeds", ..PLAIN },
    Made { id: "b", prompt: "雨后的老街，灯笼一盏盏亮起来", ..PLAIN },
    Made { id: "c", prompt: "Café am Ufer", name: "2026-11-23 cafe veo3.mp4", ..PLAIN },
    Made {
        id: "d", prompt: "", name: "海边的日落 慢慢推近.mp4", model: "seedance-lite", ..PLAIN
    },
    Made { id: "e", prompt: "밤의 서울 거리", ..PLAIN },
    Made { id: "f", prompt: "東京の夜 Neon heron ＶＥＯ", ..PLAIN },
    Made { id: "g", prompt: "100% of a_b \"quoted\" 🐱", ..PLAIN },
];

#[tokio::test(flavor = "multi_thread")]
async fn words_and_parts_of_words_are_found_in_every_script() {
    let shelf = Shelf::with(&WORDS).await;
    for (search, found) in [
        ("heron", "f a"),
        ("ero", "f a"),
        ("HERON neon", "f"),
        ("heron heron", "f a"),
        ("h", "f a"),
        ("re", "a"),
        ("灯笼", "b"),
        ("笼", "b"),
        ("老街 亮", "b"),
        ("街老", ""),
        ("cafe", "c"),
        ("CAFÉ", "c"),
        ("ufer café", "c"),
        ("日落", "d"),
        ("近", "d"),
        ("seedance", "d"),
        ("서울", "e"),
        ("夜", "f"),
        ("東京 veo", "f"),
        ("京の夜", "f"),
        ("veo", "g f e c b a"),
        ("ｖｅｏ３", "g f e c b a"),
        ("100%", "g"),
        ("%", "g"),
        ("a_b", "g"),
        ("\"quoted\"", "g"),
        ("🐱", "g"),
        ("🐶", ""),
        ("' OR 1=1 --", ""),
        ("heron AND NOT neon", ""),
        ("  ", "g f e d c b a"),
    ] {
        let found_all = shelf.found(search).await;
        let expected: BTreeSet<&str> = found.split_whitespace().collect();
        let got: BTreeSet<&str> = found_all.split_whitespace().collect();
        assert_eq!(got, expected, "{search}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_found_by_its_new_name_and_no_longer_by_the_old_one() {
    let shelf = Shelf::with(&WORDS).await;
    let renamed = shelf.store.write(|db| clip::set_trashed(db, "c", None, "harbour.mp4"));
    renamed.await.unwrap();
    assert_eq!(shelf.found("harbour").await, "c");
    assert_eq!(shelf.found("2026").await, "");
    assert_eq!(shelf.found("ufer").await, "c");
    let trashed = shelf.store.write(|db| clip::set_trashed(db, "c", Some(9), "harbour.mp4"));
    trashed.await.unwrap();
    assert_eq!(shelf.found("harbour").await, "");
    let trash = Filter { search: "harb".into(), trashed: true, ..Filter::default() };
    assert_eq!(shelf.ids(trash, Sort::Oldest, 5).await, ["c"]);
}

/// Every order with every filter, in pages of every size, against a plain sort of everything.
#[tokio::test(flavor = "multi_thread")]
async fn pages_miss_nothing_and_show_nothing_twice() {
    const COUNT: usize = 60;
    let all: Vec<Made<'static>> = (0..COUNT)
        .map(|number| Made {
            id: Box::leak(format!("{number:02}").into_boxed_str()),
            prompt: ["A heron", "Two herons", "夜の東京", "Rain"][number % 4],
            model: ["veo3", "veo2", "seedance-lite"][number % 3],
            size: [(1280, 720), (720, 1280), (960, 960), (1000, 960)][number % 4],
            seconds: (number % 5) as i64,
            // A clock that went back: lists go by the order in which clips came.
            at: ((number * 7) % COUNT) as i64,
            ..PLAIN
        })
        .collect();
    let shelf = Shelf::with(&all).await;
    let filters = [
        Filter::default(),
        Filter { search: "heron".into(), ..Filter::default() },
        Filter { model: Some("veo2".into()), ..Filter::default() },
        Filter { shape: Some(Shape::Square), search: "rain".into(), ..Filter::default() },
        Filter { shape: Some(Shape::Tall), since: Some(10), until: Some(40), ..Filter::default() },
        Filter { pictures: Some(true), ..Filter::default() },
        Filter { pictures: Some(false), model: Some("veo3".into()), ..Filter::default() },
        Filter { favourite: true, ..Filter::default() },
    ];
    for filter in filters {
        let fits = |made: &&Made<'static>| {
            let shape = match made.size {
                (1280, _) => Shape::Wide,
                (720, _) => Shape::Tall,
                _ => Shape::Square,
            };
            made.prompt.to_lowercase().contains(&filter.search)
                && filter.model.as_ref().is_none_or(|model| model == made.model)
                && filter.shape.is_none_or(|wanted| wanted == shape)
                && filter.since.is_none_or(|since| made.at >= since)
                && filter.until.is_none_or(|until| made.at < until)
                && filter.pictures != Some(true)
                && !filter.favourite
        };
        let mut expected: Vec<&Made<'static>> = all.iter().rev().filter(fits).collect();
        for (sort, by) in [
            (Sort::Newest, None::<fn(&&Made<'static>) -> (i64, &'static str)>),
            (Sort::Longest, Some(|made| (-made.seconds, ""))),
            (Sort::Model, Some(|made| (0, made.model))),
            (Sort::Oldest, None),
        ] {
            expected.sort_by_key(|made| std::cmp::Reverse(made.id));
            if let Some(by) = by {
                expected.sort_by_key(by);
            }
            if sort == Sort::Oldest {
                expected.reverse();
            }
            let ids: Vec<&str> = expected.iter().map(|made| made.id).collect();
            for limit in [1, 7, 200] {
                let got = shelf.ids(filter.clone(), sort, limit).await;
                assert_eq!(got, ids, "{filter:?} {sort:?} by {limit}");
            }
        }
        let counted = shelf
            .read({
                let filter = filter.clone();
                move |db| count(db, &filter)
            })
            .await;
        assert_eq!(counted.clips as usize, expected.len(), "{filter:?}");
    }
    assert_eq!(shelf.read(|db| models(db)).await, ["seedance-lite", "veo2", "veo3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_for_is_counted_up_to_a_thousand() {
    let all: Vec<Made<'static>> = (0..1_100)
        .map(|number| Made {
            id: Box::leak(format!("{number:04}").into_boxed_str()),
            prompt: "A heron",
            ..PLAIN
        })
        .collect();
    let shelf = Shelf::with(&all).await;
    let heron = Filter { search: "heron".into(), ..Filter::default() };
    let counted = shelf.read(move |db| count(db, &heron)).await;
    assert_eq!(counted, Count { clips: 1_000, more: true });
    let all = shelf.read(|db| count(db, &Filter::default())).await;
    assert_eq!(all, Count { clips: 1_100, more: false });
}

#[test]
fn a_key_is_read_back_and_nonsense_is_none() {
    for text in ["7", "7/8000", "-3/veo/3", "0/"] {
        assert_eq!(Key::from_text(text).unwrap().to_text(), text);
    }
    for text in ["", "x", "/", "1.5", "99999999999999999999"] {
        assert_eq!(Key::from_text(text), None, "{text}");
    }
}
