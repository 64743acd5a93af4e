//! What wraps the events of an API: which members of a body say what it is. The settings say so, or the document does.

use std::collections::BTreeSet;

use crate::input::EventSettings;
use crate::ir::{Api, Event, Field, Scalar, TypeKind, TypeRef};

/// Usual names of the member with an event's id, the likeliest first.
const IDS: &[&str] = &["id", "eventId", "event_id"];

/// Usual names of the member with an event's type.
const TYPES: &[&str] = &["eventType", "event_type", "type", "event"];

/// Usual names of the member with the time of an event. A member that is a date and time needs none of them.
const DATES: &[&str] = &["timestamp", "createdAt", "created_at", "created"];

/// Usual names of the member with what an event is about.
const PAYLOADS: &[&str] = &["payload", "data"];

/// The members of a body that say what it is, by their wire names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Members {
    pub(crate) id: Option<String>,
    /// The first that holds text is the event's type.
    pub(crate) types: Vec<String>,
    pub(crate) date: Option<String>,
    /// Whether the document has it as a date and time.
    pub(crate) has_date_time: bool,
    pub(crate) payload: Option<String>,
    /// Whether the settings name it: then a member more beside it changes nothing.
    pub(crate) is_payload_given: bool,
}

impl Members {
    /// What the settings say, and for the rest what all bodies of events have in common.
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
        let is_date_time = |field: &&&Field| field.ty == TypeRef::Scalar(Scalar::DateTime);
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

    /// What an event is about: the member that holds it. Where only its name says so, the body must have nothing but the
    /// envelope beside it.
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

/// The members of an event's body, where it is an object, and whether those are all.
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

/// The members that every body has which is an object of known members.
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
    fn members_that_all_bodies_have_are_the_envelope() {
        let body =
            |payload: &str| format!("id: {TEXT}, type: {TEXT}, timestamp: {TEXT}, data: {payload}");
        let one = body("{type: object, properties: {a: {type: string}}}");
        let api = api(&[&one, &one]);
        let members = Members::of(&api, &EventSettings::default());
        let expected = Members {
            id: Some(text("id")),
            types: vec![text("type")],
            date: Some(text("timestamp")),
            has_date_time: false,
            payload: Some(text("data")),
            is_payload_given: false,
        };
        assert_eq!(members, expected);
    }

    #[test]
    fn the_only_date_and_time_is_the_date() {
        let body = "eventType: {type: string}, made: {type: string, x-sdk-text-date-time: true}, payload: {type: integer}";
        let api = api(&[body, body]);
        let members = Members::of(&api, &EventSettings::default());
        let expected = Members {
            id: None,
            types: vec![text("eventType")],
            date: Some(text("made")),
            has_date_time: true,
            payload: Some(text("payload")),
            is_payload_given: false,
        };
        assert_eq!(members, expected);
        let scalar = TypeRef::Scalar(Scalar::Int64);
        assert_eq!(members.payload_of(&api.events[0], &api), Some(&scalar));
    }

    #[test]
    fn what_settings_say_counts_whatever_else_a_body_has() {
        let body = "kind: {type: string}, at: {type: string}, content: {type: string}, more: {type: string}";
        let api = api(&[body, "kind: {type: string}"]);
        let settings = EventSettings {
            types: vec![text("kind"), text("type")],
            date: Some(text("at")),
            payload: Some(text("content")),
            ..EventSettings::default()
        };
        let members = Members::of(&api, &settings);
        assert_eq!(members.types, settings.types);
        assert_eq!(
            (members.date.as_ref(), members.payload.as_ref()),
            (settings.date.as_ref(), settings.payload.as_ref())
        );
        let text = TypeRef::Scalar(Scalar::String);
        assert_eq!(members.payload_of(&api.events[0], &api), Some(&text));
        assert_eq!(members.payload_of(&api.events[1], &api), None);
    }

    #[test]
    fn a_body_with_more_than_what_is_usual_is_the_payload() {
        let body = "type: {type: string}, data: {type: string}, more: {type: string}";
        let api = api(&[body]);
        let members = Members::of(&api, &EventSettings::default());
        assert_eq!(members.payload, Some(text("data")));
        assert_eq!(members.payload_of(&api.events[0], &api), None);
    }

    #[test]
    fn a_document_that_says_nothing_gives_the_usual_type() {
        let members = Members::of(
            &api(&["a: {type: string}", "b: {type: string}"]),
            &EventSettings::default(),
        );
        assert_eq!(members.types, ["type"]);
        assert_eq!(
            (members.id, members.date, members.payload),
            (None, None, None)
        );
    }
}
