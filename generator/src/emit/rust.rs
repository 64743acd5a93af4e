//! Rust source from a template's output: parsed, imports sorted, spaced, laid out.

use proc_macro2::TokenStream;
use syn::File;
use syn::visit_mut::{self, VisitMut};

use super::{EmitError, agree, spacing, uses, with_header};

/// How many lines of the text are shown around a syntax error.
const SHOWN: usize = 3;

/// Lays out one Rust file and puts the header above it.
///
/// `origin` is what [`origin`](super::origin) gives, `template` the name of the template that wrote `text`.
///
/// # Errors
///
/// [`EmitError::Syntax`] when the text is not Rust: a mistake in the template, never in the document.
/// [`EmitError::Unprintable`] when it uses syntax that the formatter can only copy.
pub fn rust(path: &str, text: &str, origin: &str, template: &str) -> Result<String, EmitError> {
    let mut file = syn::parse_file(text).map_err(|error| syntax(path, text, template, &error))?;
    reject_verbatim(&mut file, path, template)?;
    uses::sort_uses(&mut file);
    let types = agree::mark(&mut file);
    spacing::mark(&mut file);
    let printed = prettyplease::unparse(&file);
    let laid_out = agree::unmark(&spacing::unmark(&printed), &types);
    with_header(path, origin, &laid_out)
}

fn syntax(path: &str, text: &str, template: &str, error: &syn::Error) -> EmitError {
    let line = error.span().start().line;
    EmitError::Syntax {
        path: path.to_owned(),
        template: template.to_owned(),
        line,
        message: error.to_string(),
        excerpt: excerpt(text, line),
    }
}

/// The lines around one, numbered, that one pointed at.
fn excerpt(text: &str, line: usize) -> String {
    let mut shown = String::new();
    for (number, content) in (1..).zip(text.lines()) {
        if number + SHOWN < line || number > line + SHOWN {
            continue;
        }
        let arrow = if number == line { '>' } else { ' ' };
        shown.push_str(&format!("{arrow} {number:>4} | {content}\n"));
    }
    shown
}

/// The formatter panics on what syn passes on unread (`fn f();` outside a trait); templates have no use for that.
fn reject_verbatim(file: &mut File, path: &str, template: &str) -> Result<(), EmitError> {
    let mut finder = Verbatim(None);
    finder.visit_file_mut(file);
    match finder.0 {
        None => Ok(()),
        Some(tokens) => Err(EmitError::Unprintable {
            path: path.to_owned(),
            template: template.to_owned(),
            tokens,
        }),
    }
}

/// Finds the first piece of syntax that was not understood.
struct Verbatim(Option<String>);

impl Verbatim {
    fn found(&mut self, tokens: &TokenStream) {
        self.0.get_or_insert_with(|| tokens.to_string());
    }
}

impl VisitMut for Verbatim {
    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        if let syn::Item::Verbatim(tokens) = item {
            self.found(tokens);
        }
        visit_mut::visit_item_mut(self, item);
    }

    fn visit_impl_item_mut(&mut self, item: &mut syn::ImplItem) {
        if let syn::ImplItem::Verbatim(tokens) = item {
            self.found(tokens);
        }
        visit_mut::visit_impl_item_mut(self, item);
    }

    fn visit_trait_item_mut(&mut self, item: &mut syn::TraitItem) {
        if let syn::TraitItem::Verbatim(tokens) = item {
            self.found(tokens);
        }
        visit_mut::visit_trait_item_mut(self, item);
    }

    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        if let syn::Expr::Verbatim(tokens) = expression {
            self.found(tokens);
        }
        visit_mut::visit_expr_mut(self, expression);
    }

    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let syn::Type::Verbatim(tokens) = ty {
            self.found(tokens);
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use quote::ToTokens;

    use super::*;

    /// What templates write, in the layout that is expected of it.
    const SAMPLES: [(&str, &str); 5] = [
        ("client.rs", include_str!("samples/client.rs")),
        ("expressions.rs", include_str!("samples/expressions.rs")),
        ("imports.rs", include_str!("samples/imports.rs")),
        ("model.rs", include_str!("samples/model.rs")),
        ("resource.rs", include_str!("samples/resource.rs")),
    ];

    #[test]
    fn samples_get_their_layout_from_bare_tokens() {
        for (name, sample) in SAMPLES {
            let tokens = syn::parse_file(sample)
                .unwrap()
                .to_token_stream()
                .to_string();
            let text = rust(name, &tokens, "api.yaml", "t").unwrap();
            assert_eq!(text, sample, "{name}");
        }
    }

    #[test]
    fn rustfmt_agrees_with_the_samples() {
        let dir = tempfile::tempdir().unwrap();
        let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/../rustfmt.toml");
        if !std::path::Path::new(settings).exists()
            || Command::new("rustfmt").arg("--version").output().is_err()
        {
            eprintln!("SKIPPED: there is no rustfmt, or no rustfmt.toml above this package");
            return;
        }
        std::fs::copy(settings, dir.path().join("rustfmt.toml")).unwrap();
        let files: Vec<_> = SAMPLES
            .map(|(name, sample)| {
                let file = dir.path().join(name);
                std::fs::write(&file, sample).unwrap();
                file
            })
            .into();
        let output = Command::new("rustfmt")
            .arg("--check")
            .args(files)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    #[test]
    fn header_spacing_and_order() {
        let text = "use b::B; use a::A; fn a() {} fn b() {}";
        let expected = "\
// @generated by cargo xtask generate from api.yaml /x. Do not edit.

use a::A;
use b::B;

fn a() {}

fn b() {}
";
        assert_eq!(rust("a.rs", text, "api.yaml /x", "t").unwrap(), expected);
    }

    #[test]
    fn laying_out_again_changes_nothing() {
        let once = rust(
            "a.rs",
            "//! Doc.\n#![allow(x)] struct A { /// B\n b: u8, /// C\n c: u8 }",
            "a",
            "t",
        )
        .unwrap();
        let body = once.split_once("\n\n").unwrap().1;
        assert_eq!(rust("a.rs", body, "a", "t").unwrap(), once);
    }

    #[test]
    fn broken_text_names_template_and_line() {
        let text = "fn a() {}\nfn b() {}\nfn c() {}\nfn d() {}\nfn () {}\nfn e() {}\n";
        let error = rust("src/a.rs", text, "api.yaml", "model.rs")
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "internal error: template `model.rs` wrote text for `src/a.rs` that is not Rust: expected identifier at line 5\n\
             \x20    2 | fn b() {}\n\
             \x20    3 | fn c() {}\n\
             \x20    4 | fn d() {}\n\
             >    5 | fn () {}\n\
             \x20    6 | fn e() {}\n"
        );
    }

    #[test]
    fn syntax_that_is_only_passed_on_is_refused() {
        let error = rust("a.rs", "fn f();", "api.yaml", "t")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("template `t`") && error.contains("fn f ()"),
            "{error}"
        );
    }
}
