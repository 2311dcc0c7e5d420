#include "broker/web/site.h"

#include <gtest/gtest.h>

#include "broker/http/server.h"
#include "tests/support/raw_http.h"
#include "tests/support/sample_log.h"
#include "tests/support/sample_site.h"

namespace sotto::broker::web {
namespace {

using sotto::testing::RawAnswer;
using sotto::testing::RawConnection;
using sotto::testing::sample_content;
using sotto::testing::sample_policy;

// Stands for the broker: answers 404 and says what it was asked.
class Behind : public http::Handler {
 public:
  std::uint64_t body_limit(std::string_view, std::string_view target) override {
    return target == "/gateway" ? 100 : 0;
  }
  void handle(http::Request request, std::function<void(http::Response)> done) override {
    done({404, "text/plain", {}, to_bytes(as_bytes(request.method + " " + request.target))});
  }
};

// A real server with a site, or with none.
struct Served {
  explicit Served(std::optional<Site> pages)
      : site(std::move(pages)), front(site ? &*site : nullptr, behind), server({}, front) {
    port = server.listen("127.0.0.1", 0).value();
    server.start(1);
  }
  RawAnswer ask(const std::string& method, const std::string& target,
                const std::string& fields = "") {
    RawConnection connection(port);
    connection.send(method + " " + target + " HTTP/1.1\r\nHost: broker.example\r\n" + fields +
                    "\r\n");
    const auto answer = connection.answer(method == "HEAD");
    return answer.value_or(RawAnswer{});
  }
  RawAnswer get(const std::string& target, const std::string& fields = "") {
    return ask("GET", target, fields);
  }

  Behind behind;
  const std::optional<Site> site;
  Front front;
  http::Server server;
  std::uint16_t port = 0;
};

class SiteTest : public sotto::testing::WebFolder {
 protected:
  SiteTest() { write_all(sample_content()); }

  Site site(const protocol::Policy& policy = sample_policy()) const {
    const auto folder = read_folder(folder_);
    if (!folder) throw std::runtime_error(folder.error().sentence);
    return Site(*folder, policy);
  }
};

constexpr const char* kNever = "\r\nCache-Control: no-store\r\n";
constexpr const char* kYear = "\r\nCache-Control: public, max-age=31536000, immutable\r\n";
constexpr const char* kNothing =
    "\r\nContent-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n";

std::string policy(const std::string& value) {
  return "\r\nContent-Security-Policy: " + value + "\r\n";
}

// Every answer with these, whatever it is.
void expect_closed(const RawAnswer& answer) {
  for (const char* field :
       {"\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
        "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        "\r\nCross-Origin-Embedder-Policy: require-corp\r\n",
        "\r\nCross-Origin-Resource-Policy: same-origin\r\n", "\r\nX-Frame-Options: DENY\r\n"}) {
    EXPECT_TRUE(answer.has(field)) << field << answer.head;
  }
  const std::size_t at = answer.head.find("\r\nPermissions-Policy: ");
  ASSERT_NE(at, std::string::npos);
  const std::string features = answer.head.substr(at + 22, answer.head.find("\r\n", at + 2) - at);
  for (const char* feature : {"camera=()", "microphone=()", "geolocation=()", "usb=()",
                              "clipboard-read=()", "cross-origin-isolated=()"}) {
    EXPECT_NE(features.find(feature), std::string::npos) << feature;
  }
  EXPECT_EQ(features.find('*'), std::string::npos);
  for (const char* never : {"\r\nETag", "\r\nLast-Modified", "\r\nSet-Cookie", "\r\nServer"}) {
    EXPECT_FALSE(answer.has(never)) << never;
  }
}

TEST_F(SiteTest, EveryPageIsTheSameFileWithItsPolicy) {
  Served served(site());
  for (const char* page : {"/", "/open", "/privacy"}) {
    const auto answer = served.get(page);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, sample_content()["index.html"]);
    EXPECT_TRUE(answer.has("\r\nContent-Type: text/html; charset=utf-8\r\n"));
    EXPECT_TRUE(answer.has(kNever));
    EXPECT_TRUE(answer.has("\r\nVary: Accept-Encoding\r\n"));
    EXPECT_TRUE(answer.has(policy(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
        "'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types sotto-worker")));
    EXPECT_FALSE(answer.has("wasm-unsafe-eval"));
    expect_closed(answer);
  }
}

TEST_F(SiteTest, WhoeverLikesGetsTheListOfFilesAsItLies) {
  Served served(site());
  const auto list = served.get("/manifest", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(list.status, 200);
  EXPECT_EQ(list.body,
            sotto::testing::write_manifest(sotto::testing::manifest_of(sample_content())));
  EXPECT_TRUE(list.has("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_TRUE(list.has(kNever));
  EXPECT_TRUE(list.has(kNothing));
  expect_closed(list);
  EXPECT_EQ(served.get("/manifest?x").status, 404);
}

TEST_F(SiteTest, OnlyTheWorkerMayCompile) {
  Served served(site());
  const auto worker = served.get("/assets/worker-5e884898.js");
  EXPECT_EQ(worker.status, 200);
  EXPECT_TRUE(worker.has("\r\nContent-Type: text/javascript; charset=utf-8\r\n"));
  EXPECT_TRUE(worker.has(
      policy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")));
  EXPECT_TRUE(worker.has(kYear));
  expect_closed(worker);
  for (const char* other : {"/assets/core-0a1b2c3d.wasm", "/assets/index-da280471.css", "/icon.svg",
                            "/people", "/left", "/leave"}) {
    EXPECT_FALSE(served.get(other).has("wasm-unsafe-eval")) << other;
  }
}

TEST_F(SiteTest, AssetsAreKeptAndOtherFilesAreNot) {
  Served served(site());
  const auto core = served.get("/assets/core-0a1b2c3d.wasm");
  EXPECT_TRUE(core.has("\r\nContent-Type: application/wasm\r\n"));
  EXPECT_TRUE(core.has(kYear));
  EXPECT_TRUE(core.has(kNothing));
  expect_closed(core);
  const auto icon = served.get("/icon.svg");
  EXPECT_TRUE(icon.has("\r\nContent-Type: image/svg+xml\r\n"));
  EXPECT_TRUE(icon.has(kNever));
  EXPECT_TRUE(icon.has(kNothing));
  expect_closed(icon);
}

TEST_F(SiteTest, TheBestAcceptedFormIsServed) {
  Served served(site());
  const auto core = [&](const std::string& accepted) {
    return served.get("/assets/core-0a1b2c3d.wasm", "Accept-Encoding: " + accepted + "\r\n");
  };
  const auto brotli = core("gzip, deflate, br");
  EXPECT_EQ(brotli.body, "wasm in brotli");
  EXPECT_TRUE(brotli.has("\r\nContent-Encoding: br\r\n"));
  EXPECT_TRUE(brotli.has("\r\nContent-Type: application/wasm\r\n"));
  EXPECT_TRUE(brotli.has("\r\nVary: Accept-Encoding\r\n"));
  const auto gzip = core("gzip, deflate");
  EXPECT_EQ(gzip.body, "wasm in gzip");
  EXPECT_TRUE(gzip.has("\r\nContent-Encoding: gzip\r\n"));
  EXPECT_EQ(core("br;q=0, gzip;q=0.1").body, "wasm in gzip");
  const auto plain = core("identity");
  EXPECT_EQ(plain.body, "wasm");
  EXPECT_FALSE(plain.has("\r\nContent-Encoding"));
  EXPECT_TRUE(plain.has("\r\nVary: Accept-Encoding\r\n"));
  // A form that is not there is passed over.
  EXPECT_EQ(served.get("/assets/index-da280471.css", "Accept-Encoding: br, gzip\r\n").body,
            "style in gzip");
  EXPECT_EQ(served.get("/", "Accept-Encoding: gzip\r\n").body, sample_content()["index.html"]);
}

TEST_F(SiteTest, HeadIsGetWithoutTheBody) {
  Served served(site());
  for (const char* target : {"/", "/assets/worker-5e884898.js", "/people", "/leave", "/?x"}) {
    EXPECT_EQ(served.ask("HEAD", target).head, served.get(target).head) << target;
  }
}

TEST_F(SiteTest, TheSameForEveryVisitor) {
  Served served(site());
  const auto once = served.get("/open");
  const auto again =
      served.get("/open",
                 "Cookie: a=b\r\nReferer: https://other.example/\r\nUser-Agent: x\r\n"
                 "If-None-Match: *\r\nRange: bytes=0-1\r\n");
  EXPECT_EQ(once.head, again.head);
  EXPECT_EQ(once.body, again.body);
}

TEST_F(SiteTest, EverythingElseIsTheBrokers) {
  Served served(site());
  for (const char* target :
       {"/log", "/policy", "/health", "/boards/enquiries/1", "/index.html", "/index.html.br",
        "/assets/core-0a1b2c3d.wasm.br", "/manifest?x", "/assets/", "/Open", "/open/", "//",
        "/%6fpen", "/../manifest", "/icon.svg?x", "/leave?x", "/log?x", "/other"}) {
    EXPECT_EQ(served.get(target).body, std::string("GET ") + target);
  }
  const auto posted = served.ask("POST", "/", "Content-Length: 0\r\n");
  EXPECT_EQ(posted.body, "POST /");
}

TEST_F(SiteTest, AQueryIsDropped) {
  Served served(site());
  for (const std::string page : {"/", "/open", "/people", "/left"}) {
    const auto answer = served.get(page + "?campaign=7&who=me");
    EXPECT_EQ(answer.status, 303);
    EXPECT_TRUE(answer.has("\r\nLocation: " + page + "\r\n")) << answer.head;
    EXPECT_EQ(answer.head.find("campaign"), std::string::npos);
    EXPECT_TRUE(answer.has(kNever));
    EXPECT_EQ(answer.body, "");
  }
}

TEST_F(SiteTest, LeavingClearsAndGoesToAPageThatSaysNothing) {
  Served served(site());
  const auto leave = served.get("/leave");
  EXPECT_EQ(leave.status, 303);
  EXPECT_TRUE(leave.has("\r\nLocation: /left\r\n"));
  EXPECT_TRUE(leave.has("\r\nClear-Site-Data: \"cache\", \"storage\"\r\n"));
  EXPECT_TRUE(leave.has(kNever));
  expect_closed(leave);
  const auto left = served.get("/left");
  EXPECT_EQ(left.status, 200);
  EXPECT_NE(left.body.find("You have left this page."), std::string::npos);
  EXPECT_TRUE(left.has(kNothing));
  EXPECT_TRUE(left.has(kNever));
  for (const char* word : {"upport", "cheme", "olleague", "otto", "Sample", "href", "src"}) {
    EXPECT_EQ(left.body.find(word), std::string::npos) << word;
  }
  expect_closed(left);
}

TEST_F(SiteTest, LeavingGoesToTheSchemesNeutralPage) {
  auto scheme = sample_policy();
  scheme.texts.insert(scheme.texts.begin() + 1,
                      {"site.neutral-page", "https://intranet.sotto.example/"});
  ASSERT_EQ(scheme.problem(), nullptr);
  Served served(site(scheme));
  EXPECT_TRUE(served.get("/leave").has("\r\nLocation: https://intranet.sotto.example/\r\n"));
}

TEST_F(SiteTest, PeopleIsAPageWithoutScript) {
  auto scheme = sample_policy();
  scheme.title = "Listen & <Connect>";
  scheme.texts = {{"about", "not shown"},
                  {"faq.1-what-it-is", "First line\n\nSecond \"line\" <script>alert(1)</script>"},
                  {"faq.7-leads", "Dr Ailsa Example's number"},
                  {"reviewed", "2026-01-05"}};
  scheme.signposts = {{"Anybody <b>", "A & B", "01632 960000", "2026-01-06"}};
  Served served(site(scheme));
  const auto people = served.get("/people");
  EXPECT_EQ(people.status, 200);
  EXPECT_TRUE(people.has("\r\nContent-Type: text/html; charset=utf-8\r\n"));
  EXPECT_TRUE(people.has(
      policy("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
             "frame-ancestors 'none'")));
  EXPECT_TRUE(people.has(kNever));
  expect_closed(people);
  for (const char* there :
       {"<html lang=\"en\">", "<title>Staff support</title>", "href=\"/assets/index-da280471.css\"",
        "href=\"/leave\"", "Listen &amp; &lt;Connect&gt;", "Anybody &lt;b&gt;", "A &amp; B",
        "01632 960000", "Last checked 2026-01-06", ">What it is</h2>", ">First line</p>",
        ">Second &quot;line&quot; &lt;script&gt;", ">Leads</h2>",
        "Dr Ailsa Example&#39;s number"}) {
    EXPECT_NE(people.body.find(there), std::string::npos) << there << "\n" << people.body;
  }
  for (const char* not_there : {"<script", "<b>", "not shown", "style=", "onclick", "http"}) {
    EXPECT_EQ(people.body.find(not_there), std::string::npos) << not_there;
  }
}

TEST(WithoutASite, TheRootSaysWhatThisIs) {
  Served served(std::nullopt);
  const auto root = served.get("/");
  EXPECT_EQ(root.status, 200);
  EXPECT_TRUE(root.has("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_NE(root.body.find("Sotto broker"), std::string::npos);
  expect_closed(root);
  for (const char* target : {"/open", "/people", "/leave", "/left", "/log", "/?x"}) {
    EXPECT_EQ(served.get(target).status, 404) << target;
  }
}

TEST(WithoutASite, LimitsAreTheBrokers) {
  Behind behind;
  Front front(nullptr, behind);
  EXPECT_EQ(front.body_limit("POST", "/gateway"), 100u);
  EXPECT_EQ(front.body_limit("POST", "/"), 0u);
}

}  // namespace
}  // namespace sotto::broker::web
