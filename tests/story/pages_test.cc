// serve --web: the real process serves the folder as it was at start, or does not start.

#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "broker/service_log.h"
#include "tests/story/process_world.h"
#include "tests/support/raw_http.h"
#include "tests/support/write_manifest.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

class Pages : public ::testing::Test {
 protected:
  Pages() : folder(world.run.home() / "pages") {
    fs::create_directories(folder / "assets");
    protocol::Manifest manifest{.pages = {"/", "/open"},
                                .worker = "assets/worker-5e884898.js",
                                .style = "assets/index-da280471.css",
                                .files = {}};
    for (const std::string path :
         {"assets/index-da280471.css", "assets/worker-5e884898.js", "index.html"}) {
      write(path, path);
      manifest.files.push_back({path, path.size(), sha256({as_bytes(path)})});
    }
    write("manifest", write_manifest(manifest));
  }

  void write(const std::string& path, const std::string& text) const {
    std::ofstream(folder / path) << text;
  }
  void start() { world.run.start({"--web", folder.string()}); }

  RawAnswer get(const std::string& target) const {
    RawConnection connection(static_cast<std::uint16_t>(world.run.port()));
    connection.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return connection.answer().value_or(RawAnswer{});
  }

  ProcessWorld world;
  const fs::path folder;
};

TEST_F(Pages, StandBesideTheBrokersOwnPaths) {
  start();
  EXPECT_EQ(get("/").body, "index.html");
  EXPECT_EQ(get("/open").body, "index.html");
  EXPECT_NE(get("/people").body.find("occupational-health@example.org"), std::string::npos);
  EXPECT_TRUE(get("/leave").has("\r\nLocation: /left\r\n"));
  for (const char* own : {"/log", "/policy", "/checkpoint", "/directory"}) {
    const RawAnswer answer = get(own);
    EXPECT_EQ(answer.status, 200) << own;
    EXPECT_TRUE(answer.has("\r\nX-Content-Type-Options: nosniff\r\n")) << own;
    const bool text = std::string_view(own) == "/checkpoint";
    EXPECT_TRUE(answer.has(text ? "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                : "\r\nContent-Type: application/octet-stream\r\n"))
        << own;
  }
  EXPECT_EQ(get("/pages").status, 404);
  // A visit goes on as without pages.
  world.import_codes(1);
  RawLocker locker = world.enrol(protocol::Role::kColleague);
  EXPECT_TRUE(locker.commit(locker.commit_body()));
  EXPECT_EQ(world.run.stop(), 0);
}

TEST_F(Pages, AreWhatTheyWereAtStart) {
  start();
  write("index.html", "another page");
  fs::remove(folder / "assets/worker-5e884898.js");
  EXPECT_EQ(get("/").body, "index.html");
  EXPECT_EQ(get("/assets/worker-5e884898.js").body, "assets/worker-5e884898.js");
  EXPECT_EQ(world.run.stop(), 0);
}

TEST_F(Pages, ThatWereChangedAreNotServed) {
  write("index.html", "index.htmk");
  const Ran ran = world.run.broker({"serve", "--data", world.run.data().string(), "--listen",
                                    "127.0.0.1:0", "--web", folder.string()});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "sotto-broker: " + (folder / "index.html").string() +
                         " is not what the manifest says: it was changed\n");
}

TEST_F(Pages, HealthSaysTheDayOfTheLastBackup) {
  world.run.start();
  EXPECT_EQ(get("/").status, 200);
  EXPECT_EQ(get("/open").status, 404);
  EXPECT_EQ(get("/health").body, "ok\nno backup yet\n");
  const Ran key =
      world.run.broker({"backup", "keygen", "--to", (world.run.home() / "key").string()});
  ASSERT_EQ(key.exit, 0) << key.err;
  const auto before = static_cast<protocol::UnixTime>(std::time(nullptr));
  const Ran ran =
      world.run.broker({"backup", "--data", world.run.data().string(), "--to",
                        (world.run.home() / "sealed").string(), "--key", key.out.substr(0, 64)});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto after = static_cast<protocol::UnixTime>(std::time(nullptr));
  const std::string said = get("/health").body;
  EXPECT_TRUE(said == "ok\nlast backup " + broker::utc_date(before) + "\n" ||
              said == "ok\nlast backup " + broker::utc_date(after) + "\n")
      << said;
  ASSERT_EQ(world.run.stop(), 0);
  world.run.start();
  EXPECT_EQ(get("/health").body, said) << "a restart forgets";
  EXPECT_EQ(world.run.stop(), 0);
}

}  // namespace
}  // namespace sotto::testing
