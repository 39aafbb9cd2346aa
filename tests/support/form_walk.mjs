// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Finds every form that somebody of a busy register is offered, by opening pages from its seeds, and puts the register back as it was
// after a form that cannot be sent twice.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { formsOf, linksOf } from './html.mjs';
import { folder, succeed } from './register.mjs';

/** Pages of one kind that one person opens. */
const most = 3;

/** The routes of pages that answer to a method, those with the fewest places first. */
async function routesOf(method) {
  const all = (await succeed(['routes'])).split('\n').map((line) => new RegExp(`^${method} (/\\{lang\\}\\S*)`).exec(line)?.[1]).filter(Boolean);
  return all.sort((a, b) => a.split('{').length - b.split('{').length).map((pattern) => [pattern, new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{[a-z]+\}/g, '[^/]+')}$`)]);
}
const routeOf = (routes, target) => routes.find(([, form]) => form.test(target.split('?')[0]))?.[0];

/** What a button asks for; others say by their value which of many things it is about. */
const wishOf = ({ name, value }) => (/^(do|format)$/.test(name) ? value : name);

export class FormWalk {
  restored = 0;

  /** `at` is a busy register. */
  static async begin(t, at) {
    const walk = new FormWalk();
    Object.assign(walk, { at, takes: await routesOf('POST'), gives: await routesOf('GET'), kept: path.join(folder(t), 'kept') });
    walk.forms = await walk.find();
    await at.server.stop();
    fs.cpSync(at.data, walk.kept, { recursive: true });
    await at.start();
    walk.cookies = at.people.map((person) => new Map(person.cookies));
    return walk;
  }

  nameOf(form, page) {
    const route = routeOf(this.takes, form.action ?? page);
    assert.ok(route, `a form on ${page} is sent to ${form.action}, which is no route`);
    return `${route} [${[...new Set(form.buttons.map(wishOf))]}] (${[...new Set(form.fields.map(({ name }) => name))]})`;
  }

  /** One of each form, with who sees it and where. */
  async find() {
    const forms = new Map();
    for (const [who, seeds] of Object.entries(this.at.seeds)) {
      const queue = [...seeds];
      const seen = new Set(queue);
      const opened = new Map();
      while (queue.length > 0) {
        const page = queue.shift();
        const kind = routeOf(this.gives, page) + (seeds.includes(page) ? page : '');
        if (opened.get(kind) >= most) continue;
        opened.set(kind, (opened.get(kind) ?? 0) + 1);
        const { status, headers, body } = await this.at.who[who].send(page);
        if (status !== 200 || !/html/.test(headers['content-type'])) continue;
        for (const form of formsOf(body)) {
          const name = this.nameOf(form, page);
          if (!forms.has(name)) forms.set(name, { name, who, page, route: routeOf(this.takes, form.action ?? page), fields: form.fields.map((field) => field.name) });
        }
        for (const link of linksOf(body))
          if (/^\/en(\/|$)/.test(link) && !seen.has(link)) {
            seen.add(link);
            queue.push(link);
          }
      }
    }
    return [...forms.values()];
  }

  /** The form as its page shows it now; the register is put back where it is there no more. */
  async open(one) {
    const find = async () => {
      const { status, body } = await this.at.who[one.who].send(one.page);
      return status === 200 ? formsOf(body).find((form) => this.nameOf(form, one.page) === one.name) : undefined;
    };
    let form = await find();
    if (!form) {
      await this.restore();
      form = await find();
    }
    assert.ok(form, `${one.name} is on ${one.page} as ${one.who} sees it`);
    return { ...form, action: form.action ?? one.page.split('?')[0] };
  }

  /** One button of each kind; nothing for a form whose button has no name. */
  buttonsOf(form) {
    return form.buttons.length > 0 ? [...new Map(form.buttons.map((button) => [wishOf(button), button])).values()] : [undefined];
  }

  async restore() {
    ++this.restored;
    await this.at.server.stop();
    fs.rmSync(this.at.data, { recursive: true });
    fs.cpSync(this.kept, this.at.data, { recursive: true });
    await this.at.start();
    this.at.people.forEach((person, i) => (person.cookies = new Map(this.cookies[i])));
  }
}
