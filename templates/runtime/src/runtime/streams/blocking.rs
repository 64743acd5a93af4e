//! The next value of a stream, for programs without an async runtime.

use crate::runtime::error::Error;
use crate::runtime::streams::events::{EventStream, ServerEvent};
use crate::runtime::streams::json_values::JsonStream;

macro_rules! next_blocking {
    ($stream:ident, $item:ty) => {
        impl<T: Send + 'static> $stream<T> {
            /// Like `next`, and blocks the current thread until the value has arrived. In an async
            /// task, it is an error and the stream ends.
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn next_blocking(&mut self) -> Option<Result<$item, Error>> {
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

next_blocking!(EventStream, ServerEvent<T>);
next_blocking!(JsonStream, T);
