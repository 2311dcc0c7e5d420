#include "client/core/near_peer/statement.h"

#include <gtest/gtest.h>

#include <functional>

namespace sotto::client {
namespace {

const SigningKey& director() {
  static const SigningKey key = SigningKey::generate();
  return key;
}

Statement sample() {
  return {.origin = "sotto.example/near-peer",
          .genesis = {1, 2, 3},
          .kind = StatementKind::kSupporter,
          .name = "Invented Supporter",
          .from = *protocol::parse_date("2027-08-04"),
          .until = *protocol::parse_date("2028-08-01"),
          .issued = *protocol::parse_date("2028-08-02"),
          .hours = Hours::kUpTo20};
}

TEST(Statement, IsOnePageThatComesBack) {
  const SignedStatement made = sign_statement(sample(), director());
  const std::string file = made.file();
  EXPECT_TRUE(
      file.starts_with("Sotto statement 1\n"
                       "Scheme: sotto.example/near-peer\n"
                       "Genesis: 0102030000000000000000000000000000000000000000000000000000000000\n"
                       "Role: near-peer supporter\n"
                       "Name: Invented Supporter\n"
                       "From: 2027-08-04\n"
                       "Until: 2028-08-01\n"
                       "Hours: 11 to 20\n"
                       "Issued: 2028-08-02\n"
                       "Key: " +
                       to_hex(director().public_key) + "\nSignature: "));
  const auto back = SignedStatement::parse(file);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->is_signed());
  EXPECT_EQ(back->key, director().public_key);
  EXPECT_EQ(back->file(), file);
}

TEST(Statement, EveryByteIsSignedOrRefused) {
  const std::string file = sign_statement(sample(), director()).file();
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (const char bits : {1, 4}) {
      std::string other = file;
      other[i] = static_cast<char>(other[i] ^ bits);
      const auto parsed = SignedStatement::parse(other);
      EXPECT_TRUE(!parsed || !parsed->is_signed()) << i;
    }
    const auto cut = SignedStatement::parse(std::string_view(file).substr(0, i));
    EXPECT_FALSE(cut) << i;
  }
  EXPECT_FALSE(SignedStatement::parse(file + "\n"));
  EXPECT_FALSE(SignedStatement::parse(file + std::string(kStatementMax, ' ')));
}

TEST(Statement, ByAnotherKeyShowsThatKey) {
  SignedStatement forged = sign_statement(sample(), SigningKey::generate());
  EXPECT_TRUE(forged.is_signed());
  EXPECT_NE(forged.key, director().public_key);
  forged.key = director().public_key;
  EXPECT_FALSE(forged.is_signed());
}

TEST(Statement, SaysARoleAPeriodAndABandOfHours) {
  EXPECT_EQ(text(StatementKind::kSupporter), "near-peer supporter");
  EXPECT_EQ(text(StatementKind::kSelfDevelopment),
            "self-development time as a near-peer supporter");
  EXPECT_EQ(text(Hours::kUpTo5), "up to 5");
  EXPECT_EQ(text(Hours::kUpTo10), "6 to 10");
  EXPECT_EQ(text(Hours::kUpTo20), "11 to 20");
  EXPECT_EQ(text(Hours::kAbove20), "more than 20");
  for (const auto kind : {StatementKind::kSupporter, StatementKind::kSelfDevelopment}) {
    for (const auto hours : {Hours::kUpTo5, Hours::kUpTo10, Hours::kUpTo20, Hours::kAbove20}) {
      Statement each = sample();
      each.kind = kind;
      each.hours = hours;
      const auto back = SignedStatement::parse(sign_statement(each, director()).file());
      ASSERT_TRUE(back);
      EXPECT_EQ(back->statement.kind, kind);
      EXPECT_EQ(back->statement.hours, hours);
    }
  }
}

TEST(StatementRefusal, EachRule) {
  const std::vector<std::function<void(Statement&)>> breaks{
      [](Statement& s) { s.origin = ""; },
      [](Statement& s) { s.origin = "a\nb"; },
      [](Statement& s) { s.origin = std::string(256, 'o'); },
      [](Statement& s) { s.name = ""; },
      [](Statement& s) { s.name = "forged\nHours: more than 20"; },
      [](Statement& s) { s.until = s.from - 1; },
      [](Statement& s) { s.issued = s.until - 1; },
      [](Statement& s) { s.issued = protocol::kLastDate + 1; },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Statement broken = sample();
    breaks[i](broken);
    EXPECT_NE(broken.problem(), nullptr) << i;
  }
}

}  // namespace
}  // namespace sotto::client
