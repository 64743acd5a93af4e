//! Servers: where requests are sent.

use super::comparison::Comparison;
use super::finding::{Finding, Level};
use super::kinds::Kind;
use super::operations::title;
use crate::ir::{Operation, Server, ServerVariable};

impl Comparison<'_> {
    pub(super) fn servers(&mut self) {
        let (old, new) = (&self.old.api.servers, &self.new.api.servers);
        self.server_lists("API", old, new, Server::default_of_api);
    }

    pub(super) fn operation_servers(&mut self, old: &Operation, new: &Operation) {
        if old.servers.is_empty() && new.servers.is_empty() {
            return;
        }
        let or_default = |own: &'_ [Server], default: &[Server]| -> Vec<Server> {
            if own.is_empty() { default } else { own }.to_vec()
        };
        let before = or_default(&old.servers, &self.old.api.servers);
        let after = or_default(&new.servers, &self.new.api.servers);
        self.server_lists(&title(old), &before, &after, Server::default_of);
    }

    fn server_lists(
        &mut self,
        subject: &str,
        old: &[Server],
        new: &[Server],
        default_of: fn(&[Server]) -> Option<&Server>,
    ) {
        let (before, after) = (default_of(old), default_of(new));
        if let (Some(before), Some(after)) = (before, after)
            && before.template() != after.template()
        {
            let (from, to) = (before.template(), after.template());
            let message = format!("requests were sent to `{from}`, and are now sent to `{to}`");
            let mut finding = Finding::new(Kind::DefaultServerChanged, None, subject, message)
                .between(&before.at, &after.at)
                .instead(format!(
                    "build with the new SDK, or set the base URL to `{to}`"
                ));
            let has = |name: &str| after.variables.iter().any(|one| one.name == name);
            let mut lost = before.variables.iter().filter(|one| !has(&one.name));
            if let Some(variable) = lost.next() {
                let name = &variable.name;
                let migration = format!("delete the call that sets the server variable `{name}`");
                finding = finding.source(Level::Breaking).instead(migration);
            }
            self.push(finding);
        }
        let is_default = |server: &Server, default: Option<&Server>| {
            default.is_some_and(|default| default.template() == server.template())
        };
        for server in old {
            match new.iter().find(|one| one.template() == server.template()) {
                Some(other) => self.server_variables(subject, server, other),
                // The default server is reported above.
                None if is_default(server, before) && !new.is_empty() => {}
                None => {
                    let message = format!("the server `{}` is removed", server.template());
                    let finding = Finding::new(Kind::ServerRemoved, None, subject, message)
                        .detail(server.template())
                        .old(&server.at)
                        .instead("set one of the other servers, or its URL as the base URL");
                    self.push(finding);
                }
            }
        }
        for server in new {
            let is_known = old.iter().any(|one| one.template() == server.template());
            if !is_known && (!is_default(server, after) || old.is_empty()) {
                let message = format!("the server `{}` is added", server.template());
                let finding = Finding::new(Kind::ServerAdded, None, subject, message)
                    .detail(server.template())
                    .new_at(&server.at);
                self.push(finding);
            }
        }
    }

    fn server_variables(&mut self, subject: &str, old: &Server, new: &Server) {
        let finding = |kind, detail: &str, message: String| {
            let detail = format!("{} {detail}", old.template());
            let finding = Finding::new(kind, None, subject, message);
            finding.detail(&detail).between(&old.at, &new.at)
        };
        let mut found = Vec::new();
        for variable in &old.variables {
            let name = &variable.name;
            // The URL is the same, so it has the same variables.
            let Some(other) = new.variables.iter().find(|one| one.name == *name) else {
                continue;
            };
            if variable.default != other.default {
                let default = |one: &'_ ServerVariable| match &one.default {
                    Some(default) => format!("`{default}`"),
                    None => "absent".to_owned(),
                };
                let message = format!(
                    "the default of the server variable `{name}` was {}, and is now {}",
                    default(variable),
                    default(other)
                );
                let changed = finding(Kind::ServerVariableDefaultChanged, name, message);
                let instead = match &other.default {
                    Some(_) => "build with the new SDK, which uses the new default",
                    None => "set the variable",
                };
                found.push(changed.instead(instead));
            }
            for value in variable
                .values
                .iter()
                .filter(|one| !other.values.contains(one))
            {
                // Without a list, every value is allowed.
                if !other.values.is_empty() {
                    let message = format!("the value `{value}` of `{name}` is removed");
                    let detail = format!("{name} {value}");
                    let removed = finding(Kind::ServerVariableValueRemoved, &detail, message);
                    found.push(removed.instead("set one of the other values"));
                }
            }
            for value in other
                .values
                .iter()
                .filter(|one| !variable.values.contains(one))
            {
                let message = format!("the value `{value}` of `{name}` is added");
                let detail = format!("{name} {value}");
                found.push(finding(Kind::ServerVariableValueAdded, &detail, message));
            }
        }
        found.into_iter().for_each(|finding| self.push(finding));
    }
}
