//! Events to what receives them: a variant, a constant and a ready body for each, and how they are told apart.

pub(crate) mod envelope;
pub(crate) mod templates;

use std::cmp::Reverse;

use crate::input::EventSettings;
use crate::ir::{Event, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::events::envelope::Members;
use crate::plan::events::templates::Template;
use crate::plan::examples::round_trips::pretty;
use crate::plan::literals::literal_text;
use crate::plan::models::types::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{
    FieldName, MethodName, ModuleName, Taken, TypeName, VariantName, constant,
};
use crate::plan::package::capability::Capability;
use crate::sdk::{
    EventExample, EventKind, EventMember, EventPart, EventScheme, EventTemplate, Events,
    SignatureHeaders,
};

/// What the file of events defines, or has from the runtime, whatever the document says.
const DEFINED: &[&str] = &[
    "Delivery",
    "Event",
    "EventKind",
    "EventType",
    "PayloadError",
    "Deduplicator",
    "DeduplicationStore",
    "SignedEvent",
    "Verifier",
    "VerifyError",
];

/// Headers of Standard Webhooks.
const HEADER_PREFIX: &str = "webhook-";

/// Secrets of Standard Webhooks.
const SECRET_PREFIX: &str = "whsec_";

/// In seconds.
const TOLERANCE: u64 = 300;

/// What the names of events leave free.
struct EventNames {
    variants: Taken,
    constants: Taken,
    functions: Taken,
    files: Taken,
}

impl Planner<'_> {
    /// What receives events, where the API sends any.
    pub(crate) fn events(&mut self) -> Option<Events> {
        if self.api.events.is_empty() {
            return None;
        }
        self.capabilities.insert(Capability::Events);
        let settings = &self.settings.events;
        let members = Members::of(self.api, settings);
        let mut scope = Scope::new("models", DEFINED.iter().map(|name| (*name).to_owned()));
        for path in IMPORTS {
            scope.import_text(path);
        }
        let mut names = EventNames {
            variants: Taken::reserved(&["Unknown", "Unreadable"]),
            constants: Taken::reserved(&["ALL"]),
            functions: Taken::default(),
            files: Taken::default(),
        };
        let mut kinds = Vec::new();
        let mut templates: Vec<(usize, EventTemplate)> = Vec::new();
        let mut examples = Vec::new();
        for event in &self.api.events {
            let template = Template::of(&event.name);
            let kind = self.event_kind(event, template.as_ref(), &members, &mut names, &mut scope);
            if let Some(example) = event.examples.first() {
                self.capabilities.insert(Capability::EventExamples);
                examples.push(EventExample {
                    name: literal_text(&event.name),
                    constant: kind.constant.clone(),
                    docs: self.docs.code(&event.name),
                    file: names.files.claim(ModuleName::new(&event.name).file()),
                    origin: event.at.to_string(),
                    json: pretty(&example.value),
                });
            }
            if let Some(template) = template {
                let literals = template.literals.iter().map(|text| literal_text(text));
                let literals: Vec<String> = literals.collect();
                let planned = EventTemplate {
                    bindings: bindings(&kind),
                    literals: literals.join(", "),
                    kind: kind.clone(),
                };
                templates.push((template.weight(), planned));
            }
            kinds.push(kind);
        }
        // What has more of its name given is tried first; what has as much keeps the document's order.
        templates.sort_by_key(|(weight, _)| Reverse(*weight));
        if !templates.is_empty() {
            self.capabilities.insert(Capability::EventTemplates);
            scope.import_text("crate::runtime::template_parts");
        }
        Some(Events {
            scheme: scheme(settings, &members),
            guide: settings.guide.clone(),
            members: event_members(&members, &mut scope),
            uses: scope.uses_text(),
            example: kinds
                .iter()
                .find(|kind| kind.parts.is_empty())
                .map(|kind| kind.name.clone()),
            kinds,
            templates: templates
                .into_iter()
                .map(|(_, template)| template)
                .collect(),
            examples,
        })
    }

    fn event_kind(
        &self,
        event: &Event,
        template: Option<&Template>,
        members: &Members,
        names: &mut EventNames,
        scope: &mut Scope,
    ) -> EventKind {
        let payload = members.payload_of(event, self.api);
        let ty = payload.unwrap_or(&event.payload);
        let content = TypeWriter {
            names: &self.names,
            scope,
        }
        .ty_text(ty);
        let is_boxed = matches!(ty, TypeRef::Named(_));
        let read = if payload.is_some() {
            "envelope.payload()?"
        } else {
            "envelope.body()?"
        };
        let parts = template.map(|template| self.event_parts(template, scope));
        let parts = parts.unwrap_or_default();
        let constant = names.constants.claim(&constant(&event.name));
        EventKind {
            name: names.variants.claim(VariantName::new(&event.name).as_str()),
            function: names.functions.claim(MethodName::new(&event.name).as_str()),
            constant,
            wire: literal_text(&event.name),
            code: self.docs.code(&event.name),
            docs: self.docs.of_event(event),
            ty: if is_boxed {
                format!("Box<{content}>")
            } else {
                content
            },
            read: if is_boxed {
                format!("Box::new({read})")
            } else {
                read.to_owned()
            },
            pieces: template
                .map(|template| pieces(template, &parts))
                .unwrap_or_default(),
            parts,
        }
    }

    /// The parts of a template: texts, or where the document has an enum of that name, its values.
    fn event_parts(&self, template: &Template, scope: &mut Scope) -> Vec<EventPart> {
        let mut taken = Taken::reserved(&["payload"]);
        let mut arguments = Taken::reserved(&["text"]);
        let part = |(index, wire): (usize, &String)| {
            let ty = match self.enum_called(wire) {
                Some(name) => scope.model_text(&name),
                None => "String".to_owned(),
            };
            EventPart {
                name: taken.claim(FieldName::new(wire).as_str()),
                argument: arguments.claim(FieldName::new(wire).as_str()),
                binding: format!("part{index}"),
                code: self.docs.code(wire),
                ty,
            }
        };
        template.parts.iter().enumerate().map(part).collect()
    }

    fn enum_called(&self, words: &str) -> Option<String> {
        let wanted = TypeName::new(words);
        let mut enums = self
            .api
            .types
            .values()
            .filter(|def| matches!(def.kind, TypeKind::Enum { .. }));
        let found = enums.find(|def| self.names.get(&def.id) == wanted.as_str());
        found.map(|def| self.names.get(&def.id).to_owned())
    }
}

/// Patterns of the texts of all parts.
fn bindings(kind: &EventKind) -> String {
    let bindings: Vec<&str> = kind
        .parts
        .iter()
        .map(|part| part.binding.as_str())
        .collect();
    bindings.join(", ")
}

/// What the type of an event is put together from, the parts being arguments.
fn pieces(template: &Template, parts: &[EventPart]) -> Vec<String> {
    let mut pieces = Vec::new();
    for (index, text) in template.literals.iter().enumerate() {
        if !text.is_empty() {
            pieces.push(literal_text(text));
        }
        pieces.extend(
            parts
                .get(index)
                .map(|part| format!("{}.as_str()", part.argument)),
        );
    }
    pieces
}

/// What the file of events always names.
const IMPORTS: &[&str] = &[
    "bytes::Bytes",
    "crate::runtime::Envelope",
    "crate::runtime::EventProperties",
    "crate::runtime::EventScheme",
    "crate::runtime::SignatureHeaders",
    "crate::runtime::serialize_event",
    "crate::runtime::verify_delivery",
    "crate::runtime::verifier",
    "http::HeaderMap",
    "serde::Serialize",
    "serde::Serializer",
    "serde_json::Value",
    "std::time::Duration",
    "std::time::SystemTime",
];

fn scheme(settings: &EventSettings, members: &Members) -> EventScheme {
    let mut prefixes = settings.header_prefixes.clone();
    if prefixes.is_empty() {
        prefixes.push(HEADER_PREFIX.to_owned());
    }
    let mut constants = Taken::reserved(&["SCHEME"]);
    let headers = prefixes.iter().map(|prefix| {
        let name = |what: &str| literal_text(&format!("{}{what}", prefix.to_lowercase()));
        SignatureHeaders {
            constant: constants.claim(&constant(&format!("{prefix} headers"))),
            id: name("id"),
            timestamp: name("timestamp"),
            signature: name("signature"),
        }
    });
    let text = |name: &Option<String>| match name {
        Some(name) => format!("Some({})", literal_text(name)),
        None => "None".to_owned(),
    };
    let types = members.types.iter();
    EventScheme {
        headers: headers.collect(),
        secret_prefix: literal_text(settings.secret_prefix.as_deref().unwrap_or(SECRET_PREFIX)),
        tolerance: settings.tolerance_seconds.unwrap_or(TOLERANCE).to_string(),
        id: text(&members.id),
        types: types
            .map(|name| literal_text(name))
            .collect::<Vec<_>>()
            .join(", "),
        date: text(&members.date),
        payload: text(&members.payload),
    }
}

/// The members of the envelope that an event has as fields.
fn event_members(members: &Members, scope: &mut Scope) -> Vec<EventMember> {
    let mut taken = Taken::reserved(&["kind", "delivery"]);
    let mut fields = Vec::new();
    if let Some(wire) = &members.id {
        let name = taken.claim(FieldName::new(wire).as_str());
        fields.push(EventMember {
            string: format!("self.{name}.as_deref()"),
            name,
            wire: literal_text(wire),
            ty: "String".to_owned(),
            docs: "The id in the body of the event.".to_owned(),
            value: "envelope.id".to_owned(),
        });
    }
    if let Some(wire) = &members.date {
        let name = taken.claim(FieldName::new(wire).as_str());
        let (ty, value, string) = if members.has_date_time {
            let ty = scope.import_text("crate::runtime::DateTime");
            let value = format!("envelope.date.map({ty}::from)");
            let string = format!("self.{name}.as_ref().map({ty}::as_str)");
            (ty, value, string)
        } else {
            let string = format!("self.{name}.as_deref()");
            ("String".to_owned(), "envelope.date".to_owned(), string)
        };
        fields.push(EventMember {
            name,
            wire: literal_text(wire),
            ty,
            docs: "The creation time in the body of the event.".to_owned(),
            value,
            string,
        });
    }
    fields
}
