//! Rust code in the SDK model.

use std::fmt;

use quote::ToTokens;
use serde::Serialize;

/// A fragment of Rust code, printed once from a token stream.
///
/// The formatter lays the code out after rendering, so its spacing has no meaning here.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Tokens(String);

impl<T: ToTokens> From<T> for Tokens {
    fn from(code: T) -> Self {
        Self(code.to_token_stream().to_string())
    }
}

/// Equal if the code prints alike: `field.ty == quote!(Option<String>)`.
impl<T: ToTokens> PartialEq<T> for Tokens {
    fn eq(&self, other: &T) -> bool {
        self.0 == other.to_token_stream().to_string()
    }
}

impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn compares_with_code_and_serializes_as_a_string() {
        let tokens = Tokens::from(quote!(Option<String>));
        assert_eq!(tokens, quote!(Option<String>));
        assert_ne!(tokens, quote!(Option<i64>));
        assert_eq!(
            serde_json::to_value(&tokens).unwrap(),
            serde_json::json!("Option < String >")
        );
    }
}
