//! The far queue: what is done over the network, many things at once.
//!
//! One thread with a runtime of its own; it begins when it is first needed. What
//! is stopped is dropped, and its connections with it.

use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::manners::Manners;
use crate::fetch::Fetcher;
use crate::locale::Sentence;
use crate::sentence;

/// One thing to be done over the network.
///
/// It knows no library: whoever sends it out tells it what it must know, and
/// takes in what it brings.
pub trait Errand: Send + 'static {
    /// What it brings.
    type Delivery: Send;

    /// Does it; what went wrong is in the delivery.
    fn run(self, fetcher: &Fetcher) -> impl Future<Output = Self::Delivery> + Send;
}

/// Sends errands out.
pub struct Far {
    orders: UnboundedSender<Order>,
}

/// An errand with whom its delivery is brought to.
type Outing = Box<dyn FnOnce(Arc<Fetcher>) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// What the far thread is told.
enum Order {
    Run(Outing),
    Stop,
}

impl Far {
    /// Sends errands out in these manners.
    pub fn new(manners: Manners) -> Far {
        let (orders, queue) = unbounded_channel();
        // Where there is no thread to be had, orders fall on no ear, as after the end.
        let thread = thread::Builder::new().name("far".to_owned());
        let _ = thread.spawn(move || attend(&manners, queue));
        Far { orders }
    }

    /// Sends an errand out; `deliver` is called with what it brings.
    pub fn send<E: Errand>(&self, errand: E, deliver: impl FnOnce(E::Delivery) + Send + 'static) {
        let outing: Outing =
            Box::new(move |fetcher| Box::pin(async move { deliver(errand.run(&fetcher).await) }));
        let _ = self.orders.send(Order::Run(outing));
    }

    /// Calls back all that are under way; nothing more comes of them.
    pub fn stop(&self) {
        let _ = self.orders.send(Order::Stop);
    }
}

fn attend(manners: &Manners, mut orders: UnboundedReceiver<Order>) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
        return;
    };
    let fetcher = Arc::new(manners.fetcher());
    runtime.block_on(async {
        let mut under_way = JoinSet::new();
        while let Some(order) = orders.recv().await {
            while under_way.try_join_next().is_some() {}
            match order {
                Order::Run(outing) => {
                    under_way.spawn(outing(Arc::clone(&fetcher)));
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
