// One test for every reason for which the broker refuses: the answer names what is wrong, is as
// long outside its capsule as any answer of its path, and leaves every byte of the data folder as
// it was.

#include <future>
#include <set>

#include "broker/log/contact_keys.h"
#include "tests/broker/hand_made.h"

namespace sotto::testing {
namespace {

using client::commit_endpoint;
using client::kDraw;
using client::kEnrol;
using client::kMove;
using client::kOpen;
using client::kRoster;

constexpr std::size_t kCellsAt = 32 + 1 + 8 + protocol::kLockerSize;  // in a commit's body

// --- outside the capsule ---

class Outside : public HandMade {
 protected:
  client::Response post(const std::string& target, const std::string& type, Bytes body) {
    std::promise<client::Response> promise;
    rig.broker().handle(
        {"POST", target, type, std::move(body)}, [&](broker::http::Response response) {
          promise.set_value({response.status, to_bytes(broker::http::body_of(response))});
        });
    return promise.get_future().get();
  }
  void refused_outside(const std::string& target, const std::string& type, Bytes body,
                       unsigned status, std::string_view text) {
    const auto before = disk();
    const auto response = post(target, type, std::move(body));
    EXPECT_EQ(response.status, status);
    const std::string said(response.body.begin(), response.body.end());
    EXPECT_NE(said.find(text), std::string::npos) << said;
    EXPECT_EQ(disk(), before);
  }
  static constexpr const char* kType = "message/ohttp-req";
  Bytes capsule() { return seal(kOpen, open_body(fresh(Role::kColleague))).capsule; }
};

TEST_F(Outside, NothingIsAtAnotherAddress) {
  refused_outside("/gate", kType, capsule(), 404, "nothing at this address");
  refused_outside("/gateway/", kType, capsule(), 404, "nothing at this address");
  refused_outside("/commit", kType, capsule(), 404, "nothing at this address");
  const std::string day = std::to_string(today());
  EXPECT_EQ(rig.exchange({"/boards/enquiries/" + day, {}}).status, 200u);
  for (const std::string& path :
       {std::string("/"), std::string("/gateway"), std::string("/keys"), std::string("/erasable"),
        std::string("/store/data.mdb"), std::string("/log/"), std::string("/../keys"),
        "/boards/enquiries/0" + day, "/boards/enquiries/" + std::to_string(today() + 1),
        "/boards/enquiries/" + std::to_string(today() - 14),
        std::string("/boards/enquiries/99999999999"), "/boards/enquiries/" + day + "-lists",
        "/boards/other/" + day}) {
    EXPECT_EQ(rig.exchange({path, {}}).status, 404u) << path;
  }
}

TEST_F(Outside, OnlyCapsulesAreTaken) {
  refused_outside("/gateway", "application/json", capsule(), 415, "message/ohttp-req");
  refused_outside("/gateway", "", capsule(), 415, "message/ohttp-req");
}

TEST_F(Outside, OnlyTheThreeSizesAreTaken) {
  for (std::size_t size :
       {protocol::kSmallRequest, protocol::kMediumRequest, protocol::kLargeRequest}) {
    size += ohttp::kRequestOverhead;
    refused_outside("/gateway", kType, random_bytes(size - 1), 400, "none of the sizes");
    refused_outside("/gateway", kType, random_bytes(size + 1), 400, "none of the sizes");
  }
  refused_outside("/gateway", kType, {}, 400, "none of the sizes");
}

TEST_F(Outside, ACapsuleMustBeSealedToTheGatewayKey) {
  Bytes other_key = capsule();
  other_key[0] ^= 1;  // key id
  Bytes other_suite = capsule();
  other_suite[4] ^= 1;
  Bytes changed = capsule();
  changed.back() ^= 1;
  const Bytes plain = random_bytes(protocol::kSmallRequest);
  const ohttp::KeyConfig foreign{gateway().key_id, X25519KeyPair::generate().public_key};
  for (const Bytes& each : {other_key, other_suite, changed,
                            random_bytes(protocol::kSmallRequest + ohttp::kRequestOverhead),
                            ohttp::encapsulate(foreign, plain)->capsule}) {
    refused_outside("/gateway", kType, each, 400, "not sealed to the gateway key");
  }
}

// --- inside ---

class Refusals : public HandMade {
 protected:
  explicit Refusals(broker::Store::Options store = {}) : HandMade(std::move(store)) {}

  // That lockers may have.
  void take_all_slots() {
    ASSERT_TRUE(broker::apply_now(rig.store(), [](const broker::GroupView&) {
      broker::Decision decision;
      for (std::uint32_t i = 0; i < broker::kLockerSlots / 8 * 7; ++i) {
        decision.put(broker::kTakenSlots, Writer().u32(broker::kReservedSlots + i).take(), {});
      }
      return decision;
    }));
  }
};

TEST_F(Refusals, EveryStatusHasATextOfItsOwn) {
  std::set<std::string> texts;
  for (int status = 0; status <= protocol::kLastStatus; ++status) {
    texts.insert(protocol::describe(Status(status)));
  }
  EXPECT_EQ(texts.size(), protocol::kLastStatus + 1u);
  EXPECT_FALSE(texts.contains(""));
}

// Each route refuses, and each reason that there is comes to somebody: no two are told alike
// (EveryStatusHasATextOfItsOwn), and each leaves the folder as it was.
TEST_F(Refusals, EveryRouteRefusesAndEveryReasonIsMet) {
  std::set<Status> met = {Status::kOk};
  const auto meet = [&](const client::Endpoint& to, const Bytes& body, Status why) {
    refused(to, body, why);
    met.insert(why);
  };
  HandLocker colleague = enrol(Role::kColleague);
  HandLocker supporter = enrol(Role::kSupporter);
  const HandLocker nobody = fresh(Role::kColleague);
  const client::Endpoint commit_to = commit_endpoint(Role::kColleague);
  for (const client::Endpoint& to :
       {kOpen, kEnrol, kMove, kDraw, kRoster, client::kTrustees, commit_to,
        commit_endpoint(Role::kSupporter), commit_endpoint(Role::kRecipient)}) {
    meet(to, random_bytes(100), Status::kMalformed);
  }
  meet(client::kCosign, random_bytes(100), Status::kUnknownRequest);  // there are no witnesses
  meet(kOpen, open_body(colleague, 2), Status::kWrongDay);
  meet(kOpen, open_body(nobody), Status::kUnknownLocker);
  meet(commit_to, sign_commit(commit_body(colleague), nobody), Status::kBadSignature);
  meet(kEnrol, enrol_request(nobody, random_secret<10>()).encode(), Status::kUnknownCode);
  HandLocker taken = fresh(Role::kColleague);
  taken.keys.id = supporter.keys.id;
  meet(kMove, move_request(colleague, taken).encode(), Status::kLockerExists);
  auto draw = draw_request(supporter);
  meet(kDraw, sign_draw(draw, supporter), Status::kNotListed);
  draw.supporter = {};
  meet(kDraw, sign_draw(draw, supporter), Status::kWrongRole);
  draw = draw_request(colleague);
  ++draw.epoch;
  meet(kDraw, sign_draw(draw, colleague), Status::kWrongEpoch);
  draw = draw_request(colleague);
  draw.token_request.pop_back();
  meet(kDraw, sign_draw(draw, colleague), Status::kBadPassRequest);
  accepted(kDraw, sign_draw(draw_request(colleague), colleague));
  meet(kDraw, sign_draw(draw_request(colleague), colleague), Status::kAlreadyDrawn);

  meet(kRoster, sign_by(0, listing(supporter)), Status::kUnknownProposal);
  auto read = lead_request(protocol::RosterKind::kRead, 0);
  read.lead = 2;
  meet(kRoster, read.encode(), Status::kUnknownLead);
  for (const std::uint32_t number : {1, 2, 3}) {
    accepted(kRoster, propose(listing(supporter, number), supporter));
  }
  meet(kRoster, propose(listing(supporter, 4), supporter), Status::kTooManyProposals);
  meet(kRoster, propose(listing(supporter, 1)), Status::kStaleProposal);

  for (int i = 0; i < 3; ++i) accepted(kOpen, open_body(colleague));
  meet(kOpen, open_body(colleague), Status::kTooManyVisits);
  commit(colleague);
  --colleague.version;
  meet(commit_to, commit_body(colleague), Status::kStaleVersion);
  ++colleague.version;
  for (std::size_t i = 1; i < 3 * protocol::kMaxCommitsPerVisit; ++i) commit(colleague);
  meet(commit_to, commit_body(colleague), Status::kTooManyCommits);
  rig.broker().note_objection(true);
  meet(client::kTrustees, random_bytes(100), Status::kTryLater);
  rig.broker().note_objection(false);

  const HandLocker late = enrol(Role::kColleague, 1);
  const HandLocker listed = enrol(Role::kSupporter);
  list(listed);
  auto request = commit_request(listed);
  request.supporter->contact_key.signature[0] ^= 1;
  meet(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), listed),
       Status::kBadContactKey);
  meet(kDraw, sign_draw(draw_request(late), late), Status::kNotEligible);
  take_all_slots();
  meet(kEnrol, enrol_request(nobody, rig.new_code()).encode(), Status::kNoRoom);
  EXPECT_EQ(met.size(), protocol::kLastStatus + 1u);
}

TEST_F(Refusals, UnknownRequest) {
  refused({"/close", protocol::kSmallRequest, protocol::kSmallAnswer}, {}, Status::kUnknownRequest);
  refused({"/", protocol::kLargeRequest, protocol::kSmallAnswer}, {}, Status::kUnknownRequest);
}

TEST_F(Refusals, WhatIsNoHttpInsideIsMalformed) {
  const auto capsule = *ohttp::encapsulate(gateway(), random_bytes(protocol::kSmallRequest));
  const Answer answer = unseal(capsule, rig.exchange({"/gateway", capsule.capsule}));
  EXPECT_TRUE(answer.status == Status::kMalformed);
  EXPECT_EQ(answer.size, protocol::kSmallAnswer + ohttp::kResponseOverhead);
}

TEST_F(Refusals, ARequestOfAnotherSizeIsMalformed) {
  HandLocker locker = enrol(Role::kColleague);
  for (auto [to, body] : {std::pair(kOpen, open_body(locker)),
                          std::pair(kDraw, sign_draw(draw_request(locker), locker)),
                          std::pair(kRoster, propose(listing(locker)))}) {
    refused({to.path, protocol::kMediumRequest, to.answer_size}, body, Status::kMalformed);
  }
  refused({"/commit", protocol::kLargeRequest, protocol::kSmallAnswer}, commit_body(locker),
          Status::kMalformed);
}

TEST_F(Refusals, AByteTooFewOrTooManyIsMalformed) {
  const HandLocker locker = enrol(Role::kColleague);
  const HandLocker supporter = enrol(Role::kSupporter);
  const std::pair<client::Endpoint, Bytes> good[] = {
      {kOpen, open_body(locker)},
      {kEnrol, enrol_request(fresh(Role::kColleague), rig.new_code()).encode()},
      {kMove, move_request(locker, fresh(Role::kColleague)).encode()},
      {kDraw, sign_draw(draw_request(locker), locker)},
      {kRoster, propose(listing(supporter))},
      {commit_endpoint(Role::kColleague), commit_body(locker)},
      {commit_endpoint(Role::kSupporter), commit_body(supporter)}};
  for (const auto& [to, body] : good) {
    refused(to, {}, Status::kMalformed);
    refused(to, ByteView(body).first(body.size() - 1), Status::kMalformed);
    refused(to, concat({body, Bytes{0}}), Status::kMalformed);
  }
}

TEST_F(Refusals, ACellHas2048Bytes) {
  for (const Role role : {Role::kColleague, Role::kSupporter}) {
    const HandLocker locker = enrol(role);
    Bytes shorter = commit_body(locker);
    shorter.erase(shorter.begin() + kCellsAt);
    refused(commit_endpoint(role), sign_commit(shorter, locker), Status::kMalformed);
    Bytes longer = commit_body(locker);
    longer.insert(longer.begin() + kCellsAt, 0);
    refused(commit_endpoint(role), sign_commit(longer, locker), Status::kMalformed);
  }
}

TEST_F(Refusals, ACommitHasTheCellsOfItsRole) {
  for (const Role role : {Role::kColleague, Role::kSupporter}) {
    const HandLocker locker = enrol(role);
    Bytes more = commit_body(locker);
    const Bytes cell = random_bytes(protocol::kCellSize);
    more.insert(more.begin() + kCellsAt, cell.begin(), cell.end());
    refused({"/commit", protocol::kLargeRequest, protocol::kSmallAnswer}, sign_commit(more, locker),
            Status::kMalformed);
    Bytes fewer = commit_body(locker);
    fewer.erase(fewer.begin() + kCellsAt, fewer.begin() + kCellsAt + protocol::kCellSize);
    refused(commit_endpoint(role), sign_commit(fewer, locker), Status::kMalformed);
  }
}

TEST_F(Refusals, WrongDay) {
  const HandLocker locker = enrol(Role::kColleague);
  refused(kOpen, open_body(locker, 2), Status::kWrongDay);
  refused(kOpen, open_body(locker, -2), Status::kWrongDay);
  accepted(kOpen, open_body(locker, 1));
  accepted(kOpen, open_body(locker, -1));
  auto request = lead_request(protocol::RosterKind::kRead, 0);
  request.day += 2;
  sign_roster(request);
  refused(kRoster, request.encode(), Status::kWrongDay);
}

TEST_F(Refusals, UnknownLocker) {
  const HandLocker nobody = fresh(Role::kColleague);
  refused(kOpen, open_body(nobody), Status::kUnknownLocker);
  refused(commit_endpoint(Role::kColleague), commit_body(nobody), Status::kUnknownLocker);
  refused(kMove, move_request(nobody, fresh(Role::kColleague)).encode(), Status::kUnknownLocker);
  refused(kDraw, sign_draw(draw_request(nobody), nobody), Status::kUnknownLocker);
  auto extend = enrol_request(nobody, rig.new_code());
  extend.kind = protocol::EnrolKind::kExtend;
  sign_enrol(extend, nobody);
  refused(kEnrol, extend.encode(), Status::kUnknownLocker);
}

TEST_F(Refusals, BadSignature) {
  const HandLocker locker = enrol(Role::kColleague);
  HandLocker thief = fresh(Role::kColleague);
  thief.keys.id = locker.keys.id;
  refused(kOpen, open_body(thief), Status::kBadSignature);
  refused(commit_endpoint(Role::kColleague), commit_body(thief), Status::kBadSignature);
  refused(kMove, move_request(thief, fresh(Role::kColleague)).encode(), Status::kBadSignature);
  refused(kDraw, sign_draw(draw_request(thief), thief), Status::kBadSignature);
  auto move = move_request(locker, fresh(Role::kColleague));
  move.new_signature[0] ^= 1;
  refused(kMove, move.encode(), Status::kBadSignature);
  auto enrolment = enrol_request(fresh(Role::kColleague), rig.new_code());
  enrolment.locker[0] ^= 1;
  refused(kEnrol, enrolment.encode(), Status::kBadSignature);
  // Signed for the log of another scheme.
  auto body = commit_request(locker).encode();
  const Signature foreign =
      sign(locker.keys.write, protocol::kCommitLabel,
           protocol::commit_message(random_array<32>(), protocol::commit_hash(body)));
  std::ranges::copy(foreign, body.end() - foreign.size());
  refused(commit_endpoint(Role::kColleague), body, Status::kBadSignature);
}

TEST_F(Refusals, BadSignatureInTheRoster) {
  const HandLocker supporter = fresh(Role::kSupporter);
  auto entry = protocol::Entry::parse(listing(supporter).body);
  auto other = listing(supporter);
  auto& body = std::get<protocol::Listing>(entry->body);
  body.commitment = protocol::listing_commitment(other.salt, other.text);  // not what was signed
  other.body = entry->encode();
  refused(kRoster, propose(other), Status::kBadSignature);
  auto read = lead_request(protocol::RosterKind::kRead, 0);
  read.lead = 1;
  refused(kRoster, read.encode(), Status::kBadSignature);
  const auto proposal = listing(supporter);
  accepted(kRoster, propose(proposal));
  refused(kRoster, lead_request(protocol::RosterKind::kSign, 0, proposal).encode(),
          Status::kBadSignature);  // without a signature inside
  refused(kRoster,
          lead_request(protocol::RosterKind::kSign, 0, with_signature(proposal, 1)).encode(),
          Status::kBadSignature);
}

TEST_F(Refusals, StaleVersion) {
  HandLocker locker = enrol(Role::kColleague);
  commit(locker);
  HandLocker old = {locker.keys.clone(), locker.role, 1, locker.identity.clone()};
  refused(commit_endpoint(Role::kColleague), commit_body(old), Status::kStaleVersion);
  refused(kMove, move_request(old, fresh(Role::kColleague)).encode(), Status::kStaleVersion);
  old.version = 3;
  refused(commit_endpoint(Role::kColleague), commit_body(old), Status::kStaleVersion);
}

TEST_F(Refusals, AFourthVisitInADay) {
  const HandLocker locker = enrol(Role::kColleague);
  const Bytes first = open_body(locker);
  accepted(kOpen, first);
  accepted(kOpen, open_body(locker));
  accepted(kOpen, open_body(locker));
  refused(kOpen, open_body(locker), Status::kTooManyVisits);
  accepted(kOpen, first);  // the same visit
  rig.advance(kOneDay);
  accepted(kOpen, open_body(locker));
}

TEST_F(Refusals, TooManyCommitsInADay) {
  HandLocker locker = enrol(Role::kColleague);
  for (std::size_t i = 0; i < 3 * protocol::kMaxCommitsPerVisit; ++i) commit(locker);
  refused(commit_endpoint(Role::kColleague), commit_body(locker), Status::kTooManyCommits);
  rig.advance(kOneDay);
  commit(locker);
}

TEST_F(Refusals, CountCommitsAndNotTheirRepeats) {
  HandLocker locker = enrol(Role::kColleague);
  for (std::size_t i = 0; i < 3 * protocol::kMaxCommitsPerVisit; ++i) {
    const Bytes body = commit_body(locker);
    const Answer first = accepted(commit_endpoint(Role::kColleague), body);
    EXPECT_EQ(accepted(commit_endpoint(Role::kColleague), body).payload, first.payload);
    locker.version += 1;
  }
  const Bytes one_more = commit_body(locker);
  refused(commit_endpoint(Role::kColleague), one_more, Status::kTooManyCommits);
}

TEST_F(Refusals, UnknownAndUsedCodes) {
  refused(kEnrol, enrol_request(fresh(Role::kColleague), random_secret<10>()).encode(),
          Status::kUnknownCode);
  Secret<10> code = rig.new_code();
  const HandLocker locker = fresh(Role::kColleague);
  accepted(kEnrol, enrol_request(locker, code.clone()).encode());
  refused(kEnrol, enrol_request(fresh(Role::kColleague), code.clone()).encode(),
          Status::kUnknownCode);
  auto extend = enrol_request(locker, std::move(code));
  extend.kind = protocol::EnrolKind::kExtend;
  sign_enrol(extend, locker);
  refused(kEnrol, extend.encode(), Status::kUnknownCode);
}

TEST_F(Refusals, ALockerThatExistsWithAnotherKey) {
  const HandLocker locker = enrol(Role::kColleague);
  const HandLocker mine = enrol(Role::kColleague);
  HandLocker same_id = fresh(Role::kColleague);
  same_id.keys.id = locker.keys.id;
  refused(kEnrol, enrol_request(same_id, rig.new_code()).encode(), Status::kLockerExists);
  refused(kMove, move_request(mine, same_id).encode(), Status::kLockerExists);
}

TEST_F(Refusals, WrongRole) {
  HandLocker supporter = enrol(Role::kSupporter);
  supporter.role = Role::kColleague;
  refused(commit_endpoint(Role::kColleague), commit_body(supporter), Status::kWrongRole);
  refused(kDraw, sign_draw(draw_request(supporter), supporter), Status::kWrongRole);
  HandLocker colleague = enrol(Role::kColleague);
  colleague.role = Role::kSupporter;
  refused(commit_endpoint(Role::kSupporter), commit_body(colleague), Status::kWrongRole);
  refused(kDraw, sign_draw(draw_request(colleague), colleague), Status::kWrongRole);
}

TEST_F(Refusals, NotEligible) {
  const HandLocker locker = enrol(Role::kColleague, 1);
  rig.advance(2 * kOneDay);
  refused(kDraw, sign_draw(draw_request(locker), locker), Status::kNotEligible);
}

TEST_F(Refusals, WrongEpoch) {
  const HandLocker locker = enrol(Role::kColleague);
  auto request = draw_request(locker);
  request.epoch += 1;
  refused(kDraw, sign_draw(request, locker), Status::kWrongEpoch);
  request.epoch -= 2;
  refused(kDraw, sign_draw(request, locker), Status::kWrongEpoch);
  request = draw_request(locker);
  request.generation = 1;
  refused(kDraw, sign_draw(request, locker), Status::kWrongEpoch);
}

TEST_F(Refusals, AlreadyDrawn) {
  const HandLocker locker = enrol(Role::kColleague);
  const Bytes first = sign_draw(draw_request(locker), locker);
  accepted(kDraw, first);
  refused(kDraw, sign_draw(draw_request(locker), locker), Status::kAlreadyDrawn);
  accepted(kDraw, first);
}

TEST_F(Refusals, ASupporterDrawsOnceThroughAllLockers) {
  HandLocker one = enrol(Role::kSupporter);
  HandLocker two = enrol(Role::kSupporter);
  two.identity = one.identity.clone();
  list(one);
  accepted(kDraw, sign_draw(draw_request(one), one));
  refused(kDraw, sign_draw(draw_request(two), two), Status::kAlreadyDrawn);
}

TEST_F(Refusals, NotListed) {
  const HandLocker supporter = enrol(Role::kSupporter);
  refused(kDraw, sign_draw(draw_request(supporter), supporter), Status::kNotListed);
  const auto proposal = listing(supporter);
  accepted(kRoster, propose(proposal));
  accepted(kRoster, sign_by(0, proposal));
  accepted(kRoster, sign_by(1, proposal));
  refused(kDraw, sign_draw(draw_request(supporter), supporter), Status::kNotListed);  // next week
}

TEST_F(Refusals, ADrawMustBeSignedByTheIdentity) {
  HandLocker supporter = enrol(Role::kSupporter);
  list(supporter);
  auto request = draw_request(supporter);
  supporter.identity = SigningKey::generate();
  refused(kDraw, sign_draw(request, supporter), Status::kBadSignature);
}

TEST_F(Refusals, BadPassRequest) {
  const HandLocker locker = enrol(Role::kColleague);
  const auto with = [&](Bytes token_request) {
    auto request = draw_request(locker);
    request.token_request = std::move(token_request);
    refused(kDraw, sign_draw(request, locker), Status::kBadPassRequest);
  };
  const std::size_t count = allotment(Role::kColleague);
  with(blinded(count - 1));
  with(blinded(count + 1));
  with({});
  Bytes good = blinded(count);
  Bytes identity = good;
  std::fill(identity.end() - 32, identity.end(), 0);
  with(identity);
  Bytes not_canonical = good;  // the encoding of zero plus the prime: 2^255 - 19
  std::fill(not_canonical.end() - 32, not_canonical.end(), 0xff);
  not_canonical[not_canonical.size() - 32] = 0xed;
  not_canonical.back() = 0x7f;
  with(not_canonical);
  Bytes negative = good;
  negative[negative.size() - 32] |= 1;
  with(negative);
  Bytes other_type = good;
  other_type[1] ^= 1;
  with(other_type);
  Bytes other_key = good;
  other_key[2] ^= 1;
  with(other_key);
  with(concat({good, Bytes{0}}));
}

TEST_F(Refusals, UnknownLead) {
  auto request = lead_request(protocol::RosterKind::kRead, 0);
  for (const std::uint8_t lead : {2, 254, 255}) {
    request.lead = lead;
    refused(kRoster, request.encode(), Status::kUnknownLead);
  }
}

TEST_F(Refusals, AProposalThatComesFromNoSupportersLocker) {
  const HandLocker supporter = enrol(Role::kSupporter);
  const auto proposal = listing(supporter);
  refused(kRoster, propose(proposal, fresh(Role::kSupporter)), Status::kUnknownLocker);
  refused(kRoster, propose(proposal, enrol(Role::kColleague)), Status::kWrongRole);
  refused(kRoster, propose(proposal, supporter, 2), Status::kWrongDay);
  refused(kRoster, propose(proposal, supporter, -2), Status::kWrongDay);
  HandLocker thief = fresh(Role::kSupporter);
  thief.keys.id = supporter.keys.id;
  refused(kRoster, propose(proposal, thief), Status::kBadSignature);
  auto by_lead = lead_request(protocol::RosterKind::kPropose, 0, proposal);
  by_lead.locker = supporter.keys.id;
  refused(kRoster, by_lead.encode(), Status::kMalformed);
  accepted(kRoster, propose(proposal, supporter));
}

TEST_F(Refusals, AFourthProposalOfALockerInADay) {
  const HandLocker one = enrol(Role::kSupporter);
  for (std::uint32_t number = 1; number <= 3; ++number) {
    const Bytes body = propose(listing(one, number), one);
    for (int i = 0; i < 2; ++i) accepted(kRoster, body);  // again is not one more
  }
  refused(kRoster, propose(listing(one, 4), one), Status::kTooManyProposals);
  refused(kRoster, propose(listing(fresh(Role::kSupporter)), one), Status::kTooManyProposals);
  rig.advance(kOneDay);
  accepted(kRoster, propose(listing(one, 4), one));
}

TEST_F(Refusals, AnOlderProposalInTheWaitingOnesPlace) {
  const HandLocker one = enrol(Role::kSupporter);
  const auto first = listing(one, 1);
  const auto second = listing(one, 2);
  accepted(kRoster, propose(first, one));
  accepted(kRoster, propose(second, one));
  refused(kRoster, propose(first), Status::kStaleProposal);
  refused(kRoster, propose(listing(one, 2)), Status::kStaleProposal);  // another text
  // The same again takes no signature away.
  accepted(kRoster, sign_by(0, second));
  accepted(kRoster, propose(second));
  const auto size = rig.broker().log()->size();
  accepted(kRoster, sign_by(1, second));
  EXPECT_EQ(rig.broker().log()->size(), size + 1);
}

TEST_F(Refusals, DroppingWhatDoesNotWait) {
  using protocol::RosterKind;
  const HandLocker one = enrol(Role::kSupporter);
  const auto proposal = listing(one);
  const auto drop = [&](const protocol::Proposal& what) {
    return lead_request(RosterKind::kDrop, 1, what).encode();
  };
  refused(kRoster, drop(proposal), Status::kUnknownProposal);
  accepted(kRoster, propose(proposal, one));
  accepted(kRoster, sign_by(0, proposal));
  refused(kRoster, drop(listing(one)), Status::kUnknownProposal);  // another text
  auto forged = lead_request(RosterKind::kDrop, 0, proposal);
  forged.lead = 1;
  refused(kRoster, forged.encode(), Status::kBadSignature);
  forged.lead = protocol::kNoLead;
  refused(kRoster, forged.encode(), Status::kUnknownLead);
  const auto waiting = rows(broker::kProposals);
  accepted(kRoster, drop(proposal));  // whoever has signed it
  EXPECT_EQ(rows(broker::kProposals), waiting - 1);
  refused(kRoster, sign_by(1, proposal), Status::kUnknownProposal);
  accepted(kRoster, propose(proposal, one));
}

TEST_F(Refusals, AProposalThatHasWaitedThirtyDays) {
  const HandLocker one = enrol(Role::kSupporter);
  const HandLocker two = enrol(Role::kSupporter);
  list(two);
  const auto proposal = listing(one);
  accepted(kRoster, propose(proposal));
  accepted(kRoster, sign_by(0, removal(two, 2)));
  rig.advance(29 * kOneDay);
  accepted(kRoster, sign_by(0, proposal));
  rig.advance(kOneDay);
  refused(kRoster, sign_by(1, proposal), Status::kUnknownProposal);
  accepted(kRoster, sign_by(1, removal(two, 2)));  // the first signature of another
  EXPECT_FALSE(rig.broker()
                   .log()
                   ->roster()
                   .at(protocol::supporter_id(two.identity.public_key))
                   .removed_from);
}

TEST_F(Refusals, UnknownProposal) {
  const HandLocker supporter = fresh(Role::kSupporter);
  refused(kRoster, sign_by(0, listing(supporter)), Status::kUnknownProposal);
  accepted(kRoster, propose(listing(supporter)));
  refused(kRoster, sign_by(0, listing(supporter)), Status::kUnknownProposal);  // another salt
}

TEST_F(Refusals, StaleProposal) {
  const HandLocker supporter = fresh(Role::kSupporter);
  list(supporter);
  refused(kRoster, propose(listing(supporter, 1)), Status::kStaleProposal);
  refused(kRoster, sign_by(0, removal(supporter, 1)), Status::kStaleProposal);
  refused(kRoster, sign_by(0, removal(fresh(Role::kSupporter), 1)), Status::kStaleProposal);
  for (std::uint8_t lead : {0, 1}) accepted(kRoster, sign_by(lead, removal(supporter, 2)));
  refused(kRoster, sign_by(0, removal(supporter, 3)), Status::kStaleProposal);  // is gone already
  accepted(kRoster, propose(listing(supporter, 3)));
}

TEST_F(Refusals, TooManyProposals) {
  const HandLocker supporter = fresh(Role::kSupporter);
  list(supporter);
  std::size_t waiting = rows(broker::kProposals);  // the broker's own pass key is one
  for (; waiting < protocol::kMaxProposals - 4; ++waiting) {
    accepted(kRoster, propose(listing(fresh(Role::kSupporter))));
  }
  refused(kRoster, propose(listing(fresh(Role::kSupporter))), Status::kTooManyProposals);
  // Removals still have their places; and what waits always fits an answer.
  accepted(kRoster, sign_by(0, removal(supporter, 2)));
  for (++waiting; waiting < protocol::kMaxProposals; ++waiting) {
    const HandLocker other = fresh(Role::kSupporter);
    ASSERT_TRUE(broker::apply_now(rig.store(), [&](const broker::GroupView&) {
      broker::Decision decision;
      decision.put(broker::kProposals, random_bytes(17),
                   broker::ProposalRow{0, listing(other)}.encode());
      return decision;
    }));
  }
  const auto answer = accepted(kRoster, lead_request(protocol::RosterKind::kRead, 0).encode());
  EXPECT_EQ(protocol::RosterAnswer::parse(answer.payload)->proposals.size(),
            protocol::kMaxProposals);
  accepted(kRoster, sign_by(1, removal(supporter, 2)));
}

TEST_F(Refusals, BadContactKey) {
  HandLocker supporter = enrol(Role::kSupporter);
  list(supporter);
  auto request = commit_request(supporter);
  request.supporter->contact_key.key[0] ^= 1;
  refused(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter),
          Status::kBadContactKey);
  commit(supporter);
  // A key that is filed is taken again as it is, and not with another signature.
  request = commit_request(supporter);
  request.supporter->contact_key.signature[0] ^= 1;
  refused(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter),
          Status::kBadContactKey);
  commit(supporter);
}

// Sealed before the turn of a week, long before it, or by a device that is ahead.
TEST_F(Refusals, NoCommitForAContactKeyOfAnotherWeek) {
  HandLocker supporter = enrol(Role::kSupporter);
  list(supporter);
  for (int weeks : {-1, 0, 2}) {
    auto request = commit_request(supporter);
    request.supporter->contact_key = contact_key(supporter, weeks);
    const protocol::ContactKey& key = request.supporter->contact_key;
    accepted(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter));
    ++supporter.version;
    EXPECT_NE(broker::find_contact_key(rig.store().snapshot(), key.id, key.week), key);
  }
}

TEST_F(Refusals, NoRoom) {
  take_all_slots();
  refused(kEnrol, enrol_request(fresh(Role::kColleague), rig.new_code()).encode(), Status::kNoRoom);
}

// --- passes: refused inside a commit that is applied all the same ---

class Passes : public HandMade {
 protected:
  Passes() : supporter(enrol(Role::kSupporter)) {}
  protocol::PassResult redeem(const ByteArray<protocol::kTokenSize>& pass) {
    auto request = commit_request(supporter);
    request.supporter->pass = pass;
    const auto answer =
        accepted(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter));
    ++supporter.version;
    return protocol::CommitAnswer::parse(answer.payload)->outcome.pass;
  }
  std::uint64_t spent() { return rows(broker::kSpent.of(broker::table_number(epoch(), 0))); }
  HandLocker supporter;
};

TEST_F(Passes, AreAcceptedOnce) {
  const auto pass = make_pass();
  EXPECT_EQ(redeem(pass), protocol::PassResult::kAccepted);
  EXPECT_EQ(redeem(pass), protocol::PassResult::kRefused);
  EXPECT_EQ(spent(), 1u);
}

TEST_F(Passes, OfAnythingElseAreRefused) {
  const auto good = make_pass();
  for (const std::size_t at : {0u, 1u, 2u, 33u, 34u, 65u, 66u, 97u, 98u, 161u}) {
    auto changed = good;
    changed[at] ^= 1;
    EXPECT_EQ(redeem(changed), protocol::PassResult::kRefused) << at;
  }
  EXPECT_EQ(redeem(random_array<protocol::kTokenSize>()), protocol::PassResult::kRefused);
  EXPECT_EQ(spent(), 0u);
}

TEST_F(Passes, EndWithTheirEpoch) {
  const auto late = make_pass();
  rig.advance(10 * kOneDay);
  EXPECT_EQ(redeem(late), protocol::PassResult::kRefused);
  EXPECT_EQ(redeem(make_pass()), protocol::PassResult::kAccepted);
  EXPECT_EQ(spent(), 1u);
}

// The keys of four epochs lie in four slots: one that is made early lies where that of the epoch
// lay that has just ended.
TEST(PassKeys, OfEveryEpochInTheLogAreThereAfterABrokerWasAway) {
  const protocol::Calendar calendar = Rig::test_policy().calendar;
  const protocol::Epoch last = calendar.epoch(calendar.day(kMonday));
  Rig rig({Rig::test_policy(), calendar.start(calendar.first_day_of_epoch(last)), {}});
  rig.advance(8 * kOneDay);
  rig.sleep(4 * kOneDay);  // two days into the next one
  ASSERT_TRUE(rig.broker().do_duties());
  ASSERT_TRUE(rig.broker().log()->pass_key(last + 4)) << "made as soon as it may be";
  for (protocol::Epoch each = last + 1; each <= last + 4; ++each) {
    const auto slot = rig.store().erasable().read(broker::pass_key_slot(each));
    EXPECT_EQ(broker::pass_public_key(slot, each, 0), rig.broker().log()->pass_key(each)->key)
        << each - last;
  }
}

// As a stop leaves it between the commit that ended an epoch and its slots.
TEST_F(Passes, OfAnEpochThatIsOverHaveNoKey) {
  rig.advance(10 * kOneDay);
  const protocol::Epoch over = epoch() - 1;
  const std::uint32_t slot = broker::pass_key_slot(over);
  ASSERT_TRUE(broker::apply_now(rig.store(), [&](const broker::GroupView&) {
    broker::Decision decision;
    decision.write_slot(slot, broker::fresh_pass_key(over, 0));
    return decision;
  }));
  ASSERT_TRUE(rig.broker().do_duties());
  EXPECT_FALSE(rig.store().erasable().read(slot));
  EXPECT_EQ(redeem(make_pass()), protocol::PassResult::kAccepted);
}

// --- a disk that is full ---

class OnAFullDisk : public Refusals {
 protected:
  OnAFullDisk() : Refusals(FullDisk::seam()) {}
  ~OnAFullDisk() override { FullDisk::full = false; }
};

TEST_F(OnAFullDisk, WhatGrowsIsToTryLaterAndReadsGoOn) {
  HandLocker locker = enrol(Role::kColleague);
  const Bytes newcomer = enrol_request(fresh(Role::kColleague), rig.new_code()).encode();
  const Bytes proposal = propose(listing(fresh(Role::kSupporter)));
  FullDisk::full = true;
  EXPECT_TRUE(rig.broker().do_duties()) << "what the calendar asks needs no room";
  EXPECT_TRUE(rig.broker().space_short());
  EXPECT_FALSE(rig.broker().ready());
  EXPECT_EQ(rig.exchange({"/health/ready", {}}).status, 503u);
  refused(commit_endpoint(Role::kColleague), commit_body(locker), Status::kTryLater);
  refused(kEnrol, newcomer, Status::kTryLater);
  refused(kMove, move_request(locker, fresh(Role::kColleague)).encode(), Status::kTryLater);
  refused(kDraw, sign_draw(draw_request(locker), locker), Status::kTryLater);
  refused(kRoster, proposal, Status::kTryLater);
  accepted(kOpen, open_body(locker));
  EXPECT_EQ(rig.exchange({"/log", {}}).status, 200u);
  FullDisk::full = false;
  EXPECT_TRUE(rig.broker().do_duties());
  EXPECT_TRUE(rig.broker().ready());
  accepted(kEnrol, newcomer);
  commit(locker);
}

// --- while a quorum of witnesses knows another log ---

class Objected : public HandMade {};

TEST_F(Objected, NothingIsChangedWhoeverAsksAndTheLogStaysAsItIs) {
  HandLocker colleague = enrol(Role::kColleague);
  HandLocker supporter = enrol(Role::kSupporter);
  const HandLocker late = fresh(Role::kColleague);
  const auto entries = rig.broker().log()->size();
  rig.broker().note_objection(true);
  EXPECT_FALSE(rig.broker().ready());
  EXPECT_TRUE(rig.broker().healthy());
  for (const HandLocker* each : {&colleague, &supporter}) {
    refused(commit_endpoint(each->role), commit_body(*each), Status::kTryLater);
    accepted(kOpen, open_body(*each));
  }
  refused(kEnrol, enrol_request(late, rig.new_code()).encode(), Status::kTryLater);
  refused(kMove, move_request(colleague, late).encode(), Status::kTryLater);
  refused(kDraw, sign_draw(draw_request(colleague), colleague), Status::kTryLater);
  refused(kRoster, random_bytes(100), Status::kTryLater);
  refused(client::kTrustees, random_bytes(100), Status::kTryLater);
  // The day is over, and its roots wait.
  rig.sleep(kOneDay);
  EXPECT_FALSE(rig.broker().do_duties());
  EXPECT_EQ(rig.broker().log()->size(), entries);
  EXPECT_TRUE(rig.broker().healthy()) << "batches are published";

  rig.broker().note_objection(false);
  EXPECT_TRUE(rig.broker().do_duties());
  EXPECT_TRUE(rig.broker().ready());
  EXPECT_GT(rig.broker().log()->size(), entries);
  commit(colleague);
}

}  // namespace
}  // namespace sotto::testing
