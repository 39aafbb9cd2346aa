// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// An operator takes over newer official files of IATI: is told what changes, and validation goes by them; what is wrong is refused whole.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { Server, assertPlainFailure, folder, languages, run, shared, succeed } from '../support/register.mjs';

const list = (name, ...codes) =>
  `<codelist name="${name}"><codelist-items>${codes.map((code) => `<codelist-item status="active"><code>${code}</code></codelist-item>`).join('')}</codelist-items></codelist>`;
const activities = (scope) => `<iati-activities version="2.03"><iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-DAC-7-1</iati-identifier>
<reporting-org ref="XM-DAC-7" type="10"><narrative>Ministry</narrative></reporting-org>
<title><narrative>Wells</narrative></title>
<description><narrative>Water</narrative></description>
<participating-org role="1" ref="XM-DAC-7"/>
<activity-status code="2"/>
<activity-date type="2" iso-date="2026-06-01"/>
<activity-scope code="${scope}"/>
<recipient-country code="KE"/>
<sector code="14030" vocabulary="1"/>
</iati-activity></iati-activities>\n`;

/** A register, a folder of official files with a newer list, and a file that goes by it. */
async function place(t) {
  const at = folder(t);
  const register = path.join(at, 'register');
  const official = path.join(at, 'official');
  const file = path.join(at, 'activities.xml');
  fs.mkdirSync(official);
  fs.writeFileSync(path.join(official, 'ActivityScope.xml'), list('ActivityScope', 1, 2, 3, 4, 5, 6, 7, 8, 9));
  fs.writeFileSync(file, activities(9));
  await succeed(['init', register]);
  return { register, official, file, kept: path.join(register, 'iati-2.03.txt') };
}

/** What a register itself holds of such tables. */
function notes(register) {
  const database = new DatabaseSync(path.join(register, 'register.db'), { readOnly: true });
  const values = database.prepare("SELECT value FROM note WHERE name = 'companion'").all().map((row) => row.value);
  database.close();
  return values;
}

test('newer codes are told of, kept, and asked by from then on: on the command line and by a server', async (t) => {
  const { register, official, file, kept } = await place(t);
  const before = await run(['validate', '--data', register, '--fail-on', 'error', file]);
  assert.equal(before.code, 1);
  assert.match(before.stdout, /error 9\.6\.1 /);

  const tried = await succeed(['standard', 'update', official, '--data', register, '--dry-run']);
  assert.match(tried, /^Official files read in .*: 1\.\nChanges against the tables in force: 1\.\n- List ActivityScope, new codes: 9\.\nNothing was written/);
  assert.ok(!fs.existsSync(kept));

  const done = JSON.parse(await succeed(['standard', 'update', official, '--data', register, '--json']));
  assert.deepEqual(done, {
    files: 1,
    changes: [{ what: 'codes_added', where: 'ActivityScope', things: ['9'], says: 'List ActivityScope, new codes: 9.' }],
    remarks: [],
    written: kept,
  });
  assert.equal((await run(['validate', '--data', register, '--fail-on', 'error', file])).code, 0);
  assert.equal((await run(['validate', '--fail-on', 'error', file])).code, 1, 'without the register, what is compiled in holds');

  const server = await Server.start(register);
  t.after(() => server.stop());
  const answer = await server.request('/api/v1/validate?format=json', { method: 'POST', body: activities(9) });
  assert.equal(answer.status, 200);
  assert.ok(!answer.body.includes('9.6.1'), answer.body);

  assert.match(await succeed(['standard', 'update', official, '--data', register]), /nothing was written\.\n$/);
  assert.equal(JSON.parse(await succeed(['standard', 'show', '--data', register, '--json'])).file, kept);
  fs.rmSync(kept);
  assert.match(await succeed(['standard', 'show', '--data', register]), /^In force: the tables of this version of Entente\.\n/);
});

test('an import goes by the tables beside the register', async (t) => {
  const { register, official, file } = await place(t);
  const refused = await run(['import', '--data', register, '--reject', 'error', '--dry-run', file]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /9\.6\.1/);
  await succeed(['standard', 'update', official, '--data', register]);
  await succeed(['import', '--data', register, '--reject', 'error', file]);
});

test('what is wrong is refused in a sentence, and the tables in force stay as they are', async (t) => {
  const { register, official, kept } = await place(t);
  await succeed(['standard', 'update', official, '--data', register]);
  const held = fs.readFileSync(kept);
  fs.writeFileSync(path.join(official, 'ActivityScope.xml'), list('ActivityScope', 1, 2));
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${list('BudgetType', '&b;')}`;
  const fetch = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${list('BudgetType', '&a;')}`;
  for (const [name, bytes, says] of [
    ['bomb.xml', bomb, /bomb\.xml: declares a document type/],
    ['fetch.xml', fetch, /fetch\.xml: declares a document type/],
    ['cut.xml', list('BudgetType', 1, 2).slice(0, 70), /cut\.xml, line 1: is no well-formed XML, or was cut short/],
    ['cut.json', '{"attributes":{"name":"BudgetType"},"data":[{"co', /cut\.json/],
    ['later.xsd', '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" version="2.04"/>', /later\.xsd: is of version '2\.04'/],
    ['huge.xml', Buffer.alloc((16 << 20) + 1, ' '), /huge\.xml: is larger than 16 MiB/],
  ]) {
    fs.writeFileSync(path.join(official, name), bytes);
    assertPlainFailure(await run(['standard', 'update', official, '--data', register]), 1, says);
    assert.deepEqual(fs.readFileSync(kept), held, name);
    fs.rmSync(path.join(official, name));
  }
  assertPlainFailure(await run(['standard', 'update', path.join(official, 'none'), '--data', register]), 1, /is not there/);
  assertPlainFailure(await run(['standard', 'update', official, '--data', path.join(register, 'none')]), 1, /is not there/);
  assertPlainFailure(await run(['validate', '--data', path.join(register, 'none'), kept]), 1, /is not there/);
  assert.equal((await run(['standard', 'update', official])).code, 2, 'where to keep them must be said');
  fs.truncateSync(kept, Math.floor(held.length / 2));
  assertPlainFailure(await run(['validate', '--data', register, kept]), 1, /iati-2\.03\.txt: is not whole.*standard update/);
});

test('the official files of the standard change nothing', { skip: fs.existsSync(path.join(shared, 'data/iati/standard')) ? false : '../shared/data is absent' }, async () => {
  const official = path.join(shared, 'data/iati/standard');
  for (const language of languages) {
    const done = JSON.parse(await succeed(['standard', 'update', official, '--dry-run', '--json', '--language', language]));
    assert.deepEqual(done.changes, []);
    assert.deepEqual(done.remarks.map((r) => r.what), ['unused', 'superseded', 'not_allowed', 'not_allowed']);
    assert.ok(done.files > 60, `${done.files} files`);
  }
});

test('a backup holds the newer tables, and whoever restores or moves the register has them', async (t) => {
  const { register, official, file, kept } = await place(t);
  await succeed(['standard', 'update', official, '--data', register]);
  const backup = path.join(folder(t), 'kept.db');
  await succeed(['backup', '--data', register, backup]);
  const restored = path.join(folder(t), 'restored');
  assert.match(await succeed(['restore', '--data', restored, backup]), /came with it: .*iati-2\.03\.txt\.\n$/);
  assert.equal(fs.readFileSync(path.join(restored, 'iati-2.03.txt'), 'utf8'), fs.readFileSync(kept, 'utf8'));
  assert.equal((await run(['validate', '--data', restored, '--fail-on', 'error', file])).code, 0);

  const moved = path.join(folder(t), 'moved');
  await succeed(['move', '--from', restored, '--to', moved]);
  assert.equal(fs.readFileSync(path.join(moved, 'iati-2.03.txt'), 'utf8'), fs.readFileSync(kept, 'utf8'));

  // What stands in the folder already is its operator's word.
  const other = path.join(folder(t), 'other');
  await succeed(['init', other]);
  fs.writeFileSync(path.join(official, 'ActivityScope.xml'), list('ActivityScope', 1, 2, 3, 4, 5, 6, 7, 8, 10));
  await succeed(['standard', 'update', official, '--data', other]);
  const own = fs.readFileSync(path.join(other, 'iati-2.03.txt'), 'utf8');
  assert.match(await succeed(['restore', '--data', other, backup]), /stands there already, and stays as it is/);
  assert.equal(fs.readFileSync(path.join(other, 'iati-2.03.txt'), 'utf8'), own);
  // A backup of a register without any is without any.
  fs.rmSync(kept);
  const plain = path.join(folder(t), 'plain.db');
  await succeed(['backup', '--data', register, plain]);
  const bare = path.join(folder(t), 'bare');
  await succeed(['restore', '--data', bare, plain]);
  assert.ok(!fs.existsSync(path.join(bare, 'iati-2.03.txt')));
});

test('tables that cannot be written into the folder stay with the register until they can be', async (t) => {
  const { register, official, kept } = await place(t);
  await succeed(['standard', 'update', official, '--data', register]);
  const backup = path.join(folder(t), 'kept.db');
  await succeed(['backup', '--data', register, backup]);
  const restored = path.join(folder(t), 'restored');
  await succeed(['init', restored]);
  // Every name under which the file could be begun is taken: the process keeps its number through exec.
  const taken = 'for n in "" $(seq -f -%g 1 99); do : > "$0/iati-2.03.txt.part-$$$n"; done; exec "$@"';
  const done = await run(['restore', '--data', restored, backup], { through: ['sh', '-c', taken, restored] });
  assertPlainFailure(done, 1, /iati-2\.03\.txt: could not be written: .*The register has arrived whole.*entente move/);
  assert.ok(!fs.existsSync(path.join(restored, 'iati-2.03.txt')));

  const moved = path.join(folder(t), 'moved');
  assert.match(await succeed(['move', '--from', restored, '--to', moved]), /came with it: .*iati-2\.03\.txt\.\n$/);
  assert.equal(fs.readFileSync(path.join(moved, 'iati-2.03.txt'), 'utf8'), fs.readFileSync(kept, 'utf8'));
  assert.deepEqual(notes(moved), [], 'what stands in the folder is held there alone');
});

test('tables in a backup that are not whole are told of, and not lost either', async (t) => {
  const { register, official } = await place(t);
  await succeed(['standard', 'update', official, '--data', register]);
  const backup = path.join(folder(t), 'kept.db');
  await succeed(['backup', '--data', register, backup]);
  const database = new DatabaseSync(backup);
  database.exec("UPDATE note SET value = 'half of it' WHERE name = 'companion'");
  database.close();
  const restored = path.join(folder(t), 'restored');
  assertPlainFailure(await run(['restore', '--data', restored, backup]), 1, /are not whole\. The register itself is; run 'entente standard update' for it/);
  assert.deepEqual(notes(restored), ['half of it']);
});
