//! The rows of ordinary days, among which the traces of incidents have to be found.

mod endpoint;
mod people;

use crate::hunting::pen::Pen;
use crate::random::Dice;
use crate::story::Story;
pub(super) use people::Sender;

pub(super) const DAY: i64 = 86_400_000;

/// As far back as the oldest incident. The service keeps thirty days, and shows more to who asks for it only where the
/// rows are kept elsewhere, too.
pub(super) const DAYS: i64 = 60;

pub(super) fn write(story: &Story, pen: &mut Pen) {
    endpoint::write(story, pen);
    people::write(story, pen);
}

/// Moments of one day: the same for the same label, spread over the whole day, since it is always daytime somewhere and a
/// practice tenant may be started at night. `day` counts back from the start.
fn moments(story: &Story, label: &str, day: i64, most: u64) -> impl Iterator<Item = (i64, Dice)> + use<> {
    let mut dice = Dice::new(story.seed(), &format!("{} {label} {day}", story.tenant));
    let count = 1 + dice.below(most);
    let end = story.started() - day * DAY;
    (0..count).map(move |_| {
        let ago = i64::try_from(dice.below(DAY.unsigned_abs())).unwrap_or_default();
        let own = Dice::of_number(dice.roll());
        (end - ago, own)
    })
}
