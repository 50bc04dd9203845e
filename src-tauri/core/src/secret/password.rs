//! The password of a proxy: kept in the keyring like a key, handed to the connection, and nowhere
//! else. Nothing here can be printed or serialised.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::ApiKey;
use crate::error::{Error, ErrorKind, Result};

/// In characters. With everything written in four bytes it still fits into one secret of Windows.
const LONGEST: usize = 200;
/// Keyring entries hold keys, which are visible ASCII; a password may be anything.
const PREFIX: &str = "password:";

/// A password. Neither printable nor serialisable; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes what a person typed as it is: spaces may belong to it.
    ///
    /// # Errors
    /// [`ErrorKind::ProxyPasswordInvalid`] where it is empty, too long, or has line breaks.
    pub fn parse(typed: &str) -> Result<Self> {
        let sound = (1..=LONGEST).contains(&typed.chars().count());
        if sound && !typed.chars().any(char::is_control) {
            Ok(Self(Zeroizing::new(typed.to_owned())))
        } else {
            Err(Error::new(ErrorKind::ProxyPasswordInvalid, "read a password")
                .with("limit", LONGEST))
        }
    }

    /// The password itself, for the connection only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// As the keyring keeps it.
    ///
    /// # Errors
    /// Never for what [`Password::parse`] takes.
    pub fn to_key(&self) -> Result<ApiKey> {
        let text = Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(self.0.as_bytes())));
        ApiKey::parse(&text)
    }

    /// As the keyring has it, read back; None where something else lies there.
    pub fn from_key(key: &ApiKey) -> Option<Self> {
        let bytes = STANDARD.decode(key.expose().strip_prefix(PREFIX)?).ok()?;
        Self::parse(&Zeroizing::new(String::from_utf8(bytes).ok()?)).ok()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_password_comes_back_from_the_keyring() {
        for typed in ["x", " p w ", "密码", "a:b@c/%", &"😀".repeat(LONGEST)] {
            let password = Password::parse(typed).unwrap();
            let back = Password::from_key(&password.to_key().unwrap()).unwrap();
            assert_eq!(back.expose(), typed);
            assert_eq!(format!("{back:?}"), "Password(hidden)");
        }
        for typed in ["", "a\nb", "a\0", &"x".repeat(LONGEST + 1)] {
            let refused = Password::parse(typed).unwrap_err();
            assert_eq!(refused.kind, ErrorKind::ProxyPasswordInvalid);
        }
        let foreign = ApiKey::parse("sk-something-else").unwrap();
        assert!(Password::from_key(&foreign).is_none());
    }
}
