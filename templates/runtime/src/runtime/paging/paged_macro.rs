//! The methods of a call that returns one page of a list.
//!
//! The macro `paged!` implements them from three arguments: the struct of the call, the model of a
//! page, which implements [`Page`](crate::runtime::Page), and the
//! [`PagingMethod`](crate::runtime::PagingMethod).
//!
//! ```text
//! call!(ListCompanies, Companies::list, json_response, models::Companies);
//! paged!(ListCompanies, models::Companies, PageNumber("page"));
//! ```

/// Implements `pages`, `items` and their blocking forms. Paths start at the crate root, where an
/// SDK exports these types.
#[allow(unused_macros, reason = "used by the calls of an SDK")]
macro_rules! paged {
    ($call:ident, [$item:ty], $method:expr) => {
        $crate::runtime::paged!($call, ::std::vec::Vec<$item>, $method);
    };
    ($call:ident, $page:ty, $method:expr) => {
        impl $call {
            /// Iterates over the pages of the list, starting with the one that this call requests.
            /// Each page is requested on demand.
            pub fn pages(self) -> $crate::Pages<$page> {
                self.0.pages($method)
            }

            /// Iterates over the items of the list, starting with the page that this call requests.
            /// Each page is requested when its first item is needed.
            pub fn items(self) -> $crate::Items<$page> {
                self.0.items($method)
            }

            /// The blocking form of `pages`: each page is requested on the client's background
            /// thread. In an async task, the first result is an error and nothing is sent.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn pages_blocking(self) -> $crate::BlockingPages<$page> {
                self.0.pages_blocking($method)
            }

            /// The blocking form of `items`: each page is requested on the client's background
            /// thread. In an async task, the first result is an error and nothing is sent.
            #[cfg(feature = "blocking")]
            #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
            pub fn items_blocking(self) -> $crate::BlockingItems<$page> {
                self.0.items_blocking($method)
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use paged;
