//! Where a reader is.

/// A place in an article that survives a change of width.
///
/// Rows move when the window does; a block and a byte inside it do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// 0 for the head of the article (breadcrumb, title, byline), and from 1
    /// on the blocks of the body, from the top.
    pub block: usize,
    /// Byte offset into the text of that block (see [`Block::texts`]); always
    /// on a cluster boundary.
    ///
    /// [`Block::texts`]: super::Block::texts
    pub offset: usize,
}
