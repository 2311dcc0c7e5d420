#include "client/core/public_view.h"

#include <gtest/gtest.h>

#include "tests/support/fake_broker.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;

PublicFiles files_of(FakeBroker& broker) {
  return {broker.get("/checkpoint").body, broker.get("/log").body, broker.get("/policy").body,
          broker.get("/directory").body};
}

Pin pin_of(const FakeBroker& broker) {
  return {to_bytes(broker.genesis())};
}

// A week in, so that the sample supporter is listed; with a key of this week.
void begin(FakeBroker& broker) {
  broker.pass_days(7);
  const auto week = protocol::Calendar::week(broker.today());
  const auto id = protocol::supporter_id(broker.log.supporter.public_key);
  broker.contact_keys[{week, id}] =
      broker.log.contact_key(broker.log.supporter, week, X25519KeyPair::generate().public_key);
}

TEST(PublicView, TakesWhatIsAsTheLogSays) {
  FakeBroker broker;
  begin(broker);
  const auto view = PublicView::check(files_of(broker), pin_of(broker), broker.now);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->log().size(), broker.log.entries.size());
  ASSERT_EQ(view->directory().entries.size(), 1u);
  EXPECT_TRUE(view->contact_key(view->directory().entries[0].id));
  EXPECT_FALSE(view->contact_key({}));
  EXPECT_EQ(genesis_hash(broker.log.file()), broker.genesis());
  EXPECT_FALSE(genesis_hash(Bytes(1)));
}

TEST(PublicView, ComparesAnEarlierViewOfTheLog) {
  FakeBroker broker;
  begin(broker);
  const auto early = PublicView::check(files_of(broker), pin_of(broker), broker.now);
  broker.pass_days(1);
  const auto late = PublicView::check(files_of(broker), pin_of(broker), broker.now);
  ASSERT_TRUE(early && late);
  EXPECT_EQ(late->agrees(early->log_view()), true);
  EXPECT_EQ(early->agrees(late->log_view()), std::nullopt);
  LogView other = early->log_view();
  other.root[0] ^= 1;
  EXPECT_EQ(late->agrees(other), false);
}

TEST(PublicView, ReadsNothingThatTheCheckpointDoesNotSign) {
  FakeBroker broker;
  begin(broker);
  PublicFiles files = files_of(broker);
  broker.pass_days(1);
  files.log = broker.get("/log").body;  // it grew while the files were fetched
  const auto view = PublicView::check(files, pin_of(broker), broker.now);
  ASSERT_TRUE(view);
  EXPECT_LT(view->log().size(), broker.log.entries.size());
}

TEST(PublicView, TakesLastWeeksDirectoryButNoKeyOfIt) {
  FakeBroker broker;
  begin(broker);
  PublicFiles files = files_of(broker);
  broker.pass_days(7);
  const Bytes old = files.directory;
  files = files_of(broker);
  files.directory = old;
  const auto view = PublicView::check(files, pin_of(broker), broker.now);
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->contact_key(view->directory().entries[0].id));
  broker.pass_days(7);
  files = files_of(broker);
  files.directory = old;
  EXPECT_EQ(PublicView::check(files, pin_of(broker), broker.now).error(),
            Failure::kDirectoryInvalid);
}

TEST(PublicView, RefusesEveryFlippedByteThatMatters) {
  FakeBroker broker;
  begin(broker);
  const PublicFiles files = files_of(broker);
  const Pin pin = pin_of(broker);
  const auto refused = [&](Bytes PublicFiles::* file, std::size_t step) {
    for (std::size_t i = 0; i < (files.*file).size(); i += step) {
      PublicFiles changed = files;
      (changed.*file)[i] ^= 1;
      EXPECT_FALSE(PublicView::check(changed, pin, broker.now)) << i;
    }
  };
  refused(&PublicFiles::log, 37);
  refused(&PublicFiles::policy, 11);
  refused(&PublicFiles::directory, 7);
}

TEST(PublicView, RefusesEveryCutFile) {
  FakeBroker broker;
  begin(broker);
  const PublicFiles files = files_of(broker);
  for (Bytes PublicFiles::* file :
       {&PublicFiles::checkpoint, &PublicFiles::policy, &PublicFiles::directory}) {
    for (std::size_t size = 0; size < (files.*file).size(); size += 5) {
      PublicFiles changed = files;
      (changed.*file).resize(size);
      EXPECT_FALSE(PublicView::check(changed, pin_of(broker), broker.now)) << size;
    }
  }
}

}  // namespace
}  // namespace sotto::client
