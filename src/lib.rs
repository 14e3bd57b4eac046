//! The house of Wenlan: where everything lives, and why.
//!
//! An article passes through states of matter: **bytes → [`Article`] → [`Page`] → cells**.
//! Rooms stand exactly where the state changes, and imports only go down.
//!
//! ```text
//! 6  main      the door: arguments in, exit status out
//!    cli       one file a subcommand; each a short story told with the rooms below
//! 5  shell     THE TERMINAL AND THE LOOP: probe, keys, drawing surface; given back whatever happens
//!    config    flags and environment → plain values
//! 4  view      MODEL → CELLS: sections, articles, reader, outline, help, status
//!    work      EFFECT → ANSWER: files, addresses, the library and what it fetches, away from the loop
//! 3  app       WHAT THE READER KNOWS AND WANTS: model, messages, commands, effects, keymap
//! 2  layout    ARTICLE × MEASURE → PAGE: blocks, paragraphs, tables → rows of runs
//!    parse     BYTES → ARTICLES: charset, formats, complaints; total, never fails
//!    store     THE LIBRARY ON DISK: sources, articles, marks, places, search, in one SQLite file
//!    export    ARTICLE → OTHER PEOPLE'S FORMATS: JSON, Markdown, text; lists of feeds
//! 1  library   WHAT A LIBRARY HOLDS AND CAN BE ASKED: sources, lists, marks, queries, as values
//!    article   WHAT AN ARTICLE IS: values that no control character can enter
//!    fetch     THE WORLD, BEHIND ONE DOOR: requests with limits and manners, when to ask again
//!    picture   BYTES → PIXELS: pictures decoded within limits, set on the cells of a page
//! 0  text      WHAT A TERMINAL DOES WITH TEXT: clusters, cells, breaks, Chinese line rules
//!    locale    THE TWO LANGUAGES we speak to the person
//! ```
//!
//! # Invariants
//!
//! Each is held by a test.
//!
//! 1. Imports go down; every room is entered by its `mod.rs`.
//! 2. `locale text article picture library layout parse export app view` touch no file, socket, thread,
//!    environment or clock. *Now* arrives in a message.
//! 3. Every foreign crate has one door: the rooms that may name it are listed in `tests/plan.rs`.
//!    C has one too: no file but `store/tokenizer.rs` has unsafe code.
//! 4. `parse` and `layout` are total: any bytes, any measure give a value and complaints,
//!    never a panic, never a loss in silence. Only doors have errors.
//! 5. No control character enters an [`Article`]: its constructors drop them.
//! 6. [`Place`] is the only lasting position. Rows are derived, by one function.
//! 7. The model changes only in `update`; `view` borrows it; `work` never sees it. Every
//!    answer names what it answers, so that a late one is ignored.
//! 8. Laying out is lazy: what is not near the screen is not laid out; what was laid out is
//!    kept until the measure changes.
//!
//! [`Article`]: article::Article
//! [`Place`]: article::Place
//! [`Page`]: layout::Page

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod export;
pub mod fetch;
pub mod layout;
pub mod library;
pub mod locale;
pub mod parse;
pub mod picture;
pub mod shell;
pub mod store;
pub mod text;
pub mod view;
pub mod work;

pub use locale::Locale;
