// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody registers a partnership with a narrow screen, and the register's office publishes it: in three languages, with JavaScript
// and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { serveRegister } from './register.mjs';
import { succeed } from '../support/register.mjs';
import { password } from '../support/accounts.mjs';

let browser;
let register;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
});

after(async () => {
  await browser?.close();
  await register?.end();
});

const words = {
  en: ['Lanterns for fishing villages', 'Light for 200 boats', 'Night Fishers'],
  ar: ['فوانيس لقرى الصيد', 'إنارة 200 قارب', 'صيادو الليل'],
  zh: ['渔村灯火', '为200条船提供照明', '夜渔合作社'],
  fr: ['Lanternes pour villages de pêche', 'De la lumière pour 200 bateaux', 'Pêcheurs de nuit'],
  ru: ['Фонари для рыбацких деревень', 'Свет для 200 лодок', 'Ночные рыбаки'],
  es: ['Faroles para aldeas de pesca', 'Luz para 200 barcas', 'Pescadores nocturnos'],
};

describe('registering on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `registering-${name}`) : undefined);
        const enter = async (who, role) => {
          const said = await succeed(['user', 'invite', `${who}-${language}-${scripted}@party.example`, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', register.data]);
          await context.clearCookies();
          await page.goto(register.server.url + said.trim().split('\n').at(-1));
          await page.fill('#password', password);
          await page.click('main button.btn');
          await page.waitForURL(at('/account'));
        };
        const [title, purpose, name] = words[language];
        const { results } = await register.server.json('/api/v1/organisations?limit=1');
        await enter('writer', `representative of ${results[0].id}`);
        await page.click('main a[href$="/registering"]');
        await look('beginning');
        await page.fill('#title', `${title} ${scripted ? '1' : '2'}`);
        await page.click('main form .btn');
        if (!/purpose$/.test(page.url())) {
          await look('alike');
          await page.click('button[value=anyway]');
        }
        await page.waitForURL(/\/step\/purpose$/);
        const draft = /registering\/([0-9a-f-]{36})/.exec(page.url())[1];
        await page.fill('#purpose', purpose);
        await page.fill('#goals', '99');
        await page.click('button[value=save]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'there is no such goal');
        assert.equal(await page.inputValue('#purpose'), purpose, 'what was typed is there');
        await look('refused');
        await page.fill('#goals', '7 14.b');
        await page.check('input[name=fields][value=energy]');
        await look('purpose');
        await page.click('button[value=save]');
        await page.selectOption('#country', 'KE');
        await page.click('button[value=stay]');
        await page.selectOption('#country', 'TZ');
        await page.selectOption('#level', 'national');
        await page.fill('#start', '2027');
        await page.fill('#end', '2031-12');
        await look('place');
        await page.click('button[value=save]');
        await page.fill('#q', Object.values(results[0].name)[0]);
        await page.click('main form[method=get] button');
        await page.check(`input[name=organisation][value="${results[0].id}"]`);
        await page.selectOption('#role', 'lead');
        await look('parties');
        await page.click('button[value=add]');
        await look('added');
        await page.click(`main a[href*="/registering/${draft}/parties/"]`);
        await page.fill('#brings', purpose.repeat(10));
        await page.check('input[name=contributes][value=goods]');
        await look('part');
        await page.click('main form .btn');
        await page.click('details.more > summary');
        await page.fill('#name', `${name} ${scripted ? '1' : '2'}`);
        await page.click('button[value=name]');
        if (!/done=named$/.test(page.url())) {
          await look('similar');
          await page.click('button[value=anyway]');
        }
        await page.waitForURL(/done=named$/);
        await look('named');
        await page.goto(at(`/registering/${draft}/step/governance`));
        await page.fill('#governance', purpose.repeat(20));
        await look('governance');
        await page.click('button[value=save]');
        await page.waitForURL(at(`/registering/${draft}`));
        await look('check');
        await page.goto(at(`/registering/${draft}/preview`));
        await look('preview');
        await page.goto(at(`/registering/${draft}`));
        await page.fill('#note', purpose);
        await page.click('button[value=comment]');
        await page.click('button[value=hand_in]');
        await page.waitForURL(/done=handed_in$/);
        await look('handed-in');
        await enter('reviewer', 'reviewer');
        await look('tasks');
        await page.click('main a[href$="/review"]');
        await look('queue');
        await page.click(`main a[href$="/review/${draft}"]`);
        await look('review');
        await page.click('button[value=return]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'it needs a reason');
        await look('unreasoned');
        await page.click('button[value=publish]');
        await page.waitForURL(/\/partnerships\/[0-9a-f-]{36}$/);
        const published = page.url();
        assert.match(await page.locator('h1').innerText(), new RegExp(title));
        await look('published');
        await page.goto(`${published}/withdraw`);
        await page.fill('#reason', purpose);
        await look('withdrawing');
        await page.click('main form .btn');
        await page.waitForURL(published);
        assert.match(await page.locator('main').innerText(), new RegExp(purpose));
        await look('tombstone');
        assert.deepEqual(complaints.filter((one) => !/status of (422|410)|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
