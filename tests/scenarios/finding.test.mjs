// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import os from 'node:os';

import { assertPlainFailure, exampleCount, languages, makeExampleRegister, run, succeed } from '../support/register.mjs';

let data;
before(async () => {
  data = await makeExampleRegister(fs.mkdtempSync(path.join(os.tmpdir(), 'entente-finding-')));
});
after(() => fs.rmSync(data, { recursive: true, force: true }));

const search = async (...query) => JSON.parse(await succeed(['search', '--data', data, '--json', ...query]));

/** Reads CSV as RFC 4180 has it. */
function readCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  if (rows.at(-1).length <= 1) rows.pop();
  return rows;
}

describe('Searching on the command line', () => {
  test('--json gives one object: total, results, facets', async () => {
    const found = await search('water');
    assert.ok(found.total > 0 && found.total < exampleCount);
    assert.equal(found.results.length, Math.min(found.total, 20));
    assert.ok(found.facets.goal.some((one) => one.value === '6'));
  });

  test('words narrow, a dash excludes, a star widens, quotation marks hold together', async () => {
    const [water, both, without, star, phrase] = await Promise.all([search('water'), search('water', 'compact'), search('water -compact'), search('wat*'), search('"safe water"')]);
    assert.ok(both.total < water.total);
    assert.equal(without.total, water.total - both.total);
    assert.ok(star.total >= water.total);
    assert.ok(phrase.total > 0 && phrase.total <= water.total);
  });

  test('filters work as in the address of a list', async () => {
    assert.equal((await search('--filter', 'status=suspended')).total, 1);
    assert.equal((await search('--filter', 'goal=9')).total, 0);
    const [ke, ug, either] = await Promise.all([search('--filter', 'country=KE'), search('--filter', 'country=UG'), search('--filter', 'country=KE', '--filter', 'country=UG')]);
    assert.ok(either.total >= Math.max(ke.total, ug.total) && either.total <= ke.total + ug.total);
  });

  test('a filter that does not exist is named, and those that do are listed', async () => {
    assertPlainFailure(await run(['search', '--data', data, '--filter', 'colour=red', 'x']), 1, /colour.*goal, target, country/);
  });

  test('every language is searched at once', async () => {
    for (const word of ['Compact', 'Pacte', 'Pacto', 'Договор', 'ميثاق', '契约'])
      assert.ok((await search(word)).total > 0, word);
  });

  test('nothing found is no fault', async () => {
    const done = await run(['search', '--data', data, 'xyzzy']);
    assert.equal(done.code, 0);
    assert.match(done.stdout, /^0 partnerships/);
  });
});

describe('Exporting', () => {
  test('JSON holds everything that a query finds, whole', async () => {
    const { partnerships } = JSON.parse(await succeed(['export', '--data', data, '--format', 'json']));
    assert.equal(partnerships.length, exampleCount);
    assert.equal(new Set(partnerships.map((p) => p.id)).size, exampleCount);
    const fullest = partnerships.find((p) => JSON.stringify(p.partnership.identifiers ?? '').includes('XM-EXAMPLE-1-WATER-01'));
    assert.ok(fullest.parties.length > 3 && fullest.commitments.length > 0 && fullest.deliveries.length > 0 && fullest.results.length > 0);
  });

  test('CSV has a header, a row for each, and the same number of cells in all', async () => {
    for (const language of languages) {
      const rows = readCsv(await succeed(['export', '--data', data, '--format', 'csv', '--language', language]));
      assert.equal(rows.length, exampleCount + 1);
      assert.deepEqual([...new Set(rows.map((row) => row.length))], [rows[0].length]);
      assert.deepEqual(rows[0].slice(0, 2), ['id', 'version']);
    }
  });

  test('CSV cells never begin as a formula does', async () => {
    const rows = readCsv(await succeed(['export', '--data', data, '--format', 'csv']));
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=@\t\r]|^[+-](?![\d.])/);
  });

  test('a query narrows it, and -o writes a file whole or not at all', async () => {
    const file = path.join(data, 'out.csv');
    await succeed(['export', '--data', data, '--format', 'csv', '-o', file, '--filter', 'status=suspended']);
    assert.equal(readCsv(fs.readFileSync(file, 'utf8')).length, 2);
    assert.deepEqual(fs.readdirSync(data).filter((name) => name.includes('.part')), []);
    assertPlainFailure(await run(['export', '--data', data, '--format', 'csv', '-o', path.join(data, 'no', 'such', 'folder.csv')]), 1);
  });

  test('output that cannot be written is a fault', { skip: !fs.existsSync('/dev/full') && '/dev/full is absent' }, async () => {
    const full = fs.openSync('/dev/full', 'w');
    const child = (await import('node:child_process')).spawnSync((await import('../support/register.mjs')).binary, ['export', '--data', data, '--format', 'json'], { stdio: ['ignore', full, 'pipe'] });
    fs.closeSync(full);
    assertPlainFailure({ code: child.status, signal: child.signal, stderr: child.stderr.toString(), stdout: '' }, 1, /could not be written/);
  });
});
