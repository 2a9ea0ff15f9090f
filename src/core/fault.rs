//! Everything that can go wrong with a call, in one type, and what is known of the message then.

/// A parameter or an option that can not be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Its public name, with what it belongs to: `number`, `options.timeout`, `config.baseUrl`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl Invalid {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, message: String) -> Self {
        Self { field: field.into(), message }
    }

    /// A required value is missing. Says so in words that fit whatever stood for "nothing".
    pub fn missing(field: impl Into<String>) -> Self {
        Self::new(field, "is required, but nothing was given".into())
    }
}

/// What a timeout bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One attempt, its answer's body included.
    Attempt,
    /// The whole call.
    Deadline,
}

/// Whether it is certain that no message was queued.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Certain: nothing was queued.
    #[default]
    NotSent,
    /// It may have been queued.
    Unknown,
}

impl Delivery {
    /// Its public name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not-sent",
            Self::Unknown => "unknown",
        }
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// Found before anything was sent.
    Invalid(Invalid),
    /// The API refused or failed.
    Api {
        /// The HTTP status.
        status: u16,
        /// The API's own words, where it gave some.
        error_message: Option<String>,
        /// The answer's text, whole.
        body: String,
        /// How long the API asks to wait, in ms.
        retry_after: Option<f64>,
    },
    /// An answer that is not one of this API's.
    Unexpected {
        /// The HTTP status, where there was an answer at all.
        status: Option<u16>,
        /// What is unexpected about it.
        reason: String,
        /// The answer's text, whole.
        body: String,
    },
    /// No answer came.
    Connection {
        /// Whether it is proven that the connection never opened.
        refused: bool,
        /// The runtime's words.
        reason: String,
    },
    /// The file failed while it was sent. Its beginning is gone, so it is not tried again.
    Broken {
        /// What is wrong with it.
        reason: String,
    },
    /// Time ran out.
    Timeout {
        /// The bound, in ms.
        after: f64,
        /// What it bounded.
        scope: Scope,
    },
    /// The caller's signal fired.
    Aborted,
    /// There is no text yet.
    JobNotReady {
        /// The PDF job.
        job_id: String,
        /// Its state, in the API's word.
        status: String,
    },
    /// There will never be a text.
    JobFailed {
        /// The PDF job.
        job_id: String,
        /// Its state, with the API's reason.
        status: String,
    },
}

impl From<Invalid> for Fault {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl Fault {
    /// What is known of the message after an attempt that was dispatched and ended like this.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Invalid(_) | Self::Api { status: 400..=499, .. } | Self::Connection { refused: true, .. } => {
                Delivery::NotSent
            }
            _ => Delivery::Unknown,
        }
    }
}
