// Carries out an attack on a process and measures what it does to it: memory, CPU, log, and how long an honest client waits
// meanwhile.
// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const HONEST_PAUSE_MS = 25; // fewer than the events that one address may send
const PATIENCE_MS = 5000;

/** Megabytes that were resident at the most since the last call of forgetPeak(). */
const peakMb = (pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Seconds of CPU. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** One honest request; the answer is how many milliseconds it took. Whoever is not answered is as slow as patience lasts. */
function ask(target, agent) {
  const began = performance.now();
  return new Promise((resolve) => {
    const failed = () => resolve(PATIENCE_MS);
    const { method = 'GET', path, body, headers } = target.honest;
    const asked = request(
      { host: '127.0.0.1', port: target.port, localAddress: '127.0.0.2', agent, method, path, headers, timeout: PATIENCE_MS },
      (answer) =>
        answer
          .resume()
          .on('error', failed)
          .on('end', () => (answer.statusCode === 200 ? resolve(performance.now() - began) : failed())),
    );
    // A connection that was closed while nothing was asked: every client asks again on another one.
    const again = () => (asked.reusedSocket && !asked.destroyed ? resolve(ask(target, false)) : failed());
    asked.on('error', again).on('timeout', () => asked.destroy());
    asked.end(body);
  });
}

/** Asks again and again until `isOver()`; every fourth time on a new connection. */
async function beHonest(target, isOver) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (let i = 0; !isOver(); i++) {
    times.push(await ask(target, i % 4 === 3 ? false : agent));
    await sleep(HONEST_PAUSE_MS);
  }
  agent.destroy();
  return times.sort((a, b) => a - b);
}

const p99 = (sorted) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))];

/** What an attack counted, once it is over. */
async function attack(target, name, seconds) {
  const worker = new Worker(new URL('attacker.mjs', import.meta.url), {
    workerData: { name, target: { port: target.port, paths: target.paths, pauseMs: target.pauseMs }, seconds },
  });
  const [counts] = await once(worker, 'message');
  await worker.terminate();
  return counts;
}

/**
 * Carries out the attacks of `names` at once, for `seconds`. The answer: { counts: [what each of them counted], rssMb, cpu (of
 * one core), logBytes, p99 (ms, of the honest client), asked (how often it asked), calm (p99 of one that asks `control`, which
 * nobody attacks, at the same time: what the machine itself costs) }.
 */
export async function measure(target, control, names, seconds) {
  forgetPeak(target.pid);
  const before = { cpu: cpu(target.pid), log: target.logBytes() };
  const began = Date.now();
  let over = false;
  const attacks = Promise.all(names.map((name) => attack(target, name, seconds))).finally(() => (over = true));
  const [counts, times, calm] = await Promise.all([attacks, beHonest(target, () => over), beHonest(control, () => over)]);
  const took = (Date.now() - began) / 1000;
  return {
    counts,
    rssMb: peakMb(target.pid),
    cpu: (cpu(target.pid) - before.cpu) / took,
    logBytes: target.logBytes() - before.log,
    p99: p99(times),
    asked: times.length,
    calm: p99(calm),
  };
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The library without the server's defences. stop() is for good, and answers whether it ended by itself. */
export async function startPlain(program, { answerAfterMs = 1000, timeoutMs }) {
  const child = spawn(program, [String(answerAfterMs), String(timeoutMs)], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const exited = once(child, 'exit').then(() => running.delete(child));
  let logBytes = 0;
  child.stderr.on('data', (bytes) => (logBytes += bytes.length));
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  return {
    port: Number(port),
    pid: child.pid,
    paths: { slow: '/', small: '/', large: '/large', times: 20 },
    pauseMs: 300,
    honest: { path: '/' },
    logBytes: () => logBytes,
    terminate: () => child.kill('SIGTERM'),
    endsWithin: (ms) => Promise.race([exited.then(() => true), sleep(ms, false)]),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
