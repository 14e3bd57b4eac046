//! What stands within a line of Markdown: styles, HTML tags, ruby.

use super::blocks::Reader;
use crate::article::{Label, Style};
use crate::parse::html;

/// Something that is open in the line that is being written.
pub(super) enum Opened {
    /// A style of Markdown.
    Style,
    /// A link that leads nowhere.
    Nothing,
    /// A style of an HTML tag of this name.
    Tag(String),
}

/// A `<ruby>` that is being read.
#[derive(Default)]
pub(super) struct Ruby {
    base: String,
    reading: String,
    part: Part,
}

#[derive(Default, PartialEq)]
enum Part {
    #[default]
    Base,
    Reading,
    /// Brackets for those who do not know ruby.
    Brackets,
}

impl Reader<'_> {
    pub(super) fn text(&mut self, text: &str) {
        match &mut self.ruby {
            None => self.flow.text(text),
            Some(ruby) => match ruby.part {
                Part::Base => ruby.base.push_str(text),
                Part::Reading => ruby.reading.push_str(text),
                Part::Brackets => {}
            },
        }
    }

    pub(super) fn styled(&mut self, style: Style, text: &str) {
        self.end_ruby();
        self.flow.open(style);
        self.flow.text(text);
        self.flow.close();
    }

    pub(super) fn open(&mut self, style: Style) {
        self.flow.open(style);
        self.opened.push(Opened::Style);
    }

    /// Ends the style of Markdown that was begun last, and tags that were left open in it.
    pub(super) fn close(&mut self) {
        while let Some(opened) = self.opened.pop() {
            match opened {
                Opened::Tag(_) => self.flow.close(),
                Opened::Style => return self.flow.close(),
                Opened::Nothing => return,
            }
        }
    }

    /// Ends everything that a line left open.
    pub(super) fn end_line(&mut self) {
        self.end_ruby();
        while let Some(opened) = self.opened.pop() {
            if !matches!(opened, Opened::Nothing) {
                self.flow.close();
            }
        }
    }

    /// An HTML tag within a line.
    pub(super) fn tag(&mut self, tag: &str) {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name = inner
            .split(|c: char| c.is_ascii_whitespace() || c == '/')
            .next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        match (name.as_str(), closes) {
            ("br", _) => self.flow.line_break(),
            ("ruby" | "rb" | "rt" | "rp", _) => self.ruby_tag(&name, closes),
            ("img", false) => {
                let blocks = html::fragment(tag, self.address, &mut self.losses);
                self.flow.extend(blocks);
            }
            (_, true) => {
                if matches!(self.opened.last(), Some(Opened::Tag(open)) if *open == name) {
                    self.opened.pop();
                    self.flow.close();
                }
            }
            ("a", false) => {
                let style = html::link(tag, &self.base).map(Style::Link);
                self.open_tag(name, style);
            }
            (_, false) => {
                let style = html::style_of(&name);
                self.open_tag(name, style);
            }
        }
    }

    fn open_tag(&mut self, name: String, style: Option<Style>) {
        if let Some(style) = style {
            self.flow.open(style);
            self.opened.push(Opened::Tag(name));
        }
    }

    fn ruby_tag(&mut self, name: &str, closes: bool) {
        match (name, closes) {
            ("ruby", _) => {
                self.end_ruby();
                self.ruby = (!closes).then(Ruby::default);
            }
            ("rt", true) => self.end_pair(),
            (name, closes) => {
                if let Some(ruby) = &mut self.ruby {
                    ruby.part = match name {
                        "rt" => Part::Reading,
                        "rp" if !closes => Part::Brackets,
                        _ => Part::Base,
                    };
                }
            }
        }
    }

    /// Writes a base with its reading.
    fn end_pair(&mut self) {
        let Some(ruby) = &mut self.ruby else { return };
        let Ruby { base, reading, .. } = std::mem::take(ruby);
        match Label::some(&reading) {
            Some(reading) if !base.trim().is_empty() => {
                self.flow.open(Style::Ruby(reading));
                self.flow.text(&base);
                self.flow.close();
            }
            _ => {
                self.flow.text(&base);
                self.flow.text(&reading);
            }
        }
    }

    fn end_ruby(&mut self) {
        self.end_pair();
        self.ruby = None;
    }
}
