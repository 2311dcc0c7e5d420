#include "client/core/near_peer/statement.h"

#include <array>
#include <utility>
#include <vector>

#include "client/core/near_peer/application.h"
#include "crypto/base/panic.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

constexpr std::string_view kLabel = "sotto/v1/statement";
constexpr std::string_view kFirstLine = "Sotto statement 1";
constexpr std::array<std::string_view, 2> kKinds{"near-peer supporter",
                                                 "self-development time as a near-peer supporter"};
constexpr std::array<std::string_view, 4> kHours{"up to 5", "6 to 10", "11 to 20", "more than 20"};

// Everything above the key and the signature.
std::string body(const Statement& of) {
  std::string out(kFirstLine);
  const auto line = [&](std::string_view name, std::string_view value) {
    out.append("\n").append(name).append(": ").append(value);
  };
  line("Scheme", of.origin);
  line("Genesis", to_hex(of.genesis));
  line("Role", text(of.kind));
  line("Name", of.name);
  line("From", protocol::date_text(of.from));
  line("Until", protocol::date_text(of.until));
  line("Hours", text(of.hours));
  line("Issued", protocol::date_text(of.issued));
  return out + "\n";
}

Bytes message(const Statement& of) {
  return concat({of.genesis, as_bytes(body(of))});
}

// The values of lines "name: value", one name after the other.
class Lines {
 public:
  explicit Lines(std::string_view rest) : rest_(rest) {}

  std::optional<std::string_view> line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return out;
  }
  std::optional<std::string_view> value(std::string_view name) {
    auto out = line();
    if (!out || !out->starts_with(name)) return std::nullopt;
    out->remove_prefix(name.size());
    if (!out->starts_with(": ")) return std::nullopt;
    return out->substr(2);
  }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

template <class Enum, std::size_t N>
bool find_name(const std::array<std::string_view, N>& names, std::optional<std::string_view> name,
               Enum& out) {
  for (std::size_t i = 0; i < N; ++i) {
    if (name != names[i]) continue;
    out = static_cast<Enum>(i + 1);
    return true;
  }
  return false;
}

bool read_date(std::optional<std::string_view> text, protocol::Date& out) {
  const auto date = text ? protocol::parse_date(*text) : std::nullopt;
  if (date) out = *date;
  return date.has_value();
}

template <std::size_t N>
bool read_hex(std::optional<std::string_view> text, ByteArray<N>& out) {
  const auto bytes = text ? from_hex(*text) : std::nullopt;
  if (!bytes || bytes->size() != N) return false;
  out = to_array<N>(FixedView<N>(*bytes));
  return true;
}

}  // namespace

std::string_view text(StatementKind kind) {
  return kKinds[static_cast<std::size_t>(kind) - 1];
}

std::string_view text(Hours hours) {
  return kHours[static_cast<std::size_t>(hours) - 1];
}

const char* Statement::problem() const {
  if (origin.empty() || origin.size() > 255 || !protocol::is_plain_text(origin)) {
    return "the scheme's name is none";
  }
  if (!is_person_name(name)) return "the name is 1 to 80 bytes of plain text";
  if (from > until) return "the period ends before it begins";
  if (until > issued) return "the period is not over yet";
  if (issued > protocol::kLastDate) return "the date is behind the year 9999";
  return nullptr;
}

SignedStatement sign_statement(Statement statement, const SigningKey& director) {
  if (statement.problem() != nullptr) panic("statement: with a problem");
  SignedStatement out{std::move(statement), director.public_key, {}};
  out.signature = sign(director, kLabel, message(out.statement));
  return out;
}

bool SignedStatement::is_signed() const {
  return verify(key, kLabel, message(statement), signature);
}

std::string SignedStatement::file() const {
  return body(statement) + "Key: " + to_hex(key) + "\nSignature: " + to_hex(signature) + "\n";
}

std::optional<SignedStatement> SignedStatement::parse(std::string_view file) {
  if (file.size() > kStatementMax) return std::nullopt;
  Lines in(file);
  SignedStatement out;
  Statement& of = out.statement;
  if (in.line() != kFirstLine) return std::nullopt;
  of.origin = in.value("Scheme").value_or("");
  if (!read_hex(in.value("Genesis"), of.genesis) || !find_name(kKinds, in.value("Role"), of.kind)) {
    return std::nullopt;
  }
  of.name = in.value("Name").value_or("");
  if (!read_date(in.value("From"), of.from) || !read_date(in.value("Until"), of.until) ||
      !find_name(kHours, in.value("Hours"), of.hours) ||
      !read_date(in.value("Issued"), of.issued) || !read_hex(in.value("Key"), out.key) ||
      !read_hex(in.value("Signature"), out.signature) || !in.done() || of.problem() != nullptr) {
    return std::nullopt;
  }
  return out;
}

}  // namespace sotto::client
