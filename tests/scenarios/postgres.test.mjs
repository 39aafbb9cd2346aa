// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, exampleCount, examples, folder, lastObject, run, succeed } from '../support/register.mjs';
import { postgres, setOn, standbyOf } from '../support/postgres.mjs';

const secret = (url) => url.match(/:([0-9a-f]+)@/)[1];

describe('A register in PostgreSQL', () => {
  test('says at its start where a failover may lose what was acknowledged', { timeout: 120_000 }, async (t) => {
    const primary = postgres(t);
    const place = ['--database', primary.url];
    await succeed(['init', ...place]);
    const said = async () => {
      const server = await Server.start(null, [], { place });
      assert.equal((await server.stop()).code, 0);
      return server.said();
    };
    const warning = /standbys \(1\) and waits for none of them \((.*?)\): after a failover, writes that were acknowledged may be gone/;
    assert.doesNotMatch(await said(), /standby/, 'alone');
    standbyOf(t, primary);
    assert.doesNotMatch(await said(), /standby/, 'with one that is waited for');
    setOn(primary, 'synchronous_commit', 'local');
    assert.equal(warning.exec(await said())?.[1], 'synchronous_commit is local');
    setOn(primary, 'synchronous_commit', 'on');
    setOn(primary, 'synchronous_standby_names', '');
    assert.equal(warning.exec(await said())?.[1], 'synchronous_standby_names is empty');
  });

  test('is made, filled, found in, exported and served as one in a folder is', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const place = ['--database', url];
    assertPlainFailure(await run(['search', ...place]), 1, /holds no register yet.*entente init --database/);
    await succeed(['init', ...place]);
    assert.equal(lastObject(await succeed(['import', ...place, '--json', ...examples])).new, exampleCount);
    assert.equal(lastObject(await succeed(['import', ...place, '--json', ...examples])).unchanged, exampleCount);
    assertPlainFailure(await run(['init', ...place]), 1, /already holds a register/);
    assert.equal(JSON.parse(await succeed(['search', ...place, '--json', 'water'])).total > 0, true);

    // What is written is what a folder would have: the same but for ids, times and numbers.
    const data = path.join(folder(t), 'register');
    await succeed(['init', data]);
    await succeed(['import', '--data', data, ...examples]);
    const csv = (where) => succeed(['export', ...where, '--format', 'csv']);
    const rows = (text) => text.split('\n').map((line) => line.replace(/^[0-9a-f-]{36},/, '')).sort();
    assert.deepEqual(rows(await csv(place)), rows(await csv(['--data', data])));

    const server = await Server.start(null, [], { place });
    t.after(() => server.stop());
    const ready = await server.json('/readyz');
    assert.equal(ready.ready, true);
    assert.match(ready.engine, /^PostgreSQL \d/);
    assert.equal((await server.request('/en/partnerships')).status, 200);
    assert.equal((await server.json('/api/v1/register')).partnerships, exampleCount);
  });

  test('may be named by the settings of a folder, and its password is not told', async (t) => {
    const { url } = postgres(t);
    const data = path.join(folder(t), 'node');
    await succeed(['init', data, '--database', url]);
    const file = path.join(data, 'entente.toml');
    assert.equal(fs.statSync(file).mode & 0o077, 0, 'others may not read the settings');
    assert.equal(fs.existsSync(path.join(data, 'register.db')), false);
    assert.equal(lastObject(await succeed(['import', '--data', data, '--json', ...examples])).new, exampleCount);
    const config = await succeed(['config', '--data', data]);
    assert.match(config, /database\.url = "postgresql:\/\/entente:\*\*\*@127/);
    const server = await Server.start(data);
    const done = await server.stop();
    for (const said of [config, done.stdout, done.stderr]) assert.equal(said.includes(secret(url)), false, said);
  });

  test('may be served by several nodes, and a client reads from each what it knows to be written', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const place = ['--database', url];
    await succeed(['init', ...place]);
    const nodes = [];
    for (let n = 0; n < 2; ++n) {
      nodes.push(await Server.start(null, [], { place }));
      t.after(() => nodes[n].stop());
    }
    for (const [done, file] of examples.entries()) {
      await succeed(['import', ...place, file]);
      const { event_seq: number } = await nodes[done % 2].json('/readyz'); // never from memory
      for (const node of nodes) {
        const answer = await node.json('/api/v1/register', { headers: { 'Entente-After': String(number) } });
        assert.ok(answer.applied_seq >= number, `${answer.applied_seq} of ${number}`);
      }
    }
    const all = await Promise.all(nodes.map((node) => node.json('/api/v1/partnerships?limit=1')));
    for (const { total } of all) assert.equal(total, exampleCount);
    assert.equal((await nodes[0].request('/readyz', { headers: { 'Entente-After': '999999999' } })).status, 503);
    for (const wrong of ['x', '-1', '1x', '99999999999999999999'])
      assert.equal((await nodes[0].request('/readyz', { headers: { 'Entente-After': wrong } })).status, 400, wrong);
  });

  test('that cannot be opened is told of in a sentence, without its password', async (t) => {
    const { url } = postgres(t, ['--tls']);
    const wrong = (database) => run(['search', '--database', database]);
    for (const [database, says] of [
      [url.replace(/:[0-9a-f]+@/, ':wrong@'), /refuses the account/],
      [url.replace(/postgres$/, 'nowhere'), /there is no such database/],
      ['postgresql://entente:hidden@127.0.0.1:1/postgres', /does not answer/],
      ['mysql://entente:hidden@127.0.0.1/x', /not an address Entente knows/],
      ['postgresql://entente:hidden@127.0.0.1/x?nonsense=1', /nonsense/],
      [`${url}?sslmode=verify-full&sslrootcert=/nowhere.crt`, /does not answer|certificate/],
    ]) {
      const done = await wrong(database);
      assertPlainFailure(done, 1, says);
      assert.doesNotMatch(done.stderr, /hidden|wrong/);
      assert.equal(done.stderr.includes(secret(url)), false, done.stderr);
    }
  });

  test('is reached over TLS, with the certificate checked', async (t) => {
    const { url, folder: server } = postgres(t, ['--tls']);
    const checked = `${url}?sslmode=verify-full&sslrootcert=${path.join(server, 'server.crt')}`;
    await succeed(['init', '--database', checked]);
    assert.equal(JSON.parse(await succeed(['search', '--database', checked, '--json'])).total, 0);
  });

  test('is not mistaken for another program’s database', async (t) => {
    const { url } = postgres(t);
    await succeed(['init', '--database', url]);
    const other = `${url}?options=-csearch_path%3Dpg_catalog`;
    assertPlainFailure(await run(['init', '--database', other]), 1, /another program's tables/);
  });
});
