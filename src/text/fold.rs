//! Folding: one form for all the ways in which the same label is printed.
//!
//! Full-width digits and letters become ASCII, half-width brackets and marks become Chinese ones, quotes lose their
//! direction, radicals that PDF files put in the place of characters become those characters, and all white space
//! (also U+3000, NBSP and zero-width) goes. Matching is done on the folded text; the way back gives the place in the
//! original.

use std::ops::Range;

/// The ideographs that U+2F00 to U+2FD5 (Kangxi radicals) look like, in that order.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The ideographs that U+F900 to U+FAFF (compatibility ideographs) stand for, in that order; 〓 where there is none.
const COMPATIBILITY: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀〓〓塚〓晴〓〓凞猪益礼神祥福靖精羽〓蘒〓諸〓〓逸都〓〓〓飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘〓〓並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓〓";

/// Those of the CJK radicals supplement that converters use; compatibility normalisation knows none of them.
const RADICALS: &[(char, char)] = &[
    ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'),
    ('\u{2EAB}', '目'),
    ('\u{2EBD}', '臼'),
    ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'),
    ('\u{2EC5}', '见'),
    ('\u{2EC6}', '角'),
    ('\u{2EC9}', '贝'),
    ('\u{2ECB}', '车'),
    ('\u{2ED3}', '长'),
    ('\u{2ED4}', '门'),
    ('\u{2ED8}', '青'),
    ('\u{2ED9}', '韦'),
    ('\u{2EDA}', '页'),
    ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'),
    ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'),
    ('\u{2EE3}', '骨'),
    ('\u{2EE4}', '鬼'),
    ('\u{2EE5}', '鱼'),
    ('\u{2EE6}', '鸟'),
    ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'),
    ('\u{2EE9}', '黄'),
    ('\u{2EEC}', '齐'),
    ('\u{2EEE}', '齿'),
    ('\u{2EF0}', '龙'),
    ('\u{2EF3}', '龟'),
];

/// A text in folded form, with the way back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each of them the bytes of its original: start and length.
    places: Vec<(u32, u8)>,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Self {
        // Most characters take three bytes.
        let most = text.len().div_ceil(3);
        let mut folded = Folded { chars: Vec::with_capacity(most), places: Vec::with_capacity(most) };
        for (offset, original) in text.char_indices() {
            if let Some(character) = fold_char(original) {
                folded.chars.push(character);
                folded.places.push((offset as u32, original.len_utf8() as u8));
            }
        }
        folded
    }

    /// Whether nothing but white space was there.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The bytes of the original that the folded characters in `range` came from; empty for an empty range.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        match (self.places.get(range.start), self.places.get(range.end.wrapping_sub(1))) {
            (Some(&(start, _)), Some(&(last, length))) if range.start < range.end => {
                start as usize..last as usize + length as usize
            }
            _ => 0..0,
        }
    }
}

/// `text` folded, as a string.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Most of a text is folded already, and is taken over in stretches.
    let mut taken = 0;
    for (at, original) in text.char_indices() {
        let character = fold_char(original);
        if character != Some(original) {
            folded.push_str(&text[taken..at]);
            folded.extend(character);
            taken = at + original.len_utf8();
        }
    }
    folded.push_str(&text[taken..]);
    folded
}

/// The folded form of one character; `None` for white space and what is never seen.
#[inline]
pub fn fold_char(character: char) -> Option<char> {
    match character {
        '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'a'..='z' | 'A'..='Z' => Some(character),
        // The marks that stand most often, soon told.
        '，' | '。' | '、' | '；' | '：' | '（' | '）' => Some(character),
        _ => fold_other(character),
    }
}

fn fold_other(character: char) -> Option<char> {
    Some(match character {
        _ if character.is_whitespace() || is_invisible(character) => return None,
        '(' => '（',
        ')' => '）',
        '[' | '【' => '〔',
        ']' | '】' => '〕',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '．' => '.',
        '“' | '”' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’' | '\'' => '"',
        '－' | '−' | '–' | '‐' | '‑' => '-',
        '＋' => '+',
        '／' => '/',
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
        }
        _ => unradical(character),
    })
}

/// The ideograph that a radical or compatibility ideograph looks like; other characters as they are.
pub fn unradical(character: char) -> char {
    match character {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth(character as usize - 0x2F00).unwrap_or(character),
        '\u{F900}'..='\u{FAFF}' => {
            COMPATIBILITY.chars().nth(character as usize - 0xF900).filter(|&found| found != '〓').unwrap_or(character)
        }
        '\u{2E80}'..='\u{2EFF}' => {
            RADICALS.iter().find(|(radical, _)| *radical == character).map_or(character, |&(_, looks_like)| looks_like)
        }
        // The same marks, filed among the technical signs.
        '\u{2329}' => '〈',
        '\u{232A}' => '〉',
        _ => character,
    }
}

/// Characters that take no room: they are dropped when folding, never when showing.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{AD}')
        || character.is_control()
}

/// `name` without what is not seen of it: control characters, and marks of direction, which would turn round whatever is
/// shown behind it.
pub fn seen(name: &str) -> String {
    name.chars().filter(|&character| !is_invisible(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_of_a_name() {
        assert_eq!(seen("年报\u{202e}txt.exe\n\u{2066}.docx"), "年报txt.exe.docx");
    }

    #[test]
    fn one_form_for_all_prints_of_a_label() {
        for print in [
            "（三）不予公开",
            "(三) 不予公开",
            "（三）\u{3000}不予\u{a0}公开",
            "（⼀三）不予公开\u{200b}".replace('⼀', "").as_str(),
        ] {
            assert_eq!(fold(print), "（三）不予公开");
        }
        assert_eq!(fold("危及“三安全一稳定”"), fold("危及\"三安全一稳定\""));
        assert_eq!(fold("⾏政许可　⻅１２\u{FA08}"), "行政许可见12行");
    }

    /// What is taken over in stretches is what each character folds to.
    #[test]
    fn a_text_is_its_characters_folded() {
        for text in ["", " ", "甲 乙(１2,3)\u{200b}", "\u{3000}⾏政“许可”\n", "公开政府信息", "𠮷é⻅"]
        {
            assert_eq!(fold(text), text.chars().filter_map(fold_char).collect::<String>());
            assert_eq!(fold(text), Folded::new(text).chars.iter().collect::<String>());
        }
    }

    #[test]
    fn the_way_back_skips_white_space_at_both_ends() {
        let text = " （三） 不予公开 ";
        let folded = Folded::new(text);
        assert_eq!(&text[folded.original(3..7)], "不予公开");
        assert_eq!(&text[folded.original(0..folded.chars.len())], "（三） 不予公开");
        assert_eq!(folded.original(2..2), 0..0);
    }

    #[test]
    fn the_radicals_stand_in_their_order() {
        assert_eq!(KANGXI.chars().count(), 0x2FD6 - 0x2F00);
    }
}
