// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A receipt (C2SP tlog-proof) is read and checked as src/ledger/proof.cpp does, with nothing but what the browser has of
// cryptography. Nothing here knows a page.

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Signature {
  name: string;
  id: string; // eight hexadecimal digits
  bytes: Bytes;
}
export interface Receipt {
  entry: Bytes; // from the line extra, which nobody signed: its hash tells whether it is the one
  index: bigint;
  hashes: Bytes[]; // from the sibling of the entry up
  text: string; // of the checkpoint, which is what was signed
  origin: string;
  size: bigint;
  root: Bytes;
  signatures: Signature[];
}
export interface LogKey {
  name: string;
  id: string;
  bytes: Bytes;
}

/** What is not as it has to be. Its words are for whoever develops; the page says it in the reader's language. */
export class Refused extends Error {}

const kMostBytes = 1_000_000;
const kMostHashes = 63;
const kMostSignatures = 100;
const kMostEntries = BigInt(2) ** BigInt(56); // as in src/ledger/tiles.hpp
const [kZero, kOne] = [BigInt(0), BigInt(1)];

const encode = (text: string): Bytes => new TextEncoder().encode(text);

/** Base64 in its one form: padded, no spaces, no bits left over. */
function fromBase64(text: string): Bytes {
  let decoded: string | undefined;
  try {
    decoded = atob(text);
  } catch {
    // said below
  }
  if (decoded === undefined || btoa(decoded) !== text) throw new Refused(`not base64: ${text}`);
  return Uint8Array.from(decoded, (one) => one.charCodeAt(0));
}

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
const toHex = (bytes: Bytes): string => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
export const same = (one: Bytes, other: Bytes): boolean => one.length === other.length && one.every((byte, i) => byte === other[i]);

function hashFrom(text: string): Bytes {
  const bytes = fromBase64(text);
  if (bytes.length !== 32) throw new Refused(`not a hash: ${text}`);
  return bytes;
}

function countFrom(digits: string): bigint {
  if (!/^(0|[1-9]\d{0,16})$/.test(digits) || BigInt(digits) > kMostEntries) throw new Refused(`not a number of entries: ${digits}`);
  return BigInt(digits);
}

function signatureFrom(line: string): Signature {
  const [, name, base64] = /^— ([^+\s\u0085]+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64 ?? '');
  if (!name || bytes.length < 5) throw new Refused(`not a signature: ${line}`);
  return { name, id: toHex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
}

/** Throws Refused where the file is no receipt, or one without its entry. */
export function readReceipt(file: ArrayBuffer): Receipt {
  if (file.byteLength > kMostBytes) throw new Refused('longer than a million bytes');
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw new Refused('not UTF-8');
  }
  // What is signed is the text between the empty line after the hashes and the last one.
  const [head, note] = [whole.indexOf('\n\n'), whole.lastIndexOf('\n\n')];
  if (head < 0 || note <= head || !whole.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(whole)) throw new Refused('no receipt and checkpoint');
  const [first, extra, index, ...hashes] = whole.slice(0, head).split('\n');
  if (first !== 'c2sp.org/tlog-proof@v1' || !extra?.startsWith('extra ') || !index?.startsWith('index ')) throw new Refused('not the first lines of a receipt');
  if (hashes.length > kMostHashes) throw new Refused('more than 63 hashes');
  const text = whole.slice(head + 2, note + 1);
  const lines = text.slice(0, -1).split('\n');
  const [origin, size, root] = lines;
  if (lines.includes('') || !origin || size === undefined || root === undefined) throw new Refused('not a checkpoint');
  const signatures = whole.slice(note + 2, -1).split('\n');
  if (signatures.length > kMostSignatures) throw new Refused('more than a hundred signatures');
  return {
    entry: fromBase64(extra.slice('extra '.length)),
    index: countFrom(index.slice('index '.length)),
    hashes: hashes.map(hashFrom),
    text,
    origin,
    size: countFrom(size),
    root: hashFrom(root),
    signatures: signatures.map(signatureFrom),
  };
}

/** SHA-256 of a byte that says what it is of (RFC 6962: 0 a leaf, 1 what is above two others), and of the parts. */
async function hashOf(kind: number, ...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([kind, ...parts.flatMap((part) => [...part])])));
}

export const leafHash = (entry: Bytes): Promise<Bytes> => hashOf(0, entry);

/** The root to which the hashes lead from the leaf (RFC 9162, 2.1.3.2). Throws Refused where they are too few or too many. */
export async function rootFrom({ index, size, hashes }: Receipt, leaf: Bytes): Promise<Bytes> {
  if (index >= size) throw new Refused('the entry is not in the tree');
  let [place, last, hash] = [index, size - kOne, leaf];
  for (const sibling of hashes) {
    if (last === kZero) throw new Refused('more hashes than the tree has levels');
    if (place % BigInt(2) === kOne || place === last) {
      hash = await hashOf(1, sibling, hash);
      while (place !== kZero && place % BigInt(2) === kZero) [place, last] = [place >> kOne, last >> kOne];
    } else {
      hash = await hashOf(1, hash, sibling);
    }
    [place, last] = [place >> kOne, last >> kOne];
  }
  if (last !== kZero) throw new Refused('fewer hashes than lead to the root');
  return hash;
}

/** A log's key as it is handed round: name+number+base64 of its kind (1, Ed25519) and its bytes. Throws Refused. */
export async function readKey(line: string): Promise<LogKey> {
  const [, name, id, base64] = /^([^+\s\u0085]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  if (!name || !id) throw new Refused('not a key');
  const bytes = fromBase64(base64 ?? '');
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Refused('not the key of a log');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([...encode(`${name}\n`), ...bytes])));
  if (toHex(hash.slice(0, 4)) !== id) throw new Refused('the number is not that of the name and the bytes');
  return { name, id, bytes: bytes.slice(1) };
}

/** True where this browser can check Ed25519 at all; not all of them can. */
export async function knowsEd25519(): Promise<boolean> {
  try {
    // The public key of RFC 8032, 7.1, test 1.
    const known = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    await crypto.subtle.importKey('raw', fromBase64(known), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

async function holds(key: LogKey, text: string, { bytes }: Signature): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('raw', key.bytes, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, bytes, encode(text));
  } catch {
    return false; // no point of the curve
  }
}

/** The key of the log with which the checkpoint is signed. Throws Refused where there is none, and where a signature
 *  that names one of the keys does not hold. */
export async function signerOf({ text, origin, signatures }: Receipt, keys: LogKey[]): Promise<LogKey> {
  let signer: LogKey | undefined;
  for (const signature of signatures)
    for (const key of keys) {
      if (key.name !== signature.name || key.id !== signature.id) continue;
      if (!(await holds(key, text, signature))) throw new Refused(`the signature of ${key.name} does not hold`);
      if (key.name === origin) signer ??= key;
    }
  if (!signer) throw new Refused('no key that is trusted signed it for this log');
  return signer;
}
