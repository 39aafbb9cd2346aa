// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A steward's program acts in the office by a token that was made for that: it records who verified a delivery, decides on an appeal, answers a concern,
// reviews. The token is made after the second factor alone, opens nothing else, and leaves its trace in the account.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Person, invited, password } from '../support/accounts.mjs';
import { partnered, program } from '../support/programs.mjs';
import { MovedClock, run, succeed } from '../support/register.mjs';

const office = { withFactor: true };
const events = async (person) => (await person.open('/en/account/events')).body;

describe('A program of a steward', () => {
  test('records who verified a delivery, and the page of the partnership shows it', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['office'], office);
    const { id } = (await at.fund.ask('POST', `/api/v1/account/parts/${at.fund.part}/promises`, { delivery: { kind: 'disbursement', value: { amount: '400', currency: 'USD' }, receiver: { organisation: at.union.organisation }, date: '2026-02-01' } })).value;
    const said = { word: 'confirm', version: 1, level: 'independent_verifier', by: 'Auditors of Example', url: 'https://example.org/finding' };
    const verify = (who, more = {}) => who.ask('POST', `/api/v1/account/deliveries/${id}/verification`, { ...said, ...more });
    assert.equal((await verify(at.union)).status, 403, 'the receiver confirms, and verifies nothing');
    const { status, value } = await verify(steward);
    assert.deepEqual([status, value.attested], [200, ['claim', 'independent_verifier']]);
    assert.match(await at.page(), /Auditors of Example|independent/i);
    assert.match(await events(steward), new RegExp(`Verification recorded by a token[^]*A program: ${id}`));
    const found = await verify(steward, { word: 'dispute', remark: { en: 'Only half of it came' } });
    assert.deepEqual([found.status, found.value.disputed], [200, true]);
  });

  test('upholds an appeal until a day, and the party sees why', async (t) => {
    const clock = new MovedClock(t);
    const at = await partnered(t, {}, { env: clock.env });
    clock.pass(24 * 28);
    const part = `/api/v1/account/parts/${at.fund.part}`;
    await at.fund.ask('PUT', `${part}/rhythm`, { version: 0, months: 3, first_due: '2026-12-15' });
    clock.pass(24 * 200);
    const steward = await at.as('steward', 'steward', ['office'], { ...office, clock });
    const appealed = await at.fund.ask('POST', `${part}/appeals`, { reason: { en: 'The rains came late' } });
    assert.equal(appealed.status, 200, JSON.stringify(appealed.value));
    const [{ id, version, appeal, own }] = (await steward.ask('GET', '/api/v1/reporting/appeals')).value.results;
    assert.deepEqual([appeal.reason, own], [{ en: 'The rains came late' }, false]);
    const until = new Date(clock.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const decided = await steward.ask('POST', `/api/v1/reporting/appeals/${id}/decision`, { decision: 'uphold', version, answer: { en: 'They did' }, until });
    assert.deepEqual([decided.status, decided.value.state], [200, 'upheld']);
    const { reporting, appeals } = (await at.fund.ask('GET', `${part}/report`)).value;
    assert.deepEqual([reporting.due, appeals[0].appeal.state, appeals[0].appeal.answer], [until, 'upheld', { en: 'They did' }]);
    assert.match(await events(steward), new RegExp(`Appeal decided by a token[^]*${id}`));
  });

  test('answers a concern, hands it on, publishes it and closes it; not one about those for whom it speaks', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['office'], office);
    const concern = { about: at.partnership, kind: 'harm', text: 'The well was never dug. My house is number 7.', name: 'Otieno' };
    const { secret } = (await at.anybody('POST', '/api/v1/concerns', concern)).value;
    const [row] = (await steward.ask('GET', '/api/v1/answering/concerns')).value.results;
    assert.deepEqual([row.number, row.about.id, typeof row.due], [1, at.partnership, 'string']);
    const one = '/api/v1/answering/concerns/1';
    const { value: read } = await steward.ask('GET', one);
    assert.deepEqual([read.name, read.address, read.steps[0].text], [undefined, undefined, concern.text], 'who raised it no program is told');
    assert.match((await steward.open('/en/concerns/1')).body, /Otieno/);
    const take = async (step, text, seen) => steward.ask('POST', `${one}/steps`, { step, text, seen });
    const handed = await take('hand_on', 'The well was never dug.', read.seen);
    assert.deepEqual([handed.status, handed.value.seen], [200, 2]);
    assert.equal((await take('hand_on', 'The well was never dug.', read.seen)).value.seen, 2, 'sent twice, done once');
    assert.equal((await take('answer', 'We go and look.', read.seen)).status, 409, 'more was said than it had read');
    assert.equal((await at.fund.ask('GET', '/api/v1/account/concerns/1')).value.text, 'The well was never dug.');
    assert.equal((await take('answer', 'We have been there.', 2)).value.state, 'answered');
    assert.equal((await take('publish', 'The well was never dug.', 3)).value.published, true);
    assert.equal((await at.server.json(`/api/v1/concerns?about=${at.partnership}`)).published[0].text, 'The well was never dug.');
    assert.equal((await take('take_back', undefined, 4)).value.published, false);
    assert.equal((await take('close', 'It is dug now.', 5)).value.state, 'closed');
    assert.equal((await at.anybody('GET', `/api/v1/concern/${secret}`)).value.state, 'closed');
    assert.deepEqual((await steward.ask('GET', '/api/v1/answering/concerns?state=closed')).value.results.map(({ number }) => number), [1]);
    assert.equal([...(await events(steward)).matchAll(/Concern handled by a token/g)].length, 5, 'each once');
    const chief = await at.as('chief', 'administrator', ['read'], office);
    const seen = (await chief.open('/en/events')).body;
    assert.match(seen, /Concern handled by a token/);
    assert.doesNotMatch(seen, /A program: /, 'whoever sees events is not told which: it may be about them');

    await succeed(['user', 'give', 'steward@party.example', `representative of ${at.fund.organisation}`, ...at.place]);
    await at.anybody('POST', '/api/v1/concerns', { ...concern, about: at.fund.organisation });
    assert.equal((await steward.ask('GET', '/api/v1/answering/concerns/2')).status, 403);
  });

  test('reviews what is registered and what parties report, which a token to write does not', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['office'], office);
    const writes = program(at.server.address, await steward.makeToken(['read', 'write']));
    await at.fund.ask('PUT', `/api/v1/account/parts/${at.fund.part}/report`, { version: 0, report: { delivered: { en: 'Two wells' } }, hand_in: true });
    const waiting = '/api/v1/reporting/reports';
    const refused = await writes('GET', waiting);
    assert.deepEqual([refused.status, refused.headers['www-authenticate']], [403, 'Bearer realm="Entente", error="insufficient_scope", scope="write office"']);
    const [{ id, version }] = (await steward.ask('GET', waiting)).value.results;
    const decided = await steward.ask('POST', `${waiting}/${id}/decision`, { decision: 'publish', version });
    assert.deepEqual([decided.status, decided.value.state], [200, 'published']);
    assert.match(await events(steward), new RegExp(`reviewed by a token[^]*A program: ${id}`));
    assert.equal((await steward.ask('GET', '/api/v1/review')).status, 200);
    assert.equal((await steward.ask('GET', '/api/v1/account')).status, 403, 'what it is not for, it does not read');
  });
});

describe('A token for offices', () => {
  test('is offered after the second factor to whoever does more by it, and to nobody else', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    assert.doesNotMatch((await reviewer.open('/en/account/tokens')).body, /value="office"/);
    const make = (person, days = '30') => person.fill('/en/account/tokens', { name: 'Audits', scope: 'office', days, password });
    assert.doesNotMatch((await at.fund.open('/en/account/tokens')).body, /value="office"/, 'a representative without the factor');
    const head = await at.as('head', `representative of ${at.fund.organisation}`, ['read'], office);
    assert.match((await head.open('/en/account/tokens')).body, /value="office"/);
    assert.equal((await make(reviewer)).status, 403, 'whatever is sent, nobody without the factor makes one');
    const steward = await at.as('steward', 'steward', ['read'], office);
    assert.match((await steward.open('/en/account/tokens')).body, /value="office"/);
    const long = await make(steward, '91');
    assert.equal(long.status, 422);
    assert.match(long.body, /holds for 90 days at most/);
    assert.equal((await make(steward, '90')).status, 200);
    assert.match(await events(steward), /Token made that acts in offices/);
    const shell = await run(['user', 'token', 'steward@party.example', '--name', 'x', '--scope', 'office', ...at.place]);
    assert.deepEqual([shell.code, /office not in/.test(shell.stderr)], [2, true], 'the shell makes none');
  });

  test('ends with the second factor, and counts for nothing without the office', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['read', 'office'], office);
    const queue = async (ask) => (await ask('GET', '/api/v1/answering/concerns')).status;
    assert.equal(await queue(steward.ask), 200);
    await succeed(['user', 'withdraw', 'steward@party.example', 'steward', ...at.place]);
    assert.deepEqual([await queue(steward.ask), (await steward.ask('GET', '/api/v1/account')).status], [403, 200]);
    await succeed(['user', 'give', 'steward@party.example', 'steward', ...at.place]);
    assert.equal(await queue(steward.ask), 200);
    await steward.setUpSecondFactor(password);
    assert.equal(await queue(steward.ask), 401, 'another factor is none with which it was made');
  });

  test('opens no page, and nothing about accounts, claims, merges and webhooks', async (t) => {
    const at = await partnered(t);
    const chief = await invited(at.server, at.place, { address: 'chief@party.example', role: 'administrator', withFactor: true });
    const token = await chief.makeToken(['read', 'write', 'office']);
    const headers = { authorization: `Bearer ${token}` };
    for (const target of ['/en/accounts', '/en/events', '/en/claims', '/en/merges', '/en/webhooks', '/en/concerns', '/en/review', '/en/account/tokens', `/en/organisations/${at.fund.organisation}/people`]) {
      const answer = await at.server.request(target, { headers });
      assert.match(answer.headers.location ?? '', /^\/en\/sign-in/, target);
    }
    const thief = new Person(at.server.address);
    thief.cookies.set('entente', token);
    assert.match((await thief.open('/en/accounts')).target, /^\/en\/sign-in/);
  });
});
