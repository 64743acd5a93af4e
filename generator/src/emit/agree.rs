//! Where prettyplease and rustfmt would lay out the same code differently, and the data decides which: settled here.
//!
//! Such places depend on how long names are, so that no template can avoid them.
//!
//! - A struct literal or pattern: prettyplease keeps it on one line when the whole of it is short, rustfmt when its
//!   fields are. The longer ones are made vertical, by the same sort of sentinel comment as empty lines are.
//! - A field whose name and type do not fit on one line: prettyplease breaks inside the type, rustfmt before
//!   it. Such a type is printed as a short name, and put on a line of its own after.
//! - Imports in braces that take more than a line: rustfmt fills each line but for its last column.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprStruct, Field, Fields, File, Item, PatStruct, Type, parse_quote};

/// The widest line of emitted code: what prettyplease has built in, and `max_width` in `rustfmt.toml`.
pub const MAX_WIDTH: usize = 89;

/// `struct_lit_width` in `rustfmt.toml`: how long fields of a struct literal on one line may be.
const LITERAL_WIDTH: usize = 18;

/// A comment whose line is removed after printing.
const SENTINEL: &str = "\u{1}no line\u{1}";

/// The name that stands for the `n`th long type.
const PLACEHOLDER: &str = "LongTypeOnItsOwnLine_";

/// The types that are put back after printing.
pub(super) struct LongTypes(Vec<String>);

/// Marks those places in the tree.
pub(super) fn mark(file: &mut File) -> LongTypes {
    let mut marker = Marker {
        depth: 0,
        types: Vec::new(),
    };
    marker.visit_file_mut(file);
    LongTypes(marker.types)
}

/// Settles the marked places in the printed text, and the lines of imports.
pub(super) fn unmark(text: &str, types: &LongTypes) -> String {
    let sentinel = format!("//{SENTINEL}");
    let mut settled = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() == sentinel {
            continue;
        }
        if opens_imports(line) {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{:indent$}}};", "");
            let names: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            settled.push_str(&format!("{line}\n{}{end}\n", filled(&names, indent + 4)));
            continue;
        }
        match put_back(line, types) {
            Some(broken) => settled.push_str(&broken),
            None => settled.push_str(line),
        }
        settled.push('\n');
    }
    settled
}

/// Whether a line begins imports in braces, which go on below.
fn opens_imports(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.starts_with("use ") && line.ends_with("::{")
}

/// The imports of several lines, as many in each as rustfmt puts there.
fn filled(lines: &[&str], indent: usize) -> String {
    let joined = lines
        .iter()
        .map(|line| line.trim())
        .collect::<Vec<_>>()
        .join(" ");
    let mut text = String::new();
    let mut width = MAX_WIDTH;
    for name in joined.split_inclusive(", ").map(str::trim) {
        if width + 1 + name.len() < MAX_WIDTH {
            text.push(' ');
            width += 1;
        } else {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&" ".repeat(indent));
            width = indent;
        }
        text.push_str(name);
        width += name.len();
    }
    text.push('\n');
    text
}

/// `    pub name: PLACEHOLDER3,` to the name, and the third type on a line of its own.
fn put_back(line: &str, types: &LongTypes) -> Option<String> {
    let (before, number) = line.rsplit_once(PLACEHOLDER)?;
    let number: usize = number.strip_suffix(',')?.parse().ok()?;
    let indent = line.len() - line.trim_start().len() + 4;
    let before = before.strip_suffix(' ')?;
    Some(format!("{before}\n{:indent$}{},", "", types.0.get(number)?))
}

struct Marker {
    depth: usize,
    types: Vec<String>,
}

impl VisitMut for Marker {
    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        self.depth += 1;
        visit_mut::visit_item_mod_mut(self, module);
        self.depth -= 1;
    }

    fn visit_variant_mut(&mut self, variant: &mut syn::Variant) {
        self.depth += 1;
        visit_mut::visit_variant_mut(self, variant);
        self.depth -= 1;
    }

    fn visit_fields_mut(&mut self, fields: &mut Fields) {
        if let Fields::Named(named) = fields {
            for field in &mut named.named {
                self.settle_field(field);
            }
        }
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        // Those inside first: one that is vertical makes this one vertical.
        visit_mut::visit_expr_struct_mut(self, literal);
        let long = fields_width(literal).is_none_or(|width| width > LITERAL_WIDTH);
        if long && let Some(first) = literal.fields.first_mut() {
            first.attrs.insert(0, vertical());
        }
    }

    fn visit_pat_struct_mut(&mut self, pattern: &mut PatStruct) {
        visit_mut::visit_pat_struct_mut(self, pattern);
        let long = pattern_width(pattern) > LITERAL_WIDTH;
        if long && let Some(first) = pattern.fields.first_mut() {
            first.attrs.insert(0, vertical());
        }
    }
}

/// An attribute that makes the list in which it stands vertical.
fn vertical() -> Attribute {
    parse_quote!(#[comment = #SENTINEL])
}

impl Marker {
    fn settle_field(&mut self, field: &mut Field) {
        let indent = (self.depth + 1) * 4;
        let name = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let visibility = field.vis.to_token_stream().to_string().replace(' ', "");
        let before = match visibility.len() {
            0 => name.chars().count(),
            visibility => visibility + 1 + name.chars().count(),
        };
        let Some(ty) = type_on_one_line(&field.ty) else {
            return;
        };
        let width = ty.chars().count() + 1;
        if indent + before + 2 + width > MAX_WIDTH && indent + 4 + width <= MAX_WIDTH {
            let placeholder = quote::format_ident!("{PLACEHOLDER}{}", self.types.len());
            field.ty = parse_quote!(#placeholder);
            self.types.push(ty);
        }
    }
}

/// How wide the fields of a pattern are on one line.
fn pattern_width(pattern: &PatStruct) -> usize {
    let width = |tokens: TokenStream| tokens.to_string().replace(' ', "").chars().count();
    let mut widths: Vec<usize> = Vec::new();
    for field in &pattern.fields {
        widths.push(match field.colon_token {
            Some(_) => {
                width(field.member.to_token_stream()) + 2 + width(field.pat.to_token_stream())
            }
            None => width(field.pat.to_token_stream()),
        });
    }
    if pattern.rest.is_some() {
        widths.push(2);
    }
    widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
}

/// How wide the fields of a literal are on one line, `None` when they take more than one.
fn fields_width(literal: &ExprStruct) -> Option<usize> {
    let mut widths = Vec::new();
    for value in &literal.fields {
        let name = value.member.to_token_stream().to_string().chars().count();
        widths.push(match value.colon_token {
            Some(_) => name + 2 + expression_width(&value.expr)?,
            None => name,
        });
    }
    if let Some(rest) = &literal.rest {
        widths.push(2 + expression_width(rest)?);
    }
    let separators = 2 * widths.len().saturating_sub(1);
    Some(widths.iter().sum::<usize>() + separators)
}

fn expression_width(expression: &Expr) -> Option<usize> {
    let printed = print(parse_quote!(const _: () = #expression;));
    let alone = printed
        .trim_end()
        .strip_prefix("const _: () = ")?
        .strip_suffix(';')?;
    (!alone.contains('\n')).then(|| alone.chars().count())
}

fn type_on_one_line(ty: &Type) -> Option<String> {
    let printed = print(parse_quote!(impl #ty {}));
    let alone = printed
        .trim_end()
        .strip_prefix("impl ")?
        .strip_suffix(" {}")?;
    (!alone.contains('\n')).then(|| alone.to_owned())
}

fn print(item: Item) -> String {
    let mut file: File = parse_quote!();
    file.items.push(item);
    prettyplease::unparse(&file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> String {
        let mut file = syn::parse_file(text).unwrap();
        let types = mark(&mut file);
        unmark(&prettyplease::unparse(&file), &types)
    }

    #[test]
    fn literals_by_the_width_of_their_fields() {
        let text = "fn f() { Self { client: of.clone() }; Self { client: one.clone() }; A { b, c: D { e: \"too long for it\" } } }";
        let expected = "\
fn f() {
    Self { client: of.clone() };
    Self {
        client: one.clone(),
    };
    A {
        b,
        c: D {
            e: \"too long for it\",
        },
    }
}
";
        assert_eq!(settled(text), expected);
    }

    #[test]
    fn long_fields_have_their_type_below() {
        let name = "n".repeat(50);
        let text = format!(
            "struct A {{ pub {name}: Option<Vec<AnotherNameThatIsRatherLong>>, b: Option<u8> }}"
        );
        let expected = format!(
            "struct A {{\n    pub {name}:\n        Option<Vec<AnotherNameThatIsRatherLong>>,\n    b: Option<u8>,\n}}\n"
        );
        assert_eq!(settled(&text), expected);
    }
}
