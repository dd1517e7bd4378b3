//! The overview ruler between report and list: a tick a finding, at its height in the report.

use super::class_of;
use crate::app::hooks::{find_first, use_resize};
use crate::app::marks::ids_of;
use crate::app::state::{Action, MOST, Shared};
use crate::app::wire::Checked;
use crate::check::Whose;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RulerProperties {
    pub checked: Shared<Checked>,
    pub shown: [bool; 3],
    pub open: Option<usize>,
    pub dispatch: Callback<Action>,
}

/// The ruler's own height, in the units of its drawing. (Fractions of them would bring the printing of such numbers into
/// the page, which weighs 13 KB.)
const HEIGHT: u32 = 1000;

/// The ruler.
#[component]
pub fn Ruler(properties: &RulerProperties) -> Html {
    let RulerProperties { checked, shown, open, dispatch } = properties;
    let ticks = use_state(Vec::<u32>::new);
    let size = use_resize();
    {
        let ticks = ticks.clone();
        use_effect_with((checked.clone(), *shown, size), move |(checked, ..)| ticks.set(heights(checked)));
    }
    let findings = checked.outcome.findings.iter().zip(ticks.iter()).enumerate();
    let drawn = findings.take(MOST).filter(|(_, (finding, _))| shown[finding.severity as usize]).map(|(index, (finding, top))| {
        let go = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Open(index)))
        };
        let class = classes!(class_of(finding.severity), (*open == Some(index)).then_some("open"));
        html! { <rect {class} x="1" y={top.to_string()} width="10" height="6" onclick={go}><title>{ finding.message.clone() }</title></rect> }
    });
    html! {
        <svg class="ruler" viewBox={format!("0 0 12 {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true">{ for drawn }</svg>
    }
}

/// For each finding where its first place stands on the ruler.
fn heights(checked: &Checked) -> Vec<u32> {
    let Some(paper) = gloo::utils::document().get_element_by_id("paper") else { return Vec::new() };
    let frame = paper.get_bounding_client_rect();
    checked
        .outcome
        .findings
        .iter()
        .take(MOST)
        .map(|finding| {
            let here = finding.places.iter().find(|place| place.report == Whose::This);
            let place = here.copied().unwrap_or_default();
            let element = find_first(&ids_of(&checked.outcome.report, &place));
            let top = element.map_or(frame.top(), |element| element.get_bounding_client_rect().top());
            let share = ((top - frame.top()) / frame.height().max(1.0)).clamp(0.0, 0.99);
            (share * f64::from(HEIGHT)) as u32
        })
        .collect()
}
