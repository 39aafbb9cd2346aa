// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every route of the served table, asked by everybody: whoever has no right to it sees nothing of it.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, makeExampleRegister, succeed } from '../support/register.mjs';
import { Person, invited } from '../support/accounts.mjs';

const organisation = '01936f00-0000-7000-8000-00000000000a';

/** What each may do besides reading, said again in other words than the program's: A = own account, S = see accounts. */
const people = [
  { who: 'nobody', may: '' },
  { who: 'without a role', role: 'reviewer', withdraw: true, may: 'A' },
  { who: 'administrator', role: 'administrator', withFactor: true, may: 'AS' },
  { who: 'administrator without a second factor', role: 'administrator', may: 'A' },
  { who: 'steward', role: 'steward', withFactor: true, may: 'AS' },
  { who: 'steward without a second factor', role: 'steward', may: 'A' },
  { who: 'reviewer', role: 'reviewer', may: 'A' },
  { who: 'auditor', role: 'auditor', may: 'AS' },
  { who: 'representative', role: `representative of ${organisation}`, may: 'A' },
  { who: 'contributor', role: `contributor of ${organisation}`, may: 'A' },
  { who: 'focal point', role: 'focal point of KE', may: 'A' },
  { who: 'invited party', role: `invited party of ${organisation}`, may: 'A' },
];

const needs = (pattern) => (pattern.startsWith('/{lang}/accounts') ? 'S' : pattern.startsWith('/{lang}/account') ? 'A' : '');

test('the table of routes, role by role', { timeout: 300_000 }, async (t) => {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const place = ['--data', data];

  let number = 0;
  for (const one of people)
    one.person = one.role
      ? await invited(server, place, { ...one, address: `p${++number}@register.example` })
      : new Person(server.address);
  const other = (await succeed(['user', 'list', ...place])).split('\n').length;
  assert.ok(other > people.length - 2, 'all have accounts');

  const partnership = (await server.json('/api/v1/partnerships?limit=1')).results[0].id;
  const routes = (await succeed(['routes'])).trim().split('\n').map((line) => line.split(' '));
  let cells = 0;
  const leaks = [];
  for (const [method, pattern] of routes) {
    const target = pattern
      .replace('{lang}', 'en').replace('{id}', partnership).replace('{version}', '1').replace('{secret}', 'x'.repeat(43))
      .replace('/goals/{code}', '/goals/6').replace('{code}', 'KE').replace('{hash}', '00000000');
    for (const { who, person, may } of people) {
      const cookies = new Map(person.cookies);
      const answer = await person.send(target, method === 'POST' ? { method, fields: {} } : { method });
      person.cookies = cookies;
      ++cells;
      const need = needs(pattern);
      const lets = need === '' || may.includes(need);
      // A form without its key is refused to everybody: what counts is that nobody gets further.
      const turned = answer.status === 403 || (answer.status === 303 && /\/(sign-in|sign-in\/code|account\/second-factor)$/.test(answer.headers.location));
      if (!lets && !turned) leaks.push(`${method} ${pattern}, ${who}: ${answer.status}`);
      if (lets && method === 'GET' && need !== '' && turned) leaks.push(`${method} ${pattern}, ${who} is turned away: ${answer.status}`);
      if (answer.status >= 500) leaks.push(`${method} ${pattern}, ${who}: ${answer.status}`);
    }
  }
  t.diagnostic(`${routes.length} routes × ${people.length} people = ${cells} cells, ${leaks.length} leaks`);
  assert.deepEqual(leaks, []);
  assert.ok(cells > 900, `${cells} cells`);
});
