// A thread that carries out one attack, so that the honest client's times are its own.
// SPDX-License-Identifier: MIT
import { parentPort, workerData } from 'node:worker_threads';
import { ATTACKS } from './attacks.mjs';

const { name, target, seconds } = workerData;
parentPort.postMessage(await ATTACKS[name](target, Date.now() + seconds * 1000));
