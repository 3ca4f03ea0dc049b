//! Pages of lists.

use super::problem::ApiProblem;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;
use utoipa::IntoParams;

/// Most items of one page, and how many where nothing is said.
const MOST_PAGE: u16 = 50;

/// Longest `after`.
const MOST_AFTER: usize = 60;

/// A query that asks for a page.
pub(super) type Asked = Result<Query<Page>, QueryRejection>;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// `next` of the page before; the first page without.
    #[param(max_length = 60)]
    pub(super) after: Option<String>,
    /// Most items of a page.
    #[param(minimum = 1, maximum = 50)]
    pub(super) limit: Option<u16>,
}

impl Page {
    /// Most items it has.
    pub(super) fn most(&self) -> usize {
        usize::from(self.limit.unwrap_or(MOST_PAGE))
    }
}

/// The page that was asked for.
pub(super) fn page(query: Asked) -> Result<Page, ApiProblem> {
    let query = query.map_err(|error| ApiProblem::field("query", error.body_text()));
    let Query(page) = query?;
    let limit = page.limit.unwrap_or(MOST_PAGE);
    if !(1..=MOST_PAGE).contains(&limit) {
        return Err(ApiProblem::field("limit", format!("from 1 to {MOST_PAGE}")));
    }
    let after = page.after.as_deref().unwrap_or_default();
    if after.chars().count() > MOST_AFTER {
        return Err(ApiProblem::field("after", "`next` of the page before"));
    }
    Ok(Page {
        limit: Some(limit),
        ..page
    })
}

/// The items after `page.after`, by their key, and what the next page is after.
pub(super) fn cut<T>(
    items: impl Iterator<Item = T>,
    page: &Page,
    key: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let limit = page.most();
    let later = |item: &T| page.after.as_ref().is_none_or(|after| key(item) > *after);
    let mut items = items.filter(later);
    let shown: Vec<T> = items.by_ref().take(limit).collect();
    let next = items.next().and(shown.last()).map(&key);
    (shown, next)
}
