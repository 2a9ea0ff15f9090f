//! Faults: calls that go wrong on purpose.
//!
//! Each rule counts the calls that fit it and draws for each of them, whether or not another rule meets the call: so
//! what it does depends on its seed and on these calls alone. The first rule that applies decides.

use crate::rule::Rule;
use crate::search::Subject;
use oorandom::Rand32;
use serde_json::{Value, json};
use std::rc::Rc;

/// The rules there are, with what they have done so far.
#[derive(Debug, Clone)]
pub struct Faults {
    seed: u64,
    armed: Vec<Armed>,
}

#[derive(Debug, Clone)]
struct Armed {
    rule: Rc<Rule>,
    /// How many calls fitted it.
    fitted: u64,
    /// How many calls it met.
    used: u64,
    random: Rand32,
}

impl Faults {
    /// No fault yet, and a seed for those that bring none.
    pub fn new(seed: u64) -> Self {
        Self { seed, armed: Vec::new() }
    }

    /// Adds faults that are told in JSON: an array of them, or an object with such an array under `faults`.
    ///
    /// # Errors
    /// A text that names the faulty rule and its member; nothing is added then.
    pub fn add(&mut self, json: &[u8]) -> Result<(), String> {
        let mut armed = Vec::new();
        for (index, told) in rules(json)?.into_iter().enumerate() {
            let rule = Rule::read(told).map_err(|fault| format!("faults[{index}]{fault}"))?;
            // Of the common seed each has a sequence of its own, so that they do not go together.
            let place = self.armed.len().saturating_add(index) as u64;
            let random = rule.seed.map_or_else(|| Rand32::new_inc(self.seed, place), Rand32::new);
            armed.push(Armed { rule: Rc::new(rule), fitted: 0, used: 0, random });
        }
        self.armed.append(&mut armed);
        Ok(())
    }

    /// Puts others, told as in [`Faults::add`], in the place of all.
    ///
    /// # Errors
    /// As with [`Faults::add`]; all stay then.
    pub fn replace(&mut self, json: &[u8]) -> Result<(), String> {
        let mut others = Self::new(self.seed);
        others.add(json)?;
        *self = others;
        Ok(())
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.armed.clear();
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.armed.is_empty()
    }

    /// The faults as they were told, each with the number of calls it met as `used`: `{ "faults": [...] }`.
    pub fn list(&self) -> Value {
        let listed = self.armed.iter().map(|armed| {
            let mut told = armed.rule.told.clone();
            told.insert("used".to_owned(), armed.used.into());
            Value::Object(told)
        });
        json!({ "faults": listed.collect::<Value>() })
    }

    /// The rule that meets a call, if one does.
    pub fn meet(&mut self, call: &Subject) -> Option<Rc<Rule>> {
        let mut met = None;
        for armed in self.armed.iter_mut().filter(|armed| armed.rule.search.fits(call)) {
            if armed.applies() && met.is_none() {
                armed.used = armed.used.saturating_add(1);
                met = Some(Rc::clone(&armed.rule));
            }
        }
        met
    }
}

impl Armed {
    /// Whether it wants the call that has just come.
    fn applies(&mut self) -> bool {
        self.fitted = self.fitted.saturating_add(1);
        let is_drawn = f64::from(self.random.rand_float()) < self.rule.probability;
        is_drawn && self.used < self.rule.times && self.rule.nth.is_none_or(|nth| nth == self.fitted)
    }
}

fn rules(json: &[u8]) -> Result<Vec<Value>, String> {
    let told = serde_json::from_slice(json).map_err(|fault| format!("no JSON data: {fault}"))?;
    let list = match told {
        Value::Object(mut members) if members.len() == 1 => members.remove("faults"),
        other => Some(other),
    };
    match list {
        Some(Value::Array(rules)) => Ok(rules),
        _ => Err("faults: must be an array of faults".to_owned()),
    }
}
