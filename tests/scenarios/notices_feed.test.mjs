// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What somebody is told, in a feed reader: behind an address that nobody else knows.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, makeExampleRegister, succeed } from '../support/register.mjs';
import { invited, password } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  fs.writeFileSync(path.join(data, 'entente.toml'), '[log]\nlevel = "debug"\n');
  const server = await Server.start(data);
  t.after(() => server.stop());
  return { data, place: ['--data', data], server };
}

describe('Notifications', () => {
  test('are followed in a feed reader, at an address that is shown once, renewed and ended', async (t) => {
    const at = await served(t);
    const person = await invited(at.server, at.place, { address: 'ke@gov.example', role: 'focal point of KE' });
    const page = '/en/account/notifications';
    const make = (entered) => person.fill(page, { do: 'make_feed', password: entered });
    const addressIn = (answer) => new URL(/http[^<]*\/en\/feed\/[\w-]{43}/.exec(answer.body)?.[0]).pathname;
    const wrong = await make('not the right password');
    assert.equal(wrong.status, 422);
    assert.doesNotMatch(wrong.body, /\/en\/feed\//);
    const made = await make(password);
    assert.equal(made.status, 200);
    assert.equal(made.headers['cache-control'], 'no-store');
    const first = addressIn(made);
    assert.doesNotMatch((await person.open(page)).body, /\/en\/feed\//, 'once alone');
    const follow = (address) => at.server.request(address);
    const empty = await follow(first);
    assert.equal(empty.status, 200);
    assert.equal(empty.headers['content-type'], 'application/atom+xml; charset=utf-8');
    assert.equal(empty.headers['cache-control'], 'no-store');
    assert.doesNotMatch(empty.body, /<entry>/);
    const { id } = JSON.parse((await person.send('/en/account/data.json')).body);
    await succeed(['user', 'give', ...at.place, 'ke@gov.example', 'focal point of TZ']);
    const told = await follow(first);
    assert.match(told.body, /<entry>[^]*<title xml:lang="en">You have been given a role: National focal point · United Republic of Tanzania\.<\/title>/);
    assert.match((await follow(first.replace('/en/', '/zh/'))).body, /xml:lang="zh"/);
    for (const hidden of [first.split('/').at(-1), id, 'ke@gov.example']) assert.ok(!told.body.includes(hidden), `the feed does not say ${hidden}`);
    const second = addressIn(await make(password));
    assert.notEqual(second, first);
    assert.equal((await follow(first)).status, 404);
    assert.equal((await follow(second)).status, 200);
    for (const other of [second.slice(0, -1), `${second}x`, '/en/feed/x', second.replace('feed', 'link')]) assert.equal((await follow(other)).status, 404, other);
    const own = JSON.parse((await person.send('/en/account/data.json')).body);
    assert.deepEqual(Object.keys(own.feed), ['made']);
    for (const name of fs.readdirSync(at.data).filter((one) => one.startsWith('register.db')))
      assert.equal(fs.readFileSync(path.join(at.data, name)).indexOf(second.split('/').at(-1)), -1, name);
    assert.equal((await person.fill(page, { do: 'end_feed' })).status, 303);
    assert.equal((await follow(second)).status, 404);
    assert.match((await person.open('/en/account/events')).body, /Feed address ended[^]*Feed address made/);
    const last = addressIn(await make(password));
    assert.equal((await person.fill('/en/account/erase', { password })).status, 303);
    assert.equal((await follow(last)).status, 404, 'it goes with the account');
    await at.server.stop();
    for (const address of [first, second, last]) assert.ok(!at.server.said().includes(address.split('/').at(-1)), 'the log holds no secret');
    assert.match(at.server.said(), /\/en\/feed\/ /, 'requests were logged');
  });
});
