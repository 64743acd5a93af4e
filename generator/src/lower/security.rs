//! Authentication: the security scheme of the API.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::Lower;
use crate::diagnostics::Code;
use crate::ir::{Docs, Security, SecurityScheme as Scheme};
use crate::pointer::Pointer;

/// The header of HTTP authentication schemes and access tokens.
const AUTHORIZATION: &str = "Authorization";

impl Lower<'_> {
    /// The first scheme that the root requires, else the first that an operation requires.
    pub(super) fn security(&mut self) -> Option<Security> {
        let name = self.required_scheme()?;
        let at = Pointer::from_tokens(["components", "securitySchemes", &name]);
        let Some(scheme) = self.scheme(&name) else {
            let message = format!("the security scheme `{name}` does not exist");
            self.reporter.report(Code::SecurityMissing, &at, message);
            return None;
        };
        match header(&name, scheme) {
            Ok((header, scheme, description)) => Some(Security {
                header: header.to_owned(),
                scheme,
                docs: Docs::new(None, description.cloned()),
                name,
                at,
            }),
            Err((code, message)) => {
                self.reporter.report(code, &at, message);
                None
            }
        }
    }

    fn required_scheme(&mut self) -> Option<String> {
        let root = self.openapi.security.iter().flatten();
        let operations = self.openapi.paths.paths.iter().flat_map(|(path, item)| {
            let item = item.as_item();
            item.into_iter()
                .flat_map(|item| self.typed.operations(path, item))
                .map(|(_, operation)| operation)
        });
        let requirements: Vec<&SecurityRequirement> = root
            .chain(operations.flat_map(|operation| operation.security.iter().flatten()))
            .collect();
        if requirements.iter().any(|requirement| requirement.len() > 1) {
            let at = Pointer::root().child("security");
            let message = "a requirement of several security schemes at once is not supported";
            self.reporter.report(Code::SecurityCombined, &at, message);
        }
        let mut names = requirements
            .iter()
            .flat_map(|requirement| requirement.keys());
        names.next().cloned()
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

/// The header of a scheme, the format of its value and the description, or why it is not supported.
fn header<'s>(
    name: &str,
    scheme: &'s SecurityScheme,
) -> Result<(&'s str, Scheme, Option<&'s String>), (Code, String)> {
    match scheme {
        SecurityScheme::APIKey {
            location: APIKeyLocation::Header,
            name,
            description,
            ..
        } => Ok((name, Scheme::ApiKey, description.as_ref())),
        SecurityScheme::APIKey { .. } => {
            let message =
                format!("the API key of `{name}` is not in a header, which is not supported");
            Err((Code::SecurityLocation, message))
        }
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => Scheme::HttpBasic,
                "bearer" => Scheme::HttpBearer,
                _ => {
                    let message =
                        format!("the HTTP scheme `{scheme}` of `{name}` is not supported");
                    return Err((Code::SecurityScheme, message));
                }
            };
            Ok((AUTHORIZATION, kind, description.as_ref()))
        }
        // Requests carry an access token in every flow.
        SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => {
            Ok((AUTHORIZATION, Scheme::HttpBearer, description.as_ref()))
        }
    }
}
