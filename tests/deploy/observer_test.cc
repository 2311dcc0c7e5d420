// What somebody sees who watches the wire between client and broker, over TLS: two colleagues visit
// by turns, one who is in touch with a supporter and one who never is. Sizes and counts of records
// are equal, and the times of answers are of one distribution as far as a test of it can say.

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>
#include <sstream>

#include "tests/deploy/listed.h"
#include "tests/deploy/tls_world.h"
#include "tests/deploy/wire_tap.h"

namespace sotto::testing {
namespace {

// How often the comparison of times may speak up where there is nothing: once in a thousand runs.
constexpr double kFalseAlarm = 0.001;

// Of one visit, what was posted: a connection that carries more than any GET does. Public files and
// their sizes depend on the clock alone (tests/story/worlds_test.cc).
struct SeenVisit {
  std::vector<std::string> posts;  // the records of each, by direction
  std::vector<double> times;       // from the last of the request to the first of the answer, in ms
};

constexpr std::size_t kMoreThanAGet = 4096;
constexpr std::uint8_t kApplicationData = 23;

SeenVisit posts_of(const std::vector<WireConnection>& connections) {
  SeenVisit out;
  for (const WireConnection& connection : connections) {
    std::ostringstream up;
    std::ostringstream down;
    std::size_t sent = 0;
    std::optional<std::chrono::steady_clock::time_point> asked, answered;
    for (const WireRecord& record : connection) {
      if (record.type != kApplicationData) continue;
      if (record.up) {
        // A handshake ends with a record of its own, which is small.
        if (record.length < 256 && sent == 0) continue;
        sent += record.length;
        up << record.length << ' ';
        if (!answered) asked = record.ended;
      } else if (sent > 0) {  // the answer: what came before is the handshake
        if (!answered) answered = record.ended;
        down << record.length << ' ';
      }
    }
    if (sent < kMoreThanAGet || !asked || !answered) continue;
    out.posts.push_back("up " + up.str() + "down " + down.str());
    out.times.push_back(std::chrono::duration<double, std::milli>(*answered - *asked).count());
  }
  return out;
}

class Observer : public ::testing::Test {
 protected:
  Observer()
      : world({{"epoch_days = 400", "epoch_days = 5000"},
               kRealDays.front(),
               {"first_commit = [0, 1]", "first_commit = [1, 1]"}}) {
    world.run.start(world.options());
    begin_with_supporter(world.run, world.options(), {"engaged", "alone"}, clock);
    world.run.must("supporter", {"visit", "--unattended"});
    world.run.must("engaged", {"enquire", "Dr Rowan Example", "--means", "phone"},
                   "01632 960123\n");
    tap.emplace(world.port());
    world.run.go_through(tap->port(), true);
  }

  // By turns, who comes first drawn anew each time.
  void compare(int pairs) {
    std::mt19937 random(20261122);
    std::vector<double> engaged, alone;
    std::vector<std::string> shape;
    for (int i = 0; i < pairs; ++i) {
      const bool engaged_first = random() % 2 == 0;
      for (const bool is_engaged : {engaged_first, !engaged_first}) {
        const auto shown = world.run.must(is_engaged ? "engaged" : "alone", {"show"});
        ASSERT_EQ(shown.at("engagements").as_array().empty(), !is_engaged);
        const SeenVisit seen = posts_of(tap->take());
        if (shape.empty()) shape = seen.posts;
        ASSERT_EQ(seen.posts, shape) << (is_engaged ? "engaged, " : "alone, ") << i;
        auto& times = is_engaged ? engaged : alone;
        times.insert(times.end(), seen.times.begin(), seen.times.end());
      }
    }
    ASSERT_EQ(shape.size(), 3u) << "an opening and two commits";
    for (const std::string& post : shape) std::printf("a post: %s\n", post.c_str());
    const double distance = largest_distance(engaged, alone);
    const double by_chance = distance_by_chance(engaged.size(), alone.size(), kFalseAlarm);
    std::printf("times of %zu and %zu answers: distance %.3f, by chance up to %.3f\n",
                engaged.size(), alone.size(), distance, by_chance);
    EXPECT_LE(distance, by_chance);
  }

  Wednesdays clock;
  TlsWorld world;
  std::optional<WireTap> tap;
};

TEST_F(Observer, OfTheWireSeesTheSameOfWhoeverIsInTouch) {
  compare(3);
}

class ObserverLong : public Observer {};

TEST_F(ObserverLong, OfTheWireSeesTheSameOfWhoeverIsInTouch) {
  compare(150);
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
