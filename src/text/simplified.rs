//! Traditional characters as simplified ones, scalar by scalar, for comparing texts.
//!
//! A search for 发展 shall find 發展. This is no conversion for reading: 乾 and
//! 幹 both become 干, which is right in a search and wrong on a page.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The pairs: each traditional character before its simplified one.
const PAIRS: &str = include_str!("simplified.txt");

/// The first and the last of the characters that are looked up by their place.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

struct Table {
    /// For each scalar from U+4E00 to U+9FFF the simplified one; itself for most.
    common: Box<[char]>,
    /// The others.
    rare: HashMap<char, char>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

impl Table {
    fn read() -> Table {
        let itself = (FIRST..=LAST).map(|scalar| char::from_u32(scalar).unwrap_or_default());
        let mut table = Table {
            common: itself.collect(),
            rare: HashMap::new(),
        };
        for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
            let mut scalars = line.chars();
            while let (Some(traditional), Some(simplified)) = (scalars.next(), scalars.next()) {
                if let Some(slot) = table.common.get_mut(place(traditional)) {
                    *slot = simplified;
                } else {
                    table.rare.insert(traditional, simplified);
                }
            }
        }
        table
    }
}

/// The place of a character among the common ones; far behind them for all others.
fn place(c: char) -> usize {
    u32::from(c).wrapping_sub(FIRST) as usize
}

/// The simplified character for `c`, which is `c` itself for nearly all.
#[inline]
pub(crate) fn simplified(c: char) -> char {
    if c < '\u{3400}' {
        return c;
    }
    let table = TABLE.get_or_init(Table::read);
    match table.common.get(place(c)) {
        Some(simplified) => *simplified,
        None => table.rare.get(&c).copied().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traditional_character_becomes_its_simplified_one() {
        let cases = [
            ("發展經濟", "发展经济"),
            ("乾隆幹部", "干隆干部"),
            ("瞭解臺灣", "了解台湾"),
            ("发展经济", "发展经济"),
            ("𠁞ａかｶ한", "𠀾ａかｶ한"),
        ];
        for (traditional, wanted) in cases {
            let found: String = traditional.chars().map(simplified).collect();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn what_is_simplified_stays() {
        let pairs = PAIRS.lines().filter(|line| !line.starts_with('#'));
        for c in pairs.flat_map(str::chars).map(simplified) {
            assert_eq!(simplified(c), c);
        }
    }
}
