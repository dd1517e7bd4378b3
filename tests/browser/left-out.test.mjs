// No list of what is left out outlives what it names.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { LEFT_OUT } from "./left-out.mjs";

test("what one browser is not asked is a test of another", () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const texts = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => readFileSync(folder + name, "utf8"));
  // Such a test is registered by site.mjs, which looks into the list.
  const asked = texts.filter((text) => !/import \{[^}]*\btest\b[^}]*\} from "node:test"/.test(text)).flatMap((text) => [...text.matchAll(/\btest\(["`]([^"`]*)/g)].map(([, name]) => name));
  const listed = Object.values(LEFT_OUT).flatMap((names) => Object.keys(names));
  // Of a name that is put together its beginning stands there.
  const [whole, begun] = [asked.filter((name) => !name.includes("${")), asked.filter((name) => name.includes("${"))];
  const isAsked = (name) => whole.some((other) => other.startsWith(name)) || begun.some((other) => other.startsWith(name) || (other.indexOf("${") > 5 && name.startsWith(other.split("${")[0])));
  assert.deepEqual(listed.filter((name) => !isAsked(name)), []);
});
