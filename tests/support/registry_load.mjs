// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What parties do to a served register, through its API, as fast as it acknowledges: for script/bench registry.
// node tests/support/registry_load.mjs FOLDER SECONDS CONNECTIONS
// Prints a line an action: its name, how many were acknowledged in a second, the p99 in ms; each answer is looked at.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { Server, importJson, succeed } from './register.mjs';
import { invited } from './accounts.mjs';

const kPartnerships = 2000;
const [place, seconds, connections] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

/** A register of partnerships between a fund and a union, and a program that speaks for the fund. */
async function served() {
  const data = path.join(place, 'register');
  const file = path.join(place, 'partnerships.json');
  const sources = [{ document: 'report' }];
  fs.writeFileSync(file, JSON.stringify({
    entente: '1',
    documents: { report: { title: 'Report', publisher: 'Example Fund', date: '2024' } },
    organisations: ['fund', 'union'].map((key) => ({ key, organisation: { name: { en: key }, sources } })),
    partnerships: Array.from({ length: kPartnerships }, (_, n) => ({
      key: `p${n}`,
      partnership: { title: { en: `Partnership ${n}` }, sources },
      participations: ['fund', 'union'].map((organisation) => ({ organisation, role: 'member' })),
    })),
  }));
  await succeed(['init', data]);
  assert.equal((await importJson(data, [file])).new, kPartnerships);
  const server = await Server.start(data);
  const fund = (await server.json('/api/v1/organisations?q=fund')).results[0].id;
  const person = await invited(server, ['--data', data], { address: 'fund@party.example', role: `representative of ${fund}` });
  return { server, fund, token: await person.makeToken(['write']) };
}

const { server, fund, token } = await served();
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const [host, port] = [new URL(server.url).hostname, new URL(server.url).port];

function send(method, target, body, key) {
  return new Promise((resolve, reject) => {
    const text = body ? JSON.stringify(body) : '';
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...(key ? { 'idempotency-key': key } : {}) };
    const asked = http.request({ host, port, agent, method, path: target, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode, value: JSON.parse(Buffer.concat(pieces)) }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Each connection sends its next request when the one before was acknowledged. */
async function measure(name, act) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async (_, connection) => {
    for (let n = connection; performance.now() < end; n += connections) {
      const begun = performance.now();
      await act(n);
      times.push(performance.now() - begun);
    }
  }));
  times.sort((a, b) => a - b);
  console.log(`${name}\t${(times.length / seconds).toFixed(0)}\t${times[Math.floor(times.length * 0.99)].toFixed(2)}`);
}

const parts = [];
for (let cursor = ''; parts.length < kPartnerships; ) {
  const { value } = await send('GET', `/api/v1/account/parts?organisation=${fund}&limit=100${cursor && `&cursor=${cursor}`}`);
  parts.push(...value.results);
  cursor = value.next;
}
const part = (n) => parts[n % parts.length];

await measure('words', async (n) => {
  const { id, version } = part(n);
  // A remark that was not there before: what was said already is not written again.
  const { status, value } = await send('POST', `/api/v1/account/parts/${id}/word`, { word: 'confirm', version, remark: { en: `Confirmed, ${n}` } }, crypto.randomUUID());
  assert.ok(status === 200 && value.done.event_seq > 0 && !value.done.repeated, JSON.stringify(value));
});
await measure('corrections', async (n) => {
  const one = part(n);
  const { status, value } = await send('PUT', `/api/v1/account/parts/${one.id}`, { version: one.version, part: { role: 'funder', brings: { en: `${n} wells` } } }, crypto.randomUUID());
  assert.ok(status === 200 && value.version === one.version + 1 && value.done.event_seq > 0, JSON.stringify(value));
  one.version = value.version;
});
agent.destroy();
await server.stop();
