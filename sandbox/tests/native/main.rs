//! The core, natively: one file for each module, of the same name.

#[cfg(test)]
mod access;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod control;
#[cfg(test)]
mod counts;
#[cfg(test)]
mod events;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod inbound;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod json;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod media;
#[cfg(test)]
mod message;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod query;
#[cfg(test)]
mod record;
#[cfg(test)]
mod request;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod rule;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod search;
#[cfg(test)]
mod support;
#[cfg(test)]
mod translate;
#[cfg(test)]
mod wait;
