// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A steward erases a contact of a partnership on a narrow screen: in three languages, with JavaScript and without. Every page on
// the way is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { entered, withFactor } from './people.mjs';
import { makeRegister } from './register.mjs';
import { Server, importJson } from '../support/register.mjs';

let browser;
let server;
let data;

const runs = languages.flatMap((language) => [true, false].map((scripted) => ({ language, scripted, identifier: `XM-EXAMPLE-ERASE-${language}-${scripted}` })));
const long = 'a-rather-long-address-that-has-to-break-somewhere-on-a-narrow-screen@agency.example';
const contact = (person, email) =>
  `<contact-info type="1"><person-name><narrative>${person}</narrative><narrative xml:lang="ar">أمينة الزهراني</narrative></person-name><telephone>+254 711 987 651</telephone><email>${email}</email></contact-info>`;
const activity = ({ identifier }) =>
  `<iati-activity xml:lang="en"><iati-identifier>${identifier}</iati-identifier><reporting-org ref="XM-EXAMPLE-1" type="10"><narrative>Ministry</narrative></reporting-org>` +
  `<title><narrative>Wells of ${identifier}</narrative></title><description><narrative>Water</narrative></description><participating-org ref="XM-EXAMPLE-1" role="4"/>` +
  `<activity-status code="2"/><activity-date type="2" iso-date="2024-01-01"/>${contact('Annalotte Smithereens', long)}${contact('Bartholomew Jones', 'b@agency.example').replace('أمينة الزهراني', 'بارثولوميو')}</iati-activity>`;

before(async () => {
  data = await makeRegister();
  const file = path.join(data, 'contacts.xml');
  fs.writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03">${runs.map(activity).join('')}</iati-activities>`);
  assert.equal((await importJson(data, [file])).new, runs.length);
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

describe('a contact is erased on a narrow screen', { concurrency: 1 }, () => {
  for (const { language, scripted, identifier } of runs)
    test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
      const at = (target) => `${server.url}/${language}${target}`;
      const id = await server.find('partnerships', identifier);
      const { page, complaints, context } = await open(browser, server, { width: 360, javaScriptEnabled: scripted });
      const see = (name) => (scripted ? lookAt(page, language, `erasing-${name}`) : undefined);
      await entered(page, { server, data }, language, `eraser-${language}-${scripted}@register.example`, 'steward');
      await withFactor(page, { server }, language);
      await page.goto(at('/review'));
      await page.fill('#partnership', at(`/partnerships/${id}`));
      await page.click('#withdraw ~ form button.btn');
      await page.click(`main a[href$="/partnerships/${id}/erase"]`);
      assert.equal(await page.locator('main ul.rows > li').count(), 2);
      await see('which');
      await page.click('main ul.rows > li:first-child a[href*="contact="]');
      await page.locator('#words').waitFor();
      await see('asked');
      await page.selectOption('#reason', 'asked');
      await page.fill('#words', 'Annalotte Smithereens');
      await page.check('input[name=sure]');
      await page.click('main form button.btn');
      assert.equal(await page.locator('[role=alert]').count(), 1, 'the words name nobody');
      assert.equal(await page.locator('#words').inputValue(), 'Annalotte Smithereens');
      await see('refused');
      await page.fill('#words', '2026');
      await page.check('input[name=sure]');
      await page.click('main form button.btn');
      await page.waitForURL(at(`/partnerships/${id}/revisions`));
      await see('history');
      await page.goto(at(`/partnerships/${id}`));
      assert.doesNotMatch(await page.content(), /Annalotte|الزهراني/);
      assert.match(await page.content(), /Bartholomew|بارثولوميو/);
      await see('record');
      assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
      await context.close();
    });
});
