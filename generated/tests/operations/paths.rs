//! Path parameters: every value is encoded so that it cannot change the route.

use std::collections::BTreeSet;

use codat_platform::models::{CustomDataTypeConfiguration, SupplementalDataConfiguration};
use codat_platform::{BoxFuture, Client, Error};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::docs;
use crate::support::builder;
use crate::table::{COMPANY, CONNECTION, all};

/// A string or open enum in a path: a function that sends it, and the path template.
struct Place {
    resource: &'static str,
    operation: &'static str,
    parameter: &'static str,
    path: &'static str,
    call: fn(&Client, &'static str) -> BoxFuture<'static, Result<(), Error>>,
}

/// `place!(resource.operation(parameter), path, call)`.
macro_rules! place {
    ($resource:ident.$operation:ident($parameter:ident), $path:literal, ($($argument:expr),*)) => {
        Place {
            resource: stringify!($resource),
            operation: stringify!($operation),
            parameter: stringify!($parameter),
            path: $path,
            call: |client, $parameter| {
                let call = client.$resource().$operation($($argument),*);
                Box::pin(async { call.await.map(|_| ()) })
            },
        }
    };
}

fn places() -> [Place; 18] {
    [
        place!(
            companies.add_product(product_identifier),
            "/companies/{c}/products/{}",
            (COMPANY, product_identifier)
        ),
        place!(
            companies.remove_product(product_identifier),
            "/companies/{c}/products/{}",
            (COMPANY, product_identifier)
        ),
        place!(
            companies.refresh_product_data(product_identifier),
            "/companies/{c}/products/{}/refresh",
            (COMPANY, product_identifier)
        ),
        place!(
            custom_data_type.get_configuration(platform_key),
            "/integrations/{}/dataTypes/custom/orders",
            (platform_key, "orders")
        ),
        place!(
            custom_data_type.get_configuration(custom_data_identifier),
            "/integrations/gbol/dataTypes/custom/{}",
            ("gbol", custom_data_identifier)
        ),
        place!(
            custom_data_type.configure(platform_key),
            "/integrations/{}/dataTypes/custom/orders",
            (platform_key, "orders", CustomDataTypeConfiguration::new())
        ),
        place!(
            custom_data_type.configure(custom_data_identifier),
            "/integrations/gbol/dataTypes/custom/{}",
            (
                "gbol",
                custom_data_identifier,
                CustomDataTypeConfiguration::new()
            )
        ),
        place!(
            custom_data_type.refresh(custom_data_identifier),
            "/companies/{c}/connections/{k}/data/queue/custom/{}",
            (COMPANY, CONNECTION, custom_data_identifier)
        ),
        place!(
            custom_data_type.list(custom_data_identifier),
            "/companies/{c}/connections/{k}/data/custom/{}",
            (COMPANY, CONNECTION, custom_data_identifier)
        ),
        place!(
            integrations.get(platform_key),
            "/integrations/{}",
            (platform_key)
        ),
        place!(
            integrations.get_branding(platform_key),
            "/integrations/{}/branding",
            (platform_key)
        ),
        place!(
            push_data.get_model_options(data_type),
            "/companies/{c}/connections/{k}/options/{}",
            (COMPANY, CONNECTION, data_type)
        ),
        place!(
            refresh_data.by_data_type(data_type),
            "/companies/{c}/data/queue/{}",
            (COMPANY, data_type)
        ),
        place!(
            settings.delete_api_key(api_key_id),
            "/apiKeys/{}",
            (api_key_id)
        ),
        place!(
            supplemental_data.get_configuration(platform_key),
            "/integrations/{}/dataTypes/bills/supplementalDataConfig",
            (platform_key, "bills")
        ),
        place!(
            supplemental_data.get_configuration(data_type),
            "/integrations/gbol/dataTypes/{}/supplementalDataConfig",
            ("gbol", data_type)
        ),
        place!(
            supplemental_data.configure(platform_key),
            "/integrations/{}/dataTypes/bills/supplementalDataConfig",
            (platform_key, "bills", SupplementalDataConfiguration::new())
        ),
        place!(
            supplemental_data.configure(data_type),
            "/integrations/gbol/dataTypes/{}/supplementalDataConfig",
            ("gbol", data_type, SupplementalDataConfiguration::new())
        ),
    ]
}

/// A server that rejects every request, and its client.
async fn rejecting_server() -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(500))
        .mount(&server)
        .await;
    let client = builder(server.uri()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn encodes_reserved_characters_in_path_parameters() {
    let cases = [
        ("a/b c?d#e%f", "a%2Fb%20c%3Fd%23e%25f"),
        ("../apiKeys", "..%2FapiKeys"),
        ("%2F", "%252F"),
        (
            "+é:@&=$,;!()*'",
            "%2B%C3%A9%3A%40%26%3D%24%2C%3B%21%28%29%2A%27",
        ),
        ("\r\nx-forged: 1", "%0D%0Ax-forged%3A%201"),
        ("A-z_0.9~", "A-z_0.9~"),
        ("...", "..."),
    ];
    let (server, client) = rejecting_server().await;
    for place in places() {
        for (value, encoded) in cases {
            (place.call)(&client, value).await.unwrap_err();
            let request = server.received_requests().await.unwrap().pop().unwrap();
            let template = place.path.replace("{c}", &COMPANY.to_string());
            let template = template.replace("{k}", &CONNECTION.to_string());
            assert_eq!(request.url.path(), template.replace("{}", encoded));
            assert_eq!(request.url.query(), None);
        }
        server.reset().await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(500))
            .mount(&server)
            .await;
    }
}

/// An empty value would change the route: `DELETE /apiKeys/` does not refer to one key.
#[tokio::test]
async fn rejects_values_that_would_change_the_route() {
    let (server, client) = rejecting_server().await;
    for place in places() {
        for value in ["", ".", ".."] {
            let error = (place.call)(&client, value).await.unwrap_err();
            assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
            assert_eq!(error.problems().len(), 1, "{error}");
        }
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[test]
fn the_cases_cover_every_string_path_parameter() {
    let listed: BTreeSet<_> = all()
        .flat_map(|operation| {
            let parameters = docs::text_path_parameters(operation).into_iter();
            parameters.map(|parameter| (operation.resource, operation.name, parameter))
        })
        .collect();
    let here = places().map(|place| (place.resource, place.operation, place.parameter.to_owned()));
    assert_eq!(BTreeSet::from(here), listed);
}
