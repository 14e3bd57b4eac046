//! How fast a library is opened, listed, searched and filled. `cargo bench --bench library`.
//!
//! `WENLAN_BENCH_ARTICLES` says how large it is (10,000), `WENLAN_BENCH_FOLDER` where it is made
//! and kept for the next run (the folder for temporary files).
#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]

mod generated;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generated::{Generator, NOW, SOURCES};
use wenlan::library::{ArticleId, Edge, Listing, Mark, Query, Sorting, SourceId, View};
use wenlan::store::Store;

const ROWS: usize = 50;

fn articles() -> usize {
    let wanted = std::env::var("WENLAN_BENCH_ARTICLES").ok();
    wanted
        .and_then(|number| number.parse().ok())
        .unwrap_or(10_000)
}

fn store(path: &Path) -> Store {
    Store::open(path, NOW).expect("the library opens")
}

fn listing(view: View, sorting: Sorting, query: &str) -> Listing {
    Listing {
        view,
        sorting,
        query: Query::read(query),
    }
}

/// What happens before the first frame.
fn open(c: &mut Criterion) {
    let path = generated::library(articles());
    let listing = Listing::default();
    c.bench_function("open, tree and first page", |b| {
        b.iter(|| {
            let store = store(&path);
            let tree = store.tree().expect("it can be read");
            let page = store
                .page(&listing, Edge::Start, ROWS)
                .expect("it can be read");
            (tree, page)
        });
    });
}

/// Pages of every view, wherever they lie.
fn pages(c: &mut Criterion) {
    let store = store(&generated::library(articles()));
    let mut group = c.benchmark_group("page");
    let middle = ArticleId(i64::try_from(articles() / 2).unwrap_or(1));
    let edges = [
        ("first", Edge::Start),
        ("middle", Edge::After(middle)),
        ("last", Edge::End),
    ];
    let folder = store.tree().expect("it can be read").branches[0].view;
    let source = View::Source(SourceId(51));
    let lists = [
        ("all", View::All, Sorting::Newest),
        ("all by title", View::All, Sorting::Title),
        ("all by source", View::All, Sorting::Source),
        ("unread", View::Unread, Sorting::Oldest),
        ("folder", folder, Sorting::Newest),
        ("source", source, Sorting::Newest),
        ("source by title", source, Sorting::Title),
    ];
    for (name, view, sorting) in lists {
        for (place, edge) in edges {
            let listing = listing(view, sorting, "");
            group.bench_function(format!("{name}, {place}"), |b| {
                b.iter(|| store.page(&listing, edge, ROWS).expect("it can be read"));
            });
        }
    }
    group.bench_function("tree", |b| b.iter(|| store.tree()));
    group.finish();
}

/// The fifty newest that answer a query.
fn search(c: &mut Criterion) {
    let store = store(&generated::library(articles()));
    let generator = Generator::new();
    let common = generator.common();
    let mut group = c.benchmark_group("search");
    let queries = [
        ("one common character", common.0),
        ("one rare character", "琥".to_owned()),
        ("two characters, common", common.1),
        ("two characters, rare", "琥珀".to_owned()),
        ("four characters", "风驰电掣".to_owned()),
        ("nothing", "琥风".to_owned()),
    ];
    for (name, query) in &queries {
        for sorting in [Sorting::Newest, Sorting::Relevance] {
            let listing = listing(View::All, sorting, query);
            let way = if sorting == Sorting::Newest {
                ""
            } else {
                ", by relevance"
            };
            group.bench_function(format!("{name}{way}"), |b| {
                b.iter(|| {
                    store
                        .page(&listing, Edge::Start, ROWS)
                        .expect("it can be read")
                });
            });
        }
    }
    let listing = listing(View::Source(SourceId(51)), Sorting::Newest, &queries[2].1);
    group.bench_function("two characters, common, in one source", |b| {
        b.iter(|| {
            store
                .page(&listing, Edge::Start, ROWS)
                .expect("it can be read")
        });
    });
    group.finish();
}

/// A library of our own, which is written to.
fn copy() -> PathBuf {
    let path = std::env::temp_dir().join(format!("wenlan-bench-{}.db", std::process::id()));
    generated::remove(&path);
    std::fs::copy(generated::library(articles()), &path).expect("there is room");
    path
}

fn write(c: &mut Criterion) {
    let path = copy();
    let mut store = store(&path);
    let generator = Generator::new();
    let mut group = c.benchmark_group("write");
    let mut on = false;
    group.bench_function("one mark", |b| {
        b.iter(|| {
            on = !on;
            store
                .mark(&[ArticleId(7)], Mark::Starred, black_box(on))
                .expect("it can be written")
        });
    });
    let delivery = generator.delivery(7, articles());
    let source = SourceId(8);
    group.bench_function("put, nothing changed", |b| {
        b.iter(|| {
            let arrived = store
                .put(source, &delivery, NOW)
                .expect("it can be written");
            assert!(arrived.new.is_empty() && arrived.updated.is_empty());
        });
    });
    group.sample_size(10);
    let deliveries: Vec<_> = (0..SOURCES)
        .map(|at| generator.delivery(at, 10_000))
        .collect();
    group.bench_function("put 10,000 into nothing", |b| {
        let fresh = std::env::temp_dir().join(format!("wenlan-fresh-{}.db", std::process::id()));
        b.iter_batched(
            || generated::remove(&fresh),
            |()| {
                let mut store = self::store(&fresh);
                for (at, delivery) in deliveries.iter().enumerate() {
                    let source = wenlan::library::Source {
                        address: at.to_string(),
                        ..Default::default()
                    };
                    let (id, _) = store.add(&source).expect("it can be written");
                    store.put(id, delivery, NOW).expect("it can be written");
                }
            },
            BatchSize::PerIteration,
        );
        generated::remove(&fresh);
    });
    group.finish();
    drop(store);
    generated::remove(&path);
}

criterion_group!(benches, open, pages, search, write);
criterion_main!(benches);
