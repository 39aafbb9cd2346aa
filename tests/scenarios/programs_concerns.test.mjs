// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A program raises a concern without an account, comes back to it by its secret; a program of the one concerned replies.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { partnered } from '../support/programs.mjs';

const concerns = '/api/v1/concerns';
const own = (secret, what = '') => `/api/v1/concern/${secret}${what}`;

async function raised(at, more = {}, headers = {}) {
  return at.anybody('POST', concerns, { about: at.partnership, kind: 'harm', text: 'The <b>well</b> was never dug. My house is number 7.', ...more }, headers);
}

describe('A program', () => {
  test('raises a concern, is answered, says more; the one concerned replies beside it', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['read', 'write'], { withFactor: true });
    const { status, value } = await raised(at);
    assert.deepEqual([status, value.number, value.state, value.seen, value.steps.map(({ what }) => what)], [200, 1, 'open', 1, ['raised']]);
    assert.match(value.secret, /^[\w-]{43}$/);
    const act = (fields) => steward.fill('/en/concerns/1', fields);
    assert.deepEqual((await at.fund.ask('GET', '/api/v1/account/concerns')).value.results, []);
    assert.equal((await at.fund.ask('GET', '/api/v1/account/concerns/1')).status, 404, 'not handed on yet');
    assert.equal((await act({ do: 'hand_on', text: 'The well was never dug.' })).status, 303);

    const { value: [row] } = { value: (await at.fund.ask('GET', '/api/v1/account/concerns')).value.results };
    assert.deepEqual([row.number, row.about.id], [1, at.partnership]);
    const { value: shown } = await at.fund.ask('GET', '/api/v1/account/concerns/1');
    assert.deepEqual([shown.text, shown.shortened], ['The well was never dug.', true]);
    assert.doesNotMatch(JSON.stringify(shown), /number 7|secret/);
    const reply = (text, seen = shown.seen) => at.fund.ask('POST', '/api/v1/account/concerns/1/reply', { text, seen });
    const replied = await reply('It was dug in May.');
    assert.deepEqual([replied.status, replied.value.seen], [200, shown.seen + 1]);
    assert.equal((await reply('It was dug in May.')).value.seen, shown.seen + 1, 'sent twice, written once');
    assert.equal((await reply('In June, rather.')).status, 409, 'more was said than it had seen');
    assert.equal((await act({ do: 'answer', text: 'We have been there.' })).status, 303);

    const { value: answered } = await at.anybody('GET', own(value.secret));
    assert.deepEqual([answered.state, answered.text], ['answered', undefined]);
    assert.match(JSON.stringify(answered.steps), /We have been there.*|It was dug in May/);
    assert.doesNotMatch(JSON.stringify(answered), /Holder of/, 'nobody’s name');
    const say = (text, seen = answered.seen) => at.anybody('POST', own(value.secret, '/words'), { text, seen });
    assert.equal((await say('I see it now.', 1)).status, 409);
    const more = await say('I see it now.');
    assert.deepEqual([more.status, more.value.state], [200, 'open']);
    assert.equal((await say('I see it now.')).value.seen, more.value.seen, 'written once');
    for (let i = 0; i < 2; ++i) assert.equal((await at.anybody('POST', own(value.secret, '/withdrawal'), {})).value.state, 'withdrawn');
    assert.deepEqual((await at.server.json(`${concerns}?about=${at.partnership}`)).counts, { open: 0, answered: 0, closed: 0, withdrawn: 1 });
    assert.equal((await say('Once more', 9)).status, 409);
  });

  test('raises one concern by one secret, and no more than a form may', async (t) => {
    const at = await partnered(t);
    const secret = crypto.randomBytes(32).toString('base64url');
    for (let i = 0; i < 3; ++i) assert.deepEqual([(await raised(at, { secret })).value.number, (await raised(at, { secret })).value.secret], [1, secret]);
    for (let i = 2; i <= 5; ++i) assert.equal((await raised(at)).value.number, i);
    const late = await raised(at);
    assert.equal(late.status, 429);
    assert.ok(Number(late.headers['retry-after']) > 0 && Number(late.headers['retry-after']) <= 3_600);
    assert.equal((await at.server.json(`${concerns}?about=${at.partnership}`)).counts.open, 5);
  });

  test('is told what is wrong, and no page of a browser raises one for its reader', async (t) => {
    const at = await partnered(t);
    for (const [more, says] of [
      [{ kind: 'gossip' }, /kind/], [{ text: '' }, /text/], [{ text: 'x'.repeat(15_001) }, /text/], [{ text: ['x'] }, /text/], [{ name: 'x'.repeat(300) }, /name/],
      [{ address: 'a@b.example' }, /no mail/], [{ language: 'de' }, /language/], [{ secret: 'short' }, /secret/], [{ about: 'x' }, /about/], [{ about: undefined }, /about/], [{ from: 'me' }, /'from'/],
    ]) {
      const { status, value } = await raised(at, more);
      assert.equal(status, 400, JSON.stringify(more).slice(0, 60));
      assert.match(`${value.error.message} ${value.error.next}`, says);
    }
    assert.equal((await raised(at, { about: '00000000-0000-7000-8000-000000000000' })).status, 404);
    for (const origin of ['https://elsewhere.example', at.server.url, 'null']) assert.equal((await raised(at, {}, { origin })).status, 400, origin);
    assert.equal((await raised(at, {}, { 'content-type': 'text/plain' })).status, 400);
    const none = 'x'.repeat(43);
    for (const [method, target, body] of [['GET', own(none)], ['POST', own(none, '/words'), { text: 'x', seen: 1 }], ['POST', own(none, '/withdrawal'), {}], ['GET', own('short')]])
      assert.equal((await at.anybody(method, target, body)).status, 404, `${method} ${target}`);
    const { value } = await raised(at);
    for (const body of [{ text: 'x' }, { text: 'x', seen: -1 }, { text: 'x', seen: '1' }, { text: '', seen: 1 }, { text: 'x', seen: 1, more: 1 }])
      assert.equal((await at.anybody('POST', own(value.secret, '/words'), body)).status, 400, JSON.stringify(body));
    assert.equal((await at.anybody('POST', own(value.secret, '/withdrawal'), { why: 'x' })).status, 400);
    assert.equal((await at.anybody('GET', own(value.secret))).value.seen, 1);
  });

  test('leaves nothing by which its raiser could be found', async (t) => {
    const at = await partnered(t);
    const text = 'They threatened my sister at the market.';
    const token = { authorization: `Bearer ${at.union.token}` };
    const { value } = await raised(at, { text, name: 'Otieno Wekesa' }, token);
    await at.anybody('POST', own(value.secret, '/words'), { text: 'And my neighbour.', seen: 1 }, token);
    await raised(at, { text: '' }, token);
    await at.server.stop();
    const files = fs.readdirSync(at.place[1], { recursive: true }).map((name) => path.join(at.place[1], name)).filter((file) => fs.statSync(file).isFile());
    assert.ok(files.length > 0);
    const kept = Buffer.concat(files.map((file) => fs.readFileSync(file))).toString('latin1') + at.server.said();
    for (const words of [text, 'Otieno', 'my neighbour', value.secret]) assert.ok(!kept.includes(words), words);
  });
});
