// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A stranger holds what a register shows against its log: record by record through the API, or all of an export at once.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';

import { Server, assertPlainFailure, folder, importJson, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';
import { checkpointOf } from '../support/log.mjs';

/** A register that is served, all of whose records are in its published log, and what audits it. */
async function audited(t) {
  const at = folder(t);
  const data = await makeExampleRegister(path.join(at, 'register'));
  const server = await Server.start(data);
  t.after(() => server.stop());
  const logged = async () => {
    const [, size] = /and (\d+) entries of the log/.exec(await succeed(['verify', '--data', data]));
    await checkpointOf(server, Number(size));
  };
  await checkpointOf(server, 1);
  await logged();
  const key = (await (await fetch(`${server.url}/log/keys`)).text()).split('\n')[0];
  const state = path.join(at, 'state');
  const audit = (records) => run(['log', 'audit', `${server.url}/log`, '--key', key, '--state', state, '--records', records]);
  const exported = async () => {
    const file = path.join(at, 'export.json');
    fs.rmSync(file, { force: true });
    await succeed(['export', '--data', data, '--format', 'json', '-o', file]);
    return file;
  };
  return { at, data, server, state, audit, exported, logged };
}

const counted = (said) => /^Records: (\d+) versions have the body that the log tells of; (\d+) were not shown, (\d+) came in after it; differences: (\d+)\.$/m.exec(said)?.slice(1).map(Number);

test('what a register shows is what its log tells, through its API and in its export', { timeout: 300_000 }, async (t) => {
  const { at, data, server, audit, exported, logged } = await audited(t);
  const entries = Number((await (await fetch(`${server.url}/log/checkpoint`)).text()).split('\n')[1]);
  const asked = await audit(`${server.url}/`);
  assert.equal(asked.code, 0, asked.stderr);
  const [same, unseen, newer, differences] = counted(asked.stdout);
  assert.equal(same + unseen, entries, asked.stdout);
  assert.ok(same > entries / 2, asked.stdout);
  assert.deepEqual([newer, differences], [0, 0]);

  const read = await audit(await exported());
  assert.equal(read.code, 0, read.stderr);
  assert.ok(counted(read.stdout)[0] > 0 && counted(read.stdout)[3] === 0, read.stdout);

  // A record that was changed is there in both versions.
  const file = path.join(at, 'more.xml');
  fs.writeFileSync(file, iati([activity(1)]));
  await importJson(data, file);
  await logged();
  fs.writeFileSync(file, iati([activity(1, { title: 'Another title' })]));
  await importJson(data, file);
  await logged();
  const later = await audit(server.url);
  assert.equal(later.code, 0, later.stderr);
  assert.ok(counted(later.stdout)[0] >= same + 2, later.stdout);
});

test('each record that is another, or is not there, is named', { timeout: 300_000 }, async (t) => {
  const { at, server, state, audit, exported } = await audited(t);
  const whole = fs.readFileSync(await exported(), 'utf8');
  const refused = async (text, says) => {
    const file = path.join(at, 'changed.json');
    fs.writeFileSync(file, text);
    const said = await audit(file);
    assertPlainFailure({ ...said, stderr: said.stderr.trim().split('\n').at(-1) }, 1, /what it shows is not what the log tells|is not JSON/);
    assert.match(said.stderr, says);
    return said;
  };
  const title = /"title":\{"[a-z]+":"/.exec(whole)[0];
  const said = await refused(whole.replace(title, `${title}Not `), /^partnership \S{36}, version \d+: entry \d+ of the log tells another hash than what .*changed\.json says has\.$/m);
  assert.equal(counted(said.stdout)[3], 1);
  assert.ok(fs.existsSync(state), 'the log itself holds, and is remembered');
  const hash = /"hash":"[0-9a-f]{64}"/.exec(whole)[0];
  await refused(whole.replace(hash, `"hash":"${'0'.repeat(64)}"`), /tells another hash than .*changed\.json does/);
  await refused(whole.replace(/"event_seq":\d+/, '"event_seq":1000000'), /tells another commit/);
  const { results: [one] } = await server.json('/api/v1/partnerships?limit=1');
  await refused(whole.replaceAll(one.id, '0193580a-1b2c-7abc-8def-0123456789ab'), /0193580a-1b2c-7abc-8def-0123456789ab, version \d+: .* shows it, and no entry of the log tells of it/);
  await refused(whole.slice(0, -3), /is not JSON/);

  // The same of a register that answers otherwise than it logged.
  let answer;
  const liar = http.createServer(async (request, reply) => {
    const honest = await fetch(server.url + request.url);
    const [status, text] = answer(request.url, honest.status, await honest.text());
    reply.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
  });
  await new Promise((resolve) => liar.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    liar.close();
    liar.closeAllConnections();
  });
  const address = `http://127.0.0.1:${liar.address().port}`;
  const page = `/api/v1/partnerships/${one.id}`;
  answer = (url, status, text) => [status, text];
  assert.equal((await audit(address)).code, 0);
  answer = (url, status, text) => (url === page ? [404, '{}'] : [status, text]);
  assert.match((await audit(address)).stderr, new RegExp(`${page} is not there, and the log has not withdrawn it\\.`));
  const bare = /"event_seq":\d+,/;
  answer = (url, status, text) => [status, url === page ? text.replace(bare, '').replace(/"title":\{"([a-z]+)":"/, '"title":{"$1":"Never ') : text];
  const silent = await audit(address);
  assert.equal(silent.code, 1, silent.stdout);
  assert.match(silent.stderr, new RegExp(`${page} does not show ${one.id}, version \\d+, with its hash`));
  answer = (url, status, text) => [status, url === page ? `${text.trimEnd().slice(0, -1)},"partnership":{"title":{"en":"Never"}}}` : text];
  const twice = await audit(address);
  assert.equal(twice.code, 1, twice.stdout);
  assert.match(twice.stderr, /says "partnership" twice/);
  answer = (url, status, text) => [status, url === page ? text.replace(/"title":\{"([a-z]+)":"/, '"title":{"$1":"Never ') : text];
  const lied = await audit(address);
  assert.equal(lied.code, 1);
  assert.match(lied.stderr, new RegExp(`^partnership ${one.id}, version \\d+: entry`, 'm'));
});
