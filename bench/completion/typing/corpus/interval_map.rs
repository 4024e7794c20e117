//! A map from half-open ranges to values; ranges never overlap and equal neighbours are joined.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Bound, Range};

/// Why a range was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntervalError<K> {
    Empty { start: K, end: K },
    Overlap { start: K, end: K },
}

impl<K: fmt::Display> fmt::Display for IntervalError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IntervalError::Empty { start, end } => write!(f, "the range {start}..{end} is empty"),
            IntervalError::Overlap { start, end } => {
                write!(f, "the range {start}..{end} overlaps another one")
            }
        }
    }
}

impl<K: fmt::Debug + fmt::Display> std::error::Error for IntervalError<K> {}

#[derive(Debug, Clone)]
struct Segment<K, V> {
    end: K,
    value: V,
}

#[derive(Debug, Clone)]
pub struct IntervalMap<K, V> {
    segments: BTreeMap<K, Segment<K, V>>,
}

impl<K, V> Default for IntervalMap<K, V> {
    fn default() -> Self {
        IntervalMap {
            segments: BTreeMap::new(),
        }
    }
}

impl<K: Ord + Copy, V: Clone + PartialEq> IntervalMap<K, V> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn len(&self) -> usize {
        self.segments.len()
    }

    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The value at a point, if a range covers it.
    pub fn get(&self, point: K) -> Option<&V> {
        let (_, segment) = self.segments.range(..=point).next_back()?;
        if point < segment.end {
            Some(&segment.value)
        } else {
            None
        }
    }

    /// Inserts a range that must not overlap another one.
    pub fn try_insert(&mut self, range: Range<K>, value: V) -> Result<(), IntervalError<K>> {
        self.check(&range)?;
        if self.overlapping(&range).next().is_some() {
            return Err(IntervalError::Overlap {
                start: range.start,
                end: range.end,
            });
        }
        self.put(range, value);
        Ok(())
    }

    /// Inserts a range; what it overlaps is cut.
    pub fn overwrite(&mut self, range: Range<K>, value: V) -> Result<(), IntervalError<K>> {
        self.check(&range)?;
        self.remove(range.clone());
        self.put(range, value);
        Ok(())
    }

    /// Removes everything within a range and returns what was removed.
    pub fn remove(&mut self, range: Range<K>) -> Vec<(Range<K>, V)> {
        let hit: Vec<K> = self.overlapping(&range).map(|(start, _)| *start).collect();
        let mut removed = Vec::with_capacity(hit.len());
        for start in hit {
            let Some(segment) = self.segments.remove(&start) else {
                continue;
            };
            let from = start.max(range.start);
            let to = segment.end.min(range.end);
            if start < from {
                self.segments.insert(
                    start,
                    Segment {
                        end: from,
                        value: segment.value.clone(),
                    },
                );
            }
            if to < segment.end {
                self.segments.insert(
                    to,
                    Segment {
                        end: segment.end,
                        value: segment.value.clone(),
                    },
                );
            }
            removed.push((from..to, segment.value));
        }
        removed
    }

    pub fn iter(&self) -> impl Iterator<Item = (Range<K>, &V)> {
        self.segments
            .iter()
            .map(|(start, segment)| (*start..segment.end, &segment.value))
    }

    /// The parts of a range that nothing covers.
    pub fn gaps(&self, range: Range<K>) -> Vec<Range<K>> {
        let mut gaps = Vec::new();
        let mut at = range.start;
        for (start, segment) in self.overlapping(&range) {
            if at < *start {
                gaps.push(at..*start);
            }
            at = at.max(segment.end);
        }
        if at < range.end {
            gaps.push(at..range.end);
        }
        gaps
    }

    fn check(&self, range: &Range<K>) -> Result<(), IntervalError<K>> {
        if range.start < range.end {
            Ok(())
        } else {
            Err(IntervalError::Empty {
                start: range.start,
                end: range.end,
            })
        }
    }

    fn overlapping<'a>(
        &'a self,
        range: &Range<K>,
    ) -> impl Iterator<Item = (&'a K, &'a Segment<K, V>)> + 'a {
        let first = self
            .segments
            .range(..=range.start)
            .next_back()
            .filter(|(_, segment)| range.start < segment.end)
            .map(|(start, _)| *start)
            .unwrap_or(range.start);
        self.segments
            .range((Bound::Included(first), Bound::Excluded(range.end)))
    }

    fn put(&mut self, range: Range<K>, value: V) {
        let mut start = range.start;
        let mut end = range.end;
        if let Some((before, segment)) = self.segments.range(..start).next_back() {
            if segment.end == start && segment.value == value {
                start = *before;
            }
        }
        if let Some(segment) = self.segments.get(&end) {
            if segment.value == value {
                let joined = segment.end;
                self.segments.remove(&end);
                end = joined;
            }
        }
        self.segments.insert(start, Segment { end, value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_neighbours_of_the_same_value() {
        let mut map = IntervalMap::new();
        map.try_insert(0..5, "a").unwrap();
        map.try_insert(5..9, "a").unwrap();
        assert_eq!(map.len(), 1);
        assert_eq!(map.get(7), Some(&"a"));
    }

    #[test]
    fn cuts_what_is_overwritten() {
        let mut map = IntervalMap::new();
        map.try_insert(0..10, 1).unwrap();
        map.overwrite(3..6, 2).unwrap();
        let ranges: Vec<_> = map.iter().map(|(range, value)| (range, *value)).collect();
        assert_eq!(ranges, vec![(0..3, 1), (3..6, 2), (6..10, 1)]);
    }
}
