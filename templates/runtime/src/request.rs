//! From a call to the request that is sent.
//!
//! Everything is checked here, and all that is wrong is reported in one error, before anything is sent.

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Request, Uri};

use super::body::Body;
use super::call::Call;
use super::client::Client;
use super::error::{Error, Kind};
use super::headers::replace_all;
use super::url;

impl Call {
    /// The request. Of headers with one name, the later wins: the SDK's, the client's, the key, the call's
    /// parameters, the call's options.
    pub(super) fn request(
        &mut self,
        accept: &'static str,
    ) -> Result<Request<Body>, Error> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.append(&mut self.headers.problems);
        problems.append(&mut self.options.headers.problems);
        self.missing_parameters(&mut problems);
        let uri = self.uri(&mut problems);
        match uri {
            Some(uri) if problems.is_empty() => {
                let (kind, body) = self.content.take().unzip();
                let mut request = Request::new(body.unwrap_or_default());
                *request.method_mut() = self.operation.method.clone();
                *request.uri_mut() = uri;
                *request.headers_mut() = self.all_headers(accept, kind);
                Ok(request)
            }
            _ => Err(Error::new(Kind::InvalidRequest(problems))
                .in_operation(self.operation.id)
                .caused_by(self.cause.take())),
        }
    }

    fn missing_parameters(&self, problems: &mut Vec<String>) {
        let is_set = |name: &str| {
            self.query.iter().any(|(known, _)| *known == name)
                || self.headers.map.contains_key(name)
        };
        for name in self.operation.required.iter().filter(|name| !is_set(name)) {
            problems.push(format!("the parameter `{name}` is required and missing"));
        }
    }

    fn uri(&self, problems: &mut Vec<String>) -> Option<Uri> {
        let path = url::path(self.operation.path, &self.path, problems);
        let mut text = self.client.inner.base_url.join(&path);
        url::push_query(&mut text, &self.query);
        let uri = Uri::try_from(text).ok();
        if uri.is_none() && problems.is_empty() {
            problems.push("the URL is too long, or is not one".to_owned());
        }
        uri
    }

    fn all_headers(
        &self,
        accept: &'static str,
        content_type: Option<HeaderValue>,
    ) -> HeaderMap {
        let Client { inner } = &self.client;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(USER_AGENT, inner.user_agent.clone());
        replace_all(&mut headers, &inner.headers);
        if let Some(value) = content_type {
            headers.insert(CONTENT_TYPE, value);
        }
        if let Some(credentials) = &inner.credentials {
            headers.insert(credentials.name.clone(), credentials.value.clone());
        }
        replace_all(&mut headers, &self.headers.map);
        replace_all(&mut headers, &self.options.headers.map);
        // A key that came by way of the options is as secret as the client's.
        if let Some(value) =
            inner.credentials.as_ref().and_then(|key| headers.get_mut(&key.name))
        {
            value.set_sensitive(true);
        }
        headers
    }
}
