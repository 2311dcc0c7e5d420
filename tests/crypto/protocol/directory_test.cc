#include "crypto/protocol/directory.h"

#include <gtest/gtest.h>

#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/protocol/text.h"
#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_flips_never_give_a_second_encoding;
using sotto::testing::expect_one_encoding;
using sotto::testing::filled;
using sotto::testing::sample_text;

ContactKey some_key(std::uint8_t id, Week week) {
  return {.id = filled<16>(id), .week = week, .key = filled<32>(4), .signature = filled<64>(5)};
}

Directory some_directory() {
  Directory out;
  out.week = 2923;
  out.entries.resize(2);
  out.entries[0] = {.id = filled<16>(1),
                    .salt = filled<32>(2),
                    .text = sample_text().encode(),
                    .contact_key = some_key(1, 2923)};
  out.entries[1] = {.id = filled<16>(2),
                    .salt = filled<32>(3),
                    .text = sample_text("Somebody Else").encode(),
                    .contact_key = std::nullopt};
  return out;
}

TEST(PlainText, IsUtf8WithoutControlCharacters) {
  for (const char* text : {"", "Dr Ó Dálaigh", "\xf0\x9f\x90\x8c", "\xc2\xa0"}) {
    EXPECT_TRUE(is_plain_text(text)) << text;
  }
  for (const char* text : {"a\nb", "\t", "\x7f", "\xc2\x80", "\xc2\x9f", "\xff", "\xc3"}) {
    EXPECT_FALSE(is_plain_text(text)) << text;
  }
  EXPECT_FALSE(is_plain_text(std::string_view("\0", 1)));
}

TEST(WebAddress, IsHttpWithAHost) {
  for (const char* text :
       {"https://intranet.sotto.example", "http://intranet.sotto.example:8080/a/b?c=d&e='f'",
        "https://[::1]/", "https://a?b@c"}) {
    EXPECT_TRUE(is_web_address(text)) << text;
  }
  for (const char* text : {"",
                           "https://",
                           "https:///path",
                           "https://?a",
                           "https://:80/",
                           "HTTPS://a",
                           "ftp://a/",
                           "javascript:alert(1)",
                           "//a/",
                           "/left",
                           "https://user@a/",
                           "https://user:word@a/",
                           "https://a/#b",
                           "https://a/ b",
                           "https://a/\r\nSet-Cookie: a",
                           "https://a/\"b",
                           "https://a/<b>",
                           "https://a\\b/",
                           "https://a/\xc3\xa9",
                           "https://a/\x7f"}) {
    EXPECT_FALSE(is_web_address(text)) << text;
  }
  EXPECT_TRUE(is_web_address("https://a/" + std::string(1014, 'b')));
  EXPECT_FALSE(is_web_address("https://a/" + std::string(1015, 'b')));
}

TEST(HttpsOrigin, IsWrittenAsABrowserDoes) {
  for (const char* text : {"https://relay.example", "https://a", "https://10.9.1.2:8443",
                           "https://re-lay.example:1", "https://relay.example:65535"}) {
    EXPECT_TRUE(is_https_origin(text)) << text;
  }
  for (const char* text :
       {"", "https://", "http://relay.example", "relay.example", "https://Relay.example",
        "https://relay.example/", "https://relay.example:443", "https://relay.example:0443",
        "https://relay.example:0", "https://relay.example:65536", "https://relay.example:",
        "https://relay.example:8a", "https://a@relay.example", "https://-relay.example",
        "https://relay.example.", "https://relay example", "https://[::1]", "https://:8443"}) {
    EXPECT_FALSE(is_https_origin(text)) << text;
  }
  EXPECT_TRUE(is_https_origin("https://" + std::string(247, 'b')));
  EXPECT_FALSE(is_https_origin("https://" + std::string(248, 'b')));
}

TEST(ListingText, HasOneEncoding) {
  const ListingText text{.fields = {{"name", "N"},
                                    {"grade", "G"},
                                    {"site", "S"},
                                    {"specialty", "P"},
                                    {"languages", "L"},
                                    {"interests", "I"},
                                    {"about", ""}}};
  EXPECT_EQ(to_hex(text.encode()),
            "07"
            "0100014e"
            "02000147"
            "03000153"
            "04000150"
            "0500014c"
            "06000149"
            "070000");
  EXPECT_EQ(ListingText::parse(text.encode())->fields, text.fields);
  expect_one_encoding<ListingText>(text.encode());
  expect_flips_never_give_a_second_encoding<ListingText>(text.encode());
}

TEST(ListingText, IsRefusedWithoutAName) {
  EXPECT_FALSE((ListingText{.fields = {}}).is_valid());
  EXPECT_FALSE((ListingText{.fields = {{"grade", "G"}}}).is_valid());
  EXPECT_FALSE(sample_text("").is_valid());
  EXPECT_FALSE(ListingText::parse(Bytes{0}));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("01"
                                   "02000147")));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("01"
                                   "010000")));
}

TEST(ListingText, IsRefusedWithANameOver80BytesOrTooMuchOfAll) {
  EXPECT_TRUE(sample_text(std::string(80, 'x')).is_valid());
  EXPECT_FALSE(sample_text(std::string(81, 'x')).is_valid());
  ListingText text = sample_text(std::string(80, 'x'));
  text.fields[1].second = std::string(2048 - 1 - 83 - 3, 'y');
  EXPECT_EQ(text.encode().size(), kListingTextMax);
  text.fields[1].second += 'y';
  EXPECT_FALSE(text.is_valid());
}

TEST(ListingText, IsRefusedWithFieldsUnknownRepeatedOrOutOfOrder) {
  EXPECT_FALSE(
      ListingText::parse(*from_hex("02"
                                   "0100014e"
                                   "08000147")));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("02"
                                   "0100014e"
                                   "00000147")));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("02"
                                   "0100014e"
                                   "0100014e")));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("03"
                                   "0100014e"
                                   "03000153"
                                   "02000147")));
  EXPECT_FALSE((ListingText{.fields = {{"name", "N"}, {"mobile", "1"}}}).is_valid());
}

TEST(ListingText, IsRefusedWithControlCharactersOrBrokenUtf8) {
  EXPECT_FALSE(
      ListingText::parse(*from_hex("01"
                                   "0100010a")));
  EXPECT_FALSE(
      ListingText::parse(*from_hex("01"
                                   "010001c3")));
}

TEST(ListingTextDeathTest, EncodingAnInvalidTextIsABug) {
  EXPECT_DEATH(sample_text("").encode(), "panic: directory");
}

TEST(ListingCommitment, IsAnHmacUnderTheSalt) {
  const Bytes text = sample_text().encode();
  EXPECT_TRUE(
      equal(listing_commitment(filled<32>(1), text), hmac_sha256(filled<32>(1), {text}).expose()));
  EXPECT_NE(listing_commitment(filled<32>(1), text), listing_commitment(filled<32>(2), text));
}

TEST(ContactKey, MessageBindsLogSupporterWeekAndKey) {
  const ContactKey key = some_key(1, 2);
  const Hash256 log = filled<32>(9);
  EXPECT_EQ(to_hex(contact_key_message(log, key)),
            to_hex(log) + to_hex(key.id) + "00000002" + to_hex(key.key));
  EXPECT_FALSE(key.paused());
  EXPECT_TRUE(ContactKey{}.paused());
}

TEST(Directory, HasOneEncoding) {
  const Bytes wire = some_directory().encode();
  expect_one_encoding<Directory>(wire);
  expect_flips_never_give_a_second_encoding<Directory>(wire);
  expect_one_encoding<Directory>(Directory{.week = 1, .entries = {}}.encode());
}

TEST(Directory, ContactKeysAreOfTheirEntryAndTheFilesWeek) {
  const Directory directory = *Directory::parse(some_directory().encode());
  ASSERT_EQ(directory.entries.size(), 2u);
  const DirectoryEntry& entry = directory.entries[0];
  EXPECT_EQ(entry.salt, filled<32>(2));
  EXPECT_EQ(entry.text, sample_text().encode());
  ASSERT_TRUE(entry.contact_key);
  EXPECT_EQ(entry.contact_key->id, filled<16>(1));
  EXPECT_EQ(entry.contact_key->week, 2923u);
  EXPECT_EQ(entry.contact_key->key, filled<32>(4));
  EXPECT_EQ(entry.contact_key->signature, filled<64>(5));
  EXPECT_FALSE(directory.entries[1].contact_key);
}

TEST(Directory, APausedKeyIsLeftOut) {
  Directory directory = some_directory();
  directory.entries[0].contact_key->key = {};
  const Bytes wire = directory.encode();
  directory.entries[0].contact_key.reset();
  EXPECT_EQ(wire, directory.encode());
}

TEST(DirectoryRefusal, SupportersOutOfOrderOrRepeated) {
  for (std::uint8_t second : {0, 1}) {
    Directory directory = some_directory();
    directory.entries[1].id = filled<16>(second);
    EXPECT_FALSE(Directory::parse(directory.encode())) << int{second};
  }
}

TEST(DirectoryRefusal, TextThatIsNoListingText) {
  Directory directory = some_directory();
  directory.entries[1].text = {0};
  EXPECT_FALSE(Directory::parse(directory.encode()));
}

TEST(DirectoryRefusal, AKeyOfZerosOrAnUnknownMark) {
  Directory directory = some_directory();
  directory.entries.resize(1);
  const Bytes good = directory.encode();
  Bytes bad = good;
  std::fill(bad.end() - 96, bad.end() - 64, 0);
  EXPECT_FALSE(Directory::parse(bad));
  bad = good;
  bad[bad.size() - 97] = 2;
  EXPECT_FALSE(Directory::parse(bad));
}

TEST(DirectoryDeathTest, AContactKeyOfAnotherWeekOrSupporterIsABug) {
  Directory directory = some_directory();
  directory.entries[0].contact_key = some_key(1, 2924);
  EXPECT_DEATH(directory.encode(), "panic: directory");
  directory.entries[0].contact_key = some_key(2, 2923);
  EXPECT_DEATH(directory.encode(), "panic: directory");
}

}  // namespace
}  // namespace sotto::protocol
