// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The sample register: it keeps what data/sample/README.md promises, and lands whole.

import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, importJson, succeed } from '../support/register.mjs';
import { faultsOf, kLeast, sampleFiles } from '../support/sample.mjs';

describe('The sample register', () => {
  test('names a document for every fact, and what else is promised of it', () => {
    assert.deepEqual(faultsOf(sampleFiles()), []);
  });

  test('lands whole: every code, key and figure is one the register takes; the second time changes nothing', async (t) => {
    const data = path.join(folder(t), 'register');
    await succeed(['init', data, '--sample']);
    const files = sampleFiles().map(({ file }) => file);
    const report = await importJson(data, files);
    assert.equal(report.rejected + report.organisations.rejected, 0);
    assert.ok(report.new >= kLeast.partnerships);
    assert.ok(report.organisations.new >= kLeast.organisations);
    const again = await importJson(data, files);
    assert.equal(again.unchanged, report.new);
    assert.equal(again.organisations.unchanged, report.organisations.new);
    const exported = JSON.parse(await succeed(['export', '--data', data, '--format', 'json']));
    const states = new Set(exported.partnerships.flatMap(({ parties }) => parties.map(({ state }) => state)));
    assert.deepEqual([...states], ['named'], 'no party has confirmed anything');
    const server = await Server.start(data);
    t.after(() => server.stop());
    assert.match((await server.request('/en/')).body, /No party has confirmed any of it/);
  });
});

// The checker's control: each fault, put into an otherwise sound copy, is found, and it alone.
describe('The check of the sample finds', () => {
  const first = (files, list) => files.find(({ content }) => content[list]?.length).content[list][0];
  const faults = {
    'a party without a source': [/participations\[0\]: no source/, (files) => delete first(files, 'partnerships').participations[0].sources],
    'an organisation without a source': [/organisation \S+: no source/, (files) => delete first(files, 'organisations').organisation.sources],
    'a source without a year': [/no source with a year/, (files) => (first(files, 'partnerships').partnership.sources = [{ title: 'T', publisher: 'P' }])],
    'a source of a document that is not there': [/without title or publisher/, (files) => (first(files, 'partnerships').partnership.sources = [{ document: 'nowhere' }])],
    'a web address': [/a web address/, (files) => (first(files, 'organisations').organisation.website = 'https://example.org')],
    'a web address within a text': [/a web address/, (files) => (first(files, 'partnerships').partnership.governance = { en: 'See www.example.org' })],
    'a partnership of one': [/fewer than two parties/, (files) => (first(files, 'partnerships').participations.length = 1)],
    'an organisation that is nowhere': [/names the organisation nobody/, (files) => (first(files, 'partnerships').participations[0].organisation = 'nobody')],
    'a partnership that is nowhere': [/names the partnership nothing/, (files) => (first(files, 'partnerships').partnership.links = [{ relation: 'related', key: 'nothing' }])],
    'a confirmation': [/a confirmation/, (files) => (first(files, 'partnerships').confirmations = [])],
    'a key that stands twice': [/stands twice/, (files) => files.find(({ content }) => content.partnerships?.length).content.partnerships.push(structuredClone(first(files, 'partnerships')))],
  };
  for (const [what, [says, spoil]] of Object.entries(faults))
    test(what, () => {
      const files = sampleFiles();
      spoil(files);
      const found = faultsOf(files);
      assert.ok(found.length >= 1, 'it is found');
      for (const fault of found) assert.match(fault, says);
    });

  test('too few of everything', () => {
    const found = faultsOf([{ name: 'x.json', content: {} }]);
    assert.deepEqual(found, ['0 partnerships, fewer than 60', '0 organisations, fewer than 150', '0 inSixLanguages, fewer than 30']);
  });
});
