//! Formats example code for docs with prettyplease.
//!
//! The code is formatted before it becomes docs, because formatters skip code in docs.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::quote;

/// The width of an indent.
const INDENT: usize = 4;

/// The lines of items, without blank lines between them; `None` if the code is not made of items.
pub(crate) fn items(code: TokenStream) -> Option<Vec<String>> {
    let file: syn::File = syn::parse2(code).ok()?;
    let printed = prettyplease::unparse(&file);
    Some(printed.lines().map(str::to_owned).collect())
}

/// The lines of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    /// What precedes the statements: attributes and the signature.
    pub(crate) opening: Vec<String>,
    /// The statements without the indent.
    pub(crate) statements: Vec<String>,
}

/// The lines of a function with at least one statement.
pub(crate) fn function(signature: &TokenStream, body: &TokenStream) -> Option<Function> {
    let mut opening = items(quote!(#signature { #body }))?;
    // Only the line that ends the signature has no indent and ends in a brace.
    let is_end = |line: &String| line.ends_with('{') && !line.starts_with(' ');
    let statements = opening.split_off(opening.iter().position(is_end)? + 1);
    let without_indent = |line: &String| line.get(INDENT..).unwrap_or(line).to_owned();
    let (_closing, statements) = statements.split_last()?;
    let statements = statements.iter().map(without_indent).collect();
    Some(Function {
        opening,
        statements,
    })
}

/// The lines of statements as they are in a function, without the indent.
pub(crate) fn statements(code: &TokenStream) -> Option<Vec<String>> {
    Some(function(&quote!(async fn f()), code)?.statements)
}

/// The lines with an indent.
pub(crate) fn indented(lines: &[impl Display]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| format!("{:INDENT$}{line}", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_a_function_as_opening_and_statements() {
        let signature = quote! {
            #[allow(deprecated)]
            async fn a_long_name_of_a_function(
                client: Client
            ) -> Result<(), Box<dyn AnErrorWithALongName>>
        };
        let body = quote!(
            if a {
                b();
            }
            Ok(())
        );
        let function = function(&signature, &body).unwrap();
        let mut lines = function.opening;
        assert_eq!(lines.first().unwrap(), "#[allow(deprecated)]");
        assert_eq!(
            lines.last().unwrap(),
            ") -> Result<(), Box<dyn AnErrorWithALongName>> {"
        );
        assert_eq!(function.statements, ["if a {", "    b();", "}", "Ok(())"]);
        assert_eq!(statements(&body).unwrap(), function.statements);
        lines.extend(indented(&function.statements));
        lines.push("}".to_owned());
        assert_eq!(items(quote!(#signature { #body })).unwrap(), lines);
    }

    #[test]
    fn code_that_does_not_parse_has_no_lines() {
        assert_eq!(items(quote!(1 + 1)), None);
        assert_eq!(statements(&quote!(let)), None);
    }
}
