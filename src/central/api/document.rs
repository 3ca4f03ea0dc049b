//! The OpenAPI document: what the handlers say of themselves, and what holds for all of them.

use super::problem::ApiProblem;
use crate::sync::problem::PROBLEM_JSON;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, Info, InfoBuilder, OpenApi, Ref, RefOr, Response,
    ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};

const SCHEME: &str = "signature";

const ABOUT: &str = "Channels hand in applications to the Açık Kapı offices of Türkiye's \
governorships and ask where they stand. Every request is signed (RFC 9421, Ed25519); how, with a \
worked example, is in docs/api.md. Within this version fields, codes and values are added and none \
changes its meaning.";

const SIGNED: &str = "HTTP Message Signatures (RFC 9421): Signature-Input and Signature, with \
ed25519, keyid, created, expires (at most 300 seconds later) and nonce, over @method, @target-uri \
(or @authority, @path and @query), content-digest (RFC 9530) where there is a body, and \
idempotency-key where there is one.";

/// What may go wrong with any signed request, and with one that has a body.
const ALWAYS: [(&str, &str); 5] = [
    (
        "401",
        "Not signed, wrongly signed, or signed with a nonce that was used",
    ),
    ("403", "Signed by a client that may not do this"),
    ("413", "More bytes than are taken"),
    (
        "429",
        "More requests than the client may send; Retry-After tells when to go on",
    ),
    (
        "503",
        "Central cannot serve now; Retry-After tells when to try again",
    ),
];
const WITH_INPUT: [(&str, &str); 3] = [
    ("400", "Not readable at all"),
    ("415", "A content type or encoding that is not taken"),
    ("422", "Values that cannot be right"),
];
const NOT_FOUND: (&str, &str) = ("404", "Nothing there that the client may see");

/// The document's beginning.
pub(super) fn begun() -> OpenApi {
    let info: Info = InfoBuilder::new()
        .title("Açık Kapı")
        .version("1")
        .description(Some(ABOUT))
        .build();
    let mut document = OpenApi::new(info, utoipa::openapi::Paths::new());
    let header = ApiKeyValue::with_description("Signature", SIGNED);
    let mut schemas = Vec::new();
    ApiProblem::schemas(&mut schemas);
    let components = ComponentsBuilder::new()
        .security_scheme(SCHEME, SecurityScheme::ApiKey(ApiKey::Header(header)))
        .schema("Problem", ApiProblem::schema())
        .schemas_from_iter(schemas);
    document.components = Some(components.build());
    let tag = |name, description| {
        let tag = TagBuilder::new().name(name);
        tag.description(Some(description)).build()
    };
    document.tags = Some(vec![
        tag(
            "applications",
            "Handing applications in, and how they stand",
        ),
        tag("lists", "What a form needs, and what the client may do"),
    ]);
    document
}

/// Says of every operation what holds for all.
pub(super) fn finished(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            operation.security = Some(vec![SecurityRequirement::new(SCHEME, Vec::<String>::new())]);
            let input = operation.request_body.is_some() || operation.parameters.is_some();
            let found = path.contains('{').then_some(NOT_FOUND);
            let more = input.then_some(WITH_INPUT).into_iter().flatten();
            for (status, about) in ALWAYS.into_iter().chain(more).chain(found) {
                let responses = &mut operation.responses.responses;
                responses
                    .entry(status.to_owned())
                    .or_insert_with(|| RefOr::T(problem(about)));
            }
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    item.get.iter_mut().chain(item.post.iter_mut())
}

fn problem(about: &str) -> Response {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(about)
        .content(PROBLEM_JSON, content)
        .build()
}
