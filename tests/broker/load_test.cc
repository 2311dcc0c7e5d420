// Whether many connections that wait or dawdle keep others out: requests a second of 64 busy ones,
// alone and in between, in one run against the broker's server.

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <deque>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "broker/http/server.h"
#include "tests/support/raw_http.h"

namespace sotto::broker::http {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using sotto::testing::RawConnection;

constexpr int kBusy = 64;
constexpr double kKept = 0.8;
const std::string kGet = "GET /log HTTP/1.1\r\nHost: broker.example\r\n\r\n";
// Half a head, and half of a body that is as large as a commit: a byte at a time.
const std::string kSlowHead = "GET /log HTTP/1.1\r\nHost: broker.example\r\nX-Dawdle: ";
const std::string kSlowBody =
    "POST /gateway HTTP/1.1\r\nHost: broker.example\r\nContent-Length: 36864\r\n\r\n";

// Answers at once, as much as a page of the log.
class Pages : public Handler {
 public:
  std::uint64_t body_limit(std::string_view method, std::string_view) override {
    return method == "POST" ? 60 * 1024 : 0;
  }
  void handle(Request, std::function<void(Response)> done) override {
    done({200, "application/octet-stream", {}, body_});
  }

 private:
  const SharedBytes body_ = std::make_shared<const Bytes>(8 * 1024, std::uint8_t{7});
};

// Connections that never finish what they say, begun anew whenever the broker drops them.
class Dawdlers {
 public:
  Dawdlers(std::uint16_t port, int count) : port_(port), count_(count) {
    for (int i = 0; i < count; ++i) begin(i);
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        for (std::size_t i = 0; i < open_.size(); ++i) {
          if (!open_[i]->send("x")) begin(static_cast<int>(i));
        }
        std::this_thread::sleep_for(500ms);
      }
    });
  }
  int count() const { return count_; }

 private:
  void begin(int i) {
    const auto at = static_cast<std::size_t>(i);
    if (open_.size() <= at) open_.resize(at + 1);
    open_[at] = std::make_unique<RawConnection>(port_);
    open_[at]->send(i % 2 == 0 ? kSlowHead : kSlowBody);
  }

  const std::uint16_t port_;
  const int count_;
  std::vector<std::unique_ptr<RawConnection>> open_;
  std::jthread thread_;  // last: it uses the others until it has stopped
};

class Load : public ::testing::Test {
 protected:
  Load() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    port_ = server_.listen("127.0.0.1", 0).value();
    server_.start(2);
    for (int i = 0; i < kBusy; ++i) busy_.emplace_back(port_);
  }

  // Answers that 64 connections had in that time, each asking again when it has its answer.
  int answers(Clock::duration time) {
    std::vector<pollfd> waiting;
    for (RawConnection& connection : busy_) {
      connection.send(kGet);
      waiting.push_back({connection.descriptor(), POLLIN, 0});
    }
    int out = 0;
    const auto end = Clock::now() + time;
    while (Clock::now() < end) {
      poll(waiting.data(), waiting.size(), 100);
      for (std::size_t i = 0; i < waiting.size(); ++i) {
        if ((waiting[i].revents & POLLIN) == 0) continue;
        const auto answer = busy_[i].answer();
        if (!answer || answer->status != 200) throw std::runtime_error("a busy one has no answer");
        ++out;
        busy_[i].send(kGet);
      }
    }
    for (RawConnection& connection : busy_) {
      if (!connection.answer()) throw std::runtime_error("a busy one has no answer");
    }
    return out;
  }

  std::deque<RawConnection> idle(int count) const {
    std::deque<RawConnection> out;
    for (int i = 0; i < count; ++i) {
      const RawConnection& connection = out.emplace_back(port_);
      if (!connection.connected()) throw std::runtime_error("no connection");
    }
    return out;
  }

  // Rounds alternate, so that what else the machine does falls on both.
  void keeps_its_throughput(int idlers, int dawdlers, Clock::duration window) {
    answers(window / 2);  // what the first requests bring along
    std::vector<double> ratios;
    for (int round = 0; round < 5; ++round) {
      const int alone = answers(window);
      const auto waiting = idle(idlers);
      const Dawdlers slow(port_, dawdlers);
      const int between = answers(window);
      ratios.push_back(double(between) / alone);
      std::printf("%d idle and %d slow: %d answers, alone %d\n", idlers, slow.count(), between,
                  alone);
    }
    std::ranges::sort(ratios);
    std::printf("median of the ratios: %.2f\n", ratios[2]);
    EXPECT_GE(ratios[2], kKept);
  }

  Pages pages_;
  Server server_{{}, pages_};
  std::uint16_t port_ = 0;
  std::deque<RawConnection> busy_;
};

TEST_F(Load, BusyConnectionsKeepTheirThroughputAmongIdleAndSlowOnes) {
  keeps_its_throughput(500, 50, 1s);
}

using LoadLong = Load;

TEST_F(LoadLong, BusyConnectionsKeepTheirThroughputAmongThousandsOfIdleAndSlowOnes) {
  keeps_its_throughput(5'000, 500, 4s);
}

}  // namespace
}  // namespace sotto::broker::http
