//! Answers as they come off the wire: cut at a cap, with the time that the service named. What they
//! mean is `fault`; why none came is told here.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use futures_util::StreamExt;
use reqwest::header::{self, HeaderMap};

use super::carrier::Fault;
use super::fault::{Cause, CauseCode, Charged};
use super::line::Word;
use super::wire::{LONGEST_WAIT, named_wait};
use crate::step::Moment;

/// Bytes of an answer that are read; a longer one is cut and then makes no sense. Services are known
/// to repeat the request, whose pictures may be 3.9 MB.
pub(super) const ANSWER_CAP: usize = 6 * 1024 * 1024;

pub(super) async fn read_capped(answer: reqwest::Response, cap: usize) -> reqwest::Result<String> {
    read_pieces(answer, cap, &|_| {}).await
}

/// The same, telling of every piece that came, before and after it is kept.
pub(super) async fn read_pieces(
    answer: reqwest::Response,
    cap: usize,
    piece_came: &(dyn Fn(Moment) + Sync),
) -> reqwest::Result<String> {
    let mut stream = answer.bytes_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece?;
        piece_came(Moment::Before);
        let room = cap.saturating_sub(bytes.len());
        bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        piece_came(Moment::After);
        if bytes.len() >= cap {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `Retry-After`, in seconds or as a date, which is read by the service's own clock where it tells
/// that too: ours may be wrong.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let named = text(header::RETRY_AFTER)?;
    if let Some(wait) = named_wait(named) {
        return Some(wait);
    }
    let until = httpdate::parse_http_date(named).ok()?;
    let theirs = text(header::DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    let left = until.duration_since(theirs.unwrap_or(now)).unwrap_or_default();
    Some(left.min(LONGEST_WAIT))
}

/// What the limiter of a whole account says. The one before it, of an address, says nothing.
const ACCOUNT_LIMIT: &str = "请求数限制";

/// What an answer says about the pace. Other refusals hide in a 429 too: they have other words.
pub(super) fn word(status: u16, raw: &str, named: Option<Duration>) -> Option<Word> {
    match (status, named) {
        (429, Some(named)) => Some(Word::Pause(named)),
        (429, None) if raw.trim().is_empty() || raw.contains(ACCOUNT_LIMIT) => Some(Word::TooFast),
        (200..=299, _) => Some(Word::Fine),
        _ => None,
    }
}

/// Whether a request surely never left: no connection was made, also not by the proxy.
pub(super) fn never_left(fault: &Fault) -> bool {
    match fault {
        Fault::Client(fault) => fault.is_connect() || fault.is_builder(),
        Fault::NeverLeft | Fault::ProxyRefused => true,
        Fault::Broke => false,
    }
}

/// Whether the proxy wants another login. Its answer to the request for a tunnel is known by its
/// words only; a test holds them against the library.
pub(super) fn proxy_refused(fault: &Fault) -> bool {
    let Fault::Client(fault) = fault else { return matches!(fault, Fault::ProxyRefused) };
    const WORDS: [&str; 3] = [
        "proxy authorization required",
        "credentials not accepted",
        "does not support user/pass authentication",
    ];
    let mut next = fault.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if WORDS.iter().any(|words| said.contains(words)) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// Why no answer came to something that costs nothing.
pub(super) fn no_answer(fault: &Fault) -> Cause {
    if proxy_refused(fault) { proxy_refusal() } else { offline() }
}

pub(super) fn proxy_refusal() -> Cause {
    Cause::new(CauseCode::ProxyRefused, Charged::Maybe, None)
}

pub(super) fn offline() -> Cause {
    Cause::new(CauseCode::NoAnswer, Charged::Maybe, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_seconds_and_as_a_date() {
        let noon = httpdate::parse_http_date("Sun, 06 Nov 1994 12:00:00 GMT").unwrap();
        let table = [
            ("30", None, Some(30)),
            (" 0 ", None, Some(0)),
            ("999999", None, Some(3_600)),
            ("Sun, 06 Nov 1994 12:00:40 GMT", None, Some(40)),
            ("Sunday, 06-Nov-94 12:00:40 GMT", None, Some(40)),
            ("Sun Nov  6 12:00:40 1994", None, Some(40)),
            ("Sun, 06 Nov 1994 11:00:00 GMT", None, Some(0)),
            ("Fri, 06 Nov 2093 12:00:00 GMT", None, Some(3_600)),
            // Their clock is an hour ahead of ours, and they mean ten seconds.
            ("Sun, 06 Nov 1994 13:00:10 GMT", Some("Sun, 06 Nov 1994 13:00:00 GMT"), Some(10)),
            ("Sun, 06 Nov 1994 12:00:40 GMT", Some("nonsense"), Some(40)),
            ("-5", None, None),
            ("1.5", None, None),
            ("soon", None, None),
            ("", None, None),
        ];
        for (named, date, seconds) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, named.parse().unwrap());
            if let Some(date) = date {
                headers.insert(header::DATE, date.parse().unwrap());
            }
            let read = retry_after(&headers, noon);
            assert_eq!(read, seconds.map(Duration::from_secs), "{named:?} {date:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), noon), None);
    }

    #[test]
    fn only_a_429_speaks_of_the_pace() {
        let ten = Some(Duration::from_secs(10));
        let quota = r#"{"error":{"code":"insufficient_user_quota"}}"#;
        let table = [
            (429, "", None, Some(Word::TooFast)),
            (429, " \r\n", None, Some(Word::TooFast)),
            (429, "", ten, Some(Word::Pause(Duration::from_secs(10)))),
            (429, quota, None, None),
            (429, "您已达到请求数限制：1分钟内最多请求60次", None, Some(Word::TooFast)),
            (503, "", ten, None),
            (500, "", None, None),
            (404, "", None, None),
            (200, "{}", None, Some(Word::Fine)),
        ];
        for (status, raw, named, said) in table {
            assert_eq!(word(status, raw, named), said, "{status} {raw}");
        }
    }
}
