//! Reads the emitted docs of an operation in `docs/`.

use std::fs;
use std::path::Path;

use crate::table::Operation;

/// A file in the crate's `docs/`, such as `companies.md`.
pub(crate) fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    fs::read_to_string(path).unwrap()
}

/// The section of a file under a heading, up to the next heading of its level.
fn under(page: &str, heading: &str) -> String {
    let level = heading.split(' ').next().unwrap();
    let next = format!("\n{level} ");
    let Some((_, part)) = page.split_once(&format!("\n{heading}\n")) else {
        panic!("no heading {heading}")
    };
    part.split(&next).next().unwrap().to_owned()
}

/// The section of an operation.
pub(crate) fn section(operation: &Operation) -> String {
    let page = page(&format!("{}.md", operation.resource));
    under(&page, &format!("## {}", operation.name))
}

/// The documented error statuses: common ones in a sentence, others in a table.
pub(crate) fn errors(operation: &Operation) -> Vec<u16> {
    let heading = format!("### Errors of `{}`", operation.name);
    let part = under(&section(operation), &heading);
    let of_most = part
        .lines()
        .find(|line| line.starts_with("[Common errors]("));
    let of_most = of_most.into_iter().flat_map(|line| line.split('`'));
    let row = |line: &str| line.strip_prefix("| ")?.split(' ').next()?.parse().ok();
    let mut statuses: Vec<u16> = part.lines().filter_map(row).collect();
    statuses.extend(of_most.filter_map(|word| word.parse::<u16>().ok()));
    statuses.sort_unstable();
    statuses
}

/// The response examples with their statuses.
pub(crate) fn response_examples(operation: &Operation) -> Vec<(u16, String)> {
    let section = section(operation);
    let examples = section.split(" (response ").skip(1);
    examples
        .filter_map(|text| {
            let (status, text) = text.split_once("):\n\n```json\n")?;
            let (json, _) = text.split_once("\n```")?;
            Some((status.parse().ok()?, json.to_owned()))
        })
        .collect()
}

/// The path parameters that are strings, and so can contain any character.
pub(crate) fn text_path_parameters(operation: &Operation) -> Vec<String> {
    let section = section(operation);
    let rows = section.lines().filter(|line| line.contains(" | path | "));
    rows.filter(|row| !row.contains("| `Uuid` |"))
        .map(|row| row.split('`').nth(1).unwrap().to_owned())
        .collect()
}
