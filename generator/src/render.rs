//! Step 8, [`sdk::Crate`](Crate) to text: templates place its parts, and decide nothing.
//!
//! The environment is strict: an undefined name is an error, nothing is escaped, and none and
//! booleans can be tested but not printed (`true` would be printed as `True`, which even parses as
//! Rust).

use std::fmt;

use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};

use crate::sdk::Crate;
use crate::templates;

/// A file rendered by a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// The path in the crate.
    pub path: String,
    /// The content.
    pub text: String,
    /// The pointer to the source of the file in the document, empty for the whole document.
    pub origin: String,
    /// The template.
    pub template: &'static str,
}

/// A template that cannot be rendered: a bug in the generator.
#[derive(Debug)]
pub(crate) struct RenderError {
    template: &'static str,
    source: Error,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the template {} cannot be rendered: {:#}",
            self.template, self.source
        )
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Renders every file of a crate except those of the runtime.
///
/// # Errors
///
/// A bug in a template.
pub(crate) fn render(krate: &Crate) -> Result<Vec<Rendered>, RenderError> {
    let templates = Templates::new()?;
    // Converted once, since every template can use the whole crate.
    let whole = Value::from(Serde(krate));
    let mut files = Vec::new();
    for (path, template) in WHOLE {
        files.push(templates.file((*path).to_owned(), String::new(), template, &whole, &whole)?);
    }
    for model in &krate.models {
        let this = Value::from(Serde(model));
        let docs = format!("docs/models/{}.md", model.file);
        let template = "docs/models/model.md.jinja";
        files.push(templates.file(docs, model.origin.clone(), template, &whole, &this)?);
        let path = format!("src/models/{}.rs", model.file);
        files.push(templates.file(
            path,
            model.origin.clone(),
            "src/models/model.rs.jinja",
            &whole,
            &this,
        )?);
    }
    for resource in &krate.resources {
        let this = Value::from(Serde(resource));
        let source = format!("src/resources/{}.rs", resource.file);
        let docs = format!("docs/{}.md", resource.file);
        for (path, template) in [
            (source, "src/resources/resource.rs.jinja"),
            (docs, "docs/resource.md.jinja"),
        ] {
            files.push(templates.file(path, resource.origin.clone(), template, &whole, &this)?);
        }
    }
    let operations = krate
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    for examples in operations.filter_map(|operation| operation.examples.as_ref()) {
        files.push(templates.file(
            examples.path.clone(),
            examples.origin.clone(),
            "docs/examples.md.jinja",
            &whole,
            &Value::from(Serde(examples)),
        )?);
    }
    if !krate.models.is_empty() {
        let (path, template) = ("src/fixtures.rs".to_owned(), "src/fixtures.rs.jinja");
        files.push(templates.file(path, String::new(), template, &whole, &whole)?);
    }
    if !krate.example_responses.is_empty() {
        let (path, template) = (
            "src/example_responses.rs".to_owned(),
            "src/example_responses.rs.jinja",
        );
        files.push(templates.file(path, String::new(), template, &whole, &whole)?);
    }
    if krate.servers.is_some() {
        let (path, template) = ("src/servers.rs".to_owned(), "src/servers.rs.jinja");
        files.push(templates.file(path, String::new(), template, &whole, &whole)?);
    }
    if krate.client.error.is_some() {
        let (path, template) = ("src/error.rs".to_owned(), "src/error.rs.jinja");
        files.push(templates.file(path, String::new(), template, &whole, &whole)?);
    }
    if let Some(events) = &krate.events {
        for (path, template) in EVENTS {
            let path = (*path).to_owned();
            files.push(templates.file(path, String::new(), template, &whole, &whole)?);
        }
        for example in &events.examples {
            let this = Value::from(Serde(example));
            let path = format!("docs/events/{}.jsonc", example.file);
            let (origin, template) = (example.origin.clone(), "docs/event.jsonc.jinja");
            files.push(templates.file(path, origin, template, &whole, &this)?);
        }
    }
    Ok(files)
}

/// The files of an API with events, and their templates.
const EVENTS: &[(&str, &str)] = &[
    ("src/events.rs", "src/events.rs.jinja"),
    ("src/event_examples.rs", "src/event_examples.rs.jinja"),
];

/// The files of every crate that exist once, and their templates.
const WHOLE: &[(&str, &str)] = &[
    ("Cargo.toml", "Cargo.toml.jinja"),
    ("README.md", "README.md.jinja"),
    ("docs/README.md", "docs/README.md.jinja"),
    ("src/lib.rs", "src/lib.rs.jinja"),
    ("src/client.rs", "src/client.rs.jinja"),
    ("src/models/mod.rs", "src/models/mod.rs.jinja"),
    ("src/resources/mod.rs", "src/resources/mod.rs.jinja"),
    ("tests/examples/main.rs", "tests/examples/main.rs.jinja"),
    (
        "tests/examples/round_trips.rs",
        "tests/examples/round_trips.rs.jinja",
    ),
];

struct Templates(Environment<'static>);

impl Templates {
    fn new() -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_debug(true);
        let syntax = environment
            .syntax()
            .to_builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .map_err(|source| RenderError {
                template: "(syntax)",
                source,
            })?;
        environment.set_syntax(syntax);
        environment.set_formatter(|out, state, value| match value.kind() {
            ValueKind::None | ValueKind::Bool | ValueKind::Undefined => Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("a template can test {value:?}, but not print it"),
            )),
            _ => minijinja::escape_formatter(out, state, value),
        });
        for (name, text) in templates::all() {
            let added = environment.add_template(name, text);
            added.map_err(|source| RenderError {
                template: name,
                source,
            })?;
        }
        Ok(Self(environment))
    }

    fn file(
        &self,
        path: String,
        origin: String,
        template: &'static str,
        krate: &Value,
        this: &Value,
    ) -> Result<Rendered, RenderError> {
        let failed = |source| RenderError { template, source };
        let context = context! { krate => krate.clone(), this => this.clone() };
        let found = self.0.get_template(template).map_err(failed)?;
        let text = found.render(context).map_err(failed)?;
        Ok(Rendered {
            path,
            text,
            origin,
            template,
        })
    }
}
