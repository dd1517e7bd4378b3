// Word files of any length, as an office program writes them: a paragraph is many runs, each with its fonts. Made here,
// since nobody should have to keep files of megabytes.
import { crc32, deflateRawSync } from "node:zlib";
import { randomBytes } from "node:crypto";

const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const fonts = (size) => `<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="FangSong" w:hAnsi="FangSong" w:eastAsia="FangSong" w:cs="FangSong"/><w:color w:val="000000"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;

/** Runs of some twenty characters, as they come about where a text was edited. */
const runs = (text, size) => [...text.matchAll(/.{1,20}/gu)].map(([piece]) => `<w:r>${fonts(size)}<w:t xml:space="preserve">${escape(piece)}</w:t></w:r>`).join("");
const paragraph = (text) => `<w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>${runs(text, 32)}</w:p>`;
const cell = (text) => `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p>${runs(text, 18)}</w:p></w:tc>`;
const BORDERS = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4"/>`).join("");
const table = (rows) => `<w:tbl><w:tblPr><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr>${rows.map((cells) => `<w:tr>${cells.map(cell).join("")}</w:tr>`).join("")}</w:tbl>`;

/** The body of a text with headings and tables in Markdown. */
function body(markdown) {
  const blocks = [];
  let rows = [];
  const end = () => { if (rows.length) blocks.push(table(rows)); rows = []; };
  for (const line of markdown.split("\n")) {
    const isRow = line.startsWith("|");
    if (!isRow) end();
    if (isRow) { if (!/^[|\s-]+$/.test(line)) rows.push(line.split("|").slice(1, -1).map((text) => text.trim())); }
    else if (line.trim()) blocks.push(paragraph(line.replace(/^#+ /, "")));
  }
  end();
  return blocks.join("");
}

/** A .docx of a text in Markdown, and of pictures of `pictures` bytes, which nothing compresses. */
export function docx(markdown, pictures = 0) {
  const files = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body(markdown)}</w:body></w:document>`,
  };
  if (pictures) files["word/media/image1.png"] = randomBytes(pictures);
  return zip(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]));
}

function zip(files) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    [20, 0x800, 8, 0, 0x21].forEach((value, index) => fields.writeUInt16LE(value, index * 2));
    [crc32(content), packed.length, content.length].forEach((value, index) => fields.writeUInt32LE(value, 10 + index * 4));
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, more, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  [list.length, list.length].forEach((value, index) => end.writeUInt16LE(value, 8 + index * 2));
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}
