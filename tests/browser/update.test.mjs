// A new version while the page is open: announced, taken when the user wants it, never a mixture.
import assert from "node:assert/strict";
import { objections } from "./axe.mjs";
import { inField, open, test } from "./site.mjs";
import { settled, site } from "./versions.mjs";

test("a new version is announced and taken whole", async (t) => {
  const { state, page, errors, update, versions } = await site(t);
  state.version = "B";
  await update();
  const bar = page.getByTestId("update");
  await bar.waitFor();
  assert.match(await bar.innerText(), /有新版本，刷新后生效。/);
  assert.deepEqual(await objections(page), []);
  assert.equal(await versions(page), "AAAAA");
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").waitFor();
  await bar.getByRole("button").click();
  await page.getByTestId("sample-clean").waitFor();
  assert.equal(await versions(page), "BBBBB");
  assert.equal(await bar.count(), 0);
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
  assert.deepEqual(errors, []);
});

test("changes and other tabs are waited for", async (t) => {
  const { state, url, context, page, errors, update, versions } = await site(t);
  const { page: other } = await open(context, url);
  await page.bringToFront();
  state.version = "B";
  await update();
  const bar = page.getByTestId("update");
  await bar.getByRole("button").click();
  await bar.getByText("请先关闭本页的其他标签页").waitFor();
  assert.deepEqual([await versions(page), await versions(other)], ["AAAAA", "AAAAA"]);
  await other.close();
  await page.getByTestId("sample-faulty").click();
  await page.getByTestId("report").locator("h1").dblclick();
  await inField(page);
  await page.keyboard.type("改");
  await page.keyboard.press("Escape");
  await page.getByTestId("changed").waitFor();
  await bar.getByRole("button").click();
  await bar.getByText("请先导出").waitFor();
  assert.equal(await versions(page), "AAAAA");
  assert.deepEqual(errors, []);
});

test("a version of which a file cannot be had does not come", async (t) => {
  const { state, page, update, versions } = await site(t);
  Object.assign(state, { version: "B", broken: "pdf_bg.wasm" });
  await update();
  await settled(page);
  assert.equal(await page.getByTestId("update").count(), 0);
  await page.reload();
  await page.getByTestId("sample-clean").waitFor();
  assert.equal(await versions(page), "AAAAA");
  // What was half kept does not stay for ever.
  state.broken = undefined;
  await update();
  await page.getByTestId("update").waitFor();
});

test("the page can be installed", async (t) => {
  const { context, page } = await site(t);
  const client = await context.newCDPSession(page);
  const { errors, data } = await client.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).lang, "zh-CN");
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  // (A window without a profile of its own has none installed.)
  assert.deepEqual(installabilityErrors.filter((error) => error.errorId !== "in-incognito"), []);
});
