#include "client/core/near_peer/agreement.h"

#include <gtest/gtest.h>

#include <functional>

namespace sotto::client {
namespace {

constexpr std::string_view kOrigin = "sotto.example/near-peer";
const Hash256 kGenesis{1, 2, 3};

struct Pair {
  SigningKey supportee = SigningKey::from_seed(Secret<32>());
  SigningKey supporter = SigningKey::generate();
  SignedAgreement signed_by_none;

  Pair() {
    signed_by_none.agreement = {.number = 1,
                                .supportee = "Invented Doctor",
                                .supporter = "Invented Supporter",
                                .start = *protocol::parse_date("2027-08-04"),
                                .end = *protocol::parse_date("2028-08-01"),
                                .how_often = "An hour every third week",
                                .where = "Tuesdays, in the library",
                                .means = protocol::Means::kTeams,
                                .means_value = "invented.doctor",
                                .gain = "Somebody to ask",
                                .notes = "",
                                .supportee_key = supportee.public_key,
                                .supporter_key = supporter.public_key};
  }
};

TEST(Agreement, HasTheTwelveFieldsOfTheGuideInTheirOrder) {
  const Pair pair;
  const std::string text = pair.signed_by_none.printable(kOrigin);
  const std::vector<std::string> lines{
      "Near-peer support agreement, number 1\n",
      "Scheme: sotto.example/near-peer\n",
      "1. Supportee: Invented Doctor\n",
      "2. Supporter: Invented Supporter\n",
      "3. Start date: 2027-08-04\n",
      "4. Estimated end date: 2028-08-01\n",
      "5. How often and for how long we plan to meet: An hour every third week\n",
      "6. When and where: Tuesdays, in the library\n",
      "7. Preferred method of communication: Teams, invented.doctor\n",
      "8. Confidentiality: We keep what is said between us confidential, except where there is a "
      "risk of harm to any person.\n",
      "9. What we both wish to gain: Somebody to ask\n",
      "10. Further notes or comments: not provided\n",
      "Key of the supportee: " + to_hex(pair.supportee.public_key) + "\n",
      "Key of the supporter: " + to_hex(pair.supporter.public_key) + "\n",
      "11. Signed (supportee): ________________________________________\n",
      "12. Signed (supporter): ________________________________________\n"};
  std::string all;
  for (const std::string& line : lines) all += line;
  EXPECT_EQ(text, all);
}

TEST(Agreement, IsWholeWhenBothHaveSignedTheSameText) {
  Pair pair;
  SignedAgreement both = pair.signed_by_none;
  EXPECT_FALSE(both.is_whole(kOrigin, kGenesis));
  EXPECT_TRUE(both.sign_as(Side::kSupportee, pair.supportee, kOrigin, kGenesis));
  EXPECT_FALSE(both.is_whole(kOrigin, kGenesis)) << "one is not both";
  EXPECT_TRUE(both.sign_as(Side::kSupporter, pair.supporter, kOrigin, kGenesis));
  EXPECT_TRUE(both.is_whole(kOrigin, kGenesis));
  EXPECT_NE(both.printable(kOrigin).find(to_hex(*both.supporter)), std::string::npos);

  EXPECT_FALSE(both.is_whole(kOrigin, Hash256{9})) << "of another scheme";
  EXPECT_FALSE(both.is_whole("sotto.example/other", kGenesis));
  std::swap(both.supportee, both.supporter);
  EXPECT_FALSE(both.is_whole(kOrigin, kGenesis)) << "each under their own name";
}

TEST(Agreement, NobodySignsForTheOther) {
  Pair pair;
  SignedAgreement agreement = pair.signed_by_none;
  EXPECT_FALSE(agreement.sign_as(Side::kSupporter, pair.supportee, kOrigin, kGenesis));
  EXPECT_FALSE(agreement.sign_as(Side::kSupportee, pair.supporter, kOrigin, kGenesis));
  EXPECT_FALSE(agreement.supportee || agreement.supporter);
}

TEST(Agreement, EveryChangeNeedsBothSignaturesAgain) {
  const std::vector<std::function<void(Agreement&)>> changes{
      [](Agreement& a) { a.number = 2; },
      [](Agreement& a) { a.supportee += "n"; },
      [](Agreement& a) { a.supporter += "n"; },
      [](Agreement& a) { ++a.start; },
      [](Agreement& a) { ++a.end; },
      [](Agreement& a) { a.how_often += "."; },
      [](Agreement& a) { a.where = ""; },
      [](Agreement& a) { a.means = protocol::Means::kPhone; },
      [](Agreement& a) { a.means_value = ""; },
      [](Agreement& a) { a.gain += "."; },
      [](Agreement& a) { a.notes = "More"; },
      [](Agreement& a) { a.supportee_key[0] ^= 1; },
      [](Agreement& a) { a.supporter_key[0] ^= 1; },
  };
  Pair pair;
  SignedAgreement both = pair.signed_by_none;
  both.sign_as(Side::kSupportee, pair.supportee, kOrigin, kGenesis);
  both.sign_as(Side::kSupporter, pair.supporter, kOrigin, kGenesis);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    SignedAgreement changed = both;
    changes[i](changed.agreement);
    ASSERT_EQ(changed.agreement.problem(), nullptr) << i;
    EXPECT_FALSE(changed.is_whole(kOrigin, kGenesis)) << i;
  }
}

TEST(Agreement, HasOneEncoding) {
  const Pair pair;
  const Bytes wire = pair.signed_by_none.agreement.encode();
  const auto back = Agreement::parse(wire);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->canonical_text(kOrigin), pair.signed_by_none.agreement.canonical_text(kOrigin));
  for (std::size_t i = 0; i < wire.size(); ++i) {
    EXPECT_FALSE(Agreement::parse(ByteView(wire).first(i))) << i;
    Bytes other = wire;
    other[i] ^= 0x81;
    const auto parsed = Agreement::parse(other);
    EXPECT_TRUE(!parsed || parsed->encode() == other) << i;
  }
}

TEST(AgreementRefusal, EachRule) {
  const std::vector<std::function<void(Agreement&)>> breaks{
      [](Agreement& a) { a.number = 0; },
      [](Agreement& a) { a.supportee = ""; },
      [](Agreement& a) { a.supporter = "two\nlines"; },
      [](Agreement& a) { a.end = a.start - 1; },
      [](Agreement& a) { a.end = protocol::kLastDate + 1; },
      [](Agreement& a) { a.how_often = std::string(201, 'x'); },
      [](Agreement& a) { a.where = std::string(201, 'x'); },
      [](Agreement& a) { a.where = "forged\n8. Confidentiality: none"; },
      [](Agreement& a) { a.means = protocol::Means{7}; },
      [](Agreement& a) { a.means = protocol::Means{0}; },
      [](Agreement& a) { a.means_value = std::string(121, 'x'); },
      [](Agreement& a) { a.gain = std::string(501, 'x'); },
      [](Agreement& a) { a.notes = std::string(501, 'x'); },
      [](Agreement& a) { a.supportee_key = a.supporter_key; },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Agreement broken = Pair().signed_by_none.agreement;
    breaks[i](broken);
    EXPECT_NE(broken.problem(), nullptr) << i;
  }
}

}  // namespace
}  // namespace sotto::client
