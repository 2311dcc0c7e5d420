#pragma once
// A whole scheme in one process, on a test clock: a real broker over a real store, and people whose
// visits go through the real client core. Visits are short functions: rig.visit(person, …).

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/broker.h"
#include "client/core/roster.h"
#include "client/core/visit.h"
#include "tests/support/test_folder.h"

namespace sotto::testing {

class TestClock : public broker::Clock {
 public:
  protocol::UnixTime now() const override { return time + ahead; }
  std::atomic<protocol::UnixTime> time = 0;
  std::atomic<std::int64_t> ahead = 0;  // of people's clocks
};

// What the broker saw of one exchange: what its sockets and logs could say.
struct Exchange {
  protocol::UnixTime at = 0;
  std::string method, path;
  std::size_t request_size = 0;
  unsigned status = 0;
  std::size_t response_size = 0;
  bool operator==(const Exchange&) const = default;
};

struct Person {
  std::string name;
  protocol::Role role{};
  client::LockerKeys keys;
  std::uint32_t number = 0;  // in the order of enrolment
  std::uint32_t visits = 0;
  std::optional<client::DeskPost> post = {};  // of a part of a director's desk
};

// What goes wrong in a visit. Numbers count from 1; 0: never.
struct Trouble {
  std::uint32_t lost_answer = 0;    // which commit's
  std::uint32_t server_error = 0;   // which commit is answered 503 without being handled
  std::uint32_t opening_error = 0;  // which request of the opening is
  bool no_commit_arrives = false;   // all of them are
  bool conflict = false;            // the same locker is opened elsewhere meanwhile, and commits
};

// A client that is weaker than ours, played by the host. Who has nothing to say is who has no
// engagement and no intent.
enum class Weakness {
  kNone,
  kNoCover,    // sends no commit when there is nothing to say
  kCountdown,  // tells people when theirs has gone, and they leave then
  kTwoSizes,   // sends less when there is nothing to say
};

// Where a broker runs that may die without taking the story along.
class BrokerHost {
 public:
  virtual ~BrokerHost() = default;
  // Does the duties of this time, and of every later time that it is told.
  virtual void start(protocol::UnixTime now) = 0;
  virtual void stop() = 0;
  virtual void do_duties(protocol::UnixTime now) = 0;
  virtual void import_code(const Hash256& hash, protocol::Day eligible_until) = 0;
  virtual client::Response exchange(const client::Request& request) = 0;
};

class Rig {
 public:
  struct Options {
    protocol::Policy policy;
    protocol::UnixTime start = 0;
    broker::Store::Options store{};  // seams into the writer, kept over restarts
    std::uint64_t seed = 1;          // of what clients draw while they ask and commit
    std::filesystem::path under{};   // where the data folder lies, when it must be on a disk
    // Makes the broker's host for a founded folder; none: the broker runs in this process.
    std::function<std::unique_ptr<BrokerHost>(const std::filesystem::path& data)> host{};
    protocol::UnixTime tick = 3600;  // seconds between duties while the clock moves
  };
  static protocol::Policy test_policy();  // epochs of 10 days, batches every 6 hours

  explicit Rig(Options options);
  ~Rig();

  // --- the world ---
  protocol::UnixTime now() const { return clock_.time; }
  // Moves the clock, stopping at every hour and every batch for the broker's duties.
  void advance_to(protocol::UnixTime time);
  void advance(protocol::UnixTime seconds) { advance_to(now() + seconds); }
  // Moves it while the broker is stopped.
  void sleep(protocol::UnixTime seconds) { clock_.time += seconds; }
  // Puts the broker's clock so many seconds ahead of people's (behind when negative), in one jump.
  void put_broker_ahead(std::int64_t seconds) {
    clock_.ahead = seconds;
    do_duties();
  }

  // --- people ---
  Person enrol(const std::string& name, protocol::Role role);
  Secret<10> new_code(protocol::Day days = 365);  // of eligibility, from today on
  // Lists a supporter: publishes the text, and both leads sign.
  void list(Person& supporter);
  // Makes them the recipient of concerns at this place; both leads sign.
  void appoint(Person& recipient, std::uint8_t place, const std::string& title);
  void sign_by_leads(const client::PublicView& everybody, const protocol::Proposal& proposal);
  // Both leads sign every pass key that waits; in force with the next duties.
  void sign_pass_keys();
  using Act = std::function<void(client::Visit&)>;
  // One whole visit. `act` runs once the visit is open, `before_leaving` after `stay` seconds, just
  // before it is left. A visit that lost its version is opened again with what was not saved.
  // Returns the last visit, finished.
  client::Visit visit(Person& person, const Act& act = {}, protocol::UnixTime stay = 60,
                      const Trouble& trouble = {}, const Act& before_leaving = {});

  Weakness weakness = Weakness::kNone;  // of everybody's client, from now on

  // --- what can be seen ---
  std::vector<Exchange> transcript;
  // Answers visits in the broker's place, when set: a broker that lies, or a line that breaks.
  std::function<client::Response(const client::Request&)> stand_in;
  // Every table's rows as lengths of keys and values, every file's name and size: all that a seized
  // disk shows, except the bytes that are random. Of a broker in a host: once it is stopped.
  std::string disk_shape() const;
  const std::filesystem::path& folder() const { return data_; }
  broker::Broker& broker() { return *broker_; }
  broker::Store& store() { return *store_; }
  const Hash256& genesis() const { return genesis_; }
  client::PublicView everybody();  // as anybody reads it now; not in the transcript
  // One HTTP exchange with the broker; not in the transcript.
  client::Response exchange(const client::Request& request);
  std::array<SigningKey, 2> leads;

  // Stops the broker, and opens it again on the same folder. A stopped one leaves no thread behind,
  // so that a test may fork.
  void stop();
  void start();
  void restart() {
    stop();
    start();
  }

 private:
  void found(const protocol::Policy& policy);
  client::Response carry(const client::Request& request);
  void ask(const std::optional<client::RosterCall>& call);
  void admit(const client::Visit& visit);  // what it proposes
  void do_duties();
  struct Running;
  void run(Running& running);
  void step(Running& running, const client::Send& send);
  void look(Running& running);

  TestFolder home_;
  std::filesystem::path data_;
  TestClock clock_;
  const broker::Store::Options store_options_;
  const std::uint64_t seed_;
  const protocol::Policy policy_;
  const protocol::UnixTime tick_;
  std::uint32_t people_ = 0;
  Hash256 genesis_{};
  std::unique_ptr<BrokerHost> host_;
  std::unique_ptr<broker::Store> store_;
  std::unique_ptr<broker::Broker> broker_;
};

}  // namespace sotto::testing
