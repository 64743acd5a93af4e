//! What the crate of `openapi-32.yaml` sends.

use golden_openapi_32::serde_json::json;
use golden_openapi_32::test_util::{MockResponse, MockTransport};
use golden_openapi_32::{ApiKey, Client, Multipart, Part};

use crate::ready;

#[test]
fn parts_have_the_media_types_of_their_positions() {
    let mock = MockTransport::new([MockResponse::status(204)]);
    let builder = Client::builder().key(ApiKey::new("k"));
    let client = builder.mock_transport(&mock).build().unwrap();
    let parts = Multipart::new()
        .unnamed(Part::json(&json!({"id": "a"})))
        .unnamed("PNG")
        .unnamed(
            Part::file("GIF")
                .content_type("image/gif")
                .file_name("a.gif"),
        );
    ready(client.things().add_parts(parts).send()).unwrap();
    let requests = mock.requests();
    let media_type = requests[0].headers["content-type"].to_str().unwrap();
    let boundary = media_type
        .strip_prefix("multipart/mixed; boundary=")
        .unwrap();
    let body = String::from_utf8(requests[0].body.to_vec()).unwrap();
    assert_eq!(
        body.replace(boundary, "B"),
        "--B\r\nContent-Type: application/json\r\n\r\n{\"id\":\"a\"}\r\n\
         --B\r\nContent-Type: image/png\r\n\r\nPNG\r\n\
         --B\r\nContent-Disposition: attachment; filename=\"a.gif\"\r\n\
         Content-Type: image/gif\r\n\r\nGIF\r\n--B--\r\n"
    );
}
