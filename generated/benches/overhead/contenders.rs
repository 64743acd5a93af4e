//! The three clients. Each sends the same headers, reads the whole body, decodes the same structs
//! and checks the result.

use std::sync::Arc;

use bytes::Bytes;
use codat_platform::models::{Companies, Company};
use codat_platform::{ApiKey, Client};
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, USER_AGENT};
use http::{HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::{ClientConfig, RootCertStore};
use serde::de::DeserializeOwned;

use crate::Fallible;
use crate::server::{ID, Target};

const KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const BASIC: &str = "Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nw==";
const AGENT: &str = "bench/1.0.0";
const JSON: &str = "application/json";

/// Checks that the response is what the server sends, so that only successful calls are measured.
fn check(company: &Company) -> Fallible<()> {
    if company.name == "Toft and Sons 0" && company.tags.len() == 2 {
        return Ok(());
    }
    Err("the response is not what the server sends".into())
}

fn check_page(page: &Companies, size: usize) -> Fallible<()> {
    if page.results.len() != size {
        return Err("the page is not what the server sends".into());
    }
    check(page.results.first().ok_or("the page is empty")?)
}

/// The SDK, used as in its docs.
pub(crate) struct Sdk {
    client: Client,
    target: Target,
}

impl Sdk {
    pub(crate) fn new(url: &str, target: Target) -> Fallible<Self> {
        let builder = Client::builder()
            .api_key(ApiKey::new(KEY))
            .user_agent(AGENT);
        let client = builder.no_proxy().base_url(url).build()?;
        Ok(Self { client, target })
    }

    pub(crate) async fn call(&self) -> Fallible<()> {
        let companies = self.client.companies();
        let Some(size) = self.target.page_size else {
            return check(&companies.get(ID.parse()?).await?);
        };
        let page_size = i32::try_from(size)?;
        check_page(&companies.list().page(1).page_size(page_size).await?, size)
    }
}

/// The HTTP client that the SDK is based on, with the same settings.
pub(crate) struct Bare {
    client: hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    url: String,
    target: Target,
}

impl Bare {
    pub(crate) fn new(url: &str, target: Target) -> Fallible<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(Self {
            client,
            url: format!("{url}{}", target.path),
            target,
        })
    }

    pub(crate) async fn call(&self) -> Fallible<()> {
        match self.target.page_size {
            Some(size) => check_page(&self.get().await?, size),
            None => check(&self.get().await?),
        }
    }

    async fn get<T: DeserializeOwned>(&self) -> Fallible<T> {
        let request = Request::get(self.url.as_str())
            .header(ACCEPT, HeaderValue::from_static(JSON))
            .header(ACCEPT_ENCODING, HeaderValue::from_static("gzip"))
            .header(USER_AGENT, HeaderValue::from_static(AGENT))
            .header(AUTHORIZATION, HeaderValue::from_static(BASIC))
            .body(Empty::new())?;
        let response = self.client.request(request).await?;
        if response.status() != StatusCode::OK {
            return Err("the status is not 200".into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}

/// reqwest, used as in its docs.
pub(crate) struct Reqwest {
    client: reqwest::Client,
    url: String,
    target: Target,
}

impl Reqwest {
    pub(crate) fn new(url: &str, target: Target) -> Fallible<Self> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .user_agent(AGENT)
            .build()?;
        Ok(Self {
            client,
            url: format!("{url}{}", target.path),
            target,
        })
    }

    pub(crate) async fn call(&self) -> Fallible<()> {
        match self.target.page_size {
            Some(size) => check_page(&self.get().await?, size),
            None => check(&self.get().await?),
        }
    }

    async fn get<T: DeserializeOwned>(&self) -> Fallible<T> {
        let request = self
            .client
            .get(self.url.as_str())
            .header(ACCEPT, HeaderValue::from_static(JSON))
            .header(ACCEPT_ENCODING, HeaderValue::from_static("gzip"))
            .header(AUTHORIZATION, HeaderValue::from_static(BASIC));
        Ok(request.send().await?.error_for_status()?.json().await?)
    }
}
