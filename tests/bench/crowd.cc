#include "tests/bench/crowd.h"

#include <stdexcept>

#include "broker/visits/lockers.h"
#include "client/core/roster.h"
#include "client/core/wallet.h"
#include "crypto/primitives/random.h"

namespace sotto::bench {

using protocol::Role;

namespace {

constexpr std::uint64_t kCommitsPerWeek = 9;

}  // namespace

testing::Rig::Options rig_options() {
  testing::Rig::Options out{.policy = testing::Rig::test_policy(),
                            .start = kSundayEvening,
                            .under = std::filesystem::current_path()};
  out.policy.visits_per_day = 0;
  out.policy.publish_every = kPublishEvery;
  return out;
}

Crowd::Crowd(testing::Rig& rig, Role role, std::size_t size)
    : rig_(rig), role_(role), everybody_(rig.everybody()) {
  for (std::size_t i = 0; i < size; ++i) {
    members_.push_back({{random_array<32>(), SigningKey::generate(), random_secret<32>()},
                        SigningKey::generate(),
                        1,
                        {},
                        {}});
    enrol(members_.back());
    if (role == Role::kSupporter) list(members_.back());
  }
  if (role == Role::kColleague) return;
  // Listings are in force, and give a right to passes, from the next week on.
  protocol::Day day = everybody_.today();
  while (protocol::Calendar::week(day) == everybody_.week()) ++day;
  rig_.advance_to(protocol::UnixTime{day} * everybody_.policy().calendar.day_seconds);
  everybody_ = rig_.everybody();
  for (Member& member : members_) draw(member);
}

Bytes Crowd::ask(const client::Endpoint& endpoint, ByteView body) const {
  const auto exchange =
      client::Exchange::make(everybody_.policy().origin, everybody_.gateway(), endpoint, body);
  auto payload = exchange->open(rig_.exchange(exchange->request()));
  if (!payload) throw std::runtime_error(protocol::describe(payload.error().status));
  return std::move(*payload);
}

void Crowd::enrol(Member& member) {
  protocol::EnrolRequest request{.kind = protocol::EnrolKind::kNewLocker,
                                 .code = rig_.new_code(),
                                 .role = role_,
                                 .id = member.keys.id,
                                 .write_key = member.keys.write.public_key,
                                 .salt = random_array<protocol::kSaltSize>(),
                                 .locker = random_bytes(protocol::kLockerSize)};
  request.signature = sign(member.keys.write, protocol::kEnrolLabel,
                           protocol::enrol_message(everybody_.genesis(), request.encode()));
  ask(client::kEnrol, request.encode());
}

void Crowd::list(const Member& member) {
  const auto salt = random_array<32>();
  const Bytes text = protocol::ListingText{.fields = {{"name", "Dr Rowan Example"}}}.encode();
  protocol::Listing listing;
  listing.identity_key = member.identity.public_key;
  listing.number = 1;
  listing.commitment = protocol::listing_commitment(salt, text);
  listing.signature = sign(member.identity, protocol::kListingLabel,
                           protocol::listing_message(everybody_.genesis(), listing));
  const protocol::Proposal proposal{.type = protocol::EntryType::kListing,
                                    .body = protocol::Entry{.day = 0, .body = listing}.encode(),
                                    .salt = salt,
                                    .text = text};
  const auto call = client::RosterCall::propose(
      everybody_,
      client::proposal_of(member.keys, everybody_.genesis(), proposal, everybody_.today()));
  if (!call->open(rig_.exchange(call->request()))) throw std::runtime_error("roster");
  rig_.sign_by_leads(everybody_, proposal);
}

void Crowd::draw(Member& member) {
  const auto epoch = everybody_.policy().calendar.epoch(everybody_.today());
  const protocol::PassKey key = *everybody_.log().pass_key(epoch);
  const std::string& origin = everybody_.policy().origin;
  const Secret<32> seed = random_secret<32>();
  const client::Draw draw = client::Draw::for_supporter(seed, key.key, origin);
  protocol::DrawRequest request{.id = member.keys.id,
                                .epoch = epoch,
                                .generation = key.generation,
                                .token_request = draw.token_request(),
                                .supporter = protocol::supporter_id(member.identity.public_key)};
  const Bytes message = protocol::draw_message(everybody_.genesis(), request);
  request.identity_signature = sign(member.identity, protocol::kDrawIdentityLabel, message);
  request.signature = sign(member.keys.write, protocol::kDrawLabel, message);
  const auto authenticators = draw.finish(ask(client::kDraw, request.encode()));
  if (!authenticators) throw std::runtime_error("draw");
  for (std::uint16_t i = 0; i < authenticators->size(); ++i) {
    member.tokens.push_back(
        client::make_token(client::cover_nonce(seed, i), (*authenticators)[i], key.key, origin));
  }
}

void Crowd::renew_contact_key(Member& member) const {
  protocol::ContactKey& key = member.contact_key;
  key.id = protocol::supporter_id(member.identity.public_key);
  key.week = everybody_.week() + 1;
  key.key = X25519KeyPair::generate().public_key;
  key.signature = sign(member.identity, protocol::kContactKeyLabel,
                       protocol::contact_key_message(everybody_.genesis(), key));
}

protocol::SupporterPlaces Crowd::places(Member& member) const {
  protocol::SupporterPlaces out;
  out.contact_key = member.contact_key;
  out.envelope = random_array<protocol::kEnvelopeSize>();
  out.report = random_array<protocol::kReportSize>();
  if (!member.tokens.empty()) {
    out.pass = member.tokens.back();
    member.tokens.pop_back();
  }
  return out;
}

Bytes Crowd::next_commit(std::size_t index) {
  Member& member = members_[index];
  // Not everybody's in the same round.
  const bool due = (member.version + index) % kCommitsPerWeek == 0;
  if (role_ == Role::kSupporter && (member.version == 1 || due)) renew_contact_key(member);
  protocol::CommitRequest request{.id = member.keys.id,
                                  .role = role_,
                                  .expected_version = member.version++,
                                  .outcome_key = random_secret<32>(),
                                  .locker = random_bytes(protocol::kLockerSize),
                                  .cells = {},
                                  .supporter = {}};
  for (std::size_t i = 0; i < protocol::cells_of(role_); ++i) {
    request.cells.push_back(random_bytes(protocol::kCellSize));
  }
  if (role_ == Role::kSupporter) request.supporter = places(member);
  request.signature =
      sign(member.keys.write, protocol::kCommitLabel,
           protocol::commit_message(everybody_.genesis(), protocol::commit_hash(request.encode())));
  const auto exchange = client::Exchange::make(everybody_.policy().origin, everybody_.gateway(),
                                               client::commit_endpoint(role_), request.encode());
  return exchange->request().body;
}

bool Crowd::all_applied() const {
  const broker::Snapshot snapshot = rig_.store().snapshot();
  for (const Member& member : members_) {
    const auto row = broker::find_locker(snapshot, member.keys.id);
    if (!row || row->version != member.version) return false;
  }
  return true;
}

}  // namespace sotto::bench
