//! The wire tests of a crate: calls with the document's examples, and what they must send and
//! decode.

use serde::Serialize;

use super::Tokens;

/// The wire tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WireTests {
    /// The paths of `use` items of the file with the calls.
    pub uses: Vec<Tokens>,
    /// The calls.
    pub calls: Vec<WireCall>,
    /// The types that values of the table are decoded as.
    pub decoders: Vec<Decoder>,
    /// Calls of the builder with a credential of each security scheme.
    pub credentials: Tokens,
    /// The lines of the table, in JSON.
    pub table: Vec<String>,
    /// The environment variable with the URL of a mock server: a name in ASCII.
    pub mock_url: String,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WireCall {
    /// Its name in the table, as a literal.
    pub name: Tokens,
    /// The closure that makes it with a client.
    pub closure: Tokens,
}

/// A type that values are decoded as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decoder {
    /// Its name in the table, as a literal.
    pub name: Tokens,
    /// The type.
    pub ty: Tokens,
}
