//! Sync with central: wire types, engine, client.
