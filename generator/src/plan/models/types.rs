//! Type references to Rust text, in the words of the file that they stand in.

use crate::ir::{Scalar, TypeRef};
use crate::plan::names::TypeNames;
use crate::plan::names::scope::Scope;

/// Writes types for one file.
pub(crate) struct TypeWriter<'a> {
    pub(crate) names: &'a TypeNames,
    pub(crate) scope: &'a mut Scope,
}

/// How an argument is taken, and how it becomes the value.
pub(crate) struct Taking {
    /// `impl Into<String>`.
    pub(crate) ty: String,
    /// `name.into()`.
    pub(crate) value: String,
}

impl TypeWriter<'_> {
    /// The type of a value.
    pub(crate) fn ty(&mut self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(id) => {
                let name = self.names.get(id).to_owned();
                self.scope.model(&name)
            }
            TypeRef::Scalar(scalar) => self.scalar(*scalar),
            TypeRef::List(item) => {
                format!("{}<{}>", self.scope.prelude("std::vec::Vec"), self.ty(item))
            }
            TypeRef::Map(value) => {
                let key = self.string();
                match **value {
                    TypeRef::Any => format!(
                        "{}<{key}, {}>",
                        self.scope.import("serde_json::Map"),
                        self.scope.import("serde_json::Value")
                    ),
                    ref value => {
                        format!("{}<{key}, {}>", self.btree_map(), self.ty(value))
                    }
                }
            }
            TypeRef::Recursive(id) => {
                let held = self.ty(&TypeRef::Named(id.clone()));
                format!("{}<{held}>", self.scope.prelude("std::boxed::Box"))
            }
            TypeRef::Null(inner) => self.option(inner),
            TypeRef::Any => self.scope.import("serde_json::Value"),
        }
    }

    fn scalar(&mut self, scalar: Scalar) -> String {
        match scalar {
            Scalar::String | Scalar::Binary => self.string(),
            Scalar::Uuid => self.scope.import("uuid::Uuid"),
            Scalar::DateTime => self.scope.import("crate::runtime::DateTime"),
            Scalar::Boolean => "bool".to_owned(),
            Scalar::Int32 => "i32".to_owned(),
            Scalar::Int64 => "i64".to_owned(),
            Scalar::Double => "f64".to_owned(),
        }
    }

    pub(crate) fn string(&mut self) -> String {
        self.scope.prelude("std::string::String")
    }

    pub(crate) fn btree_map(&mut self) -> String {
        self.scope.import("std::collections::BTreeMap")
    }

    /// A value that may be absent.
    pub(crate) fn option(&mut self, ty: &TypeRef) -> String {
        format!(
            "{}<{}>",
            self.scope.prelude("std::option::Option"),
            self.ty(ty)
        )
    }

    /// How a setter or method takes a value called `name`. `is_enum` tells enums from other named types.
    pub(crate) fn taking(&mut self, ty: &TypeRef, name: &str, is_enum: bool) -> Taking {
        let into = self.scope.prelude("std::convert::Into");
        match ty {
            TypeRef::Scalar(Scalar::String | Scalar::Binary | Scalar::DateTime) | TypeRef::Any => {
                Taking {
                    ty: format!("impl {into}<{}>", self.ty(ty)),
                    value: format!("{name}.into()"),
                }
            }
            TypeRef::Named(_) if is_enum => Taking {
                ty: format!("impl {into}<{}>", self.ty(ty)),
                value: format!("{name}.into()"),
            },
            TypeRef::List(item) => {
                let items = self.scope.prelude("std::iter::IntoIterator");
                Taking {
                    ty: format!("impl {items}<Item = impl {into}<{}>>", self.ty(item)),
                    value: format!("{name}.into_iter().map({into}::into).collect()"),
                }
            }
            TypeRef::Map(value) if **value != TypeRef::Any => {
                let items = self.scope.prelude("std::iter::IntoIterator");
                let (key, value) = (self.string(), self.ty(value));
                Taking {
                    ty: format!("impl {items}<Item = (impl {into}<{key}>, impl {into}<{value}>)>"),
                    value: format!(
                        "{name}.into_iter().map(|(key, value)| (key.into(), value.into())).collect()"
                    ),
                }
            }
            TypeRef::Recursive(id) => Taking {
                ty: self.ty(&TypeRef::Named(id.clone())),
                value: format!("{}::new({name})", self.scope.prelude("std::boxed::Box")),
            },
            other => Taking {
                ty: self.ty(other),
                value: name.to_owned(),
            },
        }
    }
}
