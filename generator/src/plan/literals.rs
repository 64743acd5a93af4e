//! Literals as tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// A string literal with this value.
pub(crate) fn string(text: &str) -> Literal {
    Literal::string(text)
}

/// A raw string literal with this value, for JSON that people read.
pub(crate) fn raw_string(text: &str) -> Literal {
    // Invisible characters and changes of direction are better seen than copied.
    let is_plain = |c: char| c.is_ascii() || c.is_alphanumeric() || c.is_ascii_punctuation();
    if !text.chars().all(is_plain) {
        return string(text);
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let written = format!("r{hashes}\"{text}\"{hashes}");
    written.parse().unwrap_or_else(|_| string(text))
}

/// `Some("text")` or `None`.
pub(crate) fn optional_string(text: Option<&str>) -> TokenStream {
    match text.map(string) {
        Some(literal) => quote!(Some(#literal)),
        None => quote!(None),
    }
}

/// An integer literal without a suffix, with its sign.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    signed(value < 0, &digits)
}

/// A floating-point literal without a suffix, with its sign; `None` if the value is not finite.
pub(crate) fn float(value: f64) -> Option<TokenStream> {
    // `{:?}` keeps the point of whole numbers and writes large ones with an exponent.
    let digits: Literal = format!("{:?}", value.abs()).parse().ok()?;
    value.is_finite().then(|| signed(value < 0.0, &digits))
}

/// A literal of a string, a number or a boolean.
pub(crate) fn scalar(value: &Value) -> Option<TokenStream> {
    Some(match value {
        Value::String(text) => {
            let text = string(text);
            quote!(#text)
        }
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => integer(whole),
            None => float(number.as_f64()?)?,
        },
        _ => return None,
    })
}

fn signed(is_negative: bool, digits: &Literal) -> TokenStream {
    if is_negative {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_literals_have_the_value_of_the_text() {
        for text in [
            "plain",
            "a \"quote\"",
            "back\\slash",
            "line\nbreak",
            "r#\"raw\"# ##",
            "ü\u{7f}",
        ] {
            for written in [string(text), raw_string(text)] {
                let parsed: syn::LitStr = syn::parse_str(&written.to_string()).unwrap();
                assert_eq!(parsed.value(), text, "{written}");
            }
        }
        assert_eq!(raw_string("[\"#\"]").to_string(), "r##\"[\"#\"]\"##");
    }

    #[test]
    fn numbers_keep_sign_point_and_exponent() {
        assert_eq!(integer(5).to_string(), "5");
        let parsed: syn::Expr = syn::parse2(integer(i64::MIN)).unwrap();
        assert!(matches!(parsed, syn::Expr::Unary(_)));
        assert_eq!(float(3.0).unwrap().to_string(), "3.0");
        assert_eq!(float(1e300).unwrap().to_string(), "1e300");
        assert_eq!(float(-0.5).unwrap().to_string(), "- 0.5");
        assert!(float(f64::NAN).is_none());
    }
}
