//! One client on several Tokio runtimes.

use std::thread;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::tests::server::{client, read_request};
use crate::tests::support::{LIST, Page};
use crate::{Call, Client};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A client of a server that runs on its own thread and keeps connections open.
fn server() -> Client {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            sender.send(listener.local_addr().unwrap()).unwrap();
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    while !read_request(&mut stream).await.is_empty() {
                        let response =
                            "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"results\":[]}";
                        stream.write_all(response.as_bytes()).await.unwrap();
                    }
                });
            }
        });
    });
    client(receiver.recv().unwrap())
}

async fn call(client: &Client) {
    Call::new(client, &LIST)
        .json_response::<Page>()
        .await
        .unwrap();
}

/// A connection makes no progress while its runtime is idle.
#[test]
fn an_idle_runtime_does_not_block_calls_on_another() {
    let client = server();
    let runtimes: Vec<Runtime> = (0..12).map(|_| runtime()).collect();
    for _ in 0..2 {
        for runtime in &runtimes {
            runtime.block_on(call(&client));
        }
    }
}

#[test]
fn a_runtime_that_was_shut_down_does_not_break_later_calls() {
    let client = server();
    for _ in 0..20 {
        let runtime = runtime();
        runtime.block_on(call(&client));
        runtime.block_on(call(&client));
    }
}
