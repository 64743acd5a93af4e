//! The calls of an SDK: structs that contain a [`Call`](crate::runtime::Call), with the options and
//! the ways to send it that all calls have in common.
//!
//! The arguments of `call!` are the struct, the method that returns it, the method of `Call` that
//! sends the request, and, unless the method determines it, the type of the content. `[T]` stands
//! for an array, a `Vec<T>`.
//!
//! The methods that return a future are not `async`: each async function is a type of its own, and
//! those of all calls took a sixth of the time of checking an SDK.
//!
//! ```text
//! call!(CreateConsumer, Webhooks::create_consumer, json_response, models::WebhookConsumer);
//! ```

/// Defines a call with `with`, `send` and its variants, their blocking counterparts, `build` and
/// `IntoFuture`.
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
    (@content [$item:ty]) => {
        ::std::vec::Vec<$item>
    };
    (@content $content:ty) => {
        $content
    };
    ($call:ident, $handle:ident::$method:tt, empty_response) => {
        $crate::runtime::call!(@define $call, $handle, $method, empty_response, ());
    };
    ($call:ident, $handle:ident::$method:tt, bytes_response) => {
        $crate::runtime::call!(@define $call, $handle, $method, bytes_response, $crate::bytes::Bytes);
    };
    ($call:ident, $handle:ident::$method:tt, text_response) => {
        $crate::runtime::call!(@define $call, $handle, $method, text_response, ::std::string::String);
    };
    ($call:ident, $handle:ident::$method:tt, optional_json_response, $($content:tt)+) => {
        $crate::runtime::call!(
            @define $call, $handle, $method, optional_json_response,
            ::std::option::Option<$crate::runtime::call!(@content $($content)+)>
        );
    };
    ($call:ident, $handle:ident::$method:tt, $send:ident, $($content:tt)+) => {
        $crate::runtime::call!(
            @define $call, $handle, $method, $send,
            $crate::runtime::call!(@content $($content)+)
        );
    };
    (@define $call:ident, $handle:ident, $method:tt, $send:ident, $output:ty) => {
        #[doc = concat!("The call returned by [`", stringify!($handle), "::", stringify!($method), "`].")]
        #[derive(Debug, Clone)]
        #[must_use = "a call is only sent when it is awaited"]
        pub struct $call($crate::runtime::Call);

        impl $call {
            /// Sets options for this call only, such as its timeout or a header.
            pub fn with(self, options: $crate::CallOptions) -> Self {
                Self(self.0.with(options))
            }

            /// Sends the call. Awaiting the call itself does the same.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub fn send(
                self,
            ) -> impl ::std::future::Future<Output = ::std::result::Result<$output, $crate::Error>>
            {
                $crate::runtime::response_body(self.0.$send())
            }

            /// Sends the call and returns the response with its status and headers.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub fn with_response(
                self,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<$crate::Response<$output>, $crate::Error>,
            > {
                self.0.$send()
            }

            /// Sends the call and blocks the current thread until the response has arrived.
            ///
            /// The call runs on a background thread of the client, so no async runtime is needed.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call. In an async task, it is an invalid request
            /// and nothing is sent: use `.await`, or move the call to
            /// `tokio::task::spawn_blocking`.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn send_blocking(self) -> ::std::result::Result<$output, $crate::Error> {
                self.with_response_blocking().map($crate::Response::into_body)
            }

            /// Like `send_blocking`, and returns the response with its status and headers.
            ///
            /// # Errors
            ///
            /// The errors of `send_blocking`.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<$crate::Response<$output>, $crate::Error> {
                self.0.blocking(|call| call.$send())
            }

            /// Like `send_blocking`, and returns the success response with its undecoded body, its
            /// status and its headers.
            ///
            /// # Errors
            ///
            /// The errors of `send_blocking`.
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

            /// Sends the call and returns the success response with its undecoded body, its status
            /// and its headers.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call.
            pub fn send_raw(
                self,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<
                    $crate::Response<$crate::bytes::Bytes>,
                    $crate::Error,
                >,
            > {
                self.0.raw_response($crate::runtime::call!(@accept $send))
            }

            /// Sends the call and returns the success response with its body as a stream.
            ///
            /// The timeout of the call covers the time until the headers arrive. After that, the
            /// attempt timeout applies to each [chunk](crate::Body::chunk) of the body. Dropping
            /// the body closes the connection.
            ///
            /// The size of the body has no limit, unless
            /// [`CallOptions::max_body_size`](crate::CallOptions::max_body_size) sets one.
            ///
            /// # Errors
            ///
            /// See the method that prepared the call. If the server announces a body that is larger
            /// than the limit, an error with
            /// [`is_body_too_large`](crate::Error::is_body_too_large).
            pub fn send_stream(
                self,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<$crate::Response<$crate::Body>, $crate::Error>,
            > {
                self.0.stream_response($crate::runtime::call!(@accept $send))
            }

            /// Like `send_stream`, and returns the body as a blocking [`std::io::Read`].
            ///
            /// # Errors
            ///
            /// The errors of `send_stream` and `send_blocking`.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn send_stream_blocking(
                self,
            ) -> ::std::result::Result<$crate::Response<$crate::BodyReader>, $crate::Error> {
                self.0.stream_response_blocking($crate::runtime::call!(@accept $send))
            }

            /// Builds the request that the call would send, without sending it. It contains the API
            /// key, unless a provider supplies it. Hooks do not run.
            ///
            /// # Errors
            ///
            /// An error with [`is_invalid_request`]($crate::Error::is_invalid_request) if the
            /// request is invalid.
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
