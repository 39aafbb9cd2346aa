// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody sends sixty passwords at once, each of which takes a processor for a while. Those who read notice nothing: the ones too many are
// told to come back, and pages are answered meanwhile.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { folder, request, Server, succeed } from '../support/register.mjs';

const kAtOnce = 60;
const kPlaces = 32; // docs/operations/one-machine.md

test('A crowd that signs in does not keep readers waiting', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const body = new URLSearchParams({ address: 'nobody@register.example', password: 'quiet tides below seven lanterns', key: '' }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), origin: `http://${server.address}` };

  let answered = 0;
  const crowd = Array.from({ length: kAtOnce }, async () => {
    const answer = await request(server.address, '/en/sign-in', { method: 'POST', headers, body });
    ++answered;
    return answer;
  });
  const page = await request(server.address, '/en/about');
  assert.equal(page.status, 200);
  assert.ok(answered < kAtOnce, 'the page came while others still waited');

  const answers = await Promise.all(crowd);
  const busy = answers.filter(({ status }) => status === 503);
  assert.ok(busy.length > 0 && busy.length <= kAtOnce - kPlaces, `${busy.length} are told to come back`);
  for (const { headers: told } of busy) assert.equal(told['retry-after'], '1');
  for (const { status } of answers) assert.ok([422, 503].includes(status), `${status}`);
});
