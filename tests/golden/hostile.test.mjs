// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every page route, as `entente routes` lists them, with every parameter that any of them knows, and values nobody should
// send: markup, absurd lengths, wrong scripts, broken encodings, numbers out of range. The answer is a page with an honest
// status, never a failure of the server, and never an echo that a browser could take for markup.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Server, makeExampleRegister, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

const kMark = 'zqx';
const kParameters = ['q', 'goal', 'target', 'country', 'region', 'field', 'level', 'kind', 'status', 'year', 'party', 'party_type', 'role', 'language', 'freshness', 'reported', 'sort', 'page', 'all', 'id', 'from', 'to', 'type', 'of', 'part', 'after', kMark];
const encode = encodeURIComponent;
const kValues = {
  markup: encode(`"'><${kMark} onload=alert(1)>&lt;</title></script>{{${kMark}}}`),
  header: `${kMark}%0d%0aSet-Cookie:%20${kMark}=1`,
  path: encode('../../../../etc/passwd'),
  sql: encode(`' OR 1=1; DROP TABLE record; --`),
  formula: encode('=HYPERLINK("x")'),
  nothing: '',
  nul: 'a%00b',
  'broken encoding': '%zz%',
  'broken UTF-8': '%c3%28%ff%fe%ed%a0%80',
  directions: encode(`\u202e\u2066${kMark}\u200f\ufeff`),
  'wrong script': encode('Ω≈ç√∫ 水の事業 مياه вода 🜁'),
  'digits of other scripts': encode('٣٤٥'),
  combining: encode('Z' + '\u0300\u0316\u035c'.repeat(150)),
  long: 'a'.repeat(4000),
  'long in Chinese': encode('水').repeat(400),
  words: encode('a* '.repeat(700)),
  negative: '-1',
  'out of range': '99999999999999999999999999',
  exponent: '1e9',
  'not a number': 'NaN',
};
/** What a record, a code, a number or a language in the path may not be. Each must be told that it does not exist. */
const kSegments = ['zqx', '%3Czqx%3E%22%27', '..%2f..%2fetc%2fpasswd', '%00', '-1', '0', '99999999999999999999999999', '%zz', '%ff%fe', encode('水'), 'a'.repeat(3000)];

let server;
let data;
let routes;
let cookie; // of somebody who gets past every door

before(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-hostile-'));
  server = await Server.start(await makeExampleRegister(data));
  routes = (await succeed(['routes'])).split('\n').map((line) => line.match(/^GET (\/\S*)/)?.[1]).filter((one) => one && !/^\/(api|assets|healthz|log|readyz|metrics|yente)/.test(one));
  assert.ok(routes.length >= 40, `${routes.length} routes`);
  const { cookies } = await invited(server, ['--data', data], { address: 'chief@register.example', role: 'administrator', withFactor: true });
  const organisation = await server.find('organisations', 'XM-EXAMPLE-5');
  for (const role of ['steward', 'focal point of KE', `representative of ${organisation}`]) await succeed(['user', 'give', 'chief@register.example', role, '--data', data]);
  cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
});

after(async () => {
  await server?.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

const kHonest = [200, 302, 303, 400, 404, 414, 431];

/** What is wrong with an answer, or nothing. */
function faultOf({ status, headers, body }) {
  if (!kHonest.includes(status)) return `status ${status}`;
  if (headers['set-cookie'] || headers[kMark]) return 'a header of the sender’s own';
  if (status >= 400 && !body) return `${status} without a word`;
  if (status >= 300 && status < 400 && !/^\/(ar|zh|en|fr|ru|es)\/(sign-in|account)?$/.test(headers.location)) return `sends to ${headers.location}`;
  if (!/text\/html|xml/.test(headers['content-type'])) return undefined;
  if (body.includes(`<${kMark}`)) return 'echoes markup';
  // Most pages are done with here: taking a page apart is what costs.
  if (/\{\{|root:x:0|SQLITE|std::/.test(body) && /\{\{|root:x:0|SQLITE|std::/.test(body.replace(/"[^"]*"/g, '').replaceAll(`{{${kMark}}}`, ''))) return 'shows its insides';
  if (body.includes('onload=alert(1)') && /\sonload=alert\(1\)>/.test(body.replace(/&[a-z#0-9]+;/g, '').replace(/>[^<]*</g, '><'))) return 'echoes an attribute';
  return undefined;
}

/** Asks them all, a few at once over connections that stay open: there are thousands. */
async function faults(targets, judge = faultOf) {
  const found = [];
  const queue = [...targets];
  const agent = new http.Agent({ keepAlive: true });
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
        const fault = judge(await server.request(target, { agent, headers: { cookie } }));
        if (fault) found.push(`${target.slice(0, 160)}: ${fault}`);
      }
    }),
  );
  agent.destroy();
  return found;
}

test('every parameter of every page, with every hostile value', { timeout: 300_000 }, async () => {
  const partnership = await server.find('partnerships', 'XM-EXAMPLE-1-WATER-01');
  const organisation = await server.find('organisations', 'XM-EXAMPLE-5');
  const codes = { goals: '6', countries: 'KE', fields: 'health', desk: 'KE', partnerships: 'KE' };
  const known = routes
    .filter((route) => !/\.(css|js|ico)$/.test(route))
    .map((route) =>
      route
        .replace('{lang}', 'en')
        .replace('{id}', /organisations/.test(route) ? organisation : partnership)
        .replace('{version}', '1')
        .replace('{kind}', 'plan')
        .replace('{code}', () => codes[route.split('/')[2]]),
    );
  const targets = known.flatMap((address) => [
    // Each value in all parameters at once on every route, and alone in each parameter of the lists, where they mean something.
    ...Object.values(kValues).map((value) => `${address}?${kParameters.map((name) => `${name}=${value.slice(0, 280)}`).join('&')}`.slice(0, 7900)),
    ...(/\/(partnerships|organisations|map|compare|named|suggestions|differences|sitemap\.xml)$/.test(address) ? kParameters.flatMap((name) => Object.values(kValues).map((value) => `${address}?${name}=${value}`)) : []),
  ]);
  assert.ok(targets.length > 1000);
  assert.deepEqual((await faults(targets)).slice(0, 20), []);
});

test('what stands in an address and does not exist is not found', async () => {
  // The first placeholder behind the language is the hostile one; where there is none, the language is.
  const targets = routes
    .filter((one) => one.includes('{'))
    .flatMap((route) => kSegments.map((segment) => route.replace(/\{(id|code|hash)\}/, segment).replace('{version}', '1').replace('{lang}', /\{(id|code)\}/.test(route) ? 'en' : segment)));
  const judge = (answer) => faultOf(answer) ?? ([400, 404, 414, 431].includes(answer.status) ? undefined : `status ${answer.status}`);
  assert.ok(targets.length > 300);
  assert.deepEqual((await faults(targets, judge)).slice(0, 20), []);
});

test('after all of it the server answers as before', async () => {
  assert.equal((await server.request('/en/')).status, 200);
  assert.equal((await server.request('/healthz')).status, 200);
});
