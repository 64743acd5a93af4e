//! The next value of a stream, for programs without an async runtime.

/// Adds `next_blocking` to a stream with the methods `call`, `take` and `next`.
macro_rules! next_blocking {
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
        }
    };
}

pub(crate) use next_blocking;
