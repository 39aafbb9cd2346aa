// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What the sample register promises beyond what the program checks: its size, a document for every fact, languages,
// parties, no web address, no word that only a party may give.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Server, languages, root, succeed } from './register.mjs';

export const kLeast = { partnerships: 60, organisations: 150, inSixLanguages: 30 };

/** The files of data/sample in the order in which script/server imports them: {name, file, content}. */
export function sampleFiles() {
  const folder = path.join(root, 'data/sample');
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  const first = (name) => name.startsWith('organisations');
  return [...names.filter(first), ...names.filter((name) => !first(name))].map((name) => {
    const file = path.join(folder, name);
    return { name, file, content: JSON.parse(fs.readFileSync(file, 'utf8')) };
  });
}

/** The sample register, as script/server makes it, in a folder of its own, and a server of it, until `end()`. */
export async function serveSample() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-sample-'));
  await succeed(['init', data, '--sample']);
  await succeed(['import', '--data', data, ...sampleFiles().map(({ file }) => file)]);
  const server = await Server.start(data);
  const end = async () => {
    await server.stop();
    fs.rmSync(data, { recursive: true, force: true });
  };
  return { data, server, end };
}

/** The documents a list of sources comes to, each with what it says about itself. */
function documentsOf(sources, documents) {
  return (sources ?? []).map((source) => ({ ...documents[source.document], ...source }));
}

/** Every fault of the files, one sentence each. */
export function faultsOf(files) {
  const faults = [];
  const organisations = new Set();
  const partnerships = new Set();
  let inSixLanguages = 0;

  for (const [list, keys] of [['organisations', organisations], ['partnerships', partnerships]])
    for (const { name, content } of files)
      for (const { key } of content[list] ?? []) {
        if (keys.has(key)) faults.push(`${name}: ${list} ${key} stands twice`);
        keys.add(key);
      }

  const lookForAddresses = (value, where) => {
    if (typeof value === 'string') {
      if (/\b(https?|ftp):|\bwww\./i.test(value)) faults.push(`${where}: a web address`);
    } else if (value && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'url' || name === 'website') faults.push(`${where}: a web address (${name})`);
        lookForAddresses(inner, where);
      }
    }
  };

  for (const { name, content } of files) {
    const documents = content.documents ?? {};
    lookForAddresses(documents, `${name}: documents`);
    const needsDocument = (record, where) => {
      const named = documentsOf(record.sources, documents);
      if (!named.length) faults.push(`${where}: no source`);
      else if (!named.every(({ title, publisher }) => title && publisher)) faults.push(`${where}: a source without title or publisher`);
      // A page that bears no date may stand beside a document that does.
      else if (!named.some(({ date }) => /^\d{4}(-|$)/.test(date ?? ''))) faults.push(`${where}: no source with a year`);
    };
    for (const { key, organisation } of content.organisations ?? []) {
      const where = `${name}: organisation ${key}`;
      needsDocument(organisation, where);
      lookForAddresses(organisation, where);
    }
    for (const entry of content.partnerships ?? []) {
      const where = `${name}: partnership ${entry.key}`;
      const { partnership, participations = [], commitments = [], deliveries = [], results = [] } = entry;
      lookForAddresses(entry, where);
      needsDocument(partnership, where);
      for (const [list, parts] of Object.entries({ participations, commitments, deliveries, results }))
        parts.forEach((part, n) => needsDocument(part, `${where}: ${list}[${n}]`));
      if (new Set(participations.map((part) => part.organisation)).size < 2) faults.push(`${where}: fewer than two parties`);
      const named = [...participations.map((part) => part.organisation), ...[...commitments, ...deliveries].flatMap((part) => [part.giver?.organisation, part.receiver?.organisation])];
      for (const key of named.filter(Boolean)) if (!organisations.has(key)) faults.push(`${where}: names the organisation ${key}, which is nowhere`);
      for (const { key } of partnership.links ?? []) if (key && !partnerships.has(key)) faults.push(`${where}: names the partnership ${key}, which is nowhere`);
      if ('confirmations' in entry || JSON.stringify(entry).includes('"state":"confirmed"')) faults.push(`${where}: a confirmation`);
      if (languages.every((language) => partnership.title?.[language] && partnership.purpose?.[language])) inSixLanguages += 1;
    }
  }
  for (const [what, there] of Object.entries({ partnerships: partnerships.size, organisations: organisations.size, inSixLanguages }))
    if (there < kLeast[what]) faults.push(`${there} ${what}, fewer than ${kLeast[what]}`);
  return faults;
}
