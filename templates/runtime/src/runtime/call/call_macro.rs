//! What every call of an SDK has: options, and ways of sending it.
//!
//! An emitted call is a struct around a [`Call`](crate::runtime::Call). The macro `call!` gives it the rest from three words: the
//! struct, the method of `Call` that sends it, and the type that comes back.
//!
//! ```text
//! pub struct CreateConsumer(Call);
//!
//! call!(CreateConsumer, json_response, models::WebhookConsumer);
//! ```

/// Implements `with`, `send` and its variants, the same for threads that wait, `build` and `IntoFuture`. Paths begin at the crate's root, where an SDK has them.
#[allow(unused_macros, reason = "used by the calls of an SDK")]
macro_rules! call {
    (@accept bytes_response) => {
        "*/*"
    };
    (@accept text_response) => {
        "text/*, */*;q=0.5"
    };
    (@accept $json:ident) => {
        "application/json"
    };
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

            /// Sends the call and waits for the answer, on a thread that may wait.
            ///
            /// The client does it on a thread of its own, so it needs no async runtime.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call. Inside an async runtime, threads for blocking work included,
            /// it is an invalid request: nothing is sent, and `.await` is the way.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn send_blocking(self) -> ::std::result::Result<$output, $crate::Error> {
                self.with_response_blocking().map($crate::Response::into_body)
            }

            /// Sends the call and waits, as `send_blocking` does, and gives what comes back with its status and headers.
            ///
            /// # Errors
            ///
            /// Those of `send_blocking`.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<$crate::Response<$output>, $crate::Error> {
                self.0.blocking(|call| call.$send())
            }

            /// Sends the call and waits, as `send_blocking` does, and gives the body of a success as it is, not decoded, with its
            /// status and headers.
            ///
            /// # Errors
            ///
            /// Those of `send_blocking`.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn send_raw_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::Response<$crate::bytes::Bytes>,
                $crate::Error,
            > {
                self.0.blocking(|call| call.raw_response($crate::runtime::call!(@accept $send)))
            }

            /// Sends the call, and gives the body of a success as it is, not decoded, with its status and headers.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub async fn send_raw(
                self,
            ) -> ::std::result::Result<
                $crate::Response<$crate::bytes::Bytes>,
                $crate::Error,
            > {
                self.0.raw_response($crate::runtime::call!(@accept $send)).await
            }

            /// Sends the call, and gives the body of a success piece by piece, as it comes.
            ///
            /// The call's timeout ends when the headers are there. From then on each piece has the time of an attempt.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub async fn send_stream(
                self,
            ) -> ::std::result::Result<$crate::Response<$crate::Body>, $crate::Error> {
                self.0.stream_response($crate::runtime::call!(@accept $send)).await
            }

            /// The request that the call would send, with its key unless a provider has it. Nothing is sent, and hooks
            /// do not see it.
            ///
            /// # Errors
            ///
            /// When the request is not valid.
            pub fn build(
                self,
            ) -> ::std::result::Result<$crate::http::Request<$crate::Body>, $crate::Error>
            {
                self.0.into_request($crate::runtime::call!(@accept $send))
            }
        }

        #[doc(hidden)]
        impl ::std::future::Future for $call
        where
            // Without the lifetime, rustc refuses a condition that is never met.
            for<'never> $call: $crate::runtime::Sent,
        {
            type Output = ::std::result::Result<$output, $crate::Error>;

            fn poll(
                self: ::std::pin::Pin<&mut Self>,
                _: &mut ::std::task::Context<'_>,
            ) -> ::std::task::Poll<Self::Output> {
                ::std::task::Poll::Pending
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
