// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A steward with a narrow screen adds a webhook, tries it, has it told again and stops it, and a representative adds one for an
// organisation: in three languages, with JavaScript and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered, withFactor } from './people.mjs';
import { makeRegister } from './register.mjs';
import { Server } from '../support/register.mjs';
import { Receiver, isSigned } from '../support/receiver.mjs';

let browser;
let server;
let data;
const ends = [];

before(async () => {
  data = await makeRegister();
  const settings = path.join(data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('[webhooks]\n', '[webhooks]\nhttp = true\nprivate = true\n'));
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  for (const end of ends) await end();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

describe('a webhook on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const receiver = await Receiver.start({ after: (end) => ends.push(end) });
        const { page, complaints, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `webhook-${name}`) : undefined);
        await entered(page, { server, data }, language, `hooks-${language}-${scripted}@register.example`, 'steward');
        await withFactor(page, { server }, language);
        await page.goto(`${server.url}/${language}/account`);
        await page.click('main a[href$="/webhooks"]');
        await page.waitForURL(/\/webhooks$/);
        await look('none');
        await page.fill('#url', 'https://receiver.example/#part');
        await page.click('main form button.btn');
        await page.locator('[role=alert]').waitFor();
        assert.equal(await page.locator('#url').inputValue(), 'https://receiver.example/#part', 'what was typed is still there');
        await look('refused');
        await page.fill('#url', receiver.url);
        await page.check('input[value=partnerships]');
        await page.check('input[value=parties]');
        await page.click('main form button.btn');
        const secret = await page.locator('p.code').textContent();
        assert.match(secret, /^entente_hook_[\w-]{43}$/);
        await look('secret');
        await page.click('main a.btn');
        await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/);
        const one = page.url();
        await page.click('button[value=test]');
        await page.waitForURL(one);
        await receiver.until(({ arrived }) => arrived.length === 1);
        assert.ok(isSigned(receiver.arrived[0], secret));
        await page.fill('#from', '1');
        await page.click('button[value=replay]');
        await page.waitForURL(one);
        await receiver.until(({ events }) => events.length > 100, 60_000);
        assert.ok(receiver.events.every(({ topic }) => topic === 'partnerships' || topic === 'parties'));
        for (let waited = 0; (await page.locator('#tries ~ table tbody tr').count()) < 3; ++waited) {
          assert.ok(waited < 100, 'the attempts are shown');
          await page.waitForTimeout(100);
          await page.reload();
        }
        await look('one');
        if (scripted) {
          await page.fill('#from', '99999999');
          await page.locator('#from').evaluate((field) => field.removeAttribute('max'));
          await page.click('button[value=replay]');
          await page.locator('[role=alert]').waitFor();
          await look('from');
        }
        await page.goto(one);
        await page.click('button[value=stop]');
        await page.waitForURL(one);
        await page.goto(`${server.url}/${language}/webhooks`);
        assert.equal(await page.locator('main tbody tr').count(), 1);
        await look('list');
        await page.goto(one);
        await page.click('button[value=remove]');
        await page.waitForURL(/\/webhooks$/);
        assert.equal(await page.locator('main tbody tr').count(), 0);
        assert.deepEqual(complaints.filter((each) => !/status of 422|ERR_ABORTED/.test(each)), []);
        await context.close();
      });
});

describe('a webhook of an organisation on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const { page, complaints, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `webhook-of-one-${name}`) : undefined);
        const { results } = await server.json('/api/v1/organisations?limit=1');
        await entered(page, { server, data }, language, `one-${language}-${scripted}@party.example`, `representative of ${results[0].id}`);
        await page.goto(`${server.url}/${language}/account`);
        await page.click('main a[href$="/webhooks"]');
        await page.waitForURL(/\/organisations\/[0-9a-f-]{36}\/webhooks$/);
        const list = page.url();
        await look('none');
        await page.fill('#url', 'http://receiver.example/');
        await page.click('main form button.btn');
        await page.locator('[role=alert]').waitFor();
        await look('refused');
        await page.fill('#url', `https://receiver.example/${language}/${scripted}`);
        await page.check('input[value=reports]');
        await page.click('main form button.btn');
        assert.match(await page.locator('p.code').textContent(), /^entente_hook_[\w-]{43}$/);
        await page.click('main a.btn');
        await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/);
        await look('one');
        await page.goto(list);
        assert.equal(await page.locator('main tbody tr').count(), 1);
        await look('list');
        await page.click('main tbody a');
        await page.click('button[value=remove]');
        await page.waitForURL(list);
        assert.equal(await page.locator('main tbody tr').count(), 0);
        assert.deepEqual(complaints.filter((each) => !/status of 422|ERR_ABORTED/.test(each)), []);
        await context.close();
      });
});
