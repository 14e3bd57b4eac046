//! The size of type (字号), as far as a terminal has one.

use crate::layout::Measure;

/// Steps of type size. A larger step sets fewer characters on a line, leaves
/// more room between lines, and draws headings larger where the terminal can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSize(usize);

/// What a step sets.
struct Step {
    cells: usize,
    leading: usize,
    heading_scale: u8,
}

const STEPS: &[Step] = &[
    Step {
        cells: 104,
        leading: 0,
        heading_scale: 1,
    },
    Step {
        cells: 88,
        leading: 0,
        heading_scale: 1,
    },
    Step {
        cells: 72,
        leading: 0,
        heading_scale: 1,
    },
    Step {
        cells: 64,
        leading: 0,
        heading_scale: 2,
    },
    Step {
        cells: 56,
        leading: 1,
        heading_scale: 2,
    },
    Step {
        cells: 48,
        leading: 1,
        heading_scale: 2,
    },
    Step {
        cells: 40,
        leading: 1,
        heading_scale: 3,
    },
];

impl Default for TypeSize {
    /// Thirty-six characters on a line, as a book has.
    fn default() -> TypeSize {
        TypeSize(2)
    }
}

impl TypeSize {
    /// `measure` with the type of this size, in a column of at most `cells`.
    ///
    /// Headings are drawn larger only where the terminal has `sizes`.
    #[must_use]
    pub fn set(self, measure: Measure, cells: usize, sizes: bool) -> Measure {
        let step = &STEPS[self.0];
        Measure {
            cells: step.cells.min(cells),
            leading: step.leading,
            heading_scale: if sizes { step.heading_scale } else { 1 },
            ..measure
        }
    }

    /// The next size up or down that shows a difference in `measure`'s column of
    /// at most `cells`; nothing at the last one.
    #[must_use]
    pub fn step(
        self,
        larger: bool,
        measure: Measure,
        cells: usize,
        sizes: bool,
    ) -> Option<TypeSize> {
        let now = self.set(measure, cells, sizes);
        let steps: Vec<usize> = if larger {
            (self.0 + 1..STEPS.len()).collect()
        } else {
            (0..self.0).rev().collect()
        };
        steps
            .into_iter()
            .map(TypeSize)
            .find(|size| size.set(measure, cells, sizes) != now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_shows() {
        let measure = Measure::new(80);
        let start = TypeSize::default();
        let larger = |size: TypeSize, cells| size.step(true, measure, cells, false);
        assert_eq!(larger(start, 120), Some(TypeSize(3)));
        // In a column of fifty cells the first steps would change nothing.
        assert_eq!(larger(start, 50), Some(TypeSize(4)));
        assert_eq!(start.step(false, measure, 50, false), None);
        assert_eq!(larger(TypeSize(STEPS.len() - 1), 120), None);
    }
}
