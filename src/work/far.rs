//! The far queue: sources are asked over the network, many at once.
//!
//! One thread with a runtime of its own; it begins when it is first needed. What
//! is stopped is dropped, and its connections with it.

use std::sync::Arc;
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::errand::{Delivery, Errand};
use super::manners::Manners;
use crate::fetch::Fetcher;
use crate::locale::Sentence;
use crate::sentence;

/// Sends errands out.
pub struct Far {
    orders: UnboundedSender<Order>,
}

/// What the far thread is told.
enum Order {
    Run(Vec<Errand>),
    Stop,
}

impl Far {
    /// Sends errands out in these manners; `deliver` is called with what comes of each.
    pub fn new(manners: Manners, deliver: impl Fn(Delivery) + Send + Sync + 'static) -> Far {
        let (orders, queue) = unbounded_channel();
        // Where there is no thread to be had, orders fall on no ear, as after the end.
        let thread = thread::Builder::new().name("far".to_owned());
        let _ = thread.spawn(move || attend(&manners, queue, &(Arc::new(deliver) as Deliver)));
        Far { orders }
    }

    /// Sends errands out.
    pub fn send(&self, errands: Vec<Errand>) {
        let _ = self.orders.send(Order::Run(errands));
    }

    /// Calls back all that are under way; nothing more comes of them.
    pub fn stop(&self) {
        let _ = self.orders.send(Order::Stop);
    }
}

/// Who is told what came of an errand.
type Deliver = Arc<dyn Fn(Delivery) + Send + Sync>;

fn attend(manners: &Manners, mut orders: UnboundedReceiver<Order>, deliver: &Deliver) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
        return;
    };
    let fetcher = Arc::new(manners.fetcher());
    runtime.block_on(async {
        let mut under_way = JoinSet::new();
        while let Some(order) = orders.recv().await {
            match order {
                Order::Run(errands) => {
                    while under_way.try_join_next().is_some() {}
                    for errand in errands {
                        let (fetcher, deliver) = (Arc::clone(&fetcher), Arc::clone(deliver));
                        under_way.spawn(async move { deliver(errand.run(&fetcher).await) });
                    }
                }
                Order::Stop => under_way.abort_all(),
            }
        }
    });
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
}

/// Does one thing over the network in these manners, and waits for it.
///
/// An error when the system gives no runtime for it.
pub(super) fn wait<T>(
    manners: &Manners,
    errand: impl AsyncFnOnce(&Fetcher) -> Result<T, Sentence>,
) -> Result<T, Sentence> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        sentence!(
            "the network cannot be used ({error})",
            "无法使用网络（{error}）"
        )
    })?;
    let fetcher = manners.fetcher();
    let answer = runtime.block_on(errand(&fetcher));
    runtime.shutdown_background();
    answer
}
