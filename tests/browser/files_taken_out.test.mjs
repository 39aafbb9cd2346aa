// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A steward takes a file of an agreement out on a narrow screen: with JavaScript and without. Every page on the way is looked at,
// the one that stays on a wide screen too.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered, withFactor } from './people.mjs';
import { serveRegister } from './register.mjs';
import { code, invited } from '../support/accounts.mjs';
import { writeMany } from '../support/activities.mjs';
import { press } from '../support/forms.mjs';
import { succeed } from '../support/register.mjs';

let browser;
let register;
let partnerships;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  const file = writeMany(path.join(register.data, 'activities.xml'), languages.length * 2);
  await succeed(['import', file, '--data', register.data]);
  partnerships = [];
  for (let n = 1; n <= languages.length * 2; ++n) {
    const id = await register.server.find('partnerships', `XM-EXAMPLE-T-${n}`);
    partnerships.push({ id, parties: (await register.server.json(`/api/v1/partnerships/${id}`)).parties });
  }
});

after(async () => {
  await browser?.close();
  await register?.end();
});

const words = { en: 'By a letter of the person.', ar: 'بناءً على رسالة من الشخص.', zh: '应本人来信。', fr: 'Par lettre de la personne.', ru: 'По письму лица.', es: 'Por carta de la persona.' };
const long = 'a-rather-long-name-of-a-file-that-has-to-break-somewhere-on-a-narrow-screen.pdf';

describe('a file is taken out on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const place = ['--data', register.data];
        const { parties } = partnerships.pop();
        const content = `%PDF-1.7 of ${language}, ${scripted}`;
        const hash = crypto.createHash('sha256').update(content).digest('hex');
        const people = [];
        for (const [n, party] of parties.slice(0, 2).entries()) {
          people.push(await invited(register.server, place, { address: `p${n}-${language}-${scripted}@party.example`, role: `representative of ${party.organisation.id}` }));
          assert.equal((await press(people[n], `/en/account/parts/${party.id}`, 'do=confirm')).status, 303);
        }
        const made = await press(people[0], `/en/account/parts/${parties[0].id}/agreement`, 'do=save', { title: words[language], wording: words[language] }, { file: { name: long, content } });
        const [, agreement] = /agreements\/([0-9a-f-]{36})/.exec(made.headers.location);

        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `removal-${name}`) : undefined);
        await entered(page, register, language, `steward-${language}-${scripted}@register.example`, 'steward');
        await page.goto(at(`/removals?file=${hash}`));
        const secret = await withFactor(page, register, language);
        await page.goto(at('/review'));
        await page.click('main a[href$="/removals"]');
        await look('which');
        await page.fill('#file', 'f'.repeat(64));
        await page.click('main form button.btn');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'no record names that one');
        await page.fill('#file', at(`/api/v1/agreements/${agreement}/files/${hash}`));
        await page.click('main form button.btn');
        await page.locator('#words').waitFor();
        assert.equal(await page.locator(`main ul.rows a[href$="/agreements/${agreement}"]`).count(), 1);
        await look('asked');
        await page.selectOption('#reason', 'personal');
        await page.fill('#words', words[language]);
        await page.fill('#code', '000000');
        await page.check('input[name=sure]');
        await page.click('main form button.btn');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'the code does not fit');
        assert.equal(await page.inputValue('#words'), words[language]);
        await look('refused');
        await page.fill('#code', code(secret, Date.now() + 30_000));
        await page.check('input[name=sure]');
        await page.click('main form button.btn');
        await page.waitForURL(at(`/files/${hash}`));
        await look('gone');
        await page.setViewportSize({ width: 1280, height: 900 });
        await look('gone-wide');
        await page.setViewportSize({ width: 360, height: 740 });
        await page.goto(at(`/agreements/${agreement}`));
        assert.equal(await page.locator('main a[download]').count(), 0);
        assert.equal(await page.locator(`main a[href$="/${language}/files/${hash}"]`).count(), 1);
        await look('agreement');
        assert.deepEqual(complaints.filter((one) => !/status of (404|410|422)|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
