// The scheme that the tests share: three supporters, listed and offered. Founded once; every test that
// changes something takes a broker of its own, on a copy of the data folder.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Proxy } from './proxy.mjs';
import { Scheme } from './scheme.mjs';

export const supporters = [
  {
    person: 'rowan',
    name: 'Dr Rowan Example',
    specialty: 'Anaesthetics',
    site: 'North Site',
    languages: 'English, Welsh',
    interests: 'Night shifts',
  },
  {
    person: 'ash',
    name: 'Dr Ash Example',
    specialty: 'Surgery',
    site: 'South Site',
    languages: 'English',
  },
  {
    person: 'hazel',
    name: 'Dr Hazel Example',
    specialty: 'Psychiatry',
    site: 'North Site',
    languages: 'English, Polish',
  },
  { person: 'yarrow', name: 'Dr Yarrow Example', site: 'South Site', paused: true },
];
// Lockers that are there already.
export const colleagues = ['quill', 'reed', 'sorrel'];

async function found() {
  const steps = 'concern_steps = "concern-steps.toml"';
  const changes = { [steps]: `${steps}\nconcern_hours = 1` };
  const founded = await Scheme.found({ supporters, colleagues, changes });
  await founded.rest();
  return founded;
}

// SOTTO_SCHEME names a folder that keeps the scheme for other runs, which take it while its week lasts.
async function kept(folder) {
  const about = join(folder, 'kept.json');
  if (existsSync(about)) {
    const { until, ...rest } = JSON.parse(readFileSync(about, 'utf8'));
    if (Date.now() / 1000 < until) {
      const scheme = Object.assign(new Scheme(), rest);
      cpSync(folder, scheme.folder, { recursive: true });
      return scheme;
    }
  }
  const scheme = await found();
  cpSync(scheme.folder, folder, { recursive: true });
  const { turn, daySeconds, genesis, slips, publicKeys } = scheme;
  writeFileSync(
    about,
    JSON.stringify({ until: turn + 3000, turn, daySeconds, genesis, slips, publicKeys }),
  );
  return scheme;
}

let resting;
export function scheme() {
  resting ??= process.env.SOTTO_SCHEME ? kept(process.env.SOTTO_SCHEME) : found();
  return resting;
}

let copies = 0;

// A broker on a fresh copy, and the proxy that browsers see.
export async function world() {
  const founded = await scheme();
  const broker = await founded.copy(`copy-${++copies}`);
  const proxy = await Proxy.before(broker.port);
  return {
    scheme: founded,
    broker,
    proxy,
    address: proxy.address,
    // The command line client, at this broker.
    sotto: (person, args, input = '') =>
      founded.sotto(person, args, { input, address: broker.address }),
    async close() {
      await proxy.close();
      await broker.stop();
    },
  };
}
