//! How fast text is parted and set. `cargo bench`; figures in the README.
#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wenlan::article::{Article, Block, Label, Place};
use wenlan::layout::{Measure, Page, RowAt};
use wenlan::text::{Level, LineRules, Profile, Writing, fold, pieces};

/// Prose as newspapers have it: one mark to eight characters, a few numbers, names and quotations.
const PROSE: &str = "今年以来，山城图书馆持续推进“夜间阅览”服务，全年接待读者12.6万人次，比上年增长37%。\
    馆长介绍说：“我们把座位留给需要的人，把灯留到最后一位读者离开。”目前，全市178个社区书屋已全部接入\
    统一的借阅系统，读者凭一张证件即可在任意一处借还图书；盲文阅览区、亲子阅览区（面向3—6岁儿童）等\
    特色空间也陆续开放。——这座依山而建的城市，正在把阅读变成日常生活的一部分……";

/// Paragraphs of about 1,200 bytes, `bytes` in all.
fn prose(bytes: usize) -> Vec<Block> {
    let paragraph = PROSE.repeat(2);
    vec![Block::paragraph(&paragraph); bytes / paragraph.len()]
}

fn article(bytes: usize) -> Arc<Article> {
    Arc::new(Article {
        title: Label::new("夜间阅览"),
        body: prose(bytes),
        ..Article::default()
    })
}

fn text_bytes(article: &Article) -> Throughput {
    Throughput::Bytes(
        article
            .body
            .iter()
            .flat_map(Block::texts)
            .map(|text| text.len() as u64)
            .sum(),
    )
}

/// A whole article as rows: the figure of the README.
fn lay(c: &mut Criterion) {
    let article = article(1_000_000);
    let mut group = c.benchmark_group("lay");
    group.throughput(text_bytes(&article));
    let measures = [
        ("chinese", Measure::new(80)),
        (
            "chinese, justified, spaced",
            Measure {
                justify: true,
                autospace: true,
                hang: true,
                ..Measure::new(80)
            },
        ),
    ];
    for (name, measure) in measures {
        group.bench_function(name, |b| {
            b.iter(|| {
                let page = Page::new(Arc::clone(&article), measure);
                (0..page.blocks())
                    .map(|block| page.rows(block).len())
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

/// Where a text may part, without setting it.
fn part(c: &mut Criterion) {
    let text = PROSE.repeat(1000);
    let mut group = c.benchmark_group("part");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for writing in [Writing::Chinese, Writing::Other] {
        let rules = LineRules {
            writing,
            level: Level::Gb,
        };
        let mut all = Vec::new();
        group.bench_function(format!("{writing:?}"), |b| {
            b.iter(|| pieces(black_box(&text), rules, Profile::default(), &mut all));
        });
    }
    group.bench_function("fold", |b| b.iter(|| fold(black_box(&text))));
    group.finish();
}

/// What a person waits for: the first screen of an article of ten megabytes, and a place in its middle.
fn open(c: &mut Criterion) {
    let article = article(10_000_000);
    let mut group = c.benchmark_group("open 10 MB");
    group.bench_function("first screen", |b| {
        b.iter(|| {
            let page = Page::new(Arc::clone(&article), Measure::new(80));
            let end = page.below(RowAt::default(), 40);
            assert!(page.laid() < 20, "only what is looked at is laid out");
            end
        });
    });
    let page = Page::new(Arc::clone(&article), Measure::new(80));
    group.bench_function("a place in the middle", |b| {
        b.iter(|| {
            page.row_of(black_box(Place {
                block: page.blocks() / 2,
                offset: 300,
            }))
        });
    });
    group.finish();
}

criterion_group!(benches, lay, part, open);
criterion_main!(benches);
