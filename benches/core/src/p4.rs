//! P4: a page of the library through what the page's command calls (the whole core, the state of each
//! file, the wire's JSON left out), against the same question in plain rusqlite, at 100,000 and at
//! 1,000,000 clips. Both read the same file, in turns.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags, params_from_iter};
use serde_json::{Value, json};
use stillwake_core::host::SystemClock;
use stillwake_core::library::Folders;
use stillwake_core::secret::{MemoryKeychain, Secrets};
use stillwake_core::store::list::{Filter, Key, Query, Sort};
use stillwake_core::studio::{Opening, Studio};
use tokio::sync::mpsc::unbounded_channel;

use crate::p11::Ear;
use crate::{Choices, Measured, library, median};

/// As the page of the window asks.
const A_PAGE: u32 = 60;

/// A question in both ways.
struct Case {
    name: &'static str,
    query: Query,
    /// The rest of a query over clips and their jobs.
    plain: String,
    values: Vec<String>,
}

fn cases(count: usize) -> Vec<Case> {
    let query = |filter: Filter, after: Option<Key>| Query {
        filter,
        sort: Sort::Newest,
        after,
        limit: A_PAGE,
    };
    let all = Filter::default;
    let deep = count / 10;
    let found = |search: &str| Filter { search: search.into(), ..all() };
    let like = |search: &str| vec![format!("%{search}%")];
    let by_text = "trashed_at IS NULL AND (job.prompt LIKE ?1 OR clip.name LIKE ?1)";
    let case = |name, query, plain: &str, values| Case { name, query, plain: plain.into(), values };
    vec![
        case("first page", query(all(), None), "trashed_at IS NULL", Vec::new()),
        case(
            "deep page",
            query(all(), Key::from_text(&deep.to_string())),
            &format!("trashed_at IS NULL AND seq < {deep}"),
            Vec::new(),
        ),
        case(
            "filter",
            query(Filter { model: Some("seedance-lite".into()), favourite: true, ..all() }, None),
            "trashed_at IS NULL AND favourite = 1 AND clip.model = 'seedance-lite'",
            Vec::new(),
        ),
        case("search, a word", query(found("lighthouse"), None), by_text, like("lighthouse")),
        case("search, two characters", query(found("灯笼"), None), by_text, like("灯笼")),
        case("search, a rare word", query(found("zeppelin"), None), by_text, like("zeppelin")),
    ]
}

/// Measures the row. `--runs 30` and `--counts 100000,1000000` may be given.
pub(crate) fn measure(choices: &Choices) -> Measured {
    let runs: usize = choices.get("runs", 30);
    let counts: String = choices.get("counts", "100000,1000000".to_owned());
    let runtime = tokio::runtime::Runtime::new()?;
    let mut sizes = Vec::new();
    for count in counts.split(',') {
        let count: usize = count.parse()?;
        let folder = tempfile::tempdir()?;
        library::rows(folder.path(), count)?;
        let rows = runtime.block_on(size(folder.path(), count, runs))?;
        let bytes = std::fs::metadata(folder.path().join("stillwake.db"))?.len();
        sizes.push(json!({ "count": count, "bytes": bytes, "cases": rows }));
    }
    Ok(json!({ "row": "P4", "runs": runs, "sizes": sizes }))
}

async fn size(home: &Path, count: usize, runs: usize) -> Result<Value, Box<dyn std::error::Error>> {
    let (tell, _hear) = unbounded_channel();
    let studio = Studio::open(Opening {
        folders: Folders { clips: home.join("clips"), home: home.to_owned() },
        secrets: Secrets::start(MemoryKeychain::default())?,
        host: Arc::new(Ear(tell)),
        clock: Arc::new(SystemClock),
        time_scale: 1.0,
        steps: stillwake_core::step::unwatched(),
    })
    .await?;
    // As the app does after its start.
    studio.look().await?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = Connection::open_with_flags(home.join("stillwake.db"), flags)?;
    let mut rows = Vec::new();
    for case in cases(count) {
        let (mut ours, mut plain, mut clips) = (Vec::new(), Vec::new(), 0);
        for run in 0..=runs {
            let begun = Instant::now();
            clips = studio.clips(case.query.clone()).await?.clips.len();
            let core = begun.elapsed().as_secs_f64() * 1_000.0;
            let begun = Instant::now();
            let same = read(&db, &case)?;
            let alone = begun.elapsed().as_secs_f64() * 1_000.0;
            if same != clips {
                return Err(format!("{}: {clips} clips, and {same} in plain SQL", case.name).into());
            }
            if run > 0 {
                ours.push(core);
                plain.push(alone);
            }
        }
        rows.push(json!({
            "name": case.name, "clips": clips, "ours": median(&ours), "plain": median(&plain),
        }));
    }
    studio.shutdown().await;
    Ok(rows.into())
}

/// The same clips with everything that their request says, read by hand.
fn read(db: &Connection, case: &Case) -> rusqlite::Result<usize> {
    let sql = format!(
        "SELECT clip.*, job.* FROM clip JOIN job ON job.id = job_id
         WHERE {} ORDER BY seq DESC LIMIT {A_PAGE}",
        case.plain
    );
    let mut statement = db.prepare_cached(&sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(&case.values))?;
    let (mut count, mut weight) = (0, 0);
    while let Some(row) = rows.next()? {
        for at in 0..columns {
            if let rusqlite::types::Value::Text(text) = row.get(at)? {
                weight += text.len();
            }
        }
        count += 1;
    }
    std::hint::black_box(weight);
    Ok(count)
}
