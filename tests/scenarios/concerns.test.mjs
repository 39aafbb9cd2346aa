// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody without an account raises a concern; a steward answers it, hands it on and publishes it; the one concerned replies
// beside it. Of whoever raised it nothing is kept that could tell who they are.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { MovedClock, Server, folder, makeExampleRegister } from '../support/register.mjs';
import { Person, code, invited, password } from '../support/accounts.mjs';

/** The example register, a partnership of it, and a party that somebody speaks for. */
async function served(t, { settings = '', options = {} } = {}) {
  const data = await makeExampleRegister(path.join(folder(t), 'register'));
  if (settings) fs.writeFileSync(path.join(data, 'entente.toml'), `${settings}\n`);
  const at = { data, place: ['--data', data], server: await Server.start(data, [], options) };
  t.after(() => at.server.stop());
  const [{ id }] = (await at.server.json('/api/v1/partnerships?limit=1')).results;
  at.partnership = id;
  at.about = `/en/concerns/about/${id}`;
  [at.party] = (await at.server.json(`/api/v1/partnerships/${id}`)).parties;
  at.steward = () => invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  at.speaker = () => invited(at.server, at.place, { address: 'speaker@party.example', role: `representative of ${at.party.organisation.id}` });
  at.concerns = () => at.server.json(`/api/v1/concerns?about=${id}`);
  at.page = async () => (await at.server.request(`/en/partnerships/${id}`)).body;
  return at;
}

const secretOf = (body) => /name="secret" value="([\w-]{43})"/.exec(body)[1];

/** Raises a concern from the page's form. Gives the answer, and the concern's own address. */
async function raise(person, target, fields = {}) {
  const { body } = await person.open(target);
  const key = /name="key" value="([^"]*)"/.exec(body)[1];
  const answer = await person.send(target, { method: 'POST', fields: { key, secret: secretOf(body), kind: 'harm', text: 'The well was never dug.', ...fields } });
  return { ...answer, own: /\/en\/concern\/[\w-]{43}/.exec(answer.body)?.[0] };
}

describe('A concern', () => {
  test('is raised without an account, answered, handed on, replied to and published', async (t) => {
    const at = await served(t);
    const stranger = new Person(at.server.address);
    assert.match(await at.page(), new RegExp(`href="${at.about}"`));
    assert.match((await stranger.open(at.about)).body, /No concern about this record has been raised/);

    const raised = await raise(stranger, at.about, { text: 'The <b>well</b> was never dug. My house is number 7.' });
    assert.equal(raised.status, 200, raised.body);
    assert.match(raised.body, /Concern 1/);
    assert.equal(raised.headers['cache-control'], 'no-store');
    assert.match(await at.page(), /1 concern · 1 waits for an answer/, 'the page that was kept is not given again');
    assert.deepEqual((await at.concerns()).counts, { open: 1, answered: 0, closed: 0, withdrawn: 0 });

    const speaker = await at.speaker();
    assert.equal((await speaker.send('/en/concerns/1')).status, 403);
    assert.equal((await speaker.send('/en/account/concerns/1')).status, 404, 'not handed on yet');
    const steward = await at.steward();
    assert.match((await steward.open('/en/account')).body, /1 concern waits for an answer/);
    assert.match((await steward.open('/en/concerns')).body, /href="\/en\/concerns\/1"/);
    assert.match((await steward.open('/en/concerns/1')).body, /The &lt;b&gt;well&lt;\/b&gt; was never dug\. My house is number 7\./);

    const act = (fields) => steward.fill('/en/concerns/1', fields);
    assert.equal((await act({ do: 'hand_on', text: 'The well was never dug.' })).status, 303);
    assert.match((await speaker.open('/en/account')).body, /1 concern was shown to you/);
    assert.match((await speaker.open('/en/account/notifications')).body, /href="\/en\/account\/concerns\/1"/);
    const shown = await speaker.open('/en/account/concerns/1');
    assert.match(shown.body, /The well was never dug\./);
    assert.match(shown.body, /not the words in which it was raised/);
    assert.doesNotMatch(shown.body, /number 7/);
    assert.equal((await speaker.fill('/en/account/concerns/1', { text: 'It was dug in May.' })).status, 303);

    assert.equal((await act({ do: 'answer', text: 'We have been there: it was dug in May.' })).status, 303);
    const own = await stranger.open(raised.own);
    assert.match(own.body, /We have been there: it was dug in May\./);
    assert.match(own.body, /It was dug in May\./, 'the reply, too');
    assert.doesNotMatch(own.body, /Holder of/, 'nobody’s name');
    assert.equal((await stranger.fill(raised.own, { do: 'add', text: 'I have seen it now.' })).headers.location, raised.own);
    assert.deepEqual((await at.concerns()).counts, { open: 1, answered: 0, closed: 0, withdrawn: 0 });
    assert.deepEqual((await at.concerns()).published, []);

    assert.equal((await act({ do: 'publish', text: 'The well was never dug.' })).status, 303);
    assert.equal((await act({ do: 'answer', text: 'Thank you.' })).status, 303);
    assert.match(await at.page(), new RegExp(`href="${at.about}#n1"`));
    const { published } = await at.concerns();
    assert.equal(published.length, 1);
    assert.equal(published[0].text, 'The well was never dug.');
    assert.equal(published[0].shortened, true);
    assert.deepEqual(published[0].said.map(({ what, organisation }) => [what, organisation]), [['replied', at.party.organisation.id], ['answered', undefined], ['answered', undefined]]);
    const all = (await stranger.open(at.about)).body;
    assert.match(all, /1 concern · 1 answered/);
    assert.match(all, /href="\/en\/log\/receipts\/[0-9a-f-]{36}\/\d+">Receipt<span class="hide"> – \S/, 'of the record that says how it stands');
    assert.match(all, /It was dug in May\./);
    assert.doesNotMatch(all, /number 7|I have seen it now/);

    assert.equal((await act({ do: 'take_back' })).status, 303);
    assert.deepEqual((await at.concerns()).published, []);
    assert.equal((await stranger.fill(raised.own, { do: 'withdraw' })).status, 303);
    assert.deepEqual((await at.concerns()).counts, { open: 0, answered: 0, closed: 0, withdrawn: 1 });
    assert.equal((await steward.fill('/en/account', { do: 'answer', text: 'Once more.' }, '/en/concerns/1')).status, 409);
  });

  test('leaves nothing by which its raiser could be found: not in the database, not in the log', async (t) => {
    const at = await served(t, { settings: '[log]\nlevel = "debug"\n[server]\nbehind_proxy = true' });
    const from = '203.0.113.77';
    const stranger = new Person(at.server.address, { 'x-forwarded-for': from, 'user-agent': 'Mozilla/5.0 (a very old telephone)' });
    const raised = await raise(stranger, at.about, { name: 'Otieno Wekesa', text: 'They threatened my sister.' });
    assert.equal(raised.status, 200, raised.body);
    await stranger.fill(raised.own, { do: 'add', text: 'And my neighbour.' });
    // Neither what is refused: another site's form, a form without its fields, too many.
    assert.equal((await stranger.send(at.about, { method: 'POST', fields: { kind: 'harm' }, headers: { origin: 'https://elsewhere.example' } })).status, 400);
    for (let i = 0; i < 5; ++i) await raise(stranger, at.about);
    const answer = await raise(stranger, at.about, { text: 'The sixth.' });
    assert.equal(answer.status, 422);
    assert.match(answer.body, /Too many have come in/);
    assert.match(answer.body, /The sixth\./, 'what was typed is still there');
    await at.server.stop();
    const secret = raised.own.split('/').at(-1);
    const kept = ['register.db', 'register.db-wal'].map((name) => path.join(at.data, name)).filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, 'latin1'));
    for (const trace of [from, 'a very old telephone', 'Wekesa', 'sister', 'neighbour', secret]) {
      for (const bytes of kept) assert.ok(!bytes.includes(trace), `the database holds ${trace}`);
      assert.ok(!at.server.said().includes(trace), `the log holds ${trace}`);
    }
    assert.match(at.server.said(), /\/en\/concern\/ /, 'requests were logged');
  });

  test('is raised once by a form that is sent twice, and about nothing that is not there', async (t) => {
    const at = await served(t);
    const stranger = new Person(at.server.address);
    const { body } = await stranger.open(at.about);
    const fields = { key: '', secret: secretOf(body), kind: 'facts', text: 'A <script>alert(1)</script> \u202etxt =1+1' };
    const first = await stranger.send(at.about, { method: 'POST', fields });
    const second = await stranger.send(at.about, { method: 'POST', fields });
    assert.match(first.body, /Concern 1/);
    assert.match(second.body, /Concern 1/);
    assert.equal((await at.concerns()).counts.open, 1);
    assert.doesNotMatch((await stranger.open(/\/en\/concern\/[\w-]{43}/.exec(first.body)[0])).body, /<script>alert/);
    assert.equal((await raise(stranger, at.about, { kind: 'spam' })).status, 422);
    assert.equal((await raise(stranger, at.about, { text: ' ' })).status, 422);
    assert.equal((await raise(stranger, at.about, { text: 'x'.repeat(16_000) })).status, 422);
    assert.equal((await raise(stranger, at.about, { text: 'x'.repeat(1_000_000) })).status, 413);
    assert.equal((await raise(stranger, at.about, { secret: 'guessed' })).status, 400);
    const nowhere = '00000000-0000-7000-8000-000000000000';
    assert.equal((await stranger.send(`/en/concerns/about/${nowhere}`)).status, 404);
    assert.equal((await stranger.send(`/en/concern/${'x'.repeat(43)}`)).status, 404);
    assert.equal((await at.server.request(`/api/v1/concerns?about=${nowhere}`)).status, 404);
    assert.equal((await at.server.request('/api/v1/concerns')).status, 400);
    assert.equal((await at.concerns()).counts.open, 1);
    for (const kind of ['organisations', 'partnerships']) {
      const [{ id }] = (await at.server.json(`/api/v1/${kind}?limit=1`)).results;
      assert.match((await at.server.request(`/en/${kind}/${id}`)).body, new RegExp(`/en/concerns/about/${id}`));
      assert.equal((await stranger.send(`/en/concerns/about/${id}`)).status, 200);
    }
  });

  test('that nobody answers is overdue after the days that the register allows', async (t) => {
    const clock = new MovedClock(t);
    const at = await served(t, { settings: '[concerns]\nanswer_days = 10', options: { env: clock.env } });
    const raised = await raise(new Person(at.server.address), at.about);
    assert.equal(raised.status, 200, raised.body);
    const steward = await at.steward();
    assert.doesNotMatch((await steward.open('/en/concerns')).body, /overdue/);
    const hours = 11 * 24;
    clock.pass(hours);
    const again = new Person(at.server.address);
    assert.equal((await again.fill('/en/sign-in', { address: 'steward@register.example', password })).status, 303);
    assert.equal((await again.fill('/en/sign-in/code', { code: code(steward.secret, Date.now() + hours * 3_600_000) })).status, 303);
    assert.match((await again.open('/en/concerns')).body, /overdue/);
    assert.match((await again.open('/en/account')).body, /1 answer to a concern is overdue/);
  });

  test('is not taken where the operator wants none', async (t) => {
    const at = await served(t, { settings: '[concerns]\nanswer_days = 0' });
    assert.doesNotMatch(await at.page(), /\/concerns\/about\//);
    const { body } = await new Person(at.server.address).open(at.about);
    assert.match(body, /are not taken here/);
    assert.doesNotMatch(body, /name="secret"/);
    const fields = { key: '', secret: 'x'.repeat(43), kind: 'harm', text: 'All the same.' };
    assert.equal((await new Person(at.server.address).send(at.about, { method: 'POST', fields })).status, 404);
  });
});
