//! The kinds of changes: a stable id for each, and what it means in source and on the wire.

use super::finding::{Direction, Level};

use Level::{Additive as A, Breaking as B, DocsOnly as D};

/// What a kind of change means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The kind.
    pub kind: Kind,
    /// The stable id.
    pub id: &'static str,
    /// The effect on the source of a program, rebuilt with the new SDK: if the value is sent, and
    /// if it is received.
    pub source: [Level; 2],
    /// The effect on a program built with the old SDK that calls a server of the new document: if
    /// the value is sent, and if it is received.
    pub wire: [Level; 2],
    /// Whether it is an effect of names and extensions that steer the generator. It does not count
    /// for the class of a comparison.
    pub is_hint: bool,
    /// What has changed, in one sentence.
    pub docs: &'static str,
}

macro_rules! kinds {
    ($($name:ident $id:literal $source:tt $wire:tt $($hint:ident)? : $docs:literal;)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $docs] $name,)*
        }

        /// The kinds of changes, in the order of reports.
        pub const KINDS: &[Rule] = &[$(
            Rule {
                kind: Kind::$name,
                id: $id,
                source: $source,
                wire: $wire,
                is_hint: kinds!(@hint $($hint)?),
                docs: $docs,
            },
        )*];

        impl Kind {
            /// What the kind means.
            #[must_use]
            pub fn rule(self) -> Rule {
                match self {
                    $(Self::$name => Rule {
                        kind: Self::$name,
                        id: $id,
                        source: $source,
                        wire: $wire,
                        is_hint: kinds!(@hint $($hint)?),
                        docs: $docs,
                    },)*
                }
            }
        }
    };
    (@hint) => { false };
    (@hint hint) => { true };
}

kinds! {
    OperationRemoved "operation-removed" [B, B] [B, B]:
        "An operation is removed.";
    OperationPathChanged "operation-path-changed" [A, A] [B, B]:
        "An operation with the same id has another method or path.";
    OperationIdChanged "operation-id-changed" [B, B] [A, A]:
        "An operation with the same method and path has another id.";
    OperationIdReused "operation-id-reused" [B, B] [A, A]:
        "The id of an operation is now that of another one.";
    OperationAdded "operation-added" [A, A] [A, A]:
        "An operation is added.";
    OperationDeprecated "operation-deprecated" [A, A] [A, A]:
        "An operation is deprecated.";
    OperationUndeprecated "operation-undeprecated" [A, A] [A, A]:
        "An operation is no longer deprecated.";

    ParameterRemovedRequired "parameter-removed-required" [B, B] [A, A]:
        "A required parameter is removed.";
    ParameterRemovedOptional "parameter-removed-optional" [B, B] [A, A]:
        "An optional parameter is removed.";
    ParameterAddedRequired "parameter-added-required" [B, B] [B, B]:
        "A required parameter is added.";
    ParameterAddedOptional "parameter-added-optional" [A, A] [A, A]:
        "An optional parameter is added.";
    ParameterBecameRequired "parameter-became-required" [B, B] [B, B]:
        "An optional parameter is now required.";
    ParameterBecameOptional "parameter-became-optional" [B, B] [A, A]:
        "A required parameter is now optional.";
    ParameterMoved "parameter-moved" [B, B] [B, B]:
        "A parameter is sent in another location, such as a header instead of the query.";
    ParameterRenamed "parameter-renamed" [A, A] [A, A]:
        "A path parameter with the same position has another name.";
    ParameterStyleChanged "parameter-style-changed" [A, A] [B, B]:
        "The value of a parameter is written in another style.";
    ParameterDefaultChanged "parameter-default-changed" [A, A] [A, A]:
        "The default that the server uses for a parameter is added, removed or changed.";
    ParameterDeprecated "parameter-deprecated" [A, A] [A, A]:
        "A parameter is deprecated.";
    ParameterUndeprecated "parameter-undeprecated" [A, A] [A, A]:
        "A parameter is no longer deprecated.";

    BodyRemoved "body-removed" [B, B] [B, B]:
        "An operation no longer has a request body.";
    BodyAddedRequired "body-added-required" [B, B] [B, B]:
        "An operation has a request body, which is required.";
    BodyAddedOptional "body-added-optional" [A, A] [A, A]:
        "An operation has a request body, which is optional.";
    BodyBecameRequired "body-became-required" [B, B] [B, B]:
        "An optional request body is now required.";
    BodyBecameOptional "body-became-optional" [B, B] [A, A]:
        "A required request body is now optional.";
    BodyMediaTypeChanged "body-media-type-changed" [A, A] [B, B]:
        "The server no longer takes the media type in which the SDK sends a request body.";
    BodyEncodingChanged "body-encoding-changed" [A, A] [B, B]:
        "A property of a form is written in another way.";
    MediaTypeAdded "media-type-added" [A, A] [A, A]:
        "A body can have another media type.";
    MediaTypeRemoved "media-type-removed" [A, A] [A, A]:
        "A body can no longer have a media type that the SDK does not use.";

    SuccessStatusRemoved "success-status-removed" [B, B] [B, B]:
        "A success response is removed.";
    SuccessStatusAdded "success-status-added" [A, A] [A, A]:
        "A success response is added.";
    ErrorStatusRemoved "error-status-removed" [A, A] [A, A]:
        "An error response is no longer documented.";
    ErrorStatusAdded "error-status-added" [A, A] [A, A]:
        "An error response is documented.";
    ResponseBodyRemoved "response-body-removed" [B, B] [B, B]:
        "A response no longer has a body.";
    ResponseBodyAdded "response-body-added" [B, B] [A, A]:
        "A response now has a body.";
    ResponseMediaTypeChanged "response-media-type-changed" [A, A] [B, B]:
        "The server no longer returns the media type that the SDK reads.";
    ResponseFormatChanged "response-format-changed" [B, B] [B, B]:
        "The body of a response is read in another way, such as a stream instead of one value.";
    ResponseHeaderRemoved "response-header-removed" [B, B] [A, A]:
        "A header of a response is removed.";
    ResponseHeaderAdded "response-header-added" [A, A] [A, A]:
        "A header of a response is added.";
    StreamRemoved "stream-removed" [B, B] [B, B]:
        "An operation no longer returns a stream if it is asked for one.";
    StreamAdded "stream-added" [A, A] [A, A]:
        "An operation returns a stream if it is asked for one.";

    SchemaRemoved "schema-removed" [B, B] [A, A]:
        "A type is removed.";
    SchemaRenamed "schema-renamed" [B, B] [A, A]:
        "A type has another name.";
    SchemaAdded "schema-added" [A, A] [A, A]:
        "A type is added.";
    SchemaDeprecated "schema-deprecated" [A, A] [A, A]:
        "A type is deprecated.";
    SchemaUndeprecated "schema-undeprecated" [A, A] [A, A]:
        "A type is no longer deprecated.";
    SchemaFormChanged "schema-form-changed" [B, B] [B, B]:
        "A type has another form, such as an enum instead of an object.";
    SchemaBecameUnion "schema-became-union" [B, B] [A, B]:
        "A type is now one of several types.";
    UnionBecameSchema "union-became-schema" [B, B] [B, A]:
        "One of several types is now a single type.";

    PropertyRemovedRequired "property-removed-required" [B, B] [A, B]:
        "A required property is removed.";
    PropertyRemovedOptional "property-removed-optional" [B, B] [A, A]:
        "An optional property is removed.";
    PropertyAddedRequired "property-added-required" [B, A] [B, A]:
        "A required property is added.";
    PropertyAddedOptional "property-added-optional" [A, A] [A, A]:
        "An optional property is added.";
    PropertyBecameRequired "property-became-required" [B, B] [B, A]:
        "An optional property is now required.";
    PropertyBecameOptional "property-became-optional" [B, B] [A, B]:
        "A required property is now optional.";
    NullableAddedRequired "nullable-added-required" [B, B] [A, B]:
        "A required property may now be null.";
    NullableRemovedRequired "nullable-removed-required" [B, B] [B, A]:
        "A required property can no longer be null.";
    NullableAddedOptional "nullable-added-optional" [A, A] [A, A]:
        "An optional property may now be null.";
    NullableRemovedOptional "nullable-removed-optional" [A, A] [A, A]:
        "An optional property can no longer be null.";
    PropertyConstantAdded "property-constant-added" [B, A] [B, A]:
        "A property now has only one value.";
    PropertyConstantRemoved "property-constant-removed" [B, A] [A, A]:
        "A property can now have more than one value.";
    PropertyConstantChanged "property-constant-changed" [A, A] [B, A]:
        "The only value of a property is another one.";
    PropertyDefaultChanged "property-default-changed" [A, A] [A, A]:
        "The default that the server uses for a property is added, removed or changed.";
    PropertyBecameReadOnly "property-became-read-only" [B, A] [A, A]:
        "A property is now set by the server only.";
    PropertyBecameNotReadOnly "property-became-not-read-only" [A, A] [A, A]:
        "A property is no longer set by the server only.";
    PropertyBecameWriteOnly "property-became-write-only" [A, B] [A, A]:
        "A property is now only sent.";
    PropertyBecameNotWriteOnly "property-became-not-write-only" [A, A] [A, A]:
        "A property is no longer only sent.";
    PropertyDeprecated "property-deprecated" [A, A] [A, A]:
        "A property is deprecated.";
    PropertyUndeprecated "property-undeprecated" [A, A] [A, A]:
        "A property is no longer deprecated.";
    AdditionalPropertiesRemoved "additional-properties-removed" [B, B] [B, A]:
        "An object no longer has properties beside those in the document.";
    AdditionalPropertiesAdded "additional-properties-added" [A, A] [A, A]:
        "An object may have properties beside those in the document.";

    TypeChanged "type-changed" [B, B] [B, B]:
        "A value has another type.";
    TypeWidened "type-widened" [B, B] [A, B]:
        "A value has a type that includes the old one.";
    TypeNarrowed "type-narrowed" [B, B] [B, A]:
        "A value has a type that the old one includes.";
    TypeEquivalent "type-equivalent" [B, B] [A, A]:
        "A value has another Rust type with the same JSON.";
    TypeReplaced "type-replaced" [B, B] [A, A]:
        "A value has another named type. Its effect on the wire is that of the differences between the two.";
    MapIntroduced "map-introduced" [B, B] [B, B]:
        "The values of a free object have a type.";
    BecameEnum "became-enum" [B, B] [B, A]:
        "A value is now an enum.";
    EnumRemoved "enum-removed" [B, B] [A, A]:
        "A value is no longer an enum.";
    BecameNullable "became-nullable" [B, B] [A, B]:
        "An item, a value of a map or a body may now be null.";
    BecameNotNullable "became-not-nullable" [B, B] [B, A]:
        "An item, a value of a map or a body can no longer be null.";
    FormatChanged "format-changed" [A, A] [A, A]:
        "The format or content of a value is described in another way, with the same Rust type.";

    ContentChanged "content-changed" [A, A] [B, B]:
        "The content of a string has another media type or encoding.";

    EnumValueRemoved "enum-value-removed" [B, B] [B, A]:
        "A value of an enum is removed.";
    EnumValueAdded "enum-value-added" [A, A] [A, A]:
        "A value of an enum is added.";
    VariantRemoved "variant-removed" [B, B] [B, A]:
        "A variant of a union is removed.";
    VariantAdded "variant-added" [A, A] [A, A]:
        "A variant of a union is added.";
    DiscriminatorChanged "discriminator-changed" [A, A] [A, A]:
        "The discriminator of a union is added, removed or another property.";
    MappingChanged "mapping-changed" [A, A] [A, A]:
        "The discriminator has other values for a variant.";

    ConstraintTightened "constraint-tightened" [D, D] [B, D]:
        "A constraint on a value excludes values that it did not exclude.";
    ConstraintAdded "constraint-added" [D, D] [A, D]:
        "A limit on a value is documented.";
    ConstraintChanged "constraint-changed" [D, D] [A, D]:
        "A pattern or another keyword that cannot be compared has changed.";
    ConstraintLoosened "constraint-loosened" [D, D] [A, D]:
        "A constraint on a value excludes fewer values.";

    EventRemoved "webhook-removed" [B, B] [B, B]:
        "An event is removed.";
    EventAdded "webhook-added" [A, A] [A, A]:
        "An event is added.";

    CallbackRemoved "callback-removed" [B, B] [B, B]:
        "A callback is removed.";
    CallbackAdded "callback-added" [A, A] [A, A]:
        "A callback is added.";
    CallbackUrlChanged "callback-url-changed" [A, A] [B, B]:
        "The URL of a callback is in another part of the request or response.";

    SecurityRequired "security-required" [A, A] [B, B]:
        "An operation now requires credentials.";
    SecurityAlternativeRemoved "security-alternative-removed" [A, A] [B, B]:
        "A combination of credentials is no longer sufficient.";
    SecurityAlternativeAdded "security-alternative-added" [A, A] [A, A]:
        "Another combination of credentials is sufficient.";
    SecurityNotRequired "security-not-required" [A, A] [A, A]:
        "An operation no longer requires credentials.";
    SchemeRemoved "security-scheme-removed" [B, B] [A, A]:
        "A security scheme is removed.";
    SchemeAdded "security-scheme-added" [A, A] [A, A]:
        "A security scheme is added.";
    SchemeChanged "security-scheme-changed" [B, B] [B, B]:
        "A security scheme has another type, or its credential is sent in another way.";
    OAuthUrlChanged "oauth-url-changed" [A, A] [B, B]:
        "Tokens of an OAuth scheme come from another URL.";
    OAuthFlowRemoved "oauth-flow-removed" [B, B] [B, B]:
        "A flow of an OAuth scheme is removed.";
    OAuthFlowAdded "oauth-flow-added" [A, A] [A, A]:
        "A flow of an OAuth scheme is added.";
    ScopeAdded "scope-added" [A, A] [A, A]:
        "Operations require another scope.";
    ScopeRemoved "scope-removed" [A, A] [A, A]:
        "Operations no longer require a scope.";
    SchemeDeprecated "security-scheme-deprecated" [A, A] [A, A]:
        "A security scheme is deprecated.";
    SchemeUndeprecated "security-scheme-undeprecated" [A, A] [A, A]:
        "A security scheme is no longer deprecated.";

    DefaultServerChanged "default-server-changed" [A, A] [B, B]:
        "Requests are sent to another URL.";
    ServerRemoved "server-removed" [B, B] [B, B]:
        "A server is removed.";
    ServerAdded "server-added" [A, A] [A, A]:
        "A server is added.";
    ServerVariableDefaultChanged "server-variable-default-changed" [A, A] [B, B]:
        "A variable of a server has another default.";
    ServerVariableValueRemoved "server-variable-value-removed" [B, B] [B, B]:
        "A value of a variable of a server is removed.";
    ServerVariableValueAdded "server-variable-value-added" [A, A] [A, A]:
        "A value of a variable of a server is added.";

    MethodMoved "method-moved" [B, B] [A, A] hint:
        "The method of an operation has another name or is on another resource.";
    ArgumentsReordered "arguments-reordered" [B, B] [A, A] hint:
        "A function has the same arguments in another order.";
    TypeRenamed "type-renamed" [B, B] [A, A] hint:
        "The Rust type of the same schema has another name.";
    ServerTypeChanged "server-type-changed" [B, B] [A, A] hint:
        "The Rust type of a server has another name, is of another server, or is removed.";
    FieldRenamed "field-renamed" [B, B] [A, A] hint:
        "The field of the same property has another name.";
    FieldTypeChanged "field-type-changed" [B, B] [A, A] hint:
        "The field of a property has another Rust type, although the property has the same.";
    ParameterNameChanged "parameter-name-changed" [B, B] [A, A] hint:
        "The setter of the same parameter has another name.";
    ValueRenamed "variant-renamed" [B, B] [A, A] hint:
        "The variant of the same value or type has another name.";
    CallbackRenamed "callback-renamed" [B, B] [A, A] hint:
        "The function that decodes the body of a callback has another name.";
    PagingRemoved "paging-removed" [B, B] [A, A] hint:
        "An operation no longer iterates pages.";
    PagingChanged "paging-changed" [A, A] [A, A] hint:
        "Pages are requested in another way.";
    PagingAdded "paging-added" [A, A] [A, A] hint:
        "An operation iterates pages.";
    WaiterRemoved "waiter-removed" [B, B] [A, A] hint:
        "The call of an operation no longer waits until the server has finished.";
    WaiterChanged "waiter-changed" [A, A] [A, A] hint:
        "Other values mean that the server has finished.";
    WaiterAdded "waiter-added" [A, A] [A, A] hint:
        "The call of an operation can wait until the server has finished.";
    ClientChanged "client-changed" [B, B] [A, A] hint:
        "The client is created with other credentials.";
    RetryChanged "retry-changed" [D, D] [D, D]:
        "The retry rule or the idempotency key of operations has changed.";

    UnusedSchemaRemoved "unused-schema-removed" [D, D] [D, D]:
        "A schema is removed that no operation uses, so that the SDK has no type for it.";
    UnusedSchemaAdded "unused-schema-added" [D, D] [D, D]:
        "A schema is added that no operation uses, so that the SDK has no type for it.";
    VersionChanged "api-version-changed" [D, D] [D, D]:
        "The API has another version.";
    ApiDocsChanged "api-docs-changed" [D, D] [D, D]:
        "The title or the docs of the API, of a tag, a server or a security scheme have changed.";
    OperationDocsChanged "operation-docs-changed" [D, D] [D, D]:
        "The docs or the examples of an operation have changed.";
    SchemaDocsChanged "schema-docs-changed" [D, D] [D, D]:
        "The docs or the examples of a type have changed.";
    EventDocsChanged "webhook-docs-changed" [D, D] [D, D]:
        "The docs or the examples of an event have changed.";
    CallbackDocsChanged "callback-docs-changed" [D, D] [D, D]:
        "The docs or the examples of a callback have changed.";
    TagsChanged "tags-changed" [D, D] [D, D]:
        "An operation has other tags.";
    ExtensionChanged "extension-changed" [D, D] [D, D]:
        "An extension (`x-`) is added, removed or has another value.";
    DocumentChanged "document-changed" [D, D] [D, D]:
        "The documents differ in the order of their parts, or in parts without effect on the SDK.";
}

impl Kind {
    /// The stable id.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.rule().id
    }

    /// The effect in source and on the wire of a change of a value with this direction.
    pub(super) fn levels(self, direction: Option<Direction>) -> (Level, Level) {
        let rule = self.rule();
        let level = |[sent, received]: [Level; 2]| match direction {
            Some(Direction::Sent) => sent,
            Some(Direction::Received) => received,
            Some(Direction::Both) | None => sent.max(received),
        };
        (level(rule.source), level(rule.wire))
    }
}
