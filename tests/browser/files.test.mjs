// Every kind of file, opened and dropped: read in the browser as it is natively.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findings, launch, open, serve } from "./site.mjs";

const FILES = fileURLToPath(new URL("../fixtures/files/", import.meta.url));
const KINDS = ["writer.docx", "writer.doc", "writer.rtf", "writer.pdf", "gbk-euc.pdf", "unigb.pdf", "hand.ofd", "page.mhtml", "word.mht", "gbk.html", "gbk.txt", "utf16.txt"];
const TABLES_ONLY = ["calc.xlsx", "calc.xls", "three.csv"];

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

async function start() {
  const { page, errors } = await open(browser.context, site.url);
  return { page, errors, report: page.getByTestId("report"), notice: page.locator("[role=alert]") };
}

/** Drops files as a hand would. */
function drop(page, ...names) {
  const files = names.map((name) => ({ name: basename(name), bytes: readFileSync(join(FILES, name)).toString("base64") }));
  return page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, bytes } of files) {
      dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
    }
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
}

/** The title, the total of new requests, the findings. */
async function seen(page) {
  await page.getByTestId("report").waitFor();
  const summary = await page.getByTestId("summary").innerText();
  return { summary, findings: await findings(page), text: await page.getByTestId("report").innerText() };
}

for (const [how, arrive] of [
  ["opened", (page, name) => page.setInputFiles("input[type=file]", join(FILES, name))],
  ["dropped", drop],
]) {
  test(`one file of each kind, ${how}`, async () => {
    const { page, errors } = await start();
    for (const name of [...KINDS, ...TABLES_ONLY]) {
      await arrive(page, name);
      const result = await seen(page);
      assert.match(result.summary, /表三 ✓ 平衡/, name);
      assert.match(result.text, /386/, name);
      if (KINDS.includes(name)) {
        assert.match(result.summary, /2023年[\s\S]*江湾区民政局[\s\S]*六个部分齐全/, name);
        assert.deepEqual(result.findings, [], name);
      }
      // Back to the start, so that the next one is seen to arrive.
      await page.getByRole("button", { name: "年报校核" }).click();
      await page.getByTestId("sample-clean").waitFor();
    }
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test("a workbook without text says that the tables alone were checked", async () => {
  const { page } = await start();
  await page.setInputFiles("input[type=file]", join(FILES, "calc.xlsx"));
  const { summary, findings } = await seen(page);
  assert.match(summary, /只有统计表，没有正文/);
  assert.deepEqual(findings, []);
  await page.close();
});

test("an archive is a pile of reports", async () => {
  const { page } = await start();
  await page.setInputFiles("input[type=file]", join(FILES, "several.zip"));
  await page.getByTestId("pile").waitFor();
  assert.match(await page.getByTestId("pile").innerText(), /共 4 份/);
  const options = await page.getByTestId("pile").locator("option").allInnerTexts();
  assert.deepEqual(options.map((option) => option.trim()), ["1. folder/print-plain.pdf", "2. gbk.txt", "3. writer.docx", "4. 江湾年报.html"]);
  for (const index of [0, 3, 2, 1]) {
    await page.getByTestId("pile").getByRole("combobox").selectOption({ index });
    const { summary, findings } = await seen(page);
    assert.match(summary, /江湾区民政局/);
    assert.deepEqual(findings, []);
  }
  await page.close();
});

test("what cannot be read of several files is told beside those that are opened", async () => {
  const { page, notice } = await start();
  for (const read of [["gbk.txt"], ["gbk.txt", "writer.docx"]]) {
    const files = [{ name: "空.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }, ...read.map((name) => ({ name, mimeType: "", buffer: readFileSync(join(FILES, name)) }))];
    await page.setInputFiles("input[type=file]", files);
    await notice.waitFor();
    assert.match(await notice.innerText(), /^“空\.txt”是空文件，请确认选对了文件。/);
    assert.match((await seen(page)).summary, /江湾区民政局/);
    assert.match(await notice.innerText(), /^“空\.txt”是空文件/);
    await page.getByRole("button", { name: "年报校核" }).click();
    await page.getByTestId("sample-clean").waitFor();
  }
  await page.close();
});

test("before another of the pile takes a changed report away the user is asked", async () => {
  const { page, report } = await start();
  const asked = [];
  let goes = false;
  page.on("dialog", (dialog) => { asked.push(dialog.message()); return goes ? dialog.accept() : dialog.dismiss(); });
  await page.setInputFiles("input[type=file]", ["gbk.txt", "writer.docx"].map((name) => join(FILES, name)));
  await seen(page);
  await report.locator("h1").dblclick();
  await report.locator("textarea").fill("改过的标题");
  await page.keyboard.press("Escape");
  const choice = page.getByTestId("pile").getByRole("combobox");
  await choice.selectOption({ index: 1 });
  await page.getByRole("button", { name: "文字不对就按 Big5 重读" }).click();
  assert.equal(asked.length, 2);
  assert.match(asked[0], /修改还没有导出/);
  assert.equal(await choice.evaluate((select) => select.selectedIndex), 0);
  assert.match(await report.innerText(), /改过的标题/);
  // What could not be read beside a report that is not opened is not told of the one that is.
  const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.setInputFiles("input[type=file]", [file("空.txt", ""), file("一.txt", "一、总体情况")]);
  for (let tries = 0; asked.length < 3 && tries < 100; tries += 1) await page.waitForTimeout(50);
  assert.equal(asked.length, 3);
  goes = true;
  await choice.selectOption({ index: 1 });
  await page.waitForFunction(() => !document.querySelector("[data-testid=report]")?.innerText.includes("改过的标题"));
  assert.equal(await choice.evaluate((select) => select.selectedIndex), 1);
  assert.match((await seen(page)).summary, /江湾区民政局/);
  assert.equal(await page.locator("[role=alert]").count(), 0);
  await page.close();
});

test("a guessed encoding is told, and the other one is a click away", async () => {
  const { page } = await start();
  await page.setInputFiles("input[type=file]", join(FILES, "gbk.txt"));
  assert.match((await seen(page)).summary, /按 GBK 读取/);
  await page.getByRole("button", { name: "文字不对就按 Big5 重读" }).click();
  await page.getByText("按 Big5 读取").waitFor();
  assert.doesNotMatch((await seen(page)).summary, /江湾区民政局/);
  await page.getByRole("button", { name: "文字不对就按 GBK 重读" }).click();
  await page.getByText("按 GBK 读取").waitFor();
  assert.match((await seen(page)).summary, /江湾区民政局/);
  await page.close();
});

test("files that cannot be read get their sentence", async () => {
  const { page, notice } = await start();
  for (const [name, expected] of [["encrypted.pdf", /密码/], ["scan.pdf", /扫描件/]]) {
    await page.setInputFiles("input[type=file]", join(FILES, name));
    await notice.waitFor();
    assert.match(await notice.innerText(), expected);
    await notice.getByRole("button").click();
  }
  await page.close();
});

test("a long PDF shows how far it is and can be cancelled", async () => {
  const { page, report } = await start();
  await page.getByTestId("sample-faulty").click();
  await report.waitFor();
  const before = await findings(page);
  // It is quick: the first sight of progress cancels.
  await page.evaluate(() => {
    window.progress = [];
    window.cancelling = true;
    new MutationObserver(() => {
      const bar = document.querySelector(".reading progress");
      if (!bar) return;
      window.progress.push([Number(bar.value), Number(bar.max), document.querySelector(".reading").innerText]);
      if (window.cancelling) [...document.querySelectorAll(".reading button")].find((button) => button.innerText === "取消").click();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.setInputFiles("input[type=file]", join(FILES, "print-long.pdf"));
  await page.waitForFunction(() => window.progress.length > 0);
  const [[done, all, text]] = await page.evaluate(() => window.progress);
  assert.ok(done < all && all === 200, `${done} of ${all}`);
  assert.match(text, new RegExp(`已读 ${done} 页，共 200 页`));
  // What was open comes back, and no answer comes after.
  await report.waitFor();
  await page.waitForTimeout(1_500);
  assert.deepEqual(await findings(page), before);
  // And the same file, waited for, is read.
  await page.evaluate(() => { window.cancelling = false; });
  await page.setInputFiles("input[type=file]", join(FILES, "print-long.pdf"));
  await page.waitForFunction(() => document.querySelector("[data-testid=report] h1")?.innerText.includes("江湾区民政局"), null, { timeout: 60_000 });
  await page.close();
});

test("heavy readers work without the network, too", async () => {
  const own = await launch();
  try {
    const server = await serve();
    const { page } = await open(own.context, server.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map((request) => request.url.split("/").pop());
    });
    for (const file of ["office_bg.wasm", "pdf_bg.wasm", "office_loader.js", "pdf_loader.js"]) assert.ok(kept.includes(file), file);
    await server.close();
    await page.reload();
    await page.getByTestId("sample-clean").waitFor();
    for (const name of ["writer.pdf", "writer.docx"]) {
      await page.setInputFiles("input[type=file]", join(FILES, name));
      assert.match((await seen(page)).summary, /江湾区民政局/);
      await page.getByRole("button", { name: "年报校核" }).click();
      await page.getByTestId("sample-clean").waitFor();
    }
  } finally {
    await own.close();
  }
});
