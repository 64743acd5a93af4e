//! One document for each diagnostic, with the whole text that it makes the generator say.
//!
//! `diagnostics/<code>.yaml` or `<code>.<what>.yaml` provokes `<code>`; the report is `.txt` beside it. The codes are
//! found in the generator's sources, so that a new one without a document, or without a line in
//! `docs/diagnostics.md`, fails here. How expectations are rewritten is told in `support`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sdk_generator::GenerateError;
use sdk_generator::diagnostics::{Diagnostics, Severity, Style};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, ExprCall, ExprMethodCall, ExprTuple, FieldValue, FnArg, Lit, Local, Member, Meta, Pat,
    Token,
};

use support::{Expectations, cases, folder, generate};

#[test]
fn each_code_is_provoked_and_told_as_expected() {
    let mut expectations = Expectations::default();
    for case in cases("diagnostics") {
        let code = case.name.split('.').next().unwrap();
        let (outcome, diagnostics) = generate(&case.input);
        if !diagnostics.iter().any(|finding| finding.code == code) {
            expectations.wrong(format!("{}: {code} was not found", case.name));
        }
        check_form(&case.name, &diagnostics, &mut expectations);
        match (outcome, diagnostics.has_errors()) {
            (Ok(_), false) | (Err(GenerateError::Input(_)), true) => {}
            (other, _) => {
                let other = other.map(|_| "a crate");
                expectations.wrong(format!("{}: gave {other:?}", case.name));
            }
        }
        let file = folder("diagnostics").join(format!("{}.txt", case.name));
        expectations.check(&file, &diagnostics.render(Style::Plain));
    }
}

/// What holds of every finding: a sentence without a full stop, and what to do unless it is a mere remark.
fn check_form(case: &str, diagnostics: &Diagnostics, expectations: &mut Expectations) {
    for finding in diagnostics.iter() {
        if finding.message.ends_with('.') {
            expectations.wrong(format!("{case}: full stop in `{}`", finding.message));
        }
        if finding.severity > Severity::Note && finding.help.is_none() {
            expectations.wrong(format!("{case}: {} has no help", finding.code));
        }
    }
    let located = diagnostics.located();
    for finding in located.iter().filter(|finding| finding.span.is_none()) {
        expectations.wrong(format!("{case}: {} has no line", finding.diagnostic.code));
    }
}

#[test]
fn each_code_of_the_sources_has_a_document_and_a_line_in_the_table() {
    let codes = codes_of_the_sources();
    assert!(codes.len() > 60, "{codes:?}");
    let table = fs::read_to_string(folder("../docs/diagnostics.md")).unwrap();
    let listed: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let provoked: BTreeSet<String> = cases("diagnostics")
        .into_iter()
        .map(|case| case.name.split('.').next().unwrap().to_owned())
        .collect();
    let unlisted: Vec<_> = codes
        .iter()
        .filter(|code| !listed.contains(&code.as_str()))
        .collect();
    assert!(
        unlisted.is_empty(),
        "not in docs/diagnostics.md: {unlisted:?}"
    );
    let untested: Vec<_> = codes.difference(&provoked).collect();
    assert!(
        untested.is_empty(),
        "no document in tests/diagnostics: {untested:?}"
    );
    let stale: Vec<_> = listed
        .iter()
        .filter(|code| !codes.contains(**code))
        .collect();
    assert!(
        stale.is_empty(),
        "in docs/diagnostics.md and in no source: {stale:?}"
    );
}

/// Every code that a source file gives a finding.
fn codes_of_the_sources() -> BTreeSet<String> {
    let mut files = Vec::new();
    source_files(&folder("../src"), &mut files);
    let mut files: Vec<syn::File> = files
        .iter()
        .map(|text| syn::parse_file(text).unwrap())
        .collect();
    let mut makers = Makers(BTreeSet::new());
    files
        .iter_mut()
        .for_each(|file| makers.visit_file_mut(file));
    let mut codes = Codes {
        makers: makers.0,
        found: BTreeSet::new(),
        in_pairs: false,
    };
    files.iter_mut().for_each(|file| codes.visit_file_mut(file));
    codes.found
}

/// The texts of the sources, tests in files of their own aside.
fn source_files(dir: &Path, texts: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "tests" || name == "testing" {
            continue;
        }
        if path.is_dir() {
            source_files(&path, texts);
        } else {
            texts.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// Functions that take a `code`: those of `Diagnostic` itself, and helpers around them.
struct Makers(BTreeSet<Maker>);

/// A function's name, how many arguments it takes, and which of them is the code.
type Maker = (String, usize, usize);

impl VisitMut for Makers {
    fn visit_signature_mut(&mut self, signature: &mut syn::Signature) {
        let patterns = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(input) => Some(&*input.pat),
            FnArg::Receiver(_) => None,
        });
        let patterns: Vec<&Pat> = patterns.collect();
        let index = patterns.iter().position(|pattern| is_called_code(pattern));
        // `Diagnostic::new` is called by its makers alone.
        if let Some(index) = index
            && signature.ident != "new"
        {
            self.0
                .insert((signature.ident.to_string(), patterns.len(), index));
        }
    }
}

fn is_called_code(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(name) if name.ident == "code")
}

/// Texts where a code stands.
struct Codes {
    makers: BTreeSet<Maker>,
    found: BTreeSet<String>,
    /// Whether the first part of a tuple is a code here.
    in_pairs: bool,
}

impl Codes {
    fn of_call(&mut self, name: &syn::Ident, arguments: &Punctuated<Expr, Token![,]>) {
        for (index, argument) in arguments.iter().enumerate() {
            let maker = (name.to_string(), arguments.len(), index);
            if self.makers.contains(&maker) {
                self.collect(argument);
            }
        }
    }

    fn collect(&mut self, expression: &Expr) {
        if let Expr::Lit(literal) = expression
            && let Lit::Str(text) = &literal.lit
            && is_code(&text.value())
        {
            self.found.insert(text.value());
        }
    }
}

/// Words of small letters with hyphens between them, as no sentence is.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    text.split('-').all(is_word)
}

impl VisitMut for Codes {
    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        let is_test = module.attrs.iter().any(|attribute| {
            matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string() == "test")
        });
        if !is_test {
            visit_mut::visit_item_mod_mut(self, module);
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        if let Expr::Path(path) = &*call.func
            && let Some(name) = path.path.segments.last()
        {
            self.of_call(&name.ident, &call.args);
        }
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        self.of_call(&call.method, &call.args);
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    /// `code: "..."`.
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        if matches!(&field.member, Member::Named(name) if name == "code") {
            self.collect(&field.expr);
        }
        visit_mut::visit_field_value_mut(self, field);
    }

    /// `let (code, help) = match ..`: a code and its help are chosen together.
    fn visit_local_mut(&mut self, local: &mut Local) {
        let outer = self.in_pairs;
        self.in_pairs |= matches!(&local.pat, Pat::Tuple(pair) if pair.elems.first().is_some_and(is_called_code));
        visit_mut::visit_local_mut(self, local);
        self.in_pairs = outer;
    }

    fn visit_expr_tuple_mut(&mut self, tuple: &mut ExprTuple) {
        if self.in_pairs
            && let Some(first) = tuple.elems.first()
        {
            self.collect(first);
        }
        visit_mut::visit_expr_tuple_mut(self, tuple);
    }
}
