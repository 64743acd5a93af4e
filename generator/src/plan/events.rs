//! Webhook events: a variant, a constant and an example body for each, and how they are recognized.

pub(crate) mod envelope;
pub(crate) mod type_pattern;

use std::cmp::Reverse;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::input::EventSettings;
use crate::ir::{Event, TypeRef};
use crate::plan::Planner;
use crate::plan::events::envelope::EnvelopeProperties;
use crate::plan::events::type_pattern::TypePattern;
use crate::plan::examples::encoded::pretty;
use crate::plan::literals;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{
    Claim, FieldName, MethodName, ModuleName, Taken, TypeName, VariantName, constant, distinct,
    ident, with_longer,
};
use crate::plan::package::capability::Capability;
use crate::sdk::{
    EventExample, EventField, EventKind, EventPart, EventPattern, EventScheme, Events,
    SignatureHeaders, Tokens,
};

/// The types that the module `events` defines or exports.
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

/// The names that the module `events` always uses.
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

/// The prefix of the headers of Standard Webhooks.
const HEADER_PREFIX: &str = "webhook-";

/// The prefix of the secrets of Standard Webhooks.
const SECRET_PREFIX: &str = "whsec_";

/// The tolerance of Standard Webhooks, in seconds.
const TOLERANCE: u64 = 300;

/// The names of an event.
#[derive(Debug, Clone)]
struct EventNames {
    variant: String,
    constant: String,
    function: String,
    file: String,
}

impl EventNames {
    /// The names of each event, which do not depend on the order of the events.
    fn of(events: &[Event]) -> Vec<Self> {
        let claims: Vec<Claim> = events
            .iter()
            .map(|event| Claim::new(&event.name, with_longer(&event.name, &event.name)))
            .collect();
        let variants = distinct(&claims, &["Unknown", "Unreadable"], |words| {
            VariantName::new(words).to_string()
        });
        let constants = distinct(&claims, &["ALL"], constant);
        let functions = distinct(&claims, &[], |words| MethodName::new(words).to_string());
        let files = distinct(&claims, &[], |words| {
            ModuleName::new(words).file().to_owned()
        });
        let names = variants.into_iter().zip(constants);
        let more = functions.into_iter().zip(files);
        names
            .zip(more)
            .map(|((variant, constant), (function, file))| Self {
                variant,
                constant,
                function,
                file,
            })
            .collect()
    }
}

impl Planner<'_> {
    /// The events, if the API sends any.
    pub(crate) fn events(&mut self) -> Option<Events> {
        if self.api.events.is_empty() {
            return None;
        }
        self.capabilities.insert(Capability::Events);
        let settings = &self.settings.events;
        let properties = EnvelopeProperties::of(self.api, settings);
        let mut scope = Scope::new("models", DEFINED.iter().map(|name| (*name).to_owned()));
        for path in IMPORTS {
            scope.import(path);
        }
        let mut kinds = Vec::new();
        let mut patterns: Vec<(usize, EventPattern)> = Vec::new();
        let mut examples = Vec::new();
        for (event, names) in self.api.events.iter().zip(EventNames::of(&self.api.events)) {
            let pattern = TypePattern::of(&event.name);
            let kind = self.event_kind(event, pattern.as_ref(), &properties, &names, &mut scope);
            if let Some(example) = event.examples.first() {
                self.capabilities.insert(Capability::EventExamples);
                examples.push(EventExample {
                    name: literals::string(&event.name).into(),
                    constant: kind.constant.clone(),
                    code: self.docs.code(&event.name),
                    file: names.file,
                    origin: event.at.to_string(),
                    json: pretty(&example.value),
                });
            }
            if let Some(pattern) = pattern {
                let literals = pattern.literals.iter();
                let planned = EventPattern {
                    literals: literals.map(|text| literals::string(text).into()).collect(),
                    kind: kind.clone(),
                };
                patterns.push((pattern.weight(), planned));
            }
            kinds.push(kind);
        }
        // Patterns with more literal characters are matched first, otherwise in document order.
        patterns.sort_by_key(|(weight, _)| Reverse(*weight));
        if !patterns.is_empty() {
            self.capabilities.insert(Capability::EventTypePatterns);
            scope.import("crate::runtime::pattern_parts");
        }
        let fixed = kinds.iter().find(|kind| kind.parts.is_empty());
        Some(Events {
            scheme: scheme(settings, &properties),
            guide: settings.guide.clone(),
            fields: fields(&properties, &mut scope),
            uses: scope.uses(),
            example: fixed.map(|kind| kind.name.clone()),
            kinds,
            patterns: patterns.into_iter().map(|(_, pattern)| pattern).collect(),
            examples,
        })
    }

    fn event_kind(
        &self,
        event: &Event,
        pattern: Option<&TypePattern>,
        properties: &EnvelopeProperties,
        names: &EventNames,
        scope: &mut Scope,
    ) -> EventKind {
        let payload = properties.payload_of(event, self.api);
        let ty = payload.unwrap_or(&event.payload);
        let is_boxed = matches!(ty, TypeRef::Named(_));
        let held = TypeWriter {
            names: &self.names,
            scope,
        }
        .ty(ty);
        let read = if payload.is_some() {
            quote!(envelope.payload()?)
        } else {
            quote!(envelope.body()?)
        };
        let (ty, read) = if is_boxed {
            (quote!(Box<#held>), quote!(Box::new(#read)))
        } else {
            (held, read)
        };
        let parts = pattern.map(|pattern| self.event_parts(pattern, scope));
        let parts = parts.unwrap_or_default();
        EventKind {
            name: ident(&names.variant).into(),
            constant: ident(&names.constant).into(),
            function: ident(&names.function).into(),
            wire: literals::string(&event.name).into(),
            code: self.docs.code(&event.name),
            docs: self.docs.of_event(event),
            ty: ty.into(),
            read: read.into(),
            wire_of_parts: pattern.map(wire_of_parts).unwrap_or_default().into(),
            parts,
        }
    }

    /// The parts of a pattern: strings, or the values of the enum with the same name, if there is
    /// one.
    fn event_parts(&self, pattern: &TypePattern, scope: &mut Scope) -> Vec<EventPart> {
        let mut taken = Taken::reserved(&["payload"]);
        let arguments = arguments(pattern);
        let part = |(index, (wire, argument)): (usize, (&String, String))| {
            let ty = match self.enum_called(wire) {
                Some(name) => scope.model(&name),
                None => quote!(String),
            };
            EventPart {
                name: ident(&taken.claim(FieldName::new(wire).as_str())).into(),
                argument: ident(&argument).into(),
                binding: ident(&format!("part{index}")).into(),
                code: self.docs.code(wire),
                ty: ty.into(),
            }
        };
        let parts = pattern.parts.iter().zip(arguments);
        parts.enumerate().map(part).collect()
    }

    fn enum_called(&self, words: &str) -> Option<String> {
        let wanted = TypeName::new(words);
        let mut enums = self
            .api
            .types
            .values()
            .filter(|def| def.kind.strings().is_some());
        let found = enums.find(|def| self.names.get(&def.id) == wanted.as_str());
        found.map(|def| self.names.get(&def.id).to_owned())
    }
}

/// The names of the arguments from which a type is made.
fn arguments(pattern: &TypePattern) -> Vec<String> {
    let mut taken = Taken::default();
    let names = pattern.parts.iter().map(|wire| FieldName::new(wire));
    names.map(|name| taken.claim(name.as_str())).collect()
}

/// The expression of the type with these parts: `[data_type.as_str(), ".write"].concat()`.
fn wire_of_parts(pattern: &TypePattern) -> TokenStream {
    let arguments = arguments(pattern);
    let mut pieces = Vec::new();
    for (index, text) in pattern.literals.iter().enumerate() {
        if !text.is_empty() {
            let text = literals::string(text);
            pieces.push(quote!(#text));
        }
        if let Some(argument) = arguments.get(index) {
            let argument = ident(argument);
            pieces.push(quote!(#argument.as_str()));
        }
    }
    quote!([#(#pieces),*].concat())
}

fn scheme(settings: &EventSettings, properties: &EnvelopeProperties) -> EventScheme {
    let mut prefixes = settings.header_prefixes.clone();
    if prefixes.is_empty() {
        prefixes.push(HEADER_PREFIX.to_owned());
    }
    let mut constants = Taken::reserved(&["SCHEME"]);
    let headers = prefixes.iter().map(|prefix| {
        let name = |what: &str| {
            let name = format!("{}{what}", prefix.to_lowercase());
            Tokens::from(literals::string(&name))
        };
        SignatureHeaders {
            constant: ident(&constants.claim(&constant(&format!("{prefix} headers")))).into(),
            id: name("id"),
            timestamp: name("timestamp"),
            signature: name("signature"),
        }
    });
    let optional = |name: &Option<String>| literals::optional_string(name.as_deref()).into();
    let types = properties.types.iter();
    let secret_prefix = settings.secret_prefix.as_deref().unwrap_or(SECRET_PREFIX);
    let tolerance = settings.tolerance_seconds.unwrap_or(TOLERANCE);
    EventScheme {
        headers: headers.collect(),
        secret_prefix: literals::string(secret_prefix).into(),
        tolerance: Literal::u64_unsuffixed(tolerance).into(),
        id: optional(&properties.id),
        types: types.map(|name| literals::string(name).into()).collect(),
        date: optional(&properties.date),
        payload: optional(&properties.payload),
    }
}

/// The properties of the envelope that are fields of an event.
fn fields(properties: &EnvelopeProperties, scope: &mut Scope) -> Vec<EventField> {
    let mut taken = Taken::reserved(&["kind", "delivery"]);
    let mut field = |wire: &str, ty: Option<TokenStream>, docs: &str, value: TokenStream| {
        let name = ident(&taken.claim(FieldName::new(wire).as_str()));
        let string = match &ty {
            None => quote!(self.#name.as_deref()),
            Some(ty) => quote!(self.#name.as_ref().map(#ty::as_str)),
        };
        EventField {
            name: name.into(),
            wire: Literal::string(wire).into(),
            ty: ty.unwrap_or_else(|| quote!(String)).into(),
            docs: docs.to_owned(),
            value: value.into(),
            string: string.into(),
        }
    };
    let mut fields = Vec::new();
    if let Some(wire) = &properties.id {
        let docs = "The id in the body of the event.";
        fields.push(field(wire, None, docs, quote!(envelope.id)));
    }
    if let Some(wire) = &properties.date {
        let (ty, value) = if properties.has_date_time {
            let ty = scope.import("crate::runtime::DateTime");
            let value = quote!(envelope.date.map(#ty::from));
            (Some(quote!(#ty)), value)
        } else {
            (None, quote!(envelope.date))
        };
        let docs = "The creation time in the body of the event.";
        fields.push(field(wire, ty, docs, value));
    }
    fields
}
