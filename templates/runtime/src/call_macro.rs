//! What every call of an SDK has: options, and ways of sending it.
//!
//! An emitted call is a struct around a [`Call`](super::Call). The macro `call!` gives it the rest from three words: the
//! struct, the method of `Call` that sends it, and the type that comes back.
//!
//! ```text
//! pub struct CreateConsumer(Call);
//!
//! call!(CreateConsumer, json_response, models::WebhookConsumer);
//! ```

/// Implements `with`, `send`, `with_response` and `IntoFuture`. Paths begin at the crate's root, where an SDK has them.
#[allow(unused_macros, reason = "used by the calls of an SDK")]
macro_rules! call {
    ($call:ident, $send:ident, $output:ty) => {
        impl $call {
            /// Sets options of this call alone, such as its timeout or a header.
            pub fn with(self, options: $crate::CallOptions) -> Self {
                Self(self.0.with(options))
            }

            /// Sends the call. Awaiting the call itself does the same.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub async fn send(self) -> ::std::result::Result<$output, $crate::Error> {
                self.0.$send().await.map($crate::Response::into_body)
            }

            /// Sends the call, and gives what comes back with its status and headers.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub async fn with_response(
                self,
            ) -> ::std::result::Result<$crate::Response<$output>, $crate::Error> {
                self.0.$send().await
            }
        }

        impl ::std::future::IntoFuture for $call {
            type Output = ::std::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use call;
