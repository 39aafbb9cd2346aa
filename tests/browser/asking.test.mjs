// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody with a narrow screen and no account asks for one, and for a new password: in three languages, with JavaScript and
// without.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { Server, succeed } from '../support/register.mjs';

let browser;
let server;
let place;
let networks = 0; // each browser comes from another, so that nobody has to wait

before(async () => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-asking-'));
  const data = path.join(place, 'register');
  await succeed(['init', data]);
  // Nothing listens there: what is asked for waits.
  fs.writeFileSync(path.join(data, 'entente.toml'), `[server]\nbehind_proxy = true\npublic_url = "https://register.example"\n[access]\nregistration = "approved"\n[mail]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\nfrom = "register@institution.example"\n`);
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(place, { recursive: true, force: true });
});

describe('asking on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const { page, context, complaints } = await open(browser, server, { width: 360, javaScriptEnabled: scripted, extraHTTPHeaders: { 'x-forwarded-for': `192.0.2.${++networks}` } });
        const at = (target) => `${server.url}/${language}${target}`;
        const look = (name) => (scripted ? lookAt(page, language, `asking-${name}`) : undefined);
        await page.goto(at('/sign-in'));
        await look('sign-in');
        await page.click('main a[href$="/register"]');
        await look('register');
        await page.fill('#name', 'Amina Diallo');
        await page.fill('#address', `${language}-${scripted}@x.example`);
        await page.click('main button.btn');
        await page.waitForURL(at('/sign-in?done=register'));
        assert.equal(await page.locator('main [role=status]').count(), 1);
        await look('registered');
        await page.click('main a[href$="/new-password"]');
        await look('new-password');
        await page.fill('#address', 'somebody@x.example');
        await page.click('main button.btn');
        await page.waitForURL(at('/sign-in?done=password'));
        assert.equal(await page.locator('main [role=status]').count(), 1);
        assert.deepEqual(complaints, []);
        await context.close();
      });
});
