//! What an element is, as a set.

/// Something that an element or what stands in it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Starts a block of its own.
    Block,
    /// Holds no words of the page's text.
    Wordless,
    Link,
    /// A link to another site.
    LinkOut,
    Preformatted,
    /// Opens a style.
    Styled,
    /// A menu, a form, a dialog or the page's footer.
    Page,
    Aside,
    Figure,
    Hidden,
    /// Names itself a byline, a date line and the like.
    Byline,
    /// Names itself a date.
    Date,
    /// Names itself a caption or a credit.
    Caption,
    /// Names itself a box beside the article.
    Boxed,
    /// A post of another service.
    Post,
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    pub fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u16) != 0
    }

    /// Adds a mark where `holds`.
    pub fn add(&mut self, mark: Mark, holds: bool) {
        self.0 |= u16::from(holds) << mark as u16;
    }

    /// Those of both sets that are among `marks`.
    pub fn inherit(&mut self, around: Self, marks: &[Mark]) {
        for &mark in marks {
            self.add(mark, around.has(mark));
        }
    }
}
