//! The table of all diagnostics, in the order of the pipeline.

use super::Entry;
use crate::diagnostics::Severity;

registry! {
    "Input files" {
        SourceEmpty = Error "source-empty" "empty file" {
            "The file is empty or contains only comments."
            fix "provide an OpenAPI document or an overlay in YAML or JSON"
        }
        SourceSyntax = Error "source-syntax" "syntax error" {
            "The file is not valid YAML or JSON. It is read as JSON if its name ends in `.json` or it starts with `{` or `[`."
            fix "check the indentation, quotes and brackets at this position"
        }
        SourceRoot = Error "source-root" "root is not an object" {
            "The root of the file is an array or a scalar."
            fix "the root must be an object with keys such as `openapi`"
        }
        SourceDocuments = Error "source-documents" "several YAML documents" {
            "The file contains several YAML documents."
            fix "keep one"
        }
        SourceDuplicateKey = Error "source-duplicate-key" "duplicate key" {
            "An object has a duplicate key, possibly with different spellings (`200` and `\"200\"`)."
            fix "delete one of them; parsers disagree about which one counts"
        }
        SourceKey = Error "source-key" "unsupported key" {
            "A key is null, a fractional number, an array or an object."
            fix "quote the key"
        }
        SourceTag = Error "source-tag" "YAML tag" {
            "A value has a YAML tag, such as `!secret`."
            fix "delete the tag, or quote a string that starts with `!`"
        }
        SourceNumber = Error "source-number" "not a JSON number" {
            "A number is `.nan` or `.inf`, which JSON does not support."
            fix "use a finite number, or quote the string"
        }
        SourceMerge = Error "source-merge" "invalid merge key" {
            "The value of the merge key `<<` is not an object or an array of objects."
            fix "use the alias of an object, or an array of such aliases"
        }
        SourceExpansion = Error "source-expansion" "too many aliases" {
            "Expanded aliases make the document more than ten times as large as its source."
            fix "write out the values, or use `$ref`"
        }
        Unwritten = Warning "unwritten" "unwritten prose" {
            "The value is `(unwritten)`, by which `cargo xtask sync` marks prose that is still to be written. The SDK is the same as without the property, and `cargo xtask check` fails."
            fix "write it, or delete the property"
        }
    }
    "Overlays" {
        OverlayVersion = Error "overlay-version" "unsupported overlay version" {
            "The version of the overlay is not 1.0 or 1.1."
            fix "write `overlay: 1.1.0`, and use only features of that version"
        }
        OverlayPropertyMissing = Error "overlay-property-missing" "missing overlay property" {
            "A required property is missing or empty. Every action needs a `description`: what is wrong, why, since when."
            fix "add it"
        }
        OverlayPropertyUnknown = Error "overlay-property-unknown" "unknown overlay property" {
            "A property is not part of the version of the Overlay Specification that the file uses."
            fix "correct its name, or prefix it with `x-`"
        }
        OverlayPropertyType = Error "overlay-property-type" "overlay property of the wrong type" {
            "A property has the wrong type, such as a version that YAML reads as a number."
            fix "use the type named in the message, with quotes if necessary"
        }
        OverlayModifier = Error "overlay-modifier" "not exactly one change" {
            "An action has several of `update`, `copy` and `remove: true`, or none of them."
            fix "use exactly one of them"
        }
        OverlayActionDuplicate = Error "overlay-action-duplicate" "repeated action" {
            "An action is the same as an earlier one of the overlay."
            fix "delete it"
        }
        OverlayTarget = Error "overlay-target" "invalid JSONPath" {
            "A `target` or `copy` is not a valid JSONPath (RFC 9535)."
            fix "write a JSONPath of RFC 9535; names with characters other than letters, digits and `_` are written as `['...']`"
        }
        OverlayNoMatch = Error "overlay-no-match" "target selects nothing" {
            "The target selects nothing: upstream has moved or removed the location."
            fix "fix the target, or delete the action"
        }
        OverlayNoChange = Error "overlay-no-change" "update changes nothing" {
            "The update does not change any selected location: upstream has made the same change."
            fix "upstream has made the same change: delete the action"
        }
        OverlayTargetPrimitive = Error "overlay-target-primitive" "update of a scalar" {
            "The target of an update is a string, number, boolean or null, which Overlay 1.0 does not allow."
            fix "select the object that contains it, and update that, or write `overlay: 1.1.0`"
        }
        OverlayTargetMixed = Error "overlay-target-mixed" "different kinds of values" {
            "The target of an update or a copy selects values of different kinds. Overlay 1.1 requires that all are objects, all are arrays, or all are scalars."
            fix "write an action for each kind"
        }
        OverlayUpdateType = Error "overlay-update-type" "update of the wrong type" {
            "The new value of an update or a copy does not fit the target: an object takes an object, a scalar takes a scalar."
            fix "use a value of the same kind; to replace a value by one of another kind, remove it and update its parent in a second action"
        }
        OverlayMergeType = Error "overlay-merge-type" "merge of different types" {
            "A property has values of different kinds in the target and in the update or copy. Overlay 1.1 does not allow that; 1.0 leaves it open, and the new value replaces the old one."
            fix "remove the property in an action before"
        }
        OverlayCopySource = Error "overlay-copy-source" "source that is not one location" {
            "The source of a copy selects nothing, or several locations."
            fix "select one location"
        }
        OverlayRemoveRoot = Error "overlay-remove-root" "removal of the document" {
            "An action removes the whole document."
            fix "select the part to remove"
        }
    }
    "The document" {
        Version = Error "version" "unsupported version" {
            "The version of the document is missing, or is not OpenAPI 3.0, 3.1 or 3.2."
            fix "provide an OpenAPI 3 document (Swagger 2.0 documents can be converted)"
        }
        PathTemplate = Error "path-template" "invalid path" {
            "A key of `paths` is not a valid path: it has no leading `/`, or contains an unbalanced brace or a control character."
            fix "correct it"
        }
        Method = Error "method" "invalid method" {
            "A key of `additionalOperations` is not a token of RFC 9110."
            fix "correct it"
        }
        KeywordUnknown = Warning "keyword-unknown" "unknown keyword" {
            "An object has a keyword that is not part of OpenAPI. It is ignored."
            fix "correct its spelling, or prefix it with `x-`"
        }
        KeywordShape = Error "keyword-shape" "keyword of the wrong type" {
            "The value of a keyword has the wrong type, such as a string instead of an array."
            fix "use the type that the OpenAPI specification requires"
        }
        KeywordShapeUnused = Warning "keyword-shape-unused" "keyword of the wrong type, without effect" {
            "The value of a keyword has the wrong type. The keyword has no effect on code, or it is in a component that no operation uses. It is ignored."
            fix "use the type that the OpenAPI specification requires"
        }
        RequiredBoolean = Warning "required-boolean" "boolean `required` in a schema" {
            "`required` of a schema is a boolean, as in JSON Schema before draft 4. It is ignored, so the property is optional."
            fix "list the property in `required` of the object, in an overlay"
        }
        KeywordMissing = Error "keyword-missing" "missing keyword" {
            "An object lacks a required keyword."
            fix "add it"
        }
        KeywordNoEffect = Note "keyword-no-effect" "keyword without effect" {
            "The keyword is understood but has no effect on the SDK. Reported once per keyword."
        }
        ExtensionUnknown = Warning "extension-unknown" "unknown extension" {
            "An `x-sdk-` or `x-rust-` extension is not known to the generator. It is ignored."
            fix "correct its name, if it is for this generator"
        }
        ExtensionLocation = Error "extension-location" "misplaced extension" {
            "An extension of this project is on an object where it has no effect."
            fix "move it to an object that supports it"
        }
        Status = Error "status" "invalid status" {
            "A key under `responses` is not a status, a range such as `4XX`, or `default`."
            fix "correct it"
        }
        ParameterSchema = Error "parameter-schema" "parameter without one schema" {
            "A parameter has neither `schema` nor `content`, or both."
            fix "add exactly one of them"
        }
        DocumentShape = Error "document-shape" "object outside of the OpenAPI model" {
            "An object has the right keywords but is not valid in the OpenAPI model, such as a parameter in `body`."
            fix "compare the object with the OpenAPI specification"
        }
        DocumentEmpty = Error "document-empty" "empty document" {
            "The document has no operations, webhooks or schemas."
            fix "add an operation to `paths`, an event to `webhooks`, or a schema to `components`"
        }
        Skipped = Warning "skipped" "part that is left out" {
            "A part of the document has an error, and `--skip-unsupported` leaves it out. The message names the error."
            fix "correct the document in an overlay"
        }
        TagUnknown = Error "tag-unknown" "unknown tag" {
            "No operation has the requested tag."
            fix "use a tag of the document"
        }
    }
    "References" {
        RefExternal = Error "ref-external" "unusable file" {
            "A `$ref` refers to a URL, to an absolute path, or to a file that cannot be read."
            fix "put the file beside the document, and refer to it by a relative path"
        }
        RefSyntax = Error "ref-syntax" "invalid reference" {
            "The fragment after `#` is not a JSON pointer (RFC 6901)."
            fix "write it as `#/components/schemas/Name`, with `~1` for a slash in a name"
        }
        RefDangling = Error "ref-dangling" "dangling reference" {
            "The target of a `$ref` does not exist."
            fix "add the target, or correct the reference"
        }
        RefCircular = Error "ref-circular" "circular reference" {
            "References form a cycle, and none of them has any content."
            fix "give one of the objects content of its own"
        }
        RefUnsupported = Error "ref-unsupported" "unsupported reference" {
            "A reference is not supported for an object of this kind."
            fix "write the object inline"
        }
        RefKind = Error "ref-kind" "reference to another kind of object" {
            "The target of a `$ref` is a different kind of object than required."
            fix "refer to an object of the required kind"
        }
        RefOverridden = Warning "ref-overridden" "keyword that the reference has as well" {
            "A path item has a `$ref` and a keyword that the target of the reference has as well. OpenAPI leaves open which of them counts; the one beside the reference is used."
            fix "keep one of them"
        }
    }
    "Operations" {
        OperationId = Warning "operation-id" "duplicate operationId" {
            "Several operations have the same `operationId`. Each of them is named after its method and path instead."
            fix "give each of them its own `operationId`, or an `x-rust-name`, in an overlay"
        }
        NameOverride = Error "name-override" "invalid name pattern" {
            "A pattern in `x-speakeasy-name-override` is not a valid regular expression."
            fix "correct it"
        }
        PathParamMissing = Warning "path-param-missing" "undeclared path parameter" {
            "A parameter in the path template is not declared. It is a string."
            fix "add it to `parameters`"
        }
        PathParamSurplus = Warning "path-param-surplus" "unused path parameter" {
            "A path parameter does not appear in the path template. It is ignored."
            fix "remove it, or correct the path"
        }
        ParamStyle = Warning "param-style" "invalid parameter style" {
            "A parameter has a `style` that does not exist in its location. The default style is used instead."
            fix "correct the style in an overlay"
        }
        ParamContent = Warning "param-content" "parameter with unsupported content" {
            "The media type of a parameter with `content` is neither JSON nor text. The value is a string, which is sent as it is."
            fix "give it a `schema` in an overlay"
        }
        ParamType = Warning "param-type" "value without a serialization" {
            "OpenAPI does not define how the style of a parameter writes such a value. Arrays and objects inside of other values are written as JSON, binary values are strings."
            fix "use the style `deepObject`, or `content`, in an overlay"
        }
        ParamName = Error "param-name" "invalid parameter name" {
            "The name of a header or cookie parameter has a character that is not allowed there."
            fix "correct the name, or remove the parameter, in an overlay"
        }
        ParamDuplicate = Warning "param-duplicate" "duplicate parameter" {
            "Two parameters of the same list have the same name and location. The last one is used."
            fix "remove one of them in an overlay"
        }
        ParamIgnored = Note "param-ignored" "ignored header parameter" {
            "OpenAPI ignores header parameters named `Accept`, `Authorization` and `Content-Type`. The transport writes `Content-Length` and `Transfer-Encoding`."
        }
        BodyMediaType = Warning "body-media-type" "request body without a media type" {
            "The `content` of a request body is empty, so the operation has no body."
            fix "describe the media type in an overlay"
        }
        MediaTypeChoice = Error "media-type-choice" "unknown media type" {
            "The value of `x-sdk-media-type` is not one of the media types of the body or response."
            fix "use one of those in the message"
        }
        MediaXml = Note "media-xml" "XML content" {
            "XML is sent and returned as a string: models are JSON only."
        }
        ItemSchema = Warning "item-schema" "items of content that is not a sequence" {
            "`itemSchema` describes the items of a sequential media type, such as JSON Lines. It has no effect on other content."
            fix "describe all of the content with `schema`, or correct the media type in an overlay"
        }
        PartHeader = Note "part-header" "header of a part" {
            "A header of a part in a multipart body can have any value. Models have no property for it."
        }
        PartPositions = Note "part-positions" "parts without names" {
            "The parts of a multipart body are an array. The caller adds them to a `Multipart`, which has the media types that are described for their positions."
        }
        FormShape = Warning "form-shape" "form without properties" {
            "The schema of a form is not an object with known properties, or has files that are not among them."
            fix "describe it as an object in an overlay"
        }
        MediaTypes = Note "media-types" "several media types" {
            "There are several media types for the same content. The SDK uses one of them."
        }
        SuccessMissing = Warning "success-missing" "no success response" {
            "No 2XX response is described, so all of them are treated as success."
            fix "add the response in an overlay"
        }
        StatusWithoutContent = Warning "status-without-content" "content without a body" {
            "Content is described for a status that never has content. It is ignored."
            fix "correct the response in an overlay"
        }
        LinkTarget = Warning "link-target" "link without an operation" {
            "A link of a response does not lead to an operation of the document: its `operationId` or `operationRef` is missing, or is wrong. It is left out of the docs."
            fix "correct it, or remove the link, in an overlay"
        }
        SecurityMissing = Error "security-missing" "missing security scheme" {
            "A security requirement refers to a scheme that does not exist."
            fix "add it to `components/securitySchemes`"
        }
        SecurityScheme = Error "security-scheme" "invalid security scheme" {
            "A security scheme has an unknown `type`, lacks what its type requires, or has a name that is not valid in a header or a cookie."
            fix "correct it in an overlay"
        }
        SecurityCombined = Warning "security-combined" "credentials that exclude each other" {
            "A requirement combines security schemes that use the same header, so a request can have only one of them. The first one is sent."
            fix "keep one of the schemes in an overlay"
        }
        ServerUrl = Warning "server-url" "unusable server URL" {
            "The URL of a server is not an HTTP URL that requests can be sent to, so the server is left out. If the reason is a variable, callers must set it. A query and a fragment are not sent."
            fix "describe the variable, or use an `https` URL"
        }
        ServerRelative = Warning "server-relative" "relative server URL" {
            "The URL of a server is relative to the URL of the document, which is unknown, so callers must set the base URL. If only the scheme is missing, it is `https`."
            fix "provide an absolute URL in an overlay"
        }
        ResponseMediaType = Warning "response-media-type" "form in a response" {
            "A form or multipart content in a response is returned as bytes. The boundary of the parts is in the header `Content-Type`, which `with_response()` returns."
            fix "parse the bytes, or correct the media type in an overlay"
        }
        PagingRule = Error "paging-rule" "invalid paging rule" {
            "The value of `x-sdk-paging` is invalid."
            fix "provide the properties named in the message"
        }
        WaiterRule = Error "waiter-rule" "invalid waiter" {
            "The value of `x-sdk-waiter` is invalid, or does not match the operation."
            fix "correct what the message says"
        }
        RetryRule = Error "retry-rule" "invalid retry rule" {
            "The value of `x-speakeasy-retries` is invalid."
            fix "provide the properties named in the message"
        }
        IdempotencyHeader = Error "idempotency-header" "invalid idempotency header" {
            "The value of `x-sdk-idempotency-key` is not a valid header name."
            fix "use a name like `Idempotency-Key`"
        }
        EventMethods = Note "event-methods" "event with several methods" {
            "An event under `webhooks` has several methods. The first one defines its content."
        }
        EventParameters = Note "event-parameters" "event with parameters" {
            "An event under `webhooks` has parameters, such as headers. Events have no properties for them; their values are in the request that the server sends."
        }
        EventEmpty = Note "event-empty" "event without content" {
            "An event under `webhooks` has no content. It is ignored."
        }
        CallbackUntyped = Note "callback-untyped" "callback without JSON" {
            "The content of a callback is not described, or is not JSON, so no function decodes it."
        }
        EventMediaType = Warning "event-media-type" "event that is not JSON" {
            "The content of an event under `webhooks` is not JSON. The event is ignored."
            fix "give it a JSON media type in an overlay, if it is JSON"
        }
    }
    "Schemas" {
        TypeUnknown = Error "type-unknown" "unknown type" {
            "The value of `type` is not part of JSON Schema."
            fix "use string, number, integer, boolean, array or object"
        }
        EnumType = Warning "enum-type" "enum value of another type" {
            "A value of `enum` or `const` is not of the schema's type, so no valid value equals it. It is ignored."
            fix "correct the value or the type in an overlay"
        }
        FreeValue = Warning "free-value" "schema without a type in Rust" {
            "Rust types cannot express a schema, so its values are kept as they are (`serde_json::Value`, or the plain type of the schema)."
            fix "if a plainer schema describes the values, use it in an overlay"
        }
        RequiredUnknown = Warning "required-unknown" "unknown required property" {
            "`required` contains the name of a property that does not exist. Types have an optional property of that name with any value, unless other properties are kept or excluded anyway."
            fix "correct the name in an overlay"
        }
        ArgumentUnknown = Warning "argument-unknown" "unknown argument" {
            "`x-rust-arguments` contains a name that is not that of a required property or parameter, or that occurs before. It is ignored."
            fix "correct the name, or remove it, in the overlay"
        }
        AllofCircular = Error "allof-circular" "circular allOf" {
            "An `allOf` includes itself."
            fix "remove the branch"
        }
        AllofConflict = Warning "allof-conflict" "conflicting allOf branches" {
            "No value matches two branches of `allOf`, such as a string and an object. The schema or the property is a free value (`serde_json::Value`); of two enums without a common value, the later one is used."
            fix "choose one of them in an overlay"
        }
        UnionCombinations = Warning "union-combinations" "too many combinations of unions" {
            "`allOf` combines unions in more ways than an enum can list, so the value is free."
            fix "list the combinations that exist in one `oneOf`, in an overlay"
        }
        UnionDiscriminator = Warning "union-discriminator" "discriminator without a value" {
            "A discriminator does not identify every variant of its union. The others are identified by their properties."
            fix "add the property to the variants, or their names to `mapping`, in an overlay"
        }
        AliasCircular = Warning "alias-circular" "type that contains only itself" {
            "An array or map contains only itself. Its items are free values (`serde_json::Value`)."
            fix "insert an object with a property in between, in an overlay"
        }
        ExampleMismatch = Warning "example-mismatch" "example that does not fit" {
            "An example or a default does not fit its schema: the emitted code cannot decode it, or encodes something else. Tests and example code leave it out."
            fix "correct the example, or the schema, in an overlay"
        }
        SecretType = Error "secret-type" "secret that is not a string" {
            "`x-sdk-secret` is set on something that is not a string."
            fix "set `x-sdk-secret` on the strings inside"
        }
    }
    "Names and settings" {
        TypeNameQualified = Note "type-name-qualified" "qualified type name" {
            "Several types claim the same name, so this one is qualified by its owner's name, or by what distinguishes it."
            fix "set `x-rust-name` in an overlay to choose another name"
        }
        TypeNameClash = Warning "type-name-clash" "duplicate type name" {
            "Several components, or types with an `x-rust-name`, have the same Rust name. One of them keeps it, and this one has a longer name."
            fix "give each of them an `x-rust-name` in an overlay, so that their names never change"
        }
        MethodNameClash = Warning "method-name-clash" "duplicate method name" {
            "Several operations of a resource have the same Rust name, so this one has a longer name."
            fix "give each of them an `x-rust-name` in an overlay, so that their names never change"
        }
        ResourceNameClash = Warning "resource-name-clash" "duplicate resource name" {
            "Several resources have the same Rust name. One of them keeps it, and this one has a longer name."
            fix "rename one of the tags in an overlay"
        }
        Names = Error "names" "invalid name in names.yaml" {
            "A line of `names.yaml` is not a pointer with a type name, or an entry of `renamed` is invalid: its new name is not in the SDK, or its old name is that of another item."
            fix "write `/components/schemas/Company: Company`"
        }
        NamesStale = Warning "names-stale" "alias of an earlier release" {
            "An entry of `renamed` in `names.yaml` was replaced before the release that this version is compatible with. The old name remains for one release as a deprecated alias."
            fix "delete the entry, and with it the alias; this version may break the API"
        }
        Settings = Error "settings" "invalid settings" {
            "`sdk.toml` is not valid TOML, contains an unknown setting, or contains an invalid header name."
            fix "see the settings in `spec/README.md`"
        }
        SettingsErrorSchema = Warning "settings-error-schema" "unused error schema" {
            "`error.schema` names a schema that no operation uses. The inferred error schema is used instead."
            fix "correct `error.schema` in `sdk.toml`"
        }
    }
}
