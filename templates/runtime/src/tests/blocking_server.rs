//! Blocking calls to servers.

use std::net::TcpListener;
use std::thread;

use tokio::runtime::{Builder, Runtime};
use wiremock::MockServer;

use crate::tests::growing_timeouts::growing_timeouts;
use crate::tests::paging_server::{List, ListNumbers, requested_queries, serve_list};
use crate::tests::server::{Then, responding};
use crate::tests::support::{LIST, Page, builder};
use crate::{Call, CallOptions, Client, Error};

/// A runtime for servers, whose threads run while the test blocks.
fn server_runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Another client of a server.
fn client(server: &MockServer) -> Client {
    builder().base_url(server.uri()).build().unwrap()
}

#[test]
fn a_blocking_call_returns_its_response() {
    let runtime = server_runtime();
    let (server, call) = runtime.block_on(serve_list(List::of(5)));
    let client = client(&server);
    assert_eq!(
        ListNumbers::of(&client)
            .page(2)
            .send_blocking()
            .unwrap()
            .results,
        [2, 3]
    );
    let response = call.page(3).with_response_blocking().unwrap();
    assert_eq!(
        (response.status().as_u16(), response.into_body().results),
        (200, vec![4])
    );
    assert_eq!(
        runtime.block_on(requested_queries(&server)),
        ["page=2", "page=3"]
    );
}

#[test]
fn pages_and_items_are_iterators() {
    let runtime = server_runtime();
    let (server, call) = runtime.block_on(serve_list(List::of(5)));
    let client = client(&server);
    let mut items = call.items_blocking();
    assert_eq!(items.total(), None);
    assert_eq!(items.next().unwrap().unwrap(), 0);
    assert_eq!((items.total(), items.size_hint()), (Some(5), (1, None)));
    assert_eq!(
        runtime.block_on(requested_queries(&server)),
        [""],
        "a page is requested on demand"
    );
    let rest: Vec<i64> = items.by_ref().collect::<Result<_, Error>>().unwrap();
    assert_eq!(rest, [1, 2, 3, 4]);
    assert!(items.next().is_none());

    let pages = ListNumbers::of(&client).page_size(3).pages_blocking();
    let sizes: Vec<usize> = pages.map(|page| page.unwrap().results.len()).collect();
    assert_eq!(sizes, [3, 2]);
    let debug = format!("{items:?} {:?}", ListNumbers::of(&client).pages_blocking());
    assert!(debug.contains("list-numbers"), "{debug}");
}

#[test]
fn an_error_ends_an_iterator() {
    let runtime = server_runtime();
    let broken = wiremock::ResponseTemplate::new(500);
    let (server, call) = runtime.block_on(serve_list(broken));
    let client = client(&server);
    let mut items = call.items_blocking();
    assert!(items.next().unwrap().unwrap_err().is_server_error());
    assert!(items.next().is_none());
    let mut pages = ListNumbers::of(&client).pages_blocking();
    assert!(pages.next().unwrap().unwrap_err().is_server_error());
    assert!(pages.next().is_none());
}

#[test]
fn an_iterator_in_an_async_task_returns_one_error_and_sends_nothing() {
    let runtime = server_runtime();
    let (server, call) = runtime.block_on(serve_list(List::of(5)));
    let client = client(&server);
    runtime.block_on(async {
        let mut items = call.items_blocking();
        let error = items.next().unwrap().unwrap_err();
        assert!(error.is_invalid_request() && error.to_string().contains(".await"));
        assert!(items.next().is_none());
        let mut pages = ListNumbers::of(&client).pages_blocking();
        assert!(pages.next().unwrap().unwrap_err().is_invalid_request());
        assert!(pages.next().is_none());
        let call = ListNumbers::of(&client);
        assert!(call.send_blocking().unwrap_err().is_invalid_request());
        assert_eq!(requested_queries(&server).await, [""; 0]);
    });
}

#[test]
fn blocking_and_async_calls_can_alternate() {
    let runtime = server_runtime();
    let (server, _) = runtime.block_on(serve_list(List::of(1)));
    let client = client(&server);
    // A runtime that does not run between the calls, so neither do its connections.
    let idle = Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..5 {
        idle.block_on(ListNumbers::of(&client).send()).unwrap();
        ListNumbers::of(&client).send_blocking().unwrap();
    }
    assert_eq!(runtime.block_on(requested_queries(&server)).len(), 10);
}

#[test]
fn each_thread_receives_its_own_response() {
    let runtime = server_runtime();
    let (server, _) = runtime.block_on(serve_list(List::of(1000)));
    let client = client(&server);
    thread::scope(|scope| {
        for number in 1..=16_i64 {
            let client = &client;
            scope.spawn(move || {
                for _ in 0..10 {
                    let call = ListNumbers::of(client).page(number).page_size(1);
                    assert_eq!(call.send_blocking().unwrap().results, [number - 1]);
                }
            });
        }
    });
}

#[test]
fn blocking_calls_return_the_same_errors() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let client = builder()
        .base_url(format!("http://{address}"))
        .build()
        .unwrap();
    let error = Call::new(&client, &LIST)
        .blocking(Call::json_response::<Page>)
        .unwrap_err();
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");

    let runtime = server_runtime();
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    for then in [Then::Stall, Then::Close] {
        let client = runtime.block_on(responding(head, then));
        let mut errors = growing_timeouts().map(|timeout| {
            let options = CallOptions::new().timeout(timeout);
            let call = Call::new(&client, &LIST).with(options);
            call.blocking(Call::json_response::<Page>).unwrap_err()
        });
        let has_body = |error: &Error| error.body().is_some_and(|body| !body.is_empty());
        let error = errors.find(has_body).unwrap();
        assert_eq!(error.is_timeout(), matches!(then, Then::Stall), "{error:?}");
        assert_eq!(
            error.is_interrupted(),
            matches!(then, Then::Close),
            "{error:?}"
        );
        assert_eq!(error.body().unwrap(), "{");
    }
}
