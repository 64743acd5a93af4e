//! Finds the object that does not fit the typed model.

use openapiv3::{
    Example, Header, Info, MediaType, Operation, Parameter, PathItem, RequestBody, Response,
    Responses, Schema, SecurityScheme, Server, Tag,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::extensions::AT;
use crate::openapi::{Kind, Node, reference, walk};
use crate::pointer::Pointer;

/// An object that does not fit the typed model.
pub(super) struct ShapeMismatch {
    pub(super) kind: Kind,
    /// Its location in the value.
    pub(super) here: Pointer,
    /// Its location in the source document.
    pub(super) at: Pointer,
    pub(super) why: String,
}

/// The innermost objects that do not fit, in a value of a kind.
pub(super) fn shape_mismatches(kind: Kind, value: &Value) -> Vec<ShapeMismatch> {
    let mut found: Vec<ShapeMismatch> = Vec::new();
    let whole = Node {
        kind,
        at: Pointer::root(),
        value,
    };
    walk(whole, &mut |node| {
        if reference(node.value).is_none()
            && let Some(why) = problem(node)
        {
            // Parents come first.
            while found
                .last()
                .is_some_and(|last| node.at.is_within(&last.here))
            {
                found.pop();
            }
            found.push(ShapeMismatch {
                kind: node.kind,
                here: node.at.clone(),
                at: location(node),
                why,
            });
        }
    });
    found
}

/// The object's location in the source if it is recorded, else its location in the value.
fn location(node: &Node<'_>) -> Pointer {
    let written = node.value.get(AT).and_then(Value::as_str);
    let written = written.and_then(|text| Pointer::parse(text).ok());
    written.unwrap_or_else(|| node.at.clone())
}

fn problem(node: &Node<'_>) -> Option<String> {
    let value = node.value;
    match node.kind {
        Kind::Info => reading::<Info>(value),
        Kind::Server => reading::<Server>(value),
        Kind::Tag => reading::<Tag>(value),
        Kind::PathItem => reading::<PathItem>(value),
        Kind::Operation => reading::<Operation>(value),
        Kind::Parameter => reading::<Parameter>(value),
        Kind::RequestBody => reading::<RequestBody>(value),
        Kind::Responses => reading::<Responses>(value),
        Kind::Response => reading::<Response>(value),
        Kind::Header => reading::<Header>(value),
        Kind::MediaType => reading::<MediaType>(value),
        Kind::Example => reading::<Example>(value),
        Kind::Schema => reading::<Schema>(value),
        Kind::SecurityScheme => reading::<SecurityScheme>(value),
        _ => None,
    }
}

fn reading<T: DeserializeOwned>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}
