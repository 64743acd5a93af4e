//! Parameters of a call in its path, query and headers.

pub(crate) mod cookie;
pub(crate) mod form_query;
pub(crate) mod header;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod query_list;
pub(crate) mod style;
pub(crate) mod style_pairs;
pub(crate) mod style_value;
pub(crate) mod styled_header;
pub(crate) mod styled_path;
pub(crate) mod styled_query;
pub(crate) mod whole_query;
