//! Leaves out, within the part that holds the article, what is none of it.

use super::furniture::LeftOut;
use super::line::Line;
use super::survey::{Part, Survey};
use super::words::{Says, asks};
use crate::parse::html::dom::attr;

/// Leaves out lists of links, what stands before the first sentence and behind the last, and copies.
pub(super) fn prune(
    survey: &Survey<'_>,
    part: usize,
    title: Option<usize>,
    left_out: &mut LeftOut,
) {
    leave_out_links(survey, part, left_out);
    leave_out_copies(survey, part, left_out);
    let lines = survey.parts[part].lines.clone();
    let kept: Vec<usize> = lines.filter(|&line| !left_out.line(line)).collect();
    trim_head(survey, &kept, title, left_out);
    trim_tail(survey, &kept, left_out);
    for line in kept {
        let text = &survey.lines[line];
        if text.is_linked() && text.says != Says::Anything && !is_quoted(survey, line) {
            left_out.mark_line(line);
        }
    }
    leave_out_signs(survey, part, left_out);
}

/// Whether a line is somebody else's.
fn is_quoted(survey: &Survey<'_>, line: usize) -> bool {
    let holder = survey.lines[line].holder;
    survey
        .ancestors(holder)
        .any(|up| &*survey.parts[up].name == "blockquote")
}

/// Leaves out pictures that lead elsewhere above the first line that is kept and below the last.
fn leave_out_signs(survey: &Survey<'_>, part: usize, left_out: &mut LeftOut) {
    let lines = survey.parts[part].lines.clone();
    let mut kept = lines.filter(|&line| !left_out.line(line));
    let (Some(first), last) = (kept.next(), kept.next_back()) else {
        return;
    };
    let last = last.unwrap_or(first);
    for at in part + 1..survey.parts[part].end {
        let link = &survey.parts[at];
        let is_around = link.lines.start <= first || link.lines.start > last;
        let shows = survey.parts[at..link.end]
            .iter()
            .any(|inner| &*inner.name == "img");
        if &*link.name == "a" && link.bytes == 0 && is_around && shows && !leads_to_picture(link) {
            left_out.mark(survey, at);
        }
    }
}

/// Whether a link leads to a larger copy of the picture in it.
fn leads_to_picture(link: &Part<'_>) -> bool {
    let element = link.node.element_ref();
    let href = element
        .as_ref()
        .and_then(|element| attr(element, "href"))
        .unwrap_or_default();
    let path = href
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// Leaves out parts that hold links and little else, but for tables of data.
fn leave_out_links(survey: &Survey<'_>, part: usize, left_out: &mut LeftOut) {
    let mut at = part + 1;
    while at < survey.parts[part].end {
        let held = survey.held(at);
        let lines = survey.parts[at].lines.len();
        let is_list = lines > 1 && held.prose == 0 && held.linked * 10 > held.bytes * 6;
        let is_over = left_out.part(at) || has_heads(survey, at);
        if is_list && !is_over {
            left_out.mark(survey, at);
        }
        at = if is_list || is_over {
            survey.parts[at].end
        } else {
            at + 1
        };
    }
}

/// Whether a part is a table whose rows or columns have heads.
fn has_heads(survey: &Survey<'_>, part: usize) -> bool {
    let table = &survey.parts[part];
    &*table.name == "table"
        && survey.parts[part..table.end]
            .iter()
            .any(|cell| &*cell.name == "th")
}

/// Leaves out what is said a second time in another place.
fn leave_out_copies(survey: &Survey<'_>, part: usize, left_out: &mut LeftOut) {
    let lines = &survey.parts[part].lines;
    for line in lines.clone() {
        let first = survey.lines[line].repeats;
        let Some(first) = first.filter(|first| lines.contains(first) && !left_out.line(*first))
        else {
            continue;
        };
        // A summary above the article may be one of its paragraphs.
        let around = |line: usize| {
            survey
                .held(survey.parts[survey.lines[line].holder].parent)
                .prose
        };
        let is_summary =
            survey.lines[line].text == survey.lines[first].text && around(line) > around(first);
        left_out.mark_line(if is_summary { first } else { line });
    }
}

/// Leaves out what stands before the first sentence, but for headings, captions,
/// and what looks as that sentence does.
fn trim_head(survey: &Survey<'_>, kept: &[usize], title: Option<usize>, left_out: &mut LeftOut) {
    let Some(first) = kept
        .iter()
        .position(|&line| survey.lines[line].is_sentence())
    else {
        return;
    };
    let place = |line: usize| {
        let holder = survey.lines[line].holder;
        (&survey.parts[holder].name, survey.parts[holder].parent)
    };
    for &line in &kept[..first] {
        let text = &survey.lines[line];
        let is_alike = place(line) == place(kept[first]) || is_dateline(&text.text);
        let is_alike = is_alike && text.says == Says::Anything;
        // A heading above the title is the name of a column or of the site.
        let is_heading = text.level > 0 && title.is_none_or(|title| line > title);
        let stays = text.in_caption || !text.is_linked() && (is_heading || is_alike);
        if title == Some(line) || !stays {
            left_out.mark_line(line);
        }
    }
}

/// Whether a line says from where and when the news that follow were sent: 某报1月17日讯.
fn is_dateline(line: &str) -> bool {
    line.ends_with(['讯', '电', '訊', '電']) && line.contains(['日', '月'])
}

/// Leaves out what stands behind the last sentence: names, links, and what wants something of the reader.
fn trim_tail(survey: &Survey<'_>, kept: &[usize], left_out: &mut LeftOut) {
    let is_told = |line: &Line| line.is_sentence() && !asks(&line.text);
    let Some(last) = kept.iter().rposition(|&line| is_told(&survey.lines[line])) else {
        return;
    };
    let mut is_behind = false;
    for &line in &kept[last + 1..] {
        let text = &survey.lines[line];
        is_behind |= text.says == Says::Related;
        let is_other =
            is_behind || text.says != Says::Anything || text.is_linked() || text.level > 0;
        if is_other && !text.in_caption && !is_quoted(survey, line) || asks(&text.text) {
            left_out.mark_line(line);
        }
    }
}
