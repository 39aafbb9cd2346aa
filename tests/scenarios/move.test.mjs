// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, exampleCount, folder, importJson, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { postgres } from '../support/postgres.mjs';
import { activity, iati } from '../support/activities.mjs';

const whole = async (...where) => JSON.parse(await succeed(['export', ...where, '--format', 'json']));
const carried = /^(\d+) revisions and (\d+) other rows arrived; all were read again and are equal/;

describe('A register is carried', () => {
  test('from a folder to PostgreSQL and back, ids, times and revisions and all', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const back = path.join(folder(t), 'back');
    const there = carried.exec(await succeed(['move', '--from', data, '--to', url]));
    const home = carried.exec(await succeed(['move', '--from', url, '--to', back]));
    assert.ok(Number(there[1]) > exampleCount && Number(there[2]) > exampleCount);
    assert.deepEqual(home.slice(1), there.slice(1));
    const before = await whole('--data', data);
    assert.equal(before.partnerships.length, exampleCount);
    assert.deepEqual(await whole('--database', url), before);
    assert.deepEqual(await whole('--data', back), before);
    // What came later stands on what was carried: versions and numbers go on.
    assertPlainFailure(await run(['move', '--from', data, '--to', url]), 1, /holds records already/);
    const more = path.join(folder(t), 'more.xml');
    fs.writeFileSync(more, iati([activity(1000)]));
    assert.equal((await importJson(back, more)).new, 1);
    const server = await Server.start(back);
    t.after(() => server.stop());
    assert.equal((await server.json('/readyz')).ready, true);
  });

  test('and a body that is not what its hash says stops it', async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const database = new DatabaseSync(path.join(data, 'register.db'));
    database.exec("UPDATE revision SET body = X'7b7d', encoding = 0 WHERE rowid = 7");
    database.close();
    const to = path.join(folder(t), 'to');
    assertPlainFailure(await run(['move', '--from', data, '--to', to]), 1, /does not have the hash it was stored under/);
    assert.equal((await whole('--data', to)).partnerships.length, 0, 'nothing of it is kept');
  });
});

describe('A backup', () => {
  test('is taken while a server and an import run, and restores to what it was', { timeout: 300_000 }, async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const file = path.join(folder(t), 'more.xml');
    fs.writeFileSync(file, iati([activity(999)]));
    const server = await Server.start(data);
    t.after(() => server.stop());
    const kept = path.join(folder(t), 'kept.db');
    const before = await whole('--data', data);
    const [said] = await Promise.all([succeed(['backup', '--data', data, kept]), succeed(['import', '--data', data, file])]);
    assert.match(said, carried);
    assert.deepEqual(fs.readdirSync(path.dirname(kept)), ['kept.db'], 'nothing lies beside it');
    const restored = path.join(folder(t), 'restored');
    assert.match(await succeed(['restore', '--data', restored, kept]), carried);
    const after = await whole('--data', restored);
    // The import may have landed before the moment of the backup, or after it: nothing between.
    const ids = new Set(after.partnerships.map((one) => one.id));
    assert.ok(after.partnerships.length === exampleCount || after.partnerships.length === exampleCount + 1);
    for (const one of before.partnerships) assert.ok(ids.has(one.id));
    assertPlainFailure(await run(['restore', '--data', restored, kept]), 1, /holds records already/);
    assertPlainFailure(await run(['backup', '--data', data, kept]), 1, /exists already/);
    assertPlainFailure(await run(['restore', '--data', path.join(folder(t), 'x'), file]), 1, /is not a register/);
    assertPlainFailure(await run(['restore', '--data', path.join(folder(t), 'y'), '/nowhere/kept.db']), 1, /folder does not exist|no such file/);
  });

  test('of PostgreSQL restores into PostgreSQL', async (t) => {
    const { url } = postgres(t);
    const other = postgres(t);
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    await succeed(['move', '--from', data, '--to', url]);
    const kept = path.join(folder(t), 'kept.db');
    await succeed(['backup', '--database', url, kept]);
    await succeed(['restore', '--database', other.url, kept]);
    assert.deepEqual(await whole('--database', other.url), await whole('--data', data));
  });
});
