//! The Rust names of the properties of a type, for its struct and for examples that create it.

use crate::ir::{Access, Field, Usage};
use crate::plan::models::holding::Holding;
use crate::plan::names::{Claim, FieldName, MODEL_METHODS, Taken, distinct, plain, with_longer};

/// A property of a type, with its names in the struct.
pub(crate) struct NamedProperty<'f> {
    pub(crate) field: &'f Field,
    /// The name of the field and of its setter.
    pub(crate) name: String,
    /// The name of the setter that sets null, if there is one.
    pub(crate) null: Option<String>,
}

/// The properties of a type with this usage, and the names that are in use.
pub(crate) fn named_properties(fields: &[Field], usage: Usage) -> (Vec<NamedProperty<'_>>, Taken) {
    let fields: Vec<&Field> = fields
        .iter()
        .filter(|field| has_property(field, usage))
        .collect();
    let claims: Vec<Claim> = fields.iter().map(|field| claim(field)).collect();
    let names = distinct(&claims, MODEL_METHODS, |words| {
        FieldName::new(words).to_string()
    });
    let mut taken = Taken::reserved(MODEL_METHODS);
    for name in &names {
        taken.try_claim(plain(name));
    }
    let mut properties = Vec::new();
    for (field, name) in fields.into_iter().zip(names) {
        let has_null = usage.is_sent() && Holding::of(field, usage).has_null();
        // `clone_` is `clone` to a reader: `clone_null`, not `clone__null`.
        let null = format!("{}_null", plain(&name).trim_end_matches('_'));
        let null = has_null.then(|| taken.claim(&null));
        properties.push(NamedProperty { field, name, null });
    }
    (properties, taken)
}

/// A given name takes precedence, then a property with exactly that name.
fn claim(field: &Field) -> Claim {
    let wire = field.wire.as_str();
    let words = field.given_name.as_deref().unwrap_or(wire);
    let is_exact = plain(FieldName::new(wire).as_str()) == wire;
    Claim {
        rank: match field.given_name {
            Some(_) => 0,
            None if is_exact => 1,
            None => 2,
        },
        ..Claim::new(wire, with_longer(words, wire))
    }
}

/// Whether a type with this usage has the property.
pub(crate) fn has_property(field: &Field, usage: Usage) -> bool {
    match field.access {
        Access::ReadWrite => true,
        Access::ReadOnly => usage.is_received(),
        Access::WriteOnly => usage.is_sent(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Presence, Scalar, TypeRef};
    use crate::pointer::Pointer;

    fn field(wire: &str, presence: Presence, access: Access) -> Field {
        Field {
            wire: wire.to_owned(),
            given_name: None,
            ty: TypeRef::Scalar(Scalar::String),
            presence,
            access,
            constant: None,
            default: None,
            example: None,
            secret: false,
            deprecation: None,
            docs: Docs::default(),
            at: Pointer::root(),
        }
    }

    fn names(fields: &[Field], usage: Usage) -> Vec<(String, Option<String>)> {
        let (properties, _) = named_properties(fields, usage);
        properties
            .into_iter()
            .map(|property| (property.name, property.null))
            .collect()
    }

    fn text(name: &str) -> String {
        name.to_owned()
    }

    #[test]
    fn a_property_keeps_its_name_before_the_null_setter_of_another() {
        let fields = [
            field("x", Presence::Nullable, Access::ReadWrite),
            field("x_null", Presence::Optional, Access::ReadWrite),
            field("clone", Presence::Nullable, Access::ReadWrite),
            field("type", Presence::Nullable, Access::ReadWrite),
        ];
        assert_eq!(
            names(&fields, Usage::Sent),
            [
                (text("x"), Some(text("x_null_"))),
                (text("x_null"), None),
                (text("clone_"), Some(text("clone_null"))),
                (text("r#type"), Some(text("type_null"))),
            ]
        );
        assert_eq!(names(&fields, Usage::Received)[1], (text("x_null"), None));
    }

    #[test]
    fn properties_of_the_other_direction_use_no_names() {
        let fields = [
            field("an_id", Presence::Required, Access::ReadOnly),
            field("anId", Presence::Required, Access::WriteOnly),
        ];
        assert_eq!(names(&fields, Usage::Sent), [(text("an_id"), None)]);
        assert_eq!(names(&fields, Usage::Received), [(text("an_id"), None)]);
        let both = [(text("an_id"), None), (text("an_id_camel_case"), None)];
        assert_eq!(names(&fields, Usage::Both), both);
    }
}
