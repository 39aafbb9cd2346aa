// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The language of queries as docs/reference/queries.md has it: every example there finds something in the sample
// register, and box, address, API and command line read one text alike.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { binary, languages, root, run, succeed } from '../support/register.mjs';
import { serveSample } from '../support/sample.mjs';

const manual = fs.readFileSync(path.join(root, 'docs/reference/queries.md'), 'utf8');
const messages = Object.fromEntries(languages.map((language) => [language, JSON.parse(fs.readFileSync(path.join(root, `data/messages/${language}.json`), 'utf8'))]));

/** The cells of the tables between two headings (or signs) of the manual. */
const rows = (from, to) =>
  manual
    .slice(manual.indexOf(from), manual.indexOf(to))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '));
const code = (cell) => /^`(.+)`$/.exec(cell)[1];

let data, server, end;
before(async () => ({ data, server, end } = await serveSample()));
after(() => end?.());

const ask = async (q) => JSON.parse((await server.request(`/api/v1/partnerships?limit=1&q=${encodeURIComponent(q)}`)).body);

describe('Every example of the manual', () => {
  test('of the forms finds something, and not everything, and is read as it is written', async () => {
    const all = (await ask('')).total;
    const examples = rows('# The text of a query', '## Fields').map((cells) => code(cells[0]));
    assert.ok(examples.length >= 12);
    for (const example of examples) {
      const found = await ask(example);
      assert.ok(found.total > 0 && found.total < all, `${example}: ${found.total}`);
      assert.deepEqual(found.complaints ?? [], [], example);
    }
  });

  test('of the fields finds something; each field has one, and its names in all six languages', async () => {
    const fields = rows('## Fields', '**Values by name**');
    assert.deepEqual(
      fields.map((cells) => code(cells[0])),
      Object.keys(messages.en).filter((key) => key.startsWith('query.field.')).map((key) => key.slice(12)).sort((a, b) => manual.indexOf(`\n| \`${a}\` |`) - manual.indexOf(`\n| \`${b}\` |`)),
    );
    for (const cells of fields) {
      const example = code(cells[2]);
      assert.ok(example.startsWith(`${code(cells[0])}:`));
      const found = await ask(example);
      assert.ok(found.total > 0, example);
      assert.deepEqual(found.complaints ?? [], [], example);
    }
    const names = rows('**Names of the fields**', '## How a text is read');
    assert.deepEqual(
      names,
      fields.map((cells) => ['en', 'fr', 'es', 'ru', 'ar', 'zh'].map((language) => `\`${messages[language][`query.field.${code(cells[0])}`]}\``)),
    );
  });
});

describe('A query', () => {
  test('finds the same whatever the language of its fields and values', async () => {
    const { total } = await ask('country:Kenya goal:6');
    assert.ok(total > 0);
    for (const same of ['pays:Kenya objectif:6', 'país:Kenya objetivo:6', 'страна:Кения цель:6', 'البلد:كينيا هدف:6', '国家：肯尼亚 目标：6', 'страна:肯尼亚 goal:6'])
      assert.equal((await ask(same)).total, total, same);
    assert.equal(JSON.parse((await server.request('/api/v1/partnerships?country=KE&goal=6')).body).total, total, 'the filters say it too');
  });

  test('that is wrong says where and why in the API, on the command line and on pages of all languages, and finds what it can', async () => {
    const wrong = 'water colour:red (OR';
    const found = await ask(wrong);
    assert.deepEqual(found.complaints.map(({ key, at, part }) => [key, at, part]), [
      ['query.unknown_field', 7, 'colour'],
      ['query.or_alone', 19, 'OR'],
      ['query.open_paren', 18, undefined],
    ]);
    assert.equal(found.total, (await ask('water colour red')).total);
    const told = await run(['search', '--data', data, '--language', 'fr', wrong]);
    assert.equal(told.code, 0);
    assert.match(told.stderr, /« colour » au caractère 7 n’est pas un champ/);
    for (const language of languages) {
      const page = (await server.request(`/${language}/partnerships?q=${encodeURIComponent('<b>:x (')}`)).body;
      assert.ok(page.includes(messages[language]['query.open_paren'].replace('{at, number}', '7')), language);
    }
    assert.match((await server.request(`/en/map?q=${encodeURIComponent('"a')}`)).body, /quotation mark at character 1/);
  });

  test('with bytes that are no text is refused on the command line and in addresses', async () => {
    const told = spawnSync('bash', ['-c', `"$0" search --data "$1" --json $'amount:>\\xff'`, binary, data], { encoding: 'utf8' });
    assert.equal(told.status, 1);
    assert.equal(told.stdout, '');
    assert.match(told.stderr, /the query: has bytes that are no UTF-8/);
    assert.equal((await server.request('/api/v1/partnerships?q=amount:%3E%FF')).status, 400);
  });

  test('finds the same on the command line, on the page and in the files of its list', async () => {
    const q = '(water OR energy) -country:KE from:2005';
    const { total } = await ask(q);
    assert.ok(total > 1);
    assert.equal(JSON.parse(await succeed(['search', '--data', data, '--json', '--', ...q.split(' ')])).total, total);
    const exported = JSON.parse(await succeed(['export', '--data', data, '--format', 'json', '--', q]));
    assert.equal(exported.partnerships.length, total);
    const csv = (await server.request(`/en/partnerships.csv?q=${encodeURIComponent(q)}`)).body;
    for (const { id } of exported.partnerships) assert.ok(csv.includes(id));
  });
});
