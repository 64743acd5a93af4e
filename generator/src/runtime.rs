//! Copies the runtime into a crate: the modules that it needs, as they are, and a `mod.rs` that names them.

use syn::{Item, UseTree};

use crate::emit::{self, EmitError, FileSet};
use crate::templates::runtime_source;

/// Where the runtime's files come from, for their headers.
const ORIGIN: &str = "templates/runtime";

/// Adds the modules.
pub(crate) fn add(modules: &[String], files: &mut FileSet) -> Result<(), EmitError> {
    for module in modules {
        let source = runtime_source(module).unwrap_or_default();
        let path = format!("src/runtime/{module}.rs");
        let text = emit::with_header(&path, &format!("{ORIGIN}/src/{module}.rs"), source)?;
        files.insert(path, text)?;
    }
    let path = "src/runtime/mod.rs";
    let text = module_list(runtime_source("lib").unwrap_or_default(), modules);
    files.insert(
        path,
        emit::rust(
            path,
            &text,
            &format!("{ORIGIN}/src/lib.rs"),
            "runtime/src/lib.rs",
        )?,
    )
}

/// The runtime's `lib.rs` without the modules that are not copied, and what it says of them.
fn module_list(lib: &str, modules: &[String]) -> String {
    let Ok(mut file) = syn::parse_file(lib) else {
        return lib.to_owned();
    };
    file.attrs.clear();
    file.items.retain(|item| {
        let name = match item {
            Item::Mod(module) => Some(module.ident.to_string()),
            Item::Use(item) => match &item.tree {
                UseTree::Path(path) => Some(path.ident.to_string()),
                _ => None,
            },
            _ => None,
        };
        name.is_none_or(|name| modules.contains(&name))
    });
    // Modules first, in one order, as rustfmt has them.
    file.items.sort_by_key(|item| match item {
        Item::Mod(module) => (0, module.ident.to_string()),
        _ => (1, String::new()),
    });
    let body = quote::ToTokens::into_token_stream(file).to_string();
    format!("//! The HTTP core: it knows no API of its own.\n\n{body}")
}
