//! The position of a page in the query of a call.

use percent_encoding::percent_decode_str;

use crate::runtime::call::Call;

/// The value of a query parameter, decoded.
pub(crate) fn query_value(call: &Call, name: &str) -> Option<String> {
    let (_, pair) = call.query.iter().find(|(known, _)| *known == name)?;
    let (_, value) = pair.split_once('=')?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}
