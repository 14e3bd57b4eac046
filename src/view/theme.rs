//! What things look like: meaning becomes colour.
//!
//! Only the sixteen colours of the terminal's own palette are used, and never
//! as a background for text that is read for long, so that the page looks as
//! the person has set up the terminal. Where there are no colours, bold,
//! underline and reverse still tell what matters.

use ratatui::style::{Color, Modifier, Style};

use crate::layout::{Look, Role};
use crate::text::Writing;

/// The look of a run of the page.
pub(super) fn run(look: Look, text: &str) -> Style {
    let mut style = match look.role {
        Role::Body | Role::Quote => Style::new(),
        Role::Breadcrumb | Role::Byline | Role::Note => dim(),
        Role::Title => accent().add_modifier(Modifier::BOLD),
        Role::Heading(_) | Role::TableHead => bold(),
        Role::Subtitle | Role::Summary | Role::Caption => accent(),
        Role::Code => Style::new().fg(Color::Green),
        Role::Mark | Role::Ornament => accent(),
    };
    if look.code {
        style = style.fg(Color::Green);
    }
    if look.link.is_some() {
        style = style
            .fg(Color::LightBlue)
            .add_modifier(Modifier::UNDERLINED);
    }
    if look.strong {
        style = style.add_modifier(Modifier::BOLD);
    }
    if look.emphasis {
        // Han have no italics; they are marked from below.
        let slants = Writing::detect(text) == Writing::Other;
        style = style.add_modifier(if slants {
            Modifier::ITALIC
        } else {
            Modifier::UNDERLINED
        });
    }
    if look.strike {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    if look.highlight {
        style = style.add_modifier(Modifier::REVERSED);
    }
    style
}

/// What was looked for; the match the reader is at stands out among the others.
pub(super) fn found(current: bool) -> Style {
    let background = if current { Color::Yellow } else { Color::Cyan };
    let style = Style::new().fg(Color::Black).bg(background);
    if current {
        style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    } else {
        style
    }
}

/// What was looked for, in a list.
pub(super) fn hit() -> Style {
    Style::new()
        .fg(Color::Yellow)
        .remove_modifier(Modifier::DIM)
        .add_modifier(Modifier::BOLD)
}

/// What is there to be seen if one looks for it.
pub(super) fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

/// What guides the eye.
fn accent() -> Style {
    Style::new().fg(Color::Cyan)
}

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// The item under the cursor of a list, which has the keys or not.
pub(super) fn chosen(focused: bool) -> Style {
    if focused {
        Style::new().add_modifier(Modifier::REVERSED)
    } else {
        bold()
    }
}

/// The name of a pane, which has the keys or not.
pub(super) fn pane_title(focused: bool) -> Style {
    if focused {
        accent().add_modifier(Modifier::BOLD)
    } else {
        dim()
    }
}

/// The names of keys.
pub(super) fn key() -> Style {
    accent()
}

/// What has just been said to the person.
pub(super) fn notice() -> Style {
    accent().add_modifier(Modifier::BOLD)
}
