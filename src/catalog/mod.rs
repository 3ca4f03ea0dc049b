//! Shipped lists: places, topics, holidays.
