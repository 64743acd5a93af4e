//! Decodes JSON strictly, and reports where in the document decoding failed.
//!
//! All JSON that arrives goes through [`decode`]: a [`strict`] deserializer wraps the one of
//! `serde_json` and accepts only an object for a struct, while [`path`] records the location of a
//! failure.

pub(crate) mod access;
pub(crate) mod additional;
pub(crate) mod decode;
pub(crate) mod matching_variant;
pub(crate) mod path;
pub(crate) mod strict;
pub(crate) mod tagged_variant;
pub(crate) mod visitors;
