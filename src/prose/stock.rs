//! What is left of a statement when two reports are compared: not its figures and brackets, not the names of laws, and
//! none of the genre's fixed phrases (套话).

use super::is_han;

/// The genre's fixed phrases, folded: what everybody writes is no sign that a text was copied.
const PHRASES: [&str; 72] = [
    "政府信息公开工作年度报告",
    "政府信息公开工作",
    "政府信息公开申请",
    "政府信息公开",
    "政府信息",
    "政务公开工作",
    "政务公开",
    "主动公开",
    "依申请公开",
    "信息公开",
    "以习近平新时代中国特色社会主义思想为指导",
    "习近平新时代中国特色社会主义思想",
    "深入学习贯彻",
    "认真学习贯彻",
    "认真贯彻落实",
    "全面贯彻落实",
    "深入贯彻落实",
    "严格贯彻落实",
    "认真贯彻执行",
    "认真落实",
    "严格落实",
    "全面落实",
    "严格执行",
    "严格按照",
    "按照",
    "根据",
    "等文件精神",
    "文件精神",
    "有关要求",
    "相关要求",
    "有关规定",
    "相关规定",
    "的要求",
    "各项规定",
    "中华人民共和国",
    "条例",
    "以公开为常态、不公开为例外",
    "以公开为常态，不公开为例外",
    "公开为常态、不公开为例外",
    "决策公开、执行公开、管理公开、服务公开、结果公开",
    "决策、执行、管理、服务、结果公开",
    "保障公民、法人和其他组织依法获取",
    "公民、法人和其他组织",
    "公民、法人或者其他组织",
    "知情权、参与权、表达权和监督权",
    "知情权、参与权、表达权、监督权",
    "知情权、参与权和监督权",
    "知情权",
    "政府工作的透明度",
    "政府工作透明度",
    "法治政府",
    "服务型政府",
    "阳光政府",
    "谁公开、谁审查",
    "谁主管、谁负责",
    "谁发布、谁负责",
    "先审查、后公开",
    "主要领导亲自抓",
    "分管领导具体抓",
    "在上级部门的正确领导下",
    "的正确领导下",
    "的坚强领导下",
    "及时、准确、全面",
    "及时、准确",
    "存在的主要问题",
    "但仍存在一些问题",
    "取得了一定成效",
    "与上级要求和群众期盼相比",
    "下一步",
    "我们将",
    "进一步",
    "本年度",
];

/// Fixed phrases, found by their first characters.
pub struct Stock {
    phrases: Vec<&'static str>,
    /// A bit for each character that one may begin with, by its lowest bits: most characters begin none.
    first: [u64; 64],
}

impl Stock {
    /// Makes them ready.
    pub fn new() -> Self {
        let mut phrases = PHRASES.to_vec();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let mut first = [0; 64];
        for character in phrases.iter().filter_map(|phrase| phrase.chars().next()) {
            first[(character as usize >> 6) & 63] |= 1 << (character as usize & 63);
        }
        Stock { phrases, first }
    }

    fn begins(&self, character: char) -> bool {
        self.first[(character as usize >> 6) & 63] >> (character as usize & 63) & 1 == 1
    }

    /// The characters of `text` (folded) that are compared.
    pub fn masked(&self, text: &str) -> Vec<char> {
        let mut masked: Vec<char> = Vec::with_capacity(text.len() / 3);
        let mut at = 0;
        while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &text[at..];
            if self.begins(character)
                && let Some(phrase) = self.phrases.iter().find(|phrase| rest.starts_with(**phrase))
            {
                at += phrase.len();
                continue;
            }
            if let Some(close) = closing(character)
                && let Some((end, _)) = rest.char_indices().take(LONGEST_BRACKET).find(|&(_, other)| other == close)
            {
                at += end + close.len_utf8();
                continue;
            }
            at += character.len_utf8();
            if is_digit(character) {
                if masked.last() != Some(&'#') {
                    masked.push('#');
                }
            } else if is_han(character) || character.is_ascii_alphabetic() {
                masked.push(character);
            }
        }
        masked
    }
}

/// Longer brackets than this, in characters, are text.
const LONGEST_BRACKET: usize = 50;

fn closing(character: char) -> Option<char> {
    match character {
        '《' => Some('》'),
        '（' => Some('）'),
        '〔' => Some('〕'),
        _ => None,
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || "〇○零一二三四五六七八九十百千万亿两".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        Stock::new().masked(&crate::text::fold(text)).into_iter().collect()
    }

    #[test]
    fn what_is_compared() {
        assert_eq!(
            masked("（一）2023年9月12日，认真贯彻落实《中华人民共和国政府信息公开条例》，制发国办函〔2021〕30号。"),
            "#年#月#日制发国办函#号"
        );
        assert_eq!(masked("二〇二三年公开信息１,２００条（含转载5条）"), "#年公开信息#条");
    }
}
