#pragma once
// A data folder that lives for one test, and the verbs that tests of the store share.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <future>
#include <string>
#include <string_view>

#include "broker/store/store.h"

namespace sotto::broker {

inline constexpr Table kLockers{"lockers"};
inline constexpr TableFamily kSpent{"spent", 3};
inline const TableList kTables{{kLockers}, {kSpent}};

inline Bytes text(std::string_view value) {
  return to_bytes(as_bytes(value));
}

class DataFolder : public ::testing::Test {
 protected:
  DataFolder() {
    std::string name = ::testing::TempDir() + "sotto-store-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    parent_ = name;
    folder_ = parent_ + "/data";
  }
  ~DataFolder() override {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(parent_, ignored);
  }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  void create(Env::Options options = {}) {
    const auto ok = Store::create(folder_, kTables, options);
    ASSERT_TRUE(ok) << ok.error();
  }

  void open(Store::Options options = {}, const RepairSlots& repair = nullptr) {
    auto store = Store::open(folder_, kTables, repair, std::move(options));
    ASSERT_TRUE(store) << store.error();
    store_ = std::move(*store);
  }

  std::string refusal() const {
    const auto store = Store::open(folder_, kTables, nullptr);
    return store ? "" : store.error();
  }

  // Submits one job and waits for its outcome.
  Outcome apply(std::move_only_function<Decision(const GroupView&)> decide, bool grows = true) {
    std::promise<Outcome> outcome;
    Job job;
    job.decide = std::move(decide);
    job.done = [&](Outcome result) { outcome.set_value(std::move(result)); };
    job.grows = grows;
    if (!store_->writer().submit(std::move(job))) return {true, {}};
    return outcome.get_future().get();
  }

  bool put(std::string_view key, std::string_view value) {
    return !apply([&](const GroupView&) {
              Decision decision;
              decision.put(kLockers, text(key), text(value));
              return decision;
            }).try_later;
  }

  std::string get(std::string_view key) const {
    const Snapshot snapshot = store_->snapshot();
    const auto row = snapshot.get(kLockers, as_bytes(key));
    return row ? std::string(row->begin(), row->end()) : "(none)";
  }

  std::string served(const std::string& name) const {
    const auto range = store_->files().read(name);
    if (!range) return "(none)";
    const ByteView bytes = range->file->bytes().subspan(range->offset, range->size);
    return std::string(bytes.begin(), bytes.end());
  }

  bool append(const std::string& name, std::string_view bytes) {
    return !apply([&](const GroupView&) {
              Decision decision;
              decision.append(name, text(bytes));
              return decision;
            }).try_later;
  }

  std::string parent_;
  std::string folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace sotto::broker
