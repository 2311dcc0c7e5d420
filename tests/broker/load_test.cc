// Whether many connections that wait or dawdle keep others out of the broker's server. Thousands of
// them, and the real process: tests/deploy/crowd_test.cc.

#include <gtest/gtest.h>

#include <memory>

#include "broker/http/server.h"
#include "tests/support/throughput.h"

namespace sotto::broker::http {
namespace {

using namespace std::chrono_literals;
using sotto::testing::Throughput;

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

TEST(Load, BusyConnectionsKeepTheirThroughputAmongIdleAndSlowOnes) {
  Throughput::open_many();
  Pages pages;
  Server server{{}, pages};
  const std::uint16_t port = server.listen("127.0.0.1", 0).value();
  server.start(2);
  const auto ratios = Throughput(port).kept(500, 50, 1s, 5);
  EXPECT_GE(ratios[2], 0.8);
}

}  // namespace
}  // namespace sotto::broker::http
