#pragma once
// A scheme that is founded for one test, with the keys of its leads.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "broker/backup.h"
#include "broker/init.h"
#include "broker/place_file.h"
#include "broker/tables.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "tests/support/sample_log.h"
#include "tests/support/seal.h"

namespace sotto::broker {

inline constexpr protocol::UnixTime kSampleTime =
    protocol::UnixTime{testing::kSampleDay} * 86'400 + 9 * 3600;

class SchemeFolder : public ::testing::Test {
 protected:
  SchemeFolder() {
    std::string name = ::testing::TempDir() + "sotto-ops-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    parent_ = name;
    folder_ = parent_ + "/data";
  }
  ~SchemeFolder() override {
    std::error_code ignored;
    std::filesystem::remove_all(parent_, ignored);
  }

  LeadKeys lead_keys() const { return {leads_[0].public_key, leads_[1].public_key}; }

  void init() {
    const auto begun =
        init_folder(folder_, policy_, lead_keys(), kSampleTime, testing::file_seal(folder_));
    ASSERT_TRUE(begun) << begun.error();
    draft_ = begun->draft;
    sheet_ = begun->sheet.clone();
  }

  // What the leads' clients do with the draft.
  LeadSignatures signatures() const {
    const auto entry = protocol::Entry::parse(draft_);
    const auto& genesis = std::get<protocol::Genesis>(entry->body);
    const Bytes message = protocol::genesis_message(entry->day, genesis);
    return {sign(leads_[0], protocol::kGenesisLabel, message),
            sign(leads_[1], protocol::kGenesisLabel, message)};
  }

  void found() {
    init();
    const auto ok = found_folder(folder_, signatures(), kSampleTime);
    ASSERT_TRUE(ok) << ok.error();
  }

  std::string refusal_of_found(const LeadSignatures& signatures, protocol::UnixTime now) const {
    const auto ok = found_folder(folder_, signatures, now);
    return ok ? "" : ok.error();
  }

  static std::unique_ptr<Store> open(const std::string& folder) {
    auto store = Store::open(folder, all_tables(), repair_slots);
    EXPECT_TRUE(store) << store.error();
    return store ? std::move(*store) : nullptr;
  }

  std::string parent_;
  std::string folder_;
  SigningKey leads_[2] = {testing::sample_key(3), testing::sample_key(4)};
  Bytes draft_;
  SecretBytes sheet_;  // of the concerns key
  protocol::Policy policy_ = testing::sample_policy();
};

}  // namespace sotto::broker
