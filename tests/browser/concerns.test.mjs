// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody without an account raises a concern with a narrow screen and comes back to it; a steward answers and publishes it, the
// one concerned replies: in three languages, with JavaScript and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered, withFactor } from './people.mjs';
import { makeRegister } from './register.mjs';
import { Server } from '../support/register.mjs';

let browser;
let server;
let data;

before(async () => {
  data = await makeRegister();
  // Each language writes from a network of its own, as few are taken from one.
  const settings = path.join(data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('[server]\n', '[server]\nbehind_proxy = true\n'));
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

const words = { en: 'The well was never dug, and nobody answers our letters.', ar: 'لم تُحفر البئر قط، ولا أحد يرد على رسائلنا.', zh: '水井从未开挖，也没有人回复我们的信件。', fr: 'Le puits n’a jamais été creusé, et personne ne répond à nos lettres.', ru: 'Колодец так и не вырыли, и на наши письма никто не отвечает.', es: 'El pozo nunca se excavó y nadie responde a nuestras cartas.' };

describe('a concern on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const at = (target) => `${server.url}/${language}${target}`;
        // A partnership for each test, so that none has a concern yet.
        const { results } = await server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const [party] = (await server.json(`/api/v1/partnerships/${id}`)).parties;
        const headers = { 'x-forwarded-for': `203.0.113.${2 * number + (scripted ? 1 : 2)}` };
        const { page, complaints, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted, extraHTTPHeaders: headers });
        const look = (name) => (scripted ? lookAt(page, language, `concern-${name}`) : undefined);
        const about = at(`/concerns/about/${id}`);
        await page.goto(at(`/partnerships/${id}`));
        await page.click(`main a[href$="/concerns/about/${id}"]`);
        await page.waitForURL(about);
        await look('form');
        await page.selectOption('#kind', 'harm');
        await page.fill('#text', words[language].repeat(10));
        await page.fill('#name', 'Otieno');
        await page.click('#raise ~ form button.btn');
        await page.locator('#keep').waitFor();
        await look('raised');
        const own = await page.locator('main a.code').getAttribute('href');
        await page.goto(own);
        await look('own');
        await page.fill('#text', words[language]);
        await page.click('button[value=add]');
        await page.waitForURL(own);
        assert.equal(await page.locator('main ol.plain > li').count(), 2);

        const office = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
        const lookIn = (name) => (scripted ? lookAt(office.page, language, `concern-${name}`) : undefined);
        await entered(office.page, { server, data }, language, `steward-${language}-${scripted}@register.example`, 'steward');
        await withFactor(office.page, { server }, language);
        await office.page.goto(at('/concerns'));
        await lookIn('queue');
        await office.page.click('main tbody tr:last-child a');
        await office.page.locator('#answer').waitFor();
        await lookIn('one');
        const one = office.page.url();
        await office.page.fill('#text', words[language]);
        await office.page.click('button[value=answer]');
        await office.page.waitForURL(one);
        await office.page.fill('#shown', words[language]);
        await office.page.click('button[value=publish]');
        await office.page.waitForURL(one);
        await lookIn('answered');

        const speaker = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
        const lookAs = (name) => (scripted ? lookAt(speaker.page, language, `concern-${name}`) : undefined);
        await entered(speaker.page, { server, data }, language, `speaker-${language}-${scripted}@party.example`, `representative of ${party.organisation.id}`);
        await speaker.page.goto(at('/account/concerns'));
        await lookAs('handed');
        await speaker.page.click('main tbody tr:first-child a');
        await speaker.page.fill('#text', words[language].repeat(5));
        await speaker.page.click('main form.prose button.btn');
        await speaker.page.waitForURL(/\/account\/concerns\/\d+$/);
        await lookAs('reply');

        await page.goto(own);
        await look('read');
        await page.goto(about);
        assert.equal(await page.locator('article').count(), 1);
        await look('published');
        await page.goto(at(`/partnerships/${id}`));
        assert.equal(await page.locator('#concerns ~ ul li').count(), 1);
        await look('partnership');
        assert.deepEqual([...complaints, ...office.complaints, ...speaker.complaints].filter((each) => !/status of 422|ERR_ABORTED/.test(each)), []);
        for (const each of [context, office.context, speaker.context]) await each.close();
      });
});
