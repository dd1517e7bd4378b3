// Whose a function is: the crate and the module that its name tells of.

const STANDARD = new Set(["core", "alloc", "std"]);
/** The library of this project, and its programs. */
const OWN = new Set(["nianbao", "page", "worker", "office", "pdf", "export", "desk"]);

/** The name without the hashes that set copies and versions apart. */
export const plain = (name) => name.replace(/::h[0-9a-f]{16}$|\[[0-9a-f]{8,16}\](?=::)/g, "");

/** This project wherever the name tells of it, since generic code is made for who uses it; else the first crate that is
 * not the standard library. (Names of Rust's older mangling do not tell for whom.) */
export function crateOf(name) {
  const crates = [...plain(name).matchAll(/(?<![\w:])([a-z_]\w*)::/g)].map(([, crate]) => crate);
  if (crates.length === 0) return "without a name";
  if (crates.some((crate) => OWN.has(crate))) return "nianbao";
  return crates.find((crate) => !STANDARD.has(crate)) ?? "core, alloc, std";
}

/** The module of a function of this project, at most so deep. */
export function moduleOf(name, deep = 2) {
  const path = /(?<![\w:])(nianbao|page|worker|office|pdf|export|desk)((?:::\w+)*)/.exec(plain(name));
  if (!path) return null;
  // The last name is the function's; a capital begins a type.
  const names = path[2].split("::").slice(1);
  const type = names.findIndex((part) => /^[A-Z]/.test(part));
  const modules = names.slice(0, type < 0 ? -1 : type).slice(0, deep);
  return path[1] === "nianbao" ? modules.join("::") || "lib" : `bin/${path[1]}`;
}
