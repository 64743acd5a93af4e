//! What the members of a type are called: once for the type itself, and for the examples that build
//! it.

use crate::ir::{Access, Field, Usage};
use crate::plan::models::holding::Holding;
use crate::plan::names::{FieldName, MODEL_METHODS, Taken, plain};

/// A member of a type, with the names that it has there.
pub(crate) struct Member<'f> {
    pub(crate) field: &'f Field,
    /// Of the field and of its setter.
    pub(crate) name: String,
    /// Of the setter that sets null, where there is one.
    pub(crate) null: Option<String>,
}

/// The members that a type has which goes this way, and the names that they leave.
pub(crate) fn members(fields: &[Field], usage: Usage) -> (Vec<Member<'_>>, Taken) {
    let mut taken = Taken::reserved(MODEL_METHODS);
    let mut members = Vec::new();
    for field in fields.iter().filter(|field| goes(field, usage)) {
        let words = field.given_name.as_deref().unwrap_or(&field.wire);
        let name = taken.claim(FieldName::new(words).as_str());
        let has_null = usage.is_sent() && Holding::of(field, usage).has_null();
        // `clone_` is `clone` to a reader: `clone_null`, not `clone__null`.
        let null = format!("{}_null", plain(&name).trim_end_matches('_'));
        let null = has_null.then(|| taken.claim(&null));
        members.push(Member { field, name, null });
    }
    (members, taken)
}

/// Whether a member is part of a type that goes this way.
pub(crate) fn goes(field: &Field, usage: Usage) -> bool {
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
            default: None,
            example: None,
            secret: false,
            deprecation: None,
            docs: Docs::default(),
            at: Pointer::root(),
        }
    }

    fn names(fields: &[Field], usage: Usage) -> Vec<(String, Option<String>)> {
        let (members, _) = members(fields, usage);
        members
            .into_iter()
            .map(|member| (member.name, member.null))
            .collect()
    }

    fn text(name: &str) -> String {
        name.to_owned()
    }

    #[test]
    fn a_member_called_like_the_null_setter_of_another_steps_aside() {
        let fields = [
            field("x", Presence::Nullable, Access::ReadWrite),
            field("x_null", Presence::Optional, Access::ReadWrite),
            field("clone", Presence::Nullable, Access::ReadWrite),
            field("type", Presence::Nullable, Access::ReadWrite),
        ];
        assert_eq!(
            names(&fields, Usage::Sent),
            [
                (text("x"), Some(text("x_null"))),
                (text("x_null_"), None),
                (text("clone_"), Some(text("clone_null"))),
                (text("r#type"), Some(text("type_null"))),
            ]
        );
        assert_eq!(names(&fields, Usage::Received)[1], (text("x_null"), None));
    }

    #[test]
    fn members_of_the_other_way_take_no_names() {
        let fields = [
            field("an_id", Presence::Required, Access::ReadOnly),
            field("anId", Presence::Required, Access::WriteOnly),
        ];
        assert_eq!(names(&fields, Usage::Sent), [(text("an_id"), None)]);
        assert_eq!(names(&fields, Usage::Received), [(text("an_id"), None)]);
        let both = [(text("an_id"), None), (text("an_id_"), None)];
        assert_eq!(names(&fields, Usage::Both), both);
    }
}
