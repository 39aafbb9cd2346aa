// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// node tests/reliability/connections.mjs ADDRESS PID IDLE SLOW
//
// Opens IDLE connections to the server ADDRESS (its process is PID), each with one answered request, and keeps
// them; then SLOW ones that send a request's header a byte at a time and never end it. All the while, newcomers
// must be answered. Says what a connection costs the server in memory, and ends with 1 where
//
//   - a connection was refused, or one that was idle was closed
//   - a newcomer got no answer
//   - a slow one was still open after a minute (the server has been given a shorter patience)
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const [address, pid, idle, slow] = process.argv.slice(2).map((word, i) => (i === 0 ? word : Number(word)));
const [host, port] = address.split(':');
const asks = `GET /healthz HTTP/1.1\r\nHost: ${address}\r\n\r\n`;
const memory = () => Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)[1]) * 1024;

function connect() {
  const socket = net.connect({ host, port: Number(port) });
  socket.on('error', () => {});
  socket.on('close', () => {
    socket.gone = true;
  });
  return socket;
}

/** A connection with an answer on it; null where there was none. */
function answered() {
  return new Promise((resolve) => {
    const socket = connect();
    let said = '';
    const end = (what) => {
      clearTimeout(clock);
      resolve(what);
    };
    const clock = setTimeout(() => end(null), 60_000);
    socket.on('connect', () => socket.write(asks));
    socket.on('data', (bytes) => {
      said += bytes;
      if (/\r\n\r\nok\n$/.test(said)) end(said.startsWith('HTTP/1.1 200') ? socket : null);
    });
    socket.on('close', () => end(null));
  });
}

/** Whether somebody new is served a page. */
function newcomer() {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path: '/api/v1/partnerships', agent: false, timeout: 60_000 }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode === 200));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

const wrong = [];
const claim = (good, what) => {
  if (!good) wrong.push(what);
};

claim(await newcomer(), 'no answer before it began');
const before = memory();
const kept = [];
const atOnce = 200;
while (kept.length < idle) {
  const these = await Promise.all(Array.from({ length: Math.min(atOnce, idle - kept.length) }, answered));
  const open = these.filter(Boolean);
  kept.push(...open);
  if (open.length < these.length) {
    claim(false, `${kept.length} of ${idle} connections were taken`);
    break;
  }
}
const each = Math.round((memory() - before) / Math.max(1, kept.length));
claim(await newcomer(), `no answer beside ${kept.length} idle connections`);

const dribbling = Array.from({ length: slow }, connect);
const header = `GET / HTTP/1.1\r\nHost: ${address}\r\nX-Long: ${'x'.repeat(4000)}`;
const until = Date.now() + 60_000;
let answers = 0;
for (let i = 0; dribbling.some((one) => !one.gone) && Date.now() < until; ++i) {
  for (const one of dribbling) if (!one.gone && !one.pending) one.write(header[i % header.length]);
  if (i % 5 === 0) claim(await newcomer(), 'no answer beside slow ones');
  answers += i % 5 === 0 ? 1 : 0;
  await pause(100);
}
claim(answers > 0, 'nobody asked beside the slow ones');
const left = dribbling.filter((one) => !one.gone).length;
claim(left === 0, `${left} of ${slow} slow connections are still open`);
const closed = kept.filter((one) => one.gone).length;
claim(closed === 0, `${closed} idle connections were closed`);

console.log(
  `${kept.length} idle connections, ${(each / 1024).toFixed(1)} KiB each; ${slow} slow ones${wrong.length ? `; ${[...new Set(wrong)].join('; ')}` : ` gone, ${answers} newcomers answered beside them`}`,
);
process.exit(wrong.length ? 1 : 0);
