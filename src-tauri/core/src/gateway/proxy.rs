//! How services elsewhere are reached: by the system's proxy, by one that a person named, or by
//! none. Pure; the connections are made in `clients.rs`. The password is never part of an address.

use std::fmt;

use url::Url;

use crate::error::{Error, ErrorKind, Result};
use crate::secret::Password;

/// A proxy's address: scheme, host and port. Never a login.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProxyAddress {
    scheme: Scheme,
    /// As in a web address: IPv6 in brackets, names in their ASCII form.
    host: String,
    port: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Scheme {
    Http,
    Https,
    Socks5,
}

/// The way to services elsewhere. Those on this computer are always reached directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// As the system says.
    System,
    /// Without a proxy.
    Direct,
    /// Through this one.
    Proxy {
        /// Where it listens.
        address: ProxyAddress,
        /// What it wants to know first.
        login: Option<Login>,
    },
}

/// A name and, where one is known, a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// As typed.
    pub user: String,
    /// From the keyring.
    pub password: Option<Password>,
}

impl ProxyAddress {
    /// Reads what a person typed. A missing scheme means `http`, a missing port the scheme's own.
    ///
    /// # Errors
    /// [`ErrorKind::ProxyInvalid`], also where a login, a path or a query is part of it.
    pub fn parse(typed: &str) -> Result<Self> {
        let invalid = || Error::new(ErrorKind::ProxyInvalid, "read a proxy address");
        let typed = typed.trim();
        let (scheme, rest) = typed.split_once("://").unwrap_or(("http", typed));
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            "socks5" | "socks5h" => Scheme::Socks5,
            _ => return Err(invalid()),
        };
        // Read under a scheme whose hosts are checked and whose own port no proxy listens on.
        let url = Url::parse(&format!("ftp://{rest}")).map_err(|_| invalid())?;
        let bare = url.username().is_empty()
            && url.password().is_none()
            && matches!(url.path(), "" | "/")
            && url.query().is_none()
            && url.fragment().is_none()
            && !rest.contains(['@', '\\'])
            && !rest.chars().any(char::is_whitespace);
        let host = url.host_str().filter(|host| bare && !host.is_empty()).ok_or_else(invalid)?;
        let port = url.port().unwrap_or(match scheme {
            Scheme::Http => 80,
            Scheme::Https => 443,
            Scheme::Socks5 => 1080,
        });
        if port == 0 {
            return Err(invalid());
        }
        Ok(Self { scheme, host: host.to_owned(), port })
    }

    /// For showing, storing, and naming the keyring's entry, such as `http://127.0.0.1:7890`.
    pub fn as_text(&self) -> String {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
            Scheme::Socks5 => "socks5",
        };
        format!("{scheme}://{}:{}", self.host, self.port)
    }

    /// The name of the keyring entry of its password: one per proxy, and none that a service has.
    pub fn key_name(&self) -> String {
        format!("proxy {}", self.as_text())
    }

    /// Its host, as it stands in addresses.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// For connecting. A SOCKS proxy is handed names, not numbers: it is there because names or
    /// numbers are not to be had here.
    pub(super) fn dialled(&self) -> String {
        match self.scheme {
            Scheme::Socks5 => format!("socks5h://{}:{}", self.host, self.port),
            _ => self.as_text(),
        }
    }
}

impl fmt::Debug for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_as_people_type_them() {
        let table = [
            ("127.0.0.1:7890", "http://127.0.0.1:7890"),
            (" http://Proxy.Corp:3128/ ", "http://proxy.corp:3128"),
            ("http://proxy.corp", "http://proxy.corp:80"),
            ("http://proxy.corp:80", "http://proxy.corp:80"),
            ("https://proxy.corp", "https://proxy.corp:443"),
            ("SOCKS5://127.0.0.1", "socks5://127.0.0.1:1080"),
            ("socks5h://[::1]:80", "socks5://[::1]:80"),
            ("代理.example:8080", "http://xn--mnq481g.example:8080"),
        ];
        for (typed, read) in table {
            let proxy = ProxyAddress::parse(typed).unwrap();
            assert_eq!(proxy.as_text(), read, "{typed}");
            assert_eq!(ProxyAddress::parse(read).unwrap(), proxy, "read back as stored");
        }
        assert_eq!(ProxyAddress::parse("socks5://h").unwrap().dialled(), "socks5h://h:1080");
    }

    #[test]
    fn what_is_no_proxy_is_refused() {
        let table = [
            "",
            "http://",
            "ftp://h:1",
            "socks4://h:1",
            "file:///etc/passwd",
            "http://user:secret@h:1",
            "http://user@h:1",
            "http://@h:1",
            "http://h:1/path",
            "http://h:1/?q",
            "http://h:1#f",
            "http://h:0",
            "http://h:99999",
            "http://h h:1",
            "h\\x:1",
            "two words",
        ];
        for typed in table {
            let refused = ProxyAddress::parse(typed).map(|proxy| proxy.as_text());
            assert_eq!(refused.unwrap_err().kind, ErrorKind::ProxyInvalid, "{typed}");
        }
    }
}
