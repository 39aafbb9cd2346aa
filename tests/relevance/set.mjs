// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The relevance set: reading it, what makes it sound, and the two measures.

import fs from 'node:fs';

export const kLanguages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
/** Grades from here on are what recall counts. */
export const kWanted = 2;

export const readSet = (name) => JSON.parse(fs.readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));

/** Every fault of a set, one sentence each. `known` has the keys of the records; `least` queries are asked of each language. */
export function faultsOf({ queries }, known, least) {
  const faults = [];
  const ids = new Set();
  const texts = new Set();
  for (const { id, language, text, wanted, judged } of queries) {
    if (ids.has(id)) faults.push(`${id} stands twice`);
    ids.add(id);
    if (texts.has(`${language} ${text}`)) faults.push(`${id}: '${text}' stands twice`);
    texts.add(`${language} ${text}`);
    if (!kLanguages.includes(language)) faults.push(`${id}: '${language}' is none of the six languages`);
    if (!text?.trim()) faults.push(`${id}: no text`);
    if (!wanted?.trim()) faults.push(`${id}: nothing says what is wanted`);
    const grades = Object.entries(judged ?? {});
    for (const [key, grade] of grades) {
      if (!known.has(key)) faults.push(`${id}: there is no ${key}`);
      if (![1, 2, 3].includes(grade)) faults.push(`${id}: ${key} has the grade ${grade}`);
    }
    if (!grades.some(([, grade]) => grade >= kWanted)) faults.push(`${id}: nothing is judged ${kWanted} or more`);
  }
  for (const language of kLanguages) {
    const there = queries.filter((query) => query.language === language).length;
    if (there < least) faults.push(`${there} queries in ${language}, fewer than ${least}`);
  }
  return faults;
}

const gain = (grades) => grades.reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);

/** Normalised discounted cumulative gain of the first ten of `found`, keys in their order: 0 to 1. */
export function ndcg(found, judged) {
  const best = Object.values(judged).sort((a, b) => b - a);
  return gain(found.slice(0, 10).map((key) => judged[key] ?? 0)) / gain(best.slice(0, 10));
}

/** The share of what is judged kWanted or more among the first fifty of `found`: 0 to 1. */
export function recall(found, judged) {
  const wanted = Object.keys(judged).filter((key) => judged[key] >= kWanted);
  const there = new Set(found.slice(0, 50));
  return wanted.filter((key) => there.has(key)).length / wanted.length;
}
