//! A single name: converts words to a valid Rust identifier in the right case.

use std::borrow::Cow;
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
    let name: Cow<'_, str> = match name.is_ascii() {
        true => name.into(),
        false => name.nfkc().collect(),
    };
    let name = if name.starts_with(|c: char| c.is_numeric()) {
        format!("{before_digit}{name}").into()
    } else {
        name
    };
    if NEVER_RAW.contains(&name.as_ref()) {
        format!("{name}_")
    } else if name == "gen" {
        // A keyword of the 2024 edition, which syn accepts as a name.
        "r#gen".to_owned()
    } else if cannot_be_keyword(&name) || syn::parse_str::<syn::Ident>(&name).is_ok() {
        name.into_owned()
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

/// Whether an ASCII name is an identifier and no keyword. Most names are, so they need no parser:
/// keywords have at most eight characters, all of which are lower-case letters, except `Self`.
fn cannot_be_keyword(name: &str) -> bool {
    const LONGEST: usize = 8;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_identifier =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(is_word);
    is_identifier
        && name != "Self"
        && (name.len() > LONGEST || !name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests;
