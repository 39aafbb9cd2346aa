// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Follows a register's public log as a stranger would, with nothing of the register's own code: signed notes (C2SP
// signed-note), checkpoints (tlog-checkpoint), bundles and tiles (tlog-tiles), the tree of RFC 6962.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), crypto.createHash('sha256')).digest();
const leafHash = (entry) => sha256(Buffer.from([0]), entry);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

/** The root over leaf hashes, as RFC 6962, section 2.1, defines it. */
export function rootOf(hashes) {
  if (hashes.length === 0) return sha256('');
  if (hashes.length === 1) return hashes[0];
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)));
}

function readKey(line) {
  const [, name, id, encoded] = line.match(/^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/);
  const bytes = Buffer.from(encoded, 'base64');
  assert.equal(bytes[0], 1, 'an Ed25519 key of a log');
  assert.equal(sha256(name, '\n', bytes).subarray(0, 4).toString('hex'), id, 'the number of the key is that of its name and bytes');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, key: crypto.createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** A checkpoint that one of the keys has signed. */
export function readCheckpoint(note, keyLines) {
  const cut = note.indexOf('\n\n') + 1;
  const text = note.slice(0, cut);
  const [origin, size, root] = text.split('\n');
  const keys = keyLines.trim().split('\n').map(readKey);
  const signatures = [...note.slice(cut).matchAll(/^— (\S+) (\S+)$/gm)].map(([, name, encoded]) => ({ name, bytes: Buffer.from(encoded, 'base64') }));
  const signers = keys.filter((key) => signatures.some(({ name, bytes }) => name === key.name && bytes.subarray(0, 4).toString('hex') === key.id
    && crypto.verify(null, Buffer.from(text), key.key, bytes.subarray(4))));
  assert.ok(signers.length > 0, `one of the log's keys has signed ${note}`);
  assert.ok(signers.every((key) => key.name === origin), 'the key is named as the log');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), note, signers: signers.map((key) => key.id) };
}

const inThrees = (number) => {
  const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, '0').match(/.{3}/g);
  return digits.map((part, at) => (at < digits.length - 1 ? `x${part}` : part)).join('/');
};
/** The path of a tile, or of a bundle (`entries`), below the log's address. */
export const tilePath = (level, index, width) => `tile/${level}/${inThrees(index)}${width === 256 ? '' : `.p/${width}`}`;

export async function bytesOf(server, path) {
  const answer = await fetch(`${server.url}/log/${path}`);
  assert.equal(answer.status, 200, path);
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

/** The checkpoint of now. */
export async function checkpoint(server) {
  const [note, keys] = await Promise.all(['checkpoint', 'keys'].map((path) => bytesOf(server, path)));
  return readCheckpoint(note.bytes.toString(), keys.bytes.toString());
}

/** The first checkpoint that holds so many entries. */
export async function checkpointOf(server, size) {
  for (let waited = 0; waited < 200; ++waited) {
    const answer = await fetch(`${server.url}/log/checkpoint`);
    if (answer.status === 200 && Number((await answer.text()).split('\n')[1]) >= size) return checkpoint(server);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no checkpoint of ${size} entries came: ${server.said()}`);
}

/** All entries of a checkpoint, each tile compared with what the entries make of it, and the root with what was signed. */
export async function follow(server, seen) {
  const entries = [];
  for (let from = 0; from < seen.size; from += 256) {
    const width = Math.min(256, seen.size - from);
    const { bytes } = await bytesOf(server, tilePath('entries', from / 256, width));
    for (let at = 0; at < bytes.length;) {
      const length = bytes.readUInt16BE(at);
      entries.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    assert.equal(entries.length, from + width, 'a bundle holds as many entries as its name says');
  }
  let hashes = entries.map(leafHash);
  assert.deepEqual(rootOf(hashes), seen.root, 'the entries make the root that was signed');
  for (let level = 0; hashes.length > 0; ++level) {
    const above = [];
    for (let from = 0; from < hashes.length; from += 256) {
      const tile = hashes.slice(from, from + 256);
      const { bytes } = await bytesOf(server, tilePath(level, from / 256, tile.length));
      assert.deepEqual(bytes, Buffer.concat(tile), tilePath(level, from / 256, tile.length));
      if (tile.length === 256) above.push(rootOf(tile));
    }
    hashes = above;
  }
  return entries;
}

/** Whether a log begins with what an earlier checkpoint said. */
export const beginsWith = (entries, earlier) => rootOf(entries.slice(0, earlier.size).map(leafHash)).equals(earlier.root);
