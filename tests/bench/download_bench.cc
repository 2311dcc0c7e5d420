// A day file of 16 MiB over loopback HTTP: this broker's server against nginx with the same bytes
// as a static file, in turns. A second process reads and drops. SOTTO_BENCH_NGINX: the program.

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "broker/http/server.h"
#include "crypto/primitives/random.h"
#include "tests/bench/crowd.h"
#include "tests/bench/fill.h"
#include "tests/bench/measure.h"
#include "tests/support/raw_http.h"

namespace sotto::bench {
namespace {

constexpr std::size_t kSize = std::size_t{16} << 20;
constexpr std::size_t kConnections = 4;
constexpr int kTimes = 8;  // a connection and round
constexpr int kRounds = 11;
constexpr std::uint16_t kNginxPort = 18'743;

// --- the second process: prints the seconds ---

int get(std::uint16_t port, const std::string& path) {
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::vector<std::unique_ptr<testing::RawConnection>> open;
  std::vector<pollfd> waiting;
  std::vector<std::size_t> got(kConnections, 0);
  std::vector<int> left(kConnections, kTimes);
  for (std::size_t i = 0; i < kConnections; ++i) {
    open.push_back(std::make_unique<testing::RawConnection>(port));
    waiting.push_back({open.back()->descriptor(), POLLIN, 0});
  }
  std::vector<char> piece(256 * 1024);
  const double begin = wall_clock();
  for (auto& connection : open) connection->send(request);
  for (std::size_t busy = kConnections; busy > 0;) {
    if (poll(waiting.data(), waiting.size(), 30'000) <= 0) return 1;
    for (std::size_t i = 0; i < kConnections; ++i) {
      if ((waiting[i].revents & POLLIN) == 0) continue;
      const ssize_t size = read(waiting[i].fd, piece.data(), piece.size());
      if (size <= 0) return 1;
      got[i] += static_cast<std::size_t>(size);
      if (got[i] < kSize) continue;
      if (got[i] > kSize + 4096) return 1;  // a head and the file; the next was not asked for yet
      got[i] = 0;
      // What of the file comes behind its first kSize bytes with the head is the end of this
      // answer.
      while (recv(waiting[i].fd, piece.data(), piece.size(), MSG_DONTWAIT) > 0) {
      }
      if (--left[i] > 0) {
        open[i]->send(request);
      } else {
        waiting[i].events = 0;
        --busy;
      }
    }
  }
  std::printf("%.9f\n", wall_clock() - begin);
  return 0;
}

// --- nginx ---

class Nginx {
 public:
  Nginx(const char* program, const std::filesystem::path& folder) : folder_(folder) {
    std::ofstream(folder / "nginx.conf")
        << "daemon off; worker_processes 2; user root; error_log stderr crit;\npid "
        << (folder / "pid").string()
        << ";\nevents { worker_connections 64; }\nhttp { access_log off; sendfile on; tcp_nopush "
           "on;"
        << "\n client_body_temp_path " << (folder / "body").string() << "; proxy_temp_path "
        << (folder / "proxy").string() << "; fastcgi_temp_path " << (folder / "fastcgi").string()
        << "; uwsgi_temp_path " << (folder / "uwsgi").string() << "; scgi_temp_path "
        << (folder / "scgi").string() << ";\n server { listen 127.0.0.1:" << kNginxPort << "; root "
        << folder.string() << "; } }\n";
    child_ = fork();
    if (child_ == 0) {
      const std::string configuration = (folder / "nginx.conf").string();
      execl(program, program, "-c", configuration.c_str(), "-p", folder.c_str(), nullptr);
      _exit(127);
    }
    while (!testing::RawConnection(kNginxPort).connected()) usleep(50'000);
  }
  ~Nginx() {
    kill(child_, SIGQUIT);
    waitpid(child_, nullptr, 0);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  // What its workers have used, in seconds.
  double cpu() const {
    double sum = 0;
    std::ifstream children("/proc/" + std::to_string(child_) + "/task/" + std::to_string(child_) +
                           "/children");
    for (pid_t worker = 0; children >> worker;) {
      // Nanoseconds on a processor; the ticks of /proc/PID/stat are too coarse.
      std::ifstream in("/proc/" + std::to_string(worker) + "/schedstat");
      double used = 0;
      if (in >> used) sum += used * 1e-9;
    }
    return sum;
  }

 private:
  std::filesystem::path folder_;
  pid_t child_ = -1;
};

double run_getter(const char* program, std::uint16_t port, const std::string& path) {
  const std::string command = std::string(program) + " --get " + std::to_string(port) + " " + path;
  FILE* const pipe = popen(command.c_str(), "re");
  double time = 0;
  const bool read = pipe != nullptr && std::fscanf(pipe, "%lf", &time) == 1;
  if (pipe == nullptr || pclose(pipe) != 0 || !read) throw std::runtime_error("the getter failed");
  return time;
}

int run(const char* program) {
  testing::Rig rig({.policy = testing::Rig::test_policy(),
                    .start = kSundayEvening,
                    .under = std::filesystem::current_path()});
  const std::string name = "boards/enquiries/" + std::to_string(kSundayEvening / 86400);
  const Bytes file = random_bytes(kSize);
  broker::Decision decision;
  decision.append(name, file);
  apply(rig.store(), std::move(decision));
  const std::filesystem::path folder = rig.folder().parent_path();
  std::ofstream(folder / "day", std::ios::binary)
      .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(kSize));

  broker::http::Server server({}, rig.broker());
  const auto port = server.listen("127.0.0.1", 0);
  if (!port) throw std::runtime_error(port.error());
  const char* const nginx_program = std::getenv("SOTTO_BENCH_NGINX");
  if (nginx_program == nullptr) throw std::runtime_error("SOTTO_BENCH_NGINX names no nginx");
  const Nginx nginx(nginx_program, folder);  // before threads: it forks
  server.start(2);

  std::vector<double> gains, costs, rates, per_mebibyte;
  constexpr double kMebibytes = kConnections * kTimes * 16.0;
  for (int round = 0; round <= kRounds; ++round) {
    const double nginx_before = nginx.cpu();
    const double theirs = run_getter(program, kNginxPort, "/day");
    const double their_cpu = nginx.cpu() - nginx_before;
    const Cpu before = process_cpu();
    const double ours = run_getter(program, *port, "/" + name);
    const double our_cpu = process_cpu().sum() - before.sum();
    if (round == 0) continue;  // the files come into memory
    gains.push_back(theirs / ours);
    costs.push_back(our_cpu / their_cpu);
    rates.push_back(kMebibytes / ours);
    per_mebibyte.push_back(1e6 * our_cpu / kMebibytes);
  }
  Goals goals;
  goals.at_least("day file of 16 MiB: bytes a second / nginx", gains, 0.9);
  show("    CPU a byte / nginx", costs);
  show("    MiB a second over loopback", rates);
  show("    CPU a MiB, microseconds", per_mebibyte);
  server.stop();
  return goals.exit_code();
}

}  // namespace
}  // namespace sotto::bench

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "--get") == 0) {
    return sotto::bench::get(static_cast<std::uint16_t>(std::atoi(argv[2])), argv[3]);
  }
  return sotto::bench::run(argv[0]);
}
