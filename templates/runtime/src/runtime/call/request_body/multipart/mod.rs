//! Multipart bodies (RFC 2046 and RFC 7578): files and other values as parts.
//!
//! A [`Multipart`] gathers the parts. [`Call::multipart`] writes them with a random boundary, as
//! bytes if all parts are in memory and as a stream otherwise.

mod body;
pub(crate) mod part;
pub(crate) mod positions;

use std::fmt;

use http::HeaderValue;
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::form_values::form_values;
use crate::runtime::call::request_body::multipart::part::Part;
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;
use crate::runtime::types::boxed::BoxError;

/// A multipart body: named parts in the order in which they are sent.
///
/// The models of multipart bodies convert to it. It can also be built part by part, for headers or
/// parts that a model does not have.
#[derive(Default)]
#[must_use]
pub struct Multipart {
    /// Parts with and without names.
    parts: Vec<(Option<String>, Part)>,
    problems: Vec<String>,
    cause: Option<BoxError>,
}

impl Multipart {
    /// Creates a body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value that is not a file. Several parts may have the same name.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name, Part::text(text))
    }

    /// Adds a part, which is a file if `part` is not a [`Part`]. The file name is the name of the
    /// part, unless the part has another one.
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push((Some(name.into()), part.into()));
        self
    }

    /// Adds a part without a name, as in `multipart/mixed`, where the position of a part says what
    /// it is.
    pub fn unnamed(mut self, part: impl Into<Part>) -> Self {
        self.parts.push((None, part.into()));
        self
    }

    /// Adds a part for each property of `body`, written as `encodings` says. A body that is not an
    /// object is reported when the call is sent.
    #[doc(hidden)]
    pub fn properties<T: Serialize + ?Sized>(
        mut self,
        body: &T,
        encodings: &[PropertyEncoding],
    ) -> Self {
        let values = match form_values(body, encodings) {
            Ok(values) => values,
            Err(error) => {
                self.problems
                    .push("the body cannot be serialized as a form".to_owned());
                self.cause = Some(error.into());
                return self;
            }
        };
        for value in values {
            let text = value.items.join(value.delimiter.encode_utf8(&mut [0; 4]));
            let mut part = Part::text(text);
            if value.is_json {
                part = part.content_type("application/json");
            }
            if let Some(encoding) = value.encoding {
                part = part.encoded(encoding);
            }
            self.parts.push((Some(value.name), part));
        }
        self
    }

    /// Adds files as parts of one name, with the media type and headers of `encoding`, unless a
    /// file has its own.
    #[doc(hidden)]
    pub fn files(
        mut self,
        encoding: PropertyEncoding,
        files: impl IntoIterator<Item = Part>,
    ) -> Self {
        for file in files {
            let name = Some(encoding.name.to_owned());
            self.parts.push((name, file.or_encoded(&encoding)));
        }
        self
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts.iter().map(|(name, part)| (name, part));
        f.debug_map().entries(parts).finish()
    }
}

impl Call {
    /// Sets a multipart body with this media type. Invalid parts are reported when the call is
    /// sent.
    ///
    /// A body with a streamed part can be sent only once, so the call is not retried.
    pub fn multipart(mut self, media_type: &'static str, body: impl Into<Multipart>) -> Self {
        let Multipart {
            parts,
            problems,
            cause,
        } = body.into();
        self.problems.extend(problems);
        self.cause = cause.or(self.cause.take());
        let boundary = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        let value = HeaderValue::from_str(&format!("{media_type}; boundary={boundary}"));
        let Ok(value) = value else {
            self.problems
                .push(format!("{media_type:?} is not a valid media type"));
            return self;
        };
        let body = body::assemble(parts, &boundary, &mut self.problems);
        self.content = Some((value, body));
        self
    }
}
