//! Measures the code of an SDK: what a compiler has to read, and what a reader of its source has to.

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit::FileSet;
use syn::visit_mut::{self, VisitMut};

use super::{Measure, Value};
use crate::Failure;
use crate::cli::InputOptions;
use crate::input;
use crate::report;
use crate::sdks::Sdk;

/// The folder of the code that all SDKs have in common.
const RUNTIME: &str = "src/runtime";

/// Generates the SDK and measures its files.
pub(crate) fn measure(sdk: &Sdk) -> Result<Vec<Measure>, Failure> {
    let options = InputOptions::default();
    let input = input::read(&options, Some(sdk), None, &sdk.directory())?;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(&input, &mut diagnostics, &mut |_| ())
        .map_err(|error| report::failure(error, &diagnostics, false))?;
    measures(sdk.name(), &generated.files)
}

/// The sizes of the code without and with the runtime, and of all files.
fn measures(name: &str, files: &FileSet) -> Result<Vec<Measure>, Failure> {
    let mut api = Size::default();
    let mut runtime = Size::default();
    let mut bytes = 0;
    for (path, text) in files.iter() {
        bytes += text.len() as u64;
        if !path.starts_with("src/") || !path.ends_with(".rs") {
            continue;
        }
        let size = if path.starts_with(RUNTIME) {
            &mut runtime
        } else {
            &mut api
        };
        size.add(text)
            .map_err(|error| format!("error: {path}: {error}"))?;
    }
    let measure = |what: &str, value| Measure {
        name: format!("{name}: {what}"),
        value: Value::Measured(value),
        explanation: "`git diff --stat` shows which files have grown".to_owned(),
    };
    Ok(vec![
        measure("lines of code without the runtime", api.lines),
        measure("items without the runtime", api.items),
        measure("lines of code of the runtime", runtime.lines),
        measure("items of the runtime", runtime.items),
        measure("bytes of all emitted files", bytes),
    ])
}

/// The size of source code.
#[derive(Debug, Default, PartialEq, Eq)]
struct Size {
    /// The lines that are neither blank nor only a comment.
    lines: u64,
    /// The items of modules, traits and `impl` blocks, as written.
    items: u64,
}

impl Size {
    fn add(&mut self, text: &str) -> syn::Result<()> {
        let lines = text.lines().map(str::trim_start);
        let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        self.lines += code.count() as u64;
        let mut items = Items(0);
        items.visit_file_mut(&mut syn::parse_file(text)?);
        self.items += items.0;
        Ok(())
    }
}

/// Counts items. Invocations of macros count as one.
struct Items(u64);

impl VisitMut for Items {
    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        self.0 += 1;
        visit_mut::visit_item_mut(self, item);
    }

    fn visit_impl_item_mut(&mut self, item: &mut syn::ImplItem) {
        self.0 += 1;
        visit_mut::visit_impl_item_mut(self, item);
    }

    fn visit_trait_item_mut(&mut self, item: &mut syn::TraitItem) {
        self.0 += 1;
        visit_mut::visit_trait_item_mut(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_not_code_and_inner_items_are_items() {
        let mut size = Size::default();
        let text = "//! Docs.\n\nmod a {\n    /// A.\n    pub struct A; // used\n\n    impl A {\n        fn f() {\n            static S: u8 = 1;\n        }\n    }\n}\ntrait T {\n    fn g();\n}\n";
        size.add(text).unwrap();
        // `a`, `A`, its `impl`, `f`, `S`, `T`, `g`.
        assert_eq!(
            size,
            Size {
                lines: 11,
                items: 7
            }
        );
    }

    #[test]
    fn the_runtime_and_files_that_are_not_code_are_counted_separately() {
        let mut files = FileSet::new();
        files
            .insert("src/lib.rs".to_owned(), "mod runtime;\n".to_owned())
            .unwrap();
        files
            .insert(
                "src/runtime/mod.rs".to_owned(),
                "use a::b;\nuse c::d;\n".to_owned(),
            )
            .unwrap();
        files
            .insert("examples/a.rs".to_owned(), "fn main() {}\n".to_owned())
            .unwrap();
        let values = measures("sdk", &files)
            .unwrap()
            .into_iter()
            .map(|measure| measure.value);
        let expected = [1, 1, 2, 2, 46].map(Value::Measured);
        assert_eq!(values.collect::<Vec<_>>(), expected);
    }
}
