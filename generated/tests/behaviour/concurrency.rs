//! Concurrent calls on one client, while the server fails one in ten.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use codat_platform::Retry;
use codat_platform::models::CompanyRequestBody;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::api::{builder, company};
use crate::server::header;
use crate::support::read_request;

const CALLS: usize = 1000;

/// The effects of each idempotency key: the name that was sent with it, once for each execution.
type Created = Arc<Mutex<BTreeMap<String, Vec<String>>>>;

/// Handles the request with this number: nine of ten succeed, and every tenth meets one of four
/// faults.
async fn serve(mut stream: TcpStream, number: usize, created: Created) {
    let fault = if number % 10 == 9 {
        (number / 10) % 4
    } else {
        usize::MAX
    };
    if fault == 0 {
        return;
    }
    let request = read_request(&mut stream).await;
    let Some(key) = header(&request, "idempotency-key").map(str::to_owned) else {
        return;
    };
    if fault == 1 {
        let _ = stream
            .write_all(b"HTTP/1.1 429 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            .await;
        return;
    }
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let name = serde_json::from_str::<Value>(body).unwrap()["name"].to_string();
    let mut response = company();
    response["name"] = serde_json::from_str(&name).unwrap();
    {
        // A known key was executed before.
        let mut created = created.lock().unwrap();
        let names = created.entry(key).or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let response = response.to_string();
    let length = response.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    match fault {
        // Executes the request, but does not respond.
        2 => {}
        3 => {
            let _ = stream.write_all(head.as_bytes()).await;
        }
        _ => {
            let _ = stream
                .write_all(format!("{head}{response}").as_bytes())
                .await;
            let _ = stream.shutdown().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_concurrent_calls_lose_and_duplicate_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let created = Created::default();
    let shared = Arc::clone(&created);
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, number, Arc::clone(&shared)));
            number += 1;
        }
    });
    let client = builder()
        .base_url(format!("http://{address}"))
        .retry(
            Retry::new()
                .max_attempts(10)
                .initial_backoff(std::time::Duration::from_millis(20)),
        )
        .build()
        .unwrap();
    let calls: Vec<_> = (0..CALLS)
        .map(|number| {
            let body = CompanyRequestBody::new(format!("company {number}"));
            tokio::spawn(client.companies().create(body).with_response())
        })
        .collect();
    let mut attempts = 0;
    for (number, call) in calls.into_iter().enumerate() {
        let reply = call.await.unwrap().unwrap();
        attempts += reply.attempts() as usize;
        // Each call received its own response.
        assert_eq!(reply.body().name, format!("company {number}"));
    }
    // Some calls were retried.
    assert!(attempts > CALLS + CALLS / 20, "{attempts}");
    let created = created.lock().unwrap();
    assert_eq!(created.len(), CALLS);
    let mut names: Vec<_> = created
        .values()
        .map(|names| {
            assert_eq!(names.len(), 1, "one key, several calls: {names:?}");
            &names[0]
        })
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), CALLS);
}
