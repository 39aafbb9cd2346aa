// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// How long it takes until all organisations of a register are compared with a new version of a list: for script/bench rescreening.
// node tests/support/rescreening_load.mjs FOLDER SETS ORGANISATIONS RUNS
// Organisations named with the words of real ones, every fifth in all its languages, every hundredth as OFAC lists one. OFAC's list comes
// first; then, as often as there are runs, a version of the Security Council's with a name more, against both.
// A line for each figure: name|value|least|most|unit|goal|better||.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { Server, lastObject, succeed } from './register.mjs';

const [place, sets, organisations, runs] = [process.argv[2], process.argv[3], Number(process.argv[4]), Number(process.argv[5])];
const of = (name) => path.join(sets, name);

let state = 1;
/** The same numbers in every run. */
const random = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >>> 8) % below;
};

const byOrganisation = new Map();
const byLanguage = new Map();
for (const line of fs.readFileSync(of('organisations_six_languages.tsv'), 'utf8').trim().split('\n').slice(1)) {
  const [id, language, , name] = line.split('\t');
  if (!byOrganisation.has(id)) byOrganisation.set(id, {});
  byOrganisation.get(id)[language] ??= name;
  if (!byLanguage.has(language)) byLanguage.set(language, []);
  byLanguage.get(language).push(name.split(' '));
}
const real = [...byOrganisation.values()];
const listed = fs.readFileSync(of('ofac_sdn.csv'), 'utf8').split('\n').filter((line) => /^\d+,"[^"]+",-0- /.test(line)).map((line) => /^\d+,"([^"]+)"/.exec(line)[1]);

/** As many words as a real name has, each from the same place of another. */
const recombined = (name, language) => {
  const others = byLanguage.get(language);
  return name.split(' ').map((_, i) => {
    const other = others[random(others.length)];
    return other[i % other.length];
  }).join(' ');
};

let names = 0;
const shared = []; // names that parties and OFAC's entries have
function organisation(i) {
  let name = Object.entries(real[random(real.length)]);
  if (i % 5 !== 0) name = [name[random(name.length)]];
  names += name.length;
  const texts = name.map(([language, text]) => [language, recombined(text, language)]);
  if (i % 100 === 99) shared.push((texts[0][1] = listed[random(listed.length)]));
  return { key: `o-${i}`, organisation: { name: Object.fromEntries(texts), type: 'other' } };
}

const data = path.join(place, 'register');
await succeed(['init', data]);
const kAtOnce = 20_000;
for (let first = 0; first < organisations; first += kAtOnce) {
  const file = path.join(place, 'organisations.json');
  const all = Array.from({ length: Math.min(kAtOnce, organisations - first) }, (_, i) => organisation(first + i));
  fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: all }));
  lastObject(await succeed(['import', '--data', data, '--json', file]));
}

const server = await Server.start(data);
/** Seconds of CPU that the server has had so far. */
const spent = () => {
  const tasks = `/proc/${server.child.pid}/task`;
  return fs.readdirSync(tasks).reduce((sum, task) => sum + Number(fs.readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e9;
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Until what it does at its start is over. */
async function idle() {
  for (let before = spent(), quiet = 0; quiet < 3; before = spent()) {
    await pause(1000);
    quiet = spent() - before < 0.05 ? quiet + 1 : 0;
  }
}

/** Brings lists, and waits until the server has said that all parties were compared. */
async function round(files) {
  await idle();
  const told = server.said().length;
  const cpu = spent();
  await succeed(['lists', 'update', '--data', data, ...files]);
  const since = performance.now();
  for (let found; ; await pause(20)) {
    found = /screening: (\d+) parties compared, (\d+) hits opened/.exec(server.said().slice(told));
    if (!found) {
      assert.ok(performance.now() - since < 1_800_000, server.said().slice(told));
      continue;
    }
    const figures = { wall: (performance.now() - since) / 1000, cpu: spent() - cpu, opened: Number(found[2]) };
    assert.equal(Number(found[1]), organisations, 'every party');
    return figures;
  }
}

const say = (name, values, unit) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
  console.log([name, ...[middle, sorted[0], sorted.at(-1)].map((value) => value.toFixed(value < 10 ? 2 : 0)), unit, 'null', 'lower', '', ''].join('|'));
};

try {
  // Each version names a party that the one before did not, and opens a hit: of a round that opens none the server says nothing.
  const un = fs.readFileSync(of('un_consolidated_2026-02-27.xml'), 'utf8');
  const version = (run) => {
    const file = path.join(place, 'un.xml');
    const more = `<ENTITY><REFERENCE_NUMBER>XXe.${run}</REFERENCE_NUMBER><FIRST_NAME>${shared[run].replaceAll('&', '&amp;')}</FIRST_NAME></ENTITY>`;
    fs.writeFileSync(file, un.replace('</ENTITIES>', `${more}</ENTITIES>`));
    return file;
  };
  const first = await round([of('ofac_sdn.csv'), of('ofac_alt.csv')]);
  say(`${organisations} organisations, ${names} names: the first list, ${first.opened} hits`, [first.wall], 's');
  say('the first list, its CPU', [first.cpu], 's of CPU');
  const again = [];
  for (let run = 0; run < runs; ++run) again.push(await round([version(run)]));
  say('a new version of a list, until all are compared', again.map(({ wall }) => wall), 's');
  say('a new version, its CPU', again.map(({ cpu }) => cpu), 's of CPU');
} finally {
  await server.stop();
}
