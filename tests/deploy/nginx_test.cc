// docs/deploy/nginx.conf in front of a real broker, with nothing changed but ports and paths.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/deploy/tls_world.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bind(probe, reinterpret_cast<const sockaddr*>(&address), size);
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

// The one of the system, or the one that ./run fetched.
std::string nginx_program() {
  for (const char* path : {"/usr/sbin/nginx", SOTTO_BUILD_DIR "/../tools/nginx/usr/sbin/nginx"}) {
    if (fs::exists(path)) return path;
  }
  throw std::runtime_error("there is no nginx");
}

class Nginx {
 public:
  explicit Nginx(const TlsWorld& world) : port_(free_port()), folder_(world.run.home() / "nginx") {
    fs::create_directories(folder_);
    std::ostringstream text;
    text << std::ifstream(SOTTO_SOURCE_DIR "/docs/deploy/nginx.conf").rdbuf();
    std::string conf = text.str();
    const auto replace = [&conf](const std::string& from, const std::string& to) {
      const std::size_t at = conf.find(from);
      if (at == std::string::npos) throw std::runtime_error("nginx.conf has no " + from);
      conf.replace(at, from.size(), to);
    };
    replace("listen 443 ssl", "listen 127.0.0.1:" + std::to_string(port_) + " ssl");
    replace("127.0.0.1:8080;", "127.0.0.1:" + std::to_string(world.run.port()) + ";");
    replace("/etc/sotto/tls/fullchain.pem", world.name + ".pem");
    replace("/etc/sotto/tls/key.pem", world.name + ".key");
    replace("/var/log/nginx/error.log", error_log());
    replace("/run/nginx.pid", folder_ / "pid");
    // Where bodies would go if they went to the disk.
    replace("http {",
            "http { client_body_temp_path body; proxy_temp_path proxy; "
            "fastcgi_temp_path unused1; uwsgi_temp_path unused2; "
            "scgi_temp_path unused3;");
    const fs::path file = folder_ / "nginx.conf";
    std::ofstream(file) << conf;
    const std::vector<std::string> arguments = {nginx_program(), "-p", folder_.string(), "-e",
                                                error_log(),     "-c", file.string(),    "-g",
                                                "daemon off;"};
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      execv(argv[0], argv.data());
      _exit(127);
    }
    for (int i = 0; i < 200; ++i) {
      if (RawConnection(port_).connected()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    throw std::runtime_error("nginx does not listen");
  }
  ~Nginx() {
    ::kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }

  std::uint16_t port() const { return port_; }
  std::string error_log() const { return folder_ / "error.log"; }
  const fs::path& folder() const { return folder_; }

 private:
  std::uint16_t port_;
  const fs::path folder_;
  pid_t pid_ = -1;
};

// What lies in the folder, configuration and the process's number apart.
std::vector<std::string> written(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (!entry.is_regular_file() || name == "nginx.conf" || name == "pid") continue;
    if (entry.file_size() != 0) out.push_back(name);
  }
  return out;
}

// A day is two seconds: the listing counts from the next week on.
TEST(BehindNginx, AnEnquiryArrivesAndNothingIsWrittenDown) {
  TlsWorld world(SchemeChanges{{"day_seconds = 4", "day_seconds = 2"}});
  world.run.start();
  const Nginx nginx(world);
  world.run.go_through(nginx.port(), true);
  ASSERT_TRUE(world.run.address().starts_with("https://"));
  const auto slips = world.run.make_slips(2);
  world.run.enrol("supporter", "supporter", slips[0]);
  world.run.enrol("colleague", "colleague", slips[1]);
  world.run.list("supporter", "Dr Rowan Example");
  bool asked = false;
  for (int i = 0; i < 20 && !asked; ++i) {
    world.run.must("supporter", {"visit", "--unattended"});
    asked = world.run
                .sotto("colleague", {"enquire", "Dr Rowan Example", "--means", "phone"},
                       "01632 960123\n")
                .exit == 0;
  }
  ASSERT_TRUE(asked);
  bool arrived = false;
  for (int i = 0; i < 20 && !arrived; ++i) {
    arrived = !world.run.must("supporter", {"show"}).at("engagements").as_array().empty();
  }
  EXPECT_TRUE(arrived);
  EXPECT_EQ(written(nginx.folder()), std::vector<std::string>{});
}

TEST(BehindNginx, TlsIsAsTheBrokersOwn) {
  TlsWorld world;
  world.run.start();
  const Nginx nginx(world);
  EXPECT_FALSE(TlsConnection(nginx.port(), {.version = TLS1_2_VERSION}).shaken());
  TlsConnection connection(nginx.port());
  ASSERT_TRUE(connection.shaken());
  connection.send("GET /health HTTP/1.1\r\nHost: broker.example\r\n\r\n");
  const auto answer = connection.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(answer->has("\r\nStrict-Transport-Security: max-age=63072000\r\n"));
  EXPECT_EQ(SSL_SESSION_is_resumable(SSL_get_session(connection.ssl())), 0);
  connection.send(
      "POST /gateway HTTP/1.1\r\nHost: broker.example\r\nContent-Length: 70000\r\n\r\n");
  const auto large = connection.answer();
  ASSERT_TRUE(large);
  EXPECT_EQ(large->status, 413);
  EXPECT_EQ(written(nginx.folder()), std::vector<std::string>{});
}

}  // namespace
}  // namespace sotto::testing
