//! Rows of the speed table that need no window. `stillwake-bench p8 [key=value …]` measures one and
//! prints it as one line of JSON.
#![allow(clippy::print_stdout)]

mod p8;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let row = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let line = match row.as_str() {
        "p8" => p8::measure(&rest)?,
        _ => return Err("which row? p8".into()),
    };
    println!("{line}");
    Ok(())
}
