// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Programs report for a party, set its rhythm, appeal, and review what others reported.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, test } from 'node:test';

import { MovedClock } from '../support/register.mjs';
import { partnered } from '../support/programs.mjs';

const of = (person, what = 'report') => `/api/v1/account/parts/${person.part}/${what}`;
const waiting = '/api/v1/reporting/reports';

describe('A program of a party', () => {
  test('reports; a reviewer’s program returns it with a reason, and publishes it then', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    const { results } = (await at.fund.ask('GET', '/api/v1/account/reports')).value;
    assert.deepEqual([results.length, results[0].part, results[0].open], [1, at.fund.part, undefined]);
    const { value: begun } = await at.fund.ask('GET', of(at.fund));
    assert.deepEqual([begun.confirmed, begun.open, begun.start.state], [true, undefined, 'draft']);
    const save = (version, report, more = {}) => at.fund.ask('PUT', of(at.fund), { version, report, ...more });
    const saved = await save(0, { start: '2026-01-01', end: '2026-12-31', delivered: { en: 'Two wells' }, lessons: { en: 'Dig in the dry season' } });
    assert.deepEqual([saved.status, saved.value.open.version, saved.value.open.report.state, saved.value.done.repeated], [200, 1, 'draft', false]);
    assert.deepEqual((await reviewer.ask('GET', waiting)).value.results, [], 'nobody reads a draft');
    assert.equal((await save(0, { delivered: { en: 'Three' } })).status, 409);
    const handed = await save(1, { delivered: { en: 'Two wells' } }, { hand_in: true });
    assert.deepEqual([handed.value.open.report.state, handed.value.open.report.lessons], ['handed_in', undefined], 'what is not sent is left empty');
    assert.equal((await save(2, { delivered: { en: 'x' } })).status, 409, 'it waits');

    const [{ id, version, own, organisation_name: name }] = (await reviewer.ask('GET', waiting)).value.results;
    assert.deepEqual([own, name], [false, { en: 'Fund' }]);
    const decide = (who, body) => who.ask('POST', `${waiting}/${id}/decision`, body);
    for (const body of [{ decision: 'return', version }, { decision: 'burn', version }, { decision: 'publish', version, reason: { en: 'x' } }, { decision: 'publish' }])
      assert.equal((await decide(reviewer, body)).status, 400, JSON.stringify(body));
    assert.equal((await decide(at.fund, { decision: 'publish', version })).status, 403);
    const back = await decide(reviewer, { decision: 'return', version, reason: { en: 'Where?' } });
    assert.deepEqual([back.status, back.value.state], [200, 'returned']);
    const { open } = (await at.fund.ask('GET', of(at.fund))).value;
    assert.deepEqual([open.report.state, open.report.answer], ['returned', { en: 'Where?' }]);
    await save(open.version, { delivered: { en: 'Two wells in Kisumu' } }, { hand_in: true });
    const again = (await reviewer.ask('GET', `${waiting}/${id}`)).value;
    const published = await decide(reviewer, { decision: 'publish', version: again.version });
    assert.deepEqual([published.status, published.value.state], [200, 'published']);
    assert.equal((await decide(reviewer, { decision: 'publish', version: again.version })).status, 409);
    assert.match((await at.server.request(`/en/reports/${id}`)).body, /Two wells in Kisumu/);
    assert.deepEqual((await at.view()).reports.map(({ report }) => report.delivered), [{ en: 'Two wells in Kisumu' }]);
  });

  test('corrects what its party published, and says why: what a person typed on the page stays', async (t) => {
    const at = await partnered(t, { review: '"off"' });
    const save = (version, report, more = {}) => at.fund.ask('PUT', of(at.fund), { version, report, ...more });
    assert.equal((await save(0, { delivered: { en: 'Two wells' } }, { hand_in: true })).status, 200);
    const [{ id, version }] = (await at.view()).reports;
    assert.equal((await save(0, { delivered: { en: 'Two' }, reason: { en: 'x' } })).status, 400, 'a report that corrects none has no reason');
    const correct = () => at.fund.ask('POST', `/api/v1/account/reports/${id}/correction`, { version }, { 'idempotency-key': 'correct' });
    const [begun, again] = [await correct(), await correct()];
    assert.deepEqual([begun.status, begun.value.open.report.corrects, again.value.open.id, again.value.done.repeated], [200, id, begun.value.open.id, true]);
    assert.equal((await at.union.ask('POST', `/api/v1/account/reports/${id}/correction`, { version })).status, 403);
    const reason = { en: 'One was forgotten' };
    const saved = await save(1, { delivered: { en: 'Three wells' }, reason });
    assert.deepEqual([saved.status, saved.value.open.report.reason, saved.value.open.report.corrects], [200, reason, id]);
    const kept = await save(2, { delivered: { en: 'Three wells in Kisumu' } });
    assert.deepEqual([kept.status, kept.value.open.report.reason], [200, reason], 'what is not sent of it stays');
    assert.equal((await save(3, { delivered: { en: 'Three' }, reason: {} }, { hand_in: true })).status, 400);
    assert.equal((await save(3, { delivered: { en: 'Three' } }, { hand_in: true })).status, 200);
    assert.deepEqual((await at.view()).reports.map(({ id: same, report }) => [same, report.delivered, report.reason]), [[id, { en: 'Three' }, reason]]);
    const withdraw = (who, why) => who.ask('POST', `/api/v1/account/reports/${id}/withdrawal`, { version: 2, reason: why }, { 'idempotency-key': JSON.stringify(why) });
    assert.equal((await withdraw(at.union, { en: 'Theirs' })).status, 403);
    assert.equal((await withdraw(at.fund, {})).status, 400);
    const [gone, same] = [await withdraw(at.fund, { en: 'Counted-twice' }), await withdraw(at.fund, { en: 'Counted-twice' })];
    assert.deepEqual([gone.status, gone.value.state, same.value.done], [200, 'withdrawn', { ...gone.value.done, repeated: true }]);
    assert.deepEqual((await at.view()).reports, []);
  });

  test('does it once, discards what it began, and sets the rhythm', async (t) => {
    const at = await partnered(t);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const save = () => at.fund.ask('PUT', of(at.fund), { version: 0, report: { delivered: { en: 'One' } } }, key);
    const [first, again] = [await save(), await save()];
    assert.deepEqual([again.status, again.value.open.version, again.value.done], [200, 1, { event_seq: first.value.done.event_seq, repeated: true }]);
    assert.equal((await at.fund.ask('DELETE', `${of(at.fund)}?version=2`)).status, 409);
    const gone = await at.fund.ask('DELETE', `${of(at.fund)}?version=1`);
    assert.deepEqual([gone.status, gone.value.open], [200, undefined]);

    const rhythm = (body) => at.fund.ask('PUT', of(at.fund, 'rhythm'), body);
    const set = await rhythm({ version: 0, months: 6, first_due: '2027-06-30' });
    assert.deepEqual([set.status, set.value.rhythm.reporting_rhythm.months, set.value.rhythm.version], [200, 6, 1]);
    assert.equal((await rhythm({ version: 0, months: 12 })).status, 409);
    for (const body of [{ version: 1, months: 5 }, { version: 1 }, { version: 1, months: '6' }, { version: 1, months: 6, first_due: '2027' }, { version: 1, months: 6, first_due: 'soon' }, { version: -1, months: 6 }])
      assert.equal((await rhythm(body)).status, 400, JSON.stringify(body));
    assert.equal((await at.fund.ask('POST', of(at.fund, 'appeals'), { reason: { en: 'Why' } })).status, 409, 'nothing is overdue');
  });

  test('appeals once a report is overdue, with a reason', async (t) => {
    const clock = new MovedClock(t);
    const at = await partnered(t, {}, { env: clock.env });
    clock.pass(24 * 28);
    await at.fund.ask('PUT', of(at.fund, 'rhythm'), { version: 0, months: 3, first_due: '2026-12-15' });
    clock.pass(24 * 200);
    const person = at.fund;
    const { value } = await person.ask('GET', of(at.fund));
    assert.ok(['due', 'silent', 'dormant'].includes(value.reporting.light), value.reporting.light);
    assert.equal((await person.ask('POST', of(at.fund, 'appeals'), {})).status, 400);
    const made = await person.ask('POST', of(at.fund, 'appeals'), { reason: { en: 'The rains came late' } }, { 'idempotency-key': 'appeal-1' });
    assert.deepEqual([made.status, made.value.appeals.map(({ appeal }) => [appeal.state, appeal.reason])], [200, [['open', { en: 'The rains came late' }]]]);
    assert.equal((await person.ask('POST', of(at.fund, 'appeals'), { reason: { en: 'The rains came late' } }, { 'idempotency-key': 'appeal-1' })).value.done.repeated, true);
    assert.equal((await person.ask('POST', of(at.fund, 'appeals'), { reason: { en: 'Again' } })).status, 409);
  });

  test('says nothing of figures that nobody asked for, and nothing for another party', async (t) => {
    const at = await partnered(t);
    for (const report of [
      { results: [{ indicator: { en: 'Wells' }, target: '1', actual: '2' }] },
      { results: [{ actual: '2' }] }, { results: 'none' }, { delivered: 'Two' }, { state: 'published' }, { answer: { en: 'x' } }, { start: 'soon' }, { delivered: { en: 'x'.repeat(12_001) } }, { start: '2026-12', end: '2026-11' },
      { delivered: Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`x${i}`, 'Two'])) },
    ]) assert.equal((await at.fund.ask('PUT', of(at.fund), { version: 0, report })).status, 400, JSON.stringify(report).slice(0, 80));
    for (const body of [{ version: 0 }, { report: {} }, { version: 0, report: {}, hand_in: 'yes' }, { version: 0, report: {}, hand_in: true }, { version: 0, report: { delivered: { en: ' \r\n' } }, hand_in: true }, { version: 0, report: [] }])
      assert.equal((await at.fund.ask('PUT', of(at.fund), body)).status, 400, JSON.stringify(body));
    for (const [method, what, body] of [['GET', 'report'], ['PUT', 'report', { version: 0, report: {} }], ['PUT', 'rhythm', { version: 0, months: 6 }], ['POST', 'appeals', { reason: { en: 'x' } }]])
      assert.equal((await at.union.ask(method, of(at.fund, what), body)).status, 403, `${method} ${what}`);
    assert.equal((await at.fund.ask('GET', waiting)).status, 403);
    assert.equal((await at.fund.ask('GET', of(at.fund))).value.open, undefined);
  });
});
