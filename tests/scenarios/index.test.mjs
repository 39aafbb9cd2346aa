// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { assertPlainFailure, exampleCount, folder, makeExampleRegister, run, succeed } from '../support/register.mjs';

const queries = [['--filter', 'goal=6'], ['water'], ['"safe water"'], ['wat*'], ['契约'], ['--limit', '50']];
const answers = async (data) => Promise.all(queries.map((query) => succeed(['search', '--data', data, '--json', ...query])));

describe('The base of the index', () => {
  test('finds what was found without it, also when it is damaged or of another register', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const base = path.join(data, 'index', 'base');
    const before = await answers(data);
    assert.ok(!fs.existsSync(base), 'a small register needs none');
    assert.match(await succeed(['index', 'rebuild', '--data', data]), /every commit up to \d+/);
    assert.deepEqual(await answers(data), before);

    const whole = fs.readFileSync(base);
    fs.writeFileSync(base, whole.subarray(0, whole.length / 2));
    assert.deepEqual(await answers(data), before);

    const empty = path.join(folder(t), 'register');
    await succeed(['init', empty]);
    fs.mkdirSync(path.join(empty, 'index'));
    fs.writeFileSync(path.join(empty, 'index', 'base'), whole);
    assert.equal(JSON.parse(await succeed(['search', '--data', empty, '--json'])).total, 0);
    assert.equal(JSON.parse(before.at(-1)).total, exampleCount);
  });

  test('needs a folder to lie in', async () => {
    assertPlainFailure(await run(['index', 'rebuild', '--database', 'postgresql://nobody@127.0.0.1:1/none']), 1, /--data/);
  });
});
