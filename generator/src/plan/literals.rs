//! Rust literals.

use quote::ToTokens;

/// A string literal that means the text.
pub(crate) fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text)
        .to_token_stream()
        .to_string()
}

/// A raw string literal that means the text, for JSON that people read.
pub(crate) fn raw_literal(text: &str) -> String {
    // Invisible signs and changes of direction: better seen than copied.
    if text
        .chars()
        .any(|c| !c.is_ascii() && !c.is_alphanumeric() && !c.is_ascii_punctuation())
    {
        return literal(text);
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_mean_what_they_quote() {
        for text in [
            "plain",
            "a \"quote\"",
            "back\\slash",
            "line\nbreak",
            "r#\"raw\"# ##",
            "ü\u{7f}",
        ] {
            for written in [literal(text), raw_literal(text)] {
                let parsed: syn::LitStr = syn::parse_str(&written).unwrap();
                assert_eq!(parsed.value(), text, "{written}");
            }
        }
    }
}
