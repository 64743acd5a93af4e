//! Copies the runtime into a crate, without the parts that the crate does not use.
//!
//! The `mod` items of the runtime determine its files. Starting at `runtime/mod.rs`, each declared
//! module is copied unchanged, except that declarations and re-exports of unused paths are removed.
//!
//! So are the lines of code that spell out an unused path, from `crate::runtime` on. A struct has a
//! field for a part of the runtime if each line about the field does so.

use std::borrow::Cow;
use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::{Item, UseTree};

use crate::embedded::runtime_source;
use crate::emit::{self, EmitError, FileSet};

/// The folder with the runtime, for headers.
const ORIGIN: &str = "templates/runtime/src/runtime";

/// Adds the files of the runtime, except those at or below these paths (`paging`,
/// `call::params::query`).
pub(crate) fn add(unused: &[&str], files: &mut FileSet) -> Result<(), EmitError> {
    add_module("", unused, files).map(|_| ())
}

/// Adds a module and the modules that it declares. Returns false if only its docs are left.
fn add_module(module: &str, unused: &[&str], files: &mut FileSet) -> Result<bool, EmitError> {
    let Some((file, source)) = runtime_source(module) else {
        return Err(invalid(module, "there is no such file"));
    };
    if !may_declare_modules(source) {
        copy(file, &without_uses(source, unused), files)?;
        return Ok(true);
    }
    let (declarations, rest) = declarations(source);
    let syntax = syn::parse_file(declarations).map_err(|error| invalid(file, error))?;
    let mut removed = BTreeSet::new();
    let mut is_empty = rest.trim().is_empty();
    for item in &syntax.items {
        let is_kept = match item {
            Item::Mod(item) if item.content.is_none() => {
                let path = join(module, &item.ident.to_string());
                !is_unused(&path, unused) && add_module(&path, unused, files)?
            }
            Item::Use(item) => {
                let mut names = Vec::new();
                leaves(&item.tree, module, &mut names);
                !names.iter().all(|name| is_unused(name, unused))
            }
            _ => true,
        };
        is_empty &= !is_kept;
        if !is_kept {
            let span = item.span();
            removed.extend(span.start().line..=span.end().line);
        }
    }
    if is_empty {
        return Ok(false);
    }
    let declared = without_lines(source, &removed);
    copy(file, &without_uses(&declared, unused), files)?;
    Ok(true)
}

/// Whether a module may declare others. If it does not, it has no declarations or re-exports to
/// remove, and need not be parsed.
fn may_declare_modules(source: &str) -> bool {
    source
        .lines()
        .any(|line| line.ends_with(';') && line.contains("mod "))
}

/// Splits a source after its last `mod` or `use` item, so that the code below need not be parsed.
/// The runtime is formatted by rustfmt: such an item starts at the start of a line and ends at the
/// end of one.
fn declarations(source: &str) -> (&str, &str) {
    let mut end = 0;
    let mut at = 0;
    let mut is_open = false;
    for line in source.split_inclusive('\n') {
        at += line.len();
        let ends = line.trim_end().ends_with(';');
        is_open |= starts_item(line, "use ") || (ends && starts_item(line, "mod "));
        if is_open && ends {
            end = at;
            is_open = false;
        }
    }
    source.split_at_checked(end).unwrap_or((source, ""))
}

/// Whether a line starts with this keyword, after an optional visibility.
fn starts_item(line: &str, keyword: &str) -> bool {
    let item = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or(rest, |(_, item)| item),
        Some(rest) => rest.trim_start(),
        None => line,
    };
    item.starts_with(keyword)
}

/// Adds a file with this content and a header.
fn copy(file: &str, text: &str, files: &mut FileSet) -> Result<(), EmitError> {
    let path = format!("src/runtime/{file}");
    let text = emit::with_header(&path, &format!("{ORIGIN}/{file}"), text)?;
    files.insert(path, text)
}

/// The paths in the runtime that a `use` item names, relative to the module it is in or absolute.
fn leaves(tree: &UseTree, prefix: &str, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &join(prefix, &path.ident.to_string()), names),
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|item| leaves(item, prefix, names)),
        UseTree::Name(name) => names.push(join(prefix, &name.ident.to_string())),
        UseTree::Rename(name) => names.push(join(prefix, &name.ident.to_string())),
        UseTree::Glob(_) => names.push(prefix.to_owned()),
    }
}

/// The source without the lines of code that spell out an unused path.
fn without_uses<'s>(source: &'s str, unused: &[&str]) -> Cow<'s, str> {
    let mut removed = BTreeSet::new();
    for (index, line) in source.lines().enumerate() {
        if spelled_out_path(line).is_some_and(|path| is_unused(path, unused)) {
            removed.insert(index + 1);
        }
    }
    match removed.is_empty() {
        true => Cow::Borrowed(source),
        false => Cow::Owned(without_lines(source, &removed)),
    }
}

/// The path in the runtime that a line spells out, if it is neither an import nor a comment.
fn spelled_out_path(line: &str) -> Option<&str> {
    const ROOT: &str = "crate::runtime::";
    let (before, path) = line.split_once(ROOT)?;
    let is_import = starts_item(line.trim_start(), "use ");
    if is_import || before.ends_with('$') || before.trim_start().starts_with("//") {
        return None;
    }
    let is_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let end = path.find(|c| !is_path(c)).unwrap_or(path.len());
    path.get(..end)
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    }
}

fn is_unused(path: &str, unused: &[&str]) -> bool {
    unused.iter().any(|unused| {
        path.strip_prefix(unused)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// The text without these lines, counted from 1, and without the second of two blank lines.
fn without_lines(source: &str, removed: &BTreeSet<usize>) -> String {
    let mut text = String::with_capacity(source.len());
    for (index, line) in source.split_inclusive('\n').enumerate() {
        let is_second_blank = line == "\n" && text.ends_with("\n\n");
        if !removed.contains(&(index + 1)) && !is_second_blank {
            text.push_str(line);
        }
    }
    text
}

fn invalid(file: &str, error: impl ToString) -> EmitError {
    EmitError::Syntax {
        path: format!("src/runtime/{file}"),
        template: format!("{ORIGIN}/{file}"),
        line: 1,
        message: error.to_string(),
        excerpt: String::new(),
    }
}

/// Whether the runtime has a module or a type of this path.
#[cfg(test)]
pub(crate) fn has_path(path: &str) -> bool {
    let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
    runtime_source(path).is_some()
        || runtime_source(module).is_some_and(|(_, source)| {
            ["struct", "enum"]
                .iter()
                .any(|kind| source.contains(&format!("pub {kind} {name} {{")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_runtime_is_copied_unchanged() {
        let mut files = FileSet::new();
        add(&[], &mut files).unwrap();
        for (path, text) in files.iter() {
            let file = path.strip_prefix("src/runtime/").unwrap();
            let module = file.trim_end_matches(".rs").trim_end_matches("mod");
            let module = module.trim_end_matches('/').replace('/', "::");
            let (_, source) = runtime_source(&module).unwrap();
            let (header, rest) = text.split_once("\n\n").unwrap();
            assert!(header.starts_with("// @generated"), "{header}");
            assert_eq!(rest, source, "{path}");
        }
        assert_eq!(files.len(), crate::embedded::runtime_sources().count());
    }

    #[test]
    fn all_declarations_are_before_the_code_that_is_not_parsed() {
        let is_declaration = |item: &Item| {
            matches!(item, Item::Use(_))
                || matches!(item, Item::Mod(module) if module.content.is_none())
        };
        let count = |source: &str| {
            let items = syn::parse_file(source).unwrap().items;
            items.iter().filter(|item| is_declaration(item)).count()
        };
        let mut with_modules = 0;
        for (file, source) in crate::embedded::runtime_sources() {
            let (declarations, _) = declarations(source);
            assert_eq!(count(declarations), count(source), "{file}");
            let items = syn::parse_file(source).unwrap().items;
            let has_modules = items
                .iter()
                .any(|item| is_declaration(item) && matches!(item, Item::Mod(_)));
            assert!(may_declare_modules(source) || !has_modules, "{file}");
            with_modules += usize::from(has_modules);
        }
        assert!(with_modules > 10, "{with_modules}");
    }

    #[test]
    fn an_unused_folder_is_removed_completely() {
        let mut files = FileSet::new();
        add(&["paging", "call::params::query"], &mut files).unwrap();
        assert!(files.iter().all(|(path, _)| !path.contains("/paging/")));
        assert!(files.get("src/runtime/call/params/query.rs").is_none());
        assert!(files.get("src/runtime/call/params/query_list.rs").is_some());
        let list = files.get("src/runtime/mod.rs").unwrap();
        assert!(
            !list.contains("paging") && !list.contains("Pages"),
            "{list}"
        );
        assert!(!list.contains("\n\n\n"), "{list}");
    }

    #[test]
    fn a_folder_without_used_files_is_left_out() {
        let params = [
            "cookie",
            "form_query",
            "header",
            "path",
            "query",
            "query_list",
            "style",
            "style_pairs",
            "style_value",
            "styled_header",
            "styled_path",
            "styled_query",
            "whole_query",
        ];
        let params = params.map(|name| format!("call::params::{name}"));
        let mut files = FileSet::new();
        add(&params.each_ref().map(String::as_str), &mut files).unwrap();
        assert!(files.iter().all(|(path, _)| !path.contains("/params")));
        let call = files.get("src/runtime/call/mod.rs").unwrap();
        assert!(!call.contains("mod params;"), "{call}");
    }

    #[test]
    fn lines_that_spell_out_an_unused_path_are_removed() {
        let builder = |unused: &[&str]| {
            let mut files = FileSet::new();
            add(unused, &mut files).unwrap();
            files
                .get("src/runtime/client/builder.rs")
                .unwrap()
                .to_owned()
        };
        let without = builder(&["client::server"]);
        assert!(!without.contains("servers:"), "{without}");
        assert!(!without.contains("self.servers"), "{without}");
        assert!(without.contains("    base_url: String,"), "{without}");
        let lines = |text: &str| text.lines().count();
        assert_eq!(lines(&builder(&[])), lines(&without) + 5);
        assert_eq!(
            spelled_out_path("    a: Option<crate::runtime::b::C>,"),
            Some("b::C")
        );
        for other in [
            "use crate::runtime::b::C;",
            "    pub(crate) use crate::runtime::b::C;",
            "    /// [`C`](crate::runtime::b::C)",
            "    $crate::runtime::call!(a)",
        ] {
            assert_eq!(spelled_out_path(other), None, "{other}");
        }
    }

    #[test]
    fn a_re_export_is_kept_or_removed_as_a_whole() {
        let (_, source) = runtime_source("").unwrap();
        let unused = crate::plan::unused_paths(&Default::default());
        for item in syn::parse_file(source).unwrap().items {
            if let Item::Use(item) = item {
                let mut names = Vec::new();
                leaves(&item.tree, "", &mut names);
                let count = names.iter().filter(|name| is_unused(name, &unused)).count();
                assert!(count == 0 || count == names.len(), "{names:?}");
            }
        }
    }
}
