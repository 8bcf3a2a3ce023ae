//! A text as a picture that a telephone reads (ISO/IEC 18004).

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;
use specta::Type;

/// The quiet zone that the standard asks for, in modules.
const QUIET: usize = 4;

/// A QR code as a path: what draws it needs no markup from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct QrPicture {
    /// Width and height of the square, quiet zone included, in the units of the path.
    pub size: u32,
    /// `d` of an SVG path: the dark modules, a rectangle for each run in a row.
    pub path: String,
}

impl QrPicture {
    /// The picture of a text; `None` where it is longer than any such picture holds (some 2,900 characters).
    pub(crate) fn of(text: &str) -> Option<Self> {
        // With more to spare the modules get smaller, and a long link is read worse, not better.
        let code = [EcLevel::M, EcLevel::L]
            .into_iter()
            .find_map(|level| QrCode::with_error_correction_level(text, level).ok())?;
        let (width, modules) = (code.width(), code.to_colors());
        let path = modules
            .chunks(width)
            .enumerate()
            .map(|(row, modules)| path_of_row(row, modules));
        Some(Self {
            size: u32::try_from(width + 2 * QUIET).ok()?,
            path: path.collect(),
        })
    }
}

fn path_of_row(row: usize, modules: &[Color]) -> String {
    let mut path = String::new();
    let mut column = 0;
    for run in modules.chunk_by(|one, next| one == next) {
        if run[0] == Color::Dark {
            let (x, y, length) = (column + QUIET, row + QUIET, run.len());
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
        column += run.len();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many dots of the picture a module is wide, for the reader below.
    const DOTS: usize = 4;

    /// Draws the path as a browser does, and hands it to a reader that nobody here wrote.
    fn read(picture: &QrPicture) -> String {
        let size = picture.size as usize;
        let mut dark = vec![false; size * size];
        for rectangle in picture.path.split_terminator('z') {
            let (start, rest) = rectangle.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            dark[y * size + x..][..length].fill(true);
        }
        let width = size * DOTS;
        let shade = |x: usize, y: usize| if dark[y / DOTS * size + x / DOTS] { 0 } else { 255 };
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, width, shade);
        let grids = prepared.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_of_others_finds_the_link_in_the_picture() {
        let link = format!(
            "https://login.microsoftonline.com/5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7/v2.0/adminconsent?{}",
            "scope=https%3A%2F%2Fapi.security.microsoft.com%2F.default%20".repeat(4)
        );
        for text in ["x", "http://localhost/?a=é", link.as_str()] {
            assert_eq!(read(&QrPicture::of(text).unwrap()), text);
        }
    }

    #[test]
    fn a_text_that_no_picture_holds_has_none() {
        assert!(QrPicture::of(&"x".repeat(2_500)).is_some());
        assert_eq!(QrPicture::of(&"x".repeat(3_000)), None);
    }
}
