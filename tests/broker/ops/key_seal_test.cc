// The seal of the file `keys`: each source opens what it sealed, nothing else does, and a refusal
// changes nothing.

#include "broker/key_seal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "broker/check.h"
#include "broker/inspect.h"
#include "broker/status.h"
#include "tests/broker/ops/scheme_folder.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;
using Kind = SealSource::Kind;

constexpr std::string_view kPhrase = "an invented phrase, long enough";

class KeySeal : public SchemeFolder {
 protected:
  KeySeal() { fs::create_directories(parent_ + "/credentials"); }
  ~KeySeal() override { unsetenv("CREDENTIALS_DIRECTORY"); }

  SealSource file(const std::string& name = "seal") const {
    return {Kind::kFile, parent_ + "/" + name};
  }
  // A passphrase that comes through a pipe, as often as it is asked for.
  static SealSource phrase(std::string_view text, int times = 1) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
    for (int i = 0; i < times; ++i) {
      EXPECT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
      EXPECT_EQ(write(ends[1], "\n", 1), 1);
    }
    close(ends[1]);
    return {Kind::kPassphrase, std::to_string(ends[0])};
  }
  void credential(const std::string& name, std::string_view content) const {
    setenv("CREDENTIALS_DIRECTORY", (parent_ + "/credentials").c_str(), 1);
    const std::string path = parent_ + "/credentials/" + name;
    std::ofstream(path) << content;
    chmod(path.c_str(), 0440);
  }
  static SecretBytes keys() { return SecretBytes::from(Bytes(98, 7)); }

  Bytes sealed(const SealSource& source) const {
    const auto secret = new_seal_secret(source, folder_);
    EXPECT_TRUE(secret) << describe(secret.error(), source);
    const auto out = seal_keys(*secret, keys());
    EXPECT_TRUE(out);
    return *out;
  }
  static std::optional<SealRefusal> refusal(const SealSource& source, ByteView content) {
    const auto out = open_keys(source, content);
    return out ? std::nullopt : std::optional(out.error());
  }
  static std::optional<SealRefusal> refusal_of_new(const SealSource& source,
                                                   const std::string& folder) {
    const auto out = new_seal_secret(source, folder);
    return out ? std::nullopt : std::optional(out.error());
  }

  // Content and time of every file of the scheme.
  std::map<std::string, std::pair<Bytes, fs::file_time_type>> everything() const {
    std::map<std::string, std::pair<Bytes, fs::file_time_type>> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (!entry.is_regular_file()) continue;
      out[entry.path()] = {*read_file(entry.path()), entry.last_write_time()};
    }
    return out;
  }
};

TEST(SealSourceText, HasThreeForms) {
  EXPECT_EQ(parse_seal_source("credential:seal")->name, "seal");
  EXPECT_EQ(parse_seal_source("file:/etc/sotto/seal")->name, "/etc/sotto/seal");
  EXPECT_EQ(parse_seal_source("file:seal")->name, fs::absolute("seal"));
  EXPECT_EQ(parse_seal_source("passphrase")->kind, Kind::kPassphrase);
  EXPECT_EQ(parse_seal_source("passphrase:3")->name, "3");
  for (const char* wrong : {"", "file", "file:", "credential:", "credential:a/b",
                            "passphrase:", "passphrase:x", "passphrase:-1", "key:a", ":"}) {
    EXPECT_FALSE(parse_seal_source(wrong)) << wrong;
  }
}

TEST_F(KeySeal, OfAFileThatIsMadeOpensWithItAndWithNoOther) {
  const Bytes content = sealed(file());
  struct stat status{};
  ASSERT_EQ(stat(file().name.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(size_of(file().name), 65u);
  EXPECT_TRUE(equal(open_keys(file(), content)->keys.expose(), keys().expose()));
  EXPECT_EQ(sealed_with(content)->name, file().name);
  EXPECT_EQ(sealed(file()).size(), content.size());
  EXPECT_NE(sealed(file()), content) << "a fresh salt and nonce";
  sealed(file("other"));
  EXPECT_EQ(refusal(file("other"), content), SealRefusal::kWrongSecret);
  EXPECT_EQ(refusal(file("missing"), content), SealRefusal::kUnreadable);
  EXPECT_EQ(refusal(phrase(kPhrase), content), SealRefusal::kOtherKind);
}

TEST_F(KeySeal, OfACredentialOpensWithItAndWithAFileOfTheSameContent) {
  credential("seal", std::string(32, 'k'));
  const Bytes content = sealed({Kind::kCredential, "seal"});
  EXPECT_EQ(sealed_with(content)->kind, Kind::kCredential);
  EXPECT_TRUE(open_keys({Kind::kCredential, "seal"}, content));
  ASSERT_TRUE(place_file(parent_ + "/copy", as_bytes(std::string(32, 'k'))));
  EXPECT_TRUE(open_keys(file("copy"), content));
  EXPECT_EQ(refusal({Kind::kCredential, "none"}, content), SealRefusal::kUnreadable);
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_EQ(refusal({Kind::kCredential, "seal"}, content), SealRefusal::kNoCredentials);
}

TEST_F(KeySeal, OfAPassphraseOpensWithItAlone) {
  const Bytes content = sealed(phrase(kPhrase));
  EXPECT_EQ(sealed_with(content)->kind, Kind::kPassphrase);
  EXPECT_EQ(sealed_with(content)->name, "") << "a descriptor is of one process";
  EXPECT_TRUE(open_keys(phrase(kPhrase), content));
  EXPECT_EQ(refusal(phrase("another phrase, as long as it"), content), SealRefusal::kWrongSecret);
  EXPECT_EQ(refusal(phrase("too short"), content), SealRefusal::kTooShort);
  EXPECT_EQ(refusal(phrase("", 0), content), SealRefusal::kNoPassphrase);
  sealed(file());
  EXPECT_EQ(refusal(file(), content), SealRefusal::kOtherKind);
}

TEST_F(KeySeal, RefusesSecretsThatAreNoneAndPlacesThatOthersReach) {
  EXPECT_EQ(refusal_of_new({Kind::kFile, folder_ + "/seal"}, folder_), SealRefusal::kInFolder);
  EXPECT_EQ(refusal_of_new({Kind::kFile, folder_ + "/../data/seal"}, folder_),
            SealRefusal::kInFolder);
  EXPECT_EQ(refusal_of_new({Kind::kFile, parent_ + "/nowhere/seal"}, folder_),
            SealRefusal::kCannotMake);
  ASSERT_TRUE(place_file(parent_ + "/short", Bytes(31, 1)));
  EXPECT_EQ(refusal_of_new(file("short"), folder_), SealRefusal::kTooShort);
  ASSERT_TRUE(place_file(parent_ + "/long", Bytes(4097, 1)));
  EXPECT_EQ(refusal_of_new(file("long"), folder_), SealRefusal::kTooLong);
  ASSERT_TRUE(place_file(parent_ + "/open", Bytes(32, 1)));
  ASSERT_EQ(chmod((parent_ + "/open").c_str(), 0640), 0);
  EXPECT_EQ(refusal_of_new(file("open"), folder_), SealRefusal::kOthersMayRead);
}

TEST_F(KeySeal, EveryByteAndTheLengthMatter) {
  const Bytes content = sealed(file());
  const SealSource source = file();
  for (std::size_t at = 0; at < content.size(); ++at) {
    Bytes turned = content;
    turned[at] ^= 1;
    EXPECT_FALSE(open_keys(source, turned)) << at;
    EXPECT_FALSE(open_keys(source, ByteView(content).first(at))) << at;
  }
  EXPECT_FALSE(open_keys(source, concat({content, Bytes{0}})));
}

TEST_F(KeySeal, EverySentenceNamesItsReason) {
  std::set<std::string> sentences;
  for (int each = 0; each <= static_cast<int>(SealRefusal::kWrongSecret); ++each) {
    sentences.insert(describe(static_cast<SealRefusal>(each), file()));
  }
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(SealRefusal::kWrongSecret) + 1);
}

TEST_F(KeySeal, AWrongSecretIsSaidAndChangesNothing) {
  found();
  const auto before = everything();
  ASSERT_TRUE(place_file(parent_ + "/wrong", Bytes(32, 9)));
  const std::string said =
      "keys do not open with file:" + parent_ + "/wrong: it is another one, or keys is damaged";
  const SealSource wrong = file("wrong");
  EXPECT_EQ(load_keys(folder_, wrong).error(), said);
  EXPECT_EQ(check_folder(folder_, wrong), std::vector<std::string>{said});
  EXPECT_EQ(status_of(folder_, kSampleTime, wrong).error(), said);
  EXPECT_EQ(found_folder(folder_, signatures(), kSampleTime, wrong).error(), said);
  const auto after = everything();
  for (const auto& [name, content] : before) {
    if (name.ends_with("lock.mdb")) continue;  // the readers' table
    EXPECT_EQ(after.at(name), content) << name;
  }
  EXPECT_EQ(after.size(), before.size());
  EXPECT_TRUE(load_keys(folder_, testing::seal_source(folder_)));
}

TEST_F(KeySeal, InspectNeedsNoSecret) {
  found();
  fs::remove(folder_ + ".seal");
  const auto inspection = inspect_folder(folder_, true);
  ASSERT_TRUE(inspection) << inspection.error();
  EXPECT_EQ(inspection->keys.at(0).name, "log");
  EXPECT_TRUE(inspection->keys.at(0).present);
}

}  // namespace
}  // namespace sotto::broker
