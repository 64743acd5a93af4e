//! The measurements of one client, and how they compare with those of the others.

use std::time::Duration;

use tokio::runtime::Runtime;

use crate::Fallible;

/// The targets: the SDK's CPU time relative to the bare client, and its additional allocations.
const CPU: f64 = 1.05;
const ALLOCATIONS: f64 = 10.0;

/// The measurements of one client.
pub(crate) struct Measurement {
    name: &'static str,
    /// The CPU time per call in each round.
    cpu: Vec<Duration>,
    allocations: f64,
    bytes: f64,
}

impl Measurement {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            cpu: Vec::new(),
            allocations: 0.0,
            bytes: 0.0,
        }
    }

    /// Makes calls in sequence.
    pub(crate) fn round(
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
pub(crate) fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Other systems only have the wall clock.
#[cfg(not(unix))]
pub(crate) fn cpu_time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

pub(crate) fn report(title: &str, measured: &[Measurement; 3]) {
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
    let (cpu, allocations) = (
        ratio(&sdk.cpu, &bare.cpu),
        sdk.allocations - bare.allocations,
    );
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
        ratio(&sdk.cpu, &reqwest.cpu)
    );
    println!(
        "SDK - reqwest:    {:+.1} allocations",
        sdk.allocations - reqwest.allocations
    );
}

/// Returns the median of the ratios of the rounds. Within a round, both ran under similar load.
pub(crate) fn ratio(one: &[Duration], other: &[Duration]) -> f64 {
    let mut ratios: Vec<f64> = one
        .iter()
        .zip(other)
        .map(|(one, other)| one.as_secs_f64() / other.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
}

pub(crate) fn verdict(value: f64, at_most: f64) -> String {
    let outcome = if value <= at_most { "met" } else { "missed" };
    format!("target: at most {at_most}, {outcome}")
}
