// Concerns at the broker, by hand: envelopes on their board, recipients in the log, and openings,
// each wrong in one thing.

#include <future>
#include <set>

#include "tests/broker/hand_made.h"

namespace sotto::testing {
namespace {

using client::commit_endpoint;
using client::kRoster;
using protocol::Board;
using protocol::Envelope;
using protocol::OpeningGiven;
using protocol::OpeningPlace;

class Concerns : public HandMade {
 protected:
  const protocol::Replay& log() {
    log_ = rig.broker().log();
    return *log_;
  }
  protocol::SealedEnvelope concern(std::uint8_t place = 0) {
    const protocol::ConcernRecipient ticked[] = {{place, sealing.public_key}};
    return std::move(
        *protocol::seal_envelope(codes_, text_, ticked, log().concerns_key(), {rig.genesis(), 1}));
  }
  Envelope cover() { return protocol::seal_cover_envelope(log().concerns_key(), rig.genesis()); }
  // In a supporter's commit, and on the board.
  protocol::CommitAnswer send(const Envelope& envelope) {
    auto request = commit_request(supporter_);
    request.supporter->envelope = envelope;
    const Answer answer =
        accepted(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter_));
    ++supporter_.version;
    return *protocol::CommitAnswer::parse(answer.payload);
  }
  void publish(const Envelope& envelope) {
    send(envelope);
    rig.advance(6 * 3600);
  }
  protocol::OpeningAnswer open(HandLocker& who, const OpeningPlace& opening) {
    const Answer answer = accepted(kRecipientCommit, opening_body(who, opening));
    ++who.version;
    return protocol::CommitAnswer::parse(answer.payload)->outcome.opening;
  }
  std::optional<protocol::OpenedConcern> read(const Envelope& envelope, std::uint8_t place,
                                              const protocol::OpeningAnswer& answer) {
    const auto share =
        protocol::EnvelopeTrial(place, sealing.clone(), rig.genesis()).share(envelope);
    if (!share) return std::nullopt;
    return protocol::open_envelope(envelope, {&*share, 1}, OpeningGiven::parse(answer).secrets,
                                   rig.genesis());
  }
  // The last entry of the log is an opening, with this note, and of no envelope that we know.
  void expect_empty_entry(std::uint64_t size, const OpeningPlace& opening,
                          const protocol::OpeningAnswer& answer, const Secret<32>& trace) {
    ASSERT_EQ(log().size(), size + 1);
    const auto& entry = log().openings().back();
    EXPECT_EQ(entry.entry, size);
    EXPECT_EQ(entry.opening.note, opening.note);
    EXPECT_NE(entry.opening.commitment,
              protocol::opening_commitment(trace, opening.place, entry.entry));
    EXPECT_FALSE(OpeningGiven::parse(answer).secrets.trace == trace);
    EXPECT_NE(answer, protocol::OpeningAnswer{});
  }

  const Bytes text_ = Bytes(900, 'c');
  const protocol::ConcernCodes codes_ = random_secret<protocol::kConcernCodesSize>();
  HandLocker supporter_ = enrol(Role::kSupporter);
  std::shared_ptr<const protocol::Replay> log_;
  std::uint32_t numbers_ = 0;  // of the recipients appointed to one place
};

// --- the board ---

TEST_F(Concerns, EnvelopesArePublishedLikeCellsAndGoWithThem) {
  auto request = commit_request(supporter_);
  const Hash256 id = protocol::envelope_id(request.supporter->envelope);
  accepted(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter_));
  EXPECT_EQ(rows(broker::kWaiting), protocol::kSupporterCells + 1);
  const protocol::Day day = today();
  const std::string path = "/boards/envelopes/" + std::to_string(day);
  EXPECT_TRUE(rig.exchange({path, {}}).body.empty()) << "sealed while it waits";
  rig.advance(6 * 3600);
  const auto batches =
      protocol::parse_day_file(rig.exchange({path, {}}).body, protocol::kEnvelopeSize);
  const auto lists = protocol::parse_list_file(rig.exchange({path + "-list", {}}).body);
  ASSERT_TRUE(batches && lists);
  ASSERT_EQ(batches->size(), 1u);
  EXPECT_EQ((*batches)[0].hashes, std::vector<Hash256>{id});
  EXPECT_EQ((*lists)[0].hashes, (*batches)[0].hashes);
  const Hash256 root = protocol::day_root(*batches);
  rig.advance(kOneDay);
  ASSERT_TRUE(log().day_root(Board::kEnvelopes, day));
  EXPECT_EQ(log().day_root(Board::kEnvelopes, day)->root, root);
  EXPECT_EQ(log().day_root(Board::kEnvelopes, day)->cells, 1u);
  rig.advance(14 * kOneDay);
  EXPECT_EQ(rig.exchange({path, {}}).status, 404u);
  EXPECT_FALSE(std::filesystem::exists(rig.folder() / path.substr(1)));
}

TEST_F(Concerns, AReceiptCoversTheEnvelope) {
  auto request = commit_request(supporter_);
  std::vector<Hash256> hashes;
  for (const Bytes& cell : request.cells) hashes.push_back(sha256({cell}));
  const Answer answer =
      accepted(commit_endpoint(Role::kSupporter), sign_commit(request.encode(), supporter_));
  const auto outcome = protocol::CommitAnswer::parse(answer.payload)->outcome;
  const auto good = [&] {
    return verify(log().genesis().receipt_key, protocol::kReceiptLabel,
                  protocol::receipt_message(rig.genesis(), Board::kReplies, outcome.batch, hashes),
                  outcome.receipt);
  };
  EXPECT_FALSE(good());
  hashes.push_back(protocol::envelope_id(request.supporter->envelope));
  EXPECT_TRUE(good());
  EXPECT_EQ(outcome.opening, protocol::OpeningAnswer{}) << "nothing is opened for a supporter";
}

// --- openings ---

TEST_F(Concerns, AnOpeningGivesTheCoSecretAndLeavesItsEntry) {
  HandLocker who = appointed(2);
  const auto sent = concern(2);
  publish(sent.envelope);
  const OpeningPlace opening = place_of(sent.envelope, 2);
  const std::uint64_t size = log().size();
  const auto answer = open(who, opening);
  const auto opened = read(sent.envelope, 2, answer);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->text.expose(), text_));
  EXPECT_TRUE(opened->codes == codes_);
  EXPECT_EQ(log().size(), size + 1);
  const auto& entry = log().openings().back();
  EXPECT_EQ(entry.entry, size);
  EXPECT_EQ(OpeningGiven::parse(answer).entry, size);
  EXPECT_EQ(entry.opening.commitment, protocol::opening_commitment(sent.trace, 2, size));
  EXPECT_EQ(entry.opening.note, opening.note);
}

TEST_F(Concerns, TheSameCommitIsAnsweredAlikeAndLoggedOnce) {
  const HandLocker who = appointed(0);
  const auto sent = concern();
  publish(sent.envelope);
  const Bytes body = opening_body(who, place_of(sent.envelope, 0));
  const Answer first = accepted(kRecipientCommit, body);
  const std::uint64_t size = log().size();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(accepted(kRecipientCommit, body).payload, first.payload);
    EXPECT_EQ(log().size(), size);
    rig.restart();
  }
  const auto opened = accepted(client::kOpen, open_body(who));
  EXPECT_TRUE(protocol::OpenAnswer::parse(opened.payload)->last) << "and kept for the next open";
}

TEST_F(Concerns, WhateverCannotBeOpenedLeavesAnEntryLikeAnyOther) {
  HandLocker who = appointed(0);
  const auto sent = concern();
  publish(sent.envelope);
  publish(cover());
  const OpeningPlace good = place_of(sent.envelope, 0);
  std::vector<OpeningPlace> bad(6, good);
  bad[0].id[31] ^= 1;
  bad[1].index ^= 1;
  bad[2].index += 1000;
  bad[3].day += 1;
  bad[4].day -= 14;
  bad[5].day = 0, bad[5].index = 0, bad[5].id = {};
  for (const OpeningPlace& opening : bad) {
    const std::uint64_t size = log().size();
    const auto answer = open(who, opening);
    EXPECT_FALSE(read(sent.envelope, 0, answer));
    expect_empty_entry(size, opening, answer, sent.trace);
  }
  EXPECT_TRUE(read(sent.envelope, 0, open(who, good)));
}

TEST_F(Concerns, NothingIsOpenedWhereNoEnvelopeWasEverPublished) {
  HandLocker who = appointed(0);
  const std::uint64_t size = log().size();
  OpeningPlace nothing;
  nothing.note = random_array<32>();
  expect_empty_entry(size, nothing, open(who, nothing), random_secret<32>());
}

TEST_F(Concerns, AnAlteredEnvelopeDoesNotOpen) {
  HandLocker who = appointed(0);
  const auto sent = concern();
  for (const std::size_t at : {std::size_t{0}, std::size_t{700}, protocol::kEnvelopeSize - 1}) {
    Envelope altered = sent.envelope;
    altered[at] ^= 1;
    publish(altered);
    const OpeningPlace opening = place_of(altered, 0);
    const std::uint64_t size = log().size();
    const auto answer = open(who, opening);
    EXPECT_FALSE(read(sent.envelope, 0, answer));
    expect_empty_entry(size, opening, answer, sent.trace);
  }
}

TEST_F(Concerns, ADayThatIsGoneIsNotOpened) {
  HandLocker who = appointed(0);
  const auto sent = concern();
  publish(sent.envelope);
  const OpeningPlace opening = place_of(sent.envelope, 0);
  rig.advance(14 * kOneDay);
  const std::uint64_t size = log().size();
  expect_empty_entry(size, opening, open(who, opening), sent.trace);
}

TEST_F(Concerns, WhoeverIsNotAppointedOpensNothingAndWritesNothing) {
  const auto sent = concern();
  publish(sent.envelope);
  const OpeningPlace opening = place_of(sent.envelope, 0);
  HandLocker stranger = enrol(Role::kRecipient);
  const auto nothing = [&](HandLocker& who, const OpeningPlace& asked) {
    const std::uint64_t size = log().size();
    const auto answer = open(who, asked);
    EXPECT_EQ(log().size(), size);
    EXPECT_FALSE(read(sent.envelope, 0, answer));
    EXPECT_NE(answer, protocol::OpeningAnswer{});
    return answer;
  };
  EXPECT_NE(nothing(stranger, opening), nothing(stranger, opening)) << "drawn anew";
  HandLocker who = appointed(0);
  OpeningPlace elsewhere = opening;
  elsewhere.place = 1;
  nothing(who, elsewhere);
  elsewhere.place = 255;
  nothing(who, elsewhere);
  nothing(stranger, opening);
  EXPECT_TRUE(read(sent.envelope, 0, open(who, opening)));
  for (const std::uint8_t lead : {0, 1}) accepted(kRoster, sign_recipient_removal(lead, 0, 2));
  nothing(who, opening);
}

TEST_F(Concerns, AnOpeningIsOfOneVersionOfOneLocker) {
  const auto sent = concern();
  publish(sent.envelope);
  HandLocker who = appointed(0);
  OpeningPlace opening = place_of(sent.envelope, 0);
  sign_opening(opening, who);
  const auto nothing = [&](HandLocker& by, const OpeningPlace& signed_opening) {
    const std::uint64_t size = log().size();
    auto request = commit_request(by);
    request.opening = signed_opening;
    const Answer answer = accepted(kRecipientCommit, sign_commit(request.encode(), by));
    ++by.version;
    EXPECT_EQ(log().size(), size);
    EXPECT_FALSE(
        read(sent.envelope, 0, protocol::CommitAnswer::parse(answer.payload)->outcome.opening));
  };
  HandLocker thief = enrol(Role::kRecipient);
  nothing(thief, opening);
  OpeningPlace forged = opening;
  forged.note[0] ^= 1;
  nothing(who, forged);
  nothing(who, opening);  // by now of the version before
}

TEST_F(Concerns, ManyAtOnceHaveAnEntryEach) {
  std::vector<HandLocker> people;
  for (std::uint8_t place = 0; place < 4; ++place) people.push_back(appointed(place));
  const auto sent = concern();
  publish(sent.envelope);
  const std::uint64_t size = log().size();
  std::vector<ohttp::ClientRequest> requests;
  std::vector<std::promise<client::Response>> promises(people.size());
  for (std::uint8_t place = 0; place < 4; ++place) {
    requests.push_back(
        seal(kRecipientCommit, opening_body(people[place], place_of(sent.envelope, place))));
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    rig.broker().handle(
        {"POST", "/gateway", "message/ohttp-req", requests[i].capsule},
        [&promises, i](broker::http::Response response) {
          promises[i].set_value({response.status, to_bytes(broker::http::body_of(response))});
        });
  }
  std::set<std::uint64_t> entries;
  for (std::uint8_t place = 0; place < 4; ++place) {
    const Answer answer = unseal(requests[place], promises[place].get_future().get());
    ASSERT_TRUE(answer.status == Status::kOk);
    const auto given =
        OpeningGiven::parse(protocol::CommitAnswer::parse(answer.payload)->outcome.opening);
    EXPECT_TRUE(given.secrets.trace == sent.trace);
    ASSERT_LT(given.entry - size, 4u);
    EXPECT_EQ(log().openings()[given.entry - size].opening.commitment,
              protocol::opening_commitment(sent.trace, place, given.entry));
    entries.insert(given.entry);
  }
  EXPECT_EQ(entries.size(), 4u);
}

// --- what the broker is left with ---

TEST_F(Concerns, AConcernLeavesWhatCoverLeaves) {
  const auto sizes = [&](const Envelope& envelope) {
    std::vector<std::size_t> out;
    HandLocker who = appointed(0, ++numbers_);
    publish(envelope);
    const Answer answer = accepted(kRecipientCommit, opening_body(who, place_of(envelope, 0)));
    out.push_back(answer.size);
    out.push_back(log().size());
    for (const broker::Table& table : broker::all_tables().tables) out.push_back(rows(table));
    for (const char* name : {"log", "boards/envelopes/"}) {
      const std::string path =
          std::string(name) + (name[0] == 'l' ? std::string() : std::to_string(today()));
      out.push_back(std::filesystem::file_size(rig.folder() / path));
    }
    return out;
  };
  // What a commit with an envelope and its opening add, after the same on the same day.
  const auto growth = [&](protocol::UnixTime morning, const Envelope& envelope) {
    rig.advance_to(morning);
    const auto before = sizes(cover());
    auto after = sizes(envelope);
    for (std::size_t i = 0; i < after.size(); ++i) after[i] -= before[i];
    return after;
  };
  const protocol::UnixTime eight = kMonday + 8 * 3600;
  EXPECT_EQ(growth(eight + kOneDay, cover()), growth(eight + 2 * kOneDay, concern().envelope));
}

// --- recipients in the roster ---

TEST_F(Concerns, ARecipientComesIntoTheLogFromTheirLockerAndBothLeads) {
  const HandLocker who = enrol(Role::kRecipient);
  const auto body = recipient(who, 3, 1);
  const auto proposal = proposal_with(body);
  refused(kRoster, propose(proposal, supporter_), Status::kWrongRole);
  refused(kRoster, propose(proposal, enrol(Role::kColleague)), Status::kWrongRole);
  refused(kRoster, propose(listing(supporter_), who), Status::kWrongRole);
  refused(kRoster, sign_recipient(0, body), Status::kUnknownProposal);
  auto forged = body;
  forged.signature[0] ^= 1;
  refused(kRoster, propose(proposal_with(forged), who), Status::kBadSignature);
  forged = body;
  forged.signatures = {{0, body.signature}};
  refused(kRoster, propose(proposal_with(forged), who), Status::kMalformed);
  accepted(kRoster, propose(proposal, who));
  accepted(kRoster, sign_recipient(1, body));
  EXPECT_TRUE(log().recipients().empty());
  accepted(kRoster, sign_recipient(0, body));
  ASSERT_TRUE(log().recipients().contains(3));
  const std::uint64_t size = log().size();
  accepted(kRoster, sign_recipient(0, body));  // its answer was lost
  EXPECT_EQ(log().size(), size);
  refused(kRoster, propose(proposal, who), Status::kStaleProposal);
  refused(kRoster, sign_recipient_removal(0, 3, 1), Status::kStaleProposal);
  refused(kRoster, sign_recipient_removal(0, 4, 2), Status::kStaleProposal);
  for (const std::uint8_t lead : {0, 1}) accepted(kRoster, sign_recipient_removal(lead, 3, 2));
  EXPECT_TRUE(log().recipients().empty());
  accepted(kRoster, sign_recipient_removal(1, 3, 2));
}

TEST_F(Concerns, NobodyPushesOutWhoElseWantsThePlace) {
  const HandLocker one = enrol(Role::kRecipient), other = enrol(Role::kRecipient);
  const auto first = recipient(one, 0, 1), second = recipient(other, 0, 9);
  accepted(kRoster, propose(proposal_with(first), one));
  accepted(kRoster, propose(proposal_with(second), other));
  for (const std::uint8_t lead : {0, 1}) accepted(kRoster, sign_recipient(lead, first));
  EXPECT_EQ(log().recipients().at(0).signing_key, one.identity.public_key);
  accepted(kRoster, lead_request(protocol::RosterKind::kDrop, 0, proposal_with(second)).encode());
  refused(kRoster, sign_recipient(0, second), Status::kUnknownProposal);
}

// --- the broker's key ---

TEST_F(Concerns, AnOlderKeyOpensForFourteenDaysAndIsThenOverwritten) {
  HandLocker who = appointed(0);
  const auto before = concern();
  send(before.envelope);  // waits, sealed to the key before
  const X25519KeyPair next = X25519KeyPair::generate();
  const protocol::ConcernsKey body{1, next.public_key, {}};
  ASSERT_TRUE(broker::apply_now(rig.store(), [&](const broker::GroupView& view) {
    broker::Decision decision;
    EXPECT_TRUE(broker::propose_entry(view, {0, body}, today(), decision));
    decision.write_slot(broker::concerns_key_slot(1), broker::concerns_slot(1, next));
    return decision;
  }));
  for (const std::uint8_t lead : {0, 1}) {
    EXPECT_EQ(log().concerns_keys().size(), 1u) << "both leads";
    accepted(kRoster, lead_signs(lead, body, protocol::kConcernsKeyLabel,
                                 protocol::concerns_key_message(rig.genesis(), body)));
  }
  EXPECT_EQ(log().concerns_key(), next.public_key);
  const auto after = concern();
  publish(after.envelope);
  EXPECT_TRUE(read(before.envelope, 0, open(who, place_of(before.envelope, 0))));
  EXPECT_TRUE(read(after.envelope, 0, open(who, place_of(after.envelope, 0))));
  const auto old_key = [&] {
    const auto slot = rig.store().erasable().read(broker::concerns_key_slot(0));
    return broker::concerns_key_in(slot, 0).has_value();
  };
  rig.advance(14 * kOneDay);
  EXPECT_TRUE(old_key());
  rig.advance(kOneDay);
  EXPECT_FALSE(old_key());
  EXPECT_TRUE(
      broker::concerns_key_in(rig.store().erasable().read(broker::concerns_key_slot(1)), 1));
}

}  // namespace
}  // namespace sotto::testing
