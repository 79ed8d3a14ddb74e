// Reads what an export is: CSV, and Umami's zip.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { crc32, inflateRawSync } from 'node:zlib';

/** RFC 4180, the slow way: rows of fields. */
export const parseCsv = (text) => {
  const rows = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (quoted && text[i] === '"' && text[i + 1] === '"') field += text[i++];
    else if (text[i] === '"') quoted = !quoted;
    else if (quoted || ![',', '\r'].includes(text[i])) field += text[i];
    else {
      rows.at(-1).push(field);
      field = '';
      if (text[i] === '\r') {
        assert.equal(text[++i], '\n', 'rows end with CRLF');
        rows.push([]);
      }
    }
  }
  assert.deepEqual([quoted, field, rows.pop()], [false, '', []]);
  return rows;
};

/** The files of a zip file, by its directory; their checksums are checked. */
export const unzip = (zip) => {
  const end = zip.length - 22;
  assert.equal(zip.readUInt32LE(end), 0x06054b50);
  const files = {};
  let at = zip.readUInt32LE(end + 16);
  for (let i = zip.readUInt16LE(end + 10); i > 0; i--) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('latin1', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    assert.equal(zip.readUInt32LE(local), 0x04034b50);
    assert.deepEqual(zip.subarray(local + 4, local + 30), zip.subarray(at + 6, at + 32));
    const data = local + 30 + nameLength;
    const content = inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(at + 20)));
    assert.deepEqual([content.length, crc32(content)], [zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 16)]);
    files[name] = content.toString();
    at += 46 + nameLength;
  }
  assert.equal(at, end);
  return files;
};
