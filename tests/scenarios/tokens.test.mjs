// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Tokens for programs: made, shown once, bounded, withdrawn; and what a stolen one is good for.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, folder, request, run, succeed } from '../support/register.mjs';
import { postgres } from '../support/postgres.mjs';
import { Person, firstAdministrator, invited, password } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const place = ['--data', data];
  const person = await invited(server, place, { address: 'wanjiru@treasury.example', role: 'focal point of KE' });
  return { data, place, server, person };
}

const by = (server, token, target = '/api/v1/account', method = 'GET') => request(server.address, target, { method, headers: { authorization: `Bearer ${token}` } });

describe('A token', () => {
  test('is shown once, acts for its owner, and is kept as a hash', async (t) => {
    const { data, server, person } = await served(t);
    const token = await person.makeToken(['read']);
    const answer = await by(server, token);
    assert.equal(answer.status, 200);
    const account = JSON.parse(answer.body);
    assert.deepEqual([account.address, account.roles, account.token.scopes], ['wanjiru@treasury.example', [{ role: 'focal point', of: 'KE' }], ['read']]);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const page = (await person.open('/en/account/tokens')).body;
    assert.match(page, /A program/);
    assert.doesNotMatch(page, /entente_[\w-]{43}/);
    assert.doesNotMatch((await by(server, token, '/api/v1/account/tokens')).body, /entente_/);
    for (const name of fs.readdirSync(data).filter((one) => one.startsWith('register.db')))
      assert.equal(fs.readFileSync(path.join(data, name)).indexOf(token.slice(8)), -1, name);
    assert.match((await person.send('/en/account/data.json')).body, /"tokens":\[\{"ends"/);
  });

  test('is made with the password alone, and within bounds', async (t) => {
    const { person } = await served(t);
    const make = (fields) => person.fill('/en/account/tokens', { name: 'x', scope: 'read', days: '30', password, ...fields });
    assert.match((await make({ password: 'not the right password' })).body, /present password is not right/);
    for (const wrong of [{ days: '0' }, { days: '367' }, { days: 'x' }, { name: '' }, { scope: 'everything' }, { name: 'a\nb' }]) {
      const answer = await make(wrong);
      assert.equal(answer.status, 422, JSON.stringify(wrong));
      assert.doesNotMatch(answer.body, /entente_/);
    }
    for (let i = 0; i < 20; ++i) assert.equal((await make({})).status, 200);
    const further = await make({ name: 'One more' });
    assert.equal(further.status, 409);
    assert.match(further.body, /as many tokens as one may have[^]*value="One more"/, 'the form, with what was typed');
  });

  test('does what its scope says and no more', async (t) => {
    const { server, person } = await served(t);
    const [reads, writes] = [await person.makeToken(['read']), await person.makeToken(['write'])];
    const { results } = JSON.parse((await by(server, reads, '/api/v1/account/tokens')).body);
    const one = `/api/v1/account/tokens/${results.find(({ scopes }) => scopes[0] === 'read').id}`;
    const refused = await by(server, reads, one, 'DELETE');
    assert.deepEqual([refused.status, refused.headers['www-authenticate']], [403, 'Bearer realm="Entente", error="insufficient_scope", scope="write"']);
    assert.equal((await by(server, writes)).status, 403);
    assert.equal((await by(server, writes, one, 'DELETE')).status, 204);
    const gone = await by(server, reads);
    assert.deepEqual([gone.status, gone.headers['www-authenticate']], [401, 'Bearer realm="Entente", error="invalid_token"']);
    assert.equal((await by(server, writes, one, 'DELETE')).status, 404);
  });

  test('of somebody else cannot be withdrawn', async (t) => {
    const { server, place, person } = await served(t);
    const other = await invited(server, place, { address: 'other@register.example', role: 'reviewer' });
    const mine = await person.makeToken(['read']);
    const theirs = await other.makeToken(['read', 'write']);
    const { id } = JSON.parse((await by(server, mine)).body).token;
    assert.equal((await by(server, theirs, `/api/v1/account/tokens/${id}`, 'DELETE')).status, 404);
    await other.fill('/en/account/tokens', { withdraw: id });
    assert.equal((await by(server, mine)).status, 200);
  });

  test('ends with its account, its role and a lost password, at once', async (t) => {
    const { server, place, person } = await served(t);
    const token = await person.makeToken(['read']);
    await succeed(['user', 'withdraw', 'wanjiru@treasury.example', 'focal point of KE', ...place]);
    assert.deepEqual(JSON.parse((await by(server, token)).body).roles, []);
    const link = (await succeed(['user', 'link', 'wanjiru@treasury.example', ...place])).trim().split('\n').at(-1);
    assert.equal((await new Person(server.address).fill(link, { password: 'other lanterns over quiet water' })).status, 303);
    assert.equal((await by(server, token)).status, 401);
    const made = await succeed(['user', 'token', 'wanjiru@treasury.example', '--name', 'Nightly', '--scope', 'read', '--days', '7', ...place]);
    const another = made.trim().split('\n').at(-1);
    assert.equal((await by(server, another)).status, 200);
    await succeed(['user', 'close', 'wanjiru@treasury.example', ...place]);
    assert.equal((await by(server, another)).status, 401);
  });

  test('from the shell is listed and withdrawn', async (t) => {
    const { server, place } = await served(t);
    const address = 'wanjiru@treasury.example';
    const token = (await succeed(['user', 'token', address, '--name', 'Nightly', '--scope', 'read', '--scope', 'write', ...place])).trim().split('\n').at(-1);
    const [, id] = /^(\S{36})\tNightly\tread write\t\d{4}-\d\d-\d\d$/m.exec(await succeed(['user', 'tokens', address, ...place]));
    assert.equal((await by(server, token)).status, 200);
    await succeed(['user', 'withdraw-token', address, id, ...place]);
    assert.equal((await by(server, token)).status, 401);
    assertPlainFailure(await run(['user', 'withdraw-token', address, id, ...place]), 1, /none of that account/);
  });
});

describe('What a thief does with it', () => {
  test('a stolen token opens no page, and a stolen session no API', async (t) => {
    const { server, person } = await served(t);
    const token = await person.makeToken(['read', 'write']);
    for (const target of ['/en/account', '/en/account/data.json', '/en/account/tokens', '/en/accounts']) {
      const answer = await by(server, token, target);
      assert.equal(answer.status, 303, target);
      assert.match(answer.headers.location, /^\/en\/sign-in(\?to=|$)/);
    }
    const thief = new Person(server.address);
    thief.cookies.set('entente', token);
    assert.equal((await thief.open('/en/account')).target, '/en/sign-in');
    for (const [target, method] of [['/api/v1/account', 'GET'], ['/api/v1/account/tokens', 'GET'], [`/api/v1/account/tokens/${'0'.repeat(8)}-0000-7000-8000-000000000000`, 'DELETE']])
      assert.equal((await person.send(target, { method })).status, 401, `${target} by a cookie`);
  });

  test('an administrator’s token holds no office', async (t) => {
    const { server, place } = await served(t);
    const chief = await firstAdministrator(server, place).catch(() => null);
    assert.equal(chief, null, 'there are accounts already');
    const admin = await invited(server, place, { address: 'chief@register.example', role: 'administrator', withFactor: true });
    const token = await admin.makeToken(['read', 'write']);
    for (const target of ['/en/accounts', '/api/v1/accounts', '/api/v1/answering/concerns', '/api/v1/review']) assert.notEqual((await by(server, token, target)).status, 200, target);
  });

  test('what is no token, or half of one, opens nothing', async (t) => {
    const { server, person } = await served(t);
    const token = await person.makeToken(['read']);
    for (const header of ['', 'Bearer', 'Bearer ', `Bearer ${token.slice(0, -1)}`, `Bearer ${token}x`, `Basic ${token}`, token, `Bearer ${token.slice(8)}`, `Bearer  ${token}`])
      assert.equal((await request(server.address, '/api/v1/account', { headers: { authorization: header } })).status, 401, header);
    assert.equal((await request(server.address, '/api/v1/account', { headers: { authorization: `bEARER ${token}` } })).status, 200);
    assert.equal((await request(server.address, `/api/v1/account?access_token=${token}`)).status, 401, 'not in an address, which logs keep');
  });

  test('a kept answer shows nobody’s account to another', async (t) => {
    const { server, place, person } = await served(t);
    const other = await invited(server, place, { address: 'other@register.example', role: 'reviewer' });
    const [mine, theirs] = [await person.makeToken(), await other.makeToken()];
    for (let i = 0; i < 3; ++i) {
      assert.match((await by(server, mine)).body, /wanjiru@treasury/);
      assert.match((await by(server, theirs)).body, /other@register/);
      assert.equal((await request(server.address, '/api/v1/account')).status, 401);
    }
    const public_ = await by(server, mine, '/api/v1/register');
    assert.equal(public_.body, (await request(server.address, '/api/v1/register')).body);
  });

  test('withdrawn on one node, it is withdrawn on the other', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const place = ['--database', url];
    await succeed(['init', ...place]);
    const nodes = [];
    for (let i = 0; i < 2; ++i) {
      nodes.push(await Server.start(null, [], { place }));
      t.after(() => nodes[i].stop());
    }
    const person = await invited(nodes[0], place, { address: 'wanjiru@treasury.example', role: 'focal point of KE' });
    const token = await person.makeToken(['read', 'write']);
    const { id } = JSON.parse((await by(nodes[1], token)).body).token;
    assert.equal((await by(nodes[0], token, `/api/v1/account/tokens/${id}`, 'DELETE')).status, 204);
    assert.equal((await by(nodes[1], token)).status, 401);
  });
});
