//! The cost of a call with the SDK, compared with the HTTP client that it is based on and with
//! reqwest.
//!
//! ```sh
//! cargo bench -p codat-platform --bench overhead
//! ```
//!
//! All three call the same server, a separate process on this machine, with the same requests, and
//! decode the same structs. They take turns in short rounds, so that other load affects them
//! equally. The benchmark measures the CPU time of this process, which is the client, and the
//! allocations of its only thread.

mod contenders;
mod server;

use std::error::Error;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use crate::contenders::{Bare, Reqwest, Sdk};
use crate::server::{ONE, SEVERAL, Server};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The targets: the SDK's CPU time relative to the bare client, and its additional allocations.
const CPU: f64 = 1.05;
const ALLOCATIONS: f64 = 10.0;

fn main() -> Fallible<()> {
    if std::env::args().any(|argument| argument == server::ARGUMENT) {
        return server::run();
    }
    // `cargo test` runs benchmarks too, only to check that they work.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let size = if is_bench {
        Size {
            rounds: 60,
            calls: 250,
        }
    } else {
        Size {
            rounds: 2,
            calls: 3,
        }
    };
    let server = Server::start()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    for (title, path) in [("one company", ONE), ("a page of 100 companies", SEVERAL)] {
        let sdk = Sdk::new(&server.url)?;
        let bare = Bare::new(&server.url, path)?;
        let reqwest = Reqwest::new(&server.url, path)?;
        let mut measured = [
            Measurement::new("SDK"),
            Measurement::new("hyper-util, serde_json"),
            Measurement::new("reqwest"),
        ];
        let is_list = path == SEVERAL;
        let [sdk_result, bare_result, reqwest_result] = &mut measured;
        for _ in 0..size.rounds {
            sdk_result.round(&runtime, size.calls, async || sdk.call(is_list).await)?;
            bare_result.round(&runtime, size.calls, async || bare.call(is_list).await)?;
            reqwest_result.round(&runtime, size.calls, async || reqwest.call(is_list).await)?;
        }
        report(title, &measured);
    }
    Ok(())
}

struct Size {
    rounds: usize,
    calls: u32,
}

/// The measurements of one client.
struct Measurement {
    name: &'static str,
    /// The CPU time per call in each round.
    cpu: Vec<Duration>,
    allocations: f64,
    bytes: f64,
}

impl Measurement {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            cpu: Vec::new(),
            allocations: 0.0,
            bytes: 0.0,
        }
    }

    /// Makes calls in sequence.
    fn round(
        &mut self,
        runtime: &Runtime,
        calls: u32,
        call: impl AsyncFn() -> Fallible<()>,
    ) -> Fallible<()> {
        // The first calls of a round refill caches that the other clients have emptied.
        runtime.block_on(all(calls / 10, &call))?;
        let start = cpu_time();
        runtime.block_on(all(calls, &call))?;
        self.cpu.push((cpu_time() - start) / calls);

        let mut outcome = Ok(());
        let counted = allocation_counter::measure(|| {
            outcome = runtime.block_on(all(calls / 10 + 1, &call));
        });
        let calls = f64::from(calls / 10 + 1);
        self.allocations = counted.count_total as f64 / calls;
        self.bytes = counted.bytes_total as f64 / calls;
        outcome
    }

    fn median(&self) -> Duration {
        let mut sorted = self.cpu.clone();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}

async fn all(calls: u32, call: &impl AsyncFn() -> Fallible<()>) -> Fallible<()> {
    for _ in 0..calls {
        call().await?;
    }
    Ok(())
}

/// Returns the CPU time of this process: all threads, user and kernel.
#[cfg(unix)]
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Other systems only have the wall clock.
#[cfg(not(unix))]
fn cpu_time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

fn report(title: &str, measured: &[Measurement; 3]) {
    println!(
        "\n{title:<26}{:>14}{:>14}{:>16}",
        "CPU per call", "allocations", "bytes"
    );
    for one in measured {
        let cpu = one.median().as_secs_f64() * 1e6;
        println!(
            "{:<26}{cpu:>11.2} us{:>14.1}{:>16.0}",
            one.name, one.allocations, one.bytes
        );
    }
    let [sdk, bare, reqwest] = measured;
    let (cpu, allocations) = (ratio(sdk, bare), sdk.allocations - bare.allocations);
    println!(
        "SDK / hyper-util: {cpu:.3} of the CPU time ({})",
        verdict(cpu, CPU)
    );
    println!(
        "SDK - hyper-util: {allocations:+.1} allocations ({})",
        verdict(allocations, ALLOCATIONS)
    );
    println!(
        "SDK / reqwest:    {:.3} of the CPU time",
        ratio(sdk, reqwest)
    );
    println!(
        "SDK - reqwest:    {:+.1} allocations",
        sdk.allocations - reqwest.allocations
    );
}

/// Returns the median of the ratios of the rounds. Within a round, both ran under similar load.
fn ratio(one: &Measurement, other: &Measurement) -> f64 {
    let rounds = one.cpu.iter().zip(&other.cpu);
    let mut ratios: Vec<f64> = rounds
        .map(|(one, other)| one.as_secs_f64() / other.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
}

fn verdict(value: f64, at_most: f64) -> String {
    let outcome = if value <= at_most { "met" } else { "missed" };
    format!("target: at most {at_most}, {outcome}")
}
