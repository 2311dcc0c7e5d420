#pragma once
// Requests made by hand, so that each can be wrong in one thing: against a whole broker over a real
// store, without the client that would never send them.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>

#include "broker/founded.h"
#include "broker/tables.h"
#include "client/core/exchange.h"
#include "client/core/roster.h"
#include "crypto/base/wire.h"
#include "crypto/ohttp/bhttp.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/day_file.h"
#include "tests/story/rig.h"

namespace sotto::testing {

using protocol::Role;
using protocol::Status;

inline constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
inline constexpr protocol::UnixTime kOneDay = 86400;

// What came back, from outside and from inside the capsule.
struct Answer {
  unsigned http = 0;
  std::size_t size = 0;
  std::optional<Status> status;  // none: there was no capsule to open
  Bytes payload;
};

struct HandLocker {
  client::LockerKeys keys;
  Role role{};
  std::uint64_t version = 1;
  SigningKey identity;  // a supporter's, or a recipient's signing key
};

// A disk that a test can fill.
struct FullDisk {
  static inline bool full = false;
  static broker::Store::Options seam() {
    broker::Store::Options out;
    out.writer.free_space = [] { return full ? std::uint64_t{0} : std::uint64_t{1} << 40; };
    return out;
  }
};

class HandMade : public ::testing::Test {
 protected:
  explicit HandMade(broker::Store::Options store = {})
      : rig({Rig::test_policy(), kMonday + 8 * 3600, std::move(store)}) {}

  protocol::Day today() const { return Rig::test_policy().calendar.day(rig.now()); }
  protocol::Epoch epoch() const { return Rig::test_policy().calendar.epoch(today()); }
  protocol::Week week() const { return protocol::Calendar::week(today()); }
  ohttp::KeyConfig gateway() {
    const auto& genesis = rig.broker().log()->genesis();
    return {genesis.gateway_key_id, genesis.gateway_key};
  }

  // --- capsules ---
  ohttp::ClientRequest seal(const client::Endpoint& to, ByteView body) {
    const bhttp::Request inner{.method = "POST",
                               .scheme = "https",
                               .authority = "sotto.example",
                               .path = std::string(to.path),
                               .headers = {{"content-type", "application/octet-stream"}},
                               .content = body};
    return *ohttp::encapsulate(gateway(), bhttp::encode(inner, to.request_size).expose());
  }
  static Answer unseal(const ohttp::ClientRequest& request, const client::Response& response) {
    Answer out{response.status, response.body.size(), {}, {}};
    const auto plain = request.open_response(response.body);
    const auto inner = plain ? bhttp::parse_response(plain->expose())
                             : std::unexpected(bhttp::Refusal::kTruncated);
    if (!inner || inner->status != 200) return out;
    const auto payload = protocol::split_answer(inner->content);
    out.status = payload ? Status::kOk : payload.error();
    if (payload) out.payload = to_bytes(*payload);
    return out;
  }
  Answer ask(const client::Endpoint& to, ByteView body) {
    const auto capsule = seal(to, body);
    const Answer out = unseal(capsule, rig.exchange({"/gateway", capsule.capsule}));
    EXPECT_EQ(out.http, 200u);
    EXPECT_EQ(out.size, to.answer_size + ohttp::kResponseOverhead) << to.path;
    return out;
  }

  // Every byte of the data folder, LMDB's own file included; only the table of readers moves.
  std::map<std::string, std::size_t> disk() const {
    std::map<std::string, std::size_t> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rig.folder())) {
      if (!entry.is_regular_file() || entry.path().filename() == "lock.mdb") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::size_t& hash = out[entry.path().string()] = entry.file_size();
      std::array<char, 1 << 16> chunk;
      do {
        file.read(chunk.data(), chunk.size());
        const std::string_view bytes(chunk.data(), static_cast<std::size_t>(file.gcount()));
        hash = hash * 31 + std::hash<std::string_view>{}(bytes);
      } while (file);
    }
    return out;
  }
  // An error that names what is wrong, in an answer as long as any of its path, and nothing stored.
  void refused(const client::Endpoint& to, ByteView body, Status why) {
    SCOPED_TRACE(std::string(to.path) + ": " + protocol::describe(why));
    const auto before = disk();
    const Answer answer = ask(to, body);
    ASSERT_TRUE(answer.status);
    EXPECT_EQ(*answer.status, why) << protocol::describe(*answer.status);
    EXPECT_TRUE(answer.payload.empty());
    EXPECT_EQ(disk(), before);
  }
  Answer accepted(const client::Endpoint& to, ByteView body) {
    const Answer answer = ask(to, body);
    EXPECT_TRUE(answer.status == Status::kOk)
        << to.path << ": " << protocol::describe(answer.status.value_or(Status::kMalformed));
    return answer;
  }
  std::uint64_t rows(const broker::TableRef& table) { return rig.store().snapshot().count(table); }

  // --- bodies ---
  static HandLocker fresh(Role role) {
    return {{random_array<32>(), SigningKey::generate(), random_secret<32>()},
            role,
            1,
            SigningKey::generate()};
  }
  protocol::EnrolRequest enrol_request(const HandLocker& locker, Secret<10> code) {
    protocol::EnrolRequest out{.kind = protocol::EnrolKind::kNewLocker,
                               .code = std::move(code),
                               .role = locker.role,
                               .id = locker.keys.id,
                               .write_key = locker.keys.write.public_key,
                               .salt = random_array<32>(),
                               .locker = random_bytes(protocol::kLockerSize)};
    sign_enrol(out, locker);
    return out;
  }
  void sign_enrol(protocol::EnrolRequest& request, const HandLocker& locker) {
    request.signature = sign(locker.keys.write, protocol::kEnrolLabel,
                             protocol::enrol_message(rig.genesis(), request.encode()));
  }
  HandLocker enrol(Role role, protocol::Day days = 365) {
    HandLocker locker = fresh(role);
    accepted(client::kEnrol, enrol_request(locker, rig.new_code(days)).encode());
    return locker;
  }

  Bytes open_body(const HandLocker& locker, int days_ahead = 0) {
    protocol::OpenRequest out{.id = locker.keys.id,
                              .day = today() + static_cast<protocol::Day>(days_ahead),
                              .nonce = random_array<16>()};
    out.signature =
        sign(locker.keys.write, protocol::kOpenLabel, protocol::open_message(rig.genesis(), out));
    return out.encode();
  }

  protocol::ContactKey contact_key(const HandLocker& supporter, int weeks_ahead = 1) {
    protocol::ContactKey out{.id = protocol::supporter_id(supporter.identity.public_key),
                             .week = week() + static_cast<protocol::Week>(weeks_ahead),
                             .key = random_array<32>()};
    out.signature = sign(supporter.identity, protocol::kContactKeyLabel,
                         protocol::contact_key_message(rig.genesis(), out));
    return out;
  }
  protocol::CommitRequest commit_request(const HandLocker& locker) {
    protocol::CommitRequest out{.id = locker.keys.id,
                                .role = locker.role,
                                .expected_version = locker.version,
                                .outcome_key = random_secret<32>(),
                                .locker = random_bytes(protocol::kLockerSize),
                                .cells = {},
                                .supporter = {}};
    for (std::size_t i = 0; i < protocol::cells_of(locker.role); ++i) {
      out.cells.push_back(random_bytes(protocol::kCellSize));
    }
    if (locker.role == Role::kSupporter) {
      out.supporter = protocol::SupporterPlaces{.contact_key = contact_key(locker),
                                                .envelope = random_array<4608>(),
                                                .report = random_array<4096>(),
                                                .pass = {}};
    }
    return out;
  }
  // The signature is always over the bytes that go, however wrong they are.
  Bytes sign_commit(Bytes body, const HandLocker& locker) {
    const Signature signature =
        sign(locker.keys.write, protocol::kCommitLabel,
             protocol::commit_message(rig.genesis(), protocol::commit_hash(body)));
    std::ranges::copy(signature, body.end() - signature.size());
    return body;
  }
  Bytes commit_body(const HandLocker& locker) {
    return sign_commit(commit_request(locker).encode(), locker);
  }
  Answer commit(HandLocker& locker) {
    const Answer answer = accepted(client::commit_endpoint(locker.role), commit_body(locker));
    ++locker.version;
    return answer;
  }

  protocol::MoveRequest move_request(const HandLocker& from, const HandLocker& to) {
    protocol::MoveRequest out{.old_id = from.keys.id,
                              .expected_version = from.version,
                              .new_id = to.keys.id,
                              .new_key = to.keys.write.public_key,
                              .salt = random_array<32>(),
                              .locker = random_bytes(protocol::kLockerSize)};
    const Bytes message = protocol::move_message(rig.genesis(), out.encode());
    out.new_signature = sign(to.keys.write, protocol::kMoveLabel, message);
    out.old_signature = sign(from.keys.write, protocol::kMoveLabel, message);
    return out;
  }

  // --- passes ---
  broker::LivePassKey pass_key() {
    return *broker::live_pass_key(rig.store().erasable(), *rig.broker().log(), epoch());
  }
  Bytes blinded(std::size_t count) {
    std::vector<ristretto::Element> elements;
    for (std::size_t i = 0; i < count; ++i) {
      elements.push_back(*ristretto::Element::multiply_base(ristretto::Scalar::random()));
    }
    return voprf::encode_batch_request(pass_key().id, elements);
  }
  static std::size_t allotment(Role role) {
    return role == Role::kSupporter ? protocol::kCoverPasses
                                    : Rig::test_policy().packs_per_epoch * 3u;
  }
  protocol::DrawRequest draw_request(const HandLocker& locker) {
    protocol::DrawRequest out{
        .id = locker.keys.id, .epoch = epoch(), .token_request = blinded(allotment(locker.role))};
    if (locker.role == Role::kSupporter) {
      out.supporter = protocol::supporter_id(locker.identity.public_key);
    }
    return out;
  }
  Bytes sign_draw(protocol::DrawRequest request, const HandLocker& locker) {
    const Bytes message = protocol::draw_message(rig.genesis(), request);
    if (request.supporter != protocol::SupporterId{}) {
      request.identity_signature = sign(locker.identity, protocol::kDrawIdentityLabel, message);
    }
    request.signature = sign(locker.keys.write, protocol::kDrawLabel, message);
    return request.encode();
  }
  // A pass as if it had been drawn: what the broker's own key says of a nonce.
  ByteArray<protocol::kTokenSize> make_pass() {
    const auto live = pass_key();
    voprf::Token token{.nonce = random_array<32>(),
                       .challenge_digest = broker::pass_challenge(Rig::test_policy()),
                       .key_id = live.id,
                       .authenticator = {}};
    token.authenticator = voprf::evaluate_input(live.pair, token.input());
    return to_array<protocol::kTokenSize>(token.encode().expose());
  }

  // --- the roster ---
  protocol::Proposal listing(const HandLocker& supporter, std::uint32_t number = 1) {
    protocol::Proposal out;
    out.type = protocol::EntryType::kListing;
    out.salt = random_array<32>();
    out.text = protocol::ListingText{{{"name", "Invented Person"}}}.encode();
    protocol::Listing body;
    body.identity_key = supporter.identity.public_key;
    body.number = number;
    body.commitment = protocol::listing_commitment(out.salt, out.text);
    body.signature = sign(supporter.identity, protocol::kListingLabel,
                          protocol::listing_message(rig.genesis(), body));
    out.body = protocol::Entry{0, body}.encode();
    return out;
  }
  // By a supporter's locker; each a new one unless it is named.
  Bytes propose(protocol::Proposal proposal) {
    return propose(std::move(proposal), enrol(Role::kSupporter));
  }
  Bytes propose(protocol::Proposal proposal, const HandLocker& by, int days = 0) {
    const auto day = static_cast<protocol::Day>(static_cast<int>(today()) + days);
    return client::proposal_of(by.keys, rig.genesis(), std::move(proposal), day).encode();
  }
  // The proposal with a lead's signature inside.
  protocol::Proposal with_signature(protocol::Proposal proposal, std::uint8_t lead) {
    auto entry = protocol::Entry::parse(proposal.body);
    if (auto* body = std::get_if<protocol::Listing>(&entry->body)) {
      body->signatures = {{lead, sign(rig.leads[lead], protocol::kListingLeadLabel,
                                      protocol::listing_message(rig.genesis(), *body))}};
    } else if (auto* removal = std::get_if<protocol::Removal>(&entry->body)) {
      removal->signatures = {{lead, sign(rig.leads[lead], protocol::kRemovalLabel,
                                         protocol::removal_message(rig.genesis(), *removal))}};
    }
    proposal.body = entry->encode();
    return proposal;
  }
  protocol::RosterRequest lead_request(protocol::RosterKind kind, std::uint8_t lead,
                                       protocol::Proposal proposal = {}) {
    protocol::RosterRequest out{
        .kind = kind, .proposal = std::move(proposal), .lead = lead, .day = today()};
    sign_roster(out);
    return out;
  }
  void sign_roster(protocol::RosterRequest& request) {
    request.signature = sign(rig.leads[request.lead], protocol::kRosterLabel,
                             protocol::roster_message(rig.genesis(), request));
  }
  Bytes sign_by(std::uint8_t lead, const protocol::Proposal& proposal) {
    return lead_request(protocol::RosterKind::kSign, lead, with_signature(proposal, lead)).encode();
  }
  protocol::Proposal removal(const HandLocker& supporter, std::uint32_t number) {
    protocol::Removal body;
    body.id = protocol::supporter_id(supporter.identity.public_key);
    body.number = number;
    protocol::Proposal out;
    out.type = protocol::EntryType::kRemoval;
    out.body = protocol::Entry{0, body}.encode();
    return out;
  }
  void list(const HandLocker& supporter) {
    const auto proposal = listing(supporter);
    accepted(client::kRoster, propose(proposal));
    accepted(client::kRoster, sign_by(0, proposal));
    accepted(client::kRoster, sign_by(1, proposal));
    rig.advance(7 * kOneDay);  // in force from next week on
  }

  // --- recipients of concerns ---
  protocol::Recipient recipient(const HandLocker& who, std::uint8_t place, std::uint32_t number) {
    protocol::Recipient out;
    out.place = place;
    out.number = number;
    out.title = "Clinical lead";
    out.sealing_key = sealing.public_key;
    out.signing_key = who.identity.public_key;
    out.signature = sign(who.identity, protocol::kRecipientLabel,
                         protocol::recipient_message(rig.genesis(), out));
    return out;
  }
  template <class Body>
  static protocol::Proposal proposal_with(Body body) {
    const protocol::Entry entry{0, std::move(body)};
    return {.type = entry.type(), .body = entry.encode(), .salt = {}, .text = {}};
  }
  // With one lead's signature over a message, as a lead sends it.
  template <class Body>
  Bytes lead_signs(std::uint8_t lead, Body body, std::string_view label, ByteView message) {
    body.signatures = {{lead, sign(rig.leads[lead], label, message)}};
    return lead_request(protocol::RosterKind::kSign, lead, proposal_with(std::move(body))).encode();
  }
  Bytes sign_recipient(std::uint8_t lead, const protocol::Recipient& body) {
    return lead_signs(lead, body, protocol::kRecipientLeadLabel,
                      protocol::recipient_message(rig.genesis(), body));
  }
  Bytes sign_recipient_removal(std::uint8_t lead, std::uint8_t place, std::uint32_t number) {
    const protocol::RecipientRemoval body{place, number, {}};
    return lead_signs(lead, body, protocol::kRecipientRemovalLabel,
                      protocol::recipient_removal_message(rig.genesis(), body));
  }
  HandLocker appointed(std::uint8_t place, std::uint32_t number = 1) {
    HandLocker who = enrol(Role::kRecipient);
    const auto body = recipient(who, place, number);
    accepted(client::kRoster, propose(proposal_with(body), who));
    for (const std::uint8_t lead : {0, 1}) accepted(client::kRoster, sign_recipient(lead, body));
    return who;
  }

  // Where an envelope stands in today's file, once it is published.
  protocol::OpeningPlace place_of(const protocol::Envelope& envelope, std::uint8_t place) {
    protocol::OpeningPlace out{.day = today(), .id = protocol::envelope_id(envelope)};
    out.place = place;
    out.note = random_array<32>();
    const Bytes file = rig.exchange({"/boards/envelopes/" + std::to_string(out.day), {}}).body;
    const auto batches = protocol::parse_day_file(file, protocol::kEnvelopeSize);
    for (const auto& batch : batches.value()) {
      for (const Hash256& hash : batch.hashes) {
        if (hash == out.id) return out;
        ++out.index;
      }
    }
    ADD_FAILURE() << "the envelope is not in today's file";
    return out;
  }
  void sign_opening(protocol::OpeningPlace& opening, const HandLocker& who) {
    opening.signature =
        sign(who.identity, protocol::kOpeningLabel,
             protocol::opening_message(rig.genesis(), who.keys.id, who.version, opening));
  }
  Bytes opening_body(const HandLocker& who, protocol::OpeningPlace opening) {
    sign_opening(opening, who);
    auto request = commit_request(who);
    request.opening = opening;
    return sign_commit(request.encode(), who);
  }
  static constexpr client::Endpoint kRecipientCommit{"/commit", protocol::kMediumRequest,
                                                     protocol::kSmallAnswer};

  X25519KeyPair sealing = X25519KeyPair::generate();  // of every recipient
  Rig rig;
};

}  // namespace sotto::testing
