//! Statements of this report and the ones of last year's that they are like, side by side.

use crate::check::Comparison;
use crate::text::similar::stretches;
use std::ops::Range;
use yew::prelude::*;

/// The pairs, with what differs marked.
pub fn comparisons(pairs: &[Comparison]) -> Html {
    if pairs.is_empty() {
        return html! {};
    }
    html! { <div class="pairs" data-testid="comparisons">{ for pairs.iter().map(pair) }</div> }
}

fn pair(pair: &Comparison) -> Html {
    if pair.this == pair.previous {
        return html! { <div class="pair alike"><p><b>{ "两年都写" }</b>{ pair.this.clone() }</p></div> };
    }
    let (this, previous): (Vec<char>, Vec<char>) = (pair.this.chars().collect(), pair.previous.chars().collect());
    let stretches = stretches(&this, &previous);
    let piece = |text: &[char], range: &Range<usize>, same: bool| {
        let text: String = text[range.clone()].iter().collect();
        match (text.is_empty(), same) {
            (true, _) => html! {},
            (_, true) => html! { { text } },
            (_, false) => html! { <em class="differs">{ text }</em> },
        }
    };
    html! {
        <div class="pair">
            <p><b>{ "本年" }</b>{ for stretches.iter().map(|stretch| piece(&this, &stretch.left, stretch.same)) }</p>
            <p><b>{ "上年" }</b>{ for stretches.iter().map(|stretch| piece(&previous, &stretch.right, stretch.same)) }</p>
        </div>
    }
}
