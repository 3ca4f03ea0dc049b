//! Which application somebody may read.

use super::super::fault::Fault;
use super::super::session::Visitor;
use super::super::{Citizens, identity, session};
use crate::central::intake::{self, Filed};
use crate::domain::ids::ApplicationId;
use axum::http::HeaderMap;
use deadpool_postgres::Client;

/// The application, where it is now, for whoever may read it.
///
/// # Errors
/// [`Fault::NotFound`] for everybody else, as for an application that does not exist.
pub(super) async fn readable(
    citizens: &Citizens,
    client: &Client,
    (headers, application): (&HeaderMap, ApplicationId),
) -> Result<(Visitor, Filed), Fault> {
    let visitor = session::current(client, headers).await?;
    let visitor = visitor.ok_or(Fault::NotFound)?;
    if let Some(number) = visitor.number
        && let Some(filed) = intake::find(client, number).await?
        && filed.application == application
    {
        return Ok((visitor, filed));
    }
    let Some(who) = &visitor.identity else {
        return Err(Fault::NotFound);
    };
    let who = (&citizens.identity_key, who);
    let number = identity::number_of(client, who, application).await?;
    let filed = intake::find(client, number.ok_or(Fault::NotFound)?).await?;
    let filed = filed.filter(|filed| filed.application == application);
    Ok((visitor, filed.ok_or(Fault::NotFound)?))
}
