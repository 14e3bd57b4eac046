//! The pictures of an article, as far as they have come.

use std::collections::{HashMap, VecDeque};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::article::{Article, Url};
use crate::picture::{Picture, Pixels};

/// Pictures by their addresses, and the sizes of those that were here once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pictures {
    /// The block in which each picture of the body stands, in reading order.
    places: Vec<(usize, Url)>,
    sizes: HashMap<Url, Pixels>,
    held: VecDeque<(Url, Arc<Picture>)>,
}

/// Pictures that are held, at a few megabytes each: more than a screen shows.
const HELD: usize = 12;

impl Pictures {
    /// The pictures of `article`, none of which has come.
    pub(crate) fn of(article: &Article) -> Pictures {
        let blocks = article.body.iter().enumerate();
        let places = blocks.flat_map(|(at, block)| {
            let urls = block
                .images()
                .into_iter()
                .filter_map(|image| image.url.as_ref());
            urls.map(move |url| (at + 1, url.clone()))
        });
        Pictures {
            places: places.collect(),
            ..Pictures::default()
        }
    }

    /// Takes a picture that has come; says whether its size is news.
    pub(crate) fn take(&mut self, url: &Url, picture: Arc<Picture>) -> bool {
        let size = picture.natural();
        self.held.retain(|(held, _)| held != url);
        self.held.push_back((url.clone(), picture));
        if self.held.len() > HELD {
            let here = self.blocks_with(url).next().unwrap_or_default();
            let far = |(_, (held, _)): &(usize, &(Url, _))| self.distance(held, here);
            let farthest = self.held.iter().enumerate().max_by_key(far);
            let farthest = farthest.map_or(0, |(at, _)| at);
            self.held.remove(farthest);
        }
        self.sizes.insert(url.clone(), size) != Some(size)
    }

    /// The size of a picture that is here, or was.
    pub(crate) fn size(&self, url: &Url) -> Option<Pixels> {
        self.sizes.get(url).copied()
    }

    /// A picture that is here.
    pub(crate) fn held(&self, url: &Url) -> Option<&Arc<Picture>> {
        let held = self.held.iter().find(|(held, _)| held == url);
        held.map(|(_, picture)| picture)
    }

    /// The blocks in which a picture stands.
    pub(crate) fn blocks_with(&self, url: &Url) -> impl Iterator<Item = usize> {
        let places = self.places.iter().filter(move |(_, there)| there == url);
        places.map(|(block, _)| *block)
    }

    /// The pictures in some blocks, as many as are held, that are not here as large as `room` lets them be.
    pub(crate) fn wanted(&self, blocks: RangeInclusive<usize>, room: Pixels) -> Vec<&Url> {
        let mut urls: Vec<&Url> = Vec::new();
        for (_, url) in self
            .places
            .iter()
            .filter(|(block, _)| blocks.contains(block))
        {
            if !urls.contains(&url) && urls.len() < HELD {
                urls.push(url);
            }
        }
        let is_here = |picture: &Arc<Picture>| {
            let whole = picture.natural().within(room);
            picture.size().width >= whole.width && picture.size().height >= whole.height
        };
        urls.retain(|url| !self.held(url).is_some_and(is_here));
        urls
    }

    /// How many blocks lie between a picture and a block.
    fn distance(&self, url: &Url, block: usize) -> usize {
        let distances = self.blocks_with(url).map(|there| there.abs_diff(block));
        distances.min().unwrap_or(usize::MAX)
    }
}
