//! Operations: arguments, setters and responses.

use quote::quote;

use crate::sdk::{Operation, Tokens};
use crate::testing::{document, planned};

/// The only operation of a document with these parameters and this body.
fn operation(parameters: &str, body: &str) -> Operation {
    let text = document(&format!(
        "
        paths:
          /a/{{id}}:
            post:
              operationId: post-a
              parameters:
              - {{name: id, in: path, required: true, schema: {{type: string, format: uuid}}}}
              {parameters}
              requestBody: {body}
              responses: {{'204': {{}}}}
        components: {{schemas: {{Color: {{type: string, enum: [red]}}}}}}
        "
    ));
    planned(&text).resources.remove(0).operations.remove(0)
}

const TEXT_BODY: &str = "{required: true, content: {text/plain: {schema: {type: string}}}}";

#[test]
fn required_parameters_are_arguments_between_those_of_the_path_and_the_body() {
    let parameters = "
              - {name: X-Tenant, in: header, required: true, schema: {type: string}}
              - name: tags
                in: query
                required: true
                schema: {type: array, items: {$ref: '#/components/schemas/Color'}}
              - {name: page, in: query, schema: {type: integer}}";
    let operation = operation(parameters, TEXT_BODY);
    let arguments = [
        quote!(id: Uuid),
        quote!(x_tenant: impl Into<String>),
        quote!(tags: impl IntoIterator<Item = impl Into<models::Color>>),
        quote!(body: impl Into<Body>),
    ];
    assert!(operation.arguments == arguments.map(Tokens::from));
    let body = quote! {
        let x_tenant: String = x_tenant.into();
        let tags: Vec<models::Color> = tags.into_iter().map(Into::into).collect();
        PostA(
            Call::new(&self.client, &POST_A)
                .path("id", id)
                .header_param("X-Tenant", x_tenant)
                .query_list("tags", tags)
                .raw_body("text/plain", body)
        )
    };
    assert_eq!(operation.body.to_string(), body.to_string());
    let names: Vec<String> = operation
        .setters
        .iter()
        .map(|one| one.name.to_string())
        .collect();
    assert_eq!(names, ["page"]);
    let docs = operation.section.examples[0].code.concat();
    let arguments = r#""X-Tenant",            Vec::<Color>::new(),            "body","#;
    assert!(docs.contains(arguments), "{docs}");
}

#[test]
fn setters_of_calls_convert_by_a_typed_binding() {
    let parameters = "
              - {name: type, in: query, schema: {type: string}}
              - name: ids
                in: query
                explode: false
                schema: {type: array, items: {type: integer, format: int64}}
              - name: size
                in: header
                schema: {type: integer, format: int32, nullable: true}";
    let operation = operation(
        parameters,
        "{content: {text/plain: {schema: {type: string}}}}",
    );
    let expected = [
        (
            quote!(type_: impl Into<String>),
            quote!(let type_: String = type_.into(); Self(self.0.query("type", type_))),
        ),
        (
            quote!(ids: impl IntoIterator<Item = i64>),
            quote! {
                let ids: Vec<i64> = ids.into_iter().collect();
                Self(self.0.styled_query("ids", Style::form(), &ids))
            },
        ),
        (
            quote!(size: i64),
            quote!(Self(self.0.header_param("size", size))),
        ),
        (
            quote!(body: impl Into<Body>),
            quote!(Self(self.0.raw_body("text/plain", body))),
        ),
    ];
    assert_eq!(operation.setters.len(), expected.len());
    for (setter, (argument, body)) in operation.setters.iter().zip(expected) {
        assert_eq!(setter.argument.to_string(), argument.to_string());
        assert_eq!(setter.body.to_string(), body.to_string());
    }
}

#[test]
fn responses_are_sent_for_by_their_format() {
    let response = |responses: &str| {
        let text = document(&format!(
            "paths: {{/a: {{get: {{operationId: a, responses: {{{responses}}}}}}}}}\n"
        ));
        planned(&text)
            .resources
            .remove(0)
            .operations
            .remove(0)
            .response
    };
    let json =
        |schema: &str| format!("'200': {{content: {{application/json: {{schema: {schema}}}}}}}");
    let list = "{type: array, items: {type: string}}";
    assert!(response(&json("{type: string}")) == quote!(json_response, String));
    assert!(response(&json(list)) == quote!(json_response, [String]));
    let optional = format!("{}, '204': {{}}", json(list));
    assert!(response(&optional) == quote!(optional_json_response, [String]));
    let text = "'200': {content: {text/plain: {schema: {type: string}}}}";
    assert!(response(text) == quote!(text_response));
    let bytes = "'200': {content: {application/pdf: {schema: {type: string, format: binary}}}}";
    assert!(response(bytes) == quote!(bytes_response));
    assert!(response("'204': {}") == quote!(empty_response));
}
