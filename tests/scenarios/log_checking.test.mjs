// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A stranger checks a log: with a receipt and without a network, or by following all of it and remembering what was seen. Whoever
// keeps the log changes its key; whoever changes anything else is found.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';

import { assertPlainFailure, binary, folder, run, succeed } from '../support/register.mjs';

const writer = path.join(path.dirname(binary), 'tests/stranger/entente_write_log');

/** A keeper's key, and logs of some sizes that are signed with it. */
async function logs(t, sizes = [3, 300, 600]) {
  const at = folder(t);
  const secret = path.join(at, 'secret');
  const key = (await succeed(['log', 'key', 'make', secret, '--name', 'log.example/register'])).trim();
  const write = (name, ...more) => execFileSync(writer, [path.join(at, name), '--key', secret, ...more.map(String)]);
  write('log', ...sizes);
  const state = path.join(at, 'state');
  const audit = (place, more = ['--key', key]) => run(['log', 'audit', place, '--state', state, ...more]);
  return { at, secret, key, state, write, audit, log: (size, name = 'log') => path.join(at, name, String(size)) };
}

const makeKey = async (file, name, ...more) => (await succeed(['log', 'key', 'make', file, '--name', name, ...more])).trim();

test('a receipt is checked without asking anybody', async (t) => {
  const { at, key, log } = await logs(t);
  const receipt = path.join(log(600), 'proof/300');
  const said = await succeed(['log', 'verify', receipt, '--key', key]);
  assert.equal(said.split('\n')[0], 'Entry 300 of the log log.example/register is in its tree of 600.');
  assert.match(said, new RegExp(`^Signed by the log itself, with the key ${key.split('+')[1]}\\.$`, 'm'));
  assert.match(said, /^The entry: entry 300$/m);

  const entry = path.join(at, 'entry');
  fs.writeFileSync(entry, 'entry 300');
  await succeed(['log', 'verify', receipt, '--key', key, '--entry', entry]);
  fs.writeFileSync(entry, 'entry 301');
  assertPlainFailure(await run(['log', 'verify', receipt, '--key', key, '--entry', entry]), 1, /do not lead from the entry to the root/);
});

test('a receipt in which anything was changed is refused, and so is one that nobody who is trusted has signed', async (t) => {
  const { at, key, log } = await logs(t);
  const whole = fs.readFileSync(path.join(log(600), 'proof/300'));
  const file = path.join(at, 'changed');
  const refused = async (bytes, says, keys = ['--key', key]) => {
    fs.writeFileSync(file, bytes);
    assertPlainFailure(await run(['log', 'verify', file, ...keys]), 1, says);
  };
  const text = whole.toString();
  await refused(text.replace(/extra .*/, `extra ${Buffer.from('entry 3OO').toString('base64')}`), /do not lead/);
  await refused(text.replace('index 300', 'index 299'), /do not lead/);
  await refused(text.replace('index 300', 'index 0300'), /index/);
  await refused(text.replace('\n600\n', '\n601\n'), /signature of log\.example\/register: it does not hold/);
  await refused(text.replace(/extra .*\n/, ''), /does not carry the entry that it proves\. Give it with --entry/);
  await refused(whole.subarray(0, whole.length - 20), /signature/);
  await refused(Buffer.alloc(2_000_000, 'a'), /longer than/);
  await refused(whole, /none of the keys that are trusted has signed/, ['--key', await makeKey(path.join(at, 'stranger'), 'log.example/register')]);
  const witness = await makeKey(path.join(at, 'witness'), 'w.example', '--witness');
  await refused(whole, /have none of a log among them/, ['--key', witness]);
  await refused(whole, /asks for more witnesses than keys/, ['--key', key, '--witnesses', '1']);
  await refused(whole, /0 of the trusted witnesses signed it, and 1 are asked for/, ['--key', key, '--key', witness, '--witnesses', '1']);
  assert.equal((await run(['log', 'verify', file])).code, 2, 'a key has to be given');
});

test('a log that grows is followed, from a folder and over HTTP', async (t) => {
  const { at, audit, log, state } = await logs(t);
  const first = await audit(log(3));
  assert.match(first.stdout, /^The log log\.example\/register has 3 entries, with the root \S{44}\.$/m, first.stderr);
  assert.match(first.stdout, /^No checkpoint was seen before/m);
  assert.deepEqual(fs.readFileSync(state), fs.readFileSync(path.join(log(3), 'checkpoint')));
  assert.match((await audit(log(300))).stdout, /^It begins with the 3 entries that were seen before\.$/m);

  const asked = [];
  const server = http.createServer((request, answer) => {
    asked.push(request.url);
    const file = path.join(log(600), request.url.replace('/log/', ''));
    if (!fs.existsSync(file)) return answer.writeHead(404).end();
    return answer.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${server.address().port}/log/`;
  const followed = await audit(address);
  assert.match(followed.stdout, /^It begins with the 300 entries that were seen before\.$/m, followed.stderr);
  assert.ok(asked.includes('/log/tile/entries/002.p/88') && asked.includes('/log/tile/1/000.p/2'), asked.join(' '));
  assert.deepEqual(fs.readFileSync(state), fs.readFileSync(path.join(log(600), 'checkpoint')));
  assertPlainFailure(await audit(address.replace('/log/', '/other/')), 1, /checkpoint: the log serves none\. Check the address/);
  server.close();
  server.closeAllConnections();
  assertPlainFailure(await audit(address), 1, /could not be reached/);
  assertPlainFailure(await audit(path.join(at, 'nothing')), 1, /checkpoint: the log serves none/);
});

test('whatever else a log does is told, and what was seen stays what is remembered', async (t) => {
  const { at, audit, key, log, state, write } = await logs(t);
  await audit(log(300));
  const seen = fs.readFileSync(state);
  const refused = async (place, says, keys) => {
    assertPlainFailure(await audit(place, keys), 1, says);
    assert.deepEqual(fs.readFileSync(state), seen);
  };
  write('other', '--but', 7, 300, 600);
  await refused(log(3), /it is of 3 entries, and one of 300 was seen before: the log went back/);
  await refused(log(300, 'other'), /the first 300 entries: .*rewritten its past/);
  await refused(log(600, 'other'), /the first 300 entries: .*rewritten its past/);

  const changed = path.join(at, 'changed');
  const refusedWith = async (says, file, change) => {
    fs.rmSync(changed, { recursive: true, force: true });
    fs.cpSync(log(600), changed, { recursive: true });
    const after = change(fs.readFileSync(path.join(changed, file)));
    if (after === null) fs.rmSync(path.join(changed, file));
    else fs.writeFileSync(path.join(changed, file), after);
    await refused(changed, says);
  };
  const flip = (place) => (bytes) => {
    bytes[place] ^= 1;
    return bytes;
  };
  const text = (what, by) => (bytes) => Buffer.from(bytes.toString().replace(what, by));
  await refusedWith(/tile\/0\/001: its hashes are not those/, 'tile/0/001', flip(77));
  await refusedWith(/tile\/1\/000\.p\/2: its hashes/, 'tile/1/000.p/2', flip(0));
  await refusedWith(/rewritten its past|tile\/0\/000: its hashes/, 'tile/entries/000', flip(5));
  await refusedWith(/tile\/entries\/001: it ends within/, 'tile/entries/001', (bytes) => bytes.subarray(0, bytes.length - 1));
  await refusedWith(/tile\/0\/002\.p\/88: the log does not serve it/, 'tile/0/002.p/88', () => null);
  await refusedWith(/is longer than the 8192 bytes/, 'tile/0/000', (bytes) => Buffer.concat([bytes, Buffer.from('x')]));
  await refusedWith(/signature of log\.example\/register: it does not hold/, 'checkpoint', text('\n600\n', '\n599\n'));
  await refusedWith(/number written in digits|does not hold/, 'checkpoint', text('\n600\n', '\n0600\n'));
  await refusedWith(/parts its text from signatures/, 'checkpoint', text(/\n\n[^]*/, '\n'));
  const b = await makeKey(path.join(at, 'b'), 'b.example');
  await refused(log(600), /what was seen before, in .*none of the keys that are trusted/, ['--key', b]);
  await refused(log(600), /are of two logs/, ['--key', key, '--key', b]);

  // What is remembered is asked for its signature, too.
  fs.writeFileSync(state, text('\n300\n', '\n200\n')(seen));
  assertPlainFailure(await audit(log(600)), 1, /what was seen before, in .*state: it does not hold/);
  fs.writeFileSync(state, seen);
  assert.equal((await audit(log(600))).code, 0);
});

test('a key is renewed: both sign, those who trust the old one come to trust the new one, and the old one goes', async (t) => {
  const { at, audit, key, log, secret, write } = await logs(t, [3]);
  assert.equal(fs.statSync(secret).mode & 0o777, 0o600);
  assertPlainFailure(await run(['log', 'key', 'make', secret, '--name', 'x.example']), 1, /is there already/);
  const note = path.join(at, 'next-key');
  const both = (await succeed(['log', 'key', 'rotate', secret, '--note', note])).trim().split('\n');
  assert.equal(both.length, 2);
  assert.equal(both[1], key);
  assert.equal(await succeed(['log', 'key', 'show', secret]), `${both.join('\n')}\n`);
  assert.equal(fs.statSync(secret).mode & 0o777, 0o600);
  assert.ok(!fs.readFileSync(note, 'utf8').includes('PRIVATE'));
  assertPlainFailure(await run(['log', 'key', 'rotate', secret, '--note', note]), 1, /is there already/);

  // A stranger who knows the old key alone, and one who follows.
  write('later', 3, 4);
  assert.equal((await audit(log(3, 'later'))).code, 0);
  const keys = path.join(at, 'trusted');
  fs.writeFileSync(keys, `# the log of the register\n${key}`);
  assert.equal((await succeed(['log', 'key', 'accept', note, '--keys', keys])).trim(), both[0]);
  assert.equal(fs.readFileSync(keys, 'utf8'), `# the log of the register\n${key}\n${both[0]}\n`);
  assert.match(await succeed(['log', 'key', 'accept', note, '--keys', keys]), /trusted already/);
  const forged = path.join(at, 'forged');
  fs.writeFileSync(forged, fs.readFileSync(note, 'utf8').replace(/^— .*\n/m, ''));
  fs.writeFileSync(path.join(at, 'old'), `${key}\n`);
  assertPlainFailure(await run(['log', 'key', 'accept', forged, '--keys', path.join(at, 'old')]), 1, /none of the keys that are trusted/);

  assert.equal((await succeed(['log', 'key', 'drop', secret, key])).trim(), both[0]);
  assertPlainFailure(await run(['log', 'key', 'drop', secret, key]), 1, /is not in /);
  assertPlainFailure(await run(['log', 'key', 'drop', secret, both[0]]), 1, /is the only one/);
  write('after', 4);
  assertPlainFailure(await audit(log(4, 'after')), 1, /none of the keys that are trusted has signed/);
  assert.match((await audit(log(4, 'after'), ['--keys', keys])).stdout, /It begins with the 3 entries/);

  fs.chmodSync(secret, 0o644);
  assertPlainFailure(await run(['log', 'key', 'show', secret]), 1, /is open to others than its owner.*chmod 600/);
});
