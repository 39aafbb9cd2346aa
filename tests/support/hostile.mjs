// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Texts that nobody should send, and what a page or a file must not become by them.

import { elementsOf, textOf } from './html.mjs';

/** Every text holds it, so that it is known wherever it lands. */
export const mark = 'zqx';
export const megabyte = 'a megabyte';

/** Values are texts, or bytes that are no text. */
export const hostileTexts = {
  markup: `${mark}"'><script>${mark}(1)</script><img src=x onerror=${mark}(1)>`,
  'a scheme': `javascript:${mark}(1)//`,
  'a scheme behind a control': `\u0001 jAvAsCrIpT:${mark}(1)`,
  'a formula': `=HYPERLINK("https://${mark}.example";"${mark}")`,
  'a formula behind a tab': `\t@SUM(1+1)*${mark}`,
  directions: `${mark}\u202e\u2066\u200ftxt.exe END`,
  controls: `${mark}\u0000\u0007\u001b[31m\u007f`,
  'a header': `${mark}\r\nSet-Cookie: ${mark}=1`,
  'broken UTF-8': Buffer.concat([Buffer.from(mark), Buffer.from([0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80])]),
  'a path': `../../../../${mark}/etc/passwd`,
  'a template': `{{${mark}}}{{{${mark}}}}{{#t}}${mark}{{/t}}`,
  combining: `${mark}${'\u0300\u0316\u035c'.repeat(60)}`,
  'a number out of range': '-99999999999999999999999999',
  blanks: ' \u00a0\u200b ',
  nothing: '',
  [megabyte]: `${mark} ${'x'.repeat(1_000_000)}`,
};

const addresses = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'xlink:href', 'srcset'];
const schemes = /^(https?|mailto|tel|otpauth):/i;
const blocks = new Set(['p', 'div', 'li', 'dt', 'dd', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'section', 'article', 'aside', 'main', 'nav', 'ul', 'ol', 'dl', 'table', 'tr', 'form', 'fieldset', 'legend', 'summary', 'details', 'blockquote', 'figure', 'figcaption', 'caption', 'header', 'footer', 'body', 'option', 'textarea', 'title', 'pre', 'address', 'text']);
const directions = /[\u202a-\u202e\u2066-\u2069]/;

/** Whether what a text does to its direction ends with it: it stands isolated, or nothing stands behind it in its block. */
function isolated(element, text) {
  let up = element;
  const behind = [];
  let below = text;
  for (; up.parent; up = up.parent) {
    const at = up.children.indexOf(below);
    behind.push(...up.children.slice(at + 1).map((child) => (typeof child === 'string' ? child : textOf(child))));
    if (up.name === 'bdi' || up.attributes.dir !== undefined || ['title', 'textarea', 'option'].includes(up.name)) return true;
    if (blocks.has(up.name)) break;
    below = up;
  }
  const rest = text.slice(text.lastIndexOf('END') + 3) + behind.join('');
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** What in a page could do something that no page of the register does; nothing where all is well. */
export function faultOfPage(html) {
  for (const element of elementsOf(html)) {
    const { name, attributes, children } = element;
    if (name.includes(mark)) return `has an element <${name}>`;
    if (['iframe', 'object', 'embed', 'base', 'frame'].includes(name)) return `has an element <${name}>`;
    if (name === 'script') {
      if (attributes.type === 'application/ld+json') JSON.parse(textOf(element));
      else if (!/^\/assets\/app-\w+\.js$/.test(attributes.src ?? '') || textOf(element).trim()) return `has a script: ${textOf(element).slice(0, 80)}`;
    }
    for (const [key, value] of Object.entries(attributes)) {
      if (/^on/.test(key) || key.includes(mark)) return `has an attribute ${key} on <${name}>`;
      if (key === 'style' && value.includes(mark)) return `has a style of the sender’s own on <${name}>`;
      if (!addresses.includes(key)) continue;
      const bare = value.replace(/[\u0000-\u0020]/g, '');
      if (/^[a-z][a-z0-9+.-]*:/i.test(bare) && !schemes.test(bare)) return `leads to ${value.slice(0, 60)}`;
    }
    for (const child of children)
      if (typeof child === 'string' && child.includes(mark) && directions.test(child) && name !== 'script' && !isolated(element, child)) return `turns what stands behind it: “${child.trim().slice(0, 80)}” in <${name}>`;
  }
  return undefined;
}

/** The cells of a file of CSV (RFC 4180). */
function cellsOf(csv) {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
}

/** A cell that a spreadsheet would calculate. */
export function faultOfCsv(csv) {
  const cell = cellsOf(csv.replace(/^\ufeff/, '')).find((one) => /^[=+@\t\r-]/.test(one) && !/^[+-]?[\d.]+$/.test(one));
  return cell === undefined ? undefined : `a cell is calculated: ${cell.slice(0, 60)}`;
}

/** What is wrong with an answer, whatever was asked. */
export function faultOfAnswer({ status, headers, body }, honest = [200, 303, 400, 403, 404, 409, 410, 413, 422, 429]) {
  if (!honest.includes(status)) return `status ${status}`;
  if (headers[mark] || (headers['set-cookie'] ?? []).some((line) => line.includes(mark))) return 'a header of the sender’s own';
  if (status === 303 && (!/^\/[a-z]{2}(\/|$)/.test(headers.location) || headers.location.includes('//'))) return `sends to ${headers.location}`;
  if (status >= 400 && !body) return `${status} without a word`;
  const type = headers['content-type'] ?? '';
  if (/text\/html/.test(type)) return faultOfPage(body);
  if (/text\/csv/.test(type)) return faultOfCsv(body);
  if (/json/.test(type)) JSON.parse(body);
  return undefined;
}
