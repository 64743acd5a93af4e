//! A single name: converts words to a valid Rust identifier in the right case.

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use unicode_normalization::UnicodeNormalization;

use super::words::{BETWEEN_NUMBERS, value_words, words};
use crate::text::{DEVICES, short_hash};

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that a module cannot have: `mod.rs` is the file of the folder itself, and `models` and
/// `resources` are the parent modules, which other files import. Neither can it have the name of a
/// device on Windows.
const NO_MODULES: &[&str] = &["mod", "lib", "main", "models", "resources"];

/// The maximum length of a name in bytes. Files are named after modules and types, and file systems
/// allow 143 to 255 bytes, with the extension.
const LONGEST: usize = 120;

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
    pub(crate) fn new(text: &str) -> Self {
        let name = legal(&shortened(&words(text).to_upper_camel_case(), "H"), 'T');
        Self(if NO_TYPES.contains(&name.as_str()) {
            suffixed(&name)
        } else {
            name
        })
    }
}

impl VariantName {
    /// The name of an enum value, which depends on the value alone.
    pub(crate) fn new(value: &str) -> Self {
        let text = value_words(value);
        let parts = text.split(BETWEEN_NUMBERS);
        let parts: Vec<String> = parts.map(|part| part.to_upper_camel_case()).collect();
        Self(legal(&shortened(&parts.join("_"), "H"), 'V'))
    }
}

impl FieldName {
    pub(crate) fn new(text: &str) -> Self {
        Self(snake(text))
    }
}

impl MethodName {
    pub(crate) fn new(text: &str) -> Self {
        Self(snake(text))
    }
}

impl ModuleName {
    pub(crate) fn new(text: &str) -> Self {
        let name = shortened(&ascii(&words(text).to_snake_case()), "_h");
        let name = if NO_MODULES.contains(&name.as_str()) || DEVICES.contains(&name.as_str()) {
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

/// Clippy reports arguments that are only digits and underscores, so they get a letter.
fn snake(text: &str) -> String {
    let name = legal(&shortened(&words(text).to_snake_case(), "_h"), '_');
    let has_letter = name.contains(|c: char| c != '_' && !c.is_ascii_digit());
    if has_letter {
        name
    } else {
        format!("v{}", name.trim_start_matches('_'))
    }
}

/// The name of a static: `CREATE_CONSUMER`.
pub(crate) fn constant(text: &str) -> String {
    let name = words(text).to_shouty_snake_case();
    legal(&shortened(&name, "_H").to_uppercase(), '_')
}

/// A name that is not too long: its start, and a hash of the whole.
fn shortened(name: &str, separator: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let hash = format!("{separator}{}", short_hash(name));
    let mut length = LONGEST.saturating_sub(hash.len());
    while !name.is_char_boundary(length) {
        length -= 1;
    }
    let start = name.get(..length).unwrap_or_default();
    format!("{}{hash}", start.trim_end_matches('_'))
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

/// An identifier that syn accepts: a raw identifier if possible, otherwise with `_` appended, and
/// with a letter before a leading digit.
fn legal(name: &str, before_digit: char) -> String {
    let name: String = name.nfkc().collect();
    let name = if name.starts_with(|c: char| c.is_numeric()) {
        format!("{before_digit}{name}")
    } else {
        name
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
        assert_eq!(FieldName::new("24").as_str(), "v24");
        assert_eq!(MethodName::new("1 5").as_str(), "v1_5");
        assert_eq!(FieldName::new("-").as_str(), "minus");
        assert_eq!(FieldName::new("").as_str(), "empty");
        assert_eq!(FieldName::new("😀").as_str(), "u1f600");
        assert!(syn::parse_str::<syn::Ident>(FieldName::new("日本 x").as_str()).is_ok());
        assert_eq!(FieldName::new("a²").as_str(), "a2");
    }

    #[test]
    fn names_variants_after_their_values() {
        for (value, name) in [
            ("A+", "APlus"),
            ("A-", "AMinus"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            ("1", "V1"),
            ("1.5", "V1_5"),
            ("15", "V15"),
            ("2024-10-01", "V2024_10_01"),
            ("<", "LessThan"),
            (">=", "GreaterThanEquals"),
            ("!=", "NotEquals"),
            ("", "Empty"),
            (" ", "Space"),
            ("*", "Asterisk"),
            ("+", "Plus"),
            ("C#", "CSharp"),
            ("C++", "CPlusPlus"),
            ("50%", "V50Percent"),
            ("-created", "MinusCreated"),
            ("created", "Created"),
            ("read-write", "ReadWrite"),
            ("text/plain", "TextPlain"),
            ("_private", "UnderscorePrivate"),
            ("N/A", "NA"),
            ("None", "None"),
            ("self", "Self_"),
        ] {
            assert_eq!(VariantName::new(value).as_str(), name, "{value}");
        }
    }

    #[test]
    fn normalizes_compatibility_characters_and_spells_look_alikes() {
        for (text, name) in [
            ("µg", "mu_g"),
            ("m²", "m2"),
            ("Größe", "größe"),
            ("ªb", "ab"),
            ("ﬁle", "file"),
            ("имя", "имя"),
            // A Cyrillic letter among ASCII letters, and a word of nothing but look-alikes.
            ("p\u{430}y", "p_u430_y"),
            ("\u{430}\u{441}\u{435}", "u430_u441_u435"),
            // Invisible characters, and one that changes the direction.
            ("a\u{200b}b\u{202e}c", "a_b_c"),
            ("\u{202e}", "u202e"),
        ] {
            assert_eq!(FieldName::new(text).as_str(), name, "{text:?}");
        }
    }

    #[test]
    fn long_names_end_with_a_hash() {
        let long = "word ".repeat(80);
        let names = [
            TypeName::new(&long).to_string(),
            FieldName::new(&long).to_string(),
            ModuleName::new(&long).to_string(),
            constant(&long),
            VariantName::new(&long).to_string(),
        ];
        for name in &names {
            assert!(name.len() <= LONGEST, "{name}");
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
        }
        assert_ne!(names[0], TypeName::new(&format!("{long}x")).to_string());
        assert_eq!(ModuleName::new("COM1").as_str(), "com1_");
    }
}
