//! What the crate of `forms.yaml` sends, and how it reads responses.

use golden_forms::models::{AddFileRequest, ByName, GetTokenRequest, Range, SendEitherRequest};
use golden_forms::test_util::{MockResponse, MockTransport};
use golden_forms::{Client, Multipart, Part};

use crate::ready;

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
