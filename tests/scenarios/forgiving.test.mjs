// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Finding over the sample register where a query is not answered word by word: names of codes, acronyms, slips, most of
// the words; the facets of the day; why results stand where they do; what is like a record; suggestions.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { languages, root, run, succeed } from '../support/register.mjs';
import { serveSample } from '../support/sample.mjs';

const messages = Object.fromEntries(languages.map((language) => [language, JSON.parse(fs.readFileSync(path.join(root, `data/messages/${language}.json`), 'utf8'))]));

let data, server, end;
before(async () => ({ data, server, end } = await serveSample()));
after(() => end?.());

const api = async (query) => server.json(`/api/v1/partnerships?${new URLSearchParams(query)}`);
const ask = (q, more = {}) => api({ q, limit: 100, ...more });
const page = async (language, query) => (await server.request(`/${language}/partnerships?${new URLSearchParams(query)}`)).body;
const idsOf = ({ results }) => results.map(({ id }) => id);

describe('Words', () => {
  test('find the country they name, in any language, and the code finds no less', async () => {
    const coded = idsOf(await api({ country: 'SN', limit: 100 }));
    assert.ok(coded.length > 0);
    for (const name of ['Senegal', 'Sénégal', 'Сенегал', 'السنغال', '塞内加尔']) {
      const found = await ask(name);
      assert.equal(found.reading, 'every_word');
      assert.deepEqual(coded.filter((id) => !idsOf(found).includes(id)), [], name);
    }
    assert.ok((await ask('"Senegal"')).total <= (await ask('Senegal')).total);
  });

  test('find an organisation by acronyms of other languages', async () => {
    const [english] = (await server.json('/api/v1/organisations?q=International%20Labour%20Organization')).results;
    const parties = idsOf(await api({ party: english.id, limit: 100 }));
    assert.ok(parties.length > 0);
    for (const acronym of ['OIT', 'МОТ', 'ILO']) {
      const found = idsOf(await ask(acronym));
      assert.deepEqual(parties.filter((id) => !found.includes(id)), [], acronym);
    }
  });

  test('with a slip are mended, and everybody is told', async () => {
    const right = await ask('tuberculosis');
    const found = await ask('tuberclosis');
    assert.equal(found.reading, 'corrected');
    assert.deepEqual(found.corrections, [{ word: 'tuberclosis', better: 'tuberculosis' }]);
    assert.deepEqual(idsOf(found), idsOf(right));
    for (const language of languages) {
      const said = messages[language]['list.corrected'].replace('{word}', 'tuberclosis').replace('{better}', 'tuberculosis');
      assert.ok((await page(language, { q: 'tuberclosis' })).includes(said), language);
    }
    const told = await run(['search', '--data', data, 'tuberclosis']);
    assert.equal(told.code, 0);
    assert.match(told.stderr, /“tuberclosis”.*“tuberculosis”/);
  });

  test('are shown as they are written in what was found, with their marks', async () => {
    const found = await ask('борьба с корупцией');
    assert.equal(found.reading, 'corrected');
    assert.equal(found.corrections[0].better, 'коррупцией');
  });

  test('that nothing has together find what has most of them, and lists, downloads and maps agree', async () => {
    const q = 'vaccines for impecunious countries';
    const found = await ask(q);
    assert.equal(found.reading, 'most_words');
    assert.ok(found.total > 0);
    for (const language of languages) assert.ok((await page(language, { q })).includes(messages[language]['list.most_words']), language);
    const csv = (await server.request(`/en/partnerships.csv?${new URLSearchParams({ q })}`)).body;
    for (const id of idsOf(found)) assert.ok(csv.includes(id), id);
    assert.match((await run(['search', '--data', data, '--language', 'fr', q])).stderr, /Aucun partenariat ne contient tous les mots/);
  });

  test('that nobody knows find nothing, and say so', async () => {
    const found = await ask('qwxyzzy');
    assert.deepEqual([found.total, found.reading, found.corrections], [0, 'every_word', undefined]);
    assert.ok((await page('en', { q: 'qwxyzzy' })).includes(messages.en['list.none.title']));
  });
});

describe('Facets', () => {
  test('of the day: how fresh records are, and the groups of their countries', async () => {
    const all = await api({ limit: 1 });
    const fresh = all.facets.fresh.reduce((sum, { count }) => sum + count, 0);
    assert.equal(fresh, all.total, 'each record shows one light');
    for (const facet of ['fresh', 'group'])
      for (const { value, count } of all.facets[facet]) {
        const narrowed = await api({ [facet]: value, limit: 1 });
        assert.equal(narrowed.total, count, `${facet}=${value}`);
        assert.deepEqual(narrowed.facets[facet], all.facets[facet], 'its own choice stays open');
      }
    const by = await api({ fresh: all.facets.fresh[0].value, limit: 1 });
    const asked = await ask(`fresh:${all.facets.fresh[0].value}`);
    assert.equal(by.total, asked.total);
  });

  test('stand on the page, folded where they are asked for less, all of them without JavaScript', async () => {
    const html = await page('en', {});
    for (const name of ['field', 'goal', 'country', 'region', 'kind', 'party_type', 'status', 'year', 'fresh', 'group', 'level', 'role', 'language', 'party'])
      assert.ok(html.includes(`id="f-${name}"`), name);
    assert.ok(html.includes(messages.en['list.more_filters']));
    assert.match(await page('en', { role: 'funder' }), /<details class="more" open>/, 'open where something in it is chosen');
  });

  test('are a tree: a goal opens its targets, a region leaves its countries', async () => {
    const plain = await page('en', {});
    assert.ok(!plain.includes('name="target"'));
    const goal = await page('en', { goal: '3' });
    assert.match(goal, /name="target" value="3\.\d/);
    assert.ok(!/name="target" value="(?!3\.)/.test(goal), 'and of no other goal');
    const region = await page('en', { region: 'm49:002', all: 'country' });
    assert.match(region, /name="country" value="KE"/);
    assert.ok(!/name="country" value="(FR|US|BD)"/.test(region));
  });

  test('are searched by name when they are long, in the language of the page', async () => {
    const html = await page('fr', { all: 'country', in: 'sénég' });
    assert.match(html, /name="country" value="SN"/);
    assert.ok(!html.includes('name="country" value="KE"'));
    assert.match(html, /name="in" value="sénég"/);
    const party = await page('en', { all: 'party', in: 'world bank' });
    const shown = [...party.matchAll(/name="party" value="([^"]+)".*?<bdi>(.*?)<\/bdi>/g)];
    assert.ok(shown.length > 0 && shown.every(([, , name]) => /world bank/i.test(name)), JSON.stringify(shown.map(([, , name]) => name)));
  });
});

describe('Results', () => {
  test('say what they have their place from, on the page, in the API and on the command line', async () => {
    const plain = await ask('water Kenya');
    assert.ok(plain.results.every((one) => one.reasons === undefined));
    const found = await ask('water Kenya', { explain: 'true' });
    assert.deepEqual(idsOf(found), idsOf(plain));
    for (const { score, reasons } of found.results) {
      assert.ok(reasons.length > 0);
      assert.ok(Math.abs(score - reasons.reduce((sum, { points }) => sum + points, 0)) < 0.01);
    }
    const scores = found.results.map(({ score }) => score);
    assert.deepEqual(scores, [...scores].sort((a, b) => b - a), 'the order is that of the scores');
    assert.ok(found.results.some(({ reasons }) => reasons.some(({ facet, values }) => facet === 'country' && values.includes('KE'))));
    assert.equal((await server.request('/api/v1/partnerships?q=x&explain=maybe')).status, 400);
    assert.match(await page('en', { q: 'water Kenya', why: '1' }), /“Kenya”: \+\d/);
    assert.match(await succeed(['search', '--data', data, '--explain', 'water', 'Kenya']), /\d\.\d{3} {2}country:KE \(in \d+ partnerships\)/);
  });

  test('have others like them', async () => {
    const [gavi] = (await ask('Gavi vaccine alliance')).results;
    const { results } = await server.json(`/api/v1/partnerships/${gavi.id}/similar`);
    assert.ok(results.length > 0 && results.length <= 10);
    assert.ok(results.every(({ id }) => id !== gavi.id));
    const health = idsOf(await api({ field: 'health', limit: 100 }));
    assert.ok(results.slice(0, 5).filter(({ id }) => health.includes(id)).length >= 4, JSON.stringify(results.slice(0, 5).map(({ title }) => title.en)));
    const html = (await server.request(`/en/partnerships/${gavi.id}`)).body;
    assert.ok(html.includes(messages.en['partnership.similar']) && html.includes(`/en/partnerships/${results[0].id}"`));
    assert.equal((await server.request('/api/v1/partnerships/00000000-0000-7000-8000-000000000000/similar')).status, 404);
  });
});

describe('Suggestions', () => {
  const suggest = async (q) => (await server.json(`/api/v1/suggestions?${new URLSearchParams({ q })}`)).suggestions;

  test('are goals, places, fields, partnerships and organisations, from the first letters on', async () => {
    assert.deepEqual((await suggest('keny')).find(({ kind }) => kind === 'country')?.code, 'KE');
    assert.deepEqual((await suggest('肯尼')).find(({ kind }) => kind === 'country')?.code, 'KE');
    assert.deepEqual((await suggest('zero hun')).find(({ kind }) => kind === 'goal')?.code, '2');
    assert.deepEqual((await suggest('énerg')).find(({ kind }) => kind === 'field')?.code, 'energy');
    assert.ok((await suggest('vacc')).some(({ kind, name }) => kind === 'partnership' && /vacc/i.test(name.en)));
    assert.ok((await suggest('world ba')).some(({ kind, name }) => kind === 'organisation' && /World Bank/.test(name.en)));
    assert.deepEqual(await suggest(''), []);
    assert.equal((await server.request('/api/v1/suggestions?q=a&of=b')).status, 400);
  });

  test('lead somewhere', async () => {
    for (const q of ['keny', 'zero hun', 'énerg', 'eastern af', 'vacc', 'world ba'])
      for (const { href } of (await server.json(`/en/suggestions?${new URLSearchParams({ q })}`)).items) assert.equal((await server.request(href)).status, 200, href);
  });
});
