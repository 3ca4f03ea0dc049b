//! The trust boundary for text, and Turkish casing and folding.
