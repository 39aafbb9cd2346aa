// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody whom a partnership names as the person to ask wants to be there no longer.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, importJson, languages, run, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';
import { postgres } from '../support/postgres.mjs';

const contact = (person, email, telephone) =>
  `<contact-info type="1"><person-name><narrative>${person}</narrative></person-name><telephone>${telephone}</telephone><email>${email}</email></contact-info>`;
const ann = contact('Annalotte Smithereens', 'annalotte@agency.example', '+254 711 987 651');
const bob = contact('Bartholomew Jones', 'bartholomew@agency.example', '+254 711 987 652');
/** Words of hers that stand nowhere else. */
const hers = /annalotte|smithereens|987 651/i;

const file = (title, contacts) =>
  '<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-DAC-1-A</iati-identifier>' +
  `<reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org><title><narrative>${title}</narrative></title>` +
  `<description><narrative>Water</narrative></description><participating-org ref="XM-DAC-1" role="4"/><activity-status code="2"/>` +
  `<activity-date type="2" iso-date="2024-01-01"/>${contacts}</iati-activity></iati-activities>`;

async function register(t, place) {
  const home = folder(t);
  const data = path.join(home, 'register');
  place ??= ['--data', data];
  await succeed(['init', ...(place[0] === '--data' ? [data] : place)]);
  const source = path.join(home, 'activities.xml');
  const bring = async (title, contacts) => {
    fs.writeFileSync(source, file(title, contacts));
    return JSON.parse((await succeed(['import', ...place, '--json', source])).trim().split('\n').at(-1));
  };
  await bring('Wells', ann + bob);
  await bring('Wells and pipes', bob + ann);
  // In a database there is no folder for the key that second factors are sealed with.
  const settings = path.join(home, 'entente.toml');
  fs.writeFileSync(settings, `[access]\nkey_file = "${path.join(home, 'register.key')}"\n`);
  const server = place[0] === '--data' ? await Server.start(data) : await Server.start(null, ['--config', settings], { place });
  t.after(() => server.stop());
  const at = new Date().toISOString();
  const id = await server.find('partnerships', 'XM-DAC-1-A');
  const steward = await invited(server, place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  const page = `/en/partnerships/${id}/erase`;
  const erase = (fields) => steward.fill('/en/account', { version: '1', contact: '1', reason: 'asked', words: '', sure: 'yes', ...fields }, page);
  /** All that the register shows of it to anybody. */
  const shown = async () => {
    const all = [];
    for (const target of [
      ...languages.map((language) => `/${language}/partnerships/${id}`), `/en/partnerships/${id}/revisions`, `/en/partnerships/${id}/revisions/1`,
      `/en/partnerships/${id}/differences?from=1&to=2`, `/api/v1/partnerships/${id}`, `/api/v1/partnerships/${id}/revisions/1`,
      `/api/v1/partnerships/${id}/original`, `/api/v1/partnerships/${id}/iati`, '/en/partnerships.xml', '/en/partnerships.csv',
      ...[`/en/partnerships/${id}`, `/api/v1/partnerships/${id}`, '/en/partnerships.xml', '/en/partnerships.csv'].map((address) => `${address}?at=${at}`),
      `/en/partnerships/${id}/differences?from=1999-12-31`,
    ]) all.push((await server.request(target)).body);
    return all.join('\n');
  };
  return { home, data, place, server, steward, id, page, erase, shown, bring };
}

const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])) : value);
const canonical = (value) => JSON.stringify(sorted(value));
const sha256 = (text) => crypto.createHash('sha256').update(text).digest('hex');
/** The hash of a partnership as docs/formats/json.md tells a stranger to take it. */
const hashOf = (body) => sha256(canonical({ ...body, contacts: body.contacts?.map((one) => (one.salt ? { erased: sha256(canonical(one)) } : one)) }));

/** Whether any file of a register holds these bytes. */
const stands = (data, text) => fs.readdirSync(data, { recursive: true }).map((name) => path.join(data, name)).filter((name) => fs.statSync(name).isFile())
  .some((name) => fs.readFileSync(name).includes(text));

describe('A person who wants to be erased', () => {
  test('is gone from every version, and the history says so and verifies', async (t) => {
    const { server, steward, id, page, erase, shown, data } = await register(t);
    assert.match(await shown(), hers);
    const before = await server.json(`/api/v1/partnerships/${id}`);
    const first = await server.json(`/api/v1/partnerships/${id}/revisions/1`);
    for (const view of [before, first]) assert.equal(hashOf(view.partnership), view.hash, 'a stranger can take the hash');

    const list = (await steward.open(page)).body;
    assert.match(list, /Annalotte Smithereens/);
    assert.match(list, /Bartholomew Jones/);
    const asked = (await steward.open(`${page}?version=1&contact=1`)).body;
    assert.match(asked, /Annalotte Smithereens/);
    assert.doesNotMatch(asked, /Bartholomew/);
    assert.match(asked, /It stands in 2 versions\./);

    // Nothing is done by half.
    assert.equal((await erase({ sure: '' })).status, 422);
    assert.equal((await erase({ reason: '' })).status, 422);
    const named = await erase({ words: 'Ms SMITHEREENS wrote to us' });
    assert.equal(named.status, 422);
    assert.match(named.body, /Your words name the person/);
    assert.match(await shown(), hers);

    const answer = await erase({ words: 'By letter of 3 November' });
    assert.deepEqual([answer.status, answer.headers.location], [303, `/en/partnerships/${id}/revisions`]);
    assert.doesNotMatch(await shown(), hers);
    assert.match(await shown(), /Bartholomew/);

    const after = await server.json(`/api/v1/partnerships/${id}`);
    const then = await server.json(`/api/v1/partnerships/${id}/revisions/1`);
    assert.deepEqual([after.hash, then.hash], [before.hash, first.hash], 'each version keeps its hash');
    for (const view of [after, then]) assert.equal(hashOf(view.partnership), view.hash);
    assert.deepEqual(after.revisions.map(({ erased }) => erased.map(({ reason, words }) => [reason, words])), [[['asked', { en: 'By letter of 3 November' }]], [['asked', { en: 'By letter of 3 November' }]]]);
    const history = (await server.request(`/en/partnerships/${id}/revisions`)).body;
    assert.equal(history.match(/A contact was erased on [^:]+: The person asked for it\./g)?.length, 2);
    assert.match(history, /By letter of 3 November/);
    assert.match((await server.request(`/en/partnerships/${id}/revisions/1`)).body, /A contact that stood here was erased\./);
    assert.match((await server.request(`/api/v1/partnerships/${id}/original`)).body, /<!-- A contact was erased here\. -->/);

    assert.equal((await erase({})).status, 409, 'twice');
    assert.equal((await steward.send(`${page}?version=1&contact=9`)).status, 404);
    await server.stop();
    for (const word of ['Annalotte', 'Smithereens', 'annalotte@agency', '987 651']) assert.equal(stands(data, word), false, word);
  });

  test('is not brought back by a file', async (t) => {
    const { server, id, erase, shown, bring } = await register(t);
    assert.equal((await erase({})).status, 303);
    assert.equal((await bring('Wells and pipes', bob + ann)).unchanged, 1, 'the same file');
    assert.equal((await bring('Pipes', contact('ANNALOTTE SMITHEREENS', 'annalotte@agency.example', '+254 711 000 000') + bob)).changed, 1);
    for (let i = 0; i < 50 && (await server.json(`/api/v1/partnerships/${id}`)).version !== 3; ++i) await new Promise((resolve) => setTimeout(resolve, 100));
    const { partnership, version } = await server.json(`/api/v1/partnerships/${id}`);
    assert.equal(version, 3);
    assert.equal(partnership.contacts.filter(({ erased }) => erased).length, 1);
    assert.doesNotMatch(await shown(), hers);
    assert.match(await shown(), /Bartholomew/);
  });

  test('stays erased in a backup, in a register restored from it, and in an export', async (t) => {
    const { home, place, server, id, erase, data } = await register(t);
    assert.equal((await erase({})).status, 303);
    const backup = path.join(home, 'backup.db');
    await succeed(['backup', ...place, backup]);
    await server.stop();
    const restored = path.join(home, 'restored');
    await succeed(['restore', backup, '--data', restored]);
    const out = path.join(home, 'out.xml');
    await succeed(['export', '--data', restored, '--format', 'iati', '-o', out]);
    const written = fs.readFileSync(out, 'utf8');
    assert.doesNotMatch(written, hers);
    assert.match(written, /Bartholomew/);
    assert.equal((await run(['validate', out])).code, 0);
    const again = path.join(home, 'again');
    await succeed(['init', again]);
    assert.equal((await importJson(again, [out])).new, 1);
    fs.copyFileSync(path.join(data, 'register.key'), path.join(restored, 'register.key'));
    const second = await Server.start(restored);
    t.after(() => second.stop());
    const { revisions } = await second.json(`/api/v1/partnerships/${id}`);
    assert.ok(revisions.every(({ erased }) => erased.length === 1));
  });

  test('is gone from PostgreSQL too', { timeout: 300_000 }, async (t) => {
    const { url } = postgres(t);
    const { server, id, erase, shown } = await register(t, ['--database', url]);
    const { hash } = await server.json(`/api/v1/partnerships/${id}`);
    assert.equal((await erase({})).status, 303);
    assert.doesNotMatch(await shown(), hers);
    assert.equal((await server.json(`/api/v1/partnerships/${id}`)).hash, hash);
  });

  test('has a page in every language', async (t) => {
    const { steward, id } = await register(t);
    for (const language of languages)
      for (const query of ['', '?version=2&contact=2']) {
        const { status, body } = await steward.send(`/${language}/partnerships/${id}/erase${query}`);
        assert.equal(status, 200);
        assert.doesNotMatch(body, /\berasing\.[a-z_]+\b/);
        assert.match(body, /Annalotte/);
      }
  });
});
