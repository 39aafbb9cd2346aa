// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Follows every link of every kind of page: each leads somewhere, each anchor exists, no id is there twice.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Server, makeExampleRegister } from '../support/register.mjs';

let server;
let data;

before(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-links-'));
  server = await Server.start(await makeExampleRegister(data));
});

after(async () => {
  await server?.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

const unescape = (text) =>
  text.replace(/&(amp|quot|lt|gt|#39|#x2F);/g, (_, name) => ({ amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", '#x2F': '/' })[name]);
const all = (html, pattern) => [...html.matchAll(pattern)].map((found) => unescape(found[1]));

test('no link of a page is dead, and none leaves the register but for http, https and mailto', { timeout: 120_000 }, async () => {
  const start = ['/en/', '/ar/partnerships?goal=6', '/zh/about', '/fr/organisations', '/en/partnerships?goal=9', '/en/goals', '/ar/goals/6', '/zh/goals/mdg:7', '/en/countries/KE', '/fr/fields/health', '/es/map?goal=6', '/en/named?q=example', '/en/capacity', '/es/nothing'];
  for (const identifier of ['XM-EXAMPLE-1-WATER-01', 'XM-EXAMPLE-9-MIN-01', 'XM-EXAMPLE-13-ENERGY-01', 'XM-EXAMPLE-5-FISH-01'])
    start.push(`/en/partnerships/${await server.find('partnerships', identifier)}`);
  start.push(`/ru/organisations/${await server.find('organisations', 'XM-EXAMPLE-5')}`);

  const asked = new Map();
  const ask = async (target) => {
    if (!asked.has(target)) asked.set(target, await server.request(target));
    return asked.get(target);
  };
  const faults = [];
  for (const target of start) {
    const page = await ask(target);
    const ids = all(page.body, /\sid="([^"]*)"/g);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) faults.push(`${target}: the id ${twice[0]} is there twice`);
    const hrefs = all(page.body, /<a\b[^>]*?\shref="([^"]*)"/g).concat(all(page.body, /<link\b[^>]*?\shref="([^"]*)"/g));
    for (const written of new Set(hrefs)) {
      const href = written.startsWith(`${server.url}/`) ? written.slice(server.url.length) : written;
      if (!href.startsWith('/') && !href.startsWith('#')) {
        if (!/^(https?:\/\/|mailto:)/.test(href)) faults.push(`${target}: ${href} is no link`);
        continue;
      }
      const [address, anchor] = href.split('#');
      const answer = address ? await ask(address) : page;
      const expected = target === '/es/nothing' && /\/nothing$/.test(address) ? 404 : 200;
      if (address === '/' && answer.status === 302) continue; // the server's choice of a language
      if (answer.status === 303 && /^\/\w\w\/sign-in(\?to=|$)/.test(answer.headers.location)) continue; // what is for whoever has signed in
      if (address && answer.status !== expected) faults.push(`${target}: ${href} is answered with ${answer.status}`);
      else if (anchor && !answer.body.includes(`id="${anchor}"`)) faults.push(`${target}: ${href} has no such place`);
    }
  }
  assert.ok(asked.size > 100, `${asked.size} addresses were asked`);
  assert.deepEqual([...new Set(faults)], []);
});
