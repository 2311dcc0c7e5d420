#include "crypto/cocktail/rounds.h"

#include <cstring>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/cocktail/suite.h"
#include "crypto/primitives/shamir.h"

namespace sotto::cocktail {

using ristretto::Element;
using ristretto::Scalar;

namespace {

constexpr std::string_view kPrefixH6 = "COCKTAIL-DKG-Ristretto255-SHA512-H6";

std::unexpected<Refusal> refused(Reason reason, std::uint32_t participant = 0) {
  return std::unexpected(Refusal{reason, participant});
}

// context || C_i || E_i
Bytes possession_message(const Session& session, std::span<const Element> C, const Element& E) {
  Writer out;
  out.bytes(session.context);
  for (const Element& commitment : C) out.bytes(commitment.bytes());
  return out.bytes(E.bytes()).take();
}

struct KeyAndNonce {
  Secret<32> key;
  Secret<24> iv;
};

// H6(S_e || S_d, E, P_s, P_r, context). nullopt for a product that is the identity, which no
// element that was parsed and no key gives.
std::optional<KeyAndNonce> h6(const std::optional<Element>& S_e, const std::optional<Element>& S_d,
                              const Element& E, const Element& P_s, const Element& P_r,
                              const Hash512& context) {
  if (!S_e || !S_d) return std::nullopt;
  Hash512 tmp = sha512({as_bytes(kPrefixH6), S_e->bytes(), S_d->bytes(), E.bytes(), P_s.bytes(),
                        P_r.bytes(), little_endian<std::uint64_t>(context.size()), context});
  const FixedView<64> bytes(tmp);
  KeyAndNonce out{Secret<32>::from(bytes.first<32>()), Secret<24>::from(bytes.subspan<32, 24>())};
  wipe(tmp);
  return out;
}

// sum of x^k * C_k
std::optional<Element> evaluate_commitment(std::span<const Element> C, std::uint32_t x) {
  const Scalar at = Scalar::from_number(x);
  std::optional<Element> sum = C.back();
  for (std::size_t k = C.size() - 1; sum && k > 0; --k) {
    const std::optional<Element> product = Element::multiply(at, *sum);
    sum = product ? Element::add(*product, C[k - 1]) : std::nullopt;
  }
  return sum;
}

struct Opened {
  Scalar s;
  SecretBytes payload;
};

std::expected<Opened, Reason> open_share(const Session& session, std::uint32_t i, const Scalar& d,
                                         std::uint32_t j, const Contribution& sender,
                                         ByteView ciphertext) {
  const auto keys = h6(Element::multiply(d, sender.E), Element::multiply(d, session.P[j - 1]),
                       sender.E, session.P[j - 1], session.P[i - 1], session.context);
  if (!keys) return std::unexpected(Reason::kDecryption);
  const auto plaintext =
      xchacha20poly1305_open(keys->key, keys->iv.expose(), ByteView(), ciphertext);
  if (!plaintext) return std::unexpected(Reason::kDecryption);
  if (plaintext->size() < 32) return std::unexpected(Reason::kShare);
  std::optional<Scalar> s = Scalar::parse(plaintext->expose().first<32>());
  if (!s) return std::unexpected(Reason::kShare);
  const std::optional<Element> product = Element::multiply_base(*s);
  if (!product || product != evaluate_commitment(sender.C, i)) {
    return std::unexpected(Reason::kShare);
  }
  return Opened{std::move(*s), SecretBytes::from(plaintext->expose().subspan(32))};
}

std::optional<Bytes> seal_share(const Session& session, std::uint32_t i, const Scalar& d,
                                const Scalar& e, const Element& E, std::uint32_t j, const Scalar& s,
                                ByteView payload) {
  const Element& P_j = session.P[j - 1];
  const auto keys = h6(Element::multiply(e, P_j), Element::multiply(d, P_j), E, session.P[i - 1],
                       P_j, session.context);
  if (!keys) return std::nullopt;
  const SecretBytes plaintext =
      SecretWriter(32 + payload.size()).bytes(s.expose()).bytes(payload).take();
  return xchacha20poly1305_seal(keys->key, keys->iv.expose(), ByteView(), plaintext.expose());
}

}  // namespace

std::expected<Message1, Refusal> round1(const Session& session, std::uint32_t i, const Scalar& d,
                                        ByteView payload) {
  if (!session.is_participant(i, d)) return refused(Reason::kSetup, i);
  if (payload.size() > kMaxCiphertext - kMinCiphertext) panic("cocktail: payload too long");
  std::vector<Scalar> a;
  std::vector<Element> C;
  for (std::uint32_t k = 0; k < session.t; ++k) {
    a.push_back(Scalar::random());
    C.push_back(*Element::multiply_base(a.back()));
  }
  const Scalar e = Scalar::random();
  const Element E = *Element::multiply_base(e);
  Message1 out{{C, sign(a[0], possession_message(session, C, E)), E}, {}};
  for (std::uint32_t j = 1; j <= session.n(); ++j) {
    const Scalar s = shamir::evaluate(a, static_cast<std::uint8_t>(j));
    auto sealed = seal_share(session, i, d, e, E, j, s, payload);
    if (!sealed) panic("cocktail: a key of zero");
    out.c.push_back(std::move(*sealed));
  }
  return out;
}

std::expected<GroupKey, Refusal> group_key(const Session& session,
                                           std::span<const Contribution> contributions) {
  if (contributions.size() != session.n()) return refused(Reason::kMissing);
  std::vector<Element> C_agg;
  for (std::uint32_t k = 0; k < session.t; ++k) {
    std::optional<Element> sum;
    for (std::uint32_t j = 1; j <= session.n(); ++j) {
      // Exactly t points, or the threshold would not be what was agreed.
      if (contributions[j - 1].C.size() != session.t) return refused(Reason::kMessage, j);
      const Element& term = contributions[j - 1].C[k];
      sum = j == 1 ? term : Element::add(*sum, term);
      if (!sum) return refused(Reason::kElement, j);
    }
    C_agg.push_back(*sum);
  }
  GroupKey out{session.t, C_agg[0], {}};
  for (std::uint32_t i = 1; i <= session.n(); ++i) {
    const std::optional<Element> share = evaluate_commitment(C_agg, i);
    if (!share) return refused(Reason::kElement);
    out.shares.push_back(*share);
  }
  return out;
}

std::expected<void, Refusal> check_possession(const Session& session,
                                              std::span<const Contribution> contributions) {
  for (std::uint32_t j = 1; j <= contributions.size(); ++j) {
    const Contribution& sender = contributions[j - 1];
    if (!verify(sender.C[0], possession_message(session, sender.C, sender.E), sender.PoP)) {
      return refused(Reason::kProof, j);
    }
  }
  return {};
}

std::expected<Output, Refusal> round2(const Session& session, std::uint32_t i, const Scalar& d,
                                      const Message2& message) {
  if (!session.is_participant(i, d)) return refused(Reason::kSetup, i);
  if (message.c.size() != session.n()) return refused(Reason::kMissing);
  auto key = group_key(session, message.contributions);
  if (!key) return std::unexpected(key.error());
  if (auto possessed = check_possession(session, message.contributions); !possessed) {
    return std::unexpected(possessed.error());
  }
  Output out{Scalar::from_number(0), std::move(*key), {}};
  for (std::uint32_t j = 1; j <= session.n(); ++j) {
    auto opened = open_share(session, i, d, j, message.contributions[j - 1], message.c[j - 1]);
    if (!opened) return refused(opened.error(), j);
    out.x = out.x + opened->s;
    out.payloads.push_back(std::move(opened->payload));
  }
  if (Element::multiply_base(out.x) != out.key.shares[i - 1]) {
    panic("cocktail: a share that every check let pass");
  }
  return out;
}

}  // namespace sotto::cocktail
