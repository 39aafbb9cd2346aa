// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// measure.mjs ADDRESS EXPORT SET [--each]: what a running register finds for the queries of SET (sample or corpus), beside
// FTS5 over the texts of EXPORT, which is all of it as `entente export --format json` writes it; script/bench calls it.
// Prints name, value, least, most, unit, goal, better, peer, peer's value: a line each, between tabs. With --each, every query
// with both figures of both and the register's first results instead.

import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Fts5, zonesOf } from './fts5.mjs';
import { kLanguages, ndcg, readSet, recall } from './set.mjs';

const [address, file, name] = process.argv.slice(2);
const each = process.argv.includes('--each');
const { queries } = readSet(name);

/** English titles of the sample to keys, which no export has. */
function sampleKeys() {
  const folder = fileURLToPath(new URL('../../data/sample', import.meta.url));
  const records = fs
    .readdirSync(folder)
    .filter((entry) => entry.endsWith('.json'))
    .flatMap((entry) => JSON.parse(fs.readFileSync(path.join(folder, entry), 'utf8')).partnerships ?? []);
  return new Map(records.map(({ key, partnership }) => [partnership.title.en, key]));
}

const byTitle = name === 'sample' ? sampleKeys() : null;
const keyOf = ({ partnership }) => (byTitle ? byTitle.get(partnership.title.en) : partnership.identifiers?.[0]?.value);

// One record a line, so that a large register need not stand in memory.
const keys = new Map();
const peer = new Fts5();
for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
  const text = line.replace(/,$/, '');
  if (!text.startsWith('{') || !text.endsWith('}')) continue; // the first line and the last
  const record = JSON.parse(text);
  const key = keyOf(record);
  if (key === undefined) throw new Error(`${record.id} in ${file} has no key: is this the register of the set '${name}'?`);
  keys.set(record.id, key);
  peer.add(key, zonesOf(record));
}
const there = new Set(keys.values());
for (const { id, judged } of queries)
  for (const key of Object.keys(judged)) if (!there.has(key)) throw new Error(`${id} judges ${key}, which ${file} does not have: is this the register of the set '${name}'?`);

async function found(text) {
  const answer = await fetch(`${address}api/v1/partnerships?limit=50&q=${encodeURIComponent(text)}`);
  if (!answer.ok) throw new Error(`'${text}' was answered with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()).results.map(({ id }) => keys.get(id));
}

const rows = [];
for (const query of queries) {
  const ours = await found(query.text);
  const theirs = peer.search(query.text);
  const any = peer.search(query.text, ' OR ');
  const of = (results) => ({ ndcg: ndcg(results, query.judged), recall: recall(results, query.judged), nothing: results.length === 0 ? 1 : 0 });
  rows.push({ query, ours: of(ours), theirs: of(theirs), any: of(any), first: ours.slice(0, 5) });
}

if (each) {
  for (const { query, ours, theirs, first } of rows)
    console.log([query.id, query.text, ours.ndcg.toFixed(3), ours.recall.toFixed(3), theirs.ndcg.toFixed(3), theirs.recall.toFixed(3), first.map((key) => `${key}:${query.judged[key] ?? 0}`).join(' ')].join('\t'));
} else {
  const sum = (part, who, measure) => part.reduce((all, row) => all + row[who][measure], 0);
  const measures = [
    ['nDCG@10', 'higher', (part, who) => (sum(part, who, 'ndcg') / part.length).toFixed(3)],
    ['recall@50', 'higher', (part, who) => (sum(part, who, 'recall') / part.length).toFixed(3)],
    ['nothing found', 'lower', (part, who) => sum(part, who, 'nothing')],
  ];
  const parts = [['all', rows], ...kLanguages.map((language) => [language, rows.filter(({ query }) => query.language === language)])];
  for (const [label, part] of parts.filter(([, part]) => part.length > 0))
    for (const [title, better, of] of measures) {
      const line = (peer, who) => console.log([`${name}, ${label}, ${title}`, of(part, 'ours'), '', '', `of ${part.length} queries`, 'null', better, peer, of(part, who)].join('\t'));
      line('FTS5', 'theirs');
      if (label === 'all') line('FTS5, any word', 'any');
    }
}
