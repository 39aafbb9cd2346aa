// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A machine that is not as it should be: one clear sentence, the status 1, and nothing that is stored is lost.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

import { Server, assertPlainFailure, count, databaseOf, exampleCount, examples, folder, importJson, makeExampleRegister, request, run, succeed } from '../support/register.mjs';
import { writeMany } from '../support/activities.mjs';

const serve = (data, more = []) => run(['serve', '--data', data, '--listen', '127.0.0.1:0', ...more], { timeout: 20_000 });

/** Mounts a small file system for a test; says why where it may not. */
function mount(t, options) {
  // Taken down before the folder goes, whatever the test did.
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-mount-'));
  t.after(() => {
    spawnSync('umount', ['-l', place]);
    fs.rmSync(place, { recursive: true, force: true });
  });
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  if (done.status !== 0) {
    t.skip('this account may not mount a file system');
    return null;
  }
  return place;
}

describe('The folder is not a register that can be used', () => {
  test('there is none', async (t) => {
    const nothing = path.join(folder(t), 'nothing');
    for (const args of [['search', '--data', nothing, 'x'], ['export', '--data', nothing, '--format', 'json'], ['import', '--data', nothing, examples[0]], ['serve', '--data', nothing]])
      assertPlainFailure(await run(args), 1, /nothing.*entente init/);
    assert.ok(!fs.existsSync(nothing), 'and none is made in passing');
  });

  test('its database is not one', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const database = databaseOf(data);
    fs.writeFileSync(database, 'This is a letter, and no database at all.\n'.repeat(100));
    assertPlainFailure(await run(['search', '--data', data, 'x']), 1, /is no SQLite database/);
    assertPlainFailure(await serve(data), 1, /is no SQLite database/);
    assert.match(fs.readFileSync(database, 'utf8'), /^This is a letter/, 'and it is left as it is');
  });

  test('its database is empty', async (t) => {
    const data = await makeExampleRegister(folder(t));
    fs.truncateSync(databaseOf(data));
    assertPlainFailure(await serve(data), 1, /is empty/);
  });

  test('its database is damaged', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const file = fs.openSync(databaseOf(data), 'r+');
    const size = fs.fstatSync(file).size;
    for (let at = 4096; at < size; at += 4096) fs.writeSync(file, Buffer.alloc(600, 0xa5), 0, 600, at);
    fs.closeSync(file);
    assertPlainFailure(await run(['search', '--data', data, 'x']), 1, /damaged/);
  });

  test('it comes from a newer version', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const database = databaseOf(data);
    const opened = new DatabaseSync(database);
    opened.exec("UPDATE meta SET value = '1000' WHERE name IN ('schema', 'oldest_reader')");
    opened.close();
    const bytes = fs.readFileSync(database).toString('latin1');
    const says = /was written by a newer Entente \(schema 1000; this one knows \d+\).*Install the newer version/;
    for (const args of [['search', '--data', data, 'x'], ['import', '--data', data, examples[0]], ['export', '--data', data, '--format', 'csv']])
      assertPlainFailure(await run(args), 1, says);
    assertPlainFailure(await serve(data), 1, says);
    assert.equal(fs.readFileSync(database).toString('latin1'), bytes, 'and not one byte of it is changed');
  });

  test('another program has made its database', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const file = fs.openSync(databaseOf(data), 'r+');
    fs.writeSync(file, Buffer.from('Fiji'), 0, 4, 68); // the application's id in the header
    fs.closeSync(file);
    assertPlainFailure(await run(['search', '--data', data, 'x']), 1, /another program/);
  });
});

describe('Another was faster', () => {
  test('the port is in use', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const other = net.createServer();
    await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
    t.after(() => other.close());
    const { port } = other.address();
    assertPlainFailure(await run(['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { timeout: 20_000 }), 1, new RegExp(`127\\.0\\.0\\.1:${port}.*in use`));
  });

  test('a second server on one folder is refused, and the first goes on', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const first = await Server.start(data);
    t.after(() => first.stop());
    assertPlainFailure(await serve(data), 1, /in use by another process \(PID \d+\)/);
    assert.equal((await first.json('/api/v1/partnerships')).total, exampleCount);
  });

  test('an address that is not this machine’s', async (t) => {
    const data = await makeExampleRegister(folder(t));
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '192.0.2.1:8080'], { timeout: 20_000 }), 1, /192\.0\.2\.1/);
    for (const listen of ['8080', 'localhost', '127.0.0.1:99999', '[::1:80'])
      assertPlainFailure(await run(['serve', '--data', data, '--listen', listen], { timeout: 20_000 }), 1, /127\.0\.0\.1:8080/);
  });
});

describe('The settings are wrong', () => {
  const cases = [
    ['a key that does not exist', '[server]\nlissten = "127.0.0.1:0"\n', /server\.lissten/],
    ['a section that does not exist', '[sever]\nlisten = "127.0.0.1:0"\n', /sever/],
    ['a number where a text belongs', '[server]\nlisten = 8080\n', /server\.listen/],
    ['a number out of its bounds', '[server]\nmax_connections = 0\n', /server\.max_connections/],
    ['a level that does not exist', '[log]\nlevel = "loud"\n', /loud.*debug, info/],
    ['half a certificate', '[server]\ntls_key = "key.pem"\n', /tls_certificate/],
    ['no TOML', '[server\nlisten = \n', /entente\.toml/],
  ];
  for (const [what, toml, says] of cases)
    test(what, async (t) => {
      const data = folder(t);
      await succeed(['init', data]);
      fs.writeFileSync(path.join(data, 'entente.toml'), toml);
      assertPlainFailure(await serve(data), 1, says);
      assertPlainFailure(await run(['config', '--data', data]), 1, says);
    });

  test('a file that is not there', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    assertPlainFailure(await serve(data, ['--config', path.join(data, 'other.toml')]), 1, /other\.toml/);
  });
});

describe('The disk', () => {
  test('is read-only: writing is refused, and what is there stays', async (t) => {
    const place = mount(t, 'size=64m');
    if (!place) return;
    const data = await makeExampleRegister(path.join(place, 'register'));
    assert.equal(spawnSync('mount', ['-o', 'remount,ro', place]).status, 0);
    assertPlainFailure(await run(['import', '--data', data, examples[0]]), 1, /cannot be written to|cannot be opened|read-only/i);
    assertPlainFailure(await serve(data), 1, /read-only|cannot be written to/i);
    assertPlainFailure(await run(['init', path.join(place, 'second')]), 1, /second/);
    assert.equal(spawnSync('mount', ['-o', 'remount,rw', place]).status, 0);
    assert.equal(await count(data), exampleCount);
  });

  test('may not be written to by this account', { skip: process.getuid() !== 0 && 'only root can become another account' }, async (t) => {
    const place = folder(t);
    const data = await makeExampleRegister(path.join(place, 'register'));
    fs.chmodSync(place, 0o755);
    const nobody = { uid: 65534, gid: 65534, cwd: '/' };
    if (spawnSync((await import('../support/register.mjs')).binary, ['--version'], nobody).status !== 0) return t.skip('another account cannot run this binary');
    assertPlainFailure(await run(['import', '--data', data, examples[0]], nobody), 1, /right to|permission/i);
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0'], { ...nobody, timeout: 20_000 }), 1, /right to|permission/i);
    assert.equal(await count(data), exampleCount);
  });

  test('is full: the import stops with a sentence, what had landed stays, and it goes on when there is room', async (t) => {
    const place = mount(t, 'size=4m');
    if (!place) return;
    const data = await makeExampleRegister(path.join(place, 'register'));
    const file = writeMany(path.join(folder(t), 'many.xml'), 3000, { purpose: 'A purpose of some length. '.repeat(30) });
    assertPlainFailure(await run(['import', '--data', data, file]), 1, /the disk is full.*nothing that was saved is lost/);
    assert.equal(spawnSync('mount', ['-o', 'remount,size=64m', place]).status, 0);
    const landed = await count(data);
    assert.ok(landed >= exampleCount && landed < exampleCount + 3000);
    assert.equal((await importJson(data, file)).read, 3000);
    assert.equal(await count(data), exampleCount + 3000);
    assert.equal((await importJson(data, examples)).unchanged, exampleCount);
  });

  test('has a quota for the size of files: it is as if it were full', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const file = writeMany(path.join(folder(t), 'many.xml'), 3000);
    const through = ['bash', '-c', 'trap "" XFSZ; ulimit -f 2000; exec "$0" "$@"'];
    assertPlainFailure(await run(['import', '--data', data, file], { through }), 1, /the disk is full/);
    const landed = await count(data);
    assert.ok(landed >= exampleCount && landed < exampleCount + 3000, String(landed));
    assert.equal((await importJson(data, examples)).unchanged, exampleCount);
    assert.equal((await importJson(data, file)).read, 3000);
  });

  test('is full while the server reads: it goes on answering', async (t) => {
    const place = mount(t, 'size=4m');
    if (!place) return;
    const data = await makeExampleRegister(path.join(place, 'register'));
    const server = await Server.start(data);
    t.after(() => server.stop());
    assert.throws(() => fs.writeFileSync(path.join(place, 'filler'), Buffer.alloc(8_000_000)), /ENOSPC/);
    for (const target of ['/en/', '/ar/partnerships?goal=6', '/healthz', '/readyz', '/api/v1/organisations'])
      assert.equal((await request(server.address, target)).status, 200, target);
  });
});
