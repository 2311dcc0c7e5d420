// A broker that lies, or a world that fails: each ends in its own Failure or event.

#include <gtest/gtest.h>

#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::Scheme;

// Lies in one place once `lies` is set.
struct Liar : FakeBroker {
  bool lies = false;
};

template <class Broker>
Visit visit_of_liar(Broker& broker, std::uint8_t person = 20) {
  Scheme scheme(broker);
  scheme.begin();
  broker.lies = true;
  return scheme.visit(person);
}

TEST(VisitFailure, NoAnswer) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  for (std::size_t lost = 0; lost < 33; ++lost) {
    std::size_t count = 0;
    scheme.host.loses_request = [&](const Request&) { return count++ == lost; };
    EXPECT_EQ(scheme.colleague().failure(), Failure::kNoAnswer) << lost;
  }
}

TEST(VisitFailure, NoAnswerFromARelayInTrouble) {
  struct : Liar {
    Response changed(const Request&, Response response) override {
      return lies ? Response{502, {}} : response;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kNoAnswer);
}

TEST(VisitFailure, NotSottoForAnAnswerOfAnotherSize) {
  struct : Liar {
    Response changed(const Request& request, Response response) override {
      if (lies && !request.body.empty()) response.body.pop_back();
      return response;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kNotSotto);
}

TEST(VisitFailure, NotSottoForAnAnswerToAnotherRequest) {
  struct : Liar {
    Response changed(const Request& request, Response response) override {
      if (lies && !request.body.empty()) response.body[40] ^= 1;
      return response;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kNotSotto);
}

TEST(VisitFailure, NotSottoForAnInnerStatus) {
  struct : Liar {
    std::uint16_t inner_status() override { return lies ? 404 : 200; }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kNotSotto);
}

TEST(VisitFailure, NotSottoForAPageInPlaceOfAFile) {
  struct : Liar {
    Response get(const std::string& path) override {
      return lies && path == "/policy" ? Response{200, Bytes(100, '<')} : FakeBroker::get(path);
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kNotSotto);
}

TEST(VisitFailure, NotSottoForAReceiptThatIsNotTheLogs) {
  struct : Liar {
    Signature receipt(const protocol::CommitRequest& request) override {
      Signature out = FakeBroker::receipt(request);
      if (lies) out[0] ^= 1;
      return out;
    }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  auto visit = scheme.colleague();
  broker.lies = true;
  scheme.host.stay(visit);
  EXPECT_EQ(visit.failure(), Failure::kNotSotto);
}

TEST(VisitFailure, WrongLog) {
  FakeBroker broker;
  for (std::size_t size : {5u, 16u, 32u}) {
    Bytes prefix = to_bytes(ByteView(broker.genesis()).first(size));
    prefix.back() ^= 1;
    auto visit = Visit::open(testing::fake_keys(20), {prefix}, broker.now);
    testing::FakeHost{broker}.run(visit);
    EXPECT_EQ(visit.failure(), Failure::kWrongLog);
  }
}

TEST(VisitFailure, LogInvalidForACheckpointOfAnotherKey) {
  struct : Liar {
    std::string checkpoint() override {
      return tlog::sign_checkpoint({log.policy.origin, log.replay.head()},
                                   lies ? log.receipt_key : log.log_key);
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kLogInvalid);
}

TEST(VisitFailure, LogInvalidForAnEntryThatItsCheckpointDoesNotSign) {
  struct : Liar {
    Response get(const std::string& path) override {
      Response out = FakeBroker::get(path);
      if (lies && path == "/log") out.body.back() ^= 1;
      return out;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kLogInvalid);
}

TEST(VisitFailure, LogRolledBack) {
  struct : Liar {
    tlog::TreeHead old;
    std::string checkpoint() override {
      return tlog::sign_checkpoint({log.policy.origin, lies ? old : log.replay.head()},
                                   log.log_key);
    }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.old = broker.log.replay.head();
  broker.pass_days(1);
  scheme.colleague_does({});
  broker.lies = true;
  EXPECT_EQ(scheme.colleague().failure(), Failure::kLogRolledBack);
}

// Shows every person a log with a tail of their own.
struct TwoFaced : FakeBroker {
  std::optional<protocol::Epoch> tail;
  Bytes tail_entry() const {
    return protocol::Entry{.day = log.replay.last_day(), .body = log.pass_key(*tail)}.encode();
  }
  std::string checkpoint() override {
    if (!tail) return FakeBroker::checkpoint();
    std::vector<Hash256> hashes;
    for (const Bytes& entry : log.entries) hashes.push_back(tlog::leaf_hash(entry));
    hashes.push_back(tlog::leaf_hash(tail_entry()));
    return tlog::sign_checkpoint(
        {log.policy.origin, {tlog::TreeSize{hashes.size()}, tlog::root(hashes)}}, log.log_key);
  }
  Response get(const std::string& path) override {
    if (path != "/log" || !tail) return FakeBroker::get(path);
    return {200, concat({log.file(), Writer().vec16(tail_entry()).take()})};
  }
};

TEST(VisitFailure, LogForked) {
  TwoFaced broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.tail = broker.epoch() + 5;
  scheme.colleague_does({});
  scheme.colleague_does({});
  broker.tail = broker.epoch() + 6;
  EXPECT_EQ(scheme.colleague().failure(), Failure::kLogForked);
}

TEST(VisitFailure, PolicyMismatch) {
  struct : Liar {
    Response get(const std::string& path) override {
      if (!lies || path != "/policy") return FakeBroker::get(path);
      protocol::Policy other = log.policy;
      other.packs_per_epoch = 1;
      return {200, other.encode()};
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kPolicyMismatch);
}

protocol::Policy with_a_relay() {
  protocol::Policy policy = testing::sample_policy();
  policy.relay = "https://relay.example";
  return policy;
}

// The public files were asked for; nothing after them.
TEST(VisitFailure, NotTheRelay) {
  for (const std::string address : {"", "https://broker.example", "http://relay.example",
                                    "https://relay.example:8443", "https://relay.example/"}) {
    FakeBroker broker(with_a_relay());
    testing::FakeHost host{broker};
    auto visit =
        Visit::open(testing::fake_keys(20), {to_bytes(broker.genesis()), address}, broker.now);
    std::size_t posts = 0;
    host.loses_request = [&](const Request& request) {
      posts += request.body.empty() ? 0 : 1;
      return false;
    };
    host.run(visit);
    EXPECT_EQ(visit.failure(), Failure::kNotTheRelay) << address;
    EXPECT_EQ(posts, 0u) << address;
  }
}

TEST(VisitFailure, NoneOnTheRelaysOwnAddress) {
  SeededRandom seeded{1};
  FakeBroker broker(with_a_relay());
  testing::FakeHost host{broker};
  auto visit =
      Visit::enrol(testing::fake_keys(20), {to_bytes(broker.genesis()), "https://relay.example"},
                   broker.new_code(), protocol::Role::kColleague, broker.now);
  host.run(visit);
  EXPECT_TRUE(visit.opened());
  EXPECT_EQ(visit.failure(), std::nullopt);
}

TEST(VisitFailure, NoPassKey) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.log.append(broker.today(), protocol::Restored{1});
  EXPECT_EQ(scheme.colleague().failure(), Failure::kNoPassKey);
}

TEST(VisitFailure, DrawInvalidForAKeyThatIsNotTheLogs) {
  struct : FakeBroker {
    voprf::KeyPair drawing_key(protocol::Epoch of) override {
      return testing::sample_pass_key(of + 1);
    }
  } broker;
  Scheme scheme(broker);
  EXPECT_EQ(scheme.enrol(20, protocol::Role::kColleague).failure(), Failure::kDrawInvalid);
}

TEST(VisitFailure, DirectoryInvalidForAnotherText) {
  struct : Liar {
    protocol::Directory directory() override {
      auto out = FakeBroker::directory();
      if (lies) out.entries[0].text = testing::sample_text("Somebody Else").encode();
      return out;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kDirectoryInvalid);
}

TEST(VisitFailure, DirectoryInvalidForAContactKeyThatItsSupporterDidNotSign) {
  struct : Liar {
    protocol::Directory directory() override {
      auto out = FakeBroker::directory();
      for (auto& entry : out.entries) {
        if (lies && entry.contact_key) {
          entry.contact_key->key = X25519KeyPair::generate().public_key;
        }
      }
      return out;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kDirectoryInvalid);
}

TEST(VisitFailure, BoardInvalidForADayThatIsNotAsLogged) {
  struct : Liar {
    Response get(const std::string& path) override {
      const bool board = path.starts_with("/boards/") && path.ends_with("-list") == of_lists;
      return lies && board ? Response{404, {}} : FakeBroker::get(path);
    }
    bool of_lists = false;
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.pass_days(1);
  scheme.colleague_does({});
  scheme.supporter_does({});
  broker.pass_days(3);
  broker.lies = true;
  EXPECT_EQ(scheme.colleague().failure(), Failure::kBoardInvalid);
  EXPECT_EQ(scheme.supporter().failure(), Failure::kBoardInvalid);
  broker.of_lists = true;
  EXPECT_EQ(scheme.colleague().failure(), Failure::kBoardInvalid);
}

TEST(VisitFailure, LockerUnreadableForAnOlderBlobUnderThisVersion) {
  struct : Liar {
    Bytes old;
    protocol::OpenAnswer opened(const Locker& locker) override {
      auto out = FakeBroker::opened(locker);
      if (lies) out.locker = old;
      return out;
    }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.old = broker.lockers[testing::fake_keys(20).id].blob;
  scheme.colleague_does({});
  broker.lies = true;
  EXPECT_EQ(scheme.colleague().failure(), Failure::kLockerUnreadable);
}

TEST(VisitFailure, LockerUnreadableWithoutTheLastOutcome) {
  struct : Liar {
    protocol::OpenAnswer opened(const Locker& locker) override {
      auto out = FakeBroker::opened(locker);
      if (lies) out.last.reset();
      return out;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kLockerUnreadable);
}

TEST(VisitFailure, LockerUnreadableWithAnOutcomeThatTheCommitsKeyDoesNotOpen) {
  struct : Liar {
    protocol::OpenAnswer opened(const Locker& locker) override {
      auto out = FakeBroker::opened(locker);
      if (lies) {
        out.last->second = protocol::seal_outcome(random_secret<32>(), locker.last->second);
      }
      return out;
    }
  } broker;
  EXPECT_EQ(visit_of_liar(broker).failure(), Failure::kLockerUnreadable);
}

TEST(VisitFailure, RefusedWithTheBrokersStatus) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.refusals["/open"] = protocol::Status::kTooManyVisits;
  const Visit visit = scheme.colleague();
  EXPECT_EQ(visit.failure(), Failure::kRefused);
  EXPECT_EQ(visit.refusal(), protocol::Status::kTooManyVisits);
}

TEST(VisitFailure, GoesOnWithoutADrawWhenTheCodeHasRunOut) {
  FakeBroker broker;
  Scheme scheme(broker);
  broker.refusals["/draw"] = protocol::Status::kNotEligible;
  auto visit = scheme.enrol(20, protocol::Role::kColleague);
  EXPECT_TRUE(visit.opened());
  EXPECT_FALSE(visit.known().eligible);
  EXPECT_EQ(visit.packs_left(), 0u);
}

TEST(VisitEvents, SayThatTheOwnListingIsMissing) {
  struct : Liar {
    protocol::Directory directory() override {
      auto out = FakeBroker::directory();
      if (lies) out.entries.clear();
      return out;
    }
  } broker;
  const Visit visit = visit_of_liar(broker, 10);
  EXPECT_TRUE(visit.opened());
  EXPECT_TRUE(testing::holds<event::OwnListingMissing>(visit.events()));
}

TEST(VisitEvents, SayNothingOfAListingThatIsAsItShouldBe) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  EXPECT_TRUE(scheme.supporter().events().empty());
}

TEST(VisitEvents, SayThatTheOtherSideSeesAnotherLog) {
  TwoFaced broker;
  Scheme scheme(broker);
  scheme.begin();
  broker.tail = broker.epoch() + 5;
  scheme.colleague_does(scheme.enquiry());
  broker.publish();
  broker.tail = broker.epoch() + 6;
  scheme.supporter_does({});
  EXPECT_TRUE(testing::holds<event::OtherLog>(scheme.supporter().events()));
}

TEST(VisitEvents, SayThatAnOldLockerWasPutBack) {
  struct : Liar {
    std::optional<Locker> old;
    protocol::OpenAnswer opened(const Locker& locker) override {
      return FakeBroker::opened(lies && locker.role == protocol::Role::kColleague ? *old : locker);
    }
  } broker;
  Scheme scheme(broker);
  scheme.begin();
  scheme.colleague_does(scheme.enquiry());
  broker.publish();
  auto supporter = scheme.supporter();
  scheme.stay_until_shown(supporter);
  ASSERT_TRUE(supporter.apply(intent::Accept{1}));
  scheme.host.leave(supporter);
  broker.publish();
  scheme.colleague_does({});
  const protocol::LockerId id = testing::fake_keys(20).id;
  broker.old = broker.lockers[id];
  scheme.colleague_does({});
  broker.publish();
  scheme.supporter_does({});  // has seen the newer one, and says so
  broker.publish();
  broker.lies = true;
  EXPECT_TRUE(testing::holds<event::LockerPutBack>(scheme.colleague().events()));
}

}  // namespace
}  // namespace sotto::client
