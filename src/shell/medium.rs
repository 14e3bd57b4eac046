//! How a terminal is sent pictures, and which way is chosen.

use super::probe::Features;
use super::surface::Colours;
use crate::config::Graphics;
use crate::picture::Pixels;
use crate::text::Profile;

/// How a terminal is sent pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Once, and then told where to show which part, over blank cells (kitty's protocol).
    Kitty,
    /// The same inside tmux, which moves and covers pictures without knowing of them: cells hold
    /// characters that stand for parts.
    Placeholders,
    /// As pixels, over the cells, in at most so many colours (DEC's sixels).
    Sixel {
        /// How many colours at once.
        colours: u16,
    },
    /// As files, over the cells (iTerm2's OSC 1337).
    ITerm2,
    /// As cells with two colours each.
    HalfBlocks,
}

/// The pixels of a cell where nobody tells: those of a font as terminals came with for long.
const USUAL_CELL: Pixels = Pixels {
    width: 8,
    height: 16,
};

/// The colours at once where a terminal has sixels and does not tell how many (VT340 had 16; its heirs have this).
const USUAL_COLOURS: u16 = 256;

impl Medium {
    /// The medium that the person asks for, as far as the terminal has it, and the pixels of a cell.
    ///
    /// iTerm2's comes first where it is at home: there kitty's is young. Terminals that only
    /// claim sixels but do not tell how large a cell is would draw over their text.
    pub(super) fn chosen(
        graphics: Graphics,
        features: &Features,
        profile: Profile,
        colours: Colours,
    ) -> Option<(Medium, Pixels)> {
        let offers = features.offers;
        let kitty = if offers.tmux {
            Medium::Placeholders
        } else {
            Medium::Kitty
        };
        let sixel = Medium::Sixel {
            colours: offers.registers.unwrap_or(USUAL_COLOURS),
        };
        let many = matches!(colours, Colours::True | Colours::Indexed);
        let blocks = (many && !profile.ambiguous_wide).then_some(Medium::HalfBlocks);
        let medium = match graphics {
            Graphics::None => None,
            Graphics::Kitty => Some(kitty),
            Graphics::Sixel => Some(sixel),
            Graphics::ITerm2 => Some(Medium::ITerm2),
            Graphics::HalfBlocks => blocks,
            Graphics::Auto if offers.iterm2 => Some(Medium::ITerm2),
            Graphics::Auto if offers.kitty => Some(kitty),
            Graphics::Auto if offers.sixel && offers.cell.is_some() => Some(sixel),
            Graphics::Auto => blocks,
        };
        Some((medium?, offers.cell.unwrap_or(USUAL_CELL)))
    }

    /// Whether pictures are drawn with characters, which move and go like any others.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Medium::Placeholders | Medium::HalfBlocks)
    }

    /// Whether pictures replace what stands in their cells, and go when something is written there.
    pub(super) fn is_ink(self) -> bool {
        matches!(self, Medium::Sixel { .. } | Medium::ITerm2)
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe::Offers;
    use super::*;

    const CELL: Option<Pixels> = Some(Pixels {
        width: 9,
        height: 20,
    });

    /// What is chosen of these offers, in a terminal that has all colours.
    fn choose(graphics: Graphics, offers: Offers) -> Option<Medium> {
        choose_with(graphics, offers, Profile::default(), Colours::True)
    }

    fn choose_with(
        graphics: Graphics,
        offers: Offers,
        profile: Profile,
        colours: Colours,
    ) -> Option<Medium> {
        let features = Features {
            offers,
            ..Features::default()
        };
        Medium::chosen(graphics, &features, profile, colours).map(|(medium, _)| medium)
    }

    #[test]
    fn the_best_that_the_terminal_has_is_chosen() {
        let none = Offers::default();
        let kitty = Offers {
            kitty: true,
            cell: CELL,
            ..none
        };
        let sixel = Offers {
            sixel: true,
            cell: CELL,
            ..none
        };
        let auto = |offers| choose(Graphics::Auto, offers);
        assert_eq!(auto(none), Some(Medium::HalfBlocks));
        assert_eq!(auto(kitty), Some(Medium::Kitty));
        assert_eq!(
            auto(Offers {
                tmux: true,
                ..kitty
            }),
            Some(Medium::Placeholders)
        );
        assert_eq!(
            auto(Offers {
                iterm2: true,
                ..kitty
            }),
            Some(Medium::ITerm2)
        );
        assert_eq!(auto(sixel), Some(Medium::Sixel { colours: 256 }));
        let few = Offers {
            registers: Some(16),
            ..sixel
        };
        assert_eq!(auto(few), Some(Medium::Sixel { colours: 16 }));
        assert_eq!(
            auto(Offers {
                cell: None,
                ..sixel
            }),
            Some(Medium::HalfBlocks)
        );
    }

    #[test]
    fn the_person_knows_better() {
        let offers = Offers::default();
        assert_eq!(choose(Graphics::Kitty, offers), Some(Medium::Kitty));
        assert_eq!(choose(Graphics::ITerm2, offers), Some(Medium::ITerm2));
        assert_eq!(
            choose(Graphics::Sixel, offers),
            Some(Medium::Sixel { colours: 256 })
        );
        assert_eq!(
            choose(
                Graphics::None,
                Offers {
                    kitty: true,
                    ..offers
                }
            ),
            None
        );
    }

    #[test]
    fn half_blocks_need_colours_and_narrow_blocks() {
        let blocks = |profile, colours| {
            choose_with(Graphics::Auto, Offers::default(), profile, colours).is_some()
        };
        let narrow = Profile::default();
        let wide = Profile {
            ambiguous_wide: true,
            ..narrow
        };
        assert!(blocks(narrow, Colours::True) && blocks(narrow, Colours::Indexed));
        assert!(!blocks(narrow, Colours::Palette) && !blocks(narrow, Colours::None));
        assert!(!blocks(wide, Colours::True));
    }
}
