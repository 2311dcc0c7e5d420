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
constexpr std::string_view kCodesLabel = "sotto/v1/concern-codes";
constexpr std::string_view kTextLabel = "sotto/v1/concern-text";
constexpr std::string_view kTraceLabel = "sotto/v1/concern-trace";
constexpr std::string_view kNoteKeyLabel = "sotto/v1/concern-note-key";
constexpr std::string_view kRestLabel = "sotto/v1/concern-rest";
constexpr ByteArray<12> kNonce{};  // every key is used once

Bytes share_info(const Hash256& genesis, std::uint8_t place) {
  return Writer().bytes(as_bytes(kShareLabel)).bytes(genesis).u8(place).take();
}
Bytes co_info(const Hash256& genesis) {
  return Writer().bytes(as_bytes(kCoLabel)).bytes(genesis).take();
}

std::optional<Bytes> seal_place(const X25519PublicKey& key, ByteView info, ByteView aad,
                                ByteView secret) {
  auto sender = hpke::Sender::setup_base(key, info);
  if (!sender) return std::nullopt;
  return concat({sender->enc(), sender->seal(aad, secret)});
}

std::optional<SecretBytes> open_place(ByteView place, const X25519KeyPair& key,
                                      const hpke::Schedule& schedule, ByteView aad) {
  auto receiver = hpke::Receiver::setup(to_array(place.first<hpke::kEncSize>()), key, schedule);
  if (!receiver) return std::nullopt;
  return receiver->open(aad, place.subspan(hpke::kEncSize));
}

// An envelope is places ‖ codes part ‖ text part ‖ co place; the last is bound to all before it.
struct Parts {
  explicit Parts(const Envelope& envelope)
      : rest(ByteView(envelope).first(kEnvelopeSize - kCoPlaceSize)),
        places(rest.first(kEnvelopePlaces * kEnvelopePlaceSize)),
        codes(rest.subspan(places.size(), kCodesPartSize)),
        text(rest.last(kTextPartSize)),
        co_place(ByteView(envelope).last(kCoPlaceSize)) {}
  ByteView place(std::uint8_t index) const {
    return rest.subspan(index * kEnvelopePlaceSize, kEnvelopePlaceSize);
  }
  ByteView rest, places, codes, text, co_place;
};

Hash256 rest_hash(ByteView rest) {
  return labelled_hash(kRestLabel, rest);
}

struct BodyKeys {
  BodyKeys(const Scalar& scalar, const Secret<32>& co_secret, const Hash256& genesis)
      : codes(derive<32>(kCodesLabel, {scalar.expose(), co_secret.expose()}, genesis)),
        text(derive<32>(kTextLabel, {scalar.expose(), co_secret.expose()}, genesis)) {}
  Secret<32> codes, text;
};

// The trace is a commitment, and the log has one to it: so an entry ties down the one key, the
// codes, and the closed text. An AEAD alone can be made to open under two keys, and whoever has the
// key of the codes could seal them anew beside another text.
Secret<32> trace_of(const Secret<32>& salt, const Secret<32>& codes_key, const ConcernCodes& codes,
                    ByteView places, ByteView text) {
  const Hash256 closed = sha256({places, text});
  return derive<32>(kTraceLabel, {salt.expose(), codes_key.expose(), codes.expose(), closed});
}

Bytes seal_codes(const Secret<32>& key, const Secret<32>& salt, const ConcernCodes& codes) {
  SecretWriter plain(kCodesPartSize - kAeadTagSize);
  plain.bytes(salt.expose()).bytes(codes.expose());
  return chacha20poly1305_seal(key, kNonce, {}, plain.take().expose());
}

Bytes seal_text(const Secret<32>& key, ByteView text) {
  SecretWriter plain(kTextPartSize - kAeadTagSize);
  plain.vec16(text).pad_to(kTextPartSize - kAeadTagSize);
  return chacha20poly1305_seal(key, kNonce, {}, plain.take().expose());
}

std::optional<SecretBytes> open_text(const Secret<32>& key, ByteView sealed) {
  const auto plain = chacha20poly1305_open(key, kNonce, {}, sealed);
  if (!plain) return std::nullopt;
  Reader reader(plain->expose());
  std::uint16_t size = 0;
  ByteView text;
  if (!reader.u16(size) || !reader.view(size, text) || !reader.zeros()) return std::nullopt;
  return SecretBytes::from(text);
}

// Keys and shares for some of the places; the others are sealed to keys that nobody has.
using PlaceSecrets =
    std::array<std::optional<std::pair<X25519PublicKey, Secret<32>>>, kEnvelopePlaces>;

bool write_places(Writer& out, const PlaceSecrets& secrets, const Hash256& genesis) {
  for (std::uint8_t i = 0; i < kEnvelopePlaces; ++i) {
    const auto& secret = secrets[i];
    const Bytes info = share_info(genesis, i);
    const auto place = secret ? seal_place(secret->first, info, {}, secret->second.expose())
                              : seal_place(X25519KeyPair::generate().public_key, info, {},
                                           random_secret<32>().expose());
    if (!place) return false;
    out.bytes(*place);
  }
  return true;
}

std::optional<SealedEnvelope> assemble(const PlaceSecrets& secrets, const Scalar& scalar,
                                       const ConcernCodes& codes, ByteView text,
                                       const X25519PublicKey& broker, const Hash256& genesis) {
  CoSecrets co{random_secret<32>(), {}};
  const BodyKeys keys(scalar, co.co_secret, genesis);
  Writer places(kEnvelopePlaces * kEnvelopePlaceSize);
  if (!write_places(places, secrets, genesis)) return std::nullopt;
  const Bytes closed_places = places.take();
  const Bytes closed_text = seal_text(keys.text, text);
  const Secret<32> salt = random_secret<32>();
  co.trace = trace_of(salt, keys.codes, codes, closed_places, closed_text);
  const Bytes rest = concat({closed_places, seal_codes(keys.codes, salt, codes), closed_text});
  SecretWriter both(2 * 32);
  both.bytes(co.co_secret.expose()).bytes(co.trace.expose());
  const auto co_place = seal_place(broker, co_info(genesis), rest_hash(rest), both.take().expose());
  if (!co_place) return std::nullopt;
  SealedEnvelope sealed{{}, co.trace.clone(), concern_note_key(keys.codes)};
  std::ranges::copy(*co_place, std::ranges::copy(rest, sealed.envelope.begin()).out);
  return sealed;
}

}  // namespace

std::optional<SealedEnvelope> seal_envelope(const ConcernCodes& codes, ByteView text,
                                            std::span<const ConcernRecipient> ticked,
                                            const X25519PublicKey& broker,
                                            const ConcernRules& rules) {
  if (text.size() > kConcernTextMax) panic("concern: the text is too long");
  if (ticked.empty() || ticked.size() < rules.quorum) panic("concern: fewer than a quorum");
  std::vector<std::uint8_t> holders;
  for (const ConcernRecipient& recipient : ticked) {
    if (recipient.place >= kEnvelopePlaces) panic("concern: not a place");
    holders.push_back(static_cast<std::uint8_t>(recipient.place + 1));
  }
  const Scalar scalar = Scalar::random();
  const std::vector<Share> shares = shamir::split(scalar, rules.quorum, holders);
  PlaceSecrets secrets;
  for (std::size_t i = 0; i < ticked.size(); ++i) {
    secrets[ticked[i].place].emplace(ticked[i].key, Secret<32>::from(shares[i].value.expose()));
  }
  return assemble(secrets, scalar, codes, text, broker, rules.genesis);
}

Envelope seal_cover_envelope(const X25519PublicKey& broker, const Hash256& genesis) {
  const auto out = assemble({}, Scalar::random(), {}, {}, broker, genesis);
  if (!out) panic("concern: the log's key is of small order");
  return out->envelope;
}

Hash256 envelope_id(const Envelope& envelope) {
  return sha256({envelope});
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

std::optional<CoSecrets> open_co_place(const Envelope& envelope, const X25519KeyPair& broker,
                                       const Hash256& genesis) {
  const Parts parts(envelope);
  const auto both = open_place(parts.co_place, broker, hpke::Schedule::base(co_info(genesis)),
                               rest_hash(parts.rest));
  if (!both) return std::nullopt;
  CoSecrets out;
  Reader reader(both->expose());
  if (!reader.secret(out.co_secret) || !reader.secret(out.trace)) return std::nullopt;
  return out;
}

std::optional<OpenedConcern> open_envelope(const Envelope& envelope, std::span<const Share> shares,
                                           const CoSecrets& given, const Hash256& genesis) {
  const auto scalar = shamir::combine(shares);
  if (!scalar) return std::nullopt;
  BodyKeys keys(*scalar, given.co_secret, genesis);
  auto codes = open_codes(envelope, keys.codes, given.trace);
  auto text = open_text(keys.text, Parts(envelope).text);
  if (!codes || !text) return std::nullopt;
  Secret<32> note_key = concern_note_key(keys.codes);
  return OpenedConcern{std::move(*codes), std::move(*text), std::move(keys.codes),
                       std::move(note_key)};
}

std::optional<ConcernCodes> open_codes(const Envelope& envelope, const Secret<32>& codes_key,
                                       const Secret<32>& trace) {
  const Parts parts(envelope);
  const auto plain = chacha20poly1305_open(codes_key, kNonce, {}, parts.codes);
  if (!plain) return std::nullopt;
  Secret<32> salt;
  ConcernCodes codes;
  Reader reader(plain->expose());
  if (!reader.secret(salt) || !reader.secret(codes) ||
      !(trace == trace_of(salt, codes_key, codes, parts.places, parts.text))) {
    return std::nullopt;
  }
  return codes;
}

Secret<32> concern_note_key(const Secret<32>& codes_key) {
  return derive<32>(kNoteKeyLabel, {codes_key.expose()});
}

}  // namespace sotto::protocol
