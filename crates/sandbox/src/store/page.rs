//! A part of a list, and where in the list it is.

/// Where a page is: from an end, or beside the place of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seek<P> {
    First,
    After(P),
    Before(P),
    Last,
}

/// A page, each item with its place.
#[derive(Debug)]
pub(crate) struct Page<P, T> {
    pub(crate) items: Vec<(P, T)>,
    pub(crate) has_previous: bool,
    pub(crate) has_next: bool,
}

impl<P, T> Page<P, T> {
    /// Of what was found on the way that `seek` goes: backwards for the last page and those before a place. A size of
    /// 0 is no limit.
    pub(crate) fn cut(mut found: Vec<(P, T)>, seek: &Seek<P>, size: u32) -> Self {
        let has_more = size != 0 && found.len() > size as usize;
        if has_more {
            found.truncate(size as usize);
        }
        let (has_previous, has_next) = match seek {
            Seek::First => (false, has_more),
            Seek::After(_) => (true, has_more),
            Seek::Before(_) => (has_more, true),
            Seek::Last => (has_more, false),
        };
        if matches!(seek, Seek::Before(_) | Seek::Last) {
            found.reverse();
        }
        Self { items: found, has_previous, has_next }
    }
}
