#pragma once
// Strict CSV (RFC 4180), for files that come from somebody else's spreadsheet, and for files that
// somebody else's spreadsheet opens. Commas; lines end in LF or CR LF; a byte order mark is passed
// over.

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sotto::client {

inline constexpr std::size_t kCsvMax = 4 << 20;  // bytes of a file
inline constexpr std::size_t kCsvRowsMax = 5000;
inline constexpr std::size_t kCsvFieldsMax = 16;  // of a row
inline constexpr std::size_t kCsvFieldMax = 600;  // bytes

enum class CsvProblem {
  kEmpty,       // no row at all
  kTooLarge,    // bytes or rows
  kTooWide,     // fields of a row, or bytes of a field
  kNotPlain,    // not UTF-8, or a control character in a field (a line break among them)
  kStrayQuote,  // a quotation mark inside a field that does not begin with one, or text behind it
  kNotClosed,   // a quoted field does not end
};
const char* describe(CsvProblem problem);

struct CsvError {
  std::size_t line = 0;  // from 1
  CsvProblem problem{};
};
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

// Every row; lines without anything on them are passed over.
std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view file);

// One row with its line end. A field that a spreadsheet would take for a formula (it begins with =,
// +, -, @ or their full-width forms, perhaps behind blanks) gets an apostrophe in front.
std::string csv_row(std::span<const std::string> fields);

}  // namespace sotto::client
