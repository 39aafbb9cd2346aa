// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// PostgreSQL servers for the tests of the real program, each in a folder and on a port of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { root } from './register.mjs';

const script = path.join(root, 'tests/support/postgres');

/** Starts a server that goes when the test ends; gives its address and its folder. */
export function postgres(t, options = []) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-postgres-'));
  fs.chmodSync(place, 0o755); // as root, the server is another user
  const folder = path.join(place, 'server');
  t.after(() => {
    spawnSync('bash', [script, 'stop', folder]);
    fs.rmSync(place, { recursive: true, force: true });
  });
  const started = spawnSync('bash', [script, 'start', folder, ...options], { encoding: 'utf8' });
  assert.equal(started.status, 0, started.stderr);
  return { url: started.stdout.trim(), folder };
}

/** A standby of a server that postgres() started, for which that one waits; it goes when the test ends. */
export function standbyOf(t, primary) {
  const folder = `${primary.folder}-standby`;
  t.after(() => spawnSync('bash', [script, 'stop', folder]));
  const started = spawnSync('bash', [script, 'standby', folder, primary.folder], { encoding: 'utf8' });
  assert.equal(started.status, 0, started.stderr);
  return { url: started.stdout.trim(), folder };
}

/** Changes a setting of a server, for all that connect from then on. */
export function setOn({ url }, name, value) {
  const done = spawnSync('psql', ['-qX', url, '-c', `ALTER SYSTEM SET ${name} = '${value}'`, '-c', 'SELECT pg_reload_conf()'], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}
