//! PDF jobs: `submitted`, then `Processing`, then `Completed` or `Failed: …`.
//!
//! A job begins when it is submitted, so `submitted` stands only in the answer to that. It ends when its text is there,
//! but never shows it within its first [`AT_LEAST`] milliseconds: whoever asks at once meets `Processing`, as with the
//! API, however small the PDF is.

use std::collections::VecDeque;

/// The shortest time that a job shows as unfinished, in milliseconds.
pub const AT_LEAST: u64 = 200;
/// How many jobs are remembered; older ones are unknown.
pub const KEPT_JOBS: usize = 1000;
/// How many of the jobs that completed last still have their text.
pub const KEPT_TEXTS: usize = 100;
/// How large their texts are together, in bytes; there is room for the largest of all, and for many of the usual size.
pub const KEPT_BYTES: usize = 64 << 20;

/// The word for a job that has just been taken.
pub const SUBMITTED: &str = "submitted";
const PROCESSING: &str = "Processing";
const COMPLETED: &str = "Completed";

/// What [`Jobs::text`] finds.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// The text.
    Text(&'a str),
    /// It completed, and its text was dropped since.
    Gone,
    /// It has no text, for the reason that this status gives.
    None(String),
}

/// The jobs that are remembered.
#[derive(Debug, Default)]
pub struct Jobs {
    jobs: VecDeque<Job>,
    /// Ids of the jobs that have their text, in the order they completed.
    texts: VecDeque<String>,
}

#[derive(Debug)]
struct Job {
    id: String,
    submitted: u64,
    state: State,
}

#[derive(Debug)]
enum State {
    Processing,
    Completed(String),
    Gone,
    Failed(String),
}

impl Jobs {
    /// Remembers a job that begins now, `now` in milliseconds since 1970.
    pub fn submit(&mut self, id: String, now: u64) {
        self.jobs.push_back(Job { id, submitted: now, state: State::Processing });
        if self.jobs.len() > KEPT_JOBS {
            self.jobs.pop_front();
        }
    }

    /// Ends a job, with its text or with the reason why there is none. A job that is no longer remembered is no matter.
    pub fn finish(&mut self, id: &str, outcome: Result<String, String>) {
        let Some(job) = self.find(id) else { return };
        match outcome {
            Err(reason) => job.state = State::Failed(reason),
            Ok(text) => {
                job.state = State::Completed(text);
                self.texts.push_back(id.to_owned());
                self.drop_oldest();
            }
        }
    }

    fn drop_oldest(&mut self) {
        while self.texts.len() > KEPT_TEXTS || self.size() > KEPT_BYTES {
            let Some(oldest) = self.texts.pop_front() else { break };
            if let Some(job) = self.find(&oldest) {
                job.state = State::Gone;
            }
        }
    }

    /// How large all texts are together.
    fn size(&self) -> usize {
        let texts = self.jobs.iter().map(|job| if let State::Completed(text) = &job.state { text.len() } else { 0 });
        texts.sum()
    }

    /// The status of a job; `None` where it is unknown.
    pub fn status(&self, id: &str, now: u64) -> Option<String> {
        self.get(id).map(|job| job.status(now))
    }

    /// The text of a job; `None` where the job is unknown.
    pub fn text(&self, id: &str, now: u64) -> Option<Found<'_>> {
        let job = self.get(id)?;
        Some(match &job.state {
            State::Completed(text) if !job.is_young(now) => Found::Text(text),
            State::Gone => Found::Gone,
            _ => Found::None(job.status(now)),
        })
    }

    fn get(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }

    fn find(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }
}

impl Job {
    fn is_young(&self, now: u64) -> bool {
        now.saturating_sub(self.submitted) < AT_LEAST
    }

    fn status(&self, now: u64) -> String {
        match &self.state {
            State::Processing => PROCESSING.to_owned(),
            _ if self.is_young(now) => PROCESSING.to_owned(),
            State::Completed(_) | State::Gone => COMPLETED.to_owned(),
            State::Failed(reason) => format!("Failed: {reason}"),
        }
    }
}
