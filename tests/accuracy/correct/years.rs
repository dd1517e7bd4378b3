//! Years, periods and dates that are rightly not those of the report.

use super::Variation;
use crate::defects::Put::{After, Deeds, Instead, Paragraph};
use crate::model::Tag;
use nianbao::standard::Edition;

pub fn variations() -> Vec<Variation> {
    let deeds = |name, sentences| Variation::sentence(name, Deeds, sentences);
    vec![
        Variation::sentence("来年的打算", After(Tag::Measures), &[
            "做好{Y+1}年工作，争取更大进步。",
            "{Y+1}年，将重点公开民生实事项目进展情况。",
            "{Y+1}年6月底前完成目录修订。",
            "力争在{Y+1}年度考核中取得好成绩。",
        ]),
        deeds("上年预决算", &["公开{Y-1}年度部门决算和{Y}年部门预算。", "按时公开{Y-1}年度财政决算。", "公开{Y}年预算，{Y-1}年度“三公”经费决算同步公开。"]),
        deeds("与上年相比", &["较{Y-1}年有所提高。", "与{Y-1}年相比，访问量增长12%。", "发布数量多于{Y-1}年。"]),
        Variation::sentence("上年的工作报告", After(Tag::Measures), &["针对{Y-1}年年度报告中提出的不足，已逐项整改。", "{Y-1}年存在的更新不及时问题已经解决。"]),
        deeds("五年规划", &["公开“十四五”规划（2021—2025年）实施情况。", "发布《国民经济和社会发展第十四个五年规划和2035年远景目标纲要》解读。", "公开2021—2025年专项规划文本。"]),
        deeds("文件名中的年份", &["落实《{Y}年政务公开工作要点》。", "公开《{Y-1}年国民经济和社会发展统计公报》。", "公开《{Y-1}年法治政府建设年度报告》。"]),
        deeds("文号中的年份", &["落实国办发〔2016〕80号文件要求。", "按照国办函〔2020〕109号文件执行收费规定。", "公开青政发〔{Y-1}〕12号文件。"]).when(|model| model.year > 2020),
        deeds("往年的沿革", &["公开专栏自2008年开设以来持续更新。", "2019年5月15日起施行的新修订条例，全文已在网站公布。", "自{Y-1}年起建立的台账继续使用。"]),
        deeds("跨年的期间", &["{Y-1}年12月至{Y}年2月开展专项检查。", "{Y-1}—{Y}学年招生信息已公开。", "公开{Y-1}至{Y}年度农机购置补贴信息。"]),
        deeds("年内的日期", &["{Y}年5月15日开展集中宣传。", "{Y}年2月28日前完成自查。", "8月31日召开座谈会。", "6月30日前完成上半年自查。"]),
        deeds("闰年的2月29日", &["{Y}年2月29日组织专题培训。"]).when(|model| model.year % 4 == 0),
        deeds("截至的用法", &["截至{Y}年12月31日，公开指南更新2次。", "截至年底，栏目全部更新。"]),
        deeds("截止日期", &["公告均注明报名截止日期。", "意见征集截止时间为{Y}年9月10日。", "征集意见截止后及时公布采纳情况。"]),
        deeds("时刻", &["工作日上午8:30至12:00接受咨询。", "办公时间为9:00—17:30。", "每周一14:30召开例会。"]),
        deeds("结转的财政资金", &["公开{Y-1}年结转资金使用情况。", "公开上年结转项目12个的进展情况。"]),
        deeds("年份的缩写", &["继续推进“十三五”“十四五”规划信息公开。", "公开“七五”普法总结。"]),
        deeds("在次年", &["检查结果在次年的考核中运用。", "相关数据在次年1月公布。"]),
        Variation::sentence("统计期限的各种说法", Instead(Tag::Preface), &[
            "本报告统计期限为{Y}年1月1日至{Y}年12月31日。",
            "数据统计时间为{Y}年1月1日—12月31日。",
            "本报告所列数据的统计期限自{Y}年1月1日起，至{Y}年12月31日止。",
            "统计时段：{Y}年1月1日-12月31日。",
            "数据统计期限为{Y}年1月1日至12月31日，本报告于{Y+1}年1月18日公布。",
        ]),
        Variation::sentence("引用条例和通知", Instead(Tag::Preface), &[
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。",
            "根据《中华人民共和国政府信息公开条例》（2007年4月5日中华人民共和国国务院令第492号公布，2019年4月3日中华人民共和国国务院令第711号修订）第五十条的规定编制。",
            "按照条例第四十九条、第五十条要求，编制本报告。",
        ]),
        Variation::sentence("引用2021年的格式", Instead(Tag::Preface), &[
            "依据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。",
            "按照国办公开办函〔2021〕30号文件要求编制，由六个部分组成。",
        ])
        .when(|model| model.edition == Edition::E2021),
        Variation::sentence("引用2019年的格式", Instead(Tag::Preface), &[
            "依据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
        ])
        .when(|model| model.edition == Edition::E2019),
        Variation::sentence("前言列出六个部分", Instead(Tag::Preface), &[
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。",
            "全文包括：一是总体情况，二是主动公开政府信息情况，三是收到和处理政府信息公开申请情况，四是政府信息公开行政复议、行政诉讼情况，五是存在的主要问题及改进情况，六是其他需要报告的事项。",
        ]),
        Variation::change("落款和日期", |model, random| {
            let day = random.between(5, 29);
            model.remove(Tag::Signature);
            model.insert(Tag::Signature, model.organ.clone())?;
            model.insert(Tag::Signature, crate::model::marked(&format!("{}年1月{day}日", model.year + 1)))
        }),
        Variation::change("汉字日期的落款", |model, _| {
            let digits = "〇一二三四五六七八九";
            let year: String = (model.year + 1).to_string().chars().filter_map(|digit| digits.chars().nth(digit.to_digit(10)? as usize)).collect();
            model.remove(Tag::Signature);
            model.insert(Tag::Signature, model.organ.clone())?;
            model.insert(Tag::Signature, crate::model::marked(&format!("{year}年一月二十日")))
        }),
        Variation::sentence("未审结案件的跨年说明", Paragraph(Tag::Note4), &["以上数据包括{Y-1}年收案、{Y}年结案的案件。", "注：{Y-1}年受理{Y}年审结的案件计入本年。"]),
        Variation::sentence("表下的说明", Paragraph(Tag::Note3), &["该部分以表格形式报告。", "注：上年结转数以{Y-1}年年度报告为准。"]),
    ]
}
