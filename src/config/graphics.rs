//! How the person wants pictures to be drawn.

/// How the person wants pictures to be drawn, where the terminal can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Graphics {
    /// In the best way that the terminal offers.
    #[default]
    Auto,
    /// By kitty's graphics protocol.
    Kitty,
    /// As sixels.
    Sixel,
    /// By iTerm2's inline images.
    ITerm2,
    /// As cells with two colours each.
    HalfBlocks,
    /// Not at all: they are told in words.
    None,
}

impl Graphics {
    /// All of them, by the names that the person gives them.
    pub const NAMES: [(&'static str, Graphics); 6] = [
        ("auto", Graphics::Auto),
        ("kitty", Graphics::Kitty),
        ("sixel", Graphics::Sixel),
        ("iterm2", Graphics::ITerm2),
        ("halfblocks", Graphics::HalfBlocks),
        ("none", Graphics::None),
    ];
}
