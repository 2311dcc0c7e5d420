#include <gtest/gtest.h>

#include "client/cli/arguments.h"

namespace sotto::client::cli {
namespace {

std::variant<Arguments, ParseEnd> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "sotto");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

Arguments good(const std::vector<const char*>& words) {
  auto parsed = parse(words);
  if (const auto* end = std::get_if<ParseEnd>(&parsed)) {
    ADD_FAILURE() << end->text;
    return {};
  }
  return std::move(std::get<Arguments>(parsed));
}

Wish one_wish(const std::vector<const char*>& words) {
  Arguments arguments = good(words);
  if (arguments.command != Command::kVisit || arguments.wishes.size() != 1) {
    ADD_FAILURE() << "not a visit with one wish";
    return {};
  }
  return std::move(arguments.wishes.front());
}

std::string refused(const std::vector<const char*>& words) {
  const auto parsed = parse(words);
  const auto* end = std::get_if<ParseEnd>(&parsed);
  if (end == nullptr || end->exit != Exit::kUsage) {
    ADD_FAILURE() << "not refused: " << words.front();
    return {};
  }
  EXPECT_FALSE(end->text.empty());
  return end->text;
}

TEST(CliArguments, EveryCommandIsUnderstood) {
  EXPECT_EQ(good({"enrol"}).command, Command::kEnrol);
  EXPECT_EQ(good({"enrol"}).role, protocol::Role::kColleague);
  EXPECT_EQ(good({"enrol", "--role", "supporter"}).role, protocol::Role::kSupporter);
  EXPECT_EQ(good({"new-words", "--words-out", "f"}).words_out, "f");
  EXPECT_EQ(good({"extend", "--slip-file", "f"}).slip_file, "f");
  EXPECT_EQ(good({"six-words"}).command, Command::kSixWords);
  EXPECT_EQ(good({"calendar", "--out", "f"}).out, "f");
  EXPECT_EQ(good({"lead", "key", "--out", "f"}).command, Command::kLeadKey);
  EXPECT_EQ(good({"lead", "sign-genesis", "d", "--key", "k"}).draft, "d");
  EXPECT_EQ(good({"lead", "proposals", "--key", "k"}).key_file, "k");
  EXPECT_EQ(good({"lead", "sign", "ab12", "--key", "k"}).id, "ab12");
  EXPECT_EQ(good({"lead", "drop", "ab12", "--key", "k"}).command, Command::kLeadDrop);
  EXPECT_EQ(good({"lead", "remove", "ab12", "--key", "k"}).command, Command::kLeadRemove);
  EXPECT_EQ(good({"log", "verify"}).command, Command::kLogVerify);
  const Arguments codes = good({"codes", "--count", "10", "--site", "https://s.example", "--out",
                                "a", "--hashes", "b", "--text", "c"});
  EXPECT_EQ(codes.command, Command::kCodes);
  EXPECT_EQ(codes.count, 10u);
}

TEST(CliArguments, AWishHasACommandOfItsOwn) {
  const Wish enquire = one_wish({"enquire", "Invented Person", "--means", "phone"});
  EXPECT_EQ(enquire.verb, Verb::kEnquire);
  EXPECT_EQ(enquire.supporter, "Invented Person");
  EXPECT_EQ(enquire.means, protocol::Means::kPhone);
  EXPECT_EQ(one_wish({"enquire", "X"}).means, protocol::Means::kInService);
  const Wish asked = one_wish({"enquire", "--means", "phone"});
  EXPECT_EQ(asked.supporter, "") << "asked for, so that no history has it";
  EXPECT_EQ(asked.means, protocol::Means::kPhone);
  const Wish choose = one_wish({"choose", "3", "2"});
  EXPECT_EQ(choose.engagement, 3u);
  EXPECT_EQ(choose.slot, 2);
  EXPECT_EQ(one_wish({"held", "1"}).verb, Verb::kHeld);
  EXPECT_EQ(one_wish({"end", "1"}).verb, Verb::kEnd);
  EXPECT_EQ(one_wish({"accept", "1"}).verb, Verb::kAccept);
  EXPECT_EQ(one_wish({"cannot", "1"}).verb, Verb::kCannot);
  EXPECT_EQ(one_wish({"block", "1"}).verb, Verb::kBlock);
  EXPECT_EQ(one_wish({"pause"}).verb, Verb::kPause);
  EXPECT_EQ(one_wish({"resume"}).verb, Verb::kResume);
  const Wish offer =
      one_wish({"offer", "1", "--slot", "2026-12-01T17:00 Room 3", "--slot", "2026-12-02T08:30"});
  ASSERT_EQ(offer.slots.size(), 2u);
  EXPECT_EQ(offer.slots[0], std::pair(std::string("2026-12-01T17:00"), std::string("Room 3")));
  EXPECT_EQ(offer.slots[1].second, "");
}

TEST(CliArguments, ShowAndVisitPrintWhatThereIsAndASingleWishDoesNot) {
  EXPECT_TRUE(good({"show"}).show);
  EXPECT_TRUE(good({"show", "--directory"}).directory);
  EXPECT_TRUE(good({"visit"}).show);
  EXPECT_TRUE(good({"visit", "--unattended"}).unattended);
  EXPECT_FALSE(good({"accept", "1"}).show);
}

TEST(CliArguments, AVisitTakesSeveralWishesInTheirOrder) {
  const Arguments visit = good(
      {"visit", "--do", "accept 1", "--do", "offer 1 '2026-12-01T17:00 Room 3' 2026-12-02T08:30"});
  ASSERT_EQ(visit.wishes.size(), 2u);
  EXPECT_EQ(visit.wishes[0].verb, Verb::kAccept);
  EXPECT_EQ(visit.wishes[1].slots.size(), 2u);
}

TEST(CliArguments, WhatIsForEverybodyMayStandAnywhere) {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {"--broker", "http://127.0.0.1:8080", "--json", "show"},
           {"show", "--json", "--broker", "127.0.0.1:8080/"}}) {
    const Arguments arguments = good(words);
    EXPECT_TRUE(arguments.json);
    EXPECT_EQ(arguments.broker, (Origin{"127.0.0.1", "8080"}));
  }
  EXPECT_EQ(good({"show", "--broker", "https://broker.example", "--ca", "ca.pem"}).broker,
            (Origin{"broker.example", "443", true, "ca.pem"}));
  const std::string hash(64, 'a');
  EXPECT_TRUE(good({"show", "--genesis", hash.c_str()}).genesis);
}

TEST(CliArguments, WhatIsNotUnderstoodIsRefused) {
  refused({"nonsense"});
  refused({"--json"});
  refused({"lead"});
  refused({"show", "extra"});
  refused({"choose", "1"});
  refused({"choose", "x", "1"});
  refused({"choose", "1", "300"});
  refused({"accept", "1x"});
  refused({"enquire", "X", "--means", "fax"});
  refused({"offer", "1"});
  refused({"offer", "1", "--slot", "tomorrow"});
  refused({"enrol", "--role", "lead"});
  refused({"codes", "--count", "0", "--site", "s", "--out", "a", "--hashes", "b"});
  refused({"show", "--genesis", "abcd"});
  refused({"show", "--broker", "http://broker.example"});
  refused({"show", "--broker", "https://broker.example/path"});
  refused({"visit", "--do", "dance"});
  refused({"visit", "--do", "offer 1 'half"});
  refused({"visit", "--unattended", "--do", "accept 1"});
  refused({"listing"});
  refused({"listing", "--file", "missing"});
}

TEST(CliArguments, HelpAndVersionAreNotProblems) {
  for (const char* word : {"--help", "--version"}) {
    const auto parsed = parse({word});
    const auto* end = std::get_if<ParseEnd>(&parsed);
    ASSERT_NE(end, nullptr);
    EXPECT_EQ(end->exit, Exit::kOk);
    EXPECT_NE(end->text.find("sotto"), std::string::npos);
  }
  const auto parsed = parse({"lead", "sign", "--help"});
  const auto* end = std::get_if<ParseEnd>(&parsed);
  ASSERT_NE(end, nullptr);
  EXPECT_NE(end->text.find("sotto lead sign "), std::string::npos) << end->text;
}

TEST(CliArguments, AListingComesFromFlagsInTheOrderOfTheProtocol) {
  const Arguments listing = good({"listing", "--about", "Listens.", "--name", "Invented Person"});
  ASSERT_EQ(listing.listing.fields.size(), 2u);
  EXPECT_EQ(listing.listing.fields[0].first, "name");
  EXPECT_EQ(listing.listing.fields[1].second, "Listens.");
}

TEST(CliArguments, AListingComesFromAFile) {
  const auto listing = parse_listing("name: Invented Person\r\n\nabout: a: b\n");
  ASSERT_TRUE(listing);
  EXPECT_EQ(listing->fields[1].second, "a: b");
  EXPECT_FALSE(parse_listing("about: no name\n"));
  EXPECT_FALSE(parse_listing("name Invented\n"));
  EXPECT_FALSE(parse_listing("about: wrong order\nname: X\n"));
}

TEST(CliArguments, NothingSecretOrPersonalHasAnOption) {
  for (const char* word : {"--words", "--code", "--slip", "--value", "--phone", "--passphrase"}) {
    refused({"show", word, "x"});
    refused({"enrol", word, "x"});
    refused({"enquire", "X", word, "x"});
  }
}

}  // namespace
}  // namespace sotto::client::cli
