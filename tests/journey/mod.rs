//! A reader at a screen, with a library in memory and nobody else in the world.
//!
//! No terminal, no thread, no clock: messages go into the model, what it asks
//! of the library is answered at once, and the frame is read from the canvas.

use std::collections::VecDeque;

use wenlan::Locale;
use wenlan::app::{
    Answer, Choices, Effect, MarkRead, Message, Model, Mouse, MouseKind, Origin, keys,
};
use wenlan::article::Collection;
use wenlan::layout::Measure;
use wenlan::library::{Source, SourceId};
use wenlan::store::Store;
use wenlan::view::{Canvas, draw};
use wenlan::work::{Near, index_all};

pub(crate) fn named() -> Origin {
    Origin::Named("library.json".into())
}

/// A reader at a screen of this size, with a collection open, or a library.
pub(crate) struct Journey {
    pub(crate) model: Model,
    near: Near,
    pub(crate) size: (u16, u16),
    /// What was asked of the world, but for the library.
    pub(crate) effects: Vec<Effect>,
}

impl Journey {
    pub(crate) fn new(size: (u16, u16), locale: Locale, keeps: bool) -> Journey {
        let measure = Measure {
            locale,
            ..Measure::new(80)
        };
        let mut model = Model::new(Choices {
            locale,
            measure,
            mark_read: MarkRead::Opened,
            keeps,
        });
        let (columns, rows) = size;
        model.update(Message::Resized { columns, rows });
        Journey {
            model,
            near: Near::new(Store::in_memory().expect("memory")),
            size,
            effects: Vec::new(),
        }
    }

    pub(crate) fn begin(size: (u16, u16), locale: Locale) -> Journey {
        let mut journey = Journey::new(size, locale, false);
        journey.effects = journey.model.open(vec![named()]);
        journey
    }

    pub(crate) fn opened(size: (u16, u16), collection: &Collection) -> Journey {
        Journey::begin(size, Locale::ZhHans).with(collection)
    }

    pub(crate) fn with(mut self, collection: &Collection) -> Journey {
        self.near.show(&named(), collection).expect("it is shown");
        self.tell(Message::Answer(Answer::Opened {
            origin: named(),
            result: Ok(0),
        }));
        self.effects.clear();
        self
    }

    /// Begins with the library that has been put together.
    pub(crate) fn kept(mut self) -> Journey {
        index_all(self.near.store()).expect("it is indexed");
        let effects = self.model.begin();
        self.ask(effects);
        self
    }

    /// Has a source deliver a collection.
    pub(crate) fn put(&mut self, address: &str, collection: &Collection) -> SourceId {
        let source = Source {
            address: address.to_owned(),
            ..Source::default()
        };
        let store = self.near.store();
        let (id, _) = store.add(&source).expect("it is added");
        store.put(id, collection, 1_800_000_000).expect("it is put");
        id
    }

    pub(crate) fn tell(&mut self, message: Message) {
        let effects = self.model.update(message);
        self.ask(effects);
    }

    /// Asks the library, and remembers what is asked of others.
    pub(crate) fn ask(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let is_others = matches!(
                effect,
                Effect::Open(_)
                    | Effect::Refresh(_)
                    | Effect::StopFetching
                    | Effect::Pictures { .. }
                    | Effect::Browse(_)
                    | Effect::Copy(_)
                    | Effect::Repaint
                    | Effect::Quit
                    | Effect::GiveUp(_)
            );
            if is_others {
                self.effects.push(effect);
            } else if let Some(answer) = self.near.answer(effect).expect("the library answers") {
                effects.extend(self.model.update(Message::Answer(answer)));
            }
        }
    }

    pub(crate) fn press(mut self, text: &str) -> Journey {
        for key in keys(text) {
            self.tell(Message::Key(key));
        }
        self
    }

    pub(crate) fn point(mut self, kind: MouseKind, column: u16, row: u16) -> Journey {
        self.tell(Message::Mouse(Mouse { kind, column, row }));
        self
    }

    pub(crate) fn resized(mut self, columns: u16, rows: u16) -> Journey {
        self.size = (columns, rows);
        self.tell(Message::Resized { columns, rows });
        self
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(self.size.0, self.size.1, self.model.measure().profile);
        draw(&self.model, &mut canvas);
        canvas
    }

    pub(crate) fn rows(&self) -> Vec<String> {
        self.canvas().pictures()
    }

    pub(crate) fn frame(&self) -> String {
        self.rows().join("\n")
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// The title of the open article.
    pub(crate) fn title(&self) -> &str {
        self.model
            .reader()
            .map_or("", |reader| reader.page().article().title.as_str())
    }

    /// The articles of the library that are unread.
    pub(crate) fn unread(&self) -> u64 {
        self.model.shelf().everything().unread
    }

    /// Leaves, and comes back to the same library with another screen.
    pub(crate) fn over(journey: Journey, size: (u16, u16)) -> Journey {
        let fresh = Journey::new(size, Locale::ZhHans, true);
        Journey {
            near: journey.near,
            ..fresh
        }
        .kept()
    }

    /// The title under the list's cursor.
    pub(crate) fn cursor(&self) -> &str {
        let row = self.model.headlines().current();
        row.map_or("", |row| row.title.as_str())
    }
}
