//! The cases of the rules.

use crate::lint::Rule;

/// A rule, and documents with and without its defect.
pub(super) struct Case {
    pub(super) rule: Rule,
    /// Where the defect is found.
    pub(super) at: &'static str,
    pub(super) bad: &'static str,
    pub(super) good: &'static str,
}

macro_rules! cases {
    ($($rule:ident $at:literal $bad:literal $good:literal;)+) => {
        pub(super) const CASES: &[Case] = &[$(Case {
            rule: Rule::$rule,
            at: $at,
            bad: $bad,
            good: $good,
        },)+];
    };
}

cases! {
    UnresolvedRef "/components/schemas/A/items/$ref"
        "components: {schemas: {A: {type: array, items: {$ref: '#/components/schemas/B'}}}}"
        "components: {schemas: {A: {type: array, items: {$ref: '#/components/schemas/A'}}}}";
    UnresolvedRef "/components/schemas/A/$ref"
        "components: {schemas: {A: {$ref: 'other.yaml#/A'}}}"
        "components: {schemas: {A: {example: {$ref: 'other.yaml#/A'}}}}";
    RefSiblings "/paths/~1a/get/responses/200"
        "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/R', content: {}}}}}}\ncomponents: {responses: {R: {description: R}}}"
        "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/R', description: Another one.}}}}}\ncomponents: {responses: {R: {description: R}}}";
    RefSiblings "/components/schemas/A"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', nullable: true}, B: {type: string}}}"
        "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', maxLength: 1}, B: {type: string}}}";
    UnreachableSchema "/components/schemas/B"
        "paths: {/a: {get: {responses: {'200': {content: {a/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\ncomponents: {schemas: {A: {type: string}, B: {type: string}}}"
        "webhooks: {a: {post: {requestBody: {content: {a/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}\ncomponents: {schemas: {A: {items: {$ref: '#/components/schemas/B'}}, B: {type: string}}}";
    UnknownKeyword "/components/schemas/A/propertys"
        "components: {schemas: {A: {type: object, propertys: {}}}}"
        "components: {schemas: {A: {type: object, x-propertys: {}, properties: {propertys: {}}}}}";
    MixedDialect "/components/schemas/A/nullable"
        "components: {schemas: {A: {type: string, nullable: true}}}"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {type: string, nullable: true}}}";
    MixedDialect "/components/schemas/A/type"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {type: [string, 'null']}}}"
        "components: {schemas: {A: {type: [string, 'null']}}}";
    MixedDialect "/webhooks"
        "openapi: 3.0.3\nwebhooks: {}"
        "webhooks: {}";
    ComponentName "/components/schemas/a_b"
        "components: {schemas: {AB: {}, a_b: {}}}"
        "components: {schemas: {AB: {}, a_c: {}}, responses: {ab: {description: x}}}";
    ComponentName "/components/schemas/A B"
        "components: {schemas: {A B: {}}}"
        "components: {schemas: {A-B.c_1: {}}}";
    OperationId "/paths/~1a/get"
        "paths: {/a: {get: {responses: {'200': {}}}}}"
        "paths: {/a: {get: {operationId: a, responses: {'200': {}}}}}";
    OperationIdUnique "/paths/~1a/put/operationId"
        "paths: {/a: {get: {operationId: a}, put: {operationId: a}}}"
        "paths: {/a: {get: {operationId: a}, put: {operationId: b}}}";
    SuccessResponse "/paths/~1a/get"
        "paths: {/a: {get: {responses: {'404': {}, x-ok: {}}}}}"
        "paths: {/a: {get: {responses: {2XX: {}}}}, /b: {get: {responses: {default: {}}}}}";
    ParametersUnique "/paths/~1a/get/parameters/1"
        "paths: {/a: {get: {parameters: [{name: q, in: query}, {$ref: '#/components/parameters/Q'}]}}}\ncomponents: {parameters: {Q: {name: q, in: query}}}"
        "paths: {/a: {parameters: [{name: q, in: query}], get: {parameters: [{name: q, in: query}, {name: q, in: header}]}}}";
    ParametersUnique "/paths/~1a/get/parameters/1"
        "paths: {/a: {get: {parameters: [{name: X-A, in: header}, {name: x-a, in: header}]}}}"
        "paths: {/a: {get: {parameters: [{name: A, in: query}, {name: a, in: query}]}}}";
    StatusContent "/paths/~1a/delete/responses/204"
        "paths: {/a: {delete: {responses: {'204': {$ref: '#/components/responses/R'}}}}}\ncomponents: {responses: {R: {content: {a/json: {}}}}}"
        "paths: {/a: {delete: {responses: {'204': {content: {}}, '200': {$ref: '#/components/responses/R'}}}}}\ncomponents: {responses: {R: {content: {a/json: {}}}}}";
    BodyRequired "/paths/~1a/post/requestBody"
        "paths: {/a: {post: {requestBody: {content: {a/json: {}}}}}}"
        "paths: {/a: {post: {requestBody: {$ref: '#/components/requestBodies/B'}}, delete: {requestBody: {content: {}}}}}\ncomponents: {requestBodies: {B: {required: true, content: {}}}}";
    PathParameters "/paths/~1a~1{id}/get"
        "paths: {'/a/{id}': {get: {}}}"
        "paths: {'/a/{id}': {parameters: [{name: id, in: path, required: true}], get: {}}}";
    PathParameters "/paths/~1a/parameters/0"
        "paths: {/a: {parameters: [{name: id, in: path, required: true}], get: {}}}"
        "paths: {/a: {parameters: [{name: id, in: query}], get: {}}}";
    PathParameters "/paths/~1a~1{id}/get/parameters/0"
        "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path}]}}}"
        "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, required: true}]}}}";
    PathDeclaration "/paths/~1a~1{}"
        "paths: {'/a/{}': {}}"
        "paths: {'/a/{b}': {}}";
    PathDeclaration "/paths/a"
        "paths: {a: {}}"
        "paths: {/a: {}, x-a: {}}";
    PathDeclaration "/paths/~1a~1{b"
        "paths: {'/a/{b': {}}"
        "paths: {'/a/{b}.{c}': {}}";
    IdenticalPaths "/paths/~1a~1{c}"
        "paths: {'/a/{b}': {}, '/a/{c}': {}}"
        "paths: {'/a/{b}': {}, '/b/{b}': {}, '/a/{b}/': {}}";
    AmbiguousPaths "/paths/~1a~1{b}"
        "paths: {'/{a}/b': {get: {}}, '/a/{b}': {get: {}}}"
        "paths: {'/{a}/b': {get: {}}, '/a/{b}': {put: {}}, '/a/b': {get: {}}}";
    SecurityDefined "/security/0/key"
        "security: [{key: []}]"
        "security: [{key: []}, {}]\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}";
    SecurityDefined "/paths/~1a/get/security/0/other"
        "paths: {/a: {get: {security: [{other: []}]}}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}"
        "paths: {/a: {get: {security: [{key: []}]}}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}";
    ServerVariable "/servers/0/url"
        "servers: [{url: 'https://{a}.example'}]"
        "servers: [{url: 'https://{a}.example', variables: {a: {default: x}}}]";
    ServerVariable "/servers/0/variables/a"
        "servers: [{url: 'https://x.example', variables: {a: {default: x}}}]"
        "servers: [{url: 'https://x.example'}]";
    ServerVariableEnum "/servers/0/variables/a"
        "servers: [{url: 'https://{a}.example', variables: {a: {default: x, enum: []}}}]"
        "servers: [{url: 'https://{a}.example', variables: {a: {default: x, enum: [x]}}}]";
    ServerVariableEnum "/servers/0/variables/a"
        "servers: [{url: 'https://{a}.example', variables: {a: {default: x, enum: [y]}}}]"
        "servers: [{url: 'https://{a}.example', variables: {a: {default: y, enum: [y, z]}}}]";
    EnumType "/components/schemas/A/enum/1"
        "components: {schemas: {A: {type: string, enum: [a, 1]}}}"
        "components: {schemas: {A: {type: [string, 'null'], enum: [a, null]}, B: {type: string, nullable: true, enum: [null]}, C: {enum: [a, 1]}}}";
    EnumType "/components/schemas/A/const"
        "components: {schemas: {A: {type: integer, const: 1.5}}}"
        "components: {schemas: {A: {type: integer, const: 1.0}}}";
    EnumDuplicate "/components/schemas/A/enum/2"
        "components: {schemas: {A: {enum: [a, b, a]}}}"
        "components: {schemas: {A: {enum: [a, A, '1', 1]}}}";
    RequiredUndefined "/components/schemas/A/required/0"
        "components: {schemas: {A: {type: object, required: [datatype], properties: {dataType: {}}}}}"
        "components: {schemas: {A: {type: object, required: [b, c], allOf: [{$ref: '#/components/schemas/B'}, {required: [d]}], properties: {c: {}, d: {}}}, B: {properties: {b: {}}}}}";
    TypeMismatch "/components/schemas/A/minLength"
        "components: {schemas: {A: {type: array, items: {}, minLength: 1}}}"
        "components: {schemas: {A: {type: [array, string], items: {}, minLength: 1}}}";
    TypeMismatch "/components/schemas/A/properties"
        "components: {schemas: {A: {type: string, properties: {}}}}"
        "components: {schemas: {A: {properties: {}}, B: {type: integer, minimum: 1}}}";
    NumberRange "/components/schemas/A/exclusiveMinimum"
        "components: {schemas: {A: {type: number, minimum: 1, exclusiveMinimum: 1}}}"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {type: number, minimum: 1, exclusiveMinimum: true}}}";
    NumberRange "/components/schemas/A/minLength"
        "components: {schemas: {A: {type: string, minLength: 3, maxLength: 2}}}"
        "components: {schemas: {A: {type: string, minLength: 2, maxLength: 2}}}";
    NullableSibling "/components/schemas/A/nullable"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {nullable: true, allOf: [{type: string}]}}}"
        "openapi: 3.0.3\ncomponents: {schemas: {A: {nullable: true, type: string}, B: {nullable: false}}}";
    AllOfConflict "/components/schemas/A/allOf/1"
        "components: {schemas: {A: {allOf: [{type: string}, {type: object}]}}}"
        "components: {schemas: {A: {allOf: [{type: number}, {type: integer}, {description: d}]}}}";
    AllOfConflict "/components/schemas/A/allOf/1"
        "components: {schemas: {A: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}}}"
        "components: {schemas: {A: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {maxLength: 1}}}]}}}";
    AllOfConflict "/components/schemas/A/allOf/1"
        "components: {schemas: {A: {allOf: [{enum: [a]}, {enum: [b]}]}}}"
        "components: {schemas: {A: {allOf: [{enum: [a, b]}, {enum: [b]}]}}}";
    AllOfConflict "/components/schemas/A/allOf/1"
        "components: {schemas: {A: {allOf: [{type: object}, {type: [object, 'null']}]}}}"
        "components: {schemas: {A: {allOf: [{type: [object, 'null']}, {type: [object, 'null']}, {description: d}]}}}";
    ArrayItems "/components/schemas/A"
        "components: {schemas: {A: {type: array}}}"
        "components: {schemas: {A: {type: array, items: {}}, B: {type: array, prefixItems: [{}]}}}";
    TypeFormat "/components/schemas/A/format"
        "components: {schemas: {A: {type: integer, format: date-time}}}"
        "components: {schemas: {A: {type: string, format: int64}, B: {type: integer, format: int32}, C: {type: string, format: own}}}";
    Discriminator "/components/schemas/A/discriminator"
        "components: {schemas: {A: {type: object, discriminator: {propertyName: kind}}}}"
        "components: {schemas: {A: {type: object, properties: {kind: {}}, discriminator: {propertyName: kind}}, B: {allOf: [{$ref: '#/components/schemas/A'}]}}}";
    Discriminator "/components/schemas/A/discriminator/mapping/b"
        "components: {schemas: {A: {discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/C'}}}}}"
        "components: {schemas: {A: {discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B', c: B}}}, B: {}}}";
    Discriminator "/components/schemas/A/oneOf/1"
        "components: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/B'}, {type: object}], discriminator: {propertyName: kind}}, B: {properties: {kind: {}}}}}"
        "components: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/B'}, {properties: {kind: {}}}], discriminator: {propertyName: kind}}, B: {allOf: [{properties: {kind: {}}}]}}}";
    MediaTypeExample "/paths/~1a/get/responses/200/content/application~1json/examples/e/value/n"
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {properties: {n: {type: integer}}}, examples: {e: {value: {n: x}}}}}}}}}}"
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {properties: {n: {type: integer, nullable: true}}}, examples: {e: {value: {n: null}}}}}}}}}}";
    MediaTypeExample "/paths/~1a/post/requestBody/content/application~1json/example"
        "paths: {/a: {post: {requestBody: {content: {application/json: {schema: {required: [id], properties: {id: {writeOnly: true}}}, example: {}}}}}}}"
        "paths: {/a: {post: {requestBody: {content: {application/json: {schema: {required: [id], properties: {id: {readOnly: true}}}, example: {}}}}}}}";
    MediaTypeExample "/paths/~1a/get/parameters/0/example"
        "paths: {/a: {get: {parameters: [{name: q, in: query, schema: {type: string, format: uuid}, example: x}]}}}"
        "paths: {/a: {get: {parameters: [{name: q, in: query, schema: {type: string, format: uuid}, example: 0b8d8c46-0000-4000-8000-000000000000}]}}}";
    MediaTypeExample "/paths/~1a/post/requestBody/content/application~1json/example"
        "openapi: 3.0.3\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: number, maximum: 1, exclusiveMaximum: true}, example: 1}}}}}}"
        "openapi: 3.0.3\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: number, maximum: 1, exclusiveMaximum: false}, example: 1}}}}}}";
    SchemaExample "/components/schemas/A/examples/1"
        "components: {schemas: {A: {type: string, examples: [a, 1]}}}"
        "components: {schemas: {A: {type: string, examples: [a, b], example: c}}}";
    SchemaExample "/components/schemas/A/properties/b/example"
        "components: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/B', example: 1}}}, B: {type: string}}}"
        "components: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/B', example: x}}}, B: {type: string}}}";
    DefaultInvalid "/components/schemas/A/default"
        "components: {schemas: {A: {enum: [a], default: b}}}"
        "components: {schemas: {A: {enum: [a], default: a}, B: {type: object, required: [id], properties: {id: {readOnly: true}}, default: {}}}}";
    NotChecked "/components/schemas/A/example"
        "components: {schemas: {A: {type: string, pattern: '(', example: a}}}"
        "components: {schemas: {A: {type: string, pattern: '(a)', example: a}}}";
    ExampleDate "/components/schemas/A/example"
        "components: {schemas: {A: {type: string, example: '2023-02-29T00:00:00Z'}}}"
        "components: {schemas: {A: {type: string, example: '2024-02-29T23:59:60.1234567+01:00'}, B: {example: 2023-99-99}}}";
    ExampleStatus "/components/responses/R/content/application~1json/example/statusCode"
        "paths: {/a: {get: {responses: {'402': {$ref: '#/components/responses/R'}}}}}\ncomponents: {responses: {R: {content: {application/json: {schema: {}, example: {statusCode: 429}}}}}}"
        "paths: {/a: {get: {responses: {'402': {$ref: '#/components/responses/R'}, 5XX: {$ref: '#/components/responses/R'}}}}}\ncomponents: {responses: {R: {content: {application/json: {schema: {}, example: {statusCode: 402, status: 7}}}}}}";
    EventExample "/webhooks/a.reset/post/requestBody/content/application~1json/example/type"
        "webhooks: {a.set: {post: {}}, a.reset: {post: {requestBody: {content: {application/json: {schema: {}, example: {type: a.set}}}}}}}"
        "webhooks: {a.set: {post: {}}, a.reset: {post: {requestBody: {content: {application/json: {schema: {}, example: {type: a.reset}}}}}}}";
    EventExample "/webhooks/{t}.set/post/requestBody/content/application~1json/example/type"
        "webhooks: {'{t}.set': {post: {requestBody: {content: {application/json: {schema: {}, example: {type: '{t}.set'}}}}}}}"
        "webhooks: {'{t}.set': {post: {requestBody: {content: {application/json: {schema: {}, example: {type: bills.set}}}}}}}";
    EventUnknown "/components/schemas/A/example/eventTypes/1"
        "webhooks: {a.set: {post: {}}}\ncomponents: {schemas: {A: {example: {eventTypes: [a.set, b.set]}}}}"
        "webhooks: {'{t}.set': {post: {}}}\ncomponents: {schemas: {A: {example: {eventTypes: [a.set, b.set]}}}}";
    EventRequired "/webhooks/a/post/requestBody/content/application~1json/schema"
        "webhooks: {a: {post: {requestBody: {content: {application/json: {schema: {properties: {id: {}}}}}}}}}"
        "webhooks: {a: {post: {requestBody: {content: {application/json: {schema: {required: [id], properties: {id: {}}}}}}}}}";
    DescribedNull "/components/schemas/A/properties/a"
        "components: {schemas: {A: {properties: {a: {allOf: [{$ref: '#/components/schemas/B'}, {description: 'The time, null if pending.'}]}}}, B: {type: string}}}"
        "components: {schemas: {A: {properties: {a: {type: [string, 'null'], description: 'It is null if pending.'}, b: {type: string, description: It cannot be null.}, c: {description: It is null if pending.}}}}}";
    IdentifierOptional "/components/schemas/A/properties/id"
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\ncomponents: {schemas: {A: {properties: {id: {type: string}}}}}"
        "paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'200': {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/A'}}}}}}}}}\ncomponents: {schemas: {A: {properties: {id: {type: string}}}}}";
    RequiredInMap "/components/schemas/A"
        "components: {schemas: {M: {additionalProperties: {$ref: '#/components/schemas/A'}}, A: {required: [s], properties: {s: {enum: [a]}}}}}"
        "components: {schemas: {M: {additionalProperties: {$ref: '#/components/schemas/A'}}, A: {required: [s], properties: {s: {type: string}, t: {enum: [a]}}}}}";
    RequiredInMap "/components/schemas/A"
        "components: {schemas: {M: {properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/A'}, d: {$ref: '#/components/schemas/A'}}}, A: {required: [s], properties: {s: {enum: [a]}}}}}"
        "components: {schemas: {M: {properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/A'}, d: {}}}, A: {required: [s], properties: {s: {enum: [a]}}}}}";
    MapOfObjects "/components/schemas/A/additionalProperties/type"
        "components: {schemas: {A: {additionalProperties: {type: object}}}}"
        "components: {schemas: {A: {additionalProperties: {type: object, properties: {}}}, B: {additionalProperties: {}}}}";
    ResponseDiffers "/paths/~1a/get/responses/200/content/application~1json/schema"
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {properties: {results: {}}}}}}}}, put: {responses: {'200': {content: {application/json: {schema: {properties: {name: {}}}}}}}}}}"
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {properties: {id: {}, name: {}}}}}}}}, put: {requestBody: {content: {application/json: {schema: {properties: {name: {}}}}}}, responses: {'204': {}}}}}";
    TypeDiffers "/components/schemas/B/properties/code"
        "components: {schemas: {A: {properties: {code: {type: string}}}, B: {properties: {code: {type: integer}}}, C: {properties: {code: {type: integer}}}}}"
        "components: {schemas: {A: {properties: {code: {type: integer}}}, B: {properties: {code: {type: number}}}, C: {properties: {code: {type: object}}}}}";
    LimitDiffers "/components/schemas/A/properties/size"
        "paths: {/a: {get: {parameters: [{name: size, in: query, schema: {type: integer, maximum: 5}}]}}}\ncomponents: {schemas: {A: {properties: {size: {type: integer, maximum: 2}}}}}"
        "paths: {/a: {get: {parameters: [{name: size, in: query, schema: {type: integer, maximum: 5}}]}}}\ncomponents: {schemas: {A: {properties: {size: {type: integer, maximum: 5}, other: {type: integer, maximum: 2}}}}}";
}
