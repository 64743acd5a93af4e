//! Servers of operations, and servers that the caller selects.

use crate::tests::support::{API, KEY, LIST};
use crate::{
    Api, ApiKey, Call, CallOptions, ClientBuilder, MockResponse, MockTransport, Retry, ServerUrl,
    client_builder,
};

const OWN: &str = "https://files.invalid/v2/";

fn builder() -> ClientBuilder {
    client_builder(&API).api_key(ApiKey::new(KEY))
}

/// The URL of a call whose operation has its own server.
async fn url(builder: ClientBuilder, options: CallOptions) -> String {
    let mock = MockTransport::new([MockResponse::status(204)]);
    let client = builder.mock_transport(&mock).build().unwrap();
    let call = Call::new(&client, &LIST).server(OWN).with(options);
    call.empty_response().await.unwrap();
    mock.requests().remove(0).uri.to_string()
}

#[tokio::test]
async fn an_operation_has_its_own_server() {
    let own = url(builder(), CallOptions::new()).await;
    assert_eq!(own, "https://files.invalid/v2/rules");
}

#[tokio::test]
async fn a_base_url_of_the_caller_takes_precedence() {
    let builder = || builder().base_url("http://localhost:1/test");
    let of_client = url(builder(), CallOptions::new()).await;
    assert_eq!(of_client, "http://localhost:1/test/rules");
    let options = CallOptions::new().base_url("http://localhost:2");
    assert_eq!(
        url(builder(), options.clone()).await,
        "http://localhost:2/rules"
    );
    assert_eq!(
        url(self::builder(), options).await,
        "http://localhost:2/rules"
    );
}

/// The URL of a call whose operation has servers to select from.
async fn url_of_list(
    builder: ClientBuilder,
    default: ServerUrl,
    prepare: impl Fn(Call) -> Call,
) -> Result<String, crate::Error> {
    let mock = MockTransport::new([MockResponse::status(204)]);
    let client = builder.retry(Retry::none()).mock_transport(&mock).build()?;
    let call = Call::new(&client, &LIST).servers("Files", default);
    prepare(call).empty_response().await?;
    Ok(mock.requests().remove(0).uri.to_string())
}

fn region(lists: &'static [&'static str]) -> ServerUrl {
    ServerUrl::new("https://{region}.invalid/v2", &[("region", "eu")], lists)
}

/// A server with a variable that has no default.
fn tenant(lists: &'static [&'static str]) -> ServerUrl {
    ServerUrl::new("https://{tenant}.invalid/v2", &[], lists)
}

#[tokio::test]
async fn relative_servers_are_resolved_against_the_base_url() {
    let url_of = async |base: &'static str, own: &'static str| {
        let mock = MockTransport::new([MockResponse::status(204)]);
        let client = builder().base_url(base).mock_transport(&mock);
        let call = Call::new(&client.build().unwrap(), &LIST).server(own);
        call.empty_response().await.unwrap();
        mock.requests().remove(0).uri.to_string()
    };
    for (base, own, expected) in [
        (
            "https://a.invalid/api/v1",
            "/v2",
            "https://a.invalid/v2/rules",
        ),
        (
            "https://a.invalid:8443/api",
            "/",
            "https://a.invalid:8443/rules",
        ),
        ("https://a.invalid/api/", "", "https://a.invalid/api/rules"),
        ("https://a.invalid/api", ".", "https://a.invalid/api/rules"),
        (
            "https://a.invalid/api/v1",
            "../v2/",
            "https://a.invalid/api/v2/rules",
        ),
        (
            "https://a.invalid/api",
            "beta",
            "https://a.invalid/api/beta/rules",
        ),
        // A host is replaced by the base URL of the caller.
        (
            "https://a.invalid/api",
            "//b.invalid/v2",
            "https://a.invalid/api/rules",
        ),
        (
            "http://api.invalid",
            "https://b.invalid",
            "http://api.invalid/rules",
        ),
    ] {
        assert_eq!(url_of(base, own).await, expected, "{base} {own}");
    }
    assert_eq!(
        url_of("https://api.invalid", "//b.invalid/v2").await,
        "https://b.invalid/v2/rules"
    );
}

#[test]
fn variables_are_replaced_in_the_url() {
    let server = ServerUrl::new(
        "https://{region}.example.com:{port}/{base}",
        &[("region", "eu"), ("port", "443"), ("base", "")],
        &["API"],
    );
    assert_eq!(server.url().unwrap(), "https://eu.example.com:443/");
    let server = server.variable("region", "us").variable("base", "v{2}");
    assert_eq!(server.url().unwrap(), "https://us.example.com:443/v{2}");
    let problem = tenant(&["API"]).url().unwrap_err();
    assert!(problem.contains("the variable `tenant`"), "{problem}");
}

#[tokio::test]
async fn a_selected_server_of_the_api_is_the_base_url() {
    let sent = async |builder: ClientBuilder| {
        let mock = MockTransport::new([MockResponse::status(204), MockResponse::status(204)]);
        let client = builder.mock_transport(&mock).build()?;
        Call::new(&client, &LIST).empty_response().await?;
        Call::new(&client, &LIST)
            .server(OWN)
            .empty_response()
            .await?;
        let requests = mock.requests();
        let uris = requests.iter().map(|request| request.uri.to_string());
        Ok::<_, crate::Error>(uris.collect::<Vec<_>>())
    };
    let own = "https://files.invalid/v2/rules";
    let selected = sent(builder().server(region(&["API"]))).await.unwrap();
    assert_eq!(selected, ["https://eu.invalid/v2/rules", own]);
    let twice = builder().server(region(&["API"]));
    let twice = sent(twice.server(region(&["API"]).variable("region", "us")));
    assert_eq!(twice.await.unwrap(), ["https://us.invalid/v2/rules", own]);
    // The base URL takes precedence, in any order.
    let test = ["http://localhost:1/rules", "http://localhost:1/rules"];
    let with_url = builder()
        .base_url("http://localhost:1")
        .server(region(&["API"]));
    assert_eq!(sent(with_url).await.unwrap(), test);
    let with_url = builder()
        .server(region(&["API"]))
        .base_url("http://localhost:1");
    assert_eq!(sent(with_url).await.unwrap(), test);
    // A relative server is completed by the base URL.
    let relative = ServerUrl::new("/{version}", &[("version", "v3")], &["API"]);
    let completed = sent(builder().server(relative.clone())).await.unwrap();
    assert_eq!(completed, ["https://api.invalid/v3/rules", own]);
    let completed = sent(builder().base_url("http://localhost:1/x").server(relative));
    let rules = "http://localhost:1/v3/rules";
    assert_eq!(completed.await.unwrap(), [rules, rules]);
    for invalid in [region(&["API"]).variable("region", "a b"), tenant(&["API"])] {
        let error = sent(builder().server(invalid)).await.unwrap_err();
        assert_eq!(error.problems().len(), 1, "{error}");
    }
}

#[tokio::test]
async fn the_client_or_the_call_selects_a_server_of_the_operation() {
    let keep = |call| call;
    let sent = async |builder| {
        url_of_list(builder, region(&["Files"]), keep)
            .await
            .unwrap()
    };
    assert_eq!(sent(builder()).await, "https://eu.invalid/v2/rules");
    let us = region(&["Other", "Files"]).variable("region", "us");
    let of_client = || builder().server(us.clone());
    assert_eq!(sent(of_client()).await, "https://us.invalid/v2/rules");
    // A server of other operations has no effect.
    let other = builder().server(region(&["Other"]).variable("region", "us"));
    assert_eq!(sent(other).await, "https://eu.invalid/v2/rules");
    let ap = region(&["Files"]).variable("region", "ap");
    let select = |call: Call| call.select_server::<ServerUrl>(ap.clone());
    let of_call = url_of_list(of_client(), region(&["Files"]), select).await;
    assert_eq!(of_call.unwrap(), "https://ap.invalid/v2/rules");
    let options = CallOptions::new().server(ap.clone());
    let with = |call: Call| call.with(options.clone());
    let of_options = url_of_list(of_client(), region(&["Files"]), with).await;
    assert_eq!(of_options.unwrap(), "https://ap.invalid/v2/rules");
    // The base URL of the caller receives all calls, whatever they select.
    for prepare in [&keep as &dyn Fn(Call) -> Call, &select, &with] {
        let local = of_client().base_url("http://localhost:1");
        let url = url_of_list(local, region(&["Files"]), prepare)
            .await
            .unwrap();
        assert_eq!(url, "http://localhost:1/rules");
    }
    let options = options.base_url("http://localhost:2");
    let with = |call: Call| call.with(options.clone());
    let url = url_of_list(builder(), region(&["Files"]), with)
        .await
        .unwrap();
    assert_eq!(url, "http://localhost:2/rules");
}

#[tokio::test]
async fn a_variable_without_a_value_is_reported_unless_another_server_is_selected() {
    let sent = async |builder, prepare: &dyn Fn(Call) -> Call| {
        url_of_list(builder, tenant(&["Files"]), prepare).await
    };
    let keep = |call| call;
    let error = sent(builder(), &keep).await.unwrap_err();
    assert!(error.is_invalid_request());
    assert!(
        error.to_string().contains("the variable `tenant`"),
        "{error}"
    );
    let acme = tenant(&["Files"]).variable("tenant", "acme");
    let select = |call: Call| call.select_server::<ServerUrl>(acme.clone());
    let url = sent(builder(), &select).await.unwrap();
    assert_eq!(url, "https://acme.invalid/v2/rules");
    let options = CallOptions::new().base_url("http://localhost:2");
    let with = |call: Call| call.with(options.clone());
    assert_eq!(
        sent(builder(), &with).await.unwrap(),
        "http://localhost:2/rules"
    );
    let local = builder().base_url("http://localhost:1");
    assert_eq!(
        sent(local, &keep).await.unwrap(),
        "http://localhost:1/rules"
    );
    let incomplete = CallOptions::new().server(tenant(&[]));
    let with = |call: Call| call.with(incomplete.clone());
    assert!(sent(builder(), &with).await.is_err());
}

static RELATIVE_API: Api = api_at("/v1");
static TENANT_API: Api = api_at("https://{tenant}.invalid");
static URLLESS_API: Api = api_at("");

const fn api_at(base_url: &'static str) -> Api {
    Api {
        base_url,
        auth: None,
        ..API
    }
}

#[test]
fn a_client_without_a_base_url_says_what_to_set() {
    let problems = |builder: ClientBuilder| {
        let mock = MockTransport::new([]);
        let built = builder.mock_transport(&mock).build();
        built.map_or_else(|error| error.problems().join("\n"), |_| String::new())
    };
    let relative = problems(client_builder(&RELATIVE_API));
    assert!(
        relative.contains("the server `/v1`") && relative.contains("`base_url`"),
        "{relative}"
    );
    let tenant_url = problems(client_builder(&TENANT_API));
    assert!(tenant_url.contains("with `server`"), "{tenant_url}");
    let none = problems(client_builder(&URLLESS_API));
    assert!(none.contains("no server URL"), "{none}");
    let wrong = problems(client_builder(&RELATIVE_API).base_url("v1"));
    assert!(
        wrong.contains("not absolute") || wrong.contains("not a URL"),
        "{wrong}"
    );
    let acme = tenant(&["API"]).variable("tenant", "acme");
    assert_eq!(problems(client_builder(&TENANT_API).server(acme)), "");
    assert_eq!(
        problems(client_builder(&RELATIVE_API).base_url("http://localhost:1")),
        ""
    );
}
