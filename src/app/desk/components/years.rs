//! The reports of one organ over the years: figures with their change, lines, and the text side by side.

use super::copies::beside;
use crate::app::desk::hub::Hub;
use crate::app::desk::question::YearLine;
use crate::app::desk::state::{Action, Desk};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct YearsProperties {
    pub desk: Desk,
    pub hub: Hub,
    pub dispatch: Callback<Action>,
}

/// The choice of an organ, and its years.
#[component]
pub fn Years(properties: &YearsProperties) -> Html {
    let YearsProperties { desk, hub, dispatch } = properties;
    let groups: Vec<&Vec<u32>> = desk.groups.iter().filter(|group| group.len() > 1).collect();
    let chosen = desk.organ.and_then(|first| groups.iter().find(|group| group.contains(&first)).copied());
    {
        let hub = hub.clone();
        use_effect_with(chosen.cloned(), move |chosen| {
            if let Some(group) = chosen {
                hub.years(group.clone());
            }
        });
    }
    let choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.emit(Action::Organ(event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok()));
        })
    };
    let name = |group: &[u32]| group.last().map(|&at| desk.organ_of(at).to_owned()).unwrap_or_default();
    html! {
        <section class="panel" aria-labelledby="years-title">
            <h2 id="years-title">{ "历年" }</h2>
            if groups.is_empty() {
                <p>{ "没有同一机关两年以上的报告；把前几年的也添加进来，就可以对照。" }</p>
            } else {
                <p class="row"><label>{ "机关 " }<select onchange={choose} data-testid="organ">
                    <option value="" selected={chosen.is_none()}>{ "请选择" }</option>
                    { for groups.iter().map(|group| html! { <option value={group[0].to_string()} selected={chosen == Some(*group)}>{ name(group) }</option> }) }
                </select></label></p>
            }
            if let Some(group) = chosen {
                { figures(desk, group) }
                { text(desk, hub, group) }
            }
        </section>
    }
}

/// The lines that are drawn: rows of 表三 by the names that they have in the table of years.
const DRAWN: [(&str, &str); 2] = [("总计·一、本年新收", "本年新收"), ("总计·（七）总计", "本年办理结果总计")];

fn figures(desk: &Desk, group: &[u32]) -> Html {
    let years: Vec<String> =
        group.iter().map(|&at| desk.year_of(at).map_or_else(|| "—".to_owned(), |year| year.to_string())).collect();
    let line = |line: &YearLine| {
        let class = line.is_broken.then_some("error");
        html! {
            <tr>
                <th scope="row">{ line.cell.clone() }</th>
                { for line.values.iter().map(|value| html! { <td class="number">{ value.clone() }</td> }) }
                <td class="number">{ line.change.clone() }</td>
                <td {class}>{ line.note.clone() }</td>
            </tr>
        }
    };
    html! {
        <>
            { chart(&years, &desk.years) }
            <p class="small">{ "只列不全是 0 的数；“结转下年度”与第二年的“上年结转”连在一起核对。" }</p>
            <div class="frame" tabindex="0" role="region" aria-label="历年数据">
                <table class="plain" data-testid="years">
                    <thead><tr><th scope="col">{ "单元格" }</th>{ for years.iter().map(|year| html! { <th scope="col">{ year.clone() }</th> }) }<th scope="col">{ "最近一年的变化" }</th><th scope="col">{ "衔接" }</th></tr></thead>
                    <tbody>{ for desk.years.iter().map(line) }</tbody>
                </table>
            </div>
        </>
    }
}

/// The lines over the years; the table below has the same figures.
fn chart(years: &[String], lines: &[YearLine]) -> Html {
    const WIDTH: f64 = 420.0;
    const HEIGHT: f64 = 120.0;
    let series: Vec<(&str, Vec<f64>)> = DRAWN
        .iter()
        .filter_map(|(cell, name)| {
            let line = lines.iter().find(|line| line.cell == *cell)?;
            Some((*name, line.values.iter().map(|value| value.parse().unwrap_or(0.0)).collect()))
        })
        .collect();
    let most = series.iter().flat_map(|(_, values)| values).fold(1.0, |most: f64, value| most.max(*value));
    let step = WIDTH / (years.len().max(2) - 1) as f64;
    let point = |at: usize, value: f64| ((at as f64 * step) as i32 + 20, ((1.0 - value / most) * HEIGHT) as i32 + 14);
    let draw = |(number, (name, values)): (usize, &(&str, Vec<f64>))| {
        let points: Vec<String> = values
            .iter()
            .enumerate()
            .map(|(at, value)| {
                let (x, y) = point(at, *value);
                format!("{x},{y}")
            })
            .collect();
        let (x, y) = point(values.len() - 1, values.last().copied().unwrap_or_default());
        html! {
            <g class={format!("line-{number}")}>
                <polyline points={points.join(" ")} fill="none" />
                <text x={(x + 6).to_string()} y={(y + 4).to_string()}>{ format!("{name} {}", values.last().copied().unwrap_or_default() as i64) }</text>
            </g>
        }
    };
    if series.is_empty() {
        return Html::default();
    }
    let names: Vec<&str> = series.iter().map(|(name, _)| *name).collect();
    html! {
        <svg class="chart" viewBox="0 0 640 160" role="img" aria-label={format!("{}的历年变化，数见下表", names.join("、"))}>
            { for years.iter().enumerate().map(|(at, year)| html! { <text class="year" x={(point(at, 0.0).0 - 14).to_string()} y="154">{ year.clone() }</text> }) }
            { for series.iter().enumerate().map(draw) }
        </svg>
    }
}

/// The text of the last two years side by side.
fn text(desk: &Desk, hub: &Hub, group: &[u32]) -> Html {
    let [.., before, last] = group else { return Html::default() };
    let pair = (*last, *before);
    let is_shown = desk.beside.as_ref().is_some_and(|beside| beside.pair == pair);
    let show = {
        let hub = hub.clone();
        Callback::from(move |_: MouseEvent| hub.beside(pair.0, pair.1))
    };
    html! {
        <>
            <h2>{ "最近两年的文字" }</h2>
            <p class="row"><button type="button" onclick={show} aria-expanded={is_shown.to_string()}>{ "并排看相同和相近的句子" }</button></p>
            if is_shown {
                { beside(desk) }
            }
        </>
    }
}
