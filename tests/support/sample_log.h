#pragma once
// A small valid log with the keys of everybody in it, for tests: genesis, the pass keys of the
// first two epochs and one listing, all on kSampleDay. The same bytes every time.

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "crypto/base/wire.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/replay.h"
#include "crypto/voprf/voprf.h"

namespace sotto::testing {

inline constexpr protocol::Day kSampleDay = 20458;  // Monday, 2026-01-05
inline constexpr protocol::Week kSampleWeek = protocol::Calendar::week(kSampleDay);
inline constexpr protocol::Epoch kSampleEpoch = 2026 * 4;

template <std::size_t N>
ByteArray<N> filled(std::uint8_t byte) {
  ByteArray<N> out;
  out.fill(byte);
  return out;
}

inline SigningKey sample_key(std::uint8_t seed) {
  return SigningKey::from_seed(Secret<32>::from(filled<32>(seed)));
}

inline voprf::KeyPair sample_pass_key(protocol::Epoch epoch, std::uint8_t generation = 0) {
  const std::string info = std::to_string(epoch) + "/" + std::to_string(generation);
  return *voprf::KeyPair::derive(filled<32>(7), as_bytes(info));
}

inline protocol::Policy sample_policy() {
  protocol::Policy policy;
  policy.origin = "sotto.example/sample";
  policy.title = "Sample scheme";
  policy.time_zone = "Europe/London";
  policy.publish_every = 1;
  policy.means = {protocol::Means::kInService, protocol::Means::kPhone, protocol::Means::kPager};
  policy.texts = {{"about", "An invented scheme."}, {"welcome", "Somebody listens."}};
  policy.signposts = {{"Anybody", "Telephone", "01632 960000", "2026-01-05"}};
  return policy;
}

inline protocol::ListingText sample_text(const std::string& name = "Invented Person") {
  return {.fields = {{"name", name}, {"specialty", "Anaesthetics"}}};
}

class SampleLog {
 public:
  explicit SampleLog(protocol::Policy scheme = sample_policy(), protocol::Day day = kSampleDay)
      : policy(std::move(scheme)) {
    append(day, genesis(day));
    if (!replay.set_policy(policy)) throw std::runtime_error("sample policy");
    const protocol::Epoch epoch = policy.calendar.epoch(day);
    append(day, pass_key(epoch));
    append(day, pass_key(epoch + 1));
    append(day, listing(supporter, 1));
  }

  // Throws for an entry that the log refuses.
  template <class Body>
  void append(protocol::Day day, Body body) {
    const Bytes wire = protocol::Entry{.day = day, .body = std::move(body)}.encode();
    const auto appended = replay.append(wire);
    if (!appended) throw std::runtime_error(protocol::describe(appended.error()));
    entries.push_back(wire);
  }

  // Signed by both leads.
  protocol::Genesis genesis(protocol::Day day) const {
    protocol::Genesis out;
    out.origin = policy.origin;
    out.policy_hash = protocol::Policy::hash(policy.encode());
    out.log_key = log_key.public_key;
    out.receipt_key = receipt_key.public_key;
    out.gateway_key_id = 1;
    out.gateway_key = gateway.public_key;
    out.concerns_key = concerns.public_key;
    out.leads = {leads[0].public_key, leads[1].public_key};
    sign_genesis(day, out);
    return out;
  }
  void sign_genesis(protocol::Day day, protocol::Genesis& genesis) const {
    const Bytes message = protocol::genesis_message(day, genesis);
    for (std::size_t i = 0; i < 2; ++i) {
      genesis.signatures[i] = sign(leads[i], protocol::kGenesisLabel, message);
    }
  }

  // Without signatures.
  protocol::PassKey pass_key(protocol::Epoch epoch, std::uint8_t generation = 0) const {
    protocol::PassKey out;
    out.epoch = epoch;
    out.generation = generation;
    out.key = sample_pass_key(epoch, generation).public_key.bytes();
    return out;
  }
  // By both leads, as an emergency asks.
  protocol::PassKey signed_pass_key(protocol::Epoch epoch, std::uint8_t generation) const {
    protocol::PassKey out = pass_key(epoch, generation);
    out.signatures =
        by_leads(protocol::kPassKeyLabel, protocol::pass_key_message(replay.genesis_hash(), out));
    return out;
  }

  // Signed by the supporter and both leads; of sample_text() under salt unless told.
  protocol::Listing listing(const SigningKey& identity, std::uint32_t number) const {
    return listing(identity, number, protocol::listing_commitment(salt, sample_text().encode()));
  }
  protocol::Listing listing(const SigningKey& identity, std::uint32_t number,
                            const Hash256& commitment) const {
    protocol::Listing out;
    out.identity_key = identity.public_key;
    out.number = number;
    out.commitment = commitment;
    const Bytes message = protocol::listing_message(replay.genesis_hash(), out);
    out.signature = sign(identity, protocol::kListingLabel, message);
    out.signatures = by_leads(protocol::kListingLeadLabel, message);
    return out;
  }
  protocol::Removal removal(const SigningKey& identity, std::uint32_t number) const {
    protocol::Removal out;
    out.id = protocol::supporter_id(identity.public_key);
    out.number = number;
    out.signatures =
        by_leads(protocol::kRemovalLabel, protocol::removal_message(replay.genesis_hash(), out));
    return out;
  }
  // Signed by the recipient and both leads.
  protocol::Recipient recipient(std::uint8_t place, std::uint32_t number, const SigningKey& signing,
                                const X25519PublicKey& sealing) const {
    protocol::Recipient out;
    out.place = place;
    out.number = number;
    out.title = "Clinical lead, first";
    out.sealing_key = sealing;
    out.signing_key = signing.public_key;
    const Bytes message = protocol::recipient_message(replay.genesis_hash(), out);
    out.signature = sign(signing, protocol::kRecipientLabel, message);
    out.signatures = by_leads(protocol::kRecipientLeadLabel, message);
    return out;
  }
  protocol::RecipientRemoval recipient_removal(std::uint8_t place, std::uint32_t number) const {
    protocol::RecipientRemoval out{.place = place, .number = number, .signatures = {}};
    out.signatures = by_leads(protocol::kRecipientRemovalLabel,
                              protocol::recipient_removal_message(replay.genesis_hash(), out));
    return out;
  }
  protocol::ConcernsKey concerns_key(std::uint32_t number, const X25519PublicKey& key) const {
    protocol::ConcernsKey out{.number = number, .key = key, .signatures = {}};
    out.signatures = by_leads(protocol::kConcernsKeyLabel,
                              protocol::concerns_key_message(replay.genesis_hash(), out));
    return out;
  }
  protocol::ContactKey contact_key(const SigningKey& identity, protocol::Week week,
                                   const X25519PublicKey& key) const {
    protocol::ContactKey out;
    out.id = protocol::supporter_id(identity.public_key);
    out.week = week;
    out.key = key;
    out.signature = sign(identity, protocol::kContactKeyLabel,
                         protocol::contact_key_message(replay.genesis_hash(), out));
    return out;
  }

  // The next of their kind, signed by everybody who must.
  protocol::LeadChange lead_change(std::uint8_t lead, const SigningKey& key,
                                   protocol::ChangeReason reason) const {
    protocol::LeadChange out{.lead = lead,
                             .reason = reason,
                             .number = replay.next_lead_number(lead),
                             .key = key.public_key};
    const Bytes message = protocol::lead_change_message(replay.genesis_hash(), out);
    out.key_signature = sign(key, protocol::kNewLeadLabel, message);
    out.signatures = by_leads(protocol::kLeadChangeLabel, message);
    if (reason == protocol::ChangeReason::kLost)
      out.signatures.erase(out.signatures.begin() + lead);
    return out;
  }
  protocol::LogKeyChange log_key_change(const SigningKey& key,
                                        protocol::ChangeReason reason) const {
    protocol::LogKeyChange out{
        .reason = reason, .number = replay.next_log_key_number(), .key = key.public_key};
    const Bytes message = protocol::log_key_message(replay.genesis_hash(), out);
    out.key_signature = sign(key, protocol::kNewLogKeyLabel, message);
    if (reason == protocol::ChangeReason::kPlanned) {
      out.old_signature = sign(log_key, protocol::kOldLogKeyLabel, message);
    }
    out.signatures = by_leads(protocol::kLogKeyLabel, message);
    return out;
  }
  protocol::PolicyChange policy_change(const protocol::Policy& next) const {
    protocol::PolicyChange out{.number = replay.next_policy_number(),
                               .policy_hash = protocol::Policy::hash(next.encode())};
    out.signatures = by_leads(protocol::kPolicyChangeLabel,
                              protocol::policy_change_message(replay.genesis_hash(), out));
    return out;
  }
  protocol::Build build(const std::string& version) const {
    protocol::Build out{.number = replay.next_build_number(),
                        .manifest = sha256({as_bytes(version)}),
                        .version = version};
    out.signatures =
        by_leads(protocol::kBuildLabel, protocol::build_message(replay.genesis_hash(), out));
    return out;
  }

  // Seven more supporters, so that a quarter's reports can be enough.
  void list_eight() {
    for (std::uint8_t seed = 100; seed < 107; ++seed) {
      append(replay.last_day(), listing(sample_key(seed), 1));
    }
  }
  // On the first day on which it may be, of eight reports.
  void close_quarter(protocol::Epoch quarter, const Hash256& batch) {
    append(policy.calendar.closing_day(quarter), protocol::Closing{quarter, 8, batch});
  }

  std::vector<protocol::LeadSignature> by_leads(std::string_view label, ByteView message) const {
    return {{.lead = 0, .signature = sign(leads[0], label, message)},
            {.lead = 1, .signature = sign(leads[1], label, message)}};
  }

  // As GET /log serves it.
  Bytes file() const {
    Writer out;
    for (const Bytes& entry : entries) out.vec16(entry);
    return out.take();
  }

  protocol::Policy policy;
  SigningKey log_key = sample_key(1), receipt_key = sample_key(2);
  std::array<SigningKey, 2> leads{sample_key(3), sample_key(4)};
  SigningKey supporter = sample_key(5);
  X25519KeyPair gateway = X25519KeyPair::from_secret(Secret<32>::from(filled<32>(6)));
  X25519KeyPair concerns = X25519KeyPair::from_secret(Secret<32>::from(filled<32>(9)));
  ByteArray<32> salt = filled<32>(8);  // of the listing's text
  std::vector<Bytes> entries;
  protocol::Replay replay;
};

}  // namespace sotto::testing
