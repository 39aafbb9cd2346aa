// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The whole life of a partnership, over years: registered, confirmed by its parties, promised, delivered in part, reported late, dormant,
// revived, closed. At each step the page in six languages, the JSON and the list say the same, and what is so.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { languages } from '../support/register.mjs';
import { Person } from '../support/accounts.mjs';
import { press } from '../support/forms.mjs';
import { led, registered, servedForYears } from '../support/years.mjs';

const year = 365;

test('registered, confirmed, promised, delivered in part, late, dormant, revived, closed', { timeout: 240_000 }, async (t) => {
  const at = await servedForYears(t);
  await at.invite('writer', 'reviewer', { withdraw: true });
  await at.invite('reviewer', 'reviewer');
  const id = await registered(at);
  const record = () => at.server.json(`/api/v1/partnerships/${id}`);
  const party = async (name) => (await record()).parties.find(({ organisation }) => organisation.name.en === name);

  /** The three ways in which the register says how it stands: they agree, whatever the language. */
  const stands = async ({ light, confirmed, words = [], absent = [] }) => {
    const { reporting, parties } = await record();
    assert.equal(reporting.light, light);
    assert.equal(parties.filter(({ state }) => state === 'confirmed').length, confirmed);
    const found = await at.server.json(`/api/v1/partnerships?fresh=${light}`);
    assert.deepEqual(found.results.map((one) => one.id), [id], `the list finds it among those that are ${light}`);
    for (const language of languages) {
      const { status, body } = await at.server.request(`/${language}/partnerships/${id}`);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /\b(partnership|report|freshness|part|promises)\.[a-z_]{3,}\b/, `${language}: every message has its words`);
    }
    const { body } = await at.server.request(`/en/partnerships/${id}`);
    for (const one of words) assert.match(body, one);
    for (const one of absent) assert.doesNotMatch(body, one);
  };
  await stands({ light: 'reported', confirmed: 0, words: [/Confirmed by 0 of 5 parties|None of 5 parties|not confirmed by the party itself/] });

  // Four say their word about their own part; the fifth is asked by a link.
  for (const [name, who] of [['Harbour Fund', 'fund'], ['Carpenters Union', 'union'], ['Coast Board', 'board'], ['County of the Coast', 'county']]) await at.invite(who, `representative of ${(await party(name)).organisation.id}`);
  const part = async (name) => `/en/account/parts/${(await party(name)).id}`;
  await led(press(await at.as('fund'), await part('Harbour Fund'), 'do=confirm', { remark: 'Gladly' }));
  await led(press(await at.as('union'), await part('Carpenters Union'), 'do=confirm', { remark: '' }));
  await led(press(await at.as('board'), await part('Coast Board'), 'do=correct', { 'role!': 'evaluator', brings: 'Two surveyors a year', 'remark!': 'We look, we do not build' }));
  await led(press(await at.as('county'), await part('County of the Coast'), 'do=decline', { remark: 'Nobody asked the assembly' }));
  const clinic = `/en/partnerships/${id}/invitations/${(await party('Village Clinic')).id}`;
  const asked = await press(await at.as('fund'), clinic, 'do=offer', { address: 'nurse@clinic.example', 'name!': 'Wambui Njeri' });
  assert.equal((await party('Village Clinic')).state, 'asked');
  const nurse = new Person(at.server.address);
  await led(press(nurse, /\/en\/offer\/[\w-]{43}/.exec(asked.body)[0], 'do=take', { 'name!': 'Wambui Njeri' }));
  await led(press(nurse, await part('Village Clinic'), 'do=confirm', { remark: 'The boats bring our patients' }));
  assert.deepEqual(Object.fromEntries((await record()).parties.map(({ organisation, state }) => [organisation.name.en, state])), { 'Harbour Fund': 'confirmed', 'Carpenters Union': 'confirmed', 'Coast Board': 'confirmed', 'County of the Coast': 'declined', 'Village Clinic': 'confirmed' });
  assert.equal((await party('Coast Board')).participation.role, 'evaluator');
  await stands({ light: 'reported', confirmed: 4, words: [/Confirmed by 4 of 4 parties/, /Two surveyors a year/, /Nobody asked the assembly/] });

  // A promise, kept in part; what is due and not delivered is overdue from the day after.
  const own = await part('Harbour Fund');
  const dayOf = (passed) => new Date(Date.now() + (at.passed + passed) * 86_400_000).toISOString().slice(0, 10);
  const promise = /promises\/([0-9a-f-]{36})/.exec(await led(press(await at.as('fund'), `${own}/promises/new?what=commitment`, 'do=change', { kind: 'finance', amount: '1000', currency: 'USD', receiver: (await party('Carpenters Union')).organisation.id, description: 'Timber for forty boats', due: dayOf(200) })))[1];
  const delivery = /promises\/([0-9a-f-]{36})/.exec(await led(press(await at.as('fund'), `${own}/promises/new?what=delivery`, 'do=change', { amount: '400', currency: 'USD', receiver: (await party('Carpenters Union')).organisation.id, commitment: promise, date: dayOf(0) })))[1];
  await led(press(await at.as('union'), `/en/account/deliveries/${delivery}`, 'do=confirm', { remark: 'It came' }));
  const sums = async () => (await record()).sums.original.map(({ currency, promised, delivered, overdue, government }) => ({ currency, promised, delivered, overdue, government }));
  const [before] = await sums();
  assert.equal(Number(before.promised), 1000);
  assert.equal(Number(before.delivered), 400);
  assert.equal(Number(before.overdue ?? 0), 0);
  assert.deepEqual((await record()).deliveries[0].attested, ['claim', 'partner_countersigned']);
  at.pass(201);
  assert.equal(Number((await sums())[0].overdue), 600);
  await stands({ light: 'reported', confirmed: 4, words: [/Timber for forty boats/] });

  /** Its reports, oldest first, each on its page, to which the partnership's page leads. */
  const reads = async (texts) => {
    const { reports } = await record();
    const { body } = await at.server.request(`/en/partnerships/${id}`);
    assert.equal(reports.length, texts.length);
    for (const one of reports) assert.ok(body.includes(`href="/en/reports/${one.id}"`));
    const pages = await Promise.all(reports.map(async (one) => (await at.server.request(`/en/reports/${one.id}`)).body));
    for (const text of texts) assert.ok(pages.some((page) => text.test(page)), `${text} stands in a report`);
  };

  // The first report comes late: the mark says so, and then that it has come.
  at.pass(year);
  await stands({ light: 'due', confirmed: 4 });
  const report = async (fields) => {
    const fund = await at.as('fund');
    await led(press(fund, await led(press(fund, `${own}/report`, 'do=check', fields)), 'do=hand_in'));
    const reviewer = await at.as('reviewer');
    await led(press(reviewer, /href="(\/en\/reporting\/reports\/[^"]+)"/.exec((await reviewer.open('/en/reporting')).body)[1], 'do=publish'));
  };
  await report({ delivered: 'Sixteen boats', difficulties: 'Timber came late', lessons: 'Order before the rains' });
  await stands({ light: 'reported', confirmed: 4 });
  await reads([/Sixteen boats/]);
  const first = (await record()).reporting;

  // Then nothing, for years.
  at.pass(2 * year + 1);
  await stands({ light: 'silent', confirmed: 4, words: [/Report a year overdue/] });
  at.pass(3 * year);
  await stands({ light: 'dormant', confirmed: 4, words: [/[Dd]ormant/] });
  assert.equal((await record()).reporting.last, first.last, 'the last report is still the last');

  // It comes back.
  await report({ delivered: 'Forty boats', lessons: 'Begin again' });
  await stands({ light: 'reported', confirmed: 4 });
  await reads([/Sixteen boats/, /Forty boats/]);
  await led(press(await at.as('fund'), `${own}/promises/new?what=delivery`, 'do=change', { amount: '600', currency: 'USD', receiver: (await party('Carpenters Union')).organisation.id, commitment: promise, date: dayOf(0) }));
  assert.equal(Number((await sums())[0].overdue ?? 0), 0, 'late, and kept');

  // And is closed by its parties, through review.
  const fund = await at.as('fund');
  const draft = /registering\/([0-9a-f-]{36})/.exec(await led(press(fund, own, 'do=propose')))[1];
  await led(press(fund, `/en/registering/${draft}/step/place`, 'do=save', { status: 'closed', end: dayOf(0) }));
  await led(press(fund, `/en/registering/${draft}`, 'do=hand_in'));
  await stands({ light: 'reported', confirmed: 4 });
  await led(press(await at.as('reviewer'), `/en/review/${draft}`, 'do=publish'));
  await stands({ light: 'closed', confirmed: 4, words: [/Closed/] });
  await reads([/Sixteen boats/, /Forty boats/]);
  at.pass(2 * year);
  await stands({ light: 'closed', confirmed: 4, absent: [/year overdue/] });

  // Its history tells it all, and what stood at first is there.
  const { revisions } = await record();
  assert.equal(revisions.length, 2, 'registered, closed');
  assert.match((await at.server.request(`/en/partnerships/${id}/revisions/1`)).body, /Forty boats for the coast/);
  assert.match((await at.server.request(`/en/partnerships/${id}/differences?from=1&to=2`)).body, /Closed|closed/);
});
