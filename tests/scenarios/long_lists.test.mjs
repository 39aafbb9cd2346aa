// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What a filter finds is sent while it is read: a long download takes no more memory than a short one, and clients who
// read slowly are not taken without bound.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, importJson, succeed } from '../support/register.mjs';

const kRecords = 5000; // more than the server keeps ids of in memory
const kLarge = 200; // of them, with descriptions that make the CSV long
const kDownloads = 32; // at once

// Under AddressSanitizer what is freed stays in memory for a while: there all but the memory is looked at.
const memoryTells = process.env.ASAN_OPTIONS === undefined;

async function serveMany(t) {
  const made = folder(t);
  const file = path.join(made, 'many.json');
  const description = (n) => Array.from({ length: 1200 }, (_, i) => `word${(i * 7919 + n) % 9973}`).join(' ');
  fs.writeFileSync(
    file,
    JSON.stringify({
      entente: '1',
      documents: { report: { title: 'Report', publisher: 'Example Fund', date: '2004' } },
      partnerships: Array.from({ length: kRecords }, (_, n) => ({
        key: `p${n}`,
        partnership: { title: { en: `Partnership ${n}` }, ...(n % (kRecords / kLarge) === 0 ? { description: { en: description(n).repeat(8) } } : {}), sources: [{ document: 'report' }] },
      })),
    }),
  );
  const data = path.join(made, 'register');
  await succeed(['init', data]);
  assert.equal((await importJson(data, [file])).new, kRecords);
  const server = await Server.start(data);
  t.after(() => server.stop());
  return server;
}

test('a download of many megabytes leaves the memory of the server as it was', async (t) => {
  const server = await serveMany(t);
  const memory = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;

  await server.request('/en/partnerships.csv?q=Partnership+17');
  const before = memory();
  const { body } = await server.request('/en/partnerships.csv?q=Partnership');
  assert.equal(body.match(/^[0-9a-f-]{36},/gm).length, kRecords);
  const megabytes = body.length / 2 ** 20;
  assert.ok(megabytes > 12, `${megabytes} MB were sent`);
  if (memoryTells) assert.ok(memory() - before < megabytes / 2, `${(memory() - before).toFixed(1)} MB more for ${megabytes.toFixed(1)} MB`);
});

test('who reads slowly keeps a place until they go, and beyond the places others are asked to come again', async (t) => {
  const server = await serveMany(t);
  const target = '/fr/partnerships.csv?q=Partnership';
  /** Begins to read, and reads no more. */
  const begin = () =>
    new Promise((resolve, reject) => {
      const asked = http.get(`${server.url}${target}`, { agent: false }, (answer) => {
        answer.on('error', () => {}); // it is broken off below
        answer.pause();
        resolve({ status: answer.statusCode, leave: () => asked.destroy() });
      });
      asked.on('error', reject);
    });
  const slow = [];
  for (let n = 0; n < kDownloads; ++n) slow.push(await begin());
  assert.ok(slow.every((one) => one.status === 200));

  for (const file of ['csv', 'xml']) {
    const refused = await server.request(`/fr/partnerships.${file}?q=Partnership`);
    assert.equal(refused.status, 503);
    assert.equal(refused.headers['retry-after'], '10');
    assert.match(refused.body, /<html lang="fr"/);
  }
  assert.equal((await server.request('/fr/partnerships?q=Partnership')).status, 200, 'the list itself is there');

  slow.pop().leave();
  let again;
  for (let waited = 0; (again = await begin()).status === 503; ++waited) {
    assert.ok(waited < 200, 'the place of who went is free again');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const one of [...slow, again]) one.leave();
});
