// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What cannot be read: each gets one clear sentence and the status 1, in time, and nothing that is stored is lost.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { assertPlainFailure, count, exampleCount, examples, importJson, lastObject, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

let data;
let files;
before(async () => {
  files = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-bad-'));
  data = await makeExampleRegister(path.join(files, 'register'));
});
after(() => fs.rmSync(files, { recursive: true, force: true }));

/** Imports what should be refused, and sees that the register is as it was. */
async function refused(content, says, { name = 'file.xml', landed = 0 } = {}) {
  const file = path.join(files, name);
  if (content !== null) fs.writeFileSync(file, content);
  const before = await count(data);
  const begun = Date.now();
  const done = await run(['import', '--data', data, '--json', file]);
  assert.ok(Date.now() - begun < 20_000, 'it ends in time');
  assertPlainFailure(done, 1, says);
  assert.equal(lastObject(done.stdout).new, landed);
  assert.equal(await count(data), before + landed);
  return done;
}

const secret = 'the-secret-of-this-test';
const bomb = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${'bcdefghij'
  .split('')
  .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
  .join('')}]>\n`;

describe('A file that is refused as a whole', () => {
  test('text that is no XML', () => refused('Dear register, please find below our partnerships.\n', /file\.xml/));
  test('JSON', () => refused('{"iati-activities": []}', /file\.xml/));
  test('HTML', () => refused('<!doctype html><html><body><p>Not found</p></body></html>', /file\.xml/));
  test('a picture', () => refused(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /file\.xml/));
  test('zero bytes', () => refused(Buffer.alloc(100_000), /file\.xml/));
  test('an empty file', () => refused('', /empty/i));
  test('a folder', () => { fs.mkdirSync(path.join(files, 'a-folder')); return refused(null, /a-folder.*is a folder without a file to read/, { name: 'a-folder' }); });
  test('a missing file', () => refused(null, /missing\.xml.*does not exist/, { name: 'missing.xml' }));
  test('a file of version 2.01', () => refused(iati(activity(1), { version: '2.01' }), /2\.01/));
  test('a file without a version', () => refused(iati(activity(1)).replace(' version="2.03"', ''), /version/));
  test('a file of organisations without one', () => refused('<?xml version="1.0"?><iati-organisations version="2.03"></iati-organisations>', /holds no organisation/));
  test('a billion laughs', () => refused(iati(activity(1, { title: '&j;' }), { before: bomb }), /entit|DOCTYPE|document type/i));
  test('quadratic blowup', () =>
    refused(iati(activity(1, { title: '&a;'.repeat(20_000) }), { before: `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50_000)}">]>\n` }), /entit|DOCTYPE|document type/i));
  test('an encoding that nobody knows', () => refused(iati(activity(1), { encoding: 'x-klingon' }), /x-klingon|encoding/i));
  test('UTF-16 as it says, UTF-8 as it is', () => refused(iati(activity(1), { encoding: 'UTF-16' }), /encod|UTF-16|XML/i));
});

test('an entity that fetches a file fetches nothing', async () => {
  const target = path.join(files, 'secret.txt');
  fs.writeFileSync(target, secret);
  for (const before of [`<!DOCTYPE x [<!ENTITY e SYSTEM "file://${target}">]>\n`, `<!DOCTYPE x SYSTEM "file://${target}">\n`, `<!DOCTYPE x [<!ENTITY % p SYSTEM "file://${target}"> %p;]>\n`]) {
    const done = await refused(iati(activity(1, { title: '&e;' }), { before }), /entit|DOCTYPE|document type/i);
    assert.ok(!done.stderr.includes(secret) && !done.stdout.includes(secret));
  }
  assert.ok(!(await succeed(['export', '--data', data, '--format', 'json'])).includes(secret));
});

describe('A file that breaks off or goes wrong within', () => {
  test('cut short: what was whole before the cut is kept, and the fault is told', () =>
    refused(iati([activity(1001), activity(1002)]).slice(0, -60), /cut short|ends|not closed|incomplete|truncated/i, { landed: 1 }));
  test('cut short at its very beginning', () => refused('<?xml version="1.0"?><iati-activ', /file\.xml/));
  test('an end that does not match', () => refused(iati([activity(1003).replace('</title>', '</titel>')]), /title|file\.xml/));
  test('bytes that are not the UTF-8 they claim to be', () => refused(Buffer.from(iati(activity(1004, { title: 'Été à Genève' })), 'latin1'), /UTF-8/));
  test('10 MB in one attribute', () => refused(iati(activity(1005).replace('ref="XM-EXAMPLE-5"', `ref="${'x'.repeat(10_000_000)}"`)), /too (long|large)|longer|larger|limit/i));
  test('an activity without an identifier', () => refused(iati(activity(1006).replace(/<iati-identifier>.*\n/, '')), /identifier/));
  test('elements 100,000 deep', () => refused(iati(activity(1007, { more: '<a>'.repeat(100_000) + '</a>'.repeat(100_000) })), /deep|nest/i));
});

test('one bad file among good ones: the good ones land', async () => {
  const bad = path.join(files, 'bad.xml');
  const good = path.join(files, 'good.xml');
  fs.writeFileSync(bad, 'no XML');
  fs.writeFileSync(good, iati(activity(2001)));
  const done = await run(['import', '--data', data, '--json', bad, good]);
  assertPlainFailure(done, 1, /bad\.xml/);
  assert.equal(lastObject(done.stdout).new, 1);
});

test('after all this the register is whole: the example data are unchanged', async () => {
  const report = await importJson(data, examples);
  assert.deepEqual([report.unchanged, report.new, report.changed], [exampleCount, 0, 0]);
});
