//! Blocking calls, over transports that run on the client's background thread and observe its
//! start, panics and end.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use http::Request;
use tokio::runtime::Builder;
use tokio::sync::Barrier;

use crate::tests::custom_transport::{ThreadTransport, offline, serve_once};
use crate::tests::support::{LIST, Page, builder};
use crate::{
    Body, BoxFuture, Call, CallOptions, Client, Error, Response, Transport, TransportError,
};

const EMPTY: &str = "{\"results\":[]}";

/// A transport that runs a function before it responds.
struct FnTransport<F>(F);

type SendResult = Result<http::Response<Body>, TransportError>;

impl<F, R> Transport for FnTransport<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, SendResult> {
        let before = (self.0)();
        Box::pin(async move {
            before.await;
            Ok(http::Response::new(Body::from(EMPTY)))
        })
    }
}

fn client<F, R>(before: F) -> Client
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    builder().transport(FnTransport(before)).build().unwrap()
}

fn list(client: &Client) -> Result<Response<Page>, Error> {
    Call::new(client, &LIST).blocking(Call::json_response)
}

fn assert_refused(error: &Error) {
    assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
    assert_eq!(error.operation(), Some("list-rules"));
    assert!(error.to_string().contains("use `.await`"), "{error}");
}

#[test]
fn blocking_calls_work_with_a_custom_transport_and_clock() {
    let address = serve_once("HTTP/1.0 200 OK\r\n\r\n{\"results\":[]}", Duration::ZERO);
    let url = format!("http://{address}");
    let client = offline(builder().base_url(url)).build().unwrap();
    assert_eq!(list(&client).unwrap().status(), 200);
}

#[test]
fn the_default_clock_is_tokios() {
    let address = serve_once("HTTP/1.0 200 OK\r\n\r\n{}", Duration::MAX);
    let url = format!("http://{address}");
    let client = builder()
        .base_url(url)
        .transport(ThreadTransport)
        .build()
        .unwrap();
    let short = CallOptions::new().timeout(Duration::from_millis(50));
    let call = Call::new(&client, &LIST).with(short);
    let error = call.blocking(Call::json_response::<Page>).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[test]
fn problems_of_a_call_are_reported() {
    let client = client(|| async {});
    let call = Call::new(&client, &LIST).with(CallOptions::new().header("a b", "c"));
    let error = call.blocking(Call::json_response::<Page>).unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(!error.to_string().contains(".await"));
}

#[test]
fn a_call_in_an_async_task_is_an_error_and_nothing_is_sent() {
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let client = client(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async {}
    });
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(async {
            assert_refused(&list(&client).unwrap_err());
            let spawned = client.clone();
            tokio::spawn(async move { assert_refused(&list(&spawned).unwrap_err()) })
                .await
                .unwrap();
        });
        // Outside the runtime, the call works.
        assert_eq!(sent.swap(0, Ordering::SeqCst), 0);
        list(&client).unwrap();
        assert_eq!(sent.swap(0, Ordering::SeqCst), 1);
    }
}

#[test]
fn calls_work_in_spawn_blocking_and_block_in_place() {
    let client = client(|| async {});
    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let runtime = builder.enable_all().build().unwrap();
        let blocking = client.clone();
        let status = runtime.block_on(async {
            tokio::task::spawn_blocking(move || list(&blocking).unwrap().status()).await
        });
        assert_eq!(status.unwrap(), 200);
        // A handle that is only entered does not poll a task.
        let _guard = runtime.enter();
        list(&client).unwrap();
    }
    let runtime = Builder::new_multi_thread().build().unwrap();
    runtime.block_on(async {
        let in_place = |client: Client| tokio::task::block_in_place(|| list(&client).unwrap());
        in_place(client.clone());
        // In a spawned task, and after the block the task is async again.
        let spawned = client.clone();
        tokio::spawn(async move {
            in_place(spawned.clone());
            assert_refused(&list(&spawned).unwrap_err());
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_call_on_the_background_thread_is_an_error() {
    let own = Arc::new(OnceLock::<Client>::new());
    let inside = Arc::clone(&own);
    let client = client(move || {
        assert_refused(&list(inside.get().unwrap()).unwrap_err());
        async {}
    });
    own.set(client.clone()).unwrap();
    list(&client).unwrap();
}

#[test]
fn calls_from_many_threads_run_concurrently() {
    const THREADS: usize = 32;
    // No call completes before all have started.
    let barrier = Arc::new(Barrier::new(THREADS));
    let client = client(move || {
        let barrier = Arc::clone(&barrier);
        async move {
            barrier.wait().await;
        }
    });
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..20 {
                    list(&client.clone()).unwrap();
                }
            });
        }
    });
}

#[test]
fn a_panic_fails_only_its_own_call() {
    let count = AtomicUsize::new(0);
    let client = client(move || {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        async move { assert!(!first, "it was the first") }
    });
    let error = list(&client).unwrap_err();
    assert!(error.is_interrupted() && !error.is_unsent(), "{error:?}");
    assert_eq!(error.operation(), Some("list-rules"));
    assert!(
        format!("{error:?}").contains("the call panicked"),
        "{error:?}"
    );
    list(&client).unwrap();
}

/// Sends a message when its thread ends.
struct ThreadEnd(Sender<()>);

impl Drop for ThreadEnd {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

thread_local! {
    static THREAD_END: RefCell<Option<ThreadEnd>> = const { RefCell::new(None) };
}

/// A client that reports the end of its thread. Each call takes the given time.
fn observed(duration: Duration) -> (Client, Receiver<()>) {
    let (sender, ended) = channel();
    let client = client(move || {
        THREAD_END.set(Some(ThreadEnd(sender.clone())));
        tokio::time::sleep(duration)
    });
    (client, ended)
}

fn ends(ended: &Receiver<()>) -> bool {
    ended.recv().is_ok()
}

#[test]
fn the_thread_ends_when_the_last_clone_is_dropped() {
    let (client, ended) = observed(Duration::ZERO);
    let clone = client.clone();
    list(&client).unwrap();
    drop(client);
    list(&clone).unwrap();
    // The second call replaced the `ThreadEnd` of the first.
    ended.recv().unwrap();
    thread::sleep(Duration::from_millis(50));
    assert!(
        ended.try_recv().is_err(),
        "the thread ended while a clone existed"
    );
    drop(clone);
    assert!(ends(&ended));
}

#[test]
fn a_client_can_be_dropped_while_its_calls_run() {
    let (client, ended) = observed(Duration::from_millis(200));
    let call = Call::new(&client, &LIST);
    let caller = thread::spawn(|| call.blocking(Call::json_response::<Page>));
    thread::sleep(Duration::from_millis(50));
    drop(client);
    caller.join().unwrap().unwrap();
    assert!(ends(&ended));
}

#[test]
fn the_last_clone_can_be_dropped_on_the_background_thread() {
    let last = Arc::new(Mutex::new(None::<Client>));
    let inside = Arc::clone(&last);
    let (sender, ended) = channel();
    let release = Arc::new(tokio::sync::Notify::new());
    let released = Arc::clone(&release);
    let client = client(move || {
        THREAD_END.set(Some(ThreadEnd(sender.clone())));
        let last = inside.lock().unwrap().take();
        let released = Arc::clone(&released);
        tokio::spawn(async move {
            released.notified().await;
            drop(last);
        });
        async {}
    });
    *last.lock().unwrap() = Some(client.clone());
    list(&client).unwrap();
    drop(client);
    assert!(ended.try_recv().is_err(), "the task still has a clone");
    release.notify_one();
    assert!(ends(&ended));
}
