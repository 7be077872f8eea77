//! One construction each, in marked text.
