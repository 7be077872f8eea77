//! The clock.

/// Today where the user is: `2025-06-02`.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
