//! How many messages there are, of each kind.

use crate::messages::Messages;
use crate::routes::{Action, Call, Kind, ROUTES, Service};
use crate::search::Search;
use serde::Serialize;
use std::collections::BTreeMap;

/// What `GET /_sandbox/counts` answers. Every kind and service is in it, so that nobody has to ask which there are.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    total: usize,
    /// How many of them had come before.
    duplicates: usize,
    kind: BTreeMap<Kind, usize>,
    service: BTreeMap<Service, usize>,
}

impl Counts {
    /// Counts those that match.
    pub fn of(messages: &Messages, search: &Search) -> Self {
        let mut counts = Self::default();
        for route in ROUTES {
            if let Action::Api(Call::Send(service, kind, _)) = route.action {
                counts.kind.insert(kind, 0);
                counts.service.insert(service, 0);
            }
        }
        for message in messages.newest().filter(|message| search.matches(message)) {
            let kind = counts.kind.entry(message.content.kind).or_default();
            let service = counts.service.entry(message.content.service).or_default();
            for count in [&mut counts.total, kind, service] {
                *count = count.saturating_add(1);
            }
            if message.duplicate {
                counts.duplicates = counts.duplicates.saturating_add(1);
            }
        }
        counts
    }
}
