// What a near-peer desk reads: the first byte says which. What parses is written as the bytes that
// were read, and a list that is refused leaves the desk as it was.

#include "client/core/near_peer/agreement.h"
#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/statement.h"
#include "tests/client/near_peer/sample_desk.h"
#include "tests/fuzz/one_encoding.h"

namespace sotto::client {
namespace {

void read_desk(ByteView input) {
  const auto desk = parse_desk(input);
  if (desk && !equal(encode_desk(*desk).expose(), input)) panic("fuzz: a desk with two encodings");
}

void read_statement(std::string_view input) {
  const auto statement = SignedStatement::parse(input);
  if (statement && statement->file() != input) panic("fuzz: a statement with two encodings");
}

void import(Imported (*list)(Desk&, std::string_view), std::string_view input) {
  Desk desk(testing::sample_near_peer());
  const auto imported = list(desk, input);
  const std::size_t rows = desk.doctors().size() + desk.supporters().size();
  if (rows != imported.value_or(0)) panic("fuzz: a list that was taken by half");
  if (!imported && imported.error().empty()) panic("fuzz: a refusal without a line");
}

}  // namespace
}  // namespace sotto::client

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto::client;
  if (size == 0) return 0;
  const sotto::ByteView input(data + 1, size - 1);
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0]) {
    case 'd':
      import(import_doctors, text);
      break;
    case 'a':
      import(import_applications, text);
      break;
    case 's':
      read_statement(text);
      break;
    case 'g':
      sotto::testing::read_and_write<Agreement>(input);
      break;
    case 'p':
      sotto::testing::read_and_write<Application>(input);
      break;
    default:
      read_desk(input);
  }
  return 0;
}
