//! Many short lists in one long one.

use std::iter::FromIterator;
use std::ops::Range;

use crate::column::{Column, Plain};

/// A list for each number from 0 on, all in one piece: a hundred thousand lists cost no more than their items and four
/// bytes each, and nothing where they lie in a mapped file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists<T: Plain> {
    items: Column<T>,
    ends: Column<u32>,
}

impl<T: Plain> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Column::default(), ends: Column::default() }
    }
}

impl<T: Plain> Lists<T> {
    /// Lists of these items, each of which ends where it is said.
    pub fn new(items: Column<T>, ends: Column<u32>) -> Self {
        Self { items, ends }
    }

    /// Adds a list behind the others.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        let items = self.items.own();
        items.extend(list);
        let end = items.len() as u32;
        self.ends.own().push(end);
    }

    /// One list; empty past the last.
    #[inline]
    pub fn get(&self, at: usize) -> &[T] {
        self.items.get(self.range(at)).unwrap_or_default()
    }

    /// Where one list lies among all items.
    #[inline]
    pub fn range(&self, at: usize) -> Range<usize> {
        let ends = &*self.ends;
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
        ends.get(at).map_or(0..0, |end| start..*end as usize)
    }

    /// The list that contains the item at a place among all items.
    pub fn holder(&self, item: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= item)
    }

    /// All items, list after list.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Where each list ends among all items.
    pub fn ends(&self) -> &Column<u32> {
        &self.ends
    }
}

impl<T: Plain + Copy + Default> Lists<T> {
    /// `count` lists out of pairs of a list's number and an item; each keeps the order the items come in. The pairs
    /// are gone through twice.
    pub fn sorted(count: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut ends = vec![0u32; count + 1];
        pairs.clone().for_each(|(at, _)| ends[at + 1] += 1);
        for at in 1..=count {
            ends[at] += ends[at - 1];
        }
        let mut items = vec![T::default(); ends[count] as usize];
        for (at, item) in pairs {
            items[ends[at] as usize] = item;
            ends[at] += 1;
        }
        ends.truncate(count);
        Self { items: items.into(), ends: ends.into() }
    }
}

impl<T: Plain, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Self {
        let mut all = Self::default();
        lists.into_iter().for_each(|list| all.push(list));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_list_is_what_was_put_there(lists in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..4), 0..9)) {
            let all: Lists<u8> = lists.iter().cloned().collect();
            for (at, list) in lists.iter().enumerate() {
                prop_assert_eq!(all.get(at), &list[..]);
                prop_assert!(all.range(at).all(|item| all.holder(item) == at));
            }
            prop_assert!(all.get(lists.len()).is_empty());
            let pairs = lists.iter().enumerate().flat_map(|(at, list)| list.iter().map(move |item| (at, *item)));
            prop_assert_eq!(Lists::sorted(lists.len(), pairs), all);
        }
    }
}
