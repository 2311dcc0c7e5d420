#pragma once
// A broker in a process of its own, forked from the test, whose disk fails where the test says. It
// dies by that, or refuses: then it is started again where it died, and asked again, until it has
// done what was asked. What the story sees of it all is the last answer.

#include <sys/types.h>

#include <cstdlib>
#include <vector>

#include "tests/story/disk_faults.h"
#include "tests/story/rig.h"

namespace sotto::testing {

// Where the disk fails. Messages are what the story asks of the broker, in their order.
class FaultPlan {
 public:
  virtual ~FaultPlan() = default;
  // Of an attempt, the call that fails; 0: none does, and the broker must do what is asked.
  virtual std::uint32_t fails_at(std::size_t message, std::uint32_t attempt) = 0;
  virtual std::uint32_t start_fails_at() { return 0; }  // of a start after a death
  virtual std::uint32_t way() { return 0; }
  virtual void done(std::size_t /*message*/, std::uint32_t /*calls*/) {}
};

class BrokerProcess : public BrokerHost {
 public:
  struct Tally {
    std::uint32_t faults = 0, deaths = 0, refusals = 0, unharmed = 0, failed_starts = 0;
    std::uint32_t missed = 0;  // what was asked again needed fewer calls than that
  };

  BrokerProcess(const std::filesystem::path& data, const protocol::Policy& policy, FaultPlan& plan);
  ~BrokerProcess() override { stop(); }

  void start(protocol::UnixTime now) override;
  void stop() override;
  void do_duties(protocol::UnixTime now) override;
  void import_code(const Hash256& hash, protocol::Day eligible_until) override;
  client::Response exchange(const client::Request& request) override;

  const Tally& tally() const { return tally_; }
  std::size_t messages() const { return messages_; }

 private:
  struct Message;
  struct Reply;
  class Child;
  Reply perform(const Message& message);
  std::optional<Reply> tell(const Message& message, std::uint32_t fails_at);
  bool start_once(std::uint32_t fails_at);
  void start_again();
  void bury();

  const std::string data_;
  const protocol::Policy policy_;
  FaultPlan& plan_;
  protocol::UnixTime now_ = 0;
  std::size_t messages_ = 0;
  Tally tally_;
  pid_t pid_ = -1;
  int socket_ = -1;
  const bool trace_ = std::getenv("SOTTO_TRACE") != nullptr;  // says what failed and how it ended
};

}  // namespace sotto::testing
