//! The table of rules. Rules that other linters have carry the names that users know from there.

use std::fmt;

use crate::diagnostics::Severity;

macro_rules! rules {
    ($($rule:ident $severity:ident $name:literal $explanation:literal $fix:literal;)+) => {
        /// A rule of the lint.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $explanation] $rule,)+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// The code that messages show.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)+ }
            }

            /// How serious a finding is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity,)+ }
            }

            /// What the rule finds.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$rule => $explanation,)+ }
            }

            /// How to correct a finding.
            #[must_use]
            pub fn fix(self) -> &'static str {
                match self { $(Self::$rule => $fix,)+ }
            }
        }
    };
}

rules! {
    UnresolvedRef Error "no-unresolved-refs"
        "A reference has no target, leads back to itself, or refers to something that cannot be read."
        "correct the reference, or add its target";
    RefSiblings Warning "spec-ref-siblings"
        "Keywords beside `$ref` have no effect: in OpenAPI 3.0 none of them do, and in 3.1 only those of a schema, and the `summary` and `description` of other objects."
        "move the keywords to the target, or wrap the reference in `allOf`";
    UnreachableSchema Note "unreachable-schema"
        "No operation and no webhook uses a schema of `components`."
        "remove it, or refer to it";
    UnknownKeyword Warning "unknown-keyword"
        "An object has a keyword that OpenAPI does not define."
        "correct its spelling, or prefix it with `x-`";
    MixedDialect Warning "mixed-dialect"
        "A keyword belongs to another version of OpenAPI than the document declares."
        "use the keyword of the declared version, or declare the other version";
    ComponentName Error "component-name-unique"
        "Two components of the same kind have names that differ only in case or separators, or a name has characters that OpenAPI does not allow."
        "rename one of them";
    OperationId Warning "operation-operationId"
        "An operation has no `operationId`, so its name comes from the method and the path."
        "add an `operationId`";
    OperationIdUnique Error "operation-operationId-unique"
        "Two operations have the same `operationId`."
        "give each operation its own";
    SuccessResponse Warning "operation-2xx-response"
        "An operation describes no success response."
        "add a response with a 2XX status, or `default`";
    ParametersUnique Error "operation-parameters-unique"
        "Two parameters of one list have the same name and location."
        "remove one of them";
    StatusContent Error "status-without-content"
        "Content is described for a status that never has a body (1XX, 204, 205, 304)."
        "remove the content, or correct the status or the reference";
    BodyRequired Warning "request-body-required"
        "The body of POST, PUT or PATCH is not marked as required, so callers may leave it out."
        "add `required: true`";
    PathParameters Error "path-parameters-defined"
        "The parameters of a path template and the declared path parameters differ, or a path parameter is not required."
        "declare each parameter of the template, with `required: true`";
    PathDeclaration Error "path-declaration-must-exist"
        "A path template has an empty parameter, unbalanced braces, or no leading `/`."
        "correct the path";
    IdenticalPaths Error "no-identical-paths"
        "Two paths differ only in the names of their parameters."
        "merge the two path items";
    AmbiguousPaths Warning "no-ambiguous-paths"
        "One request may match two paths with the same method, and neither is more specific."
        "change one of the paths";
    SecurityDefined Error "security-defined"
        "A security requirement names a scheme that is not in `components`."
        "add the scheme, or correct the name";
    ServerVariable Error "no-undefined-server-variable"
        "A variable in the URL of a server is not defined, or a defined one is not in the URL."
        "define the variable, or correct the URL";
    ServerVariableEnum Error "no-server-variables-empty-enum"
        "The `enum` of a server variable is empty, or does not contain its default."
        "list the allowed values";
    EnumType Error "no-enum-type-mismatch"
        "A value of `enum` or `const` does not have the type of its schema."
        "correct the value or the type";
    EnumDuplicate Warning "no-duplicated-enum-values"
        "A value is listed twice in an `enum`."
        "remove one of them";
    RequiredUndefined Warning "no-required-schema-properties-undefined"
        "`required` names a property that the schema does not have."
        "correct the name, or define the property";
    TypeMismatch Warning "no-schema-type-mismatch"
        "A keyword does not apply to the type of its schema, such as `properties` of an array."
        "correct the type, or remove the keyword";
    NumberRange Error "no-mixed-number-range-constraints"
        "`minimum` is beside a numeric `exclusiveMinimum`, or a limit is above its counterpart, so that no value or not the expected ones are valid."
        "keep one of the two limits, or correct them";
    NullableSibling Warning "nullable-type-sibling"
        "`nullable` is without a `type` beside it, where OpenAPI gives it no meaning."
        "add the type, or write the type `null`";
    AllOfConflict Warning "allof-conflicts"
        "Branches of `allOf` contradict each other: they have different types, properties of different types, no common enum value, or only some of them are nullable."
        "say it in one branch";
    ArrayItems Warning "array-items"
        "An array does not say what its items are."
        "add `items`";
    TypeFormat Warning "type-format-mismatch"
        "A format belongs to another type than the one of its schema."
        "correct the type or the format";
    Discriminator Error "discriminator-without-targets"
        "A discriminator has no variants to distinguish, an entry of its mapping has no target, or a variant lacks its property."
        "add the variants and the property, or remove the discriminator";
    MediaTypeExample Warning "no-invalid-media-type-examples"
        "An example of a body, a parameter or a header is not valid by its schema."
        "correct the example or the schema";
    SchemaExample Warning "no-invalid-schema-examples"
        "An example in a schema is not valid by the schema."
        "correct the example or the schema";
    DefaultInvalid Warning "default-violates-schema"
        "A default is not valid by its schema."
        "correct the default or the schema";
    NotChecked Note "example-not-checked"
        "An example cannot be checked, because its schema is not a valid JSON Schema."
        "correct the schema";
    ExampleDate Warning "example-date-invalid"
        "A string in an example looks like a date-time, but no calendar or clock has it."
        "correct the example";
    ExampleStatus Note "example-status-mismatch"
        "The example of a response contains a status code other than the one that it is an example of."
        "correct the example";
    EventExample Note "event-example-mismatch"
        "The example of an event names another event, or contains the parameter of its name literally."
        "correct the example";
    EventUnknown Note "event-unknown"
        "An example lists an event type that is not among the webhooks of the document."
        "correct the example, or describe the event";
    EventRequired Note "event-without-required"
        "The body of an event requires no property, so every field of its type is optional."
        "list the properties that are always sent in `required`";
    DescribedNull Warning "described-as-null"
        "A description says that the value is null in some cases, but the schema does not allow null."
        "allow null, or correct the description";
    IdentifierOptional Note "identifier-not-required"
        "The `id` of an object that only responses contain is not required, although the server assigns it."
        "add it to `required`";
    RequiredInMap Note "required-in-map"
        "The objects in a map require an enum, so one entry that has no value for it yet makes the whole map invalid."
        "make the property optional, unless every entry has it";
    MapOfObjects Note "map-of-plain-objects"
        "The values of a map are objects without properties, which is often meant to be any value."
        "remove the type, or describe the properties";
    ResponseDiffers Note "get-put-response-mismatch"
        "GET and PUT of one path return objects that have no property in common."
        "correct the response of one of them";
    TypeDiffers Note "inconsistent-property-type"
        "Properties with the same name are a string in one schema and a number or boolean in another one."
        "use one type";
    LimitDiffers Note "inconsistent-limits"
        "A parameter and a property with the same name have different limits."
        "use the same limit";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The table of the rules, for the docs.
#[must_use]
pub fn documentation() -> String {
    let mut text = "| code | severity | finds | fix |\n|---|---|---|---|\n".to_owned();
    for rule in Rule::ALL {
        let severity = match rule.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        text += &format!(
            "| `{}` | {severity} | {} | {} |\n",
            rule.name(),
            rule.explanation(),
            rule.fix()
        );
    }
    text
}
