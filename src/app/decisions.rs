//! What the user decides about rules and findings, and what is said of it.

use super::state::{Phase, Shared, State};
use super::wire::{Origin, Taken};
use crate::check::{Choice, Dismissal, Finding, Settings};

/// A decision.
pub enum Decision {
    /// Dismiss the finding with this number for this reason.
    Dismiss(usize, String),
    /// List a dismissed finding again.
    Restore(usize),
    /// Decide about a rule; without a choice it is as at first.
    Rule(String, Option<Choice>),
    /// Forget all dismissals.
    ForgetDismissals,
    /// Settings as they are at first.
    Reset,
    /// Take the last change back that was remarked on.
    Undo,
    /// Take the settings from a file that holds none.
    NoSettings,
    /// Take a list from a file that holds no text.
    NoText,
}

/// What the settings have to say of their last change.
#[derive(Clone, PartialEq)]
pub struct Remark {
    /// The sentence.
    pub sentence: String,
    /// Whether something went wrong.
    pub is_fault: bool,
    /// The settings before, which can be had back.
    pub before: Option<Shared<Settings>>,
}

/// What is to be said, and what is to have the focus, when the report was checked again.
#[derive(Clone, PartialEq)]
pub struct Wish {
    said: String,
    /// Findings by rule and key; the first that is there has the focus. Without any the focus stays where it is.
    focus: Option<Vec<(String, String)>>,
}

/// Where the focus goes when no finding is there to have it.
const ELSEWHERE: [&str; 3] = [".set-aside summary", ".set-aside button", ".filter"];
/// So many findings are asked whether they are still there.
const NEXT: usize = 50;

fn identity(finding: &Finding) -> (String, String) {
    (finding.rule.to_string(), finding.key.clone())
}

impl State {
    /// The name of a rule.
    fn title(&self, id: &str) -> String {
        let found = self.rules.iter().find(|rule| rule.id == id);
        found.map_or_else(|| id.to_owned(), |rule| rule.title.clone())
    }

    /// What is said when the report was checked again; the focus stays where it is.
    pub(super) fn say(&mut self, said: impl Into<String>) {
        self.wish = Some(Wish { said: said.into(), focus: None });
    }

    /// Says that the fixes of these findings were made.
    pub(super) fn fixed(&mut self, findings: &[usize]) {
        let one = match findings {
            [index] => self.checked().and_then(|checked| checked.outcome.findings.get(*index)),
            _ => None,
        };
        let title = one.map(|finding| self.title(&finding.rule));
        // (After several the button that led to them may be gone; one gives the focus to its place.)
        let focus = title.is_none().then(Vec::new);
        let said =
            title.map_or_else(|| format!("已改正 {} 处。", findings.len()), |title| format!("已改正：{title}。"));
        self.wish = Some(Wish { said, focus });
    }

    /// Changes the settings, if there is anything to change. The page then has the report checked again and the
    /// browser keep them.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Settings)) -> bool {
        let mut settings = (*self.settings).clone();
        change(&mut settings);
        let is_new = settings != *self.settings;
        if is_new {
            self.settings = Shared::new(settings);
        }
        is_new
    }

    fn remark(&mut self, sentence: String, before: Option<Shared<Settings>>) {
        self.remark = Some(Remark { sentence, is_fault: false, before });
    }

    pub(super) fn decide(&mut self, decision: Decision) {
        let before = self.settings.clone();
        let remark = self.remark.take();
        match decision {
            Decision::Dismiss(number, reason) => self.dismiss(number, reason),
            Decision::Restore(at) => self.restore(at),
            Decision::Rule(id, choice) => self.choose(&id, choice),
            Decision::ForgetDismissals => {
                let count = before.dismissed.len();
                if self.change(|settings| settings.dismissed.clear()) {
                    self.remark(format!("已清除 {count} 项忽略。"), Some(before));
                }
            }
            Decision::Reset => {
                if self.change(|settings| *settings = Settings::default()) {
                    self.remark("已恢复默认设置。".to_owned(), Some(before));
                }
            }
            Decision::NoSettings => {
                let sentence = "这个文件不是设置文件，请选择从本页导出的“年报校核设置.json”。".to_owned();
                self.remark = Some(Remark { sentence, is_fault: true, before: None });
            }
            Decision::NoText => {
                let sentence = "这个文件不是文本文件，或者是空的，请选择每行一条的文本文件（.txt）。".to_owned();
                self.remark = Some(Remark { sentence, is_fault: true, before: None });
            }
            Decision::Undo => {
                if let Some(before) = remark.and_then(|remark| remark.before) {
                    self.settings = before;
                    self.remark("已撤销。".to_owned(), None);
                }
            }
        }
    }

    fn dismiss(&mut self, number: usize, reason: String) {
        let Phase::Report(shown) = &self.phase else { return };
        let (checked, Some(index)) = (shown.checked.clone(), shown.numbers.finding(number)) else { return };
        let Some(finding) = checked.outcome.findings.get(index) else { return };
        let (rule, key) = identity(finding);
        let dismissal = Dismissal { rule: rule.clone(), key: key.clone(), reason };
        self.form = None;
        self.remember_with(Some((dismissal.clone(), false)));
        if self.change(|settings| settings.dismissed.push(dismissal)) {
            let gone = |other: &Finding| other.rule == rule && other.key == key;
            self.wish = Some(Wish {
                said: format!("已忽略：{}。", self.title(&rule)),
                focus: Some(self.others(index, gone)),
            });
        }
    }

    fn restore(&mut self, at: usize) {
        let Some(checked) = self.checked().cloned() else { return };
        let Some((finding, _)) = checked.outcome.dismissed.get(at) else { return };
        let (rule, key) = identity(finding);
        let known = self.settings.dismissed.iter().find(|other| other.rule == rule && other.key == key).cloned();
        // The list may still show what was restored a moment ago.
        let Some(dismissal) = known else { return };
        self.remember_with(Some((dismissal.clone(), true)));
        if self.change(|settings| settings.dismissed.retain(|other| !other.is_of_same_finding(&dismissal))) {
            self.wish =
                Some(Wish { said: format!("已恢复：{}。", self.title(&rule)), focus: Some(vec![(rule, key)]) });
        }
    }

    fn choose(&mut self, id: &str, choice: Option<Choice>) {
        let by_default = self.rules.iter().find(|rule| rule.id == id).map(|rule| rule.by_default);
        let as_at_first = by_default.map(|on| if on { Choice::On } else { Choice::Off });
        self.form = None;
        let is_new = self.change(|settings| {
            match choice.filter(|choice| Some(*choice) != as_at_first) {
                None => settings.rules.remove(id),
                Some(choice) => settings.rules.insert(id.to_owned(), choice),
            };
        });
        if !is_new {
            return;
        }
        let choice = choice.or(as_at_first).unwrap_or(Choice::On);
        let title = self.title(id);
        let said = match choice {
            Choice::Off => format!("已停用规则：{title}。"),
            Choice::On => format!("已启用规则：{title}。"),
            Choice::As(severity) => format!("已把规则“{title}”的问题列为{}。", severity.name()),
        };
        self.remark(said.clone(), None);
        // From the settings the focus does not go anywhere.
        let from_list = self.dialog.is_none().then_some(self.open).flatten();
        let gone = |other: &Finding| choice == Choice::Off && other.rule == id;
        let focus = from_list.map(|open| match choice {
            Choice::Off => self.others(open, gone),
            _ => self
                .checked()
                .into_iter()
                .flat_map(|checked| checked.outcome.findings.get(open))
                .map(identity)
                .collect(),
        });
        self.wish = Some(Wish { said, focus: Some(focus.unwrap_or_default()) });
    }

    /// The findings in the list that stay when those that are `gone` go: those after `index` first, then those before.
    fn others(&self, index: usize, gone: impl Fn(&Finding) -> bool) -> Vec<(String, String)> {
        let Some(checked) = self.checked() else { return Vec::new() };
        let visible = self.visible();
        let (before, after): (Vec<usize>, Vec<usize>) = visible.into_iter().partition(|&other| other < index);
        let order = after.into_iter().chain(before.into_iter().rev());
        order
            .map(|other| &checked.outcome.findings[other])
            .filter(|other| !gone(other))
            .take(NEXT)
            .map(identity)
            .collect()
    }

    /// Says what is to be said, and moves the focus, now that the report was checked again.
    pub(super) fn fulfil(&mut self) {
        let Some(Wish { said, focus }) = self.wish.take() else { return };
        self.said = said;
        let (Phase::Report(shown), Some(focus)) = (&self.phase, focus) else { return };
        if self.dialog.is_some() {
            return;
        }
        let findings = &shown.checked.outcome.findings;
        let position = |wanted: &(String, String)| {
            findings.iter().position(|finding| finding.rule == wanted.0 && finding.key == wanted.1)
        };
        let item = focus.iter().find_map(position).map(|index| format!("#f{index}"));
        self.ask_focus(item.into_iter().chain(ELSEWHERE.map(str::to_owned)).collect());
    }

    /// Takes settings that were read: those that the browser kept, or a file's.
    pub(super) fn take(&mut self, taken: Taken) {
        self.rules = Shared::new(taken.rules);
        match taken.result {
            Ok(settings) if taken.origin == Origin::Stored => {
                self.change(|own| *own = settings);
                self.stored = self.settings.clone();
            }
            Ok(settings) => {
                let before = std::mem::replace(&mut self.settings, Shared::new(settings));
                let done = if taken.origin == Origin::File { "已导入" } else { "已保存" };
                self.remark(format!("{done}：{}。", told(&self.settings)), Some(before));
            }
            Err(sentence) => self.remark = Some(Remark { sentence, is_fault: true, before: None }),
        }
    }
}

/// What settings say, in words.
fn told(settings: &Settings) -> String {
    let count = |is: fn(&Choice) -> bool| settings.rules.values().filter(|choice| is(choice)).count();
    let lines = |lines: &[String]| lines.iter().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    let parts = [
        ("停用", count(|choice| *choice == Choice::Off), "条规则"),
        ("启用", count(|choice| *choice == Choice::On), "条规则"),
        ("改了级别的", count(|choice| matches!(choice, Choice::As(_))), "条规则"),
        ("用词", lines(&settings.words), "条"),
        ("本地要求", lines(&settings.local), "条"),
        ("忽略", settings.dismissed.len(), "项"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(what, count, unit)| format!("{what} {count} {unit}"))
        .collect();
    if parts.is_empty() { "与默认设置相同".to_owned() } else { parts.join("，") }
}
