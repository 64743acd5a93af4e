//! Decodes a page although a property that describes it has an unexpected value.
//!
//! Only the items are needed of a page. If one of the other properties that paging reads (the page
//! number, the page size, the total, the link to the next page) cannot be decoded, the page is
//! decoded again without it, which succeeds if the property is optional.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::runtime::json::decode::decode;
use crate::runtime::paging::{Page, PageProperties};
use crate::runtime::types::decode_failure::DecodeFailure;

/// Decodes a page, if necessary without optional properties that have unexpected values. If that
/// fails, returns the failure of the whole page.
pub(crate) fn decode_page<T: Page>(body: &[u8]) -> Result<T, DecodeFailure> {
    decode(body).or_else(|failure| without_invalid(body, &failure).ok_or(failure))
}

#[cold]
fn without_invalid<T: Page>(body: &[u8], failure: &DecodeFailure) -> Option<T> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let mut page: BTreeMap<String, &RawValue> = serde_json::from_slice(json).ok()?;
    let names = unneeded(&T::PROPERTIES);
    let mut path = failure.path.clone();
    loop {
        let invalid = path?;
        // A property that was removed is not found again, so this ends.
        page.remove(names.iter().find(|name| is_in(&invalid, name))?)?;
        match decode(&serde_json::to_vec(&page).ok()?) {
            Ok(page) => return Some(page),
            Err(failure) => path = failure.path,
        }
    }
}

/// The names of the properties at the root of a page that are not needed for its items.
fn unneeded(properties: &PageProperties) -> Vec<String> {
    let root = |pointer: &str| {
        let name = pointer.split('/').nth(1)?;
        Some(name.replace("~1", "/").replace("~0", "~"))
    };
    let items = root(properties.items);
    let pointers = [
        properties.number,
        properties.size,
        properties.total,
        properties.next,
    ];
    let names = pointers.into_iter().flatten().filter_map(root);
    names.filter(|name| Some(name) != items.as_ref()).collect()
}

/// Whether a path is that of a property at the root, or below it.
fn is_in(path: &str, name: &str) -> bool {
    path.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
