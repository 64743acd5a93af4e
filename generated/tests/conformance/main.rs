//! Replays recorded calls of Codat's Python SDK with this SDK and compares the requests and
//! results.
//!
//! Each group of operations has a module with a function that maps a recording to the same call of
//! this SDK, with the values that only the recorded SDK sends, or to the reason why the call cannot
//! be written. An unknown recording fails the test. `replay` makes the calls. To cover another
//! group, add a module and a test.

#![cfg(test)]
#![cfg(feature = "hyper")]
#![allow(deprecated, reason = "recordings include deprecated operations")]

#[path = "../support/absent.rs"]
mod absent;

mod companies;
mod integrations;
mod recording;
mod refresh_data;
mod replay;
mod settings;
mod webhooks;

/// The groups without recordings. `tests/operations` covers their calls.
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

/// Fails if a recording belongs to a group without a test above.
#[test]
fn every_recording_belongs_to_a_tested_group() {
    let Some(recordings) = recording::all() else {
        return;
    };
    let tested = [
        "companies",
        "integrations",
        "refresh_data",
        "settings",
        "webhooks",
    ];
    let others: Vec<_> = recordings
        .iter()
        .filter(|recording| !tested.contains(&recording.group()))
        .map(recording::Recording::name)
        .collect();
    assert!(
        others.is_empty(),
        "recordings of untested groups: {others:#?}"
    );
    println!("there are no recordings of {}", NOT_RECORDED.join(", "));
}
