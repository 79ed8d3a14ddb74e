// HTTP/2 frames (RFC 9113) and header blocks (RFC 7541, literals only) byte by byte, for clients that break the rules.
// SPDX-License-Identifier: MIT

export const TYPE = { data: 0, headers: 1, priority: 2, reset: 3, settings: 4, ping: 6, goaway: 7, windowUpdate: 8, continuation: 9 };
export const FLAG = { none: 0, endStream: 1, ack: 1, endHeaders: 4 };
export const SETTING = { initialWindowSize: 4 };

export function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

export const uint32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** SETTINGS with [identifier, value] pairs. */
export const settings = (...pairs) =>
  frame(
    TYPE.settings,
    FLAG.none,
    0,
    Buffer.concat(
      pairs.map(([identifier, value]) => {
        const pair = Buffer.alloc(6);
        pair.writeUInt16BE(identifier, 0);
        pair.writeUInt32BE(value, 2);
        return pair;
      }),
    ),
  );

/** What a client sends first. */
export const preface = (...pairs) => Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settings(...pairs)]);

/** An integer with a prefix of `bits` bits below `pattern`. */
function integer(value, bits, pattern) {
  const most = (1 << bits) - 1;
  if (value < most) return Buffer.from([pattern | value]);
  const bytes = [pattern | most];
  for (value -= most; value >= 128; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

const string = (text) => Buffer.concat([integer(Buffer.byteLength(text), 7, 0), Buffer.from(text)]);

/** A literal that is not remembered, and one that the other side puts into its table. */
const literal = (name, value) => Buffer.concat([Buffer.from([0]), string(name), string(value)]);
export const remembered = (name, value) => Buffer.concat([Buffer.from([0x40]), string(name), string(value)]);
/** A reference to the table; 62 is what was remembered last. */
export const indexed = (index) => integer(index, 7, 0x80);

/** A header block of a request. */
export const block = (method, path, headers = {}) =>
  Buffer.concat(
    [[':method', method], [':scheme', 'http'], [':authority', 'localhost'], [':path', path], ...Object.entries(headers)].map(
      ([name, value]) => literal(name, value),
    ),
  );

/** A request's HEADERS; `flags` say whether a body follows. */
export const request = (stream, method, path, flags = FLAG.endHeaders | FLAG.endStream, headers = {}) =>
  frame(TYPE.headers, flags, stream, block(method, path, headers));
