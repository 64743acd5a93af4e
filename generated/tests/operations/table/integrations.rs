//! The operations of integrations, and of what is configured for each.

use codat_platform::models::{
    CustomDataTypeConfiguration, SupplementalDataConfiguration,
    SupplementalDataSourceConfiguration, SupplementalDataType,
};

use super::{COMPANY, CONNECTION, ERRORS, NO_RESULTS, Operation, PULL, call};

fn orders() -> CustomDataTypeConfiguration {
    CustomDataTypeConfiguration::new().data_source("api/orders")
}

/// The configuration that removes what was configured.
fn nothing() -> SupplementalDataConfiguration {
    let none: [(&str, SupplementalDataSourceConfiguration); 0] = [];
    SupplementalDataConfiguration::new().supplemental_data_config(none)
}

pub(crate) static OPERATIONS: [Operation; 9] = [
    Operation {
        id: "get-custom-data-type-configuration",
        resource: "custom_data_type",
        name: "get_configuration",
        method: "GET",
        path: "/integrations/gbol/dataTypes/custom/openOrders",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.custom_data_type().get_configuration("gbol", "openOrders")),
    },
    Operation {
        id: "configure-custom-data-type",
        resource: "custom_data_type",
        name: "configure",
        method: "PUT",
        path: "/integrations/gbol/dataTypes/custom/openOrders",
        success: 200,
        sample: "{}",
        body: r#"{"dataSource":"api/orders"}"#,
        errors: ERRORS,
        call: call!(client => client.custom_data_type().configure("gbol", "openOrders", orders())),
    },
    Operation {
        id: "refresh-custom-data-type",
        resource: "custom_data_type",
        name: "refresh",
        method: "POST",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04/data/queue/custom/openOrders",
        success: 200,
        sample: PULL,
        body: "",
        errors: &[401, 402, 403, 404, 429, 451, 500, 503],
        call: call!(client => client.custom_data_type().refresh(COMPANY, CONNECTION, "openOrders")),
    },
    Operation {
        id: "list-custom-data-type-records",
        resource: "custom_data_type",
        name: "list",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04/data/custom/openOrders",
        success: 200,
        sample: "{}",
        body: "",
        errors: &[400, 401, 402, 403, 404, 429, 451, 500, 503],
        call: call!(client => client.custom_data_type().list(COMPANY, CONNECTION, "openOrders")),
    },
    Operation {
        id: "list-integrations",
        resource: "integrations",
        name: "list",
        method: "GET",
        path: "/integrations",
        success: 200,
        sample: NO_RESULTS,
        body: "",
        errors: &[400, 401, 402, 403, 429, 500, 503],
        call: call!(client => client.integrations().list()),
    },
    Operation {
        id: "get-integration",
        resource: "integrations",
        name: "get",
        method: "GET",
        path: "/integrations/gbol",
        success: 200,
        sample: r#"{"key":"gbol","logoUrl":"https://static.example.com/gbol","name":"Xero","enabled":true}"#,
        body: "",
        errors: ERRORS,
        call: call!(client => client.integrations().get("gbol")),
    },
    Operation {
        id: "get-integrations-branding",
        resource: "integrations",
        name: "get_branding",
        method: "GET",
        path: "/integrations/gbol/branding",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.integrations().get_branding("gbol")),
    },
    Operation {
        id: "get-supplemental-data-configuration",
        resource: "supplemental_data",
        name: "get_configuration",
        method: "GET",
        path: "/integrations/gbol/dataTypes/commerce-orders/supplementalDataConfig",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.supplemental_data().get_configuration("gbol", SupplementalDataType::CommerceOrders)),
    },
    Operation {
        id: "configure-supplemental-data",
        resource: "supplemental_data",
        name: "configure",
        method: "PUT",
        path: "/integrations/gbol/dataTypes/commerce-orders/supplementalDataConfig",
        success: 200,
        sample: "",
        body: r#"{"supplementalDataConfig":{}}"#,
        errors: ERRORS,
        call: call!(client => client.supplemental_data().configure("gbol", SupplementalDataType::CommerceOrders, nothing())),
    },
];
