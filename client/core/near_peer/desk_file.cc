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

SecretBytes encode_desk(const DirectorsDesk& desk) {
  Writer rows;
  desk.desk.write(rows);
  const Bytes written = rows.take();
  SecretWriter out(32 + 32 + 32 + 4 + desk.policy.size() + written.size() + desk.mail.size());
  out.bytes(desk.genesis).bytes(desk.signing.seed.expose()).bytes(desk.sealing.secret.expose());
  out.vec32(desk.policy).bytes(written);
  desk.mail.write(out);
  return out.take();
}

std::optional<DirectorsDesk> parse_desk(ByteView plaintext) {
  Reader in(plaintext);
  Hash256 genesis{};
  Secret<32> seed, sealing;
  ByteView policy;
  if (!in.fixed(genesis) || !in.secret(seed) || !in.secret(sealing) || !in.vec32(policy)) {
    return std::nullopt;
  }
  const auto scheme = protocol::Policy::parse(policy);
  if (!scheme || !scheme->near_peer) return std::nullopt;
  auto desk = Desk::read(in, *scheme->near_peer);
  if (!desk) return std::nullopt;
  auto mail = DeskMail::read(in);
  if (!mail || !in.done()) return std::nullopt;
  return DirectorsDesk{genesis,
                       to_bytes(policy),
                       SigningKey::from_seed(std::move(seed)),
                       std::move(*desk),
                       X25519KeyPair::from_secret(std::move(sealing)),
                       std::move(*mail)};
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
