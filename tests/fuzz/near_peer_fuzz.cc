// What a near-peer desk reads: the first byte says which. What parses is written as the bytes that
// were read, and a list that is refused leaves the desk as it was.

#include "client/core/near_peer/agreement.h"
#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/letter.h"
#include "client/core/near_peer/peer.h"
#include "client/core/near_peer/statement.h"
#include "tests/client/near_peer/sample_desk.h"
#include "tests/fuzz/one_encoding.h"

namespace sotto::client {
namespace {

// One of before is written as the newest, which then has one form.
void read_desk(ByteView input) {
  const auto desk = parse_desk(input);
  if (!desk) return;
  const SecretBytes newest = encode_desk(*desk);
  const auto again = parse_desk(newest.expose());
  if (!again || !equal(encode_desk(*again).expose(), newest.expose())) {
    panic("fuzz: a desk with two encodings");
  }
}

void read_statement(std::string_view input) {
  const auto statement = SignedStatement::parse(input);
  if (statement && statement->file() != input) panic("fuzz: a statement with two encodings");
}

void read_letter(ByteView input) {
  const auto letter = Letter::parse(input);
  if (!letter) return;
  (void)letter->is_signed(X25519PublicKey{9}, Hash256{});
  Channel channel;
  (void)channel.take(*letter);
}

void read_peer(ByteView input) {
  Reader in(input);
  const auto peer = PeerState::read(in);
  if (!peer || !in.done()) return;
  SecretWriter out(peer->size());
  peer->write(out);
  if (!equal(out.take().expose(), input)) panic("fuzz: a peer with two encodings");
}

void read_agreement(ByteView input) {
  const auto agreement = parse_agreement(input);
  if (agreement && !equal(encode_agreement(*agreement), input)) {
    panic("fuzz: an agreement with two encodings");
  }
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
    case 'l':
      read_letter(input);
      break;
    case 'P':
      read_peer(input);
      break;
    case 'G':
      read_agreement(input);
      break;
    case '1':
      sotto::testing::read_and_write<ApplicationLetter>(input);
      break;
    case '2':
      sotto::testing::read_and_write<Hello>(input);
      break;
    case '3':
      sotto::testing::read_and_write<StandingLetter>(input);
      break;
    case '4':
      sotto::testing::read_and_write<AboutPair>(input);
      break;
    case '6':
      sotto::testing::read_and_write<AboutScheme>(input);
      break;
    case '7':
      sotto::testing::read_and_write<Wishes>(input);
      break;
    case 'i':
      sotto::testing::read_and_write<Introduction>(input);
      break;
    case 'f':
      sotto::testing::read_and_write<PairFeedback>(input);
      break;
    default:
      read_desk(input);
  }
  return 0;
}
