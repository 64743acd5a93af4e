//! Formats example code for docs with prettyplease.
//!
//! The code is formatted before it becomes docs, because formatters skip code in docs.

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

/// The lines of statements as they are in a function, without the indent.
pub(crate) fn statements(code: &TokenStream) -> Option<Vec<String>> {
    let lines = items(quote!(async fn f() { #code }))?;
    let body = lines.get(1..lines.len().checked_sub(1)?)?;
    let without_indent = |line: &String| line.get(INDENT..).unwrap_or(line).to_owned();
    Some(body.iter().map(without_indent).collect())
}

/// The lines of a function that precede its statements, of which there are some.
pub(crate) fn opening(signature: &TokenStream, body: &TokenStream) -> Option<Vec<String>> {
    let mut lines = items(quote!(#signature { #body }))?;
    let closing = 1;
    lines.truncate(lines.len().checked_sub(statements(body)?.len() + closing)?);
    Some(lines)
}

/// The lines with an indent.
pub(crate) fn indented(lines: &[String]) -> impl Iterator<Item = String> {
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
        let mut lines = opening(&signature, &body).unwrap();
        assert_eq!(lines.first().unwrap(), "#[allow(deprecated)]");
        assert_eq!(
            lines.last().unwrap(),
            ") -> Result<(), Box<dyn AnErrorWithALongName>> {"
        );
        let statements = statements(&body).unwrap();
        assert_eq!(statements, ["if a {", "    b();", "}", "Ok(())"]);
        lines.extend(indented(&statements));
        lines.push("}".to_owned());
        assert_eq!(items(quote!(#signature { #body })).unwrap(), lines);
    }

    #[test]
    fn code_that_does_not_parse_has_no_lines() {
        assert_eq!(items(quote!(1 + 1)), None);
        assert_eq!(statements(&quote!(let)), None);
    }
}
