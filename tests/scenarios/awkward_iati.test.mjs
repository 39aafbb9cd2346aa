// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// IATI that is well-formed but awkward, wrong within one activity, or very large: what is whole lands and is
// written back, what is not is told of, and memory stays within bounds.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { binary, finished, folder, lastObject, run, start, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

/** Imports a file into an empty register; gives how it ended, its report and where the register is. */
async function taken(t, content, options = {}) {
  const place = folder(t);
  const data = path.join(place, 'register');
  await succeed(['init', data]);
  const file = path.join(place, 'file.xml');
  if (typeof content === 'function') content(file);
  else fs.writeFileSync(file, content);
  const done = await finished(start(['import', '--data', data, '--json', file], options));
  return { done, report: lastObject(done.stdout), data, file, place };
}

/** Writes the register as IATI and sees that it validates; gives the text. */
async function written({ data, place }) {
  const out = path.join(place, 'written.xml');
  await succeed(['export', '--data', data, '--format', 'iati', '-o', out]);
  const validated = await run(['validate', '--fail-on', 'critical', out]);
  assert.equal(validated.code, 0, validated.stdout);
  return fs.readFileSync(out, 'utf8');
}

/** No more than this many kilobytes of addresses; the sanitizers, which want terabytes of them, go without. */
const sanitized = fs.readFileSync(binary).includes('__asan_init');
const within = (kilobytes) => ({ through: ['bash', '-c', `set -o pipefail; ${sanitized ? '' : `ulimit -v ${kilobytes};`} "$0" "$@" | tail -n 20`] });

describe('Awkward, but right', () => {
  for (const [name, more] of [
    ['CDATA', '<o:own xmlns:o="http://o.example"><![CDATA[</iati-activity><iati-activity>]]></o:own>'],
    ['a comment', '<!-- </iati-activity> <iati-activity> -->'],
  ])
    test(`the end of an activity quoted in ${name}`, async (t) => {
      const one = await taken(t, iati([activity(1, { more }), activity(2)]));
      assert.deepEqual([one.report.new, one.report.rejected], [2, 0], one.done.stderr);
      assert.ok((await written(one)).includes(activity(1, { more })));
    });

  test('namespaces declared on the root go with each activity', async (t) => {
    const more = '<o:own o:at="1"><p:in/></o:own>';
    const text = iati([activity(1, { more }), activity(2, { more })]).replace('<iati-activities', '<iati-activities xmlns:o="http://o.example" xmlns:p="http://p.example"');
    const one = await taken(t, text);
    assert.equal(one.report.new, 2, one.done.stderr);
    const again = await taken(t, await written(one));
    assert.equal(again.report.new, 2, again.done.stderr);
  });

  test('an activity named with a prefix within a foreign element is not one of the file', async (t) => {
    const more = '<o:iati-activity xmlns:o="http://o.example"><o:iati-identifier>no</o:iati-identifier></o:iati-activity>';
    const one = await taken(t, iati([activity(1, { more }), activity(2)]));
    assert.deepEqual([one.report.read, one.report.new], [2, 2], one.done.stderr);
    assert.ok((await written(one)).includes(more));
  });
});

describe('Wrong within one activity', () => {
  const others = async (t, content, says) => {
    const one = await taken(t, content);
    assert.deepEqual([one.report.new, one.report.rejected], [2, 1], one.done.stderr);
    assert.match(one.done.stderr, says);
    const text = await written(one);
    assert.ok(text.includes('XM-EXAMPLE-T-1<') && text.includes('XM-EXAMPLE-T-3<') && !text.includes('XM-EXAMPLE-T-2<'));
  };

  test('an entity of nowhere in the second', (t) => others(t, iati([activity(1), activity(2, { title: '&j;&j;' }), activity(3)]), /T-2: is not well-formed XML: a '&'/));
  test('another encoding in the second', (t) =>
    others(t, Buffer.concat([Buffer.from(iati([activity(1), activity(2, { title: 'Z' })]).split('>Z<')[0] + '>'), Buffer.from('Été', 'latin1'),
      Buffer.from(`<${iati([activity(2, { title: 'Z' }), activity(3)]).split('>Z<')[1]}`)]), /T-2: is not well-formed XML: the bytes there are not UTF-8/));
  test('an identifier that stands there twice', async (t) => {
    const one = await taken(t, iati([activity(1), activity(1, { title: 'Another' }), activity(3)]));
    assert.deepEqual([one.report.new, one.report.rejected], [2, 1], one.done.stderr);
    assert.match(one.done.stderr, /XM-EXAMPLE-T-1/);
  });
  test('a bomb in the second: what stood before it has landed, nothing is expanded', async (t) => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${'bcdefghij'
      .split('')
      .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
      .join('')}]>`;
    const one = await taken(t, iati([activity(1), activity(2, { more: `${bomb}<o:o xmlns:o="http://o.example">&j;</o:o>` })]), within(1_500_000));
    assert.equal(one.report.new, 1, one.done.stderr);
    assert.equal(one.done.code, 1);
    assert.doesNotMatch(await written(one), /haha/);
  });
});

describe('Very large', { skip: !process.env.FULL && 'only with --full' }, () => {
  /** `count` pieces of text after another, without holding them. */
  const writeLarge = (file, before, piece, count, after) => {
    const out = fs.openSync(file, 'w');
    fs.writeSync(out, before);
    for (let i = 0; i < count; i += 1000) {
      let block = '';
      for (let n = i; n < Math.min(i + 1000, count); ++n) block += piece(n);
      fs.writeSync(out, block);
    }
    fs.writeSync(out, after);
    fs.closeSync(out);
  };

  test('an activity of 100 MB: told with its line and the limit, what stood before it has landed', async (t) => {
    const [before, after] = iati([activity(1), activity(2, { more: '@' })]).split('@');
    const piece = `<!-- ${'x'.repeat(990)} -->\n`;
    const one = await taken(t, (file) => writeLarge(file, before, () => piece, 100_000, after), within(1_500_000));
    assert.equal(one.report.new, 1, one.done.stderr);
    assert.match(one.done.stderr, /the activity on line \d+ is larger than 64 MB/);
    assert.equal(one.done.code, 1);
    const validated = await finished(start(['validate', '--threads', '1', '--fail-on', 'critical', one.file], within(1_500_000)));
    assert.equal(validated.code, 0, validated.stdout.slice(0, 2000) + validated.stderr);
  });

  test('a million activities are validated in bounded memory, and one identifier among them that stands there twice is found', async (t) => {
    const file = path.join(folder(t), 'million.xml');
    const [before, after] = iati('@').split('@');
    const small = (n) => `<iati-activity xml:lang="en"><iati-identifier>XM-DAC-7-${n}</iati-identifier><reporting-org ref="XM-DAC-7" type="10"><narrative>N</narrative></reporting-org>
<title><narrative>Wells</narrative></title><description><narrative>Water</narrative></description><participating-org role="1" ref="XM-DAC-7"/>
<activity-status code="2"/><activity-date type="1" iso-date="2020-01-01"/><recipient-country code="KE"/><sector code="14030" vocabulary="1"/></iati-activity>\n`;
    writeLarge(file, before, (n) => small(n === 999_998 ? 5 : n), 1_000_000, after);
    const done = await finished(start(['validate', '--fail-on', 'never', '--format', 'json', file], within(1_500_000)), 600_000);
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stdout, /"activities":\s*1000000/);
    assert.match(done.stdout, /"1\.1\.2"/);
  });
});
