//! Answers in the two forms of GeoReport v2: the same tree as JSON or as XML.

use crate::central::api::ApiProblem;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// In which form an answer is wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Xml,
}

impl Form {
    /// Splits `11.04.json` into `11.04` and the form.
    pub(super) fn split(name: &str) -> Option<(&str, Self)> {
        let (name, form) = name.rsplit_once('.')?;
        let form = match form {
            "json" => Self::Json,
            "xml" => Self::Xml,
            _ => return None,
        };
        Some((name, form))
    }

    /// A tree under the name of its root, which JSON leaves out.
    pub(super) fn answer(self, status: StatusCode, root: &str, tree: &Value) -> Response {
        let (kind, text) = match self {
            Self::Json => ("application/json; charset=utf-8", tree.to_string()),
            Self::Xml => ("text/xml; charset=utf-8", document(root, tree)),
        };
        let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
        (status, headers, text).into_response()
    }

    pub(super) fn fault(self, fault: &Fault) -> Response {
        let errors = json!([{
            "code": fault.status.as_u16().to_string(),
            "description": fault.description,
        }]);
        let mut response = self.answer(fault.status, "errors", &errors);
        if let Some(seconds) = fault.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response
    }
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) status: StatusCode,
    pub(super) description: String,
    pub(super) retry_after: Option<u64>,
}

impl Fault {
    pub(super) fn new(status: StatusCode, description: impl Into<String>) -> Self {
        Self {
            status,
            description: description.into(),
            retry_after: None,
        }
    }

    pub(super) fn bad(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, description)
    }

    pub(super) fn not_found(description: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, description)
    }
}

impl From<ApiProblem> for Fault {
    fn from(problem: ApiProblem) -> Self {
        Self {
            retry_after: problem.retry_after(),
            ..Self::new(problem.status(), problem.sentence())
        }
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        ApiProblem::from(error).into()
    }
}

impl From<deadpool_postgres::PoolError> for Fault {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        ApiProblem::from(error).into()
    }
}

fn document(root: &str, tree: &Value) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut xml, root, tree);
    xml.push('\n');
    xml
}

/// An element; of a list, one element an item inside it.
fn element(xml: &mut String, name: &str, value: &Value) {
    let inner = inner(name, value);
    if inner.is_empty() {
        xml.push_str(&format!("<{name}/>"));
    } else {
        xml.push_str(&format!("<{name}>{inner}</{name}>"));
    }
}

fn inner(name: &str, value: &Value) -> String {
    let mut xml = String::new();
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for item in items {
                element(&mut xml, singular(name), item);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                element(&mut xml, name, value);
            }
        }
        Value::String(text) => escape(&mut xml, text),
        Value::Bool(_) | Value::Number(_) => xml.push_str(&value.to_string()),
    }
    xml
}

/// What the specification calls an item of a list.
fn singular(list: &str) -> &str {
    match list {
        "service_requests" => "request",
        list => list.strip_suffix('s').unwrap_or(list),
    }
}

fn escape(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // XML 1.0 has no way to write these.
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {}
            c => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_written_as_the_specification_shows() {
        let tree = json!([{"code": "403", "description": "a < b & \"c\"\u{0}"}, {"code": null}]);
        assert_eq!(
            document("errors", &tree),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<errors><error><code>403</code>\
             <description>a &lt; b &amp; &quot;c&quot;</description></error>\
             <error><code/></error></errors>\n"
        );
        let requests = document("service_requests", &json!([{"lat": 1.5}]));
        assert!(requests.contains("<service_requests><request><lat>1.5</lat></request>"));
    }

    #[test]
    fn the_form_is_the_last_part_of_the_name() {
        assert_eq!(Form::split("11.04.json"), Some(("11.04", Form::Json)));
        assert_eq!(Form::split("requests.xml"), Some(("requests", Form::Xml)));
        for wrong in ["requests", "requests.html", "11.04", ""] {
            assert_eq!(Form::split(wrong), None);
        }
    }
}
