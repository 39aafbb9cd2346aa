// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// People with accounts: the first administrator, invitations, the second factor, sessions; and what strangers try.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, folder, languages, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { postgres } from '../support/postgres.mjs';
import { Person, code, invited, password } from '../support/accounts.mjs';

async function served(t, more = []) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data, more);
  t.after(() => server.stop());
  return { data, place: ['--data', data], server };
}

/** The first administrator, through the link from the shell. */
async function chief({ place, server }) {
  const link = (await succeed(['user', 'first', ...place])).trim().split('\n').at(-1);
  const person = new Person(server.address);
  const answer = await person.fill(link, { name: 'Amina Diallo', address: 'chief@register.example', language: 'fr', password });
  assert.equal(answer.status, 303, answer.body);
  return { person, link };
}

const signIn = (person, address, secret, page = '/en/sign-in') => person.fill(page, { address, password: secret });

describe('The first administrator', () => {
  test('is made by the link that serving an empty register prints, once', async (t) => {
    const { place, server } = await served(t);
    const printed = await server.printed(/\/en\/link\/[\w-]{43}/);
    assert.equal((await new Person(server.address).send(printed)).status, 200);
    const { person, link } = await chief({ place, server });
    const own = await person.open('/en/account');
    assert.match(own.body, /Amina Diallo/);
    assert.match(own.body, /does not count/, 'an administrator needs a second factor');
    for (const spent of [link, printed]) assert.equal((await new Person(server.address).send(spent)).status, 404);
    assertPlainFailure(await run(['user', 'first', ...place]), 1, /has accounts already/);
  });

  test('must set up the second factor before the role counts', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    assert.equal((await person.open('/en/accounts')).target, '/en/account/second-factor?to=%2Fen%2Faccounts');
    const before = new Map(person.cookies);
    await person.setUpSecondFactor(password);
    assert.equal(person.codes.length, 10);
    assert.notDeepEqual(person.cookies, before, 'with more rights comes another secret');
    assert.equal((await person.send('/en/accounts')).status, 200);
    const thief = new Person(at.server.address);
    thief.cookies = before;
    assert.equal((await thief.open('/en/account')).target, '/en/sign-in');
  });
});

describe('What was lost', () => {
  test('is explained in one place, beside the form, in every language', async (t) => {
    const { server } = await served(t);
    for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es']) {
      const { body } = await server.request(`/${language}/sign-in`);
      const [, section] = /<section aria-labelledby="lost">(.*?)<\/section>/s.exec(body);
      assert.equal((section.match(/<dt>/g) ?? []).length, 3, 'the password, the telephone, and both');
      assert.ok(section.includes(`href="/${language}/about"`));
    }
    assert.match((await server.request('/en/sign-in')).body, /Those who look after the register make you a link with which you set a new one\./);
  });
});

describe('Another address', () => {
  test('where no mail is sent is confirmed by a link that an administrator, or the shell, hands over', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    await person.setUpSecondFactor(password);
    const juma = await invited(at.server, at.place, { address: 'juma@ngo.example', role: 'reviewer' });
    assert.match((await juma.open('/en/account')).body, /Those who look after it make you a link with which another address counts/);
    const one = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Holder of reviewer/.exec((await person.open('/en/accounts')).body)[1];
    assert.equal((await person.fill(one, { do: 'address', address: 'no address' })).status, 422);
    const taken = await person.fill(one, { do: 'address', address: 'chief@register.example' });
    assert.equal(taken.status, 409, 'that of another');
    assert.match(taken.body, /This cannot be done as things stand[^]*a limit has been reached, or a rule of the register[^]*has an account/);
    assert.match((await person.fill(one.replace('/en/', '/fr/'), { do: 'address', address: 'chief@register.example' })).body, /Cela n’est pas possible en l’état/);
    const made = await person.fill(one, { do: 'address', address: 'Juma@health.example' });
    const link = /\/en\/link\/[\w-]{43}/.exec(made.body)[0];
    const where = new Person(at.server.address);
    assert.match((await where.open(link)).body, /from now on juma@health\.example/);
    assert.equal((await signIn(new Person(at.server.address), 'juma@health.example', password)).status, 422, 'not before it was opened');
    assert.equal((await where.fill(link, {})).status, 303);
    assert.equal((await signIn(new Person(at.server.address), 'juma@health.example', password)).status, 303);
    assert.equal((await signIn(new Person(at.server.address), 'juma@ngo.example', password)).status, 422);
    const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
    const self = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Holder of steward/.exec((await person.open('/en/accounts')).body)[1];
    const theirs = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Amina Diallo/.exec((await person.open('/en/accounts')).body)[1];
    assert.equal((await steward.fill('/en/account', { do: 'address', address: 'x@y.example' }, theirs)).status, 403, 'of an administrator, by an administrator');
    assert.equal((await steward.fill('/en/account', { do: 'address', address: 'x@y.example' }, self)).status, 403, 'nobody for themselves');
    const printed = (await succeed(['user', 'address', 'juma@health.example', 'juma@elsewhere.example', ...at.place])).trim().split('\n').at(-1);
    assert.equal((await where.fill(printed, {})).status, 303);
    assert.match(await succeed(['user', 'list', ...at.place]), /^juma@elsewhere\.example\t.*\topen\t/m);
  });
});

describe('Signing in', () => {
  test('takes address, password and code, and a recovery code once', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    await person.setUpSecondFactor(password);
    const again = new Person(at.server.address);
    let answer = await signIn(again, 'Chief@register.example', password);
    assert.equal(answer.headers.location, '/en/sign-in/code');
    assert.equal((await again.open('/en/account')).target, '/en/sign-in/code', 'nothing is open before the code');
    answer = await again.fill('/en/sign-in/code', { code: code(person.secret) });
    assert.equal(answer.status, 422, 'the code that set it up was used');
    answer = await again.fill('/en/sign-in/code', { code: person.codes[0].toUpperCase().replaceAll('-', ' ') });
    assert.equal(answer.headers.location, '/en/account');
    const third = new Person(at.server.address);
    await signIn(third, 'chief@register.example', password);
    assert.equal((await third.fill('/en/sign-in/code', { code: person.codes[0] })).status, 422);
  });

  test('says the same of a wrong password and of nobody', async (t) => {
    const at = await served(t);
    await chief(at);
    const bodies = [];
    for (const address of ['chief@register.example', 'nobody@register.example']) {
      const answer = await signIn(new Person(at.server.address), address, 'not the right password');
      assert.equal(answer.status, 422);
      assert.equal(answer.headers['set-cookie'], undefined);
      bodies.push(answer.body.replaceAll(address, ''));
    }
    assert.equal(bodies[0], bodies[1]);
  });

  test('is slowed for whoever guesses, and for nobody else', async (t) => {
    const data = path.join(folder(t), 'register');
    await makeExampleRegister(data);
    const settings = path.join(folder(t), 'proxied.toml');
    fs.writeFileSync(settings, '[server]\nbehind_proxy = true\n');
    const server = await Server.start(data, ['--config', settings]);
    t.after(() => server.stop());
    const place = ['--data', data];
    await chief({ place, server });
    const from = (peer) => new Person(server.address, { 'x-forwarded-for': `203.0.113.99, ${peer}` });
    for (let i = 0; i < 5; ++i) assert.match((await signIn(from('192.0.2.1'), 'chief@register.example', `wrong guess ${i}`)).body, /do not fit/);
    assert.match((await signIn(from('192.0.2.1'), 'chief@register.example', password)).body, /Too many attempts/);
    assert.equal((await signIn(from('192.0.2.2'), 'chief@register.example', password)).status, 303);
  });

  test('gives a cookie that only this server gets, and no script reads', async (t) => {
    const at = await served(t);
    await chief(at);
    const answer = await signIn(new Person(at.server.address), 'chief@register.example', password);
    const [cookie] = answer.headers['set-cookie'];
    assert.match(cookie, /^entente=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  test('is a page in every language, kept by no cache, and needs no script', async (t) => {
    const { server } = await served(t);
    for (const language of languages) {
      const { status, headers, body } = await server.request(`/${language}/sign-in`);
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(headers['content-security-policy'], /default-src 'none'/);
      assert.match(body, new RegExp(`<html lang="${language}"`));
      assert.match(body, /<input[^>]*type="password"[^>]*autocomplete="current-password"/);
    }
  });
});

describe('What strangers try', () => {
  test('a planted session is no use', async (t) => {
    const at = await served(t);
    await chief(at);
    const victim = new Person(at.server.address);
    victim.cookies.set('entente', 'A'.repeat(43));
    const answer = await victim.fill('/en/sign-in', { address: 'chief@register.example', password });
    assert.equal(answer.status, 303, answer.body);
    assert.notEqual(victim.cookies.get('entente'), 'A'.repeat(43));
  });

  test('a form from another site, without its key, or replayed from an ended session is refused', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    const fields = { name: 'Changed', language: 'en' };
    const send = (more, headers) => person.send('/en/account', { method: 'POST', fields: { ...fields, ...more }, headers });
    const key = await person.key('/en/account');
    assert.equal((await send({})).status, 403);
    assert.equal((await send({ key: 'f'.repeat(64) })).status, 403);
    assert.equal((await send({ key }, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await send({ key }, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await send({ key }, { 'content-type': 'text/plain' })).status, 403);
    assert.doesNotMatch((await person.open('/en/account')).body, /Changed/);
    assert.equal((await send({ key }, { origin: `http://${at.server.address}` })).status, 303);
    await person.fill('/en/account', {}, '/en/sign-out');
    await signIn(person, 'chief@register.example', password);
    assert.equal((await send({ key })).status, 403, 'that key belonged to the session before');
  });

  test('signing in leads nowhere else, whatever the address or the host says', async (t) => {
    const at = await served(t);
    await chief(at);
    const person = new Person(at.server.address, { host: 'evil.example' });
    const answer = await person.fill('/en/sign-in', { address: 'chief@register.example', password, next: 'https://evil.example' }, '/en/sign-in?next=//evil.example');
    assert.equal(answer.headers.location, '/en/account');
  });

  test('a kept page never shows somebody else’s account', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    for (const target of ['/en/', '/en/partnerships', '/en/account']) await person.send(target);
    const stranger = new Person(at.server.address);
    for (const target of ['/en/', '/en/partnerships']) {
      const mine = await person.send(target);
      const theirs = await stranger.send(target);
      assert.equal(theirs.body, mine.body, 'public pages do not depend on who asks');
      assert.doesNotMatch(theirs.body, /Amina/);
      assert.equal(theirs.headers['set-cookie'], undefined);
    }
    assert.equal((await stranger.open('/en/account')).target, '/en/sign-in');
  });

  test('signing in again replaces the session it was sent with, so that signing out leaves none', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    const before = new Person(at.server.address);
    before.cookies = new Map(person.cookies);
    assert.equal((await signIn(person, 'chief@register.example', 'not the right password')).status, 422);
    assert.equal((await before.open('/en/account')).target, '/en/account', 'a wrong password ends nothing');
    assert.equal((await signIn(person, 'chief@register.example', password)).status, 303);
    assert.equal((await before.open('/en/account')).target, '/en/sign-in');
    assert.equal((await person.open('/en/account')).target, '/en/account');

    const said = await succeed(['user', 'invite', 'other@register.example', '--name', 'Other', '--role', 'auditor', ...at.place]);
    before.cookies = new Map(person.cookies);
    const link = said.trim().split('\n').at(-1);
    assert.equal((await person.fill(link, { password })).status, 303);
    assert.equal((await before.open('/en/account')).target, '/en/sign-in', 'so does a link');
  });

  test('an ended session is ended at once', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    const other = new Person(at.server.address);
    await signIn(other, 'chief@register.example', password);
    assert.equal((await other.open('/en/account')).target, '/en/account');
    await person.fill('/en/account', { session: 'others' }, '/en/account/sessions');
    assert.equal((await other.open('/en/account')).target, '/en/sign-in');
    assert.equal((await person.open('/en/account')).target, '/en/account');
  });
});

describe('Accounts are looked after', () => {
  test('from the page: invitation, role, lost password, closing', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    await person.setUpSecondFactor(password);
    const made = await person.fill('/en/accounts', { address: 'wanjiru@treasury.example', name: 'Wanjiru', language: 'en', role: 'focal point', place: 'KE' });
    assert.equal(made.status, 200, made.body);
    const link = /\/en\/link\/[\w-]{43}/.exec(made.body)[0];
    const wanjiru = new Person(at.server.address);
    assert.match((await wanjiru.open(link)).body, /Wanjiru/);
    assert.equal((await wanjiru.fill(link, { password: 'wanjiru2026!!' })).status, 422, 'made of her own name');
    assert.equal((await wanjiru.fill(link, { password })).status, 303);
    assert.match((await wanjiru.open('/en/account')).body, /National focal point · Kenya/);
    assert.equal((await wanjiru.send('/en/accounts')).status, 403);

    const one = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Wanjiru/.exec((await person.open('/en/accounts')).body)[1];
    const lost = await person.fill(one, { do: 'password' });
    const anew = /\/en\/link\/[\w-]{43}/.exec(lost.body)[0];
    assert.equal((await new Person(at.server.address).fill(anew, { password: 'other lanterns over quiet water' })).status, 303);
    assert.equal((await wanjiru.open('/en/account')).target, '/en/sign-in', 'her sessions have ended');

    assert.equal((await person.fill(one, { do: 'close' })).status, 303);
    assert.equal((await signIn(new Person(at.server.address), 'wanjiru@treasury.example', 'other lanterns over quiet water')).status, 422);
  });

  test('from the shell, while the register is served', async (t) => {
    const at = await served(t);
    const auditor = await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    assert.equal((await auditor.send('/en/accounts')).status, 200);
    assert.doesNotMatch((await auditor.send('/en/accounts')).body, /audit@register\.example/, 'an auditor sees no addresses');
    await succeed(['user', 'give', 'audit@register.example', 'focal-point of TZ', ...at.place]);
    assert.match(await succeed(['user', 'list', ...at.place]), /^audit@register\.example\t.*\topen\tno second factor\tauditor\tfocal point of TZ$/m);
    await succeed(['user', 'withdraw', 'audit@register.example', 'auditor', ...at.place]);
    assert.equal((await auditor.send('/en/accounts')).status, 403, 'at once');
    await succeed(['user', 'close', 'audit@register.example', ...at.place]);
    assert.equal((await auditor.open('/en/account')).target, '/en/sign-in');
    assertPlainFailure(await run(['user', 'give', 'nobody@register.example', 'auditor', ...at.place]), 1, /does not exist/);
    assertPlainFailure(await run(['user', 'invite', 'x@y.example', '--name', 'X', '--role', 'king', ...at.place]), 1, /is none.*steward/);
  });

  test('and one’s own: preferences, password, data', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    assert.match((await person.send('/en/')).body, /<script type="module"/);
    await person.fill('/en/account', { name: 'Amina D.', language: 'ar', low_data: 'yes' });
    assert.doesNotMatch((await person.send('/en/')).body, /<script type="module"/, 'little data: no script');
    const data = JSON.parse((await person.send('/en/account/data.json')).body);
    assert.deepEqual([data.name, data.language, data.low_data, data.roles[0].role], ['Amina D.', 'ar', true, 'administrator']);
    const other = 'seven other lanterns in the fog';
    assert.equal((await person.fill('/en/account', { present: 'wrong', password: other }, '/en/account/password')).status, 422);
    assert.equal((await person.fill('/en/account', { present: password, password: other }, '/en/account/password')).status, 303);
    assert.equal((await person.open('/en/account')).target, '/en/account');
    assert.equal((await signIn(new Person(at.server.address), 'chief@register.example', other)).status, 303);
  });

  test('a backup carries accounts, and no session', async (t) => {
    const at = await served(t);
    const { person } = await chief(at);
    const place = folder(t);
    await succeed(['backup', ...at.place, path.join(place, 'kept.db')]);
    const restored = path.join(place, 'restored');
    await succeed(['restore', '--data', restored, path.join(place, 'kept.db')]);
    const server = await Server.start(restored);
    t.after(() => server.stop());
    const again = new Person(server.address);
    again.cookies = new Map(person.cookies);
    assert.equal((await again.open('/en/account')).target, '/en/sign-in');
    assert.equal((await signIn(again, 'chief@register.example', password)).status, 303);
  });
});

describe('Several nodes on one database', () => {
  test('a session, a code and a link are the same everywhere, and at once', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const place = ['--database', url];
    await succeed(['init', ...place]);
    const settings = path.join(folder(t), 'nodes.toml');
    fs.writeFileSync(settings, `[access]\nkey_file = "${path.join(folder(t), 'register.key')}"\n`);
    const nodes = [];
    for (let i = 0; i < 2; ++i) {
      nodes.push(await Server.start(null, ['--config', settings], { place }));
      t.after(() => nodes[i].stop());
    }
    const { person, link } = await chief({ place, server: nodes[0] });
    const there = new Person(nodes[1].address);
    assert.equal((await there.send(link)).status, 404, 'opened on one node, it is spent on the other');
    there.cookies = new Map(person.cookies);
    assert.equal((await there.open('/en/account')).target, '/en/account');
    await person.fill('/en/account', {}, '/en/sign-out');
    assert.equal((await there.open('/en/account')).target, '/en/sign-in', 'ended on one node, it is ended on the other');

    // Many at once with one recovery code, on both nodes: it opens once.
    const again = new Person(nodes[0].address);
    await signIn(again, 'chief@register.example', password);
    await again.setUpSecondFactor(password);
    const waiting = [];
    for (let i = 0; i < 4; ++i) {
      const one = new Person(nodes[i % 2].address);
      await signIn(one, 'chief@register.example', password);
      waiting.push([one, await one.key('/en/sign-in/code')]);
    }
    const answers = await Promise.all(waiting.map(([one, key]) => one.send('/en/sign-in/code', { method: 'POST', fields: { key, code: again.codes[7] } })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422, 422, 422]);
  });
});
