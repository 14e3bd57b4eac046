//! The smallest stretch of text that line breaking speaks of.

use crate::text::classes::LineClass;
use crate::text::properties::{
    ALPHABETIC, BLANK, DOTTED_CIRCLE, EAST_ASIAN, FINAL_QUOTE, IDEOGRAPHIC, INITIAL_QUOTE,
    Properties, SOFT_HYPHEN, UNASSIGNED_PICTOGRAPH,
};

/// A stretch of text that no rule of line breaking looks into: a base with its marks.
///
/// A paragraph becomes a list of pieces; a piece ends where the next begins.
/// It is eight bytes, since a long paragraph has millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    start: u32,
    flags: u16,
    class: LineClass,
    cells: u8,
}

// What is known of a piece beside the traits of its base, in the bits above them.
const MAY_BEGIN_LINE: u16 = 1 << 9;
const INSIDE_CLUSTER: u16 = 1 << 10;
const ENDS_IN_JOINER: u16 = 1 << 11;
const KEPT_TO_LAST: u16 = 1 << 12;
const DRAWN_OTHERWISE: u16 = 1 << 13;
const NEXT_HAN: u16 = 1 << 14;

impl Piece {
    #[inline]
    pub(super) fn new(start: u32, p: Properties, cells: u8) -> Piece {
        Piece {
            start,
            flags: p.traits(),
            class: p.line_class(),
            cells,
        }
    }

    /// A Han character behind another: wide, and free to begin a line.
    #[inline]
    pub(super) fn next_han(start: u32) -> Piece {
        Piece {
            start,
            flags: EAST_ASIAN | IDEOGRAPHIC | MAY_BEGIN_LINE | NEXT_HAN,
            class: LineClass::ID,
            cells: 2,
        }
    }

    /// Whether it is one of the common Han characters and stands behind another:
    /// two cells wide, and free to begin a line. Some that are so do not say so.
    #[inline]
    pub fn is_next_han(self) -> bool {
        self.has(NEXT_HAN)
    }

    #[inline]
    fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Byte offset of the first scalar in the paragraph.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Cells; those of a cluster of several pieces are all with its first.
    #[inline]
    pub fn cells(self) -> usize {
        self.cells.into()
    }

    /// Whether a line may part before it.
    #[inline]
    pub fn may_begin_line(self) -> bool {
        self.has(MAY_BEGIN_LINE)
    }

    /// Whether a cluster begins with it: in need, a line may part here too.
    #[inline]
    pub fn begins_cluster(self) -> bool {
        !self.has(INSIDE_CLUSTER)
    }

    /// Whether it is a blank that vanishes where a line parts behind it; U+3000 is one, U+00A0 is not.
    #[inline]
    pub fn is_blank(self) -> bool {
        self.has(BLANK)
    }

    /// Whether the author ended the line with it.
    #[inline]
    pub fn ends_line(self) -> bool {
        matches!(
            self.class,
            LineClass::BK | LineClass::CR | LineClass::LF | LineClass::NL
        )
    }

    /// Whether it shows as a hyphen where a line parts behind it, and as nothing elsewhere.
    #[inline]
    pub fn is_soft_hyphen(self) -> bool {
        self.has(SOFT_HYPHEN)
    }

    /// Whether it is a Han character or a kana.
    #[inline]
    pub fn is_ideographic(self) -> bool {
        self.has(IDEOGRAPHIC)
    }

    /// Whether it is a letter or digit of a script that is written with words.
    #[inline]
    pub fn is_alphabetic(self) -> bool {
        self.has(ALPHABETIC)
    }

    /// Whether it is drawn as it stands: no scalar of it is left out, and it has a base.
    #[inline]
    pub fn is_drawn_as_it_stands(self) -> bool {
        !self.has(DRAWN_OTHERWISE)
    }

    #[inline]
    pub(super) fn class(self) -> LineClass {
        self.class
    }

    /// East Asian by its width, or a mark that the tailoring took for a full-width one.
    #[inline]
    pub(super) fn is_east_asian(self) -> bool {
        self.has(EAST_ASIAN)
    }

    #[inline]
    pub(super) fn is_initial_quote(self) -> bool {
        self.has(INITIAL_QUOTE)
    }

    #[inline]
    pub(super) fn is_final_quote(self) -> bool {
        self.has(FINAL_QUOTE)
    }

    /// Its last scalar is U+200D (LB8a).
    #[inline]
    pub(super) fn ends_in_joiner(self) -> bool {
        self.has(ENDS_IN_JOINER)
    }

    #[inline]
    pub(super) fn is_unassigned_pictograph(self) -> bool {
        self.has(UNASSIGNED_PICTOGRAPH)
    }

    #[inline]
    pub(super) fn is_dotted_circle(self) -> bool {
        self.has(DOTTED_CIRCLE)
    }

    /// The tailoring has forbidden a break before it.
    #[inline]
    pub(super) fn is_kept_to_last(self) -> bool {
        self.has(KEPT_TO_LAST)
    }

    #[inline]
    pub(super) fn set_may_begin_line(&mut self) {
        self.flags |= MAY_BEGIN_LINE;
    }

    pub(super) fn set_visible(&mut self) {
        self.flags &= !BLANK;
    }

    pub(super) fn set_inside_cluster(&mut self) {
        self.flags |= INSIDE_CLUSTER;
    }

    pub(super) fn set_ends_in_joiner(&mut self, holds: bool) {
        self.flags = self.flags & !ENDS_IN_JOINER | if holds { ENDS_IN_JOINER } else { 0 };
    }

    pub(super) fn set_drawn_otherwise(&mut self) {
        self.flags |= DRAWN_OTHERWISE;
    }

    pub(super) fn keep_to_last(&mut self) {
        self.flags |= KEPT_TO_LAST;
    }

    /// Takes it for a mark of `class` that fills the body of a character.
    pub(super) fn take_for_full_width(&mut self, class: LineClass) {
        self.class = class;
        self.flags |= EAST_ASIAN;
    }

    pub(super) fn take_for(&mut self, class: LineClass) {
        self.class = class;
    }

    #[inline]
    pub(super) fn set_cells(&mut self, cells: u8) {
        self.cells = cells;
    }
}
