// What visitors fetch stays within the budget (tests/budget.json): sizes only, which are exact.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { weigh } from "./weight.mjs";

const BUDGET = JSON.parse(readFileSync(new URL("../budget.json", import.meta.url), "utf8"));

/** A line a group: what it weighs, what it may, and by how much that differs; then its files, the heaviest first. */
function told(group, weight, allowed) {
  const line = (name, bytes, most) => `${name.padEnd(44)}${String(bytes).padStart(10)}${most === undefined ? "" : `${String(most).padStart(10)}${(bytes > most ? "+" : "") + (bytes - most)}`.padStart(22)}`;
  const kinds = Object.keys(allowed).map((kind) => line(`${group}, ${kind}`, weight[kind], allowed[kind]));
  const files = Object.entries(weight.files).sort(([, one], [, other]) => other.raw - one.raw);
  return [...kinds, ...files.map(([name, { raw, brotli }]) => `    ${name.padEnd(40)}${String(raw).padStart(10)}${String(brotli ?? "").padStart(10)}`)].join("\n");
}

test("every group of files is within its budget", async () => {
  const weights = await weigh();
  assert.deepEqual(Object.keys(weights).sort(), Object.keys(BUDGET.groups).sort());
  const over = Object.entries(BUDGET.groups).filter(([group, allowed]) => Object.entries(allowed).some(([kind, most]) => weights[group][kind] > most));
  const table = over.map(([group, allowed]) => told(group, weights[group], allowed)).join("\n");
  assert.equal(over.length, 0, `\nbytes                                              weighs   allowed      over\n${table}\n\n${BUDGET.note}`);
});

test("no budget is so wide that a loss would go unseen", async () => {
  const weights = await weigh();
  const wide = Object.entries(BUDGET.groups).flatMap(([group, allowed]) =>
    Object.entries(allowed).filter(([kind, most]) => weights[group][kind] < most * 0.9).map(([kind, most]) => `${group}, ${kind}: allowed ${most}, weighs ${weights[group][kind]}`));
  assert.deepEqual(wide, [], "bring these down to what is weighed and two in a hundred: node tests/browser/budget.mjs");
});
