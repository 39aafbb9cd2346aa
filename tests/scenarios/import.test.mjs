// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, test } from 'node:test';

import { Server, count, databaseOf, exampleCount, examples, folder, importJson, lastObject, makeExampleRegister, run, shared, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

const real = path.join(shared, 'data/iati/activities/real-valid-5mb.xml');

/** The example file with one title changed. */
function changed(folder) {
  const file = path.join(folder, 'changed.xml');
  const before = fs.readFileSync(examples[0], 'utf8');
  const after = before.replace('Compact for safe water in health centres: joint programme', 'Compact for safe water everywhere');
  assert.notEqual(after, before);
  fs.writeFileSync(file, after);
  return file;
}

describe('Importing', () => {
  test('the example data land whole, and their facts can be found', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const report = await importJson(data, examples);
    assert.deepEqual(Object.keys(report).sort(), ['changed', 'kept_unmodelled', 'new', 'organisations', 'read', 'rejected', 'unchanged', 'validation']);
    assert.equal(report.read, exampleCount);
    assert.equal(report.new, exampleCount);
    assert.equal(report.changed + report.unchanged + report.rejected, 0);
    assert.ok(report.kept_unmodelled > 0, 'what is not modelled is kept and counted');
    assert.equal(await count(data), exampleCount);
  });

  test('the same files twice change nothing, not even a number', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const before = await succeed(['export', '--data', data, '--format', 'json']);
    const report = await importJson(data, examples);
    assert.deepEqual([report.read, report.new, report.changed, report.unchanged, report.rejected], [exampleCount, 0, 0, exampleCount, 0]);
    assert.equal(await succeed(['export', '--data', data, '--format', 'json']), before);
  });

  test('a folder stands for its files, packed or not, in the order of their names; one without any is told of and the rest lands', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const inside = folder(t);
    fs.mkdirSync(path.join(inside, 'b'));
    fs.writeFileSync(path.join(inside, 'a.xml'), iati(activity(1, { title: 'The first' })));
    fs.writeFileSync(path.join(inside, 'b', 'c.xml.gz'), gzipSync(iati([activity(1, { title: 'The second' }), activity(2)])));
    fs.writeFileSync(path.join(inside, 'notes.txt'), 'no file to import');
    fs.mkdirSync(path.join(data, 'empty'));
    const done = await run(['import', '--data', data, '--json', path.join(data, 'empty'), inside]);
    assert.equal(done.code, 1);
    assert.match(done.stderr, /^entente: \S*empty: is a folder without a file to read\. .*\.json\.zst\.\n$/);
    const report = lastObject(done.stdout);
    assert.deepEqual([report.read, report.new, report.changed, report.rejected], [3, 2, 1, 0]);
    assert.match(await succeed(['search', '--data', data, 'second']), /The second/);
    assert.equal((await run(['import', '--data', data, inside])).code, 0);
  });

  test('a changed file makes new revisions of what changed, and the old ones stay readable at their own addresses', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const report = await importJson(data, changed(folder(t)));
    assert.deepEqual([report.new, report.changed, report.rejected], [0, 1, 0]);
    assert.equal(report.unchanged, report.read - 1);

    const server = await Server.start(data);
    t.after(() => server.stop());
    const id = await server.find('partnerships', 'XM-EXAMPLE-1-PROG-01');
    const title = async (address) => JSON.stringify((await server.json(address)).partnership.title);
    assert.match(await title(`/api/v1/partnerships/${id}`), /safe water everywhere/);
    assert.match(await title(`/api/v1/partnerships/${id}/revisions/1`), /joint programme/);
    assert.match(await title(`/api/v1/partnerships/${id}/revisions/2`), /safe water everywhere/);
    const { differences } = await server.json(`/api/v1/partnerships/${id}/differences?from=1&to=2`);
    assert.ok(differences.some((one) => /^title/.test(one.path) && /joint programme/.test(one.before) && /everywhere/.test(one.after)), JSON.stringify(differences));

    const old = await server.request(`/en/partnerships/${id}/revisions/1`);
    assert.match(old.body, /joint programme/);
    assert.match((await server.request(`/en/partnerships/${id}`)).body, /safe water everywhere/);
    assert.match((await server.request(`/en/partnerships/${id}/differences?from=1&to=2`)).body, /safe water everywhere/);
    assert.match((await server.request(`/en/partnerships/${id}/revisions`)).body, new RegExp(`/en/partnerships/${id}/revisions/1`));
    assert.equal((await server.json('/api/v1/partnerships?q=%22water+everywhere%22')).total, 1);
  });

  test('going back to the first file makes a third revision: nothing is unmade', async (t) => {
    const data = await makeExampleRegister(folder(t));
    await importJson(data, changed(folder(t)));
    assert.equal((await importJson(data, examples)).changed, 1);
    const server = await Server.start(data);
    t.after(() => server.stop());
    const id = await server.find('partnerships', 'XM-EXAMPLE-1-PROG-01');
    const { revisions } = await server.json(`/api/v1/partnerships/${id}`);
    assert.deepEqual(revisions.map((r) => r.version), [3, 2, 1]);
    assert.equal((await server.json(`/api/v1/partnerships/${id}/differences?from=1&to=3`)).differences.length, 0);
  });

  test('a dry run says what would happen and writes nothing', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const before = fs.readFileSync(databaseOf(data));
    assert.equal((await importJson(data, examples, ['--dry-run'])).new, exampleCount);
    assert.equal(await count(data), 0);
    assert.deepEqual(fs.readFileSync(databaseOf(data)), before, 'not one byte of the database differs');
    await importJson(data, examples);
    const report = await importJson(data, changed(folder(t)), ['--dry-run']);
    assert.equal(report.changed, 1);
    assert.equal(JSON.parse(await succeed(['search', '--data', data, '--json', '"water everywhere"'])).total, 0);
  });

  test('one activity that cannot be taken is told with its line, and the others land', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const file = path.join(data, 'twice.xml');
    fs.writeFileSync(file, iati([activity(1), activity(2), activity(1), activity(3)]));
    const done = await run(['import', '--data', data, '--json', file]);
    assert.equal(done.code, 1);
    assert.match(done.stderr, /^.*twice\.xml:\d+:\d+: activity 'XM-EXAMPLE-T-1': .+\.$/m);
    assert.deepEqual([lastObject(done.stdout).new, lastObject(done.stdout).rejected], [3, 1]);
    assert.equal(await count(data), 3);
  });

  test('in a pipe there are no progress bars', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const done = await run(['import', '--data', data, ...examples]);
    assert.equal(done.stderr, '');
    assert.doesNotMatch(done.stdout, /[\r\u001b]/);
    assert.match(done.stdout, /new/);
  });

  for (const [encoding, bytes] of [
    ['UTF-16', (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['ISO-8859-1', (text) => Buffer.from(text, 'latin1')],
    ['UTF-8', (text) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ])
    test(`a file that is truly ${encoding}${encoding === 'UTF-8' ? ' with a mark at its beginning' : ''} is read`, async (t) => {
      const data = folder(t);
      await succeed(['init', data]);
      const file = path.join(data, 'file.xml');
      fs.writeFileSync(file, bytes(iati(activity(1, { title: 'Été à Genève' }), { encoding })));
      assert.equal((await importJson(data, file)).new, 1);
      assert.equal(JSON.parse(await succeed(['search', '--data', data, '--json', 'Genève'])).total, 1);
      assert.match(await succeed(['export', '--data', data, '--format', 'json']), /Été à Genève/);
    });

  test('365 real activities land whole, and twice changes nothing', { skip: !fs.existsSync(real) && `${real} is absent` }, async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const first = await importJson(data, real);
    assert.deepEqual([first.read, first.new, first.rejected], [365, 365, 0]);
    const second = await importJson(data, real);
    assert.deepEqual([second.read, second.unchanged, second.changed], [365, 365, 0]);
    const figures = await (async () => {
      const server = await Server.start(data);
      t.after(() => server.stop());
      return server.json('/api/v1/register');
    })();
    for (const kind of ['organisations', 'commitments', 'deliveries', 'parties_named']) assert.ok(figures[kind] > 0, kind);
  });
});

describe('activities that break the standard', () => {
  const activity = (id, more) => `<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-DAC-7-${id}</iati-identifier>
<reporting-org ref="XM-DAC-7" type="10"><narrative>Ministry</narrative></reporting-org>
<title><narrative>Wells ${id}</narrative></title>
<description><narrative>Water</narrative></description>
<participating-org role="1" ref="XM-DAC-7"/>
<activity-status code="2"/>
<activity-date type="2" iso-date="2026-06-01"/>
<recipient-country code="KE"/>
<sector code="14030" vocabulary="1"/>
${more}</iati-activity>`;
  const whole = (...activities) => `<?xml version="1.0"?>\n<iati-activities version="2.03" xmlns:x="urn:x">\n${activities.join('\n')}\n</iati-activities>\n`;
  const text = whole(activity(1, '<x:own/>'), activity(2, '<nothing/>\n'), activity(3, '<tag vocabulary="3" code="99.1"/>\n'));

  test('are taken unless asked otherwise; a dry run says how many there are', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const file = path.join(data, 'a.xml');
    fs.writeFileSync(file, text);
    const preview = await run(['import', '--data', data, '--dry-run', file]);
    assert.equal(preview.code, 0, preview.stderr);
    assert.match(preview.stdout, /3 read, 3 new, 0 changed, 0 unchanged, 0 rejected/);
    assert.match(preview.stdout, /validation found something critical in 1, errors in 1 of them/);
    const report = await importJson(data, file);
    assert.equal(report.new, 3);
    assert.deepEqual(report.validation, { critical: 1, error: 1, warning: 0 }, 'validated as it lands');
  });

  test('are left out whole, at the level asked for, each with its rule and line; the others land', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const file = path.join(data, 'a.xml');
    fs.writeFileSync(file, text);
    const strict = await run(['import', '--data', data, '--dry-run', '--reject', 'error', file]);
    assert.equal(strict.code, 1);
    assert.match(strict.stderr, /a\.xml:24:1: activity XM-DAC-7-2: breaks rule 0\.3\.1 in line 24 \(.*nothing.*\)/);
    assert.match(strict.stderr, /a\.xml:36:21: activity XM-DAC-7-3: breaks rule 9\.126\.1 in line 36/);
    const taken = await run(['import', '--data', data, '--json', '--reject', 'critical', file]);
    assert.equal(taken.code, 1);
    const report = JSON.parse(taken.stdout);
    assert.deepEqual([report.read, report.new, report.rejected], [3, 2, 1]);
    assert.deepEqual(Object.keys(report), ['read', 'new', 'changed', 'unchanged', 'rejected', 'kept_unmodelled', 'organisations', 'validation']);
    assert.deepEqual(report.validation, { critical: 0, error: 1, warning: 0 }, 'of what was taken');
    // Asked for less, the rest lands too, and what is there stays as it is.
    const rest = await importJson(data, file);
    assert.deepEqual([rest.read, rest.new, rest.unchanged, rest.rejected], [3, 1, 2, 0]);
  });
});
