//! Parameters of a call in its path, query and headers.

pub(crate) mod header;
pub(crate) mod joined;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod query_list;
