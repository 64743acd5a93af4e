//! What a call of a list in pages has besides: going through all of them.
//!
//! The macro `paged!` gives it to a call from three words: the struct, the model of a page, which is a
//! [`Page`](crate::runtime::Page), and the query parameter for a page's number.
//!
//! ```text
//! call!(ListCompanies, Companies::list, json_response, models::Companies);
//! paged!(ListCompanies, models::Companies, "page");
//! ```

/// Implements `pages` and `items`, and the same for threads that wait. Paths begin at the crate's root, where an SDK has them.
#[allow(unused_macros, reason = "used by the calls of an SDK")]
macro_rules! paged {
    ($call:ident, $page:ty, $parameter:literal) => {
        impl $call {
            /// The pages of the list, from the one that this call asks for, each asked for when it is wanted.
            pub fn pages(self) -> $crate::Pages<$page> {
                self.0.pages($parameter)
            }

            /// What is on the pages of the list, from the one that this call asks for, item by item. The next page is
            /// asked for when its first item is wanted.
            pub fn items(self) -> $crate::Items<$page> {
                self.0.items($parameter)
            }

            /// The pages as `pages` gives them, for threads that may wait: each comes by way of the client's own
            /// thread. Inside an async runtime the first is an error, and nothing is sent.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn pages_blocking(self) -> $crate::BlockingPages<$page> {
                self.0.pages_blocking($parameter)
            }

            /// The items as `items` gives them, for threads that may wait: each page comes by way of the client's own
            /// thread. Inside an async runtime the first is an error, and nothing is sent.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn items_blocking(self) -> $crate::BlockingItems<$page> {
                self.0.items_blocking($parameter)
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use paged;
