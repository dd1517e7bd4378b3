//! Years and dates.

use super::{Kind, Put, Where, fitting, replace};
use crate::model::{CLOSE, OPEN, Tag};
use nianbao::check::Severity::{Error, Info, Warning};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence(
            "上年文字残留",
            "D",
            Warning,
            Put::Deeds,
            &[
                "⟦<Y-1>年→<Y>年⟧，我们认真落实公开要求，更新指南1次。",
                "⟦<Y-1>年度→<Y>年度⟧共公开各类信息28条。",
                "⟦<Y-1>年→<Y>年⟧全年累计更新栏目16个。",
                "⟦<Y-1>年→<Y>年⟧，通过政务新媒体发布信息35条。",
                "本机关⟦<Y-1>年→<Y>年⟧主动公开工作信息42条。",
            ],
        ),
        Kind::change("开头写的是上一年", "D", Warning, |model, _| {
            let year = format!("{}年", model.year);
            let wrong = format!("{}年", model.year - 1);
            replace(model, &[Tag::Opening], &year, &wrong)?;
            Some(vec![Where::Marked])
        }),
        Kind::sentence(
            "未来年份",
            "D",
            Info,
            Put::Deeds,
            &[
                "⟦<Y+1>年→<Y>年⟧，共公开各类信息28条。",
                "⟦<Y+1>年度→<Y>年度⟧已更新栏目16个。",
                "⟦<Y+1>年→<Y>年⟧，累计发布政策解读12篇。",
            ],
        ),
        Kind::sentence(
            "统计期限不对",
            "D",
            Error,
            Put::Instead(Tag::Preface),
            &[
                "本报告所列数据的统计期限为⟦<Y-1>年1月1日至<Y-1>年12月31日→<Y>年1月1日至<Y>年12月31日⟧。",
                "数据统计期限自⟦<Y>年1月1日起至<Y>年12月30日→<Y>年1月1日起至<Y>年12月31日⟧止。",
                "本报告统计期限为⟦<Y-1>年1月1日至12月31日→<Y>年1月1日至12月31日⟧。",
                "报告中所列数据的统计期限从⟦<Y-1>年12月1日→<Y>年1月1日⟧到{Y}年12月31日。",
                "数据统计期限为⟦<Y>年1月1日至<Y+1>年12月31日→<Y>年1月1日至<Y>年12月31日⟧。",
            ],
        ),
        Kind::change("落款日期早于年终", "D", Warning, |model, random| {
            let texts = ["⟦<Y>年12月20日→⟧", "⟦<Y>年1月15日→⟧", "⟦<Y-1>年1月20日→⟧"];
            model.remove(Tag::Signature);
            let organ = model.organ.clone();
            model.insert(Tag::Signature, organ)?;
            let text = fitting(&texts, model, random)?;
            model.insert(Tag::Signature, text)?;
            Some(vec![Where::Marked])
        }),
        Kind::change("落款日期迟于法定期限", "D", Warning, |model, random| {
            let texts: &[&str] = match model.organ.ends_with("人民政府") {
                true => &["⟦<Y+1>年5月12日→⟧", "⟦<Y+1>年4月28日→⟧"],
                false => &["⟦<Y+1>年3月8日→⟧", "⟦<Y+1>年2月25日→⟧"],
            };
            if ["镇", "乡", "街道"].iter().any(|part| model.organ.contains(part)) {
                return None;
            }
            model.remove(Tag::Signature);
            let organ = model.organ.clone();
            model.insert(Tag::Signature, organ)?;
            let text = fitting(texts, model, random)?;
            model.insert(Tag::Signature, text)?;
            Some(vec![Where::Marked])
        }),
        Kind::change("乡镇、街道迟于一般时间", "D", Info, |model, random| {
            if !["镇", "乡", "街道"].iter().any(|part| model.organ.contains(part)) {
                return None;
            }
            model.remove(Tag::Signature);
            let organ = model.organ.clone();
            model.insert(Tag::Signature, organ)?;
            let text = fitting(&["⟦<Y+1>年6月8日→⟧", "⟦<Y+1>年5月25日→⟧"], model, random)?;
            model.insert(Tag::Signature, text)?;
            Some(vec![Where::Marked])
        }),
        Kind::sentence(
            "不存在的日期",
            "D",
            Error,
            Put::Deeds,
            &[
                "{Y}年⟦2月30日→2月20日⟧开展检查。",
                "{Y}年⟦13月1日→12月1日⟧更新指南。",
                "{Y}年⟦6月31日→6月30日⟧前完成自查。",
                "⟦9月31日→9月30日⟧组织集中宣传。",
                "{Y}年⟦11月0日→11月1日⟧召开座谈会。",
            ],
        ),
        Kind::sentence(
            "时间说法含糊",
            "D",
            Info,
            Put::Paragraph(Tag::Active),
            &[
                "⟦截至目前→截至<Y>年12月31日⟧已公开事项24项。",
                "⟦今年以来→全年⟧发布信息31条。",
                "⟦至目前→全年⟧已公开各类信息40条。",
                "⟦年初以来→全年⟧更新栏目12个。",
                "⟦去年⟧公开信息22条。",
            ],
        ),
        Kind::change("年份写法混用", "D", Info, |model, random| {
            let digits: String = model
                .year
                .to_string()
                .chars()
                .filter_map(|digit| "○一二三四五六七八九".chars().nth(digit.to_digit(10)? as usize))
                .collect();
            let texts = ["，修订公开指南1次。", "，更新公开目录2次。"];
            let text = format!("{OPEN}{digits}年{CLOSE}{}", random.pick(&texts)?);
            model.insert(Tag::Management, text)?;
            Some(vec![Where::Marked])
        }),
        Kind::sentence(
            "日期掉字",
            "D",
            Info,
            Put::Instead(Tag::Preface),
            &[
                "本报告数据统计期限为{Y}年1月1日至{Y}年⟦12月31→12月31日⟧止。",
                "统计期限为{Y}年1月1日至⟦12月31止→12月31日止⟧。",
            ],
        )
        .codes(&["D", "W"]),
    ]
}
