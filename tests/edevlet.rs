//! Signing in with e-Devlet, against a real OpenID provider in a process of its own.

mod support;

#[path = "edevlet/browser.rs"]
mod browser;
#[path = "edevlet/provider.rs"]
mod provider;
#[path = "edevlet/sign_in.rs"]
mod sign_in;
