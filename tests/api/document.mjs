// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// api/openapi.yaml as the tests use it: its operations, and the schema of each answer.

import fs from 'node:fs';
import path from 'node:path';

import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import YAML from 'yaml';

import { root } from '../support/register.mjs';

export const file = path.join(root, 'api/openapi.yaml');
export const text = fs.readFileSync(file, 'utf8');
export const document = YAML.parse(text);

const kMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

export const operations = Object.entries(document.paths).flatMap(([address, item]) =>
  kMethods
    .filter((method) => method in item)
    .map((method) => ({ address, method, operation: item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve) })),
);

/** What a value that may be a reference stands for. */
export function resolve(value) {
  if (!value?.$ref) return value;
  const steps = value.$ref.slice(2).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolve(steps.reduce((at, step) => at[step], document));
}

// Strict: a misspelt keyword in a schema is an error. The document's own members are no keywords of schemas.
const ajv = new Ajv2020({ strict: false, strictTypes: false, strictRequired: false, allErrors: true });
addFormats(ajv);
ajv.addVocabulary(['example', 'externalDocs', 'discriminator', 'xml']);
ajv.addSchema(document, 'openapi', false);

/** The schema of an answer, by status and media type; nothing where the document names none. */
export function schemaOf({ operation }, status, type) {
  const answer = resolve(operation.responses[status] ?? operation.responses.default);
  return answer?.content?.[type]?.schema;
}

/** The faults of a value by a schema of the document, in words; none where it holds. */
export function faultsOf(schema, value) {
  // References are within the document: it is named, so that they are found from outside.
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
  const validate = ajv.compile(absolute);
  return validate(value) ? [] : validate.errors.map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
}

/** Members of a value that the schema does not name: what the server answers and the document keeps quiet about. */
export function undescribed(schema, value, at = '') {
  const known = [schema].flatMap(function flatten(one) {
    const s = resolve(one) ?? {};
    return [s, ...['allOf', 'anyOf', 'oneOf'].flatMap((name) => (s[name] ?? []).flatMap(flatten))];
  });
  if (Array.isArray(value)) {
    const items = known.map((s) => s.items).find(Boolean);
    return items ? value.flatMap((one, i) => undescribed(items, one, `${at}/${i}`)) : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const described = known.map((s) => s.properties?.[name]).find(Boolean) ?? known.map((s) => s.additionalProperties).find((s) => s && typeof s === 'object');
    return described ? undescribed(described, member, `${at}/${name}`) : [`${at}/${name}`];
  });
}
