//! Text out of a PDF.
//!
//! The reader of PDFs panics at many a broken file, and a small hostile one can keep it busy for ever. So nothing
//! but a worker with a wasm instance of its own calls [`extract`]; when that ends badly or does not end, the worker is
//! thrown away and the sandbox goes on.

/// The largest PDF that the synchronous call takes, in bytes.
pub const EXTRACT_LIMIT: usize = 1 << 20;
/// The largest PDF that a job takes, in bytes.
pub const JOB_LIMIT: usize = 10 << 20;
/// The longest text that is given back, in bytes.
pub const TEXT_LIMIT: usize = 4 << 20;

/// The text of a PDF, without white space around it; empty where the PDF holds only pictures.
///
/// # Errors
/// A text that names the fault: no PDF, a broken or locked one, or more than [`TEXT_LIMIT`] of text.
pub fn extract(bytes: &[u8]) -> Result<String, String> {
    let text = pdf_extract::extract_text_from_mem(bytes).map_err(|fault| format!("bad PDF: {fault}"))?;
    let text = text.trim();
    if text.len() > TEXT_LIMIT {
        return Err(format!("over {TEXT_LIMIT} bytes of text"));
    }
    Ok(text.to_owned())
}

/// Checks that a PDF's URL is one that can be fetched.
///
/// # Errors
/// A text that names the fault.
pub fn check_url(url: &str) -> Result<(), String> {
    if url.is_empty() {
        return Err("url: missing parameter".to_owned());
    }
    let fault = || Err("url: must be an http or https URL".to_owned());
    let Some((scheme, rest)) = url.split_once("://") else { return fault() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let known = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if known && !host.is_empty() && !host.contains(char::is_whitespace) { Ok(()) } else { fault() }
}
