//! Our line breaks beside those of ICU4X, on text that nobody would write.
//!
//! The Unicode test files hold few contexts longer than four scalars; this
//! judge has found what they let pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use wenlan::text::{LineRules, clusters, opportunities};

/// Scalars of every line break class, those that rules look at more than once.
const PALETTE: &str = "天地，。“”‘’（）()[]\"'—…-–·/ a1.,%:$￥！?々ょ한\u{301}\u{200d}\u{fe0f}👍🏽🇨\u{3000}\u{a0}\
    \u{200b}\u{2060}\u{ad}«»א\u{915}\u{94d}\u{1b05}\u{1b44}\u{25cc}ー\u{1100}\u{1161}\u{11a8}\t°℃＋№\u{fffc}⸺︰";

/// A generator of numbers that is the same on every machine (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[test]
fn plain_breaks_are_those_of_icu4x() {
    let judge = LineSegmenter::new_neo_for_non_complex_scripts(LineBreakOptions::default());
    let palette: Vec<char> = PALETTE.chars().collect();
    let mut numbers = Numbers(88_172_645_463_325_252);
    for _ in 0..60_000 {
        let length = 1 + numbers.below(9);
        let text: String = (0..length)
            .map(|_| palette[numbers.below(palette.len())])
            .collect();
        // A line never parts inside a cluster here; UAX #14 alone would let it.
        let mut end = 0;
        let whole: Vec<usize> = clusters(&text)
            .map(|cluster| {
                end += cluster.len();
                end
            })
            .collect();
        let wanted: Vec<usize> = judge
            .segment_str(&text)
            .filter(|at| (1..text.len()).contains(at) && whole.contains(at))
            .collect();
        assert_eq!(
            opportunities(&text, LineRules::default()),
            wanted,
            "{text:?}"
        );
    }
}
