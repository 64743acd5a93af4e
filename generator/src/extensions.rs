//! The specification extensions (`x-` keys) that the generator reads. Every key is spelled here and
//! nowhere else.
//!
//! There are three groups. *Ours* are written by overlays, and the audit checks their location and
//! the type of their value. *Speakeasy's* come with the document and are read where they say
//! something about the API. *Private* ones carry what the typed 3.0 model cannot hold from one step
//! to the next and never appear in an input.

/// The name of a type, property, parameter or operation, in place of the one made from the
/// document.
pub(crate) const NAME: &str = "x-rust-name";
/// Another name of an operation's method, which is deprecated.
pub(crate) const ALIAS: &str = "x-rust-alias";
/// The order of the arguments of a type's constructor or an operation's method, by the names of
/// required properties or parameters.
pub(crate) const ARGUMENTS: &str = "x-rust-arguments";
/// Marks a property as a credential, which `Debug` does not show.
pub(crate) const SECRET: &str = "x-sdk-secret";
/// Marks a string as a date-time that is kept as sent and parsed on demand.
pub(crate) const TEXT_DATE_TIME: &str = "x-sdk-text-date-time";
/// How the API's pages are requested and described.
pub(crate) const PAGING: &str = "x-sdk-paging";
/// The header in which `POST` and `PATCH` take an idempotency key.
pub(crate) const IDEMPOTENCY: &str = "x-sdk-idempotency-key";

/// The media type to use, of several that a request body or response has.
pub(crate) const MEDIA_TYPE: &str = "x-sdk-media-type";
/// Which values of which response property mean that the server has finished.
pub(crate) const WAITER: &str = "x-sdk-waiter";

/// The rules for an overlay, at its root.
pub(crate) const OVERLAY_RULES: &str = "x-sdk-overlay-rules";

/// The extensions that overlays may use.
pub(crate) const OURS: &[Extension] = &[
    Extension {
        key: NAME,
        locations: &[Location::Operation, Location::Parameter, Location::Schema],
        value: ValueType::String,
    },
    Extension {
        key: ALIAS,
        locations: &[Location::Operation],
        value: ValueType::String,
    },
    Extension {
        key: ARGUMENTS,
        locations: &[Location::Operation, Location::Schema],
        value: ValueType::Strings,
    },
    Extension {
        key: SECRET,
        locations: &[Location::Schema],
        value: ValueType::Boolean,
    },
    Extension {
        key: TEXT_DATE_TIME,
        locations: &[Location::Schema],
        value: ValueType::Boolean,
    },
    Extension {
        key: PAGING,
        locations: &[Location::Root],
        value: ValueType::Object,
    },
    Extension {
        key: IDEMPOTENCY,
        locations: &[Location::Root, Location::Operation],
        value: ValueType::String,
    },
    Extension {
        key: MEDIA_TYPE,
        locations: &[Location::RequestBody, Location::Response],
        value: ValueType::String,
    },
    Extension {
        key: WAITER,
        locations: &[Location::Operation],
        value: ValueType::Object,
    },
];

/// An extension of this project.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extension {
    pub(crate) key: &'static str,
    /// The objects on which it has an effect.
    pub(crate) locations: &'static [Location],
    pub(crate) value: ValueType,
}

/// An object that an extension of this project may be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    /// The root of the document.
    Root,
    Operation,
    Parameter,
    RequestBody,
    Response,
    /// A schema, including the schema of a property.
    Schema,
}

/// The JSON type of an extension's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueType {
    String,
    Strings,
    Boolean,
    Object,
}

/// Whether a key is in the namespace of this project, so that an unknown one is a mistake.
pub(crate) fn is_reserved(key: &str) -> bool {
    key.starts_with("x-sdk-") || key.starts_with("x-rust-")
}

/// Whether a key is an extension at all.
pub(crate) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// The resource of an operation, in place of its first tag.
pub(crate) const SPEAKEASY_GROUP: &str = "x-speakeasy-group";
/// The method name of an operation; at the root, a list of patterns for operation ids with their
/// method names.
pub(crate) const SPEAKEASY_NAME_OVERRIDE: &str = "x-speakeasy-name-override";
/// When and how to retry, at the root or on an operation.
pub(crate) const SPEAKEASY_RETRIES: &str = "x-speakeasy-retries";
/// Why something is deprecated.
pub(crate) const SPEAKEASY_DEPRECATION_MESSAGE: &str = "x-speakeasy-deprecation-message";
/// What replaces something deprecated.
pub(crate) const SPEAKEASY_DEPRECATION_REPLACEMENT: &str = "x-speakeasy-deprecation-replacement";
/// The name of a server, before OpenAPI 3.2.
pub(crate) const SPEAKEASY_SERVER_ID: &str = "x-speakeasy-server-id";

/// Private: the JSON pointer of an object in the source document. `resolve` adds it.
pub(crate) const AT: &str = "x-sdk-at";
/// Private: the `style` of a parameter. `dialect` adds it.
pub(crate) const STYLE: &str = "x-sdk-style";
/// Private: the `allowReserved` of a parameter. `dialect` adds it.
pub(crate) const ALLOW_RESERVED: &str = "x-sdk-allow-reserved";
/// Private: set on a parameter that is the whole query. `dialect` adds it.
pub(crate) const QUERY_STRING: &str = "x-sdk-query-string";
/// Private: the `defaultMapping` of a discriminator. `dialect` adds it.
pub(crate) const DEFAULT_MAPPING: &str = "x-sdk-default-mapping";
/// Private: the `name` of a server. `dialect` adds it.
pub(crate) const SERVER_NAME: &str = "x-sdk-server-name";
/// Private: set on a variable of a server that has no default. `dialect` adds it.
pub(crate) const NO_DEFAULT: &str = "x-sdk-no-default";
/// Private: a Security Scheme Object as it is in the document. `dialect` adds it.
pub(crate) const SCHEME: &str = "x-sdk-scheme";
/// Private: the files that the document refers to, by path. `bundle` adds it to the root.
pub(crate) const FILES: &str = "x-sdk-files";
/// Private: the `links` of a response. `dialect` adds it.
pub(crate) const LINKS: &str = "x-sdk-links";
/// Private: set on a schema whose only type is `null`. `dialect` adds it.
pub(crate) const NULL: &str = "x-sdk-null";
/// Private: set on a media type with `itemSchema`, which is its schema if it is a sequence.
/// `dialect` adds it.
pub(crate) const ITEM_SCHEMA: &str = "x-sdk-item-schema";
/// Private: the `prefixEncoding` of a media type. `dialect` adds it.
pub(crate) const PREFIX_ENCODING: &str = "x-sdk-prefix-encoding";
/// Private: the `itemEncoding` of a media type. `dialect` adds it.
pub(crate) const ITEM_ENCODING: &str = "x-sdk-item-encoding";
/// Private: set on the schema of the JSON in the data of an event, while `dialect` prepares events.
pub(crate) const CONTENT: &str = "x-sdk-content";
/// Private: set on the schema `false`. `dialect` adds it.
pub(crate) const FALSE: &str = "x-sdk-false";
/// Private: set on a schema whose `oneOf` was made from its `type`. `dialect` adds it.
pub(crate) const EXPANDED: &str = "x-sdk-expanded";
/// Private: set on a union that also allows values which match none of its variants. `dialect` adds
/// it.
pub(crate) const OPEN: &str = "x-sdk-open";
/// Private: the types of a schema with several. `dialect` adds it.
pub(crate) const TYPES: &str = "x-sdk-types";
/// Private: the `enum` or `const` of a schema, without null. `dialect` adds it, since the typed model
/// has values of one type, and numbers as `f64`.
pub(crate) const VALUES: &str = "x-sdk-values";
/// Private: set on an integer with a limit, default or example beyond 64 bits. `dialect` adds it.
pub(crate) const WIDE: &str = "x-sdk-wide";
/// Private: the `examples` of a schema. `dialect` adds it.
pub(crate) const EXAMPLES: &str = "x-sdk-examples";

#[cfg(test)]
mod tests {
    use super::*;

    /// The table in `spec/README.md`, which is what authors of overlays read.
    const README: &str = include_str!("../../spec/README.md");

    #[test]
    fn readme_lists_each_extension_with_its_locations_and_type() {
        let rows: Vec<Vec<&str>> = README
            .lines()
            .filter(|line| line.starts_with("| `x-"))
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        let listed: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
        let mut known: Vec<&str> = OURS.iter().map(|extension| extension.key).collect();
        known.sort_by_key(|key| listed.iter().position(|listed| listed == key));
        assert_eq!(listed, known);
        for extension in OURS {
            let row = rows
                .iter()
                .find(|row| row[0].trim_matches('`') == extension.key)
                .unwrap();
            for location in extension.locations {
                let words: &[&str] = match location {
                    Location::Root => &["root"],
                    Location::Operation => &["operation"],
                    Location::Parameter => &["parameter"],
                    Location::RequestBody => &["request body"],
                    Location::Response => &["response"],
                    Location::Schema => &["schema", "property"],
                };
                let listed = words.iter().any(|word| row[1].contains(word));
                assert!(listed, "{}: {words:?} is missing", extension.key);
            }
            let value = match extension.value {
                ValueType::String => "string",
                ValueType::Strings => "array of strings",
                ValueType::Boolean => "`true`",
                ValueType::Object => "object",
            };
            assert!(
                row[2].starts_with(value),
                "{}: {value} is missing",
                extension.key
            );
        }
    }

    #[test]
    fn speakeasy_keys_are_in_the_readme() {
        for key in [
            SPEAKEASY_GROUP,
            SPEAKEASY_NAME_OVERRIDE,
            SPEAKEASY_RETRIES,
            SPEAKEASY_DEPRECATION_MESSAGE,
            SPEAKEASY_DEPRECATION_REPLACEMENT,
            SPEAKEASY_SERVER_ID,
        ] {
            assert!(README.contains(&format!("`{key}`")), "{key}");
        }
    }
}
