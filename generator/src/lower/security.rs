//! Authentication: the security schemes that operations require, and their alternatives.
//!
//! Each requirement of the root or an operation becomes a list of alternatives. The schemes that
//! they name are lowered when the first requirement names them.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use openapiv3::{ReferenceOr, SecurityRequirement, SecurityScheme as Typed};
use serde_json::{Map, Value};

use super::Lower;
use super::operation::section_key;
use crate::diagnostics::Code;
use crate::extensions::SCHEME;
use crate::ir::{
    Alternatives, Docs, KeyLocation, OAuthFlow, OAuthGrant, Resource, SchemeKind, Security,
    SecurityScheme,
};
use crate::pointer::Pointer;
use crate::text::is_token;

/// The header of HTTP authentication schemes and access tokens.
const AUTHORIZATION: &str = "authorization";

impl Lower<'_> {
    /// The requirements of the root, and the schemes that these operations use.
    pub(super) fn security(&mut self, resources: &[Resource]) -> Security {
        let operations = || resources.iter().flat_map(|resource| &resource.operations);
        let is_needed = operations().any(|operation| operation.security.is_none());
        let root = self.openapi.security.as_deref().unwrap_or_default();
        let alternatives = if is_needed {
            self.security_alternatives(root, &Pointer::root())
        } else {
            Vec::new()
        };
        let own = operations().filter_map(|operation| operation.security.as_ref());
        let used: IndexSet<&String> = std::iter::once(&alternatives)
            .chain(own)
            .flatten()
            .flatten()
            .collect();
        let schemes = used
            .into_iter()
            .filter_map(|name| self.schemes.get(name)?.clone());
        Security {
            schemes: schemes.collect(),
            alternatives,
        }
    }

    /// The alternatives of the `security` of the root or an operation at this location.
    pub(super) fn security_alternatives(
        &mut self,
        requirements: &[SecurityRequirement],
        owner: &Pointer,
    ) -> Alternatives {
        let at = owner.child("security");
        let mut alternatives = Alternatives::new();
        for (index, requirement) in requirements.iter().enumerate() {
            let at = at.child(index.to_string());
            let schemes: Option<Vec<SecurityScheme>> = requirement
                .iter()
                .map(|(name, scopes)| self.required_scheme(name, scopes, &at))
                .collect();
            let Some(schemes) = schemes else { continue };
            let names = self.sent_together(&schemes, &at);
            if !alternatives.contains(&names) {
                alternatives.push(names);
            }
        }
        alternatives
    }

    /// The names of schemes that are sent together. A header can carry one of them.
    fn sent_together(&mut self, schemes: &[SecurityScheme], at: &Pointer) -> Vec<String> {
        let mut headers: BTreeMap<String, &str> = BTreeMap::new();
        let mut names = Vec::new();
        for scheme in schemes {
            if let Some(header) = header(&scheme.kind) {
                if let Some(first) = headers.get(&header) {
                    let message = format!(
                        "the security schemes `{first}` and `{}` both use the header `{header}`; only `{first}` is sent",
                        scheme.name
                    );
                    self.reporter.report(Code::SecurityCombined, at, message);
                    continue;
                }
                headers.insert(header, &scheme.name);
            }
            names.push(scheme.name.clone());
        }
        names
    }

    /// The scheme that a requirement names. `None` if it was reported.
    fn required_scheme(
        &mut self,
        name: &str,
        scopes: &[String],
        at: &Pointer,
    ) -> Option<SecurityScheme> {
        let name = &self.scheme_name(name);
        if !self.components.security_schemes.contains_key(name) {
            let message = format!("the security scheme `{name}` does not exist");
            let at = at.child(name);
            self.reporter.report(Code::SecurityMissing, &at, message);
            return None;
        }
        if !self.schemes.contains_key(name) {
            let lowered = self.scheme(name);
            self.schemes.insert(name.to_owned(), lowered);
        }
        let scheme = self.schemes.get_mut(name)?.as_mut()?;
        for scope in scopes {
            if !scheme.scopes.contains(scope) {
                scheme.scopes.push(scope.clone());
            }
        }
        Some(scheme.clone())
    }

    /// The name of a scheme. Since 3.2, a requirement can refer to it by its URI.
    fn scheme_name(&self, name: &str) -> String {
        if self.components.security_schemes.contains_key(name) {
            return name.to_owned();
        }
        section_key(name, "securitySchemes").unwrap_or_else(|| name.to_owned())
    }

    fn scheme(&mut self, name: &str) -> Option<SecurityScheme> {
        let at = Pointer::from_tokens(["components", "securitySchemes", name]);
        let scheme = self.scheme_object(name)?;
        match kind(scheme) {
            Ok(kind) => {
                let description = string(scheme, "description").map(str::to_owned);
                let deprecated = scheme.get("deprecated").and_then(Value::as_bool);
                Some(SecurityScheme {
                    name: name.to_owned(),
                    kind,
                    scopes: Vec::new(),
                    deprecated: deprecated.unwrap_or_default(),
                    docs: Docs::new(None, description),
                    at,
                })
            }
            Err(why) => {
                let message = format!("the security scheme `{name}` {why}");
                self.reporter.report(Code::SecurityScheme, &at, message);
                None
            }
        }
    }

    /// The object of a scheme, as it is in the document.
    fn scheme_object(&self, name: &str) -> Option<&'_ Map<String, Value>> {
        let mut scheme = self.components.security_schemes.get(name)?;
        for _ in 0..8 {
            match scheme {
                ReferenceOr::Item(Typed::HTTP { extensions, .. }) => {
                    return extensions.get(SCHEME)?.as_object();
                }
                ReferenceOr::Item(_) => return None,
                ReferenceOr::Reference { reference } => {
                    let key = super::operation::section_key(reference, "securitySchemes")?;
                    scheme = self.components.security_schemes.get(&key)?;
                }
            }
        }
        None
    }
}

/// What a scheme sends, or why it is invalid.
fn kind(scheme: &Map<String, Value>) -> Result<SchemeKind, String> {
    let required = |key: &str| {
        let value = string(scheme, key).filter(|value| !value.is_empty());
        value.ok_or_else(|| format!("has no `{key}`"))
    };
    match string(scheme, "type").unwrap_or_default() {
        "apiKey" => api_key(required("in")?, required("name")?),
        "http" => {
            let name = required("scheme")?;
            if !is_token(name) {
                return Err(format!("has the invalid HTTP scheme `{name}`"));
            }
            Ok(match name.to_ascii_lowercase().as_str() {
                "basic" => SchemeKind::Basic,
                "bearer" => SchemeKind::Http("Bearer".to_owned()),
                _ => SchemeKind::Http(name.to_owned()),
            })
        }
        "oauth2" => {
            let flows = scheme.get("flows").and_then(Value::as_object);
            Ok(SchemeKind::OAuth2(
                flows.map(oauth_flows).unwrap_or_default(),
            ))
        }
        "openIdConnect" => Ok(SchemeKind::OpenIdConnect(
            required("openIdConnectUrl")?.to_owned(),
        )),
        "mutualTLS" => Ok(SchemeKind::MutualTls),
        other => Err(format!("has the unknown type `{other}`")),
    }
}

fn api_key(location: &str, name: &str) -> Result<SchemeKind, String> {
    let location = match location {
        "header" => KeyLocation::Header,
        "query" => KeyLocation::Query,
        "cookie" => KeyLocation::Cookie,
        other => {
            return Err(format!(
                "is in `{other}`, which is not a location of an API key"
            ));
        }
    };
    // The name of a cookie has the same characters.
    if location != KeyLocation::Query && !is_token(name) {
        return Err(format!("has the invalid name `{name}`"));
    }
    Ok(SchemeKind::ApiKey {
        location,
        name: name.to_owned(),
    })
}

fn oauth_flows(flows: &Map<String, Value>) -> Vec<OAuthFlow> {
    let flow = |(name, flow): (&String, &Value)| {
        let grant = match name.as_str() {
            "implicit" => OAuthGrant::Implicit,
            "password" => OAuthGrant::Password,
            "clientCredentials" => OAuthGrant::ClientCredentials,
            "authorizationCode" => OAuthGrant::AuthorizationCode,
            "deviceAuthorization" => OAuthGrant::DeviceAuthorization,
            _ => return None,
        };
        let flow = flow.as_object()?;
        let url = |key| string(flow, key).map(str::to_owned);
        Some(OAuthFlow {
            grant,
            token_url: url("tokenUrl"),
            refresh_url: url("refreshUrl"),
            device_url: url("deviceAuthorizationUrl"),
        })
    };
    flows.iter().filter_map(flow).collect()
}

/// The header that a scheme uses, in lower case.
fn header(kind: &SchemeKind) -> Option<String> {
    match kind {
        SchemeKind::ApiKey {
            location: KeyLocation::Header,
            name,
        } => Some(name.to_ascii_lowercase()),
        SchemeKind::Basic
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2(_)
        | SchemeKind::OpenIdConnect(_) => Some(AUTHORIZATION.to_owned()),
        SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => None,
    }
}

fn string<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    object.get(key).and_then(Value::as_str)
}
