// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, count, databaseOf, exampleCount, examples, folder, importJson, makeExampleRegister, run, succeed } from '../support/register.mjs';

describe('A register begins', () => {
  test('init makes a folder with an empty register and its settings', async (t) => {
    const data = path.join(folder(t), 'new', 'register');
    await succeed(['init', data]);
    assert.ok(fs.existsSync(databaseOf(data)));
    assert.match(fs.readFileSync(path.join(data, 'entente.toml'), 'utf8'), /\[server\]/);
    assert.equal(await count(data), 0);
  });

  test('init on a folder that holds a register already leaves it alone', async (t) => {
    const data = await makeExampleRegister(folder(t));
    const settings = path.join(data, 'entente.toml');
    fs.appendFileSync(settings, '\n# a remark of the operator\n');
    assertPlainFailure(await run(['init', data]), 1, /already holds a register/);
    assert.equal(await count(data), exampleCount);
    assert.match(fs.readFileSync(settings, 'utf8'), /a remark of the operator/);
  });

  test('init where a file stands in the way says so', async (t) => {
    const file = path.join(folder(t), 'file');
    fs.writeFileSync(file, 'x');
    assertPlainFailure(await run(['init', path.join(file, 'register')]), 1, /file/);
    assert.equal(fs.readFileSync(file, 'utf8'), 'x');
  });

  test('an empty register is served: its pages say that it is empty', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const server = await Server.start(data);
    t.after(() => server.stop());
    for (const target of ['/en/', '/ar/partnerships', '/zh/organisations', '/fr/about', '/readyz'])
      assert.equal((await server.request(target)).status, 200, target);
    assert.equal((await server.json('/api/v1/partnerships')).total, 0);
  });

  test('what is there to learn is in the help of every command', async () => {
    const help = await succeed(['--help']);
    for (const command of ['init', 'serve', 'import', 'search', 'export', 'config', 'routes']) {
      assert.match(help, new RegExp(`^\\s+${command}\\b`, 'm'));
      assert.match(await succeed([command, '--help']), /Usage|entente/i);
    }
    assert.match(await succeed(['--version']), /\d+\.\d+/);
  });

  test('config prints every setting with its value and where that comes from', async (t) => {
    const data = folder(t);
    await succeed(['init', data]);
    const lines = (await succeed(['config', '--data', data])).trim().split('\n');
    assert.ok(lines.length > 10);
    assert.ok(lines.some((line) => line.startsWith('server.listen = "127.0.0.1:8080"')));
  });

  test('routes prints every address, one a line', async () => {
    const lines = (await succeed(['routes'])).trim().split('\n');
    assert.equal(new Set(lines).size, lines.length);
    for (const address of ['/{lang}/partnerships/{id}', '/api/v1/partnerships', '/healthz'])
      assert.ok(lines.some((line) => line.startsWith(`GET ${address} `)), address);
  });

  for (const [mark, says] of [
    ['--example', /<aside class="sample"[^>]*>.*was invented/],
    ['--sample', /<aside class="sample"[^>]*>.*compiled from public knowledge.*No party has confirmed/],
  ])
    test(`a register that is marked with ${mark} says so on every page`, async (t) => {
      const data = folder(t);
      await succeed(['init', data, mark]);
      await importJson(data, examples);
      const server = await Server.start(data);
      t.after(() => server.stop());
      for (const target of ['/en/', '/en/partnerships', '/en/about', '/en/nothing']) {
        const { body } = await server.request(target);
        assert.match(body, says, target);
        assert.equal(body.match(/<aside class="sample"/g).length, 1, target);
      }
    });
});

describe('The command line refuses what it cannot understand, with 2', () => {
  for (const [what, args] of [
    ['no command', []],
    ['a command that does not exist', ['publish']],
    ['an option that does not exist', ['search', '--data', '.', '--colour']],
    ['a missing option', ['search', 'water']],
    ['a missing file', ['import', '--data', '.']],
    ['a format that does not exist', ['export', '--data', '.', '--format', 'pdf']],
    ['an example and a sample at once', ['init', 'folder', '--example', '--sample']],
    ['an impossible number', ['search', '--data', '.', '--limit', 'many']],
  ])
    test(what, async () => {
      const done = await run(args);
      assert.equal(done.code, 2, done.stderr);
      assert.match(done.stderr, /--help/);
      assert.ok(done.stderr.trim().split('\n').length <= 2, done.stderr);
    });
});
