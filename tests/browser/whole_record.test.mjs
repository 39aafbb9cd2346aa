// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The page of a record that says of its places, transfers, documents and results whatever the model takes.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { Server, root, succeed } from '../support/register.mjs';

let browser;
let server;
let data;

before(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-whole-'));
  await succeed(['init', data]);
  await succeed(['import', '--data', data, path.join(root, 'tests/golden/standard/register.json')]);
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

test('fits a narrow and a wide window in every language, and asks nobody else', { timeout: 120_000 }, async () => {
  const { results } = await server.json('/api/v1/partnerships');
  assert.equal(results.length, 1);
  for (const language of languages)
    for (const width of [360, 1280]) {
      const { page, context, strays, complaints } = await open(browser, server, { width });
      await page.goto(`${server.url}/${language}/partnerships/${results[0].id}`);
      assert.match(await page.locator('#s6').locator('..').innerText(), /PPLA/);
      await lookAt(page, language, `whole-record-${width}`);
      assert.deepEqual([strays, complaints], [[], []]);
      await context.close();
    }
});
