//! Sums, shares and growth within the text.

use super::{Kind, Put, Where};
use crate::model::Tag;
use nianbao::check::Severity::{Info, Warning};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence(
            "分项之和不等于总数",
            "X",
            Warning,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年公开政府信息{<a+b+c}条，其中政策文件{a}条、工作动态{b}条、公示公告{c}条。",
                "（一）主动公开。{Y}年通过网站公开信息{<a+b}条，其中概况类信息{a}条，政务动态信息{b}条。",
                "（一）主动公开。主动公开信息{!a+b+c+d}条：网站{a}条，公众号{b}条，公开栏{c}条，电子屏{d}条。",
                "（一）主动公开。共发布各类信息{!a+b+c}条（财政类{a}条、民生类{b}条、其他类{c}条）。",
                "（一）主动公开。全年公开信息{!a+b:han}条，分别为政务动态{a}条、通知公告{b}条。",
                "（一）主动公开。全年公开信息{!a+b+c}条，包括机构信息{a}条、人事信息{b}条和财政信息{c}条。",
                "（一）主动公开。全年公开信息{!a+b+c}条，分别是政策文件{a}条、工作动态{b}条、公示公告{c}条。",
            ],
        ),
        Kind::sentence(
            "括号内分项之和不等于总数",
            "X",
            Warning,
            Put::After(Tag::Management),
            &[
                "清理栏目信息{!a+b}条（过期{a}条、重复{b}条）。",
                "更正信息{<a+b+c}条，其中错字{a}条，错链{b}条，格式{c}条。",
                "更新机构职能{!a+b}项，包括科室职责{a}项、下属单位职责{b}项。",
            ],
        ),
        Kind::sentence(
            "培训、会议等分项之和不等于总数",
            "X",
            Warning,
            Put::After(Tag::Supervision),
            &[
                "开展业务培训{<a+b}人次，其中县级{a}人次、乡镇{b}人次。",
                "抽查网页{!a+b+c}个，其中一季度{a}个，二季度{b}个，下半年{c}个。",
            ],
        ),
        Kind::sentence(
            "占比与数字不符",
            "X",
            Info,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年公开信息{a+b}条，其中政策类{a}条，占{!%a/a+b:1}%；动态类{b}条。",
                "（一）主动公开。公开信息{a+b}条，其中网站发布{a}条，占比{!%a/a+b}%。",
                "（一）主动公开。公开各类信息{a+b+c}条，其中民生信息{a}条，占总数的{!%a/a+b+c:1}%。",
            ],
        ),
        Kind::sentence(
            "申请的占比与数字不符",
            "X",
            Info,
            Put::Instead(Tag::Requests),
            &[
                "办结申请{3.7.total}件，其中予以公开{3.1.total}件，占{!%3.1.total/3.7.total:1}%。",
                "收到政府信息公开申请{1.total}件，其中自然人申请{1.natural_person}件，占比{!%1.natural_person/1.total}%。",
                "全年办结申请{3.7.total}件，无法提供{3.4.*.total}件，占办结总数的{!%3.4.*.total/3.7.total:1}%。",
            ],
        ),
        Kind::sentence(
            "同比与数字不符",
            "X",
            Info,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年公开信息{c+a}条，{Y-1}年为{c}条，同比增长{!^c+a/c}%。",
                "（一）主动公开。全年公开政府信息{c+a}条，比{Y-1}年的{c}条增长{!^c+a/c:1}%。",
                "（一）主动公开。全年公开政府信息{c}条，较{Y-1}年{c+a}条下降{!^c/c+a:1}%。",
                "（一）主动公开。公开信息的网站访问量由{Y-1}年的{c}万次增至{c+a}万次，增长{!^c+a/c:1}%。",
            ],
        ),
        Kind::sentence(
            "增减数与两年数字不符",
            "X",
            Info,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年公开信息{c+a}条，比{Y-1}年的{c}条增加{!a}条。",
                "（一）主动公开。全年公开信息{c}条，较{Y-1}年{c+a}条减少{!a}条。",
            ],
        ),
        Kind::sentence(
            "同比方向写反",
            "X",
            Info,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年公开信息{c+a}条，{Y-1}年为{c}条，同比⟦下降→增长⟧{^c+a/c:1}%。",
                "（一）主动公开。全年公开信息{c}条，{Y-1}年为{c+a}条，同比⟦增长→下降⟧{^c/c+a:1}%。",
            ],
        ),
        Kind::sentence(
            "同一数量前后不一",
            "X",
            Warning,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年主动公开政府信息{a}条，内容涵盖财政、民生等领域。总的来看，全年主动公开政府信息{!a}条，比较全面。",
                "（一）主动公开。全年通过门户网站公开信息{a}条。工作成效方面，全年通过门户网站公开信息{!a}条。",
            ],
        ),
        Kind::change("培训次数前后不一", "X", Warning, |model, random| {
            let (first, second) = (random.between(2, 5), random.between(6, 9));
            let text = format!("全年组织政府信息公开业务培训{first}次。");
            model.paragraph(Tag::Supervision)?.text.push_str(&text);
            let text = crate::model::marked(&format!("政府信息公开业务培训{second}次"));
            model.paragraph(Tag::Measures)?.text.push_str(&format!("全年共组织{text}。"));
            Some(vec![Where::Marked])
        }),
    ]
}
