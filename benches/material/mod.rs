//! What is measured: a city's report, and the same made longer by telling its text again.

/// The report of a city.
pub const CITY: &str = include_str!("../../tests/samples/city-2024.md");

/// The report with the text of its first section told so often that it has about so many bytes.
pub fn longer(bytes: usize) -> String {
    let heading = |mark: &str| CITY.find(mark).unwrap_or_default();
    let (from, to) = (heading("一、总体情况") + "一、总体情况".len(), heading("二、主动公开"));
    let text = &CITY[from..to];
    let times = bytes.saturating_sub(CITY.len()) / text.len() + 1;
    [&CITY[..from], &text.repeat(times), &CITY[to..]].concat()
}
