//! Reports for 2019 and 2020, edition of 2019.

use super::Draft;

pub const DRAFTS: &[Draft] = &[
    Draft {
        name: "县政府2020",
        previous: None,
        organ: "临河县人民政府",
        year: 2020,
        disclosure: &[
            ("normative_documents", "made", "9"),
            ("normative_documents", "newly_disclosed", "9"),
            ("normative_documents", "total_disclosed", "102"),
            ("licensing", "items_last_year", "310"),
            ("licensing", "change", "-12"),
            ("licensing", "decisions", "40116"),
            ("other_services", "items_last_year", "742"),
            ("other_services", "change", "+19"),
            ("other_services", "decisions", "120933"),
            ("penalties", "items_last_year", "3105"),
            ("penalties", "change", "0"),
            ("penalties", "decisions", "7650"),
            ("compulsory_measures", "items_last_year", "216"),
            ("compulsory_measures", "change", "0"),
            ("compulsory_measures", "decisions", "880"),
            ("fees", "items_last_year", "38"),
            ("fees", "change", "-2"),
            ("procurement", "purchases", "614"),
            ("procurement", "amount", "30522.4186"),
        ],
        new: [160, 17, 0, 0, 4, 2],
        carried: [3, 0, 0, 0, 0, 0],
        outcomes: &[
            ("3.1", [80, 8, 0, 0, 2, 1]),
            ("3.2", [9, 1, 0, 0, 0, 0]),
            ("3.3.4", [3, 0, 0, 0, 0, 0]),
            ("3.4.1", [51, 5, 0, 0, 2, 1]),
            ("3.5.1", [6, 0, 0, 0, 0, 0]),
            ("3.6", [5, 1, 0, 0, 0, 0]),
        ],
        disputes: [[4, 1, 0, 0], [2, 0, 0, 0], [1, 0, 0, 0]],
        text: "
            preface|本报告根据各乡镇和县政府部门上报的材料汇总，统计时段为{Y}年1月1日至{Y}年12月31日。
            opening|{Y}年，全县行政机关以疫情防控和复工复产为重点做好信息公开。
            active|（一）主动公开。主动公开政府信息19880条，其中门户网站12044条，其他渠道7836条。
            requests|（二）依申请公开。收到申请{1.total}件，{Y-1}年结转{2.total}件；办结{3.7.total}件，{4.total}件转入下年。
            disputes|行政复议{review.total}件，行政诉讼{litigation}件。
            management|（三）信息管理。完善公开审查程序，对主动公开目录作年度调整。
            platform|（四）平台建设。在门户网站开设疫情防控专题，发布信息1530条。
            supervision|（五）监督保障。将政务公开列入年度考核，开展评议，未发生责任追究。
            problems|存在问题：乡镇公开力量薄弱，公开内容不够均衡。
            measures|改进措施：对乡镇专职人员轮训一遍，制定乡镇公开事项清单。
            others|无其他需要报告的事项。
        ",
    },
    Draft {
        name: "区卫健委2019",
        previous: None,
        organ: "临河区卫生健康委员会",
        year: 2019,
        disclosure: &[
            ("normative_documents", "made", "2"),
            ("normative_documents", "newly_disclosed", "2"),
            ("normative_documents", "total_disclosed", "15"),
            ("licensing", "items_last_year", "14"),
            ("licensing", "change", "2"),
            ("licensing", "decisions", "326"),
            ("other_services", "items_last_year", "31"),
            ("other_services", "change", "0"),
            ("other_services", "decisions", "1507"),
            ("penalties", "items_last_year", "88"),
            ("penalties", "change", "0"),
            ("penalties", "decisions", "45"),
            ("compulsory_measures", "items_last_year", "6"),
            ("compulsory_measures", "decisions", "0"),
            ("fees", "items_last_year", "3"),
            ("fees", "change", "-1"),
            ("procurement", "purchases", "12"),
            ("procurement", "amount", "486.35"),
        ],
        new: [10, 2, 0, 0, 0, 0],
        carried: [0, 0, 0, 0, 0, 0],
        outcomes: &[("3.1", [6, 1, 0, 0, 0, 0]), ("3.2", [1, 0, 0, 0, 0, 0]), ("3.4.1", [1, 1, 0, 0, 0, 0])],
        disputes: [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        text: "
            preface|临河区卫生健康委员会编制的{Y}年政府信息公开工作年度报告，由六个部分组成，统计期限为{Y}年1月1日至12月31日。
            opening|{Y}年，临河区卫生健康委员会（以下简称我委）以基本公共卫生服务为重点推进信息公开。
            active|全年主动公开信息140条，其中医疗机构校验结果66条、卫生监督检查结果74条。
            requests|收到政府信息公开申请{1.total}件，办结{3.7.total}件，结转下年度{4.total}件。
            disputes|发生行政复议{review.total}件，维持原行政行为；未发生行政诉讼。
            management|所有信息经科室、办公室、分管领导三级审核后发布。
            platform|在区政府网站设立卫生健康专栏，更新办事指南31项。
            supervision|举办公开知识培训1次，接受区政府办公室考核。
            problems|存在的主要问题是专业术语较多，群众阅读有困难，公开形式不够丰富。
            measures|改进情况：对医疗服务信息加注通俗说明，制作漫画6幅，下一步将增设语音播报。
            others|无。
        ",
    },
    Draft {
        name: "区卫健委2020",
        previous: Some("区卫健委2019"),
        organ: "临河区卫生健康委员会",
        year: 2020,
        disclosure: &[
            ("normative_documents", "made", "1"),
            ("normative_documents", "newly_disclosed", "1"),
            ("normative_documents", "total_disclosed", "16"),
            ("licensing", "items_last_year", "16"),
            ("licensing", "change", "-2"),
            ("licensing", "decisions", "298"),
            ("other_services", "items_last_year", "31"),
            ("other_services", "change", "+3"),
            ("other_services", "decisions", "2210"),
            ("penalties", "items_last_year", "88"),
            ("penalties", "change", "4"),
            ("penalties", "decisions", "52"),
            ("compulsory_measures", "items_last_year", "6"),
            ("compulsory_measures", "decisions", "1"),
            ("fees", "items_last_year", "2"),
            ("procurement", "purchases", "19"),
            ("procurement", "amount", "1254.7"),
        ],
        new: [25, 3, 0, 0, 1, 0],
        carried: [2, 0, 0, 0, 0, 0],
        outcomes: &[
            ("3.1", [15, 2, 0, 0, 1, 0]),
            ("3.2", [2, 0, 0, 0, 0, 0]),
            ("3.3.7", [1, 0, 0, 0, 0, 0]),
            ("3.4.1", [6, 1, 0, 0, 0, 0]),
            ("3.6", [2, 0, 0, 0, 0, 0]),
        ],
        disputes: [[2, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]],
        text: "
            preface|本报告按照《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制，所列数据从{Y}年1月1日起，到12月31日止。
            opening|{Y}年，面对突如其来的新冠肺炎疫情，临河区卫生健康委员会（以下简称我委）每日公布疫情信息，回应社会关切。
            active|（一）主动公开情况。全年公开信息523条，其中疫情通报366条，健康科普157条，占比分别为69.98%和30.02%。
            requests|（二）依申请公开情况。新收政府信息公开申请{1.total}件（自然人{1.natural_person}件，商业企业{1.business}件，法律服务机构{1.legal_service}件），上年结转{2.total}件，按时办结{3.7.total}件，结转下年度继续办理{4.total}件。
            disputes|发生行政复议案件{review.total}起、行政诉讼案件{litigation}起，结果均为维持。
            management|（三）信息管理情况。对涉及个人隐私的流行病学调查信息，发布前逐条作去标识化处理。
            platform|（四）平台建设情况。微信公众号新增预约挂号入口，关注人数由3.1万增至8.4万。
            supervision|（五）监督保障情况。成立信息发布工作组，接受区纪委监委监督检查，考核等次为良好。
            problems|一是疫情期间常规业务信息公开不够及时；二是基层医疗机构的公开意识存在差距。
            measures|针对上述问题，我委{Y}年下半年补发常规业务信息74条；{Y+1}年将把公开要求写入乡镇卫生院考核细则。
            others|无其他需要报告的事项。
        ",
    },
    Draft {
        name: "街道办2019",
        previous: None,
        organ: "南关区北川街道办事处",
        year: 2019,
        disclosure: &[
            ("other_services", "items_last_year", "24"),
            ("other_services", "decisions", "618"),
            ("penalties", "items_last_year", "5"),
            ("penalties", "decisions", "3"),
            ("procurement", "purchases", "2"),
            ("procurement", "amount", "9.8"),
        ],
        new: [0; 6],
        carried: [0; 6],
        outcomes: &[],
        disputes: [[0; 4]; 3],
        text: "
            opening|{Y}年，北川街道办事处坚持便民原则，把社区事务公开作为工作重点。
            active|1．主动公开情况。全年公开信息82条，其中社区服务类50条，城市管理类32条。
            requests|2．依申请公开情况。未收到政府信息公开申请。
            disputes|未发生与政府信息公开有关的行政复议和行政诉讼案件。
            management|3．信息管理情况。实行专人采编、分级审核。
            platform|4．平台建设情况。在7个社区设置便民公开栏。
            supervision|5．监督保障情况。设立意见箱9个，接受居民监督，参加区里组织的培训1次。
            problems|公开的内容与居民期待还有差距，网上互动较少。
            measures|下一步，办事处将开通线上留言功能，安排专人在3个工作日内回复。
            others|没有需要报告的其他事项。
        ",
    },
    Draft {
        name: "市政府2020",
        previous: None,
        organ: "宁安市人民政府",
        year: 2020,
        disclosure: &[
            ("normative_documents", "made", "21"),
            ("normative_documents", "newly_disclosed", "21"),
            ("normative_documents", "total_disclosed", "187"),
            ("licensing", "items_last_year", "286"),
            ("licensing", "change", "5"),
            ("licensing", "decisions", "88412"),
            ("other_services", "items_last_year", "1022"),
            ("other_services", "change", "-7"),
            ("other_services", "decisions", "301277"),
            ("penalties", "items_last_year", "4180"),
            ("penalties", "decisions", "15803"),
            ("compulsory_measures", "items_last_year", "240"),
            ("compulsory_measures", "decisions", "1466"),
            ("fees", "items_last_year", "41"),
            ("procurement", "purchases", "1730"),
            ("procurement", "amount", "96188.02"),
        ],
        new: [612, 77, 3, 1, 12, 8],
        carried: [19, 2, 0, 0, 0, 1],
        outcomes: &[
            ("3.1", [301, 41, 2, 0, 7, 5]),
            ("3.2", [33, 4, 0, 0, 0, 0]),
            ("3.3.2", [5, 0, 0, 0, 0, 0]),
            ("3.3.5", [8, 1, 0, 0, 0, 0]),
            ("3.3.6", [12, 1, 0, 0, 1, 0]),
            ("3.4.1", [186, 22, 1, 1, 3, 3]),
            ("3.4.2", [14, 3, 0, 0, 0, 0]),
            ("3.5.1", [25, 1, 0, 0, 0, 0]),
            ("3.5.2", [6, 0, 0, 0, 0, 0]),
            ("3.6", [22, 4, 0, 0, 1, 0]),
        ],
        disputes: [[18, 3, 5, 2], [9, 1, 2, 4], [4, 0, 1, 1]],
        text: "
            preface|本报告综合宁安市各乡镇人民政府和市政府各部门的年度报告编制而成，数据期间为{Y}年1月1日至12月31日。
            opening|{Y}年，宁安市人民政府深入贯彻落实条例，以公开促规范、促服务。
            active|（一）主动公开。全市公开政府信息52316条，其中市本级31520条，乡镇20796条。
            requests|（二）依申请公开。全市收到公民、法人和其他组织提出的政府信息公开申请{1.total}件，其中自然人申请{1.natural_person}件，法人和其他组织申请{1.bodies}件。连同上年结转{2.total}件，应办理{1.total+2.total}件，实际办结{3.7.total}件，结转{Y+1}年办理{4.total}件。
            disputes|（三）行政复议和行政诉讼。全市因政府信息公开发生行政复议{review.total}件，纠正{review.corrected}件，纠错率为{%review.corrected/review.total:1}%；发生行政诉讼{litigation}件。
            management|（四）信息管理。推行公文类信息公开审核单制度，公文公开率为71.3%。
            platform|（五）平台建设。完成门户网站集约化改造，部门网站由38个减至1个。
            supervision|（六）监督保障。政务公开在全市绩效考核中的分值为3分，委托第三方评估2次，开展社会评议，无责任追究。
            problems|一是财政预决算以外的重点领域公开深度不够；二是部分部门答复超期，被复议纠正3件。
            measures|已经采取和将要采取的措施有：一是印发重点领域公开指引，{Y+1}年3月底前对照检查；二是上线申请办理系统，自动提示剩余时间。
            others|市政府及各部门没有其他需要报告的事项。
        ",
    },
];
