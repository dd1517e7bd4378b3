//! W-23–W-26, W-31: how the organ speaks of itself.

use super::lists::Lists;
use super::show::{fault, hits};
use super::survey::Hit;
use crate::check::{Context, Finding, Place, Severity};
use crate::prose::{Part, Passage, is_han};
use crate::report::OrganClass;
use crate::rules::{PRACTICE, Rule};
use crate::text::{Span, fold};
use std::collections::BTreeMap;

const MOST_PLACES: usize = 20;

/// What the organ calls itself fits its kind.
pub static KIND: Rule = Rule {
    id: "self-name-kind",
    code: "W-23",
    title: "自称与机关类型不符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文中的“我局”“我镇”“我街道”等自称与标题中的机关名称是否对得上。",
    why: "自称对不上，多半是套用了其他单位的文字。",
    how: "改为本机关的自称，并全文核对是否还有别的单位的内容；转述下属单位的话可忽略。",
    right: examples!["我镇主动公开信息。", "我局限于人手，标题：平安县商务局2023年政府信息公开工作年度报告"],
    wrong: examples!["我局主动公开信息267条。"],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ() else { return };
        let severity = match OrganClass::of(organ) {
            OrganClass::Unknown => return,
            OrganClass::Government | OrganClass::GovernmentOffice => Severity::Info,
            _ => Severity::Warning,
        };
        let lists = Lists::get();
        let mut words: BTreeMap<&str, Vec<&Hit>> = BTreeMap::new();
        for hit in hits(KIND.code, context).into_iter().filter(|hit| in_text(context, hit)) {
            let entry = &lists.entries[usize::from(hit.entry)];
            if !organ.contains(entry.right) {
                words.entry(entry.wrong).or_default().push(hit);
            }
        }
        for (word, hits) in words {
            let more = if hits.len() > 1 { format!("（共 {} 处）", hits.len()) } else { String::new() };
            let message = format!("标题中的机关为“{organ}”，正文自称“{word}”{more}，请核对是否套用了其他单位的文字。");
            findings.push(
                Finding::new(&KIND, message)
                    .severity(severity)
                    .at_all(hits.iter().take(MOST_PLACES).map(|hit| place(context, hit))),
            );
        }
    },
};

/// The text is the organ's own.
pub static OTHER: Rule = Rule {
    id: "other-organ-text",
    code: "W-24",
    title: "疑似套用他单位文字",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "部门、乡镇、街道的报告里，有没有“向市政府提出的申请”“街道党工委、政府”一类只适用于别的机关的话，有没有反复以别的局、镇、街道为主语。",
    why: "照搬其他单位的报告，数字和事实都可能不是自己的。",
    how: "逐句核对，改为本机关的情况；确系转述的可忽略。",
    right: examples!["区政府收到向镇政府转办的申请。", "本镇配合县商务局开展培训。"],
    wrong: examples![
        "标题：清河街道办事处2023年政府信息公开工作年度报告\n我街道党工委、政府高度重视。",
        "收到向市政府提出的政府信息公开申请5件。",
        "清河县商务局积极公开信息。清河县商务局主动公开文件12件。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ() else { return };
        let class = OrganClass::of(organ);
        if !matches!(class, OrganClass::Department | OrganClass::Street | OrganClass::Township) {
            return;
        }
        let lists = Lists::get();
        for hit in hits(OTHER.code, context).into_iter().take(3) {
            let word = lists.entries[usize::from(hit.entry)].wrong;
            let is_own = match class {
                OrganClass::Street => false,
                OrganClass::Township => word.starts_with("向镇") || word.starts_with("街道"),
                _ => word.starts_with("街道"),
            };
            if is_own {
                continue;
            }
            let message = format!("“{word}”像是其他单位的表述（本机关为“{organ}”），请核对。");
            findings.push(Finding::new(&OTHER, message).at(place(context, hit)));
        }
        let often = subjects(context, &fold(organ)).into_iter().filter(|(_, spans)| spans.len() > 1);
        for (name, spans) in often.take(3) {
            let message = format!("“{name}”作为主语出现 {} 次，像是其他单位的文字，请核对。", spans.len());
            let places = spans.iter().take(MOST_PLACES).map(|&span| context.span(span));
            findings.push(Finding::new(&OTHER, message).at_all(places));
        }
    },
};

/// Short names are explained.
pub static SHORT: Rule = Rule {
    id: "short-name-undefined",
    code: "W-25",
    title: "简称未说明",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "本机关的简称（如“长庆办”）有没有用“以下简称”说明过。",
    why: "没有说明的简称，机关以外的人看不懂指的是谁。",
    how: "第一次出现时写全称并注明“以下简称……”，或统一改用“本机关”。",
    right: examples![
        "标题：华龙区人民政府长庆路街道办事处2023年政府信息公开工作年度报告\n长庆路街道办事处（以下简称长庆办）主动公开信息。长庆办设立专栏。"
    ],
    wrong: examples![
        "标题：华龙区人民政府长庆路街道办事处2023年政府信息公开工作年度报告\n长庆办主动公开信息。长庆办设立专栏。",
        "长办主动公开信息。长办设立专栏。长办及时答复申请。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ().map(fold) else { return };
        let mut names = short_names(context, &organ);
        let unknown = one_character_names(context, &organ);
        names.extend(
            unknown.into_iter().filter(|(name, _)| names.iter().all(|(other, _)| other != name)).collect::<Vec<_>>(),
        );
        for (name, spans) in names.into_iter().take(3) {
            let message = format!("“{name}”没有说明是哪个机关的简称（标题为“{organ}”），出现 {} 次。", spans.len());
            let places = spans.iter().take(MOST_PLACES).map(|&span| context.span(span));
            findings.push(Finding::new(&SHORT, message).at_all(places));
        }
    },
};

/// The organ calls itself one thing.
pub static MIXED: Rule = Rule {
    id: "self-names-mixed",
    code: "W-26",
    title: "自称不统一",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "一篇报告里对本机关的称呼是否有三种以上。",
    why: "称呼换来换去，读者分不清是不是同一个机关。",
    how: "统一为一种自称。",
    right: examples!["我镇主动公开信息，我镇及时答复申请。"],
    wrong: examples!["我镇主动公开信息。本机关及时答复申请。我单位开展培训。"],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ().map(fold) else { return };
        let lists = Lists::get();
        let mut names: BTreeMap<String, (usize, Span)> = BTreeMap::new();
        let mut add = |name: &str, span: Span| names.entry(name.to_owned()).or_insert((0, span)).0 += 1;
        for code in [KIND.code, MIXED.code] {
            for hit in hits(code, context).into_iter().filter(|hit| in_text(context, hit)) {
                let entry = &lists.entries[usize::from(hit.entry)];
                if code == MIXED.code || organ.contains(entry.right) {
                    add(entry.wrong, context.prose.passages[hit.passage].span(hit.range.clone()));
                }
            }
        }
        for (name, spans) in short_names(context, &organ) {
            spans.iter().for_each(|&span| add(&name, span));
        }
        if OrganClass::of(&organ) == OrganClass::Street {
            for (name, span) in street_names(context) {
                add(name, span);
            }
        }
        if names.len() < 3 {
            return;
        }
        let mut all: Vec<(String, (usize, Span))> = names.into_iter().collect();
        all.sort_by_key(|(_, (_, span))| *span);
        let list: Vec<String> = all.iter().map(|(name, (count, _))| format!("“{name}”{count}次")).collect();
        findings.push(
            Finding::new(&MIXED, format!("对本机关的称呼有：{}，建议统一。", list.join("、")))
                .at_all(all.iter().map(|(_, (_, span))| context.span(*span))),
        );
    },
};

/// The overview tells of this organ.
pub static GENERIC: Rule = Rule {
    id: "generic-text",
    code: "W-31",
    title: "通用文字",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "“一、总体情况”里有没有本机关的年份、名称和数字；单个单位的报告里有没有“部分地区”“各级政府部门”一类说全局的话。",
    why: "没有本单位事实的文字放在哪个单位都说得通，审核时视为套话或套用。",
    how: "写出本机关当年的工作和数据。",
    right: examples!["2023年，我镇主动公开信息267条。"],
    wrong: examples![
        "一：认真贯彻条例要求，不断提高认识，健全工作机制，丰富公开内容，拓宽公开渠道，主动公开和依申请公开工作有序开展，信息管理规范，平台建设不断加强，监督保障有力。",
        "部分地区对公开工作重视不够。"
    ],
    by_default: true,
    check: |context, findings| {
        let organ = context.report.organ().map(fold);
        let is_own = |character: char| character.is_ascii_digit() || matches!(character, '我' | '本' | '〇');
        let is_specific = |passage: &Passage| {
            passage.text().contains(is_own) || organ.as_ref().is_some_and(|organ| passage.position(organ).is_some())
        };
        let characters = |passage: &Passage| passage.text().chars().filter(|&character| is_han(character)).count();
        let overview = || context.prose.section(1);
        // A copy may have broken its name in two.
        let is_named = || {
            let text: String = overview().map(Passage::text).collect();
            organ.as_ref().is_some_and(|organ| text.contains(organ.as_str()))
        };
        if !overview().any(is_specific) && overview().map(characters).sum::<usize>() >= 60 && !is_named() {
            let message = "“总体情况”没有本机关的年份、名称和数据，像是通用文字，请补充本年度的事实。";
            findings.push(Finding::new(&GENERIC, message).at(context.section(1)));
        }
        let single = organ.is_some_and(|organ| {
            matches!(OrganClass::of(&organ), OrganClass::Department | OrganClass::Street | OrganClass::Township)
        });
        let lists = Lists::get();
        let words = hits(GENERIC.code, context);
        let Some(first) = words.iter().find(|hit| single && in_text(context, hit)) else { return };
        let word = lists.entries[usize::from(first.entry)].wrong;
        findings.push(
            Finding::new(&GENERIC, format!("“{word}”是说全局的话，本报告只报告一个机关的情况，请核对是否套用。"))
                .severity(Severity::Info)
                .at(place(context, first)),
        );
    },
};

fn place(context: &Context, hit: &Hit) -> Place {
    let entry = &Lists::get().entries[usize::from(hit.entry)];
    context.span(context.prose.passages[hit.passage].span(fault(hit, entry)))
}

/// Whether a hit stands in a section, not in a title, heading or signature.
fn in_text(context: &Context, hit: &Hit) -> bool {
    matches!(context.prose.passages[hit.passage].part, Part::Section(_) | Part::Preface)
}

/// Other offices of the same kinds that a clause begins with, as who does the work.
fn subjects(context: &Context, organ: &str) -> BTreeMap<String, Vec<Span>> {
    const KINDS: [&str; 6] = ["街道办事处", "街道", "委员会", "局", "镇", "乡"];
    const VERBS: [&str; 12] =
        ["认真", "积极", "严格", "高度重视", "坚持", "深入", "始终", "主动公开", "共收到", "共公开", "不断", "进一步"];
    const NOBODY: [&str; 10] = ["各", "全", "该", "本", "我", "由", "有关", "相关", "其他", "所属"];
    let mut subjects: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for passage in [1, 5].into_iter().flat_map(|number| context.prose.section(number)) {
        let text = passage.text();
        let mut start = 0;
        for clause in text.split_inclusive(|character: char| !is_han(character)) {
            let at = start;
            start += clause.len();
            let cut = clause.char_indices().nth(16).map_or(clause.len(), |(at, _)| at);
            let head = &clause[..cut];
            let named = KINDS.iter().find_map(|kind| {
                let end = head.find(kind)? + kind.len();
                VERBS.iter().any(|verb| clause[end..].starts_with(verb)).then(|| &head[..end])
            });
            let Some(name) = named.filter(|name| name.chars().count() >= 4) else { continue };
            let own = organ.contains(name) || name.contains(organ) || NOBODY.iter().any(|word| name.starts_with(word));
            if !own {
                subjects.entry(name.to_owned()).or_default().push(passage.span(at..at + name.len()));
            }
        }
    }
    subjects
}

/// Short names of the organ in the text that nothing explains, with their places; only those that occur twice.
fn short_names(context: &Context, organ: &str) -> Vec<(String, Vec<Span>)> {
    let name: Vec<char> = organ.chars().collect();
    let ending = match OrganClass::of(organ) {
        OrganClass::Street => '办',
        OrganClass::Department => name.last().copied().unwrap_or('局'),
        _ => return Vec::new(),
    };
    let mut names: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let mut explained: Vec<String> = Vec::new();
    for passage in context.prose.passages.iter().filter(|passage| passage.part != Part::Title) {
        let text = passage.text();
        for (at, _) in text.match_indices(ending) {
            let end = at + ending.len_utf8();
            let next = text[end..].chars().next().unwrap_or('。');
            if "事公理法好学结案件面部势限域长员".contains(next) {
                continue;
            }
            let Some(start) = short_name(&text[..at], &name, ending) else { continue };
            let found = &text[start..end];
            let before: Vec<char> = text[..start].chars().rev().take(6).collect();
            if before.windows(2).any(|pair| pair == ['称', '简']) {
                explained.push(found.to_owned());
            }
            names.entry(found.to_owned()).or_default().push(passage.span(start..end));
        }
    }
    let mut names: Vec<(String, Vec<Span>)> =
        names.into_iter().filter(|(name, spans)| spans.len() > 1 && !explained.contains(name)).collect();
    names.sort_by_key(|(_, spans)| spans.first().copied());
    names
}

/// Names of one character and the kind of office (云办) that three sentences begin with and nothing explains.
fn one_character_names(context: &Context, organ: &str) -> Vec<(String, Vec<Span>)> {
    const LEAST: usize = 3;
    /// What they say of rank or party is no name: 市局, 党委.
    const NO_NAMES: &str = "我本全各市县区省州旗乡镇国该此两街党常支组政团纪军人工妇总分上下主";
    let mut names: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for passage in context.prose.written() {
        for sentence in passage.sentences() {
            let text = &passage.text()[sentence.clone()];
            let mut characters = text.char_indices();
            let (Some((_, first)), Some((_, kind)), Some((end, next))) =
                (characters.next(), characters.next(), characters.next())
            else {
                continue;
            };
            let is_name = is_han(first) && !NO_NAMES.contains(first) && "办局委厅".contains(kind);
            if is_name && !"事公理法好学结案件面部势限域长员托屏派任".contains(next) {
                names.entry(&text[..end]).or_default().push(passage.span(sentence.start..sentence.start + end));
            }
        }
    }
    names.retain(|name, spans| spans.len() >= LEAST && !organ.contains(name));
    let explained = |name: &str| {
        context.prose.passages.iter().any(|passage| {
            let text = passage.text();
            passage.position(name).is_some()
                && text.match_indices(name).any(|(at, _)| words!["简称", "简称为", "简称\""].end(&text[..at]).is_some())
        })
    };
    names.into_iter().filter(|(name, _)| !explained(name)).map(|(name, spans)| (name.to_owned(), spans)).collect()
}

/// Where a short name begins that ends before its last character `ending`: two to four characters, which the full name
/// has in this order, but not one after the other.
fn short_name(before: &str, name: &[char], ending: char) -> Option<usize> {
    let (mut start, mut count) = (before.len(), 0);
    let mut left = name.iter().rposition(|&character| character == ending)?;
    for (at, character) in before.char_indices().rev().take(4) {
        let Some(found) = name[..left].iter().rposition(|&other| other == character) else { break };
        (left, start, count) = (found, at, count + 1);
    }
    let short: String = before[start..].chars().chain([ending]).collect();
    let whole: String = name.iter().collect();
    let generic = words!["政府", "街道", "办公", "人民"].is_in(&short);
    // 在厅网站, 由局办公室: the word before is none of the name; 公开区公安局2020年决算: nor is half of a verb.
    let preposition = short.starts_with(['在', '于', '由', '向', '对', '从', '为', '与', '和']);
    let of_verb = short.starts_with('开') && before[..start].ends_with(['公', '展', '召', '打', '离']);
    // 锡林郭勒盟科技局 is more of the name than was taken.
    let goes_on = before[..start]
        .chars()
        .next_back()
        .is_some_and(|other| left.checked_sub(1).is_some_and(|at| name[at] == other) && !matches!(other, '我' | '本'));
    if count < 2 || generic || preposition || of_verb || goes_on {
        return None;
    }
    (!whole.contains(&short) && !is_of_superior(&short, name) && !is_common(&short, &whole)).then_some(start)
}

const RANKS: &str = "省市县区州盟旗";

/// Whether a short name has another rank than the organ: 市税务局 is another office than 香洲区税务局.
fn is_of_superior(short: &str, name: &[char]) -> bool {
    let own = name.iter().rev().find(|character| RANKS.contains(**character));
    short.chars().next().is_some_and(|first| RANKS.contains(first) && own != Some(&first))
}

/// Whether a short name is what everybody says for that kind of office: 科技局.
fn is_common(short: &str, whole: &str) -> bool {
    const COMMON: [(&str, &str); 6] = [
        ("科学技术", "科技"),
        ("工业和信息化", "工信"),
        ("教育和体育", "教体"),
        ("民族宗教", "民宗"),
        ("人力资源和社会保障", "人社"),
        ("住房和城乡建设", "住建"),
    ];
    let tail = short.trim_start_matches(|first: char| RANKS.contains(first));
    COMMON.iter().any(|(long, said)| whole.contains(long) && whole.replace(long, said).contains(tail))
}

/// A street office that speaks of itself as 办事处 or 街道.
fn street_names(context: &Context) -> Vec<(&'static str, Span)> {
    let mut names = Vec::new();
    for passage in context.prose.written() {
        let text = passage.text();
        let ends_clause = |at: usize| {
            text[..at].chars().next_back().is_none_or(|before| !is_han(before) || "在由了督进对使让为".contains(before))
        };
        for word in ["办事处", "街道"] {
            for (at, _) in text.match_indices(word).filter(|&(at, _)| ends_clause(at)) {
                let next = text[at + word.len()..].chars().next().unwrap_or('。');
                if word == "办事处" || !"办党干各工社纪人".contains(next) {
                    names.push((word, passage.span(at..at + word.len())));
                }
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::examples::findings;

    #[test]
    fn a_name_that_a_copy_broke_in_two_is_a_name() {
        let words = "认真贯彻条例要求，不断提高认识，健全工作机制，丰富公开内容，拓宽公开渠道，主动公开和依申请公开工作有序开展，信息管理规范，平台建设不断加强，监督保障有力。";
        let told = |overview: &str| {
            let example = format!("标题：平安县商务局2023年政府信息公开工作年度报告\n{overview}");
            findings(&GENERIC, &example).len()
        };
        assert_eq!(told(&format!("一：{words}")), 1);
        assert_eq!(told(&format!("一：平安县\n一：商务局{words}")), 0);
    }
}
