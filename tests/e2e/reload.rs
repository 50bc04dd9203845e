//! The page is loaded anew in the middle of Generate, again and again: one press is one job. The
//! person then does what people do: presses once more at once, or after a while where nothing came.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use stillwake_core::library::Folders;
use stillwake_core::store::{self, Store};

use crate::flows;
use crate::page::Page;
use crate::stage::{Outcome, on_stage, trouble};

/// How long after the press the page goes, ms: from before the command left to after its answer.
const DELAYS: [u64; 10] = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55];
/// Within this time a second press on the same draft is the same wish, ms; the app says a second.
const AT_ONCE: u64 = 900;

#[tokio::test(flavor = "multi_thread")]
async fn r15_a_page_that_is_loaded_anew_in_the_middle_of_generate_makes_one_job_a_press() {
    on_stage("reload", async |stage| {
        let presses = match std::env::var("STILLWAKE_FULL").as_deref() {
            Ok("nightly") => 500,
            _ => 50,
        };
        let service = flows::service().await?;
        service.hold(true);
        flows::begin(stage).await?;
        flows::connect(stage.page(), &service).await?;
        stage.page().press("nav-create").await?;
        let (mut at_once, mut later) = (0, 0);
        for number in 0..presses {
            let page = stage.page();
            let prompt = format!("Press number {number:03}.");
            page.paste_into("prompt", &prompt).await?;
            let delay = DELAYS[number % DELAYS.len()] + (number as u64 / 10) % 5;
            press_and_go(page, delay).await?;
            until_back(page, &prompt).await?;
            if number % 2 == 0 {
                at_once += usize::from(press_within(page, AT_ONCE).await?);
            }
            if !until_there(page, &prompt, Duration::from_millis(1_500)).await? {
                later += 1;
                page.press("generate").await?;
                if !until_there(page, &prompt, Duration::from_secs(30)).await? {
                    return trouble(format!("no job of {prompt}"));
                }
            }
        }
        let home = stage.home();
        stage.kill()?;
        let mut jobs: BTreeMap<String, usize> = BTreeMap::new();
        let folders = Folders { clips: home.join("clips"), home };
        let database = Store::open(&folders.database()).map_err(told)?;
        for job in database.read(|db| store::job::unfinished(db)).await.map_err(told)? {
            *jobs.entry(job.request.prompt).or_default() += 1;
        }
        let double = jobs.values().filter(|count| **count > 1).count();
        println!(
            "R15 presses={presses} double={double} again_at_once={at_once} again_later={later}"
        );
        assert_eq!((jobs.len(), double), (presses, 0), "{jobs:?}");
        service.stop().await;
        Ok(())
    })
    .await;
}

fn told(fault: stillwake_core::error::Error) -> crate::stage::Trouble {
    crate::stage::Trouble(fault.chain())
}

/// Presses Generate and has the page loaded anew so many ms later.
async fn press_and_go(page: &Page, delay: u64) -> Outcome {
    let script = r#"
        window.old = true;
        sessionStorage.setItem("test.pressed", String(Date.now()));
        document.querySelector('[data-testid="generate"]').click();
        setTimeout(() => location.reload(), arguments[0]);"#;
    page.run(script, vec![json!(delay)]).await
}

/// Waits for the new page with the same draft.
async fn until_back(page: &Page, prompt: &str) -> Outcome {
    let script = r#"
        const prompt = document.querySelector('[data-testid="prompt"]');
        return window.old !== true && prompt !== null && prompt.value === arguments[0]"#;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        // Between two pages there is nothing to ask.
        if let Ok(true) = page.run::<bool>(script, vec![json!(prompt)]).await {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    trouble(format!("the page is not back with {prompt}"))
}

/// Presses once more, unless that would be a later press.
async fn press_within(page: &Page, ms: u64) -> Outcome<bool> {
    let script = r#"
        const soon = Date.now() - Number(sessionStorage.getItem("test.pressed")) < arguments[0];
        if (soon) document.querySelector('[data-testid="generate"]').click();
        return soon"#;
    page.run(script, vec![json!(ms)]).await
}

/// Whether a card of that prompt comes in time.
async fn until_there(page: &Page, prompt: &str, limit: Duration) -> Outcome<bool> {
    let script = r#"
        const cards = [...document.querySelectorAll('[data-testid="job"]')];
        return cards.some((card) => card.textContent.includes(arguments[0]))"#;
    let begun = Instant::now();
    while begun.elapsed() < limit {
        if page.run::<bool>(script, vec![json!(prompt)]).await? {
            return Ok(true);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(false)
}
