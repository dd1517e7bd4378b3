// Runs these test files one after the other: node run.mjs page.test.mjs … One that fails is run once more, and that is told: on a loaded
// machine a browser now and then does not start or stops for good, which says nothing of the page.
import { spawnSync } from "node:child_process";

const ARGUMENTS = ["--test", "--test-timeout=300000", "--test-force-exit", "--test-reporter=spec"];
const passes = (file) => spawnSync(process.execPath, [...ARGUMENTS, file], { stdio: "inherit" }).status === 0;

const failed = [];
const again = [];
for (const file of process.argv.slice(2)) {
  if (passes(file)) continue;
  again.push(file);
  console.log(`\n${file} failed; once more`);
  if (!passes(file)) failed.push(file);
}
if (again.length > 0) console.log(`\nrun twice: ${again.join(", ")}; failed both times: ${failed.join(", ") || "none"}`);
process.exitCode = failed.length > 0 ? 1 : 0;
