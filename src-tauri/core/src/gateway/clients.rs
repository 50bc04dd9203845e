//! The three kinds of connection, near and far, and what becomes of them when the way changes.
//! Reqwest keeps one pool per scheme, host and port in each client, so a client is one pool per
//! address. Nothing here repeats anything: whatever is repeated, the runner decides.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use zeroize::Zeroizing;

use super::carrier::{Carrier, Errand, Wire};
use super::door::Door;
use super::line;
use super::proxy::Route;
use crate::error::{Error, Result};

/// How long a connection for questions is kept: the next one usually comes after 10 seconds.
const IDLE: Duration = Duration::from_secs(60);
/// A shorter password would be found in words that it has nothing to do with.
const LEAST_HIDDEN: usize = 8;

/// Connections for one kind of service: on this computer (never through a proxy), or elsewhere.
/// A clone goes on with the old ones when the way changes.
#[derive(Clone)]
pub(super) struct Clients {
    /// Create calls only.
    pub(super) submit: Wire,
    /// Questions and uploads.
    pub(super) ask: Wire,
    /// Downloads.
    pub(super) fetch: Wire,
    /// Hosts of the proxies, which no link may lead to.
    pub(super) proxies: Arc<[String]>,
    /// What is taken out of every answer besides the key.
    pub(super) hidden: Arc<[Zeroizing<String>]>,
}

/// All connections. They are set up when the first call needs them: loading the system's
/// certificates takes a tenth of a second that the start of the app should not pay.
pub(super) struct Connections {
    near: OnceLock<Clients>,
    far: Mutex<Far>,
    roots: Vec<Certificate>,
    carrier: Option<Arc<dyn Carrier>>,
    submit_limit: Option<Duration>,
}

#[derive(Default)]
struct Far {
    /// None: nobody has said yet how services elsewhere are reached, so none is.
    route: Option<Route>,
    clients: Option<Clients>,
}

impl Connections {
    pub(super) fn new(
        route: Option<Route>,
        roots: Vec<Certificate>,
        carrier: Option<Arc<dyn Carrier>>,
        submit_limit: Option<Duration>,
    ) -> Self {
        let far = Mutex::new(Far { route, clients: None });
        Self { near: OnceLock::new(), far, roots, carrier, submit_limit }
    }

    /// Goes another way from now on. What is under way ends on the old one.
    pub(super) fn take(&self, route: Route) {
        let mut far = self.far.lock().unwrap_or_else(PoisonError::into_inner);
        if far.route.as_ref() != Some(&route) {
            *far = Far { route: Some(route), clients: None };
        }
    }

    /// None when the system's certificates cannot be loaded, or the way is not known yet.
    pub(super) fn to(&self, near: bool) -> Option<Clients> {
        let built = if near { self.near() } else { self.far() };
        built.inspect_err(|fault| tracing::error!(fault = %fault.chain(), "no connections")).ok()?
    }

    fn near(&self) -> Result<Option<Clients>> {
        if self.near.get().is_none() {
            // Another task may have been faster: its connections are as good.
            let _ = self.near.set(self.build(true, &Route::Direct)?);
        }
        Ok(self.near.get().cloned())
    }

    fn far(&self) -> Result<Option<Clients>> {
        let mut far = self.far.lock().unwrap_or_else(PoisonError::into_inner);
        if let (None, Some(route)) = (&far.clients, &far.route) {
            far.clients = Some(self.build(false, route)?);
        }
        Ok(far.clients.clone())
    }

    fn build(&self, near: bool, route: &Route) -> Result<Clients> {
        match &self.carrier {
            None => Clients::build(near, route, &self.roots, self.submit_limit),
            Some(carrier) => Clients::carried(carrier),
        }
    }
}

impl Clients {
    fn build(
        near: bool,
        route: &Route,
        roots: &[Certificate],
        submit_limit: Option<Duration>,
    ) -> Result<Self> {
        let fault = |fault| Error::internal("set up connections", fault);
        let proxy = proxy(route).map_err(fault)?;
        let base = |errand: Errand| {
            let limits = errand.limits();
            let builder = Client::builder()
                .user_agent(concat!("Stillwake/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(limits.connect)
                .referer(false)
                .redirect(Policy::none())
                .retry(reqwest::retry::never());
            let builder = match roots {
                [] => builder,
                roots => builder.tls_certs_merge(roots.iter().cloned()),
            };
            let shorter = submit_limit.filter(|_| errand == Errand::Submit);
            let builder = match shorter.or(limits.whole) {
                Some(whole) => builder.timeout(whole),
                None => builder,
            };
            let builder = match limits.stall {
                Some(stall) => builder.read_timeout(stall),
                None => builder,
            };
            match (route, &proxy) {
                (Route::System, _) => builder,
                (_, Some(proxy)) => builder.proxy(proxy.clone()),
                (_, None) => builder.no_proxy(),
            }
        };
        let wire = |errand, builder: ClientBuilder| -> Result<Wire> {
            let client = builder.build().map_err(fault)?;
            Ok(Wire { errand, client, carrier: None })
        };
        let (submit, ask, fetch) = (Errand::Submit, Errand::Ask, Errand::Fetch);
        let proxies: Arc<[String]> = hosts(route).into();
        let door = Door { service_is_local: near, proxies: Arc::clone(&proxies) };
        Ok(Self {
            // A reused connection that has died looks like a lost answer: submit on fresh ones.
            // HTTP/2 lets a server turn a request away unread and invite a repeat; HTTP/1.1 cannot.
            submit: wire(submit, base(submit).pool_max_idle_per_host(0).http1_only())?,
            ask: wire(
                ask,
                base(ask).pool_max_idle_per_host(line::AT_ONCE).pool_idle_timeout(IDLE),
            )?,
            fetch: wire(fetch, base(fetch).dns_resolver(Arc::new(door)))?,
            proxies,
            hidden: hidden(route).into(),
        })
    }

    /// Clients that only put requests together: the carrier takes them from there.
    fn carried(carrier: &Arc<dyn Carrier>) -> Result<Self> {
        let client = Client::builder().no_proxy().tls_certs_only([]).build();
        let client = client.map_err(|fault| Error::internal("set up connections", fault))?;
        let wire =
            |errand| Wire { errand, client: client.clone(), carrier: Some(Arc::clone(carrier)) };
        Ok(Self {
            submit: wire(Errand::Submit),
            ask: wire(Errand::Ask),
            fetch: wire(Errand::Fetch),
            proxies: Arc::default(),
            hidden: Arc::default(),
        })
    }
}

fn proxy(route: &Route) -> reqwest::Result<Option<Proxy>> {
    let Route::Proxy { address, login } = route else { return Ok(None) };
    let proxy = Proxy::all(address.dialled())?;
    Ok(Some(match login {
        Some(login) => {
            let password = login.password.as_ref().map_or("", |password| password.expose());
            proxy.basic_auth(&login.user, password)
        }
        None => proxy,
    }))
}

/// Hosts of the proxies that a way leads through.
fn hosts(route: &Route) -> Vec<String> {
    match route {
        Route::Direct => Vec::new(),
        Route::Proxy { address, .. } => vec![bare(address.host())],
        Route::System => {
            let system = Matcher::from_system();
            let asked = ["http://example.com/", "https://example.com/"];
            let found = asked.iter().filter_map(|to| {
                let proxy = system.intercept(&to.parse().ok()?)?;
                proxy.uri().host().map(bare)
            });
            found.collect()
        }
    }
}

/// A host as names are resolved: without brackets and in lower case.
fn bare(host: &str) -> String {
    host.trim_matches(['[', ']']).to_ascii_lowercase()
}

/// The proxy's password, alone and in the form in which it travels.
fn hidden(route: &Route) -> Vec<Zeroizing<String>> {
    use base64::Engine;
    let Route::Proxy { login: Some(login), .. } = route else { return Vec::new() };
    let Some(password) = &login.password else { return Vec::new() };
    let pair = Zeroizing::new(format!("{}:{}", login.user, password.expose()));
    let travelling = base64::engine::general_purpose::STANDARD.encode(pair.as_bytes());
    let all = [password.expose().to_owned(), travelling].map(Zeroizing::new);
    all.into_iter().filter(|secret| secret.len() >= LEAST_HIDDEN).collect()
}
