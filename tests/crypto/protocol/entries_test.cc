#include "crypto/protocol/entries.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/base/wire.h"
#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_flips_never_give_a_second_encoding;
using sotto::testing::expect_one_encoding;
using sotto::testing::filled;

std::vector<LeadSignature> two_signatures() {
  return {{.lead = 0, .signature = filled<64>(0xa0)}, {.lead = 1, .signature = filled<64>(0xa1)}};
}

Genesis some_genesis() {
  Genesis out;
  out.origin = "sotto.example/a";
  out.policy_hash = filled<32>(1);
  out.log_key = filled<32>(2);
  out.receipt_key = filled<32>(3);
  out.gateway_key_id = 4;
  out.gateway_key = filled<32>(5);
  out.concerns_key = filled<32>(10);
  out.leads = {filled<32>(6), filled<32>(7)};
  out.signatures = {filled<64>(8), filled<64>(9)};
  return out;
}

Entry some_listing() {
  Listing listing;
  listing.identity_key = filled<32>(1);
  listing.number = 0x02030405;
  listing.commitment = filled<32>(6);
  listing.signature = filled<64>(7);
  listing.signatures = two_signatures();
  return {.day = 20458, .body = listing};
}

Recipient some_recipient() {
  Recipient out;
  out.place = 7;
  out.number = 2;
  out.title = "Clinical lead";
  out.sealing_key = filled<32>(3);
  out.signing_key = filled<32>(4);
  out.signature = filled<64>(5);
  out.signatures = two_signatures();
  return out;
}

std::vector<Entry> all_entries() {
  PassKey key;
  key.epoch = 0x01020304;
  key.generation = 5;
  key.key = filled<32>(6);
  key.signatures = {{.lead = 1, .signature = filled<64>(7)}};
  Removal removal;
  removal.id = filled<16>(1);
  removal.number = 2;
  DayRoot root;
  root.board = Board::kReplies;
  root.board_day = 3;
  root.cells = 4;
  root.root = filled<32>(5);
  return {
      {.day = 1, .body = some_genesis()},
      {.day = 2, .body = key},
      {.day = 3, .body = some_listing().body},
      {.day = 4, .body = removal},
      {.day = 5, .body = root},
      {.day = 6, .body = Restored{.from_size = 0x0102030405060708}},
      {.day = 7, .body = some_recipient()},
      {.day = 8, .body = RecipientRemoval{1, 2, two_signatures()}},
      {.day = 9, .body = Opening{filled<32>(1), filled<32>(2)}},
      {.day = 18, .body = ConcernsKey{1, filled<32>(2), two_signatures()}},
      {.day = 10,
       .body = LeadChange{.lead = 1,
                          .reason = ChangeReason::kLost,
                          .number = 2,
                          .key = filled<32>(3),
                          .key_signature = filled<64>(4),
                          .signatures = {{.lead = 0, .signature = filled<64>(5)}}}},
      {.day = 11,
       .body = LogKeyChange{.reason = ChangeReason::kPlanned,
                            .number = 2,
                            .key = filled<32>(3),
                            .key_signature = filled<64>(4),
                            .old_signature = filled<64>(5),
                            .signatures = two_signatures()}},
      {.day = 12, .body = GatewayChange{.id = 2, .key = filled<32>(3)}},
      {.day = 13,
       .body =
           PolicyChange{.number = 2, .policy_hash = filled<32>(3), .signatures = two_signatures()}},
      {.day = 14,
       .body = Build{.number = 2,
                     .manifest = filled<32>(3),
                     .version = "1.2",
                     .signatures = two_signatures()}},
      {.day = 15,
       .body = TrusteeKey{.place = 6,
                          .number = 2,
                          .title = "Medical director",
                          .static_key = filled<32>(3),
                          .sealing_key = filled<32>(4),
                          .signing_key = filled<32>(5),
                          .signature = filled<64>(6),
                          .signatures = two_signatures()}},
      {.day = 16,
       .body = TrusteeCertificate{.number = 2,
                                  .certificate = {1, 2, 3},
                                  .shares = {Bytes(kSealedShareSize, 4)},
                                  .broker_key = filled<32>(5),
                                  .possession = filled<64>(6)}},
      {.day = 17,
       .body =
           LoggedFigures{.release = {.quarter = 2, .batch = filled<32>(3), .figures = {0, 15, 10}},
                         .signatures = {{1, filled<64>(4)}, {3, filled<64>(5)}}}},
      {.day = 31, .body = Closing{.quarter = 2, .reports = 9, .batch = filled<32>(3)}}};
}

TEST(Entry, EveryTypeHasOneEncodingOfItsOwnType) {
  // The days of all_entries() are their types.
  for (const Entry& entry : all_entries()) {
    const Bytes wire = entry.encode();
    const auto type = static_cast<std::uint8_t>(entry.day);
    EXPECT_EQ(entry.type(), EntryType{type});
    EXPECT_EQ(wire[1], type);
    expect_one_encoding<Entry>(wire);
    expect_flips_never_give_a_second_encoding<Entry>(wire);
  }
}

TEST(Entry, FieldsStandInTheOrderOfTheSpecification) {
  const std::vector<Entry> entries = all_entries();
  EXPECT_EQ(to_hex(entries[4].encode()),
            "01"
            "05"
            "00000005"
            "02"
            "00000003"
            "00000004" +
                to_hex(filled<32>(5)));
  EXPECT_EQ(to_hex(entries[5].encode()),
            "01"
            "06"
            "00000006"
            "0102030405060708");
  EXPECT_EQ(to_hex(entries[6].encode()),
            "01"
            "07"
            "00000007"
            "07"
            "00000002"
            "000d436c696e6963616c206c656164" +
                to_hex(filled<32>(3)) + to_hex(filled<32>(4)) + to_hex(filled<64>(5)) + "02" +
                "00" + to_hex(filled<64>(0xa0)) + "01" + to_hex(filled<64>(0xa1)));
  EXPECT_EQ(to_hex(entries[8].encode()),
            "01"
            "09"
            "00000009" +
                to_hex(filled<32>(1)) + to_hex(filled<32>(2)));
  EXPECT_EQ(to_hex(entries[9].encode()).substr(0, 20),
            "01"
            "12"
            "00000012"
            "00000001");
  EXPECT_EQ(to_hex(entries[2].encode()),
            "01"
            "03"
            "00000003" +
                to_hex(filled<32>(1)) + "02030405" + to_hex(filled<32>(6)) + to_hex(filled<64>(7)) +
                "02"
                "00" +
                to_hex(filled<64>(0xa0)) + "01" + to_hex(filled<64>(0xa1)));
}

TEST(Entry, AListingComesBackFieldByField) {
  const Entry entry = *Entry::parse(some_listing().encode());
  const Listing& listing = std::get<Listing>(entry.body);
  EXPECT_EQ(entry.day, 20458u);
  EXPECT_EQ(listing.number, 0x02030405u);
  EXPECT_EQ(listing.identity_key, filled<32>(1));
  EXPECT_EQ(listing.commitment, filled<32>(6));
  ASSERT_EQ(listing.signatures.size(), 2u);
  EXPECT_EQ(listing.signatures[1].lead, 1);
  EXPECT_EQ(listing.signatures[1].signature, filled<64>(0xa1));
}

TEST(EntryRefusal, AnotherVersionOrAnUnknownType) {
  for (std::uint8_t version : {0, 2}) {
    Bytes wire = some_listing().encode();
    wire[0] = version;
    EXPECT_FALSE(Entry::parse(wire));
  }
  for (std::uint8_t type : {0, 200, 255}) {
    Bytes wire = some_listing().encode();
    wire[1] = type;
    EXPECT_FALSE(Entry::parse(wire)) << int{type};
  }
}

TEST(EntryRefusal, LeadsUnknownRepeatedOrOutOfOrder) {
  Entry entry = some_listing();
  auto& signatures = std::get<Listing>(entry.body).signatures;
  for (auto [first, second] : {std::pair{0, 2}, {0, 0}, {1, 1}, {1, 0}}) {
    signatures[0].lead = static_cast<std::uint8_t>(first);
    signatures[1].lead = static_cast<std::uint8_t>(second);
    EXPECT_FALSE(Entry::parse(entry.encode())) << first << second;
  }
  Bytes three = some_listing().encode();
  const Bytes more(65, 2);
  three[6 + 32 + 4 + 32 + 64] = 3;
  three.insert(three.end(), more.begin(), more.end());
  EXPECT_FALSE(Entry::parse(three));
}

TEST(EntryRefusal, ABoardThatDoesNotExist) {
  for (std::uint8_t board : {0, 4}) {
    Bytes wire = all_entries()[4].encode();
    wire[6] = board;
    EXPECT_FALSE(Entry::parse(wire));
  }
}

TEST(EntryRefusal, ARecipientWithoutAPlaceOrAProperTitle) {
  Recipient recipient = some_recipient();
  recipient.place = 8;
  EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = recipient}.encode()));
  for (const std::string& title : {std::string(), std::string("two\nlines"), std::string("\xff")}) {
    recipient = some_recipient();
    recipient.title = title;
    EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = recipient}.encode())) << title;
  }
  recipient.title = std::string(kRecipientTitleMax, 't');
  Bytes wire = Entry{.day = 1, .body = recipient}.encode();
  EXPECT_TRUE(Entry::parse(wire));
  wire.insert(wire.begin() + 6 + 1 + 4 + 2, 't');
  wire[6 + 1 + 4 + 1] += 1;
  EXPECT_FALSE(Entry::parse(wire));
  EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = RecipientRemoval{8, 1, {}}}.encode()));
  recipient.title += 't';
  EXPECT_DEATH((Entry{.day = 1, .body = recipient}.encode()), "panic: entries");
}

TEST(EntryRefusal, AnOriginThatIsNoName) {
  for (const char* origin : {"", "two words", "a+b", "line\n"}) {
    Genesis genesis = some_genesis();
    genesis.origin = origin;
    EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = genesis}.encode())) << origin;
  }
}

TEST(Entry, ChangesStandAsTheSpecificationSays) {
  const std::vector<Entry> entries = all_entries();
  const auto at = [&](EntryType type) {
    return to_hex(std::ranges::find(entries, type, &Entry::type)->encode()).substr(2 * 6);
  };
  EXPECT_EQ(at(EntryType::kLeadKey),
            "01"
            "02"
            "00000002" +
                to_hex(filled<32>(3)) + to_hex(filled<64>(4)) +
                "01"
                "00" +
                to_hex(filled<64>(5)));
  EXPECT_EQ(at(EntryType::kLogKey),
            "01"
            "00000002" +
                to_hex(filled<32>(3)) + to_hex(filled<64>(4)) + to_hex(filled<64>(5)) +
                "02"
                "00" +
                to_hex(filled<64>(0xa0)) + "01" + to_hex(filled<64>(0xa1)));
  EXPECT_EQ(at(EntryType::kGatewayKey), "02" + to_hex(filled<32>(3)));
  EXPECT_EQ(at(EntryType::kPolicy), "00000002" + to_hex(filled<32>(3)) +
                                        "02"
                                        "00" +
                                        to_hex(filled<64>(0xa0)) + "01" + to_hex(filled<64>(0xa1)));
  EXPECT_EQ(at(EntryType::kBuild), "00000002" + to_hex(filled<32>(3)) + "0003312e32" +
                                       "02"
                                       "00" +
                                       to_hex(filled<64>(0xa0)) + "01" + to_hex(filled<64>(0xa1)));
}

TEST(Entry, WhatFiguresNeedStandsAsTheSpecificationSays) {
  const std::vector<Entry> entries = all_entries();
  const auto at = [&](EntryType type) {
    return to_hex(std::ranges::find(entries, type, &Entry::type)->encode()).substr(2 * 6);
  };
  EXPECT_EQ(at(EntryType::kTrusteeKey),
            "06"
            "00000002"
            "00104d65646963616c206469726563746f72" +
                to_hex(filled<32>(3)) + to_hex(filled<32>(4)) + to_hex(filled<32>(5)) +
                to_hex(filled<64>(6)) + "02" + "00" + to_hex(filled<64>(0xa0)) + "01" +
                to_hex(filled<64>(0xa1)));
  EXPECT_EQ(at(EntryType::kCertificate),
            "00000002"
            "0003010203"
            "01" +
                to_hex(Bytes(48, 4)) + to_hex(filled<32>(5)) + to_hex(filled<64>(6)));
  EXPECT_EQ(at(EntryType::kRelease), "00000002" + to_hex(filled<32>(3)) + "0000000f000a" + "02" +
                                         "01" + to_hex(filled<64>(4)) + "03" +
                                         to_hex(filled<64>(5)));
}

TEST(EntryRefusal, ATrusteeWithoutAPlaceOrAProperTitle) {
  const auto reads = [](const TrusteeKey& body) {
    return Entry::parse(Entry{.day = 1, .body = body}.encode()).has_value();
  };
  EXPECT_TRUE(reads({.place = 6, .title = std::string(kTrusteeTitleMax, 't')}));
  EXPECT_FALSE(reads({.place = 7, .title = "t"}));
  for (const std::string& title : {std::string(), std::string("two\nlines"), std::string("\xff")}) {
    EXPECT_FALSE(reads({.title = title})) << title;
  }
  EXPECT_DEATH(reads({.title = std::string(kTrusteeTitleMax + 1, 't')}), "panic: trustees");
}

TEST(EntryRefusal, MoreSealedSharesThanTrusteesCanHave) {
  TrusteeCertificate body{.shares = std::vector<Bytes>(49, Bytes(kSealedShareSize))};
  EXPECT_TRUE(Entry::parse(Entry{.day = 1, .body = body}.encode()));
  body.shares.emplace_back(kSealedShareSize);
  EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = body}.encode()));
  body.shares = {Bytes(kSealedShareSize - 1)};
  EXPECT_DEATH((Entry{.day = 1, .body = body}.encode()), "panic: trustees");
}

TEST(EntryRefusal, FiguresThatAreNoneOrHoldersOutOfOrder) {
  const auto reads = [](const LoggedFigures& body) {
    return Entry::parse(Entry{.day = 1, .body = body}.encode()).has_value();
  };
  EXPECT_TRUE(reads({.release = {.figures = {10, 0, 15}}, .signatures = {{1, {}}, {2, {}}}}));
  EXPECT_FALSE(reads({.release = {.figures = {10, 0, 12}}})) << "not rounded";
  EXPECT_FALSE(reads({.release = {.figures = {5, 0, 0}}})) << "fewer than ten";
  EXPECT_FALSE(reads({.release = {}, .signatures = {{0, {}}}})) << "nobody";
  EXPECT_FALSE(reads({.release = {}, .signatures = {{2, {}}, {1, {}}}}));
  EXPECT_FALSE(reads({.release = {}, .signatures = {{1, {}}, {1, {}}}}));
  LoggedFigures many;
  for (std::uint8_t holder = 1; holder <= 8; ++holder) many.signatures.push_back({holder, {}});
  EXPECT_FALSE(reads(many));
}

TEST(EntryRefusal, AChangeThatSaysWhatNobodyMay) {
  LeadChange change{.lead = 2, .reason = ChangeReason::kPlanned};
  EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = change}.encode())) << "a third lead";
  for (std::uint8_t reason : {0, 3}) {
    change = {.lead = 0, .reason = ChangeReason{reason}};
    EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = change}.encode()));
    LogKeyChange log_key{.reason = ChangeReason{reason}};
    EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = log_key}.encode()));
  }
  LogKeyChange lost{.reason = ChangeReason::kLost};
  EXPECT_TRUE(Entry::parse(Entry{.day = 1, .body = lost}.encode()));
  lost.old_signature[5] = 1;
  EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = lost}.encode())) << "signed by a lost key";
  for (const std::string& version : {std::string(), std::string(65, 'a'), std::string("1\n")}) {
    EXPECT_FALSE(Entry::parse(Entry{.day = 1, .body = Build{.version = version}}.encode()));
  }
}

TEST(EntryMessages, OfChangesBindEverythingButTheSignatures) {
  const Hash256 log = filled<32>(1);
  for (const Entry& entry : all_entries()) {
    const auto size = [&](std::size_t signatures) {  // of a body that ends with them
      return 32 + entry.encode().size() - 6 - signatures;
    };
    if (const auto* lead = std::get_if<LeadChange>(&entry.body)) {
      EXPECT_EQ(lead_change_message(log, *lead).size(), size(64 + 1 + 65));
    } else if (const auto* log_key = std::get_if<LogKeyChange>(&entry.body)) {
      EXPECT_EQ(log_key_message(log, *log_key).size(), size(64 + 64 + 1 + 130));
    } else if (const auto* policy = std::get_if<PolicyChange>(&entry.body)) {
      EXPECT_EQ(policy_change_message(log, *policy).size(), size(1 + 130));
    } else if (const auto* build = std::get_if<Build>(&entry.body)) {
      EXPECT_EQ(build_message(log, *build).size(), size(1 + 130));
    }
  }
}

TEST(EntryMessages, ChangeWithEveryThingThatTheyBind) {
  const Hash256 log = filled<32>(1), other_log = filled<32>(2);
  const Listing listing = std::get<Listing>(some_listing().body);
  Listing changed = listing;
  changed.number += 1;
  EXPECT_NE(listing_message(log, listing), listing_message(other_log, listing));
  EXPECT_NE(listing_message(log, listing), listing_message(log, changed));
  changed = listing;
  changed.commitment[0] ^= 1;
  EXPECT_NE(listing_message(log, listing), listing_message(log, changed));
  changed = listing;
  changed.signature[0] ^= 1;
  changed.signatures.clear();
  EXPECT_EQ(listing_message(log, listing), listing_message(log, changed));

  EXPECT_EQ(listing_message(log, listing).size(), 32u + 32 + 4 + 32);
  EXPECT_EQ(removal_message(log, {}).size(), 32u + 16 + 4);
  EXPECT_EQ(pass_key_message(log, {}).size(), 32u + 4 + 1 + 32);
}

TEST(EntryMessages, OfARecipientChangeWithEveryThingThatTheyBind) {
  const Hash256 log = filled<32>(1);
  const Recipient recipient = some_recipient();
  const Bytes message = recipient_message(log, recipient);
  EXPECT_NE(message, recipient_message(filled<32>(2), recipient));
  const auto changed = [&](auto change) {
    Recipient other = recipient;
    change(other);
    return recipient_message(log, other);
  };
  EXPECT_NE(message, changed([](Recipient& r) { r.place = 0; }));
  EXPECT_NE(message, changed([](Recipient& r) { r.number += 1; }));
  EXPECT_NE(message, changed([](Recipient& r) { r.title += 's'; }));
  EXPECT_NE(message, changed([](Recipient& r) { r.sealing_key[0] ^= 1; }));
  EXPECT_NE(message, changed([](Recipient& r) { r.signing_key[0] ^= 1; }));
  EXPECT_EQ(message, changed([](Recipient& r) { r.signatures.clear(), r.signature[0] ^= 1; }));
  EXPECT_EQ(recipient_removal_message(log, {}).size(), 32u + 1 + 4);
  EXPECT_EQ(concerns_key_message(log, {}).size(), 32u + 4 + 32);
}

TEST(EntryMessages, OfGenesisIsTheEntryUpToItsSignatures) {
  const Bytes wire = Entry{.day = 77, .body = some_genesis()}.encode();
  EXPECT_TRUE(equal(genesis_message(77, some_genesis()), ByteView(wire).first(wire.size() - 128)));
}

TEST(SupporterId, IsTheBeginningOfALabelledHash) {
  const SigningPublicKey key = filled<32>(9);
  const Hash256 hash = sha256({as_bytes("sotto/v1/supporter"), Bytes{0}, key});
  EXPECT_TRUE(equal(supporter_id(key), ByteView(hash).first(16)));
}

TEST(LogFile, IsEntriesBehindTheirLengths) {
  const Bytes file = Writer().vec16(Bytes{1, 2}).vec16(Bytes{}).vec16(Bytes{3}).take();
  const auto entries = split_log(file);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_TRUE(equal((*entries)[0], Bytes{1, 2}));
  EXPECT_TRUE(equal((*entries)[2], Bytes{3}));
  EXPECT_TRUE(split_log({})->empty());
}

TEST(LogFile, ThatIsCutInsideAnEntryIsRefused) {
  const Bytes file = Writer().vec16(Bytes{1, 2}).vec16(Bytes{3, 4, 5}).take();
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_EQ(split_log(ByteView(file).first(size)).has_value(), size == 0 || size == 4) << size;
  }
}

}  // namespace
}  // namespace sotto::protocol
