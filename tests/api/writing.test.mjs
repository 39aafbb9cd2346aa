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
});
