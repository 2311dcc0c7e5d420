// node peers_bench.mjs HOT_PATHS: the pieces of work for which npm has a peer, in turns with it: the
// CPU time of that program against the CPU time of this process. What a peer needs besides (keys,
// blinding, sessions) is prepared outside what is measured.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import {
  EvaluationRequest,
  Oprf,
  VOPRFClient,
  VOPRFServer,
  generatePublicKey,
  randomPrivateKey,
} from '@cloudflare/voprf-ts';
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble';
import { Chacha20Poly1305 } from '@hpke/chacha20poly1305';
import { CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { exitCode, show } from './records.mjs';
import { signalPair } from './signal_peer.mjs';

const program = spawn(process.argv[2], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
async function ours(name, times) {
  program.stdin.write(`${name} ${times}\n`);
  const { value, done } = await answers.next();
  if (done) throw new Error(`${process.argv[2]} has ended`);
  return Number(value) / times;
}

async function cpuOf(work, times) {
  const before = process.cpuUsage();
  for (let i = 0; i < times; ++i) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / times;
}

const rounds = 11;
const bytes = (size) => Uint8Array.from(randomBytes(size));
const demand = (held) => {
  if (!held) throw new Error('a peer went wrong');
};

// name of the work, times of ours and of theirs a round, theirs: a function that does it once.
async function measure(title, name, times, theirs, theirTimes, goal) {
  const ratios = [];
  await ours(name, 1);
  for (let i = 0; i < theirTimes; ++i) await theirs(); // compiled before it counts
  for (let round = 0; round < rounds; ++round) {
    const first = round % 2 ? await ours(name, times) : 0;
    const peer = await cpuOf(theirs, theirTimes);
    ratios.push(peer / (first || (await ours(name, times))));
  }
  show(title, ratios, { atLeast: goal });
}

Oprf.Crypto = CryptoNoble; // the default provider has no ristretto255
const oprf = Oprf.Suite.RISTRETTO255_SHA512;

async function passes() {
  const secret = await randomPrivateKey(oprf);
  const server = new VOPRFServer(oprf, secret);
  const client = new VOPRFClient(oprf, generatePublicKey(oprf, secret));
  const inputs = Array.from({ length: 200 }, () => bytes(98));
  const [finalData, request] = await client.blind(inputs);
  const sent = request.serialize();
  await measure(
    'batch of 200 passes: CPU of @cloudflare/voprf-ts / ours', 'batch', 1,
    async () => {
      const answer = await server.blindEvaluate(EvaluationRequest.deserialize(oprf, sent));
      demand((await client.finalize(finalData, answer)).length === inputs.length);
    },
    1, 10,
  ); // prettier-ignore
  const output = await server.evaluate(inputs[0]);
  await measure(
    'pass redeemed: CPU of @cloudflare/voprf-ts / ours', 'redeem', 100,
    async () => demand(await server.verifyFinalize(inputs[0], output)),
    10, 10,
  ); // prettier-ignore
}

async function cells() {
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Chacha20Poly1305(),
  });
  const info = new TextEncoder().encode('bench');
  const plaintext = bytes(2000);
  const pair = await suite.kem.generateKeyPair();
  const seal = async () => {
    const sender = await suite.createSenderContext({ recipientPublicKey: pair.publicKey, info });
    return { enc: sender.enc, cell: await sender.seal(plaintext) };
  };
  await measure('cell sealed: CPU of @hpke/core / ours', 'seal', 100, seal, 20, 1);
  const { enc, cell } = await seal();
  await measure(
    'cell opened: CPU of @hpke/core / ours', 'open', 200,
    async () => {
      const receiver = await suite.createRecipientContext({ recipientKey: pair, enc, info });
      demand((await receiver.open(cell)).byteLength === plaintext.length);
    },
    20, 1,
  ); // prettier-ignore
}

// A message of 848 bytes, which is what a cell holds; libsignal does not pad it.
async function sealedSender() {
  const pair = await signalPair(bytes(848));
  const waiting = [];
  const times = 50;
  await measure(
    'cell sealed: CPU of libsignal, sealed sender / ours', 'seal', 100,
    async () => waiting.push(await pair.seal()),
    times, 1,
  ); // prettier-ignore
  // In their order, as they were sealed; sessions keep keys of messages that were left out.
  await measure(
    'cell opened: CPU of libsignal, sealed sender / ours', 'open', 200,
    async () => demand((await pair.open(waiting.shift())).length === 848),
    times, 1,
  ); // prettier-ignore
}

await passes();
await cells();
await sealedSender();
program.stdin.end();
process.exitCode = exitCode();
