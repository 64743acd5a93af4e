//! The difference between two texts, shortened for a terminal.

use similar::TextDiff;

/// The number of lines of a difference that are shown.
const SHOWN: usize = 40;

/// A unified difference without file names, cut after a maximum number of lines.
pub(super) fn unified(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let whole = diff
        .unified_diff()
        .context_radius(2)
        .missing_newline_hint(true)
        .to_string();
    let mut lines = whole.lines();
    let mut shown = String::new();
    for line in lines.by_ref().take(SHOWN) {
        shown.push_str(line);
        shown.push('\n');
    }
    match lines.count() {
        0 => {}
        1 => shown.push_str("... 1 line more\n"),
        more => shown.push_str(&format!("... {more} lines more\n")),
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_changed_lines_with_context() {
        let old = "a\nb\nc\nd\ne\nf\n";
        let new = "a\nb\nc\nD\ne\nf\n";
        assert_eq!(
            unified(old, new),
            "@@ -2,5 +2,5 @@\n b\n c\n-d\n+D\n e\n f\n"
        );
    }

    #[test]
    fn long_differences_are_cut() {
        let new: String = (0..100).map(|n| format!("{n}\n")).collect();
        let text = unified("", &new);
        assert_eq!(text.lines().count(), SHOWN + 1);
        assert!(text.ends_with("... 61 lines more\n"), "{text}");
    }
}
