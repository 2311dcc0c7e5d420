#include "client/core/near_peer/csv.h"

#include <algorithm>
#include <array>
#include <optional>

#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class CsvReader {
 public:
  explicit CsvReader(std::string_view rest) : rest_(rest) {}

  bool done() const { return rest_.empty(); }
  std::size_t line() const { return line_; }

  // nullopt: row() has it.
  std::optional<CsvProblem> next() {
    row_ = {.line = line_, .fields = {}};
    for (;;) {
      if (row_.fields.size() == kCsvFieldsMax) return CsvProblem::kTooWide;
      row_.fields.emplace_back();
      const auto problem = rest_.starts_with('"') ? read_quoted() : read_bare();
      if (problem) return problem;
      const std::string& field = row_.fields.back();
      if (field.size() > kCsvFieldMax) return CsvProblem::kTooWide;
      if (!protocol::is_plain_text(field)) return CsvProblem::kNotPlain;
      if (rest_.empty() || end_line()) return std::nullopt;
      if (!rest_.starts_with(',')) return CsvProblem::kStrayQuote;
      rest_.remove_prefix(1);
    }
  }
  CsvRow& row() { return row_; }

 private:
  std::optional<CsvProblem> read_bare() {
    const std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    std::string_view field = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (field.ends_with('\r') && rest_.starts_with('\n')) field.remove_suffix(1);
    if (field.find('"') != std::string_view::npos) return CsvProblem::kStrayQuote;
    row_.fields.back() = field;
    return std::nullopt;
  }

  std::optional<CsvProblem> read_quoted() {
    rest_.remove_prefix(1);
    for (;;) {
      const std::size_t quote = rest_.find('"');
      if (quote == std::string_view::npos) return CsvProblem::kNotClosed;
      row_.fields.back() += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) return std::nullopt;
      row_.fields.back() += '"';
      rest_.remove_prefix(1);
    }
  }

  bool end_line() {
    const std::string_view end = rest_.starts_with("\r\n") ? "\r\n" : "\n";
    if (!rest_.starts_with(end)) return false;
    rest_.remove_prefix(end.size());
    ++line_;
    return true;
  }

  std::string_view rest_;
  std::size_t line_ = 1;
  CsvRow row_;
};

// The first character that a spreadsheet looks at.
bool is_formula(std::string_view field) {
  const std::size_t first = field.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  constexpr std::array<std::string_view, 8> kStarts{
      "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
  return std::ranges::any_of(kStarts, [rest = field.substr(first)](std::string_view start) {
    return rest.starts_with(start);
  });
}

}  // namespace

const char* describe(CsvProblem problem) {
  switch (problem) {
    case CsvProblem::kEmpty:
      return "there is nothing in the file";
    case CsvProblem::kTooLarge:
      return "the file has more than 4 MiB or 5,000 rows";
    case CsvProblem::kTooWide:
      return "the row has more than 16 fields, or a field more than 600 bytes";
    case CsvProblem::kNotPlain:
      return "a field is not UTF-8 text, or has a line break or control character in it";
    case CsvProblem::kStrayQuote:
      return "a quotation mark stands where none may";
    case CsvProblem::kNotClosed:
      return "a quotation mark is not closed";
  }
  return "";
}

std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view file) {
  if (file.size() > kCsvMax) return std::unexpected(CsvError{1, CsvProblem::kTooLarge});
  if (file.starts_with(kByteOrderMark)) file.remove_prefix(kByteOrderMark.size());
  std::vector<CsvRow> rows;
  CsvReader in(file);
  while (!in.done()) {
    const std::size_t line = in.line();
    if (const auto problem = in.next()) return std::unexpected(CsvError{line, *problem});
    CsvRow& row = in.row();
    if (row.fields.size() == 1 && row.fields.front().empty()) continue;
    if (rows.size() == kCsvRowsMax) return std::unexpected(CsvError{line, CsvProblem::kTooLarge});
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return std::unexpected(CsvError{1, CsvProblem::kEmpty});
  return rows;
}

std::string csv_row(std::span<const std::string> fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (&field != fields.data()) out += ',';
    out += '"';
    if (is_formula(field)) out += '\'';
    for (const char c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace sotto::client
