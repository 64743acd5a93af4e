//! Request bodies.

use serde_json::Value;

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::operations::title;
use super::values::ValuePlace;
use crate::ir::{Body, Operation};
use crate::pointer::Pointer;

impl Comparison<'_> {
    pub(super) fn body(&mut self, old: &Operation, new: &Operation) {
        let subject = format!("{} body", title(old));
        let rust = self.old.surface.method_path(old);
        let finding = |kind, message: &str| {
            Finding::new(kind, Some(Direction::Sent), &subject, message).rust(&rust)
        };
        match (&old.body, &new.body) {
            (None, None) => {}
            (Some(body), None) => {
                let found = finding(Kind::BodyRemoved, "the request body is removed");
                let migration = self.new_call(new);
                self.push(found.old(&body.at).instead(migration));
            }
            (None, Some(body)) if body.required => {
                let found = finding(Kind::BodyAddedRequired, "a required request body is added");
                let migration = self.new_call(new);
                self.push(found.new_at(&body.at).instead(migration));
            }
            (None, Some(body)) => {
                let found = finding(Kind::BodyAddedOptional, "an optional request body is added");
                self.push(found.new_at(&body.at));
            }
            (Some(before), Some(after)) => {
                let requiredness = match (before.required, after.required) {
                    (false, true) => Some((Kind::BodyBecameRequired, "required")),
                    (true, false) => Some((Kind::BodyBecameOptional, "optional")),
                    _ => None,
                };
                if let Some((kind, verb)) = requiredness {
                    let found = finding(kind, &format!("the request body is now {verb}"));
                    let migration = self.new_call(new);
                    self.push(found.between(&before.at, &after.at).instead(migration));
                }
                self.body_content((old, new), (before, after), &subject);
            }
        }
    }

    fn body_content(
        &mut self,
        (old, new): (&Operation, &Operation),
        (before, after): (&Body, &Body),
        subject: &str,
    ) {
        let rust = self.old.surface.method_path(old);
        let place = ValuePlace {
            subject,
            noun: "the request body",
            direction: Direction::Sent,
            at: (&before.at, &after.at),
            rust: rust.clone(),
            migration: Some(self.new_call(new)),
        };
        if !self.value(&place, (&before.ty, &after.ty)) {
            self.content_keywords(&place, (&before.media_type, &after.media_type), &before.ty);
        }
        let at = (&before.at, &after.at);
        let taken = self.media_types(subject, Direction::Sent, at);
        let finding = |kind, message: String| {
            Finding::new(kind, Some(Direction::Sent), subject, message)
                .between(at.0, at.1)
                .rust(&rust)
        };
        let is_gone = !taken.contains(&before.media_type);
        if before.media_type != after.media_type && is_gone {
            let message = format!(
                "the request body was `{}`, and is now `{}`",
                before.media_type, after.media_type
            );
            let found = finding(Kind::BodyMediaTypeChanged, message);
            let migration = "build with the new SDK, which sends the new media type";
            self.push(found.instead(migration));
        }
        if before.format == after.format && before.encodings != after.encodings {
            let message = "properties of the form are written in another way".to_owned();
            let found = finding(Kind::BodyEncodingChanged, message);
            let migration = "build with the new SDK, which writes them in the new way";
            self.push(found.instead(migration));
        }
    }

    /// Reports media types of a body that are added or removed, apart from a removed one that the
    /// SDK uses, and returns the new ones.
    pub(super) fn media_types(
        &mut self,
        subject: &str,
        direction: Direction,
        at: (&Pointer, &Pointer),
    ) -> Vec<String> {
        let types = |document: &Value, at: &Pointer| -> Vec<String> {
            let content = super::keywords::target(document, at);
            let content = content.and_then(|found| found.get("content"));
            let content = content.and_then(Value::as_object);
            content.map_or_else(Vec::new, |content| content.keys().cloned().collect())
        };
        let (before, after) = (
            types(self.old.document, at.0),
            types(self.new.document, at.1),
        );
        let mut report = |kind, media_type: &str, verb: &str| {
            let message = format!("the media type `{media_type}` is {verb}");
            let finding = Finding::new(kind, Some(direction), subject, message)
                .detail(media_type)
                .between(at.0, at.1);
            self.push(finding);
        };
        for media_type in before.iter().filter(|one| !after.contains(one)) {
            report(Kind::MediaTypeRemoved, media_type, "removed");
        }
        for media_type in after.iter().filter(|one| !before.contains(one)) {
            report(Kind::MediaTypeAdded, media_type, "added");
        }
        after
    }
}
