// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody with a narrow screen makes an agreement for a party, signs it with a code, and registers a key: with JavaScript and
// without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered } from './people.mjs';
import { serveRegister } from './register.mjs';
import { code, invited, password } from '../support/accounts.mjs';
import { writeMany } from '../support/activities.mjs';
import { press } from '../support/forms.mjs';
import { succeed } from '../support/register.mjs';

let browser;
let register;
let partnerships;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  // One of two parties for each time.
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

const clauses = { en: 'Each party digs one well a year.', ar: 'يحفر كل طرف بئرا واحدة في السنة.', zh: '各方每年打一口井。', fr: 'Chaque partie creuse un puits par an.', ru: 'Каждая сторона роет один колодец в год.', es: 'Cada parte excava un pozo al año.' };

describe('an agreement on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { id, parties } = partnerships.pop();
        const [own, other] = parties;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `agreements-${name}`) : undefined);
        const mate = await invited(register.server, ['--data', register.data], { address: `mate-${language}-${scripted}@party.example`, role: `representative of ${other.organisation.id}` });
        assert.equal((await press(mate, `/en/account/parts/${other.id}`, 'do=confirm')).status, 303);
        await entered(page, register, language, `own-${language}-${scripted}@party.example`, `representative of ${own.organisation.id}`);
        await page.goto(at(`/account/parts/${own.id}`));
        await page.click('button[value=confirm]');
        await page.waitForURL(/done=confirmed/);
        await page.click(`main a[href$="/account/parts/${own.id}/agreement"]`);
        await look('form');
        assert.equal(await page.locator('input[name=party]:checked').count(), 2, 'both parties are named from the start');
        await page.fill('#title', clauses[language]);
        await page.click('button[value=save]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'nothing is agreed yet');
        assert.equal(await page.inputValue('#title'), clauses[language]);
        await look('refused');
        await page.fill('#wording', clauses[language].repeat(20));
        await page.fill('#risks', clauses[language]);
        await page.setInputFiles('#file', { name: 'signed.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 signed') });
        await page.click('button[value=save]');
        await page.waitForURL(/\/agreements\/[0-9a-f-]{36}$/);
        await look('page');
        const [, agreement] = /agreements\/([0-9a-f-]{36})$/.exec(page.url());
        await page.click(`main a[href$="/account/agreements/${agreement}/sign"]`);
        await look('without-factor');
        await page.goto(at('/account/second-factor'));
        const secret = await page.locator('input[name=secret]').getAttribute('value');
        await page.fill('input[name=code]', code(secret));
        await page.fill('input[name=password]', password);
        await page.click('main button.btn');
        await page.goto(at(`/account/agreements/${agreement}/sign`));
        await look('sign');
        await page.fill('#capacity', clauses[language]);
        await page.fill('#code', '000000');
        await page.click('button[value=sign]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'the code does not fit');
        await page.fill('#code', code(secret, Date.now() + 30_000));
        await page.click('button[value=sign]');
        await page.waitForURL(/done=signed$/);
        await look('signed');
        const { versions } = await register.server.json(`/api/v1/agreements/${agreement}`);
        assert.deepEqual(versions[0].needed.map(({ signed }) => signed).sort(), [false, true]);
        await page.goto(at(`/partnerships/${id}`));
        assert.equal(await page.locator(`main a[href$="/agreements/${agreement}"]`).count(), 1);
        await look('partnership');
        await page.goto(at(`/account/agreements/${agreement}`));
        await look('change');
        await page.fill('#wording', `${clauses[language].repeat(3)}\n${clauses[language]}`);
        await page.fill('#exit', clauses[language]);
        await page.click('button[value=save]');
        await page.waitForURL(new RegExp(`/${language}/agreements/${agreement}$`));
        await page.goto(at(`/account/agreements/${agreement}/sign`));
        await look('sign-anew');
        await page.click(`main a[href*="/agreements/${agreement}/differences"]`);
        assert.equal(await page.locator('main del').count(), 1);
        assert.equal(await page.locator('main ins').count(), 2);
        await look('differences');
        await page.goto(at('/account'));
        assert.equal(await page.locator(`main a[href$="/account/agreements/${agreement}/sign"]`).count(), 1, 'a task again');
        await look('tasks');
        await page.goto(at(`/agreements/${agreement}/withdraw`));
        await look('withdraw');
        await page.fill('#reason', clauses[language]);
        await page.click('main form button.btn');
        await page.waitForURL(new RegExp(`/${language}/agreements/${agreement}$`));
        assert.equal(await page.locator('main blockquote').innerText(), clauses[language]);
        await look('withdrawn');
        await page.goto(at(`/account/keys/${own.organisation.id}`));
        await look('keys');
        assert.deepEqual(complaints.filter((one) => !/status of (410|422)|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
