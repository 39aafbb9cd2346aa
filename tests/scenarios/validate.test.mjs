// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// `entente validate` as a publisher meets it: forms of report, exit statuses, folders, standard input, packed files.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { after, before, describe, test } from 'node:test';

import { run } from '../support/register.mjs';

const good = (id, more = '') => `<iati-activity xml:lang="en" default-currency="USD">
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
const file = (...activities) => `<?xml version="1.0"?>\n<iati-activities version="2.03">\n${activities.join('\n')}\n</iati-activities>\n`;

let folder;
const at = (name) => path.join(folder, name);
before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-validate-'));
  fs.writeFileSync(at('a good one.xml'), file(good(1), good(2)));
  fs.writeFileSync(at('b-bad.xml'), file(good(1), good(2, '<nothing/>'), good(3, '<tag vocabulary="3" code="99.1"/>')));
  fs.writeFileSync(at('c-packed.xml.gz'), zlib.gzipSync(file(good(1, '<nothing/>'))));
  fs.writeFileSync(at('not-read.txt'), 'not looked at');
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const findings = (done) => JSON.parse(done.stdout).files.flatMap((f) => f.findings.map((x) => `${path.basename(f.file)} ${x.rule} ${x.line}:${x.column}`));

describe('entente validate', () => {
  test('says nothing but its verdict of a good file, and ends with 0', async () => {
    const done = await run(['validate', at('a good one.xml')]);
    assert.equal(done.code, 0);
    assert.match(done.stdout, /^[^\n]*: Valid\. 2 activities · critical: 0 .*\n$/);
    assert.equal(done.stderr, '');
  });

  test('tells file, line, column, rule and activity of what is wrong, and ends with 1', async () => {
    const done = await run(['validate', at('b-bad.xml')]);
    assert.equal(done.code, 1);
    assert.match(done.stdout, /b-bad\.xml:24:1: critical 0\.3\.1 \[XM-DAC-7-2\]: .*<nothing>/);
    assert.match(done.stdout, /b-bad\.xml:35:\d+: error 9\.126\.1 \[XM-DAC-7-3\]: .*99\.1/);
  });

  test('reads a folder in the order of its names, packed files too', async () => {
    const done = await run(['validate', '--format', 'json', folder]);
    assert.equal(done.code, 1);
    assert.deepEqual(findings(done).map((f) => f.split(' ').slice(0, 2).join(' ')), ['b-bad.xml 0.3.1', 'b-bad.xml 9.126.1', 'c-packed.xml.gz 0.3.1']);
  });

  test('ends by the severity it is asked to', async () => {
    fs.writeFileSync(at('error.xml'), file(good(1, '<tag vocabulary="3" code="99.1"/>')));
    const status = async (level) => (await run(['validate', '--fail-on', level, at('error.xml')])).code;
    assert.deepEqual([await status('critical'), await status('error'), await status('advisory'), await status('never')], [0, 1, 1, 0]);
    fs.rmSync(at('error.xml'));
  });

  test('takes the day it is told for today', async () => {
    const says = async (day) => /11\.1\.4/.test((await run(['validate', '--as-of', day, at('a good one.xml')])).stdout);
    assert.deepEqual([await says('2026-05-31'), await says('2026-06-01')], [true, false]);
  });

  test('speaks the language it is asked for', async () => {
    const done = await run(['validate', '--language', 'fr', at('b-bad.xml')]);
    assert.match(done.stdout, /critique 0\.3\.1/);
  });

  test('the report does not depend on the number of threads', async () => {
    const big = file(...Array.from({ length: 4000 }, (_, i) => good(i, i % 5 === 0 ? '<nothing/>' : '')));
    fs.writeFileSync(at('big.xml'), big);
    const [one, many] = await Promise.all(['1', '4'].map((n) => run(['validate', '--format', 'csv', '--threads', n, at('big.xml')])));
    assert.equal(one.stdout.split('\r\n').length, 802);
    assert.equal(one.stdout, many.stdout);
    fs.rmSync(at('big.xml'));
  });

  test('a file that cannot be read ends with 2, and the others are still validated', async () => {
    const done = await run(['validate', at('missing.xml'), at('b-bad.xml')]);
    assert.equal(done.code, 2);
    assert.match(done.stderr, /missing\.xml/);
    assert.match(done.stdout, /b-bad\.xml:24:1/);
    const broken = zlib.gzipSync(file(good(1))).subarray(0, 200);
    fs.writeFileSync(at('cut.xml.gz'), broken);
    assert.equal((await run(['validate', at('cut.xml.gz')])).code, 2);
    fs.rmSync(at('cut.xml.gz'));
  });

  test('a command line that is wrong ends with 2', async () => {
    for (const args of [[], ['--format', 'pdf', at('b-bad.xml')], ['--fail-on', 'bad', at('b-bad.xml')]])
      assert.equal((await run(['validate', ...args])).code, 2, args.join(' '));
  });

  test('SARIF and the official form are JSON with every finding', async () => {
    const sarif = JSON.parse((await run(['validate', '--format', 'sarif', at('b-bad.xml')])).stdout);
    assert.equal(sarif.runs[0].results.length, 2);
    assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine, 24);
    const official = JSON.parse((await run(['validate', '--format', 'iati-validator', at('b-bad.xml')])).stdout);
    assert.deepEqual(official.errors.map((e) => [e.id, e.identifier]), [['0.3.1', 'XM-DAC-7-2'], ['9.126.1', 'XM-DAC-7-3']]);
    assert.equal(official.valid, false);
  });
});
