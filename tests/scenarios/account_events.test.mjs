// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What was done to accounts, as people and auditors see it.

import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { Server, folder, languages, succeed } from '../support/register.mjs';
import { Person, firstAdministrator, invited, password } from '../support/accounts.mjs';

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

test('what was refused is on record for auditors, by route and without what was typed, and listed apart', async (t) => {
  const { place, server } = await served(t);
  const auditor = await invited(server, place, { address: 'audit@register.example', role: 'auditor' });
  const person = await invited(server, place, { address: 'wanjiru@treasury.example', role: 'focal point of KE' });
  const stranger = new Person(server.address);
  for (const address of ['wanjiru@treasury.example', 'nobody@treasury.example']) await stranger.fill('/en/sign-in', { address, password: 'a secret that was guessed' });
  assert.equal((await person.send('/en/desk/TZ')).status, 403);
  assert.equal((await person.send('/en/account', { method: 'POST', fields: { name: 'x', key: 'of another session' } })).status, 403);
  assert.equal((await server.request('/api/v1/account', { headers: { authorization: `Bearer entente_${'x'.repeat(43)}` } })).status, 401);
  assert.equal((await server.request('/api/v1/account')).status, 401, 'who sends no token has tried none');
  const { body } = await auditor.open('/en/events?show=refused');
  const listed = rows(body).map((row) => row.replace(/^.*?[AP]M (UTC )?/, ''));
  assert.equal(listed.length, 5, body);
  assert.match(listed[0], /Token refused · GET \/api\/v1\/account – somebody who had not signed in 127\.0\.0\.1$/);
  assert.match(listed[1], /Refused: not allowed, or from a page that was out of date · POST \/\{lang\}\/account Holder of focal point of KE Holder of focal point of KE 127/);
  assert.match(listed[2], /Refused: not allowed, or from a page that was out of date · GET \/\{lang\}\/desk\/\{code\} Holder of focal point of KE/);
  assert.match(listed[3], /wrong password or unknown address – somebody who had not signed in 127/);
  assert.match(listed[4], /wrong password or unknown address Holder of focal point of KE somebody who had not signed in 127/);
  assert.doesNotMatch(body, /guessed|nobody@|wanjiru@|entente_x|another session/);
  const done = rows((await auditor.open('/en/events?show=done')).body);
  assert.ok(done.length > 0 && done.every((row) => !/refused/i.test(row)));
  assert.match(rows((await person.open('/en/account/events')).body).join('\n'), /Signing in refused/, 'its owner sees that somebody tried');
  assert.equal((await person.send('/en/events?show=refused')).status, 403);
  for (const language of languages) assert.doesNotMatch((await auditor.open(`/${language}/events?show=refused`)).body, /refused_/);
});

test('who is refused again and again fills no disk: what is beyond the bounds is counted', async (t) => {
  const { place, server } = await served(t);
  const auditor = await invited(server, place, { address: 'audit@register.example', role: 'auditor' });
  const asked = 150;
  await Promise.all(Array.from({ length: asked }, () => server.request('/api/v1/account', { headers: { authorization: 'Bearer no' } })));
  // The minute may have turned once meanwhile.
  const { length } = rows((await auditor.open('/en/events?show=refused')).body);
  assert.ok(length >= 20 && length <= 41, String(length));

  // The count, as it is written with the first refusal of a later minute: nobody's, and the operator's least of all.
  await server.stop();
  const database = new DatabaseSync(path.join(place[1], 'register.db'));
  database.exec("UPDATE account_event SET what = 'refused_unlisted', detail = '110', network = '' WHERE id = (SELECT max(id) FROM account_event WHERE what LIKE 'refused%')");
  database.close();
  const again = await Server.start(place[1]);
  t.after(() => again.stop());
  const reader = new Person(again.address);
  await reader.fill('/en/sign-in', { address: 'audit@register.example', password });
  assert.match(rows((await reader.open('/en/events?show=refused')).body)[0], /Further refusals, not listed one by one · 110 – the register –$/);
});
