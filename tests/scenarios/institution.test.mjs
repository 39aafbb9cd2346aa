// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// An institution says who it is in one file, and its register shows it; a file that is wrong stops the start with its line.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Person, firstAdministrator, password } from '../support/accounts.mjs';
import { Server, assertPlainFailure, folder, makeExampleRegister, root, run, succeed } from '../support/register.mjs';

const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>';

/** A register whose settings name a profile of this text, with a file of terms and a logo beside it. */
async function registerOf(t, profile) {
  const data = await makeExampleRegister(folder(t));
  const file = path.join(data, 'institution.toml');
  fs.writeFileSync(file, profile);
  fs.writeFileSync(path.join(data, 'terms.en.txt'), 'Use it <well>.\nName the source.\n\nThat is all.\n');
  fs.writeFileSync(path.join(data, 'logo.svg'), logo);
  const settings = path.join(data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('#profile = ""', `profile = ${JSON.stringify(file)}`));
  return data;
}

/** It served, until the test ends. */
async function serving(t, data) {
  const server = await Server.start(data);
  t.after(() => server.stop());
  return server;
}

const profile = `languages = ["en", "fr"]
logo = "logo.svg"
accent = "#0a5c48"
[name]
en = "Desk of Exampleland"
fr = "Bureau d’Exemplie"
[contact]
mail = "desk@register.example"
[terms]
en = "terms.en.txt"
fr = "https://register.example/conditions"
[policies.privacy]
title.en = "Privacy"
text.en = "https://register.example/privacy"
`;

describe('The profile of an institution', () => {
  test('stands on every page, on the page about the register and in the API', async (t) => {
    const server = await serving(t, await registerOf(t, profile));
    const home = await server.request('/fr');
    assert.match(home.body, /<small><bdi>Bureau d’Exemplie<\/bdi><\/small>/);
    assert.match(home.body, /href="mailto:desk@register\.example"/);
    assert.match(home.body, /href="https:\/\/register\.example\/conditions"/);
    const about = await server.request('/en/about');
    assert.match(about.body, /Who runs this register/);
    assert.match(about.body, /href="\/en\/about\/terms"><bdi>Terms of use/);
    const terms = await server.request('/en/about/terms');
    assert.match(terms.body, /<p>Use it &lt;well&gt;\.<br>Name the source\.<br><\/p>/);
    assert.equal((await server.request('/en/about/privacy')).status, 404, 'that one stands elsewhere');
    const { institution, languages } = JSON.parse((await server.request('/api/v1/register')).body);
    assert.deepEqual(languages, ['en', 'fr']);
    assert.deepEqual(institution.name, { en: 'Desk of Exampleland', fr: 'Bureau d’Exemplie' });
    assert.deepEqual(institution.texts[0], { key: 'terms', addresses: { en: '/en/about/terms', fr: 'https://register.example/conditions' } });
  });

  test('brings its logo and its colour, which run nothing', async (t) => {
    const server = await serving(t, await registerOf(t, profile));
    const home = await server.request('/en');
    const image = await server.request(home.body.match(/<img class="logo" src="([^"]+)"/)[1]);
    assert.equal(image.body, logo);
    assert.match(image.headers['content-security-policy'], /default-src 'none'.*sandbox/);
    const sheet = await server.request(home.body.match(/href="(\/accent\.css[^"]*)"/)[1]);
    assert.match(sheet.body, /--accent:#0a5c48/);
  });

  test('offers its languages alone: others lead to one of them, and nothing links to them', async (t) => {
    const server = await serving(t, await registerOf(t, profile));
    const home = await server.request('/en');
    assert.match(home.body, /hreflang="fr"/);
    assert.doesNotMatch(home.body, /hreflang="ru"/);
    const moved = await server.request('/ru/partnerships?goal=6', { headers: { 'accept-language': 'fr' } });
    assert.equal(moved.status, 307);
    assert.equal(moved.headers.location, '/fr/partnerships?goal=6');
    assert.equal((await server.request('/', { headers: { 'accept-language': 'ru' } })).headers.location, '/en/');
    assert.doesNotMatch((await server.request('/sitemap.xml?part=pages')).body, /\/ru\//);
    assert.equal((await server.request('/xx/partnerships')).status, 404);
  });

  test('offers those to people for their accounts, too', async (t) => {
    const data = await registerOf(t, profile);
    const server = await serving(t, data);
    const place = ['--data', data];
    const chief = await firstAdministrator(server, place, { withFactor: true });
    const offered = (body) => [...body.matchAll(/<option value="(\w\w)" lang="\w\w"( selected)?/g)].map(([, code, chosen]) => code + (chosen ? '!' : ''));
    for (const page of ['/en/account', '/en/accounts']) assert.deepEqual(offered((await chief.open(page)).body), ['en!', 'fr'], page);
    // Of whoever chose another one before, or was invited from the shell.
    await succeed(['user', 'invite', 'boris@register.example', '--name', 'Boris', '--role', 'focal point of KE', '--language', 'ru', ...place]);
    const link = (await succeed(['user', 'link', 'boris@register.example', ...place])).trim().split('\n').at(-1);
    const boris = new Person(server.address);
    assert.equal((await boris.fill(link.replace('/ru/', '/fr/'), { password })).status, 303);
    assert.deepEqual(offered((await boris.open('/fr/account')).body), ['en!', 'fr']);
  });

  test('that is wrong stops the start, and the check, with its line', async (t) => {
    const data = await registerOf(t, 'accent = "#7fd4ff"\n');
    const told = /institution\.toml, line 1: setting 'accent' has a contrast of 1\.5 to 1.*Take a darker colour/;
    assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0'], { timeout: 20_000 }), 1, told);
    assertPlainFailure(await run(['config', '--data', data]), 1, told);
    fs.rmSync(path.join(data, 'institution.toml'));
    assertPlainFailure(await run(['config', '--data', data]), 1, /institution\.toml: cannot be read/);
  });

  test('the example of the reference is one', async (t) => {
    const data = await registerOf(t, fs.readFileSync(path.join(root, 'docs/reference/institution.toml'), 'utf8'));
    assert.match(await succeed(['config', '--data', data]), /register\.profile = ".*institution\.toml"/);
  });

  test('is not needed: without one all six languages are offered', async (t) => {
    const server = await serving(t, await makeExampleRegister(folder(t)));
    const { languages, institution } = JSON.parse((await server.request('/api/v1/register')).body);
    assert.equal(languages.length, 6);
    assert.equal(institution, undefined);
    assert.equal((await server.request('/logo')).status, 404);
    assert.equal((await server.request('/accent.css')).status, 404);
    assert.equal((await server.request('/ru')).status, 200);
  });
});
