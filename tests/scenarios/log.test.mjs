// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The public log, followed from outside by a verifier that shares no code with the register.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, folder, importJson, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';
import { beginsWith, bytesOf, checkpoint, checkpointOf, follow, tilePath } from '../support/log.mjs';

const settings = (data, lines) => fs.writeFileSync(path.join(data, 'entente.toml'), lines.join('\n') + '\n');
const statements = (entries) => entries.map((entry) => JSON.parse(entry.toString()));
const revisionsOf = (data) => {
  const database = new DatabaseSync(path.join(data, 'register.db'), { readOnly: true });
  const all = database.prepare('SELECT hex(r.id) AS id, v.version AS version, hex(v.hash) AS hash, v.event_seq AS event FROM revision v JOIN record r ON r.number = coalesce(v.record, v.number) WHERE v.visibility = 2 ORDER BY v.number').all();
  database.close();
  return all;
};
function moreActivities(t, from, count) {
  const file = path.join(folder(t), `more-${from}.xml`);
  fs.writeFileSync(file, iati(Array.from({ length: count }, (_, at) => activity(from + at))));
  return file;
}

describe('The public log', () => {
  test('holds everything that is published, grows as more comes, and takes nothing back when the server is killed', { timeout: 300_000 }, async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    settings(data, ['[log]', 'origin = "register.example/log"']);
    let server = await Server.start(data);
    t.after(() => server.stop());
    const published = revisionsOf(data);

    // Given what the register held when it was first served, all of it is in the log, in the order it came.
    const first = await checkpointOf(server, published.length);
    assert.equal(first.origin, 'register.example/log');
    assert.equal(first.size, published.length);
    const told = statements(await follow(server, first));
    assert.deepEqual(told.map(({ id, version, hash, event_seq }) => ({ id: id.replaceAll('-', '').toUpperCase(), version, hash: hash.toUpperCase(), event: event_seq })), published.map((row) => ({ ...row })));
    assert.ok(told.every(({ by, act }) => by === 'import' && ['published', 'changed'].includes(act)));
    // And each partnership's entry has the hash that its own page of versions tells.
    const { results: [one] } = await server.json('/api/v1/partnerships?limit=1');
    assert.ok(told.some(({ id, type }) => id === one.id && type === 'partnership'));

    // When more is written while it is served,
    await importJson(data, moreActivities(t, 1000, 300));
    const now = revisionsOf(data).length;
    const second = await checkpointOf(server, now);
    const entries = await follow(server, second);
    assert.ok(second.size === now && now > first.size + 256);
    assert.ok(beginsWith(entries, first), 'it begins with what was seen before');

    // and the server is killed in the middle of writing and signing,
    const importing = run(['import', '--data', data, moreActivities(t, 2000, 300)]);
    await checkpointOf(server, now + 1);
    const third = await checkpoint(server);
    server.child.kill('SIGKILL');
    await Promise.all([server.done, importing]);
    server = await Server.start(data);

    // then what was seen before stands at the beginning of what is seen after.
    const fourth = await checkpointOf(server, revisionsOf(data).length);
    const all = await follow(server, fourth);
    for (const seen of [first, second, third]) assert.ok(beginsWith(all, seen), `of ${seen.size} entries`);
    assert.equal(fourth.size, revisionsOf(data).length);
    assert.equal(new Set(all.map(String)).size, all.length, 'no version is in it twice');
  });

  test('is served to the letter, and no further than its checkpoint', async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const server = await Server.start(data);
    t.after(() => server.stop());
    const seen = await checkpointOf(server, revisionsOf(data).length);
    const note = await bytesOf(server, 'checkpoint');
    assert.equal(note.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.match(note.headers.get('cache-control'), /max-age=[0-5]$/);
    assert.match(seen.origin, /^entente\.invalid\/[0-9a-f]{16}$/, 'a register without an address has a name that no other has');
    const width = seen.size % 256;
    for (const [name, bytes] of [[tilePath(0, Math.floor(seen.size / 256), width), width * 32], [tilePath('entries', 0, 1)]]) {
      const tile = await bytesOf(server, name);
      assert.equal(tile.headers.get('content-type'), 'application/octet-stream');
      assert.match(tile.headers.get('cache-control'), /immutable/);
      if (bytes) assert.equal(tile.bytes.length, bytes);
    }
    const last = Math.floor(seen.size / 256);
    for (const name of [tilePath(0, last, width + 1), tilePath('entries', last, width + 1), tilePath(0, last + 1, 1), tilePath(5, 0, 1), 'tile/0/00', 'tile/0/0000', 'tile/0/x000/000',
      'tile/00/000', 'tile/64/000', 'tile/-1/000', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01', 'tile/0/000.p', 'tile/entries/', 'tile/0/000/', 'tile/0/x999/x999/x999/x999/999', 'nothing'])
      assert.equal((await server.request(`/log/${name}`)).status, 404, name);
    assert.equal((await server.request('/log/checkpoint', { method: 'POST' })).status, 405);
  });

  test('is signed with a key that its owner alone may read, and under one name', async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const key = path.join(data, 'log.key');
    settings(data, ['[server]', 'public_url = "https://register.example"']);
    const server = await Server.start(data);
    const { origin, size } = await checkpointOf(server, 1);
    assert.equal(origin, 'register.example/log');
    assert.equal(fs.statSync(key).mode & 0o777, 0o600);
    const secret = fs.readFileSync(key, 'utf8').trim().slice(-44);
    const answers = await Promise.all(['/log/checkpoint', '/log/keys', '/metrics', '/en/about'].map((target) => server.request(target)));
    assert.equal((await server.stop()).code, 0);
    assert.ok(![...answers.map(({ body }) => body), server.said()].some((text) => text.includes(secret)), 'nobody is told it');
    assert.ok(!fs.readFileSync(path.join(data, 'register.db')).includes(secret), 'it is not in the database');

    fs.chmodSync(key, 0o644);
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0']), 1, /log\.key.* is open to others than its owner/);
    fs.chmodSync(key, 0o600);
    settings(data, ['[log]', 'origin = "other.example/log"']);
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0']), 1, /is not the name in .*register\.example\/log/);
    settings(data, ['[log]', 'origin = "two words"']);
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0']), 1, /can be the name of no log/);

    // Where the key is lost, the log is served as it was, and another begins under another name.
    settings(data, ['']);
    fs.renameSync(key, `${key}.lost`);
    const without = await Server.start(data);
    await without.printed(/the log is not signed by this server: its key is not in/);
    assert.equal((await checkpoint(without)).size, size);
    assert.ok(!fs.existsSync(key), 'and no other key is made');
    await without.stop();
    settings(data, ['[log]', 'origin = "register.example/log-2"']);
    const anew = await Server.start(data);
    t.after(() => anew.stop());
    for (let waited = 0; (await checkpoint(anew)).origin !== 'register.example/log-2'; ++waited) {
      assert.ok(waited < 100, anew.said());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await follow(anew, await checkpoint(anew));
    // And what the former has signed last is still there, with its key.
    const former = await anew.request('/log/former');
    assert.equal(former.status, 200);
    assert.match(former.body, new RegExp(`^register\\.example/log\\+\\S+\\n\\nregister\\.example/log\\n${size}\\n\\S+\\n\\n— register\\.example/log \\S+\\n--\\n$`));
  });

  test('is signed with the old key and the new one while its key is changed', async (t) => {
    const at = folder(t);
    const data = await makeExampleRegister(path.join(at, 'register'));
    const file = path.join(data, 'log.key');
    settings(data, ['[log]', 'origin = "register.example/log"']);
    const signers = async (count) => {
      const server = await Server.start(data);
      for (let waited = 0; ; ++waited) {
        const { status, body } = await server.request('/log/checkpoint');
        const lines = status === 200 ? body.split('\n').filter((line) => line.startsWith('— register.example/log ')) : [];
        if (lines.length === count) break;
        assert.ok(waited < 200, `${body}\n${server.said()}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const keys = (await server.request('/log/keys')).body.trim().split('\n');
      await server.stop();
      return keys;
    };
    const [old] = await signers(1);
    await succeed(['log', 'key', 'rotate', file, '--note', path.join(at, 'note')]);
    const [next, ...others] = await signers(2);
    assert.deepEqual(others, [old]);
    fs.writeFileSync(path.join(at, 'trusted'), `${old}\n`);
    assert.equal((await succeed(['log', 'key', 'accept', path.join(at, 'note'), '--keys', path.join(at, 'trusted')])).trim(), next);
    await succeed(['log', 'key', 'drop', file, old]);
    await importJson(data, moreActivities(t, 6000, 1));
    assert.deepEqual(await signers(1), [next, old], 'and what was signed before can still be checked');
    assert.match(await succeed(['verify', '--data', data]), /differences: 0\./);
  });

  test('tells of a register that was put back to an earlier state, and signs it no further', { timeout: 300_000 }, async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    const kept = path.join(folder(t), 'kept.db');
    const early = await Server.start(data);
    const before = await checkpointOf(early, revisionsOf(data).length);
    await succeed(['backup', '--data', data, kept]);
    await importJson(data, moreActivities(t, 3000, 5));
    const latest = await checkpointOf(early, before.size + 1);
    await early.stop();

    for (const name of fs.readdirSync(data).filter((one) => one.startsWith('register.db'))) fs.rmSync(path.join(data, name));
    fs.copyFileSync(kept, path.join(data, 'register.db'));
    await importJson(data, moreActivities(t, 4000, 50));
    assert.ok(revisionsOf(data).length > latest.size);
    const server = await Server.start(data);
    t.after(() => server.stop());
    await server.printed(/does not begin with the \d+ entries that were signed with this key/);
    assert.equal((await checkpoint(server)).size, before.size, 'nothing was signed that another has seen otherwise');
    assert.equal((await server.request('/en/partnerships')).status, 200, 'all else goes on');
  });

  test('goes where its register goes, and shows what was changed behind its back', { timeout: 300_000 }, async (t) => {
    const data = await makeExampleRegister(path.join(folder(t), 'register'));
    settings(data, ['[log]', 'origin = "register.example/log"']);
    const server = await Server.start(data);
    const seen = await checkpointOf(server, revisionsOf(data).length);
    const entries = await follow(server, seen);
    await server.stop();
    const moved = path.join(folder(t), 'moved');
    await succeed(['move', '--from', data, '--to', moved]);
    settings(moved, ['[log]', 'origin = "register.example/log"']);
    for (const name of ['log.key', 'log.key.signed']) fs.copyFileSync(path.join(data, name), path.join(moved, name));
    fs.chmodSync(path.join(moved, 'log.key'), 0o600);
    await importJson(moved, moreActivities(t, 5000, 3));
    const there = await Server.start(moved);
    const later = await checkpointOf(there, seen.size + 1);
    assert.ok(beginsWith(await follow(there, later), seen));
    await there.stop();

    // One byte of one version is another now.
    const database = new DatabaseSync(path.join(moved, 'register.db'));
    database.prepare('UPDATE revision SET hash = ? WHERE leaf = 3').run(crypto.createHash('sha256').update('forged').digest());
    database.close();
    const forged = await Server.start(moved);
    t.after(() => forged.stop());
    assert.equal((await forged.request(`/log/${tilePath('entries', 0, 256)}`)).status, later.size >= 256 ? 500 : 404);
    if (later.size >= 256) await forged.printed(/entry 3 of the log: is not what it was|entry 3 of the log is not what it was/);
    assert.equal(entries.length, seen.size);
  });
});
