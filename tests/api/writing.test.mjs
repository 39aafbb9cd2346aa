// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Sends what changes something, and holds each answer against api/openapi.yaml; what the answers mean is looked at in
// tests/scenarios/programs_*.test.mjs.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { code, password } from '../support/accounts.mjs';
import { press } from '../support/forms.mjs';
import { parts, partnered, program } from '../support/programs.mjs';
import { MovedClock, folder, succeed } from '../support/register.mjs';
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
  test('agreements, keys and signatures', async (t) => {
    const at = await partnered(t);
    const text = { act: 'agree', title: { en: 'Wells together' }, wording: { en: 'Each digs.', fr: 'Chacun creuse.' }, parties: [at.fund, at.union].map(({ organisation }) => ({ organisation, signer: 'Director' })), risks: { en: 'Drought' }, starts: '2026-01-01' };
    const { id } = await check(at.fund.ask, 'makeAgreement', 200, { id: at.fund.part }, { agreement: text });
    await check(at.fund.ask, 'makeAgreement', 400, { id: at.fund.part }, { agreement: { ...text, parties: [] } });
    await check(at.fund.ask, 'changeAgreement', 200, { id }, { version: 1, agreement: { ...text, ends: '2030-12-31' } });
    await check(at.fund.ask, 'changeAgreement', 409, { id }, { version: 1, agreement: text });
    const filed = parts({ agreement: JSON.stringify({ agreement: { ...text, wording: undefined } }), file: { file: 'a.txt', content: 'Each digs.' } });
    const { id: other, versions: [{ agreement: { files: [first] } }] } = await check(at.fund.ask, 'makeAgreement', 200, { id: at.fund.part }, filed.body, '', filed.headers);
    assert.deepEqual([first.name, first.media_type], ['a.txt', 'text/plain']);
    const more = parts({ agreement: JSON.stringify({ version: 1, agreement: { ...text, files: [first] } }), file: { file: 'b.pdf', content: '%PDF-1.7 signed' } });
    const changed = await check(at.fund.ask, 'changeAgreement', 200, { id: other }, more.body, '', more.headers);
    assert.deepEqual(changed.versions[0].agreement.files.map(({ name }) => name), ['a.txt', 'b.pdf']);
    for (const wrong of [{ file: { file: 'a.txt', content: 'x' } }, { agreement: JSON.stringify({ agreement: text }), file: { file: 'a.txt', content: '' } }, { agreement: JSON.stringify({ agreement: text }), other: 'x' }, { agreement: JSON.stringify({ agreement: text }), file: { file: 'a.zip', content: 'PK\x03\x04' } }]) {
      const form = parts(wrong);
      await check(at.fund.ask, 'makeAgreement', 400, { id: at.fund.part }, form.body, '', form.headers);
    }
    await at.union.setUpSecondFactor(password);
    const file = path.join(folder(t), 'union.key');
    const line = (await succeed(['sign', 'key', 'union.example', '-o', file])).trim();
    const added = await press(at.union, `/en/account/keys/${at.union.organisation}`, 'do=add', { public: line, code: code(at.union.secret, Date.now() + 30_000) });
    assert.equal(added.status, 303);
    await check(at.anybody, 'getSigningKeys', 200, { id: at.union.organisation });
    await check(at.anybody, 'getSigningKeys', 404, { id: nobody });
    const asked = `?party=${at.union.organisation}&capacity=Director`;
    await check(at.anybody, 'getAgreementStatement', 200, { id }, undefined, asked);
    await check(at.anybody, 'getAgreementStatement', 400, { id }, undefined, `?party=${at.union.organisation}`);
    await check(at.anybody, 'getAgreementStatement', 404, { id }, undefined, `?party=${nobody}&capacity=Director`);
    const statement = `${file}.json`;
    fs.writeFileSync(statement, (await at.server.request(`/api/v1/agreements/${id}/statement${asked}`)).body);
    await check(at.union.ask, 'bringSignature', 200, { id }, { note: await succeed(['sign', statement, '--key', file]) });
    await check(at.union.ask, 'bringSignature', 400, { id }, { note: 'no note' });
    await check(at.anybody, 'getAgreement', 200, { id });
    await check(at.anybody, 'getAgreement', 404, { id: nobody });
    for (const version of ['1', '2']) await check(at.anybody, 'getAgreementVersion', 200, { id, version });
    await check(at.anybody, 'getAgreementVersion', 404, { id, version: '3' });
    await check(at.anybody, 'getAgreementFile', 404, { id, hash: 'a'.repeat(64) });
    await check(at.anybody, 'getAgreements', 200, { id: at.partnership });
  });

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

  test('what a party seeks and gains, and how a partnership is governed', async (t) => {
    const at = await partnered(t);
    const part = { id: at.fund.part };
    await check(at.fund.ask, 'correctPart', 200, part, { version: 1, part: { role: 'lead' } });
    const asked = await check(at.fund.ask, 'getPartStatement', 200, part);
    const statement = { goals: [{ framework: 'sdg', code: '6' }], serves: 'yes', results: [asked.results[0].id], selection: 'founder', contribution: '40', benefit: '0', exclusive: 'no', procurement: 'no', emblem: 'yes', emblem_until: '2027-03-31', ties: { en: 'None' }, conflict: 'managed', conflicts: { en: 'One' },
      employment_policy: 'yes', employment: { en: 'Equal pay' }, employment_url: 'https://example.org/', posts: [{ level: 'board', women: '3', men: '0' }], complaints_channel: 'no', complaints: { en: 'Planned' }, complaints_url: 'https://example.org/c' };
    const said = await check(at.fund.ask, 'sayOfParty', 200, part, { version: 0, statement });
    assert.equal(said.statement.version, 1);
    const governance = { seats: [{ organisation: at.fund.organisation, seats: '1', votes: '2' }], quota: '1', earmarked: '0', runway_months: '18', local_recurrent: '20', exit_plan: 'yes', exit: { en: 'Handed over' }, outcome_kept: 'yes', kept_after: { en: 'Wells' }, objectives: '4', national_objectives: '2', frameworks: { en: 'Plan' }, government_data: 'no',
      negative_effects: 'described', effects: { en: 'Dry springs' }, recommended: 'yes', recommendations: [{ text: { en: 'Meter' }, by: 'Audit', owner: { name: 'Board' }, due: '2027', state: 'closed' }], gender_marker: '1' };
    await check(at.fund.ask, 'sayHowGoverned', 200, part, { version: 0, governance });
    await check(at.fund.ask, 'getPartGovernance', 200, part);
    await check(at.anybody, 'getPartnership', 200, { id: at.partnership });
    for (const [operation, key, body] of [['sayOfParty', 'statement', statement], ['sayHowGoverned', 'governance', governance]]) {
      await check(at.fund.ask, operation, 409, part, { version: 0, [key]: body });
      await check(at.fund.ask, operation, 400, part, { version: 1 });
      await check(at.fund.ask, operation, 400, part, { version: 1, [key]: { ...body, partnership: at.partnership } });
      await check(at.fund.ask, operation, 404, { id: nobody }, { version: 1, [key]: body });
      await check(at.union.ask, operation, 403, part, { version: 1, [key]: body });
      await check(at.anybody, operation, 401, part, { version: 1, [key]: body });
    }
    for (const operation of ['getPartStatement', 'getPartGovernance']) {
      await check(at.fund.ask, operation, 404, { id: nobody });
      await check(at.union.ask, operation, 403, part);
      await check(at.anybody, operation, 401, part);
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

  test('what a government publishes, and its acknowledgement', async (t) => {
    const at = await partnered(t);
    const desk = { code: 'KE' };
    const plan = { kind: 'plan', title: { en: 'Vision', fr: 'Vision' }, text: { en: 'Water for all' }, start: '2026', end: '2030', goals: [{ framework: 'sdg', code: '6' }], documents: [{ url: 'https://plan.example/vision.pdf', title: { en: 'Vision' } }] };
    const first = await check(at.kenya.ask, 'addToDesk', 200, desk, { national_plan: plan });
    assert.deepEqual([first.state, first.version, first.draft, first.national_plan], ['draft', 1, 0, { ...plan, country: 'KE' }]);
    const one = { ...desk, id: first.id };
    await check(at.kenya.ask, 'changeOnDesk', 200, one, { version: 1, draft: 0, national_plan: plan, publish: true });
    const beside = await check(at.kenya.ask, 'changeOnDesk', 200, one, { version: 2, draft: 0, national_plan: { ...plan, title: { en: 'Vision 2' } } });
    assert.deepEqual([beside.state, beside.version, beside.draft, beside.beside], ['published', 2, 1, true]);
    await check(at.kenya.ask, 'changeOnDesk', 409, one, { version: 2, draft: 0, national_plan: plan });
    await check(at.kenya.ask, 'getDesk', 200, desk);
    await check(at.kenya.ask, 'discardBesideDesk', 200, one, undefined, '?draft=1');
    await check(at.kenya.ask, 'discardBesideDesk', 409, one, undefined, '?draft=1');
    await check(at.kenya.ask, 'discardBesideDesk', 400, one);
    const need = await check(at.kenya.ask, 'addToDesk', 200, desk, { capacity: { kind: 'need', field: 'health', title: { en: 'Nurses' } }, publish: true });
    await check(at.kenya.ask, 'withdrawFromDesk', 409, { ...desk, id: need.id }, { version: 7, draft: 0 });
    assert.equal((await check(at.kenya.ask, 'withdrawFromDesk', 200, { ...desk, id: need.id }, { version: 1, draft: 0 })).state, 'withdrawn');
    const { id } = await check(at.kenya.ask, 'addToDesk', 200, desk, { guidance: { title: { en: 'Agree with the county' } }, publish: true });
    for (const wrong of [{}, { guidance: { title: { en: 'a' } }, capacity: { kind: 'need', title: { en: 'b' } } }, { guidance: {} }, { guidance: { title: { en: 'x'.repeat(2_001) } } }, { guidance: { title: { en: 'x' }, text: { en: 'x'.repeat(20_001) } } }, { guidance: { title: { en: 'x' }, documents: [{ url: 'javascript:alert(1)' }] } },
      { guidance: { title: { en: 'x' }, country: 'TZ' } }, { capacity: { title: { en: 'x' } } }, { capacity: { kind: 'wish', title: { en: 'x' } } }, { national_plan: { ...plan, start: '2031' } }, { national_plan: { ...plan, goals: [{ framework: 'sdg', code: '99' }] } }, { guidance: { title: { en: 'x' } }, publish: 'yes' }])
      await check(at.kenya.ask, 'addToDesk', 400, desk, wrong);

    const { results: [due] } = await check(at.fund.ask, 'listGuidanceDue', 200);
    assert.deepEqual([due.id, due.organisation, due.acknowledged], [id, at.fund.organisation, 0]);
    const read = { organisation: at.fund.organisation, version: 1 };
    await check(at.fund.ask, 'acknowledgeGuidance', 409, { id }, { ...read, version: 2 });
    await check(at.fund.ask, 'acknowledgeGuidance', 403, { id }, { ...read, organisation: at.union.organisation });
    await check(at.fund.ask, 'acknowledgeGuidance', 200, { id }, read);
    await check(at.fund.ask, 'acknowledgeGuidance', 404, { id: nobody }, read);
    await check(at.fund.ask, 'acknowledgeGuidance', 400, { id }, { version: 1 });
    assert.deepEqual((await check(at.fund.ask, 'listGuidanceDue', 200)).results, []);
    await check(at.kenya.ask, 'getDeskRecord', 404, { ...desk, id: nobody });
    for (const [operation, body, query] of [['getDesk'], ['addToDesk', { guidance: { title: { en: 'x' } } }], ['getDeskRecord'], ['changeOnDesk', { version: 2, draft: 0, national_plan: plan }], ['withdrawFromDesk', { version: 2, draft: 0 }], ['discardBesideDesk', undefined, '?draft=1']]) {
      await check(at.kenya.ask, operation, 403, { ...one, code: 'TZ' }, body, query);
      await check(at.fund.ask, operation, 403, one, body, query);
      await check(at.anybody, operation, 401, one, body, query);
    }
    await check(at.kenya.ask, 'listGuidanceDue', 403);
    await check(at.anybody, 'acknowledgeGuidance', 401, { id }, read);
  });

  test('who is asked to answer for a part, and colleagues', async (t) => {
    const at = await partnered(t);
    const part = { id: at.partnership, part: at.union.part };
    const secretary = { address: 'secretary@union.example', name: 'The Secretary', language: 'fr' };
    await check(at.fund.ask, 'listInvitations', 200, part, undefined, '?limit=1');
    await check(at.fund.ask, 'listInvitations', 400, part, undefined, '?limit=0');
    const key = { 'idempotency-key': 'invite' };
    const made = await check(at.fund.ask, 'inviteToPart', 200, part, secretary, '', key);
    assert.match(made.link, /\/fr\/offer\/[\w-]{43}$/);
    const again = await check(at.fund.ask, 'inviteToPart', 200, part, secretary, '', key);
    assert.deepEqual([again.link, again.done.repeated], [undefined, true]);
    await check(at.fund.ask, 'inviteToPart', 409, part, { ...secretary, name: 'Another' }, '', key);
    assert.match((await check(at.fund.ask, 'inviteToPart', 200, part, { ...secretary, way: 'code' })).code, /^[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}$/);
    const { offers: [offer, ...older] } = await check(at.fund.ask, 'getInvitations', 200, part);
    assert.deepEqual([offer.address, older], [secretary.address, []], 'the newer takes the place of the older');
    assert.deepEqual((await check(at.fund.ask, 'withdrawInvitation', 200, { ...part, offer: offer.id })).offers, []);
    await check(at.fund.ask, 'withdrawInvitation', 404, { ...part, offer: offer.id });
    for (const wrong of [{ address: 'nobody' }, { name: '' }, { language: 'de' }, { way: 'pigeon' }, { role: 'steward' }]) await check(at.fund.ask, 'inviteToPart', 400, part, { ...secretary, ...wrong });
    await check(at.fund.ask, 'getInvitations', 404, { ...part, part: nobody });

    for (const [who, place, values, role, wrong] of [[at.fund, 'Organisation', { id: at.fund.organisation }, 'contributor', 'focal point'], [at.kenya, 'Country', { code: 'KE' }, 'focal point', 'contributor']]) {
      const deputy = { address: 'deputy@party.example', name: 'The Deputy', role };
      await check(who.ask, `offer${place}Role`, 403, values, deputy);
      await who.setUpSecondFactor(password);
      who.ask = program(at.server.address, await who.makeToken(['write', 'office']));
      assert.match((await check(who.ask, `offer${place}Role`, 200, values, deputy)).link, /\/en\/offer\//);
      await check(who.ask, `offer${place}Role`, 400, values, { ...deputy, role: wrong });
      await check(who.ask, `offer${place}Role`, 400, values, { ...deputy, role: 'steward' });
      const { people, offers } = await check(who.ask, `list${place}People`, 200, values);
      assert.deepEqual([people.length, offers.length, offers[0].role], [1, 1, role]);
      await check(who.ask, `withdraw${place}Offer`, 200, { ...values, offer: offers[0].id });
      await check(who.ask, `withdraw${place}Offer`, 404, { ...values, offer: offers[0].id });
      for (const [operation, body] of [[`list${place}People`], [`offer${place}Role`, deputy], [`withdraw${place}Offer`]]) {
        const other = { id: at.union.organisation, code: 'TZ', offer: offers[0].id };
        await check(who.ask, operation, 403, other, body);
        await check(at.anybody, operation, 401, other, body);
      }
    }
    await check(at.kenya.ask, 'inviteToPart', 403, part, secretary);
    for (const [operation, body] of [['listInvitations'], ['getInvitations'], ['inviteToPart', secretary], ['withdrawInvitation']]) await check(at.anybody, operation, 401, { ...part, offer: nobody }, body);
  });

  test('what a steward does: who verified a delivery, appeals, concerns', async (t) => {
    const clock = new MovedClock(t);
    const at = await partnered(t, {}, { env: clock.env });
    const { id } = await check(at.fund.ask, 'enterPromise', 200, { id: at.fund.part }, { delivery: { kind: 'disbursement', value: { amount: '400', currency: 'USD' }, receiver: { organisation: at.union.organisation }, date: '2026-02-01' } });
    const { number, secret } = await check(at.anybody, 'raiseConcern', 200, {}, { about: at.partnership, kind: 'facts', text: 'Nothing was dug.', name: 'A neighbour' });
    clock.pass(24 * 28);
    await check(at.fund.ask, 'setPartRhythm', 200, { id: at.fund.part }, { version: 0, months: 3, first_due: '2026-12-15' });
    clock.pass(24 * 200);
    const { appeals: [appeal] } = await check(at.fund.ask, 'appealForPart', 200, { id: at.fund.part }, { reason: { en: 'The rains came late' } });
    const steward = await at.as('steward', 'steward', ['office'], { withFactor: true, clock });

    const said = { word: 'confirm', version: 1, level: 'independent_verifier', by: 'Auditors of Example', url: 'https://example.org/finding', remark: { en: 'As it was said' } };
    const key = { 'idempotency-key': 'finding-1' };
    const first = await check(steward.ask, 'verifyDelivery', 200, { id }, said, '', key);
    assert.deepEqual(first.attested, ['claim', 'independent_verifier']);
    assert.deepEqual((await check(steward.ask, 'verifyDelivery', 200, { id }, said, '', key)).done, { ...first.done, repeated: true });
    for (const wrong of [{ level: 'claim' }, { by: ' ' }, { url: 'ftp://example.org' }, { word: 'perhaps' }, { word: 'dispute', remark: undefined }, { country: 'KE' }])
      await check(steward.ask, 'verifyDelivery', 400, { id }, { ...said, ...wrong });
    await check(steward.ask, 'verifyDelivery', 409, { id }, { ...said, version: 7 });
    await check(steward.ask, 'verifyDelivery', 404, { id: nobody }, said);

    const { results } = await check(steward.ask, 'listWaitingAppeals', 200);
    assert.deepEqual(results.map(({ id: one }) => one), [appeal.id]);
    await check(steward.ask, 'getWaitingAppeal', 200, appeal);
    for (const wrong of [{ decision: 'uphold' }, { decision: 'refuse', until: '2027-12-31' }, { decision: 'uphold', until: '2027' }, { decision: 'burn' }, { decision: 'refuse', answer: undefined }])
      await check(steward.ask, 'decideAppeal', 400, appeal, { version: 1, answer: { en: 'So be it' }, ...wrong });
    await check(steward.ask, 'decideAppeal', 409, appeal, { decision: 'refuse', version: 2, answer: { en: 'No' } });
    await check(steward.ask, 'decideAppeal', 200, appeal, { decision: 'uphold', version: 1, answer: { en: 'So be it' }, until: '2027-12-31' });
    await check(steward.ask, 'getWaitingAppeal', 404, appeal);
    await check(steward.ask, 'decideAppeal', 404, { id: nobody }, { decision: 'refuse', version: 1, answer: { en: 'No' } });

    const queue = await check(steward.ask, 'listConcernsToAnswer', 200, {}, undefined, '?state=open&limit=1');
    assert.deepEqual([queue.results.length, queue.results[0].number], [1, number]);
    assert.deepEqual((await check(steward.ask, 'listConcernsToAnswer', 200, {}, undefined, `?limit=1&cursor=${queue.next}`)).results, []);
    for (const query of ['?state=lost', '?limit=0', '?cursor=x']) await check(steward.ask, 'listConcernsToAnswer', 400, {}, undefined, query);
    const shown = await check(steward.ask, 'getConcernToAnswer', 200, { number });
    assert.deepEqual([shown.name, shown.seen], [undefined, 1], 'who raised it no program is told');
    let { seen } = shown;
    for (const [step, text] of [['hand_on', 'Nothing was dug.'], ['answer', 'We have been there.'], ['publish', 'Nothing was dug.'], ['take_back'], ['close', 'It is dug now.']])
      ({ seen } = await check(steward.ask, 'answerConcern', 200, { number }, { step, ...(text && { text }), seen }));
    await check(steward.ask, 'answerConcern', 409, { number }, { step: 'answer', text: 'Once more', seen });
    for (const wrong of [{ step: 'burn', text: 'x', seen }, { step: 'publish', seen }, { step: 'take_back', text: 'x', seen }, { step: 'answer', text: 'x' }]) await check(steward.ask, 'answerConcern', 400, { number }, wrong);
    await check(steward.ask, 'answerConcern', 404, { number: 99 }, { step: 'answer', text: 'x', seen });
    await check(steward.ask, 'getConcernToAnswer', 404, { number: 99 });
    assert.equal((await check(at.anybody, 'getRaisedConcern', 200, { secret })).state, 'closed');

    for (const [operation, body] of [['verifyDelivery', said], ['listWaitingAppeals'], ['getWaitingAppeal'], ['decideAppeal', { decision: 'refuse', version: 1, answer: { en: 'x' } }], ['listConcernsToAnswer'], ['getConcernToAnswer'], ['answerConcern', { step: 'answer', text: 'x', seen }]]) {
      await check(at.fund.ask, operation, 403, { id, number }, body);
      await check(at.anybody, operation, 401, { id, number }, body);
    }
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
