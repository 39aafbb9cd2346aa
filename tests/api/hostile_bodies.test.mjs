// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every operation that reads JSON is sent what is none, or none of its own: each time it says so in the one shape of errors, and
// nothing is written. An operation that is new is asked too.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { partnered } from '../support/programs.mjs';
import { faultsOf, operations, schemaOf } from './document.mjs';

// What is asked as another service has its shape of errors: tests/scenarios/screening_yente.test.mjs.
const json = { 'content-type': 'application/json' };
const nested = (levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const hostile = [
  ['', 'nothing'], ['{', 'half an object'], ['[]', 'a list'], ['null', 'null'], ['"text"', 'a string'], ['7', 'a number'], ['{}{}', 'two objects'], ['{} x', 'words behind it'],
  ['{"a":NaN}', 'no number'], ["{'a':1}", 'other quotes'], ['{"a":1,}', 'a comma too many'], ['/**/{}', 'a comment'], ['\ufeff{}', 'a mark of byte order'],
  [nested(65), 'too deep'], [nested(60), 'deep, of unknown members'], ['{"a":1,"a":2}', 'a member twice'], ['{"\\u0061":1,"a":2}', 'a member twice, once escaped'],
  ['{"__proto__":{}}', 'an unknown member'], [JSON.stringify({ '\u202e<script>': 1 }), 'a name that is hostile'], ['{"a":"\\ud800"}', 'half a letter'],
  [Buffer.from('{"a":"\xff"}', 'latin1'), 'no UTF-8'], [`{"a":${'9'.repeat(400)}}`, 'a number of 400 digits'],
];

test('what is no body of an operation is refused by it, in words', { timeout: 120_000 }, async (t) => {
  const at = await partnered(t);
  const reviewer = await at.as('reviewer', 'reviewer');
  const steward = await at.as('steward', 'steward', ['office'], { withFactor: true });
  const raised = await at.anybody('POST', '/api/v1/concerns', { about: at.partnership, kind: 'facts', text: 'Nothing was dug.' });
  const reading = operations.filter(({ operation }) => operation.requestBody?.content['application/json'] && !operation.tags.includes('screening'));
  assert.ok(reading.length >= 25, `${reading.length} operations`);
  const before = (await at.server.json('/api/v1/register')).event_seq;
  const values = { id: at.fund.part, part: at.union.part, number: '1', code: 'KE', secret: raised.value.secret };
  let asked = 0;
  for (const one of reading) {
    const target = one.address.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? assert.fail(`the test knows a ${name}`));
    const speaker = [[/verification|appeals\/\{id\}|answering|\/people$/, steward], [/review|reporting|partnerships\/\{id\}\/withdrawal/, reviewer], [/\/hosts\/|\/desks\/|\/countries\//, at.kenya], [/./, at.fund]].find(([form]) => form.test(one.address))[1];
    const ask = one.operation.security ? speaker.ask : at.anybody;
    const send = async (body, headers, what, status = 400) => {
      const answer = await ask(one.method.toUpperCase(), target, body, headers);
      assert.equal(answer.status, status, `${one.operation.operationId}, ${what}: ${JSON.stringify(answer.value)}`);
      assert.deepEqual(faultsOf(schemaOf(one, '400', 'application/json'), answer.value), []);
      assert.doesNotMatch(answer.value.error.message, /terminate|std::|boost|\u202e/, what);
      ++asked;
    };
    for (const [body, what] of hostile) await send(body, json, what);
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': 'application/x-www-form-urlencoded' }, { 'content-type': '' }]) await send('{}', headers, JSON.stringify(headers));
  }
  assert.equal((await at.server.json('/api/v1/register')).event_seq, before, 'nothing was written');
  t.diagnostic(`${reading.length} operations, ${asked} bodies`);
});
