//! Grants of OAuth 2.0: the methods of the builder that take them, and the URLs of the authorization
//! server.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{OAuthFlow, OAuthGrant, SchemeKind};
use crate::plan::docs::DocTarget;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ident, plain};
use crate::plan::package::capability::Capability;
use crate::plan::package::security::Named;
use crate::plan::{Planner, literals};
use crate::sdk::{CredentialSetter, SchemeFormat};

impl Planner<'_> {
    /// The method that takes a grant, if the document says where tokens come from.
    pub(super) fn grant_setter(
        &mut self,
        named: &Named<'_>,
        scope: &mut Scope,
    ) -> Option<CredentialSetter> {
        let scheme = named.scheme;
        let (name, format) = (literals::string(&scheme.name), ident(&named.format));
        let (condition, body) = match &scheme.kind {
            SchemeKind::OAuth2(flows) => {
                let _ = Urls::of(flows)?;
                self.capabilities
                    .extend([Capability::OAuth, Capability::OAuthScheme]);
                let with_oauth = scope.import("crate::runtime::with_oauth");
                let endpoints = ident(&named.endpoints);
                (
                    None,
                    quote!(#with_oauth(self, #name, &#format, &#endpoints, grant)),
                )
            }
            SchemeKind::OpenIdConnect(url) => {
                self.capabilities
                    .extend([Capability::OAuth, Capability::OpenIdConnect]);
                let url = literals::string(url);
                let scopes = literals::string(&scheme.scopes.join(" "));
                // Not imported, because it exists with the feature only.
                let body = quote! {
                    crate::runtime::with_openid_connect(self, #name, &#format, #url, #scopes, grant)
                };
                (Some(quote!(feature = "openid-connect")), body)
            }
            _ => return None,
        };
        let setter = plain(&named.setter);
        let docs = format!(
            "Sets what the client exchanges for the access tokens that [`{setter}`](Self::{setter}) \
             takes. It requests them when a call needs one, keeps them, and replaces them before \
             they expire."
        );
        Some(CredentialSetter {
            docs: self.docs.lines(&docs, DocTarget::Member),
            name: ident(&named.grant).into(),
            deprecated: None,
            condition: condition.map(Into::into),
            arguments: quote!(grant: crate::OAuthGrant).into(),
            body: body.into(),
            summary: String::new(),
        })
    }
}

/// The static with the URLs of a scheme.
pub(super) fn endpoints_static(named: &Named<'_>, scope: &mut Scope) -> Option<SchemeFormat> {
    let SchemeKind::OAuth2(flows) = &named.scheme.kind else {
        return None;
    };
    let urls = Urls::of(flows)?;
    let ty = scope.import("crate::runtime::OAuthEndpoints");
    let url = |url: Option<&str>| literals::optional_string(url);
    let client_credentials = url(urls.client_credentials);
    let refresh_token = url(urls.refresh_token);
    let device_token = url(urls.device_token);
    let device_authorization = url(urls.device_authorization);
    let scopes = literals::string(&named.scheme.scopes.join(" "));
    let value: TokenStream = quote! {
        #ty {
            client_credentials: #client_credentials,
            refresh_token: #refresh_token,
            device_token: #device_token,
            device_authorization: #device_authorization,
            scopes: #scopes,
        }
    };
    Some(SchemeFormat {
        docs: "Where access tokens come from.".to_owned(),
        name: ident(&named.endpoints).into(),
        ty: ty.into(),
        value: value.into(),
    })
}

/// The URLs of the flows of a scheme.
struct Urls<'a> {
    client_credentials: Option<&'a str>,
    refresh_token: Option<&'a str>,
    device_token: Option<&'a str>,
    device_authorization: Option<&'a str>,
}

impl<'a> Urls<'a> {
    /// `None` if no flow has a URL for tokens.
    fn of(flows: &'a [OAuthFlow]) -> Option<Self> {
        let flow = |grant| flows.iter().find(move |flow| flow.grant == grant);
        let token = |flow: &'a OAuthFlow| flow.token_url.as_deref();
        // Refresh tokens belong to users, so the flows with users come first.
        let users = [
            OAuthGrant::AuthorizationCode,
            OAuthGrant::Password,
            OAuthGrant::DeviceAuthorization,
            OAuthGrant::ClientCredentials,
        ];
        let refresh = flows.iter().find_map(|flow| flow.refresh_url.as_deref());
        let refresh = refresh.or_else(|| {
            let mut flows = users.into_iter().filter_map(flow);
            flows.find_map(token)
        })?;
        let device = flow(OAuthGrant::DeviceAuthorization);
        Some(Self {
            client_credentials: flow(OAuthGrant::ClientCredentials).and_then(token),
            refresh_token: Some(refresh),
            device_token: device.and_then(token),
            device_authorization: device.and_then(|flow| flow.device_url.as_deref()),
        })
    }
}
