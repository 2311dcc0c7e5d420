#pragma once
// What a process test begins with: a scheme in a folder of its own, founded by real processes, and
// what a stranger with raw lockers needs to know of it.

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "crypto/protocol/policy.h"
#include "tests/story/processes.h"
#include "tests/story/raw_locker.h"
#include "tests/story/rig.h"

namespace sotto::testing {

// The broker did not answer; what it did is not known.
struct NoAnswer : std::runtime_error {
  NoAnswer() : std::runtime_error("the broker does not answer") {}
};

// Lines of the demonstration's scheme file that a test has otherwise: {"day_seconds = 4", "…"}.
using SchemeChanges = std::vector<std::pair<std::string, std::string>>;

class ProcessWorld {
 public:
  explicit ProcessWorld(const SchemeChanges& changes = {}, const std::filesystem::path& under = {});

  // Everybody's view of the running broker, for raw lockers; asked for once.
  const RawLocker::World& raw();
  protocol::Day today() const;
  protocol::Epoch epoch() const { return policy_.calendar.epoch(today()); }
  const protocol::Policy& policy() const { return policy_; }
  const ByteArray<32>& pass_key() const { return pass_key_; }  // of the epoch

  void import_codes(int count);
  Secret<10> take_code();  // any thread
  std::size_t codes_left();
  // A new locker, enrolled.
  RawLocker enrol(protocol::Role role);
  // All passes of one colleague who draws, ready to be redeemed.
  std::vector<ByteArray<protocol::kTokenSize>> draw_passes();

 private:
  static std::string write_scheme(const TestFolder& folder, const SchemeChanges& changes);

  TestFolder folder_;
  RawLocker::World raw_;
  protocol::Policy policy_;
  ByteArray<32> pass_key_{};
  std::mutex codes_mutex_;
  std::vector<std::string> slips_;

 public:
  Processes run;  // last: it stops the broker before the folder goes away
};

// Tries until it is so, for at most two minutes: real processes take as long as the machine lets
// them.
bool eventually(const std::function<bool()>& so);

}  // namespace sotto::testing
