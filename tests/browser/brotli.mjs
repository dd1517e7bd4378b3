// Files as a host compresses them beforehand: brotli at its best. That takes seconds for the large ones, so it is done
// once for each content and kept under target/.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const KEPT = fileURLToPath(new URL("../../target/brotli/", import.meta.url));
const compress = promisify(brotliCompress);

export async function compressed(bytes) {
  const kept = join(KEPT, createHash("sha256").update(process.versions.brotli).update(bytes).digest("hex"));
  if (existsSync(kept)) return readFileSync(kept);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const small = await compress(bytes, { params });
  mkdirSync(KEPT, { recursive: true });
  // Whole or not at all, whoever else is at it.
  const draft = `${kept}.${process.pid}`;
  writeFileSync(draft, small);
  renameSync(draft, kept);
  return small;
}
