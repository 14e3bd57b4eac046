//! Where a reader stands in a JSON document.

use crate::parse::complaint::shown;
use crate::text;

/// A place in a document, as a chain that is only written out when it is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// The whole document.
    Top,
    /// A field of the object at a place.
    Field(&'a At<'a>, &'a str),
    /// An item of the list at a place, from 0.
    Item(&'a At<'a>, usize),
    /// A place that is written out already.
    Written(&'a str),
}

impl At<'_> {
    pub(super) fn field<'b>(&'b self, name: &'b str) -> At<'b> {
        At::Field(self, name)
    }

    pub(super) fn item(&self, index: usize) -> At<'_> {
        At::Item(self, index)
    }

    /// The place as a JSON Pointer (RFC 6901), fit to be shown.
    pub(super) fn pointer(&self) -> String {
        match self {
            At::Top => String::new(),
            At::Written(pointer) => text::clean(pointer).replace('\n', " "),
            At::Field(object, name) => {
                let name = shown(name);
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{}/{name}", object.pointer())
            }
            At::Item(list, index) => format!("{}/{index}", list.pointer()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_escaped_and_clean() {
        let articles = At::Top.field("articles");
        let second = articles.item(1);
        assert_eq!(
            second.field("a/b~\x1b[31mc").pointer(),
            "/articles/1/a~1b~0c"
        );
        assert_eq!(At::Top.pointer(), "");
    }
}
