// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Programs register a partnership and change one: drafted, checked, handed in, returned, published, withdrawn.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, test } from 'node:test';

import { partnered } from '../support/programs.mjs';

const drafts = '/api/v1/registering';
const review = '/api/v1/review';
const country = (code) => ({ kind: 'country', code });

/** Begins a draft, and gives it. */
async function begun(who, body, headers) {
  const { status, value } = await who.ask('POST', drafts, body, headers);
  assert.equal(status, 200, JSON.stringify(value));
  return value;
}

describe('A program that registers a partnership', () => {
  test('drafts it, names parties and hands it in; a reviewer’s returns it with a reason, and publishes it', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    let draft = await begun(at.fund, { title: { en: 'Clean rivers' }, organisation: at.fund.organisation });
    const one = `${drafts}/${draft.id}`;
    const go = async (who, method, target, body, status = 200) => {
      const answer = await who.ask(method, target, body);
      assert.equal(answer.status, status, `${method} ${target}: ${JSON.stringify(answer.value)}`);
      if (answer.value.seen) draft = answer.value;
      return answer.value;
    };
    assert.deepEqual([draft.state, draft.missing, draft.may_write, draft.organisation], ['open', ['purpose', 'parties'], true, at.fund.organisation]);
    await go(at.fund, 'POST', `${one}/hand-in`, { seen: draft.seen }, 400);
    await go(at.fund, 'PUT', one, { version: draft.version, partnership: { purpose: { en: 'Rivers without waste' }, goals: [{ framework: 'sdg', code: '6.3' }], fields: [{ code: 'health' }], places: [country('KE'), country('UG')], level: 'regional', planned_start: '2027-01', governance: { en: 'A board of all' } } });
    assert.equal(draft.partnership.planned_start, '2027-01');
    await go(at.fund, 'PUT', one, { version: draft.version, partnership: { planned_start: null, places: draft.partnership.places } });
    assert.deepEqual([draft.partnership.planned_start, draft.partnership.places.length], [undefined, 2], 'null takes a day away');
    assert.deepEqual([draft.partnership.title, draft.missing], [{ en: 'Clean rivers' }, ['parties']], 'what is not sent stays');
    await go(at.fund, 'POST', `${one}/parties`, { organisation: at.fund.organisation, role: 'lead', contributes: ['finance'] });
    await go(at.fund, 'POST', `${one}/parties`, { organisation: at.union.organisation });
    await go(at.fund, 'POST', `${one}/parties`, { new: { name: { en: 'Union' }, type: 'foundation' } }, 409);
    const named = await go(at.fund, 'POST', `${one}/parties`, { new: { name: { en: 'River Watch Kisumu' }, type: 'foundation', country: 'KE' }, role: 'member' });
    const watch = draft.parties.find(({ id }) => id === named.party);
    assert.deepEqual([draft.parties.length, watch.new, watch.organisation.id], [3, true, undefined]);
    await go(at.fund, 'PUT', `${one}/parties/${watch.id}`, { version: watch.version, part: { role: 'member', brings: { en: 'Boats' } } });
    const { alike } = await go(at.fund, 'GET', `${one}/check`);
    assert.deepEqual(alike.map(({ title, by_title: titled, by_places: placed, by_parties: parties }) => [title, titled, placed, parties.length]), [[{ en: 'Wells for all' }, false, true, 2]]);
    const [, second] = draft.parties;
    await go(at.fund, 'DELETE', `${one}/parties/${second.id}?version=${second.version}`);
    assert.deepEqual([draft.parties.length, draft.missing], [2, []]);

    await go(at.union, 'GET', one, undefined, 404);
    await go(reviewer, 'GET', one, undefined, 404);
    assert.deepEqual((await reviewer.ask('GET', review)).value.results, []);
    await go(at.fund, 'POST', `${one}/hand-in`, { seen: draft.seen });
    await go(at.fund, 'PUT', one, { version: draft.version, partnership: { purpose: { en: 'x' } } }, 409);
    const [waits] = (await reviewer.ask('GET', review)).value.results;
    assert.deepEqual([waits.id, waits.begun_by], [draft.id, `Holder of representative of ${at.fund.organisation}`]);
    await go(reviewer, 'POST', `${one}/comments`, { text: 'Which <rivers>?' });
    const before = draft.seen;
    for (const body of [{ decision: 'return', seen: before }, { decision: 'keep', seen: before }, { decision: 'publish', seen: before, reason: 'x' }, { decision: 'publish' }])
      await go(reviewer, 'POST', `${review}/${draft.id}/decision`, body, 400);
    await go(at.fund, 'POST', `${review}/${draft.id}/decision`, { decision: 'publish', seen: before }, 403);
    const back = await go(reviewer, 'POST', `${review}/${draft.id}/decision`, { decision: 'return', seen: before, reason: 'Name the rivers' });
    assert.equal(back.state, 'returned');
    await go(at.fund, 'GET', one);
    assert.deepEqual([draft.state, draft.steps.map(({ what, text }) => text ?? what)], ['returned', ['begun', 'handed_in', 'Which <rivers>?', 'Name the rivers']]);
    await go(at.fund, 'PUT', one, { version: draft.version, partnership: { description: { en: 'The Nzoia and the Yala' } } });
    await go(at.fund, 'POST', `${one}/hand-in`, { seen: draft.seen });
    await go(at.fund, 'POST', `${one}/take-back`, { seen: draft.seen });
    await go(at.fund, 'POST', `${one}/hand-in`, { seen: draft.seen });
    await go(reviewer, 'POST', `${review}/${draft.id}/decision`, { decision: 'publish', seen: before }, 409);
    const { partnership, state } = await go(reviewer, 'POST', `${review}/${draft.id}/decision`, { decision: 'publish', seen: draft.seen });
    assert.equal(state, 'published');
    const record = await at.server.json(`/api/v1/partnerships/${partnership}`);
    assert.deepEqual(record.parties.map(({ organisation, participation }) => [organisation.name.en, participation.brings]).sort(), [['Fund', undefined], ['River Watch Kisumu', { en: 'Boats' }]]);
    await go(at.fund, 'GET', one, undefined, 404);

    const withdraw = (who, body) => who.ask('POST', `/api/v1/partnerships/${partnership}/withdrawal`, body);
    assert.equal((await withdraw(at.fund, { version: 1, reason: 'x' })).status, 403);
    assert.equal((await withdraw(reviewer, { version: 1 })).status, 400);
    assert.equal((await withdraw(reviewer, { version: 1, reason: 'Registered twice' })).status, 200);
    assert.match((await at.server.request(`/en/partnerships/${partnership}`)).body, /Registered twice/);
  });

  test('does it once, however often the request is sent', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    const key = () => ({ 'idempotency-key': crypto.randomUUID() });
    const twice = async (who, method, target, body) => {
      const headers = key();
      const [first, again] = [await who.ask(method, target, body, headers), await who.ask(method, target, body, headers)];
      assert.deepEqual([first.status, again.status, first.value.done.repeated, again.value.done.repeated], [200, 200, false, true], `${method} ${target}: ${JSON.stringify(again.value)}`);
      assert.equal(again.value.done.event_seq, first.value.done.event_seq);
      return [first.value, again.value];
    };
    const [begun1, begun2] = await twice(at.fund, 'POST', drafts, { title: { en: 'Clean rivers' }, organisation: at.fund.organisation });
    assert.equal(begun2.id, begun1.id);
    const one = `${drafts}/${begun1.id}`;
    await twice(at.fund, 'PUT', one, { version: 1, partnership: { purpose: { en: 'Rivers' } } });
    const [party1, party2] = await twice(at.fund, 'POST', `${one}/parties`, { organisation: at.fund.organisation, role: 'lead' });
    assert.equal(party2.party, party1.party);
    const [named1, named2] = await twice(at.fund, 'POST', `${one}/parties`, { organisation: at.fund.organisation, role: 'lead' });
    assert.deepEqual([named1.party, named2.party, named2.done.event_seq], [party1.party, party1.party, 0], 'it was named already');
    const spare = { title: { en: 'A spare one' } };
    const { id: alike } = await begun(at.fund, spare);
    const [alike1, alike2] = await twice(at.fund, 'POST', drafts, spare);
    assert.deepEqual([alike1.id, alike2.id, alike2.done.event_seq], [alike, alike, 0], 'one alike stood');
    await twice(at.fund, 'POST', `${one}/comments`, { text: 'Ready' });
    const [, handed] = await twice(at.fund, 'POST', `${one}/hand-in`, { seen: party2.seen });
    assert.equal(handed.steps.length, 3);
    const [done1, done2] = await twice(reviewer, 'POST', `${review}/${begun1.id}/decision`, { decision: 'publish', seen: handed.seen });
    assert.ok(done1.partnership);
    assert.equal(done2.partnership, done1.partnership);
    assert.equal((await at.server.json('/api/v1/partnerships')).total, 2);
  });

  test('changes what is published by a draft that is reviewed, and never over what it has not read', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    assert.equal((await at.fund.ask('POST', drafts, { of: at.partnership, organisation: at.fund.organisation })).status, 409, 'a file is the authority on it');
    const made = await begun(at.fund, { title: { en: 'Rivers' }, organisation: at.fund.organisation });
    const first = (await at.fund.ask('PUT', `${drafts}/${made.id}`, { version: 1, partnership: { purpose: { en: 'Clean' } } })).value;
    const parts = (await at.fund.ask('POST', `${drafts}/${made.id}/parties`, { organisation: at.fund.organisation })).value;
    assert.equal((await at.fund.ask('PUT', `${drafts}/${made.id}`, { version: 1, partnership: { purpose: { en: 'Other' } } })).status, 409);
    assert.equal((await at.fund.ask('POST', `${drafts}/${made.id}/hand-in`, { seen: first.seen })).status, 409, 'a party came since');
    const handed = (await at.fund.ask('POST', `${drafts}/${made.id}/hand-in`, { seen: parts.seen })).value;
    const { partnership } = (await reviewer.ask('POST', `${review}/${made.id}/decision`, { decision: 'publish', seen: handed.seen })).value;
    const proposed = { of: partnership, organisation: at.fund.organisation };
    assert.equal((await at.fund.ask('POST', drafts, proposed)).status, 409, 'its part is not confirmed');
    const { results } = (await at.fund.ask('GET', `/api/v1/account/parts?organisation=${at.fund.organisation}`)).value;
    const part = results.find((each) => each.part.partnership === partnership);
    await at.fund.ask('POST', `/api/v1/account/parts/${part.id}/word`, { word: 'confirm', version: part.version });
    const change = await begun(at.fund, proposed);
    assert.deepEqual([change.of, change.missing, change.parties], [partnership, [], []]);
    const saved = (await at.fund.ask('PUT', `${drafts}/${change.id}`, { version: 1, partnership: { purpose: { en: 'Clean and safe' } } })).value;
    const waits = (await at.fund.ask('POST', `${drafts}/${change.id}/hand-in`, { seen: saved.seen })).value;
    const published = await reviewer.ask('POST', `${review}/${change.id}/decision`, { decision: 'publish', seen: waits.seen });
    assert.deepEqual([published.status, published.value.partnership], [200, partnership]);
    const record = await at.server.json(`/api/v1/partnerships/${partnership}`);
    assert.deepEqual([record.version, record.partnership.purpose], [2, { en: 'Clean and safe' }]);
    const spare = await begun(at.fund, { title: { en: 'A spare one' } });
    assert.deepEqual((await at.fund.ask('GET', drafts)).value.results.map(({ id }) => id), [spare.id]);
    assert.equal((await at.fund.ask('DELETE', `${drafts}/${spare.id}?seen=${spare.seen}`)).value.state, 'discarded');
    assert.deepEqual((await at.fund.ask('GET', drafts)).value.results, []);
  });

  test('says what will be counted, which a reviewer’s program sees before it is published', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    const { id } = await begun(at.fund, { title: { en: 'Clean rivers' } });
    const put = async (version, measure) => (await at.fund.ask('PUT', `${drafts}/${id}`, { version, partnership: { purpose: { en: 'Rivers' } }, ...(measure === undefined ? {} : { measure }) })).value;
    const wells = { indicator: { en: 'Rivers tested' }, baseline: '2', target: '12', by: '2028-12-31' };
    const figures = ({ measure }) => measure?.indicators.map((one) => [one.title, one.measure, one.baselines?.[0].figure.value, one.periods?.[0].targets?.[0].value, one.periods?.[0].end]);
    const counted = [[{ en: 'Rivers tested' }, 'unit', '2', '12', '2028-12-31']];
    const first = await put(1, wells);
    assert.deepEqual([figures(first), first.odd], [counted, undefined], 'what is odd is told to whoever reviews');
    assert.deepEqual(figures(await put(first.version)), counted, 'what is not sent stays');
    const none = await put(first.version, null);
    assert.equal(figures(none), undefined);
    await put(none.version, wells);
    const { seen } = (await at.fund.ask('POST', `${drafts}/${id}/parties`, { organisation: at.fund.organisation, role: 'lead' })).value;
    await at.fund.ask('POST', `${drafts}/${id}/hand-in`, { seen });
    const waits = (await reviewer.ask('GET', `${review}/${id}`)).value;
    assert.deepEqual(figures(waits), counted);
    assert.ok(waits.odd.includes('one_party'), JSON.stringify(waits.odd));
    const { partnership } = (await reviewer.ask('POST', `${review}/${id}/decision`, { decision: 'publish', seen: waits.seen })).value;
    assert.deepEqual((await at.server.json(`/api/v1/partnerships/${partnership}`)).results.map(({ result }) => result.indicators[0].title), [{ en: 'Rivers tested' }]);
  });

  test('publishes without review where the register trusts representatives', async (t) => {
    const at = await partnered(t, { trust_representatives: 'true' });
    const { id } = await begun(at.fund, { title: { en: 'Clean rivers' }, organisation: at.fund.organisation });
    await at.fund.ask('PUT', `${drafts}/${id}`, { version: 1, partnership: { purpose: { en: 'Rivers' } } });
    const { seen, may_publish: may } = (await at.fund.ask('POST', `${drafts}/${id}/parties`, { organisation: at.fund.organisation, role: 'lead' })).value;
    assert.equal(may, true);
    const key = { 'idempotency-key': 'publish' };
    assert.equal((await at.fund.ask('POST', `${drafts}/${id}/publish`, { seen: seen - 1 })).status, 409);
    const [first, again] = [await at.fund.ask('POST', `${drafts}/${id}/publish`, { seen }, key), await at.fund.ask('POST', `${drafts}/${id}/publish`, { seen }, key)];
    assert.deepEqual([first.status, first.value.state, again.value.done.repeated, again.value.partnership], [200, 'published', true, first.value.partnership]);
    assert.equal((await at.server.json(`/api/v1/partnerships/${first.value.partnership}`)).partnership.purpose.en, 'Rivers');
  });

  test('is told what is wrong with what it sends, and nothing is written', async (t) => {
    const at = await partnered(t);
    const { id } = await begun(at.fund, { title: { en: 'Rivers' } });
    const one = `${drafts}/${id}`;
    for (const [body, says] of [
      [{ title: {} }, /title/], [{ title: { en: ' \t' } }, /title/], [{ title: 'Rivers' }, /object of texts/], [{ title: { en: 'x' }, of: at.partnership, organisation: at.fund.organisation }, /Begin the change/],
      [{ title: { en: 'x' }, kind: 'project' }, /'kind'/], [{ organisation: 'x', title: { en: 'x' } }, /organisation/],
    ]) {
      const { status, value } = await at.fund.ask('POST', drafts, body);
      assert.equal(status, 400, JSON.stringify(body));
      assert.match(`${value.error.message} ${value.error.next}`, says, JSON.stringify(body));
    }
    for (const measure of [{}, { indicator: { en: ' ' } }, { indicator: { en: 'Wells' }, target: 'many' }, { indicator: { en: 'Wells' }, target: 12 }, { indicator: { en: 'Wells' }, measure: 'nominal' }, { indicator: { en: 'Wells' }, by: 'soon' },
      { indicator: { en: 'x'.repeat(2_001) } }, { indicator: { en: 'Wells' }, unit: 'wells' }, { indicator: { en: 'Wells' }, measure: 'qualitative', target: 'x'.repeat(401) }, []])
      assert.equal((await at.fund.ask('PUT', one, { version: 1, partnership: {}, measure })).status, 400, JSON.stringify(measure).slice(0, 80));
    assert.equal((await at.union.ask('POST', drafts, { title: { en: 'x' }, organisation: at.fund.organisation })).status, 403);
    for (const [partnership, says] of [
      [{ title: {} }, /title/], [{ purpose: { en: 'x'.repeat(12_001) } }, /longer than 12000 bytes/], [{ title: { fr: 'x'.repeat(2_001) } }, /title\.fr/],
      [{ goals: [{ framework: 'sdg', code: '99' }] }, /goals/], [{ fields: [{ code: 'magic' }] }, /fields/], [{ places: [country('XX')] }, /country/], [{ places: [{ kind: 'location', code: 'x' }] }, /country/],
      [{ level: 'cosmic' }, /level/], [{ status: 'x' }, /status/], [{ planned_start: '2027', planned_end: '2026' }, /before the first day/], [{ planned_start: 'soon' }, /planned_start/],
      [{ sources: [] }, /'sources'/], [{ kept: {} }, /'kept'/], [{ contacts: [] }, /'contacts'/],
    ]) {
      const { status, value } = await at.fund.ask('PUT', one, { version: 1, partnership });
      assert.equal(status, 400, JSON.stringify(partnership).slice(0, 80));
      assert.match(`${value.error.message} ${value.error.next}`, says, JSON.stringify(partnership).slice(0, 80));
    }
    for (const body of [{}, { organisation: at.partnership }, { organisation: at.fund.organisation, new: { name: { en: 'x' } } }, { new: { name: {} } }, { new: { name: { en: ' ' } } }, { new: { name: { en: 'Rowers' }, country: 'XX' } }, { new: { name: { en: 'Rowers' }, type: 'x' } },
      { new: { name: { en: 'Rowers' }, identifiers: [] } }, { organisation: at.fund.organisation, role: 'king' }, { organisation: at.fund.organisation, contributes: ['love'] }, { new: { name: { en: 'x'.repeat(1_001) } } }])
      assert.equal((await at.fund.ask('POST', `${one}/parties`, body)).status, 400, JSON.stringify(body).slice(0, 80));
    for (const [method, target, body] of [['POST', `${one}/comments`, { text: ' ' }], ['POST', `${one}/comments`, { text: 7 }], ['POST', `${one}/hand-in`, {}], ['POST', `${one}/hand-in`, { seen: '1' }], ['DELETE', one], ['DELETE', `${one}?seen=x`]])
      assert.equal((await at.fund.ask(method, target, body)).status, 400, `${method} ${target}`);
    assert.equal((await at.fund.ask('POST', `${one}/publish`, { seen: 1 })).status, 403);
    const { value } = await at.fund.ask('GET', one);
    assert.deepEqual([value.version, value.parties.length, value.steps.length], [1, 0, 1]);
  });
});
