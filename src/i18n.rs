//! Turkish and English texts.
