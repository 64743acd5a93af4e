//! The media types of the bodies of `bodies.yaml`.

use golden_bodies::test_util::{MockResponse, MockTransport};
use golden_bodies::{Client, MediaBody};

use crate::ready;

fn client() -> (Client, MockTransport) {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::status(204));
    let client = Client::builder().mock_transport(&mock).build().unwrap();
    (client, mock)
}

/// The media type and the body of the last request.
fn sent(mock: &MockTransport) -> (String, String) {
    let requests = mock.requests();
    let request = requests.last().unwrap();
    let media_type = request.headers["content-type"].to_str().unwrap();
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    (media_type.to_owned(), body)
}

#[test]
fn the_caller_chooses_a_media_type_of_a_range() {
    let (client, mock) = client();
    let gif = || MediaBody::new("image/gif", "GIF");
    let expected = ("image/gif".to_owned(), "GIF".to_owned());
    ready(client.files().image_required(gif()).send()).unwrap();
    assert_eq!(sent(&mock), expected);
    ready(client.files().image_optional().body(gif()).send()).unwrap();
    assert_eq!(sent(&mock), expected);
    ready(client.files().image_optional().send()).unwrap();
    let requests = mock.requests();
    assert!(
        !requests
            .last()
            .unwrap()
            .headers
            .contains_key("content-type")
    );
    let invalid = MediaBody::new("image\n", "GIF");
    let error = ready(client.files().image_required(invalid).send()).unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
}

#[test]
fn other_media_types_replace_the_default() {
    let (client, mock) = client();
    ready(client.files().image_of_several("PNG").send()).unwrap();
    assert_eq!(sent(&mock), ("image/png".to_owned(), "PNG".to_owned()));
    let jpeg = MediaBody::new("image/jpeg", "JPEG");
    ready(client.files().image_of_several(jpeg).send()).unwrap();
    assert_eq!(sent(&mock), ("image/jpeg".to_owned(), "JPEG".to_owned()));
    ready(client.files().any_bytes("a").send()).unwrap();
    assert_eq!(
        sent(&mock),
        ("application/octet-stream".to_owned(), "a".to_owned())
    );
    ready(client.files().any_text("a").send()).unwrap();
    assert_eq!(sent(&mock), ("text/plain".to_owned(), "a".to_owned()));
    let csv = MediaBody::new("text/csv", "a,b");
    ready(client.files().any_text(csv).send()).unwrap();
    assert_eq!(sent(&mock), ("text/csv".to_owned(), "a,b".to_owned()));
}
