//! The causes: why a job failed or hangs, as far as a person can act on it, and the one table of
//! what each of them means for a job. The sentences and buttons are the page's.

use crate::settings::named;

named! {
    /// Why a job failed, as far as a person can act on it.
    pub enum CauseCode {
        /// The key may only be used from other addresses.
        AddressRefused = "address_refused",
        /// There is no such call at the address: it is not that of a service of this kind.
        AddressWrong = "address_wrong",
        /// The service saw something for adults only.
        AdultRefused = "adult_refused",
        /// The service refused the sound that the clip would have had.
        AudioRefused = "audio_refused",
        /// The service did not accept a choice.
        BadRequest = "bad_request",
        /// The request was too big.
        BodyTooLarge = "body_too_large",
        /// The clip was saved but cannot be read.
        ClipUnreadable = "clip_unreadable",
        /// The service refused the prompt or the picture.
        ContentRefused = "content_refused",
        /// No money.
        CreditEmpty = "credit_empty",
        /// The service tried and failed.
        GenerationFailed = "generation_failed",
        /// A fault of ours.
        Internal = "internal",
        /// The key is wrong, expired or used up.
        KeyRefused = "key_refused",
        /// The model does not run for so long.
        LengthRefused = "length_refused",
        /// The link to the clip is dead.
        LinkDead = "link_dead",
        /// The service saw a child.
        MinorRefused = "minor_refused",
        /// The key may not use this model.
        ModelForbidden = "model_forbidden",
        /// The model is not available.
        ModelUnavailable = "model_unavailable",
        /// The request may have arrived; no answer came.
        NoAnswer = "no_answer",
        /// The service says done but has no file.
        NoFile = "no_file",
        /// What lay at the link is no video.
        NotAVideo = "not_a_video",
        /// The service saw somebody famous.
        PersonRefused = "person_refused",
        /// The model takes another number of pictures.
        PictureCount = "picture_count",
        /// A picture of the request is gone from this computer.
        PictureMissing = "picture_missing",
        /// The model starts from a picture, and there was none.
        PictureNeeded = "picture_needed",
        /// The service could not fetch a picture.
        PictureUnreachable = "picture_unreachable",
        /// The proxy does not accept the login.
        ProxyRefused = "proxy_refused",
        /// Too many requests for too long.
        RateLimited = "rate_limited",
        /// The key may not do this; the service does not say why.
        RequestForbidden = "request_forbidden",
        /// The service is in trouble.
        ServiceTrouble = "service_trouble",
        /// The model does not take this size or shape.
        SizeRefused = "size_refused",
        /// The service does not know this job any more.
        TaskUnknown = "task_unknown",
        /// The answer makes no sense.
        UnexpectedAnswer = "unexpected_answer",
        /// As much was uploaded today as the service takes in a day.
        UploadLimit = "upload_limit",
        /// The service takes no uploads, and nothing else was wanted.
        UploadMissing = "upload_missing",
        /// A picture was refused at upload.
        UploadRefused = "upload_refused",
    }
}

/// What becomes of a job whose create POST was answered with a cause, as far as the cause decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtPost {
    /// It failed: the service surely made nothing, so nothing was charged. A person may try again.
    Refused,
    /// It waits and is sent again by itself, as long as HTTP 429 says that it was not taken.
    Busy,
    /// Nobody can say whether it was made and charged. Only a person sends it again.
    Unclear,
}

/// What a cause means for a job, wherever it is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Said by the answer to the POST. Once a task was accepted a cause never says that nothing
    /// was charged.
    pub at_post: AtPost,
    /// Said while asking or downloading it goes away by itself: tried again for as long as it
    /// takes, with the growing waits of `job/schedule.rs`.
    pub passes: bool,
    /// Said of a task that has failed, it is the reason. The others speak of the service's own
    /// dealings there, which no person here can mend.
    pub explains: bool,
}

impl CauseCode {
    /// The table of causes.
    pub fn course(self) -> Course {
        use CauseCode as C;
        let (at_post, passes, explains) = match self {
            // The prompt, the picture or a choice: a change of the request helps.
            C::ContentRefused
            | C::AdultRefused
            | C::AudioRefused
            | C::MinorRefused
            | C::PersonRefused
            | C::BadRequest
            | C::LengthRefused
            | C::SizeRefused
            | C::PictureCount
            | C::PictureNeeded
            | C::PictureUnreachable
            | C::BodyTooLarge
            | C::UploadLimit
            | C::UploadMissing
            | C::UploadRefused
            | C::PictureMissing => (AtPost::Refused, false, true),
            // The key, the money, the model: something outside the request helps.
            C::CreditEmpty | C::ModelUnavailable => (AtPost::Refused, false, true),
            C::KeyRefused
            | C::AddressRefused
            | C::AddressWrong
            | C::ModelForbidden
            | C::RequestForbidden => (AtPost::Refused, false, false),
            // Only waiting helps.
            C::RateLimited => (AtPost::Busy, false, true),
            C::NoAnswer | C::ProxyRefused | C::ServiceTrouble => (AtPost::Unclear, true, false),
            C::UnexpectedAnswer | C::Internal => (AtPost::Unclear, false, false),
            // Only ever said of a task that was made.
            C::GenerationFailed => (AtPost::Unclear, false, true),
            C::TaskUnknown | C::NoFile | C::LinkDead | C::NotAVideo | C::ClipUnreadable => {
                (AtPost::Unclear, false, false)
            }
        };
        Course { at_post, passes, explains }
    }

    /// The cause of which this is a closer description: words may only ever narrow a code.
    pub fn general(self) -> Self {
        match self {
            Self::AdultRefused | Self::AudioRefused | Self::MinorRefused | Self::PersonRefused => {
                Self::ContentRefused
            }
            Self::LengthRefused
            | Self::SizeRefused
            | Self::PictureCount
            | Self::PictureNeeded
            | Self::PictureUnreachable => Self::BadRequest,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_have_started_a_job_is_unclear_and_only_one_cause_sends_again() {
        let with = |at_post| -> Vec<&str> {
            let all = CauseCode::ALL.iter().filter(|code| code.course().at_post == at_post);
            all.map(|code| code.name()).collect()
        };
        assert_eq!(with(AtPost::Busy), ["rate_limited"]);
        assert_eq!(
            with(AtPost::Unclear),
            [
                "clip_unreadable",
                "generation_failed",
                "internal",
                "link_dead",
                "no_answer",
                "no_file",
                "not_a_video",
                "proxy_refused",
                "service_trouble",
                "task_unknown",
                "unexpected_answer"
            ]
        );
    }

    #[test]
    fn a_closer_description_means_the_same_for_a_job() {
        for code in CauseCode::ALL {
            assert_eq!(code.course(), code.general().course(), "{}", code.name());
            assert_eq!(code.general().general(), code.general());
        }
    }
}
