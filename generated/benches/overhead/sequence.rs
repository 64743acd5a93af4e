//! One call at a time.

use tokio::runtime::Runtime;

use crate::Fallible;
use crate::contenders::{Bare, Reqwest, Sdk};
use crate::measurement::{Measurement, report};
use crate::server::{ONE, PAGE, Server};

struct Size {
    rounds: usize,
    calls: u32,
}

pub(crate) fn run(runtime: &Runtime, server: &Server, is_bench: bool) -> Fallible<()> {
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
    for (title, target) in [("one company", ONE), ("a page of 100 companies", PAGE)] {
        let sdk = Sdk::new(&server.url, target)?;
        let bare = Bare::new(&server.url, target)?;
        let reqwest = Reqwest::new(&server.url, target)?;
        let mut measured = [
            Measurement::new("SDK"),
            Measurement::new("hyper-util, serde_json"),
            Measurement::new("reqwest"),
        ];
        let [sdk_result, bare_result, reqwest_result] = &mut measured;
        for _ in 0..size.rounds {
            sdk_result.round(runtime, size.calls, async || sdk.call().await)?;
            bare_result.round(runtime, size.calls, async || bare.call().await)?;
            reqwest_result.round(runtime, size.calls, async || reqwest.call().await)?;
        }
        report(title, &measured);
    }
    Ok(())
}
