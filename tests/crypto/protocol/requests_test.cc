#include "crypto/protocol/requests.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/ohttp/bhttp.h"
#include "crypto/primitives/random.h"
#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_flips_never_give_a_second_encoding;
using sotto::testing::expect_one_encoding;
using sotto::testing::filled;
using sotto::testing::sample_key;
using sotto::testing::sample_text;
using sotto::testing::SampleLog;

const Hash256 kLog = filled<32>(0xee);

// Bytes that differ from place to place, so that no two fields can be mistaken for one another.
Bytes pattern(std::size_t size, std::uint8_t seed) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(seed + i * 7 + i / 256);
  return out;
}

OpenRequest some_open() {
  return {.id = filled<32>(1), .day = 20458, .nonce = filled<16>(2), .signature = filled<64>(3)};
}

CommitOutcome some_outcome() {
  return {.version = 5,
          .batch = 6,
          .receipt = filled<64>(7),
          .pass = PassResult::kRefused,
          .opening = filled<72>(8),
          .report = ReportResult::kLater};
}

OpenAnswer some_open_answer() {
  OpenAnswer out;
  out.version = 9;
  out.salt = filled<32>(1);
  out.next_salt = filled<32>(2);
  out.last = {filled<32>(3), filled<kSealedOutcomeSize>(5)};
  out.locker = pattern(kLockerSize, 4);
  return out;
}

CommitRequest some_commit(Role role) {
  CommitRequest out;
  out.id = filled<32>(1);
  out.role = role;
  out.expected_version = 0x0102030405060708;
  out.outcome_key = Secret<32>::from(filled<32>(3));
  out.locker = pattern(kLockerSize, 2);
  for (std::size_t i = 0; i < cells_of(role); ++i) {
    out.cells.push_back(pattern(kCellSize, static_cast<std::uint8_t>(10 + i)));
  }
  if (role == Role::kSupporter) {
    SupporterPlaces& places = out.supporter.emplace();
    places.contact_key.id = filled<16>(20);
    places.contact_key.week = 2924;
    places.contact_key.key = filled<32>(21);
    places.contact_key.signature = filled<64>(22);
    places.envelope.fill(23);
    places.report.fill(24);
    places.pass = filled<kTokenSize>(25);
  }
  if (role == Role::kRecipient) {
    out.opening = {.day = 20458,
                   .index = 0x01020304,
                   .id = filled<32>(26),
                   .place = 7,
                   .note = filled<32>(27),
                   .signature = filled<64>(28)};
  }
  out.signature = filled<64>(30);
  return out;
}

EnrolRequest some_enrol() {
  EnrolRequest out;
  out.kind = EnrolKind::kExtend;
  out.code = Secret<10>::from(filled<10>(1));
  out.role = Role::kSupporter;
  out.id = filled<32>(2);
  out.write_key = filled<32>(3);
  out.salt = filled<32>(4);
  out.locker = pattern(kLockerSize, 5);
  out.signature = filled<64>(6);
  return out;
}

MoveRequest some_move() {
  MoveRequest out;
  out.old_id = filled<32>(1);
  out.expected_version = 2;
  out.new_id = filled<32>(3);
  out.new_key = filled<32>(4);
  out.salt = filled<32>(5);
  out.locker = pattern(kLockerSize, 6);
  out.new_signature = filled<64>(7);
  out.old_signature = filled<64>(8);
  return out;
}

DrawRequest some_draw() {
  DrawRequest out;
  out.id = filled<32>(1);
  out.epoch = 8104;
  out.generation = 2;
  out.token_request = pattern(35, 3);
  out.supporter = filled<16>(4);
  out.identity_signature = filled<64>(5);
  out.signature = filled<64>(6);
  return out;
}

Proposal some_proposal() {
  const SampleLog log;
  const ListingText text = sample_text();
  Proposal out;
  out.type = EntryType::kListing;
  out.salt = filled<32>(1);
  out.text = text.encode();
  const Hash256 commitment = listing_commitment(out.salt, out.text);
  out.body = Entry{.day = 0, .body = log.listing(log.supporter, 2, commitment)}.encode();
  return out;
}

Proposal removal_proposal() {
  Proposal out;
  out.type = EntryType::kRemoval;
  out.body =
      Entry{.day = 0, .body = Removal{.id = filled<16>(1), .number = 2, .signatures = {}}}.encode();
  return out;
}

RosterRequest some_roster(RosterKind kind) {
  RosterRequest out;
  out.kind = kind;
  if (kind != RosterKind::kRead) out.proposal = some_proposal();
  out.lead = 1;
  out.day = 20458;
  out.signature = filled<64>(9);
  return out;
}

TEST(Requests, EachHasOneEncoding) {
  expect_one_encoding<OpenRequest>(some_open().encode());
  expect_one_encoding<CommitRequest>(some_commit(Role::kColleague).encode());
  expect_one_encoding<CommitRequest>(some_commit(Role::kSupporter).encode());
  expect_one_encoding<CommitRequest>(some_commit(Role::kRecipient).encode());
  expect_one_encoding<EnrolRequest>(some_enrol().encode());
  expect_one_encoding<MoveRequest>(some_move().encode());
  expect_one_encoding<DrawRequest>(some_draw().encode());
  for (RosterKind kind :
       {RosterKind::kPropose, RosterKind::kRead, RosterKind::kSign, RosterKind::kDrop}) {
    expect_one_encoding<RosterRequest>(some_roster(kind).encode());
  }
  expect_one_encoding<Proposal>(some_proposal().encode());
  expect_one_encoding<Proposal>(removal_proposal().encode());
}

TEST(Requests, AFlippedByteNeverGivesASecondEncoding) {
  expect_flips_never_give_a_second_encoding<OpenRequest>(some_open().encode());
  expect_flips_never_give_a_second_encoding<DrawRequest>(some_draw().encode());
  expect_flips_never_give_a_second_encoding<RosterRequest>(some_roster(RosterKind::kSign).encode());
}

TEST(Answers, EachHasOneEncoding) {
  OpenAnswer first = some_open_answer();
  first.last.reset();
  EXPECT_EQ(first.encode().size(), some_open_answer().encode().size());
  expect_one_encoding<OpenAnswer>(some_open_answer().encode());
  expect_one_encoding<OpenAnswer>(first.encode());
  expect_one_encoding<CommitOutcome>(some_outcome().encode());
  const CommitAnswer commit{.outcome = some_outcome(), .next_salt = filled<32>(8)};
  expect_one_encoding<CommitAnswer>(commit.encode());
  expect_flips_never_give_a_second_encoding<CommitAnswer>(commit.encode());
  expect_one_encoding<EnrolAnswer>(EnrolAnswer{.version = 3, .next_salt = filled<32>(8)}.encode());
  expect_one_encoding<RosterAnswer>(RosterAnswer{}.encode());
  const RosterAnswer full{.proposals = {some_proposal(), removal_proposal()}};
  expect_one_encoding<RosterAnswer>(full.encode());
}

TEST(Requests, SizesAreThoseOfTheSpecification) {
  EXPECT_EQ(some_open().encode().size(), 116u);
  EXPECT_EQ(some_commit(Role::kColleague).encode().size(), 34953u);
  EXPECT_EQ(some_commit(Role::kSupporter).encode().size(), 54176u);
  EXPECT_EQ(some_commit(Role::kRecipient).encode().size(), 35090u);
  EXPECT_EQ(some_enrol().encode().size(), 32940u);
  EXPECT_EQ(some_move().encode().size(), 33032u);
  EXPECT_EQ(some_open_answer().encode().size(), 33067u);
  EXPECT_EQ((CommitAnswer{}).encode().size(), 186u);
  EXPECT_EQ((EnrolAnswer{}).encode().size(), 40u);
}

SecretBytes in_capsule(std::string_view path, ByteView body, std::size_t size) {
  bhttp::Request request{.method = "POST", .scheme = "https", .path = std::string(path)};
  request.authority = std::string(100, 'o');
  request.headers = {{"content-type", "application/octet-stream"}};
  request.content = body;
  return bhttp::encode(request, size);
}

TEST(Requests, TheLargestOfEachPathFillsItsCapsule) {
  DrawRequest draw = some_draw();
  draw.token_request = Bytes(2 + 1 + 2 + 32 * kCoverPasses);
  RosterRequest roster = some_roster(RosterKind::kSign);
  roster.proposal.text.resize(kListingTextMax);
  EXPECT_EQ(in_capsule("/open", some_open().encode(), kSmallRequest).size(), kSmallRequest);
  EXPECT_EQ(in_capsule("/draw", draw.encode(), kSmallRequest).size(), kSmallRequest);
  EXPECT_EQ(in_capsule("/roster", roster.encode(), kSmallRequest).size(), kSmallRequest);
  EXPECT_EQ(in_capsule("/enrol", some_enrol().encode(), kMediumRequest).size(), kMediumRequest);
  EXPECT_EQ(in_capsule("/move", some_move().encode(), kMediumRequest).size(), kMediumRequest);
  EXPECT_EQ(in_capsule("/commit", some_commit(Role::kColleague).encode(), kMediumRequest).size(),
            kMediumRequest);
  EXPECT_EQ(in_capsule("/commit", some_commit(Role::kSupporter).encode(), kLargeRequest).size(),
            kLargeRequest);
}

TEST(CommitRequest, FieldsStandInTheOrderOfTheSpecification) {
  const CommitRequest request = some_commit(Role::kSupporter);
  Writer out;
  out.bytes(filled<32>(1)).u8(2).u64(0x0102030405060708).bytes(filled<32>(3));
  out.bytes(request.locker);
  for (const Bytes& cell : request.cells) out.bytes(cell);
  out.bytes(filled<16>(20)).u32(2924).bytes(filled<32>(21)).bytes(filled<64>(22));
  out.bytes(Bytes(kEnvelopeSize, 23)).bytes(Bytes(kReportSize, 24)).u8(1).bytes(Bytes(162, 25));
  out.bytes(filled<64>(30));
  EXPECT_TRUE(equal(request.encode(), out.take()));
}

TEST(CommitRequest, ComesBackFieldByField) {
  const CommitRequest sent = some_commit(Role::kSupporter);
  const CommitRequest read = *CommitRequest::parse(sent.encode());
  EXPECT_EQ(read.id, sent.id);
  EXPECT_EQ(read.role, sent.role);
  EXPECT_EQ(read.expected_version, sent.expected_version);
  EXPECT_EQ(read.outcome_key, sent.outcome_key);
  EXPECT_EQ(read.locker, sent.locker);
  EXPECT_EQ(read.cells, sent.cells);
  EXPECT_EQ(read.supporter->contact_key.week, 2924u);
  EXPECT_EQ(read.supporter->envelope, sent.supporter->envelope);
  EXPECT_EQ(read.supporter->report, sent.supporter->report);
  EXPECT_EQ(read.supporter->pass, sent.supporter->pass);
  EXPECT_EQ(read.signature, sent.signature);
  EXPECT_FALSE(CommitRequest::parse(some_commit(Role::kColleague).encode())->supporter);
}

TEST(CommitRequest, OfARecipientHasAnOpeningAndComesBackFieldByField) {
  const CommitRequest sent = some_commit(Role::kRecipient);
  Writer out;
  out.bytes(filled<32>(1)).u8(3).u64(0x0102030405060708).bytes(filled<32>(3));
  out.bytes(sent.locker).bytes(sent.cells[0]);
  out.u32(20458).u32(0x01020304).bytes(filled<32>(26)).u8(7).bytes(filled<32>(27));
  out.bytes(filled<64>(28)).bytes(filled<64>(30));
  EXPECT_TRUE(equal(sent.encode(), out.take()));
  const CommitRequest read = *CommitRequest::parse(sent.encode());
  ASSERT_TRUE(read.opening);
  EXPECT_FALSE(read.supporter);
  EXPECT_EQ(read.opening->day, 20458u);
  EXPECT_EQ(read.opening->index, 0x01020304u);
  EXPECT_EQ(read.opening->id, filled<32>(26));
  EXPECT_EQ(read.opening->place, 7);
  EXPECT_EQ(read.opening->note, filled<32>(27));
  EXPECT_EQ(read.opening->signature, filled<64>(28));
  EXPECT_EQ(written_board(Role::kRecipient), Board::kEnquiries);
  EXPECT_FALSE(CommitRequest::parse(some_commit(Role::kColleague).encode())->opening);
}

TEST(CommitRequest, WithoutAPassHasTheSameSizeAndZerosInItsPlace) {
  CommitRequest request = some_commit(Role::kSupporter);
  request.supporter->pass.reset();
  Bytes wire = request.encode();
  EXPECT_EQ(wire.size(), 54176u);
  EXPECT_FALSE(CommitRequest::parse(wire)->supporter->pass);
  wire[wire.size() - 65] = 1;
  EXPECT_FALSE(CommitRequest::parse(wire));
}

TEST(CommitRequestRefusal, AnUnknownRoleOneOfAnotherSizeOrAnUnknownMark) {
  Bytes wire = some_commit(Role::kSupporter).encode();
  for (std::uint8_t role : {0, 1, 3}) {
    Bytes bad = wire;
    bad[32] = role;
    EXPECT_FALSE(CommitRequest::parse(bad)) << int{role};
  }
  wire[wire.size() - 64 - 162 - 1] = 2;
  EXPECT_FALSE(CommitRequest::parse(wire));
}

TEST(CommitRequestDeathTest, PartsOfAnotherRoleOrSizeAreABug) {
  CommitRequest request = some_commit(Role::kColleague);
  request.role = Role::kSupporter;
  EXPECT_DEATH(request.encode(), "panic: commit");
  request = some_commit(Role::kColleague);
  request.supporter.emplace();
  EXPECT_DEATH(request.encode(), "panic: commit");
  request = some_commit(Role::kColleague);
  request.locker.pop_back();
  EXPECT_DEATH(request.encode(), "panic: requests");
}

TEST(Messages, AreTheGenesisHashAndTheBodyWithoutItsSignatures) {
  const Bytes enrol = some_enrol().encode();
  EXPECT_EQ(enrol_message(kLog, enrol), concat({kLog, ByteView(enrol).first(enrol.size() - 64)}));
  const Bytes move = some_move().encode();
  EXPECT_EQ(move_message(kLog, move), concat({kLog, ByteView(move).first(move.size() - 128)}));
  const Bytes open = some_open().encode();
  EXPECT_EQ(open_message(kLog, some_open()),
            concat({kLog, ByteView(open).first(open.size() - 64)}));
  const Bytes draw = some_draw().encode();
  EXPECT_EQ(draw_message(kLog, some_draw()),
            concat({kLog, ByteView(draw).first(draw.size() - 128)}));
  for (RosterKind kind :
       {RosterKind::kPropose, RosterKind::kRead, RosterKind::kSign, RosterKind::kDrop}) {
    const Bytes roster = some_roster(kind).encode();
    EXPECT_EQ(roster_message(kLog, some_roster(kind)),
              concat({kLog, ByteView(roster).first(roster.size() - 64)}));
  }
}

TEST(Messages, OfAReceiptNameBoardBatchAndEveryHash) {
  EXPECT_EQ(to_hex(receipt_message(kLog, Board::kReplies, 3, {filled<32>(1), filled<32>(2)})),
            to_hex(kLog) +
                "02"
                "0000000000000003"
                "02" +
                to_hex(filled<32>(1)) + to_hex(filled<32>(2)));
}

TEST(RequestHash, IsLabelledAndOfTheWholeBody) {
  const Bytes body = some_enrol().encode();
  EXPECT_EQ(request_hash(body), sha256({as_bytes("sotto/v1/request"), Bytes{0}, body}));
}

TEST(RequestHash, OfACommitIsWithoutTheSignatureAndIsWhatIsSigned) {
  const Bytes body = some_commit(Role::kColleague).encode();
  const Hash256 hash = commit_hash(body);
  EXPECT_EQ(hash, request_hash(ByteView(body).first(body.size() - 64)));
  EXPECT_EQ(commit_message(kLog, hash), concat({kLog, hash}));
}

TEST(OpenAnswerRefusal, BytesWhereThereIsNoLastCommitAndUnknownMarks) {
  const std::size_t mark = 8 + 32 + 32;
  OpenAnswer answer = some_open_answer();
  Bytes wire = answer.encode();
  wire[mark] = 2;
  EXPECT_FALSE(OpenAnswer::parse(wire));
  wire[mark] = 0;
  EXPECT_FALSE(OpenAnswer::parse(wire));
}

TEST(SealedOutcome, OpensUnderItsKeyAloneAndNotWhenAByteIsTurned) {
  const OutcomeKey key = random_secret<32>();
  const SealedOutcome sealed = seal_outcome(key, some_outcome());
  EXPECT_EQ(open_outcome(key, sealed)->encode(), some_outcome().encode());
  EXPECT_FALSE(open_outcome(random_secret<32>(), sealed));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    SealedOutcome turned = sealed;
    turned[at] ^= 1;
    EXPECT_FALSE(open_outcome(key, turned)) << at;
  }
  EXPECT_NE(seal_outcome(key, some_outcome()), sealed) << "a fresh nonce each time";
}

TEST(SealedOutcome, WithAnUnknownResultOfAPassIsRefused) {
  const OutcomeKey key = random_secret<32>();
  Bytes plain = some_outcome().encode();
  plain[8 + 8 + 64] = 3;
  const Bytes box = box_seal(key, {}, plain);
  EXPECT_FALSE(open_outcome(key, to_array(ByteView(box).first<kSealedOutcomeSize>())));
}

TEST(OpenAnswer, ComesBackFieldByField) {
  const OpenAnswer answer = *OpenAnswer::parse(some_open_answer().encode());
  EXPECT_EQ(answer.version, 9u);
  EXPECT_EQ(answer.salt, filled<32>(1));
  EXPECT_EQ(answer.next_salt, filled<32>(2));
  ASSERT_TRUE(answer.last);
  EXPECT_EQ(answer.last->first, filled<32>(3));
  EXPECT_EQ(answer.last->second, filled<kSealedOutcomeSize>(5));
  EXPECT_EQ(answer.locker, pattern(kLockerSize, 4));
}

TEST(EnrolRequest, ComesBackFieldByField) {
  const auto read = EnrolRequest::parse(some_enrol().encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->kind, EnrolKind::kExtend);
  EXPECT_TRUE(equal(read->code.expose(), filled<10>(1)));
  EXPECT_EQ(read->role, Role::kSupporter);
  EXPECT_EQ(read->id, filled<32>(2));
  EXPECT_EQ(read->write_key, filled<32>(3));
  EXPECT_EQ(read->salt, filled<32>(4));
  EXPECT_EQ(read->locker, pattern(kLockerSize, 5));
}

TEST(EnrolRequestRefusal, AnUnknownKindOrRole) {
  const Bytes good = some_enrol().encode();
  for (const auto& [at, last] : {std::pair{0, 2}, {11, 3}}) {
    for (const int value : {0, last + 1}) {
      Bytes bad = good;
      bad[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
      EXPECT_FALSE(EnrolRequest::parse(bad)) << at << " " << value;
    }
  }
}

TEST(MoveRequest, ComesBackFieldByField) {
  const auto read = MoveRequest::parse(some_move().encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->old_id, filled<32>(1));
  EXPECT_EQ(read->expected_version, 2u);
  EXPECT_EQ(read->new_id, filled<32>(3));
  EXPECT_EQ(read->new_key, filled<32>(4));
  EXPECT_EQ(read->salt, filled<32>(5));
  EXPECT_EQ(read->new_signature, filled<64>(7));
  EXPECT_EQ(read->old_signature, filled<64>(8));
}

TEST(DrawRequest, ComesBackFieldByField) {
  const auto read = DrawRequest::parse(some_draw().encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->epoch, 8104u);
  EXPECT_EQ(read->generation, 2);
  EXPECT_EQ(read->token_request, pattern(35, 3));
  EXPECT_EQ(read->supporter, filled<16>(4));
  EXPECT_EQ(read->identity_signature, filled<64>(5));
  EXPECT_EQ(read->signature, filled<64>(6));
}

TEST(DrawRequestRefusal, MorePassesThanAnybodyDraws) {
  DrawRequest draw = some_draw();
  draw.token_request = Bytes(2 + 1 + 2 + 32 * kCoverPasses);
  EXPECT_TRUE(DrawRequest::parse(draw.encode()));
  draw.token_request.push_back(0);
  EXPECT_FALSE(DrawRequest::parse(draw.encode()));
}

TEST(Proposal, IsOfEveryEntryThatLeadsSignInTheRoster) {
  const SampleLog log;
  const X25519PublicKey key = X25519KeyPair::generate().public_key;
  const Entry entries[] = {{0, log.recipient(1, 1, log.supporter, key)},
                           {0, log.recipient_removal(1, 2)},
                           {0, log.concerns_key(1, key)}};
  for (const Entry& entry : entries) {
    const Proposal proposal{.type = entry.type(), .body = entry.encode(), .salt = {}, .text = {}};
    expect_one_encoding<Proposal>(proposal.encode());
    Proposal other = proposal;
    other.type = EntryType::kRemoval;
    EXPECT_FALSE(Proposal::parse(other.encode()));
    other = proposal;
    other.salt[0] = 1;
    EXPECT_FALSE(Proposal::parse(other.encode()));
  }
  const Entry opening{0, Opening{}};
  EXPECT_FALSE(Proposal::parse(
      Proposal{.type = EntryType::kOpening, .body = opening.encode(), .salt = {}, .text = {}}
          .encode()));
}

TEST(ProposalRefusal, WhatIsNotTheEntryItSays) {
  Proposal proposal = some_proposal();
  for (EntryType type : {EntryType::kGenesis, EntryType::kPassKey, EntryType::kRemoval,
                         EntryType::kDayRoot, EntryType::kRestored}) {
    proposal.type = type;
    EXPECT_FALSE(Proposal::parse(proposal.encode()));
  }
  proposal = some_proposal();
  proposal.body[5] = 1;  // the day
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
  proposal = {.type = EntryType::kRestored,
              .body = Entry{.day = 0, .body = Restored{}}.encode(),
              .salt = {},
              .text = {}};
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
}

TEST(ProposalRefusal, TextThatTheCommitmentIsNotOf) {
  Proposal proposal = some_proposal();
  proposal.salt[0] ^= 1;
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
  proposal = some_proposal();
  proposal.text = sample_text("Somebody Else").encode();
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
}

TEST(ProposalRefusal, SaltOrTextWithoutAListing) {
  Proposal proposal = removal_proposal();
  proposal.salt[31] = 1;
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
  proposal = removal_proposal();
  proposal.text = sample_text().encode();
  EXPECT_FALSE(Proposal::parse(proposal.encode()));
}

TEST(RosterRequest, OfASupporterNamesTheLocker) {
  RosterRequest request = some_roster(RosterKind::kPropose);
  request.lead = kNoLead;
  request.locker = filled<32>(4);
  expect_one_encoding<RosterRequest>(request.encode());
}

TEST(RosterRequestRefusal, ALockerThatProposesNothingOrBesideALead) {
  for (RosterKind kind : {RosterKind::kRead, RosterKind::kSign, RosterKind::kDrop}) {
    RosterRequest request = some_roster(kind);
    request.locker[31] = 1;
    EXPECT_FALSE(RosterRequest::parse(request.encode()));
    request.lead = kNoLead;
    EXPECT_FALSE(RosterRequest::parse(request.encode()));
  }
  RosterRequest request = some_roster(RosterKind::kPropose);
  request.locker[0] = 1;
  EXPECT_FALSE(RosterRequest::parse(request.encode()));
}

TEST(RosterRequestRefusal, UnknownKinds) {
  Bytes wire = some_roster(RosterKind::kRead).encode();
  for (std::uint8_t kind : {0, 1, 3, 4, 5}) {
    wire[0] = kind;
    EXPECT_FALSE(RosterRequest::parse(wire)) << int{kind};
  }
  wire = some_roster(RosterKind::kDrop).encode();
  for (std::uint8_t kind : {0, 2, 5}) {
    wire[0] = kind;
    EXPECT_FALSE(RosterRequest::parse(wire)) << int{kind};
  }
}

TEST(RosterAnswerRefusal, MoreProposalsThanAnAnswerHolds) {
  RosterAnswer answer;
  answer.proposals.assign(kMaxProposals, removal_proposal());
  Bytes wire = answer.encode();
  EXPECT_TRUE(RosterAnswer::parse(wire));
  wire[1] = kMaxProposals + 1;
  const Bytes one = Writer().vec16(removal_proposal().encode()).take();
  wire.insert(wire.end(), one.begin(), one.end());
  EXPECT_FALSE(RosterAnswer::parse(wire));
}

TEST(Answer, IsAStatusAndForOkAPayload) {
  const Bytes ok = ok_answer(Bytes{1, 2, 3});
  EXPECT_EQ(to_hex(ok), "00010203");
  EXPECT_TRUE(equal(*split_answer(ok), Bytes{1, 2, 3}));
  EXPECT_TRUE(split_answer(Bytes{0})->empty());
  for (std::uint8_t i = 1; i <= kLastStatus; ++i) {
    EXPECT_EQ(refusal(Status{i}), Bytes{i});
    EXPECT_EQ(split_answer(Bytes{i}).error(), Status{i});
  }
}

TEST(Answer, ThatIsNoneCountsAsMalformed) {
  EXPECT_EQ(split_answer({}).error(), Status::kMalformed);
  EXPECT_EQ(split_answer(Bytes{kLastStatus + 1}).error(), Status::kMalformed);
  EXPECT_EQ(split_answer(Bytes{17, 0}).error(), Status::kMalformed);
}

TEST(Status, EachHasItsOwnText) {
  std::vector<std::string_view> texts;
  for (std::uint8_t i = 0; i <= kLastStatus; ++i) texts.push_back(describe(Status{i}));
  std::ranges::sort(texts);
  EXPECT_EQ(std::ranges::adjacent_find(texts), texts.end());
  EXPECT_STREQ(describe(Status::kTooManyProposals), "too many proposals");
  EXPECT_STREQ(describe(Status::kNoRoom), "no room for another locker");
}

}  // namespace
}  // namespace sotto::protocol
