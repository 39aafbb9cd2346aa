// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A focal point with a narrow screen publishes guidance and a need, and a representative acknowledges it: in three languages, with
// JavaScript and without. Every page on the way is looked at.

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

/** Somebody with a role, signed in, in a window of their own. */
async function signedIn(language, scripted, address, role) {
  const seen = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
  const said = await succeed(['user', 'invite', address, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', register.data]);
  await seen.page.goto(register.server.url + said.trim().split('\n').at(-1));
  await seen.page.fill('#password', password);
  await seen.page.click('main button.btn');
  await seen.page.waitForURL(`${register.server.url}/${language}/account`);
  return seen;
}

const titles = { en: 'Come and see us first', ar: 'زورونا أولا', zh: '请先联系我们', fr: 'Venez nous voir', ru: 'Сначала к нам', es: 'Venga primero' };

describe('a desk on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { results: [{ id }] } = await register.server.json('/api/v1/partnerships?country=KE&limit=1');
        const organisation = (await register.server.json(`/api/v1/partnerships/${id}`)).parties[0].organisation.id;
        const minister = await signedIn(language, scripted, `ke-${language}-${scripted}@gov.example`, 'focal point of KE');
        const { page } = minister;
        const look = (one, name) => (scripted ? lookAt(one, language, `desk-${name}`) : undefined);

        await page.goto(at('/desk/KE'));
        await look(page, 'empty');
        await page.goto(at('/desk/KE/guidance'));
        await look(page, 'form');
        await page.click('button[value=publish]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'it needs a title');
        await look(page, 'refused');
        await page.fill(`#title_${language}`, titles[language]);
        await page.fill(`#text_${language}`, titles[language].repeat(9));
        await page.fill('#documents', `https://plan.example/${'long'.repeat(30)}`);
        await page.click('button[value=publish]');
        await page.waitForURL(at('/desk/KE?done=published'));
        await look(page, 'published');
        await page.goto(at('/desk/KE/capacity'));
        await page.fill(`#title_${language}`, 'Midwives who teach');
        await page.selectOption('#field', 'health');
        await page.click('button[value=publish]');
        await page.click('main a[href*="/desk/KE/capacity/"]');
        await page.selectOption('#state', 'met');
        await page.click('button[value=draft]');
        await page.waitForURL(at('/desk/KE?done=draft'));
        await look(page, 'draft');
        await page.click('section[aria-labelledby=drafts] a[href*="/desk/KE/capacity/"]');
        assert.equal(await page.locator('main .note').count(), 1, 'it says that this is a draft');
        await look(page, 'beside');
        await page.click('button[value=publish]');
        await page.waitForURL(at('/desk/KE?done=published'));
        await page.goto(at('/countries/KE'));
        await look(page, 'country');
        const [{ id: need }] = (await register.server.json('/api/v1/countries/KE')).capacity;
        await page.goto(at(`/countries/KE/published/${need}`));
        await look(page, 'versions');
        await page.click('main form.inline button');
        await page.waitForURL(/differences\?from=1&to=2$/);
        assert.equal(await page.locator('main tbody tr').count(), 1, 'the state alone has changed');
        await look(page, 'differences');
        await page.goto(at('/capacity'));
        await look(page, 'capacity');

        const other = await signedIn(language, scripted, `rep-${language}-${scripted}@fund.example`, `representative of ${organisation}`);
        await look(other.page, 'account');
        await other.page.click('main a[href*="/account/guidance/"]');
        await look(other.page, 'acknowledge');
        await other.page.click('form[action*="/account/guidance/"] button.btn');
        assert.equal(await other.page.locator('[role=status]').count(), 1);
        await other.page.goto(at('/account/notifications'));
        await look(other.page, 'notifications');
        await other.page.fill('#present', password);
        await other.page.click('button[value=make_feed]');
        assert.match(await other.page.locator('main p.code').innerText(), new RegExp(`/${language}/feed/[\\w-]{43}$`));
        await look(other.page, 'feed');
        await other.page.goto(at('/account/erase'));
        await look(other.page, 'erase');
        const { guidance } = await register.server.json('/api/v1/countries/KE');
        assert.ok(guidance.some(({ acknowledgements }) => acknowledgements.some((one) => one.organisation === organisation)));
        await other.page.goto(at(`/countries/KE/published/${guidance[0].id}`));
        await look(other.page, 'guidance');
        for (const { complaints, context } of [minister, other]) {
          assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
          await context.close();
        }
      });
});
