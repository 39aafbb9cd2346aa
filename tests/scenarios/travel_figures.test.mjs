// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Figures of a day are computed again years later: sums, counts and marks as the register gave them that evening, over months in
// which promises fall due, a report comes and is withdrawn, and one organisation turns out to be another.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { folder, succeed } from '../support/register.mjs';
import { press } from '../support/forms.mjs';
import { led, registered, servedForYears } from '../support/years.mjs';

test('sums, counts and marks of each evening are those that were told on it', { timeout: 300_000 }, async (t) => {
  const at = await servedForYears(t);
  await at.invite('writer', 'reviewer', { withdraw: true });
  await at.invite('reviewer', 'reviewer');
  await at.invite('steward', 'steward', { withFactor: true });
  const id = await registered(at);
  const record = () => at.server.json(`/api/v1/partnerships/${id}`);
  const party = async (name) => (await record()).parties.find(({ organisation }) => organisation.name.en === name);
  const bodies = { fund: (await party('Harbour Fund')).organisation.id, union: (await party('Carpenters Union')).organisation.id, board: (await party('Coast Board')).organisation.id };
  for (const who of ['fund', 'union']) await at.invite(who, `representative of ${bodies[who]}`);
  for (const [who, name] of [['fund', 'Harbour Fund'], ['union', 'Carpenters Union']]) await led(press(await at.as(who), `/en/account/parts/${(await party(name)).id}`, 'do=confirm', { remark: '' }));
  const own = `/en/account/parts/${(await party('Harbour Fund')).id}`;

  /** Another partnership, whose file names the board by an identifier that the register does not know as the board's. */
  const source = path.join(folder(t), 'bridges.xml');
  fs.writeFileSync(source, '<iati-activities version="2.03"><iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-BRIDGES</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>'
    + '<title><narrative>Bridges</narrative></title><description><narrative>Bridges along the coast</narrative></description><participating-org ref="KE-NCR-2222" role="1" type="21"><narrative>The Coast Board</narrative></participating-org>'
    + '<activity-status code="2"/><activity-date type="2" iso-date="2026-01-01"/><recipient-country code="KE"/><tag code="14" vocabulary="2"/><transaction ref="b"><transaction-type code="2"/><transaction-date iso-date="2026-02-01"/><value value-date="2026-02-01">70</value>'
    + '<provider-org ref="KE-NCR-2222"><narrative>The Coast Board</narrative></provider-org></transaction></iati-activity></iati-activities>');
  await succeed(['import', ...at.place, source]);
  await at.server.request('/readyz');
  bodies.twin = (await at.server.json('/api/v1/organisations?identifier=KE-NCR-2222')).results[0].id;

  const dayOf = (ahead) => new Date(Date.now() + (at.passed + ahead) * 86_400_000).toISOString().slice(0, 10);
  /** What a report of a day is made of, as the register says it now, or as of a day. */
  const figures = async (day) => {
    const asked = async (target) => {
      for (let again = 0; ; ++again) {
        const { status, body } = await at.server.request(day ? `${target}${target.includes('?') ? '&' : '?'}at=${day}` : target);
        if (status === 503 && again < 60) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          continue;
        }
        assert.ok([200, 301].includes(status), `${target} at ${day}: ${body.slice(0, 300)}`);
        return status === 301 ? 'another' : JSON.parse(body);
      }
    };
    const { sums, reporting } = await asked(`/api/v1/partnerships/${id}`);
    const list = await asked('/api/v1/partnerships?limit=100');
    const marks = {};
    for (const light of ['reported', 'due', 'silent', 'dormant', 'not_due']) marks[light] = (await asked(`/api/v1/partnerships?fresh=${light}`)).total;
    const { fresh, ...facets } = list.facets;
    const country = await asked('/api/v1/countries/KE');
    const goal = await asked('/api/v1/goals/14');
    const organisations = {};
    for (const [who, body] of Object.entries(bodies)) {
      organisations[who] = await asked(`/api/v1/organisations/${body}`);
    }
    return { told: { sums, facets, total: list.total, country: [country.partnerships, country.sums], goal: [goal.partnerships, goal.sums], organisations }, marked: { reporting, marks, fresh } };
  };
  const evenings = {};
  const evening = async (name, days) => {
    evenings[name] = { day: dayOf(0), ...await figures() };
    at.pass(days);
  };

  const promise = /promises\/([0-9a-f-]{36})/.exec(await led(press(await at.as('fund'), `${own}/promises/new?what=commitment`, 'do=change', { kind: 'finance', amount: '1000', currency: 'USD', receiver: bodies.union, description: 'Timber', due: dayOf(200) })))[1];
  await led(press(await at.as('fund'), `${own}/promises/new?what=delivery`, 'do=change', { amount: '400', currency: 'USD', receiver: bodies.union, commitment: promise, date: dayOf(0) }));
  await evening('promised', 201);
  await evening('overdue', 365);
  await evening('due', 1);
  const fund = await at.as('fund');
  await led(press(fund, await led(press(fund, `${own}/report`, 'do=check', { delivered: 'Sixteen boats', lessons: 'Order before the rains' })), 'do=hand_in'));
  const reviewer = await at.as('reviewer');
  await led(press(reviewer, /href="(\/en\/reporting\/reports\/[^"]+)"/.exec((await reviewer.open('/en/reporting')).body)[1], 'do=publish'));
  await evening('reported', 30);
  await led(press(await at.as('steward'), `/en/account/reports/${(await record()).reports[0].id}`, 'do=withdraw', { reason: 'It was of another partnership' }));
  await evening('withdrawn', 20);
  await led(press(await at.as('steward'), `/en/merges?kept=${bodies.board}&other=${bodies.twin}`, 'do=merge', {}));
  await evening('merged', 60);

  // The evenings differ: what is compared below could be wrong.
  const overdue = (name) => evenings[name].told.sums.original.map((row) => Number(row.overdue ?? 0)).reduce((sum, one) => sum + one, 0);
  assert.deepEqual([overdue('promised'), overdue('overdue')], [0, 600]);
  assert.deepEqual(['overdue', 'due', 'reported', 'withdrawn'].map((name) => evenings[name].marked.reporting.light), ['reported', 'due', 'reported', 'due']);
  assert.ok(evenings.withdrawn.told.organisations.twin.engagements_total > 0);
  assert.equal(evenings.merged.told.organisations.twin, 'another');

  for (const [name, { day, told, marked }] of Object.entries(evenings)) {
    const again = await figures(day);
    assert.deepEqual(again.told, told, `${name}, ${day}`);
    if (name !== 'reported') assert.deepEqual(again.marked, marked, `the marks of ${name}, ${day}`);
  }
  // What is withdrawn is shown on no day, and no mark rests on it.
  const { marked } = await figures(evenings.reported.day);
  assert.equal(marked.reporting.light, 'due');
  assert.deepEqual(marked.marks, evenings.due.marked.marks);
});
