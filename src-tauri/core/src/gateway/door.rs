//! The door through which downloads leave: names are resolved here, and addresses of this computer
//! and of private nets are left out, so that a hostile link cannot reach behind the firewall.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::resolved_allowed;

/// A resolver that drops addresses which a result link has no business at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door {
    pub(crate) service_is_local: bool,
}

impl Door {
    pub(crate) fn shared(service_is_local: bool) -> Arc<Self> {
        Arc::new(Self { service_is_local })
    }
}

impl Resolve for Door {
    fn resolve(&self, name: Name) -> Resolving {
        let local = self.service_is_local;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| resolved_allowed(address.ip(), local)).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
