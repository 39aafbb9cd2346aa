// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What was done to accounts, as people and auditors see it.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, languages, succeed } from '../support/register.mjs';
import { firstAdministrator, invited, password } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const place = ['--data', data];
  const chief = await firstAdministrator(server, place, { withFactor: true });
  return { place, server, chief };
}

/** The rows of the page, without their markup. */
const rows = (body) => [...body.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row]) => row.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim());

test('one sees what was done to one’s own account, and by whom', async (t) => {
  const { place, server, chief } = await served(t);
  const person = await invited(server, place, { address: 'wanjiru@treasury.example', role: 'focal point of KE' });
  const one = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Holder/.exec((await chief.open('/en/accounts')).body)[1];
  await chief.fill(one, { do: 'give', role: 'reviewer' });
  const own = rows((await person.open('/en/account/events')).body);
  assert.match(own[0], /Role given · Reviewer Amina Diallo 127\.0\.0\.1$/);
  assert.match(own[1], /Password set by a link Holder of focal point of KE 127\.0\.0\.1$/);
  assert.match(own[2], /Invited · National focal point · Kenya the operator of the register –$/);
  assert.equal(own.length, 3);
  const data = JSON.parse((await person.send('/en/account/data.json')).body);
  assert.deepEqual(data.events.map(({ what }) => what), ['role_given', 'password_set', 'invited']);
  assert.equal((await person.send('/en/events')).status, 403);
});

test('auditors see all of it, page by page, and of one account', async (t) => {
  const { place, server } = await served(t);
  const auditor = await invited(server, place, { address: 'audit@register.example', role: 'auditor' });
  for (let i = 0; i < 60; ++i) {
    await succeed(['user', 'give', 'audit@register.example', 'reviewer', ...place]);
    await succeed(['user', 'withdraw', 'audit@register.example', 'reviewer', ...place]);
  }
  const first = (await auditor.open('/en/events')).body;
  assert.equal(rows(first).length, 100);
  const next = /href="(\/en\/events\?before=[0-9a-f-]{36})" rel="next"/.exec(first)[1];
  const second = rows((await auditor.open(next)).body);
  assert.equal(second.length, 24);
  assert.match(second.at(-1), /Password set by a link/, 'the first administrator');
  const id = JSON.parse((await auditor.send('/en/account/data.json')).body).id;
  const of = (await auditor.open(`/en/events?account=${id}`)).body;
  assert.equal(rows(of).length, 100);
  assert.match(of, new RegExp(`href="/en/events\\?account=${id}&amp;before=`));
  assert.doesNotMatch(first + of, /audit@register\.example/, 'names, no addresses');
});

test('what somebody did who is gone stands with a number, and with no operator', async (t) => {
  const { place, server, chief } = await served(t);
  const auditor = await invited(server, place, { address: 'audit@register.example', role: 'auditor' });
  const boss = await invited(server, place, { address: 'boss@register.example', role: 'administrator', withFactor: true });
  const { id } = JSON.parse((await boss.send('/en/account/data.json')).body);
  const target = JSON.parse((await auditor.send('/en/account/data.json')).body).id;
  assert.equal((await boss.fill(`/en/accounts/${target}`, { do: 'give', role: 'reviewer' })).status, 303);
  assert.equal((await boss.fill('/en/account/erase', { password })).status, 303);
  const own = rows((await auditor.open('/en/account/events')).body);
  assert.match(own[0], new RegExp(`Role given · Reviewer ${id} `));
  const all = rows((await chief.open('/en/events')).body);
  assert.match(all[0], new RegExp(`Account deleted ${id} ${id} `), all[0]);
});

test('the record speaks six languages and is kept by no cache', async (t) => {
  const { chief } = await served(t);
  await chief.fill('/en/account', { password }, '/en/account/recovery-codes');
  for (const language of languages) {
    const answer = await chief.send(`/${language}/account/events`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.doesNotMatch(answer.body, /codes_renewed|factor_set/);
    assert.equal(rows(answer.body).length, 3);
  }
});
