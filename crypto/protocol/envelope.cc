#include "crypto/protocol/envelope.h"

#include <algorithm>
#include <array>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/hpke/hpke.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/labelled_hash.h"

namespace sotto::protocol {
namespace {

using ristretto::Scalar;
using shamir::Share;

constexpr std::string_view kShareLabel = "sotto/v1/concern-share";
constexpr std::string_view kCoLabel = "sotto/v1/concern-co";
constexpr std::string_view kKeyLabel = "sotto/v1/concern-key";
constexpr std::string_view kRestLabel = "sotto/v1/concern-rest";
constexpr std::string_view kIdLabel = "sotto/v1/concern-envelope";
constexpr ByteArray<12> kNonce{};  // every key is used once

using Place = ByteArray<kEnvelopePlaceSize>;

Bytes share_info(const Hash256& genesis, std::uint8_t place) {
  return Writer().bytes(as_bytes(kShareLabel)).bytes(genesis).u8(place).take();
}
Bytes co_info(const Hash256& genesis) {
  return Writer().bytes(as_bytes(kCoLabel)).bytes(genesis).take();
}

std::optional<Place> seal_place(const X25519PublicKey& key, ByteView info, ByteView aad,
                                FixedView<32> secret) {
  auto sender = hpke::Sender::setup_base(key, info);
  if (!sender) return std::nullopt;
  Place out;
  const Bytes sealed = sender->seal(aad, secret);
  std::ranges::copy(sealed, std::ranges::copy(sender->enc(), out.begin()).out);
  return out;
}

std::optional<Secret<32>> open_place(ByteView place, const X25519KeyPair& key,
                                     const hpke::Schedule& schedule, ByteView aad) {
  auto receiver = hpke::Receiver::setup(to_array(place.first<hpke::kEncSize>()), key, schedule);
  if (!receiver) return std::nullopt;
  const auto secret = receiver->open(aad, place.subspan(hpke::kEncSize));
  if (!secret || secret->size() != 32) return std::nullopt;
  return Secret<32>::from(secret->expose().first<32>());
}

// An envelope is places ‖ body ‖ co-secret's place; the last is bound to all before it.
struct Parts {
  explicit Parts(const Envelope& envelope)
      : rest(ByteView(envelope).first(kEnvelopeSize - kEnvelopePlaceSize)),
        body(rest.subspan(kEnvelopePlaces * kEnvelopePlaceSize)),
        co_place(ByteView(envelope).subspan(rest.size())) {}
  ByteView place(std::uint8_t index) const {
    return rest.subspan(index * kEnvelopePlaceSize, kEnvelopePlaceSize);
  }
  ByteView rest, body, co_place;
};

Hash256 rest_hash(ByteView rest) {
  return labelled_hash(kRestLabel, rest);
}

Secret<32> body_key(const Scalar& scalar, const CoSecret& co_secret, const Hash256& genesis) {
  return derive<32>(kKeyLabel, {scalar.expose(), co_secret.expose()}, genesis);
}

Bytes seal_body(const Secret<32>& key, ByteView text) {
  SecretWriter plain(kEnvelopeBodySize - kAeadTagSize);
  plain.vec16(text).pad_to(kEnvelopeBodySize - kAeadTagSize);
  return chacha20poly1305_seal(key, kNonce, {}, plain.take().expose());
}

// Secrets for some of the places; the others are sealed to keys that nobody has.
using PlaceSecrets =
    std::array<std::optional<std::pair<X25519PublicKey, Secret<32>>>, kEnvelopePlaces>;

std::optional<Envelope> assemble(const PlaceSecrets& secrets, ByteView body,
                                 const X25519PublicKey& broker, const CoSecret& co_secret,
                                 const Hash256& genesis) {
  Writer out;
  for (std::uint8_t i = 0; i < kEnvelopePlaces; ++i) {
    const auto& secret = secrets[i];
    const Bytes info = share_info(genesis, i);
    const auto place = secret ? seal_place(secret->first, info, {}, secret->second.expose())
                              : seal_place(X25519KeyPair::generate().public_key, info, {},
                                           random_secret<32>().expose());
    if (!place) return std::nullopt;
    out.bytes(*place);
  }
  const Bytes rest = out.bytes(body).take();
  const auto co_place = seal_place(broker, co_info(genesis), rest_hash(rest), co_secret.expose());
  if (!co_place) return std::nullopt;
  Envelope envelope;
  std::ranges::copy(*co_place, std::ranges::copy(rest, envelope.begin()).out);
  return envelope;
}

}  // namespace

std::optional<Envelope> seal_envelope(ByteView text, std::span<const ConcernRecipient> ticked,
                                      const X25519PublicKey& broker, const ConcernRules& rules) {
  if (text.size() > kConcernTextMax) panic("concern: the text is too long");
  if (ticked.empty() || ticked.size() < rules.quorum) panic("concern: fewer than a quorum");
  std::vector<std::uint8_t> holders;
  for (const ConcernRecipient& recipient : ticked) {
    if (recipient.place >= kEnvelopePlaces) panic("concern: not a place");
    holders.push_back(static_cast<std::uint8_t>(recipient.place + 1));
  }
  const Scalar scalar = Scalar::random();
  const CoSecret co_secret = random_secret<32>();
  const std::vector<Share> shares = shamir::split(scalar, rules.quorum, holders);
  PlaceSecrets secrets;
  for (std::size_t i = 0; i < ticked.size(); ++i) {
    secrets[ticked[i].place].emplace(ticked[i].key, Secret<32>::from(shares[i].value.expose()));
  }
  const Bytes body = seal_body(body_key(scalar, co_secret, rules.genesis), text);
  return assemble(secrets, body, broker, co_secret, rules.genesis);
}

Envelope seal_cover_envelope(const Hash256& genesis) {
  const Bytes body = seal_body(random_secret<32>(), {});
  const auto out =
      assemble({}, body, X25519KeyPair::generate().public_key, random_secret<32>(), genesis);
  if (!out) panic("concern: a fresh key was refused");
  return *out;
}

Hash256 envelope_id(const Envelope& envelope) {
  return labelled_hash(kIdLabel, envelope);
}

EnvelopeTrial::EnvelopeTrial(std::uint8_t place, X25519KeyPair key, const Hash256& genesis)
    : place_(place),
      key_(std::move(key)),
      schedule_(hpke::Schedule::base(share_info(genesis, place))) {
  if (place >= kEnvelopePlaces) panic("concern: not a place");
}

std::optional<Share> EnvelopeTrial::share(const Envelope& envelope) const {
  const auto secret = open_place(Parts(envelope).place(place_), key_, schedule_, {});
  if (!secret) return std::nullopt;
  // Reduced, not parsed: a share says nothing about itself by the path that it takes.
  ByteArray<64> wide{};
  std::ranges::copy(secret->expose(), wide.begin());
  Share out{static_cast<std::uint8_t>(place_ + 1), Scalar::reduce(wide)};
  wipe(wide);
  return out;
}

std::optional<CoSecret> open_co_secret(const Envelope& envelope, const X25519KeyPair& broker,
                                       const Hash256& genesis) {
  const Parts parts(envelope);
  return open_place(parts.co_place, broker, hpke::Schedule::base(co_info(genesis)),
                    rest_hash(parts.rest));
}

std::optional<SecretBytes> open_envelope(const Envelope& envelope, std::span<const Share> shares,
                                         const CoSecret& co_secret, const Hash256& genesis) {
  const auto scalar = shamir::combine(shares);
  if (!scalar) return std::nullopt;
  const auto plain = chacha20poly1305_open(body_key(*scalar, co_secret, genesis), kNonce, {},
                                           Parts(envelope).body);
  if (!plain) return std::nullopt;
  Reader reader(plain->expose());
  std::uint16_t size = 0;
  ByteView text;
  if (!reader.u16(size) || !reader.view(size, text) || !reader.zeros()) return std::nullopt;
  return SecretBytes::from(text);
}

}  // namespace sotto::protocol
