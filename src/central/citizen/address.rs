//! Where a request comes from: the address of the connection, or behind a proxy the one it tells.

use super::Citizens;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The address a request comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address(pub(super) IpAddr);

impl FromRequestParts<Citizens> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Citizens) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        let told = state.proxy_header.as_ref();
        let told = told.and_then(|name| told_by(&parts.headers, name));
        Ok(Self(told.unwrap_or(peer)))
    }
}

/// The last address in the header: the one our own proxy has added. Those before it are whatever
/// the client wrote.
fn told_by(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let last = headers.get_all(name).into_iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?.trim();
    last.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxy_is_believed_and_nobody_before_it() {
        let name = HeaderName::from_static("x-forwarded-for");
        let mut headers = HeaderMap::new();
        assert_eq!(told_by(&headers, &name), None);
        headers.append(&name, "198.51.100.7, 203.0.113.9".parse().unwrap());
        assert_eq!(told_by(&headers, &name), "203.0.113.9".parse().ok());
        headers.append(&name, "2001:db8::1".parse().unwrap());
        assert_eq!(told_by(&headers, &name), "2001:db8::1".parse().ok());
        headers.append(&name, "unknown".parse().unwrap());
        assert_eq!(told_by(&headers, &name), None);
    }
}
