#include "crypto/protocol/opening.h"

#include <gtest/gtest.h>

#include <set>

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"
#include "tests/support/sample_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::filled;

OpeningPlace some_opening() {
  return {.day = 20458,
          .index = 7,
          .id = filled<32>(1),
          .place = 2,
          .note = filled<32>(3),
          .signature = filled<64>(4)};
}

TEST(OpeningMessage, ChangesWithEveryThingThatItBinds) {
  const OpeningPlace opening = some_opening();
  const auto message = [](const OpeningPlace& of, std::uint8_t log = 1, std::uint8_t locker = 2,
                          std::uint64_t version = 3) {
    return opening_message(filled<32>(log), filled<32>(locker), version, of);
  };
  std::set<Bytes> all = {message(opening), message(opening, 9), message(opening, 1, 9),
                         message(opening, 1, 2, 9)};
  const auto add = [&](auto change) {
    OpeningPlace other = opening;
    change(other);
    all.insert(message(other));
  };
  add([](OpeningPlace& o) { o.day += 1; });
  add([](OpeningPlace& o) { o.index += 1; });
  add([](OpeningPlace& o) { o.id[0] ^= 1; });
  add([](OpeningPlace& o) { o.place += 1; });
  add([](OpeningPlace& o) { o.note[0] ^= 1; });
  EXPECT_EQ(all.size(), 9u);
  add([](OpeningPlace& o) { o.signature[0] ^= 1; });
  EXPECT_EQ(all.size(), 9u);
  EXPECT_EQ(message(opening).size(), 32u + 32 + 8 + kOpeningPlaceSize - 64);
}

TEST(OpeningGiven, IsCoSecretTraceAndEntry) {
  const OpeningGiven given{{Secret<32>::from(filled<32>(1)), Secret<32>::from(filled<32>(2))},
                           0x0102030405060708};
  const OpeningAnswer wire = given.encode();
  EXPECT_EQ(to_hex(wire), to_hex(filled<32>(1)) + to_hex(filled<32>(2)) + "0102030405060708");
  const OpeningGiven read = OpeningGiven::parse(wire);
  EXPECT_TRUE(read.secrets.co_secret == given.secrets.co_secret);
  EXPECT_TRUE(read.secrets.trace == given.secrets.trace);
  EXPECT_EQ(read.entry, given.entry);
}

TEST(OpeningCommitment, IsALabelledHashOfTracePlaceAndEntry) {
  const Secret<32> trace = Secret<32>::from(filled<32>(5));
  EXPECT_EQ(opening_commitment(trace, 3, 0x0a),
            sha256({as_bytes("sotto/v1/opening"), Bytes{0}, filled<32>(5),
                    *from_hex("03000000000000000a")}));
  EXPECT_NE(opening_commitment(trace, 3, 10), opening_commitment(trace, 4, 10));
  EXPECT_NE(opening_commitment(trace, 3, 10), opening_commitment(trace, 3, 11));
  EXPECT_NE(opening_commitment(trace, 3, 10), opening_commitment(random_secret<32>(), 3, 10));
}

TEST(OpeningNote, IsOfOneKeyPlaceAndAct) {
  const Secret<32> key = Secret<32>::from(filled<32>(6));
  std::set<ByteArray<32>> notes;
  for (std::uint8_t place = 0; place < kConcernPlaces; ++place) {
    for (std::uint8_t act = 1; act <= kLastOpeningAct; ++act) {
      notes.insert(opening_note(key, place, OpeningAct{act}));
      notes.insert(opening_note(random_secret<32>(), place, OpeningAct{act}));
    }
  }
  EXPECT_EQ(notes.size(), 2u * kConcernPlaces * kLastOpeningAct);
  const Secret<32> mac =
      hmac_sha256(filled<32>(6), {as_bytes("sotto/v1/opening-note"), Bytes{7, 1}});
  EXPECT_TRUE(equal(opening_note(key, 7, OpeningAct::kAcknowledged), mac.expose()));
}

}  // namespace
}  // namespace sotto::protocol
