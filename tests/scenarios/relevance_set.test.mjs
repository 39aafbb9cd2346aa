// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The relevance set is sound, and what script/bench relevance computes with it is what it says.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Fts5, matchOf, zonesOf } from '../relevance/fts5.mjs';
import { faultsOf, ndcg, readSet, recall } from '../relevance/set.mjs';
import { shared } from '../support/register.mjs';
import { sampleFiles } from '../support/sample.mjs';

const sampleKeys = new Set(sampleFiles().flatMap(({ content }) => (content.partnerships ?? []).map(({ key }) => key)));
const corpus = path.join(shared, 'data/iati/activities/real-valid-50mb.xml');

describe('The relevance set', () => {
  test('has 120 queries or more over the sample, 20 or more a language, each judged', () => {
    const set = readSet('sample');
    assert.ok(set.queries.length >= 120);
    assert.deepEqual(faultsOf(set, sampleKeys, 20), []);
  });

  test('has 20 queries or more over the corpus, judged by identifiers', () => {
    const set = readSet('corpus');
    assert.ok(set.queries.length >= 20);
    assert.deepEqual(faultsOf(set, new Set(set.queries.flatMap(({ judged }) => Object.keys(judged))), 0), []);
  });

  test('judges activities that the corpus has', { skip: !fs.existsSync(corpus) && 'the corpus is not beside the checkout' }, () => {
    const identifiers = new Set([...fs.readFileSync(corpus, 'utf8').matchAll(/<iati-identifier>([^<]*)/g)].map(([, identifier]) => identifier.trim()));
    assert.deepEqual(faultsOf(readSet('corpus'), identifiers, 0), []);
  });
});

// The checker's control: each fault, put into an otherwise sound copy, is found, and it alone.
describe('The check of the relevance set finds', () => {
  const faults = {
    'a key that is nowhere': [/there is no nothing/, ({ queries }) => (queries[0].judged.nothing = 1)],
    'a grade out of range': [/has the grade 4/, ({ queries }) => (queries[0].judged.unitaid = 4)],
    'a query for which nothing is wanted': [/nothing is judged 2 or more/, ({ queries }) => (queries[0].judged = { unitaid: 1 })],
    'a query that nobody explains': [/nothing says what is wanted/, ({ queries }) => (queries[0].wanted = ' ')],
    'an empty query': [/no text/, ({ queries }) => (queries[0].text = '')],
    'a language that is none of ours': [/none of the six/, ({ queries }) => (queries[0].language = 'de')],
    'a query that stands twice': [/stands twice/, ({ queries }) => queries.push(structuredClone(queries[0]))],
    'too few queries in a language': [/18 queries in ru, fewer than 20/, (set) => (set.queries = set.queries.filter(({ id }) => !(id >= 'ru-01' && id <= 'ru-06')))],
  };
  for (const [what, [says, spoil]] of Object.entries(faults))
    test(what, () => {
      const set = readSet('sample');
      spoil(set);
      const found = faultsOf(set, sampleKeys, 20);
      assert.ok(found.length >= 1, 'it is found');
      for (const fault of found) assert.match(fault, says);
    });
});

test('nDCG@10 is 1 for the best order, falls with the order, and looks at ten', () => {
  const judged = { a: 3, b: 2, c: 1 };
  assert.equal(ndcg(['a', 'b', 'c'], judged), 1);
  assert.equal(ndcg([], judged), 0);
  const expected = (3 + 7 / Math.log2(3) + 1 / Math.log2(5)) / (7 + 3 / Math.log2(3) + 1 / Math.log2(4));
  assert.ok(Math.abs(ndcg(['b', 'a', 'x', 'c'], judged) - expected) < 1e-9);
  assert.equal(ndcg([...Array(10).fill('x'), 'a'], judged), 0);
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, 3]));
  assert.equal(ndcg(Object.keys(many), many), 1, 'more than ten that are wanted are no fault');
});

test('recall@50 counts what is judged 2 or 3 and looks at fifty', () => {
  const judged = { a: 3, b: 2, c: 1 };
  assert.equal(recall(['c', 'x', 'b'], judged), 0.5);
  assert.equal(recall([...Array(49).fill('x'), 'a', 'b'], judged), 0.5);
});

test('FTS5 is asked for every word, phrases as phrases, and has the texts of all languages', () => {
  assert.equal(matchOf('water "clean  hands" l’eau -'), '"water" "clean  hands" "l’eau"');
  assert.equal(matchOf('«права человека»'), '"права человека"');
  assert.equal(matchOf('water “clean hands”', ' OR '), '"water" OR "clean hands"');
  const text = (en) => ({ en });
  const record = (title, party) => ({
    partnership: { title: { en: title, fr: 'Éducation' }, purpose: text('To learn'), identifiers: [{ value: 'XM-1' }], places: [{ name: text('Maseru') }] },
    parties: [{ organisation: { name: text(party) } }],
  });
  const peer = new Fts5();
  peer.add('first', zonesOf(record('Water for schools', 'Example Fund')));
  peer.add('second', zonesOf(record('Schools', 'Water Example')));
  assert.deepEqual(peer.search('water'), ['first', 'second'], 'a title weighs more than a party');
  assert.deepEqual(peer.search('education xm-1 maseru learn').toSorted(), ['first', 'second']);
  assert.deepEqual(peer.search('water nowhere'), []);
  assert.deepEqual(peer.search('water nowhere', ' OR '), ['first', 'second']);
  assert.deepEqual(peer.search('"for schools"'), ['first']);
  assert.deepEqual(peer.search('?'), []);
});
