#include "client/core/near_peer/csv.h"

#include <gtest/gtest.h>

namespace sotto::client {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows(std::string_view file) {
  const auto read = read_csv(file);
  EXPECT_TRUE(read) << describe(read.error().problem);
  Rows out;
  if (read) {
    for (const CsvRow& row : *read) out.push_back(row.fields);
  }
  return out;
}

std::pair<CsvProblem, std::size_t> refusal(std::string_view file) {
  const auto read = read_csv(file);
  EXPECT_FALSE(read) << file;
  return read ? std::pair(CsvProblem{-1}, std::size_t{0})
              : std::pair(read.error().problem, read.error().line);
}

TEST(Csv, ReadsWhatRfc4180Describes) {
  EXPECT_EQ(rows("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
            (Rows{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(rows("aaa,bbb\nzzz,yyy"), (Rows{{"aaa", "bbb"}, {"zzz", "yyy"}})) << "no last line end";
  EXPECT_EQ(rows("\"aaa\",\"b\"\"bb\",\"c,c\"\r\n"), (Rows{{"aaa", "b\"bb", "c,c"}}));
  EXPECT_EQ(rows("a,,\n,\n"), (Rows{{"a", "", ""}, {"", ""}}));
  EXPECT_EQ(rows("a,"), (Rows{{"a", ""}}));
  EXPECT_EQ(rows(" a , b\n"), (Rows{{" a ", " b"}})) << "blanks are part of a field";
  EXPECT_EQ(rows("\xef\xbb\xbf"
                 "a\n"),
            (Rows{{"a"}}))
      << "a byte order mark is passed over";
  EXPECT_EQ(rows("a\n\n\r\nb\n"), (Rows{{"a"}, {"b"}})) << "so are empty lines";
  EXPECT_EQ(read_csv("a\n\nb\n")->back().line, 3u) << "and counted";
}

TEST(CsvRefusal, NamesTheLineAndTheReason) {
  using P = CsvProblem;
  EXPECT_EQ(refusal(""), (std::pair(P::kEmpty, std::size_t{1})));
  EXPECT_EQ(refusal("\n\r\n"), (std::pair(P::kEmpty, std::size_t{1})));
  EXPECT_EQ(refusal("a\nb\"c\n"), (std::pair(P::kStrayQuote, std::size_t{2})));
  EXPECT_EQ(refusal("a\n\"b\"c\n"), (std::pair(P::kStrayQuote, std::size_t{2})));
  EXPECT_EQ(refusal("a\n\"b\n"), (std::pair(P::kNotClosed, std::size_t{2})));
  EXPECT_EQ(refusal("a\nb\n\"c\nd\"\n"), (std::pair(P::kNotPlain, std::size_t{3})))
      << "a line break in a field";
  EXPECT_EQ(refusal("a\rb\n"), (std::pair(P::kNotPlain, std::size_t{1})));
  EXPECT_EQ(refusal("a,\xff\n"), (std::pair(P::kNotPlain, std::size_t{1})));
  EXPECT_EQ(refusal(std::string_view("a\0b\n", 4)), (std::pair(P::kNotPlain, std::size_t{1})));
  EXPECT_EQ(refusal("a\n\x1b[2J\n"), (std::pair(P::kNotPlain, std::size_t{2})));
}

TEST(CsvRefusal, OfWhatIsEnormous) {
  using P = CsvProblem;
  EXPECT_EQ(refusal(std::string(kCsvMax + 1, 'a')).first, P::kTooLarge);
  std::string many;
  for (std::size_t i = 0; i < kCsvRowsMax; ++i) many += "a\n";
  EXPECT_EQ(rows(many).size(), kCsvRowsMax);
  EXPECT_EQ(refusal(many + "b\n"), (std::pair(P::kTooLarge, kCsvRowsMax + 1)));
  EXPECT_EQ(rows(std::string(kCsvFieldsMax - 1, ','))[0].size(), kCsvFieldsMax);
  EXPECT_EQ(refusal(std::string(kCsvFieldsMax, ',')).first, P::kTooWide);
  EXPECT_EQ(rows(std::string(kCsvFieldMax, 'a'))[0][0].size(), kCsvFieldMax);
  EXPECT_EQ(refusal(std::string(kCsvFieldMax + 1, 'a')).first, P::kTooWide);
  EXPECT_EQ(refusal("\"" + std::string(kCsvFieldMax + 1, 'a') + "\"").first, P::kTooWide);
}

TEST(Csv, WritesWhatItReads) {
  const std::vector<std::string> fields{"a", "", "b,\"c\"", " d "};
  EXPECT_EQ(rows(csv_row(fields)), (Rows{fields}));
  EXPECT_EQ(csv_row(std::vector<std::string>{"a", "b\"c"}), "\"a\",\"b\"\"c\"\r\n");
}

TEST(Csv, NoExportedFieldIsAFormula) {
  for (const std::string start : {"=", "+", "-", "@", "\t=", " =", "\xef\xbc\x9d", "\xef\xbc\x8b",
                                  "\xef\xbc\x8d", "\xef\xbc\xa0"}) {
    const std::string field = start + "HYPERLINK(\"https://example.org\")";
    EXPECT_TRUE(csv_row(std::vector{field}).starts_with("\"'" + start)) << field;
  }
  EXPECT_EQ(csv_row(std::vector<std::string>{"a=b", "O'Invented"}), "\"a=b\",\"O'Invented\"\r\n");
}

}  // namespace
}  // namespace sotto::client
