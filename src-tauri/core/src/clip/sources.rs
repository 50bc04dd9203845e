//! All places where a clip may be had: the links of its task and the content call, one after the
//! other, until one brings a whole clip. Whether and when to begin again is `job/runner/save.rs`.

use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::download::Fault;
use super::hex;
use super::part::{Part, Whole};
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::gateway::{Body, Endpoint, Gateway, Rest};

/// How often a download that is cut goes on at once, as long as each time brings something.
const AT_ONCE: u32 = 5;

/// The places of one clip.
pub struct Sources<'a> {
    /// The client.
    pub gateway: &'a Gateway,
    /// The service and its key, which only the content call gets.
    pub endpoint: &'a Endpoint,
    /// The clip's task.
    pub task: &'a Task,
    /// Links, best first.
    pub links: &'a [String],
    /// Lets go of a download under way; what came is kept.
    pub stop: &'a CancellationToken,
}

impl Sources<'_> {
    /// Has the whole clip, verified and synced, from the first place that gives it. What is there
    /// of it is gone on with wherever it surely is the same.
    ///
    /// # Errors
    /// [`Fault::Line`] with what the most telling place said, [`Fault::Disk`] or
    /// [`Fault::Stopped`]; never another.
    pub async fn have(&self, part: &mut Part) -> Result<Whole, Fault> {
        part.look().await.map_err(Fault::Disk)?;
        if part.is_whole() {
            match part.verify().await {
                // It was no clip and is gone.
                Err(Fault::Line(_)) => {}
                done => return done,
            }
        }
        let mut last = Cause::new(CauseCode::NoFile, Charged::Maybe, None);
        let content = self.content();
        let links = self.links.iter().map(|link| (Some(link.as_str()), name_of(link)));
        let mut places: Vec<_> = links.chain([(None, name_of(&content))]).collect();
        // Where the beginning came from, the rest is likely to come from, too.
        places.sort_by_key(|(_, name)| !part.is_of(name));
        for (link, name) in places {
            match self.one(link, &name, part).await {
                // It goes on there next time: elsewhere it would have to begin anew.
                Err(Fault::Cut(cause)) if part.rest(&name).is_some() => {
                    return Err(Fault::Line(cause));
                }
                Err(Fault::Line(cause) | Fault::Cut(cause)) => {
                    // What the real links said tells more than the last resort does, and a link
                    // that may work later more than one that is dead.
                    let real = link.is_some() || self.links.is_empty();
                    if real && !last.code.course().passes {
                        last = cause;
                    }
                }
                done => return done,
            }
        }
        if self.links.is_empty() && last.code == CauseCode::LinkDead {
            last.code = CauseCode::NoFile;
        }
        Err(Fault::Line(last))
    }

    async fn one(&self, link: Option<&str>, name: &str, part: &mut Part) -> Result<Whole, Fault> {
        let mut tries = 0;
        loop {
            let rest = part.rest(name);
            let mut body = self.open(link, rest.as_ref()).await?;
            let (from, before) = (body.from, part.bytes());
            match part.take(&mut body, name, self.stop).await {
                Ok(()) => match part.verify().await {
                    // Parts that do not belong together, whatever the server said of them.
                    Err(Fault::Line(_)) if from > 0 => {}
                    done => return done,
                },
                Err(Fault::Cut(cause)) => {
                    let brought = part.bytes() > if from > 0 { before } else { 0 };
                    if !brought {
                        return Err(Fault::Line(cause));
                    }
                    if part.rest(name).is_none() || tries >= AT_ONCE {
                        return Err(Fault::Cut(cause));
                    }
                }
                // Gone on with at once it would only drip again.
                Err(Fault::Drips(cause)) => return Err(Fault::Cut(cause)),
                Err(fault) => return Err(fault),
            }
            tries += 1;
        }
    }

    async fn open(&self, link: Option<&str>, rest: Option<&Rest>) -> Result<Body, Fault> {
        let opening = async {
            match link {
                Some(link) => self.gateway.open_rest(&self.endpoint.base, link, rest).await,
                None => self.gateway.open_content(self.endpoint, self.task, rest).await,
            }
        };
        tokio::select! {
            opened = opening => opened.map_err(Fault::Line),
            () = self.stop.cancelled() => Err(Fault::Stopped),
        }
    }

    /// What the content call is known by.
    fn content(&self) -> String {
        format!("{}#content/{}", self.endpoint.base.as_text(), self.task.id)
    }
}

/// What a link is known by: a hash, so that it can be written down, of the link without its
/// signature, which is another one each time.
fn name_of(link: &str) -> String {
    let unsigned = Url::parse(link).map(|mut url| {
        url.set_query(None);
        url.to_string()
    });
    hex(Sha256::new_with_prefix(unsigned.as_deref().unwrap_or(link)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_signature_is_the_same_link() {
        let name = name_of("https://cdn.example.com/a.mp4?sign=1&t=2");
        assert_eq!(name, name_of("https://cdn.example.com/a.mp4?sign=3"));
        assert_ne!(name, name_of("https://cdn.example.com/b.mp4?sign=1&t=2"));
        assert_ne!(name, name_of("https://other.example.com/a.mp4?sign=1&t=2"));
    }
}
