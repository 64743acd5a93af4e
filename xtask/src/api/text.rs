//! The report of a comparison for a terminal.

use std::fmt::Write as _;

use sdk_generator::rust_api::{Change, Comparison, Effect, Verdict};

use super::Pair;
use crate::report::counted;

/// The report. Additive changes and those without an effect are counted, and listed with `verbose`.
pub(super) fn text(pair: &Pair, comparison: &Comparison, verbose: bool) -> String {
    let mut text = String::new();
    let groups = [
        (Effect::Breaking, "breaking"),
        (Effect::Additive, "additive"),
        (Effect::None, "without an effect"),
    ];
    for (effect, title) in groups {
        let changes: Vec<&Change> = comparison
            .changes
            .iter()
            .filter(|change| change.effect == effect)
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{title}: {}", counted(changes.len(), "change"));
        if effect != Effect::Breaking && !verbose {
            continue;
        }
        for change in changes {
            let _ = writeln!(text, "  {}", change.message);
            for (mark, entry) in [('-', &change.old), ('+', &change.new)] {
                if let Some(entry) = entry {
                    let _ = writeln!(text, "    {mark} {entry}");
                }
            }
        }
    }
    text + &conclusion(pair, comparison) + &renamed(comparison)
}

/// The entries of names.yaml for items that seem to be renamed.
fn renamed(comparison: &Comparison) -> String {
    if comparison.renamed.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "help: to keep the old names of renamed items for one release, add this to names.yaml:\n\n\
         renamed:\n- since: {}\n",
        comparison.new_version
    );
    let mut kind = "";
    for one in &comparison.renamed {
        if one.kind != kind {
            kind = one.kind;
            let _ = writeln!(text, "  {kind}:");
        }
        let _ = writeln!(text, "    {}: {}", one.old, one.new);
    }
    text
}

/// What the changes mean for the version.
fn conclusion(pair: &Pair, comparison: &Comparison) -> String {
    let subject = &pair.subject;
    let (old, new) = (&comparison.old_version, &comparison.new_version);
    let effect = match comparison.effect {
        Effect::Breaking => "breaks",
        Effect::Additive => "has more than",
        Effect::None => "is",
    };
    let fact = format!("{subject}: the public API {effect} that of {old}");
    let settings = pair.settings.as_deref().unwrap_or("sdk.toml");
    match &comparison.verdict {
        Verdict::Fits if comparison.effect == Effect::None => {
            format!("{fact} ({})\n", counted(pair.new.len(), "item"))
        }
        Verdict::Fits if old == new => format!("{fact}; it needs no other version than the next\n"),
        Verdict::Fits => format!("{fact}, and the version {new} says so\n"),
        Verdict::TooLow { needed } => format!(
            "{fact}, and the version {new} does not say so\n\
             help: set `crate.version` in {settings} to {needed}, run `cargo xtask generate`, and describe the change \
             in the changelog; or keep the old API\n"
        ),
        Verdict::Lower => format!(
            "{fact}, and the version {new} is lower\nhelp: correct `crate.version` in {settings}\n"
        ),
        Verdict::Invalid { version } => format!(
            "{fact}, and the version `{version}` is not three numbers\nhelp: correct `crate.version` in {settings}\n"
        ),
    }
}
