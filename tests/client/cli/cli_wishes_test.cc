#include <gtest/gtest.h>

#include <cctype>

#include "client/cli/texts.h"
#include "client/cli/wishes.h"
#include "client/core/proposals.h"
#include "crypto/protocol/words.h"

namespace sotto::client::cli {
namespace {

SupporterView supporter(std::uint8_t id, const std::string& name) {
  SupporterView out;
  out.id.fill(id);
  out.text.fields = {{"name", name}};
  return out;
}

const std::vector<SupporterView> kDirectory = {
    supporter(1, "Ada Invented"), supporter(2, "Ben Invented"), supporter(3, "Ben Invented")};

std::expected<Intent, std::string> intent_of(const std::string& line) {
  const auto wish = parse_wish(line);
  if (!wish) return std::unexpected(wish.error());
  return resolve(*wish, kDirectory, "Europe/London");
}

TEST(CliWishes, ALineIsCutAtSpacesOutsideQuotes) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(split_line("  accept   1 "), (Words{"accept", "1"}));
  EXPECT_EQ(split_line("offer 1 'a b' \"c 'd'\" x' y'z ''"),
            (Words{"offer", "1", "a b", "c 'd'", "x yz", ""}));
  EXPECT_EQ(split_line(""), Words{});
  EXPECT_FALSE(split_line("offer 'a"));
  EXPECT_FALSE(split_line("offer \"a'"));
}

TEST(CliWishes, ASupporterIsFoundByNameOrId) {
  const auto by_name = intent_of("enquire 'Ada Invented' in-service");
  ASSERT_TRUE(by_name);
  EXPECT_EQ(std::get<intent::Enquire>(*by_name).supporter, kDirectory[0].id);
  const auto by_id = intent_of("enquire " + to_hex(kDirectory[2].id) + " phone");
  ASSERT_TRUE(by_id);
  EXPECT_EQ(std::get<intent::Enquire>(*by_id).supporter, kDirectory[2].id);
  EXPECT_EQ(std::get<intent::Enquire>(*by_id).means, protocol::Means::kPhone);
}

TEST(CliWishes, ASupporterWhoIsNotThereOrNotOneAloneIsRefused) {
  EXPECT_EQ(intent_of("enquire Nobody in-service").error(), text(IntentRefusal::kNoSuchSupporter));
  EXPECT_NE(intent_of("enquire 'Ben Invented' in-service").error().find("Two supporters"),
            std::string::npos);
}

TEST(CliWishes, OfferedTimesAreLocalAndGoAsUtc) {
  const auto offer = intent_of("offer 7 '2026-07-01T17:00  Room 3' 2026-12-01T17:00");
  ASSERT_TRUE(offer);
  const auto& slots = std::get<intent::Offer>(*offer).slots;
  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0], (Slot{1782921600, "Room 3"}));
  EXPECT_EQ(slots[1], (Slot{1796144400, ""}));
  EXPECT_EQ(std::get<intent::Offer>(*offer).engagement, 7u);
}

TEST(CliWishes, ATimeThatTheClocksSkipIsRefusedOnceTheZoneIsKnown) {
  ASSERT_TRUE(parse_wish("offer 1 2027-03-28T01:30"));
  EXPECT_EQ(intent_of("offer 1 2027-03-28T01:30").error(), text(ZoneProblem::kSkipped));
  EXPECT_EQ(intent_of("offer 1 2026-10-25T01:30").error(), text(ZoneProblem::kTwice));
}

TEST(CliWishes, AFormThatIsWrongIsSaidBeforeAnythingIsFetched) {
  for (const char* line :
       {"", "dance", "accept", "accept x", "accept -1", "accept 1 2", "accept 4294967296",
        "choose 1", "choose 1 256", "pause 1", "offer 1", "offer 1 noon",
        "offer 1 2026-12-01T17:00Room", "enquire Ada", "enquire Ada fax", "held 'half",
        "offer 1 2026-12-01T17:00 2026-12-01T18:00 2026-12-01T19:00 2026-12-01T20:00"}) {
    const auto wish = parse_wish(line);
    ASSERT_FALSE(wish) << line;
    EXPECT_FALSE(wish.error().empty()) << line;
  }
}

TEST(CliWishes, EveryVerbBecomesItsIntent) {
  EXPECT_EQ(std::get<intent::Choose>(*intent_of("choose 1 2")).slot, 2);
  EXPECT_EQ(std::get<intent::Accept>(*intent_of("accept 1")).engagement, 1u);
  EXPECT_EQ(std::get<intent::Cannot>(*intent_of("cannot 2")).engagement, 2u);
  EXPECT_EQ(std::get<intent::Held>(*intent_of("held 3")).engagement, 3u);
  EXPECT_EQ(std::get<intent::End>(*intent_of("end 4")).engagement, 4u);
  EXPECT_EQ(std::get<intent::EndAndBlock>(*intent_of("block 5")).engagement, 5u);
  EXPECT_TRUE(std::get<intent::Pause>(*intent_of("pause")).paused);
  EXPECT_FALSE(std::get<intent::Pause>(*intent_of("resume")).paused);
}

TEST(CliSixWords, AreTheSameInEitherCaseAndNothingElseIs) {
  std::array<std::uint16_t, 6> words{};
  std::string typed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i] = static_cast<std::uint16_t>(1000 * i);
    typed += std::string(protocol::word(words[i])) + "  ";
  }
  EXPECT_TRUE(same_words(words, typed));
  std::string loud = typed;
  for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_TRUE(same_words(words, loud));
  EXPECT_FALSE(same_words(words, typed + "abacus"));
  EXPECT_FALSE(same_words(words, typed.substr(typed.find(' '))));
  words[5] = 1;
  EXPECT_FALSE(same_words(words, typed));
  EXPECT_FALSE(same_words(words, ""));
}

}  // namespace
}  // namespace sotto::client::cli
