// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A list of a moment that has passed, in which a partnership was withdrawn since: its row says when and why, on a narrow screen and
// on a wide one, with JavaScript and without.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { languages, launch, look, lookAt, open } from './browser.mjs';
import { makeRegister } from './register.mjs';
import { invited } from '../support/accounts.mjs';
import { Server } from '../support/register.mjs';

let browser;
let server;
let data;
let id;
let at;

const reason = 'It <names> somebody who was never asked: WithoutASpaceInAllThatIsSaidOfWhyItWasWithdrawnFromTheRegister';

/** Registers a partnership as people do, page by page, and gives its address. */
async function registered(writer, office, organisation, title) {
  const page = `/en/registering/${/registering\/([0-9a-f-]{36})/.exec((await writer.fill('/en/registering', { title, do: 'begin' })).headers.location)[1]}`;
  const numberIn = (body, name) => new RegExp(`name="${name}" value="(\\d+)"`).exec(body)[1];
  const purpose = `${page}/step/purpose`;
  await writer.fill(purpose, { version: numberIn((await writer.open(purpose)).body, 'version'), title, purpose: 'Light for 200 boats' });
  await writer.fill(`${page}/parties`, { organisation, role: 'lead', do: 'add' });
  const press = async (person, where, wish) => person.fill(where, { seen: numberIn((await person.open(where)).body, 'seen'), do: wish });
  await press(writer, page, 'hand_in');
  return (await press(office, page.replace('registering', 'review'), 'publish')).headers.location;
}

before(async () => {
  data = await makeRegister();
  [browser, server] = await Promise.all([launch(), Server.start(data)]);
  const place = ['--data', data];
  const writer = await invited(server, place, { address: 'writer@party.example', role: 'reviewer', withdraw: true });
  const office = await invited(server, place, { address: 'office@register.example', role: 'reviewer' });
  const page = await registered(writer, office, (await server.json('/api/v1/organisations?limit=1')).results[0].id, 'Lanterns of Ada Example');
  id = page.split('/').at(-1);
  at = new Date().toISOString();
  await new Promise((passed) => setTimeout(passed, 10));
  const sent = await office.fill(`${page}/withdraw`, { version: '1', reason });
  assert.equal(sent.status, 303, sent.body);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (data) fs.rmSync(data, { recursive: true, force: true });
});

describe('a list of a moment that has passed', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const [width, scripted] of [[360, true], [360, false], [1280, true]])
      test(`${language}, ${width} px, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const { page, complaints, context } = await open(browser, server, { width, javaScriptEnabled: scripted });
        await page.goto(`${server.url}/${language}/partnerships?sort=updated&at=${at}`);
        const row = page.locator(`li.hit a[href*="/${language}/partnerships/${id}?at="]`);
        assert.equal(await row.count(), 1);
        const text = await row.locator('xpath=ancestor::li').innerText();
        assert.ok(text.includes(reason), text);
        assert.doesNotMatch(await page.locator('body').innerText(), /Ada Example/);
        if (scripted && width === 360) await lookAt(page, language, 'withdrawn-since');
        else if (scripted) assert.deepEqual((await look(page)).tooWide, []);
        // The way leads to what stands in its place, at the same moment.
        await row.click();
        await page.waitForURL(/at=/);
        assert.ok((await page.locator('body').innerText()).includes('It <names> somebody'));
        assert.deepEqual(complaints.filter((one) => !/status of 410/.test(one)), []);
        await context.close();
      });
});
