//! Ends the process if a case takes too long or too much memory.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The time of a case after which it counts as a hang.
const LONGEST: Duration = Duration::from_secs(60);

/// The memory of the process beyond which a case is at fault, in kilobytes.
const MOST_MEMORY: u64 = 2_000_000;

/// The exit code of a process that was ended.
pub const EXIT_CODE: i32 = 3;

/// Counts the cases that have begun.
static CASES: AtomicU64 = AtomicU64::new(0);

/// Notes that a case begins.
pub fn begin_case() {
    CASES.fetch_add(1, Ordering::Relaxed);
}

/// Watches the process from a thread of its own.
pub fn start() {
    thread::spawn(|| {
        let mut current = (0, Instant::now());
        loop {
            thread::sleep(Duration::from_millis(200));
            let case = CASES.load(Ordering::Relaxed);
            if case != current.0 {
                current = (case, Instant::now());
            }
            let problem = if current.1.elapsed() > LONGEST {
                Some("hang".to_owned())
            } else {
                memory()
                    .filter(|memory| *memory > MOST_MEMORY)
                    .map(|memory| format!("{memory} kB of memory"))
            };
            if let Some(problem) = problem {
                println!("ended {problem}");
                std::process::exit(EXIT_CODE);
            }
        }
    });
}

/// The resident memory in kilobytes, on Linux.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
