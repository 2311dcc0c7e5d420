// The list of components of a package, CycloneDX 1.5 in JSON, on standard output: what is compiled in, what
// is linked as a shared library, and what the pages are made of, as the machine that built it has them.
// arguments: name and version of the package, its time in seconds, a hash of its source, what it holds.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [name, version, time, source] = process.argv.slice(2);
if (!source) throw new Error('usage: components.mjs PACKAGE VERSION TIME SOURCE');

// Debian packages | licence | how they are used
const headers = [
  ['libboost1.81-dev', 'BSL-1.0', 'headers'],
  ['libcli11-dev', 'BSD-3-Clause', 'headers'],
  ['libhowardhinnant-date-dev', 'MIT', 'headers'],
];
const shared = [
  ['libargon2-1', 'CC0-1.0 OR Apache-2.0', 'shared library'],
  ['libboost-json1.81.0', 'BSL-1.0', 'shared library'],
  ['libc6', 'LGPL-2.1-or-later', 'shared library'],
  ['libdate-tz3', 'MIT', 'shared library'],
  ['libgcc-s1', 'GPL-3.0-or-later WITH GCC-exception-3.1', 'shared library'],
  ['libsodium23', 'ISC', 'shared library'],
  ['libssl3', 'Apache-2.0', 'shared library'],
  ['libstdc++6', 'GPL-3.0-or-later WITH GCC-exception-3.1', 'shared library'],
];
const native = {
  sotto: [
    ...headers,
    ...shared,
    ['liblemon-dev', 'BSL-1.0', 'headers'],
    ['libqrencode4', 'LGPL-2.1-or-later', 'shared library'],
    ['liblemon-dev', 'BSL-1.0', 'headers'],
    ['liblemon1.3.1', 'BSL-1.0', 'shared library'],
  ],
  'sotto-broker': [
    ...headers,
    ...shared,
    ['libtomlplusplus-dev', 'MIT', 'headers'],
    ['liblmdb0', 'OLDAP-2.8', 'shared library'],
  ],
};
// What the module is compiled from.
const module = [
  ['libsodium-dev', 'ISC', 'compiled from source into the pages'],
  ['libc++-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['libc++abi-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['libclang-rt-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['wasi-libc', 'Apache-2.0 WITH LLVM-exception AND MIT', 'compiled into the pages'],
  ['liblemon-dev', 'BSL-1.0', 'headers, compiled into the pages'],
];
const pages = ['d3-array', 'nhsuk-frontend', 'preact', 'uqr'];

const debian = ([of, licence, use]) => {
  const format = '${source:Package} ${source:Version} ${Version} ${Architecture}\n';
  const asked = execFileSync('dpkg-query', ['-W', '-f', format, of], { encoding: 'utf8' });
  const [src, , installed, architecture] = asked.split('\n')[0].split(' ');
  const purl = `pkg:deb/debian/${encodeURIComponent(of)}@${encodeURIComponent(installed)}?arch=${architecture}&distro=bookworm`;
  return {
    type: 'library',
    'bom-ref': purl,
    name: of,
    version: installed,
    licenses: [{ expression: licence }],
    purl,
    properties: [
      { name: 'sotto:use', value: use },
      { name: 'sotto:source-package', value: src },
    ],
  };
};

const lock = JSON.parse(readFileSync('client/web/package-lock.json', 'utf8'));
const npm = (of) => {
  const entry = lock.packages[`node_modules/${of}`];
  const purl = `pkg:npm/${of}@${entry.version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name: of,
    version: entry.version,
    hashes: [
      {
        alg: 'SHA-512',
        content: Buffer.from(entry.integrity.replace(/^sha512-/, ''), 'base64').toString('hex'),
      },
    ],
    licenses: [{ expression: entry.license }],
    purl,
    properties: [{ name: 'sotto:use', value: 'in the pages' }],
  };
};

const words = {
  type: 'data',
  'bom-ref': 'eff-long-word-list',
  name: 'EFF long word list',
  version: '2016',
  licenses: [{ expression: 'CC-BY-3.0-US' }],
  externalReferences: [{ type: 'website', url: 'https://www.eff.org/dice' }],
};

const components = [...native[name].map(debian), words];
if (name === 'sotto-broker') components.push(...module.map(debian), ...pages.map(npm));
components.sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));

const top = `pkg:deb/sotto/${name}@${version}`;
const digest = createHash('sha256').update(`${top} ${source}`).digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: `urn:uuid:${uuid}`,
  version: 1,
  metadata: {
    timestamp: new Date(Number(time) * 1000).toISOString().replace('.000', ''),
    component: { type: 'application', 'bom-ref': top, name, version, purl: top },
  },
  components,
  dependencies: [{ ref: top, dependsOn: components.map((one) => one['bom-ref']) }],
};
console.log(JSON.stringify(bom, null, 2));
