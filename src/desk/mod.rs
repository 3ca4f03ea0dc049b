//! Use cases: a command in, events out, one transaction.
