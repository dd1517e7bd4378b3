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
    let [this, previous] = marked(&pair.this, &pair.previous);
    html! {
        <div class="pair">
            <p><b>{ "本年" }</b>{ this }</p>
            <p><b>{ "上年" }</b>{ previous }</p>
        </div>
    }
}

/// Two sentences, with what differs marked in each.
pub fn marked(left: &str, right: &str) -> [Html; 2] {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let stretches = stretches(&left, &right);
    let piece = |text: &[char], range: &Range<usize>, same: bool| {
        let text: String = text[range.clone()].iter().collect();
        match (text.is_empty(), same) {
            (true, _) => html! {},
            (_, true) => html! { { text } },
            (_, false) => html! { <em class="differs">{ text }</em> },
        }
    };
    [
        stretches.iter().map(|stretch| piece(&left, &stretch.left, stretch.same)).collect(),
        stretches.iter().map(|stretch| piece(&right, &stretch.right, stretch.same)).collect(),
    ]
}
