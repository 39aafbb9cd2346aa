// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Files of the register's own format, from the command line to the page and the download.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, assertPlainFailure, folder, importJson, run, succeed } from '../support/register.mjs';

const organisations = {
  entente: '1',
  organisations: [
    { key: 'fund', organisation: { name: { en: 'Example Fund' }, identifiers: [{ scheme: 'org-id', value: 'XM-EXAMPLE-5' }] } },
  ],
};
const wells = {
  key: 'wells',
  partnership: { title: { en: 'Wells' }, sources: [{ document: 'report' }] },
  participations: [{ organisation: 'fund', role: 'funder' }],
};
const partnerships = {
  entente: '1',
  documents: { report: { title: 'Report of the first year', publisher: 'Example Fund', date: '2004' } },
  partnerships: [wells],
};

/** Writes values as files of a folder that goes when the test ends. */
function written(t, ...values) {
  const made = folder(t);
  return values.map((value, n) => {
    const file = path.join(made, `${n}.json`);
    fs.writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  });
}

const counts = (created, unchanged = 0, rejected = 0) => ({
  read: created + unchanged + rejected,
  new: created,
  changed: 0,
  unchanged,
  rejected,
});

test('organisations and partnerships are counted apart, on a dry run as on a real one', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const files = written(t, organisations, partnerships);
  const validation = { critical: 0, error: 0, warning: 0 };
  const wanted = { ...counts(1), kept_unmodelled: 0, organisations: counts(1), validation };
  assert.deepEqual(await importJson(data, files, ['--dry-run']), wanted);
  assert.deepEqual(await importJson(data, files), wanted);
  assert.deepEqual(await importJson(data, files), { ...counts(0, 1), kept_unmodelled: 0, organisations: counts(0, 1), validation });
  const said = await succeed(['import', '--data', data, ...files]);
  assert.equal(said.split('\n')[0], `${files[0]}: organisations: 1 read, 0 new, 0 changed, 1 unchanged, 0 rejected.`);
});

test('the page names the party and who says so, and the original comes back as it was', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  await importJson(data, written(t, organisations, partnerships));
  const server = await Server.start(data);
  t.after(() => server.stop());
  const { results } = await server.json('/api/v1/partnerships?q=wells');
  const page = await server.request(`/en/partnerships/${results[0].id}`);
  assert.match(page.body, /Example Fund/);
  assert.match(page.body, /Report of the first year/);
  const original = await server.request(`/api/v1/partnerships/${results[0].id}/original`);
  assert.equal(original.headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(original.headers['content-disposition'], `attachment; filename="${results[0].id}.json"`);
  assert.deepEqual(JSON.parse(original.body), wells);
  await server.find('organisations', 'XM-EXAMPLE-5');
});

test('a record that cannot be taken is told by file, line, column and path, and the others land', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const [file] = written(
    t,
    `{"entente": "1", "partnerships": [
  {"key": "a", "partnership": {"title": {"en": "A"}}},
  {"key": "b", "partnership": {"title": {"en": "B"}, "level": "galactic"}},
  {"key": "c", "partnership": {"title": {"en": "C"}}, "participations": [{"organisation": "nobody"}]}
]}`,
  );
  const done = await run(['import', '--data', data, file]);
  assert.equal(done.code, 1);
  const lines = done.stderr.trim().split('\n');
  assert.equal(lines.length, 2, done.stderr);
  assert.ok(lines[0].startsWith(`${file}:3:63: partnership "b": partnership.level is "galactic"`), lines[0]);
  assert.ok(lines[1].startsWith(`${file}:4:91: partnership "c": participations[0].organisation names`), lines[1]);
  assert.match(done.stdout, /3 read, 1 new, 0 changed, 0 unchanged, 2 rejected/);
});

test('hostile JSON is refused in one sentence', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const hostile = {
    deep: ['['.repeat(1_000_000), /deep in one another/],
    'not of ours': ['{"type": "FeatureCollection", "features": []}', /not of this register's format/],
    'cut short': ['{"entente": "1", "partnerships": [{"key": "a"', /ends too early/],
    'a list that stands twice': ['{"entente": "1", "partnerships": [], "partnerships": []}', /stands twice/],
    'Latin-1': [Buffer.from('{"entente": "1", "organisations": [{"key": "\xe9"}]}', 'latin1'), /not UTF-8/],
  };
  for (const [name, [text, says]] of Object.entries(hostile)) {
    const file = path.join(folder(t), 'hostile.json');
    fs.writeFileSync(file, text);
    await t.test(name, async () => assertPlainFailure(await run(['import', '--data', data, file]), 1, says));
  }
});
