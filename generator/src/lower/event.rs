//! Events (`webhooks`).

use openapiv3::PathItem;

use super::Lower;
use super::content::Described;
use super::operation::operation_docs;
use super::view::location_in;
use crate::diagnostics::Code;
use crate::ir::{Event, Hint};
use crate::media::MediaKind;

impl<'a> Lower<'a> {
    /// The events with one of the tags, or all events if there are no tags.
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
                    events.extend(self.event(name, item, operation));
                }
            }
            for other in operations {
                let at = location_in(&other.extensions);
                let message =
                    format!("the event `{name}` has several methods; only the first is used");
                self.reporter.report(Code::EventMethods, &at, message);
            }
        }
        events
    }

    fn event(
        &mut self,
        name: &str,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
    ) -> Option<Event> {
        let at = location_in(&operation.extensions);
        if !operation.parameters.is_empty() || !item.parameters.is_empty() {
            let message = format!("the parameters of the event `{name}` have no property");
            self.reporter.report(Code::EventParameters, &at, message);
        }
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| self.request_body(body));
        let Some(body) = body.filter(|body| !body.content.is_empty()) else {
            self.reporter.report(
                Code::EventEmpty,
                &at,
                format!("the event `{name}` has no content; it is ignored"),
            );
            return None;
        };
        if !body
            .content
            .keys()
            .any(|name| MediaKind::of(name).is_json())
        {
            let message =
                format!("the content of the event `{name}` is not JSON; the event is ignored");
            self.reporter.report(Code::EventMediaType, &at, message);
            return None;
        }
        let described = Described {
            content: &body.content,
            extensions: &body.extensions,
        };
        let hint = Hint::Operation {
            id: name.to_owned(),
            role: "event".to_owned(),
        };
        let content = self.content(described, &hint, &at)?;
        Some(Event {
            name: name.to_owned(),
            payload: content.ty,
            docs: operation_docs(operation, item),
            examples: content.examples,
            at,
        })
    }
}
