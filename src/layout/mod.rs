//! Sets an article: `Article × Measure → Page`.
//!
//! A [`Page`] is a column of [`Row`]s, laid out block by block where somebody
//! looks. A row is made of [`Run`]s, which know what they mean and which bytes
//! of the article they show; colour and screen are not known here.
//!
//! ```
//! use std::sync::Arc;
//! use wenlan::article::{Article, Block, Label};
//! use wenlan::layout::{Measure, Page};
//!
//! let article = Article {
//!     title: Label::new("春"),
//!     body: vec![Block::paragraph("春天来了，花都开了。")],
//!     ..Article::default()
//! };
//! let page = Page::new(Arc::new(article), Measure::new(12));
//! let lines: Vec<String> = (0..page.blocks())
//!     .flat_map(|block| page.rows(block))
//!     .map(|row| row.text())
//!     .collect();
//! assert_eq!(lines, ["春", "about 1 min", "", "春天来了，花", "都开了。"]);
//! ```

mod adjust;
mod blocks;
mod drawn;
mod fill;
mod front;
mod marks;
mod measure;
mod page;
mod paragraph;
mod picture;
mod pictures;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

pub use measure::{Indent, Measure, Plates};
pub use page::{Page, RowAt};
pub use row::{Look, Role, Row, Run, Strip};
pub use wrap::wrap;
