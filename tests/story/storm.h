#pragma once
// Lockers that commit, and redeem passes, to a broker that dies under them; and what was
// acknowledged to each, remembered outside the broker.

#include <functional>
#include <map>
#include <optional>
#include <random>

#include "tests/story/process_world.h"

namespace sotto::testing {

class Storm {
 public:
  // `prepare` may change the founded data folder before it is served.
  using Prepare = std::function<void(ProcessWorld&)>;
  explicit Storm(std::uint64_t seed, const Prepare& prepare = {},
                 const std::filesystem::path& under = {});

  // Everybody commits until the broker is gone; `death` sees to that.
  void until(const std::function<void()>& death);
  // The broker runs again: what was acknowledged is there, what was not answered happens once, and
  // no pass is accepted twice.
  void look();
  // Ends the broker and checks its folder and the sums.
  void finish();
  // What is wrong with the folder; the broker must not run.
  std::string check();

  ProcessWorld& world() { return world_; }
  int between(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random_);
  }

 private:
  using Pass = ByteArray<protocol::kTokenSize>;

  // One locker, and what was acknowledged to it.
  struct Member {
    Member(RawLocker enrolled, protocol::Role has) : locker(std::move(enrolled)), role(has) {}

    RawLocker locker;
    protocol::Role role;
    std::uint64_t acknowledged = locker.version;
    std::vector<Pass> passes;  // drawn, not redeemed yet
    std::optional<Bytes> unanswered;
    std::optional<Pass> unanswered_pass;
    std::vector<Pass> accepted;  // not tried a second time yet
    std::string trouble;
    std::uint64_t commits = 0;
  };

  void load(Member& member);
  static void take_answer(Member& member,
                          const std::expected<protocol::CommitAnswer, protocol::Status>& answer);
  void look(Member& member);
  void spend_again();

  ProcessWorld world_;
  std::mt19937_64 random_;
  std::vector<Member> members_;
  std::map<Pass, int> accepted_;  // how often
  std::uint64_t unanswered_ = 0, applied_unseen_ = 0;
};

}  // namespace sotto::testing
