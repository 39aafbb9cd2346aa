// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Due diligence on a narrow screen: requested, assessed, answered and decided in three languages, with JavaScript and without. Every
// page on the way is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
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
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

const words = { en: 'Its owners are known, and nothing speaks against them.', ar: 'مالكوها معروفون، ولا شيء ضدهم.', zh: '其所有人已知，且无不利情况。' };

describe('due diligence on a narrow screen', { concurrency: 1 }, () => {
  for (const [place, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 240_000 }, async () => {
        const at = (target) => `${server.url}/${language}${target}`;
        // An organisation for each test, so that none is under way yet.
        const { results } = await server.json('/api/v1/organisations?limit=20');
        const { id } = results[2 * place + (scripted ? 1 : 0)];
        const enter = async (name, role) => {
          const one = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
          await entered(one.page, { server, data }, language, `${name}-${language}-${scripted}@register.example`, role);
          return { ...one, look: (page) => (scripted ? lookAt(one.page, language, `diligence-${page}`) : undefined) };
        };
        const minister = await enter('minister', 'focal point of KE');
        await minister.page.goto(at(`/due-diligence/request?organisation=${id}`));
        await minister.look('request');
        await minister.page.fill('#text', words[language]);
        await minister.page.click('main form button.btn');
        await minister.page.waitForURL(/assessments\/\d+$/);
        const one = minister.page.url();
        const number = one.split('/').at(-1);

        const assessor = await enter('assessor', 'reviewer');
        await assessor.page.goto(at('/due-diligence/assessments'));
        await assessor.look('queue');
        await assessor.page.goto(one);
        await assessor.page.click('button[value=take]');
        await assessor.page.waitForURL(one);
        const keys = await assessor.page.locator('main section section p a[href*="/assessments/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href').split('/').at(-1)));
        assert.ok(keys.length > 10, `${keys}`);
        for (const key of keys) {
          await assessor.page.goto(`${one}/${key}`);
          if (key === 'ownership') await assessor.look('finding');
          await assessor.page.check('input[value=clear]');
          await assessor.page.fill('#text', words[language]);
          await assessor.page.fill('#evidence', `https://register.example/a-rather-long-address/of-a-page/${key} ${words[language]}\n${'a'.repeat(64)}`);
          await assessor.page.click('main form button.btn');
          await assessor.page.waitForURL(new RegExp(`/${number}#f-${key}$`));
        }
        await assessor.look('assessing');
        await assessor.page.click('button[value=hand_over]');
        await assessor.page.locator('button[value=hand_over]').waitFor({ state: 'detached' });

        const speaker = await enter('speaker', `representative of ${id}`);
        const decider = await enter('decider', 'steward');
        await withFactor(decider.page, { server }, language);
        await speaker.page.goto(at('/account/due-diligence'));
        await speaker.look('own');
        await decider.page.goto(one);
        assert.equal(await decider.page.locator('#decide').count(), 0, 'whoever comes to speak for it after it was handed over is heard');
        await speaker.page.goto(at(`/account/due-diligence/${number}`));
        await speaker.page.click('main details summary >> nth=0');
        await speaker.page.fill('main details textarea >> nth=0', words[language].repeat(4));
        await speaker.page.click('main details button >> nth=0');
        await speaker.page.waitForURL(/#f-identity$/);
        await speaker.look('own-one');
        await speaker.page.click('button[value=heard]');
        await speaker.page.locator('button[value=heard]').waitFor({ state: 'detached' });

        await decider.page.goto(one);
        await decider.page.selectOption('#grade', 'medium');
        await decider.page.fill('#reason', words[language].repeat(4));
        await decider.page.fill('#conditions', words[language]);
        await decider.look('deciding');
        await decider.page.click('button[value=decide]');
        await decider.page.locator('#decision').waitFor();
        await decider.look('decided');
        await minister.page.goto(one);
        await minister.look('told');
        const all = [minister, assessor, speaker, decider];
        assert.deepEqual(all.flatMap(({ complaints }) => complaints).filter((each) => !/ERR_ABORTED/.test(each)), []);
        for (const each of all) await each.context.close();
      });
});
