// Runs test files, as many side by side as NIANBAO_LANES says: node run.mjs page.test.mjs firefox:page.test.mjs … One that fails is run
// once more, when the others are done, and that is told: on a loaded machine a browser now and then does not start or stops for good,
// which says nothing of the page.
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

const ARGUMENTS = ["--test", "--test-timeout=300000", "--test-force-exit", "--test-reporter=spec"];
const waiting = process.argv.slice(2);
const LANES = Math.min(Number(process.env.NIANBAO_LANES || 1), waiting.length);
const started = Date.now();

/** Whether a file passes. What runs beside others is told when it is over, in one piece. */
async function passes(name, alone) {
  const [file, browser = process.env.NIANBAO_BROWSER ?? ""] = name.split(":").reverse();
  const child = spawn(process.execPath, [...ARGUMENTS, file], {
    env: { ...process.env, NIANBAO_BROWSER: browser },
    stdio: ["ignore", alone ? "inherit" : "pipe", "inherit"],
  });
  const told = alone ? "" : text(child.stdout);
  const status = await new Promise((done) => child.once("close", done));
  process.stdout.write(`${await told}${name}: ${status === 0 ? "passed" : "failed"}, ${Math.round((Date.now() - started) / 1_000)} s after the beginning\n`);
  return status === 0;
}

const again = [];
async function lane() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (!await passes(name, LANES === 1)) again.push(name);
  }
}
await Promise.all(Array.from({ length: LANES }, lane));
const failed = [];
for (const name of again) {
  console.log(`\n${name} once more`);
  if (!await passes(name, true)) failed.push(name);
}
if (again.length > 0) console.log(`\nrun twice: ${again.join(", ")}; failed both times: ${failed.join(", ") || "none"}`);
process.exitCode = failed.length > 0 ? 1 : 0;
