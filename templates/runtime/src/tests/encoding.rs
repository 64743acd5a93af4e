//! Percent-encoding of paths and queries, as the server receives them.

use tokio::sync::mpsc::UnboundedReceiver;

use crate::tests::server::capturing;
use crate::tests::support::{DELETE, GET, LIST, builder};
use crate::{Call, Client, Operation};

/// The target in the request line of the next request.
async fn target(requests: &mut UnboundedReceiver<String>) -> String {
    let request = requests.recv().await.unwrap_or_default();
    request.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn path_values_are_encoded_within_their_segment() {
    let (client, mut requests) = capturing().await;
    for (value, expected) in [
        ("plain-._~09azAZ", "plain-._~09azAZ"),
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("../other", "..%2Fother"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("a b+c", "a%20b%2Bc"),
        ("ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80"),
        ("a\r\nb\0", "a%0D%0Ab%00"),
        (
            r#"!"$&'()*,/:;<=>?@[\]^`{|}"#,
            "%21%22%24%26%27%28%29%2A%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E%60%7B%7C%7D",
        ),
        ("{partId}", "%7BpartId%7D"),
        (" ", "%20"),
    ] {
        Call::new(&client, &GET)
            .path("partId", "p")
            .path("ruleId", value)
            .empty_response()
            .await
            .unwrap();
        assert_eq!(
            target(&mut requests).await,
            format!("/rules/{expected}/parts/p")
        );
    }
}

#[tokio::test]
async fn values_are_formatted_with_display() {
    let (client, mut requests) = capturing().await;
    Call::new(&client, &DELETE)
        .path("ruleId", 42)
        .empty_response()
        .await
        .unwrap();
    assert_eq!(target(&mut requests).await, "/rules/42");
}

#[tokio::test]
async fn query_parameters_are_encoded_once_in_order() {
    let (client, mut requests) = capturing().await;
    let list = || Call::new(&client, &LIST);
    for (call, expected) in [
        (list(), "/rules"),
        (list().query("page", 1), "/rules?page=1"),
        (list().query("b", 1).query("a", 2), "/rules?b=1&a=2"),
        (
            list().query("q", "name~T&x=1 +%ü#"),
            "/rules?q=name~T%26x%3D1%20%2B%25%C3%BC%23",
        ),
        (
            list().query("order by", "-a/b?"),
            "/rules?order%20by=-a%2Fb%3F",
        ),
        (list().query("empty", ""), "/rules?empty="),
        (
            list().query("page", 1).query("size", 5).query("page", 2),
            "/rules?size=5&page=2",
        ),
        (
            list().query_list("tag", ["a", "b,c"]).query("z", true),
            "/rules?tag=a&tag=b%2Cc&z=true",
        ),
        (
            list()
                .query_list("tag", ["a", "b"])
                .query_list("tag", ["c"]),
            "/rules?tag=c",
        ),
        (list().query_list("tag", [""; 0]), "/rules"),
    ] {
        call.empty_response().await.unwrap();
        assert_eq!(target(&mut requests).await, expected);
    }
}

#[tokio::test]
async fn the_path_of_the_base_url_is_prepended() {
    let (client, mut requests) = capturing().await;
    // The origin, from the client's `Debug` output.
    let debug = format!("{client:?}");
    let origin = debug
        .split_once("base_url: ")
        .unwrap()
        .1
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    for (base, expected) in [
        ("", "/rules"),
        ("/", "/rules"),
        ("/v1", "/v1/rules"),
        ("/a%20b/v1/", "/a%20b/v1/rules"),
    ] {
        let client: Client = builder()
            .base_url(format!("{origin}{base}"))
            .build()
            .unwrap();
        Call::new(&client, &LIST).empty_response().await.unwrap();
        assert_eq!(target(&mut requests).await, expected);
    }
}

#[tokio::test]
async fn the_query_of_a_path_is_continued() {
    static SEARCH: Operation = Operation::get("search", "/rules?kind=all&id={id}");
    let (client, mut requests) = capturing().await;
    let call = || Call::new(&client, &SEARCH).path("id", "a&b");
    call().empty_response().await.unwrap();
    assert_eq!(target(&mut requests).await, "/rules?kind=all&id=a%26b");
    call().query("page", 2).empty_response().await.unwrap();
    let continued = "/rules?kind=all&id=a%26b&page=2";
    assert_eq!(target(&mut requests).await, continued);
}

#[tokio::test]
async fn brackets_in_names_are_sent_as_they_are() {
    let (client, mut requests) = capturing().await;
    let call = Call::new(&client, &LIST).query_list("tags[]", ["x[]", "y"]);
    call.query("a=b&c", 1).empty_response().await.unwrap();
    let expected = "/rules?tags[]=x%5B%5D&tags[]=y&a%3Db%26c=1";
    assert_eq!(target(&mut requests).await, expected);
}
