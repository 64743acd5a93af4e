//! Events.

use openapiv3::PathItem;

use super::Lower;
use super::view::place_in;
use crate::ir::{Docs, Event, Hint};

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

    fn event(
        &mut self,
        name: &str,
        operation: &'a openapiv3::Operation,
    ) -> Option<Event> {
        let at = place_in(&operation.extensions);
        let Some(body) = &operation.request_body else {
            self.note("event-empty", &at, format!("the event `{name}` has no content"));
            return None;
        };
        let body = self.request_body(body)?;
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
