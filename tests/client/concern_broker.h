#pragma once
// A fake broker that opens envelopes, and a scheme with recipients.

#include "crypto/protocol/envelope.h"
#include "tests/client/scheme.h"
#include "tests/support/sample_steps.h"

namespace sotto::testing {

struct ConcernBroker : FakeBroker {
  explicit ConcernBroker(std::uint8_t quorum = 1) : FakeBroker(policy_with(quorum)) {}
  explicit ConcernBroker(protocol::Policy policy) : FakeBroker(std::move(policy)) {}
  static protocol::Policy policy_with(std::uint8_t quorum) {
    protocol::Policy out = sample_policy();
    out.concern_quorum = quorum;
    out.concern_steps = sample_steps();
    return out;
  }

  bool refuses = false;  // opens nothing
  bool logs = true;      // what it opens
  std::vector<protocol::OpeningPlace> asked;

  Bytes commit(ByteView content) override {
    const auto request = protocol::CommitRequest::parse(content);
    const bool repeated = request && lockers[request->id].last &&
                          lockers[request->id].last->first == protocol::commit_hash(content);
    Bytes out = FakeBroker::commit(content);
    if (!request || !request->opening || repeated || out[0] != 0) return out;
    Locker& locker = lockers[request->id];
    locker.last->second.opening = opened(*request);
    locker.sealed_outcome = protocol::seal_outcome(request->outcome_key, locker.last->second);
    return committed(locker);
  }
  using FakeBroker::opened;

  protocol::OpeningAnswer opened(const protocol::CommitRequest& request) {
    const protocol::OpeningPlace& opening = *request.opening;
    asked.push_back(opening);
    const auto by = log.replay.recipients().find(opening.place);
    if (by == log.replay.recipients().end() ||
        !verify(by->second.signing_key, protocol::kOpeningLabel,
                protocol::opening_message(genesis(), request.id, request.expected_version, opening),
                opening.signature)) {
      return random_array<72>();
    }
    const auto envelope = protocol::find_cell(days[{protocol::Board::kEnvelopes, opening.day}],
                                              protocol::kEnvelopeSize, opening.index, opening.id);
    const auto secrets =
        envelope && !refuses
            ? protocol::open_co_place(to_array(envelope->first<protocol::kEnvelopeSize>()),
                                      log.concerns, genesis())
            : std::nullopt;
    const std::uint64_t entry = log.replay.size();
    if (logs) {
      log.append(today(),
                 protocol::Opening{.commitment = secrets ? protocol::opening_commitment(
                                                               secrets->trace, opening.place, entry)
                                                         : random_array<32>(),
                                   .note = opening.note});
    }
    if (!secrets) return random_array<72>();
    return protocol::OpeningGiven{secrets->clone(), entry}.encode();
  }

  void admit_recipient(const protocol::Proposal& proposal) {
    auto entry = protocol::Entry::parse(proposal.body);
    auto& recipient = std::get<protocol::Recipient>(entry->body);
    recipient.signatures =
        log.by_leads(protocol::kRecipientLeadLabel,
                     protocol::recipient_message(log.replay.genesis_hash(), recipient));
    log.append(today(), recipient);
  }
};

// The supporter is person 10, the recipients are 30, 31 … at the places 0, 1 …
struct ConcernScheme : Scheme {
  ConcernScheme(ConcernBroker& broker, std::uint8_t recipients)
      : Scheme(broker), concerns(broker), count(recipients) {}

  void begin() {
    Scheme::begin();
    for (std::uint8_t place = 0; place < count; ++place) {
      auto visit = enrol(static_cast<std::uint8_t>(30 + place), protocol::Role::kRecipient);
      ASSERT_TRUE(visit.opened());
      ASSERT_TRUE(visit.apply(client::intent::BeRecipient{place, "Lead " + std::to_string(place)}));
      concerns.admit_recipient(*visit.own_proposal());
      host.leave(visit);
      ASSERT_FALSE(visit.failure());
    }
  }
  client::Visit recipient(std::uint8_t place) {
    return visit(static_cast<std::uint8_t>(30 + place));
  }
  void recipient_does(std::uint8_t place, const std::optional<client::Intent>& intent) {
    does(static_cast<std::uint8_t>(30 + place), intent);
  }
  static client::intent::SealConcern concern(std::vector<std::uint8_t> recipients) {
    client::intent::SealConcern out;
    std::uint8_t ticked = 0;
    for (const std::uint8_t place : recipients) {
      ticked = static_cast<std::uint8_t>(ticked | 1u << place);
    }
    out.draft = {.drill = false,
                 .steps = {},
                 .answers = {{0, 2}, {2, 1}, {4, 1}, {6, 2}, {7, 5}, {8, ticked}, {10, 1}, {11, 1}},
                 .fields = {{0, "A patient is at risk."}, {2, "Please look at the rota."}},
                 .recipients = std::move(recipients)};
    return out;
  }
  // Seals one, which is published.
  void seal(std::vector<std::uint8_t> recipients) {
    supporter_does(concern(std::move(recipients)));
    broker.publish();
  }
  // The recipient asks for their first, and has the broker's answer.
  void open(std::uint8_t place) {
    recipient_does(place, client::intent::OpenConcern{1, client::OpeningReason::kAddressed});
    broker.publish();
  }

  ConcernBroker& concerns;
  std::uint8_t count;
};

}  // namespace sotto::testing
