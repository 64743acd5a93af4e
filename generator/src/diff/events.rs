//! Events that the API sends.

use super::comparison::Comparison;
use super::docs;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::values::ValuePlace;
use crate::ir::Event;
use crate::sdk;

impl Comparison<'_> {
    pub(super) fn events(&mut self) {
        let (old, new) = (&self.old.api.events, &self.new.api.events);
        for event in old {
            match new.iter().find(|other| other.name == event.name) {
                Some(other) => {
                    let subject = format!("event {}", event.name);
                    let place = ValuePlace {
                        subject: &subject,
                        noun: "the body of the event",
                        direction: Direction::Received,
                        at: (&event.at, &other.at),
                        rust: self.old_event(event),
                        migration: None,
                    };
                    self.value(&place, (&event.payload, &other.payload));
                    docs::of_event(self, event, other);
                }
                None => self.removed_event(event),
            }
        }
        for event in new {
            if !old.iter().any(|other| other.name == event.name) {
                let message = format!("the event `{}` is added", event.name);
                let rust = variant(self.new.surface.krate.events.as_ref(), event);
                let subject = format!("event {}", event.name);
                let direction = Some(Direction::Received);
                let finding = Finding::new(Kind::EventAdded, direction, subject, message)
                    .new_at(&event.at)
                    .rust(rust);
                self.push(finding);
            }
        }
    }

    fn removed_event(&mut self, event: &Event) {
        let message = format!("the event `{}` is removed", event.name);
        let rust = self.old_event(event);
        let migration = format!(
            "delete the arm of `{rust}`; an event that still arrives is `Unknown`, with its body"
        );
        let subject = format!("event {}", event.name);
        let direction = Some(Direction::Received);
        let finding = Finding::new(Kind::EventRemoved, direction, subject, message)
            .old(&event.at)
            .rust(rust)
            .instead(migration);
        self.push(finding);
    }

    fn old_event(&self, event: &Event) -> String {
        variant(self.old.surface.krate.events.as_ref(), event)
    }
}

/// The variant of an event: `events::EventKind::CompanyCreated`.
fn variant(events: Option<&sdk::Events>, event: &Event) -> String {
    let mut kinds = events.into_iter().flat_map(|events| &events.kinds);
    let kind = kinds.find(|kind| kind.code.trim_matches('`') == event.name);
    kind.map_or_else(String::new, |kind| {
        format!("events::EventKind::{}", kind.name)
    })
}
