//! What the crate of `response-variants.yaml` sends, and how it reads responses.

use golden_response_variants::models::{GetReportXState, Job, Lock, Report};
use golden_response_variants::resources::reports::{
    GetReportHeaders, GetReportSuccess, PutReportSuccess,
};
use golden_response_variants::test_util::{MockResponse, MockTransport};
use golden_response_variants::{Client, Error};

use crate::ready;

fn client(response: MockResponse) -> Client {
    let mock = MockTransport::new([response]);
    Client::builder().mock_transport(&mock).build().unwrap()
}

fn get(response: MockResponse) -> Result<GetReportSuccess, Error> {
    ready(client(response).reports().get_report("1").send())
}

#[test]
fn the_status_selects_the_variant() {
    let report = get(MockResponse::json(200, r#"{"name":"a"}"#)).unwrap();
    assert!(matches!(report, GetReportSuccess::Ok(Report { name, .. }) if name == "a"));
    let job = get(MockResponse::json(202, r#"{"job":"b"}"#)).unwrap();
    assert!(matches!(job, GetReportSuccess::Accepted(Job { job, .. }) if job == "b"));
    let none = get(MockResponse::status(204)).unwrap();
    assert_eq!(none, GetReportSuccess::NoContent);
    let text = get(MockResponse::text(201, "c")).unwrap();
    assert_eq!(text, GetReportSuccess::Other("c".to_owned()));
    let call = client(MockResponse::bytes(201, "d"))
        .reports()
        .put_report("1");
    assert_eq!(
        ready(call.send()).unwrap(),
        PutReportSuccess::Created("d".into())
    );
}

#[test]
fn described_headers_are_typed() {
    let response = MockResponse::json(200, r#"{"name":"a"}"#)
        .header("X-Total", "5")
        .header("X-State", "old")
        .header("X-Ids", "a, b");
    let call = client(response).reports().get_report("1");
    let response = ready(call.with_response()).unwrap();
    let headers = GetReportHeaders::from(response.headers());
    assert_eq!(headers.x_total.as_deref(), Some("5"));
    assert_eq!(headers.x_state, Some(GetReportXState::Old));
    assert_eq!(headers.x_ids, Some(vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn an_error_has_the_model_of_its_status() {
    let error = get(MockResponse::json(409, r#"{"owner":"me"}"#)).unwrap_err();
    assert_eq!(error.decode_body::<Lock>().unwrap().owner, "me");
}

#[test]
fn head_returns_headers_and_no_body() {
    let response = MockResponse::status(200).header("x-version", "3");
    let response = ready(client(response).reports().check_report("1").with_response());
    let response = response.unwrap();
    assert_eq!(response.headers().get("x-version").unwrap(), "3");
    let () = response.into_body();
}
