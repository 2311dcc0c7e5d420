#include "broker/concerns_key.h"

#include <algorithm>

#include "broker/backup.h"
#include "broker/check.h"
#include "broker/concerns/keys.h"
#include "broker/inspect.h"
#include "tests/broker/ops/scheme_folder.h"

namespace sotto::broker {
namespace {

class ConcernsKeyTest : public SchemeFolder {
 protected:
  void SetUp() override { found(); }

  std::string recover(ByteView sheet) {
    const auto out = recover_concerns_key(folder_, sheet);
    return out ? "" : out.error();
  }
  std::expected<std::uint32_t, std::string> rotate(bool kept = true) {
    return rotate_concerns_key(folder_, kSampleTime, [&](const SecretBytes& sheet) {
      sheet_ = sheet.clone();
      return kept;
    });
  }
  // Both leads sign what waits, in a log of their own; ours has it from then on.
  void leads_sign() {
    const auto store = open(folder_);
    auto founded = load_founded(folder_, store->files());
    ASSERT_TRUE(apply_now(*store, [&](const GroupView& view) {
      Decision decision;
      view.scan_prefix(kProposals, {}, [&](ByteView row, ByteView value) {
        auto entry = *protocol::Entry::parse(ProposalRow::parse(value).proposal.body);
        auto* key = std::get_if<protocol::ConcernsKey>(&entry.body);
        if (key == nullptr) return true;
        const Bytes message = protocol::concerns_key_message(founded->scheme.genesis, *key);
        for (std::uint8_t i : {0, 1}) {
          key->signatures.push_back({i, sign(leads_[i], protocol::kConcernsKeyLabel, message)});
        }
        entry.day = testing::kSampleDay;
        append_entries(founded->log, founded->scheme.keys, {entry}, decision);
        decision.erase(kProposals, to_bytes(row));
        return true;
      });
      return decision;
    }));
  }
  void lose(std::uint32_t number) {
    const auto store = open(folder_);
    ASSERT_TRUE(apply_now(*store, [&](const GroupView&) {
      Decision decision;
      decision.overwrite_slot(concerns_key_slot(number));
      return decision;
    }));
  }
  std::string text() const { return {sheet_.expose().begin(), sheet_.expose().end()}; }
  std::string with(const std::string& from, const std::string& to) const {
    std::string out = text();
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos);
    return out.replace(at, from.size(), to);
  }
};

TEST_F(ConcernsKeyTest, TheSheetOfInitPutsALostKeyBack) {
  EXPECT_EQ(check_folder(folder_), std::vector<std::string>{});
  lose(0);
  const auto findings = check_folder(folder_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_NE(findings[0].find("concerns key 0"), std::string::npos);
  EXPECT_EQ(recover(sheet_.expose()), "");
  EXPECT_EQ(check_folder(folder_), std::vector<std::string>{});
}

TEST_F(ConcernsKeyTest, ASheetThatIsNoneIsRefused) {
  const auto refused = [&](const std::string& sheet, const char* why) {
    const std::string error = recover(as_bytes(sheet));
    EXPECT_NE(error.find(why), std::string::npos) << error;
  };
  refused("", "a line is missing");
  for (const char* line : {"scheme ", "number ", "public ", "private "}) {
    refused(with(line, "other "), "a line is missing");
  }
  refused(with("sotto.example", "other.example"), "another scheme");
  refused(with("number  0", "number  x"), "number");
  refused(with("number  0", "number  0x"), "number");
  refused(with("number  0", "number  1"), "another key under this number");
  const X25519KeyPair other = X25519KeyPair::generate();
  const SecretBytes strange = concerns_sheet("sotto.example/sample", 0, other);
  EXPECT_NE(recover(strange.expose()).find("another key under this number"), std::string::npos);
  std::string mistyped = text();
  char& digit = mistyped[mistyped.find("private ") + 20];
  digit = digit == '0' ? '1' : '0';
  refused(mistyped, "mistyped");
  EXPECT_EQ(recover(sheet_.expose()), "");
}

TEST_F(ConcernsKeyTest, RotatingProposesAKeyThatIsOnASheetAlready) {
  const std::string first = text();
  ASSERT_EQ(rotate(), 1u);
  EXPECT_NE(text(), first);
  EXPECT_NE(recover(sheet_.expose()), "") << "not before the leads have signed";
  leads_sign();
  EXPECT_EQ(check_folder(folder_), std::vector<std::string>{});
  lose(1);
  EXPECT_EQ(check_folder(folder_).size(), 1u);
  EXPECT_EQ(recover(sheet_.expose()), "");
  EXPECT_EQ(check_folder(folder_), std::vector<std::string>{});
  EXPECT_NE(recover(as_bytes(first)).find("newer key"), std::string::npos);
}

TEST_F(ConcernsKeyTest, AnotherRotationTakesTheWaitingOnesPlace) {
  ASSERT_EQ(rotate(), 1u);
  const std::string lost = text();
  ASSERT_EQ(rotate(), 1u);
  leads_sign();
  EXPECT_NE(recover(as_bytes(lost)), "");
  EXPECT_EQ(recover(sheet_.expose()), "");
}

TEST_F(ConcernsKeyTest, WithoutASheetNothingHappens) {
  EXPECT_FALSE(rotate(false));
  const auto store = open(folder_);
  EXPECT_EQ(store->snapshot().count(kProposals), 0u);
  EXPECT_FALSE(store->erasable().read(concerns_key_slot(1)));
}

TEST_F(ConcernsKeyTest, AKeyWhoseEnvelopesLiveIsNotOverwritten) {
  for (std::uint32_t number = 1; number <= 3; ++number) {
    ASSERT_EQ(rotate(), number);
    leads_sign();
  }
  const auto fifth = rotate();
  ASSERT_FALSE(fifth);
  EXPECT_NE(fifth.error().find("key 0"), std::string::npos) << fifth.error();
  const auto store = open(folder_);
  const auto founded = load_founded(folder_, store->files());
  const protocol::Day last = testing::kSampleDay + protocol::kOldConcernsKeyDays;
  for (const auto& [day, left] : {std::pair{last, 4}, {last + 1, 1}}) {
    ASSERT_TRUE(apply_now(*store, [&, day = day](const GroupView& view) {
      return expire_concerns_keys(view, founded->log, day);
    }));
    int found = 0;
    for (std::uint32_t number = 0; number < 4; ++number) {
      found += concerns_key_in(store->erasable().read(concerns_key_slot(number)), number) ? 1 : 0;
    }
    EXPECT_EQ(found, left) << day;
  }
}

// Envelopes that were sealed before the disk was lost open afterwards, and so do those of a key
// that the leads have yet to sign.
TEST_F(ConcernsKeyTest, ABackupBringsEveryKeyBack) {
  ASSERT_EQ(rotate(), 1u);
  leads_sign();
  ASSERT_EQ(rotate(), 2u);
  const auto keys_in = [&](const std::string& folder) {
    std::vector<X25519PublicKey> out;
    const auto store = open(folder);
    for (std::uint32_t number = 0; number < 3; ++number) {
      const auto key = concerns_key_in(store->erasable().read(concerns_key_slot(number)), number);
      if (key) out.push_back(key->public_key);
    }
    return out;
  };
  const auto before = keys_in(folder_);
  EXPECT_EQ(before.size(), 3u);
  const X25519KeyPair pair = X25519KeyPair::generate();
  const std::string file = parent_ + "/backup", restored = parent_ + "/restored";
  {
    const auto store = open(folder_);
    const auto founded = load_founded(folder_, store->files());
    const auto made = make_backup(*store, folder_, *founded, pair.public_key, file, kSampleTime);
    ASSERT_TRUE(made) << made.error();
  }
  lose(0);
  const auto result = restore_backup(
      {file, restored, std::nullopt, kSampleTime + 86'400, testing::seal_source(restored)}, pair);
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(keys_in(restored), before);
  EXPECT_EQ(check_folder(restored), std::vector<std::string>{});
}

TEST_F(ConcernsKeyTest, InspectNamesTheKeysAndNeverThem) {
  const auto inspection = inspect_folder(folder_, true);
  ASSERT_TRUE(inspection);
  EXPECT_TRUE(std::ranges::any_of(
      inspection->keys, [](const KeyContent& key) { return key.name == "concerns key 0"; }));
}

}  // namespace
}  // namespace sotto::broker
