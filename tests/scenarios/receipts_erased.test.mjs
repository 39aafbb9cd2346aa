// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A contact is erased from a version that was written before contacts had a salt: the version has another hash since, two entries
// in the log, and a receipt of each.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { invited } from '../support/accounts.mjs';
import { Server, databaseOf, folder, languages, succeed } from '../support/register.mjs';

const activity =
  '<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-DAC-1-A</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>' +
  '<title><narrative>Wells</narrative></title><participating-org ref="XM-DAC-1" role="4"/><activity-status code="2"/></iati-activity></iati-activities>';

test('a version whose contact was erased offers both receipts, and says which proves what', async (t) => {
  const home = folder(t);
  const data = path.join(home, 'register');
  const place = ['--data', data];
  await succeed(['init', data]);
  fs.writeFileSync(path.join(home, 'a.xml'), activity);
  await succeed(['import', path.join(home, 'a.xml'), ...place]);
  const body = '{"contacts":[{"person":{"en":"Annalotte"}}],"status":"implementation","title":{"en":"Wells"}}';
  const hash = crypto.createHash('sha256').update(body).digest();
  const open = new DatabaseSync(databaseOf(data));
  const written = open.prepare("UPDATE revision SET body = ?, encoding = 0, hash = ? WHERE number = (SELECT number FROM record WHERE type = (SELECT number FROM record_type WHERE name = 'partnership'))").run(Buffer.from(body), hash);
  open.close();
  assert.equal(written.changes, 1);
  const key = (await succeed(['log', 'key', 'make', path.join(data, 'log.key'), '--name', 'register.example/log'])).trim();
  const server = await Server.start(data);
  t.after(() => server.stop());
  const id = await server.find('partnerships', 'XM-DAC-1-A');
  const receipt = `/log/receipts/${id}/1`;
  const signed = async (target) => {
    for (let waited = 0; ; ++waited) {
      const page = await server.request(target);
      if (page.status === 200) return page.body;
      assert.ok(waited < 300, `${target} is signed`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  assert.doesNotMatch(await signed(`/en${receipt}`), /two entries/);
  assert.equal((await server.request(`/en${receipt}?act=rehashed`)).status, 404, 'nothing was erased');
  assert.equal((await server.request(`/log/proof/${id}/1?act=rehashed`)).status, 404);
  assert.equal((await server.request(`/log/proof/${id}/1?act=other`)).status, 400);
  assert.equal((await server.request(`/en${receipt}?act=other`)).status, 404);

  const steward = await invited(server, place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  const erased = await steward.fill('/en/account', { version: '1', contact: '1', reason: 'asked', words: '', sure: 'yes' }, `/en/partnerships/${id}/erase`);
  assert.equal(erased.status, 303, erased.body);
  const second = await signed(`/en${receipt}?act=rehashed`);
  assert.match(second, /it has two entries[^]*of the second, proves that the register has said in the log/);
  assert.match(second, new RegExp(`href="/en${receipt}">The receipt of the first entry`));
  const first = await signed(`/en${receipt}`);
  assert.match(first, /it has two entries[^]*of the first, proves that the version was public with the hash that it had before/);
  assert.match(first, new RegExp(`href="/en${receipt}\\?act=rehashed">The receipt of the erasure`));
  for (const language of languages) assert.match((await server.request(`/${language}${receipt}`)).body, /\?act=rehashed"/);
  const entryOf = (page) => JSON.parse(/<code data-entry>([^<]+)</.exec(page)[1].replaceAll('&quot;', '"'));
  const { revisions } = await server.json(`/api/v1/partnerships/${id}`);
  const [was, is] = [entryOf(first), entryOf(second)];
  assert.equal(was.hash, hash.toString('hex'));
  assert.deepEqual([is.act, is.id, is.version, is.was, is.hash], ['rehashed', id, 1, was.hash, revisions.at(-1).hash]);
  for (const [name, target] of [['first', `/log/proof/${id}/1`], ['second', `/log/proof/${id}/1?act=rehashed`]]) {
    const file = path.join(home, `${name}.tlog-proof`);
    fs.writeFileSync(file, (await server.request(target)).body);
    assert.match(await succeed(['log', 'verify', file, '--key', key]), name === 'first' ? /published/ : /rehashed/);
  }
});
