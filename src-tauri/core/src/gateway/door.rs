//! The door through which downloads leave: names are resolved here, and addresses of this computer
//! and of private nets are left out, so that a hostile link cannot reach behind the firewall.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::resolved_allowed;

/// A resolver that drops addresses which a result link has no business at.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) service_is_local: bool,
    /// Proxies stand where their owner put them, often in a private net. No link leads to one:
    /// that is checked before a link gets here.
    pub(crate) proxies: Arc<[String]>,
}

impl Resolve for Door {
    fn resolve(&self, name: Name) -> Resolving {
        let is_proxy = self.proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(name.as_str()));
        let anywhere = self.service_is_local || is_proxy;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| resolved_allowed(address.ip(), anywhere)).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
