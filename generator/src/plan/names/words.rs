//! The words of a name: what remains of a wire name before its case is converted.
//!
//! [`words`] normalizes text and spells the characters that identifiers cannot have or that look
//! like others. It leaves symbols to heck, for which they separate words. [`value_words`] also
//! spells symbols, so that the name of an enum value depends on the value alone: `A+` is `A Plus`.
//! [`spelled_out`] distinguishes separators and letter case. Only a name that would otherwise be a
//! duplicate has such words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Symbols and their names.
const SYMBOLS: &[(char, &str)] = &[
    ('+', "Plus"),
    ('-', "Minus"),
    ('<', "LessThan"),
    ('>', "GreaterThan"),
    ('=', "Equals"),
    ('!', "Not"),
    ('*', "Asterisk"),
    ('%', "Percent"),
    ('&', "And"),
    ('|', "Pipe"),
    ('#', "Sharp"),
    ('@', "At"),
    ('$', "Dollar"),
    ('^', "Caret"),
    ('~', "Tilde"),
    ('?', "Question"),
    ('\\', "Backslash"),
    ('€', "Euro"),
    ('£', "Pound"),
    ('°', "Degree"),
];

/// Characters that separate words, and their names.
const SEPARATORS: &[(char, &str)] = &[
    (' ', "Space"),
    ('_', "Underscore"),
    ('.', "Dot"),
    ('/', "Slash"),
    (':', "Colon"),
    (',', "Comma"),
    (';', "Semicolon"),
    ('(', "Open"),
    (')', "Close"),
    ('[', "OpenBracket"),
    (']', "CloseBracket"),
    ('{', "OpenBrace"),
    ('}', "CloseBrace"),
    ('\'', "Quote"),
    ('"', "DoubleQuote"),
    ('`', "Backtick"),
    ('\t', "Tab"),
    ('\n', "LineFeed"),
    ('\r', "Return"),
];

/// Greek letters, which are used as symbols: `µg`, `Δt`.
const GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// Letters of other scripts that look like ASCII letters.
const LOOK_ALIKES: &str = "аеорсухіјѕһԁԛԝмтнквАВЕКМНОРСТУХІЈЅҺԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρυхգհոսօՕՍ";

/// The text in the normal form NFKC, with a code point in place of each character that is invisible
/// or that would look like an ASCII letter.
///
/// Text without a letter or digit is spelled.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.contains(|c: char| c.is_ascii_alphanumeric()) {
            true => Cow::Borrowed(text),
            false => Cow::Owned(spelled_symbols(text)),
        };
    }
    let normal: String = text.nfkc().collect();
    let mut words = String::new();
    let mut run = String::new();
    for c in normal.chars().chain(['\0']) {
        if c.is_alphanumeric() {
            run.push(c);
            continue;
        }
        words.push_str(&without_look_alikes(&run));
        run.clear();
        words.extend(Some(c).filter(|c| *c != '\0'));
    }
    if words.contains(char::is_alphanumeric) {
        Cow::Owned(words)
    } else {
        Cow::Owned(spelled_symbols(&normal))
    }
}

/// The words of an enum value: as [`words`], with symbols spelled wherever they can carry meaning.
pub(super) fn value_words(text: &str) -> String {
    let text = words(text);
    let characters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| characters.get(index)).copied();
    let mut spelled = String::new();
    for (index, &c) in characters.iter().enumerate() {
        let before = at(index.checked_sub(1));
        let after = at(index.checked_add(1));
        let is_between =
            |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
        match symbol(c) {
            _ if c.is_alphanumeric() => spelled.push(c),
            // heck would join the numbers: `1.5` is not `15`.
            _ if is_between(|c| c.is_ascii_digit()) && is_separator(c) => spelled.push('\u{1}'),
            _ if is_separator(c) && is_between(char::is_alphanumeric) => spelled.push(' '),
            Some(name) => spelled.push_str(&format!(" {name} ")),
            None if is_separator(c) => {
                let is_at_an_end = before.is_none() || after.is_none();
                match separator(c).filter(|_| is_at_an_end && c == '_') {
                    Some(name) => spelled.push_str(&format!(" {name} ")),
                    None => spelled.push(' '),
                }
            }
            None => spelled.push_str(&format!(" U{:X} ", u32::from(c))),
        }
    }
    spelled
}

/// The mark of [`value_words`] between two numbers.
pub(super) const BETWEEN_NUMBERS: char = '\u{1}';

/// Words that differ if symbols or separators do, and words that also differ if the letter case
/// does.
pub(crate) fn spelled_out(text: &str) -> [String; 2] {
    let mut spelled = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || (c.is_alphanumeric() && is_plain(c)) {
            spelled.push(c);
            continue;
        }
        match symbol(c).or_else(|| separator(c)) {
            Some("Minus") => spelled.push_str(" Dash "),
            Some(name) => spelled.push_str(&format!(" {name} ")),
            None => spelled.push_str(&format!(" U{:X} ", u32::from(c))),
        }
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let is_upper = |c: char| c.is_uppercase();
    let case = match (letters.clone().all(is_upper), letters.clone().any(is_upper)) {
        (true, _) => "Uppercase",
        (_, false) => "Lowercase",
        _ if letters.next().is_some_and(is_upper) => "Capitalized",
        _ => "CamelCase",
    };
    let with_case = format!("{spelled} {case}");
    [spelled, with_case]
}

/// A character that remains itself in NFKC.
fn is_plain(c: char) -> bool {
    unicode_normalization::is_nfkc(c.encode_utf8(&mut [0; 4])) && !LOOK_ALIKES.contains(c)
}

/// A run of letters and digits, with the letters spelled that look like ASCII letters: all of them
/// in a run with ASCII letters, and in a run that consists of look-alikes only.
fn without_look_alikes(run: &str) -> String {
    let is_mixed = run.contains(|c: char| c.is_ascii_alphabetic());
    let only_look_alikes = run
        .chars()
        .all(|c| c.is_ascii_digit() || LOOK_ALIKES.contains(c));
    if run.is_ascii() || !(is_mixed || only_look_alikes) {
        return run.to_owned();
    }
    let mut spelled = String::new();
    for c in run.chars() {
        if !has_look_alikes(c) {
            spelled.push(c);
            continue;
        }
        let small = c.to_lowercase().next().unwrap_or(c);
        match GREEK.iter().find(|(letter, _)| *letter == small) {
            Some((_, name)) => spelled.push_str(&format!(" {name} ")),
            None => spelled.push_str(&format!(" U{:X} ", u32::from(c))),
        }
    }
    spelled
}

/// Whether a letter is of a script in which many letters look like ASCII letters.
fn has_look_alikes(c: char) -> bool {
    const SCRIPTS: &[std::ops::RangeInclusive<char>] = &[
        // Greek, Cyrillic and Armenian.
        '\u{370}'..='\u{58f}',
        // Cherokee.
        '\u{13a0}'..='\u{13ff}',
        // More Cyrillic and Greek.
        '\u{1c80}'..='\u{1c8f}',
        '\u{1f00}'..='\u{1fff}',
        // Coptic and Lisu.
        '\u{2c80}'..='\u{2cff}',
        '\u{a4d0}'..='\u{a4ff}',
        '\u{a640}'..='\u{a69f}',
    ];
    SCRIPTS.iter().any(|script| script.contains(&c))
}

/// Text without letters and digits, by the names of its characters.
fn spelled_symbols(text: &str) -> String {
    let name = |c: char| match symbol(c).or_else(|| separator(c)) {
        Some(name) => name.to_owned(),
        None => format!("U{:X}", u32::from(c)),
    };
    let names: Vec<String> = text.chars().map(name).collect();
    if names.is_empty() {
        "Empty".to_owned()
    } else {
        names.join(" ")
    }
}

fn symbol(c: char) -> Option<&'static str> {
    named(SYMBOLS, c)
}

fn separator(c: char) -> Option<&'static str> {
    named(SEPARATORS, c)
}

/// Whether a character separates words. A hyphen is a separator between words and a sign elsewhere.
fn is_separator(c: char) -> bool {
    c == '-' || separator(c).is_some()
}

fn named(names: &[(char, &'static str)], c: char) -> Option<&'static str> {
    names
        .iter()
        .find(|(symbol, _)| *symbol == c)
        .map(|(_, name)| *name)
}
