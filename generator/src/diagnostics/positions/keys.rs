//! Plain YAML keys that are read as another string than they are written.

/// The string that a plain boolean or integer key becomes: `True` is `true`, `0x1F` is `31`. `None`
/// for other keys.
pub(super) fn read_key(text: &str) -> Option<String> {
    match text {
        "true" | "True" | "TRUE" => return Some("true".to_owned()),
        "false" | "False" | "FALSE" => return Some("false".to_owned()),
        _ => {}
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let (digits, radix) = match unsigned.split_at_checked(2) {
        Some(("0x", digits)) => (digits, 16),
        Some(("0o", digits)) => (digits, 8),
        Some(("0b", digits)) => (digits, 2),
        _ => (unsigned, 10),
    };
    let number = u128::from_str_radix(digits, radix).ok()?;
    Some(format!("{sign}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_booleans_and_integers_in_every_notation() {
        for (written, read) in [
            ("True", Some("true")),
            ("FALSE", Some("false")),
            ("0x1F", Some("31")),
            ("-0o17", Some("-15")),
            ("+1", Some("1")),
            ("yes", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(read_key(written).as_deref(), read, "{written}");
        }
    }
}
