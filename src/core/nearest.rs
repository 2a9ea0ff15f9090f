//! "Did you mean": the known name nearest to an unknown one.

/// The name among `known` that `given` was probably meant to be; none if nothing comes near.
///
/// Case and underscores do not count, so that a name as it is on the wire leads to the public one.
///
/// ```
/// # use whatsmate::core::nearest::nearest;
/// assert_eq!(nearest("nubmer", ["number", "message"]), Some("number"));
/// assert_eq!(nearest("group_name", ["number", "groupName"]), Some("groupName"));
/// assert_eq!(nearest("colour", ["number", "message"]), None);
/// ```
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = plain(given);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&given, &plain(name)), name))
        .filter(|(distance, name)| *distance <= name.len().div_ceil(3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A longer name than 64 letters comes near none, and comparing would take long.
fn plain(name: &str) -> String {
    // ASCII alone: the tables of Unicode's other letters would be a tenth of the wasm, and no known name has one.
    name.chars().filter(|letter| *letter != '_').take(64).map(|letter| letter.to_ascii_lowercase()).collect()
}
