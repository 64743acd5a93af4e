//! Responses of operations.

use super::comparison::Comparison;
use super::finding::{Direction, Finding, Level};
use super::kinds::Kind;
use super::operations::title;
use super::values::ValuePlace;
use crate::ir::{Failure, Operation, Success};

impl Comparison<'_> {
    pub(super) fn responses(&mut self, old: &Operation, new: &Operation) {
        for before in &old.success {
            let same = new.success.iter().find(|one| one.status == before.status);
            match same {
                Some(after) => self.success(old, before, after),
                None => self.removed_success((old, new), before),
            }
        }
        for after in &new.success {
            if !old.success.iter().any(|one| one.status == after.status) {
                self.added_success((old, new), after);
            }
        }
        for before in &old.failures {
            let same = new.failures.iter().find(|one| one.status == before.status);
            match same {
                Some(after) => self.failure(old, before, after),
                None => self.error_status(Kind::ErrorStatusRemoved, old, before),
            }
        }
        for after in &new.failures {
            if !old.failures.iter().any(|one| one.status == after.status) {
                self.error_status(Kind::ErrorStatusAdded, new, after);
            }
        }
    }

    fn removed_success(&mut self, (old, new): (&Operation, &Operation), success: &Success) {
        let statuses: Vec<String> = new
            .success
            .iter()
            .map(|one| format!("`{}`", one.status))
            .collect();
        let message = format!("the success response `{}` is removed", success.status);
        let migration = format!(
            "expect {} of `client.{}(..)`",
            if statuses.is_empty() {
                "any 2XX response".to_owned()
            } else {
                statuses.join(" or ")
            },
            self.new.surface.method_path(new)
        );
        let subject = format!("{} {}", title(old), success.status);
        let direction = Some(Direction::Received);
        let finding = Finding::new(Kind::SuccessStatusRemoved, direction, subject, message)
            .old(&success.at)
            .rust(self.old.surface.method_path(old))
            .instead(migration);
        self.push(finding);
    }

    fn added_success(&mut self, (old, new): (&Operation, &Operation), success: &Success) {
        let subject = format!("{} {}", title(old), success.status);
        let message = format!("the success response `{}` is added", success.status);
        let direction = Some(Direction::Received);
        let mut finding = Finding::new(Kind::SuccessStatusAdded, direction, subject, message)
            .new_at(&success.at)
            .rust(self.old.surface.method_path(old));
        // The method returns an enum only if the types of success responses differ.
        if new.has_success_variants() && !old.has_success_variants() {
            let migration = format!(
                "match on the variants of the value that `client.{}(..)` returns",
                self.new.surface.method_path(new)
            );
            finding = finding.source(Level::Breaking).instead(migration);
        }
        self.push(finding);
    }

    fn error_status(&mut self, kind: Kind, operation: &Operation, failure: &Failure) {
        let status = status_of(failure);
        let is_added = kind == Kind::ErrorStatusAdded;
        let verb = if is_added { "added" } else { "removed" };
        let message = format!("the error response `{status}` is {verb}");
        let subject = format!("{} {status}", title(operation));
        let finding = Finding::new(kind, Some(Direction::Received), subject, message);
        let finding = if is_added {
            finding.new_at(&failure.at)
        } else {
            finding.old(&failure.at)
        };
        self.push(finding);
    }

    fn success(&mut self, operation: &Operation, old: &Success, new: &Success) {
        let subject = format!("{} {}", title(operation), old.status);
        let rust = self.old.surface.method_path(operation);
        let finding = |kind, message: String| {
            Finding::new(kind, Some(Direction::Received), &subject, message)
                .between(&old.at, &new.at)
                .rust(&rust)
        };
        match (&old.ty, &new.ty) {
            (None, None) => {}
            (Some(_), None) => {
                let found = finding(
                    Kind::ResponseBodyRemoved,
                    "the response no longer has a body".to_owned(),
                );
                let migration =
                    format!("`client.{rust}(..)` returns `()`; delete what reads its value");
                self.push(found.instead(migration));
            }
            (None, Some(ty)) => {
                let shown = self.new_type(ty);
                let found = finding(
                    Kind::ResponseBodyAdded,
                    format!("the response has a body: {shown}"),
                );
                let migration = format!("`client.{rust}(..)` returns {shown} in place of `()`");
                self.push(found.instead(migration));
            }
            (Some(before), Some(after)) => {
                let place = ValuePlace {
                    subject: &subject,
                    noun: "the response",
                    direction: Direction::Received,
                    at: (&old.at, &new.at),
                    rust: rust.clone(),
                    migration: None,
                };
                if !self.value(&place, (before, after)) {
                    self.content_keywords(&place, (&old.media_type, &new.media_type), before);
                }
                self.response_format(&subject, &rust, old, new);
            }
        }
        self.streams(old, new, &finding);
        self.headers(&subject, &rust, old, new);
    }

    fn response_format(&mut self, subject: &str, rust: &str, old: &Success, new: &Success) {
        let at = (&old.at, &new.at);
        let returned = self.media_types(subject, Direction::Received, at);
        let finding = |kind, message: String| {
            Finding::new(kind, Some(Direction::Received), subject, message)
                .between(at.0, at.1)
                .rust(rust)
        };
        if old.format != new.format {
            let message = format!(
                "the response was `{}`, and is now `{}`",
                old.media_type, new.media_type
            );
            let found = finding(Kind::ResponseFormatChanged, message);
            let migration = format!("read what `client.{rust}(..)` now returns");
            self.push(found.instead(migration));
        } else if old.media_type != new.media_type && !returned.contains(&old.media_type) {
            let message = format!(
                "the response was `{}`, and is now `{}`",
                old.media_type, new.media_type
            );
            let found = finding(Kind::ResponseMediaTypeChanged, message);
            let migration = "build with the new SDK, which asks for the new media type";
            self.push(found.instead(migration));
        }
    }

    fn streams(&mut self, old: &Success, new: &Success, finding: &dyn Fn(Kind, String) -> Finding) {
        let (kind, message) = match (&old.stream, &new.stream) {
            (None, Some(_)) => (Kind::StreamAdded, "the operation can return a stream"),
            (Some(_), None) => (
                Kind::StreamRemoved,
                "the operation no longer returns a stream",
            ),
            _ => return,
        };
        let mut found = finding(kind, message.to_owned());
        if found.is_breaking() {
            found = found.instead("await the whole response in place of the stream");
        }
        self.push(found);
    }

    fn headers(&mut self, subject: &str, rust: &str, old: &Success, new: &Success) {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        for header in &old.headers {
            let subject = format!("{subject} header {}", header.wire);
            let mut others = new.headers.iter();
            match others.find(|one| same(&one.wire, &header.wire)) {
                Some(other) => {
                    let place = ValuePlace {
                        subject: &subject,
                        noun: "the response header",
                        direction: Direction::Received,
                        at: (&old.at, &new.at),
                        rust: rust.to_owned(),
                        migration: None,
                    };
                    self.value(&place, (&header.ty, &other.ty));
                }
                None => {
                    let message = format!("the response header `{}` is removed", header.wire);
                    let kind = Kind::ResponseHeaderRemoved;
                    let direction = Some(Direction::Received);
                    let finding = Finding::new(kind, direction, &subject, message)
                        .between(&old.at, &new.at)
                        .rust(rust)
                        .instead("delete the code that reads the header from the headers struct");
                    self.push(finding);
                }
            }
        }
        for header in &new.headers {
            if !old.headers.iter().any(|one| same(&one.wire, &header.wire)) {
                let message = format!("the response header `{}` is added", header.wire);
                let subject = format!("{subject} header {}", header.wire);
                let kind = Kind::ResponseHeaderAdded;
                let finding = Finding::new(kind, Some(Direction::Received), subject, message)
                    .between(&old.at, &new.at)
                    .rust(rust);
                self.push(finding);
            }
        }
    }

    fn failure(&mut self, operation: &Operation, old: &Failure, new: &Failure) {
        let subject = format!("{} {}", title(operation), status_of(old));
        let rust = self.old.surface.method_path(operation);
        let direction = Some(Direction::Received);
        match (&old.ty, &new.ty) {
            (None, None) => {}
            (Some(before), Some(after)) => {
                let migration = format!(
                    "decode the error body as {} in place of {}",
                    self.new_type(after),
                    self.old_type(before)
                );
                let place = ValuePlace {
                    subject: &subject,
                    noun: "the error response",
                    direction: Direction::Received,
                    at: (&old.at, &new.at),
                    rust,
                    migration: Some(migration),
                };
                self.value(&place, (before, after));
            }
            (Some(_), None) => {
                let message = "the error response no longer has a body";
                let finding = Finding::new(Kind::ResponseBodyRemoved, direction, &subject, message)
                    .wire(Level::Additive)
                    .between(&old.at, &new.at)
                    .rust(rust)
                    .instead("read the status of the error in place of its body");
                self.push(finding);
            }
            (None, Some(ty)) => {
                let message = format!("the error response has a body: {}", self.new_type(ty));
                let finding = Finding::new(Kind::ResponseBodyAdded, direction, &subject, message)
                    .source(Level::Additive)
                    .between(&old.at, &new.at)
                    .rust(rust);
                self.push(finding);
            }
        }
    }
}

fn status_of(failure: &Failure) -> String {
    failure
        .status
        .map_or_else(|| "default".to_owned(), |status| status.to_string())
}
