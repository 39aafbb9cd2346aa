// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What the tests of the real program share: its binary, temporary folders, registers, servers, requests.
// Needs nothing but Node.js.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = path.resolve(process.env.ENTENTE_BINARY ?? path.join(root, 'build/release/entente'));
/** Data that lies beside the project and not in it: tests that want it skip themselves where it is absent. */
export const shared = path.resolve(root, '../shared');
export const examples = [1, 2, 3, 4].map((n) => path.join(root, `tests/data/example/partnerships-${n}.xml`));
/** What is reported of one of the example organisations. */
export const exampleOrganisations = path.join(root, 'tests/data/example/organisations.xml');
export const exampleCount = 32;
export const languages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];

if (!fs.existsSync(binary))
  throw new Error(`${binary} does not exist. Build it (script/server does), or name another in ENTENTE_BINARY.`);

/** A folder that goes when the test ends. `t` is the test's context, or anything with after(). */
export function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-test-'));
  t.after(() => removed(made));
  return made;
}

/** Removes a folder. A server that still runs may put a file there meanwhile: all of it is looked at again. */
async function removed(place) {
  for (let tries = 1; ; ++tries)
    try {
      return fs.rmSync(place, { recursive: true, force: true });
    } catch (fault) {
      if (fault.code !== 'ENOTEMPTY' || tries === 20) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** Starts the program; the caller waits. `through` is a command that is put before it. */
export function start(args, { through = [], ...options } = {}) {
  const [command, ...rest] = [...through, binary, ...args];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
}

/** Runs the program to its end. */
export function run(args, { timeout = 120_000, ...options } = {}) {
  return finished(start(args, options), timeout);
}

export function finished(child, timeout = 120_000) {
  const out = [];
  const err = [];
  child.stdout.on('data', (piece) => out.push(piece));
  child.stderr.on('data', (piece) => err.push(piece));
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => child.kill('SIGKILL'), timeout);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

/** Runs the program where success is expected; gives what it wrote. */
export async function succeed(args, options) {
  const done = await run(args, options);
  assert.equal(done.code, 0, `entente ${args.join(' ')} failed: ${done.stderr || done.signal}`);
  return done.stdout;
}

/** A failure as a person should meet it: a status, one sentence or two on one line of stderr, nothing raw. */
export function assertPlainFailure(done, status, says) {
  assert.equal(done.signal, null, `it was ended by ${done.signal}: ${done.stderr}`);
  assert.equal(done.code, status, `exit status ${done.code}: ${done.stderr}${done.stdout}`);
  const lines = done.stderr.trim().split('\n');
  assert.equal(lines.length, 1, `more than one line: ${done.stderr}`);
  assert.match(lines[0], /[.!?]$/, 'the line ends as a sentence does');
  assert.doesNotMatch(lines[0], /terminate called|std::|what\(\)|Sanitizer|SQLITE_|0x[0-9a-f]{6}|\bat \S+:\d+/);
  if (says) assert.match(lines[0], says);
}

/** The last line of a --json answer, which is one object. */
export function lastObject(stdout) {
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

export async function importJson(data, files, more = []) {
  return lastObject(await succeed(['import', '--data', data, '--json', ...more, ...[files].flat()]));
}

/** How many partnerships a register holds. */
export async function count(data) {
  return JSON.parse(await succeed(['search', '--data', data, '--json', ''])).total;
}

/** Makes a register in `data`, with the example data in it. */
export async function makeExampleRegister(data) {
  await succeed(['init', data]);
  const report = await importJson(data, examples);
  assert.equal(report.new, exampleCount);
  assert.equal((await importJson(data, exampleOrganisations)).organisations.changed, 1);
  return data;
}

/** The register's database file. */
export function databaseOf(data) {
  const found = fs
    .readdirSync(data)
    .map((name) => path.join(data, name))
    .filter((file) => fs.statSync(file).isFile())
    .find((file) => fs.readFileSync(file).subarray(0, 15).toString() === 'SQLite format 3');
  assert.ok(found, `there is a database in ${data}`);
  return found;
}

/** A time of day that is moved, for a program started with its `env`. */
export class MovedClock {
  constructor(t) {
    const file = path.join(folder(t), 'clock');
    this.bytes = Buffer.alloc(8);
    fs.writeFileSync(file, this.bytes);
    this.file = fs.openSync(file, 'r+');
    t.after(() => fs.closeSync(this.file));
    const library = path.join(path.dirname(binary), 'tests/support/libentente_moved_clock.so');
    assert.ok(fs.existsSync(library), `${library} is built with the tests (ENTENTE_TESTS)`);
    this.env = { ...process.env, LD_PRELOAD: library, MOVED_CLOCK: file };
  }

  /** What it shows, in milliseconds. */
  now() {
    return Date.now() + Number(this.bytes.readBigInt64LE());
  }

  /** Hours pass. */
  pass(hours) {
    this.bytes.writeBigInt64LE(this.bytes.readBigInt64LE() + BigInt(hours * 3_600_000));
    fs.writeSync(this.file, this.bytes, 0, 8, 0);
  }
}

/** A running server. Stop it, or hand it to `t.after`. */
export class Server {
  constructor(child, address, done) {
    Object.assign(this, { child, address, done, url: `http://${address}` });
  }

  /** `place` says where the register is, where that is not the folder `data`. */
  static async start(data, more = [], { place = ['--data', data], ...options } = {}) {
    const child = start(['serve', ...place, '--listen', '127.0.0.1:0', ...more], options);
    const done = finished(child, 3_600_000);
    let said = '';
    let clock;
    const address = await new Promise((resolve, reject) => {
      const listen = (piece) => {
        said += piece;
        const found = said.match(/https?:\/\/([^/\s]+:\d+)\//);
        if (found) resolve(found[1]);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      done.then((end) => reject(new Error(`the server did not start: ${end.stderr || end.signal}`)));
      clock = setTimeout(() => child.kill('SIGKILL'), 30_000); // which ends `done`
    });
    clearTimeout(clock);
    const server = new Server(child, address, done);
    server.said = () => said;
    return server;
  }

  /** What it has said of that form since it started. */
  async printed(form) {
    for (let waited = 0; !form.test(this.said()); ++waited) {
      assert.ok(waited < 200, `the server has not said ${form}: ${this.said()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return form.exec(this.said())[0];
  }

  /** Asks it to stop, and gives how it ended. */
  stop() {
    this.child.kill('SIGTERM');
    return this.done;
  }

  request(target, options) {
    return request(this.address, target, options);
  }

  async json(target, options) {
    const answer = await this.request(target, options);
    assert.equal(answer.status, 200, `${target}: ${answer.body}`);
    return JSON.parse(answer.body);
  }

  /** The id of the record that carries an identifier; kind is "partnerships" or "organisations". */
  async find(kind, identifier) {
    const { results } = await this.json(`/api/v1/${kind}?identifier=${encodeURIComponent(identifier)}`);
    assert.equal(results.length, 1, `one of the ${kind} has the identifier ${identifier}`);
    return results[0].id;
  }
}

/** One request. The target goes out exactly as it is written: nothing is normalised, nothing is followed. Each has a
    connection of its own, unless an http.Agent is given. */
export function request(address, target, { method = 'GET', headers = {}, body, agent = false } = {}) {
  const [host, port] = address.split(':');
  return new Promise((resolve, reject) => {
    const outgoing = http.request({ host, port, path: target, method, headers, agent }, (incoming) => {
      const pieces = [];
      incoming.on('data', (piece) => pieces.push(piece));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const packed = incoming.headers['content-encoding'] === 'gzip' && bytes.length > 0;
        resolve({
          status: incoming.statusCode,
          headers: incoming.headers,
          size: bytes.length,
          body: (packed ? zlib.gunzipSync(bytes) : bytes).toString(),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
