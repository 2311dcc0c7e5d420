// The list of components of a package, CycloneDX 1.6 in JSON, on standard output: what is compiled in, what
// is linked as a shared library, and what the pages are made of, as the machine that built it has them.
// arguments: name and version of the package, its time in seconds, a hash of its source.

import { Contrib, Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import parseLicence from 'spdx-expression-parse';
import { PackageURL } from 'packageurl-js';
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
    ['liblemon1.3.1', 'BSL-1.0', 'shared library'],
    ['libqrencode4', 'LGPL-2.1-or-later', 'shared library'],
  ],
  'sotto-broker': [
    ...headers,
    ...shared,
    ['libtomlplusplus-dev', 'MIT', 'headers'],
    ['liblmdb0', 'OLDAP-2.8', 'shared library'],
  ],
};
// What the modules are compiled from.
const modules = [
  ['libsodium-dev', 'ISC', 'compiled from source into the pages'],
  ['libc++-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['libc++abi-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['libclang-rt-19-dev-wasm32', 'Apache-2.0 WITH LLVM-exception', 'compiled into the pages'],
  ['wasi-libc', 'Apache-2.0 WITH LLVM-exception AND MIT', 'compiled into the pages'],
  ['liblemon-dev', 'BSL-1.0', 'headers, compiled into the pages'],
];
const pages = ['d3-array', 'nhsuk-frontend', 'preact', 'uqr'];

const licences = new Contrib.License.Factories.LicenseFactory(parseLicence);

const component = (type, ref, of, { at, licence, use = {}, ...more }) =>
  new Models.Component(type, of, {
    bomRef: ref,
    version: at,
    licenses: new Models.LicenseRepository([licences.makeExpression(licence)]),
    properties: new Models.PropertyRepository(
      Object.entries(use).map(([key, value]) => new Models.Property(`sotto:${key}`, value)),
    ),
    ...more,
  });
const library = (purl, of, fields) =>
  component(Enums.ComponentType.Library, purl, of, { purl, ...fields });

const debian = ([of, licence, use]) => {
  const format = '${source:Package} ${Version} ${Architecture}\n';
  const asked = execFileSync('dpkg-query', ['-W', '-f', format, of], { encoding: 'utf8' });
  const [from, at, arch] = asked.split('\n')[0].split(' ');
  const purl = new PackageURL('deb', 'debian', of, at, { arch, distro: 'bookworm' }).toString();
  return library(purl, of, { at, licence, use: { use, 'source-package': from } });
};

const lock = JSON.parse(readFileSync('client/web/package-lock.json', 'utf8'));
const npm = (of) => {
  const entry = lock.packages[`node_modules/${of}`];
  const purl = new PackageURL('npm', null, of, entry.version).toString();
  const sha512 = Buffer.from(entry.integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  return library(purl, of, {
    at: entry.version,
    licence: entry.license,
    use: { use: 'in the pages' },
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], sha512]]),
  });
};

const words = component(Enums.ComponentType.Data, 'eff-long-word-list', 'EFF long word list', {
  at: '2016',
  licence: 'CC-BY-3.0-US',
  externalReferences: new Models.ExternalReferenceRepository([
    new Models.ExternalReference('https://www.eff.org/dice', Enums.ExternalReferenceType.Website),
  ]),
});

const components = [...native[name].map(debian), words];
if (name === 'sotto-broker') components.push(...modules.map(debian), ...pages.map(npm));

const purl = new PackageURL('deb', 'sotto', name, version).toString();
const digest = createHash('sha256').update(`${purl} ${source}`).digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
const bom = new Models.Bom({
  serialNumber: `urn:uuid:${uuid}`,
  metadata: new Models.Metadata({
    timestamp: new Date(Number(time) * 1000),
    component: new Models.Component(Enums.ComponentType.Application, name, {
      bomRef: purl,
      version,
      purl,
      dependencies: new Models.BomRefRepository(components.map((one) => one.bomRef)),
    }),
  }),
  components: new Models.ComponentRepository(components),
});

const written = new Serialize.JsonSerializer(
  new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
).serialize(bom, { sortLists: true, space: 2 });
const wrong = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(written);
if (wrong !== null) throw new Error(`not CycloneDX 1.6: ${JSON.stringify(wrong)}`);
console.log(written);
