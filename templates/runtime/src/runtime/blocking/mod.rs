//! Blocking calls, for programs without an async runtime.
//!
//! The first blocking call of a client starts a background thread with a small Tokio runtime. Calls
//! are sent there as futures, and the calling thread blocks until the result arrives. Clones of a
//! client share the thread, which ends when the last of them is dropped.

use std::io;
use std::pin::pin;
use std::sync::{Mutex, PoisonError, mpsc};
use std::task::{Context, Waker};
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::coop::consume_budget;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::types::boxed::{BoxError, BoxFuture};

type Task = BoxFuture<'static, ()>;

/// The background thread of a client, started on first use.
#[derive(Default)]
pub(crate) struct Driver {
    // Dropping the sender ends the thread. It is not joined, because the last clone of a client may
    // be dropped on the thread itself.
    tasks: Mutex<Option<UnboundedSender<Task>>>,
}

/// Why a blocking call has no result.
pub(crate) enum BlockingFailure {
    InAsyncTask,
    ThreadSpawn(io::Error),
    TaskPanicked,
}

impl Driver {
    /// Runs a future on the background thread and blocks until it completes.
    ///
    /// The caller holds a clone of the client until then, which keeps the thread running.
    pub(crate) fn run<F>(&self, future: F) -> Result<F::Output, BlockingFailure>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        // This includes the background thread, which would wait for itself.
        if is_in_async_task() {
            return Err(BlockingFailure::InAsyncTask);
        }
        let (sender, output) = mpsc::sync_channel(1);
        let task = async move {
            // The receiver is gone if the calling thread has ended.
            let _ = sender.send(future.await);
        };
        self.start(Box::pin(task))
            .map_err(BlockingFailure::ThreadSpawn)?;
        // A task that panics drops the sender.
        output.recv().map_err(|_| BlockingFailure::TaskPanicked)
    }

    fn start(&self, task: Task) -> io::Result<()> {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let task = match &*tasks {
            Some(running) => match running.send(task) {
                Ok(()) => return Ok(()),
                // The thread has ended. Start another.
                Err(unsent) => unsent.0,
            },
            None => task,
        };
        let started = start_thread()?;
        // The receiver exists: the thread has just started.
        let _ = started.send(task);
        *tasks = Some(started);
        Ok(())
    }
}

fn start_thread() -> io::Result<UnboundedSender<Task>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (sender, mut tasks) = unbounded_channel::<Task>();
    thread::Builder::new()
        .name("sdk-calls".to_owned())
        .spawn(move || {
            runtime.block_on(async move {
                while let Some(task) = tasks.recv().await {
                    // Spawned, so that calls run concurrently and a panic ends only its own call.
                    tokio::spawn(task);
                }
            });
        })?;
    Ok(sender)
}

/// Whether the current thread is polling a task of a Tokio runtime, so that it must not block.
///
/// Tokio gives each task a budget of operations per poll, and lifts it in `spawn_blocking` and
/// `block_in_place`. Only in a task can the budget be used up. A future in
/// `tokio::task::unconstrained` has no budget and is not detected.
fn is_in_async_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // Tokio counts the budget in a byte.
    (0..=u8::MAX).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

impl BlockingFailure {
    pub(crate) fn into_error(self, operation: &'static str) -> Error {
        let (kind, source): (Kind, Option<BoxError>) = match self {
            Self::InAsyncTask => {
                let problem = "a blocking call was made in an async task, whose thread it would block: use `.await`, or make the call in `tokio::task::spawn_blocking`";
                (Kind::InvalidRequest(vec![problem.to_owned()]), None)
            }
            Self::ThreadSpawn(error) => (Kind::Connect, Some(error.into())),
            Self::TaskPanicked => (
                Kind::Interrupted,
                Some("the call panicked on the client's background thread".into()),
            ),
        };
        Error::new(kind)
            .with_operation(operation)
            .with_source(source)
    }
}

impl Call {
    /// Sends the call with `send` on the background thread and blocks until the response has
    /// arrived.
    ///
    /// # Errors
    ///
    /// The errors of `send`. In an async task, an error with [`Error::is_invalid_request`], and
    /// nothing is sent.
    pub fn blocking<T, F>(self, send: impl FnOnce(Self) -> F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let client = self.client.clone();
        let operation = self.operation.id;
        let output = client.inner.driver.run(send(self));
        output.unwrap_or_else(|failure| Err(failure.into_error(operation)))
    }
}
