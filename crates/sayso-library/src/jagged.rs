//! Many short lists in one long one.

use std::iter::FromIterator;
use std::ops::Range;

/// A list for each number from 0 on, all in one piece of memory: a hundred thousand lists cost no more than their
/// items and four bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds a list behind the others.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    /// One list; empty past the last.
    pub fn get(&self, at: usize) -> &[T] {
        &self.items[self.range(at)]
    }

    /// Where one list lies among all items.
    pub fn range(&self, at: usize) -> Range<usize> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.ends.get(at).map_or(0..0, |end| start..*end as usize)
    }

    /// The list that contains the item at a place among all items.
    pub fn holder(&self, item: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= item)
    }

    /// All items, list after list.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}

impl<T: Copy + Default> Lists<T> {
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
        Self { items, ends }
    }
}

impl<T, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
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
