// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a page shows of a record leads to the receipt of it: whoever doubts one promise need not know its id.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, languages, makeExampleRegister, succeed } from '../support/register.mjs';
import { receiptTypes, receiptsIn } from '../support/receipts.mjs';

test('each party, promise, delivery and result of the example register leads to its receipt', { timeout: 240_000 }, async (t) => {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const key = path.join(data, 'log.key');
  if (!fs.existsSync(key)) await succeed(['log', 'key', 'make', key, '--name', 'register.example/log']);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const { results } = await server.json('/api/v1/partnerships?limit=100');
  let links = 0;
  const types = new Set();
  for (const { id } of results) {
    const view = await server.json(`/api/v1/partnerships/${id}`);
    const shown = [...view.parties.slice(0, 200), ...['commitments', 'deliveries', 'results'].flatMap((of) => view[of].slice(0, 50))];
    for (const language of languages) {
      const { body } = await server.request(`/${language}/partnerships/${id}`);
      for (const one of shown) assert.ok(body.includes(`href="/${language}/log/receipts/${one.id}/${one.version ?? 1}"`), `${language}: ${JSON.stringify(one).slice(0, 200)}`);
    }
    if (types.size > 3 && links > 40) continue; // each kind has been followed
    const receipts = await receiptsIn(server, (await server.request(`/en/partnerships/${id}`)).body);
    for (const { statement, name } of receipts)
      if (!['partnership', 'organisation'].includes(statement.type)) assert.match(name, /^Receipt – \S/, 'it says of what');
    links += receipts.length;
    for (const type of receiptTypes(receipts)) types.add(type);
  }
  assert.deepEqual([...types].sort(), ['commitment', 'delivery', 'participation', 'partnership', 'result']);
});
