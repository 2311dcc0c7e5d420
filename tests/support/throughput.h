#pragma once
// Requests a second of 64 busy connections to a broker, alone and among connections that wait or
// dawdle.

#include <poll.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/raw_http.h"

namespace sotto::testing {

// Connections that never finish what they say, begun anew whenever the broker drops them: half a
// head, and half of a body that is as large as a commit, a byte at a time.
class Dawdlers {
 public:
  Dawdlers(std::uint16_t port, int count) : port_(port), count_(count) {
    for (int i = 0; i < count; ++i) begin(i);
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        for (std::size_t i = 0; i < open_.size(); ++i) {
          if (!open_[i]->send("x")) begin(static_cast<int>(i));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
      }
    });
  }
  int count() const { return count_; }

 private:
  void begin(int i) {
    const auto at = static_cast<std::size_t>(i);
    if (open_.size() <= at) open_.resize(at + 1);
    open_[at] = std::make_unique<RawConnection>(port_);
    open_[at]->send(i % 2 == 0
                        ? "GET /log HTTP/1.1\r\nHost: broker.example\r\nX-Dawdle: "
                        : "POST /gateway HTTP/1.1\r\nHost: broker.example\r\nContent-Length: "
                          "36864\r\n\r\n");
  }

  const std::uint16_t port_;
  const int count_;
  std::vector<std::unique_ptr<RawConnection>> open_;
  std::jthread thread_;  // last: it uses the others until it has stopped
};

class Throughput {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr int kBusy = 64;

  explicit Throughput(std::uint16_t port) : port_(port) {
    for (int i = 0; i < kBusy; ++i) busy_.emplace_back(port_);
  }

  // As many files as may be open, for this process and those that it starts.
  static void open_many() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }

  // What is kept of the throughput among so many others: a ratio for each round, sorted. Rounds
  // alternate, so that what else the machine does falls on both.
  std::vector<double> kept(int idlers, int dawdlers, Clock::duration window, int rounds) {
    answers(window / 2);  // what the first requests bring along
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
      const int alone = answers(window);
      const auto waiting = idle(idlers);
      const Dawdlers slow(port_, dawdlers);
      const int between = answers(window);
      ratios.push_back(double(between) / alone);
      std::printf("%d idle and %d slow: %d answers, alone %d\n", idlers, slow.count(), between,
                  alone);
    }
    std::ranges::sort(ratios);
    std::printf("median of the ratios: %.2f, of %zu from %.2f to %.2f\n", ratios[ratios.size() / 2],
                ratios.size(), ratios.front(), ratios.back());
    return ratios;
  }

 private:
  // Answers that 64 connections had in that time, each asking again when it has its answer.
  int answers(Clock::duration time) {
    const std::string get = "GET /log HTTP/1.1\r\nHost: broker.example\r\n\r\n";
    std::vector<pollfd> waiting;
    for (RawConnection& connection : busy_) {
      connection.send(get);
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
        busy_[i].send(get);
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

  const std::uint16_t port_;
  std::deque<RawConnection> busy_;
};

}  // namespace sotto::testing
