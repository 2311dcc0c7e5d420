// A broker that lies below HTTP, or never ends: the command line client stops, says why in a
// sentence, and has sent nothing but the question it began with.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "tests/story/process_world.h"
#include "tests/support/listener.h"

namespace sotto::testing {
namespace {

// Reads what is asked and answers each connection in its own way.
class LyingListener {
 public:
  using Answer = std::function<void(LyingListener&, int peer)>;
  explicit LyingListener(Answer answer)
      : answer_(std::move(answer)), listener_([this](int peer) { serve(peer); }) {}

  int port() const { return listener_.port(); }
  // False: the other side is gone.
  bool say(int peer, std::string_view text) {
    while (!text.empty()) {
      const ssize_t n = send(peer, text.data(), text.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(n));
      said += static_cast<std::uint64_t>(n);
    }
    return true;
  }
  // Until the other side closes.
  static void wait(int peer) {
    char byte = 0;
    while (recv(peer, &byte, 1, 0) > 0) {
    }
  }

  std::atomic<std::uint64_t> said = 0, connections = 0, posts = 0;

 private:
  void serve(int peer) {
    ++connections;
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = recv(peer, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      request.append(buffer, static_cast<std::size_t>(got));
    }
    if (request.starts_with("POST")) ++posts;
    answer_(*this, peer);
  }

  const Answer answer_;
  Listener listener_;  // last: it uses everything above
};

class Transport : public ::testing::Test {
 protected:
  static constexpr int kUnreachable = 3, kDistrust = 4;  // docs/cli.md, "Exit status"

  Transport() {
    world.run.start();
    const auto slips = world.run.make_slips(1);
    world.run.enrol("quill", "colleague", slips.at(0));
  }

  // What the client says to this broker.
  void lie(const LyingListener::Answer& answer, int exit) {
    LyingListener liar(answer);
    world.run.go_through(liar.port());
    const auto begun = std::chrono::steady_clock::now();
    const Ran ran = world.run.sotto("quill", {"show"});
    took =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun);
    EXPECT_EQ(ran.exit, exit) << ran.err;
    EXPECT_NE(ran.err, "") << "a sentence";
    EXPECT_EQ(liar.posts, 0u) << "nothing personal was sent";
    EXPECT_LE(liar.connections, 4u);
    said = liar.said;
  }
  void expect_honest_visit() {
    world.run.go_through(0);
    EXPECT_EQ(world.run.sotto("quill", {"show"}).exit, 0);
  }
  static std::uint64_t most_memory() {
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  }
  static constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

  void gigabytes_in_chunks_are_not_taken() {
    const std::string mebibyte = "100000\r\n" + std::string(kMiB, 'x') + "\r\n";
    lie(
        [&](LyingListener& liar, int peer) {
          if (!liar.say(peer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")) return;
          while (liar.said < 4096 * kMiB && liar.say(peer, mebibyte)) {
          }
        },
        kUnreachable);
    EXPECT_LT(said, 256 * kMiB);
    EXPECT_LT(most_memory(), 512 * kMiB);
  }

  void an_announced_gigabyte_is_refused_by_its_length() {
    const std::string mebibyte(kMiB, 'x');
    lie(
        [&](LyingListener& liar, int peer) {
          if (!liar.say(peer, "HTTP/1.1 200 OK\r\nContent-Length: 4294967296\r\n\r\n")) return;
          while (liar.said < 4096 * kMiB && liar.say(peer, mebibyte)) {
          }
        },
        kUnreachable);
    EXPECT_LT(said, 16 * kMiB) << "what fits between two sockets";
  }

  void a_header_without_end_is_not_taken() {
    lie(
        [](LyingListener& liar, int peer) {
          if (!liar.say(peer, "HTTP/1.1 200 OK\r\n")) return;
          while (liar.said < 1024 * kMiB && liar.say(peer, "X-More: and more\r\n")) {
          }
        },
        kUnreachable);
    EXPECT_LT(said, 16 * kMiB);
  }

  void a_connection_that_ends_is_no_answer() {
    for (const std::string_view text :
         {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "SSH-2.0-OpenSSH_9.2\r\n"}) {
      lie([text](LyingListener& liar, int peer) { liar.say(peer, text); }, kUnreachable);
    }
  }

  void a_redirection_is_not_followed() {
    LyingListener elsewhere([](LyingListener&, int) {});
    const std::string away =
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + std::to_string(elsewhere.port()) +
        "/\r\nContent-Length: 0\r\n\r\n";
    lie([&](LyingListener& liar, int peer) { liar.say(peer, away); }, kDistrust);
    EXPECT_EQ(elsewhere.connections, 0u);
  }

  ProcessWorld world;
  std::chrono::seconds took{};
  std::uint64_t said = 0;
};

// One world for all of them: founding one takes longer than a lie.
TEST_F(Transport, EveryLieEndsInASentence) {
  {
    SCOPED_TRACE("gigabytes in chunks are not taken");
    gigabytes_in_chunks_are_not_taken();
  }
  {
    SCOPED_TRACE("an announced gigabyte is refused by its length");
    an_announced_gigabyte_is_refused_by_its_length();
  }
  {
    SCOPED_TRACE("a header without end is not taken");
    a_header_without_end_is_not_taken();
  }
  {
    SCOPED_TRACE("a connection that ends is no answer");
    a_connection_that_ends_is_no_answer();
  }
  {
    SCOPED_TRACE("a redirection is not followed");
    a_redirection_is_not_followed();
  }
  expect_honest_visit();
}

class TransportLong : public Transport {};

TEST_F(TransportLong, NeverAnsweringIsNoAnswer) {
  lie([](LyingListener&, int peer) { LyingListener::wait(peer); }, kUnreachable);
  EXPECT_LT(took, std::chrono::seconds(90));
}

TEST_F(TransportLong, AnsweringAByteASecondIsNoAnswer) {
  lie(
      [](LyingListener& liar, int peer) {
        const std::string text = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
        for (std::size_t i = 0; i < 600; ++i) {
          if (!liar.say(peer, i < text.size() ? text.substr(i, 1) : "x")) return;
          std::this_thread::sleep_for(std::chrono::seconds(1));
        }
      },
      kUnreachable);
  EXPECT_LT(took, std::chrono::seconds(90));
}

}  // namespace
}  // namespace sotto::testing
