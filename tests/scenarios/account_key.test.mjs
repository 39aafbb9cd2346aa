// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The key that second factors are sealed with: made once, kept beside the database, needed after a backup, and replaced where it is lost.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, assertPlainFailure, binary, folder, run, succeed } from '../support/register.mjs';
import { postgres } from '../support/postgres.mjs';
import { Person, code, firstAdministrator, password } from '../support/accounts.mjs';

async function served(t, data = path.join(folder(t), 'register')) {
  if (!fs.existsSync(data)) await succeed(['init', data]);
  const server = await Server.start(data);
  t.after(() => server.stop());
  return { data, server, place: ['--data', data] };
}

/** Whether somebody gets in with password and a recovery code or a code of the telephone. */
async function getsIn(server, typed) {
  const person = new Person(server.address);
  await person.fill('/en/sign-in', { address: 'chief@register.example', password });
  return (await person.fill('/en/sign-in/code', { code: typed })).status === 303;
}

test('a stolen backup makes no codes, and one restored needs its key', async (t) => {
  const { data, server, place } = await served(t);
  const key = path.join(data, 'register.key');
  assert.equal(fs.statSync(key).mode & 0o777, 0o600, 'nobody else reads it');
  const chief = await firstAdministrator(server, place, { withFactor: true });
  await server.stop();

  const files = folder(t);
  const backup = path.join(files, 'kept.db');
  await succeed(['backup', ...place, backup]);
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const bits = [...chief.secret.toLowerCase().replaceAll(' ', '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  assert.equal(fs.readFileSync(backup).indexOf(secret), -1, 'the secret of the second factor is not in the backup');

  const restored = path.join(files, 'restored');
  await succeed(['restore', '--data', restored, backup]);
  assertPlainFailure(await run(['serve', '--data', restored, '--listen', '127.0.0.1:0']), 1, /key of this register.*not the one.*new-key/);
  fs.copyFileSync(key, path.join(restored, 'register.key'));
  const again = await served(t, restored);
  // The code that set it up is used; the next one is accepted half a minute early.
  assert.ok(await getsIn(again.server, code(chief.secret, Date.now() + 30_000)));
});

test('where the key is lost, second factors are set up anew', async (t) => {
  const { data, server, place } = await served(t);
  const chief = await firstAdministrator(server, place, { withFactor: true });
  await server.stop();
  fs.rmSync(path.join(data, 'register.key'));
  assertPlainFailure(await run(['serve', ...place, '--listen', '127.0.0.1:0']), 1, /key of this register/);
  assert.match(await succeed(['user', 'new-key', ...place]), /^1 second factors were removed/);
  const again = await served(t, data);
  const person = new Person(again.server.address);
  assert.equal((await person.fill('/en/sign-in', { address: 'chief@register.example', password })).headers.location, '/en/account');
  assert.equal((await person.open('/en/accounts')).target, '/en/account/second-factor?to=%2Fen%2Faccounts', 'the office does not count before that');
  await person.setUpSecondFactor(password);
  assert.ok(await getsIn(again.server, person.codes[0]));
  assert.ok(!(await getsIn(again.server, chief.codes[0])), 'recovery codes of before went too');
});

test('a key that everybody can read, or that is none, is refused', async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const key = path.join(data, 'register.key');
  fs.writeFileSync(key, 'entente-key-1 cut', { mode: 0o600 });
  const serve = ['serve', '--data', data, '--listen', '127.0.0.1:0'];
  assertPlainFailure(await run(serve), 1, /key .*register\.key: cannot be read, or holds no key/);
  fs.rmSync(key);
  const { server } = await served(t, data);
  await server.stop();
  fs.chmodSync(key, 0o644);
  assertPlainFailure(await run(serve), 1, /can be read by everybody.*chmod 600/);
});

test('the key is changed, and nobody sets anything up anew', async (t) => {
  const { data, server, place } = await served(t);
  const chief = await firstAdministrator(server, place, { withFactor: true });
  const key = path.join(data, 'register.key');
  assertPlainFailure(await run(['user', 'renew-key', ...place]), 1, /in use by another process.*Stop that process/);
  await server.stop();
  const before = fs.readFileSync(key, 'utf8');
  const said = await succeed(['user', 'renew-key', ...place]);
  assert.match(said, /^1 second factors, 0 mails that wait, 0 texts of concerns and 0 secrets of webhooks are sealed with the new key\.\n.*in (\S+register\.key\.[0-9a-f]{16})$/m);
  const former = /in (\S+)$/m.exec(said.trim())[1];
  assert.notEqual(fs.readFileSync(key, 'utf8'), before);
  assert.equal(fs.readFileSync(former, 'utf8'), before);
  for (const file of [key, former]) assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  const again = await served(t, data);
  assert.ok(await getsIn(again.server, code(chief.secret, Date.now() + 30_000)));
  await again.server.stop();
  fs.copyFileSync(former, key);
  assertPlainFailure(await run(['serve', ...place, '--listen', '127.0.0.1:0']), 1, /key of this register.*not the one/);
});

test('a change of the key that stopped after its commit is finished by whichever command comes next', async (t) => {
  const { data, server, place } = await served(t);
  const chief = await firstAdministrator(server, place, { withFactor: true });
  await server.stop();
  const key = path.join(data, 'register.key');
  const before = fs.readFileSync(key, 'utf8');
  const former = /in (\S+)$/m.exec((await succeed(['user', 'renew-key', ...place])).trim())[1];
  const after = fs.readFileSync(key, 'utf8');
  const stopAfterTheCommit = () => {
    fs.renameSync(key, `${key}.next`);
    fs.writeFileSync(key, before, { mode: 0o600 });
  };
  stopAfterTheCommit();
  const said = await succeed(['user', 'renew-key', ...place]);
  assert.match(said, /^The change of the key that was interrupted is finished/);
  assert.ok(said.includes(former), said);
  assert.equal(fs.readFileSync(key, 'utf8'), after, 'and no other was begun');
  assert.ok(!fs.existsSync(`${key}.next`));
  stopAfterTheCommit();
  assert.match(await succeed(['user', 'new-key', ...place]), /^0 second factors were removed/, 'the key was not lost');
  assert.equal(fs.readFileSync(key, 'utf8'), after);
  const again = await served(t, data);
  assert.ok(await getsIn(again.server, code(chief.secret, Date.now() + 30_000)));
});

test('on PostgreSQL, a server that runs beside a change of the key says that it has another', async (t) => {
  const { url } = postgres(t);
  const data = path.join(folder(t), 'node');
  await succeed(['init', data, '--database', url]);
  const { server, place } = await served(t, data);
  const chief = await firstAdministrator(server, place, { withFactor: true });
  assert.match(await succeed(['user', 'renew-key', ...place]), /^1 second factors/);
  const person = new Person(server.address);
  await person.fill('/en/sign-in', { address: 'chief@register.example', password });
  const answer = await person.fill('/en/sign-in/code', { code: code(chief.secret, Date.now() + 30_000) });
  assert.equal(answer.status, 409);
  assert.match(answer.body, /sealed with another key/);
  assert.ok(await getsIn(server, chief.codes[0]), 'recovery codes are heard');
  await server.stop();
  const again = await served(t, data);
  assert.ok(await getsIn(again.server, code(chief.secret, Date.now() + 30_000)));
});

test('killed in the middle, again and again, a change of the key leaves a register that is served', { timeout: 300_000 }, async (t) => {
  const { data, server, place } = await served(t);
  const chief = await firstAdministrator(server, place, { withFactor: true });
  await server.stop();
  let killed = 0;
  for (let after = 1; after <= 120; after = Math.ceil(after * 1.6)) {
    const child = spawn(binary, ['user', 'renew-key', ...place], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    setTimeout(() => child.kill('SIGKILL'), after);
    const [, signal] = await ended;
    if (signal === 'SIGKILL') ++killed;
    const one = await served(t, data);  // which refuses to start where the key is not the one
    await one.server.stop();
  }
  assert.ok(killed > 0);
  assert.match(await succeed(['user', 'renew-key', ...place]), /^1 second factors/);
  assert.ok(!fs.existsSync(path.join(data, 'register.key.next')));
  const again = await served(t, data);
  assert.ok(await getsIn(again.server, code(chief.secret, Date.now() + 30_000)));
});
