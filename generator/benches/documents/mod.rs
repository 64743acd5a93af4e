//! The inputs of the benches: the project's own document, and a large one that repeats it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::source::{self, Source};
use sdk_generator::{Input, NoFiles};
use serde_json::{Map, Value};

/// The least size of the large document in bytes.
const LARGE: usize = 4_000_000;

fn read(path: &str) -> Arc<Source> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(path);
    // A missing file is read as an empty document, for which the bench panics.
    let text = fs::read_to_string(&full).unwrap_or_default();
    Arc::new(Source {
        path: path.to_owned(),
        text,
    })
}

/// The project's own document with its overlays, and the operations with one of the tags.
pub(crate) fn platform(tags: &[&str]) -> Input {
    let overlays = ["legacy-rules.yaml", "corrections.yaml", "sdk.yaml"];
    Input {
        overlays: overlays
            .iter()
            .map(|name| read(&format!("overlays/{name}")))
            .collect(),
        settings: Some(read("sdk.toml")),
        names: Some(read("names.yaml")),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        hand_written_files: true,
        skip_unsupported: false,
        ..input(read("codat-platform.yaml"))
    }
}

/// Minified JSON of 4 MB: the project's own document, repeated with other names.
pub(crate) fn large() -> Input {
    let document = source::read(read("codat-platform.yaml"), &mut Diagnostics::new());
    let Ok(Value::Object(document)) = document.map(|document| document.value) else {
        return input(read(""));
    };
    let copies = 1 + LARGE / Value::Object(document.clone()).to_string().len();
    let copies: Vec<_> = (0..copies).map(|copy| renamed(&document, copy)).collect();
    let mut whole = document;
    for name in ["paths", "components"] {
        whole.insert(name.to_owned(), merged(&copies, name));
    }
    for name in ["tags", "webhooks"] {
        whole.shift_remove(name);
    }
    input(Arc::new(Source {
        path: "large.json".to_owned(),
        text: Value::Object(whole).to_string(),
    }))
}

fn input(spec: Arc<Source>) -> Input {
    Input {
        spec,
        overlays: Vec::new(),
        files: Arc::new(NoFiles),
        settings: None,
        names: None,
        tags: Vec::new(),
        crate_name: None,
        hand_written_files: false,
        skip_unsupported: false,
    }
}

/// A copy of the document, in which everything with a name has another one.
fn renamed(document: &Map<String, Value>, copy: usize) -> Map<String, Value> {
    let mut document = document.clone();
    let suffix = format!("-{copy}");
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        let old = std::mem::take(paths);
        paths.extend(
            old.into_iter()
                .map(|(path, item)| (format!("/copy{suffix}{path}"), item)),
        );
    }
    if let Some(Value::Object(components)) = document.get_mut("components") {
        let sections = components
            .iter_mut()
            .filter(|(name, _)| *name != "securitySchemes");
        for section in sections.filter_map(|(_, section)| section.as_object_mut()) {
            let old = std::mem::take(section);
            section.extend(old.into_iter().map(|(name, value)| (name + &suffix, value)));
        }
    }
    document
        .values_mut()
        .for_each(|value| rename_uses(value, &suffix));
    document
}

/// Renames the targets of references, the ids of operations and the names of resources.
fn rename_uses(value: &mut Value, suffix: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename_uses(item, suffix)),
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("$ref", Value::String(target)) => *target = renamed_target(target, suffix),
                    ("operationId" | "x-speakeasy-group", Value::String(text)) => {
                        text.push_str(suffix);
                    }
                    ("tags", Value::Array(tags)) => {
                        for tag in tags {
                            if let Value::String(tag) = tag {
                                tag.push_str(suffix);
                            }
                        }
                    }
                    (_, other) => rename_uses(other, suffix),
                }
            }
        }
        _ => {}
    }
}

fn renamed_target(target: &str, suffix: &str) -> String {
    if let Some(path) = target.strip_prefix("#/paths/") {
        return format!("#/paths/~1copy{suffix}{path}");
    }
    let mut tokens: Vec<String> = target.split('/').map(str::to_owned).collect();
    if let [_, components, _, name, ..] = tokens.as_mut_slice()
        && components == "components"
    {
        name.push_str(suffix);
    }
    tokens.join("/")
}

/// The members of all copies of a part of the document, and of the objects in it.
fn merged(copies: &[Map<String, Value>], name: &str) -> Value {
    let mut all = Map::new();
    for part in copies.iter().filter_map(|copy| copy.get(name)) {
        for (key, value) in part.as_object().into_iter().flatten() {
            match (all.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) => known.extend(more.clone()),
                _ => {
                    all.insert(key.clone(), value.clone());
                }
            }
        }
    }
    Value::Object(all)
}
