//! The far queue: what is done over the network, many things at once.
//!
//! One thread with a runtime of its own; it begins when it is first needed. What
//! is stopped is dropped, and its connections with it. Of every errand that is not
//! stopped a delivery comes, whatever happens to it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use tokio::runtime::{Builder, Runtime};
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
    type Delivery: Send + 'static;

    /// Does it; what went wrong is in the delivery.
    fn run(self, fetcher: &Fetcher) -> impl Future<Output = Self::Delivery> + Send;

    /// What it brings when it has been lost, and why that is.
    fn lost(&self, why: Sentence) -> Self::Delivery;
}

/// Sends errands out.
pub struct Far {
    manners: Manners,
    /// Where the thread hears; nowhere before the first errand.
    orders: Option<UnboundedSender<Order>>,
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
        Far {
            manners,
            orders: None,
        }
    }

    /// Sends an errand out; `deliver` is called with what it brings.
    ///
    /// An error when the system gives no room for it.
    pub fn send<E: Errand>(
        &mut self,
        errand: E,
        deliver: impl FnOnce(E::Delivery) + Send + 'static,
    ) -> Result<(), Sentence> {
        let lost = errand.lost(fault());
        let outing: Outing = Box::new(move |fetcher| {
            Box::pin(async move {
                let brought = unbroken(async move { errand.run(&fetcher).await }).await;
                deliver(brought.unwrap_or(lost));
            })
        });
        let orders = match &mut self.orders {
            Some(orders) => orders,
            none => none.insert(begin(&self.manners)?),
        };
        let _ = orders.send(Order::Run(outing));
        Ok(())
    }

    /// Calls back all that are under way; nothing more comes of them.
    pub fn stop(&self) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(Order::Stop);
        }
    }
}

/// Begins the thread; gives where it hears.
fn begin(manners: &Manners) -> Result<UnboundedSender<Order>, Sentence> {
    let runtime = runtime()?;
    let (orders, queue) = unbounded_channel();
    let thread = thread::Builder::new().name("far".to_owned());
    let fetcher = Arc::new(manners.fetcher());
    let begun = thread.spawn(move || attend(runtime, &fetcher, queue));
    begun.map_err(|error| no_network(&error))?;
    Ok(orders)
}

fn attend(runtime: Runtime, fetcher: &Arc<Fetcher>, mut orders: UnboundedReceiver<Order>) {
    runtime.block_on(async {
        let mut under_way = JoinSet::new();
        while let Some(order) = orders.recv().await {
            while under_way.try_join_next().is_some() {}
            match order {
                Order::Run(outing) => {
                    under_way.spawn(outing(Arc::clone(fetcher)));
                }
                Order::Stop => under_way.abort_all(),
            }
        }
    });
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
}

/// What comes of a task; nothing when it panics. The task ends when this is dropped.
async fn unbroken<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let mut alone = JoinSet::new();
    alone.spawn(task);
    alone.join_next().await?.ok()
}

/// Does one thing over the network in these manners, and waits for it.
///
/// An error when the system gives no room for it.
pub(super) fn wait<T>(
    manners: &Manners,
    errand: impl AsyncFnOnce(&Arc<Fetcher>) -> Result<T, Sentence>,
) -> Result<T, Sentence> {
    let runtime = runtime()?;
    let fetcher = Arc::new(manners.fetcher());
    let answer = runtime.block_on(errand(&fetcher));
    runtime.shutdown_background();
    answer
}

fn runtime() -> Result<Runtime, Sentence> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| no_network(&error))
}

fn no_network(error: &io::Error) -> Sentence {
    sentence!(
        "the network cannot be used ({error}); close some programs and try again",
        "无法使用网络（{error}），请关闭一些程序后重试"
    )
}

/// What there is to say when we are at fault.
pub(super) fn fault() -> Sentence {
    sentence!(
        "this failed: a fault of Wenlan's own; please report it",
        "文澜自身出错，烦请报告"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_that_panics_is_told_from_one_that_ends() {
        let runtime = runtime().expect("a runtime");
        let sum = runtime.block_on(unbroken(async { 1 + 1 }));
        assert_eq!(sum, Some(2));
        let nothing: Option<()> = runtime.block_on(unbroken(async { panic!("on purpose") }));
        assert_eq!(nothing, None);
    }
}
