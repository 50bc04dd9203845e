//! The page as tests see it: elements by their `data-testid`, what they say, and what state the
//! jobs are in. Every look waits until there is something to see.

use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::stage::{A_JOB, Outcome, SHORTLY, trouble, until};

/// WebDriver's names for two keys; a modifier is let go at the end of each call.
const CONTROL: char = '\u{e009}';
const BACKSPACE: char = '\u{e003}';

pub(crate) struct Page(Client);

/// One job's card.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct JobCard {
    pub(crate) id: String,
    pub(crate) state: String,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self(client)
    }

    /// The first element of that name, as soon as it is there.
    pub(crate) async fn by(&self, name: &str) -> Outcome<Element> {
        until(name, SHORTLY, async || Ok(Some(self.0.find(Locator::Css(&css(name))).await?))).await
    }

    /// Presses it as a pointer would: not while something covers it.
    pub(crate) async fn press(&self, name: &str) -> Outcome {
        self.press_css(&css(name)).await
    }

    pub(crate) async fn press_css(&self, selector: &str) -> Outcome {
        until(&format!("a press on {selector}"), SHORTLY, async || {
            self.0.find(Locator::Css(selector)).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types over whatever is in a field, key by key, as a person does who selects all first.
    pub(crate) async fn type_into(&self, name: &str, text: &str) -> Outcome {
        self.press(name).await?;
        let field = self.by(name).await?;
        field.send_keys(&format!("{CONTROL}a")).await?;
        field.send_keys(&BACKSPACE.to_string()).await?;
        field.send_keys(text).await?;
        let holds = self.value_of(name).await?;
        if holds != text {
            return trouble(format!("{name} holds `{holds}` after typing `{text}`"));
        }
        Ok(())
    }

    /// Puts a long text into a field at once, as a paste does.
    pub(crate) async fn paste_into(&self, name: &str, text: &str) -> Outcome {
        self.by(name).await?;
        let script = "const field = document.querySelector(arguments[0]);
            const value = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
            field.focus();
            value.set.call(field, arguments[1]);
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.run(script, vec![json!(css(name)), json!(text)]).await
    }

    /// Takes the focus off a field, which applies it.
    pub(crate) async fn leave(&self, name: &str) -> Outcome {
        self.run("document.querySelector(arguments[0]).blur()", vec![json!(css(name))]).await
    }

    pub(crate) async fn value_of(&self, name: &str) -> Outcome<String> {
        self.by(name).await?;
        self.run("return document.querySelector(arguments[0]).value", vec![json!(css(name))]).await
    }

    pub(crate) async fn text_of(&self, name: &str) -> Outcome<String> {
        Ok(self.by(name).await?.text().await?)
    }

    /// How many of that name there are now, without waiting.
    pub(crate) async fn count(&self, name: &str) -> Outcome<usize> {
        Ok(self.0.find_all(Locator::Css(&css(name))).await?.len())
    }

    pub(crate) async fn wait_for_count(&self, name: &str, count: usize) -> Outcome {
        until(&format!("{count} of {name}"), SHORTLY, async || {
            Ok((self.count(name).await? == count).then_some(()))
        })
        .await
    }

    /// All job cards, newest first.
    pub(crate) async fn jobs(&self) -> Outcome<Vec<JobCard>> {
        let script = r#"return [...document.querySelectorAll('[data-testid="job"]')].map((job) =>
            ({ id: job.dataset.jobId, state: job.dataset.state, text: job.textContent }))"#;
        self.run(script, vec![]).await
    }

    /// Presses keys on whatever has the focus.
    pub(crate) async fn press_keys(&self, keys: &str) -> Outcome {
        Ok(self.0.active_element().await?.send_keys(keys).await?)
    }

    /// The `data-testid` of what has the focus, or of the nearest thing around it that has one.
    pub(crate) async fn focused(&self) -> Outcome<String> {
        let script = "const held = document.activeElement?.closest('[data-testid]');
            return held?.dataset.testid ?? ''";
        self.run(script, vec![]).await
    }

    /// Waits until the newest job is in that state.
    pub(crate) async fn wait_for_job(&self, state: &str) -> Outcome<JobCard> {
        let mut seen = Vec::new();
        let end = std::time::Instant::now() + A_JOB;
        while std::time::Instant::now() < end {
            if let Some(job) = self.jobs().await?.into_iter().next() {
                if job.state == state {
                    return Ok(job);
                }
                if seen.last() != Some(&job.state) {
                    seen.push(job.state);
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        trouble(format!("waited {} s for a job that is {state}; seen: {seen:?}", A_JOB.as_secs()))
    }

    /// Waits until the page shows the sentence that English has under `key`, such as
    /// `error.promptEmpty`. What is filled into its gaps is left open.
    pub(crate) async fn wait_for_words(&self, key: &str) -> Outcome {
        let pieces = words(key);
        until(&format!("the sentence {key}: {pieces:?}"), SHORTLY, async || {
            let shown: String = self.run("return document.body.innerText", vec![]).await?;
            Ok(pieces.iter().all(|piece| shown.contains(piece)).then_some(()))
        })
        .await
    }

    /// Waits until an element says the sentence under `key`.
    pub(crate) async fn wait_for_words_in(&self, name: &str, key: &str) -> Outcome {
        let pieces = words(key);
        until(&format!("{name} to say {key}: {pieces:?}"), SHORTLY, async || {
            let shown = self.text_of(name).await?;
            Ok(pieces.iter().all(|piece| shown.contains(piece)).then_some(()))
        })
        .await
    }

    /// Presses the button that carries the words under `key`.
    pub(crate) async fn press_words(&self, key: &str) -> Outcome {
        let button = format!("//button[normalize-space()='{}']", words(key).concat());
        until(&format!("a press on the button {key}"), SHORTLY, async || {
            self.0.find(Locator::XPath(&button)).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Everything that the page holds: its elements, what is in its fields and its storages.
    pub(crate) async fn everything(&self) -> Outcome<String> {
        let script = "const fields = [...document.querySelectorAll('input, textarea')];
            return document.documentElement.outerHTML + fields.map((field) => field.value).join()
                + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
                    location.href, history.state, window.name]);";
        self.run(script, vec![]).await
    }

    /// Runs a script and reads what it returns.
    pub(crate) async fn run<T: DeserializeOwned>(
        &self,
        script: &str,
        args: Vec<Value>,
    ) -> Outcome<T> {
        Ok(serde_json::from_value(self.0.execute(script, args).await?)?)
    }

    /// Runs a script that calls its last argument when it is done.
    pub(crate) async fn run_async<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        Ok(serde_json::from_value(self.0.execute_async(script, vec![]).await?)?)
    }

    /// The same with values before it.
    pub(crate) async fn run_async_with<T: DeserializeOwned>(
        &self,
        script: &str,
        args: Vec<Value>,
    ) -> Outcome<T> {
        Ok(serde_json::from_value(self.0.execute_async(script, args).await?)?)
    }

    /// The page as a PNG.
    pub(crate) async fn picture(&self) -> Outcome<Vec<u8>> {
        Ok(self.0.screenshot().await?)
    }
}

/// A sentence of the English language file, cut at its gaps.
fn words(key: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(include_str!("../../ui/src/i18n/en.json"))
        .expect("the language file is JSON");
    let sentence = key.split('.').fold(&all, |part, name| &part[name]);
    let sentence = sentence.as_str().unwrap_or_else(|| panic!("en.json has no sentence {key}"));
    let literal = |piece: &str| piece.split_once("}}").map_or(piece, |(_, rest)| rest).to_owned();
    sentence.split("{{").map(literal).filter(|piece| !piece.trim().is_empty()).collect()
}

fn css(name: &str) -> String {
    format!(r#"[data-testid="{name}"]"#)
}
