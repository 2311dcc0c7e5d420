#pragma once
// Trustees of a SampleLog, with all their keys, and the ceremonies that they hold.

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include "crypto/cocktail/certificate.h"
#include "crypto/figures/broker_key.h"
#include "tests/support/sample_log.h"

namespace sotto::testing {

struct SampleTrustee {
  explicit SampleTrustee(std::uint8_t seed)
      : signing(sample_key(seed)),
        sealing(X25519KeyPair::from_secret(Secret<32>::from(filled<32>(seed)))),
        d(ristretto::Scalar::from_number(seed)) {}

  // Signed by the trustee and both leads.
  protocol::TrusteeKey entry(const SampleLog& log, std::uint8_t place, std::uint32_t number) const {
    protocol::TrusteeKey out{.place = place,
                             .number = number,
                             .title = "Medical director",
                             .static_key = ristretto::Element::multiply_base(d)->bytes(),
                             .sealing_key = sealing.public_key,
                             .signing_key = signing.public_key};
    sign_entry(log, out);
    return out;
  }
  void sign_entry(const SampleLog& log, protocol::TrusteeKey& out) const {
    const Bytes message = protocol::trustee_message(log.replay.genesis_hash(), out);
    out.signature = sign(signing, protocol::kTrusteeLabel, message);
    out.signatures = log.by_leads(protocol::kTrusteeLeadLabel, message);
  }

  SigningKey signing;
  X25519KeyPair sealing;
  ristretto::Scalar d;
};

// The entry that a ceremony of these trustees ends with.
inline protocol::TrusteeCertificate sample_ceremony(const Hash256& genesis, std::uint32_t number,
                                                    std::uint32_t t,
                                                    const std::vector<const SampleTrustee*>& who,
                                                    const ristretto::Scalar& x_B) {
  const auto n = static_cast<std::uint32_t>(who.size());
  std::vector<ristretto::Element> P;
  for (const SampleTrustee* each : who) P.push_back(*ristretto::Element::multiply_base(each->d));
  const auto session = *cocktail::Session::make(figures::ceremony_id(genesis, number), t, P);
  std::vector<cocktail::Message1> messages;
  for (std::uint32_t i = 1; i <= n; ++i) {
    messages.push_back(*cocktail::round1(session, i, who[i - 1]->d));
  }
  cocktail::Certificate certificate{{session, cocktail::relay(messages, 1).contributions, {}}, {}};
  protocol::TrusteeCertificate out{.number = number};
  for (std::uint32_t i = 1; i <= n; ++i) {
    const cocktail::Message2 to = cocktail::relay(messages, i);
    if (!cocktail::round2(session, i, who[i - 1]->d, to)) throw std::runtime_error("ceremony");
    out.shares.insert(out.shares.end(), to.c.begin(), to.c.end());
    certificate.signatures.push_back(cocktail::certify(certificate.transcript, who[i - 1]->d));
  }
  out.certificate = certificate.encode();
  out.broker_key = ristretto::Element::multiply_base(x_B)->bytes();
  out.possession = figures::prove_possession(x_B, genesis, certificate.transcript);
  return out;
}

// A log with three trustees and the key that they have made, on its first day; and what they
// release by two of them.
struct SampleFigures {
  explicit SampleFigures(protocol::Policy policy = sample_policy(), protocol::Day day = kSampleDay)
      : log(std::move(policy), day) {
    std::vector<const SampleTrustee*> all;
    for (std::uint8_t place = 0; place < 3; ++place) {
      log.append(day, trustees[place].entry(log, place, 1));
      all.push_back(&trustees[place]);
    }
    log.append(day, sample_ceremony(log.replay.genesis_hash(), 1, 2, all,
                                    ristretto::Scalar::from_number(60)));
    log.list_eight();
  }
  // On the day on which the quarter is closed.
  void release(protocol::Epoch quarter, const std::array<figures::Figure, 3>& figures) {
    log.close_quarter(quarter, filled<32>(1));
    protocol::LoggedFigures out{.release = {quarter, filled<32>(1), figures}};
    const Bytes message = protocol::release_message(
        log.replay.genesis_hash(), log.replay.certificate_for(quarter)->leaf, out.release);
    for (const std::uint8_t holder : {1, 3}) {
      out.signatures.push_back(
          {holder, sign(trustees[holder - 1u].signing, protocol::kReleaseLabel, message)});
    }
    log.append(log.replay.last_day(), std::move(out));
  }

  SampleLog log;
  std::array<SampleTrustee, 3> trustees{SampleTrustee(40), SampleTrustee(41), SampleTrustee(42)};
};

}  // namespace sotto::testing
