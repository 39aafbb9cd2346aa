// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { Server, count, databaseOf, exampleCount, examples, finished, folder, importJson, makeExampleRegister, shared, start, succeed } from '../support/register.mjs';
import { activity, iati, writeMany } from '../support/activities.mjs';

/** Bytes that a register has written: they tell how far an import has got. */
function written(data) {
  return fs.readdirSync(data).reduce((sum, name) => sum + (/\.db/.test(name) ? fs.statSync(path.join(data, name)).size : 0), 0);
}

/** Starts an import and kills it (SIGKILL, so it can tidy nothing up) when it has written so many bytes. */
async function killedImport(data, file, bytes) {
  const before = written(data);
  const child = start(['import', '--data', data, file]);
  let ended = false;
  const done = finished(child).finally(() => (ended = true));
  while (!ended && written(data) < before + bytes) await pause(1);
  child.kill('SIGKILL');
  return done;
}

/** What is in a register, without what differs from one making to the next: ids, times, numbers. */
async function contents(data) {
  const { partnerships } = JSON.parse(await succeed(['export', '--data', data, '--format', 'json']));
  const strip = (value) => {
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== 'object') return value;
    const rest = Object.entries(value).filter(([name, v]) => !['id', 'time', 'event_seq', 'hash', 'revisions', 'author'].includes(name) && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(v));
    return Object.fromEntries(rest.map(([name, v]) => [name, strip(v)]));
  };
  return partnerships.map((one) => JSON.stringify(strip(one))).sort();
}

describe('An import that is killed in its middle', () => {
  test('goes on where it stopped, however often, and ends as if nothing had been', { timeout: 300_000 }, async (t) => {
    const total = 3000;
    const [data, whole] = [folder(t), folder(t)];
    const file = writeMany(path.join(whole, 'many.xml'), total, { purpose: 'A purpose of some length. '.repeat(30) });
    await succeed(['init', data]);
    let kills = 0;
    let landed = 0;
    for (const bytes of [300_000, 1_000_000, 600_000]) {
      const done = await killedImport(data, file, bytes);
      if (done.signal === 'SIGKILL') ++kills;
      const now = await count(data);
      assert.ok(now >= landed, `nothing is lost: ${landed} before, ${now} after`);
      landed = now;
    }
    assert.ok(kills >= 2, `it was killed ${kills} times`);
    assert.ok(landed > 0 && landed < total, `${landed} had landed`);

    const talk = await succeed(['import', '--data', data, file]);
    assert.match(talk, /goes on after activity \d+, where an import was interrupted/);
    assert.match(talk, new RegExp(`${total} read, ${total} new, 0 changed, 0 unchanged, 0 rejected`));
    assert.equal(await count(data), total);

    const again = await importJson(data, file);
    assert.deepEqual([again.read, again.unchanged], [total, total], 'and twice changes nothing');

    await succeed(['init', path.join(whole, 'register')]);
    await importJson(path.join(whole, 'register'), file);
    assert.deepEqual(await contents(data), await contents(path.join(whole, 'register')));
  });

  test('leaves what was there before as it was', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const before = await contents(data);
    const file = writeMany(path.join(folder(t), 'many.xml'), 2000);
    await killedImport(data, file, 200_000);
    assert.ok((await count(data)) >= exampleCount);
    const after = new Set(await contents(data));
    assert.deepEqual(before.filter((one) => !after.has(one)), []);
    assert.equal((await importJson(data, examples)).unchanged, exampleCount);
  });

  test('still refuses what stood earlier in the same file', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const many = Array.from({ length: 2000 }, (_, i) => activity(i + 1));
    const file = path.join(folder(t), 'twice.xml');
    fs.writeFileSync(file, iati([...many, activity(1, { title: 'The same identifier again' })]));
    const done = await killedImport(data, file, 200_000);
    assert.equal(done.signal, 'SIGKILL');
    const last = await finished(start(['import', '--data', data, '--json', file]));
    const report = JSON.parse(last.stdout.trim().split('\n').at(-1));
    assert.deepEqual([report.read, report.new, report.changed, report.rejected], [2001, 2000, 0, 1]);
    const preview = await finished(start(['import', '--data', data, '--json', '--dry-run', file]));
    assert.deepEqual(report.validation, JSON.parse(preview.stdout).validation, 'what was found is counted over both runs');
  });

  const real = path.join(shared, 'data/iati/activities/real-valid-5mb.xml');
  test('365 real activities: nothing is lost', { skip: !fs.existsSync(real) && `${real} is absent` }, async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const done = await killedImport(data, real, 400_000);
    const landed = await count(data);
    const report = await importJson(data, real);
    assert.equal(report.read, 365);
    assert.equal(await count(data), 365);
    assert.equal(report.rejected, 0);
    if (done.signal === 'SIGKILL') assert.ok(landed < 365, 'it was in the middle');
  });
});

describe('A server', () => {
  test('that is killed leaves a register that opens at once', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const server = await Server.start(data);
    await server.request('/en/');
    server.child.kill('SIGKILL');
    assert.equal((await server.done).signal, 'SIGKILL');
    const second = await Server.start(data);
    assert.equal((await second.json('/api/v1/partnerships')).total, exampleCount);
    assert.equal((await second.stop()).code, 0);
  });

  for (const signal of ['SIGTERM', 'SIGINT'])
    test(`stops gracefully on ${signal}: a running answer is finished, the status is 0`, async (t) => {
      const data = await makeExampleRegister(folder(t));
      const server = await Server.start(data);
      // Listened to from the start: a connection that is cut while we wait is no unhandled fault.
      const running = server.request('/en/partnerships.csv').then((answer) => answer.status, (fault) => fault.code);
      await pause(2);
      server.child.kill(signal);
      const end = await server.done;
      assert.deepEqual([end.code, end.signal], [0, null], end.stderr);
      assert.match(`${await running}`, /^(200|ECONN\w+)$/);
      assert.deepEqual(fs.readdirSync(data).filter((name) => name.endsWith('-wal')), [], 'the database is closed properly');
      assert.ok(databaseOf(data));
    });

  test('shows what is imported while it runs', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const server = await Server.start(data);
    t.after(() => server.stop());
    const before = await server.request('/en/partnerships');
    const file = path.join(data, 'new.xml');
    fs.writeFileSync(file, iati(activity(1, { title: 'Zebra crossing' })));
    assert.equal((await importJson(data, file)).new, 1);
    const deadline = Date.now() + 10_000;
    while ((await server.json('/api/v1/partnerships?q=zebra')).total === 0 && Date.now() < deadline) await pause(50);
    assert.equal((await server.json('/api/v1/partnerships?q=zebra')).total, 1);
    const after = await server.request('/en/partnerships', { headers: { 'If-None-Match': before.headers.etag } });
    assert.equal(after.status, 200, 'the entity tag of the list has changed');
    assert.match(after.body, /33 partnerships/);
  });
});
