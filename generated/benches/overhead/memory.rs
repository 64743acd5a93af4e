//! The memory of one large page: the body, and the models that it is decoded to.

use tokio::runtime::Runtime;

use crate::Fallible;
use crate::contenders::{Bare, Reqwest, Sdk};
use crate::measurement::verdict;
use crate::server::{LARGE_PAGE, Server};

/// The target: the most memory at any time, relative to the body.
const MEMORY: f64 = 3.0;

pub(crate) fn run(runtime: &Runtime, server: &Server) -> Fallible<()> {
    let body = LARGE_PAGE.body().len();
    let sdk = Sdk::new(&server.url, LARGE_PAGE)?;
    let bare = Bare::new(&server.url, LARGE_PAGE)?;
    let reqwest = Reqwest::new(&server.url, LARGE_PAGE)?;
    let sdk = peak(runtime, async || sdk.call().await)? / body as f64;
    let bare = peak(runtime, async || bare.call().await)? / body as f64;
    let reqwest = peak(runtime, async || reqwest.call().await)? / body as f64;
    println!("\na page of 5,000 companies, {body} bytes: the most memory, relative to the body");
    println!(
        "SDK:                    {sdk:.2} ({})",
        verdict(sdk, MEMORY)
    );
    println!("hyper-util, serde_json: {bare:.2}");
    println!("reqwest:                {reqwest:.2}");
    Ok(())
}

/// Returns the most bytes that are allocated at any time during a call.
fn peak(runtime: &Runtime, call: impl AsyncFn() -> Fallible<()>) -> Fallible<f64> {
    // The first call connects.
    runtime.block_on(call())?;
    let mut outcome = Ok(());
    let counted = allocation_counter::measure(|| outcome = runtime.block_on(call()));
    outcome.map(|()| counted.bytes_max as f64)
}
