//! Ends the process if a case takes too long or too much memory.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The processor time of a case after which it counts as a hang. Another process does not prolong it.
const LONGEST: Duration = Duration::from_secs(60);

/// The time of a case after which it counts as a hang, whatever it waits for.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

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
        let mut current = (0, Instant::now(), processor_time());
        loop {
            thread::sleep(Duration::from_millis(200));
            let case = CASES.load(Ordering::Relaxed);
            if case != current.0 {
                current = (case, Instant::now(), processor_time());
            }
            let (_, begin, used) = current;
            let problem = if has_taken_too_long(begin, used) {
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

fn has_taken_too_long(begin: Instant, used: Option<Duration>) -> bool {
    let worked = processor_time()
        .zip(used)
        .map(|(now, used)| now.saturating_sub(used));
    worked.is_some_and(|worked| worked > LONGEST) || begin.elapsed() > LONGEST_WAIT
}

/// The processor time that the process has used, on Linux.
fn processor_time() -> Option<Duration> {
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may contain spaces. The times are the fields 14 and
    // 15, in hundredths of a second.
    let (_, fields) = status.rsplit_once(')')?;
    let times: Vec<&str> = fields.split_whitespace().skip(11).take(2).collect();
    let hundredths: u64 = times
        .iter()
        .map_while(|time| time.parse::<u64>().ok())
        .sum();
    Some(Duration::from_millis(10 * hundredths))
}

/// The resident memory in kilobytes, on Linux.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
