// testssl.sh looks at the broker's own TLS: nothing of weight, but what is the certificate's of a
// test.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include "tests/deploy/tls_world.h"

namespace sotto::testing {
namespace {

// Signed by itself, on no list of anybody's, and nobody can be asked about it.
constexpr std::string_view kOfTheTestsCertificate[] = {"cert_chain_of_trust", "cert_trust",
                                                       "cert_revocation", "cert_caIssuers"};

TEST(TestsslLong, FindsNothingOfWeight) {
  TlsWorld world;
  world.run.start(world.options());
  const std::string file = (world.run.home() / "testssl.json").string();
  const Ran ran = run_program({"/usr/bin/testssl", "--quiet", "--color", "0", "--warnings", "off",
                               "--jsonfile", file, world.run.address()});
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  boost::system::error_code broken;
  const auto findings = boost::json::parse(text.str(), broken);
  ASSERT_FALSE(broken) << ran.exit << ran.out.substr(0, 2000) << ran.err;
  std::size_t looked = 0;
  bool only_tls13 = false;
  for (const auto& finding : findings.as_array()) {
    const auto field = [&](const char* name) {
      return boost::json::value_to<std::string>(finding.at(name));
    };
    ++looked;
    only_tls13 = only_tls13 || (field("id") == "TLS1_3" && field("severity") == "OK");
    if (std::ranges::find(kOfTheTestsCertificate, field("id")) !=
        std::end(kOfTheTestsCertificate)) {
      continue;
    }
    for (const char* weight : {"MEDIUM", "HIGH", "CRITICAL", "FATAL"}) {
      EXPECT_NE(field("severity"), weight) << field("id") << ": " << field("finding");
    }
  }
  EXPECT_GT(looked, 60u);
  EXPECT_TRUE(only_tls13);
}

}  // namespace
}  // namespace sotto::testing
