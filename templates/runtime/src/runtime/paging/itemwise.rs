//! Decodes a page item by item, after it could not be decoded as a whole.
//!
//! Only the array of items must be there. Items that cannot be decoded become errors, and the other
//! properties of the page are ignored if they have an unexpected type.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::paging::requests::decode_error;
use crate::runtime::paging::walk::PageFacts;
use crate::runtime::paging::{NextPage, Page};
use crate::runtime::send::exchange::Exchange;
use crate::runtime::types::decode_failure::DecodeFailure;

/// The items of a page, each decoded or with the error about it.
pub(crate) type DecodedItems<I> = Vec<Result<I, Error>>;

/// Decodes the items and what the page says about the list. `None` if there is no array of items.
pub(crate) fn decode_items<T: Page>(
    exchange: &Exchange,
) -> Option<(DecodedItems<T::Item>, PageFacts)> {
    let body = exchange.response.body();
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let page: &RawValue = serde_json::from_slice(json).ok()?;
    let properties = T::PROPERTIES;
    let raw: Vec<&RawValue> = parse(at(page, properties.items)?)?;
    let path = properties.items.trim_start_matches('/').replace('/', ".");
    let items = raw.iter().enumerate().map(|(index, item)| {
        decode::<T::Item>(item.get().as_bytes()).map_err(|failure| {
            let failure = below(failure, &format!("{path}[{index}]"));
            decode_error(exchange, failure, slice(body, item))
        })
    });
    let items: Vec<_> = items.collect();
    let integer = |pointer: Option<&str>| parse(at(page, pointer?)?);
    let facts = PageFacts {
        count: i64::try_from(items.len()).unwrap_or(i64::MAX),
        number: integer(properties.number),
        size: integer(properties.size),
        total: integer(properties.total),
        next: properties
            .next
            .map_or(NextPage::Unknown, |pointer| next_page(at(page, pointer))),
    };
    Some((items, facts))
}

/// The value at a JSON pointer.
fn at<'a>(value: &'a RawValue, pointer: &str) -> Option<&'a RawValue> {
    let mut value = value;
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let mut object: BTreeMap<String, &'a RawValue> = parse(value)?;
        value = object.remove(&name)?;
    }
    Some(value)
}

fn parse<'a, V: serde::Deserialize<'a>>(raw: &'a RawValue) -> Option<V> {
    serde_json::from_str(raw.get()).ok()
}

/// Any value but an absent one, null, `false` and an empty string says that a page follows.
fn next_page(value: Option<&RawValue>) -> NextPage {
    match value.and_then(parse::<serde_json::Value>) {
        None | Some(serde_json::Value::Null | serde_json::Value::Bool(false)) => NextPage::None,
        Some(serde_json::Value::String(text)) => NextPage::at(Some(text)),
        Some(serde_json::Value::Number(number)) => NextPage::at(Some(number)),
        Some(_) => NextPage::Follows,
    }
}

/// The failure with its path below that of the item.
fn below(failure: DecodeFailure, item: &str) -> DecodeFailure {
    let path = match failure.path {
        Some(path) if path.starts_with('[') => format!("{item}{path}"),
        Some(path) => format!("{item}.{path}"),
        None => item.to_owned(),
    };
    DecodeFailure {
        path: Some(path),
        ..failure
    }
}

/// The JSON of an item as a part of the body.
fn slice(body: &Bytes, item: &RawValue) -> Bytes {
    body.slice_ref(item.get().as_bytes())
}
