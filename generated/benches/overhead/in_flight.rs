//! Many calls in flight on one client, each on a connection of its own.

use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::task::{JoinSet, LocalSet};

use crate::Fallible;
use crate::contenders::{Bare, Sdk};
use crate::measurement::{cpu_time, ratio, verdict};
use crate::server::{ONE, Server};

/// The target: the SDK's time relative to that of the bare client.
const TIME: f64 = 1.05;

struct Size {
    rounds: usize,
    calls: u32,
}

/// The times of the rounds.
#[derive(Default)]
struct Times {
    cpu: Vec<Duration>,
    wall: Vec<Duration>,
}

impl Times {
    fn push(&mut self, (cpu, wall): (Duration, Duration)) {
        self.cpu.push(cpu);
        self.wall.push(wall);
    }
}

pub(crate) fn run(runtime: &Runtime, server: &Server, is_bench: bool) -> Fallible<()> {
    let size = if is_bench {
        Size {
            rounds: 30,
            calls: 1000,
        }
    } else {
        Size {
            rounds: 2,
            calls: 3,
        }
    };
    let sdk = Rc::new(Sdk::new(&server.url, ONE)?);
    let bare = Rc::new(Bare::new(&server.url, ONE)?);
    let (mut sdk_times, mut bare_times) = (Times::default(), Times::default());
    for round in 0..=size.rounds {
        let (sdk, bare) = (Rc::clone(&sdk), Rc::clone(&bare));
        let sdk = at_once(runtime, size.calls, || {
            let sdk = Rc::clone(&sdk);
            async move { sdk.call().await }
        })?;
        let bare = at_once(runtime, size.calls, || {
            let bare = Rc::clone(&bare);
            async move { bare.call().await }
        })?;
        // The first round connects.
        if round > 0 {
            sdk_times.push(sdk);
            bare_times.push(bare);
        }
    }
    let cpu = ratio(&sdk_times.cpu, &bare_times.cpu);
    let wall = ratio(&sdk_times.wall, &bare_times.wall);
    println!("\n{} calls of one company in flight", size.calls);
    println!(
        "SDK / hyper-util: {cpu:.3} of the CPU time ({})",
        verdict(cpu, TIME)
    );
    println!(
        "SDK / hyper-util: {wall:.3} of the time ({})",
        verdict(wall, TIME)
    );
    Ok(())
}

/// Makes calls at once. Returns the CPU time and the time until all have returned.
fn at_once<F: Future<Output = Fallible<()>> + 'static>(
    runtime: &Runtime,
    calls: u32,
    call: impl Fn() -> F,
) -> Fallible<(Duration, Duration)> {
    let (cpu, wall) = (cpu_time(), Instant::now());
    LocalSet::new().block_on(runtime, async {
        let mut tasks = JoinSet::new();
        for _ in 0..calls {
            tasks.spawn_local(call());
        }
        while let Some(outcome) = tasks.join_next().await {
            outcome??;
        }
        Ok::<(), Box<dyn std::error::Error>>(())
    })?;
    Ok((cpu_time() - cpu, wall.elapsed()))
}

/// Allows as many open files as the system permits: each connection is one, here and in the server.
#[cfg(unix)]
pub(crate) fn allow_connections() -> Fallible<()> {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    Ok(setrlimit(Resource::Nofile, limit)?)
}

#[cfg(not(unix))]
pub(crate) fn allow_connections() -> Fallible<()> {
    Ok(())
}
