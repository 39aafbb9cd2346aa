// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// An organisation that is like an entry of a list: found when it comes, decided on by people, opened again when the list changes the
// entry, confirmed by a second reviewer, closed when the list names it no more. Nobody else learns of it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, test } from 'node:test';

import { Server, folder, importJson, makeExampleRegister, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';
import { press } from '../support/forms.mjs';

const listed = 'Kestrel Harbour Holding';
const entry = (more = {}) => ({ id: 'X-1', name: listed, kind: 'organisation', countries: 'KE', ...more });

/** A register with three organisations of its own, one of them of the listed name, and those who decide. */
async function served(t) {
  const home = folder(t);
  const data = await makeExampleRegister(path.join(home, 'register'));
  const at = { data, home, place: ['--data', data] };
  at.organisations = (list) => {
    const file = path.join(home, 'organisations.json');
    fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: list.map(({ key, ...organisation }) => ({ key, organisation })) }));
    return importJson(data, [file]);
  };
  /** Brings a list in; several rows, each an object by column. */
  at.list = (rows, ...more) => {
    const file = path.join(home, 'own.csv');
    const columns = [...new Set(rows.flatMap(Object.keys))];
    fs.writeFileSync(file, [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((line) => line.map((cell) => `"${cell}"`).join(',')).join('\n') + '\n');
    return succeed(['lists', 'update', file, ...at.place, ...more]);
  };
  at.server = await Server.start(data);
  t.after(() => at.server.stop());
  at.reviewer = await invited(at.server, at.place, { address: 'first@register.example', role: 'reviewer' });
  at.second = await invited(at.server, at.place, { address: 'second@register.example', role: 'reviewer' });
  at.steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  at.queue = async (state = 'open', who = at.reviewer) => [...(await who.open(`/en/screening?state=${state}`)).body.matchAll(/href="(\/en\/screening\/hits\/[0-9a-f-]{36})"/g)].map(([, href]) => href);
  /** What is looked for comes within seconds. */
  at.comes = async (look, what) => {
    for (let tries = 0; tries < 150; ++tries) {
      const found = await look();
      if (found) return found;
      await wait(200);
    }
    throw new Error(`${what} did not come`);
  };
  at.hits = (state, count, who) => at.comes(async () => ((all) => all.length === count && all)(await at.queue(state, who)), `${count} hits that are ${state}`);
  at.say = (who, hit, word, text) => press(who, hit, `do=${word}`, { text });
  return at;
}

describe('An organisation that is like an entry of a list', () => {
  test('is decided on by people, and the decision rests until either side changes', { timeout: 300_000 }, async (t) => {
    const at = await served(t);
    await at.organisations([{ key: 'harbour', name: { en: listed }, country: 'KE', type: 'other' }]);
    assert.deepEqual(await at.queue(), [], 'without a list there is nothing to compare with');

    assert.match(await at.list([entry(), { id: 'X-2', name: 'Nobody Of That Name Whatsoever', kind: 'person' }]), /own: version 1, 2 entries/);
    const [hit] = await at.hits('open', 1);
    assert.match((await at.reviewer.open('/en/account')).body, /1 hit of screening waits for a decision/);
    assert.match((await at.reviewer.open('/en/account/notifications')).body, /Hits of screening wait for a decision/);
    const looked = (await at.reviewer.open(hit)).body;
    assert.match(looked, /In the register[^]*On the list[^]*Kestrel Harbour Holding/);
    assert.match(looked, /Why they are alike[^]*Kestrel[^]*the same/);
    assert.match(looked, /version 1 of the list/);

    assert.equal((await at.say(at.reviewer, hit, 'not_same', ' ')).status, 422);
    assert.equal((await at.say(at.reviewer, hit, 'not_same', 'Ours sells <fish>, theirs ships oil.')).status, 303);
    assert.deepEqual(await at.queue(), []);
    const decided = (await at.reviewer.open(hit)).body;
    assert.match(decided, /Ours sells &lt;fish&gt;, theirs ships oil\./);
    assert.match(decided, /As it was sealed in the public log/);
    assert.deepEqual(await at.queue('not_same'), [hit], 'it stays in sight');

    // The list changes a remark: nothing that was compared.
    await at.list([entry({ notes: 'Seen in 2024' }), { id: 'X-2', name: 'Nobody Of That Name Whatsoever', kind: 'person' }]);
    const party = /href="(\/en\/screening\/parties\/[0-9a-f-]{36})"/.exec(decided)[1];
    await at.comes(async () => /version 2/.test((await at.reviewer.open(party)).body), 'the second version');
    assert.deepEqual(await at.queue(), []);
    // It changes the country: that is another reason.
    await at.list([entry({ countries: 'TZ' }), { id: 'X-2', name: 'Nobody Of That Name Whatsoever', kind: 'person' }]);
    assert.deepEqual(await at.hits('open', 1), [hit]);
    assert.match((await at.reviewer.open(hit)).body, /What is compared of the entry has changed/);

    // Our side changes its name after it was decided again.
    assert.equal((await at.say(at.second, hit, 'not_same', 'As before.')).status, 303);
    await at.organisations([{ key: 'harbour', name: { en: listed, fr: 'Kestrel Harbour Holding SA' }, country: 'KE', type: 'other' }]);
    assert.deepEqual(await at.hits('open', 1), [hit]);
    assert.match((await at.reviewer.open(hit)).body, /What is compared of the party has changed/);

    // The same: two reviewers, and the stewards are told.
    assert.equal((await at.say(at.reviewer, hit, 'same', 'The same telephone.')).status, 303);
    assert.match((await at.reviewer.open(hit)).body, /Another reviewer has to confirm it/);
    const form = (await at.reviewer.open(hit)).body;
    const sent = { key: /name="key" value="([^"]*)"/.exec(form)[1], seen: /name="seen" value="(\d+)"/.exec(form)[1], sides: /name="sides" value="([0-9a-f]{64})"/.exec(form)[1] };
    assert.equal((await at.reviewer.send(hit, { method: 'POST', fields: { ...sent, do: 'confirm', text: 'I say so.' } })).status, 422, 'nobody confirms their own word');
    assert.equal((await at.second.send(hit, { method: 'POST', fields: { ...sent, key: await at.second.key(hit), seen: '1', do: 'confirm', text: 'Late' } })).status, 409);
    assert.equal((await at.say(at.second, hit, 'confirm', 'And the same board.')).status, 303);
    assert.deepEqual(await at.queue('same'), [hit]);
    assert.match((await at.steward.open('/en/account/notifications')).body, new RegExp(`href="${hit}"`));

    // Delisted: the decision stays.
    await at.list([{ id: 'X-2', name: 'Nobody Of That Name Whatsoever', kind: 'person' }], '--accept');
    await at.comes(async () => /names the entry no more; the decision stays/.test((await at.reviewer.open(hit)).body), 'the delisting');
    assert.deepEqual(await at.queue('same'), [hit]);
    assert.match(await succeed(['verify', ...at.place]), /differences: 0/);
  });

  test('is found in the queue by list, likeness and country, as the address says', { timeout: 300_000 }, async (t) => {
    const at = await served(t);
    await at.organisations([{ key: 'harbour', name: { en: listed }, country: 'KE', type: 'other' }, { key: 'bay', name: { en: `${listed} Bay` }, country: 'FR', type: 'other' }]);
    await at.list([entry({ countries: '' })]);
    await at.hits('open', 2);
    const shown = async (asked) => {
      const { body } = await at.reviewer.open(`/en/screening?${asked}`);
      return { hits: new Set([...body.matchAll(/href="\/en\/screening\/hits\/([0-9a-f-]{36})"/g)].map(([, id]) => id)).size, waits: /aria-current="page">Waits \((\d+)\)/.exec(body)?.[1], body };
    };
    for (const [asked, count] of [['', 2], ['list=own', 2], ['country=KE', 1], ['country=SN', 0], ['likeness=95', 1], ['country=FR', 1], ['likeness=95&country=FR', 0]]) {
      const { hits, waits } = await shown(asked);
      assert.deepEqual([hits, waits], [count, String(count)], asked || 'all');
    }
    // What is no value of the form's narrows nothing, and is not written into the page.
    for (const asked of ['list=nothing', 'country=%3Cb%3E', 'likeness=7', 'likeness=-1', 'country=', 'list=%00'])
      assert.ok([200, 400].includes((await at.reviewer.send(`/en/screening?${asked}`)).status), asked);
    assert.equal((await shown('country=%3Cb%3E')).hits, 2);
    // Each state keeps what is asked, and the form shows it.
    const { body } = await shown('state=open&list=own&country=KE&likeness=80');
    assert.match(body, /href="\/en\/screening\?state=not_same&amp;list=own&amp;country=KE&amp;likeness=80">Not the same \(0\)/);
    for (const chosen of [/<option value="own" selected>/, /<option value="KE" selected>/, /<option value="80" selected>/, /name="state" value="open"/]) assert.match(body, chosen);
  });

  test('is nobody’s business but theirs who decide', { timeout: 300_000 }, async (t) => {
    const at = await served(t);
    await at.organisations([{ key: 'harbour', name: { en: listed }, country: 'KE', type: 'other' }]);
    let id;
    await at.comes(async () => (id = (await at.server.json(`/api/v1/organisations?q=${encodeURIComponent(listed)}`)).results[0]?.id), 'the organisation in the index');
    const before = { page: (await at.server.request(`/en/organisations/${id}`)).body, json: await at.server.json(`/api/v1/organisations/${id}`) };
    await at.list([entry()]);
    const [hit] = await at.hits('open', 1);
    assert.deepEqual({ page: (await at.server.request(`/en/organisations/${id}`)).body, json: await at.server.json(`/api/v1/organisations/${id}`) }, before, 'what everybody reads is as it was');

    // A reviewer who speaks for it is told nothing, nor is anybody without the office.
    await succeed(['user', 'give', 'second@register.example', `representative of ${id}`, ...at.place]);
    assert.deepEqual(await at.queue('open', at.second), []);
    for (const page of [hit, `/en/screening/parties/${id}`]) assert.equal((await at.second.open(page)).status, 404, page);
    assert.doesNotMatch((await at.second.open('/en/account')).body, /hit of screening/);
    const plain = await invited(at.server, at.place, { address: 'plain@party.example', role: `contributor of ${id}` });
    for (const page of ['/en/screening', hit, `/en/screening/parties/${id}`]) assert.equal((await plain.send(page)).status, 403, page);
    assert.equal((await at.server.request(hit)).status, 303, 'to sign in');

    // What is decided is in the log as a seal, in no event, and in no page of the organisation.
    const events = async () => (await at.server.json('/api/v1/events?limit=100')).events.length;
    const told = await events();
    assert.equal((await at.say(at.reviewer, hit, 'not_same', 'Another town.')).status, 303);
    assert.equal(await events(), told);
    assert.deepEqual({ page: (await at.server.request(`/en/organisations/${id}`)).body, json: await at.server.json(`/api/v1/organisations/${id}`) }, before);
    const own = JSON.parse((await at.reviewer.send('/en/account/data.json')).body);
    assert.deepEqual(own.screening.map(({ what, reason }) => [what, reason]), [['not_same', 'Another town.']]);
    assert.ok(!JSON.stringify(own.screening).includes(id), 'not whom it was about');
  });
});
