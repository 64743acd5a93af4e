//! What the crates generated from `documents/` send, and how they read responses.
//!
//! `compile.rs` copies this file into a crate that depends on them, and runs it. The requests go to
//! a transport in memory.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a future that never waits, since the transport responds at once.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

mod forms {
    use golden_forms::models::{AddFileRequest, ByName, GetTokenRequest, Range, SendEitherRequest};
    use golden_forms::test_util::{MockResponse, MockTransport};
    use golden_forms::{Client, Multipart, Part};

    use super::ready;

    fn client() -> (Client, MockTransport) {
        let mock = MockTransport::default();
        mock.fallback(MockResponse::status(204));
        let client = Client::builder().mock_transport(&mock).build().unwrap();
        (client, mock)
    }

    /// The body of the only request, with `B` for the boundary of a multipart body.
    fn sent(mock: &MockTransport) -> (String, String) {
        let requests = mock.requests();
        let content_type = requests[0].headers.get("content-type").unwrap();
        let content_type = content_type.to_str().unwrap().to_owned();
        let body = String::from_utf8(requests[0].body.to_vec()).unwrap();
        match content_type.split_once("; boundary=") {
            Some((kind, boundary)) => (kind.to_owned(), body.replace(boundary, "B")),
            None => (content_type, body),
        }
    }

    #[test]
    fn a_form_is_written_as_its_encodings_say() {
        let (client, mock) = client();
        let body = GetTokenRequest::new("client credentials")
            .scope(["a b", "c"])
            .range(Range::new(1).to(2))
            .url("https://a.example/?b=c");
        ready(client.forms().get_token(body).send()).unwrap();
        let (content_type, body) = sent(&mock);
        assert_eq!(content_type, "application/x-www-form-urlencoded");
        assert_eq!(
            body,
            "grant_type=client+credentials&scope=a+b%20c&range=%7B%22from%22%3A1%2C%22to%22%3A2%7D\
             &url=https://a.example/?b%3Dc"
        );
    }

    #[test]
    fn a_model_with_files_becomes_parts() {
        let (client, mock) = client();
        let photo = Part::file("p").file_name("p.png");
        let body = AddFileRequest::new("content", Range::new(1))
            .note("a note")
            .photos([photo, Part::from("q").content_type("image/jpeg")]);
        ready(client.files().add_file(body).send()).unwrap();
        let (content_type, body) = sent(&mock);
        assert_eq!(content_type, "multipart/form-data");
        assert_eq!(
            body,
            "--B\r\nContent-Disposition: form-data; name=\"range\"\r\n\
             Content-Type: application/json\r\n\r\n{\"from\":1}\r\n\
             --B\r\nContent-Disposition: form-data; name=\"note\"\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\na note\r\n\
             --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
             Content-Type: application/octet-stream\r\n\r\ncontent\r\n\
             --B\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"p.png\"\r\n\
             Content-Type: image/png\r\nx-kind: photo\r\n\r\np\r\n\
             --B\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"photos\"\r\n\
             Content-Type: image/jpeg\r\nx-kind: photo\r\n\r\nq\r\n--B--\r\n"
        );
    }

    #[test]
    fn a_union_and_a_body_built_by_the_caller_become_parts() {
        let part = "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--B--\r\n";
        let (by_union, mock) = client();
        let body = SendEitherRequest::ByName(ByName::new("a"));
        ready(by_union.files().send_either(body).send()).unwrap();
        assert_eq!(sent(&mock).1, part);
        let (by_hand, mock) = client();
        let body = Multipart::new().text("name", "a");
        ready(by_hand.files().send_any(body).send()).unwrap();
        assert_eq!(sent(&mock).1, part);
    }

    #[test]
    fn the_media_type_of_an_overlay_is_sent_and_asked_for() {
        let (client, mock) = client();
        mock.then(MockResponse::text(200, "a,b"));
        let text = ready(client.files().send_chosen("c,d").send()).unwrap();
        assert_eq!(text, "a,b");
        assert_eq!(sent(&mock), ("text/csv".to_owned(), "c,d".to_owned()));
        let accept = mock.requests()[0].headers.get("accept").unwrap().clone();
        assert_eq!(accept, "text/csv");
    }
}

mod responses {
    use golden_response_variants::models::{GetReportXState, Job, Lock, Report};
    use golden_response_variants::resources::reports::{
        GetReportHeaders, GetReportSuccess, PutReportSuccess,
    };
    use golden_response_variants::test_util::{MockResponse, MockTransport};
    use golden_response_variants::{Client, Error};

    use super::ready;

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
            .header("X-Ids", "no id");
        let call = client(response).reports().get_report("1");
        let response = ready(call.with_response()).unwrap();
        let headers = GetReportHeaders::from(response.headers());
        assert_eq!(headers.x_total.as_deref(), Some("5"));
        assert_eq!(headers.x_state, Some(GetReportXState::Old));
        assert_eq!(headers.x_ids, None);
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
}

mod streams {
    use golden_streams::Client;
    use golden_streams::models::Delta;
    use golden_streams::test_util::{MockResponse, MockTransport};

    use super::ready;

    fn client(text: &str) -> (Client, MockTransport) {
        let mock = MockTransport::new([MockResponse::text(200, text)]);
        (
            Client::builder().mock_transport(&mock).build().unwrap(),
            mock,
        )
    }

    #[test]
    fn data_of_events_is_decoded() {
        let (client, mock) = client("event: a\nid: 1\ndata: {\"text\":\"x\"}\n\ndata: [DONE]\n\n");
        let mut stream = ready(client.streams().chat(Delta::new("q")).send()).unwrap();
        let event = ready(stream.next()).unwrap().unwrap();
        assert_eq!((event.event.as_str(), event.id.as_str()), ("a", "1"));
        assert_eq!(event.data, Delta::new("x"));
        assert!(ready(stream.next()).is_none());
        let accept = mock.requests()[0].headers.get("accept").unwrap().clone();
        assert_eq!(accept, "text/event-stream");
    }

    #[test]
    fn a_response_can_also_be_asked_for_as_a_stream() {
        let (client, mock) = client("data: {\"text\":\"x\"}\n\n");
        let response = ready(client.streams().send_either().send_values()).unwrap();
        let mut stream = response.into_body();
        let event = ready(stream.next()).unwrap().unwrap();
        assert_eq!(event.data, Delta::new("x"));
        mock.then(MockResponse::json(200, r#"[{"text":"y"}]"#));
        let all = ready(client.streams().send_either().send()).unwrap();
        assert_eq!(all, [Delta::new("y")]);
        let accept = |index: usize| mock.requests()[index].headers["accept"].clone();
        assert_eq!(accept(0), "text/event-stream");
        assert_eq!(accept(1), "application/json");
    }

    #[test]
    fn text_of_events_is_kept() {
        let mut stream = ready(client("data: \"a\"\n\n").0.streams().text_events().send()).unwrap();
        assert_eq!(ready(stream.next()).unwrap().unwrap().data, "\"a\"");
    }

    #[test]
    fn a_described_event_has_typed_json_in_its_data() {
        let (client, _) = client("event: delta\ndata: {\"text\":\"x\"}\n\n");
        let mut stream = ready(client.streams().whole_events().send()).unwrap();
        let event = ready(stream.next()).unwrap().unwrap().data;
        assert_eq!(
            (event.event.as_str(), event.data),
            ("delta", Some(Delta::new("x")))
        );
    }

    #[test]
    fn lines_and_sequences_are_values() {
        let (client_of_lines, _) = client("{\"text\":\"a\"}\n{\"text\":\"b\"}");
        let mut stream = ready(client_of_lines.streams().lines().send()).unwrap();
        assert_eq!(ready(stream.next()).unwrap().unwrap(), Delta::new("a"));
        assert_eq!(ready(stream.next()).unwrap().unwrap(), Delta::new("b"));
        assert!(ready(stream.next()).is_none());
        let (client, _) = client("\u{1e}[1,2]\n");
        let mut stream = ready(client.streams().sequence().send()).unwrap();
        assert_eq!(ready(stream.next()).unwrap().unwrap(), [1, 2]);
    }
}
