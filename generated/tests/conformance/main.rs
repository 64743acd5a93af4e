//! The calls that Codat's own Python SDK was recorded with, made again with this one and compared.
//!
//! Each group of operations has a module with one function: it says for a recording how the same call is made here,
//! which of the recorded SDK's faults it leaves out, or why no such call can be made. A recording that it does not
//! know fails the test. `replay` does the rest. For another group, add a module and a test.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "recordings have what the API deprecates too")]

#[path = "../support/absent.rs"]
mod absent;

mod companies;
mod integrations;
mod recording;
mod refresh_data;
mod replay;
mod settings;
mod webhooks;

/// The groups of which nothing was recorded. `tests/operations` has their calls, as it has all others.
const NOT_RECORDED: [&str; 7] = [
    "connection_management",
    "connections",
    "cors",
    "custom_data_type",
    "push_data",
    "read_data",
    "supplemental_data",
];

#[tokio::test]
async fn companies() {
    replay::group("companies", companies::case).await;
}

#[tokio::test]
async fn integrations() {
    replay::group("integrations", integrations::case).await;
}

#[tokio::test]
async fn refresh_data() {
    replay::group("refresh_data", refresh_data::case).await;
}

#[tokio::test]
async fn settings() {
    replay::group("settings", settings::case).await;
}

#[tokio::test]
async fn webhooks() {
    replay::group("webhooks", webhooks::case).await;
}

/// A recording of another group would be in none of the tests above.
#[test]
fn every_recording_is_of_a_group_above() {
    let Some(recordings) = recording::all() else {
        return;
    };
    let above = [
        "companies",
        "integrations",
        "refresh_data",
        "settings",
        "webhooks",
    ];
    let others: Vec<_> = recordings
        .iter()
        .filter(|recording| !above.contains(&recording.group()))
        .map(recording::Recording::name)
        .collect();
    assert!(
        others.is_empty(),
        "nobody knows these recordings: {others:#?}"
    );
    println!("nothing was recorded of {}", NOT_RECORDED.join(", "));
}
