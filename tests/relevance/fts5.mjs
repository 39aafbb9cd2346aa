// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The peer: SQLite FTS5 over the texts that the register's index has, in its four zones and with its weights.

import { DatabaseSync } from 'node:sqlite';

/** The texts of an exported partnership by zone, all languages, as registry::document_of takes them. */
export function zonesOf({ partnership, parties }) {
  const all = (text) => Object.values(text ?? {});
  return {
    title: all(partnership.title),
    parties: parties.flatMap(({ organisation }) => all(organisation.name)),
    purpose: all(partnership.purpose),
    rest: [
      ...all(partnership.description),
      ...all(partnership.governance),
      ...(partnership.identifiers ?? []).map(({ value }) => value),
      ...(partnership.places ?? []).flatMap(({ name }) => all(name)),
    ],
  };
}

/**
 * A query of the register in FTS5's language: every word (or any, with ' OR ' between them), phrases as phrases. A word that
 * FTS5's tokenizer would cut is a phrase of its pieces, as in the register.
 */
export function matchOf(text, between = ' ') {
  const terms = text.match(/["“”«»][^"“”«»]*["“”«»]|[^\s"“”«»]+/gu) ?? [];
  return terms
    .map((term) => term.replace(/["“”«»]/gu, '').trim())
    .filter((term) => /[\p{L}\p{N}]/u.test(term))
    .map((term) => `"${term}"`)
    .join(between);
}

export class Fts5 {
  #database = new DatabaseSync(':memory:');
  #insert;
  #search;

  constructor() {
    this.#database.exec(`CREATE VIRTUAL TABLE records USING fts5(key UNINDEXED, title, parties, purpose, rest,
                           tokenize = "unicode61 remove_diacritics 2");
                         BEGIN`);
    this.#insert = this.#database.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?)');
    this.#search = this.#database.prepare('SELECT key FROM records WHERE records MATCH ? ORDER BY bm25(records, 0, 6, 3, 2, 1), rowid LIMIT 50');
  }

  add(key, { title, parties, purpose, rest }) {
    this.#insert.run(key, ...[title, parties, purpose, rest].map((texts) => texts.join('\n')));
  }

  /** Keys, the best first, fifty at most. */
  search(text, between) {
    const match = matchOf(text, between);
    return match ? this.#search.all(match).map(({ key }) => key) : [];
  }
}
