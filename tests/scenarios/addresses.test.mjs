// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What an operator sets for readers elsewhere: the public address, and boundaries for the maps.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, assertPlainFailure, exampleCount, folder, makeExampleRegister, run, succeed } from '../support/register.mjs';

/** A register with these settings. */
async function registerWith(t, toml, make = makeExampleRegister) {
  const data = await make(path.join(folder(t), 'register'));
  fs.writeFileSync(path.join(data, 'entente.toml'), toml);
  return data;
}

async function serving(t, data) {
  const server = await Server.start(data);
  t.after(() => server.stop());
  return server;
}

/** Names of the elements in their order; fails where one does not close what is open. */
function elements(xml) {
  const open = [];
  const names = [];
  for (const [, closing, name, alone] of xml.replace(/<\?.*?\?>/u, '').matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/gu)) {
    if (closing) assert.equal(open.pop(), name, 'elements close in their order');
    else names.push(name);
    if (!closing && !alone) open.push(name);
  }
  assert.deepEqual(open, [], 'every element closes');
  return names;
}

test('the public address goes before what a request says its host is', async (t) => {
  const server = await serving(t, await registerWith(t, '[server]\npublic_url = "https://register.example"\n'));
  const headers = { host: 'evil.example' };
  for (const target of ['/en/goals/6', '/ar/partnerships', '/en/partnerships.atom', '/sitemap.xml', '/robots.txt']) {
    const { status, body } = await server.request(target, { headers });
    assert.equal(status, 200, target);
    assert.ok(body.includes('https://register.example/'), target);
    assert.ok(!body.includes('evil.example'), target);
  }
});

test('without it, two hosts are two pages to a cache', async (t) => {
  const server = await serving(t, await registerWith(t, ''));
  const [a, b] = await Promise.all(['a.example', 'b.example'].map((host) => server.request('/en/about', { headers: { host } })));
  assert.match(a.body, /rel="canonical" href="http:\/\/a\.example\/en\/about"/);
  assert.match(b.body, /rel="canonical" href="http:\/\/b\.example\/en\/about"/);
  const [c, d] = await Promise.all(['a.example', 'b.example'].map((host) => server.request('/en/goals', { headers: { host } })));
  assert.notEqual(c.headers.etag, d.headers.etag);
});

test('a feed is well formed, and the parts of the site’s map name every record in every language', async (t) => {
  const server = await serving(t, await registerWith(t, ''));
  const feed = await server.request('/en/partnerships.atom');
  assert.equal(elements(feed.body).filter((name) => name === 'entry').length, exampleCount);
  const index = await server.request('/sitemap.xml');
  const parts = [...index.body.matchAll(/<loc>http:\/\/[^/]+([^<]+)<\/loc>/gu)].map((found) => found[1]);
  assert.equal(parts.length, 3);
  const addresses = [];
  for (const part of parts) {
    const { body } = await server.request(part);
    elements(body);
    addresses.push(...[...body.matchAll(/<loc>http:\/\/[^/]+([^<]+)<\/loc>/gu)].map((found) => found[1]));
  }
  assert.equal(new Set(addresses).size, addresses.length, 'each address once');
  assert.equal(addresses.filter((address) => /^\/zh\/partnerships\/./u.test(address)).length, exampleCount);
  for (let i = 0; i < addresses.length; i += 97) assert.equal((await server.request(addresses[i])).status, 200, addresses[i]);
});

describe('Boundaries', () => {
  test('of the operator lie under the dots, as lines alone', async (t) => {
    const file = path.join(folder(t), 'world.json');
    fs.writeFileSync(file, '{"type":"Feature","properties":{"name":"<script>"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[40,0],[40,30],[0,0]]]}}');
    const server = await serving(t, await registerWith(t, `[map]\nboundaries = ${JSON.stringify(file)}\n`));
    const map = await server.request('/en/map');
    const [, address] = map.body.match(/<image href="(\/boundaries\.svg\?v=[0-9a-f]{8})"/u);
    const svg = await server.request(address);
    assert.equal(svg.headers['content-type'], 'image/svg+xml');
    assert.match(svg.body, /^<svg [^>]*viewBox="0 0 340 166"><path [^>]*d="M170 83L[^"]*Z"\/><\/svg>$/u);
  });

  const cases = [
    ['are not there', null, /nowhere\.json: cannot be read/],
    ['are no GeoJSON', '{"type":"Topology","arcs":[]}', /Topology.*polygons and lines/],
    ['are no JSON', '<svg onload="x"/>', /world\.json/],
    ['are nested too deep', '['.repeat(100_000), /world\.json/],
    ['lie off the earth', '{"type":"LineString","coordinates":[[500000,4000000],[1,1]]}', /not on the earth.*degrees/],
    ['are too large', ' '.repeat(5 * 1024 * 1024), /larger than 4 MiB/],
  ];
  for (const [what, text, says] of cases)
    test(`that ${what} stop the start with a sentence`, async (t) => {
      const place = folder(t);
      const file = path.join(place, text === null ? 'nowhere.json' : 'world.json');
      if (text !== null) fs.writeFileSync(file, text);
      const empty = async (data) => {
        await succeed(['init', data]);
        return data;
      };
      const data = await registerWith(t, `[map]\nboundaries = ${JSON.stringify(file)}\n`, empty);
      assertPlainFailure(await run(['serve', '--data', data, '--listen', '127.0.0.1:0'], { timeout: 20_000 }), 1, says);
    });
});
