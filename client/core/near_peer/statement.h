#pragma once
// What a programme director confirms of somebody (docs/spec/near-peer.md, "Statement"): a role, a
// period, a band of hours. Never whom they supported, or how many. One page of text that anybody
// can check offline.

#include <optional>
#include <string>
#include <string_view>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/date.h"

namespace sotto::client {

// DO NOT CHANGE THE NUMBERS OR THE NAMES: they are signed.
enum class StatementKind : std::uint8_t {
  kSupporter = 1,        // was a near-peer supporter
  kSelfDevelopment = 2,  // used self-development time for it
};
enum class Hours : std::uint8_t { kUpTo5 = 1, kUpTo10 = 2, kUpTo20 = 3, kAbove20 = 4 };

std::string_view text(StatementKind kind);
std::string_view text(Hours hours);  // "6 to 10"

inline constexpr std::size_t kStatementMax = 2048;  // bytes of a file

struct Statement {
  std::string origin;  // the scheme's
  Hash256 genesis{};
  StatementKind kind = StatementKind::kSupporter;
  std::string name;
  protocol::Date from = 0, until = 0, issued = 0;
  Hours hours = Hours::kUpTo5;

  // The first thing that is wrong; nullptr when nothing is.
  const char* problem() const;
};

struct SignedStatement {
  Statement statement;
  SigningPublicKey key{};  // of the programme director
  Signature signature{};

  // The file: lines of text, in one way alone.
  std::string file() const;
  // Reads what file() wrote, and nothing else. The signature is not yet looked at.
  static std::optional<SignedStatement> parse(std::string_view file);
  bool is_signed() const;
};

// A statement without a problem.
SignedStatement sign_statement(Statement statement, const SigningKey& director);

}  // namespace sotto::client
