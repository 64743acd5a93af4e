//! Step 9, [`sdk::Crate`](Crate) to text: templates place its parts, and decide nothing.
//!
//! The environment is strict: an undefined name is an error, nothing is escaped, and none and
//! booleans can be tested but not printed (`true` would be printed as `True`, which even parses as
//! Rust).

use std::fmt;

use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};

use crate::embedded;
use crate::parallel;
use crate::sdk::{Crate, EventExample, ExampleFile, ModelFile, Resource};

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
    let rendered = parallel::map(jobs(krate), |job| {
        let this = job.this.value(&whole);
        let files = job.files.iter();
        files
            .map(|(path, template)| {
                templates.file(path.clone(), job.origin.clone(), template, &whole, &this)
            })
            .collect::<Result<Vec<_>, _>>()
    });
    let files: Vec<_> = rendered.into_iter().collect::<Result<_, _>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// Files with the same content, in different forms.
struct Job<'k> {
    this: This<'k>,
    origin: String,
    /// Each path with its template.
    files: Vec<(String, &'static str)>,
}

/// The part of the crate that a file shows.
enum This<'k> {
    Crate,
    Model(&'k ModelFile),
    Resource(&'k Resource),
    Examples(&'k ExampleFile),
    Event(&'k EventExample),
}

impl This<'_> {
    fn value(&self, whole: &Value) -> Value {
        match self {
            Self::Crate => whole.clone(),
            Self::Model(model) => Value::from(Serde(model)),
            Self::Resource(resource) => Value::from(Serde(resource)),
            Self::Examples(examples) => Value::from(Serde(examples)),
            Self::Event(example) => Value::from(Serde(example)),
        }
    }
}

/// The files of a crate.
fn jobs(krate: &Crate) -> Vec<Job<'_>> {
    let mut once: Vec<(&str, &'static str)> = WHOLE.to_vec();
    if krate.has_operations {
        once.extend(CLIENT);
    }
    if !krate.models.is_empty() {
        once.push(("src/fixtures.rs", "src/fixtures.rs.jinja"));
    }
    if !krate.example_responses.is_empty() {
        once.push(("src/example_responses.rs", "src/example_responses.rs.jinja"));
    }
    if krate.has_operations || !krate.wire_tests.decoders.is_empty() {
        once.extend(EXAMPLE_TESTS);
    }
    if krate.has_operations {
        once.extend(OPERATION_TESTS);
    }
    if krate.servers.is_some() {
        once.push(("src/servers.rs", "src/servers.rs.jinja"));
    }
    if krate.callbacks.is_some() {
        once.push(("src/callbacks.rs", "src/callbacks.rs.jinja"));
    }
    if krate.client.error.is_some() {
        once.push(("src/error.rs", "src/error.rs.jinja"));
    }
    if krate.events.is_some() {
        once.extend(EVENTS);
    }
    let once = once.into_iter().map(|(path, template)| Job {
        this: This::Crate,
        origin: String::new(),
        files: vec![(path.to_owned(), template)],
    });
    let models = krate.models.iter().map(|model| Job {
        this: This::Model(model),
        origin: model.origin.clone(),
        files: vec![
            (
                format!("docs/models/{}.md", model.file),
                "docs/models/model.md.jinja",
            ),
            (
                format!("src/models/{}.rs", model.file),
                "src/models/model.rs.jinja",
            ),
        ],
    });
    let resources = krate.resources.iter().map(|resource| Job {
        this: This::Resource(resource),
        origin: resource.origin.clone(),
        files: vec![
            (
                format!("src/resources/{}.rs", resource.file),
                "src/resources/resource.rs.jinja",
            ),
            (
                format!("docs/{}.md", resource.file),
                "docs/resource.md.jinja",
            ),
        ],
    });
    let operations = krate
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    let examples = operations.filter_map(|operation| operation.examples.as_ref());
    let examples = examples.map(|examples| Job {
        this: This::Examples(examples),
        origin: examples.origin.clone(),
        files: vec![(examples.path.clone(), "docs/examples.md.jinja")],
    });
    let events = krate.events.iter().flat_map(|events| &events.examples);
    let events = events.map(|example| Job {
        this: This::Event(example),
        origin: example.origin.clone(),
        files: vec![(
            format!("docs/events/{}.jsonc", example.file),
            "docs/event.jsonc.jinja",
        )],
    });
    once.chain(models)
        .chain(resources)
        .chain(examples)
        .chain(events)
        .collect()
}

/// The files of an API with events, and their templates.
const EVENTS: &[(&str, &str)] = &[
    ("src/events.rs", "src/events.rs.jinja"),
    ("src/event_examples.rs", "src/event_examples.rs.jinja"),
];

/// The files of an API with operations that exist once, and their templates.
const CLIENT: &[(&str, &str)] = &[
    ("src/client.rs", "src/client.rs.jinja"),
    ("src/resources/mod.rs", "src/resources/mod.rs.jinja"),
];

/// The tests of an API with examples or operations, and their templates.
const EXAMPLE_TESTS: &[(&str, &str)] = &[
    ("tests/examples/calls.rs", "tests/examples/calls.rs.jinja"),
    (
        "tests/examples/cases.jsonc",
        "tests/examples/cases.jsonc.jinja",
    ),
    (
        "tests/examples/compare.rs",
        "tests/examples/compare.rs.jinja",
    ),
    ("tests/examples/table.rs", "tests/examples/table.rs.jinja"),
];

/// The tests of an API with operations, and their templates.
const OPERATION_TESTS: &[(&str, &str)] = &[
    (
        "tests/examples/operations.rs",
        "tests/examples/operations.rs.jinja",
    ),
    (
        "tests/examples/requests.rs",
        "tests/examples/requests.rs.jinja",
    ),
];

/// The files of every crate that exist once, and their templates.
const WHOLE: &[(&str, &str)] = &[
    ("Cargo.toml", "Cargo.toml.jinja"),
    ("LICENSE-APACHE", "LICENSE-APACHE.jinja"),
    ("LICENSE-MIT", "LICENSE-MIT.jinja"),
    ("README.md", "README.md.jinja"),
    ("docs/README.md", "docs/README.md.jinja"),
    ("src/lib.rs", "src/lib.rs.jinja"),
    ("src/models/mod.rs", "src/models/mod.rs.jinja"),
    ("tests/examples/main.rs", "tests/examples/main.rs.jinja"),
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
        for (name, text) in embedded::all() {
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
