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
use crate::server::{ID, PAGE_SIZE};

const KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const BASIC: &str = "Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nw==";
const AGENT: &str = "bench/1.0.0";
const JSON: &str = "application/json";

/// Checks that the response is what the server sends, so that only successful calls are measured.
fn check(page: Option<&Companies>, company: &Company) -> Fallible<()> {
    let is_complete = page.is_none_or(|page| page.results.len() == PAGE_SIZE);
    if is_complete && company.name == "Toft and Sons 0" && company.tags.len() == 2 {
        return Ok(());
    }
    Err("the response is not what the server sends".into())
}

fn check_page(page: &Companies) -> Fallible<()> {
    check(Some(page), page.results.first().ok_or("the page is empty")?)
}

/// The SDK, used as in its docs.
pub(crate) struct Sdk(Client);

impl Sdk {
    pub(crate) fn new(url: &str) -> Fallible<Self> {
        let builder = Client::builder()
            .api_key(ApiKey::new(KEY))
            .user_agent(AGENT);
        Ok(Self(builder.no_proxy().base_url(url).build()?))
    }

    pub(crate) async fn call(&self, is_list: bool) -> Fallible<()> {
        if is_list {
            let page = self
                .0
                .companies()
                .list()
                .page(1)
                .page_size(PAGE_SIZE as i32)
                .await?;
            return check_page(&page);
        }
        check(None, &self.0.companies().get(ID.parse()?).await?)
    }
}

/// The HTTP client that the SDK is based on, with the same settings.
pub(crate) struct Bare {
    client: hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    url: String,
}

impl Bare {
    pub(crate) fn new(url: &str, path: &str) -> Fallible<Self> {
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
            .enable_all_versions()
            .wrap_connector(tcp);
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(Self {
            client,
            url: format!("{url}{path}"),
        })
    }

    pub(crate) async fn call(&self, is_list: bool) -> Fallible<()> {
        if is_list {
            return check_page(&self.get().await?);
        }
        check(None, &self.get().await?)
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
}

impl Reqwest {
    pub(crate) fn new(url: &str, path: &str) -> Fallible<Self> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .user_agent(AGENT)
            .build()?;
        Ok(Self {
            client,
            url: format!("{url}{path}"),
        })
    }

    pub(crate) async fn call(&self, is_list: bool) -> Fallible<()> {
        if is_list {
            return check_page(&self.get().await?);
        }
        check(None, &self.get().await?)
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
