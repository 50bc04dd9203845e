//! Amounts of money, the month they are counted in, and the soft limit. Pure: the time and its zone
//! are passed in. Money is whole millionths of a dollar; nothing here is a fraction.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;

/// Millionths of a US dollar.
pub type Micros = u64;

/// One dollar.
pub const DOLLAR: Micros = 1_000_000;
/// No single price and no limit is above a million dollars; what is, was misread.
pub const MOST: Micros = 1_000_000 * DOLLAR;

/// What our own records say of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// Estimates of jobs that were accepted or may have been.
    pub known: Micros,
    /// Such jobs whose price nobody knew.
    pub unknown: u32,
    /// Estimates of jobs that wait to be sent.
    pub planned: Micros,
}

/// How a press stands to the soft limit. It warns and never blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is room, or nobody can say.
    Within,
    /// This press would cross it.
    Crosses,
    /// It is reached already.
    Reached,
}

impl Spend {
    /// How a press of so much stands to a limit; None where its price is unknown.
    pub fn standing(&self, limit: Micros, press: Option<Micros>) -> Standing {
        let so_far = self.known.saturating_add(self.planned);
        if so_far >= limit {
            return Standing::Reached;
        }
        match press {
            Some(press) if so_far.saturating_add(press) > limit => Standing::Crosses,
            _ => Standing::Within,
        }
    }
}

/// The calendar month of a time: its first moment, and that of the next, Unix ms.
///
/// # Errors
/// When the time is outside of what a calendar holds.
pub fn month_of(now: Millis, zone: &TimeZone) -> Result<(Millis, Millis)> {
    let unknown = |fault: jiff::Error| Error::internal("find the month of a time", fault);
    let at = Timestamp::from_millisecond(now).map_err(unknown)?.to_zoned(zone.clone());
    let first = at.date().first_of_month();
    let next = first.checked_add(1.month()).map_err(unknown)?;
    let start = first.to_zoned(zone.clone()).map_err(unknown)?;
    let end = next.to_zoned(zone.clone()).map_err(unknown)?;
    Ok((start.timestamp().as_millisecond(), end.timestamp().as_millisecond()))
}

/// Reads a soft limit as a person types it: dollars with at most two decimals, a sign or not, and
/// the wide digits of an input method. Nothing typed means that there is no limit.
///
/// # Errors
/// [`ErrorKind::LimitInvalid`] for everything else, nought and more than a million included.
pub fn limit_of(typed: &str) -> Result<Option<Micros>> {
    let plain: String = typed.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let invalid = || Error::new(ErrorKind::LimitInvalid, "read a spending limit");
    let upper = plain.to_ascii_uppercase();
    let digits = ["US$", "USD", "$"].iter().find_map(|sign| upper.strip_prefix(sign));
    let digits = digits.unwrap_or(&upper);
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !numeric(whole) || !numeric(part) || whole.len() > 7 || part.len() > 2 || whole.is_empty() {
        return Err(invalid());
    }
    let whole: Micros = whole.parse().map_err(|_| invalid())?;
    let cents: Micros = format!("{part:0<2}").parse().map_err(|_| invalid())?;
    let limit = whole * DOLLAR + cents * (DOLLAR / 100);
    if limit == 0 || limit > MOST { Err(invalid()) } else { Ok(Some(limit)) }
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' | '。' => '.',
        '，' => ',',
        '＄' => '$',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_read_as_people_write_it() {
        let good = [
            ("20", 20 * DOLLAR),
            (" $12.50 ", 12_500_000),
            ("US$ 3,5", 3_500_000),
            ("0.01", 10_000),
            ("１２．５", 12_500_000),
            ("1000000", MOST),
        ];
        for (typed, micros) in good {
            assert_eq!(limit_of(typed).unwrap(), Some(micros), "{typed}");
        }
        assert_eq!(limit_of("  ").unwrap(), None);
        let wrong = [
            "0",
            "0.00",
            "-5",
            "ten",
            "1,000",
            "1.2.3",
            ".5",
            "$",
            "1e3",
            "20 €",
            "NaN",
            "∞",
            "1000000.01",
            "99999999",
            "5.005",
        ];
        for typed in wrong {
            assert_eq!(limit_of(typed).unwrap_err().kind, ErrorKind::LimitInvalid, "{typed}");
        }
    }

    #[test]
    fn a_press_is_weighed_before_it_crosses() {
        let spend = Spend { known: 18 * DOLLAR, unknown: 3, planned: DOLLAR };
        let at = |limit, press| spend.standing(limit, press);
        assert_eq!(at(20 * DOLLAR, Some(DOLLAR)), Standing::Within, "to the cent is not over");
        assert_eq!(at(20 * DOLLAR, Some(DOLLAR + 1)), Standing::Crosses);
        assert_eq!(at(20 * DOLLAR, None), Standing::Within, "nobody can say");
        assert_eq!(at(19 * DOLLAR, None), Standing::Reached);
        assert_eq!(at(19 * DOLLAR, Some(1)), Standing::Reached);
        assert_eq!(at(MOST, Some(Micros::MAX)), Standing::Crosses, "no overflow");
    }

    #[test]
    fn a_month_is_the_calendars_where_the_person_is() {
        let ms = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        let cases = [
            (
                "2026-11-30T15:59:59Z",
                "Asia/Shanghai",
                "2026-10-31T16:00:00Z",
                "2026-11-30T16:00:00Z",
            ),
            (
                "2026-11-30T16:00:00Z",
                "Asia/Shanghai",
                "2026-11-30T16:00:00Z",
                "2026-12-31T16:00:00Z",
            ),
            // Summer time ends within it.
            (
                "2026-10-31T12:00:00Z",
                "Europe/Berlin",
                "2026-09-30T22:00:00Z",
                "2026-10-31T23:00:00Z",
            ),
            (
                "2027-01-01T02:00:00Z",
                "America/New_York",
                "2026-12-01T05:00:00Z",
                "2027-01-01T05:00:00Z",
            ),
            ("2028-02-29T12:00:00Z", "UTC", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"),
        ];
        for (now, zone, start, end) in cases {
            let zone = TimeZone::get(zone).unwrap();
            assert_eq!(month_of(ms(now), &zone).unwrap(), (ms(start), ms(end)), "{now}");
        }
        assert!(month_of(Millis::MAX, &TimeZone::UTC).is_err());
    }
}
