// Two people of libsignal, each with stores in memory, and an established session between them.
import { randomUUID } from 'node:crypto';
import * as signal from '@signalapp/libsignal-client';

class Sessions extends signal.SessionStore {
  kept = new Map();
  async saveSession(name, record) {
    this.kept.set(name.toString(), record.serialize());
  }
  async getSession(name) {
    const bytes = this.kept.get(name.toString());
    return bytes ? signal.SessionRecord.deserialize(bytes) : null;
  }
  async getExistingSessions(names) {
    return Promise.all(names.map((name) => this.getSession(name)));
  }
}

class Identities extends signal.IdentityKeyStore {
  kept = new Map();
  key = signal.PrivateKey.generate();
  async getIdentityKey() {
    return this.key;
  }
  async getLocalRegistrationId() {
    return 1;
  }
  async saveIdentity(name, key) {
    this.kept.set(name.toString(), key);
    return signal.IdentityChange.NewOrUnchanged;
  }
  async isTrustedIdentity() {
    return true;
  }
  async getIdentity(name) {
    return this.kept.get(name.toString()) ?? null;
  }
}

// The stores of prekeys differ in the names of their functions alone.
function prekeys(base, what) {
  const kept = new Map();
  return new (class extends base {
    async [`save${what}`](id, record) {
      kept.set(id, record);
    }
    async [`get${what}`](id) {
      return kept.get(id);
    }
    async [`remove${what}`](id) {
      kept.delete(id);
    }
    async [`mark${what}Used`]() {}
  })();
}

class Party {
  uuid = randomUUID();
  address = signal.ProtocolAddress.new(this.uuid, 1);
  sessions = new Sessions();
  identities = new Identities();
  once = prekeys(signal.PreKeyStore, 'PreKey');
  signed = prekeys(signal.SignedPreKeyStore, 'SignedPreKey');
  kyber = prekeys(signal.KyberPreKeyStore, 'KyberPreKey');

  async bundle() {
    const { key } = this.identities;
    const once = signal.PrivateKey.generate();
    const signed = signal.PrivateKey.generate();
    const kyber = signal.KEMKeyPair.generate();
    const signedBy = key.sign(signed.getPublicKey().serialize());
    const kyberBy = key.sign(kyber.getPublicKey().serialize());
    const now = Date.now();
    await this.once.savePreKey(1, signal.PreKeyRecord.new(1, once.getPublicKey(), once));
    await this.signed.saveSignedPreKey(
      1,
      signal.SignedPreKeyRecord.new(1, now, signed.getPublicKey(), signed, signedBy),
    );
    await this.kyber.saveKyberPreKey(1, signal.KyberPreKeyRecord.new(1, now, kyber, kyberBy));
    return signal.PreKeyBundle.new(
      1, 1, 1, once.getPublicKey(), 1, signed.getPublicKey(), signedBy, key.getPublicKey(),
      1, kyber.getPublicKey(), kyberBy,
    ); // prettier-ignore
  }

  certify(server) {
    this.certificate = signal.SenderCertificate.new(
      this.uuid, null, 1, this.identities.key.getPublicKey(), Date.now() + 1e9,
      server.certificate, server.key,
    ); // prettier-ignore
  }

  seal(to, message) {
    return signal.sealedSenderEncryptMessage(
      message, to.address, this.certificate, this.sessions, this.identities,
    ); // prettier-ignore
  }

  async open(root, sealed) {
    const opened = await signal.sealedSenderDecryptMessage(
      sealed, root, Date.now(), null, this.uuid, 1,
      this.sessions, this.identities, this.once, this.signed, this.kyber,
    ); // prettier-ignore
    return opened.message();
  }
}

// {seal(): sealed, open(sealed): message}, both async; every sealed message is opened once.
export async function signalPair(message) {
  const rootKey = signal.PrivateKey.generate();
  const key = signal.PrivateKey.generate();
  const server = { key, certificate: signal.ServerCertificate.new(1, key.getPublicKey(), rootKey) };
  const root = rootKey.getPublicKey();
  const [from, to] = [new Party(), new Party()];
  for (const party of [from, to]) party.certify(server);
  await signal.processPreKeyBundle(
    await to.bundle(), to.address, from.address, from.sessions, from.identities,
  ); // prettier-ignore
  // There and back once: from then on no message carries prekeys.
  await to.open(root, await from.seal(to, message));
  await from.open(root, await to.seal(from, message));
  return { seal: () => from.seal(to, message), open: (sealed) => to.open(root, sealed) };
}
