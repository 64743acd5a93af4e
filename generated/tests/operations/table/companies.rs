//! The operations of companies.

use codat_platform::models::{
    CompanyRequestBody, CompanyUpdateRequest, SetCompanySyncSettingsRequest, SyncSetting,
};

use super::{CHECKING, COMPANY, ERRORS, NO_RESULTS, Operation, call};

/// A company with what is required of it.
const MINIMAL: &str = r#"{"id":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","name":"Harbour Lane Bakery","redirect":"https://link.example.com"}"#;

fn named() -> CompanyRequestBody {
    CompanyRequestBody::new("Harbour Lane Bakery")
}

fn sync_settings() -> SetCompanySyncSettingsRequest {
    let none: [SyncSetting; 0] = [];
    SetCompanySyncSettingsRequest::new(COMPANY, none, false)
}

pub(crate) static OPERATIONS: [Operation; 12] = [
    Operation {
        id: "list-companies",
        resource: "companies",
        name: "list",
        method: "GET",
        path: "/companies",
        success: 200,
        sample: NO_RESULTS,
        body: "",
        errors: CHECKING,
        call: call!(client => client.companies().list()),
    },
    Operation {
        id: "create-company",
        resource: "companies",
        name: "create",
        method: "POST",
        path: "/companies",
        success: 200,
        sample: MINIMAL,
        body: r#"{"name":"Harbour Lane Bakery"}"#,
        errors: &[400, 401, 402, 403, 429, 500, 503],
        call: call!(client => client.companies().create(named())),
    },
    Operation {
        id: "get-company",
        resource: "companies",
        name: "get",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        success: 200,
        sample: MINIMAL,
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().get(COMPANY)),
    },
    Operation {
        id: "replace-company",
        resource: "companies",
        name: "replace",
        method: "PUT",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        success: 200,
        sample: MINIMAL,
        body: r#"{"name":"Harbour Lane Bakery"}"#,
        errors: ERRORS,
        call: call!(client => client.companies().replace(COMPANY, named())),
    },
    Operation {
        id: "delete-company",
        resource: "companies",
        name: "delete",
        method: "DELETE",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        success: 204,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().delete(COMPANY)),
    },
    Operation {
        id: "update-company",
        resource: "companies",
        name: "update",
        method: "PATCH",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        success: 200,
        sample: MINIMAL,
        body: r#"{"description":"Customer 20817"}"#,
        errors: ERRORS,
        call: call!(client => client.companies().update(COMPANY, CompanyUpdateRequest::new().description("Customer 20817"))),
    },
    Operation {
        id: "add-product",
        resource: "companies",
        name: "add_product",
        method: "PUT",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/products/lending",
        success: 204,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().add_product(COMPANY, "lending")),
    },
    Operation {
        id: "remove-product",
        resource: "companies",
        name: "remove_product",
        method: "DELETE",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/products/lending",
        success: 204,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().remove_product(COMPANY, "lending")),
    },
    Operation {
        id: "refresh-product-data",
        resource: "companies",
        name: "refresh_product_data",
        method: "POST",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/products/my-product/refresh",
        success: 202,
        sample: "",
        body: "",
        errors: CHECKING,
        call: call!(client => client.companies().refresh_product_data(COMPANY, "my-product")),
    },
    Operation {
        id: "get-company-access-token",
        resource: "companies",
        name: "get_access_token",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/accessToken",
        success: 200,
        sample: r#"{"expiresIn":86400,"accessToken":"not-a-real-token","tokenType":"Bearer"}"#,
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().get_access_token(COMPANY)),
    },
    Operation {
        id: "get-company-syncSettings",
        resource: "companies",
        name: "get_company_sync_settings",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/syncSettings",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.companies().get_company_sync_settings(COMPANY)),
    },
    Operation {
        id: "set-company-syncSettings",
        resource: "companies",
        name: "set_company_sync_settings",
        method: "POST",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/syncSettings",
        success: 204,
        sample: "",
        body: r#"{"companyId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","settings":[],"overridesDefaults":false}"#,
        errors: CHECKING,
        call: call!(client => client.companies().set_company_sync_settings(COMPANY, sync_settings())),
    },
];
