// The other side of the interoperation tests: published implementations that are not ours, behind
// JSON lines. One request object a line of standard input, {"op": …}; one reply object a line of
// standard output, {"refused": why} when the implementation refused. Bytes are hex. Contexts stay
// here and are named by the number in "handle".
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import {
  DLEQProof,
  Evaluation,
  EvaluationRequest,
  Oprf,
  VOPRFClient,
  VOPRFServer,
  deriveKeyPair,
  generatePublicKey,
} from '@cloudflare/voprf-ts';
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble';
import { Chacha20Poly1305 } from '@hpke/chacha20poly1305';
import { CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { BHttpDecoder, BHttpEncoder } from 'bhttp-js';

Oprf.Crypto = CryptoNoble; // the default provider has no ristretto255
const SUITE = Oprf.Suite.RISTRETTO255_SHA512;
const group = Oprf.getGroup(SUITE);

const bytes = (text) => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = (view) => Buffer.from(view).toString('hex');
const concat = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const sha256 = (view) => Uint8Array.from(createHash('sha256').update(view).digest());
const u16 = (value) => Uint8Array.of(value >> 8, value & 255);
const text = (string) => new TextEncoder().encode(string);
const demand = (condition, why) => {
  if (!condition) throw new Error(why);
};

const kept = [];
const keep = (value) => kept.push(value) - 1;

// --- VOPRF and, over it, Privacy Pass type 0x0005 with amortized batches -------------------------

const element = (view) => {
  const out = group.desElt(view);
  demand(!out.isIdentity(), 'the identity');
  return out;
};

// blinds: hex, only where a test wants known bytes.
const blind = async (pk, inputs, blinds) => {
  const client = new VOPRFClient(SUITE, pk);
  const left = blinds?.map((scalar) => group.desScalar(bytes(scalar)));
  if (left) client.randomBlinder = () => Promise.resolve(left.shift());
  const [final, request] = await client.blind(inputs);
  return { client, final, elements: request.blinded.map((e) => e.serialize(true)) };
};

// nonce: the proof's, hex, only where a test wants known bytes.
const evaluate = async (sk, elements, nonce) => {
  const server = new VOPRFServer(SUITE, sk);
  if (nonce) server.prover.randomScalar = () => Promise.resolve(group.desScalar(bytes(nonce)));
  const out = await server.blindEvaluate(new EvaluationRequest(elements.map(element)));
  return { elements: out.evaluated.map((e) => e.serialize(true)), proof: out.proof.serialize() };
};

const finalize = async ({ client, final }, elements, proof) => {
  demand(proof.length === 64, 'not a proof');
  const dleq = DLEQProof.deserialize(group.id, proof);
  return client.finalize(final, new Evaluation(Oprf.Mode.VOPRF, elements.map(element), dleq));
};

const TOKEN_TYPE = 5;

const varint = (value) => (value < 64 ? Uint8Array.of(value) : u16(value | 0x4000));
const readVarint = (view) => {
  demand(view.length > 0 && view[0] >> 6 <= 1, 'no such length');
  if (view[0] >> 6 === 0) return [view[0], view.subarray(1)];
  const value = ((view[0] & 63) << 8) | view[1];
  demand(view.length > 1 && value >= 64, 'a length in a longer form than needed');
  return [value, view.subarray(2)];
};

const writeElements = (elements, batch) =>
  concat(batch ? varint(32 * elements.length) : [], ...elements);

// [elements, what follows them]
const readElements = (view, batch) => {
  const [size, rest] = batch ? readVarint(view) : [32, view];
  demand(size > 0 && size % 32 === 0 && rest.length >= size, 'not whole elements');
  const elements = [];
  for (let at = 0; at < size; at += 32) elements.push(rest.slice(at, at + 32));
  return [elements, rest.subarray(size)];
};

const tokenInput = (nonce, challenge, pk) =>
  concat(u16(TOKEN_TYPE), nonce, sha256(challenge), sha256(pk));

const passes = {
  async voprf_derive({ seed, info }) {
    const pair = await deriveKeyPair(Oprf.Mode.VOPRF, SUITE, bytes(seed), bytes(info));
    return { secret: hex(pair.privateKey), public: hex(pair.publicKey) };
  },
  async voprf_blind({ public: pk, inputs }) {
    const state = await blind(bytes(pk), inputs.map(bytes));
    return { handle: keep(state), elements: state.elements.map(hex) };
  },
  async voprf_evaluate({ secret, elements }) {
    const out = await evaluate(bytes(secret), elements.map(bytes));
    return { elements: out.elements.map(hex), proof: hex(out.proof) };
  },
  async voprf_finalize({ handle, elements, proof }) {
    const outputs = await finalize(kept[handle], elements.map(bytes), bytes(proof));
    return { outputs: outputs.map(hex) };
  },
  async voprf_evaluate_input({ secret, input }) {
    return { output: hex(await new VOPRFServer(SUITE, bytes(secret)).evaluate(bytes(input))) };
  },
  async pass_request({ public: pk, challenge, nonces, blinds, batch }) {
    const inputs = nonces.map((nonce) => tokenInput(bytes(nonce), bytes(challenge), bytes(pk)));
    const state = { ...(await blind(bytes(pk), inputs, blinds)), inputs };
    const head = concat(u16(TOKEN_TYPE), sha256(bytes(pk)).subarray(31));
    const request = concat(head, writeElements(state.elements, batch));
    return { handle: keep(state), request: hex(request) };
  },
  async pass_issue({ secret, request, nonce, batch }) {
    const view = bytes(request);
    const pk = generatePublicKey(SUITE, bytes(secret));
    demand(view.length >= 3 && ((view[0] << 8) | view[1]) === TOKEN_TYPE, 'another token type');
    demand(view[2] === sha256(pk)[31], 'another key');
    const [elements, rest] = readElements(view.subarray(3), batch);
    demand(rest.length === 0, 'trailing bytes');
    const out = await evaluate(bytes(secret), elements, nonce);
    return { response: hex(concat(writeElements(out.elements, batch), out.proof)) };
  },
  async pass_finalize({ handle, response, batch }) {
    const [elements, proof] = readElements(bytes(response), batch);
    const outputs = await finalize(kept[handle], elements, proof);
    return { tokens: outputs.map((output, i) => hex(concat(kept[handle].inputs[i], output))) };
  },
  async pass_redeem({ secret, challenge, token }) {
    const view = bytes(token);
    const pk = generatePublicKey(SUITE, bytes(secret));
    const input = tokenInput(view.subarray(2, 34), bytes(challenge), pk);
    demand(view.length === 162, 'not a token');
    demand(hex(view.subarray(0, 98)) === hex(input), 'not of this key and challenge');
    const right = await new VOPRFServer(SUITE, bytes(secret)).verifyFinalize(input, view.slice(98));
    demand(right, 'a wrong authenticator');
    return {};
  },
};

// --- HPKE and, over it, Oblivious HTTP (RFC 9458) ------------------------------------------------

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Chacha20Poly1305(),
});
const publicKey = (view) => suite.kem.deserializePublicKey(view);
const privateKey = (view) => suite.kem.deserializePrivateKey(view);
const modeOf = ({ psk, psk_id: id }) => (psk ? { psk: { key: bytes(psk), id: bytes(id) } } : {});

const sender = async (pk, info, mode = {}) =>
  suite.createSenderContext({ recipientPublicKey: await publicKey(pk), info, ...mode });
const receiver = async (sk, enc, info, mode = {}) =>
  suite.createRecipientContext({ recipientKey: await privateKey(sk), enc, info, ...mode });

const hpke = {
  async hpke_generate() {
    const pair = await suite.kem.generateKeyPair();
    return {
      secret: hex(await suite.kem.serializePrivateKey(pair.privateKey)),
      public: hex(await suite.kem.serializePublicKey(pair.publicKey)),
    };
  },
  async hpke_sender(ask) {
    const context = await sender(bytes(ask.public), bytes(ask.info), modeOf(ask));
    return { handle: keep(context), enc: hex(context.enc) };
  },
  async hpke_receiver(ask) {
    const [secret, enc, info] = [ask.secret, ask.enc, ask.info].map(bytes);
    return { handle: keep(await receiver(secret, enc, info, modeOf(ask))) };
  },
  async hpke_seal({ handle, aad, pt }) {
    return { ct: hex(await kept[handle].seal(bytes(pt), bytes(aad))) };
  },
  async hpke_open({ handle, aad, ct }) {
    return { pt: hex(await kept[handle].open(bytes(ct), bytes(aad))) };
  },
  async hpke_export({ handle, context, size }) {
    return { secret: hex(await kept[handle].export(bytes(context), size)) };
  },
};

const SUITE_IDS = Uint8Array.of(0, 0x20, 0, 1, 0, 3);
const requestInfo = (header) => concat(text('message/bhttp request'), [0], header);

const responseKey = async ({ enc, context }, nonce) => {
  const secret = await context.export(text('message/bhttp response'), 32);
  const derive = (label, size) =>
    hkdfSync('sha256', new Uint8Array(secret), concat(enc, nonce), text(label), size);
  const aead = suite.aead.createEncryptionContext(derive('key', 32));
  return { aead, nonce: derive('nonce', 12) };
};

const ohttp = {
  async ohttp_key({ key_id: keyId }) {
    const { secret, public: pk } = await hpke.hpke_generate();
    const [kem, symmetric] = [SUITE_IDS.subarray(0, 2), SUITE_IDS.subarray(2)];
    const config = concat([keyId], kem, bytes(pk), [0, 4], symmetric);
    return { handle: keep({ keyId, sk: bytes(secret) }), config: hex(config) };
  },
  async ohttp_encapsulate({ config, bhttp }) {
    const view = bytes(config);
    demand(view.length === 41 && hex(view.slice(1, 3)) === '0020', 'not one X25519 configuration');
    demand(hex(view.slice(35)) === '000400010003', 'not our KDF and AEAD');
    const header = concat(view.subarray(0, 1), SUITE_IDS);
    const context = await sender(view.slice(3, 35), requestInfo(header));
    const ct = new Uint8Array(await context.seal(bytes(bhttp)));
    const enc = new Uint8Array(context.enc);
    return { handle: keep({ context, enc }), capsule: hex(concat(header, enc, ct)) };
  },
  async ohttp_open({ handle, capsule }) {
    const { keyId, sk } = kept[handle];
    const view = bytes(capsule);
    const header = view.slice(0, 7);
    demand(hex(header) === hex(concat([keyId], SUITE_IDS)), 'another key or suite');
    const enc = view.slice(7, 39);
    const context = await receiver(sk, enc, requestInfo(header));
    const bhttp = await context.open(view.slice(39));
    return { handle: keep({ context, enc }), bhttp: hex(bhttp) };
  },
  async ohttp_respond({ handle, bhttp }) {
    const nonce = randomBytes(32);
    const key = await responseKey(kept[handle], nonce);
    const ct = await key.aead.seal(key.nonce, bytes(bhttp), new Uint8Array(0));
    return { capsule: hex(concat(nonce, new Uint8Array(ct))) };
  },
  async ohttp_open_response({ handle, capsule }) {
    const view = bytes(capsule);
    const key = await responseKey(kept[handle], view.slice(0, 32));
    return { bhttp: hex(await key.aead.open(key.nonce, view.slice(32), new Uint8Array(0))) };
  },
};

// --- binary HTTP (RFC 9292) ----------------------------------------------------------------------

// The library writes no padding.
const padded = (view, size) => {
  demand(view.length <= size, 'larger than its padded size');
  return hex(concat(view, new Uint8Array(size - view.length)));
};
const described = async (message) => ({
  headers: [...message.headers],
  content: hex(await message.arrayBuffer()),
});

const bhttp = {
  async bhttp_encode_request({ method, url, headers, content, size }) {
    const body = content === '' ? undefined : bytes(content);
    const request = new Request(url, { method, headers, body });
    return { bhttp: padded(await new BHttpEncoder().encodeRequest(request), size) };
  },
  async bhttp_decode_request({ bhttp: encoded }) {
    const request = new BHttpDecoder().decodeRequest(bytes(encoded));
    return { method: request.method, url: request.url, ...(await described(request)) };
  },
  async bhttp_encode_response({ status, headers, content, size }) {
    const body = content === '' ? null : bytes(content);
    const response = new Response(body, { status, headers });
    return { bhttp: padded(await new BHttpEncoder().encodeResponse(response), size) };
  },
  async bhttp_decode_response({ bhttp: encoded }) {
    const response = new BHttpDecoder().decodeResponse(bytes(encoded));
    return { status: response.status, ...(await described(response)) };
  },
};

const operations = { ...passes, ...hpke, ...ohttp, ...bhttp };

process.stdout.write(`${JSON.stringify({ ready: process.version })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...ask } = JSON.parse(line);
  if (!operations[op]) throw new Error(`no operation ${op}`); // not to pass for a refusal
  let reply;
  try {
    reply = await operations[op](ask);
  } catch (error) {
    reply = { refused: `${error.message || error.name}` };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
