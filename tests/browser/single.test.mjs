// The edition in one file, opened from a disk: all but the service worker works, and nothing else is asked for.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { objections } from "./axe.mjs";
import { FAULTY, launch, open, paste, works } from "./site.mjs";
import { take } from "./taken.mjs";

const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));

let browser, stick, address;
before(async () => {
  // Alone in a folder, as on a USB stick.
  stick = mkdtempSync(join(tmpdir(), "nianbao stick "));
  copyFileSync(fileURLToPath(new URL("../../dist/nianbao.html", import.meta.url)), join(stick, "nianbao.html"));
  address = pathToFileURL(join(stick, "nianbao.html")).href;
  browser = await launch({ acceptDownloads: true });
});
after(async () => { await browser.close(); rmSync(stick, { recursive: true, force: true }); });

async function start() {
  const asked = [];
  browser.context.on("request", (request) => asked.push(request.url()));
  const { page, errors } = await open(browser.context, address);
  page.on("dialog", (dialog) => dialog.accept());
  const others = () => asked.filter((url) => url !== address && !/^(blob|data):/.test(url));
  return { page, errors, others, report: page.getByTestId("report") };
}

test("a report is pasted, checked and edited", async () => {
  const { page, errors, others } = await start();
  await works(page);
  assert.deepEqual(await objections(page), []);
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("files of every family are read", async () => {
  const { page, errors, others, report } = await start();
  for (const name of ["writer.docx", "writer.doc", "print.pdf", "hand.ofd"]) {
    await page.locator("input[type=file]").first().setInputFiles(join(FILES, name));
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=report] table.requests td").length >= 150);
    await page.locator(".brand").click();
    await report.waitFor({ state: "detached" });
  }
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("the list and Word go home", async () => {
  const { page, errors, others, report } = await start();
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  for (const name of ["问题清单 Excel", "Word：问题写成批注", "问题清单 JSON"]) {
    const { bytes } = await take(page, name);
    assert.equal(bytes.subarray(0, 2).toString(), name.endsWith("JSON") ? "{\n" : "PK", name);
  }
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});

test("the page of all rules opens at the rule, and can be searched", async () => {
  const { page, errors, others, report } = await start();
  await paste(page, { "text/plain": FAULTY });
  await report.waitFor();
  const item = page.getByTestId("findings").locator("[data-rule=phrase-misspelt]");
  await item.locator(".finding-head").click();
  const [rules] = await Promise.all([browser.context.waitForEvent("page"), item.getByRole("link", { name: /规则说明/ }).click()]);
  await rules.waitForLoadState();
  await rules.waitForFunction(() => { const { top } = document.getElementById("phrase-misspelt").getBoundingClientRect(); return top >= 0 && top < innerHeight; });
  // Its links lead through the page.
  await rules.locator("nav a").last().click();
  await rules.waitForFunction(() => { const { top } = [...document.querySelectorAll(".family h2")].pop().getBoundingClientRect(); return top >= 0 && top < innerHeight; });
  await rules.locator("#look-words").fill("身份证");
  await rules.waitForFunction(() => document.querySelectorAll("article:not([hidden])").length < 20);
  assert.deepEqual([errors, others()], [[], []]);
  await rules.close();
  await page.close();
});

test("many files come to the desk", async () => {
  const { page, errors, others, report } = await start();
  const files = Array.from({ length: 8 }, (_, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(at === 3 ? "" : FAULTY.replaceAll("江湾", `江湾${"甲乙丙丁戊己庚辛"[at]}`)) }));
  await page.locator("input[type=file]").first().setInputFiles(files);
  await page.getByTestId("reports").waitFor();
  await page.getByTestId("running").waitFor({ state: "detached" });
  const rows = page.getByTestId("reports").locator("tbody tr:not(.spacer)");
  assert.equal(await rows.count(), 8);
  assert.match(await rows.nth(3).innerText(), /空文件/);
  await rows.nth(5).getByRole("button").click();
  await report.waitFor();
  await page.getByTestId("desk-strip").getByText("第 6 份，共 8 份").waitFor();
  assert.deepEqual([errors, others()], [[], []]);
  await page.close();
});
