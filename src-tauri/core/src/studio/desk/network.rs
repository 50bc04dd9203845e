//! Which way services elsewhere are reached: follows the choice, and the keyring where the proxy wants
//! a password. The gateway is told when that changes; what is under way ends on the old way.

use super::Desk;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::proxy::{Login, ProxyAddress, Route};
use crate::job::Note;
use crate::secret::{KeyringState, Password};
use crate::settings::{ProxyChoice, Settings};

/// The longest name for a proxy, in characters.
const LONGEST_LOGIN: usize = 200;

impl Desk {
    /// Tells the gateway of another way.
    pub(super) fn tend_route(&mut self) {
        let wanted = self.wanted_route();
        if let (Some(route), true) = (&wanted, wanted != self.route) {
            self.parts.bench.gateway.take_route(route.clone());
            self.route = wanted;
            self.hurry();
        }
    }

    /// What waited because the old way led nowhere is tried at once.
    fn hurry(&mut self) {
        let waiting = self.jobs.values_mut().filter(|live| live.runner.is_none());
        for live in waiting {
            if matches!(live.job.note, Some(Note::Offline | Note::ProxyRefused)) {
                live.job.due_at = None;
            }
        }
    }

    /// None as long as the keyring may still answer: nothing leaves past a chosen proxy, and none
    /// is bothered with a login that lacks its password.
    fn wanted_route(&self) -> Option<Route> {
        let settings = self.parts.settings.borrow();
        let address = match (settings.proxy, &settings.proxy_address) {
            (ProxyChoice::Address, Some(address)) => address.clone(),
            (ProxyChoice::None, _) => return Some(Route::Direct),
            _ => return Some(Route::System),
        };
        if settings.proxy_login.is_empty() {
            return Some(Route::Proxy { address, login: None });
        }
        let (known, name) = (self.parts.bench.secrets.known(), address.key_name());
        if known.held(&name).is_none() && known.keyring == KeyringState::Ready {
            return None;
        }
        let password = known.key(&name).and_then(Password::from_key);
        let login = Some(Login { user: settings.proxy_login.clone(), password });
        Some(Route::Proxy { address, login })
    }
}

/// Takes over what was chosen about the proxy.
pub(super) fn patch(
    settings: &mut Settings,
    choice: Option<ProxyChoice>,
    address: Option<String>,
    login: Option<String>,
) -> Result<()> {
    if let Some(typed) = address {
        settings.proxy_address = Some(ProxyAddress::parse(&typed)?);
    }
    let invalid = |kind| Error::new(kind, "change the proxy");
    if let Some(login) = login {
        let login = login.trim();
        // A colon would end the name where it is sent.
        let sound = login.chars().count() <= LONGEST_LOGIN
            && !login.contains(|c: char| c == ':' || c.is_control());
        settings.proxy_login =
            sound.then(|| login.to_owned()).ok_or_else(|| invalid(ErrorKind::ProxyLoginInvalid))?;
    }
    settings.proxy = choice.unwrap_or(settings.proxy);
    if settings.proxy == ProxyChoice::Address && settings.proxy_address.is_none() {
        return Err(invalid(ErrorKind::ProxyInvalid));
    }
    Ok(())
}
