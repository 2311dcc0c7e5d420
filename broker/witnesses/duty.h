#pragma once
// The witnesses of a broker that serves: asked at its start and then at fixed times, on a thread of
// its own, so that one that is slow delays nothing (docs/spec/log.md, "Witnesses").

#include <condition_variable>
#include <expected>
#include <string>
#include <thread>

#include "broker/broker.h"
#include "broker/witnesses/cosigning.h"

namespace sotto::broker {

class WitnessDuty {
 public:
  struct Options {
    std::string folder;  // has the file `cosigned`
    std::vector<std::string> without;
    PostTo post;
  };

  // The broker's policy must name witnesses. Everything given must live longer.
  WitnessDuty(const Store& store, Broker& broker, const Clock& clock, Options options);
  ~WitnessDuty();

  // Before anybody is answered. Refuses when a witness has seen more of the log than there is, or
  // another: an old data folder was put back. One that does not answer keeps nobody waiting longer
  // than its exchange, and is no reason not to serve.
  std::expected<void, std::string> begin();
  void stop();

 private:
  std::optional<LogHead> head() const;
  bool show(const std::string& note);
  Cosigning::Round ask(const LogHead& head);
  void tell(const Cosigning::Round& round);
  void run();

  const Store& store_;
  Broker& broker_;
  const Clock& clock_;
  const std::string file_;
  const std::uint32_t every_;
  std::string shown_;  // guarded by Cosigning, which alone calls show()
  Cosigning cosigning_;
  bool silent_ = false, objects_ = false, halts_ = false, missing_ = false;  // told

  std::mutex mutex_;  // guards stopping_
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace sotto::broker
