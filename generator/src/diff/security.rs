//! Security: what operations require, and how credentials are sent.

use super::comparison::Comparison;
use super::finding::Finding;
use super::kinds::Kind;
use super::operations::title;
use crate::ir::{Alternatives, OAuthFlow, Operation, SchemeKind, SecurityScheme};
use crate::pointer::Pointer;

impl Comparison<'_> {
    pub(super) fn security(&mut self) {
        let (old, new) = (&self.old.api.security, &self.new.api.security);
        let at = (&Pointer::root(), &Pointer::root());
        self.requirements("API", at, (&old.alternatives, &new.alternatives));
        for scheme in &old.schemes {
            match new.schemes.iter().find(|one| one.name == scheme.name) {
                Some(other) => self.scheme(scheme, other),
                None => {
                    let message = format!("the security scheme `{}` is removed", scheme.name);
                    let finding = Finding::new(Kind::SchemeRemoved, None, subject(scheme), message)
                        .old(&scheme.at)
                        .instead(
                            "delete the call of the client's builder that sets its credential",
                        );
                    self.push(finding);
                }
            }
        }
        for scheme in &new.schemes {
            if !old.schemes.iter().any(|one| one.name == scheme.name) {
                let message = format!("the security scheme `{}` is added", scheme.name);
                let finding = Finding::new(Kind::SchemeAdded, None, subject(scheme), message)
                    .new_at(&scheme.at);
                self.push(finding);
            }
        }
    }

    /// Reports what an operation requires. A change of the default of the API is reported once.
    pub(super) fn operation_security(&mut self, old: &Operation, new: &Operation) {
        let (before, after) = (
            self.old.api.alternatives(old),
            self.new.api.alternatives(new),
        );
        let is_default = same(before, &self.old.api.security.alternatives)
            && same(after, &self.new.api.security.alternatives);
        if !is_default {
            self.requirements(&title(old), (&old.at, &new.at), (before, after));
        }
    }

    fn requirements(
        &mut self,
        subject: &str,
        at: (&Pointer, &Pointer),
        (old, new): (&Alternatives, &Alternatives),
    ) {
        let mut report = |kind, detail: &str, message: String| {
            let mut finding = Finding::new(kind, None, subject, message)
                .detail(detail)
                .between(at.0, at.1);
            if finding.is_breaking() {
                finding = finding.instead(format!(
                    "create the client with credentials that are sufficient: {}",
                    shown_all(new)
                ));
            }
            self.push(finding);
        };
        match (is_open(old), is_open(new)) {
            (true, true) => {}
            (true, false) => {
                let message = format!("credentials are now required: {}", shown_all(new));
                report(Kind::SecurityRequired, "", message);
            }
            (false, true) => {
                let message = "credentials are no longer required".to_owned();
                report(Kind::SecurityNotRequired, "", message);
            }
            (false, false) => {
                for one in old.iter().filter(|one| !contains(new, one)) {
                    let message = format!("{} is no longer sufficient", shown(one));
                    report(Kind::SecurityAlternativeRemoved, &shown(one), message);
                }
                for one in new.iter().filter(|one| !contains(old, one)) {
                    let message = format!("{} is now sufficient", shown(one));
                    report(Kind::SecurityAlternativeAdded, &shown(one), message);
                }
            }
        }
    }

    fn scheme(&mut self, old: &SecurityScheme, new: &SecurityScheme) {
        let finding = |kind, detail: &str, message: String| {
            let finding = Finding::new(kind, None, subject(old), message);
            finding.detail(detail).between(&old.at, &new.at)
        };
        let mut found = Vec::new();
        match (&old.kind, &new.kind) {
            (SchemeKind::OAuth2(before), SchemeKind::OAuth2(after)) => {
                found.extend(flows(before, after, &finding));
            }
            (SchemeKind::OpenIdConnect(before), SchemeKind::OpenIdConnect(after))
                if before != after =>
            {
                let message = format!("the provider was `{before}`, and is now `{after}`");
                let migration = "get tokens from the new provider";
                found.push(finding(Kind::OAuthUrlChanged, "", message).instead(migration));
            }
            (before, after) if before != after => {
                let message = format!(
                    "the credential was {}, and is now {}",
                    kind(before),
                    kind(after)
                );
                let migration = format!(
                    "set {} in the client's builder in place of {}",
                    kind(after),
                    kind(before)
                );
                found.push(finding(Kind::SchemeChanged, "", message).instead(migration));
            }
            _ => {}
        }
        found.extend(scopes(old, new, &finding));
        found.into_iter().for_each(|finding| self.push(finding));
    }

    /// Reports another way to create a client.
    pub(super) fn client(&mut self) {
        let client = |krate: &crate::sdk::Crate| {
            let security = krate.client.security.as_ref()?;
            let setters = security.setters.iter().map(|one| one.name.to_string());
            Some((security.is_single_key, setters.collect::<Vec<_>>()))
        };
        let (old, new) = (
            client(self.old.surface.krate),
            client(self.new.surface.krate),
        );
        let is_key = |client: &Option<(bool, Vec<String>)>| {
            client.as_ref().is_some_and(|(is_single, _)| *is_single)
        };
        let setters =
            |client: Option<(bool, Vec<String>)>| client.map_or_else(Vec::new, |one| one.1);
        let has_same_key = is_key(&old) == is_key(&new);
        let (before, after) = (setters(old), setters(new));
        if has_same_key && before.iter().all(|setter| after.contains(setter)) {
            return;
        }
        let message = "the client is created with other credentials";
        let list: Vec<String> = after.iter().map(|one| format!("`.{one}(..)`")).collect();
        let migration = match list.is_empty() {
            true => "create it with `Client::builder()`, without credentials".to_owned(),
            false => format!("create it with `Client::builder()` and {}", list.join(", ")),
        };
        let finding = Finding::new(Kind::ClientChanged, None, "client", message);
        self.push(finding.rust("Client").instead(migration));
    }
}

fn subject(scheme: &SecurityScheme) -> String {
    format!("security scheme {}", scheme.name)
}

/// The scopes that operations require, and whether the scheme is deprecated.
fn scopes(
    old: &SecurityScheme,
    new: &SecurityScheme,
    finding: &dyn Fn(Kind, &str, String) -> Finding,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for scope in new.scopes.iter().filter(|one| !old.scopes.contains(one)) {
        let message = format!("operations require the scope `{scope}`");
        found.push(finding(Kind::ScopeAdded, scope, message));
    }
    for scope in old.scopes.iter().filter(|one| !new.scopes.contains(one)) {
        let message = format!("operations no longer require the scope `{scope}`");
        found.push(finding(Kind::ScopeRemoved, scope, message));
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => {
            let message = "the security scheme is deprecated".to_owned();
            found.push(finding(Kind::SchemeDeprecated, "", message));
        }
        (true, false) => {
            let message = "the security scheme is no longer deprecated".to_owned();
            found.push(finding(Kind::SchemeUndeprecated, "", message));
        }
        _ => {}
    }
    found
}

fn flows(
    old: &[OAuthFlow],
    new: &[OAuthFlow],
    finding: &dyn Fn(Kind, &str, String) -> Finding,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for flow in old {
        let grant = format!("{:?}", flow.grant);
        let Some(other) = new.iter().find(|one| one.grant == flow.grant) else {
            let message = format!("the flow `{grant}` is removed");
            let removed = finding(Kind::OAuthFlowRemoved, &grant, message);
            found.push(removed.instead("get tokens with one of the other flows"));
            continue;
        };
        let urls = |flow: &OAuthFlow| {
            let urls = [&flow.token_url, &flow.refresh_url, &flow.device_url];
            let urls: Vec<String> = urls.into_iter().flatten().cloned().collect();
            urls.join(", ")
        };
        if urls(flow) != urls(other) {
            let message = format!(
                "the flow `{grant}` had the URLs {}, and now has {}",
                urls(flow),
                urls(other)
            );
            let changed = finding(Kind::OAuthUrlChanged, &grant, message);
            found.push(changed.instead("build with the new SDK, which uses the new URLs"));
        }
    }
    for flow in new {
        if !old.iter().any(|one| one.grant == flow.grant) {
            let grant = format!("{:?}", flow.grant);
            let message = format!("the flow `{grant}` is added");
            found.push(finding(Kind::OAuthFlowAdded, &grant, message));
        }
    }
    found
}

/// Whether no credential is needed.
fn is_open(alternatives: &Alternatives) -> bool {
    alternatives.is_empty() || alternatives.iter().any(Vec::is_empty)
}

fn contains(alternatives: &Alternatives, wanted: &[String]) -> bool {
    let covers = |one: &[String], other: &[String]| one.iter().all(|name| other.contains(name));
    let mut alternatives = alternatives.iter();
    alternatives.any(|one| covers(one, wanted) && covers(wanted, one))
}

fn same(old: &Alternatives, new: &Alternatives) -> bool {
    old.iter().all(|one| contains(new, one)) && new.iter().all(|one| contains(old, one))
}

/// `apiKey and token`
fn shown(schemes: &[String]) -> String {
    let names: Vec<String> = schemes.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "no credential".to_owned()
    } else {
        names.join(" and ")
    }
}

fn shown_all(alternatives: &Alternatives) -> String {
    let all: Vec<String> = alternatives.iter().map(|one| shown(one)).collect();
    all.join(", or ")
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { location, name } => {
            let location = format!("{location:?}").to_lowercase();
            format!("an API key in the {location} `{name}`")
        }
        SchemeKind::Basic => "a user name and a password".to_owned(),
        SchemeKind::Http(name) => format!("a credential of the HTTP scheme `{name}`"),
        SchemeKind::OAuth2(_) => "an OAuth token".to_owned(),
        SchemeKind::OpenIdConnect(_) => "an OpenID Connect token".to_owned(),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
    }
}
