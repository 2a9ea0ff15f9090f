//! A fault as it is told: which calls it meets, how often, and what becomes of them.

use crate::answer::{Answer, Disruption, Reply};
use crate::json::{kind, shown};
use crate::search::Search;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// The largest whole number that JavaScript holds exactly.
const LARGEST: u64 = (1 << 53) - 1;
/// The longest delay that timers take, in milliseconds.
const LONGEST: u64 = (1 << 31) - 1;
/// Statuses that come without a body.
const WITHOUT_BODY: [u16; 3] = [204, 205, 304];
/// Headers that depend on how the body is sent.
const OF_THE_BODY: [&str; 3] = ["content-length", "transfer-encoding", "trailer"];
/// JSON that breaks off, as a program leaves it that ends while it writes.
const BROKEN_JSON: &[u8] = br#"{"status":"queued","id":"4f"#;

/// A fault, checked.
#[derive(Debug)]
pub struct Rule {
    /// The calls it meets.
    pub search: Search,
    /// The only one of these calls that it meets, counted from 1.
    pub nth: Option<u64>,
    /// How many calls it meets at most.
    pub times: u64,
    /// How likely it is that it meets a call, from 0 to 1.
    pub probability: f64,
    /// The seed of its own, if it has one.
    pub seed: Option<u64>,
    /// What becomes of a call that it meets.
    pub effect: Effect,
    /// As it was told.
    pub told: Map<String, Value>,
}

/// What becomes of a call that a fault meets.
#[derive(Debug)]
pub struct Effect {
    /// Whether the call is carried out first.
    pub after: bool,
    spoiling: Spoiling,
}

#[derive(Debug, Clone)]
enum Spoiling {
    /// Another answer.
    Answer(Answer),
    /// What the host does to the answer.
    Disruption(Disruption),
}

impl Rule {
    /// Checks a rule.
    ///
    /// # Errors
    /// A text that begins with the name of the faulty member, after a dot.
    pub fn read(value: Value) -> Result<Self, String> {
        let Value::Object(told) = value else {
            return Err(format!(": must be an object, not {}", kind(&value)));
        };
        let mut given = Given { members: told.clone(), known: Vec::new() };
        let query = given.read("match", "a string", |value| value.as_str().map(str::to_owned))?.unwrap_or_default();
        let search = Search::parse(&query).map_err(|fault| format!(".match: {fault}"))?;
        if search.is_of_messages() {
            return Err(".match: a call has no id and no duplicate: yet".to_owned());
        }
        let nth = given.whole("nth", 1..=LARGEST)?;
        let times = given.whole("times", 1..=LARGEST)?;
        if nth.is_some() && times.is_some() {
            return Err(".times: not together with nth, which is one call".to_owned());
        }
        let probability = given.read("probability", "a number from 0 to 1", |value| {
            value.as_f64().filter(|probability| (0.0..=1.0).contains(probability))
        })?;
        let seed = given.whole("seed", 0..=LARGEST)?;
        let effect = Effect::read(&mut given)?;
        given.end()?;
        let (times, probability) = (times.unwrap_or(u64::MAX), probability.unwrap_or(1.0));
        Ok(Self { search, nth, times, probability, seed, effect, told })
    }
}

impl Effect {
    fn read(given: &mut Given) -> Result<Self, String> {
        const ACTIONS: &str = "status, reset, hang, slow, truncate or malformed";
        let Some(action) = given.read("action", ACTIONS, |value| value.as_str().map(str::to_owned))? else {
            return Err(format!(".action: missing; it must be {ACTIONS}"));
        };
        let disruption = |after, disruption| Ok(Self { after, spoiling: Spoiling::Disruption(disruption) });
        match action.as_str() {
            "status" => Ok(Self { after: given.after()?, spoiling: Spoiling::Answer(status(given)?) }),
            "reset" => disruption(given.after()?, Disruption::Reset),
            "hang" => disruption(given.after()?, Disruption::Hang),
            "slow" => {
                let delay = given.whole("delay", 0..=LONGEST)?;
                let bytes_per_second = given.whole("bytesPerSecond", 1..=LARGEST)?;
                if delay.is_none() && bytes_per_second.is_none() {
                    return Err(".delay: missing, as is bytesPerSecond; slow needs one of them".to_owned());
                }
                disruption(true, Disruption::Slow { delay: delay.unwrap_or(0), bytes_per_second })
            }
            "truncate" => disruption(true, Disruption::Truncate),
            "malformed" => {
                let json = Spoiling::Answer(Answer::of(200, "application/json", BROKEN_JSON.into()));
                let http = Spoiling::Disruption(Disruption::NoHttp);
                let spoiling = given.one_of("what", [("json", json.clone()), ("http", http)])?;
                Ok(Self { after: true, spoiling: spoiling.unwrap_or(json) })
            }
            _ => Err(format!(".action: must be {ACTIONS}")),
        }
    }

    /// What is left of a reply.
    pub fn spoil(&self, mut reply: Reply) -> Reply {
        match &self.spoiling {
            Spoiling::Answer(answer) => reply.answer = Some(answer.clone()),
            Spoiling::Disruption(disruption) => {
                reply.disruption = Some(*disruption);
                if !disruption.leaves_no_answer() {
                    return reply;
                }
                reply.answer = None;
            }
        }
        // Nobody waits for the text of this one any more.
        reply.pdf = reply.pdf.filter(|task| task.job.is_some());
        reply
    }
}

/// The answer of a fault with a status of its own.
fn status(given: &mut Given) -> Result<Answer, String> {
    let status = given.whole("status", 200..=599)?.and_then(|status| u16::try_from(status).ok());
    let status = status.ok_or(".status: missing")?;
    let headers = given.take("headers").map(headers).transpose()?.unwrap_or_default();
    let body = given.take("body");
    let mut answer = match body {
        Some(_) if WITHOUT_BODY.contains(&status) => return Err(format!(".body: a status {status} has none")),
        None if WITHOUT_BODY.contains(&status) => Answer { status, ..Answer::empty() },
        Some(Value::String(text)) if text.is_empty() => Answer { status, ..Answer::empty() },
        None => Answer::error(status, &format!("a fault of the sandbox: status {status}")),
        Some(Value::String(text)) => Answer::of(status, "text/plain; charset=utf-8", text.into_bytes()),
        Some(body @ (Value::Object(_) | Value::Array(_))) => {
            Answer::of(status, "application/json", body.to_string().into_bytes())
        }
        Some(_) => return Err(".body: must be a string, an object or an array".to_owned()),
    };
    answer.headers.retain(|(name, _)| !headers.iter().any(|(own, _)| own == name));
    answer.headers.extend(headers.into_iter().map(|(name, value)| (name.into(), value)));
    Ok(answer)
}

fn headers(value: Value) -> Result<Vec<(String, String)>, String> {
    let Value::Object(members) = value else { return Err(".headers: must be an object".to_owned()) };
    let header = |(name, value): (String, Value)| {
        let fault = |must: &str| Err(format!(".headers.{}: {must}", shown(&name)));
        if !is_token(&name) {
            return fault("is no name of a header");
        }
        let name = name.to_ascii_lowercase();
        match value {
            _ if OF_THE_BODY.contains(&name.as_str()) => fault("depends on the body and can not be chosen"),
            Value::String(value) if value.chars().all(fits_header) => Ok((name, value)),
            _ => fault("must be a string of Latin letters, without control characters"),
        }
    };
    members.into_iter().map(header).collect()
}

fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn fits_header(c: char) -> bool {
    matches!(c, '\t' | ' '..='~' | '\u{a0}'..='\u{ff}')
}

/// The members of a rule, which are taken out as they are understood.
struct Given {
    members: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Given {
    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.members.remove(name)
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        must: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        self.take(name).map(|value| read(&value).ok_or_else(|| format!(".{name}: must be {must}"))).transpose()
    }

    fn whole(&mut self, name: &'static str, range: RangeInclusive<u64>) -> Result<Option<u64>, String> {
        let must = format!("a whole number from {} to {}", range.start(), range.end());
        self.read(name, &must, |value| value.as_u64().filter(|number| range.contains(number)))
    }

    /// What one of two words stands for.
    fn one_of<T>(&mut self, name: &'static str, words: [(&str, T); 2]) -> Result<Option<T>, String> {
        let must = words.each_ref().map(|(word, _)| format!("{word:?}")).join(" or ");
        self.read(name, &must, |value| words.into_iter().find(|(word, _)| value == word).map(|(_, meaning)| meaning))
    }

    /// Whether the call is carried out before it fails.
    fn after(&mut self) -> Result<bool, String> {
        Ok(self.one_of("when", [("before", false), ("after", true)])?.unwrap_or(false))
    }

    /// Refuses what was not asked for.
    fn end(self) -> Result<(), String> {
        match self.members.keys().next() {
            Some(name) => {
                Err(format!(".{}: unknown; with this action there are {}", shown(name), self.known.join(", ")))
            }
            None => Ok(()),
        }
    }
}
