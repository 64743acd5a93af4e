//! The name of the emitted crate: the rules for a given one, and the default from the title of the
//! document.

use heck::ToKebabCase;
use toml_edit::Item;

use crate::embedded::runtime_manifest;

/// The longest name that crates.io accepts.
const MAXIMUM_LENGTH: usize = 64;

/// Names that mean something else in the code of the crate: crates that every crate can refer to,
/// and the one that only some emitted crates depend on.
const RESERVED: &[&str] = &["alloc", "core", "proc_macro", "sdk", "std", "test", "uuid"];

/// Checks a name for the emitted crate, by the rules of Cargo and crates.io.
///
/// # Errors
///
/// What is wrong with it, as the end of a sentence.
pub fn check_crate_name(name: &str) -> Result<(), String> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let ident = name.replace('-', "_");
    if let Some(other) = name.chars().find(|c| !is_allowed(*c)) {
        Err(format!(
            "contains {other:?}; use ASCII letters, digits, `-` and `_`"
        ))
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Err("must start with an ASCII letter".to_owned())
    } else if name.len() > MAXIMUM_LENGTH {
        Err(format!("is longer than {MAXIMUM_LENGTH} characters"))
    } else if RESERVED.contains(&ident.as_str()) || syn::parse_str::<syn::Ident>(&ident).is_err() {
        Err("is reserved".to_owned())
    } else if dependencies().any(|dependency| dependency.replace('-', "_") == ident) {
        Err("is the name of a dependency of the crate".to_owned())
    } else {
        Ok(())
    }
}

/// The name of the crate of an API with this title: the title in kebab case. Where that is not a
/// valid name, it begins with `sdk`.
pub(crate) fn default_crate_name(title: &str) -> String {
    let title: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = cut(&title.to_kebab_case(), MAXIMUM_LENGTH);
    if check_crate_name(&name).is_ok() {
        return name;
    }
    let name = cut(&format!("sdk-{name}"), MAXIMUM_LENGTH);
    if check_crate_name(&name).is_ok() {
        name
    } else {
        "sdk-crate".to_owned()
    }
}

/// The first characters of an ASCII text, without hyphens at the end.
fn cut(text: &str, length: usize) -> String {
    let cut: String = text.chars().take(length).collect();
    cut.trim_end_matches('-').to_owned()
}

/// The names of the dependencies that an emitted crate may have.
fn dependencies() -> impl Iterator<Item = String> {
    let manifest = runtime_manifest();
    let tables = ["dependencies", "dev-dependencies"];
    let tables = tables.map(|table| manifest.get(table).and_then(Item::as_table).cloned());
    tables
        .into_iter()
        .flatten()
        .flat_map(|table| table.into_iter().map(|(name, _)| name.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rules_of_cargo() {
        for name in ["museum", "codat-platform", "a1_b"] {
            assert_eq!(check_crate_name(name), Ok(()), "{name}");
        }
        for (name, reason) in [
            ("a=b", "contains '='"),
            ("a b", "contains ' '"),
            ("", "must start"),
            ("1a", "must start"),
            ("-a", "must start"),
            ("fn", "reserved"),
            ("core", "reserved"),
            ("http-body", "dependency"),
            ("serde_json", "dependency"),
        ] {
            let refused = check_crate_name(name).unwrap_err();
            assert!(refused.contains(reason), "{name}: {refused}");
        }
        assert!(check_crate_name(&"a".repeat(65)).is_err());
    }

    #[test]
    fn every_title_gives_a_valid_name() {
        for (title, name) in [
            ("Museum API", "museum-api"),
            ("HTTP", "sdk-http"),
            ("3D Secure", "sdk-3d-secure"),
            ("Test", "sdk-test"),
            ("API: v2 (beta)", "api-v2-beta"),
            ("日本", "sdk-crate"),
            ("", "sdk-crate"),
        ] {
            assert_eq!(default_crate_name(title), name, "{title}");
            assert_eq!(check_crate_name(name), Ok(()));
        }
        let long = default_crate_name(&"word ".repeat(40));
        assert_eq!(check_crate_name(&long), Ok(()));
        assert!(!long.ends_with('-'), "{long}");
    }
}
