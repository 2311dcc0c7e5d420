#pragma once
// Whole commands against the fake broker: what goes over the wire, what is printed, what comes
// back.

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>

#include "client/cli/arguments.h"
#include "client/cli/commands.h"
#include "client/cli/host.h"
#include "crypto/protocol/code.h"
#include "tests/support/fake_broker.h"
#include "tests/support/test_folder.h"

namespace sotto::client::cli {

class AtBroker : public ::testing::Test {
 protected:
  explicit AtBroker(protocol::Policy policy = testing::sample_policy())
      : broker_(std::move(policy)) {}

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string file(const std::string& name, std::string_view content) const {
    std::ofstream(path(name)) << content;
    return path(name);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(path(name));
    return {std::istreambuf_iterator(in), {}};
  }

  // One command with these words behind "sotto" and this on standard input.
  Exit sotto(std::vector<std::string> words, const std::string& input = "") {
    out_.str("");
    err_.str("");
    std::vector<const char*> argv{"sotto"};
    if (json_) argv.push_back("--json");
    for (const std::string& word : words) argv.push_back(word.c_str());
    const auto parsed = parse_arguments(static_cast<int>(argv.size()), argv.data());
    const auto* arguments = std::get_if<Arguments>(&parsed);
    if (arguments == nullptr) {
      ADD_FAILURE() << std::get<ParseEnd>(parsed).text;
      return Exit::kUsage;
    }
    int pipe[2];
    if (::pipe(pipe) != 0) return Exit::kUsage;
    EXPECT_EQ(::write(pipe[1], input.data(), input.size()), static_cast<ssize_t>(input.size()));
    ::close(pipe[1]);
    Terminal terminal({.in = pipe[0], .out = out_, .err = err_}, arguments->json);
    Host host{.terminal = terminal,
              .carry = [&](const Request& request) { return carry(request); },
              .clock = {.now = [&] { return broker_.now; },
                        .sleep_until = [&](protocol::UnixTime until) { broker_.now = until; }},
              .public_folder = arguments->public_folder};
    const Exit exit = run(host, *arguments);
    ::close(pipe[0]);
    return exit;
  }
  // What a person reads who does the same without --json.
  std::string read(std::vector<std::string> words, const std::string& input = "") {
    json_ = false;
    EXPECT_EQ(sotto(std::move(words), input), Exit::kOk) << err_.str();
    json_ = true;
    return out_.str();
  }
  boost::json::object said() const { return boost::json::parse(out_.str()).as_object(); }

  std::string slip() {
    const protocol::Code code{broker_.new_code()};
    return protocol::typed_form(code, broker_.genesis()) + "\n";
  }
  // Their words.
  std::string enrol(const std::string& role) {
    EXPECT_EQ(sotto({"enrol", "--role", role}, slip()), Exit::kOk) << err_.str();
    return boost::json::value_to<std::string>(said()["words"]) + "\n";
  }

  testing::FakeBroker broker_;
  const testing::TestFolder folder_;
  std::ostringstream out_, err_;
  int requests_ = 0;
  std::function<bool(int)> lost_;
  bool answers_lost_ = false;  // and not the requests
  bool json_ = true;
  std::function<std::optional<Response>(const Request&)> stand_in_;

 private:
  std::expected<Response, Unreachable> carry(const Request& request) {
    ++requests_;
    const bool lost = lost_ && lost_(requests_);
    if (lost && !answers_lost_) return std::unexpected(Unreachable{});
    if (const auto instead = stand_in_ ? stand_in_(request) : std::nullopt) return *instead;
    auto response = broker_.serve(request);
    if (lost) return std::unexpected(Unreachable{});
    return response;
  }
};

}  // namespace sotto::client::cli
