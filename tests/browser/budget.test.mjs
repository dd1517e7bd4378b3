// What visitors fetch stays within the budget (tests/budget.json): sizes only, which are exact.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { weigh } from "./weight.mjs";

const BUDGET = JSON.parse(readFileSync(new URL("../budget.json", import.meta.url), "utf8"));

const line = (name, ...figures) => name.padEnd(44) + figures.map((figure) => String(figure ?? "").padStart(12)).join("");

/** What a group weighs, what it may, and by how much that differs; then its files, the heaviest first. */
function told(group, { files, ...weight }, allowed) {
  const kinds = Object.keys(allowed).map((kind) => line(`${group}, ${kind}`, weight[kind], allowed[kind], weight[kind] - allowed[kind]));
  const heaviest = Object.entries(files).sort(([, one], [, other]) => other.raw - one.raw);
  const each = heaviest.map(([name, { raw, brotli }]) => line(`    ${name}`, raw, brotli));
  return [...kinds, line("    of which", "raw", "brotli"), ...each].join("\n");
}

test("every group of files is within its budget", async () => {
  const weights = await weigh();
  assert.deepEqual(Object.keys(weights).sort(), Object.keys(BUDGET.groups).sort());
  const over = Object.entries(BUDGET.groups).filter(([group, allowed]) => Object.entries(allowed).some(([kind, most]) => weights[group][kind] > most));
  const table = over.map(([group, allowed]) => told(group, weights[group], allowed)).join("\n");
  assert.equal(over.length, 0, `\n${line("bytes", "weighs", "allowed", "over")}\n${table}\n\n${BUDGET.note}`);
});

test("no budget is so wide that a loss would go unseen", async () => {
  const weights = await weigh();
  const wide = Object.entries(BUDGET.groups).flatMap(([group, allowed]) =>
    Object.entries(allowed).filter(([kind, most]) => weights[group][kind] < most * 0.9).map(([kind, most]) => `${group}, ${kind}: allowed ${most}, weighs ${weights[group][kind]}`));
  assert.deepEqual(wide, [], "bring these down to what is weighed and two in a hundred: node tests/browser/budget.mjs");
});
