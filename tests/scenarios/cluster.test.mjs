// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { binary, examples, exampleCount, finished, lastObject, root, succeed } from '../support/register.mjs';

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** What `url` answers, once it answers 200 and `enough` is pleased. */
async function eventually(url, enough = () => true) {
  for (let i = 0; i < 600; ++i) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      const body = await answer.text();
      if (answer.status === 200 && enough(body)) return body;
    } catch {} // the proxy has nobody to ask yet
    await pause(100);
  }
  assert.fail(`${url} never answered as it should`);
}

describe('script/cluster', () => {
  test('serves through its proxy while nodes and the primary die, and leaves nothing behind', { timeout: 300_000 }, async (t) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const child = spawn('script/cluster', ['2', '--listen', url.slice(7)], {
      cwd: root,
      env: { ...process.env, ENTENTE_BINARY: binary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = finished(child, 280_000);
    t.after(() => child.kill('SIGTERM'));
    let said = '';
    await new Promise((resolve, reject) => {
      child.stdout.on('data', (piece) => {
        said += piece;
        if (/What they say/.test(said)) resolve();
      });
      ended.then((done) => reject(new Error(`it ended: ${done.stderr || done.stdout}`)));
    });
    const nodes = [...said.matchAll(/(http:\/\/\S+:\d+)\/ .*kill -KILL (\d+)/g)].map(([, at, pid]) => ({ at, pid: Number(pid) }));
    assert.equal(nodes.length, 2);
    const place = said.match(/What they say: (\S+)\/log/)[1];
    const database = said.match(/--database '([^']+)'/)[1];
    const total = async (at) => JSON.parse(await eventually(`${at}/api/v1/partnerships?limit=1`)).total;
    const before = await total(url);
    assert.ok(before > 0, 'the sample data are there');

    process.kill(nodes[0].pid, 'SIGKILL');
    assert.equal(await total(url), before);

    const server = (...words) => {
      const done = spawnSync('bash', [path.join(root, 'tests/support/postgres'), ...words], { encoding: 'utf8' });
      assert.equal(done.status, 0, done.stderr);
    };
    server('kill', `${place}/pg1`);
    server('promote', `${place}/pg2`);
    assert.equal(lastObject(await succeed(['import', '--database', database, '--json', ...examples])).new, exampleCount);
    const all = JSON.stringify(before + exampleCount);
    await eventually(`${url}/api/v1/partnerships?limit=1`, (body) => JSON.stringify(JSON.parse(body).total) === all);

    child.kill('SIGINT');
    const done = await ended;
    assert.equal(done.code, 0, done.stderr);
    assert.equal(fs.existsSync(place), false, 'its folder is gone');
    assert.throws(() => process.kill(nodes[1].pid, 0), /ESRCH/);
    await assert.rejects(fetch(url));
  });

  test('says what it does not understand', () => {
    const done = spawnSync('script/cluster', ['many'], { cwd: root, encoding: 'utf8' });
    assert.equal(done.status, 1);
    assert.match(done.stderr, /'many' is no number of nodes/);
  });
});
