//! Charts as SVG that stands in the page: drawn from the counts, read aloud from their words.

use maud::{Markup, html};

use super::super::arrangement::SEVERITIES;
use super::super::chart::OverTime;

/// The drawing's size, in its own units.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 190;
/// Room for the numbers at the left and the times below.
const LEFT: u32 = 40;
const BOTTOM: u32 = 34;
const TOP: u32 = 8;
/// Times that are named below the bars.
const TIMES: usize = 6;

/// Severities over time as stacked bars, the worst at the bottom where heights compare.
pub(super) fn over_time(chart: &OverTime, said: &str, names: &[String; 5]) -> Markup {
    let most = chart.bars.iter().map(|bar| bar.counts.iter().sum::<u32>()).max();
    let scale = Scale::up_to(most.unwrap_or(1));
    let seen = |rank: usize| chart.bars.iter().any(|bar| bar.counts[rank] > 0);
    let step = f64::from(WIDTH - LEFT) / count(chart.bars.len());
    html! {
        figure {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(said) {
                @for line in scale.lines() {
                    line.grid x1=(LEFT) x2=(WIDTH) y1=(px(scale.y(line))) y2=(px(scale.y(line))) {}
                    text.scale x=(LEFT - 6) y=(px(scale.y(line) + 4.0)) { (line) }
                }
                @for (place, bar) in chart.bars.iter().enumerate() {
                    @for (rank, from, to) in stacked(&bar.counts) {
                        rect class=(SEVERITIES[rank])
                            x=(px(f64::from(LEFT) + step * count(place) + step * 0.1)) width=(px(step * 0.8))
                            y=(px(scale.y(to))) height=(px(scale.y(from) - scale.y(to))) {}
                    }
                }
                @for (place, day, time) in times(chart) {
                    text.time x=(px(f64::from(LEFT) + step * count(place))) y=(HEIGHT - BOTTOM + 16) { (time) }
                    @if let Some(day) = day {
                        text.day x=(px(f64::from(LEFT) + step * count(place))) y=(HEIGHT - BOTTOM + 30) { (day) }
                    }
                }
            }
            figcaption {
                ul.legend {
                    @for (rank, name) in names.iter().enumerate() {
                        @if seen(rank) { li { span.swatch.(SEVERITIES[rank]) {} (name) } }
                    }
                }
            }
        }
    }
}

/// The same numbers for whoever wants to read them. Bars without a row are left out.
pub(super) fn as_table(chart: &OverTime, from: &str, names: &[String; 5]) -> Markup {
    html! {
        table.numbers {
            thead { tr { th scope="col" { (from) } @for name in names { th.number scope="col" { (name) } } } }
            tbody {
                @for bar in chart.bars.iter().filter(|bar| bar.counts.iter().any(|count| *count > 0)) {
                    tr { th scope="row" { (super::utc(&bar.at)) } @for count in bar.counts { td.number { (count) } } }
                }
            }
        }
    }
}

/// A bar under a name, as long as its share of the longest.
pub(super) fn bar(value: u32, most: u32) -> Markup {
    let width = 100.0 * f64::from(value) / f64::from(most.max(1));
    html! {
        svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
            rect.ground width="100" height="4" {}
            rect.value width=(px(width)) height="4" {}
        }
    }
}

/// The parts of a bar: rank of the severity, where it begins and where it ends.
fn stacked(counts: &[u32; 5]) -> Vec<(usize, u32, u32)> {
    let mut top = 0;
    let part = |(rank, count): (usize, &u32)| {
        let from = top;
        top += count;
        (*count > 0).then_some((rank, from, top))
    };
    counts.iter().enumerate().filter_map(part).collect()
}

/// From counts to heights, with lines at round numbers.
struct Scale {
    step: u32,
    lines: u32,
}

impl Scale {
    /// Round steps so that at most five lines reach the highest bar.
    fn up_to(most: u32) -> Self {
        let rounds = (0..9).flat_map(|zeros| [1, 2, 5].map(|digit| digit * 10_u32.pow(zeros)));
        let step = rounds.into_iter().find(|step| most.div_ceil(*step) <= 5);
        let step = step.unwrap_or(most / 5 + 1);
        Self {
            step,
            lines: most.div_ceil(step).max(1),
        }
    }

    fn lines(&self) -> impl Iterator<Item = u32> {
        (0..=self.lines).map(|line| line * self.step)
    }

    fn y(&self, value: u32) -> f64 {
        let (floor, height) = (f64::from(HEIGHT - BOTTOM), f64::from(HEIGHT - BOTTOM - TOP));
        floor - height * f64::from(value) / f64::from(self.step * self.lines)
    }
}

/// Where a time is named: its bar, its day where that is another than before, its hour.
fn times(chart: &OverTime) -> Vec<(usize, Option<&str>, &str)> {
    let every = chart.bars.len().div_ceil(TIMES).max(1);
    let mut last = "";
    let named = chart.bars.iter().enumerate().step_by(every);
    named
        .map(|(place, bar)| {
            let (day, time) = bar.at.split_once('T').unwrap_or((&bar.at, ""));
            let fresh = (day != last).then_some(day);
            last = day;
            (place, fresh, time.get(..5).unwrap_or(time))
        })
        .collect()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A length with as many digits as are seen.
fn px(length: f64) -> String {
    format!("{length:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_at_a_round_number_above_the_highest_bar() {
        for (most, wanted) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (7, vec![0, 2, 4, 6, 8]),
            (131, vec![0, 50, 100, 150]),
        ] {
            let scale = Scale::up_to(most);
            assert_eq!(scale.lines().collect::<Vec<_>>(), wanted, "{most}");
            assert!(scale.y(most) >= f64::from(TOP), "{most}");
        }
        assert!(Scale::up_to(u32::MAX / 2).lines().count() < 8);
    }

    #[test]
    fn parts_of_a_bar_stand_on_each_other() {
        assert_eq!(stacked(&[2, 0, 3, 0, 1]), [(0, 0, 2), (2, 2, 5), (4, 5, 6)]);
    }
}
