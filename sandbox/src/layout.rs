//! Glyphs on a page, put together to lines of text.
//!
//! A PDF says where each glyph stands, and seldom that a word or line ends. So the glyphs are taken in the order that
//! they are drawn in: one away from the baseline begins a line, one away from the end of the last begins a word.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Units of a glyph's own space in an em.
const EM: f64 = 1000.0;
/// How far from the baseline another line begins, in ems: above what small raised and lowered figures need.
const LINE: f64 = 0.5;
/// How wide a gap stands for a space, in ems: below a narrow space, above what kerning does.
const SPACE: f64 = 0.15;
/// The most glyphs of a line; what comes after makes the next one, so that a line can not fill the memory.
const LONGEST: usize = 10_000;
/// What the ligatures from U+FB00 on stand for.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// Takes the glyphs of one page after the other, and nothing else that is drawn.
#[derive(Debug, Default)]
pub struct Layout {
    text: String,
    line: Vec<Piece>,
    /// Where the run before began, and its text.
    last: Option<(Point, String)>,
}

/// One glyph, or what it stands for.
#[derive(Debug)]
struct Piece {
    text: String,
    start: Point,
    end: Point,
    /// Where writing goes, of length 1.
    direction: Vec2,
    /// Height of an em.
    size: f64,
}

impl Layout {
    /// Ends a page; an empty line stands between two.
    pub fn end_page(&mut self) {
        self.end_line();
        self.last = None;
        self.text.push('\n');
    }

    /// All lines that have ended.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn push(&mut self, piece: Piece) {
        let ends = self.line.last().is_some_and(|before| piece.begins_line(before));
        if ends || self.line.len() == LONGEST {
            self.end_line();
        }
        self.line.push(piece);
    }

    fn end_line(&mut self) {
        let mut pieces = std::mem::take(&mut self.line);
        let leftward = count(&pieces, is_leftward);
        let line = if leftward == 0 {
            joined(&pieces)
        } else {
            // Some programs draw such a line from its left, some from its right.
            pieces.sort_by(|one, other| one.place().total_cmp(&other.place()));
            for piece in &mut pieces {
                piece.turn();
            }
            let level = if leftward > count(&pieces, is_rightward) { Level::rtl() } else { Level::ltr() };
            as_read(&joined(&pieces), level)
        };
        let line = line.trim();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

impl Device<'_> for Layout {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let piece = |glyph| Piece::new(glyph, run.writing_mode(), props.transform);
        let pieces: Vec<Piece> = run.glyphs().iter().map(piece).collect();
        let text = pieces.iter().map(|piece| &*piece.text).collect();
        let drawn = pieces.first().map(|first| (first.start, text));
        // What is first filled and then outlined comes twice.
        if drawn != self.last {
            self.last = drawn;
            pieces.into_iter().for_each(|piece| self.push(piece));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

impl Piece {
    fn new(glyph: &PositionedGlyph<'_>, mode: WritingMode, page: Affine) -> Self {
        let place = |x, y| apply(page, apply(glyph.transform(), Point::new(x, y)));
        let start = place(0.0, 0.0);
        let advance = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawing) => drawing.advance_width(),
        };
        let (end, ahead) = match mode {
            WritingMode::Horizontal => (place(advance.map_or(EM / 2.0, f64::from), 0.0), place(EM, 0.0)),
            WritingMode::Vertical => (place(0.0, -EM), place(0.0, -EM)),
        };
        let size = start.distance(place(0.0, EM));
        let direction = way(start, ahead).normalize();
        Self { text: meaning(glyph), start, end, direction, size }
    }

    /// A glyph can stand for several letters, which are in the order of reading where all others are not.
    fn turn(&mut self) {
        if self.text.chars().any(is_leftward) {
            self.text = self.text.chars().rev().collect();
        }
    }

    fn begins_line(&self, before: &Self) -> bool {
        let way = way(before.end, self.start);
        let turned = self.direction.dot(before.direction) < 0.9;
        turned || way.cross(before.direction).abs() > LINE * before.size
    }

    fn begins_word(&self, before: &Self) -> bool {
        way(before.end, self.start).dot(before.direction) > SPACE * before.size
    }

    /// How far along its line it stands.
    fn place(&self) -> f64 {
        self.start.to_vec2().dot(self.direction)
    }
}

/// What a glyph stands for; U+FFFD where the PDF does not tell.
fn meaning(glyph: &Glyph<'_>) -> String {
    let text = match glyph.as_unicode() {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => char::REPLACEMENT_CHARACTER.to_string(),
    };
    let mut meaning = String::new();
    for c in text.chars() {
        let ligature = u32::from(c).checked_sub(0xFB00).and_then(|index| LIGATURES.get(index as usize));
        match ligature {
            Some(letters) => meaning.push_str(letters),
            None if c.is_whitespace() => meaning.push(' '),
            None if c.is_control() => {}
            None => meaning.push(c),
        }
    }
    meaning
}

/// The text of a line, with spaces where there are gaps.
fn joined(pieces: &[Piece]) -> String {
    let mut line = String::new();
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let gap = piece.text.starts_with(' ') || before.is_some_and(|before| piece.begins_word(before));
        if gap && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(piece.text.trim_start());
        before = Some(piece);
    }
    line
}

/// Brings a line from the order on the page into the order of reading.
fn as_read(line: &str, level: Level) -> String {
    // The way back is the way there: what is turned twice is as it was.
    let info = BidiInfo::new(line, Some(level));
    let turned = info.paragraphs.iter().map(|whole| info.reorder_line(whole, whole.range.clone()));
    turned.collect()
}

fn count(pieces: &[Piece], is: fn(char) -> bool) -> usize {
    pieces.iter().flat_map(|piece| piece.text.chars()).filter(|c| is(*c)).count()
}

fn is_leftward(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

fn is_rightward(c: char) -> bool {
    bidi_class(c) == BidiClass::L
}

fn apply(transform: Affine, Point { x, y }: Point) -> Point {
    let [a, b, c, d, e, f] = transform.as_coeffs();
    Point::new(a * x + c * y + e, b * x + d * y + f)
}

fn way(from: Point, to: Point) -> Vec2 {
    Vec2::new(to.x - from.x, to.y - from.y)
}
