//! Events.

use openapiv3::PathItem;

use super::Lower;
use super::body::format;
use super::view::place_in;
use crate::ir::{Docs, Event, Format, Hint};

impl<'a> Lower<'a> {
    /// The events, those with one of the tags where tags are given.
    pub(super) fn events(
        &mut self,
        webhooks: &'a [(String, PathItem)],
        tags: &[String],
    ) -> Vec<Event> {
        let mut events = Vec::new();
        for (name, item) in webhooks {
            let mut operations = item.iter().map(|(_, operation)| operation);
            if let Some(operation) = operations.next() {
                let selected = operation.tags.iter().any(|tag| tags.contains(tag));
                if tags.is_empty() || selected {
                    events.extend(self.event(name, operation));
                }
            }
            for other in operations {
                let at = place_in(&other.extensions);
                let message = format!(
                    "the event `{name}` comes by another method too; only the first is looked at"
                );
                self.note("event-methods", &at, message);
            }
        }
        events
    }

    fn event(&mut self, name: &str, operation: &'a openapiv3::Operation) -> Option<Event> {
        let at = place_in(&operation.extensions);
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| self.request_body(body));
        let Some(body) = body.filter(|body| !body.content.is_empty()) else {
            self.note(
                "event-empty",
                &at,
                format!("the event `{name}` has no content"),
            );
            return None;
        };
        if !body
            .content
            .keys()
            .any(|name| format(name) == Some(Format::Json))
        {
            let message = format!("the content of the event `{name}` is not JSON; it is left out");
            let help = "give it a JSON media type in an overlay, if it is JSON";
            self.warning("event-media-type", &at, message, help);
            return None;
        }
        let hint = Hint::Operation {
            id: name.to_owned(),
            role: "event".to_owned(),
        };
        let content = self.content(&body.content, &hint, &at)?;
        Some(Event {
            name: name.to_owned(),
            payload: content.ty,
            docs: Docs::new(operation.summary.clone(), operation.description.clone()),
            examples: content.examples,
            at,
        })
    }
}
