// The scheme that the tests share: three supporters, listed and offered. Founded once; every test that
// changes something takes a broker of its own, on a copy of the data folder.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, temporaryFolder } from './processes.mjs';
import { Proxy } from './proxy.mjs';
import { Scheme, serveFrom } from './scheme.mjs';
import * as where from './where.mjs';

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
  const proxy = await Proxy.before(0);
  const here = {
    scheme: founded,
    proxy,
    address: proxy.address,
    // The command line client, at this broker.
    sotto: (person, args, input = '') =>
      founded.sotto(person, args, { input, address: here.broker.address }),
    // What an operator does with the folder while nobody serves it. Browsers find whoever serves it then at
    // the same address.
    async atRest(...args) {
      const { data } = here.broker;
      await here.broker.stop();
      const said = await run(where.broker, [...args, '--data', data]);
      serveWith(await founded.serve(data));
      return said;
    },
    async close() {
      await proxy.close();
      await here.broker.stop();
    },
  };
  const serveWith = (broker) => {
    here.broker = broker;
    proxy.target = broker.port;
  };
  serveWith(await founded.copy(`copy-${++copies}`));
  return here;
}

// Brokers of a scheme whose quarter is over: `honest`, and `lying`, which has dropped a report since it was
// closed. `words` are the three trustees'.
export async function quarterWorlds() {
  const folder = temporaryFolder();
  const now = String(Math.floor(Date.now() / 1000));
  const words = JSON.parse(await run(where.quarterSample, [folder, now]));
  const at = async (name) => {
    const log = join(folder, `${name}.log`);
    const broker = await serveFrom(join(folder, name, 'data'), log, ['--web', where.pages]);
    const proxy = await Proxy.before(broker.port);
    return {
      proxy,
      address: proxy.address,
      sotto: async (args, input) =>
        JSON.parse(await run(where.sotto, ['--json', '--broker', broker.address, ...args], input)),
      async close() {
        await proxy.close();
        await broker.stop();
      },
    };
  };
  return { words, honest: await at('honest'), lying: await at('lying') };
}
