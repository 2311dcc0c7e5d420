// Durable commits: what one costs the broker against its cryptography alone, and against the sum of
// four floors measured alone; what many at once gain; how many a second there are, against a mail
// server that takes as many bytes into its queue. This process is the broker, over a folder on a
// real disk and over loopback; a second one, started by it, posts commits that were sealed
// beforehand.
//
// SOTTO_BENCH_MAIL: the command with which Postfix's smtp-source sends (postfix.sh); none: that row
// is left out.

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "broker/http/server.h"
#include "crypto/base/wire.h"
#include "crypto/ohttp/ohttp.h"
#include "tests/bench/crowd.h"
#include "tests/bench/echo.h"
#include "tests/bench/floor.h"
#include "tests/bench/measure.h"
#include "tests/bench/store_floor.h"
#include "tests/support/raw_http.h"

namespace sotto::bench {
namespace {

using protocol::Role;
using testing::RawConnection;

constexpr std::size_t kMany = 64;
constexpr std::size_t kRounds = 7;
constexpr std::size_t kAlone = 25;        // commits a round on one connection
constexpr std::size_t kEach = 12;         // commits a round on each of many connections
constexpr std::size_t kFloorTimes = 100;  // commits' worth of the floor a round

// --- the second process ---

// Posts the commits of a file: the i-th on connection i mod n, each connection one after the other.
// Writes the seconds to standard output.
int post(const char* path, std::uint16_t port, std::size_t connections) {
  std::ifstream in(path, std::ios::binary);
  const Bytes file((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<std::vector<std::string>> queues(connections);
  Reader reader(file);
  for (std::size_t i = 0; reader.left() > 0; ++i) {
    ByteView capsule;
    if (!reader.vec32(capsule)) throw std::runtime_error("the file of commits");
    queues[i % connections].push_back(
        "POST /gateway HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/ohttp-req\r\n"
        "Content-Length: " +
        std::to_string(capsule.size()) + "\r\n\r\n" + std::string(capsule.begin(), capsule.end()));
  }
  std::vector<std::unique_ptr<RawConnection>> open;
  std::vector<pollfd> waiting;
  for (std::size_t i = 0; i < connections; ++i) {
    open.push_back(std::make_unique<RawConnection>(port));
    waiting.push_back({open.back()->descriptor(), POLLIN, 0});
  }
  std::vector<std::size_t> next(connections, 0);
  std::size_t unanswered = 0;
  const auto go_on = [&](std::size_t i) {
    if (next[i] == queues[i].size()) return;
    if (!open[i]->send(queues[i][next[i]++])) throw std::runtime_error("the broker has closed");
    ++unanswered;
  };
  const double begin = wall_clock();
  for (std::size_t i = 0; i < connections; ++i) go_on(i);
  while (unanswered > 0) {
    if (poll(waiting.data(), waiting.size(), 30'000) <= 0) throw std::runtime_error("no answer");
    for (std::size_t i = 0; i < connections; ++i) {
      if ((waiting[i].revents & POLLIN) == 0) continue;
      const auto answer = open[i]->answer();
      if (!answer || answer->status != 200) throw std::runtime_error("a commit was refused");
      --unanswered;
      go_on(i);
    }
  }
  std::printf("%.9f\n", wall_clock() - begin);
  return 0;
}

// --- the broker ---

struct Measured {
  Cpu cpu;                // a commit
  double throughput = 0;  // commits a second
  double per_sync = 0;    // requests for one LMDB commit
};

class Bench {
 public:
  explicit Bench(const char* program)
      : program_(program), rig_(rig_options()), server_({}, rig_.broker()) {
    const auto port = server_.listen("127.0.0.1", 0);
    if (!port) throw std::runtime_error(port.error());
    port_ = *port;
    server_.start(1);
  }

  int run() {
    Goals goals;
    for (Role role : {Role::kColleague, Role::kSupporter}) measure(role, goals);
    return goals.exit_code();
  }

 private:
  void measure(Role role, Goals& goals) {
    const bool colleague = role == Role::kColleague;
    const std::string whose = colleague ? "colleague's commit: " : "supporter's commit: ";
    Crowd crowd(rig_, role, kMany + 1);
    const Floor floor(role), own_hash(role, sha256_of_the_broker);
    std::vector<double> alone, many, many_user, summed, summed_own, gains, syncs, rates;
    std::vector<double> mail_gains, most_gains;
    std::vector<double> floors[4];
    for (std::size_t round = 0; round < kRounds; ++round) {
      rig_.advance(kPublishEvery);
      store_floor_.publish();
      const double cost = floor_cost(floor);
      const Measured one = drive(crowd, 1, kAlone);
      const Measured all = drive(crowd, kMany, kMany * kEach);
      const double parts[] = {cost, echo_cost(kMany * kEach), rows_cost(role, all.per_sync),
                              slots_cost(all.per_sync)};
      double sum = 0;
      for (std::size_t i = 0; i < std::size(parts); ++i) {
        floors[i].push_back(parts[i] * 1e6);
        sum += parts[i];
      }
      alone.push_back(one.cpu.sum() / cost);
      many.push_back(all.cpu.sum() / cost);
      many_user.push_back(all.cpu.user / cost);
      summed.push_back(all.cpu.sum() / sum);
      summed_own.push_back(all.cpu.sum() / (sum - cost + floor_cost(own_hash)));
      gains.push_back(all.throughput / one.throughput);
      syncs.push_back(all.per_sync);
      rates.push_back(all.throughput);
      if (mail_ == nullptr) continue;
      const double messages = mail(kMany * kEach);
      mail_gains.push_back(all.throughput / messages);
      most_gains.push_back(floor_throughput(floor) / messages);
    }
    goals.at_most(whose + "broker CPU / libsodium's floor, 64 connections", many, 1.7);
    show("    of it in user mode, the rest in the kernel", many_user);
    goals.at_most(whose + "broker CPU / sum of four floors alone", summed, 1.2);
    show("    were the broker's SHA-256 in the floor, too", summed_own);
    show("    libsodium's work, microseconds", floors[0]);
    show("    a Beast server that only echoes, microseconds", floors[1]);
    show("    rows put into LMDB and committed, same group size, microseconds", floors[2]);
    show("    slots written and synced, same group size, microseconds", floors[3]);
    // No goal: alone, a commit pays for its own two syncs and its changes of thread.
    show(whose + "broker CPU / libsodium's floor, 1 connection", alone);
    if (!mail_gains.empty()) {
      goals.at_least(whose + "durable commits a second / messages into Postfix's queue", mail_gains,
                     5.0);
      show("    libsodium's work alone on all cores, a second / those messages", most_gains);
    }
    show(whose + "durable commits a second, 64 connections", rates);
    goals.at_least(whose + "throughput, 64 connections / 1", gains, 3.0);
    goals.at_least(whose + "requests for one LMDB commit, 64 connections", syncs, 4.0);
  }

  // The same bytes as the commits that were posted last, to a server that only echoes.
  double echo_cost(std::size_t commits) const {
    const Cpu before = process_cpu();
    run_poster(posted(), echo_.port(), kMany);
    const Cpu after = process_cpu();
    return (after.sum() - before.sum()) / static_cast<double>(commits);
  }

  // A round's commits in groups of the broker's size.
  template <class Group>
  static double grouped(double per_sync, Group cost) {
    const auto group = static_cast<std::size_t>(std::lround(per_sync));
    const std::size_t groups = (kMany * kEach + group - 1) / group;
    double sum = 0;
    for (std::size_t i = 0; i < groups; ++i) sum += cost(group);
    return sum / static_cast<double>(groups * group);
  }

  double rows_cost(Role role, double per_sync) {
    return grouped(per_sync, [&](std::size_t group) { return store_floor_.rows(role, group); });
  }

  double slots_cost(double per_sync) {
    return grouped(per_sync, [&](std::size_t group) { return store_floor_.slots(group); });
  }

  // Messages a second; each as long as the commits that were posted last.
  double mail(std::size_t messages) const {
    const std::string command = std::string("env ") + mail_;
    const std::size_t address = command.rfind(' ');
    const auto size = std::filesystem::file_size(posted()) / messages;
    const std::string whole = command.substr(0, address) + " -m " + std::to_string(messages) +
                              " -l " + std::to_string(size) + command.substr(address);
    const double begin = wall_clock();
    if (std::system(whole.c_str()) != 0) throw std::runtime_error("smtp-source failed");
    return static_cast<double>(messages) / (wall_clock() - begin);
  }

  std::string posted() const { return (rig_.folder().parent_path() / "commits").string(); }

  static double floor_cost(const Floor& floor) {
    const double begin = thread_cpu();
    for (std::size_t i = 0; i < kFloorTimes; ++i) floor.work();
    return (thread_cpu() - begin) / kFloorTimes;
  }

  // Commits' worth of the floor a second, on all cores at once and with nothing else to do.
  static double floor_throughput(const Floor& floor) {
    const std::size_t cores = std::thread::hardware_concurrency();
    const double begin = wall_clock();
    {
      std::vector<std::jthread> threads;
      for (std::size_t core = 0; core < cores; ++core) {
        threads.emplace_back([&] {
          for (std::size_t i = 0; i < kFloorTimes; ++i) floor.work();
        });
      }
    }
    return static_cast<double>(cores * kFloorTimes) / (wall_clock() - begin);
  }

  // The locker of one connection is another than those of many.
  Measured drive(Crowd& crowd, std::size_t connections, std::size_t commits) {
    const std::string path = posted();
    {
      std::ofstream out(path, std::ios::binary);
      for (std::size_t i = 0; i < commits; ++i) {
        const Bytes capsule = crowd.next_commit(connections == 1 ? kMany : i % connections);
        const Bytes framed = Writer(capsule.size() + 4).vec32(capsule).take();
        out.write(reinterpret_cast<const char*>(framed.data()),
                  static_cast<std::streamsize>(framed.size()));
      }
    }
    const auto before = rig_.store().writer().counters();
    const Cpu before_cpu = process_cpu();
    const double time = run_poster(path, port_, connections);
    const auto after = rig_.store().writer().counters();
    const Cpu after_cpu = process_cpu();
    if (!crowd.all_applied()) throw std::runtime_error("a commit was not applied");
    const auto count = static_cast<double>(commits);
    return {{(after_cpu.user - before_cpu.user) / count,
             (after_cpu.system - before_cpu.system) / count},
            count / time,
            static_cast<double>(after.jobs - before.jobs) /
                static_cast<double>(after.commits - before.commits)};
  }

  double run_poster(const std::string& path, std::uint16_t port, std::size_t connections) const {
    const std::string command = std::string(program_) + " --post '" + path + "' " +
                                std::to_string(port) + " " + std::to_string(connections);
    FILE* const pipe = popen(command.c_str(), "re");
    double time = 0;
    const bool read = pipe != nullptr && std::fscanf(pipe, "%lf", &time) == 1;
    if (pipe == nullptr || pclose(pipe) != 0 || !read) {
      throw std::runtime_error("the posting process failed");
    }
    return time;
  }

  const char* program_;
  testing::Rig rig_;
  broker::http::Server server_;
  std::uint16_t port_ = 0;
  const char* const mail_ = std::getenv("SOTTO_BENCH_MAIL");
  Echo echo_{protocol::kSmallAnswer + ohttp::kResponseOverhead};
  StoreFloor store_floor_{rig_.folder().parent_path() / "floor"};
};

}  // namespace
}  // namespace sotto::bench

int main(int argc, char** argv) {
  if (argc == 5 && std::strcmp(argv[1], "--post") == 0) {
    return sotto::bench::post(argv[2], static_cast<std::uint16_t>(std::atoi(argv[3])),
                              static_cast<std::size_t>(std::atoi(argv[4])));
  }
  return sotto::bench::Bench(argv[0]).run();
}
