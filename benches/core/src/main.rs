//! The rows of the speed table that need the core without a window, one subcommand each. Each prints
//! one line of JSON; `npm run bench` builds this, runs it and judges. Nothing here is a test.

mod library;
mod p10;
mod p11;
mod p4;
mod p6;
mod p7;
mod p8;
mod p9;
mod plain;

use std::error::Error;
use std::io::Write;

/// What a row prints, or why it could not be measured.
type Measured = Result<serde_json::Value, Box<dyn Error>>;

/// What stands after the row's name: `--name value`, in any order.
struct Choices(Vec<String>);

impl Choices {
    /// A choice, or what it is where nothing was chosen.
    fn get<T: std::str::FromStr>(&self, name: &str, otherwise: T) -> T {
        let named = self.0.iter().position(|word| word == &format!("--{name}"));
        let value = named.and_then(|at| self.0.get(at + 1));
        value.and_then(|value| value.parse().ok()).unwrap_or(otherwise)
    }
}

/// The middle of some numbers.
fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let row = words.next().unwrap_or_default();
    let choices = Choices(words.collect());
    let measured = match row.as_str() {
        "p4" => p4::measure(&choices),
        "p6" => p6::measure(&choices),
        "p7" => p7::measure(&choices),
        "p8" => p8::measure(&choices),
        "p9" => p9::measure(&choices),
        "p9-core" => p9::core(&choices),
        "p10" => p10::measure(&choices),
        "p11" => p11::measure(&choices),
        "seed" => library::seed(&choices),
        _ => Err("usage: stillwake-bench seed | p4 | p6 | p7 | p8 | p9 | p10 | p11".into()),
    }?;
    writeln!(std::io::stdout(), "{measured}")?;
    Ok(())
}
