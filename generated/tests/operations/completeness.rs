//! The table of operations matches the emitted docs.

use std::collections::BTreeSet;

use crate::docs;
use crate::table::all;

/// The operations in the index of the docs, as file and heading.
fn listed() -> BTreeSet<(String, String)> {
    let index = docs::page("README.md");
    let (_, operations) = index.split_once("## Operations").unwrap();
    let (operations, _) = operations.split_once("\n## ").unwrap();
    let links = operations.split("](").skip(1);
    links
        .filter_map(|link| {
            let (page, rest) = link.split_once(".md#")?;
            let (heading, _) = rest.split_once(')')?;
            Some((page.to_owned(), heading.to_owned()))
        })
        .collect()
}

#[test]
fn the_table_has_every_operation_in_the_docs() {
    let table: BTreeSet<_> = all()
        .map(|operation| (operation.resource.to_owned(), operation.name.to_owned()))
        .collect();
    assert_eq!(table, listed());
    // Each operation has one row.
    assert_eq!(table.len(), all().count());
    let ids: BTreeSet<_> = all().map(|operation| operation.id).collect();
    assert_eq!(ids.len(), table.len());
}

#[test]
fn methods_and_paths_match_the_docs() {
    for operation in all() {
        let section = docs::section(operation);
        let stated = section
            .lines()
            .find_map(|line| line.rsplit_once(": `")?.1.strip_suffix('`'))
            .unwrap_or_else(|| panic!("{} has no method and path", operation.id));
        let (method, path) = stated.split_once(' ').unwrap();
        assert_eq!(method, operation.method, "{}", operation.id);
        let (template, path) = (path.split('/'), operation.path.split('/'));
        assert_eq!(
            template.clone().count(),
            path.clone().count(),
            "{}",
            operation.id
        );
        for (part, value) in template.zip(path) {
            assert!(part.starts_with('{') || part == value, "{stated}: {value}");
        }
    }
}

#[test]
fn operations_without_a_response_body_match_the_docs() {
    for operation in all() {
        let nothing = docs::section(operation).contains("\n`()`\n");
        assert_eq!(nothing, operation.is_empty(), "{}", operation.id);
        if nothing {
            assert!(
                docs::response_examples(operation).is_empty(),
                "{}",
                operation.id
            );
        }
    }
}

#[test]
fn rustdoc_has_the_same_examples_as_the_docs() {
    for operation in all() {
        let section = docs::section(operation);
        let file = format!("examples/{}/{}.md", operation.resource, operation.name);
        let examples = docs::page(&file);
        let count = |text: &str, fence: &str| text.matches(fence).count();
        let calls = count(&section, "```rust,no_run\n");
        assert!(
            calls > 0 && calls == count(&examples, "```no_run\n"),
            "{file}"
        );
        assert_eq!(
            count(&section, "```json\n"),
            count(&examples, "```json\n"),
            "{file}"
        );
        let source = docs::page(&format!("../src/resources/{}.rs", operation.resource));
        let include = format!("#[doc = include_str!(\"../../docs/{file}\")]");
        assert_eq!(count(&source, &include), 1, "{file}");
    }
}
