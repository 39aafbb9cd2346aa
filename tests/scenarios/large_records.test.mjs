// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Records beyond all measure: their pages stay readable, light, and honest about what they leave out.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Server, importJson, languages, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

const kParties = 5000;
const kPageBytes = 30 * 1024; // of HTML with its data, compressed: the budget of docs/benchmarks
let folder;
let server;
/** What only the register's own JSON can bring: IATI always names who reports. */
const nobody = JSON.stringify({
  entente: '1',
  documents: { d: { title: 'A list of intentions', publisher: 'Example Agency', date: '2024' } },
  partnerships: [{ key: 'nobody', partnership: { title: { en: 'Wells of nobody' }, sources: [{ document: 'd' }] } }],
});

const parties = Array.from({ length: kParties }, (_, n) =>
  `<participating-org ref="XM-EXAMPLE-P${n}" type="22" role="4"><narrative>Example Association number ${n}</narrative></participating-org>`).join('');
const deliveries = Array.from({ length: 3000 }, (_, n) =>
  `<transaction ref="t${n}"><transaction-type code="${n % 3 ? 3 : 2}"/><transaction-date iso-date="${2000 + (n % 20)}-01-01"/><value value-date="2020-01-01">${n}</value></transaction>`).join('');
const huge = [1, 2].map((n) =>
  `<transaction ref="h${n}"><transaction-type code="2"/><transaction-date iso-date="2020-01-01"/><value value-date="2020-01-01">900000000000000</value></transaction>`).join('');
const arabic = `<iati-activity xml:lang="ar"><iati-identifier>XM-EXAMPLE-T-4</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>وكالة مثال</narrative></reporting-org><title><narrative>ميثاق المياه</narrative></title>
<description type="1"><narrative>مياه نظيفة للجميع</narrative></description></iati-activity>`;
const bare = `<iati-activity><iati-identifier>XM-EXAMPLE-T-5</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Example Agency for Water and Health</narrative></reporting-org></iati-activity>`;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-large-'));
  const file = path.join(folder, 'large.xml');
  fs.writeFileSync(file, iati([
    activity(1, { more: parties + deliveries }),
    activity(2, { title: 'Water '.repeat(1700), purpose: 'Withoutanyspace'.repeat(4000) }),
    activity(3, { more: huge }),
    arabic,
    bare,
  ]));
  const data = path.join(folder, 'register');
  await succeed(['init', data]);
  const report = await importJson(data, file);
  assert.equal(report.new, 5);
  const alone = path.join(folder, 'nobody.json');
  fs.writeFileSync(alone, nobody);
  assert.equal((await importJson(data, alone)).new, 1);
  server = await Server.start(data);
});
after(async () => {
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const addressOf = async (n, language = 'en') => `/${language}/partnerships/${await server.find('partnerships', `XM-EXAMPLE-T-${n}`)}`;
const page = async (address) => {
  const answer = await server.request(address, { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(answer.status, 200, `${address}: ${answer.body.slice(0, 500)}`);
  return answer;
};

test('every page of them is within its budget, in every language', async () => {
  for (const n of [1, 2, 3, 4, 5])
    for (const language of languages) {
      const { size } = await page(await addressOf(n, language));
      assert.ok(size <= kPageBytes, `record ${n} in ${language}: ${size} bytes`);
    }
});

test('of five thousand parties two hundred are shown, and the way to all of them', async () => {
  const address = await addressOf(1);
  const { body } = await page(address);
  assert.match(body, /200 of 5,00\d are shown here/);
  assert.ok(body.includes(`href="${address}/parties"`));
  const pages = Math.ceil((kParties + 3) / 200);
  assert.match((await page(`${address}/parties?page=${pages}`)).body, new RegExp(`Page ${pages} of ${pages}`));
  assert.equal((await server.request(`${address}/parties?page=${pages + 1}`)).status, 404);
  assert.equal((await server.request(`${address}/parties?page=99999999999999999999`)).status, 404);
  const csv = (await page(`${address}/parties.csv`)).body;
  assert.equal(csv.match(/Example Association number/g).length, kParties);
});

test('a title of ten thousand characters is whole on its page and short in what names it', async () => {
  const { body } = await page(await addressOf(2));
  assert.ok(body.match(/<h1>[\s\S]*?<\/h1>/)[0].length > 10_000);
  assert.ok(body.match(/<title>([\s\S]*?)<\/title>/)[1].length < 300);
  assert.ok(body.match(/iframe[^<]*title=&quot;([^&]*)/)[1].length <= 300);
});

test('amounts that no sum can hold leave the record readable, and it says so', async () => {
  const { body } = await page(await addressOf(3));
  assert.match(body, /amounts too large to add were left out/);
});

test('a record in Arabic alone says so for every text, on an English page', async () => {
  const { body } = await page(await addressOf(4));
  assert.match(body, /<h1><bdi lang="ar" dir="rtl">ميثاق المياه<\/bdi><\/h1>/);
  assert.match(body, /Shown in another language/);
  assert.match(body, /<bdi lang="ar" dir="rtl">مياه نظيفة للجميع<\/bdi> <span class="tag">Arabic<\/span>/);
  const card = (await page((await addressOf(4)).replace('/partnerships/', '/embed/partnerships/'))).body;
  assert.match(card, /<bdi lang="ar" dir="rtl">ميثاق المياه<\/bdi>/);
});

test('a record of next to nothing says what is missing', async () => {
  const { body } = await page(await addressOf(5));
  for (const words of ['No place is stated', 'No result has been reported', 'No date is known of it', 'No commitment is recorded'])
    assert.ok(body.includes(words), words);
});

test('a record without any party is whole in every form, and each says that nobody is named', async () => {
  const found = (await server.json('/api/v1/partnerships?q=nobody')).results;
  assert.deepEqual(found.map((one) => one.parties), [[]]);
  const { id } = found[0];
  for (const language of languages) {
    const address = `/${language}/partnerships/${id}`;
    const { body, size } = await page(address);
    assert.ok(size <= kPageBytes);
    assert.match(body, /<h1><bdi( lang="en")?( dir="ltr")?>Wells of nobody<\/bdi>/);
    assert.doesNotMatch(body, /\{\{|undefined|\bNaN\b/);
  }
  const address = `/en/partnerships/${id}`;
  for (const one of [address, `${address}/parties`, `/en/embed/partnerships/${id}`]) assert.ok((await page(one)).body.includes('No party is named.'), one);
  assert.equal((await server.request(`${address}/parties?page=2`)).status, 404);
  const list = (await page('/en/partnerships?q=nobody')).body;
  assert.ok(list.includes(`href="${address}"`) && list.includes('no party named'));
  assert.ok((await page('/en/embed/partnerships?q=nobody')).body.includes('Wells of nobody'));

  const whole = await server.json(`/api/v1/partnerships/${id}`);
  for (const part of ['parties', 'commitments', 'deliveries', 'results', 'money']) assert.deepEqual(whole[part], [], part);

  const csv = (await page('/en/partnerships.csv?q=nobody')).body.trim().split(/\r?\n/);
  assert.equal(csv.length, 2);
  assert.equal(csv[1].split(',').length, csv[0].split(',').length);
  assert.ok(csv[1].startsWith(`${id},1,Wells of nobody,`));
  for (const table of ['parties', 'commitments', 'deliveries', 'money', 'results']) {
    const lines = (await page(`${address}/${table}.csv`)).body.trim().split(/\r?\n/);
    assert.equal(lines.length, 1, `${table}.csv has its heads alone: ${lines}`);
  }

  const compared = (await page(`/en/compare?id=${id}&id=${await server.find('partnerships', 'XM-EXAMPLE-T-3')}`)).body;
  const parties = compared.match(/<tr><th scope="row">Parties[\s\S]*?<\/tr>/)[0];
  assert.match(parties, /<td data-l="1"><span><span class="absent">not stated<\/span><\/span><\/td>/);
  assert.match(parties, /Example Foundation/);

  const feed = (await page('/en/partnerships.atom?q=nobody')).body;
  assert.equal(feed.match(/<entry>/g).length, 1);
  assert.ok(feed.includes(`<id>urn:uuid:${id}</id>`) && feed.includes('Wells of nobody</title>'));
});
