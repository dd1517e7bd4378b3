//! What is decided about rules: those decided otherwise than at first, and all of them to choose from.

use crate::app::decisions::Decision;
use crate::app::state::{Action, Shared};
use crate::app::wire::RuleName;
use crate::check::{Choice, Settings, Severity};
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RuleChoicesProperties {
    pub settings: Shared<Settings>,
    pub rules: Shared<Vec<RuleName>>,
    pub dispatch: Callback<Action>,
}

/// The part of the settings that is about rules.
#[component]
pub fn RuleChoices(properties: &RuleChoicesProperties) -> Html {
    let RuleChoicesProperties { settings, rules, dispatch } = properties;
    let (open, words) = (use_state(|| false), use_state(String::new));
    let chosen = |rule: &RuleName| settings.rules.get(&rule.id).copied();
    let changed = rules.iter().filter(|rule| rule.by_default && chosen(rule).is_some()).map(|rule| {
        let back = decide(dispatch, &rule.id, None);
        let is = name(chosen(rule), rule);
        html! { <>
            <span class="small">{ is }</span>
            <button type="button" onclick={back} aria-label={format!("恢复：{}", rule.title)}>{ "恢复" }</button>
        </> }
    });
    let changed: Vec<Html> = changed.collect();
    let of_changed = rules.iter().filter(|rule| rule.by_default && chosen(rule).is_some());
    let on_demand = rules.iter().filter(|rule| !rule.by_default).map(|rule| {
        let on = chosen(rule).is_some_and(|choice| choice != Choice::Off);
        let (does, choice) = if on { ("停用", None) } else { ("启用", Some(Choice::On)) };
        let switch = decide(dispatch, &rule.id, choice);
        line(
            rule,
            html! {
                <button type="button" onclick={switch} aria-label={format!("{does}：{}", rule.title)}>{ does }</button>
            },
        )
    });
    let toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let element: HtmlElement = event.target_unchecked_into();
            open.set(element.has_attribute("open"));
        })
    };
    let look = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| words.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let found =
        |rule: &&RuleName| words.split_whitespace().all(|word| rule.title.contains(word) || rule.what.contains(word));
    let all: Vec<Html> = match *open {
        true => rules.iter().filter(found).map(|rule| line(rule, select(rule, chosen(rule), dispatch))).collect(),
        false => Vec::new(),
    };
    html! {
        <>
            <h3>{ "改过的规则" }</h3>
            if changed.is_empty() {
                <p class="small">{ "没有停用的规则，也没有改过级别。打开一项问题可以改它的规则，也可以在下面逐条设置。" }</p>
            } else {
                <ul class="rules" data-testid="rules-changed">{ for of_changed.zip(changed).map(|(rule, controls)| line(rule, controls)) }</ul>
            }
            <h3>{ "默认不核对的规则" }</h3>
            <ul class="rules" data-testid="rules-on-demand">{ for on_demand }</ul>
            <details ontoggle={toggle} data-testid="rules-all">
                <summary>{ format!("逐条设置（{} 条规则）", rules.len()) }</summary>
                if *open {
                    <p class="row">
                        <label>{ "查找 " }<input type="search" value={(*words).clone()} oninput={look} autocomplete="off" /></label>
                        <span class="small" role="status">{ format!("{} 条", all.len()) }</span>
                    </p>
                    <ul class="rules">{ all }</ul>
                }
            </details>
        </>
    }
}

fn decide(dispatch: &Callback<Action>, id: &str, choice: Option<Choice>) -> Callback<MouseEvent> {
    let (dispatch, id) = (dispatch.clone(), id.to_owned());
    Callback::from(move |_: MouseEvent| dispatch.emit(Action::Decide(Decision::Rule(id.clone(), choice))))
}

/// A rule and what can be done with it.
fn line(rule: &RuleName, controls: Html) -> Html {
    html! {
        <li key={rule.id.clone()} class="row" data-rule={rule.id.clone()}>
            <span title={rule.what.clone()}>{ rule.title.clone() }</span>
            <span class="controls">{ controls }</span>
        </li>
    }
}

/// What can be chosen, in the order of the menu.
const CHOICES: [Option<Choice>; 5] = [
    None,
    Some(Choice::As(Severity::Error)),
    Some(Choice::As(Severity::Warning)),
    Some(Choice::As(Severity::Info)),
    Some(Choice::Off),
];

/// What a choice is called.
fn name(choice: Option<Choice>, rule: &RuleName) -> String {
    match choice {
        None if rule.by_default => format!("默认（{}）", rule.severity.name()),
        None => "默认（不核对）".to_owned(),
        Some(Choice::On) => "核对".to_owned(),
        Some(Choice::As(severity)) => severity.name().to_owned(),
        Some(Choice::Off) => "不核对".to_owned(),
    }
}

/// The menu of a rule.
fn select(rule: &RuleName, chosen: Option<Choice>, dispatch: &Callback<Action>) -> Html {
    let choices: Vec<Option<Choice>> = match rule.by_default {
        true => CHOICES.to_vec(),
        false => CHOICES[..4].iter().copied().chain([Some(Choice::On)]).collect(),
    };
    let options = choices.iter().enumerate().map(|(at, choice)| {
        html! { <option value={at.to_string()} selected={*choice == chosen}>{ name(*choice, rule) }</option> }
    });
    let options: Html = options.collect();
    let choose = {
        let (dispatch, id) = (dispatch.clone(), rule.id.clone());
        Callback::from(move |event: Event| {
            let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let choice = usize::try_from(at).ok().and_then(|at| choices.get(at)).copied().flatten();
            dispatch.emit(Action::Decide(Decision::Rule(id.clone(), choice)));
        })
    };
    html! { <select onchange={choose} aria-label={format!("{}：怎样核对", rule.title)}>{ options }</select> }
}
