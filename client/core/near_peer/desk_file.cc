#include "client/core/near_peer/desk_file.h"

#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {
namespace {

constexpr std::string_view kMagic = "sotto desk 1\n";
constexpr std::size_t kHead = kMagic.size() + 16;

Secret<32> box_key(const LockerKeys& keys) {
  return derive<32>("sotto/v1/desk-file", {keys.seal.expose()});
}

}  // namespace

protocol::Policy DirectorsDesk::scheme() const {
  auto out = protocol::Policy::parse(policy);
  if (!out || !out->near_peer) panic("desk: not the policy of a near-peer scheme");
  return std::move(*out);
}

DirectorsDesk begin_desk(const Hash256& genesis, const protocol::Policy& policy,
                         DirectorKeys keys) {
  DirectorsDesk out{genesis, policy.encode(), std::move(keys.signing), Desk(*policy.near_peer)};
  out.sealing = std::move(keys.sealing);
  out.secret = std::move(keys.desk);
  return out;
}

SecretBytes encode_people(const DirectorsDesk& desk) {
  Writer rows;
  desk.desk.write(rows);
  const Bytes written = rows.take();
  SecretWriter out(32 + 4 + desk.policy.size() + written.size() + desk.mail.size());
  out.bytes(desk.secret.expose()).vec32(desk.policy).bytes(written);
  desk.mail.write(out);
  return out.take();
}

bool read_people(DirectorsDesk& desk, ByteView plaintext) {
  Reader in(plaintext);
  Secret<32> secret;
  ByteView policy;
  if (!in.secret(secret) || !in.vec32(policy)) return false;
  const auto scheme = protocol::Policy::parse(policy);
  if (!scheme || !scheme->near_peer) return false;
  std::uint8_t version = 0;
  auto rows = Desk::read(in, *scheme->near_peer, version);
  if (!rows) return false;
  auto mail = DeskMail::read(in, version > Desk::kVersionBeforeClaims);
  if (!mail || !in.done()) return false;
  desk.secret = std::move(secret);
  desk.policy = to_bytes(policy);
  desk.desk = std::move(*rows);
  desk.mail = std::move(*mail);
  return true;
}

SecretBytes encode_desk(const DirectorsDesk& desk) {
  const SecretBytes people = encode_people(desk);
  SecretWriter out(32 + 32 + 32 + people.expose().size());
  out.bytes(desk.genesis).bytes(desk.signing.seed.expose()).bytes(desk.sealing.secret.expose());
  out.bytes(people.expose());
  return out.take();
}

std::optional<DirectorsDesk> parse_desk(ByteView plaintext) {
  Reader in(plaintext);
  Hash256 genesis{};
  Secret<32> seed, sealing;
  ByteView people;
  if (!in.fixed(genesis) || !in.secret(seed) || !in.secret(sealing) ||
      !in.view(in.left(), people)) {
    return std::nullopt;
  }
  DirectorsDesk out{
      genesis, {}, SigningKey::from_seed(std::move(seed)), Desk(protocol::NearPeer{})};
  out.sealing = X25519KeyPair::from_secret(std::move(sealing));
  if (!read_people(out, people)) return std::nullopt;
  return out;
}

Bytes seal_desk(const DirectorsDesk& desk, const LockerKeys& keys, FixedView<16> salt) {
  const Bytes head = concat({as_bytes(kMagic), salt});
  return concat({head, box_seal(box_key(keys), head, encode_desk(desk).expose())});
}

std::optional<ByteArray<16>> desk_salt(ByteView file) {
  if (file.size() < kHead || !equal(file.first(kMagic.size()), as_bytes(kMagic))) {
    return std::nullopt;
  }
  return to_array<16>(FixedView<16>(file.subspan(kMagic.size(), 16)));
}

std::optional<DirectorsDesk> open_desk(ByteView file, const LockerKeys& keys) {
  if (!desk_salt(file)) return std::nullopt;
  const auto plaintext = box_open(box_key(keys), file.first(kHead), file.subspan(kHead));
  return plaintext ? parse_desk(plaintext->expose()) : std::nullopt;
}

}  // namespace sotto::client
