//! What no seed is likely to bring together often enough: a task that is known under its second
//! number only, asked about while the service is in trouble every other time.

use std::sync::Mutex;

use stillwake_core::gateway::carrier::{Carrier, Errand, Fault};
use stillwake_core::gateway::fault::Asked;
use stillwake_core::gateway::wire::{Task, Way};
use stillwake_core::gateway::{Base, Endpoint, Gateway, Wiring};
use stillwake_core::secret::ApiKey;

use crate::computer::KEY;
use crate::service::SERVICE;

/// Answers with these, one after the other; None breaks the connection.
#[derive(Debug)]
struct Script(Mutex<Vec<Option<(u16, &'static str)>>>);

#[async_trait::async_trait]
impl Carrier for Script {
    async fn carry(&self, _: Errand, _: reqwest::Request) -> Result<reqwest::Response, Fault> {
        let (status, body) = self.0.lock().unwrap().remove(0).ok_or(Fault::Broke)?;
        Ok(http::Response::builder().status(status).body(body).unwrap().into())
    }
}

#[test]
fn a_service_in_trouble_has_not_denied_a_task() {
    let unknown = Some((404, r#"{"code":"task_not_exist","message":"","data":null}"#));
    let table = [
        (vec![unknown, None], "trouble"),
        (vec![unknown, Some((502, "<html>"))], "trouble"),
        (vec![unknown, Some((429, ""))], "trouble"),
        (vec![unknown, unknown, None], "trouble"),
        (vec![unknown, unknown, unknown], "unknown"),
        (vec![unknown, Some((400, r#"{"message":"id is required"}"#)), unknown], "unknown"),
        (vec![unknown, Some((200, r#"{"status":"processing"}"#))], "running"),
    ];
    let mut paused = tokio::runtime::Builder::new_current_thread();
    paused.enable_time().start_paused(true).build().unwrap().block_on(async {
        for (answers, meaning) in table {
            let said = format!("{answers:?}");
            let carrier = Some(std::sync::Arc::new(Script(Mutex::new(answers))) as _);
            let gateway = Gateway::new(Wiring { carrier, ..Wiring::default() });
            let (base, key) = (Base::parse(SERVICE).unwrap(), ApiKey::parse(KEY).unwrap());
            let task = Task { id: "a".into(), other: Some("b".into()) };
            let heard = gateway.ask(&Endpoint { base, key }, &task, Way::Id).await;
            let read = match heard.asked {
                Asked::Trouble(_) => "trouble",
                Asked::Unknown(_) => "unknown",
                Asked::Running(_) => "running",
                _ => "else",
            };
            assert_eq!(read, meaning, "{said}");
        }
    });
}

/// The key travels in a header and is shown by nothing that a carrier could print.
#[test]
fn a_request_that_is_printed_shows_no_key() {
    #[derive(Debug)]
    struct Printer(Mutex<String>);
    #[async_trait::async_trait]
    impl Carrier for Printer {
        async fn carry(
            &self,
            _: Errand,
            request: reqwest::Request,
        ) -> Result<reqwest::Response, Fault> {
            *self.0.lock().unwrap() = format!("{request:?}");
            assert!(request.headers()["authorization"].to_str().unwrap().ends_with(KEY));
            Err(Fault::NeverLeft)
        }
    }
    let printer = std::sync::Arc::new(Printer(Mutex::default()));
    let carrier = Some(std::sync::Arc::clone(&printer) as _);
    let gateway = Gateway::new(Wiring { carrier, ..Wiring::default() });
    let (base, key) = (Base::parse(SERVICE).unwrap(), ApiKey::parse(KEY).unwrap());
    let to = Endpoint { base, key };
    let checked = gateway.check(&to);
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(checked);
    let printed = printer.0.lock().unwrap().clone();
    assert!(printed.contains("/v1/models") && !printed.contains(KEY), "{printed}");
}
