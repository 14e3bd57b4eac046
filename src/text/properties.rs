//! What Unicode says of one scalar, in one word that is found in two steps.
//!
//! The rules of clusters, widths and lines each ask several properties of every
//! scalar they meet. Asking the Unicode tables one by one would cost more than
//! all the rules together, so the answers are gathered into [`Properties`] the
//! first time a block of 256 scalars is met, and kept.

use std::sync::OnceLock;

use icu_properties::props::{
    DefaultIgnorableCodePoint, EastAsianWidth, ExtendedPictographic, GeneralCategory,
    GraphemeClusterBreak, IndicConjunctBreak, LineBreak, Script,
};
use icu_properties::{
    CodePointMapData, CodePointMapDataBorrowed, CodePointSetData, CodePointSetDataBorrowed,
};
use unicode_width::UnicodeWidthChar as _;

use super::classes::{ClusterClass, ConjunctClass, LineClass};

/// The version of Unicode that every property in this room comes from.
pub const UNICODE_VERSION: (u8, u8, u8) = (18, 0, 0);

const BLOCK: usize = 256;
const BLOCKS: usize = 0x11_0000 / BLOCK;

/// The blocks from U+4E00 to U+9EFF, whose scalars are all alike: Han, wide, `ID`.
const HAN_BLOCKS: std::ops::RangeInclusive<usize> = 0x4e..=0x9e;

static TABLE: [OnceLock<Box<[Properties; BLOCK]>>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];

/// How many Han characters from U+4E00 to U+9EFF `utf8` begins with, three bytes each.
///
/// Nine tenths of Chinese are written with them, and they are alike in every
/// property; so a walk may take them at one stride.
#[inline]
pub(crate) fn leading_han(utf8: &[u8]) -> usize {
    let is_han =
        |scalar: &&[u8]| matches!(u16::from_be_bytes([scalar[0], scalar[1]]), 0xe4b8..=0xe9bb);
    utf8.chunks_exact(3).take_while(is_han).count()
}

/// The properties of `c`.
#[inline]
pub(crate) fn of(c: char) -> Properties {
    let c = c as usize;
    let mut block = c / BLOCK;
    if HAN_BLOCKS.contains(&block) {
        block = *HAN_BLOCKS.start();
    }
    TABLE[block].get_or_init(|| gather(block))[c % BLOCK]
}

fn gather(block: usize) -> Box<[Properties; BLOCK]> {
    let ask = Tables::open();
    let mut all = Box::new([Properties(0); BLOCK]);
    for (slot, scalar) in all.iter_mut().zip(block * BLOCK..) {
        if let Some(c) = u32::try_from(scalar).ok().and_then(char::from_u32) {
            *slot = ask.of(c);
        }
    }
    all
}

/// Answers to the questions of this room, packed.
///
/// | bits | answer |
/// |---|---|
/// | 0–5 | line break class (UAX #14) |
/// | 6–9 | grapheme cluster break (UAX #29) |
/// | 10–11 | Indic conjunct break (UAX #44) |
/// | 12–13 | cells of the scalar alone |
/// | 14–21 | the flags below |
/// | 22–30 | the traits of a piece |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Properties(u32);

const CLUSTER_SHIFT: u32 = 6;
const CONJUNCT_SHIFT: u32 = 10;
const CELLS_SHIFT: u32 = 12;

const AMBIGUOUS: u32 = 1 << 14;
const PICTOGRAPH: u32 = 1 << 15;
const UNASSIGNED: u32 = 1 << 16;
const INVISIBLE: u32 = 1 << 17;
const HANGUL: u32 = 1 << 18;
const KANA: u32 = 1 << 19;
const MARK: u32 = 1 << 20;
const PLAIN: u32 = 1 << 21;

/// Where the traits begin that a piece of a line takes over as they are.
const TRAITS_SHIFT: u32 = 22;

/// What a piece of a line takes over from its base, one bit each.
pub(crate) type Traits = u16;

/// East Asian Width is Fullwidth, Wide or Halfwidth, as LB19a, LB21a and LB30 ask.
pub(crate) const EAST_ASIAN: Traits = 1;
/// General category Pi.
pub(crate) const INITIAL_QUOTE: Traits = 1 << 1;
/// General category Pf.
pub(crate) const FINAL_QUOTE: Traits = 1 << 2;
/// Extended_Pictographic and not assigned, as LB30b asks.
pub(crate) const UNASSIGNED_PICTOGRAPH: Traits = 1 << 3;
/// U+25CC, as LB28a asks.
pub(crate) const DOTTED_CIRCLE: Traits = 1 << 4;
/// General category Zs, but for the blanks of class GL.
pub(crate) const BLANK: Traits = 1 << 5;
/// U+00AD.
pub(crate) const SOFT_HYPHEN: Traits = 1 << 6;
/// A Han character, a bopomofo or a kana.
pub(crate) const IDEOGRAPHIC: Traits = 1 << 7;
/// A letter or digit of a script that is written with words and spaces.
pub(crate) const ALPHABETIC: Traits = 1 << 8;
/// Every trait.
const TRAITS: u32 = (1 << 9) - 1;

impl Properties {
    #[inline]
    fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// Line break class, before any of the rules.
    #[inline]
    pub(crate) fn line_class(self) -> LineClass {
        LineClass::TABLE[(self.0 & 0x3f) as usize]
    }

    #[inline]
    pub(crate) fn cluster_class(self) -> ClusterClass {
        ClusterClass::TABLE[(self.0 >> CLUSTER_SHIFT & 0xf) as usize]
    }

    #[inline]
    pub(crate) fn conjunct_class(self) -> ConjunctClass {
        ConjunctClass::TABLE[(self.0 >> CONJUNCT_SHIFT & 0x3) as usize]
    }

    /// Cells of the scalar alone, an ambiguous one counted as narrow.
    #[inline]
    pub(crate) fn cells(self) -> u8 {
        (self.0 >> CELLS_SHIFT & 0x3) as u8
    }

    /// East Asian Width is Ambiguous.
    #[inline]
    pub(crate) fn is_ambiguous(self) -> bool {
        self.has(AMBIGUOUS)
    }

    /// What a piece of a line takes over.
    #[inline]
    pub(crate) fn traits(self) -> Traits {
        (self.0 >> TRAITS_SHIFT & TRAITS) as Traits
    }

    /// East Asian Width is Fullwidth, Wide or Halfwidth.
    #[inline]
    pub(crate) fn is_east_asian(self) -> bool {
        self.traits() & EAST_ASIAN != 0
    }

    #[inline]
    pub(crate) fn is_pictograph(self) -> bool {
        self.has(PICTOGRAPH)
    }

    /// General category Cn.
    #[inline]
    pub(crate) fn is_unassigned(self) -> bool {
        self.has(UNASSIGNED)
    }

    /// A format character that is never drawn: ZWSP, WJ, SHY, U+FEFF and their kind.
    #[inline]
    pub(crate) fn is_invisible(self) -> bool {
        self.has(INVISIBLE)
    }

    #[inline]
    pub(crate) fn is_han_or_kana(self) -> bool {
        self.traits() & IDEOGRAPHIC != 0
    }

    #[inline]
    pub(crate) fn is_kana(self) -> bool {
        self.has(KANA)
    }

    #[inline]
    pub(crate) fn is_hangul(self) -> bool {
        self.has(HANGUL)
    }

    /// A letter or digit of a script that is written with words and spaces.
    #[inline]
    pub(crate) fn is_alphabetic_script(self) -> bool {
        self.traits() & ALPHABETIC != 0
    }

    /// General category Mn, Mc or Me.
    #[inline]
    pub(crate) fn is_mark(self) -> bool {
        self.has(MARK)
    }

    /// A visible scalar that is a piece and a cluster of its own wherever no mark follows
    /// it: it takes no part in any rule of UAX #29 but GB9b and GB999, nor in LB9.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.has(PLAIN)
    }
}

/// The library's tables, opened together.
struct Tables {
    line: CodePointMapDataBorrowed<'static, LineBreak>,
    cluster: CodePointMapDataBorrowed<'static, GraphemeClusterBreak>,
    conjunct: CodePointMapDataBorrowed<'static, IndicConjunctBreak>,
    width: CodePointMapDataBorrowed<'static, EastAsianWidth>,
    category: CodePointMapDataBorrowed<'static, GeneralCategory>,
    script: CodePointMapDataBorrowed<'static, Script>,
    pictograph: CodePointSetDataBorrowed<'static>,
    ignorable: CodePointSetDataBorrowed<'static>,
}

impl Tables {
    fn open() -> Tables {
        Tables {
            line: CodePointMapData::<LineBreak>::new(),
            cluster: CodePointMapData::<GraphemeClusterBreak>::new(),
            conjunct: CodePointMapData::<IndicConjunctBreak>::new(),
            width: CodePointMapData::<EastAsianWidth>::new(),
            category: CodePointMapData::<GeneralCategory>::new(),
            script: CodePointMapData::<Script>::new(),
            pictograph: CodePointSetData::new::<ExtendedPictographic>(),
            ignorable: CodePointSetData::new::<DefaultIgnorableCodePoint>(),
        }
    }

    fn of(&self, c: char) -> Properties {
        let cluster = ClusterClass::of(self.cluster.get(c));
        let conjunct = ConjunctClass::of(self.conjunct.get(c));
        let category = self.category.get(c);
        let script = self.script.get(c);
        let width = self.width.get(c);
        let pictograph = self.pictograph.contains(c);
        let is = |flag: u32, holds: bool| if holds { flag } else { 0 };
        let kana = matches!(script, Script::Hiragana | Script::Katakana)
            || matches!(c, 'ー' | '\u{ff70}' | '\u{ff9e}' | '\u{ff9f}');
        let hangul = script == Script::Hangul;
        let letter_or_digit = matches!(
            category,
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::OtherLetter
                | GeneralCategory::DecimalNumber
        );
        let wide = matches!(width, EastAsianWidth::Wide | EastAsianWidth::Fullwidth);
        let line = LineClass::of(self.line.get(c), category);
        let invisible = is_invisible(c, category, self.ignorable.contains(c));
        let plain = cluster == ClusterClass::Other
            && conjunct == ConjunctClass::None
            && !(pictograph || invisible || is_mark(category))
            && !matches!(line, LineClass::CM | LineClass::ZWJ);
        let unassigned = category == GeneralCategory::Unassigned;
        let bit = |flag: Traits, holds: bool| if holds { flag } else { 0 };
        let traits = bit(EAST_ASIAN, wide || width == EastAsianWidth::Halfwidth)
            | bit(
                INITIAL_QUOTE,
                category == GeneralCategory::InitialPunctuation,
            )
            | bit(FINAL_QUOTE, category == GeneralCategory::FinalPunctuation)
            | bit(UNASSIGNED_PICTOGRAPH, pictograph && unassigned)
            | bit(DOTTED_CIRCLE, c == '\u{25cc}')
            | bit(
                BLANK,
                category == GeneralCategory::SpaceSeparator
                    && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'),
            )
            | bit(SOFT_HYPHEN, c == '\u{ad}')
            | bit(
                IDEOGRAPHIC,
                kana || matches!(script, Script::Han | Script::Bopomofo),
            )
            | bit(ALPHABETIC, letter_or_digit && !wide && !kana && !hangul);
        Properties(
            u32::from(line as u8)
                | (cluster as u32) << CLUSTER_SHIFT
                | (conjunct as u32) << CONJUNCT_SHIFT
                | u32::from(cells(c)) << CELLS_SHIFT
                | is(AMBIGUOUS, width == EastAsianWidth::Ambiguous)
                | is(PICTOGRAPH, pictograph)
                | is(UNASSIGNED, unassigned)
                | is(INVISIBLE, invisible)
                | is(HANGUL, hangul)
                | is(KANA, kana)
                | is(MARK, is_mark(category))
                | is(PLAIN, plain)
                | u32::from(traits) << TRAITS_SHIFT,
        )
    }
}

fn is_mark(category: GeneralCategory) -> bool {
    matches!(
        category,
        GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::EnclosingMark
    )
}

/// Format characters that work on the line and leave no trace in it.
///
/// The joiners stay: scripts are shaped and emoji are composed by them.
fn is_invisible(c: char, category: GeneralCategory, ignorable: bool) -> bool {
    ignorable
        && category == GeneralCategory::Format
        && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}')
}

/// Cells of `c` alone, by the base table, with the half-width sound marks given their cell.
///
/// U+FF9E and U+FF9F stand in a cell of their own behind the kana they belong
/// to in every terminal that was measured.
fn cells(c: char) -> u8 {
    match c {
        '\u{ff9e}' | '\u{ff9f}' => 1,
        '\u{ad}' => 0,
        // A width is 0, 1 or 2; the only 3 in the base table is a three-em dash.
        c => u8::try_from(c.width().unwrap_or(0)).map_or(2, |cells| cells.min(2)),
    }
}
