// The bill of materials of the site, as CycloneDX: every crate whose code is compiled into the wasm, and Rust's own
// library. The same commit gives the same bytes: no time, and the serial number comes from the contents.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const run = (program, ...options) => execFileSync(program, options, { encoding: "utf8", maxBuffer: 1 << 28 });
const purl = (name, version) => `pkg:cargo/${name}@${encodeURIComponent(version)}`;

/** What is linked into the page's wasm, by name and version, and what each of it uses; the page itself comes first.
 * (`cargo metadata` names optional crates, too, that no feature asks for.) Macros run in the compiler: neither they nor
 * what they use is linked. */
function linked() {
  const tree = run("cargo", "tree", "--locked", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "\t{p}\t{l}\t{r}");
  const crates = new Map();
  const way = [];
  for (const line of tree.trim().split("\n")) {
    const [depth, crate, license, repository] = line.split("\t");
    const [name, version] = crate.split(" v").flatMap((part) => part.split(" ")[0]);
    const reference = purl(name, version);
    // What was told before comes again with a star and without what it uses.
    if (!crates.has(reference)) crates.set(reference, { name, version, license, repository: repository.replace(/ \(\*\)$/, ""), uses: new Set() });
    way.length = Number(depth);
    if (way.length > 0) crates.get(way.at(-1)).uses.add(reference);
    way.push(reference);
  }
  return crates;
}

/** The checksum of each crate in Cargo.lock. */
function checksums() {
  const field = (block, name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(block)?.[1];
  const blocks = readFileSync("Cargo.lock", "utf8").split("[[package]]");
  return new Map(blocks.map((block) => [purl(field(block, "name"), field(block, "version")), field(block, "checksum")]));
}

/** The bill as text. */
export function billOfMaterials() {
  const sums = checksums();
  const describe = (type, reference, { name, version, license, repository }) => ({
    type,
    "bom-ref": reference,
    name,
    version,
    ...(sums.get(reference) && { hashes: [{ alg: "SHA-256", content: sums.get(reference) }] }),
    // Some still write a choice as it was written once.
    licenses: [{ expression: license.replace(/ *\/ */g, " OR ") }],
    purl: reference,
    ...(repository && { externalReferences: [{ type: "vcs", url: repository }] }),
  });

  const crates = linked();
  const [page] = crates.keys();
  const release = run("rustc", "--version").split(" ")[1];
  const library = `pkg:generic/rust-std@${release}`;
  crates.get(page).uses.add(library);
  crates.set(library, { name: "std", version: release, license: "MIT OR Apache-2.0", repository: "https://github.com/rust-lang/rust", uses: [] });

  const sorted = [...crates].sort(([a], [b]) => (a < b ? -1 : 1));
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "",
    version: 1,
    metadata: { component: describe("application", page, crates.get(page)) },
    components: sorted.filter(([reference]) => reference !== page).map(([reference, crate]) => describe("library", reference, crate)),
    dependencies: sorted.map(([reference, { uses }]) => ({ ref: reference, dependsOn: [...uses].sort() })),
  };
  const hash = createHash("sha256").update(JSON.stringify(bill)).digest("hex");
  // A UUID of version 8, whose bits its maker chooses.
  bill.serialNumber = `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return JSON.stringify(bill, null, 1) + "\n";
}
