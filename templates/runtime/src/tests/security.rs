//! Security schemes of every kind, and the choice between them: the bytes that are sent.

use std::sync::{Arc, Mutex};

use http::{Request, StatusCode};

use crate::tests::custom_transport::{block_on, offline};
use crate::tests::support::{OPEN_API, Page};
use crate::{
    Api, ApiKey, AuthScheme, Body, BoxError, BoxFuture, Call, CallOptions, ClientBuilder,
    CookieScheme, Error, KeyEncoding, KeyFormat, KeyProvider, Operation, QueryScheme, Requirements,
    Transport, TransportError, client_builder, with_basic, with_key, with_key_provider,
};

static BEARER: AuthScheme = AuthScheme {
    header: "authorization",
    prefix: "Bearer ",
    encoding: KeyEncoding::Plain,
};
static BASIC: AuthScheme = AuthScheme {
    header: "authorization",
    prefix: "Basic ",
    encoding: KeyEncoding::Base64,
};
static HEADER: AuthScheme = AuthScheme {
    header: "x-key",
    prefix: "",
    encoding: KeyEncoding::Plain,
};
static QUERY: QueryScheme = QueryScheme { name: "api[token]" };
static COOKIE: CookieScheme = CookieScheme { name: "JSESSIONID" };

/// One of a query key or a bearer token, unless the operation is listed.
static SECURITY: Requirements = Requirements {
    default: &[&["query"], &["bearer"]],
    operations: &[
        ("both", &[&["header", "cookie"], &["bearer"]]),
        ("maybe", &[&[], &["bearer"]]),
        ("open", &[]),
        ("session", &[&["cookie"]]),
    ],
    headers: &["authorization", "x-key"],
};

static API: Api = Api {
    auth: Some(&SECURITY),
    name: "Secure API",
    base_url: "https://secure.invalid",
    user_agent: "test-sdk/1.2.3",
    decode_error: None,
    retry: None,
    rate_limit: crate::RateLimitHeaders {
        limit: "l",
        remaining: "m",
        reset: "n",
    },
    request_id: "x-request-id",
};

static USUAL: Operation = Operation::get("usual", "/usual");
static BOTH: Operation = Operation::get("both", "/both");
static MAYBE: Operation = Operation::get("maybe", "/maybe");
static OPEN: Operation = Operation::get("open", "/open");
static SESSION: Operation = Operation::get("session", "/session");

/// Responds to each request with these responses, and records URLs and credentials.
#[derive(Clone)]
struct Recorder {
    requests: Arc<Mutex<Vec<String>>>,
    responses: Arc<Mutex<Vec<http::Response<Body>>>>,
}

impl Recorder {
    fn new(mut responses: Vec<http::Response<Body>>) -> Self {
        responses.reverse();
        Self {
            requests: Arc::default(),
            responses: Arc::new(Mutex::new(responses)),
        }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut line = request.uri().to_string();
        for name in ["authorization", "x-key", "cookie"] {
            if let Some(value) = request.headers().get(name) {
                assert!(value.is_sensitive(), "{name}");
                line.push_str(&format!("\n{name}: {}", value.to_str().unwrap()));
            }
        }
        self.requests.lock().unwrap().push(line);
        let response = self.responses.lock().unwrap().pop();
        let response = response.unwrap_or_else(|| http::Response::new(Body::from(page())));
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn page() -> bytes::Bytes {
    bytes::Bytes::from_static(br#"{"results":[]}"#)
}

fn builder() -> ClientBuilder {
    offline(client_builder(&API))
}

fn header(builder: ClientBuilder) -> ClientBuilder {
    with_key(builder, "header", &HEADER, ApiKey::new("h3ader"))
}

fn query(builder: ClientBuilder) -> ClientBuilder {
    with_key(builder, "query", &QUERY, ApiKey::new("qu&ry key"))
}

fn cookie(builder: ClientBuilder) -> ClientBuilder {
    with_key(builder, "cookie", &COOKIE, ApiKey::new("c00kie=="))
}

fn bearer(builder: ClientBuilder) -> ClientBuilder {
    with_key(builder, "bearer", &BEARER, ApiKey::new("tok3n"))
}

/// What one call sends.
fn sent(
    builder: ClientBuilder,
    operation: &'static Operation,
    options: CallOptions,
) -> Result<String, Error> {
    let recorder = Recorder::new(Vec::new());
    let client = builder.transport(recorder.clone()).build()?;
    let call = || Call::new(&client, operation).with(options.clone());
    block_on(call().json_response::<Page>())?;
    let sent = recorder.requests().remove(0);
    // A request that is built has the same credentials as one that is sent.
    let built = call().into_request("application/json")?;
    assert_eq!(sent.lines().next().unwrap(), built.uri().to_string());
    for name in ["authorization", "x-key", "cookie"] {
        let value = built
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap());
        let start = format!("{name}: ");
        let line = sent.lines().find_map(|line| line.strip_prefix(&start));
        assert_eq!(line, value);
    }
    Ok(sent)
}

fn plainly(builder: ClientBuilder, operation: &'static Operation) -> String {
    sent(builder, operation, CallOptions::new()).unwrap()
}

#[test]
fn a_key_is_sent_in_the_query_escaped() {
    assert_eq!(
        plainly(query(builder()), &USUAL),
        "https://secure.invalid/usual?api[token]=qu%26ry%20key"
    );
    let options = CallOptions::new().query("a", "b");
    assert_eq!(
        sent(query(builder()), &USUAL, options).unwrap(),
        "https://secure.invalid/usual?a=b&api[token]=qu%26ry%20key"
    );
    // The key of this call replaces the client's.
    let options = CallOptions::new().query("api[token]", "own");
    assert_eq!(
        sent(query(builder()), &USUAL, options).unwrap(),
        "https://secure.invalid/usual?api[token]=own"
    );
}

#[test]
fn a_key_is_sent_in_a_cookie_beside_others() {
    assert_eq!(
        plainly(cookie(builder()), &SESSION),
        "https://secure.invalid/session\ncookie: JSESSIONID=c00kie=="
    );
    assert_eq!(
        plainly(cookie(builder()).header("cookie", "theme=dark"), &SESSION),
        "https://secure.invalid/session\ncookie: theme=dark; JSESSIONID=c00kie=="
    );
    let options = CallOptions::new().header("cookie", "JSESSIONID=own");
    assert_eq!(
        sent(cookie(builder()), &SESSION, options).unwrap(),
        "https://secure.invalid/session\ncookie: JSESSIONID=own"
    );
}

#[test]
fn a_user_name_and_a_password_are_sent_in_base64() {
    let login = |user: &str, password: &str| {
        with_basic(builder(), "bearer", &BASIC, user.to_owned(), password)
    };
    // The examples of RFC 7617.
    assert_eq!(
        plainly(login("Aladdin", "open sesame"), &USUAL),
        "https://secure.invalid/usual\nauthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert!(plainly(login("test", "123£"), &USUAL).ends_with("Basic dGVzdDoxMjPCow=="));
    assert!(plainly(login("key", ""), &USUAL).ends_with("Basic a2V5Og=="));
    let error = login("a:b", "c").build().unwrap_err();
    assert_eq!(error.problems(), ["the user name contains a colon"]);
}

#[test]
fn the_first_alternative_with_all_credentials_is_used() {
    let all = || bearer(query(builder()));
    assert!(plainly(all(), &USUAL).ends_with("usual?api[token]=qu%26ry%20key"));
    assert_eq!(
        plainly(bearer(builder()), &USUAL),
        "https://secure.invalid/usual\nauthorization: Bearer tok3n"
    );
    // Half of a combination is not used.
    assert_eq!(
        plainly(bearer(header(builder())), &BOTH),
        "https://secure.invalid/both\nauthorization: Bearer tok3n"
    );
}

#[test]
fn a_combination_sends_all_of_its_credentials() {
    assert_eq!(
        plainly(bearer(header(cookie(builder()))), &BOTH),
        "https://secure.invalid/both\nx-key: h3ader\ncookie: JSESSIONID=c00kie=="
    );
}

#[test]
fn an_operation_without_security_sends_no_credential() {
    let all = bearer(header(cookie(query(builder()))));
    assert_eq!(plainly(all, &OPEN), "https://secure.invalid/open");
}

#[test]
fn an_optional_credential_is_sent_if_there_is_one() {
    assert_eq!(
        plainly(bearer(builder()), &MAYBE),
        "https://secure.invalid/maybe\nauthorization: Bearer tok3n"
    );
    assert_eq!(
        plainly(query(builder()), &MAYBE),
        "https://secure.invalid/maybe"
    );
}

#[test]
fn a_missing_credential_is_an_invalid_request() {
    for (operation, expected) in [
        (&USUAL, "`query`, or `bearer`"),
        (&BOTH, "`header` and `cookie`, or `bearer`"),
    ] {
        let error = sent(header(builder()), operation, CallOptions::new()).unwrap_err();
        assert!(error.is_invalid_request());
        let expected = format!("the client has no credential for the security scheme {expected}");
        assert_eq!(error.problems(), [expected]);
    }
    // A header of the call is a credential, too.
    let options = CallOptions::new().header("x-key", "own");
    assert_eq!(
        sent(builder(), &BOTH, options).unwrap(),
        "https://secure.invalid/both\nx-key: own"
    );
}

#[test]
fn a_client_without_credentials_is_built_only_if_an_operation_needs_none() {
    plainly(builder(), &OPEN);
    static STRICT: Requirements = Requirements {
        default: &[&["query"]],
        operations: &[],
        headers: &[],
    };
    static STRICT_API: Api = Api {
        auth: Some(&STRICT),
        ..OPEN_API_DATA
    };
    let error = offline(client_builder(&STRICT_API)).build().unwrap_err();
    assert_eq!(error.problems(), ["there are no credentials"]);
    offline(client_builder(&OPEN_API)).build().unwrap();
}

const OPEN_API_DATA: Api = Api {
    auth: None,
    name: "Strict API",
    base_url: "https://strict.invalid",
    user_agent: "test-sdk/1.2.3",
    decode_error: None,
    retry: None,
    rate_limit: crate::RateLimitHeaders {
        limit: "l",
        remaining: "m",
        reset: "n",
    },
    request_id: "x-request-id",
};

#[test]
fn keys_that_cannot_be_sent_are_refused() {
    for key in ["", " k", "k;x", "k x", "k\n", "ü"] {
        let builder = with_key(builder(), "cookie", &COOKIE, ApiKey::new(key));
        let error = builder.build().unwrap_err();
        assert!(error.problems()[0].starts_with("the API key "), "{error}");
    }
    let builder = with_key(builder(), "query", &QUERY, ApiKey::new("k\n"));
    assert!(builder.build().is_err());
    for (scheme, format) in [
        ("query", &QUERY as &'static dyn KeyFormat),
        ("cookie", &COOKIE),
    ] {
        let builder = with_key(self::builder(), scheme, format, ApiKey::from_header("a"));
        assert!(builder.build().is_err());
    }
    // The last credential of a scheme counts.
    let fixed = query(with_key(self::builder(), "query", &QUERY, ApiKey::new("")));
    fixed.build().unwrap();
}

#[test]
fn a_header_of_the_client_cannot_replace_a_credential() {
    let error = builder().header("x-key", "own").build().unwrap_err();
    assert!(error.problems()[0].starts_with("the header `x-key` carries"));
}

#[test]
fn no_credential_is_shown() {
    let secrets = ["h3ader", "qu&ry key", "qu%26ry%20key", "c00kie", "tok3n"];
    let all = bearer(header(cookie(query(builder()))));
    let shown = format!("{all:?}");
    assert!(
        secrets.iter().all(|secret| !shown.contains(secret)),
        "{shown}"
    );
    let echo = "bad h3ader, qu&ry key, qu%26ry%20key, c00kie== and Bearer tok3n";
    let mut response = http::Response::new(Body::from(bytes::Bytes::from(echo)));
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    let client = all
        .transport(Recorder::new(vec![response]))
        .build()
        .unwrap();
    let error = block_on(Call::new(&client, &USUAL).json_response::<Page>()).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        secrets.iter().all(|secret| !shown.contains(secret)),
        "{shown}"
    );
}

#[test]
fn a_redirect_to_another_host_has_no_credential() {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let location = http::HeaderValue::from_static("https://other.invalid/elsewhere");
    response.headers_mut().insert("location", location);
    let recorder = Recorder::new(vec![response]);
    let all = header(cookie(builder())).follow_redirects(1);
    let client = all.transport(recorder.clone()).build().unwrap();
    block_on(Call::new(&client, &BOTH).json_response::<Page>()).unwrap();
    assert_eq!(recorder.requests()[1], "https://other.invalid/elsewhere");
}

#[test]
fn a_provider_is_asked_only_if_its_scheme_is_used() {
    struct Counting(Arc<Mutex<u32>>);
    impl KeyProvider for Counting {
        fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>> {
            let mut count = self.0.lock().unwrap();
            *count += 1;
            Box::pin(std::future::ready(Ok(ApiKey::new(format!("key{count}")))))
        }
    }
    let asked = Arc::new(Mutex::new(0));
    let provider = Counting(Arc::clone(&asked));
    let recorder = Recorder::new(Vec::new());
    let client = with_key_provider(cookie(builder()), "header", &HEADER, provider)
        .transport(recorder.clone())
        .build()
        .unwrap();
    for operation in [&OPEN, &BOTH, &SESSION, &BOTH] {
        block_on(Call::new(&client, operation).json_response::<Page>()).unwrap();
    }
    assert_eq!(*asked.lock().unwrap(), 2);
    let both = recorder.requests().remove(3);
    assert_eq!(
        both,
        "https://secure.invalid/both\nx-key: key2\ncookie: JSESSIONID=c00kie=="
    );
}
