//! Where the calls of `servers.yaml` are sent.

use golden_servers::servers::{
    GetFileServer, GetFileServer1, PatchMailServer, Post, PutFileServer, Region, Sandbox, Server0,
    Server2,
};
use golden_servers::test_util::{MockResponse, MockTransport};
use golden_servers::{CallOptions, Client, ClientBuilder, Error};

use crate::ready;

/// A call of a client.
type Call = fn(&Client) -> Result<(), Error>;

/// The URL of a call of a client that is built from these settings.
fn url(builder: ClientBuilder, call: impl Fn(&Client) -> Result<(), Error>) -> String {
    let mock = MockTransport::default();
    mock.fallback(MockResponse::status(204));
    let client = builder.mock_transport(&mock).build().unwrap();
    call(&client).unwrap();
    mock.requests().remove(0).uri.to_string()
}

const GET_A: Call = |client| ready(client.letters().get_a().send());
const GET_FILE: Call = |client| ready(client.letters().get_file().send());
const PUT_FILE: Call = |client| ready(client.letters().put_file().send());
const DELETE_FILE: Call = |client| ready(client.letters().delete_file().send());
const PATCH_FILE: Call = |client| ready(client.letters().patch_file().send());
const GET_MAIL: Call = |client| ready(client.mail().get_mail().server_("x").send());
const DELETE_MAIL: Call = |client| ready(client.mail().delete_mail().send());
const PUT_MAIL: Call = |client| ready(client.mail().put_mail().send());

#[test]
fn each_operation_has_its_own_default() {
    for (call, expected) in [
        (GET_A, "https://eu.example.com:443/v1/a"),
        (GET_FILE, "https://files.example.com/v2/files"),
        (PUT_FILE, "https://upload.example.com/files"),
        (DELETE_FILE, "https://eu.example.com:443/v1/files"),
        (PATCH_FILE, "https://eu.example.com:443/beta/files"),
        (GET_MAIL, "https://eu.mail.example.com/mail?server=x"),
        (DELETE_MAIL, "https://eu.mail.example.com/mail"),
        (PUT_MAIL, "https://eu.example.com:443/v1/mail"),
    ] {
        assert_eq!(url(Client::builder(), call), expected);
    }
}

#[test]
fn a_client_selects_a_server_for_all_operations_that_have_it() {
    let select = || {
        Client::builder()
            .server(Sandbox::new())
            .server(PutFileServer::new().name("b"))
            .server(Post::new().region(Region::UsEast))
    };
    for (call, expected) in [
        (GET_A, "https://test.example.com/v1/a"),
        (GET_FILE, "https://files.example.com/v2/files"),
        (PUT_FILE, "https://b.example.com/files"),
        (DELETE_FILE, "https://eu.example.com:443/v1/files"),
        (PATCH_FILE, "https://test.example.com/beta/files"),
        (DELETE_MAIL, "https://us-east.mail.example.com/mail"),
        (PUT_MAIL, "https://test.example.com/v1/mail"),
    ] {
        assert_eq!(url(select(), call), expected);
    }
    // The server is of the API and of operations.
    let shared = || Client::builder().server(Server2::new().region(Region::UsEast));
    assert_eq!(url(shared(), GET_A), "https://us-east.example.org/a");
    assert_eq!(
        url(shared(), DELETE_MAIL),
        "https://us-east.example.org/mail"
    );
}

#[test]
fn a_call_selects_a_server() {
    let other = |client: &Client| {
        let call = client.letters().get_file();
        ready(call.server(GetFileServer1::new()).send())
    };
    assert_eq!(
        url(Client::builder(), other),
        "https://other.example.com/files"
    );
    // The type of all servers of the operation keeps the choice.
    let kept = GetFileServer::from(GetFileServer1::new());
    let other = |client: &Client| ready(client.letters().get_file().server(kept.clone()).send());
    assert_eq!(
        url(Client::builder(), other),
        "https://other.example.com/files"
    );
    let of_api = |client: &Client| {
        let options = CallOptions::new().server(Server0::new().base("v9"));
        ready(client.letters().get_a().with(options).send())
    };
    assert_eq!(
        url(Client::builder(), of_api),
        "https://eu.example.com:443/v9/a"
    );
    let tenant = |client: &Client| {
        let call = client.mail().patch_mail();
        ready(call.server(PatchMailServer::new().tenant("acme")).send())
    };
    assert_eq!(
        url(Client::builder(), tenant),
        "https://acme.example.com/v1/mail"
    );
}

#[test]
fn a_variable_without_a_value_is_an_error_that_names_it() {
    let client = MockTransport::with_examples().client().unwrap();
    let error = ready(client.mail().patch_mail().send()).unwrap_err();
    assert!(error.is_invalid_request());
    assert!(error.to_string().contains("`tenant`"), "{error}");
}

#[test]
fn a_base_url_replaces_all_servers_and_completes_relative_ones() {
    let local = || {
        let builder = Client::builder().base_url("http://localhost:1/x");
        builder.server(Sandbox::new()).server(Post::new())
    };
    for call in [
        GET_A,
        PUT_MAIL,
        DELETE_MAIL,
        GET_FILE,
        PUT_FILE,
        DELETE_FILE,
    ] {
        let url = url(local(), call);
        assert!(url.starts_with("http://localhost:1/x/"), "{url}");
    }
    assert_eq!(url(local(), PATCH_FILE), "http://localhost:1/beta/files");
}
