#!/usr/bin/env bash
# Fills fuzz/corpus/<target>/ with what fuzzing begins from: the fixtures and samples, unpacked as the targets want them
# and small copies of the large ones; and what fuzz/seeds/<target>/ keeps by hand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python3 - <<'PYTHON'
import pathlib
import re
import struct
import zipfile
import zlib

FILES = pathlib.Path("../tests/fixtures/files")
SAMPLES = pathlib.Path("../tests/samples")
CORPUS = pathlib.Path("corpus")
# Larger seeds only make every run slower.
LARGEST = 200_000


def put(target, name, data):
    if len(data) <= LARGEST:
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def shortened(xml, row, keep=4):
    """The same with only the first and the last rows of every run of them."""
    pattern = re.compile(rb"(?:<%s[ >](?:(?!<%s[ >]).)*?</%s>\s*){%d,}" % (row, row, row, 2 * keep + 1), re.S)

    def cut(found):
        rows = re.findall(rb"<%s[ >].*?</%s>\s*" % (row, row), found[0], re.S)
        return b"".join(rows[:keep] + rows[-keep:])

    return pattern.sub(cut, xml)


def packages(target, pattern, parts, row):
    """Each part by itself, and all together; see `Skeleton::package`."""
    for path in FILES.glob(pattern):
        archive = zipfile.ZipFile(path)
        all_parts = []
        for at, part in enumerate(parts):
            if part not in archive.namelist():
                continue
            xml = archive.read(part)
            section = bytes([ord("a") + at]) + shortened(xml, row)
            put(target, f"{path.stem}-{at}", bytes([ord("a") + at]) + xml)
            if len(section) <= len(xml):
                put(target, f"{path.stem}-{at}-short", section)
            all_parts.append(section)
        put(target, f"{path.stem}-all", b"\0".join(all_parts))


def compound_streams(data):
    """The streams of a compound file of version 3, by name."""
    size = 512
    sector = lambda number: data[(number + 1) * size : (number + 2) * size]
    numbers = lambda raw: list(struct.unpack(f"<{len(raw) // 4}I", raw))
    fat = [n for at in numbers(data[76:512]) if at < 0xFFFFFFF0 for n in numbers(sector(at))]

    def chain(at, table, read):
        out = []
        while at < 0xFFFFFFF0:
            out.append(read(at))
            at = table[at]
        return b"".join(out)

    directory = chain(struct.unpack_from("<I", data, 48)[0], fat, sector)
    mini_fat = numbers(chain(struct.unpack_from("<I", data, 60)[0], fat, sector))
    streams, mini = {}, b""
    for at in range(0, len(directory), 128):
        entry = directory[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(length - 2, 0)].decode("utf-16-le")
        first, size_of = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            mini = chain(first, fat, sector)
        elif entry[66] == 2 and size_of < 4096:
            streams[name] = chain(first, mini_fat, lambda n: mini[n * 64 : n * 64 + 64])[:size_of]
        elif entry[66] == 2:
            streams[name] = chain(first, fat, sector)[:size_of]
    return streams


def word_streams(data):
    streams = compound_streams(data)
    document, table = streams["WordDocument"], streams.get("1Table") or streams["0Table"]
    return struct.pack("<II", len(document), len(table)) + document + table + streams.get("Data", b"")


def plain_pdf(data, longest):
    """The same without compression; streams that are longer, such as fonts and pictures, end early."""
    objects = {}
    for found in re.finditer(rb"(\d+) 0 obj\b(.*?)endobj", data, re.S):
        number, body = int(found[1]), found[2].strip()
        # The structure tree is large and is not read.
        if b"/StructElem" in body or b"/StructParents" in body and b"/Type" not in body:
            continue
        if stream := re.search(rb"stream\r?\n(.*?)\r?\n?endstream", body, re.S):
            head, content = body[: stream.start()], stream[1]
            if b"/FlateDecode" in head and b"/DecodeParms" not in head:
                content = zlib.decompressobj().decompress(content)
                head = re.sub(rb"/Filter\s*(\[\s*)?/FlateDecode(\s*\])?", b"", head)
            if b"/ObjStm" in head or b"/XRef" in head:
                return None
            content = content[:longest]
            head = re.sub(rb"/Length\s+\d+(\s+\d+\s+R)?", b"/Length %d" % len(content), head)
            body = head + b"stream\n" + content + b"\nendstream"
        objects[number] = body
    trailers = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", data, re.S)
    if not trailers:
        return None
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    first = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    trailer = re.sub(rb"/(Size|Prev|XRefStm)\s+\d+", b"", trailers[-1])
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, first)
    return bytes(out)


word = ["document.xml", "styles.xml", "numbering.xml", "footnotes.xml"]
packages("docx", "*.docx", [f"word/{name}" for name in word] + ["_rels/.rels"], b"w:tr")
book = ["worksheets/sheet1.xml", "worksheets/sheet2.xml", "worksheets/sheet3.xml", "sharedStrings.xml", "workbook.xml"]
packages("sheets", "*.xlsx", [f"xl/{n}" for n in book + ["styles.xml", "_rels/workbook.xml.rels"]], b"row")
pages = [f"Doc_0/Pages/Page_{number}/Content.xml" for number in range(4)]
packages("ofd", "*.ofd", pages + ["Doc_0/Document.xml", "OFD.xml"], b"ofd:TextObject")

for path in FILES.glob("*.xls"):
    put("sheets", path.name, path.read_bytes())
    put("sheets", path.name + "-stream", compound_streams(path.read_bytes())["Workbook"])
for path in FILES.glob("*.doc"):
    put("doc", path.name, path.read_bytes())
    put("doc", path.name + "-streams", word_streams(path.read_bytes()))
for path in FILES.glob("*.pdf"):
    data = path.read_bytes()
    if len(data) < 60_000:
        put("pdf", path.name, data)
    for longest in (1_200, 6_000):
        if b"/Encrypt" not in data and (plain := plain_pdf(data, longest)):
            put("pdf", f"{path.stem}-{longest}.pdf", plain)
for path in FILES.glob("*.rtf"):
    data = path.read_bytes()
    put("rtf", path.name, data)
    # Beginnings and ends are RTF, too.
    for length in (3_000, 20_000):
        put("rtf", f"{path.stem}-{length}.rtf", data[:length])
        put("rtf", f"{path.stem}-last-{length}.rtf", b"{\\rtf1\\ansicpg936 " + data[-length:])
for path in list(FILES.glob("*.mht")) + list(FILES.glob("*.mhtml")):
    data = path.read_bytes()
    put("mhtml", path.name, data)
    put("mhtml", f"{path.stem}-6000", data[:6_000])
    put("mhtml", f"{path.stem}-12000", data[:12_000])
for path in list(FILES.glob("*.html")) + list(SAMPLES.glob("**/*.html")):
    put("html", path.name, path.read_bytes())
for path in [p for ending in ("txt", "md", "csv") for folder in (FILES, SAMPLES) for p in folder.glob(f"**/*.{ending}")]:
    data = path.read_bytes()
    # The first byte: see fuzz_targets/written.rs.
    put("written", path.name, b"\0" + data)
    put("written", path.name + "-known", (b"\2" if path.suffix == ".csv" else b"\1") + data)
    if path.name.startswith(("gbk", "big5")):
        put("written", path.name + "-chosen", (b"\4" if path.name.startswith("gbk") else b"\7") + data)

files = {p.name: p.read_bytes() for p in (FILES / "gbk.html", FILES / "three.csv", FILES / "numbering.docx", FILES / "hand.ofd")}
for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
    path = CORPUS / "archive" / f"made-{method}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"年报/{name}"), data)
for path in FILES.iterdir():
    if len(path.read_bytes()) < 60_000:
        put("archive", path.name, path.read_bytes())
for path in list(SAMPLES.glob("**/*.html")) + list(SAMPLES.glob("**/*.md")) + list(SAMPLES.glob("layouts/*.txt")):
    put("exports", path.name, path.read_bytes())
put("edits", "figures", b"\0\0\x20" + "12\n\0\x30政府信息公开申请35件，均已答复，没有结转。".encode())
put("edits", "headings", b"\1\0\x05" + "二、主动公开政府信息情况\n\0\x09版权所有".encode())
put("settings", "file.json", '{"rules": {"word-doubled": false, "title-year": "info"}, "words": ["架起了桥梁 架起桥梁"]}'.encode())
put("settings", "lines", "必写 五 整改\n可加行 表二 其他\n".encode())
for path in pathlib.Path("seeds").glob("*/*"):
    put(path.parent.name, path.name, path.read_bytes())
for folder in sorted(CORPUS.iterdir()):
    sizes = [path.stat().st_size for path in folder.iterdir()]
    print(f"{folder.name}: {len(sizes)} seeds, {sum(sizes) >> 10} KB")
PYTHON
