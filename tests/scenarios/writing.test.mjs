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
