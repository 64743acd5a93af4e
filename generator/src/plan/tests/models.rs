//! Models as the templates get them: fields, constructors, setters and variants.

use proc_macro2::TokenStream;
use quote::quote;

use super::{names, structure, union};
use crate::sdk::{Struct, Tokens};
use crate::testing::{both_ways, planned, planned_with, returning, sending};

const FOUR: &str = "{required: [id, inner, list, at, gone], properties: {\
    id: {type: string, format: uuid}, \
    inner: {$ref: '#/components/schemas/B'}, \
    list: {type: array, items: {type: string}}, \
    at: {type: string, nullable: true}, \
    gone: {type: string, readOnly: true}, \
    type: {type: string}, \
    more: {type: array, items: {type: string}, nullable: true}}}";

/// The type of each field, without spaces.
fn types(found: &Struct) -> Vec<String> {
    let types = found.fields.iter().map(|field| field.ty.to_string());
    types.map(|ty| ty.replace(' ', "")).collect()
}

#[test]
fn required_properties_are_plain_in_models_of_both_ways() {
    let schemas =
        format!("    A: {FOUR}\n    B: {{required: [x], properties: {{x: {{type: string}}}}}}\n");
    let received = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "String",
        "Option<String>",
        "Vec<String>",
    ];
    assert_eq!(
        types(&structure(&planned(&returning(&schemas)), "A")),
        received
    );
    let sent = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "Option<String>",
        "Nullable<Vec<String>>",
    ];
    assert_eq!(types(&structure(&planned(&sending(&schemas)), "A")), sent);
    let both = structure(&planned(&both_ways(&schemas)), "A");
    let expected = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "Option<String>",
        "Option<String>",
        "Nullable<Vec<String>>",
    ];
    assert_eq!(types(&both), expected);
}

#[test]
fn constructors_ask_for_what_is_required_and_not_set_by_the_server() {
    let schemas = "
        A:
          required: [name, on, at, id]
          properties:
            name: {type: string}
            on: {type: boolean}
            at: {type: string, nullable: true}
            id: {type: string, readOnly: true}
            type: {type: string}
            maybe: {type: string, nullable: true}
        ";
    let found = structure(&planned(&both_ways(schemas)), "A");
    assert!(found.derives == quote!(Debug, Clone, PartialEq, Serialize, Deserialize));
    let constructor = found.constructor.unwrap();
    assert!(constructor.arguments == quote!(at: Option<String>, name: impl Into<String>, on: bool));
    let value = quote! {
        Self { name: name.into(), on, at, id: None, r#type: None, maybe: Nullable::Absent }
    };
    assert_eq!(constructor.value.to_string(), value.to_string());
    assert_eq!(constructor.required, None);

    let received = structure(&planned(&returning(schemas)), "A");
    assert_eq!((received.constructor, received.setters), (None, Vec::new()));

    let optional = "    A: {properties: {a: {type: string}}}\n";
    let optional = structure(&planned(&sending(optional)), "A");
    assert!(optional.derives == quote!(Debug, Clone, Default, PartialEq, Serialize, Deserialize));
    let constructor = optional.constructor.unwrap();
    assert!(constructor.arguments == quote!() && constructor.value == quote!(Self::default()));
}

#[test]
fn constructors_with_more_than_three_required_properties_take_a_struct() {
    let schemas = format!(
        "
        A: {FOUR}
        B: {{properties: {{a: {{$ref: '#/components/schemas/ARequired'}}}}}}
        ARequired: {{properties: {{x: {{type: string}}}}}}
        "
    );
    let krate = planned(&sending(&schemas));
    let constructor = structure(&krate, "A").constructor.unwrap();
    assert!(constructor.arguments == quote!(required: ARequired_));
    let required = constructor.required.unwrap();
    assert!(required.name == quote!(ARequired_));
    let fields = required
        .fields
        .iter()
        .map(|one| format!("{}: {}", one.name, one.ty));
    let fields: Vec<String> = fields.map(|field| field.replace(' ', "")).collect();
    assert_eq!(
        fields,
        [
            "id:Uuid",
            "inner:B",
            "list:Vec<String>",
            "at:Option<String>"
        ]
    );
    assert_eq!(required.fields[0].docs, ["See [`id`](field@A::id)."]);
    assert_eq!(
        names(&sending(&schemas)),
        ["A", "ARequired", "ARequired_", "B"]
    );
}

#[test]
fn setters_take_values_in_the_form_of_their_type() {
    let schemas = "
        A:
          required: [id]
          properties:
            id: {type: string, format: uuid}
            tags: {type: array, items: {type: string}}
            type: {type: string, nullable: true}
        ";
    let setters = structure(&planned(&sending(schemas)), "A").setters;
    let expected = [
        (quote!(id: Uuid), quote!(self.id = id;)),
        (
            quote!(tags: impl IntoIterator<Item = impl Into<String>>),
            quote!(self.tags = Some(tags.into_iter().map(Into::into).collect());),
        ),
        (
            quote!(type_: impl Into<String>),
            quote!(self.r#type = Nullable::Value(type_.into());),
        ),
        (quote!(), quote!(self.r#type = Nullable::Null;)),
    ];
    assert_eq!(setters.len(), expected.len());
    for (setter, (argument, statement)) in setters.iter().zip(expected) {
        assert!(setter.argument.clone().unwrap_or_default() == argument);
        assert_eq!(setter.statement.to_string(), statement.to_string());
    }
}

#[test]
fn wire_names_are_a_case_of_the_struct_and_exceptions() {
    let schemas = "
        A:
          required: [eventTypes, _links]
          properties:
            eventTypes: {type: array, items: {type: string}}
            _links: {type: string}
            id: {type: string}
        ";
    let found = structure(&planned(&returning(schemas)), "A");
    assert!(found.serde.unwrap() == quote!(rename_all = "camelCase"));
    let serde: Vec<Tokens> = found
        .fields
        .into_iter()
        .map(|one| one.serde.unwrap())
        .collect();
    assert!(serde[0] == quote!(deserialize_with = "null_as_default"));
    assert!(serde[1] == quote!(rename = "_links"));
    assert!(serde[2] == quote!(skip_serializing_if = "Option::is_none"));
}

#[test]
fn variants_of_unions_are_checked_for_what_decoding_does_not_ask_for() {
    let schemas = "
        A: {properties: {u: {$ref: '#/components/schemas/U'}}}
        U:
          oneOf:
          - {$ref: '#/components/schemas/B'}
          - {$ref: '#/components/schemas/C'}
          - {type: string}
        B:
          required: [x, y, z, id]
          properties:
            x: {type: string}
            y: {type: string, nullable: true}
            z: {type: string, nullable: true, writeOnly: true}
            id: {type: string, readOnly: true}
        C: {properties: {y: {type: string}}}
        ";
    let fallback = |text: &str| union(&planned(text), "U").fallback;
    let is_there = |name: &str| quote!(value.get(#name).is_some());
    let expected = |condition: TokenStream| {
        quote! {
            MatchingVariant::of(value)
                .or_if(|value| #condition, Self::B)
                .or(Self::C)
                .or(Self::String)
                .or_unknown(Self::Unknown)
        }
    };
    let (y, id) = (is_there("y"), is_there("id"));
    assert!(fallback(&returning(schemas)) == expected(y.clone()));
    assert!(fallback(&both_ways(schemas)) == expected(quote!(#y && #id)));
}

#[test]
fn a_format_narrows_a_type_only_if_the_settings_list_it() {
    let schemas = "
        A:
          properties:
            a: {type: integer, format: int8}
            b: {type: integer, format: uint32}
            c: {type: integer, format: uint64}
            d: {type: string, format: uuid}
            e: {type: array, items: {type: integer, format: int32}}
        ";
    let text = returning(schemas);
    let plain = structure(&planned_with("", &text), "A");
    let wide = [
        "Option<i64>",
        "Option<i64>",
        "Option<ExactNumber>",
        "Option<String>",
        "Vec<i64>",
    ];
    assert_eq!(types(&plain), wide);
    let settings = "[types]\nexact = [\"int8\", \"uint32\", \"uint64\", \"uuid\", \"int32\"]";
    let exact = structure(&planned_with(settings, &text), "A");
    let narrow = [
        "Option<i8>",
        "Option<u32>",
        "Option<u64>",
        "Option<Uuid>",
        "Vec<i32>",
    ];
    assert_eq!(types(&exact), narrow);
}

/// The rows of the table in `docs/formats.md`.
fn formats() -> Vec<[&'static str; 4]> {
    let text = include_str!("../../../docs/formats.md");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let cells = |row: &'static str| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().trim_matches('`'))
    };
    let rows = rows.map(|row| cells(row).collect::<Vec<_>>());
    let rows = rows.map(|cells| <[&str; 4]>::try_from(cells).unwrap());
    rows.filter(|[_, format, ..]| *format != "format").collect()
}

#[test]
fn each_format_has_the_documented_type() {
    let rows = formats();
    assert!(rows.len() > 30);
    for [ty, format, plain, exact] in rows {
        let format = match format {
            "" => String::new(),
            "any other" => ", format: other".to_owned(),
            format => format!(", format: {format}"),
        };
        let schemas = format!("A: {{properties: {{a: {{type: {ty}{format}}}}}}}");
        let text = returning(&schemas);
        let expected = |ty: &str| vec![format!("Option<{ty}>")];
        let found = structure(&planned_with("", &text), "A");
        assert_eq!(types(&found), expected(plain), "{schemas}");
        let name = format.trim_start_matches(", format: ");
        let settings = format!("[types]\nexact = [{name:?}]");
        if !exact.is_empty() {
            let found = structure(&planned_with(&settings, &text), "A");
            assert_eq!(types(&found), expected(exact), "{schemas}");
        }
    }
}
