//! The body of an article: the fields that hold its parts, read or kept.

use serde_json::Value;

use super::At;
use super::reading::Reading;
use super::value;
use super::wenlan;
use crate::article::{Article, Markup, Part, Received, Url};
use crate::parse::{Bodies, Body, Complaint, Hint, body::read_text};

/// A part of a body, and the field it stands in.
pub(super) struct Content<'a> {
    pub(super) at: At<'a>,
    pub(super) written: Written,
}

/// How a part of a body is written.
pub(super) enum Written {
    /// As a text.
    Text(Markup, String),
    /// As blocks of Wenlan article JSON.
    Blocks(Value),
}

impl Reading<'_> {
    /// Gives `article` its body, of which relative addresses are resolved against `base`.
    pub(super) fn give_body(
        &mut self,
        article: &mut Article,
        contents: Vec<Content<'_>>,
        base: Option<&Url>,
    ) {
        match self.hint.bodies {
            Bodies::Read => {
                for Content { at, written } in contents {
                    let blocks = match written {
                        Written::Text(markup, text) => {
                            self.body(&at, read_text(markup, &text, base))
                        }
                        Written::Blocks(value) => wenlan::blocks(self, &at, value),
                    };
                    article.body.extend(blocks);
                }
            }
            Bodies::Kept => {
                let parts = contents.into_iter().map(|content| content.written.part());
                article.received = Some(Received {
                    parts: parts.collect(),
                    base: base.cloned(),
                });
            }
        }
    }
}

impl Reading<'_> {
    /// Gives `article` a body of these parts, all of which stand at `at`.
    pub(super) fn give_parts(
        &mut self,
        article: &mut Article,
        at: &At<'_>,
        parts: Vec<Part>,
        base: Option<&Url>,
    ) {
        match self.hint.bodies {
            Bodies::Read => {
                for Part { markup, text } in parts {
                    let body = read_text(markup, &text, base);
                    article.body.extend(self.body(at, body));
                }
            }
            Bodies::Kept => {
                let base = base.cloned();
                article.received = Some(Received { parts, base });
            }
        }
    }
}

impl Written {
    fn part(self) -> Part {
        match self {
            Written::Text(markup, text) => Part { markup, text },
            Written::Blocks(value) => Part {
                markup: Markup::Blocks,
                text: value.to_string(),
            },
        }
    }
}

/// The body that blocks of Wenlan article JSON stand for.
pub(in crate::parse) fn blocks(json: &str) -> Body {
    let hint = Hint::default();
    let mut reading = Reading::new(&hint);
    match value::whole(json) {
        Ok(read) => Body {
            blocks: wenlan::blocks(&mut reading, &At::Top, read.value),
            complaints: reading.finish(),
        },
        Err(broken) => Body {
            blocks: Vec::new(),
            complaints: vec![Complaint {
                at: broken.spot(json),
                what: broken.told(),
            }],
        },
    }
}
