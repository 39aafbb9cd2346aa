// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The links from a page to the receipts of what it shows, followed to the entries of the public log that they prove.

import assert from 'node:assert/strict';

const link = /<a [^>]*href="(\/[a-z]{2}\/log\/receipts\/([0-9a-f-]{36})\/(\d+))"[^>]*>([^]*?)<\/a>/g;

/** The statement in a receipt: the line `extra` of tlog-proof holds the entry in base64. */
const statementOf = (proof) => JSON.parse(Buffer.from(/^extra (\S+)$/m.exec(proof)[1], 'base64').toString());

async function signed(server, target) {
  for (let waited = 0; ; ++waited) {
    const answer = await server.request(target);
    if (answer.status === 200) return answer;
    assert.ok(waited < 300, `${target} is signed: ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Each link to a receipt: {id, version, name, statement}, where its page is there and its file proves that very version. */
export async function receiptsIn(server, body) {
  const all = [];
  for (const [, target, id, version, inside] of body.matchAll(link)) {
    const name = inside.replace(/<[^>]*>/g, '');
    await signed(server, target);
    const statement = statementOf((await signed(server, `/log/proof/${id}/${version}`)).body);
    assert.deepEqual([statement.id, String(statement.version)], [id, version]);
    all.push({ id, version: Number(version), name, statement });
  }
  return all;
}

/** The types of the records whose receipts a page leads to, each once, in the order of the alphabet. */
export const receiptTypes = (receipts) => [...new Set(receipts.map(({ statement }) => statement.type))].sort();
