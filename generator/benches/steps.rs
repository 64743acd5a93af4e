//! Measures each step of a generation on the project's own document and on one of 4 MB:
//! `cargo bench --package sdk-generator --bench steps`. Prints the fastest and the median time.
//!
//! With `-- --write FILE`, it writes the document of 4 MB instead, to measure other programs.

mod documents;

use std::time::{Duration, Instant};

use sdk_generator::Input;
use sdk_generator::diagnostics::Diagnostics;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--write");
    if let Some(path) = arguments.nth(1) {
        return std::fs::write(path, &documents::large().spec.text);
    }
    // `cargo bench` passes this argument; `cargo test` runs each bench once.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let runs = |count| if is_bench { count } else { 1 };
    measure(
        "the project's own document",
        &documents::platform(&[]),
        runs(50),
    );
    measure("4 MB of JSON", &documents::large(), runs(10));
    Ok(())
}

/// Prints the times of the steps of some runs.
fn measure(name: &str, input: &Input, runs: usize) {
    let mut steps: Vec<(&str, Vec<Duration>)> = Vec::new();
    for _ in 0..runs {
        let mut index = 0;
        let mut last = Instant::now();
        let generated = sdk_generator::generate(input, &mut Diagnostics::new(), &mut |step| {
            let now = Instant::now();
            match steps.get_mut(index) {
                Some((_, times)) => times.push(now - last),
                None => steps.push((step, vec![now - last])),
            }
            index += 1;
            last = now;
        });
        assert!(generated.is_ok(), "{name} cannot be generated");
    }
    println!("{name}, {runs} runs");
    for (step, mut times) in steps {
        times.sort();
        let fastest = times.first().copied().unwrap_or_default();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        println!("{step:>8} {fastest:>10.1?} {median:>10.1?}");
    }
}
