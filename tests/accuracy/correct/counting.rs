//! Numbers in the text that are right in unusual forms, or that count something else.

use super::Variation;
use crate::defects::Put::{After, Deeds, Instead};
use crate::model::{Model, Tag};
use nianbao::standard::Edition;

fn total(model: &Model, row: &str) -> i64 {
    model.cell(row, "total").map_or(0, |cell| model.count(cell))
}

fn has_requests(model: &Model) -> bool {
    total(model, "1") > 0
}

fn last(model: &Model) -> i64 {
    model.previous.as_ref().map_or(0, |previous| total(previous, "1"))
}

const REQUESTS: crate::defects::Put = Instead(Tag::Requests);

pub fn variations() -> Vec<Variation> {
    let requests = |name, sentences| Variation::sentence(name, REQUESTS, sentences).when(has_requests);
    let mut all = vec![
        requests("千位分隔的件数", &["收到政府信息公开申请{1.total:comma}件，办结{3.7.total:comma}件。"]),
        requests("全角数字的件数", &["收到政府信息公开申请{1.total:wide}件，上年结转{~2.total:wide}件。"]),
        requests(
            "汉字数字的件数",
            &["全年收到政府信息公开申请{1.total:han}件，办结{3.7.total:han}件，结转下年度{~4.total:han}件。"],
        ),
        requests("数字后有空格", &["收到政府信息公开申请 {1.total} 件，办结 {3.7.total} 件。"]),
        requests(
            "合计应办数",
            &[
                "收到政府信息公开申请{1.total+2.total}件（含上年结转{2.total}件）。",
                "全年共收到申请{1.total}件，连同上年结转{~2.total}件，共{1.total+2.total}件。",
                "应办理政府信息公开申请{1.total+2.total}件，其中本年新收{1.total}件，上年结转{~2.total}件。",
            ],
        ),
        requests(
            "结转的各种说法",
            &[
                "收到申请{1.total}件，办结{3.7.total}件，顺延至下一年度办理{~4.total}件。",
                "收到申请{1.total}件，办结{3.7.total}件，转到{Y+1}年继续办理{~4.total}件。",
                "收到申请{1.total}件，办结{3.7.total}件，{~4.total}件跨年度办理。",
                "收到申请{1.total}件，办结{3.7.total}件，剩余{~4.total}件结转次年。",
            ],
        ),
        requests(
            "上年结转的各种说法",
            &[
                "收到申请{1.total}件，另有上一年度转入{~2.total}件，办结{3.7.total}件。",
                "收到申请{1.total}件，{Y-1}年度结转{~2.total}件，办结{3.7.total}件。",
                "收到申请{1.total}件，承接上年未办结的{~2.total}件，办结{3.7.total}件。",
            ],
        ),
        requests(
            "其中某一渠道的件数",
            &[
                "收到政府信息公开申请{1.total}件，其中网上申请1件。",
                "收到政府信息公开申请{1.total}件，其中通过信函提出的1件。",
            ],
        ),
        requests(
            "各渠道的件数合计等于总数",
            &["收到政府信息公开申请{1.total}件，其中网络渠道{1.total-1}件、当面提交1件。"],
        )
        .when(|model| total(model, "1") > 1),
        requests(
            "某一季度的件数",
            &["收到政府信息公开申请{1.total}件，其中第四季度收到1件。", "全年收到申请{1.total}件，其中12月份收到1件。"],
        ),
        requests(
            "某一方面的件数",
            &[
                "收到政府信息公开申请{1.total}件，涉及征地拆迁的1件。",
                "收到政府信息公开申请{1.total}件，其中由法律顾问参与答复1件。",
            ],
        ),
        requests(
            "申请件数写了两遍",
            &["收到政府信息公开申请{1.total}件，办结{3.7.total}件。在收到的{1.total}件申请中，没有超期未答复的。"],
        ),
        requests(
            "分自然人和法人",
            &["收到政府信息公开申请{1.total}件，其中自然人{1.natural_person}件、法人或其他组织{~1.bodies}件。"],
        ),
        requests(
            "办理结果逐项列出",
            &[
                "办结申请{3.7.total}件：予以公开{~3.1.total}件、部分公开{~3.2.total}件、不予公开{~3.3.*.total}件、无法提供{~3.4.*.total}件、不予处理{~3.5.*.total}件、其他处理{~3.6.*.total}件。",
            ],
        ),
        requests("申请人撤回的件数", &["收到政府信息公开申请{1.total}件，申请人主动撤回1件，列入其他处理。"])
            .when(|model| ["3.6.3", "3.6"].iter().any(|row| total(model, row) > 0)),
        requests("信息不存在的件数只是一部分", &["办结申请{3.7.total}件，其中因信息不存在而无法提供的1件。"])
            .when(|model| total(model, "3.4.1") > 0),
        requests("平均办理时间", &["收到政府信息公开申请{1.total}件，平均办理用时8.5个工作日，最短2个工作日。"]),
        requests(
            "法定期限",
            &["收到政府信息公开申请{1.total}件，均在20个工作日内答复，经批准延期的不超过20个工作日。"],
        ),
        requests("补正和征求意见的件数", &["收到政府信息公开申请{1.total}件，通知补正1次，征求第三方意见1件。"]),
        requests(
            "按时答复率100%而有结转",
            &[
                "收到政府信息公开申请{1.total}件，按期答复率100%。",
                "收到政府信息公开申请{1.total}件，到期应答复的全部答复，按时办结率100%。",
            ],
        ),
        requests(
            "占比正确",
            &[
                "办结申请{3.7.total}件，予以公开{3.1.total}件，占{%3.1.total/3.7.total:1}%。",
                "收到申请{1.total}件，自然人申请{1.natural_person}件，占比{%1.natural_person/1.total}%。",
            ],
        ),
        requests(
            "较上年增长",
            &[
                "收到政府信息公开申请{1.total}件，较{Y-1}年受理{p.1.total}件增长{^1.total/p.1.total:1}%。",
                "收到政府信息公开申请{1.total}件，{Y-1}年为{p.1.total}件，同比增加{1.total-p.1.total}件。",
            ],
        )
        .when(|model| last(model) > 0 && total(model, "1") > last(model)),
        Variation::sentence(
            "电话咨询的件数",
            After(Tag::Requests),
            &["收到申请人来电咨询120件，均当场答复。", "接受群众电话咨询86人次。"],
        ),
        Variation::sentence(
            "依申请公开之外的件数",
            After(Tag::Requests),
            &["另外，答复网民留言57条。", "办理信访转来的公开事项3件。"],
        ),
        Variation::sentence(
            "建议提案的件数",
            Deeds,
            &[
                "公开人大代表建议和政协提案办理结果36件。",
                "承办建议提案24件，答复全文全部公开。",
                "办结人大建议12件、政协提案9件。",
            ],
        ),
        Variation::sentence(
            "热线工单的件数",
            After(Tag::Platform),
            &["办理12345热线转办事项46件。", "回复市长信箱来信18件。"],
        ),
        Variation::sentence(
            "会议和培训的次数",
            Deeds,
            &["召开专题会议3次，收到意见建议21条。", "组织学习条例2次，参加56人次。", "印发通知4份，开展检查2轮。"],
        ),
        Variation::sentence(
            "公示的处罚信息条数",
            Deeds,
            &["公示行政处罚信息3条。", "在信用平台公示行政许可信息12条。"],
        ),
        Variation::sentence(
            "公开文件的件数与制发数不同",
            Deeds,
            &["公开上级政策文件35件。", "转发省市文件17件，全部上网。", "主动公开各类文件42件，配发解读15篇。"],
        ),
        Variation::sentence(
            "其中只列举几类",
            Instead(Tag::Active),
            &[
                "全年公开信息{a+b+c}条，其中民生类{a}条、财政类{b}条等。",
                "全年公开信息{a+b+c}条，其中重点领域信息{a}条。",
                "全年公开信息{a+b+c}条，主要包括政策文件{a}条、公示公告{b}条等内容。",
                "全年发布信息{a+b+c}条，其中图文解读{a}条，视频解读{b}条，其余为动态信息。",
            ],
        ),
        Variation::sentence(
            "分项合计等于总数",
            Instead(Tag::Active),
            &[
                "全年公开信息{a+b+c}条，其中网站{a}条、公众号{b}条、公开栏{c}条。",
                "全年公开信息{a+b}条（政务动态{a}条，政策文件{b}条）。",
                "公开信息{a}条、解读{b}篇、回应{c}件。",
            ],
        ),
        Variation::sentence(
            "分项之下又有分项",
            Instead(Tag::Active),
            &[
                "全年公开信息{a+b+c+d}条，其中网站{a+b}条（政策类{a}条、动态类{b}条）、新媒体{c+d}条（微信{c}条、微博{d}条）。",
                "全年公开信息{a+b}条，其中网站{a}条、公众号{b}条；公众号信息中原创12条。",
            ],
        ),
        Variation::sentence(
            "各项各有占比",
            Instead(Tag::Active),
            &[
                "主动公开信息，通过网站发布{a}条，占{%a/a+b+c:1}%；通过新媒体发布{b}条，占{%b/a+b+c:1}%；其他途径{c}条，占{%c/a+b+c:1}%。",
                "全年公开信息{a+b}条。政务动态{a}条，占比{%a/a+b:1}%；其他类{b}条，占比{%b/a+b:1}%。",
            ],
        ),
        Variation::sentence(
            "小计之后再列细项",
            Instead(Tag::Active),
            &[
                "主动公开信息。全年处理网民来电{a+b+c}次，其中已办结{a+b}次，当场答复{a}次，转办后答复{b}次。",
                "全年公开信息{a+b+c+d}条，其中部门频道{a+b}条，含财政类{a}条，民生类{b}条。",
            ],
        ),
        Variation::sentence(
            "总数与分项之间有括号",
            Instead(Tag::Active),
            &["全年公开信息{a+b}条（含上年补录的8条），其中，政务动态{a}条，其他信息{b}条。"],
        ),
        Variation::sentence(
            "不同单位的并列",
            Instead(Tag::Active),
            &[
                "公开信息{a+b}条，其中文字{a}条、图片{b}条；组织活动3场，参加人数120人；发放材料500份。",
                "全年公开信息{a}条，其中解读材料8篇、短视频3个、图解5张。",
            ],
        ),
        Variation::sentence(
            "占比之和因四舍五入不到100%",
            Instead(Tag::Active),
            &[
                "全年公开信息300条，三类信息各100条，分别占33.3%、33.3%、33.3%。",
                "公开信息7条，其中政策类2条，占28.6%；动态类5条，占71.4%。",
            ],
        ),
        Variation::sentence(
            "同比正确",
            Instead(Tag::Active),
            &[
                "全年公开信息{c+a}条，{Y-1}年为{c}条，同比增长{^c+a/c:1}%。",
                "全年公开信息{c}条，比{Y-1}年的{c+a}条减少{a}条，下降{^c/c+a}%。",
            ],
        ),
        Variation::sentence(
            "增长倍数和百分点",
            Deeds,
            &["访问量是{Y-1}年的1.5倍。", "满意度比{Y-1}年提高2.3个百分点。"],
        ),
        Variation::sentence(
            "以万为单位的数",
            Deeds,
            &["网站访问量1.2万人次。", "政务新媒体阅读量达36.5万次，关注人数3.08万人。"],
        ),
        Variation::sentence(
            "金额",
            Deeds,
            &["公开惠农补贴资金发放信息，涉及资金1234.56万元。", "公开项目资金2.3亿元的使用情况。"],
        ),
        Variation::sentence(
            "面积和距离",
            Deeds,
            &["建成政务公开专区120平方米。", "公开农村公路养护信息，涉及里程35.6公里。"],
        ),
        Variation::sentence(
            "序数和届次",
            Deeds,
            &["在第12次常务会议上专题研究公开工作。", "完成第三方评估问题清单第1至8项的整改。"],
        ),
        Variation::sentence("全市或全县的数", Deeds, &["全市考核中位列第5名。", "在全县32个单位中排名靠前。"]),
        Variation::sentence(
            "分数和约数用语",
            Deeds,
            &["三分之二以上的科室完成自查。", "百余名群众代表参加了开放日活动。"],
        ),
        Variation::sentence(
            "零的各种写法",
            Deeds,
            &["全年信息发布差错为零。", "实现泄密事件零发生。", "投诉举报0件。"],
        ),
    ];
    let disputes = |name, sentences| Variation::sentence(name, Instead(Tag::Disputes), sentences);
    all.extend([
        disputes("复议维持的件数", &["行政复议{review.total}件，维持{review.upheld}件。"]).when(|model| total(model, "review") > 0),
        disputes("复议的各种说法", &[
            "被申请行政复议{review.total}件。",
            "因政府信息公开引发的行政复议案件{review.total}起，均依法办理。",
            "行政复议{review.total:han}件。",
        ])
        .when(|model| total(model, "review") > 0),
        disputes("诉讼分两类写", &["行政诉讼{litigation}件，其中未经复议直接起诉{~direct_litigation.total}件，复议后起诉{~litigation_after_review.total}件。"])
            .when(|model| total(model, "direct_litigation") + total(model, "litigation_after_review") > 0),
        disputes("没有发生的各种说法", &[
            "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
            "政府信息公开行政复议、行政诉讼均为0件。",
            "无行政复议和行政诉讼案件。",
            "没有公民、法人或其他组织因政府信息公开申请行政复议或提起行政诉讼。",
        ])
        .when(|model| total(model, "review") + total(model, "direct_litigation") + total(model, "litigation_after_review") == 0),
        Variation::sentence("其他领域的复议诉讼", After(Tag::Management), &["公开行政复议决定书6份。", "旁听行政诉讼庭审1次。", "全年没有因执法引起的行政复议。"]),
        Variation::sentence("没有申请的各种说法", REQUESTS, &[
            "2.依申请公开情况：未收到政府信息公开申请。",
            "2.依申请公开情况：收到政府信息公开申请0件。",
            "2.依申请公开情况：无依申请公开事项。",
            "2.依申请公开情况：本年度新收申请0件，上年结转0件，结转下年度0件。",
        ])
        .when(|model| model.cell("1", "total").is_some() && total(model, "1") + total(model, "2") == 0 && model.edition == Edition::E2021),
        Variation::sentence("收费情况的各种说法", Instead(Tag::Others), &[
            "（一）收取信息处理费情况：{Y}年未收取信息处理费。",
            "本年度收取信息处理费0元。",
            "没有向申请人收取信息处理费用。无其他需要报告的事项。",
            "依申请提供政府信息未收取任何费用，信息处理费收取总金额为零。",
        ])
        .when(|model| model.edition == Edition::E2021 && !model.name.starts_with("开发区")),
        Variation::sentence("信息处理费的标准", After(Tag::Others), &["公示信息处理费收费标准：10件以下（含10件）不收费，11件至30件的部分每件100元。"])
            .when(|model| model.edition == Edition::E2021),
    ]);
    all
}
