// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The code that checks receipts in the browser, without one: on receipts that our program writes, and on those in which
// anything was changed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { binary, folder } from '../support/register.mjs';
import { Refused, knowsEd25519, leafHash, readKey, readReceipt, rootFrom, same, signerOf, toBase64 } from '../../web/src/proof.ts';

const writer = path.join(path.dirname(binary), 'tests/stranger/entente_write_log');
const bytesOf = (text) => {
  const bytes = Buffer.from(text);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

/** All that the page does, but for what the page itself shows. */
async function check(file, keys) {
  const receipt = readReceipt(bytesOf(file));
  if (!same(await rootFrom(receipt, await leafHash(receipt.entry)), receipt.root)) throw new Refused('another root');
  return { receipt, signer: await signerOf(receipt, keys) };
}

// Signed once by our program; it holds for good.
const known = {
  key: 'log.example/register+1dd19920+AfAKI5XuDf8ahf2ZJ3lrLxYLVZs7SJ+lNN59tFPWc8XK',
  receipt: `c2sp.org/tlog-proof@v1
extra ZW50cnkgMQ==
index 1
dziFphNIniTOLPdhmdakI/BC5LvxLX7s7pEu8nbGVwE=
V8efTzGuApxdS9MLBzwnyU35NDiytGl+Hh7vW8A5SkE=

log.example/register
3
lPvQ3YNvUDAWkubQ6t5yjuGexSv/8WBu2AfIV11aqhk=

— log.example/register HdGZINXqSLJB84iyCik5KFgAXUnopz8RFOiXmAT44KCj6eBmrIg0BX0gAj3j+5fNyO7eAkmB24VYYmbGMaW8GFDYcA0=
`,
};
[, known.name, known.number, known.rest] = /^(.*?)\+(.*?)\+(.*)$/.exec(known.key);

describe('a receipt, checked as the browser does', () => {
  test('that was kept holds', async () => {
    assert.ok(await knowsEd25519());
    const key = await readKey(known.key);
    const { receipt, signer } = await check(known.receipt, [key]);
    assert.deepEqual([Buffer.from(receipt.entry).toString(), receipt.index, receipt.size, receipt.origin, signer], ['entry 1', 1n, 3n, 'log.example/register', key]);
    assert.equal(toBase64(receipt.root), known.receipt.match(/\n3\n(\S+)/)[1]);
  });

  test('holds in logs of many sizes, at their edges and within', async (t) => {
    const at = folder(t);
    const sizes = [1, 2, 3, 255, 256, 257, 600];
    execFileSync(writer, [at, ...sizes.map(String)]);
    const keys = await Promise.all(fs.readFileSync(path.join(at, 'key'), 'utf8').trim().split('\n').map(readKey));
    let held = 0;
    for (const size of sizes)
      for (const index of fs.readdirSync(path.join(at, String(size), 'proof'))) {
        const { receipt } = await check(fs.readFileSync(path.join(at, String(size), 'proof', index)), keys);
        assert.deepEqual([Buffer.from(receipt.entry).toString(), receipt.index, receipt.size], [`entry ${index}`, BigInt(index), BigInt(size)]);
        ++held;
      }
    assert.ok(held > sizes.length * 2, `${held} receipts`);
  });

  test('with one changed bit in any byte is refused', async () => {
    const keys = [await readKey(known.key)];
    const whole = Buffer.from(known.receipt);
    for (let i = 0; i < whole.length; ++i)
      for (const bit of [1, 2, 64]) {
        const changed = Buffer.from(whole);
        changed[i] ^= bit;
        await assert.rejects(check(changed, keys), Refused, `byte ${i}, bit ${bit}`);
      }
  });

  test('of another form is refused', async () => {
    const keys = [await readKey(known.key)];
    const [head, ...rest] = known.receipt.split('\n\n');
    const hash = head.split('\n').at(-1);
    const signature = known.receipt.match(/^— .*$/m)[0];
    const with_ = (what, by) => {
      assert.ok(known.receipt.includes(what));
      return known.receipt.replace(what, () => by);
    };
    const others = {
      nothing: '',
      'nothing but its beginning': known.receipt.slice(0, 100),
      'without its last end of line': known.receipt.slice(0, -1),
      'with more behind it': `${known.receipt}\n`,
      'with a mark before it': `\ufeff${known.receipt}`,
      'with ends of line of another system': known.receipt.replaceAll('\n', '\r\n'),
      'of another version': with_('@v1', '@v2'),
      'without its entry': known.receipt.replace(/^extra .*\n/m, ''),
      'of another place': with_('index 1', 'index 2'),
      'beyond the tree': with_('index 1', 'index 3'),
      'with a zero before its place': with_('index 1', 'index 01'),
      'with a place larger than any log': with_('index 1', `index ${2n ** 56n + 1n}`),
      'with one hash fewer': with_(`${hash}\n\n`, '\n'),
      'with one hash more': with_(`${hash}\n\n`, `${hash}\n${hash}\n\n`),
      'with more hashes than a tree can have': with_(`${hash}\n\n`, `${`${hash}\n`.repeat(64)}\n`),
      'with its hashes the other way round': `${[...head.split('\n').slice(0, 3), ...head.split('\n').slice(3).reverse()].join('\n')}\n\n${rest.join('\n\n')}`,
      'unsigned': known.receipt.replace(signature, '').replace(/\n+$/, '\n'),
      'signed by another': with_(signature, signature.replace('— log.example', '— other.example')),
      'with more signatures than are read': `${known.receipt}${`${signature}\n`.repeat(100)}`,
      'longer than is read': `${known.receipt}${'x'.repeat(1_000_000)}\n`,
    };
    for (const [name, file] of Object.entries(others)) await assert.rejects(check(file, keys), Refused, `a receipt ${name}`);
    await assert.rejects(check(known.receipt, []), Refused, 'no key');
    assert.ok((await check(`${known.receipt}${signature.replace('— log.example', '— other.example')}\n`, keys)).signer, 'what others signed besides is not looked at');
  });

  test('is not taken where a log of another name has the same key', async () => {
    const { name, rest } = known;
    const digest = await crypto.subtle.digest('SHA-256', Buffer.concat([Buffer.from('other.example\n'), Buffer.from(rest, 'base64')]));
    const other = await readKey(`other.example+${Buffer.from(digest).subarray(0, 4).toString('hex')}+${rest}`);
    assert.notEqual(other.name, name);
    await assert.rejects(check(known.receipt, [other]), Refused);
  });
});

test('a key is taken only as it is handed round', async () => {
  const { name, number, rest } = known;
  for (const wrong of ['', name, `${name}+${number}`, `${name}+${number}+`, `${name}+00000000+${rest}`, `x${known.key}`, `${known.key}=`, `PRIVATE+KEY+${known.key}`, `${name} +${number}+${rest}`, `${name}+${number.toUpperCase()}+${rest}x`])
    await assert.rejects(readKey(wrong), Refused, wrong);
  // A witness's key is none of a log.
  const witness = Buffer.concat([Buffer.from([4]), Buffer.from(rest, 'base64').subarray(1)]);
  const digest = await crypto.subtle.digest('SHA-256', Buffer.concat([Buffer.from(`${name}\n`), witness]));
  await assert.rejects(readKey(`${name}+${Buffer.from(digest).subarray(0, 4).toString('hex')}+${witness.toString('base64')}`), Refused);
});
