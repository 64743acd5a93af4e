//! A single name: converts words to a valid Rust identifier in the right case.

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that a module cannot have: `mod.rs` is the file of the folder itself, `con` and others are
/// devices on Windows, and `models` and `resources` are the parent modules, which other files
/// import.
const NO_MODULES: &[&str] = &[
    "mod",
    "lib",
    "main",
    "con",
    "prn",
    "aux",
    "nul",
    "models",
    "resources",
];

/// Names that a type cannot have: those of the prelude, so that emitted code can use the prelude
/// without paths, and `New`, whose method `new` clippy reports.
const NO_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "New",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

macro_rules! name_type {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(String);

        impl $name {
            /// The identifier as it is written in code.
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ToTokens for $name {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                tokens.append(ident(&self.0));
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_type!(
    /// A struct, an enum or an alias: `WebhookConsumer`.
    TypeName
);
name_type!(
    /// A variant of an enum: `BankAccounts`.
    VariantName
);
name_type!(
    /// A field and its setter: `event_types`, `r#type`.
    FieldName
);
name_type!(
    /// A method or an argument: `create_consumer`.
    MethodName
);
name_type!(
    /// A module: `webhook_consumer`.
    ModuleName
);

impl TypeName {
    pub(crate) fn new(words: &str) -> Self {
        let name = legal(&spelled(words).to_upper_camel_case(), 'T');
        Self(if NO_TYPES.contains(&name.as_str()) {
            suffixed(&name)
        } else {
            name
        })
    }
}

impl VariantName {
    pub(crate) fn new(words: &str) -> Self {
        let name = if words.is_empty() { "Empty" } else { words };
        Self(legal(&spelled(name).to_upper_camel_case(), 'V'))
    }
}

impl FieldName {
    pub(crate) fn new(words: &str) -> Self {
        Self(legal(&spelled(words).to_snake_case(), '_'))
    }
}

impl MethodName {
    pub(crate) fn new(words: &str) -> Self {
        Self(legal(&spelled(words).to_snake_case(), '_'))
    }
}

impl ModuleName {
    pub(crate) fn new(words: &str) -> Self {
        let name = ascii(&spelled(words).to_snake_case());
        let name = if NO_MODULES.contains(&name.as_str()) {
            format!("{name}_")
        } else {
            name
        };
        Self(legal(&name, '_'))
    }

    /// The name of the file, without its extension.
    pub(crate) fn file(&self) -> &str {
        plain(&self.0)
    }
}

/// The name of a static: `CREATE_CONSUMER`.
pub(crate) fn constant(words: &str) -> String {
    legal(&spelled(words).to_shouty_snake_case(), '_')
}

/// The name in ASCII. rustc does not accept other characters in the name of a module's file.
fn ascii(name: &str) -> String {
    let spelt = |c: char| {
        if c.is_ascii() {
            c.to_string()
        } else {
            format!("u{:x}", u32::from(c))
        }
    };
    name.chars().map(spelt).collect()
}

/// The identifier of a name from this module.
pub(crate) fn ident(name: &str) -> Ident {
    let word = plain(name);
    if word == name {
        Ident::new(name, Span::call_site())
    } else {
        Ident::new_raw(word, Span::call_site())
    }
}

/// The identifier without `r#`.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The identifier with `_` appended and without `r#`, because it is no longer a keyword.
pub(crate) fn suffixed(name: &str) -> String {
    format!("{}_", plain(name))
}

/// Spells words that consist only of characters that identifiers cannot have, by code points.
fn spelled(words: &str) -> String {
    if words.chars().any(char::is_alphanumeric) {
        return words.to_owned();
    }
    let codes: Vec<String> = words
        .chars()
        .map(|c| format!("U{:X}", u32::from(c)))
        .collect();
    if codes.is_empty() {
        "empty".to_owned()
    } else {
        codes.join(" ")
    }
}

/// An identifier that syn accepts: a raw identifier if possible, otherwise with `_` appended, and
/// with a letter before a leading digit.
fn legal(name: &str, before_digit: char) -> String {
    let name = if name.starts_with(|c: char| c.is_numeric()) {
        format!("{before_digit}{name}")
    } else {
        name.to_owned()
    };
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else if name == "gen" {
        // A keyword of the 2024 edition, which syn accepts as a name.
        "r#gen".to_owned()
    } else if syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else if syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok() {
        format!("r#{name}")
    } else {
        // Letters that Unicode does not allow in identifiers.
        let kept = |c: char| {
            if c == '_' || c.is_ascii_alphanumeric() {
                c
            } else {
                '_'
            }
        };
        let ascii: String = name.chars().map(kept).collect();
        format!("x{ascii}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_the_case_of_words() {
        assert_eq!(
            TypeName::new("webhookConsumerPrototype").as_str(),
            "WebhookConsumerPrototype"
        );
        assert_eq!(FieldName::new("_links").as_str(), "links");
        assert_eq!(FieldName::new("X-Rate-Limit").as_str(), "x_rate_limit");
        assert_eq!(
            MethodName::new("get-company-syncSettings").as_str(),
            "get_company_sync_settings"
        );
        assert_eq!(constant("create-consumer"), "CREATE_CONSUMER");
        assert_eq!(
            VariantName::new("chart of accounts").as_str(),
            "ChartOfAccounts"
        );
    }

    #[test]
    fn escapes_reserved_words() {
        for (words, name) in [
            ("type", "r#type"),
            ("ref", "r#ref"),
            ("self", "self_"),
            ("Self", "self_"),
            ("super", "super_"),
            ("crate", "crate_"),
            ("async", "r#async"),
            ("gen", "r#gen"),
            ("union", "union"),
        ] {
            let found = FieldName::new(words);
            let parsed = syn::parse_str::<syn::Ident>(found.as_str());
            assert!(parsed.is_ok(), "{found}");
            assert_eq!(found.as_str(), name);
        }
        assert_eq!(TypeName::new("self").as_str(), "Self_");
        assert_eq!(VariantName::new("self").as_str(), "Self_");
        assert_eq!(ModuleName::new("Café").as_str(), "cafue9");
        assert_eq!(ModuleName::new("mod").as_str(), "mod_");
        assert_eq!(ModuleName::new("models").as_str(), "models_");
        assert_eq!(ModuleName::new("resources").file(), "resources_");
        assert_eq!(TypeName::new("new").as_str(), "New_");
        assert_eq!(TypeName::new("option").as_str(), "Option_");
        assert_eq!(TypeName::new("Options").as_str(), "Options");
        assert_eq!(
            FieldName::new("type").to_token_stream().to_string(),
            "r#type"
        );
        assert_eq!(ModuleName::new("type").as_str(), "r#type");
        assert_eq!(ModuleName::new("type").file(), "type");
    }

    #[test]
    fn spells_digits_special_characters_and_empty_names() {
        assert_eq!(VariantName::new("3d").as_str(), "V3d");
        assert_eq!(FieldName::new("3d").as_str(), "_3d");
        assert_eq!(VariantName::new("+").as_str(), "U2b");
        assert_eq!(VariantName::new("").as_str(), "Empty");
        assert_eq!(FieldName::new("-").as_str(), "u2d");
        assert!(syn::parse_str::<syn::Ident>(FieldName::new("日本 x").as_str()).is_ok());
        assert!(syn::parse_str::<syn::Ident>(FieldName::new("a²").as_str()).is_ok());
    }
}
