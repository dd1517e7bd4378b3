//! A few words about what was done, which go by themselves. Those who do not see them hear them from the live region.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ToastProperties {
    /// The words, and how often something was said: the same words can be said twice.
    pub said: (&'static str, u32),
}

/// The words.
#[component]
pub fn Toast(properties: &ToastProperties) -> Html {
    /// Milliseconds that they stay.
    const STAY: u32 = 3_000;
    let shown = use_state(|| true);
    {
        let set = shown.setter();
        use_effect_with(properties.said, move |_| {
            set.set(true);
            let timeout = Timeout::new(STAY, move || set.set(false));
            move || drop(timeout)
        });
    }
    if *shown {
        html! { <p class="toast" aria-hidden="true">{ properties.said.0 }</p> }
    } else {
        html! {}
    }
}
