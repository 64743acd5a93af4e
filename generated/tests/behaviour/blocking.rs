//! Blocking calls inside and outside of an async runtime.

use codat_platform::test_util::MockTransport;
use codat_platform::{Client, Error};
use tokio::runtime::Builder;

use crate::api::{COMPANY, mock_client, success};

fn client() -> (Client, MockTransport) {
    let mock = MockTransport::default();
    mock.fallback(success());
    (mock_client(&mock), mock)
}

fn call(client: &Client) -> Result<(), Error> {
    client.companies().get(COMPANY).send_blocking().map(drop)
}

#[test]
fn a_blocking_call_needs_no_runtime() {
    let (client, mock) = client();
    call(&client).unwrap();
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_blocking_call_in_an_async_task_is_an_error() {
    let (client, mock) = client();
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.build().unwrap();
        let error = runtime.block_on(async { call(&client).unwrap_err() });
        assert!(error.is_invalid_request(), "{error:?}");
        let line = error.to_string();
        assert!(
            line.contains("`.await`") && line.contains("spawn_blocking"),
            "{line}"
        );
    }
    assert_eq!(mock.requests().len(), 0);
}

#[test]
fn blocking_calls_work_in_spawn_blocking_and_block_in_place() {
    let (client, mock) = client();
    let runtime = Builder::new_multi_thread().build().unwrap();
    runtime.block_on(async {
        tokio::task::block_in_place(|| call(&client)).unwrap();
        let blocking = client.clone();
        let task = tokio::task::spawn_blocking(move || call(&blocking));
        task.await.unwrap().unwrap();
    });
    assert_eq!(mock.requests().len(), 2);
}
