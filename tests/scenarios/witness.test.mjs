// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A register is the witness of another's log: it signs what grows, remembers it before it answers, and whoever checks that log may
// ask for its signature. A restored one does not sign with what it has forgotten.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, assertPlainFailure, binary, folder, run, succeed } from '../support/register.mjs';

const writer = path.join(path.dirname(binary), 'tests/stranger/entente_write_log');

/** A register that is a witness of one log, and that log in several sizes. */
async function witness(t) {
  const at = folder(t);
  const file = (name) => path.join(at, name);
  const makeKey = async (name, ...more) => (await succeed(['log', 'key', 'make', file(name), '--name', `${name}.example`, ...more])).trim();
  const log = await makeKey('log');
  const own = await makeKey('witness', '--witness');
  execFileSync(writer, [file('log-files'), '--key', file('log'), '3', '300', '600']);
  execFileSync(writer, [file('other-files'), '--key', file('log'), '--but', '1', '3', '300']);
  fs.writeFileSync(file('logs'), `# whom we witness\n${log}\n`);
  const data = file('register');
  await succeed(['init', data]);
  const settings = path.join(data, 'entente.toml');
  const set = (key) => fs.writeFileSync(settings, `[witness]\nkey_file = "${file(key)}"\nlogs = "${file('logs')}"\n`);
  set('witness');
  const checkpoint = (size, files = 'log-files') => fs.readFileSync(file(`${files}/${size}/checkpoint`), 'utf8');
  const body = (old, size, files = 'log-files') =>
    `old ${old}\n${old === 0 || old === size ? '' : fs.readFileSync(file(`${files}/${size}/from/${old}`), 'utf8')}\n${checkpoint(size, files)}`;
  return { at, file, log, own, data, settings, set, checkpoint, body, makeKey };
}

const ask = (server, body) => server.request('/witness/add-checkpoint', { method: 'POST', body });

test('what grows is signed and remembered across a kill, and nothing else is signed', async (t) => {
  const { file, log, own, data, checkpoint, body, makeKey } = await witness(t);
  let server = await Server.start(data);
  t.after(() => server.stop());
  const first = await ask(server, body(0, 3));
  assert.equal(first.status, 200, first.body);
  assert.match(first.headers['content-type'], /^text\/plain/);
  assert.match(first.body, /^— witness\.example \S+\n$/);
  server.child.kill('SIGKILL');
  await server.done;
  server = await Server.start(data);

  const behind = await ask(server, body(0, 300));
  assert.equal(behind.status, 409);
  assert.equal(behind.headers['content-type'], 'text/x.tlog.size');
  assert.equal(behind.body, '3\n');
  const grown = await ask(server, body(3, 300));
  assert.equal(grown.status, 200, grown.body);
  assert.equal((await ask(server, body(300, 300))).status, 200, 'the same again');

  const whole = body(300, 600);
  assert.equal((await ask(server, body(300, 300, 'other-files'))).status, 409, 'the same size, another root');
  assert.equal((await ask(server, whole.replace(/\n\S{44}\n/, '\n'))).status, 422, 'a hash too few');
  assert.equal((await ask(server, whole.replace('old 300', 'old 601'))).status, 400);
  assert.equal((await ask(server, whole.replace('old 300', 'old 0300'))).status, 400);
  assert.equal((await ask(server, 'a letter\n')).status, 400);
  assert.equal((await ask(server, whole.replace('\n600\n', '\n601\n'))).status, 403, 'a signature that does not hold');
  await makeKey('stranger');
  execFileSync(writer, [file('strange-files'), '--key', file('stranger'), '3']);
  const strange = await ask(server, body(0, 3, 'strange-files'));
  assert.equal(strange.status, 404);
  assert.match(strange.body, /not signed here/);
  assert.equal((await server.request('/witness/add-checkpoint')).status, 405);
  assert.equal((await ask(server, whole)).status, 200, 'and the true one still is');

  // Whoever checks the log asks for the witness, and sees when it signed.
  const at = path.join(file('log-files'), '300');
  const audit = () => run(['log', 'audit', at, '--key', log, '--key', own, '--witnesses', '1', '--state', file('state')]);
  assertPlainFailure(await audit(), 1, /0 of the trusted witnesses signed it, and 1 are asked for/);
  fs.writeFileSync(path.join(at, 'checkpoint'), checkpoint(300) + grown.body);
  const seen = await audit();
  assert.match(seen.stdout, /^Witnessed by witness\.example, with the key [0-9a-f]{8}, at 20\d\d-\d\d-\d\dT\S+Z\.$/m, seen.stderr);
});

test('a register that is no witness says so, and settings that cannot make it one are refused', async (t) => {
  const { file, data, settings, set, body } = await witness(t);
  const held = fs.readFileSync(settings, 'utf8');
  fs.writeFileSync(settings, '');
  const server = await Server.start(data);
  const answer = await ask(server, body(0, 3));
  assert.equal(answer.status, 404);
  assert.match(answer.body, /a witness of no other log/);
  await server.stop();

  const refused = async (text, says) => {
    fs.writeFileSync(settings, text);
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0']), 1, says);
  };
  await refused(`[witness]\nkey_file = "${file('witness')}"\n`, /belong together/);
  await refused(held.replace(file('witness'), file('log')), /holds the key of a log/);
  await refused(held.replace(`${file('logs')}"`, `${file('nothing')}"`), /cannot be read/);
  fs.chmodSync(file('witness'), 0o640);
  await refused(held, /is open to others than its owner/);
  fs.chmodSync(file('witness'), 0o600);
  set('witness');
  const again = await Server.start(data);
  assert.equal((await ask(again, body(0, 3))).status, 200);
  await again.stop();
});

test('after a restore the key that had signed signs no more, and another one does', async (t) => {
  const { file, own, data, settings, set, body, makeKey } = await witness(t);
  let server = await Server.start(data);
  assert.equal((await ask(server, body(0, 3))).status, 200);
  const backup = file('backup.db');
  await succeed(['backup', '--data', data, backup]);
  assert.equal((await ask(server, body(3, 300))).status, 200, 'what the backup does not know');
  await server.stop();

  const restored = file('restored');
  await succeed(['init', restored]);
  const said = await succeed(['restore', '--data', restored, backup]);
  assert.match(said, new RegExp(`The witness's key ${own.split('+')[1]} signs no more here`));
  fs.copyFileSync(settings, path.join(restored, 'entente.toml'));
  server = await Server.start(restored);
  const refused = await ask(server, body(3, 300));
  assert.equal(refused.status, 503);
  assert.match(refused.body, /signs no more.*Make another with 'entente log key make --witness'/);
  await server.stop();

  await makeKey('next', '--witness');
  set('next');
  fs.copyFileSync(settings, path.join(restored, 'entente.toml'));
  server = await Server.start(restored);
  assert.equal((await ask(server, body(0, 300))).status, 200);
  await server.stop();
});
