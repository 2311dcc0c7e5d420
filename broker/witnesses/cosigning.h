#pragma once
// What stands behind GET /checkpoint in a scheme with witnesses (docs/spec/log.md, "Witnesses"):
// the largest checkpoint that a quorum has cosigned, and the candidate that is to follow it. No
// thread, file or network of its own. Everything here is public, and is asked for at fixed times
// whether or not the log has grown.

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "broker/witnesses/ask.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

// The newest checkpoint that the log has signed, and what it signs.
struct LogHead {
  std::string note;
  std::vector<Hash256> leaves;
};

class Cosigning {
 public:
  // What became of one time of asking.
  struct Round {
    bool quorum = false;     // the newest checkpoint that could have one has it
    bool all = true;         // everybody who was asked has cosigned
    std::string objects;     // a witness that has seen more, or another log; empty: none
    WitnessSays says{};      // which of the two
    std::uint64_t seen = 0;  // how much
    bool halts = false;      // those who object could be a quorum: somebody may have believed them
  };
  // Makes a checkpoint that a quorum has cosigned durable, then visible. False: it could not.
  using Show = std::function<bool(const std::string& note)>;

  // without: names of witnesses that are not asked.
  Cosigning(tlog::WitnessPolicy policy, std::vector<std::string> without, PostTo post, Show show);

  // What was shown when the broker stopped, if a quorum has cosigned it and this log begins with
  // it. False, and nothing happens, otherwise.
  bool resume(const std::string& note, const LogHead& head);
  // Asks everybody who has an address, at the same time.
  Round ask(const LogHead& head, protocol::UnixTime now);
  // Cosignatures of the candidate that somebody has brought; false when none is new and good.
  bool take(const std::string& lines);
  // The candidate with its cosignatures so far; empty before the first time of asking.
  std::string candidate() const;

 private:
  static constexpr protocol::UnixTime kCandidateLife = 86'400;  // seconds

  bool is_asked(const tlog::WitnessPolicy::Member& member) const;
  std::vector<Asked> ask_all(const LogHead& head) const;
  bool met() const;
  std::string with_lines() const;
  bool show_if_met();

  const tlog::WitnessPolicy policy_;
  const std::vector<std::string> without_;
  const PostTo post_;
  const Show show_;
  bool waits_for_people_ = false;    // those who are asked are no quorum
  std::vector<std::uint64_t> seen_;  // by each member of the policy; of the thread that asks

  mutable std::mutex mutex_;  // guards what is below
  LogHead candidate_;
  protocol::UnixTime begun_ = 0;
  std::map<std::size_t, std::string> lines_;  // of the candidate, by place in the policy
};

}  // namespace sotto::broker
