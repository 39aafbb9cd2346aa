// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A reviewer with a narrow screen looks at what screening found, decides on it with a reason, and sees what became of it: in three
// languages, with JavaScript and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered } from './people.mjs';
import { makeRegister } from './register.mjs';
import { invited } from '../support/accounts.mjs';
import { Server, succeed } from '../support/register.mjs';

let browser;
let server;
let data;

before(async () => {
  data = await makeRegister();
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
  // A list that names a good many of the register's organisations, with all that an entry may say.
  const { results } = await server.json('/api/v1/organisations?limit=40');
  const list = path.join(data, 'own.csv');
  const addresses = Array.from({ length: 30 }, (_, i) => `Plot ${i}, a street whose name does not end, Kisumu`).join(';');
  const lines = results.map(({ name }, i) => `X-${i},"${Object.values(name)[0].replaceAll('"', '""')}","أيمن الحسن",person,1970-05;1971,male,KE;TZ,passport:AB1234567:KE,"${addresses}",Programme ${i},"Said of it: something long enough to be broken into lines on a narrow screen, and ${'endless'.repeat(500)}",2014-03-02`);
  fs.writeFileSync(list, `id,name,original_names,kind,born,gender,countries,documents,addresses,programmes,notes,listed_on\n${lines.join('\n')}\n`);
  await succeed(['lists', 'update', list, '--data', data]);
  const reviewer = await invited(server, ['--data', data], { address: 'reviewer@register.example', role: 'reviewer' });
  for (let tries = 0; tries < 150; ++tries) {
    if (/screening\/hits\//.test((await reviewer.open('/en/screening')).body)) return;
    await new Promise((passed) => setTimeout(passed, 200));
  }
  throw new Error('nothing was found');
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

const words = { en: 'Founded in another year, in another town.', ar: 'تأسس في سنة أخرى وفي مدينة أخرى.', zh: '成立年份和所在城市均不同。', fr: 'Fondé une autre année, dans une autre ville.', ru: 'Основано в другом году и в другом городе.', es: 'Fundada otro año, en otra ciudad.' };

describe('what screening found, on a narrow screen', { concurrency: 1 }, () => {
  for (const scripted of [true, false])
    test(`what is wrong with a decision takes the focus, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
      const { page, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
      await entered(page, { server, data }, 'en', `focus-${scripted}@register.example`, 'reviewer');
      await page.goto(`${server.url}/en/screening`);
      await page.click('main tbody tr th a');
      await page.waitForURL(/\/screening\/hits\//);
      await page.fill('#text', ' ');
      await page.click('button[value=not_same]');
      await page.locator('main .errors:focus').waitFor();
      assert.match(await page.title(), /^Give a reason\./);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#text:focus').waitFor();
      await context.close();
    });

  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const at = (target) => `${server.url}/${language}${target}`;
        const { page, complaints, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
        // What a page still asks for when it is left counts as a complaint.
        const settled = () => page.waitForLoadState('networkidle');
        const look = (name) => (scripted ? lookAt(page, language, `screening-${name}`) : undefined);
        await entered(page, { server, data }, language, `reviewer-${language}-${scripted}@register.example`, 'reviewer');
        await settled();
        await page.goto(at('/screening'));
        await look('queue');
        await settled();
        await page.click('main tbody tr th a');
        await page.waitForURL(/\/screening\/hits\//);
        await look('hit');
        await settled();
        assert.equal(await page.locator('.sides details .line').count(), 18, 'of thirty addresses most are folded');
        await page.setViewportSize({ width: 1280, height: 800 });
        assert.ok((await page.locator('.sides').first().boundingBox()).width < 1280, 'no column is as wide as an endless word');
        await page.setViewportSize({ width: 360, height: 800 });
        const hit = page.url();
        await page.fill('#text', words[language]);
        await page.click('button[value=not_same]');
        await page.waitForURL(/\?done=1$/);
        await look('decided');
        await settled();
        assert.equal(await page.locator('#steps ~ ol > li').count(), 2);
        await page.click('main dl a[href*="/screening/parties/"]');
        await page.waitForURL(/\/screening\/parties\//);
        await look('party');
        await settled();
        await page.goto(at('/screening?state=not_same'));
        assert.ok((await page.locator(`main a[href="${new URL(hit).pathname}"]`).count()) > 0, 'it stays in sight');
        assert.deepEqual(complaints, []);
        await context.close();
      });
});
