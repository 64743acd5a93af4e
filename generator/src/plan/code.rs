//! Example code for docs, laid out as rustfmt does.

use proc_macro2::TokenStream;

/// Lines of a program of these parts, with a blank line between each two; `None` if a part is not
/// made of items.
pub(crate) fn program(parts: &[TokenStream]) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let file: syn::File = syn::parse2(part.clone()).ok()?;
        lines.extend(prettyplease::unparse(&file).lines().map(str::to_owned));
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn parts_are_laid_out_and_separated() {
        let parts = [
            quote!(
                use a::B;
                use c::D;
            ),
            quote!(),
            quote!(
                fn f() {
                    g()?;
                }
            ),
        ];
        let expected = ["use a::B;", "use c::D;", "", "fn f() {", "    g()?;", "}"];
        assert_eq!(program(&parts).unwrap(), expected);
        assert_eq!(program(&[quote!(1 + 1)]), None);
    }
}
