//! Going out for what sources have, and for what is wished ahead of reading.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{Receiver, Sender, channel};

use indicatif::{ProgressBar, ProgressStyle};

use super::Desk;
use crate::library::SourceId;
use crate::locale::Sentence;
use crate::store::Store;
use crate::work::{
    Ahead, AheadDelivery, Brought, Delivery, Errand, Far, Manners, SourceErrand, Tally,
};
use crate::work::{now, take_in};

/// Errands that are under way, with a bar that shows how many have come back.
pub(super) struct Outing {
    far: Far,
    manners: Manners,
    ahead: Ahead,
    deliver: Sender<Came>,
    deliveries: Receiver<Came>,
    under_way: usize,
    bar: ProgressBar,
}

/// Who has come back.
enum Came {
    Source(Delivery),
    Ahead(AheadDelivery),
}

impl Outing {
    /// Goes out in these manners.
    pub(super) fn new(desk: &Desk, manners: &Manners) -> Outing {
        let (deliver, deliveries) = channel();
        Outing {
            far: Far::new(manners.clone()),
            manners: manners.clone(),
            ahead: Ahead::new(manners.clone(), desk.settings.images),
            deliver,
            deliveries,
            under_way: 0,
            bar: bar(desk),
        }
    }

    /// Sends an errand to a source.
    pub(super) fn send(&mut self, errand: SourceErrand) -> Result<(), Sentence> {
        self.send_out(errand, Came::Source)
    }

    fn send_out<E: Errand>(
        &mut self,
        errand: E,
        came: impl FnOnce(E::Delivery) -> Came + Send + 'static,
    ) -> Result<(), Sentence> {
        let deliver = self.deliver.clone();
        self.far.send(errand, move |delivery| {
            let _ = deliver.send(came(delivery));
        })?;
        self.under_way += 1;
        self.bar.inc_length(1);
        Ok(())
    }

    /// Goes out for what is wished ahead, after a source has brought something.
    pub(super) fn go_ahead(
        &mut self,
        store: &mut Store,
        source: SourceId,
        brought: &Brought,
    ) -> Result<(), Sentence> {
        for errand in self.ahead.errands(store, source, brought)? {
            self.send_out(errand, Came::Ahead)?;
        }
        Ok(())
    }

    /// Takes in what comes back until nobody is out or the library takes no more.
    ///
    /// `note` is told what each source has brought.
    pub(super) fn take_all_in(
        mut self,
        store: &mut Store,
        mut note: impl FnMut(SourceId, &Brought),
    ) -> Result<Tally, Sentence> {
        while self.under_way > 0 {
            let Ok(came) = self.deliveries.recv() else {
                break;
            };
            self.under_way -= 1;
            self.take(store, came, &mut note)?;
            self.bar.inc(1);
        }
        Ok(self.ahead.tally)
    }

    fn take(
        &mut self,
        store: &mut Store,
        came: Came,
        note: &mut impl FnMut(SourceId, &Brought),
    ) -> Result<(), Sentence> {
        match came {
            Came::Source(delivery) => {
                let id = delivery.source;
                let brought = take_in(store, delivery, self.manners.pace(), now())?;
                note(id, &brought);
                self.go_ahead(store, id, &brought)
            }
            Came::Ahead(delivery) => {
                for errand in self.ahead.take_in(store, delivery)? {
                    self.send_out(errand, Came::Ahead)?;
                }
                Ok(())
            }
        }
    }
}

impl Drop for Outing {
    /// Nothing of the bar is left on the screen.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn bar(desk: &Desk) -> ProgressBar {
    if desk.json || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}");
    let style = template.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
