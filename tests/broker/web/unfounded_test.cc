#include "broker/web/unfounded.h"

#include <gtest/gtest.h>

#include "broker/http/server.h"
#include "broker/web/site.h"
#include "tests/support/raw_http.h"
#include "tests/support/sample_site.h"

namespace sotto::broker::web {
namespace {

using sotto::testing::RawAnswer;
using sotto::testing::RawConnection;

// The pages of a broker that has no scheme, and no policy either.
class UnfoundedTest : public sotto::testing::WebFolder {
 protected:
  UnfoundedTest() {
    write_all(sotto::testing::sample_content());
    site_.emplace(read_folder(folder_).value(), protocol::Policy{});
    front_.emplace(&*site_, unfounded_);
    server_.emplace(http::Options{}, *front_);
    port_ = server_->listen("127.0.0.1", 0).value();
    server_->start(1);
  }
  RawAnswer ask(const std::string& method, const std::string& target) {
    RawConnection connection(port_);
    connection.send(method + " " + target + " HTTP/1.1\r\nHost: broker.example\r\n" +
                    (method == "POST" ? "Content-Length: 0\r\n" : "") + "\r\n");
    return connection.answer(method == "HEAD").value_or(RawAnswer{});
  }

  Unfounded unfounded_;
  std::optional<Site> site_;
  std::optional<Front> front_;
  std::optional<http::Server> server_;
  std::uint16_t port_ = 0;
};

TEST_F(UnfoundedTest, ThePagesAreThere) {
  for (const char* page : {"/", "/open", "/icon.svg", "/assets/core-0a1b2c3d.wasm", "/left"}) {
    EXPECT_EQ(ask("GET", page).status, 200) << page;
  }
  const auto people = ask("GET", "/people");
  EXPECT_EQ(people.status, 200);
  EXPECT_EQ(people.body.find("nhsuk-caption-xl"), std::string::npos) << "a title of nothing";
  const auto leave = ask("GET", "/leave");
  EXPECT_EQ(leave.status, 303);
  EXPECT_TRUE(leave.has("\r\nLocation: /left\r\n"));
}

TEST_F(UnfoundedTest, EverythingElseSaysThatThereIsNoSchemeYet) {
  for (const char* target : {"/checkpoint", "/log", "/policy", "/directory", "/health",
                             "/boards/enquiries/1", "/nothing", "/genesis-draft", "/keys"}) {
    for (const char* method : {"GET", "HEAD", "POST"}) {
      const auto answer = ask(method, target);
      EXPECT_EQ(answer.status, 503) << method << target;
      EXPECT_EQ(answer.body, std::string_view(method) == "HEAD" ? "" : kNotFounded) << method;
      EXPECT_TRUE(answer.has("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
      EXPECT_TRUE(answer.has("\r\nCache-Control: no-store\r\n"));
      EXPECT_TRUE(answer.has("\r\nX-Content-Type-Options: nosniff\r\n"));
    }
  }
  EXPECT_TRUE(kNotFounded.starts_with("not founded\n")) << "by which the pages know it";
}

}  // namespace
}  // namespace sotto::broker::web
