#pragma once
// A whole scheme in one process, on a test clock: a real broker over a real store, and people whose
// visits go through the real client core. Visits are short functions: rig.visit(person, …).

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/broker.h"
#include "client/core/visit.h"

namespace sotto::testing {

class TestClock : public broker::Clock {
 public:
  protocol::UnixTime now() const override { return time; }
  std::atomic<protocol::UnixTime> time = 0;
};

// A folder that goes away with the test; in memory where there is memory.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// What the broker saw of one exchange: what its sockets and logs could say.
struct Exchange {
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
  std::uint32_t visits = 0;
};

// What goes wrong in a visit, the same in both worlds: which commit (1, 2, …) loses its answer.
struct Trouble {
  std::uint32_t lost_answer = 0;
  std::uint32_t server_error = 0;  // which commit is answered 503 without being handled
};

class Rig {
 public:
  struct Options {
    protocol::Policy policy;
    protocol::UnixTime start = 0;
  };
  static protocol::Policy test_policy();  // epochs of 10 days, batches every 6 hours

  explicit Rig(Options options);
  ~Rig();

  // --- the world ---
  protocol::UnixTime now() const { return clock_.time; }
  // Moves the clock, stopping at every hour for the broker's duties.
  void advance_to(protocol::UnixTime time);
  void advance(protocol::UnixTime seconds) { advance_to(now() + seconds); }

  // --- people ---
  Person enrol(const std::string& name, protocol::Role role);
  // Lists a supporter: publishes the text, and both leads sign.
  void list(Person& supporter);
  // One whole visit. `act` runs once the visit is open; it stays open for `stay` seconds and then
  // leaves. Returns the visit, finished.
  client::Visit visit(Person& person, const std::function<void(client::Visit&)>& act = {},
                      protocol::UnixTime stay = 60, const Trouble& trouble = {});

  // --- what can be seen ---
  std::vector<Exchange> transcript;
  // Every table's rows as lengths of keys and values, every file's name and size: all that a seized
  // disk shows, except the bytes that are random.
  std::string disk_shape() const;
  const std::filesystem::path& folder() const { return data_; }
  broker::Broker& broker() { return *broker_; }
  broker::Store& store() { return *store_; }
  const Hash256& genesis() const { return genesis_; }
  // One HTTP exchange with the broker; not in the transcript.
  client::Response exchange(const client::Request& request);
  std::array<SigningKey, 2> leads;

  // Stops the broker and opens it again on the same folder.
  void restart();

 private:
  void found(const protocol::Policy& policy);
  void open_broker();
  Secret<10> new_code();
  client::Response carry(const client::Request& request);
  void run(client::Visit& visit, const std::function<void(client::Visit&)>& act,
           protocol::UnixTime stay, const Trouble& trouble);

  TestFolder home_;
  std::filesystem::path data_;
  TestClock clock_;
  Hash256 genesis_{};
  std::unique_ptr<broker::Store> store_;
  std::unique_ptr<broker::Broker> broker_;
};

}  // namespace sotto::testing
