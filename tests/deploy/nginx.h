#pragma once
// A stock nginx with a configuration of docs/deploy, in which a test changes names, ports and
// paths.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sotto::testing {

// The one of the system, or the one that ./run fetched.
inline std::string nginx_program() {
  for (const char* path : {"/usr/sbin/nginx", SOTTO_BUILD_DIR "/../tools/nginx/usr/sbin/nginx"}) {
    if (std::filesystem::exists(path)) return path;
  }
  throw std::runtime_error("there is no nginx");
}

class Nginx {
 public:
  using Changes =
      std::vector<std::pair<std::string, std::string>>;  // each once, and it must be there

  // conf: a file of docs/deploy. command: what runs it on another host of a test's network.
  Nginx(const std::string& conf, std::filesystem::path folder, Changes changes,
        std::vector<std::string> command = {})
      : folder_(std::move(folder)), command_(std::move(command)) {
    std::filesystem::create_directories(folder_);
    std::ostringstream text;
    text << std::ifstream(SOTTO_SOURCE_DIR "/docs/deploy/" + conf).rdbuf();
    std::string out = text.str();
    changes.insert(changes.end(), {{"/var/log/nginx/error.log", error_log()},
                                   {"/run/nginx.pid", folder_ / "pid"},
                                   // Where bodies would go if they went to the disk.
                                   {"http {",
                                    "http { client_body_temp_path body; proxy_temp_path proxy; "
                                    "fastcgi_temp_path unused1; uwsgi_temp_path unused2; "
                                    "scgi_temp_path unused3;"}});
    for (const auto& [from, to] : changes) {
      const std::size_t at = out.find(from);
      if (at == std::string::npos) throw std::runtime_error(conf + " has no " + from);
      out.replace(at, from.size(), to);
    }
    std::ofstream(folder_ / "nginx.conf") << out;
    start();
  }
  ~Nginx() { stop(); }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  void start() {
    std::vector<std::string> arguments = command_;
    // Whoever runs it stays who they are: in a user namespace there is nobody else.
    arguments.insert(arguments.end(),
                     {nginx_program(), "-p", folder_.string(), "-e", error_log(), "-c",
                      (folder_ / "nginx.conf").string(), "-g", "daemon off; user root;"});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      execv(argv[0], argv.data());
      _exit(127);
    }
  }
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

  std::string error_log() const { return folder_ / "error.log"; }
  const std::filesystem::path& folder() const { return folder_; }

  // What lies in its folder, configuration and the process's number apart.
  std::vector<std::string> written() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
      const std::string name = entry.path().filename();
      if (!entry.is_regular_file() || name == "nginx.conf" || name == "pid") continue;
      if (entry.file_size() != 0) out.push_back(name);
    }
    return out;
  }

 private:
  const std::filesystem::path folder_;
  const std::vector<std::string> command_;
  pid_t pid_ = -1;
};

}  // namespace sotto::testing
