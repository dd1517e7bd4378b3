//! A thousand reports of ten counties, always the same: fifty organs each, for two years, in several kinds of file, with
//! known faults, known copies, and a report of each county that adds up its organs'.

use crate::layouts::Layout;
use crate::model::{Model, Paragraph, Section, Sheet, Tag};
use crate::random::Random;
use nianbao::read::{Kind, read_text};
use nianbao::report::recognise;
use nianbao::standard::{CellName, Column, Edition, Row, TableKind, heading};
use nianbao::write::docx;
use std::collections::BTreeMap;

pub const COUNTIES: [&str; 10] =
    ["青禾县", "云岭县", "临河县", "金沙县", "双桥县", "石泉县", "望江县", "松阳县", "柳园县", "长滩县"];
const BUREAUS: [(&str, &str); 25] = [
    ("发展和改革委员会", "发展改革委"),
    ("教育局", "教育局"),
    ("科学技术局", "科学技术局"),
    ("公安局", "公安局"),
    ("民政局", "民政局"),
    ("司法局", "司法局"),
    ("财政局", "财政局"),
    ("人力资源和社会保障局", "人社局"),
    ("自然资源局", "自然资源局"),
    ("住房和城乡建设局", "住房城乡建设局"),
    ("交通运输局", "交通运输局"),
    ("水务局", "水务局"),
    ("农业农村局", "农业农村局"),
    ("商务局", "商务局"),
    ("卫生健康委员会", "卫生健康委"),
    ("退役军人事务局", "退役军人事务局"),
    ("应急管理局", "应急管理局"),
    ("审计局", "审计局"),
    ("市场监督管理局", "市场监管局"),
    ("统计局", "统计局"),
    ("医疗保障局", "医疗保障局"),
    ("林业局", "林业局"),
    ("信访局", "信访局"),
    ("城市管理局", "城市管理局"),
    ("行政审批局", "行政审批局"),
];
const TOWNS: [&str; 25] = [
    "白石", "红岩", "绿水", "大树", "新桥", "高坪", "龙泉", "凤台", "沙河", "柏林", "清溪", "古井", "东湖", "西山",
    "南坝", "北关", "马家", "李家", "王场", "赵庄", "黄泥", "紫云", "银杏", "铁炉", "盐井",
];

const PLACES: [&str; 24] = [
    "便民服务中心",
    "图书馆",
    "档案馆",
    "社区活动室",
    "企业园区",
    "集贸市场",
    "乡村学校",
    "卫生院",
    "农技站",
    "文化广场",
    "候车室",
    "法庭门口",
    "敬老院",
    "工地现场",
    "养殖大棚",
    "果园",
    "水库管理所",
    "驿站",
    "展览厅",
    "调解室",
    "培训教室",
    "会议室",
    "食堂",
    "码头",
];
const DEEDS: [&str; 36] = [
    "走访", "梳理", "核对", "更新", "整理", "讲解", "张贴", "归集", "汇编", "标注", "摆放", "排查", "改版", "录制",
    "回访", "展示", "抄送", "翻译", "绘制", "拍摄", "登记", "编号", "装订", "核查", "补录", "扫描", "清点", "筛选",
    "分拣", "播放", "朗读", "演示", "比对", "收集", "翻新", "誊写",
];
const THINGS: [&str; 40] = [
    "办事指南",
    "村务公开栏",
    "档案目录",
    "政策问答",
    "企业名录",
    "补贴名册",
    "征地档案",
    "预算附表",
    "热线记录",
    "图解挂图",
    "招聘简章",
    "施工告示",
    "水质月报",
    "药品价目",
    "公交线路",
    "防汛手册",
    "低保名单",
    "招生计划",
    "收费清单",
    "抽检结果",
    "用地图册",
    "种植日历",
    "消防常识",
    "合同范本",
    "听证笔录",
    "捐赠账目",
    "评估结论",
    "轮候名单",
    "维修台账",
    "采样数据",
    "课后安排",
    "疫苗批次",
    "停水预告",
    "停电预告",
    "垃圾站点",
    "停车泊位",
    "菜价简表",
    "河长名录",
    "林权档案",
    "船期表",
];
const RESULTS: [&str; 20] = [
    "群众少跑了路",
    "企业省了时间",
    "答复更快了",
    "咨询明显减少",
    "村民当场看懂",
    "老人也会查",
    "误解少了",
    "办件更顺",
    "监督更方便",
    "数据更准",
    "纠纷减少",
    "口碑变好",
    "渠道更多",
    "内容更全",
    "版面更清楚",
    "查找更容易",
    "来访有回音",
    "意见有着落",
    "材料少交了",
    "流程缩短了",
];

/// A report that was made, and what is known of it.
pub struct Made {
    /// Its path in the folder of all.
    pub path: String,
    pub bytes: Vec<u8>,
    pub county: usize,
    /// Its number among the organs of the county; `None` for the report of the whole county.
    pub organ: Option<usize>,
    pub year: i32,
    /// The cell that was spoilt.
    pub spoilt: Option<CellName>,
    /// The path of the report whose text it has.
    pub copied: Option<String>,
    /// The figures before that.
    pub figures: BTreeMap<CellName, i64>,
}

/// What is wrong with the report of a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    Right,
    LeftOut(usize),
    Twice(usize),
    Cell(CellName, i64),
}

impl Whole {
    /// That of a county.
    pub fn of(county: usize) -> Self {
        match county {
            1 => Whole::LeftOut(17),
            2 => Whole::Twice(31),
            3 => Whole::Cell(CellName::new(Row::PARTLY_OPEN, Column::Business), 7),
            _ => Whole::Right,
        }
    }
}

/// All of them: a thousand and the ten of the counties.
pub fn all() -> Vec<Made> {
    let mut all = Vec::new();
    for county in 0..COUNTIES.len() {
        let mut sum: BTreeMap<CellName, i64> = BTreeMap::new();
        for organ in 0..50 {
            for year in [2023, 2024] {
                let made = report(county, organ, year);
                let times = match (Whole::of(county), year) {
                    (Whole::LeftOut(left), 2024) if left == organ => 0,
                    (Whole::Twice(twice), 2024) if twice == organ => 2,
                    (_, 2024) => 1,
                    _ => 0,
                };
                made.figures.iter().for_each(|(&cell, figure)| *sum.entry(cell).or_default() += times * figure);
                all.push(made);
            }
        }
        if let Whole::Cell(cell, more) = Whole::of(county) {
            *sum.entry(cell).or_default() += more;
        }
        all.push(whole(county, sum));
    }
    all
}

fn path(county: usize, organ: usize, year: i32) -> String {
    let (county_name, ending) = (COUNTIES[county], ["html", "txt", "md", "docx", "csv"][ending(county, organ, year)]);
    // Files are named by offices as they like: half of them do not tell organ and year.
    match (organ + county) % 2 {
        0 => format!("{county_name}/{year}/{}年报.{ending}", name(county, organ, 2024)),
        _ => format!("{county_name}/{year}/材料{organ:02}.{ending}"),
    }
}

fn ending(county: usize, organ: usize, year: i32) -> usize {
    (organ * 7 + county * 3 + year as usize) % 5
}

/// The name of an organ, which changes over the years.
pub fn name(county: usize, organ: usize, year: i32) -> String {
    let county = COUNTIES[county];
    match (organ < BUREAUS.len(), year) {
        (true, 2024) => format!("{county}{}", BUREAUS[organ].0),
        (true, _) => format!("{county}{}", BUREAUS[organ].1),
        (false, 2024) => format!("{county}{}镇人民政府", TOWNS[organ - BUREAUS.len()]),
        (false, _) => format!("{county}人民政府{}镇", TOWNS[organ - BUREAUS.len()]),
    }
}

/// Whose text a report has: another county's organ's, last year's own, or its own.
fn source(county: usize, organ: usize, year: i32) -> (usize, usize, i32) {
    match (organ, year) {
        (9, 2024) if county > 0 => (county - 1, 30, 2024),
        (40, 2024) if county.is_multiple_of(2) => (county, 40, 2023),
        own => (county, own.0, own.1),
    }
}

fn report(county: usize, organ: usize, year: i32) -> Made {
    let mut random = Random::of(&["figures", COUNTIES[county], &organ.to_string(), &year.to_string()]);
    let figures = figures(&mut random);
    let from = source(county, organ, year);
    let mut model = model(&name(county, organ, year), year, &figures, from);
    let copied = (from != (county, organ, year)).then(|| path(from.0, from.1, from.2));
    if copied.is_some() {
        // One sentence of its own.
        let mut random = Random::of(&["own", &model.organ]);
        let text = sentence(&mut random, "我单位");
        model.insert(Tag::Platform, text);
    }
    let spoilt = (county >= 5 && organ % 7 == 3 && year == 2024).then(|| {
        let columns = [Column::NaturalPerson, Column::Business, Column::Research, Column::LegalService];
        let row = Row::outcomes(Edition::E2021).nth(organ % 9).expect("a row");
        let cell = CellName::new(row, columns[organ % 4]);
        model.add(cell, 9).expect("the cell");
        cell
    });
    let bytes = bytes(&model, ending(county, organ, year), organ);
    Made { path: path(county, organ, year), bytes, county, organ: Some(organ), year, spoilt, copied, figures }
}

fn whole(county: usize, figures: BTreeMap<CellName, i64>) -> Made {
    let model = model(&format!("{}人民政府", COUNTIES[county]), 2024, &figures, (county, 99, 2024));
    let bytes = bytes(&model, 0, 0);
    let path = format!("汇总/{}.html", COUNTIES[county]);
    let spoilt = match Whole::of(county) {
        Whole::Cell(cell, _) => Some(cell),
        _ => None,
    };
    Made { path, bytes, county, organ: None, year: 2024, spoilt, copied: None, figures }
}

/// Figures that agree with each other.
fn figures(random: &mut Random) -> BTreeMap<CellName, i64> {
    let mut figures = BTreeMap::new();
    let mut set =
        |row: Row, column: Column, figure: i64| *figures.entry(CellName::new(row, column)).or_default() = figure;
    let documents = Row::NORMATIVE_DOCUMENTS;
    let (issued, kept) = (random.between(0, 4), random.between(0, 30));
    set(documents, Column::Issued, issued);
    set(documents, Column::Repealed, 0);
    set(documents, Column::InForce, issued + kept);
    for row in Row::all(TableKind::Disclosure, Edition::E2021).filter(|row| row.columns(Edition::E2021).len() == 1) {
        if row != Row::FEES {
            set(row, row.columns(Edition::E2021)[0], random.between(0, 900));
        }
    }
    let mut totals: BTreeMap<Row, i64> = BTreeMap::new();
    for (at, column) in Column::REQUESTS.into_iter().take(6).enumerate() {
        let most = if at == 0 { 9 } else { 2 };
        let mut done = 0;
        for row in Row::outcomes(Edition::E2021) {
            let figure = if random.below(3) == 0 { random.between(0, most) } else { 0 };
            set(row, column, figure);
            *totals.entry(row).or_default() += figure;
            done += figure;
        }
        let left = random.between(0, 1);
        let carried = random.between(0, 1).min(done);
        for (row, figure) in [
            (Row::NEW, done + left - carried),
            (Row::CARRIED_OVER, carried),
            (Row::OUTCOMES, done),
            (Row::REMAINING, left),
        ] {
            set(row, column, figure);
            *totals.entry(row).or_default() += figure;
        }
    }
    totals.into_iter().for_each(|(row, figure)| set(row, Column::Applicants, figure));
    figures
}

/// The report as data, with the prose that belongs to `text`.
pub fn model(organ: &str, year: i32, figures: &BTreeMap<CellName, i64>, text: (usize, usize, i32)) -> Model {
    let edition = Edition::E2021;
    let section = |number: usize| Section {
        number,
        heading: Some(heading(number)),
        level: 2,
        paragraphs: Vec::new(),
        sheets: TableKind::ALL
            .into_iter()
            .filter(|table| table.section() == number)
            .map(|table| Sheet::blank(table, edition))
            .collect(),
    };
    let mut model = Model {
        name: organ.to_owned(),
        organ: organ.to_owned(),
        year,
        edition,
        title: format!("{organ}{year}年政府信息公开工作年度报告"),
        preface: Vec::new(),
        sections: (1..=6).map(section).collect(),
        signature: Vec::new(),
        previous: None,
        sound: true,
    };
    for (&cell, figure) in figures {
        model.set(cell, figure).expect("the cell");
    }
    let total = |row: Row| figures.get(&CellName::new(row, Column::Applicants)).copied().unwrap_or_default();
    let (new, carried, done, left) =
        (total(Row::NEW), total(Row::CARRIED_OVER), total(Row::OUTCOMES), total(Row::REMAINING));
    let mut random = Random::of(&["text", COUNTIES[text.0], &text.1.to_string(), &text.2.to_string()]);
    let own = if organ.ends_with('局') { "我局" } else { "我单位" };
    let mut deeds = |count: usize| (0..count).map(|_| sentence(&mut random, own)).collect::<String>();
    let preface = format!(
        "本报告按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    );
    for (tag, text) in [
        (Tag::Preface, preface),
        (Tag::Opening, format!("{year}年，{}", deeds(3))),
        (Tag::Active, format!("（一）主动公开。{}", deeds(4))),
        (
            Tag::Requests,
            format!(
                "（二）依申请公开。收到政府信息公开申请{new}件，上年结转{carried}件，办理答复{done}件，结转下年度{left}件。"
            ),
        ),
        (Tag::Management, format!("（三）政府信息管理。{}", deeds(3))),
        (Tag::Platform, format!("（四）平台建设。{}", deeds(3))),
        (Tag::Supervision, format!("（五）监督保障。{}", deeds(3))),
        (Tag::Problems, format!("存在的问题：有的栏目更新慢。{}", deeds(1))),
        (Tag::Measures, format!("改进情况：已安排专人每季度检查一次。{}", deeds(2))),
        (Tag::Others, format!("{year}年未收取信息处理费。")),
    ] {
        model.insert(tag, text).expect("its section");
    }
    model
}

/// A sentence without figures.
fn sentence(random: &mut Random, own: &str) -> String {
    let mut pick = |words: &[&'static str]| *random.pick(words).expect("a word");
    let (place, result) = (pick(&PLACES), pick(&RESULTS));
    let mut deed = || format!("{}{}", pick(&DEEDS), pick(&THINGS));
    let (first, mut second, third) = (deed(), deed(), deed());
    // Nobody does the same thing twice in a sentence.
    while second == first {
        second = deed();
    }
    match random.below(3) {
        0 => format!("{own}在{place}{first}，{second}，{result}。"),
        1 => format!("在{place}，{own}{first}并{second}，又{third}，{result}。"),
        _ => format!("{first}，{second}，同时到{place}{third}，{result}。"),
    }
}

fn bytes(model: &Model, ending: usize, organ: usize) -> Vec<u8> {
    let html = || Layout::HTML[organ % 3].write(model);
    match ending {
        0 => html().into_bytes(),
        1 => [Layout::Tabs, Layout::Bars][organ % 2].write(model).into_bytes(),
        2 => Layout::Markdown.write(model).into_bytes(),
        3 => docx::clean(&recognise(read_text(&html(), Kind::Html))).expect("a Word file"),
        _ => csv(model).into_bytes(),
    }
}

/// A line a paragraph, a line a row, as a spreadsheet saves it.
fn csv(model: &Model) -> String {
    let mut text = String::new();
    let mut line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.push_str(&(cells.join(",") + "\r\n"));
    };
    line(std::slice::from_ref(&model.title));
    model.preface.iter().for_each(|Paragraph { text, .. }| line(std::slice::from_ref(text)));
    for section in &model.sections {
        section.heading.iter().for_each(|heading| line(std::slice::from_ref(heading)));
        section.paragraphs.iter().for_each(|paragraph| line(std::slice::from_ref(&paragraph.text)));
        for row in section.sheets.iter().flat_map(grid) {
            line(&row);
        }
    }
    text
}

/// The rows of a table with an empty cell wherever a merged one goes on.
fn grid(sheet: &Sheet) -> Vec<Vec<String>> {
    let width = sheet.width() as usize;
    let mut grid: Vec<Vec<Option<String>>> = vec![vec![None; width]; sheet.rows.len()];
    for (at, row) in sheet.rows.iter().enumerate() {
        for cell in row {
            let Some(from) = grid[at].iter().position(Option::is_none) else { continue };
            for (down, line) in grid[at..].iter_mut().take(cell.rows as usize).enumerate() {
                for (along, place) in line[from..].iter_mut().take(cell.columns as usize).enumerate() {
                    *place = Some(if down + along == 0 { cell.text.clone() } else { String::new() });
                }
            }
        }
    }
    grid.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
}
