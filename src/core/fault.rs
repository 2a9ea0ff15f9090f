//! What can go wrong: with a parameter before anything is sent, and with an attempt, and what is known of the message then.

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

/// How an attempt failed that was dispatched.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The API refused or failed.
    Api {
        /// The HTTP status.
        status: u16,
        /// The API's own words, where it gave some.
        error_message: Option<String>,
        /// How long the API asks to wait, in ms.
        retry_after: Option<f64>,
    },
    /// An answer that is not one of this API's.
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// What is unexpected about it.
        reason: &'static str,
    },
    /// No answer came.
    Connection {
        /// Whether it is proven that the connection never opened.
        refused: bool,
    },
    /// No answer came in time.
    Late,
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

impl Fault {
    /// What is known of the message then.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Api { status: 400..=499, .. } | Self::Connection { refused: true } => Delivery::NotSent,
            _ => Delivery::Unknown,
        }
    }
}
