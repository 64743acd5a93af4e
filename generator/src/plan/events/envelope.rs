//! The envelope of the events of an API: the properties of a body with the id, type, date and
//! payload of the event. They come from the settings, or are inferred from the document.

use std::collections::BTreeSet;

use crate::input::EventSettings;
use crate::ir::{Api, Event, Field, TypeKind, TypeRef};
use crate::plan::scalars;

/// Usual names of the property with the id, the most likely first.
const IDS: &[&str] = &["id", "eventId", "event_id"];

/// Usual names of the property with the type.
const TYPES: &[&str] = &["eventType", "event_type", "type", "event"];

/// Usual names of the property with the date, if no property is a date and time.
const DATES: &[&str] = &["timestamp", "createdAt", "created_at", "created"];

/// Usual names of the property with the payload.
const PAYLOADS: &[&str] = &["payload", "data"];

/// The wire names of the properties of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EnvelopeProperties {
    pub(crate) id: Option<String>,
    /// The first of them that is a string is the type.
    pub(crate) types: Vec<String>,
    pub(crate) date: Option<String>,
    /// Whether the date is a `DateTime`.
    pub(crate) has_date_time: bool,
    pub(crate) payload: Option<String>,
    /// Whether the payload is from the settings. Then other properties beside it do not matter.
    pub(crate) is_payload_given: bool,
}

impl EnvelopeProperties {
    /// The properties in the settings, and others that all bodies have in common.
    pub(crate) fn of(api: &Api, settings: &EventSettings) -> Self {
        let common = common(api);
        let usual = |names: &[&str]| {
            let has = |name: &&&str| common.iter().any(|field| field.wire == **name);
            names.iter().find(has).map(|name| (*name).to_owned())
        };
        let given =
            |setting: &Option<String>, names: &[&str]| setting.clone().or_else(|| usual(names));
        let mut types = settings.types.clone();
        if types.is_empty() {
            types = vec![usual(TYPES).unwrap_or_else(|| "type".to_owned())];
        }
        let is_date_time = |field: &&&Field| scalars::is_date_time(&field.ty);
        let mut date_times = common.iter().filter(is_date_time);
        let only = match (date_times.next(), date_times.next()) {
            (Some(only), None) => Some(only.wire.clone()),
            _ => None,
        };
        let date = settings.date.clone().or(only).or_else(|| usual(DATES));
        let is_date = |field: &&&Field| Some(&field.wire) == date.as_ref();
        Self {
            id: given(&settings.id, IDS),
            types,
            has_date_time: common
                .iter()
                .find(is_date)
                .as_ref()
                .is_some_and(is_date_time),
            date,
            payload: given(&settings.payload, PAYLOADS),
            is_payload_given: settings.payload.is_some(),
        }
    }

    /// The type of the payload of an event. If the settings do not name the property, the body must
    /// consist of the envelope alone.
    pub(crate) fn payload_of<'a>(&self, event: &Event, api: &'a Api) -> Option<&'a TypeRef> {
        let wire = self.payload.as_ref()?;
        let (fields, is_closed) = fields(event, api)?;
        let known: BTreeSet<&String> = self
            .id
            .iter()
            .chain(&self.types)
            .chain(&self.date)
            .chain([wire])
            .collect();
        let is_envelope = is_closed && fields.iter().all(|field| known.contains(&field.wire));
        if !is_envelope && !self.is_payload_given {
            return None;
        }
        fields
            .iter()
            .find(|field| field.wire == *wire)
            .map(|field| &field.ty)
    }
}

/// The properties of an event's body, if it is an object, and whether it has no others.
fn fields<'a>(event: &Event, api: &'a Api) -> Option<(&'a [Field], bool)> {
    let TypeRef::Named(id) = &event.payload else {
        return None;
    };
    match &api.types.get(id)?.kind {
        TypeKind::Struct {
            fields, additional, ..
        } => Some((fields, additional.is_none())),
        _ => None,
    }
}

/// The properties that all bodies have in common. Bodies with unknown properties do not count.
fn common(api: &Api) -> Vec<&Field> {
    let mut bodies = api
        .events
        .iter()
        .filter_map(|event| match fields(event, api)? {
            (fields, true) => Some(fields),
            _ => None,
        });
    let Some(first) = bodies.next() else {
        return Vec::new();
    };
    let mut common: Vec<&Field> = first.iter().collect();
    for body in bodies {
        common.retain(|field| body.iter().any(|other| other.wire == field.wire));
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Scalar;
    use crate::testing::{document, passed};

    fn api(bodies: &[&str]) -> Api {
        let mut text =
            "paths: {/a: {get: {operationId: a, responses: {'204': {}}}}}\nwebhooks:\n".to_owned();
        for (index, body) in bodies.iter().enumerate() {
            text.push_str(&format!("  e{index}: {{post: {{requestBody: {{content: {{application/json: {{schema: {{properties: {{{body}}}}}}}}}}}, responses: {{'200': {{}}}}}}}}\n"));
        }
        passed(&document(&text))
    }

    fn text(name: &str) -> String {
        name.to_owned()
    }

    const TEXT: &str = "{type: string}";

    #[test]
    fn properties_that_all_bodies_have_are_the_envelope() {
        let body =
            |payload: &str| format!("id: {TEXT}, type: {TEXT}, timestamp: {TEXT}, data: {payload}");
        let one = body("{type: object, properties: {a: {type: string}}}");
        let api = api(&[&one, &one]);
        let properties = EnvelopeProperties::of(&api, &EventSettings::default());
        let expected = EnvelopeProperties {
            id: Some(text("id")),
            types: vec![text("type")],
            date: Some(text("timestamp")),
            has_date_time: false,
            payload: Some(text("data")),
            is_payload_given: false,
        };
        assert_eq!(properties, expected);
    }

    #[test]
    fn the_only_date_and_time_is_the_date() {
        let body = "eventType: {type: string}, made: {type: string, x-sdk-text-date-time: true}, payload: {type: integer}";
        let api = api(&[body, body]);
        let properties = EnvelopeProperties::of(&api, &EventSettings::default());
        let expected = EnvelopeProperties {
            id: None,
            types: vec![text("eventType")],
            date: Some(text("made")),
            has_date_time: true,
            payload: Some(text("payload")),
            is_payload_given: false,
        };
        assert_eq!(properties, expected);
        let scalar = TypeRef::Scalar(Scalar::Int64);
        assert_eq!(properties.payload_of(&api.events[0], &api), Some(&scalar));
    }

    #[test]
    fn settings_take_precedence_over_the_document() {
        let body = "kind: {type: string}, at: {type: string}, content: {type: string}, more: {type: string}";
        let api = api(&[body, "kind: {type: string}"]);
        let settings = EventSettings {
            types: vec![text("kind"), text("type")],
            date: Some(text("at")),
            payload: Some(text("content")),
            ..EventSettings::default()
        };
        let properties = EnvelopeProperties::of(&api, &settings);
        assert_eq!(properties.types, settings.types);
        assert_eq!(
            (properties.date.as_ref(), properties.payload.as_ref()),
            (settings.date.as_ref(), settings.payload.as_ref())
        );
        let text = TypeRef::Scalar(Scalar::String);
        assert_eq!(properties.payload_of(&api.events[0], &api), Some(&text));
        assert_eq!(properties.payload_of(&api.events[1], &api), None);
    }

    #[test]
    fn a_body_with_other_properties_has_no_payload_property() {
        let body = "type: {type: string}, data: {type: string}, more: {type: string}";
        let api = api(&[body]);
        let properties = EnvelopeProperties::of(&api, &EventSettings::default());
        assert_eq!(properties.payload, Some(text("data")));
        assert_eq!(properties.payload_of(&api.events[0], &api), None);
    }

    #[test]
    fn the_default_type_property_is_type() {
        let properties = EnvelopeProperties::of(
            &api(&["a: {type: string}", "b: {type: string}"]),
            &EventSettings::default(),
        );
        assert_eq!(properties.types, ["type"]);
        assert_eq!(
            (properties.id, properties.date, properties.payload),
            (None, None, None)
        );
    }
}
