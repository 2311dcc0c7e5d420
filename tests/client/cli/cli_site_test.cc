// verify-site, and one way after another in which a broker serves other pages.

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <sstream>

#include "client/cli/commands.h"
#include "client/cli/concern_walk.h"
#include "client/cli/site.h"
#include "tests/support/fake_broker.h"
#include "tests/support/sample_site.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using testing::Content;
using testing::sample_content;

constexpr const char* kWorker = "assets/worker-5e884898.js";

// Serves pages as docs/spec/web.md says, by hand; every lie is a change of its members.
struct Pages {
  explicit Pages(const Content& files = sample_content())
      : content(files), list(testing::write_manifest(testing::manifest_of(files))) {}

  std::expected<PageAnswer, Unreachable> fetch(const std::string& path, const std::string& accept) {
    ++asked;
    if (asked == lost) return std::unexpected(Unreachable{});
    if (path == "/manifest") {
      return PageAnswer{.status = list.empty() ? 404u : 200u, .body = to_bytes(as_bytes(list))};
    }
    const bool is_page = path == "/" || path == "/open" || path == "/privacy";
    const std::string file = is_page ? "index.html" : path.substr(1);
    if (!content.contains(file) || path == missing) return PageAnswer{.status = 404};
    PageAnswer out{.status = 200, .type = std::string(protocol::content_type(file))};
    std::string form = file;
    if (accept.find("br") != std::string::npos && content.contains(file + ".br")) {
      form += ".br";
      out.coding = "br";
    } else if (accept.find("gzip") != std::string::npos && content.contains(file + ".gz")) {
      form += ".gz";
      out.coding = "gzip";
    }
    out.body = to_bytes(as_bytes(content[form]));
    if (change) change(path, accept, out);
    return out;
  }
  FetchPage carry() {
    return
        [this](const std::string& path, const std::string& accept) { return fetch(path, accept); };
  }
  Hash256 hash() const { return sha256({as_bytes(list)}); }

  Content content;
  std::string list, missing;
  std::function<void(const std::string&, const std::string&, PageAnswer&)> change;
  int asked = 0, lost = 0;
};

using Found = std::vector<SiteDifference>;

// With a build of one's own, and by the log's word alone.
Found by_build(Pages& pages) {
  const Pages honest;
  return compare_site(pages.carry(), honest.hash(), testing::manifest_of(honest.content))
      ->differences;
}
Found by_log(Pages& pages) {
  return compare_site(pages.carry(), Pages().hash(), std::nullopt)->differences;
}
void expect_found(Pages pages, const Found& found) {
  EXPECT_EQ(by_build(pages), found);
  EXPECT_EQ(by_log(pages), found);
}

TEST(CliSite, OfAnHonestBrokerIsAsTheLogAndTheBuildSay) {
  expect_found(Pages(), {});
  Pages pages;
  const auto compared = compare_site(pages.carry(), pages.hash(), std::nullopt);
  // Five paths and three that are index.html, each in four forms; and the list.
  EXPECT_EQ(compared->answers, (4u + 3u) * 4u);
  EXPECT_EQ(pages.asked, static_cast<int>(compared->answers) + 1);
}

TEST(CliSite, WithOneByteChangedNamesTheFile) {
  Pages plain;
  plain.content[kWorker].back() ^= 1;
  expect_found(plain, {{std::string("/") + kWorker, SiteProblem::kChanged}});
  Pages packed;
  packed.content["index.html.br"].back() ^= 1;
  expect_found(packed, {{"/", SiteProblem::kChanged},
                        {"/open", SiteProblem::kChanged},
                        {"/privacy", SiteProblem::kChanged}});
  Pages one_page;
  one_page.change = [](const std::string& path, const std::string&, PageAnswer& answer) {
    if (path == "/open") answer.body.back() ^= 1;
  };
  expect_found(one_page, {{"/open", SiteProblem::kChanged}});
}

TEST(CliSite, ThatChangesAFormThatNobodyListedNamesTheFile) {
  Pages pages;
  pages.content["icon.svg.br"] = "another picture";
  expect_found(pages, {{"/icon.svg", SiteProblem::kChanged}});
}

TEST(CliSite, ThatAnswersBrowsersAloneOtherwiseNamesTheFile) {
  Pages pages;
  pages.change = [](const std::string& path, const std::string& accept, PageAnswer& answer) {
    if (path == "/icon.svg" && accept.find("zstd") != std::string::npos) answer.coding = "zstd";
  };
  expect_found(pages, {{"/icon.svg", SiteProblem::kChanged}});
}

TEST(CliSite, WithAFileTooManyNamesItByTheBuildAndTheListByTheLog) {
  Content more = sample_content();
  more["assets/other-0a1b2c3d.js"] = "spy()";
  Pages pages(more);
  EXPECT_EQ(by_build(pages), (Found{{"/manifest", SiteProblem::kNotLogged},
                                    {"/assets/other-0a1b2c3d.js", SiteProblem::kTooMany}}));
  EXPECT_EQ(by_log(pages), (Found{{"/manifest", SiteProblem::kNotLogged}}));
  Pages path;
  path.list.replace(path.list.find("pages / /open"), 13, "pages / /leave-here /open");
  EXPECT_EQ(by_build(path), (Found{{"/manifest", SiteProblem::kNotLogged},
                                   {"/leave-here", SiteProblem::kTooMany}}));
}

TEST(CliSite, WithAFileMissingNamesIt) {
  Pages pages;
  pages.missing = "/icon.svg";
  expect_found(pages, {{"/icon.svg", SiteProblem::kMissing}});
  Pages page;
  page.missing = "/privacy";
  expect_found(page, {{"/privacy", SiteProblem::kMissing}});
}

TEST(CliSite, WithoutAListOrWithNoneIsSaidSoAndTheBuildGoesOn) {
  for (const std::string list : {"", "sotto web 2\n"}) {
    Pages pages;
    pages.list = list;
    pages.missing = "/icon.svg";
    EXPECT_EQ(by_build(pages), (Found{{"/manifest", SiteProblem::kNotLogged},
                                      {"/icon.svg", SiteProblem::kMissing}}));
    EXPECT_EQ(by_log(pages), (Found{{"/manifest", SiteProblem::kNotLogged}}));
  }
}

TEST(CliSite, WithOtherHeadersNamesTheFile) {
  Pages type;
  type.change = [](const std::string& path, const std::string&, PageAnswer& answer) {
    if (path == "/") answer.type = "text/html; charset=utf-16";
  };
  expect_found(type, {{"/", SiteProblem::kHeaders}});
  Pages steering;
  steering.change = [](const std::string& path, const std::string&, PageAnswer& answer) {
    answer.steers = path == "/open";
  };
  expect_found(steering, {{"/open", SiteProblem::kHeaders}});
}

TEST(CliSite, ThatFallsSilentAnywhereIsNotJudged) {
  Pages honest;
  ASSERT_TRUE(by_log(honest).empty());
  for (int lost = 1; lost <= honest.asked; ++lost) {
    Pages pages;
    pages.lost = lost;
    EXPECT_FALSE(compare_site(pages.carry(), pages.hash(), std::nullopt)) << lost;
  }
}

// The whole command: log, build folder, exit codes.
class CliVerifySite : public testing::WebFolder {
 protected:
  CliVerifySite() { write_all(sample_content()); }

  void sign(const std::string& list) {
    protocol::Build build = broker_.log.build("1.4.2");
    build.manifest = sha256({as_bytes(list)});
    build.signatures = broker_.log.by_leads(
        protocol::kBuildLabel, protocol::build_message(broker_.log.replay.genesis_hash(), build));
    broker_.log.append(broker_.today(), build);
  }
  Exit verify(std::vector<std::string> more = {}) {
    out_.str("");
    err_.str("");
    more.insert(more.begin(), {"sotto", "--json", "verify-site", "https://sotto.example"});
    std::vector<const char*> argv;
    for (const std::string& word : more) argv.push_back(word.c_str());
    const auto parsed = parse_arguments(static_cast<int>(argv.size()), argv.data());
    const auto& arguments = std::get<Arguments>(parsed);
    EXPECT_EQ(arguments.broker, (Origin{"sotto.example", "443", true}));
    Terminal terminal({.in = -1, .out = out_, .err = err_}, true);
    Host host{.terminal = terminal,
              .carry = [&](const Request& request) { return broker_.serve(request); },
              .clock = {.now = [&] { return broker_.now; }, .sleep_until = {}},
              .public_folder = arguments.public_folder,
              .page = pages_.carry()};
    return run(host, arguments);
  }
  json::object said() const { return json::parse(out_.str()).as_object(); }

  testing::FakeBroker broker_;
  Pages pages_;
  std::ostringstream out_, err_;
};

TEST_F(CliVerifySite, SaysWhetherTheLogTheBuildAndTheBrokerAgree) {
  EXPECT_EQ(verify({"--build", folder_}), Exit::kRefused) << "no lead has signed any pages";
  EXPECT_TRUE(said()["version"].is_null());
  EXPECT_TRUE(said()["same"].as_bool());
  sign("an older build");
  sign(pages_.list);
  EXPECT_EQ(verify(), Exit::kOk) << err_.str();
  EXPECT_EQ(verify({"--build", folder_}), Exit::kOk) << err_.str();
  EXPECT_EQ(said()["version"], "1.4.2");
  EXPECT_EQ(said()["manifest"], json::value(to_hex(pages_.hash())));
  EXPECT_EQ(said()["build"], said()["manifest"]);
  pages_.content[kWorker] += " ";
  EXPECT_EQ(verify({"--build", folder_}), Exit::kDistrust);
  EXPECT_EQ(json::serialize(said()["differences"]),
            R"([{"path":"/assets/worker-5e884898.js","what":"has other bytes"}])");
  EXPECT_NE(err_.str().find("tell the leads"), std::string::npos);
}

TEST_F(CliVerifySite, TellsAnotherBuildOfOnesOwnApart) {
  sign(pages_.list);
  auto other = sample_content();
  other["icon.svg"] = "<svg></svg>";
  write_all(other);
  EXPECT_EQ(verify({"--build", folder_}), Exit::kDistrust);
  EXPECT_NE(err_.str().find("Your build is not the one that the log names"), std::string::npos);
  EXPECT_EQ(json::serialize(said()["differences"]),
            R"([{"path":"/icon.svg","what":"has other bytes"}])");
}

TEST_F(CliVerifySite, RefusesABuildFolderThatIsNotWhole) {
  sign(pages_.list);
  write("icon.svg", "<svg>");
  EXPECT_EQ(verify({"--build", folder_}), Exit::kUsage);
  EXPECT_NE(err_.str().find("icon.svg is not what its manifest says"), std::string::npos);
  std::filesystem::remove(folder_ + "/icon.svg");
  EXPECT_EQ(verify({"--build", folder_}), Exit::kUsage);
  write("manifest", "sotto web 2\n");
  EXPECT_EQ(verify({"--build", folder_}), Exit::kUsage);
  EXPECT_NE(err_.str().find("line 1"), std::string::npos);
  EXPECT_EQ(verify({"--build", folder_ + "/none"}), Exit::kUsage);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(CliVerifySite, HoldsTheLogAgainstTheOneThatVisitsHaveKept) {
  sign(pages_.list);
  const std::string kept = folder_ + "/kept";
  EXPECT_EQ(verify({"--public", kept}), Exit::kUsage) << "nothing was kept";
  PublicFiles files;
  files.log = broker_.log.file();
  ASSERT_TRUE(keep_public(kept, files));
  sign("another build");
  sign(pages_.list);
  EXPECT_EQ(verify({"--public", kept}), Exit::kOk) << "it has grown: " << err_.str();
  files.log.back() ^= 1;
  ASSERT_TRUE(keep_public(kept, files));
  EXPECT_EQ(verify({"--public", kept}), Exit::kDistrust);
  files.log = broker_.log.file();
  files.log.push_back(0);
  ASSERT_TRUE(keep_public(kept, files));
  EXPECT_EQ(verify({"--public", kept}), Exit::kDistrust) << "a longer one was kept";
  EXPECT_NE(err_.str().find("another log"), std::string::npos);
}

TEST_F(CliVerifySite, SaysWhenNobodyAnswersOrTheLogIsNone) {
  sign(pages_.list);
  pages_.lost = 3;
  EXPECT_EQ(verify(), Exit::kUnreachable);
  EXPECT_EQ(verify({"--genesis", std::string(64, '0')}), Exit::kDistrust);
}

}  // namespace
}  // namespace sotto::client::cli
