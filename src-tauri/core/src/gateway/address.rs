//! Which addresses the app talks to: the service's base address and the addresses of result links.
//! Pure checks; connecting happens elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::error::{Error, ErrorKind, Result};
use crate::settings::DEFAULT_SERVICE;

/// Hosts of the vendor that accept the same key (section 1.7 of the service's facts).
const VENDOR_HOSTS: [&str; 3] = ["crazyrouter.com", "api.crazyrouter.com", "cn.crazyrouter.com"];

/// A service's base address: `https`, or `http` on this computer only, without a trailing slash
/// and without a trailing `/v1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base {
    url: Url,
}

impl Base {
    /// Reads what a person typed. A missing scheme means `https`.
    ///
    /// # Errors
    /// [`ErrorKind::AddressInvalid`] for what is no web address or carries a login, a query or a
    /// fragment; [`ErrorKind::AddressInsecure`] for plain http to another computer.
    pub fn parse(typed: &str) -> Result<Self> {
        let invalid = || Error::new(ErrorKind::AddressInvalid, "read a service address");
        let typed = typed.trim();
        let text =
            if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let mut url = Url::parse(&text).map_err(|_| invalid())?;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !plain || url.host().is_none() || typed.chars().any(char::is_whitespace) {
            return Err(invalid());
        }
        match url.scheme() {
            "https" => {}
            "http" if on_this_computer(&url) => {}
            "http" => {
                return Err(Error::new(ErrorKind::AddressInsecure, "read a service address"));
            }
            _ => return Err(invalid()),
        }
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix("/v1").unwrap_or(path).trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// The vendor's own address.
    pub fn vendor() -> Self {
        // The constant is an address by inspection, and a test parses it.
        Self::parse(DEFAULT_SERVICE).unwrap_or_else(|_| unreachable!("the default is an address"))
    }

    /// The address of a call, such as `/v1/models`.
    pub fn at(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let whole = format!("{}{path}", self.url.path().trim_end_matches('/'));
        url.set_path(&whole);
        url
    }

    /// Without a trailing slash, for showing and storing.
    pub fn as_text(&self) -> String {
        self.url.as_str().trim_end_matches('/').to_owned()
    }

    /// A page for people at the service. The vendor's are on its main host.
    pub fn console(&self, path: &str) -> String {
        let vendor = self.key_name() == DEFAULT_SERVICE;
        if vendor { format!("{DEFAULT_SERVICE}{path}") } else { format!("{}{path}", self.origin()) }
    }

    /// Scheme, host and port: what a key is bound to.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The name of the keyring entry. The vendor's addresses share one.
    pub fn key_name(&self) -> String {
        if self.is_vendor() { DEFAULT_SERVICE.into() } else { self.origin() }
    }

    /// Whether it is one of the addresses of the service that the app was made for.
    pub fn is_vendor(&self) -> bool {
        self.url.scheme() == "https"
            && self.url.port().is_none()
            && self.url.host_str().is_some_and(|host| VENDOR_HOSTS.contains(&host))
    }

    /// Whether the service runs on this computer.
    pub fn is_local(&self) -> bool {
        on_this_computer(&self.url)
    }

    /// Whether a link leads to this very service.
    pub fn covers(&self, link: &Url) -> bool {
        link.origin() == self.url.origin()
    }
}

/// Whether an address can only mean this computer.
fn on_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether a result link may be fetched as far as its text tells: http or https, no login, and no
/// literal address of this computer or a private net, unless the service itself is local.
pub fn link_allowed(link: &Url, service_is_local: bool) -> bool {
    let web = matches!(link.scheme(), "http" | "https");
    let bare = link.username().is_empty() && link.password().is_none();
    let public = match link.host() {
        Some(Host::Domain(name)) => service_is_local || !is_local_name(name),
        Some(Host::Ipv4(ip)) => service_is_local || (is_public_v4(ip) && !is_fake_range(ip)),
        Some(Host::Ipv6(ip)) => service_is_local || is_public_v6(ip),
        None => false,
    };
    web && bare && public
}

/// Whether a name may resolve to this address. Common proxies map every name into 198.18.0.0/15,
/// so that range is allowed here although it is not for literal addresses.
pub fn resolved_allowed(ip: IpAddr, service_is_local: bool) -> bool {
    service_is_local
        || match ip {
            IpAddr::V4(v4) => is_public_v4(v4),
            IpAddr::V6(v6) => is_public_v6(v6),
        }
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.ends_with(".local")
}

fn is_fake_range(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    a == 198 && (b == 18 || b == 19)
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    !(ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || shared
        || protocol)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = embedded_v4(ip) {
        return is_public_v4(v4) && !is_fake_range(v4);
    }
    let [first, second, ..] = ip.segments();
    let unique_local = first & 0xfe00 == 0xfc00;
    let link_local = first & 0xffc0 == 0xfe80;
    let site_local = first & 0xffc0 == 0xfec0;
    let documentation = first == 0x2001 && second == 0x0db8;
    !(ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || unique_local
        || link_local
        || site_local
        || documentation)
}

/// The IPv4 address inside a mapped, compatible, NAT64 or 6to4 address.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = ip.segments();
    let tail = || {
        let [a, b] = s[6].to_be_bytes();
        let [c, d] = s[7].to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(tail()),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 || low > 1 => Some(tail()),
        [0x2002, high, low, ..] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => None,
    }
}
