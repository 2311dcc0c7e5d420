// Envelopes of a concern, as the broker, a recipient and an auditor open them. The first byte says
// what the others are: 0: places and bits to turn in one that was sealed, which opens as long as
// none is; 1: what a supporter of bad will sealed in the place of its text; else the envelope.

#include "crypto/protocol/envelope.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random_testing.h"

namespace sotto::protocol {
namespace {

struct Scheme {
  Scheme() {
    const SeededRandom random(1);
    for (std::uint8_t place = 0; place < 2; ++place) {
      auto key = X25519KeyPair::generate();
      ticked.push_back({place, key.public_key});
      trials.emplace_back(place, std::move(key), genesis);
    }
    broker = X25519KeyPair::generate();
    const auto out = seal_envelope({}, text, ticked, broker.public_key, {genesis, 2});
    if (!out) panic("fuzz: nothing was sealed");
    envelope = out->envelope;
    given = open_co_place(envelope, broker, genesis);
    scalar = shamir::combine(shares(envelope));
  }
  std::vector<shamir::Share> shares(const Envelope& of) const {
    std::vector<shamir::Share> out;
    for (const EnvelopeTrial& trial : trials) {
      if (auto share = trial.share(of)) out.push_back(std::move(*share));
    }
    return out;
  }
  // Whether it opens, as far as a quorum of recipients and the broker together get.
  bool opens(const Envelope& tried) const {
    const auto got = open_co_place(tried, broker, genesis);
    const auto concern = open_envelope(tried, shares(tried), got ? *got : *given, genesis);
    if (concern && !open_codes(tried, concern->codes_key, given->trace)) {
      panic("fuzz: an auditor reads less than a recipient");
    }
    return got && concern;
  }

  const Hash256 genesis{1};
  const Bytes text = Bytes(40, 'w');
  std::vector<ConcernRecipient> ticked;
  std::vector<EnvelopeTrial> trials;
  X25519KeyPair broker;
  Envelope envelope{};
  std::optional<CoSecrets> given;
  std::optional<ristretto::Scalar> scalar;
};

void turn(const Scheme& scheme, Reader& in) {
  Envelope turned = scheme.envelope;
  std::uint16_t at = 0;
  std::uint8_t bits = 0;
  while (in.u16(at) && in.u8(bits)) turned[at % kEnvelopeSize] ^= bits;
  if (scheme.opens(turned) != (turned == scheme.envelope)) {
    panic("fuzz: an envelope that was changed opens, or one that was not does not");
  }
}

// The trace of an envelope with another text, as whoever seals one computes it.
CoSecrets with_trace(const Scheme& scheme, const Envelope& tried) {
  const auto key =
      derive<32>("sotto/v1/concern-codes",
                 {scheme.scalar->expose(), scheme.given->co_secret.expose()}, scheme.genesis);
  const ByteView rest = ByteView(tried).first(kEnvelopeSize - kCoPlaceSize);
  const std::size_t places = rest.size() - kTextPartSize - kCodesPartSize;
  const auto salt_and_codes =
      chacha20poly1305_open(key, ByteArray<12>{}, {}, rest.subspan(places, kCodesPartSize));
  if (!salt_and_codes) panic("fuzz: the codes do not open");
  const ByteView plain = salt_and_codes->expose();
  const Hash256 closed = sha256({rest.first(places), rest.last(kTextPartSize)});
  return {scheme.given->co_secret.clone(),
          derive<32>("sotto/v1/concern-trace",
                     {plain.first(32), key.expose(), plain.subspan(32), closed})};
}

// Behind the codes, before the broker's place.
void replace_text(const Scheme& scheme, ByteView plain) {
  SecretWriter writer(kTextPartSize - kAeadTagSize);
  plain = plain.first(std::min(plain.size(), kTextPartSize - kAeadTagSize));
  writer.bytes(plain).pad_to(kTextPartSize - kAeadTagSize);
  const auto key =
      derive<32>("sotto/v1/concern-text",
                 {scheme.scalar->expose(), scheme.given->co_secret.expose()}, scheme.genesis);
  const Bytes sealed = chacha20poly1305_seal(key, ByteArray<12>{}, {}, writer.take().expose());
  Envelope tried = scheme.envelope;
  std::ranges::copy(sealed, tried.end() - kCoPlaceSize - kTextPartSize);
  const auto concern =
      open_envelope(tried, scheme.shares(tried), with_trace(scheme, tried), scheme.genesis);
  if (!concern) return;
  const ByteView text = concern->text.expose();
  const Bytes again = Writer().vec16(text).take();
  const std::size_t both = std::min(again.size(), plain.size());
  const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
  if (text.size() > kConcernTextMax || !equal(ByteView(again).first(both), plain.first(both)) ||
      !std::ranges::all_of(plain.subspan(both), is_zero) ||
      !std::ranges::all_of(ByteView(again).subspan(both), is_zero)) {
    panic("fuzz: a text that was read is written in another way");
  }
}

}  // namespace
}  // namespace sotto::protocol

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  static const protocol::Scheme scheme;
  Reader in({data, size});
  std::uint8_t what = 0;
  if (!in.u8(what)) return 0;
  if (what == 0) {
    protocol::turn(scheme, in);
  } else if (what == 1) {
    protocol::replace_text(scheme, ByteView(data, size).subspan(1));
  } else {
    protocol::Envelope envelope{};
    std::copy_n(data + 1, std::min(size - 1, envelope.size()), envelope.begin());
    if (scheme.opens(envelope)) panic("fuzz: an envelope that nobody sealed opens");
  }
  return 0;
}
