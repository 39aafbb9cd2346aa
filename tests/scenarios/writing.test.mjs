// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What went in as IATI comes out as IATI, byte for byte, and validates; packed files go in like plain ones.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

import { folder, importJson, run, succeed } from '../support/register.mjs';

const activity = (n, more = '') => `<iati-activity xml:lang="en" default-currency="USD" a:mine="1">
<iati-identifier>XM-EXAMPLE-W-${n}</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Example Agency</narrative></reporting-org>
<title><narrative>Number ${n} &amp; <![CDATA[<more>]]></narrative></title>
<description><narrative>Made for a test.</narrative></description>
<participating-org ref="XM-EXAMPLE-5" role="1"/><!-- a remark -->
<activity-status code="2"/>
<activity-date type="2" iso-date="2023-01-01"/>
${more}<a:own>kept</a:own></iati-activity>`;
const file = (activities) => `<?xml version="1.0"?>\n<iati-activities version="2.03" xmlns:a="http://a.example">\n${activities.join('\n')}\n</iati-activities>\n`;

test('activities come out as they went in, and those that do not fit the schema are left out and counted', async (t) => {
  const place = folder(t);
  const register = path.join(place, 'register');
  await succeed(['init', register]);
  const good = [1, 2, 3].map((n) => activity(n));
  const packed = path.join(place, 'packed.xml.gz');
  fs.writeFileSync(packed, zlib.gzipSync(file([...good, activity(4, '<nothing/>')])));
  assert.equal((await importJson(register, [packed])).new, 4);

  const out = path.join(place, 'out.xml');
  const done = await run(['export', '--data', register, '--format', 'iati', '-o', out]);
  assert.match(done.stderr, /1 activities do not fit the schema/);
  const written = fs.readFileSync(out, 'utf8');
  for (const one of good)
    assert.ok(written.includes(one.replace('<iati-activity', '<iati-activity xmlns:a="http://a.example"')), 'byte for byte, with its namespace');
  assert.ok(!written.includes('XM-EXAMPLE-W-4'));
  assert.equal((await run(['validate', out])).code, 0);

  const again = path.join(place, 'again');
  await succeed(['init', again]);
  assert.equal((await importJson(again, [out])).new, 3);
});

const own = JSON.stringify({
  entente: '1',
  organisations: [{ key: 'agency', organisation: { name: { en: 'Example Agency' }, type: 'un_entity', identifiers: [{ scheme: 'iati-org', value: 'XM-EXAMPLE-1' }] } }],
  partnerships: [{
    key: 'wells',
    partnership: {
      title: { en: 'Wells for all' },
      purpose: { en: 'Water in every village' },
      kind: 'alliance',
      status: 'active',
      actual_start: '2024-01-01',
      governance: { en: 'A board of villages' },
      classifications: [{ kind: 'policy_marker', code: '1', weight: '2' }, { kind: 'humanitarian' }],
      contacts: [{ kind: 'general', email: 'wells@example.org' }],
    },
    participations: [{ organisation: 'agency', role: 'lead' }],
  }],
});

test('a register that is a publisher reports its own records, and knows one again whose status was changed elsewhere', async (t) => {
  const place = folder(t);
  const register = path.join(place, 'register');
  await succeed(['init', register]);
  fs.writeFileSync(path.join(register, 'entente.toml'), '[register]\nname = "Example Register"\niati_organisation = "XM-EXAMPLE-9"\norganisation_type = "un_entity"\n');
  const file = path.join(place, 'own.json');
  fs.writeFileSync(file, own);
  assert.equal((await importJson(register, [file])).new, 1);
  const out = path.join(place, 'out.xml');
  await succeed(['export', '--data', register, '--format', 'iati', '-o', out]);
  const written = fs.readFileSync(out, 'utf8');
  assert.match(written, /<iati-identifier>XM-EXAMPLE-9-[0-9a-f-]{36}</);
  assert.match(written, /<reporting-org ref="XM-EXAMPLE-9" type="40" secondary-reporter="1">\s*<narrative>Example Register</);
  assert.match(written, /<policy-marker vocabulary="1" code="1" significance="2"\/>/);
  assert.match(written, /<iati-activity [^>]*humanitarian="1"/);
  assert.match(written, /<email>wells@example.org</);

  // A tool that knows IATI alone closes it.
  const changed = path.join(place, 'changed.xml');
  fs.writeFileSync(changed, written.replace('<activity-status code="2"', '<activity-status code="4"'));
  const report = await importJson(register, [changed]);
  assert.deepEqual([report.new, report.changed], [0, 1]);
  const { results } = JSON.parse(await succeed(['search', '--data', register, '--json']));
  assert.equal(results.length, 1);
  const { partnership } = results[0];
  assert.equal(partnership.status, 'closed');
  assert.equal(partnership.kind, 'alliance', 'what IATI cannot say is not lost');
  assert.deepEqual(partnership.governance, { en: 'A board of villages' });
  assert.equal(results[0].parties.length, 1);

  fs.writeFileSync(path.join(register, 'entente.toml'), '[register]\niati_organisation = "EXAMPLE 9"\n');
  const refused = await run(['export', '--data', register, '--format', 'iati', '-o', out]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /register\.iati_organisation/);
});
