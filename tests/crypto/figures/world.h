#pragma once
// A scheme with trustees who have held their ceremony, a broker and supporters.

#include <vector>

#include "crypto/cocktail/certificate.h"
#include "crypto/figures/broker_key.h"
#include "crypto/figures/noise.h"
#include "crypto/figures/total.h"

namespace sotto::figures::testing {

using ristretto::Element;
using ristretto::Scalar;

inline constexpr std::uint32_t kQuarter = 8104;

inline Element base(const Scalar& k) {
  return *Element::multiply_base(k);
}

inline Secret<kCounters> values(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
  return Secret<kCounters>::from(ByteArray<kCounters>{a, b, c});
}

struct World {
  World(std::uint32_t t, std::uint32_t n) {
    std::vector<Scalar> keys;
    std::vector<Element> P;
    for (std::uint32_t i = 0; i < n; ++i) {
      keys.push_back(Scalar::random());
      P.push_back(base(keys.back()));
    }
    const Bytes id = ceremony_id(genesis, 1);
    const auto session = *cocktail::Session::make(id, t, P);
    std::vector<cocktail::Message1> messages;
    for (std::uint32_t i = 1; i <= n; ++i) {
      messages.push_back(*cocktail::round1(session, i, keys[i - 1]));
    }
    certificate.transcript = {session, cocktail::relay(messages, 1).contributions, {}};
    for (std::uint32_t i = 1; i <= n; ++i) {
      auto output = cocktail::round2(session, i, keys[i - 1], cocktail::relay(messages, i));
      shares.push_back(std::move(output->x));
      certificate.signatures.push_back(cocktail::certify(certificate.transcript, keys[i - 1]));
    }
    trustees = *cocktail::verify_certificate(certificate, id);
    setting.Y = *tally_key(trustees, Y_B, prove_possession(x_B, genesis, certificate.transcript),
                           genesis, certificate.transcript);
    setting.genesis = genesis;
    setting.certificate = sha256({certificate.encode()});
  }

  // A roster of so many supporters.
  std::vector<SigningPublicKey> roster(std::size_t size) {
    std::vector<SigningPublicKey> out;
    while (supporters.size() < size) supporters.push_back(SigningKey::generate());
    for (std::size_t i = 0; i < size; ++i) out.push_back(supporters[i].public_key);
    return out;
  }
  Bytes report(std::size_t supporter, const Secret<kCounters>& of) const {
    return make_report(setting, kQuarter, supporters[supporter], of).encode();
  }
  PartialDecryption partial(const EncryptedSum& sum, std::size_t holder) const {
    return decrypt_partially(setting, sum, static_cast<std::uint8_t>(holder),
                             holder == kBrokerHolder ? x_B : shares[holder - 1]);
  }

  Hash256 genesis = sha256({as_bytes("an invented scheme")});
  cocktail::Certificate certificate;
  cocktail::GroupKey trustees{0, base(Scalar::from_number(1)), {}};
  std::vector<Scalar> shares;
  Scalar x_B = Scalar::random();
  Element Y_B = base(x_B);
  Setting setting{{}, {}, base(Scalar::from_number(1))};
  std::vector<SigningKey> supporters;
};

// One report as if it were a quarter's sum: what an attacker would like to have decrypted.
inline EncryptedSum sum_of_one(const Report& report) {
  EncryptedSum out{report.quarter, 1, sha256({report.encode()}), {}};
  for (const CounterProof& counter : report.proof.counters) {
    out.counters.push_back(counter.ciphertext);
  }
  return out;
}

}  // namespace sotto::figures::testing
