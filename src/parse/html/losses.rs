//! Counts what an HTML reader leaves out, one complaint a kind.

use std::collections::BTreeMap;

use crate::locale::Sentence;
use crate::parse::{Complaint, Spot};
use crate::sentence;

/// A kind of thing that is left out or only half kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loss {
    /// Elements nest so deep that no tree was built; the text alone is kept.
    Flat,
    /// A page is so long that its article is not looked for; all of it is kept.
    Long,
    /// Elements nest deeper than our walk; their text is kept without structure.
    Deep,
    /// A tag with more attributes than any page needs was ended early.
    LongTag,
    /// Scripts, style sheets, templates.
    Script,
    /// Navigation, headers, footers, sidebars and forms around the article of a page.
    Furniture,
    /// What the page itself does not show.
    Hidden,
    /// What is shown only where scripts do not run.
    NoScript,
    /// Images and frames of one pixel, which count readers.
    Pixel,
    /// Numbers of lines beside code.
    LineNumbers,
    /// Links and frames with an address that may not be opened.
    Address,
    /// Cells that stretch over so many others that the table would burst.
    Span,
}

/// How often each kind of loss occurred.
#[derive(Debug, Default)]
pub(crate) struct Losses(BTreeMap<Loss, usize>);

impl Losses {
    /// Counts one more.
    pub(crate) fn count(&mut self, loss: Loss) {
        *self.0.entry(loss).or_default() += 1;
    }

    /// One complaint for each kind, in the order of weight.
    pub(crate) fn complaints(self) -> Vec<Complaint> {
        let complaint = |(loss, n)| Complaint {
            at: Spot::Whole,
            what: told(loss, n),
        };
        self.0.into_iter().map(complaint).collect()
    }
}

fn told(loss: Loss, n: usize) -> Sentence {
    match loss {
        Loss::Flat => sentence!(
            "The HTML nests too deeply to be read as such: all its text is kept, its structure is not",
            "HTML 嵌套过深，无法按结构读取：文字全部保留，结构未保留"
        ),
        Loss::Long => sentence!(
            "The page is so long that its article was not looked for: all of it is kept",
            "网页过长，未从中查找正文，全部内容照收"
        ),
        Loss::Deep => sentence!(
            "Elements nest too deeply: their text is kept without its structure ({n})",
            "元素嵌套过深：保留了文字，未保留结构（{n} 处）"
        ),
        Loss::LongTag => sentence!(
            "Tags with too many attributes were ended early, and the rest is shown as text ({n})",
            "标签的属性过多，已提前结束，其余部分按文字显示（{n} 处）"
        ),
        Loss::Script => sentence!(
            "Left out: scripts, style sheets and templates ({n})",
            "未收入：脚本、样式表与模板（{n} 处）"
        ),
        Loss::Furniture => sentence!(
            "Left out: what stands around the article, such as navigation, headers, footers, sidebars and forms ({n})",
            "未收入：正文之外的导航、页眉、页脚、侧栏与表单（{n} 处）"
        ),
        Loss::Hidden => sentence!(
            "Left out: short parts that the page itself hides ({n})",
            "未收入：页面本身隐藏的零碎内容（{n} 处）"
        ),
        Loss::NoScript => sentence!(
            "Left out: notices for browsers without scripts ({n})",
            "未收入：供不支持脚本的浏览器显示的提示（{n} 处）"
        ),
        Loss::Pixel => sentence!(
            "Left out: images and frames of one pixel, which only count readers ({n})",
            "未收入：仅用于统计的一像素图片或框架（{n} 处）"
        ),
        Loss::LineNumbers => sentence!(
            "Left out: numbers of lines beside code ({n})",
            "未收入：代码旁的行号（{n} 处）"
        ),
        Loss::Address => sentence!(
            "Addresses that may not be opened, such as javascript:, are left out; the text of their links is kept ({n})",
            "链接地址不可打开（如 javascript:），已略去，链接文字保留（{n} 处）"
        ),
        Loss::Span => sentence!(
            "Cells that span too many rows or columns are set as one cell ({n})",
            "单元格跨越的行列过多，已按单格处理（{n} 处）"
        ),
    }
}
