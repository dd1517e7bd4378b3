// Screenshots of every state, into tests/browser/shots: `make shots`. For people to look at.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { name, report, wrong } from "./reports.mjs";
import { FIXTURES, launch, open, paste, serve } from "./site.mjs";

const folder = fileURLToPath(new URL("./shots/", import.meta.url));
const files = fileURLToPath(new URL("../fixtures/files/", import.meta.url));
mkdirSync(folder, { recursive: true });
const site = await serve();

async function shoot(prefix, options) {
  const { context, close } = await launch(options);
  const { page, errors } = await open(context, site.url);
  const shot = (name) => page.screenshot({ path: `${folder}${prefix}-${name}.png` });
  await shot("start");
  for (const sample of ["clean", "faulty", "damaged"]) {
    await page.getByTestId(`sample-${sample}`).click();
    await page.getByTestId("report").waitFor();
    await page.waitForTimeout(150);
    await shot(sample);
    if (sample === "faulty") {
      const item = page.getByTestId("findings").locator("[data-rule=requests-row-total] .finding-head");
      await item.click();
      await page.waitForTimeout(900);
      await shot("open");
      await page.getByTestId("export").click();
      await shot("menu");
      await page.keyboard.press("Escape");
      await page.pdf({ path: `${folder}${prefix}-print.pdf`, preferCSSPageSize: true });
      await whileEdited(page, shot);
    }
    if (sample === "damaged") {
      await page.keyboard.press("F8");
      for (let step = 0; step < 6; step++) await page.keyboard.press("F8");
      await page.waitForTimeout(900);
      await shot("damaged-open");
    }
    await page.locator("button.brand").click();
  }
  await besideLastYear(page, shot);
  await fromTheForm(page, shot);
  await manyReports(page, shot);
  // Several files, one of them a PDF; and what is shown while a long one is read.
  await page.setInputFiles("input[type=file]", ["print.pdf", "gbk.txt", "merged.docx", "calc.xlsx"].map((name) => `${files}${name}`));
  await page.getByTestId("report").waitFor();
  await page.waitForTimeout(300);
  await shot("pile-pdf");
  await page.getByTestId("pile").getByRole("button", { name: "下一份" }).click();
  await page.waitForTimeout(600);
  await shot("pile-gbk");
  await page.evaluate(() => new MutationObserver((_, observer) => {
    if (!document.querySelector(".reading progress")) return;
    observer.disconnect();
    // Held still for the picture.
    document.querySelector("#app").replaceWith(document.querySelector("#app").cloneNode(true));
  }).observe(document.body, { subtree: true, childList: true }));
  await page.setInputFiles("input[type=file]", `${files}print-long.pdf`);
  await page.waitForTimeout(2_500);
  await shot("reading");
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
  await page.keyboard.press("?");
  await page.waitForTimeout(100);
  await shot("help");
  if (errors.length) console.log(prefix, errors);
  await close();
}

/** Fields, the fixes that can be made together, and the question whether changes are kept. */
async function whileEdited(page, shot) {
  await page.getByTestId("fixes").click();
  await page.getByRole("dialog").waitFor();
  await shot("fixes");
  await page.keyboard.press("Escape");
  await page.getByTestId("report").locator("table.requests td").nth(9).dblclick();
  await page.waitForTimeout(300);
  await shot("editing-cell");
  await page.keyboard.press("Escape");
  await page.getByTestId("report").locator("p[data-edit]").nth(2).dblclick();
  await page.keyboard.type("公开栏每月更换。");
  await page.waitForTimeout(300);
  await shot("editing");
  await page.keyboard.press("Escape");
  await page.getByTestId("keep-question").waitFor();
  await shot("keep-question");
  await page.keyboard.press("Control+z");
  await page.getByTestId("keep-question").waitFor({ state: "detached" });
}

/** Last year's report, the forms, what was set aside, the settings. */
async function besideLastYear(page, shot) {
  const list = page.getByTestId("findings");
  const item = (rule) => list.locator(`[data-rule=${rule}] .finding-head`);
  await paste(page, { "text/plain": readFileSync(join(FIXTURES, "layouts", "00-2021-pipe.txt"), "utf8") });
  await page.getByTestId("report").waitFor();
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true })));
  await page.locator(".dropzone").waitFor();
  await shot("previous-drop");
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragleave", { bubbles: true })));
  await page.getByTestId("previous-input").setInputFiles(join(FIXTURES, "layouts", "16-2021-html.html"));
  await page.getByText("对照：2022年").waitFor();
  for (const rule of ["previous-carried-over", "previous-in-force", "previous-alike"]) {
    await item(rule).first().click();
    await page.waitForTimeout(900);
    await shot(rule);
  }
  await list.getByRole("button", { name: "忽略…" }).click();
  await list.getByLabel("其他", { exact: true }).check();
  await page.waitForTimeout(300);
  await shot("dismiss");
  await list.getByRole("button", { name: "确定" }).click();
  await page.getByTestId("set-aside").waitFor();
  await item("previous-in-force").first().click();
  await list.getByRole("button", { name: "停用或改级别…" }).click();
  await page.waitForTimeout(900);
  await shot("switch-off");
  await list.locator("form").getByRole("button", { name: "确定" }).click();
  await page.getByTestId("set-aside").getByText("已停用").waitFor();
  await page.getByTestId("set-aside").locator("summary").click();
  await page.getByTestId("set-aside").getByRole("button", { name: "查看" }).scrollIntoViewIfNeeded();
  await shot("set-aside");
  await page.getByTestId("set-aside").getByRole("button", { name: "查看" }).click();
  await page.getByRole("dialog").waitFor();
  await shot("settings");
  await page.getByRole("dialog").getByRole("button", { name: "清除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销" }).waitFor();
  await shot("settings-cleared");
  await page.getByRole("dialog").getByRole("button", { name: "恢复默认" }).click();
  await page.keyboard.press("Escape");
  await page.evaluate(() => new MutationObserver((_, observer) => {
    if (!document.querySelector(".aside progress")) return;
    observer.disconnect();
    document.querySelector("#app").replaceWith(document.querySelector("#app").cloneNode(true));
  }).observe(document.body, { subtree: true, childList: true }));
  await page.getByTestId("previous-input").setInputFiles(`${files}print-long.pdf`);
  await page.waitForTimeout(2_500);
  await shot("previous-reading");
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
}

/** A blank form that is being filled in, and the lists of one's own in the settings. */
async function fromTheForm(page, shot) {
  await page.getByTestId("form-2021").click();
  await page.getByTestId("report").waitFor();
  await page.waitForTimeout(300);
  await shot("form");
  await page.getByTestId("settings").click();
  await page.getByTestId("rules-all").locator("summary").click();
  await page.waitForTimeout(200);
  await shot("settings-rules");
  await page.getByRole("dialog").locator(".own-lines").last().scrollIntoViewIfNeeded();
  await shot("settings-own");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
}

/** The desk: while it reads, and all its views. */
async function manyReports(page, shot) {
  const files = Array.from({ length: 60 }, (_, at) => {
    const change = (text) => {
      const own = text.replace(/行政处罚\t\d+/, `行政处罚\t${at === 33 ? 693957 : 10 + at}`);
      return at % 7 === 0 ? wrong(own) : at % 5 === 0 ? own.replace("更新公开指南", "认真布署，约490人次") : own;
    };
    const text = at === 13 ? "" : report(at >> 1, { year: 2022 + (at % 2), words: at === 21 ? 40 : at, change });
    return { name: `${String(at + 1).padStart(3, "0")}-${name(at >> 1)}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) };
  });
  await page.locator("#app input[type=file]").first().setInputFiles(files);
  await page.getByTestId("running").waitFor();
  await page.waitForTimeout(300);
  await shot("desk-running");
  await page.getByTestId("running").waitFor({ state: "detached", timeout: 60_000 });
  await shot("desk");
  for (const [view, file] of [["按规则", "rules"], ["分布", "spread"], ["历年", "years"], ["雷同", "copies"], ["汇总核对", "sums"], ["整改通知", "notices"]]) {
    await page.getByRole("group", { name: "看什么" }).getByRole("button", { name: view }).click();
    await page.waitForTimeout(300);
    if (file === "years") await page.getByTestId("organ").selectOption({ index: 1 });
    if (file === "copies") await page.getByRole("button", { name: "并排看" }).first().click().catch(() => {});
    await page.waitForTimeout(700);
    await shot(`desk-${file}`);
  }
  await page.getByRole("group", { name: "看什么" }).getByRole("button", { name: "清单" }).click();
  await page.getByTestId("reports").locator("tbody button").first().click();
  await page.getByTestId("report").waitFor();
  await page.waitForTimeout(300);
  await shot("desk-one");
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
}

await shoot("wide", {});
await shoot("dark", { colorScheme: "dark" });
await shoot("narrow", { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 });
await site.close();
