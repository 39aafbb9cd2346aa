// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The register that the browser looks at: the example data, marked as such, one record in two revisions.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Server, exampleOrganisations, examples, importJson, succeed } from '../support/register.mjs';

export async function makeRegister() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-browser-'));
  await succeed(['init', data, '--example']);
  await importJson(data, [...examples, exampleOrganisations]);
  const changed = fs
    .readFileSync(examples[0], 'utf8')
    .replace('<narrative>Compact for safe water in health centres: joint programme', '<narrative>Compact for safe water in health centres and schools: joint programme');
  fs.writeFileSync(path.join(data, 'changed.xml'), changed);
  await importJson(data, path.join(data, 'changed.xml'));
  return data;
}

/** A page of each kind: its name, its address behind the language, whether its title is the record's. */
export async function kindsOfPages(server) {
  const partnership = (identifier) => server.find('partnerships', `XM-EXAMPLE-${identifier}`);
  const [twice, rich, arabic, minimal, long, loan] = await Promise.all(['1-PROG-01', '1-WATER-01', '9-WATER-03', '9-MIN-01', '15-HEALTH-04', '13-ENERGY-01'].map(partnership));
  const organisation = await server.find('organisations', 'XM-EXAMPLE-5');
  // Made just now, it has stood for a moment that has passed.
  const at = new Date(Date.now() - 1).toISOString();
  return [
    { name: 'home', address: '/' },
    { name: 'list', address: '/partnerships' },
    { name: 'list-filtered', address: '/partnerships?q=water&goal=6&country=KE&status=active&sort=title' },
    { name: 'list-empty', address: '/partnerships?q=Donaudampfschiffahrtsgesellschaftskapitaen&goal=9' },
    { name: 'partnership-rich', address: `/partnerships/${rich}`, record: true },
    { name: 'partnership-arabic', address: `/partnerships/${arabic}`, record: true },
    { name: 'partnership-minimal', address: `/partnerships/${minimal}`, record: true },
    { name: 'partnership-long-title', address: `/partnerships/${long}`, record: true },
    { name: 'partnership-loan', address: `/partnerships/${loan}`, record: true },
    { name: 'revisions', address: `/partnerships/${twice}/revisions` },
    { name: 'revision-old', address: `/partnerships/${twice}/revisions/1` },
    { name: 'difference', address: `/partnerships/${twice}/differences?from=1&to=2` },
    { name: 'difference-of-days', address: `/partnerships/${arabic}/differences?from=1999-12-31` },
    { name: 'past-list', address: `/partnerships?goal=6&at=${at}` },
    { name: 'past-partnership', address: `/partnerships/${rich}?at=${at}`, record: true },
    { name: 'past-organisation', address: `/organisations/${organisation}?at=${at}`, record: true },
    { name: 'organisations', address: '/organisations' },
    { name: 'organisation', address: `/organisations/${organisation}`, record: true },
    { name: 'organisation-revisions', address: `/organisations/${organisation}/revisions` },
    { name: 'goals', address: '/goals' },
    { name: 'goal', address: '/goals/6', record: true },
    { name: 'countries', address: '/countries' },
    { name: 'country', address: '/countries/KE', record: true },
    { name: 'fields', address: '/fields' },
    { name: 'field', address: '/fields/health', record: true },
    { name: 'map', address: '/map?goal=6' },
    { name: 'compare', address: `/compare?id=${rich}&id=${arabic}&id=${long}&id=${minimal}` },
    { name: 'compare-one', address: `/compare?id=${rich}&q=water` },
    { name: 'named', address: '/named?q=example' },
    { name: 'validate', address: '/validate' },
    { name: 'sign-in', address: '/sign-in' },
    { name: 'about', address: '/about' },
    { name: 'due-diligence', address: '/due-diligence' },
    { name: 'log', address: '/log' },
    { name: 'receipt', address: `/log/receipts/${twice}/1` },
    { name: 'not-found', address: '/nothing-here', status: 404 },
  ];
}

export const pageNames = [
  'home', 'list', 'list-filtered', 'list-empty', 'partnership-rich', 'partnership-arabic', 'partnership-minimal', 'partnership-long-title',
  'partnership-loan', 'revisions', 'revision-old', 'difference', 'difference-of-days', 'past-list', 'past-partnership', 'past-organisation', 'organisations', 'organisation', 'organisation-revisions', 'goals', 'goal', 'countries', 'country',
  'fields', 'field', 'map', 'compare', 'compare-one', 'named', 'validate', 'sign-in', 'about', 'due-diligence', 'log', 'receipt', 'not-found',
];

async function serve(data) {
  const server = await Server.start(data);
  // Its log is signed within the first moments.
  for (let waited = 0; (await server.request('/log/checkpoint')).status !== 200; ++waited) {
    if (waited === 100) throw new Error(`the log is not signed: ${server.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    server,
    data,
    async end() {
      await server.stop();
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

export const serveRegister = async () => serve(await makeRegister());
