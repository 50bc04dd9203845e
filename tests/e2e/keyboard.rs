//! A whole journey without a pointer, on the X server's own keyboard: from the first screen to a
//! clip that was made, watched, deleted and had back.

use std::time::Duration;

use serde_json::json;

use crate::page::Page;
use crate::pointer::{keys, typed};
use crate::stage::{A_JOB, Outcome, SHORTLY, on_stage, trouble, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_journey_by_keyboard_alone() {
    on_stage("keyboard", async |stage| {
        stage.open().await?;
        let page = stage.page();
        page.by("onboarding").await?;
        walk_to(page, "Tab", "try-practice").await?;
        keys(&["Return"])?;

        page.by("prompt").await?;
        walk_to(page, "Tab", "prompt").await?;
        let words = "A paper boat on a pond at dawn";
        typed(words)?;
        until("the prompt to be written", SHORTLY, async || {
            Ok((page.value_of("prompt").await? == words).then_some(()))
        })
        .await?;
        walk_into(page, "Tab", SHAPES).await?;
        walk_to(page, "Right", "ratio-9:16").await?;
        // Twice, from wherever the focus is: the library needs two clips to walk between. The page
        // takes a second press within a second for the first one's echo.
        for made in 1..=2 {
            tokio::time::sleep(Duration::from_millis(1200)).await;
            keys(&["ctrl+Return"])?;
            until("a job of its own for each press", SHORTLY, async || {
                Ok((page.jobs().await?.len() == made).then_some(()))
            })
            .await?;
        }
        until("both clips", A_JOB, async || {
            let jobs = page.jobs().await?;
            Ok((jobs.iter().all(|job| job.state == "done")).then_some(()))
        })
        .await?;

        keys(&["ctrl+2"])?;
        page.wait_for_count("clip", 2).await?;
        walk_into(page, "Tab", OPENERS).await?;
        let first = clip_in_focus(page).await?;
        keys(&["Right"])?;
        let second = another_clip_in_focus(page, &first).await?;
        keys(&["Return"])?;
        page.by("player").await?;
        let before = is_paused(page).await?;
        keys(&["space"])?;
        until("Space to start or stop the clip", SHORTLY, async || {
            Ok((is_paused(page).await? != before).then_some(()))
        })
        .await?;
        keys(&["Escape"])?;
        page.wait_for_count("player", 0).await?;
        until("the focus to be back on the clip", SHORTLY, async || {
            Ok((clip_in_focus(page).await? == second).then_some(()))
        })
        .await?;

        keys(&["Delete"])?;
        page.wait_for_count("clip", 1).await?;
        assert_eq!(clip_in_focus(page).await?, first, "the focus goes to the clip that is left");
        keys(&["ctrl+z"])?;
        page.wait_for_count("clip", 2).await
    })
    .await;
}

const SHAPES: &str = r#"[data-testid^="ratio-"]"#;
const OPENERS: &str = r#"[data-testid="clip"] [data-open]"#;

/// Presses a key until the element of that name has the focus.
async fn walk_to(page: &Page, key: &str, name: &str) -> Outcome {
    walk_into(page, key, &format!(r#"[data-testid="{name}"]"#)).await
}

/// Presses a key until what has the focus fits the selector. A person sees where the focus is after
/// each press, and so does this.
async fn walk_into(page: &Page, key: &str, selector: &str) -> Outcome {
    let mut way = Vec::new();
    for _ in 0..40 {
        let script = "return Boolean(document.activeElement?.matches(arguments[0]))";
        if page.run(script, vec![json!(selector)]).await? {
            return Ok(());
        }
        way.push(page.focused().await?);
        keys(&[key])?;
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    trouble(format!("{key} never leads to {selector}; on the way: {way:?}"))
}

async fn clip_in_focus(page: &Page) -> Outcome<String> {
    let script = "return document.activeElement?.closest('[data-clip-id]')?.dataset.clipId ?? ''";
    page.run(script, vec![]).await
}

async fn another_clip_in_focus(page: &Page, than: &str) -> Outcome<String> {
    until("the focus on another clip", SHORTLY, async || {
        let now = clip_in_focus(page).await?;
        Ok((now != than && !now.is_empty()).then_some(now))
    })
    .await
}

async fn is_paused(page: &Page) -> Outcome<bool> {
    page.run(r#"return document.querySelector('[data-testid="player"]').paused"#, vec![]).await
}
