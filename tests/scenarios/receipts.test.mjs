// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A register with a log, and another that is its witness: a reader takes a receipt along and checks it elsewhere, a stranger follows
// the log, and the operator compares the register with it. What was changed behind the register's back is named.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';

import { MovedClock, Server, assertPlainFailure, databaseOf, folder, languages, makeExampleRegister, run, succeed } from '../support/register.mjs';

const cleaning = [];
const clean = { after: (work) => cleaning.push(work) };
let at;
let data;
let server;
let witness;
let keys;
let checkpoint;

before(async () => {
  at = folder(clean);
  const file = (name) => path.join(at, name);
  const makeKey = async (name, where, ...more) => (await succeed(['log', 'key', 'make', where, '--name', name, ...more])).trim();
  data = await makeExampleRegister(file('register'));
  const log = await makeKey('register.example/log', path.join(data, 'log.key'));
  const own = await makeKey('witness.example', file('witness.key'), '--witness');
  fs.writeFileSync(file('logs'), `${log}\n`);
  await succeed(['init', file('other')]);
  fs.writeFileSync(path.join(file('other'), 'entente.toml'), `[witness]\nkey_file = "${file('witness.key')}"\nlogs = "${file('logs')}"\n`);
  witness = await Server.start(file('other'));
  fs.writeFileSync(file('witnesses'), `# who signs ours\n${own} ${witness.url}/witness/\n`);
  fs.writeFileSync(path.join(data, 'entente.toml'), `[log]\nwitnesses = "${file('witnesses')}"\n`);
  server = await Server.start(data);
  keys = ['--key', log, '--key', own];
  for (let waited = 0; !/\n— witness\.example /.test(checkpoint ?? ''); ++waited) {
    assert.ok(waited < 300, `the witness signs: ${checkpoint}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await server.request('/log/checkpoint');
    checkpoint = answer.status === 200 ? answer.body : undefined;
  }
});
after(async () => {
  await server?.stop();
  await witness?.stop();
  for (const work of cleaning) work();
});

describe('A register whose log is witnessed', () => {
  test('says in plain words who has signed it, in six languages', async () => {
    const size = checkpoint.split('\n')[1];
    for (const language of languages) {
      const page = await server.request(`/${language}/log`);
      assert.equal(page.status, 200, language);
      assert.match(page.body, /<bdi class="code">witness\.example<\/bdi>/, language);
      assert.ok(page.body.includes(checkpoint.split('\n')[2]), `${language}: the root`);
    }
    assert.match((await server.request('/en/log')).body, new RegExp(`<bdi>${Number(size).toLocaleString('en')}</bdi>`));
    assert.match((await server.request('/en/about')).body, /href="\/en\/log"/);
  });

  test('a reader takes the receipt of a version along, and checks it without the register', async () => {
    const list = await server.json('/api/v1/partnerships?limit=1');
    const { id } = list.results[0];
    const record = await server.request(`/en/partnerships/${id}`);
    const link = `/en/log/receipts/${id}/1`;
    assert.ok(record.body.includes(`href="${link}"`), 'the history leads to the receipt');
    const page = await server.request(link);
    assert.equal(page.status, 200);
    assert.match(page.body, /Version 1 of this record is entry [\d,]+ of the public log\./);
    assert.ok(page.body.includes(`href="/log/proof/${id}/1"`));
    assert.match(page.body, new RegExp(`<section[^>]* hidden data-receipt="/log/proof/${id}/1"`), 'what needs a script is not offered without one');
    const receipt = await server.request(`/log/proof/${id}/1`);
    assert.equal(receipt.status, 200);
    assert.match(receipt.headers['content-disposition'], new RegExp(`filename="${id}-1\\.tlog-proof"`));
    const file = path.join(at, 'kept.tlog-proof');
    fs.writeFileSync(file, receipt.body);
    const said = await succeed(['log', 'verify', file, ...keys, '--witnesses', '1']);
    assert.match(said, /^Witnessed by witness\.example, /m);
    const entry = JSON.parse(said.match(/^The entry: (.*)$/m)[1]);
    assert.equal(entry.id, id);
    assert.equal(entry.version, 1);
    assert.equal(entry.act, 'published');
    const shown = await server.request(`/en/partnerships/${id}`);
    assert.ok(shown.body.includes(entry.hash), 'the hash that the page shows beside the version');
    fs.writeFileSync(file, receipt.body.replace(/^extra .*$/m, `extra ${Buffer.from(JSON.stringify({ ...entry, version: 2 })).toString('base64')}`));
    assertPlainFailure(await run(['log', 'verify', file, ...keys]), 1, /do not lead from the entry to the root/);
  });

  test('what has no receipt is told so', async () => {
    const { id } = (await server.json('/api/v1/partnerships?limit=1')).results[0];
    for (const target of [`/log/proof/${id}/99`, '/log/proof/00000000-0000-7000-8000-000000000000/1', '/log/proof/x/1']) {
      const answer = await server.request(target);
      assert.equal(answer.status, 404, target);
      assert.match(answer.body, /no entry of this version/);
    }
    const page = await server.request(`/fr/log/receipts/${id}/99`);
    assert.equal(page.status, 404);
    assert.match(page.body, /aucune entrée de cette version/);
    assert.equal((await server.request(`/fr/log/receipts/${id}/0`)).status, 404);
    assert.equal((await server.request('/en/log/receipts/x/1')).status, 404);
  });

  test('a stranger follows it', async () => {
    const said = await succeed(['log', 'audit', `${server.url}/log`, ...keys, '--witnesses', '1', '--state', path.join(at, 'seen')]);
    assert.match(said, /^The log register\.example\/log has \d+ entries/m);
    assert.match(said, /^Witnessed by witness\.example, /m);
  });

  test('while it grows, what a stranger asks of its witnesses is held against the last that they signed', async (t) => {
    const entries = Number(checkpoint.split('\n')[1]);
    assert.equal((await server.request('/log/witnessed')).body, checkpoint, 'the one of now, as long as nothing is written');
    await witness.stop();
    const source = path.join(at, 'more.json');
    fs.writeFileSync(source, JSON.stringify({ entente: '1', organisations: [{ key: 'late', organisation: { name: { en: 'Late Alliance' } } }] }));
    await succeed(['import', '--data', data, source]);
    const former = checkpoint;
    for (let waited = 0; Number(checkpoint.split('\n')[1]) <= entries; ++waited) {
      assert.ok(waited < 300, 'the log grows without its witness');
      await new Promise((resolve) => setTimeout(resolve, 100));
      checkpoint = (await server.request('/log/checkpoint')).body;
    }
    assert.doesNotMatch(checkpoint, /— witness\.example/);
    const witnessed = await server.request('/log/witnessed');
    assert.equal(witnessed.status, 200);
    assert.match(witnessed.headers['content-type'], /^text\/plain/);
    assert.equal(witnessed.body, former);

    const clock = new MovedClock(t);
    const state = path.join(at, 'seen');
    const audit = (...more) => run(['log', 'audit', `${server.url}/log`, ...keys, '--state', state, ...more], { env: clock.env });
    const said = await audit('--witnesses', '1');
    assert.equal(said.code, 0, said.stderr);
    assert.match(said.stdout, new RegExp(`has ${checkpoint.split('\n')[1]} entries[^]*\nIts first ${entries} entries are witnessed[^]*\nWitnessed by witness\\.example, `));
    assert.doesNotMatch((await audit()).stdout, /Witnessed by/, 'nobody asked for it');
    clock.pass(25);
    assertPlainFailure(await audit('--witnesses', '1'), 1, /0 of the trusted witnesses signed it within 24 hours, and 1 are asked for/);
    assert.equal((await audit('--witnesses', '1', '--witnessed-within', '26')).code, 0);
    assert.equal((await audit('--witnesses', '1', '--witnessed-within', '0')).code, 2);
  });

  test('the operator sees what is published, and compares the register with it', async () => {
    const size = Number(checkpoint.split('\n')[1]);
    const status = await succeed(['log', 'status', '--data', data]);
    assert.match(status, new RegExp(`^The log register\\.example/log has ${size} published entries`, 'm'));
    assert.match(status, /^Witnessed by witness\.example at 20\d\d-/m);
    const lines = (await succeed(['log', 'entries', '--data', data, '--limit', String(size + 10)])).trim().split('\n');
    assert.equal(lines.length, size);
    assert.equal(JSON.parse(lines[2].split('\t')[1]).by, 'import');
    assert.equal((await succeed(['log', 'entries', '--data', data, '--from', '2', '--limit', '1'])).trim(), lines[2]);

    const file = path.join(at, 'proved');
    await succeed(['log', 'prove', '--data', data, '--entry', '2', '-o', file]);
    assert.match(await succeed(['log', 'verify', file, ...keys]), /^Entry 2 of the log/);
    const { id, version } = JSON.parse(lines[2].split('\t')[1]);
    assert.match(await succeed(['log', 'prove', '--data', data, '--record', id, '--version', String(version)]), /^index 2$/m);
    assertPlainFailure(await run(['log', 'prove', '--data', data, '--entry', String(size)]), 1, /is not in the tree of the last checkpoint/);
    assertPlainFailure(await run(['log', 'prove', '--data', data, '--record', id, '--version', '99']), 1, /is no published entry/);

    assert.match(await succeed(['verify', '--data', data]), new RegExp(`${size} entries of the log, of which ${size} are published, were compared; differences: 0\\.`));
  });

  test('what is changed behind its back is named, each difference', async () => {
    const database = new DatabaseSync(databaseOf(data));
    database.exec('UPDATE event SET time = time + 1000 WHERE seq = 1');
    database.close();
    const done = await run(['verify', '--data', data]);
    assert.equal(done.code, 1, done.stderr);
    assert.match(done.stderr, /Entry \d+ is not what it was when the log was signed|The root that was signed is not that of the first/);
    assert.match(done.stdout, /differences: [1-9]/);
  });
});
