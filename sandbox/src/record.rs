//! A message as a file keeps it.

use crate::message::{Content, MediaInfo, Message};
use crate::request::Moment;
use crate::{fields, media};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A message, and what no answer shows of it. The bytes of its media go beside it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    message: &'a Message,
    /// Of the media, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

/// The record of a message, in JSON.
pub fn write(message: &Message) -> String {
    let sha256 = message.content.media.as_ref().map(|media| STANDARD.encode(media.sha256));
    serde_json::to_string(&Record { message, sha256 }).unwrap_or_default()
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// A text that names the fault.
pub fn read(record: &str) -> Result<Message, String> {
    let mut record: Map<String, Value> =
        serde_json::from_slice(record.as_bytes()).map_err(|fault| fault.to_string())?;
    let mut members: Map<String, Value> = take(&mut record, "message")?;
    let media: Option<Map<String, Value>> = take(&mut members, "media")?;
    let mut message = Message {
        id: take(&mut members, "id")?,
        received_at: Moment::from_iso(&take::<String>(&mut members, "receivedAt")?).ok_or("receivedAt: no moment")?,
        received: take(&mut members, "received")?,
        duplicate: take(&mut members, "duplicate")?,
        sequence: 0,
        content: Content {
            service: take(&mut members, "service")?,
            instance: take(&mut members, "instance")?,
            kind: take(&mut members, "kind")?,
            path: take(&mut members, "path")?,
            media: media.map(|media| read_media(media, &mut record)).transpose()?,
            fields: BTreeMap::new(),
        },
    };
    for (name, text) in members {
        let known = fields::known(&name).ok_or_else(|| format!("{name}: unknown field"))?;
        message.content.fields.insert(known, value(known, text)?);
    }
    Ok(message)
}

fn read_media(mut info: Map<String, Value>, record: &mut Map<String, Value>) -> Result<MediaInfo, String> {
    let sha256 = STANDARD.decode(take::<String>(record, "sha256")?).ok().and_then(|bytes| bytes.try_into().ok());
    Ok(MediaInfo {
        size: take(&mut info, "size")?,
        content_type: media::known(&take::<String>(&mut info, "type")?).ok_or("type: unknown")?,
        sha256: sha256.ok_or("sha256: no SHA-256 in base64")?,
    })
}

fn take<T: DeserializeOwned>(members: &mut Map<String, Value>, name: &str) -> Result<T, String> {
    value(name, members.remove(name).unwrap_or_default())
}

fn value<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|fault| format!("{name}: {fault}"))
}
