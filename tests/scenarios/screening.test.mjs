// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// `entente screen` as a compliance desk meets it: one name, many, lists of several forms, what it ends with.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { assertPlainFailure, folder, run } from '../support/register.mjs';

const own = `id,name,aliases,kind,born,countries
X-1,Nadia Example Berger,N. Berger;Nadja Berger,person,1971-05-03,CH
X-2,Harbour Example Trading Ltd,,organisation,,KE
`;
const entities = [
  { id: 'F-1', caption: 'Юрий Образцов', schema: 'Person', properties: { name: ['Юрий Образцов'], birthDate: ['1960'], topics: ['sanction'] } },
  { id: 'F-2', schema: 'Company', properties: { name: ['Its Unlisted Daughter'] }, target: false },
].map((one) => JSON.stringify(one)).join('\n');
const changes = [
  { op: 'MOD', entity: { id: 'F-1', schema: 'Person', properties: { name: ['Юрий Образцов', 'Yury Obraztsoff'], birthDate: ['1960'] } } },
  { op: 'ADD', entity: { id: 'F-3', schema: 'Vessel', properties: { name: ['Example Star'], imoNumber: ['9074729'] } } },
].map((one) => JSON.stringify(one)).join('\n');

function desk(t) {
  const place = folder(t);
  const at = (name) => path.join(place, name);
  fs.writeFileSync(at('own.csv'), own);
  fs.writeFileSync(at('entities.ftm.json'), entities);
  fs.writeFileSync(at('entities.delta.json'), changes);
  const lists = ['--list', at('own.csv'), '--list', `${at('entities.ftm.json')},${at('entities.delta.json')}`];
  const ask = async (...args) => run(['screen', ...lists, ...args]);
  const hits = async (...args) => (await ask('--json', ...args)).stdout.trim().split('\n').map((line) => JSON.parse(line));
  return { at, ask, hits, lists };
}

test('a name is found under another spelling, and each word says how', async (t) => {
  const { ask, hits } = desk(t);
  const done = await ask('Nadja Example Berger');
  assert.equal(done.code, 1);
  assert.match(done.stderr, /^own: 2 entries.*SHA-256 [0-9a-f]{64}\nftm: 2 entries/);
  assert.match(done.stdout, /^Nadja Example Berger: 1 hit\n {2}[01]\.\d\d {2}own {2}X-1 {2}person {2}/);
  assert.match(done.stdout, /asked +listed +likeness +similarity +share/);
  assert.match(done.stdout, /Berger +Berger +same +1\.00/);
  const [{ name, algorithm, hits: [hit] }] = await hits('--born', '1971', '--country', 'Switzerland', 'Nadja Example Berger');
  assert.deepEqual([name, algorithm, hit.dataset, hit.entry, hit.kind], ['Nadja Example Berger', 'entente-1', 'own', 'X-1', 'person']);
  assert.ok(hit.score >= 0.7 && hit.score <= 1, `${hit.score}`);
  assert.ok(Math.abs(hit.pairs.reduce((sum, pair) => sum + pair.weight, 0) - 1) < 0.01, 'the shares of the words add to one');
  assert.equal(hit.qualifiers.find(({ field }) => field === 'born').verdict, 'agrees');
});

test('a name in another script is found, and lists of entities take their changes', async (t) => {
  const { hits } = desk(t);
  const [latin, vessel, daughter] = await hits('Yuri Obraztsov', 'Example Star', 'Its Unlisted Daughter');
  assert.deepEqual(latin.hits.map(({ dataset, entry }) => [dataset, entry]), [['ftm', 'F-1']]);
  assert.deepEqual(vessel.hits.map(({ entry, kind }) => [entry, kind]), [['F-3', 'vessel']]);
  assert.deepEqual(daughter.hits, [], 'who stands there for a listed party’s sake is not listed');
});

test('of nobody who is like anybody listed it ends with 0, and the threshold decides', async (t) => {
  const { ask, hits } = desk(t);
  const done = await ask('Somebody Else Entirely');
  assert.equal(done.code, 0);
  assert.equal(done.stdout, 'Somebody Else Entirely: 0 hits\n');
  // A letter off, so that its score can be passed by.
  const [{ hits: [hit] }] = await hits('Nadja Bergar');
  assert.ok(hit.score > 0.7 && hit.score < 0.999, `${hit.score}`);
  const at = (threshold) => hits('--threshold', threshold.toFixed(4), 'Nadja Bergar');
  assert.deepEqual((await at(hit.score + 0.0002))[0].hits, []);
  assert.deepEqual((await at(hit.score - 0.0002))[0].hits.map(({ entry }) => entry), ['X-1']);
});

test('a file is screened row by row, whatever one of its rows holds', async (t) => {
  const { at, ask, hits } = desk(t);
  fs.writeFileSync(at('partners.csv'), 'id,name,kind,born\nr1,Nadia Berger,person,1971\nr2,Nobody Here,,\nr3,Example Star,king,\nr4,"Harbour Example\nTrading",organisation,\n');
  const done = await ask('--batch', at('partners.csv'));
  assert.equal(done.code, 2, 'one row could not be read');
  assert.match(done.stderr, /partners\.csv:4: kind 'king': is not known\. Write person/);
  assert.match(done.stderr, /3 screened, 2 with hits, 1 could not be read\n$/);
  assert.match(done.stdout, /^2: r1 Nadia Berger: /);
  assert.doesNotMatch(done.stdout, /Nobody/);
  const rows = await hits('--batch', at('partners.csv'));
  assert.deepEqual(rows.map(({ id, line, hits: all }) => [id, line, all.map(({ entry }) => entry)]), [['r1', 2, ['X-1']], ['r2', 3, []], ['r4', 5, ['X-2']]]);
  fs.writeFileSync(at('names.txt'), 'Nobody Here\nNobody There\n');
  assert.equal((await ask('--batch', at('names.txt'))).code, 0);
  // The same on one thread and on several.
  fs.writeFileSync(at('many.txt'), Array.from({ length: 9000 }, (_, i) => (i % 1000 ? `Person Number${i}` : 'Nadja Berger')).join('\n'));
  const [one, four] = [await ask('--threads', '1', '--batch', at('many.txt')), await ask('--threads', '4', '--batch', at('many.txt'))];
  assert.equal(one.stdout, four.stdout);
  assert.match(four.stderr, /9000 screened, 9 with hits, 0 could not be read/);
});

test('hostile names and lists are refused or found nothing for, in a sentence', async (t) => {
  const { at, ask, lists } = desk(t);
  fs.writeFileSync(at('hostile.txt'), ['a', '👩‍👩‍👧‍👦', '\u202Eevil\u202C', `x${'y'.repeat(900_000)}`, 'Ю r i й \u001b[31m'].join('\n'));
  const done = await ask('--batch', at('hostile.txt'));
  assert.match(done.stderr, /5 screened/);
  assert.doesNotMatch(done.stdout, /\u001b|\u202e/);
  // A folder holds no name: that is no answer to who is in it.
  fs.mkdirSync(at('folder'));
  const inFolder = await ask('--batch', at('folder'));
  assert.equal(inFolder.code, 2);
  assert.match(inFolder.stderr, /folder: is a folder\. Name a file in it\.\n$/);
  for (const [content, says] of [
    ['{"id":"1","schema":"Person","properties":{"name":["A"]}}\n{"id":"2","sch', /line 2: is not JSON: .* Was the file cut off\?/],
    [changes, /line 1: changes F-1, which nothing before it holds\. They are changes to another version/],
    ['nothing known', /begins like no list that is known/],
  ]) {
    fs.writeFileSync(at('bad'), content);
    assertPlainFailure(await run(['screen', '--list', at('bad'), 'A']), 2, says);
  }
  assertPlainFailure(await run(['screen', '--list', at('absent'), 'A']), 2, /absent: cannot be opened/);
  assertPlainFailure(await run(['screen', ...lists, '--list', at('own.csv'), 'A']), 2, /second list own/);
  assertPlainFailure(await run(['screen', ...lists, '--threshold', '2', 'A']), 2, /no number from 0 to 1/);
  assertPlainFailure(await run(['screen', ...lists, '--born', 'spring', 'A']), 2, /born 'spring': is no date/);
  assert.equal((await run(['screen', 'A'])).code, 2);
  assert.equal((await run(['screen', ...lists])).code, 2);
});
