//! Going on with a download: which bytes are asked for, under which condition, and what the answer
//! means. Pure. An answer that is not surely the rest of the same content is never taken for it.

use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName};
use serde::{Deserialize, Serialize};

/// Longer validators are not kept: they go into a file and into every request.
const LONGEST: usize = 1024;
/// A file that changed in the second in which it was sent may have the same date twice (RFC 9110,
/// section 8.8.2.2).
const SETTLED: Duration = Duration::from_secs(1);

/// What names one content of a file, as its server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validator {
    /// A strong ETag: the same bytes, wherever it is met.
    Etag(String),
    /// `Last-Modified`: the same bytes, at the same link.
    Modified(String),
}

impl Validator {
    /// The best that an answer carries; None where it carries none that a part can be bound to.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        // What was packed for the way has other bytes than the file, under the same date.
        if is_encoded(headers) {
            return None;
        }
        if let Some(etag) = strong(headers) {
            return Some(Self::Etag(etag.to_owned()));
        }
        let modified = text(headers, header::LAST_MODIFIED)?;
        let at = httpdate::parse_http_date(modified).ok()?;
        let sent = httpdate::parse_http_date(text(headers, header::DATE)?).ok()?;
        let settled = sent.duration_since(at).is_ok_and(|age| age >= SETTLED);
        settled.then(|| Self::Modified(modified.to_owned()))
    }

    /// As it stands in `If-Range`.
    pub fn value(&self) -> &str {
        match self {
            Self::Etag(value) | Self::Modified(value) => value,
        }
    }

    /// Whether an answer with a part is of this very content. A date may be left out there, because
    /// the server was asked to compare it (RFC 9110, section 15.3.7); an ETag may not.
    fn holds(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Etag(etag) => strong(headers) == Some(etag),
            Self::Modified(modified) => {
                text(headers, header::LAST_MODIFIED).is_none_or(|said| said == modified)
            }
        }
    }
}

/// What is left to have of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The first byte that is missing.
    pub from: u64,
    /// The length of the whole file, where it is known.
    pub total: Option<u64>,
    /// Of which content.
    pub validator: Validator,
}

/// What an answer to a request for a file, or for its rest, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The file from its first byte on.
    Whole,
    /// The rest that was asked for; the whole file has so many bytes.
    Rest(u64),
    /// Nothing is left to have.
    Complete,
    /// Not the rest: the file has to be asked for from its beginning.
    StartOver,
    /// No file.
    Nothing,
}

/// Reads the head of an answer.
pub(super) fn said(status: u16, headers: &HeaderMap, rest: Option<&Rest>) -> Said {
    match (status, rest) {
        (200, _) => Said::Whole,
        (206, Some(rest)) => part(headers, rest).map_or(Said::StartOver, Said::Rest),
        (416, Some(rest)) => {
            let total = text(headers, header::CONTENT_RANGE).and_then(unsatisfied);
            let same = headers.get(header::ETAG).is_none() || rest.validator.holds(headers);
            let known = rest.total.is_none_or(|known| known == rest.from);
            if total == Some(rest.from) && known && same { Said::Complete } else { Said::StartOver }
        }
        // Servers that know no ranges say so in many ways.
        (400 | 412 | 501, Some(_)) => Said::StartOver,
        _ => Said::Nothing,
    }
}

/// The whole length that a 206 names, if it carries the rest that was asked for.
fn part(headers: &HeaderMap, rest: &Rest) -> Option<u64> {
    let (first, last, total) = content_range(text(headers, header::CONTENT_RANGE)?)?;
    let length = text(headers, header::CONTENT_LENGTH).map(str::parse::<u64>);
    let fits = first == rest.from
        && rest.total.is_none_or(|known| known == total)
        && length.is_none_or(|length| length == Ok(last - first + 1))
        && !is_encoded(headers)
        && rest.validator.holds(headers);
    fits.then_some(total)
}

/// `bytes 10-19/20` as first, last and total, if they can be true.
fn content_range(text: &str) -> Option<(u64, u64, u64)> {
    let (span, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = span.split_once('-')?;
    let (first, last, total) = (number(first)?, number(last)?, number(total)?);
    (first <= last && last < total).then_some((first, last, total))
}

/// The total in `bytes */20`.
fn unsatisfied(text: &str) -> Option<u64> {
    number(text.strip_prefix("bytes */")?)
}

fn number(text: &str) -> Option<u64> {
    text.trim().bytes().all(|byte| byte.is_ascii_digit()).then(|| text.trim().parse().ok())?
}

fn strong(headers: &HeaderMap) -> Option<&str> {
    text(headers, header::ETAG)
        .filter(|etag| etag.len() > 2 && etag.starts_with('"') && etag.ends_with('"'))
}

fn is_encoded(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_ENCODING).is_some_and(|how| !how.eq_ignore_ascii_case("identity"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (value.len() <= LONGEST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Line<'a> = (&'static str, &'a str);

    fn heads(lines: &[Line<'_>]) -> HeaderMap {
        let pair =
            |(name, value): &Line<'_>| (HeaderName::from_static(name), value.parse().unwrap());
        lines.iter().map(pair).collect()
    }

    #[test]
    fn only_what_surely_names_one_content_is_a_validator() {
        let day = "Sun, 06 Nov 1994 08:49:37 GMT";
        let later = "Sun, 06 Nov 1994 08:49:39 GMT";
        let etag = |text: &str| Some(Validator::Etag(text.into()));
        let modified = Some(Validator::Modified(day.into()));
        let table: [(&[Line<'_>], Option<Validator>); 10] = [
            (&[("etag", "\"a\"")], etag("\"a\"")),
            (&[("etag", "\"a\""), ("last-modified", day)], etag("\"a\"")),
            (&[("etag", "W/\"a\"")], None),
            (&[("etag", "\"\"")], None),
            (&[("etag", "a")], None),
            (&[("etag", "W/\"a\""), ("last-modified", day), ("date", later)], modified.clone()),
            (&[("last-modified", day), ("date", day)], None),
            (&[("last-modified", day)], None),
            (&[("last-modified", "yesterday"), ("date", later)], None),
            (&[("etag", "\"a\""), ("content-encoding", "gzip")], None),
        ];
        for (lines, validator) in table {
            assert_eq!(Validator::of(&heads(lines)), validator, "{lines:?}");
        }
        assert_eq!(Validator::of(&heads(&[("etag", &format!("\"{}\"", "x".repeat(2_000)))])), None);
    }

    #[test]
    fn nothing_but_the_rest_of_the_same_content_is_taken_for_it() {
        let rest = Rest { from: 10, total: Some(20), validator: Validator::Etag("\"a\"".into()) };
        let range = |range: &str| heads(&[("content-range", range), ("etag", "\"a\"")]);
        let good = range("bytes 10-19/20");
        let with = |name: &'static str, value: &str| {
            let mut headers = good.clone();
            headers.insert(name, value.parse().unwrap());
            headers
        };
        let mut bare = good.clone();
        bare.remove("etag");
        let table = [
            (206, good.clone(), Said::Rest(20)),
            (206, range("bytes 10-14/20"), Said::Rest(20)),
            (206, with("content-length", "10"), Said::Rest(20)),
            (206, with("content-length", "9"), Said::StartOver),
            (206, with("etag", "\"b\""), Said::StartOver),
            (206, with("etag", "W/\"a\""), Said::StartOver),
            (206, with("content-encoding", "gzip"), Said::StartOver),
            (206, bare, Said::StartOver),
            (206, HeaderMap::new(), Said::StartOver),
            (206, range("bytes 0-19/20"), Said::StartOver),
            (206, range("bytes 11-19/20"), Said::StartOver),
            (206, range("bytes 10-20/21"), Said::StartOver),
            (206, range("bytes 10-19/*"), Said::StartOver),
            (206, range("bytes 10-20/20"), Said::StartOver),
            (206, range("bytes 10-9/20"), Said::StartOver),
            (206, range("bytes 10-+19/20"), Said::StartOver),
            (206, range("items 10-19/20"), Said::StartOver),
            (206, range("bytes 10-19/99999999999999999999"), Said::StartOver),
            (200, good.clone(), Said::Whole),
            (416, range("bytes */20"), Said::StartOver),
            (412, HeaderMap::new(), Said::StartOver),
            (404, HeaderMap::new(), Said::Nothing),
        ];
        for (status, headers, what) in table {
            assert_eq!(said(status, &headers, Some(&rest)), what, "{status} {headers:?}");
        }
        assert_eq!(said(206, &good, None), Said::Nothing, "nobody asked for a part");
        assert_eq!(said(416, &good, None), Said::Nothing);
    }

    #[test]
    fn a_range_beyond_the_end_says_that_all_is_there_only_if_it_is() {
        let rest = |total| Rest { from: 20, total, validator: Validator::Etag("\"a\"".into()) };
        let table = [
            (rest(None), heads(&[("content-range", "bytes */20")]), Said::Complete),
            (rest(Some(20)), heads(&[("content-range", "bytes */20")]), Said::Complete),
            (
                rest(None),
                heads(&[("content-range", "bytes */20"), ("etag", "\"a\"")]),
                Said::Complete,
            ),
            (
                rest(None),
                heads(&[("content-range", "bytes */20"), ("etag", "\"b\"")]),
                Said::StartOver,
            ),
            (rest(Some(30)), heads(&[("content-range", "bytes */20")]), Said::StartOver),
            (rest(None), heads(&[("content-range", "bytes */10")]), Said::StartOver),
            (rest(None), HeaderMap::new(), Said::StartOver),
        ];
        for (rest, headers, what) in table {
            assert_eq!(said(416, &headers, Some(&rest)), what, "{rest:?} {headers:?}");
        }
    }

    #[test]
    fn a_date_holds_where_it_is_left_out_and_not_where_it_is_another() {
        let day = "Sun, 06 Nov 1994 08:49:37 GMT";
        let validator = Validator::Modified(day.into());
        assert!(validator.holds(&HeaderMap::new()));
        assert!(validator.holds(&heads(&[("last-modified", day)])));
        let other = "Mon, 07 Nov 1994 08:49:37 GMT";
        assert!(!validator.holds(&heads(&[("last-modified", other)])));
    }
}
