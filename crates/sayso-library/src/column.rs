//! Values of one kind, one behind the other: of this process, or in a file that many processes map.

use std::fmt;
use std::ops::Deref;

use tantivy::directory::OwnedBytes;
use zerocopy::{FromBytes, Immutable, IntoBytes};

/// A list that is read as a slice, wherever it lies. Mapped ones take no memory of the process, and all processes share
/// their pages.
#[derive(Clone)]
pub struct Column<T> {
    own: Vec<T>,
    /// A whole number of values in the order of bytes of this machine, instead of those of its own.
    mapped: Option<OwnedBytes>,
}

/// What a column may hold: numbers and structures of them, for which any bytes are a value.
pub trait Plain: FromBytes + IntoBytes + Immutable + Clone {}

impl<T: FromBytes + IntoBytes + Immutable + Clone> Plain for T {}

impl<T: Plain> Column<T> {
    /// The values in these bytes of a file; `None` where they are no whole number of values.
    pub fn mapped(bytes: OwnedBytes) -> Option<Self> {
        if bytes.is_empty() {
            // Where nothing lies need not be aligned.
            return Some(Self::default());
        }
        <[T]>::ref_from_bytes(&bytes).ok()?;
        Some(Self { own: Vec::new(), mapped: Some(bytes) })
    }

    /// The values as a list of this process; mapped ones are copied.
    pub fn own(&mut self) -> &mut Vec<T> {
        if self.mapped.is_some() {
            self.own = self.to_vec();
            self.mapped = None;
        }
        &mut self.own
    }
}

impl<T: Plain> Deref for Column<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.mapped {
            Some(bytes) => <[T]>::ref_from_bytes(bytes).unwrap_or_default(),
            None => &self.own,
        }
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(own: Vec<T>) -> Self {
        Self { own, mapped: None }
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: Plain + PartialEq> PartialEq for Column<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Plain + Eq> Eq for Column<T> {}

impl<T: Plain + fmt::Debug> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mapped_values_are_read_in_place_and_copied_to_be_changed() {
        let bytes = OwnedBytes::new([7u32, 8, 9].as_bytes().to_vec());
        let mut column: Column<u32> = Column::mapped(bytes.clone()).unwrap();
        assert_eq!(*column, [7, 8, 9]);
        let before = column.clone();
        column.own().push(10);
        assert_eq!((&*column, &*before), (&[7, 8, 9, 10][..], &[7, 8, 9][..]));
        assert!(Column::<u32>::mapped(bytes.slice(0..5)).is_none(), "no whole number");
        assert!(Column::<u32>::mapped(bytes.slice(1..5)).is_none(), "between two numbers");
    }
}
