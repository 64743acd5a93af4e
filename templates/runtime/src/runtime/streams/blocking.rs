//! The values of streams, for programs without an async runtime.
//!
//! Each value is awaited on the client's background thread while the caller blocks.

/// A stream of values as an iterator of `Result` of a value or an [`Error`](crate::Error), which
/// blocks the current thread until the next value has arrived.
///
/// Dropping the iterator closes the connection.
#[derive(Debug)]
#[must_use = "no value is read until the iterator is used"]
pub struct BlockingStream<S>(pub(super) S);

impl<S> BlockingStream<S> {
    /// The stream itself, for its other methods.
    pub fn stream(&self) -> &S {
        &self.0
    }
}

/// Adds `next_blocking` and `into_blocking` to a stream with the methods `call`, `take` and `next`.
macro_rules! blocking_stream {
    ($stream:ident, $item:ty) => {
        impl<T: Send + 'static> $stream<T> {
            /// Like `next`, and blocks the current thread until the value has arrived. In an async
            /// task, it is an error and the stream ends.
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn next_blocking(&mut self) -> Option<Result<$item, $crate::Error>> {
                let (client, operation) = {
                    let call = self.call()?;
                    (call.client.clone(), call.operation.id)
                };
                let mut stream = self.take();
                let next = async move {
                    let item = stream.next().await;
                    (item, stream)
                };
                match client.inner.driver.run(next) {
                    Ok((item, stream)) => {
                        *self = stream;
                        item
                    }
                    Err(failure) => Some(Err(failure.into_error(operation))),
                }
            }

            /// The values as an iterator, whose `next` is `next_blocking`.
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn into_blocking(self) -> $crate::BlockingStream<Self> {
                $crate::runtime::streams::blocking::BlockingStream(self)
            }
        }

        impl<T: Send + 'static> Iterator for $crate::BlockingStream<$stream<T>> {
            type Item = Result<$item, $crate::Error>;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next_blocking()
            }
        }

        impl<T: Send + 'static> std::iter::FusedIterator for $crate::BlockingStream<$stream<T>> {}
    };
}

pub(crate) use blocking_stream;
