// What somebody sees who watches the cables of a scheme: client and broker, or client and relay
// and, at the same time, relay and broker. Two people of one role visit by turns, one who is in
// touch with somebody and one who never is: colleagues, supporters, and in the long run recipients
// of concerns, one of whom has one. What is carried is equal to the byte, in either direction and
// in the same order; the times of answers, and into how many packets the kernel cut it all, are of
// one distribution as far as a test of it can say.

#include <gtest/gtest.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <random>

#include "tests/deploy/relay_world.h"
#include "tests/deploy/wire_tap.h"
#include "tests/story/concerned.h"

namespace sotto::testing {
namespace {

// How often one comparison may speak up where there is nothing: once in a thousand runs.
constexpr double kFalseAlarm = 0.001;

// Of one visit on one cable, what was posted: a connection that carries more than any GET does.
// Public files and their sizes depend on the clock alone (tests/story/worlds_test.cc).
struct SeenVisit {
  std::vector<std::string> posts;                     // bytes by direction, of each
  std::map<std::string, std::vector<double>> counts;  // what is compared as a distribution
};

constexpr std::size_t kMoreThanAGet = 4096;
// A handshake ends with records of the client's own, and a relay's certificate among them, whose
// signature has one byte more or less.
constexpr std::size_t kHandshake = 1024;
constexpr std::uint8_t kApplicationData = 23;
constexpr std::size_t kRecordOwn = 1 + 16;  // its type and its tag (RFC 8446 section 5.2)

SeenVisit posts_of(const std::vector<WireConnection>& connections) {
  SeenVisit out;
  for (const WireConnection& connection : connections) {
    std::size_t up = 0;
    std::size_t down = 0;
    std::optional<WireTime> asked, answered;
    for (const WireRecord& record : connection.records) {
      if (record.type != kApplicationData) continue;
      const std::size_t carries = record.length - kRecordOwn;
      if (record.up) {
        if (up == 0 && record.length < kHandshake) continue;
        up += carries;
        if (!answered) asked = record.ended;
      } else if (up > kMoreThanAGet) {  // the answer: what came before is the handshake
        down += carries;
        if (!answered) answered = record.ended;
      }
    }
    if (up < kMoreThanAGet || !asked || !answered) continue;
    out.posts.push_back("up " + std::to_string(up) + " down " + std::to_string(down));
    out.counts["milliseconds"].push_back(
        std::chrono::duration<double, std::milli>(*answered - *asked).count());
    out.counts["packets up"].push_back(static_cast<double>(connection.packets_up));
    out.counts["packets down"].push_back(static_cast<double>(connection.packets_down));
  }
  return out;
}

const SchemeChanges kWatched = {{"epoch_days = 400", "epoch_days = 5000"},
                                kRealDays.front(),
                                {"first_commit = [0, 1]", "first_commit = [1, 1]"}};

// Two who look the same.
struct Pair {
  const char* role;
  std::string engaged, alone;
  std::vector<std::string> visit;
  const char* has;  // what a visit shows to the one who is engaged alone
};
const Pair kColleagues{"colleague", "engaged", "alone", {"show"}, "engagements"};
const Pair kSupporters{"supporter", "supporter", "other", {"show"}, "engagements"};
const Pair kRecipients{
    "recipient", "recipient-1", "recipient-2", {"recipient", "show"}, "concerns"};

bool has_something(Processes& run, const Pair& pair, const std::string& person) {
  return !run.must(person, pair.visit).at(pair.has).as_array().empty();
}

// A cable, and what was seen on it of the two.
struct Cable {
  Cable(const char* name, const char* interface, int host)
      : name(name), tap(interface, host, kPort) {}

  void look(bool is_engaged) {
    SeenVisit seen = posts_of(tap.take());
    if (shape.empty()) shape = seen.posts;
    ASSERT_EQ(seen.posts, shape) << name << (is_engaged ? ", engaged" : ", alone");
    for (auto& [what, counts] : seen.counts) {
      auto& all = of[what][is_engaged ? 1 : 0];
      all.insert(all.end(), counts.begin(), counts.end());
    }
  }
  void begin() {
    static_cast<void>(tap.take());
    shape.clear();
    of.clear();
  }
  void judge(const char* role) {
    ASSERT_EQ(shape.size(), 3u) << "an opening and two commits";
    for (const std::string& post : shape) {
      std::printf("%s, %s: a post: %s\n", name, role, post.c_str());
    }
    for (const auto& [what, both] : of) {
      const double distance = largest_distance(both[0], both[1]);
      const double by_chance = distance_by_chance(both[0].size(), both[1].size(), kFalseAlarm);
      std::printf("%s, %s: %s of %zu and %zu posts: distance %.3f, by chance up to %.3f\n", name,
                  role, what.c_str(), both[0].size(), both[1].size(), distance, by_chance);
      EXPECT_LE(distance, by_chance) << name << ", " << role << ": " << what;
    }
  }

  const char* const name;
  WireTap tap;
  std::vector<std::string> shape;
  std::map<std::string, std::array<std::vector<double>, 2>> of;  // alone, engaged
};

// Whether recipients and a concern are there as well.
enum class Concern : std::uint8_t { kNone, kOne };

void begin(Processes& run, const std::vector<std::string>& options, Wednesdays& clock,
           Concern concern) {
  const MorePeople more{concern == Concern::kOne ? 3 : 1,
                        [&](const std::vector<std::string>& slips) {
                          enrol_listed(run, "other", "Dr Ash Example", slips[0]);
                          for (std::size_t place = 1; place < slips.size(); ++place) {
                            const std::string name = "recipient-" + std::to_string(place);
                            run.enrol(name, "recipient", slips[place]);
                            appoint_recipient(run, name, static_cast<int>(place));
                          }
                        }};
  begin_with_supporter(run, options, {"engaged", "alone"}, clock, more);
  for (const char* each : {"supporter", "other"}) run.must(each, {"visit", "--unattended"});
  run.must("engaged", {"enquire", "Dr Rowan Example", "--means", "phone"}, "01632 960123\n");
  ASSERT_TRUE(eventually([&] { return has_something(run, kSupporters, "supporter"); }));
  if (concern == Concern::kNone) return;
  run.must("supporter", {"concern", "seal", "--answers", concern_answers(run, "1", "A risk")});
  ASSERT_TRUE(eventually([&] { return has_something(run, kRecipients, "recipient-1"); }));
  run.must("recipient-1", {"recipient", "open", "1"});
  ASSERT_FALSE(has_something(run, kRecipients, "recipient-2"));
}

// By turns, who comes first drawn anew each time.
void compare(Processes& run, const std::vector<Cable*>& cables, const Pair& pair, int times) {
  std::mt19937 random(20261122);
  for (Cable* cable : cables) cable->begin();
  for (int i = 0; i < times; ++i) {
    const bool engaged_first = random() % 2 == 0;
    for (const bool is_engaged : {engaged_first, !engaged_first}) {
      ASSERT_EQ(has_something(run, pair, is_engaged ? pair.engaged : pair.alone), is_engaged);
      for (Cable* cable : cables) {
        ASSERT_NO_FATAL_FAILURE(cable->look(is_engaged)) << pair.role << " " << i;
      }
    }
  }
  for (Cable* cable : cables) cable->judge(pair.role);
}

void compare_long(Processes& run, const std::vector<Cable*>& cables) {
  compare(run, cables, kColleagues, 60);
  compare(run, cables, kSupporters, 30);
  compare(run, cables, kRecipients, 30);
}

// Both cables of a scheme with a relay at once; on the second, the broker's own TLS.
class Observer : public ::testing::Test, protected RelayWorld {
 protected:
  explicit Observer(Concern concern = Concern::kNone) : RelayWorld(kWatched), concern_(concern) {}
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(begin(world.run, options(), clock, concern_));
    before_.emplace("client and relay", Network::kFront, 0);
    behind_.emplace("relay and broker", Network::kBack, network.relay_host());
  }
  void TearDown() override { EXPECT_EQ(network.packets_past_the_relay(), 0u); }

  std::vector<Cable*> both() { return {&*before_, &*behind_}; }

 private:
  std::optional<Cable> before_, behind_;
  const Concern concern_;
};

TEST_F(Observer, OnBothSidesOfARelaySeesTheSameOfWhoeverIsInTouch) {
  compare(world.run, both(), kColleagues, 3);
  compare(world.run, both(), kSupporters, 1);
}

class ObserverLong : public Observer {
 protected:
  ObserverLong() : Observer(Concern::kOne) {}
};

TEST_F(ObserverLong, OnBothSidesOfARelaySeesTheSameOfWhoeverIsInTouch) {
  compare_long(world.run, both());
}

TEST(ObserverOfTheBrokerLong, SeesTheSameOfWhoeverIsInTouch) {
  const Network network;
  Wednesdays clock;
  ProcessWorld world(kWatched);
  const std::string files = world.run.home().string() + "/";
  make_relay_certificates(files);
  setenv("SOTTO_CA", (files + "broker.pem").c_str(), 1);
  world.run.place(network.on_broker(), "0.0.0.0:" + std::to_string(kPort));
  world.run.go_to("https://" + std::string(Network::kBrokerForClient) + ":8443");
  const std::vector<std::string> options = {"--certificate", files + "broker.pem", "--key",
                                            files + "broker.key"};
  world.run.start(options);
  ASSERT_NO_FATAL_FAILURE(begin(world.run, options, clock, Concern::kOne));
  Cable cable("client and broker", Network::kPast, 0);
  compare_long(world.run, {&cable});
  unsetenv("SOTTO_CA");
}

TEST(Distance, IsThatOfKolmogorovAndSmirnov) {
  EXPECT_DOUBLE_EQ(largest_distance({1, 2, 3, 4}, {1, 2, 3, 4}), 0);
  EXPECT_DOUBLE_EQ(largest_distance({1, 2, 3, 4}, {5, 6, 7, 8}), 1);
  EXPECT_DOUBLE_EQ(largest_distance({1, 2, 3, 4}, {3, 4, 5, 6}), 0.5);
  // The well-known c(0.05) = 1.358 and c(0.001) = 1.949.
  EXPECT_NEAR(distance_by_chance(100, 100, 0.05), 1.358 * std::sqrt(0.02), 1e-3);
  EXPECT_NEAR(distance_by_chance(100, 100, 0.001), 1.949 * std::sqrt(0.02), 1e-3);
}

// The comparison would find a millisecond in answers that vary by less, and stays silent without
// it.
TEST(Distance, FindsADelayAndKeepsToItsRate) {
  std::mt19937 random(7);
  std::normal_distribution<double> usual(5, 0.5);
  const auto draw = [&](double later) {
    std::vector<double> out;
    for (int i = 0; i < 36; ++i) out.push_back(usual(random) + later);
    return out;
  };
  const double by_chance = distance_by_chance(36, 36, kFalseAlarm);
  EXPECT_GT(largest_distance(draw(0), draw(1)), by_chance);
  int alarms = 0;
  for (int i = 0; i < 2000; ++i) alarms += largest_distance(draw(0), draw(0)) > by_chance ? 1 : 0;
  EXPECT_LE(alarms, 8);
}

}  // namespace
}  // namespace sotto::testing
