// Two small worlds of real processes with the same visits. In one people talk, in the other nobody
// says anything: sockets and log of the broker are alike. Times run with the clock here; for
// everything that does not depend on it, two_worlds_test.cc is stricter.

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <thread>

#include "tests/story/process_world.h"
#include "tests/story/proxy.h"

namespace sotto::testing {
namespace {

struct World {
  std::vector<Exchange> exchanges;
  std::vector<std::string> log;
  int engagements = 0;
};

// Numbers in paths and requests' heads are days. What lies in public files, and which days have
// any, depends on the clock alone; what is left of the files of one opening is that they were
// fetched.
std::vector<Exchange> without_days(const std::vector<Exchange>& seen) {
  std::vector<Exchange> out;
  for (Exchange exchange : seen) {
    const std::size_t slash = exchange.path.rfind('/');
    if (exchange.path.starts_with("/boards/")) {
      exchange.path.resize(slash);
      exchange.status = 0;
    }
    if (exchange.method == "GET") exchange.response_size = exchange.request_size = 0;
    if (out.empty() || out.back() != exchange || exchange.method != "GET") out.push_back(exchange);
  }
  return out;
}

std::vector<std::string> sentences(const std::filesystem::path& log) {
  std::vector<std::string> out;
  std::ifstream in(log);
  for (std::string line; std::getline(in, line);) out.push_back(line.substr(line.find(": ")));
  return out;
}

class Story {
 public:
  // No epoch turns meanwhile. The drawn moment is late enough that it is always waited for, after
  // which the command line leaves.
  Story()
      : world_(SchemeChanges{{"epoch_days = 400", "epoch_days = 90000"},
                             {"first_commit = [0, 1]", "first_commit = [2, 2]"}}) {
    world_.run.start();
    const auto slips = world_.run.make_slips(2);
    proxy_.emplace(world_.run.port());
    world_.run.go_through(proxy_->port());
    world_.run.enrol("supporter", "supporter", slips[0]);
    world_.run.enrol("colleague", "colleague", slips[1]);
    world_.run.list("supporter", "Dr Rowan Example");
    // The listing counts from the next week on, with a key that was sent the week before.
    world_.run.must("supporter", {"visit", "--unattended"});
    world_.raw();
    const protocol::Week week = world_.policy().calendar.week(world_.today());
    while (world_.policy().calendar.week(world_.today()) == week) pause();
  }

  // An enquiry, its answer, a meeting and the ending; what comes too early is said again.
  // `visitors` gets who visited.
  World talk(std::vector<std::string>& visitors) {
    insist("colleague", {"enquire", "Dr Rowan Example", "--means", "phone"}, "01632 960123\n");
    insist("supporter",
           {"visit", "--do", "accept 1", "--do", "offer 1 \"2030-01-07T17:00 Room 4\""});
    insist("colleague", {"choose", "1", "1"});
    insist("supporter", {"held", "1"});
    insist("colleague", {"end", "1"});
    visit("supporter", {"show"});
    visitors = visitors_;
    return end();
  }

  // The same people visit, and say nothing.
  World be_silent(const std::vector<std::string>& visitors) {
    for (const std::string& person : visitors) {
      pause();
      visit(person, {"show"});
    }
    return end();
  }

 private:
  static void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(500)); }

  Ran visit(const std::string& person, const std::vector<std::string>& command,
            const std::string& input = {}) {
    visitors_.push_back(person);
    Ran ran = world_.run.sotto(person, command, input);
    if (ran.exit != 0 && ran.exit != 1) throw std::runtime_error(person + ": " + ran.err);
    const auto said = ran.json();
    engagements_ += static_cast<int>(said.at("engagements").as_array().size());
    return ran;
  }

  void insist(const std::string& person, const std::vector<std::string>& command,
              const std::string& input = {}) {
    Ran ran;
    for (int i = 0; i < 20; ++i) {
      ran = visit(person, command, input);
      if (ran.exit == 0) return;
      pause();
      visit("supporter", {"show"});
    }
    throw std::runtime_error(person + ": " + ran.err);
  }

  World end() {
    World out;
    out.engagements = engagements_;
    EXPECT_EQ(world_.run.stop(), 0);
    out.exchanges = without_days(proxy_->seen());
    out.log = sentences(world_.run.home() / "service.log");
    return out;
  }

  ProcessWorld world_;
  std::optional<LoggingProxy> proxy_;
  std::vector<std::string> visitors_;
  int engagements_ = 0;
};

std::string line(const Exchange& exchange) {
  return exchange.method + " " + exchange.path + " " + std::to_string(exchange.request_size) +
         " → " + std::to_string(exchange.status) + " " + std::to_string(exchange.response_size);
}

TEST(ProcessWorlds, LookAlikeWhetherPeopleTalkOrNot) {
  auto founded = std::async(std::launch::async, [] { return std::make_unique<Story>(); });
  std::vector<std::string> visitors;
  const World told = Story().talk(visitors);
  const World silent = founded.get()->be_silent(visitors);
  // One of them is silent, and one is not.
  EXPECT_EQ(silent.engagements, 0);
  EXPECT_GE(told.engagements, 5);

  std::size_t posts = 0;
  for (std::size_t i = 0; i < silent.exchanges.size() && i < told.exchanges.size(); ++i) {
    ASSERT_EQ(line(silent.exchanges[i]), line(told.exchanges[i])) << i;
    posts += silent.exchanges[i].method == "POST" ? 1 : 0;
  }
  EXPECT_EQ(silent.exchanges.size(), told.exchanges.size());
  EXPECT_GT(posts, 20u);
  EXPECT_EQ(silent.log, told.log);
  EXPECT_GE(silent.log.size(), 3u);  // started, the codes, stopped
}

}  // namespace
}  // namespace sotto::testing
