//! Decodes JSON strictly, and reports where in the document decoding failed.
//!
//! All JSON that arrives goes through [`decode`]: a [`strict`] deserializer wraps the one of
//! `serde_json`, accepts only an object for a struct and tolerates some drift ([`scalars`],
//! [`nulls`]), while [`path`] records the location of a failure.

pub(crate) mod access;
pub(crate) mod additional;
pub(crate) mod decode;
pub(crate) mod exact;
pub(crate) mod matching_variant;
pub(crate) mod nulls;
pub(crate) mod path;
pub(crate) mod scalars;
pub(crate) mod strict;
pub(crate) mod tagged_variant;
pub(crate) mod text;
pub(crate) mod unlisted;
pub(crate) mod unlisted_count;
pub(crate) mod visitors;
