//! T3-13, T3-14: values that slid into other cells.

use crate::check::{Context, Finding, Severity};
use crate::document::Item;
use crate::report::{Doubt, RowReading};
use crate::rules::Rule;
use crate::standard::{Column, Row, TableKind};
use crate::text::{Number, Span};

const TABLE: TableKind = TableKind::Requests;
const BASIS: &str = "每行七个数；复制、转换的常见损坏";

/// More rows than this are one finding.
const MOST_SINGLE: usize = 5;

/// Each row has seven values, and its label in the column of its group.
pub static SHIFTED: Rule = Rule {
    id: "requests-shifted",
    code: "T3-13",
    title: "疑似错列",
    severity: Severity::Warning,
    basis: BASIS,
    what: "表三每行是否正好七个数，行名是否与同组其他行在同一列。",
    why: "多一个、少一个数，或行名移了位，后面的数就会归到别的申请人类别。",
    how: "对照原件，把数放回各自的格。",
    right: examples!["商业企业·（一）予以公开：3"],
    wrong: examples!["缺格：商业企业·（一）予以公开"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE).filter(|_| !context.report.is_scrambled()) else { return };
        let counted: Vec<(Row, u32)> = table
            .doubts
            .iter()
            .filter_map(|doubt| match doubt {
                Doubt::Count(row, count) => Some((*row, *count)),
                _ => None,
            })
            .filter(|(row, _)| table.row(*row).is_none_or(|reading| joined_pair(context, reading).is_none()))
            .collect();
        let damage = context.damage_note();
        let told = |&(row, count): &(Row, u32)| {
            let only = if (count as usize) < Column::REQUESTS.len() { "只有" } else { "有" };
            (row.short(table.form), format!("{only} {count} 个"))
        };
        if counted.len() > MOST_SINGLE {
            // So many have one cause.
            let (name, how_many) = told(&counted[0]);
            let message = format!(
                "表三有 {} 行的数不是 7 个（如“{name}”行{how_many}），疑似错列，这些行没有核对{damage}。",
                counted.len()
            );
            findings.push(Finding::new(&SHIFTED, message).at_all(counted.iter().map(|(row, _)| context.row(*row))));
        } else {
            findings.extend(counted.iter().map(|one| {
                let (name, how_many) = told(one);
                let message = format!("“{name}”行应有 7 个数，{how_many}，疑似错列，这一行没有核对{damage}。");
                Finding::new(&SHIFTED, message).at(context.row(one.0))
            }));
        }
        for (reading, usual, here) in displaced(context, &table.rows) {
            findings.push(
                Finding::new(
                    &SHIFTED,
                    format!(
                        "“{}”的行名在第 {} 列，同组其他行在第 {} 列，疑似错列（多为转换造成）。",
                        reading.row.short(table.form),
                        here + 1,
                        usual + 1
                    ),
                )
                .severity(Severity::Info)
                .at(context.row(reading.row)),
            );
        }
    },
};

/// Rows whose labels stand left of those of their group: usual column, own column. (Right of them the first row of a
/// group has its own, where a copy dropped the blanks of merged cells.)
fn displaced<'a>(context: &Context, rows: &'a [RowReading]) -> Vec<(&'a RowReading, u32, u32)> {
    let column = |reading: &RowReading| label_column(context, *reading.label.as_ref()?.spans.last()?);
    let mut found = Vec::new();
    for group in rows.chunk_by(|left, right| left.row.group() == right.row.group()) {
        if group[0].row.group().is_empty() {
            continue;
        }
        let columns: Vec<Option<u32>> = group.iter().map(column).collect();
        let known: Vec<u32> = columns.iter().flatten().copied().collect();
        let Some(&usual) = known.iter().max_by_key(|&&one| known.iter().filter(|&&other| other == one).count()) else {
            continue;
        };
        if known.iter().filter(|&&other| other == usual).count() * 2 <= known.len() {
            continue;
        }
        found.extend(
            group
                .iter()
                .zip(columns)
                .filter_map(|(reading, column)| Some((reading, usual, column.filter(|&own| own < usual)?))),
        );
    }
    found
}

/// The grid column of a cell, in tables whose rows are full rows of text (where nothing is known to be merged).
fn label_column(context: &Context, span: Span) -> Option<u32> {
    let item = context.report.document.item_of(span.block)?;
    let Some(Item::Table(table)) = context.report.document.items.get(item) else { return None };
    if table.merged_known {
        return None;
    }
    let row = table.rows.iter().find(|row| row.iter().any(|cell| cell.block == span.block))?;
    // Rows that dropped the blanks of merged cells have their labels anywhere.
    let full = row.len() as u32 + 1 >= table.columns;
    row.iter().find(|cell| cell.block == span.block).map(|cell| cell.column).filter(|_| full)
}

/// No number is split over two cells.
pub static SPLIT: Rule = Rule {
    id: "requests-split-number",
    code: "T3-14",
    title: "疑似拆数",
    severity: Severity::Warning,
    basis: BASIS,
    what: "表三是否有一行填了八个数，而把相邻两个数合成一个以后，这一行的合计正好相符。",
    why: "复制或识别时，“12”有时会变成“1”和“2”两格，后面的数都错了位。",
    how: "对照原件，把两格合成一个数。",
    right: examples!["自然人·（一）予以公开：12\n商业企业·（一）予以公开：3\n总计·（一）予以公开：15"],
    wrong: examples!["自然人·（一）予以公开：1｜2\n商业企业·（一）予以公开：3\n总计·（一）予以公开：15"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        for doubt in &table.doubts {
            let Doubt::Count(row, _) = doubt else { continue };
            let Some(reading) = table.row(*row) else { continue };
            let Some((left, right)) = joined_pair(context, reading) else { continue };
            let (first, second) = (context.quote(left).trim(), context.quote(right).trim());
            findings.push(
                Finding::new(&SPLIT, format!("“{}”行的“{first}”“{second}”可能是同一个数“{first}{second}”被拆开：合成一个后，本行合计正好相符。", row.short(table.form)))
                    .at(context.in_table(TABLE, Some(left)))
                    .at(context.in_table(TABLE, Some(right))),
            );
        }
    },
};

/// The only two neighbours among eight values that, written as one number, make the row's sum right.
fn joined_pair(context: &Context, reading: &RowReading) -> Option<(Span, Span)> {
    if reading.values.len() != Column::REQUESTS.len() + 1 {
        return None;
    }
    let texts: Vec<&str> = reading.values.iter().map(|&span| context.quote(span).trim()).collect();
    let works = |at: usize| {
        let mut joined: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        let second = joined.remove(at + 1);
        joined[at].push_str(&second);
        let numbers: Option<Vec<Number>> = joined.iter().map(|text| Number::parse(text)).collect();
        numbers.is_some_and(|numbers| {
            numbers.split_last().is_some_and(|(total, rest)| rest.iter().copied().sum::<Number>() == *total)
        })
    };
    let mut pairs = (0..texts.len() - 1).filter(|&at| texts[at] != "0" && works(at));
    let at = pairs.next().filter(|_| pairs.next().is_none())?;
    Some((reading.values[at], reading.values[at + 1]))
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    fn found(rule: &str, row: &str) -> Vec<String> {
        let text = format!(
            "三、收到和处理政府信息公开申请情况\n申请人情况\n{row}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n（七）总计\t0\t0\t0\t0\t0\t0\t0\n"
        );
        let findings = check(recognise(read_text(&text, Kind::Text)), &Environment::default()).findings;
        findings.into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.message).collect()
    }

    #[test]
    fn shifted() {
        let row = "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t3";
        assert_eq!(
            found("requests-shifted", row),
            ["“一、本年新收”行应有 7 个数，只有 6 个，疑似错列，这一行没有核对。"]
        );
        assert!(found("requests-shifted", "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3").is_empty());
    }

    #[test]
    fn many_rows_are_one_finding() {
        let labels = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"];
        let rows: Vec<String> = ["一、本年新收政府信息公开申请数量", "（一）予以公开"]
            .iter()
            .chain(&labels)
            .map(|label| format!("{label}\t3\t0\t0\t0\t0\t3"))
            .collect();
        assert_eq!(
            found("requests-shifted", &rows.join("\n")),
            ["表三有 6 行的数不是 7 个（如“一、本年新收”行只有 6 个），疑似错列，这些行没有核对。"]
        );
    }

    #[test]
    fn split() {
        let row = "一、本年新收政府信息公开申请数量\t1\t2\t3\t0\t0\t0\t0\t15";
        assert_eq!(found("requests-split-number", row).len(), 1);
        assert!(found("requests-shifted", row).is_empty());
    }
}
