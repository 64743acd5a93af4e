//! How requests prove who makes them.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::Lower;
use crate::ir::{Docs, Security, SecurityScheme as Scheme};
use crate::pointer::Pointer;

/// Schemes of HTTP's own that are one header with a key in it.
const KNOWN: &[&str] = &["basic", "bearer"];

impl Lower<'_> {
    /// The first scheme that the root asks for, else the first that an operation asks for.
    pub(super) fn security(&mut self) -> Option<Security> {
        let root = self.openapi.security.iter().flatten();
        let items = self
            .openapi
            .paths
            .paths
            .values()
            .filter_map(ReferenceOr::as_item);
        let operations = items.flat_map(|item| item.iter().map(|(_, operation)| operation));
        let wanted: Vec<&SecurityRequirement> = root
            .chain(operations.flat_map(|operation| operation.security.iter().flatten()))
            .collect();
        if wanted.iter().any(|requirement| requirement.len() > 1) {
            let at = Pointer::root().child("security");
            let message = "requests need several keys at once, which the generator can't do";
            self.error(
                "security-combined",
                &at,
                message,
                "leave one of them in an overlay",
            );
        }
        let name = wanted
            .iter()
            .find_map(|requirement| requirement.keys().next())?
            .clone();
        let at = Pointer::from_tokens(["components", "securitySchemes", &name]);
        let Some(scheme) = self.scheme(&name) else {
            let message = format!("there is no security scheme `{name}`");
            self.error(
                "security-missing",
                &at,
                message,
                "add it to `components/securitySchemes`",
            );
            return None;
        };
        let (header, kind, docs) = match scheme {
            SecurityScheme::APIKey {
                location: APIKeyLocation::Header,
                name,
                description,
                ..
            } => (name.as_str(), Scheme::ApiKey, description),
            SecurityScheme::HTTP { scheme, .. }
                if !KNOWN.iter().any(|known| scheme.eq_ignore_ascii_case(known)) =>
            {
                let message =
                    format!("the generator can't do the HTTP scheme `{scheme}` of `{name}`");
                let help = "describe the header as an `apiKey` in an overlay";
                self.error("security-scheme", &at, message, help);
                return None;
            }
            SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => {
                let basic = scheme.eq_ignore_ascii_case("basic");
                let kind = if basic {
                    Scheme::HttpBasic
                } else {
                    Scheme::HttpBearer
                };
                ("Authorization", kind, description)
            }
            // Whatever the flow, an access token is what requests carry.
            SecurityScheme::OAuth2 { description, .. }
            | SecurityScheme::OpenIDConnect { description, .. } => {
                ("Authorization", Scheme::HttpBearer, description)
            }
            SecurityScheme::APIKey { .. } => {
                let message = format!("the key of `{name}` does not go into a header");
                let help = "describe it as a header in an overlay, if the API takes one";
                self.error("security-location", &at, message, help);
                return None;
            }
        };
        let docs = Docs::new(None, docs.clone());
        Some(Security {
            name,
            header: header.to_owned(),
            scheme: kind,
            docs,
            at,
        })
    }

    fn scheme(&self, name: &str) -> Option<&'_ SecurityScheme> {
        let mut scheme = self.components.security_schemes.get(name)?;
        for _ in 0..8 {
            match scheme {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => {
                    let key = super::operation::section_key(reference, "securitySchemes")?;
                    scheme = self.components.security_schemes.get(&key)?;
                }
            }
        }
        None
    }
}
