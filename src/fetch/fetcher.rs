//! The one who fetches: connections that are kept, and manners.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::ClientConfig;

use super::error::{FetchError, Trouble};
use super::fetched::{Fetched, Progress};
use super::journey::Journey;
use super::names::{Lookup, Names, host};
use super::pace::Retries;
use super::request::Request;
use super::trust::{self, Authority};
use super::turns::{Turn, Turns};

/// How we name ourselves to servers (RFC 9110 10.1.5).
const USER_AGENT: &str = concat!("wenlan/", env!("CARGO_PKG_VERSION"));

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(30);

/// How requests are made, all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How we name ourselves.
    pub user_agent: String,
    /// Requests at once.
    pub at_once: usize,
    /// Requests at once to one host.
    pub at_once_a_host: usize,
    /// From the beginning of a request to that of the next to the same host. Machines that
    /// are named as private, by `localhost` or by number, need no such care.
    pub gap: Duration,
    /// For a connection to be made.
    pub connecting: Duration,
    /// What is tried again, and when.
    pub retries: Retries,
    /// Through whom.
    pub proxy: Proxy,
    /// Whom to believe beside the authorities of the system.
    pub authorities: Vec<Authority>,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            user_agent: USER_AGENT.to_owned(),
            at_once: 8,
            at_once_a_host: 2,
            gap: Duration::from_millis(200),
            connecting: Duration::from_secs(10),
            retries: Retries::default(),
            proxy: Proxy::default(),
            authorities: Vec::new(),
        }
    }
}

/// Through whom the world is reached.
///
/// A proxy looks names up itself: behind it only what is private by its own
/// name can be told from what is public ([`Reach`](super::Reach)).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// The proxy that the environment (`https_proxy` and its like) or the system names, if any.
    #[default]
    System,
    /// Nobody.
    Direct,
    /// The proxy at this address: http, https, socks5 or socks5h.
    At(String),
}

/// Fetches, keeps connections, and waits for its turn.
///
/// One serves a whole program. It needs a runtime of tokio with time and input
/// around it, which is best ended by `shutdown_background`: a name that is being
/// looked up keeps a thread of the system until it is found. Dropping a request
/// that is under way gives its place free and closes its connection.
pub struct Fetcher {
    pub(super) manners: Manners,
    pub(super) names: Arc<Names>,
    pub(super) turns: Turns,
    tls: ClientConfig,
    // Two, so that no connection that was made for one reach is used for the other.
    public: OnceLock<Result<Client, String>>,
    everywhere: OnceLock<Result<Client, String>>,
}

impl Fetcher {
    /// One with these manners. Nothing is read and nobody is asked yet.
    pub fn new(manners: Manners) -> Fetcher {
        Fetcher::with_names(manners, Names::of_the_system())
    }

    pub(super) fn with_names(manners: Manners, names: Names) -> Fetcher {
        Fetcher {
            turns: Turns::new(manners.at_once, manners.at_once_a_host),
            tls: trust::tls(&manners.authorities),
            names: Arc::new(names),
            public: OnceLock::new(),
            everywhere: OnceLock::new(),
            manners,
        }
    }

    /// Fetches what `request` asks for.
    pub async fn fetch(&self, request: &Request) -> Result<Fetched, FetchError> {
        self.fetch_watched(request, |_| ()).await
    }

    /// Fetches what `request` asks for, and tells `on_progress` how much of it has come.
    ///
    /// A second try begins at the beginning.
    pub async fn fetch_watched(
        &self,
        request: &Request,
        mut on_progress: impl FnMut(Progress) + Send,
    ) -> Result<Fetched, FetchError> {
        Journey::new(self, request, &mut on_progress).run().await
    }

    /// Waits for the turn to ask the host of `url`.
    pub(super) async fn turn(&self, url: &Url) -> Turn {
        let near = self.names.is_plainly_private(url);
        let gap = if near {
            Duration::ZERO
        } else {
            self.manners.gap
        };
        self.turns.take(&host(url), gap).await
    }

    /// The connections to public machines, or to all.
    pub(super) fn client(&self, public_only: bool) -> Result<&Client, Trouble> {
        let kept = if public_only {
            &self.public
        } else {
            &self.everywhere
        };
        let client = kept.get_or_init(|| {
            let client = self.build(public_only);
            client.map_err(|error| error.to_string())
        });
        client
            .as_ref()
            .map_err(|error| Trouble::Unreachable(error.clone()))
    }

    fn build(&self, public_only: bool) -> Result<Client, reqwest::Error> {
        let lookup = Lookup {
            names: Arc::clone(&self.names),
            public_only,
        };
        let client = Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .dns_resolver(lookup)
            // Every hop is judged by us.
            .redirect(Policy::none())
            .connect_timeout(self.manners.connecting)
            .pool_idle_timeout(IDLE);
        match &self.manners.proxy {
            Proxy::System => client.build(),
            Proxy::Direct => client.no_proxy().build(),
            Proxy::At(address) => client.proxy(reqwest::Proxy::all(address)?).build(),
        }
    }
}
