// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Kept answers and headers that somebody else wrote: what one asks with never stands in what another reads.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, makeExampleRegister } from '../support/register.mjs';

const hostile = [
  { 'x-forwarded-host': 'zq-foe.example' },
  { 'x-forwarded-proto': 'zq-foe' },
  { 'x-forwarded-scheme': 'nothttps' },
  { forwarded: 'host=zq-foe.example;proto=zq-foe' },
  { 'x-host': 'zq-foe.example' },
  { 'x-original-url': '/zq-foe' },
  { 'x-rewrite-url': '/zq-foe' },
  { 'x-http-method-override': 'ZQ-FOE' },
  { referer: 'https://zq-foe.example/' },
  { origin: 'https://zq-foe.example' },
  { cookie: 'entente=zq-foe; entente-data=zq-foe' },
  { authorization: 'Bearer zq-foe' },
  { 'user-agent': 'zq-foe' },
  { 'accept-language': 'zq-foe' },
];
const targets = ['/', '/en/', '/en/partnerships', '/en/partnerships.atom', '/sitemap.xml', '/api/v1/partnerships', '/en/sign-in', '/en/nothing-here'];

test('headers of one reader never stand in what the next one gets', { timeout: 120_000 }, async (t) => {
  const server = await Server.start(await makeExampleRegister(path.join(folder(t), 'register')));
  t.after(() => server.stop());
  const told = ({ status, headers, body }) => ({ status, location: headers.location, cookie: headers['set-cookie'], body: body.replace(/"request":"[^"]*"/g, '') });
  let kept = 0;
  for (const target of targets) {
    for (const headers of hostile) {
      const answer = await server.request(target, { headers });
      const what = `${target} with ${JSON.stringify(headers)}`;
      assert.doesNotMatch(JSON.stringify([answer.headers, answer.body]), /zq-foe/i, what);
      assert.ok(answer.status < 500, what);
    }
    const [clean, again] = [await server.request(target), await server.request(target)];
    if (clean.headers['cache-control'] === 'no-cache') ++kept;
    if (target !== '/en/nothing-here') assert.deepEqual(told(clean), told(again), target);
  }
  assert.ok(kept >= 4, 'some of them are kept');
});

test('a host that another named is not the host of the next', async (t) => {
  const server = await Server.start(await makeExampleRegister(path.join(folder(t), 'register')));
  t.after(() => server.stop());
  for (const target of ['/en/partnerships', '/en/partnerships.atom', '/sitemap.xml'])
    for (let i = 0; i < 2; ++i) {
      await server.request(target, { headers: { host: 'zq-foe.example' } });
      const clean = await server.request(target);
      assert.doesNotMatch(JSON.stringify([clean.headers, clean.body]), /zq-foe/i, target);
      // An entity tag of the other host's answer is none of this one's.
      const theirs = await server.request(target, { headers: { host: 'zq-foe.example' } });
      if (theirs.headers.etag && theirs.body !== clean.body) assert.notEqual(theirs.headers.etag, clean.headers.etag, target);
    }
});
