// A broker that lies: each lie is refused with its reason or shown to the person, and whatever it
// says, nothing goes out that an honest visit would not have sent.

#include <gtest/gtest.h>

#include <algorithm>

#include "broker/log/log.h"
#include "crypto/base/wire.h"
#include "crypto/ohttp/bhttp.h"
#include "crypto/primitives/random.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/voprf/token.h"
#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

using client::Failure;
using client::Visit;
using protocol::Role;
using protocol::Status;
namespace event = client::event;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

using Entries = std::vector<Bytes>;

Entries entries_of(ByteView log_file) {
  Entries out;
  const auto entries = protocol::split_log(log_file);
  for (ByteView entry : *entries) out.push_back(to_bytes(entry));
  return out;
}

Bytes log_file(const Entries& entries) {
  Writer out;
  for (const Bytes& entry : entries) out.vec16(entry);
  return out.take();
}

// The broker's double: it has all the broker's keys, and changes answers on their way.
class Liar {
 public:
  explicit Liar(Rig& rig) : rig_(rig) {
    rig.stand_in = [this](const client::Request& request) {
      client::Response response = rig_.exchange(request);
      if (lie) lie(request, response);
      return response;
    };
  }

  std::function<void(const client::Request&, client::Response&)> lie;

  // Answers a path with other bytes.
  void file(const std::string& path, std::function<void(Bytes&)> change) {
    lie = [path, change](const client::Request& request, client::Response& response) {
      if (request.path == path) change(response.body);
    };
  }
  // Changes the content of the sealed answers of a path.
  void inside(const std::string& path, std::function<void(ByteView asked, Bytes& content)> change) {
    lie = [this, path, change](const client::Request& request, client::Response& response) {
      if (request.path != "/gateway") return;
      const auto gateway = ohttp::open_request(keys().gateway, request.body);
      const auto asked = bhttp::parse_request(gateway->bhttp.expose());
      if (asked->path != path) return;
      const ohttp::ClientRequest as_client{request.body,
                                           {gateway->context.enc, gateway->context.secret.clone()}};
      const auto plain = as_client.open_response(response.body);
      Bytes content = to_bytes(bhttp::parse_response(plain->expose())->content);
      change(asked->content, content);
      const bhttp::Response changed{.status = 200, .content = content};
      response.body = gateway->seal_response(bhttp::encode(changed, plain->size()).expose());
    };
  }
  void personal(std::function<void(client::Response&)> change) {
    lie = [change](const client::Request& request, client::Response& response) {
      if (request.path == "/gateway") change(response);
    };
  }
  // Serves another log under a good checkpoint of its own.
  void log(std::function<void(Entries&)> change) {
    lie = [this, change](const client::Request& request, client::Response& response) {
      if (request.path != "/log" && request.path != "/checkpoint") return;
      Entries entries = entries_of(rig_.exchange({"/log", {}}).body);
      change(entries);
      response.body =
          request.path == "/log" ? log_file(entries) : to_bytes(as_bytes(checkpoint(entries)));
    };
  }
  std::string checkpoint(const Entries& entries) const {
    protocol::Replay replay;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (!replay.append(entries[i])) throw std::runtime_error("the lie is no log");
      if (i == 0 && !replay.set_policy(rig_.broker().scheme().policy)) {
        throw std::runtime_error("the lie has no policy");
      }
    }
    return broker::checkpoint_of(replay, keys());
  }
  const broker::LongTermKeys& keys() const { return rig_.broker().scheme().keys; }

 private:
  Rig& rig_;
};

class Lying : public ::testing::Test {
 protected:
  Lying() : rig({policy(), kMonday + 8 * 3600}), liar(rig) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    colleague = rig.enrol("colleague", Role::kColleague);
    twin = rig.enrol("twin", Role::kColleague);
    other = rig.enrol("Dr Ash Example", Role::kSupporter);
    rig.list(supporter);
    rig.list(other);
    rig.advance(kDay);
    everybody_visits();
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    everybody_visits();
    rig.advance(kDay);
  }
  static protocol::Policy policy() {
    protocol::Policy out = Rig::test_policy();
    out.visits_per_day = 0;  // many lies are told in a day
    return out;
  }
  void everybody_visits() {
    for (Person* person : {&supporter, &other, &colleague, &twin}) rig.visit(*person);
  }
  void next_batch() { rig.advance(6 * 3600); }

  std::vector<Exchange> sent(Person& person, const std::function<void(Visit&)>& act,
                             std::optional<Visit>& visit) {
    rig.transcript.clear();
    visit = rig.visit(person, act);
    auto out = std::move(rig.transcript);
    for (Exchange& exchange : out) {
      exchange.at = 0;
      exchange.status = 0;
      exchange.response_size = 0;
    }
    return out;
  }
  // A visit of the colleague to the liar. What it sends is what the twin's honest one sends, as far
  // as it goes.
  Visit visited(const std::function<void(Visit&)>& act = {}) {
    std::optional<Visit> honest, lied;
    auto lie = std::move(liar.lie);
    liar.lie = nullptr;
    const auto expected = sent(twin, {}, honest);
    EXPECT_FALSE(honest->failure());
    liar.lie = std::move(lie);
    const auto found = sent(colleague, act, lied);
    EXPECT_LE(found.size(), expected.size());
    EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin()));
    if (!lied->failure()) {
      EXPECT_EQ(found.size(), expected.size());
    }
    return std::move(*lied);
  }
  void refused(Failure why, std::optional<Status> status = {}) {
    const Visit visit = visited();
    ASSERT_TRUE(visit.failure());
    EXPECT_EQ(*visit.failure(), why) << client::describe(*visit.failure());
    EXPECT_EQ(visit.refusal(), status);
    // An honest answer later is as good as ever.
    liar.lie = nullptr;
    EXPECT_FALSE(rig.visit(colleague).failure());
  }
  // A newcomer draws at the first open, and again at the next one when that came to nothing.
  void draw_refused() {
    Person newcomer = rig.enrol("newcomer", Role::kColleague);
    EXPECT_EQ(rig.visit(newcomer).failure(), Failure::kDrawInvalid);
    liar.lie = nullptr;
    const Visit honest = rig.visit(newcomer);
    EXPECT_FALSE(honest.failure());
    EXPECT_EQ(honest.packs_left(), policy().packs_per_epoch);
  }
  template <class Wanted>
  static bool shows(const Visit& visit) {
    for (const auto& each : visit.events()) {
      if (std::holds_alternative<Wanted>(each)) return true;
    }
    return false;
  }
  std::string day_path(const char* board, int days_ago = 0, const char* end = "") const {
    return std::string("/boards/") + board + "/" +
           std::to_string(rig.now() / kDay - static_cast<protocol::UnixTime>(days_ago)) + end;
  }

  void send_enquiry() {
    rig.visit(colleague, [&](Visit& visit) {
      for (const auto& line : visit.directory()) {
        if (line.text.fields[0].second != supporter.name) continue;
        ASSERT_TRUE(visit.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
      }
    });
    next_batch();
  }
  void enquire() {
    send_enquiry();
    rig.visit(supporter);  // redeems pass 1
    next_batch();
  }
  void accept() {
    rig.visit(supporter, [&](Visit& visit) {
      ASSERT_EQ(visit.engagements().size(), 1u);
      const auto id = visit.engagements()[0].id;
      ASSERT_TRUE(visit.apply(intent::Accept{id}));
      ASSERT_TRUE(visit.apply(intent::Offer{id, {{rig.now() + kDay, "Room 4"}}}));
    });
    next_batch();
  }

  Rig rig;
  Liar liar;
  Person supporter, other, colleague, twin;
};

// --- the log ---

TEST_F(Lying, ATruncatedLogIsRefused) {
  liar.file("/log", [](Bytes& body) {
    Entries entries = entries_of(body);
    entries.pop_back();
    body = log_file(entries);
  });
  refused(Failure::kLogInvalid);
}

TEST_F(Lying, AnEntryOutOfPlaceIsRefused) {
  liar.file("/log", [](Bytes& body) {
    Entries entries = entries_of(body);
    std::swap(entries[1], entries[2]);
    body = log_file(entries);
  });
  refused(Failure::kLogInvalid);
}

TEST_F(Lying, GarbageForALogIsRefused) {
  liar.file("/log", [](Bytes& body) { body.push_back(0); });
  refused(Failure::kNotSotto);
}

TEST_F(Lying, ACheckpointOfAnotherKeyIsRefused) {
  liar.file("/checkpoint", [&](Bytes& body) {
    const auto log = rig.broker().log();
    body = to_bytes(as_bytes(
        tlog::sign_checkpoint({log->genesis().origin, log->head()}, SigningKey::generate())));
  });
  refused(Failure::kLogInvalid);
}

TEST_F(Lying, ACheckpointOfAnotherRootIsRefused) {
  liar.file("/checkpoint", [&](Bytes& body) {
    const auto log = rig.broker().log();
    auto head = log->head();
    head.root[0] ^= 1;
    body =
        to_bytes(as_bytes(tlog::sign_checkpoint({log->genesis().origin, head}, liar.keys().log)));
  });
  refused(Failure::kLogInvalid);
}

TEST_F(Lying, ALogThatIsRolledBackIsRefused) {
  rig.visit(colleague);
  const auto size = rig.broker().log()->size();
  liar.log([size](Entries& entries) { entries.resize(size - 1); });
  refused(Failure::kLogRolledBack);
}

TEST_F(Lying, AForkOfTheSameSizeIsRefused) {
  rig.visit(colleague);
  liar.log([](Entries& entries) {
    for (Bytes& wire : entries) {
      auto entry = protocol::Entry::parse(wire);
      auto* root = std::get_if<protocol::DayRoot>(&entry->body);
      if (root == nullptr) continue;
      root->root[0] ^= 1;
      wire = entry->encode();
      return;
    }
  });
  refused(Failure::kLogForked);
}

TEST_F(Lying, ALogWithoutAPassKeyIsRefused) {
  liar.log([](Entries& entries) {
    std::erase_if(entries, [](const Bytes& wire) {
      return protocol::Entry::parse(wire)->type() == protocol::EntryType::kPassKey;
    });
  });
  refused(Failure::kNoPassKey);
}

TEST_F(Lying, AnotherLogAtFirstContactIsRefused) {
  Rig foreign({Rig::test_policy(), kMonday + 8 * 3600});
  foreign.advance_to(rig.now());
  rig.transcript.clear();
  liar.lie = [&](const client::Request& request, client::Response& response) {
    response = foreign.exchange(request);
  };
  rig.enrol("newcomer", Role::kColleague);
  ASSERT_EQ(rig.transcript.size(), 4u) << "nothing was sent but four GETs";
  for (const Exchange& exchange : rig.transcript) EXPECT_EQ(exchange.method, "GET");
  Visit visit = Visit::open(colleague.keys.clone(), {to_bytes(rig.genesis())}, rig.now());
  for (int i = 0; i < 4; ++i) {
    const auto step = visit.next(rig.now());
    visit.answer(foreign.exchange(std::get<client::Send>(step).request), rig.now());
  }
  EXPECT_EQ(visit.failure(), Failure::kWrongLog);
}

TEST_F(Lying, ASwappedPolicyIsRefused) {
  liar.file("/policy", [&](Bytes& body) {
    auto policy = *protocol::Policy::parse(body);
    policy.timed_commits = 0;  // would change the shape of visits
    body = policy.encode();
  });
  refused(Failure::kPolicyMismatch);
}

TEST_F(Lying, GarbageForAPolicyIsRefused) {
  liar.file("/policy", [](Bytes& body) { body.pop_back(); });
  refused(Failure::kNotSotto);
}

// --- the directory ---

TEST_F(Lying, ASwappedListingIsRefused) {
  const std::function<void(protocol::Directory&)> lies[] = {
      [](auto& d) {
        d.entries[0].text = protocol::ListingText{{{"name", "Dr Somebody Else"}}}.encode();
      },
      [](auto& d) { d.entries[0].salt[0] ^= 1; },
      [](auto& d) { std::swap(d.entries[0].text, d.entries[1].text); },
      [](auto& d) {
        d.entries[0].id = {};
        d.entries[0].contact_key.reset();
      },
      [](auto& d) {
        d.week -= 2;
        for (auto& entry : d.entries) entry.contact_key.reset();
      },
      [](auto& d) {
        d.week += 1;
        for (auto& entry : d.entries) entry.contact_key.reset();
      },
      [](auto& d) { d.entries[0].contact_key->key = random_array<32>(); },
      [](auto& d) { d.entries[0].contact_key->signature = random_array<64>(); },
      [](auto& d) {
        std::swap(d.entries[0].contact_key->key, d.entries[1].contact_key->key);
        std::swap(d.entries[0].contact_key->signature, d.entries[1].contact_key->signature);
      },
      [this](auto& d) {  // a key of the broker's own, signed by a key of its own
        auto& key = *d.entries[0].contact_key;
        key.key = random_array<32>();
        key.signature = sign(SigningKey::generate(), protocol::kContactKeyLabel,
                             protocol::contact_key_message(rig.genesis(), key));
      }};
  for (const auto& lie : lies) {
    rig.advance(60);
    liar.file("/directory", [&lie](Bytes& body) {
      auto directory = *protocol::Directory::parse(body);
      ASSERT_EQ(directory.entries.size(), 2u);
      lie(directory);
      body = directory.encode();
    });
    std::optional<Visit> visit;
    sent(colleague, {}, visit);
    ASSERT_TRUE(visit->failure());
    EXPECT_TRUE(*visit->failure() == Failure::kDirectoryInvalid ||
                *visit->failure() == Failure::kNotSotto)
        << client::describe(*visit->failure());
    EXPECT_EQ(rig.transcript.size(), 0u);
    liar.lie = nullptr;
  }
}

TEST_F(Lying, AListingThatIsLeftOutIsShownToItsSupporter) {
  std::optional<Visit> visit;
  liar.file("/directory", [](Bytes& body) {
    auto directory = *protocol::Directory::parse(body);
    directory.entries.clear();
    body = directory.encode();
  });
  const auto found = sent(supporter, {}, visit);
  EXPECT_FALSE(visit->failure());
  EXPECT_TRUE(shows<event::OwnListingMissing>(*visit));
  liar.lie = nullptr;
  std::optional<Visit> honest;
  EXPECT_EQ(found, sent(other, {}, honest));
  EXPECT_FALSE(shows<event::OwnListingMissing>(*honest));
}

// --- boards ---

TEST_F(Lying, ACellLeftOutOfALoggedDayIsRefused) {
  liar.file(day_path("replies", 1), [](Bytes& body) { body.clear(); });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, AHashLeftOutOfALoggedListIsRefused) {
  liar.file(day_path("enquiries", 1, "-list"), [](Bytes& body) { body.clear(); });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, AnOldBoardUnderANewDayIsRefused) {
  const Bytes old = rig.exchange({day_path("replies", 8), {}}).body;
  ASSERT_NE(old, rig.exchange({day_path("replies", 1), {}}).body);
  liar.file(day_path("replies", 1), [old](Bytes& body) { body = old; });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, ACellThatIsNotItsHashIsRefused) {
  rig.visit(supporter);
  next_batch();
  liar.file(day_path("replies"), [](Bytes& body) {
    ASSERT_FALSE(body.empty());
    body.back() ^= 1;
  });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, ABoardThatEndsInsideACellIsRefused) {
  rig.visit(supporter);
  next_batch();
  liar.file(day_path("replies"), [](Bytes& body) { body.resize(body.size() - 1); });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, CellsInAnotherOrderThanTheirHashesAreRefused) {
  rig.visit(supporter);
  next_batch();
  liar.file(day_path("replies"), [](Bytes& body) {
    ASSERT_GE(body.size(), 2 * protocol::kCellSize);
    const auto last = body.end() - static_cast<std::ptrdiff_t>(protocol::kCellSize);
    std::swap_ranges(last, body.end(), last - static_cast<std::ptrdiff_t>(protocol::kCellSize));
  });
  refused(Failure::kBoardInvalid);
}

TEST_F(Lying, CellsThatAreHeldBackArriveWhenTheyAreShown) {
  send_enquiry();
  liar.file(day_path("enquiries"), [](Bytes& body) { body.clear(); });
  const Visit lied_to = rig.visit(supporter);
  ASSERT_FALSE(lied_to.failure());
  EXPECT_TRUE(lied_to.engagements().empty());
  const std::string path = day_path("enquiries");
  rig.advance(2 * kDay);
  liar.file(path, [](Bytes& body) { body.clear(); });  // its root is logged by now
  EXPECT_EQ(rig.visit(supporter).failure(), Failure::kBoardInvalid);
  liar.lie = nullptr;
  EXPECT_EQ(rig.visit(supporter).engagements().size(), 1u);
}

TEST_F(Lying, AnOldBoardAsTodaysChangesNothing) {
  enquire();
  accept();
  rig.visit(colleague);
  rig.advance(kDay);
  const Bytes old = rig.exchange({day_path("replies", 1), {}}).body;
  liar.file(day_path("replies"), [old](Bytes& body) { body = old; });
  const Visit visit = visited();
  EXPECT_FALSE(visit.failure());
  EXPECT_FALSE(shows<event::EngagementChanged>(visit)) << "what was received is not news";
}

// Of the cells that the colleague sent, the lying broker publishes none; it knows them, because it
// took them.
TEST_F(Lying, ACellOfOnesOwnThatIsLeftOutIsShown) {
  std::vector<Hash256> own;
  liar.inside("/commit", [&](ByteView asked, Bytes&) {
    const auto commit = protocol::CommitRequest::parse(asked);
    if (commit->id != colleague.keys.id) return;
    for (const Bytes& cell : commit->cells) {
      own.push_back(protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>()));
    }
  });
  rig.visit(colleague);
  rig.visit(twin);
  ASSERT_FALSE(own.empty());
  next_batch();
  liar.file(day_path("enquiries", 0, "-list"), [&own](Bytes& body) {
    const auto lists = *protocol::parse_list_file(body);
    Writer thinned;
    for (const auto& list : lists) {
      std::vector<std::pair<Hash256, Bytes>> kept;
      for (const Hash256& hash : list.hashes) {
        if (std::ranges::find(own, hash) == own.end()) kept.push_back({hash, {}});
      }
      if (!kept.empty()) thinned.bytes(protocol::encode_batch_list(list.number, kept));
    }
    body = thinned.take();
  });
  const Visit visit = visited();
  EXPECT_FALSE(visit.failure());
  EXPECT_TRUE(shows<event::CellMissing>(visit));
}

// Other cells in the place of the true ones, as many of them and in the same batches.
Bytes garbled(ByteView day_file) {
  Writer out;
  const auto batches = protocol::parse_day_file(day_file);
  for (const auto& batch : *batches) {
    std::vector<std::pair<Hash256, Bytes>> cells;
    for (std::size_t i = 0; i < batch.cells.size(); ++i) {
      Bytes cell = random_bytes(protocol::kCellSize);
      const Hash256 hash = protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>());
      cells.emplace_back(hash, std::move(cell));
    }
    std::ranges::sort(cells);
    out.bytes(protocol::encode_batch(batch.number, cells));
  }
  return out.take();
}

TEST_F(Lying, CellsThatWereGarbledForADayAreTriedWhenTheTrueOnesCome) {
  for (const protocol::UnixTime later : {protocol::UnixTime{3600}, kDay}) {
    Person reader = later == kDay ? std::move(other) : std::move(supporter);
    supporter = std::move(reader);
    send_enquiry();
    liar.file(day_path("enquiries"), [](Bytes& body) {
      ASSERT_FALSE(body.empty());
      body = garbled(body);
    });
    const Visit lied_to = rig.visit(supporter);
    ASSERT_FALSE(lied_to.failure());
    EXPECT_TRUE(lied_to.engagements().empty());
    EXPECT_FALSE(shows<event::BoardChanged>(lied_to)) << "nothing to compare with yet";

    liar.lie = nullptr;
    rig.advance(later);
    const Visit honest = rig.visit(supporter);
    EXPECT_TRUE(shows<event::BoardChanged>(honest));
    EXPECT_EQ(honest.engagements().size(), 1u) << "though nobody sent it again";
    rig.advance(60);
    EXPECT_FALSE(shows<event::BoardChanged>(rig.visit(supporter))) << "once";
  }
}

TEST_F(Lying, AListThatIsAnotherOneLaterIsShown) {
  rig.visit(twin);
  next_batch();
  liar.file(day_path("enquiries", 0, "-list"), [](Bytes& body) {
    ASSERT_FALSE(body.empty());
    body.back() ^= 1;
  });
  EXPECT_FALSE(visited().failure());
  liar.lie = nullptr;
  rig.advance(kDay);
  EXPECT_TRUE(shows<event::BoardChanged>(visited()));
}

// --- personal answers ---

TEST_F(Lying, AnswersOfAnotherFormAreRefused) {
  const std::function<void(client::Response&)> lies[] = {
      [](auto& r) { r.body.pop_back(); },
      [](auto& r) { r.body.push_back(0); },
      [](auto& r) { r.body.clear(); },
      [](auto& r) { r.body[40] ^= 1; },
      [](auto& r) { r.body = random_bytes(r.body.size()); },
      [](auto& r) { r.body = Bytes(16 << 20, 0xaa); },
      [](auto& r) { r.status = 204; },
      [](auto& r) { r.status = 302; },
      [](auto& r) { r.status = 404; },
      [old = Bytes{}](auto& r) mutable {
        if (old.empty()) old = random_bytes(r.body.size());
        std::swap(r.body, old);
      }};
  for (const auto& lie : lies) {
    rig.advance(60);
    liar.personal(lie);
    refused(Failure::kNotSotto);
  }
  rig.advance(60);
  liar.personal([](auto& r) { r.status = 503; });
  refused(Failure::kNoAnswer);
}

TEST_F(Lying, AnswersThatAreNoneAreRefused) {
  const Bytes lies[] = {
      {},                           // not even a status
      {0},                          // no payload
      {protocol::kLastStatus + 1},  // no status of this protocol
      {255},                        // likewise
      {1, 0},                       // a refusal with something behind it
      {0, 1, 2, 3},                 // no answer to an open
  };
  for (const Bytes& lie : lies) {
    rig.advance(60);
    liar.inside("/open", [&lie](ByteView, Bytes& content) { content = lie; });
    refused(Failure::kNotSotto);
  }
}

TEST_F(Lying, ARefusalIsShownWithItsReason) {
  for (int status = 1; status <= protocol::kLastStatus; ++status) {
    rig.advance(60);
    liar.inside("/open",
                [&](ByteView, Bytes& content) { content = protocol::refusal(Status(status)); });
    refused(Failure::kRefused, Status(status));
  }
}

TEST_F(Lying, ALockerThatIsNotOnesOwnIsRefused) {
  const std::function<void(protocol::OpenAnswer&)> lies[] = {
      [](auto& a) { a.locker[0] ^= 1; },
      [](auto& a) { a.locker = random_bytes(protocol::kLockerSize); },
      [](auto& a) { a.salt[0] ^= 1; },
      [](auto& a) { ++a.version; },
      [](auto& a) { a.last->second[40] ^= 1; },
      [](auto& a) { a.last.reset(); }};
  for (const auto& lie : lies) {
    rig.advance(60);
    liar.inside("/open", [&lie](ByteView, Bytes& content) {
      auto answer = *protocol::OpenAnswer::parse(ByteView(content).subspan(1));
      lie(answer);
      content = protocol::ok_answer(answer.encode());
    });
    refused(Failure::kLockerUnreadable);
  }
}

TEST_F(Lying, AWrongWordAboutACommitIsRefused) {
  const std::function<void(protocol::CommitAnswer&)> lies[] = {
      [](auto& a) { ++a.outcome.version; }, [](auto& a) { --a.outcome.version; },
      [](auto& a) { ++a.outcome.batch; }, [](auto& a) { a.outcome.receipt[0] ^= 1; },
      [](auto& a) { a.outcome.pass = protocol::PassResult::kAccepted; }};
  for (const auto& lie : lies) {
    rig.advance(60);
    liar.inside("/commit", [&lie](ByteView, Bytes& content) {
      auto answer = *protocol::CommitAnswer::parse(ByteView(content).subspan(1));
      lie(answer);
      content = protocol::ok_answer(answer.encode());
    });
    refused(Failure::kNotSotto);
  }
}

// The broker errs on purpose, to see what somebody does who has something to say.
TEST_F(Lying, ErrorsForOnePersonsCommitsShowNothingOfThem) {
  const auto enquire_now = [](Visit& visit) {
    for (const auto& line : visit.directory()) {
      if (!visit.engagements().empty()) continue;  // an earlier one has come through all the same
      EXPECT_TRUE(visit.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
      return;
    }
  };
  rig.sign_pass_keys();
  using Lie = std::function<void(const client::Request&, client::Response&)>;
  std::vector<Lie> lies;
  for (const unsigned status : {500u, 503u, 404u}) {
    lies.push_back([status](const client::Request& request, client::Response& response) {
      if (request.body.size() > protocol::kMediumRequest) response = {status, {}};
    });
  }
  lies.push_back([](const client::Request& request, client::Response& response) {
    if (request.body.size() > protocol::kMediumRequest) response.body[60] ^= 1;
  });
  for (const Status status : {Status::kTryLater, Status::kMalformed, Status::kTooManyVisits}) {
    liar.inside("/commit",
                [status](ByteView, Bytes& content) { content = protocol::refusal(status); });
    lies.push_back(std::move(liar.lie));
  }
  for (std::size_t i = 0; i < lies.size(); ++i) {
    SCOPED_TRACE("lie " + std::to_string(i));
    std::vector<Exchange> seen[2];
    std::optional<Failure> failure[2];
    Person* const people[] = {&colleague, &twin};
    rig.advance(kDay);
    for (int who = 0; who < 2; ++who) {
      liar.lie = lies[i];
      std::optional<Visit> visit;
      seen[who] = sent(*people[who], who == 0 ? enquire_now : std::function<void(Visit&)>{}, visit);
      failure[who] = visit->failure();
      liar.lie = nullptr;
    }
    EXPECT_TRUE(seen[0] == seen[1]);
    EXPECT_EQ(failure[0], failure[1]);
    EXPECT_GT(seen[0].size(), 5u) << "a commit was sent";
  }
}

TEST_F(Lying, ACommitThatIsTakenAndAnsweredWithAnErrorHappensOnce) {
  for (const unsigned status : {503u, 404u}) {
    liar.lie = [status](const client::Request& request, client::Response& response) {
      if (request.body.size() > protocol::kMediumRequest) response = {status, {}};
    };
    if (status == 503) {
      send_enquiry();
    } else {
      rig.visit(colleague);
    }
    liar.lie = nullptr;
    EXPECT_FALSE(rig.visit(colleague).failure());
    next_batch();
  }
  rig.visit(supporter);  // redeems the pass
  next_batch();
  const Visit seen = rig.visit(supporter);
  EXPECT_EQ(seen.engagements().size(), 1u);
  EXPECT_EQ(seen.own_counts().enquiries, 1u);
  const Visit own = rig.visit(colleague);
  EXPECT_EQ(own.engagements().size(), 1u);
}

TEST_F(Lying, PassesOfAnotherKeyAreRefused) {
  liar.inside("/draw", [](ByteView asked, Bytes& content) {
    const auto request = protocol::DrawRequest::parse(asked);
    const std::size_t count = Rig::test_policy().packs_per_epoch * 3u;
    const auto blinded = voprf::parse_batch_request(request->token_request, count);
    content = protocol::ok_answer(voprf::encode_batch_response(
        voprf::evaluate(voprf::KeyPair::generate(), blinded->elements).value()));
  });
  draw_refused();
}

TEST_F(Lying, SwappedPassesAreRefused) {
  liar.inside("/draw", [](ByteView, Bytes& content) {
    // status || varint of two bytes || elements
    std::swap_ranges(content.begin() + 3, content.begin() + 35, content.begin() + 35);
  });
  draw_refused();
}

// Passes under a key of one's own would tell whose they are when they come back. They do not: the
// other side knows the key of its own log, and says that there is another.
TEST_F(Lying, APassKeyForOnePersonAloneNeverComesBackAndIsShownToTheOther) {
  const auto epoch = Rig::test_policy().calendar.epoch(rig.broker().log()->last_day());
  auto own = voprf::KeyPair::generate();
  const auto with_own_key = [&](Entries& entries) {
    for (Bytes& wire : entries) {
      auto entry = protocol::Entry::parse(wire);
      auto* key = std::get_if<protocol::PassKey>(&entry->body);
      if (key == nullptr || key->epoch != epoch) continue;
      key->key = own.public_key.bytes();
      wire = entry->encode();
    }
  };
  liar.log(with_own_key);
  const auto other_log = std::move(liar.lie);
  liar.inside("/draw", [&](ByteView asked, Bytes& content) {
    const auto request = protocol::DrawRequest::parse(asked);
    const auto blinded =
        voprf::parse_batch_request(request->token_request, Rig::test_policy().packs_per_epoch * 3u);
    content = protocol::ok_answer(
        voprf::encode_batch_response(voprf::evaluate(own, blinded->elements).value()));
  });
  const auto own_passes = std::move(liar.lie);
  const auto lie = [&](const client::Request& request, client::Response& response) {
    for (int tries = 0;; ++tries) {  // a key whose one-byte id is free
      try {
        other_log(request, response);
        break;
      } catch (const std::runtime_error&) {
        if (tries == 100) throw;
        own = voprf::KeyPair::generate();
      }
    }
    own_passes(request, response);
  };

  liar.lie = lie;
  Person newcomer = rig.enrol("newcomer", Role::kColleague);
  const Visit drawn = rig.visit(newcomer, [&](Visit& visit) {
    for (const auto& line : visit.directory()) {
      if (line.text.fields[0].second != supporter.name) continue;
      ASSERT_TRUE(visit.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
    }
  });
  liar.lie = nullptr;
  ASSERT_FALSE(drawn.failure());
  next_batch();
  // The broker tries its key on whatever comes back.
  int redeemed = 0;
  bool came_back = false;
  liar.inside("/commit", [&](ByteView asked, Bytes&) {
    const auto commit = protocol::CommitRequest::parse(asked);
    if (!commit->supporter || !commit->supporter->pass) return;
    auto token = voprf::Token::parse(*commit->supporter->pass);
    ++redeemed;
    token->key_id = voprf::token_key_id(own.public_key);
    came_back = came_back || voprf::verify_token(own, *token, token->challenge_digest);
  });
  const Visit told = rig.visit(supporter);
  EXPECT_TRUE(shows<event::OtherLog>(told));
  EXPECT_TRUE(told.engagements().empty());
  next_batch();
  const Visit later = rig.visit(supporter);
  EXPECT_FALSE(shows<event::OtherLog>(later)) << "once an enquiry, however often it is repeated";
  EXPECT_TRUE(later.engagements().empty());
  EXPECT_EQ(redeemed, 4) << "what is redeemed instead is cover";
  EXPECT_FALSE(came_back);
  // The newcomer knows when the scheme's own log is shown.
  liar.lie = nullptr;
  EXPECT_EQ(rig.visit(newcomer).failure(), Failure::kLogForked);
}

// --- what only people can tell each other ---

TEST_F(Lying, AnOldLockerSaysWhenItWasOpenedLast) {
  Bytes old;
  liar.inside("/open", [&old](ByteView, Bytes& content) { old = content; });
  rig.visit(colleague);
  const auto then = rig.now();
  liar.lie = nullptr;
  rig.advance(kDay);
  rig.visit(colleague);
  rig.advance(kDay);
  liar.inside("/open", [&old](ByteView, Bytes& content) { content = old; });
  const Visit visit = rig.visit(colleague);
  ASSERT_TRUE(visit.last_opened());
  EXPECT_LT(*visit.last_opened(), then);
  EXPECT_EQ(visit.failure(), Failure::kStaleVersion) << "and nothing can be committed to it";
}

TEST_F(Lying, AnOldLockerIsGivenAwayByTheOtherSide) {
  enquire();
  Bytes old;
  liar.inside("/open", [&old](ByteView, Bytes& content) { old = content; });
  accept();
  liar.lie = nullptr;
  rig.visit(colleague, [](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    ASSERT_TRUE(visit.apply(intent::Choose{visit.engagements()[0].id, 1}));
  });
  next_batch();
  liar.inside("/open", [&old](ByteView, Bytes& content) { content = old; });
  const Visit put_back = rig.visit(supporter);
  EXPECT_TRUE(shows<event::LockerPutBack>(put_back));
}

TEST_F(Lying, AForkForOneSideIsGivenAwayByTheOther) {
  enquire();
  // From now on the supporter is shown a log with one entry more: all its signatures are good.
  const std::size_t at = rig.broker().log()->size();
  const protocol::Day day = rig.broker().log()->last_day();
  const Bytes extra =
      protocol::Entry{day, protocol::PassKey{.epoch = Rig::test_policy().calendar.epoch(day) + 40,
                                             .generation = 0,
                                             .key = voprf::KeyPair::generate().public_key.bytes(),
                                             .signatures = {}}}
          .encode();
  const auto fork = [at, extra](Entries& entries) {
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), extra);
  };
  liar.log(fork);
  accept();
  liar.lie = nullptr;
  rig.advance(kDay);
  bool shown = false;
  for (int i = 0; i < 2; ++i) {
    shown = shown || shows<event::OtherLog>(rig.visit(colleague));
    rig.advance(kDay);
  }
  EXPECT_TRUE(shown);
}

}  // namespace
}  // namespace sotto::testing
