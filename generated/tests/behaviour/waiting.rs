//! Waiting for operations that run in the background, on a virtual clock.

use std::time::Duration;

use codat_platform::models::{PullOperationStatus, PushOperationStatus};
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::uuid::Uuid;
use codat_platform::{CallOptions, Error, Retry};
use serde_json::{Value, json};

use crate::api::{COMPANY, failure, mock_client};

const KEY: Uuid = Uuid::from_u128(0x2b9e_4c70_18d6_4f53_a1e2_7c04_96bd_f385);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn push(status: &str) -> MockResponse {
    let body = json!({
        "changes": [], "companyId": COMPANY, "pushOperationKey": KEY, "dataConnectionKey": KEY,
        "requestedOnUtc": "2026-03-04T06:12:45Z", "status": status, "statusCode": 200,
    });
    MockResponse::json(200, &body)
}

fn pull(status: &str) -> MockResponse {
    let body = json!({
        "id": KEY, "companyId": COMPANY, "connectionId": KEY, "dataType": "invoices",
        "status": status, "requested": "2026-03-04T06:12:45Z", "progress": 0,
        "isCompleted": false, "isErrored": false,
    });
    MockResponse::json(200, &body)
}

/// The status of a company's data, with the status of each data type.
fn data(statuses: &[(&str, Value)]) -> MockResponse {
    let statuses = statuses.iter().map(|(data_type, status)| {
        let status = status.as_str().map_or(
            Value::Null,
            |status| json!({"dataType": data_type, "currentStatus": status}),
        );
        ((*data_type).to_owned(), status)
    });
    MockResponse::json(200, &Value::Object(statuses.collect()))
}

/// The times at which the requests were sent.
fn times(mock: &MockTransport) -> Vec<u64> {
    let requests = mock.requests();
    requests
        .iter()
        .map(|request| request.at.as_secs())
        .collect()
}

async fn wait_for_push(mock: &MockTransport) -> Result<PushOperationStatus, Error> {
    let call = mock_client(mock).push_data().get_operation(COMPANY, KEY);
    call.wait().await.map(|operation| operation.status)
}

#[tokio::test]
async fn repeats_the_call_until_the_operation_has_finished() {
    let mock = MockTransport::new(["Pending", "Pending", "Success"].map(push));
    let status = wait_for_push(&mock).await.unwrap();
    assert_eq!(status, PushOperationStatus::Success);
    assert_eq!(times(&mock), [0, 5, 10]);
}

#[tokio::test]
async fn an_operation_that_has_finished_is_not_polled_again() {
    let mock = MockTransport::new([push("Success")]);
    wait_for_push(&mock).await.unwrap();
    assert_eq!(times(&mock), [0]);
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn a_failed_operation_is_an_error_with_the_last_response() {
    for status in ["Failed", "TimedOut"] {
        let mock = MockTransport::new([push("Pending"), push(status)]);
        let error = wait_for_push(&mock).await.unwrap_err();
        assert!(error.is_failed_operation(), "{error}");
        assert!(!error.is_retryable() && !error.is_timeout(), "{error}");
        assert_eq!(error.status().unwrap(), 200);
        let body: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
        assert_eq!(body["status"], status);
        let text = format!("get-push-operation: 200 OK: the operation ended as `{status}`");
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test]
async fn an_unknown_status_is_not_final() {
    let mock = MockTransport::new(["Paused", "Success"].map(push));
    wait_for_push(&mock).await.unwrap();
    assert_eq!(times(&mock), [0, 5]);
}

#[tokio::test]
async fn ends_when_the_next_call_would_be_too_late() {
    let mock = MockTransport::new([]);
    mock.fallback(push("Pending"));
    let call = mock_client(&mock).push_data().get_operation(COMPANY, KEY);
    let wait = call.wait().timeout(seconds(12)).interval(seconds(4));
    let error = wait.await.unwrap_err();
    assert!(
        error.is_timeout() && !error.is_failed_operation(),
        "{error}"
    );
    assert_eq!(times(&mock), [0, 4, 8]);
    assert_eq!(mock.clock().elapsed(), seconds(8));
    let text = "get-push-operation: 200 OK: the operation was not finished within 12s";
    assert_eq!(error.to_string(), text);
    let body: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
    assert_eq!(body["status"], "Pending");
}

#[tokio::test]
async fn waits_for_at_most_ten_minutes_by_default() {
    let mock = MockTransport::new([]);
    mock.fallback(push("Pending"));
    let error = wait_for_push(&mock).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(times(&mock).len(), 120);
    assert_eq!(mock.clock().elapsed(), seconds(595));
}

#[tokio::test]
async fn the_timeout_interrupts_a_call() {
    let mock = MockTransport::new([push("Pending"), MockResponse::no_response()]);
    let call = mock_client(&mock).push_data().get_operation(COMPANY, KEY);
    let error = call.wait().timeout(seconds(7)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(times(&mock), [0, 5]);
    assert_eq!(mock.clock().elapsed(), seconds(7));
    // The last response is that of the first call.
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn each_call_is_retried_as_usual() {
    let mock = MockTransport::new([push("Pending"), failure(503), push("Success")]);
    wait_for_push(&mock).await.unwrap();
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn ends_with_the_error_of_a_call() {
    let mock = MockTransport::new([push("Pending"), failure(404), push("Success")]);
    let error = wait_for_push(&mock).await.unwrap_err();
    assert!(
        error.is_not_found() && !error.is_failed_operation(),
        "{error}"
    );
    assert_eq!(times(&mock), [0, 5]);
}

#[tokio::test]
async fn each_call_has_the_options_of_the_call() {
    let mock = MockTransport::new([push("Pending"), failure(503), push("Success")]);
    let call = mock_client(&mock).push_data().get_operation(COMPANY, KEY);
    let options = CallOptions::new()
        .retry(Retry::none())
        .header("x-trace", "7");
    let error = call.with(options).wait().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    let requests = mock.requests();
    let headers = requests.iter().map(|request| request.header("x-trace"));
    assert_eq!(headers.collect::<Vec<_>>(), [Some("7"), Some("7")]);
}

#[tokio::test]
async fn a_response_that_cannot_be_decoded_is_an_error() {
    let body = json!({"status": "Success"});
    let mock = MockTransport::new([MockResponse::json(200, &body)]);
    let error = wait_for_push(&mock).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn waits_for_a_read() {
    let mock = MockTransport::new(["Queued", "Mapping", "Complete"].map(pull));
    let call = mock_client(&mock)
        .refresh_data()
        .get_pull_operation(COMPANY, KEY);
    let operation = call.wait().await.unwrap();
    assert_eq!(operation.status, PullOperationStatus::Complete);
    assert_eq!(times(&mock), [0, 5, 10]);
    for status in ["AuthError", "Cancelled", "NotSupported", "RateLimitError"] {
        let mock = MockTransport::new([pull(status)]);
        let call = mock_client(&mock)
            .refresh_data()
            .get_pull_operation(COMPANY, KEY);
        let error = call.wait().await.unwrap_err();
        assert!(error.is_failed_operation(), "{error}");
    }
}

#[tokio::test]
async fn a_refresh_has_finished_when_no_data_type_is_being_read() {
    let refreshed = [
        vec![
            ("invoices", json!("Complete")),
            ("bills", json!("Fetching")),
        ],
        // The failure is reported once all data types have finished.
        vec![("invoices", json!("MapError")), ("bills", json!("Mapping"))],
        vec![
            ("invoices", json!("Complete")),
            ("bills", json!("NotSupported")),
            ("items", json!(null)),
        ],
    ];
    let mock = MockTransport::new(refreshed.iter().map(|statuses| data(statuses)));
    let client = mock_client(&mock);
    let statuses = client
        .refresh_data()
        .get_data_status(COMPANY)
        .wait()
        .await
        .unwrap();
    assert_eq!(
        statuses.bills.unwrap().current_status,
        Some(PullOperationStatus::NotSupported)
    );
    assert_eq!(times(&mock), [0, 5, 10]);
    let mock = MockTransport::new([
        data(&[("invoices", json!("MapError")), ("bills", json!("Mapping"))]),
        data(&[
            ("invoices", json!("MapError")),
            ("bills", json!("Complete")),
        ]),
    ]);
    let client = mock_client(&mock);
    let error = client
        .refresh_data()
        .get_data_status(COMPANY)
        .wait()
        .await
        .unwrap_err();
    assert!(
        error.is_failed_operation() && error.to_string().contains("`MapError`"),
        "{error}"
    );
    assert_eq!(times(&mock), [0, 5]);
}

#[tokio::test]
async fn a_company_without_any_status_has_not_finished() {
    let mock = MockTransport::new([data(&[]), data(&[("items", json!(null))])]);
    mock.fallback(data(&[("items", json!("Complete"))]));
    let client = mock_client(&mock);
    client
        .refresh_data()
        .get_data_status(COMPANY)
        .wait()
        .await
        .unwrap();
    assert_eq!(times(&mock), [0, 5, 10]);
}
