// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// node tests/reliability/line.mjs PORT SEED
//
// A line to a TCP server on this machine, whose port it prints. It is whole until SIGUSR1 comes; from then on
// it fails as lines do: each connection through it, after a random time, is closed, reset, or stalls for up to
// two seconds and then goes on or is closed; what is on its way when it breaks may arrive in half. SIGUSR2 makes it whole
// again. SIGTERM ends it, and it says what it did ("12 closed, 9 reset, 14 stalled"). SEED decides what
// happens in which order.
import net from 'node:net';

const [server, seed] = process.argv.slice(2, 4).map(Number);
let whole = true;
const done = { closed: 0, reset: 0, stalled: 0 };
const pairs = new Set();

/** From 0 to 1: the same for the same seed (mulberry32's steps). */
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let x = Math.imul(state ^ (state >>> 15), state | 1);
  x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
  return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
}

class Pair {
  constructor(client) {
    this.ends = [client, net.connect({ port: server, host: '127.0.0.1' })];
    this.held = []; // while it stalls: [to, bytes]
    this.stalls = false;
    for (const [i, end] of this.ends.entries()) {
      end.setNoDelay(true);
      end.on('data', (bytes) => (this.stalls ? this.held.push([1 - i, bytes]) : this.ends[1 - i].write(bytes)));
      end.on('error', () => {});
      end.on('close', () => this.end('destroy'));
    }
    pairs.add(this);
    this.plan();
  }

  plan() {
    this.clock = setTimeout(() => {
      if (!whole) this.fail();
      else if (pairs.has(this)) this.plan();
    }, 10 + random() * 300);
  }

  fail() {
    const what = random();
    if (what < 0.35) return this.stop('closed', 'destroy');
    if (what < 0.7) return this.stop('reset', 'resetAndDestroy');
    done.stalled += 1;
    this.stalls = true;
    this.clock = setTimeout(() => {
      if (random() < 0.5) return this.stop('closed', 'destroy');
      this.stalls = false;
      for (const [to, bytes] of this.held.splice(0)) this.ends[to].write(bytes);
      this.plan();
    }, random() * 2000);
  }

  stop(word, how) {
    done[word] += 1;
    // A part of what it held arrives.
    for (const [to, bytes] of this.held.splice(0, 1)) this.ends[to].write(bytes.subarray(0, Math.floor(random() * bytes.length)));
    setImmediate(() => this.end(how));
  }

  end(how) {
    if (!pairs.delete(this)) return;
    clearTimeout(this.clock);
    for (const end of this.ends) end[how]();
  }
}

const listener = net.createServer((client) => new Pair(client)).listen(0, '127.0.0.1', () => console.log(listener.address().port));
process.on('SIGUSR1', () => {
  whole = false;
});
process.on('SIGUSR2', () => {
  whole = true;
});
process.on('SIGTERM', () => {
  console.log(`${done.closed} closed, ${done.reset} reset, ${done.stalled} stalled`);
  process.exit(0);
});
