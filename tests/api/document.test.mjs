// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Lints api/openapi.yaml, and holds it against the routes the program really has.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';

import { succeed } from '../support/register.mjs';
import { document, operations, resolve, text } from './document.mjs';

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(text);
  assert.equal(result.valid, true, JSON.stringify(result.errors, null, 1));
  assert.match(document.openapi, /^3\.1\./);
});

test('the document describes every address of the API, and no other', async () => {
  const routes = (await succeed(['routes'])).trim().split('\n').map((line) => line.split(/\s+/));
  const real = routes.filter(([method, address]) => method !== 'OPTIONS' && /^\/(api\/|yente\/|healthz|readyz|metrics)/.test(address)).map(([method, address]) => `${method} ${address}`);
  assert.ok(real.length > 10);
  assert.deepEqual(operations.map(({ method, address }) => `${method.toUpperCase()} ${address}`).sort(), real.sort());
});

test('every operation has its own id, a summary, an answer, and says how it fails', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const { address, operation } of operations) {
    assert.match(operation.operationId ?? '', /^[a-z][A-Za-z_]*$/, address);
    assert.ok(operation.summary, `${address} has a summary`);
    assert.ok(operation.responses['200'] ?? operation.responses['204'], `${address} answers 200, or 204`);
    if (address.startsWith('/api/') && (address.includes('{') || operation.parameters?.length))
      assert.ok(Object.keys(operation.responses).some((status) => /^(4|default)/.test(status)), `${address} says how it fails`);
  }
});

test('every parameter is described, and those of a path are required', () => {
  for (const { address, parameters } of operations) {
    for (const parameter of parameters) {
      assert.ok(parameter.description && parameter.schema, `${address}: ${parameter.name}`);
      if (parameter.in === 'path') assert.equal(parameter.required, true, `${address}: ${parameter.name}`);
    }
    const named = parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
    assert.deepEqual(named.sort(), [...address.matchAll(/\{\w+\}/g)].map(String).sort(), address);
  }
});

test('every reference leads somewhere, and nothing is described that is never used', () => {
  const used = new Set();
  (function walk(value) {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.$ref === 'string') {
      assert.ok(resolve(value), value.$ref);
      used.add(value.$ref);
    }
    Object.values(value).forEach(walk);
  })(document);
  for (const { operation } of operations) for (const name of (operation.security ?? []).flatMap(Object.keys)) used.add(`#/components/securitySchemes/${name}`);
  for (const [kind, all] of Object.entries(document.components ?? {}))
    for (const name of Object.keys(all)) assert.ok(used.has(`#/components/${kind}/${name}`), `${kind}/${name} is used`);
});
