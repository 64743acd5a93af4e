//! The cost of a call with the SDK, compared with the HTTP client that it is based on and with
//! reqwest.
//!
//! ```sh
//! cargo bench -p codat-platform --bench overhead
//! ```
//!
//! All three call the same server, a separate process on this machine, with the same requests, and
//! decode the same structs. There are three parts:
//!
//! - one call at a time: the CPU time of this process, which is the client, and the allocations of
//!   its only thread;
//! - one large page: the most memory that is allocated at any time, relative to the body;
//! - many calls in flight on one client: the CPU time, and the time for all of them.
//!
//! The clients take turns in short rounds, so that other load affects them equally.

mod contenders;
mod in_flight;
mod measurement;
mod memory;
mod sequence;
mod server;

use std::error::Error;

use tokio::runtime::Builder;

use crate::server::Server;

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    in_flight::allow_connections()?;
    if std::env::args().any(|argument| argument == server::ARGUMENT) {
        return server::run();
    }
    // `cargo test` runs benchmarks too, only to check that they work.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let server = Server::start()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    sequence::run(&runtime, &server, is_bench)?;
    memory::run(&runtime, &server)?;
    in_flight::run(&runtime, &server, is_bench)
}
