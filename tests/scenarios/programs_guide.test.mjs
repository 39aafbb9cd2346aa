// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What docs/guide/programs.md shows is sent as it stands there, in its order, and does what it says.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../support/register.mjs';
import { partnered } from '../support/programs.mjs';

const guide = fs.readFileSync(path.join(root, 'docs/guide/programs.md'), 'utf8');

/** The requests of a section, in order. */
function shown(heading) {
  const section = guide.slice(guide.indexOf(`## ${heading}\n`)).split(/\n## /)[0];
  return [...section.matchAll(/```http\n([A-Z]+) (\S+)\n([\s\S]*?)```/g)].map(([, method, target, rest]) => {
    const [head, body = ''] = rest.split(/(?:^|\n)\n/);
    const headers = Object.fromEntries(head.split('\n').filter(Boolean).map((line) => line.split(': ')));
    return { method, target, headers, body: body.trim() || undefined };
  });
}

/** Sends one with what is known put in its places; every place must be known. */
async function send(ask, { method, target, headers, body }, known) {
  const filled = (text) => text?.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? assert.fail(`the guide names {${name}} before it is known`));
  const answer = await ask(method, filled(target), filled(body), { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) });
  assert.equal(answer.status, 200, `${method} ${target}: ${JSON.stringify(answer.value)}`);
  return answer.value;
}

test('from a promise to the receiver’s word', async (t) => {
  const at = await partnered(t);
  const requests = shown('From a promise to the receiver’s word'.replace('’', "'"));
  assert.equal(requests.length, 7);
  const known = { fund: at.fund.organisation, union: at.union.organisation };
  const [list, confirm, promise, deliver, show, read, say] = requests;
  const { results } = await send(at.fund.ask, list, known);
  known.part = results[0].id;
  assert.equal((await send(at.fund.ask, confirm, known)).state, 'confirmed');
  known.promise = (await send(at.fund.ask, promise, known)).id;
  known.delivery = (await send(at.fund.ask, deliver, known)).id;
  assert.deepEqual((await send(at.fund.ask, show, known)).attested, ['claim', 'own_document']);
  assert.equal((await send(at.anybody, read, known)).version, 2);
  const { attested } = await send(at.union.ask, say, known);
  assert.ok(guide.includes(`"attested": ${JSON.stringify(attested).replaceAll(',', ', ')}`), 'the guide says what comes back');
  // Each again, as after a lost answer: nothing is done twice.
  for (const request of [confirm, promise, deliver]) assert.equal((await send(at.fund.ask, request, known)).done.repeated, true);
  const { commitments, deliveries } = await at.view();
  assert.deepEqual([commitments.length, deliveries.length], [1, 1]);
});

test('from guidance to those who have read it', async (t) => {
  const at = await partnered(t);
  const [publish, due, acknowledge, ...more] = shown('From guidance to those who have read it');
  assert.deepEqual(more, []);
  const known = { fund: at.fund.organisation };
  known.guidance = (await send(at.kenya.ask, publish, known)).id;
  assert.deepEqual((await send(at.fund.ask, due, known)).results.map(({ id }) => id), [known.guidance]);
  await send(at.fund.ask, acknowledge, known);
  assert.deepEqual((await send(at.fund.ask, due, known)).results, []);
  assert.deepEqual((await at.server.json('/api/v1/countries/KE')).guidance[0].acknowledgements.map(({ organisation }) => organisation), [known.fund]);
  for (const [who, request] of [[at.kenya, publish], [at.fund, acknowledge]]) assert.equal((await send(who.ask, request, known)).done.repeated, true);
});

test('from a party to whoever answers for it', async (t) => {
  const at = await partnered(t);
  const [invite, colleague, ...more] = shown('From a party to whoever answers for it');
  assert.deepEqual(more, []);
  const known = { fund: at.fund.organisation, partnership: at.partnership, part: at.union.part };
  const head = await at.as('head', `representative of ${at.fund.organisation}`, ['office'], { withFactor: true });
  for (const [{ ask }, request] of [[at.fund, invite], [head, colleague]]) {
    const made = await send(ask, request, known);
    assert.match(made.link, /\/(en|fr)\/offer\/[\w-]{43}$/);
    const again = await send(ask, request, known);
    assert.deepEqual([again.link, again.done.repeated], [undefined, true]);
  }
});

test('from a delivery to those who verified it', async (t) => {
  const at = await partnered(t);
  const [verify, ...more] = shown('From a delivery to those who verified it');
  assert.deepEqual(more, []);
  const delivery = { kind: 'disbursement', value: { amount: '400', currency: 'USD' }, receiver: { organisation: at.union.organisation }, date: '2026-02-01' };
  const known = { delivery: (await at.fund.ask('POST', `/api/v1/account/parts/${at.fund.part}/promises`, { delivery })).value.id };
  const steward = await at.as('steward', 'steward', ['office'], { withFactor: true });
  assert.deepEqual((await send(steward.ask, verify, known)).attested, ['claim', 'independent_verifier']);
});
