// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A party that vanishes: the last who spoke for it leaves, its record is merged into another's, an invitation is never answered. What it
// said stays said, what it cannot say is shown as unsaid, and whoever is left is told.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Person, password } from '../support/accounts.mjs';
import { press } from '../support/forms.mjs';
import { led, registered, servedForYears } from '../support/years.mjs';

/** A published partnership of five, in which the fund has confirmed its part and promised something to the union. */
async function served(t) {
  const at = await servedForYears(t);
  await at.invite('writer', 'reviewer', { withdraw: true });
  await at.invite('reviewer', 'reviewer');
  at.id = await registered(at);
  at.record = () => at.server.json(`/api/v1/partnerships/${at.id}`);
  at.page = async (language = 'en') => (await at.server.request(`/${language}/partnerships/${at.id}`)).body;
  at.party = async (name) => (await at.record()).parties.find(({ organisation }) => organisation.name.en === name);
  at.part = async (name) => `/en/account/parts/${(await at.party(name)).id}`;
  at.fund = (await at.party('Harbour Fund')).organisation.id;
  await at.invite('fund', `representative of ${at.fund}`);
  await led(press(await at.as('fund'), await at.part('Harbour Fund'), 'do=confirm', { remark: 'Gladly' }));
  const own = await at.part('Harbour Fund');
  at.promise = /promises\/([0-9a-f-]{36})/.exec(await led(press(await at.as('fund'), `${own}/promises/new?what=commitment`, 'do=change', { amount: '1000', currency: 'USD', receiver: (await at.party('Carpenters Union')).organisation.id, description: 'Timber', due: '2027-06-30' })))[1];
  return at;
}

describe('A party that vanishes', () => {
  test('leaves its word, its promise and its history; whoever comes next takes up where it stopped', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const steward = await at.invite('steward', 'steward', { withFactor: true });
    const own = await at.part('Harbour Fund');

    // The last who speaks for it leaves, and is asked whether that is meant.
    const last = await at.as('fund');
    const asked = await press(last, '/en/account/roles', '', { grant: `representative of ${at.fund}` });
    assert.notEqual(asked.status, 303, 'who is the last is asked once more');
    assert.match(asked.body, /name="sure"/);
    await led(last.fill('/en/account/roles', { grant: `representative of ${at.fund}`, sure: 'yes' }));
    assert.equal((await last.send(own)).status, 403, 'the role is gone at once');
    assert.equal((await last.send(`/en/account/promises/${at.promise}`)).status, 403);
    assert.match((await steward.open('/en/claims')).body, /Harbour Fund/, 'the office sees that nobody speaks for it');

    // A year later its word stands, and so does what it promised: overdue, for nobody has delivered.
    at.pass(400);
    const { parties, commitments, sums } = await at.record();
    assert.equal(parties.find(({ organisation }) => organisation.id === at.fund).state, 'confirmed');
    assert.equal(commitments.length, 1);
    assert.equal(Number(sums.original[0].overdue), 1000);
    assert.match(await at.page(), /Gladly/);

    // Somebody else claims the place, is let in, and goes on with the same part.
    await at.invite('successor', 'reviewer', { withdraw: true });
    const claim = await led(press(await at.as('successor'), `/en/organisations/${at.fund}/claim`, '', { text: 'I came in May.', website: '' }));
    await led(press(await at.as('steward'), claim.replace('/account', ''), 'do=accept'));
    await led(press(await at.as('successor'), `/en/account/promises/${at.promise}`, 'do=withdraw', { reason: 'The fund was closed' }));
    const after = await at.record();
    assert.equal(after.commitments.length, 0);
    assert.match(await at.page(), /The fund was closed/);
    await led(press(await at.as('successor'), own, 'do=leave', { remark: 'Nobody is left' }));
    assert.equal((await at.party('Harbour Fund')).state, 'left');
    assert.match(await at.page(), /Nobody is left/);
  });

  test('whose record is merged into another’s is found there, with its word, its promise and its people', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    await at.invite('steward', 'steward', { withFactor: true });
    const before = await at.record();
    const kept = (await at.party('Coast Board')).organisation.id;
    await led(press(await at.as('steward'), `/en/merges?kept=${kept}&other=${at.fund}`, 'do=merge', { kept, other: at.fund }));
    const moved = await at.server.request(`/en/organisations/${at.fund}`);
    assert.deepEqual([moved.status, moved.headers.location], [301, `/en/organisations/${kept}`]);
    const after = await at.record();
    const theirs = after.parties.filter(({ organisation }) => organisation.id === kept);
    assert.ok(theirs.length >= 1 && theirs.some(({ state }) => state === 'confirmed'), JSON.stringify(after.parties.map(({ organisation, state }) => [organisation.id, state])));
    assert.ok(!after.parties.some(({ organisation }) => organisation.id === at.fund), 'nobody is shown under what it was called');
    assert.deepEqual(after.commitments.map(({ commitment }) => commitment.value.amount), before.commitments.map(({ commitment }) => commitment.value.amount));
    assert.equal(Number(after.sums.original[0].promised), 1000, 'once');
    assert.match(await at.page(), /Gladly/);
    // Whoever spoke for it speaks for the one that is left.
    const list = await (await at.as('fund')).open('/en/account/parts');
    assert.match(list.body, /Boats that last/);
    await led(press(await at.as('fund'), `/en/account/promises/${at.promise}`, 'do=withdraw', { reason: 'The board pays' }));
    assert.match(await at.page(), /The board pays/);
  });

  test('that never answers an invitation stays unconfirmed, in every language, and is asked anew', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const page = `/en/partnerships/${at.id}/invitations/${(await at.party('Village Clinic')).id}`;
    const ask = async () => /\/en\/offer\/[\w-]{43}/.exec((await press(await at.as('fund'), page, 'do=offer', { address: 'nurse@clinic.example', 'name!': 'Wambui Njeri' })).body)[0];
    const first = await ask();
    assert.equal((await at.party('Village Clinic')).state, 'asked');
    at.pass(400);
    const late = await at.server.request(first);
    assert.notEqual(late.status, 200, 'the link has ended');
    const { state, confirmation } = await at.party('Village Clinic');
    assert.equal(state, 'asked');
    assert.ok(Date.parse(confirmation.confirmation.at) < Date.now() + 86_400_000, 'asked then, not now');
    const said = { ar: /سُئل/, zh: /已征询/, en: /Asked/, fr: /Sollicitée/, ru: /Запрос направлен/, es: /Consultada/ };
    for (const [language, words] of Object.entries(said)) assert.match(await at.page(language), words, language);
    assert.match(await at.page(), /Confirmed by 1 of 5 parties/);
    const nurse = new Person(at.server.address);
    const link = await ask();
    await led(press(nurse, link, 'do=take', { 'name!': 'Wambui Njeri', password }));
    await led(press(nurse, await at.part('Village Clinic'), 'do=confirm', { remark: 'At last' }));
    assert.equal((await at.party('Village Clinic')).state, 'confirmed');
    assert.match(await at.page(), /Confirmed by 2 of 5 parties/);
  });
});
