// Reports made by number, for those who need many.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXTURES } from "./site.mjs";

const TEMPLATE = readFileSync(join(FIXTURES, "layouts", "17-2021-tsv.txt"), "utf8");
const TOPICS = ["就业", "就医", "就学", "养老", "住房", "供水", "供电", "道路", "环保", "防汛", "土地", "财政", "救助", "文化", "体育", "旅游", "商贸"];
/** The name of office number `at`; 450 are told apart. */
export const name = (at) => `${"甲乙丙丁戊己庚辛壬癸"[at % 10]}${"山河湖江海川林泉原"[Math.floor(at / 10) % 9]}${"东西南北中"[Math.floor(at / 90) % 5]}镇人民政府`;

/** A report of office number `at`, with its own words; `change` makes it faulty. */
export function report(at, { year = 2023, organ = name(at), words = at, change = (text) => text } = {}) {
  const own = Array.from({ length: 8 }, (_, number) => {
    const [one, two] = [TOPICS[(words * 7 + number * 3) % 17], TOPICS[(words * 5 + number * 11 + 2) % 17]];
    return `围绕${one}第${words * 31 + number}号事项和${two}事项${"汇编登记核对公示讲解回访归档督办".slice((words + number) % 8 * 2, (words + number) % 8 * 2 + 2)}${one}办事流程，并向${two}服务对象说明${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"[(words * 3 + number) % 20]}类材料的办理次序。`;
  }).join("");
  const text = TEMPLATE.replaceAll("江湾街道办事处", organ)
    .replaceAll("2023", String(year))
    .replace("街道认真执行政府信息公开各项规定，稳步推进公开工作。", own);
  return change(text);
}
/** `files` (name and bytes) as a drop brings them. */
export function dropped(page, files) {
  return page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const { name, text } of files) data.items.add(new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], name));
    return data;
  }, files.map(({ name, buffer }) => ({ name, text: buffer.toString("base64") })));
}

/** Drops them on the page, as a user does. */
export async function drop(page, files) {
  await page.locator("main").dispatchEvent("drop", { dataTransfer: await dropped(page, files) });
}

/** One wrong figure in 表三. */
export const wrong = (text) => text.replace("\t（一）予以公开\t\t", "\t（一）予以公开\t\t9");
