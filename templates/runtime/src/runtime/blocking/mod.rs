//! Calls that wait for their answer, for programs without an async runtime.
//!
//! A client that is called so owns a thread, started by the first such call, with a small Tokio runtime on it. A call
//! goes there as a future, and the thread that made it waits for what comes back. Clones of the client share the thread;
//! it ends when the last of them is dropped.

use std::io;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::{BoxError, BoxFuture};

type Task = BoxFuture<'static, ()>;

/// The thread of a client, from its first use on.
#[derive(Default)]
pub(crate) struct Driver {
    // The thread ends when this is dropped. Nobody waits for it: the last clone may be dropped on it.
    tasks: Mutex<Option<UnboundedSender<Task>>>,
}

/// Why a blocking call has no output.
pub(crate) enum BlockingFailure {
    InsideRuntime,
    ThreadSpawn(io::Error),
    TaskPanicked,
}

impl Driver {
    /// Runs a future on the client's thread and waits for its output.
    ///
    /// The caller keeps a clone of the client meanwhile, so that the thread stays.
    pub(crate) fn run<F>(&self, future: F) -> Result<F::Output, BlockingFailure>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        // The client's own thread is one, too: waiting on it for itself would never end.
        if Handle::try_current().is_ok() {
            return Err(BlockingFailure::InsideRuntime);
        }
        let (sender, output) = mpsc::sync_channel(1);
        let task = async move {
            // Nobody takes it when the waiting thread is gone.
            let _ = sender.send(future.await);
        };
        self.start(Box::pin(task))
            .map_err(BlockingFailure::ThreadSpawn)?;
        // A task that panics drops its sender.
        output.recv().map_err(|_| BlockingFailure::TaskPanicked)
    }

    fn start(&self, task: Task) -> io::Result<()> {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let task = match &*tasks {
            Some(running) => match running.send(task) {
                Ok(()) => return Ok(()),
                // The thread is gone, so this call gets a new one.
                Err(unsent) => unsent.0,
            },
            None => task,
        };
        let started = start_thread()?;
        // A thread that has just started takes it.
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
                    // Each by itself, so that calls run at once and a panic ends its own call alone.
                    tokio::spawn(task);
                }
            });
        })?;
    Ok(sender)
}

impl BlockingFailure {
    pub(crate) fn into_error(self, operation: &'static str) -> Error {
        let (kind, source): (Kind, Option<BoxError>) = match self {
            Self::InsideRuntime => {
                let problem = "a blocking call was made inside an async runtime, which it would hold up: use `.await` there";
                (Kind::InvalidRequest(vec![problem.to_owned()]), None)
            }
            Self::ThreadSpawn(error) => (Kind::Connect, Some(error.into())),
            Self::TaskPanicked => (
                Kind::Interrupted,
                Some("the call panicked on the client's thread".into()),
            ),
        };
        Error::new(kind)
            .with_operation(operation)
            .with_source(source)
    }
}

impl Call {
    /// Sends the call in the given way on the client's thread, and waits for the answer.
    ///
    /// # Errors
    ///
    /// Those of the way it is sent; and [`Error::is_invalid_request`] inside an async runtime, where nothing is sent.
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
