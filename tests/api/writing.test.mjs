// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Sends what changes something, and holds each answer against api/openapi.yaml; what the answers mean is looked at in
// tests/scenarios/programs_*.test.mjs.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { parts, partnered } from '../support/programs.mjs';
import { faultsOf, operations, resolve, schemaOf, undescribed } from './document.mjs';

const nobody = '00000000-0000-7000-8000-000000000000';

/** Asks an operation with `values` in its address, and gives the answer's value once it has been held against the document. */
async function check(ask, operationId, status, values = {}, body = undefined, query = '', headers = {}) {
  const operation = operations.find((one) => one.operation.operationId === operationId);
  assert.ok(operation, operationId);
  const target = operation.address.replace(/\{(\w+)\}/g, (_, name) => values[name]) + query;
  const answer = await ask(operation.method.toUpperCase(), target, body, headers);
  assert.equal(answer.status, status, `${operationId} ${target}: ${JSON.stringify(answer.value)?.slice(0, 400)}`);
  const schema = schemaOf(operation, String(status), 'application/json');
  assert.ok(schema, `${operationId}: the document describes ${status}`);
  assert.deepEqual(faultsOf(schema, answer.value), [], operationId);
  assert.deepEqual(undescribed(schema, answer.value), [], `${operationId} answers with members that the document does not name`);
  // What was sent and taken is what the document lets be sent.
  const taken = resolve(operation.operation.requestBody)?.content?.['application/json']?.schema;
  if (status === 200 && taken && body && !Buffer.isBuffer(body)) assert.deepEqual(faultsOf(taken, body), [], `${operationId} takes what the document does not`);
  return answer.value;
}

describe('what is written through the API is answered as the document says', () => {
  test('promises, deliveries and the words on them', async (t) => {
    const at = await partnered(t);
    const part = { id: at.fund.part };
    const price = { kind: 'price_reduction', quantity: { amount: '2400', unit: 'doses' }, price_reduction: { product: { en: 'Vaccine' }, unit: 'dose', reference: { amount: '10', currency: 'EUR' }, offered: { amount: '3.25', currency: 'EUR' }, countries: ['KE'] },
      receiver: { name: 'Health posts' }, conditions: { en: 'While it lasts' }, matching: { en: 'One for one' }, date: '2026-01', due: '2026-12-31', description: { en: 'Doses', fr: 'Doses' } };
    const { id } = await check(at.fund.ask, 'enterPromise', 200, part, { commitment: price });
    const given = await check(at.fund.ask, 'enterPromise', 200, part, { delivery: { kind: 'in_kind', quantity: { amount: '100', unit: 'doses' }, commitment: id, receiver: { organisation: at.union.organisation }, date: '2026-02-01' } });
    await check(at.fund.ask, 'getPromise', 200, { id });
    await check(at.fund.ask, 'changePromise', 200, { id }, { version: 1, commitment: { ...price, due: '2027' } });
    await check(at.fund.ask, 'addEvidence', 200, given, { version: 1, kind: 'receipt', url: 'https://example.org/', title: { en: 'Receipt' } });
    const form = parts({ evidence: JSON.stringify({ version: 2, kind: 'wish' }), file: { file: 'a.txt', content: 'words' } });
    await check(at.fund.ask, 'addEvidence', 400, given, form.body, '', form.headers);
    const right = parts({ evidence: JSON.stringify({ version: 2, kind: 'other' }), file: { file: 'a.txt', content: 'words' } });
    await check(at.fund.ask, 'addEvidence', 200, given, right.body, '', right.headers);
    await check(at.fund.ask, 'dropEvidence', 200, { ...given, place: '1' }, undefined, '?version=3');
    await check(at.fund.ask, 'dropEvidence', 404, { ...given, place: '9' }, undefined, '?version=4');
    await check(at.fund.ask, 'dropEvidence', 400, { ...given, place: '1' });
    await check(at.union.ask, 'sayOfDelivery', 200, given, { version: 4, word: 'dispute', remark: { en: 'Half of it' } });
    await check(at.kenya.ask, 'sayOfDelivery', 200, given, { version: 4, word: 'confirm', country: 'KE' });
    await check(at.union.ask, 'correctPart', 200, { id: at.union.part }, { version: 1, part: { role: 'beneficiary' } });
    await check(at.union.ask, 'sayOfDelivery', 200, given, { version: 4, word: 'confirm', part: at.union.part });
    await check(at.anybody, 'getDelivery', 200, given);
    for (const list of ['promised', 'delivered', 'received']) await check(at.fund.ask, 'listPartPromises', 200, part, undefined, `?list=${list}&limit=1`);
    await check(at.fund.ask, 'withdrawPromise', 200, { id }, { version: 2, reason: { en: 'No budget' } });

    await check(at.fund.ask, 'listPartPromises', 400, part, undefined, '?list=x');
    await check(at.fund.ask, 'enterPromise', 400, part, {});
    await check(at.fund.ask, 'changePromise', 409, { id }, { version: 3, commitment: price });
    await check(at.anybody, 'getDelivery', 404, { id });
    for (const [operation, body] of [['getPromise'], ['changePromise', { version: 1, commitment: price }], ['withdrawPromise', { version: 1, reason: { en: 'x' } }], ['addEvidence', { version: 1, kind: 'other', url: 'https://example.org/' }], ['sayOfDelivery', { version: 1, word: 'confirm' }]]) {
      await check(at.fund.ask, operation, 404, { id: nobody }, body);
      await check(at.kenya.ask, operation, 403, given, body);
      await check(at.anybody, operation, 401, given, body);
    }
  });

  test('what a host government answers', async (t) => {
    const at = await partnered(t);
    const host = { id: at.partnership, code: 'KE' };
    const asked = await check(at.kenya.ask, 'getHostQuestion', 200, host);
    assert.deepEqual([asked.seen, asked.named, asked.standing], [0, true, undefined]);
    const said = { version: asked.version, seen: 0, host_answer: { answer: 'objects', cited: { en: 'Water Act' }, remark: { en: 'Not laid before us' } } };
    const key = { 'idempotency-key': 'object' };
    const first = await check(at.kenya.ask, 'answerAsHost', 200, host, said, '', key);
    const again = await check(at.kenya.ask, 'answerAsHost', 200, host, said, '', key);
    assert.deepEqual([first.standing.host_answer.answer, again.done], ['objects', { ...first.done, repeated: true }]);
    assert.deepEqual((await at.view()).hosts.map(({ country, answer }) => [country, answer.host_answer.cited]), [['KE', { en: 'Water Act' }]]);
    await check(at.kenya.ask, 'answerAsHost', 409, host, { ...said, host_answer: { answer: 'aligned', cited: { en: 'Plan' } } });
    for (const wrong of [{ cited: { en: 'Plan' } }, { answer: 'aligned' }, { answer: 'likes', cited: { en: 'Plan' } }, { answer: 'aligned', basis: nobody, cited: { en: 'Plan' } }, { answer: 'aligned', cited: { en: 'Plan' }, country: 'TZ' }])
      await check(at.kenya.ask, 'answerAsHost', 400, host, { ...said, seen: 1, host_answer: wrong });
    await check(at.kenya.ask, 'withdrawHostAnswer', 400, host);
    await check(at.kenya.ask, 'withdrawHostAnswer', 409, host, undefined, '?seen=7');
    const silent = await check(at.kenya.ask, 'withdrawHostAnswer', 200, host, undefined, '?seen=1');
    assert.deepEqual([silent.standing, silent.seen], [undefined, 2]);
    for (const [operation, body, query] of [['getHostQuestion'], ['answerAsHost', said], ['withdrawHostAnswer', undefined, '?seen=1']]) {
      await check(at.kenya.ask, operation, 404, { id: nobody, code: 'KE' }, body, query);
      await check(at.kenya.ask, operation, 403, { ...host, code: 'TZ' }, body, query);
      await check(at.fund.ask, operation, 403, host, body, query);
      await check(at.anybody, operation, 401, host, body, query);
    }
  });

  test('reports, their rhythm and their review', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    const part = { id: at.fund.part };
    await check(at.fund.ask, 'listReportPlaces', 200);
    const { start } = await check(at.fund.ask, 'getPartReport', 200, part);
    const results = start.results.map((figure) => ({ ...figure, actual: '9', remark: { en: 'Three fell dry' } }));
    assert.equal(results.length, 1);
    const report = { start: '2025-01-01', end: '2025-12-31', delivered: { en: 'Nine wells' }, results, difficulties: { en: 'Rock' }, lessons: { en: 'Drill deeper' } };
    const saved = await check(at.fund.ask, 'savePartReport', 200, part, { version: 0, report });
    assert.equal(saved.open.report.results[0].actual, '9');
    await check(at.fund.ask, 'discardPartReport', 200, part, undefined, '?version=1');
    await check(at.fund.ask, 'discardPartReport', 409, part, undefined, '?version=1');
    const { open } = await check(at.fund.ask, 'savePartReport', 200, part, { version: 0, report, hand_in: true });
    await check(at.fund.ask, 'savePartReport', 400, part, { version: 0, report: { ...report, results: [{ ...results[0], target: '1' }] } });
    await check(at.fund.ask, 'savePartReport', 409, part, { version: 0, report });
    await check(at.fund.ask, 'setPartRhythm', 200, part, { version: 0, months: 12, first_due: '2027-03-31' });
    await check(at.fund.ask, 'setPartRhythm', 400, part, { version: 1, months: 7 });
    await check(at.fund.ask, 'appealForPart', 409, part, { reason: { en: 'Nothing is overdue' } });
    await check(reviewer.ask, 'listWaitingReports', 200);
    await check(reviewer.ask, 'getWaitingReport', 200, open);
    await check(reviewer.ask, 'decideReport', 200, open, { decision: 'return', version: 1, reason: { en: 'Where?' } });
    await check(reviewer.ask, 'getWaitingReport', 404, open);
    await check(at.fund.ask, 'savePartReport', 200, part, { version: 2, report, hand_in: true });
    await check(reviewer.ask, 'decideReport', 409, open, { decision: 'publish', version: 2 });
    await check(reviewer.ask, 'decideReport', 200, open, { decision: 'publish', version: 3 });
    await check(at.fund.ask, 'correctReport', 409, open, { version: 3 });
    const { open: correction } = await check(at.fund.ask, 'correctReport', 200, open, { version: 4 });
    await check(at.fund.ask, 'savePartReport', 200, part, { version: 1, report: { ...report, reason: { en: 'A slip' } }, hand_in: true });
    const stands = await check(reviewer.ask, 'decideReport', 200, correction, { decision: 'publish', version: 2 });
    assert.equal(stands.id, open.id, 'of what stands, not of the draft that ended');
    await check(at.fund.ask, 'withdrawOwnReport', 409, open, { version: 4, reason: { en: 'x' } });
    await check(at.fund.ask, 'withdrawOwnReport', 400, open, { version: 5 });
    await check(at.fund.ask, 'withdrawReport', 403, open, { version: 5, reason: { en: 'x' } });
    await check(reviewer.ask, 'withdrawReport', 200, open, { version: 5, reason: { en: 'Of another partnership' } });
    await check(at.fund.ask, 'withdrawOwnReport', 404, open, { version: 6, reason: { en: 'x' } });
    await check(reviewer.ask, 'decideReport', 404, { id: nobody }, { decision: 'publish', version: 1 });
    await check(reviewer.ask, 'decideReport', 400, open, { decision: 'burn', version: 1 });
    await check(at.fund.ask, 'decideReport', 403, open, { decision: 'publish', version: 3 });
    await check(at.union.ask, 'getPartReport', 403, part);
    await check(at.fund.ask, 'getPartReport', 404, { id: nobody });
    for (const operation of ['listReportPlaces', 'getPartReport', 'listWaitingReports', 'getWaitingReport']) await check(at.anybody, operation, 401, part);
  });

  test('drafts, their parties and their review', async (t) => {
    const at = await partnered(t);
    const reviewer = await at.as('reviewer', 'reviewer');
    const draft = await check(at.fund.ask, 'beginDraft', 200, {}, { title: { en: 'Wells for all in Kenya' }, organisation: at.fund.organisation });
    await check(at.fund.ask, 'listDrafts', 200);
    await check(at.fund.ask, 'saveDraft', 200, draft, { version: 1, partnership: { purpose: { en: 'Water' }, goals: [{ framework: 'sdg', code: '6' }], fields: [{ code: 'health' }], places: [{ kind: 'country', code: 'KE' }], level: 'national', status: 'active', planned_start: '2027', planned_end: '2029' }, measure: { indicator: { en: 'Wells dug' }, measure: 'unit', baseline: '0', target: '12', by: '2029' } });
    await check(at.fund.ask, 'saveDraft', 400, draft, { version: 2, partnership: {}, measure: { indicator: { en: 'Wells' }, target: 'many' } });
    await check(at.fund.ask, 'nameParty', 200, draft, { organisation: at.fund.organisation, role: 'lead', contributes: ['finance'] });
    const { party, parties } = await check(at.fund.ask, 'nameParty', 200, draft, { new: { name: { en: 'River Watch' }, type: 'foundation', country: 'KE' } });
    await check(at.fund.ask, 'nameParty', 409, draft, { new: { name: { en: 'Union' } } });
    const part = { ...draft, part: party };
    const { version } = parties.find(({ id }) => id === party);
    await check(at.fund.ask, 'saveDraftPart', 200, part, { version, part: { role: 'member', brings: { en: 'Boats' }, risks: { en: 'Storms' }, responsibilities: { en: 'Counting' }, benefits: { en: 'Fish' }, contributes: ['people'] } });
    await check(at.fund.ask, 'removeDraftPart', 409, part, undefined, '?version=1');
    const { alike } = await check(at.fund.ask, 'checkDraft', 200, draft);
    assert.ok(alike.length > 0);
    await check(at.fund.ask, 'removeDraftPart', 200, part, undefined, '?version=2');
    let { seen } = await check(at.fund.ask, 'commentDraft', 200, draft, { text: 'Soon' });
    ({ seen } = await check(at.fund.ask, 'handInDraft', 200, draft, { seen }));
    await check(at.fund.ask, 'saveDraft', 409, draft, { version: 2, partnership: {} });
    ({ seen } = await check(at.fund.ask, 'takeBackDraft', 200, draft, { seen }));
    ({ seen } = await check(at.fund.ask, 'handInDraft', 200, draft, { seen }));
    await check(reviewer.ask, 'listWaitingDrafts', 200);
    await check(reviewer.ask, 'getWaitingDraft', 200, draft);
    await check(reviewer.ask, 'decideDraft', 200, draft, { decision: 'return', seen, reason: 'Where?' });
    ({ seen } = await check(at.fund.ask, 'getDraft', 200, draft));
    ({ seen } = await check(at.fund.ask, 'handInDraft', 200, draft, { seen }));
    await check(reviewer.ask, 'decideDraft', 409, draft, { decision: 'publish', seen: 1 });
    const { partnership } = await check(reviewer.ask, 'decideDraft', 200, draft, { decision: 'publish', seen });
    await check(reviewer.ask, 'withdrawPartnership', 409, { id: at.partnership }, { version: 1, reason: 'It is a file’s' });
    await check(reviewer.ask, 'withdrawPartnership', 200, { id: partnership }, { version: 1, reason: 'Registered twice' });
    const spare = await check(at.fund.ask, 'beginDraft', 200, {}, { title: { en: 'Spare' } });
    await check(at.fund.ask, 'publishDraft', 403, spare, { seen: spare.seen });
    await check(at.fund.ask, 'discardDraft', 400, spare);
    await check(at.fund.ask, 'discardDraft', 200, spare, undefined, `?seen=${spare.seen}`);
    for (const operation of ['getDraft', 'checkDraft', 'saveDraft', 'handInDraft', 'commentDraft', 'discardDraft', 'nameParty']) {
      const bodies = { saveDraft: { version: 1, partnership: {} }, handInDraft: { seen: 1 }, commentDraft: { text: 'x' }, nameParty: { organisation: at.fund.organisation } };
      await check(at.fund.ask, operation, 404, { id: nobody }, bodies[operation], operation === 'discardDraft' ? '?seen=1' : '');
      await check(at.anybody, operation, 401, { id: nobody }, bodies[operation]);
    }
    await check(at.fund.ask, 'decideDraft', 403, draft, { decision: 'publish', seen });
    await check(at.fund.ask, 'withdrawPartnership', 403, { id: partnership }, { version: 1, reason: 'x' });
    await check(at.fund.ask, 'listWaitingDrafts', 403);
    await check(at.anybody, 'listDrafts', 401);
  });

  test('concerns, their raisers, and replies', async (t) => {
    const at = await partnered(t);
    const steward = await at.as('steward', 'steward', ['read', 'write'], { withFactor: true });
    const concern = { about: at.partnership, kind: 'facts', text: 'Nothing was dug.', name: 'A neighbour', language: 'fr' };
    const { secret, number } = await check(at.anybody, 'raiseConcern', 200, {}, concern);
    await check(at.anybody, 'raiseConcern', 400, {}, { ...concern, kind: 'x' });
    await check(at.anybody, 'raiseConcern', 404, {}, { ...concern, about: nobody });
    await check(at.anybody, 'getRaisedConcern', 200, { secret });
    await check(at.anybody, 'getRaisedConcern', 404, { secret: 'x' });
    await check(at.anybody, 'addToConcern', 200, { secret }, { text: 'Nor was it planned.', seen: 1 });
    await check(at.anybody, 'addToConcern', 409, { secret }, { text: 'More', seen: 1 });
    await check(at.anybody, 'addToConcern', 404, { secret: 'x' }, { text: 'More', seen: 1 });
    await check(at.fund.ask, 'getHandedConcern', 404, { number });
    assert.equal((await steward.fill(`/en/concerns/${number}`, { do: 'hand_on', text: 'Nothing was dug.' })).status, 303);
    await check(at.fund.ask, 'listHandedConcerns', 200);
    const { seen } = await check(at.fund.ask, 'getHandedConcern', 200, { number });
    await check(at.fund.ask, 'replyToConcern', 200, { number }, { text: 'It was.', seen });
    await check(at.fund.ask, 'replyToConcern', 409, { number }, { text: 'It was not.', seen });
    await check(at.fund.ask, 'replyToConcern', 404, { number: 99 }, { text: 'x', seen });
    await check(at.fund.ask, 'replyToConcern', 400, { number }, { text: '', seen });
    await check(steward.ask, 'listHandedConcerns', 403);
    await check(at.anybody, 'getHandedConcern', 401, { number });
    await check(at.anybody, 'withdrawConcern', 200, { secret }, {});
    await check(at.anybody, 'withdrawConcern', 404, { secret: 'x' }, {});
  });
});
