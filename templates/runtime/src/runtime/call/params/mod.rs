//! Parameters of a call: in its path, its query and its headers.

pub(crate) mod header;
pub(crate) mod joined;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod query_list;
