//! Services: the topics an application can be about.

use super::answer::{Fault, Form};
use super::{Asked, Shared};
use crate::central::intake;
use crate::domain::application::ApplicationKind;
use crate::domain::ids::OfficeCode;
use crate::i18n::{Locale, Text};
use crate::labels::Label;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

/// The attribute that tells what is wanted.
pub(super) const KIND: &str = "kind";

/// The office a request is about.
pub(super) async fn jurisdiction(shared: &Shared, asked: &Asked) -> Result<OfficeCode, Fault> {
    let told = asked.get("jurisdiction_id");
    let told = told.ok_or_else(|| {
        Fault::bad("jurisdiction_id was not provided: it is the code of an office, such as 32000")
    })?;
    let unknown = || Fault::not_found("jurisdiction_id provided was not found");
    let office: OfficeCode = told.parse().map_err(|_| unknown())?;
    let database = shared.pool.get().await?;
    let open = intake::open_offices(&database).await?;
    let open = open.iter().any(|open| open.office == office);
    if open { Ok(office) } else { Err(unknown()) }
}

/// `GET services`.
pub(super) async fn list(shared: &Shared, form: Form, asked: &Asked) -> Result<Response, Fault> {
    jurisdiction(shared, asked).await?;
    let topics = shared.catalog.topics();
    let mut services = Vec::new();
    for heading in topics.headings() {
        for topic in topics.under(&heading.code).filter(|topic| !topic.retired) {
            services.push(json!({
                "service_code": topic.code,
                "service_name": topic.name,
                "description": topic.name_en,
                "metadata": true,
                "type": "realtime",
                "keywords": topic.synonyms.join(","),
                "group": heading.name,
            }));
        }
    }
    Ok(form.answer(StatusCode::OK, "services", &Value::Array(services)))
}

/// `GET services/{service_code}`.
pub(super) async fn definition(
    shared: &Shared,
    form: Form,
    (code, asked): (&str, &Asked),
) -> Result<Response, Fault> {
    jurisdiction(shared, asked).await?;
    let topic = shared.catalog.topics().get(code);
    topic
        .filter(|topic| !topic.retired)
        .ok_or_else(|| Fault::not_found("service_code provided was not found"))?;
    let text = Text::new(Locale::Tr);
    let values = ApplicationKind::ALL.iter().map(|kind| {
        let name = text.get(kind.key());
        json!({"key": kind, "name": name})
    });
    let definition = json!({
        "service_code": code,
        "attributes": [{
            "variable": true,
            "code": KIND,
            "datatype": "singlevaluelist",
            "required": false,
            "datatype_description": null,
            "order": 1,
            "description": text.get("central-open311-kind"),
            "values": values.collect::<Vec<_>>(),
        }],
    });
    Ok(form.answer(StatusCode::OK, "service_definition", &definition))
}
