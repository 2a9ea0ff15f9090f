//! Text out of a PDF.
//!
//! A small hostile PDF can fill the memory or keep its reader busy for ever. So nothing but a worker with a wasm
//! instance of its own calls [`extract`]; when that ends badly or does not end, the worker is thrown away and the
//! sandbox goes on.

use crate::layout::Layout;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

/// The largest PDF that the synchronous call takes, in bytes.
pub const EXTRACT_LIMIT: usize = 1 << 20;
/// The largest PDF that a job takes, in bytes.
pub const JOB_LIMIT: usize = 10 << 20;
/// The longest text that is given back, in bytes.
pub const TEXT_LIMIT: usize = 4 << 20;

/// The text of a PDF, page by page, without white space around it; empty where the PDF holds only pictures.
///
/// # Errors
/// A text that names the fault: no PDF, a broken or locked one, or more than [`TEXT_LIMIT`] of text.
pub fn extract(bytes: &[u8]) -> Result<String, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|fault| format!("bad PDF: {}", explain(fault)))?;
    if pdf.pages().is_empty() {
        return Err("bad PDF: it has no pages".to_owned());
    }
    let cache = InterpreterCache::new();
    let mut layout = Layout::default();
    for page in pdf.pages().iter() {
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, Rect::ZERO, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut layout);
        layout.end_page();
        if layout.text().len() > TEXT_LIMIT {
            return Err(format!("over {TEXT_LIMIT} bytes of text"));
        }
    }
    Ok(layout.text().trim().to_owned())
}

fn explain(fault: LoadPdfError) -> &'static str {
    match fault {
        LoadPdfError::Invalid => "this is none, or too much of it is missing",
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => "it takes a password",
        LoadPdfError::Decryption(_) => "it is encrypted in an unknown way",
    }
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
