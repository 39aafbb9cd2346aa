// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Read, stored and written, every activity is equal to what it was in canonical XML. Whole data sets are
// counted by script/bench iati; these are the quick ones.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { binary, exampleCount, examples, finished, folder, root, shared } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

const roundTrip = (files) =>
  finished(spawn('bash', [path.join(root, 'tests/support/round_trip'), binary, ...files], { stdio: ['ignore', 'pipe', 'pipe'] }));

test('every activity of the example data comes back equal', async () => {
  const done = await roundTrip(examples);
  assert.equal(done.stdout, `${exampleCount} of ${exampleCount} activities come back equal\n`, done.stderr);
  assert.equal(done.code, 0);
});

const real = path.join(shared, 'data/iati/activities/real-valid-1mb.xml');
test('62 real activities come back equal', { skip: !fs.existsSync(real) && `${real} is absent` }, async () => {
  const done = await roundTrip([real]);
  assert.equal(done.stdout, '62 of 62 activities come back equal\n', done.stderr);
  assert.equal(done.code, 0);
});

test('what stands in other namespaces, in comments and CDATA comes back; an activity that does not is told', async (t) => {
  const place = folder(t);
  const awkward = path.join(place, 'awkward.xml');
  const more = '<!-- a remark --><o:own o:at="1"><o:in><![CDATA[<a> & ]]></o:in>\u00e9</o:own>';
  const text = (last) =>
    iati([activity(1, { more }), activity(2, { more: last })]).replace('<iati-activities', '<iati-activities xmlns:o="http://o.example"');
  fs.writeFileSync(awkward, text('<o:other/>'));
  assert.equal((await roundTrip([awkward])).stdout, '2 of 2 activities come back equal\n');

  fs.writeFileSync(awkward, text('<nothing-of-the-standard/>'));
  const lost = await roundTrip([awkward]);
  assert.equal(lost.stdout, `${awkward}: 1 of 2\n1 of 2 activities come back equal\n`);
  assert.equal(lost.code, 1);
});
