#pragma once
// `sotto witness serve` in a process of its own, and a scheme that names it.

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json/value_to.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/story/processes.h"

namespace sotto::testing {

inline std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port");
  }
  close(socket);
  return ntohs(address.sin_port);
}

// Makes NAME.key in the folder; the verifier key, of the name NAME.example/w.
inline std::string make_witness_key(const std::string& sotto, const std::filesystem::path& folder,
                                    const std::string& name) {
  const Ran made = run_program({sotto, "witness", "key", "--name", name + ".example/w", "--out",
                                (folder / (name + ".key")).string(), "--json"});
  if (made.exit != 0) throw std::runtime_error(made.err);
  return boost::json::value_to<std::string>(made.json().at("vkey"));
}

// At one port, with one key and one state, named "asked".
class WitnessProcess {
 public:
  WitnessProcess(std::string sotto, const std::filesystem::path& folder)
      : sotto_(std::move(sotto)),
        folder_(folder),
        port_(free_port()),
        vkey_(make_witness_key(sotto_, folder, "asked")) {}
  ~WitnessProcess() { stop(); }

  const std::string& vkey() const { return vkey_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Of a policy file.
  std::string line() const { return "witness asked " + vkey_ + " " + url() + "\n"; }

  // log: its verifier key. Returns when it answers.
  void start(const std::string& log) {
    int out[2];
    if (pipe(out) != 0) throw std::runtime_error("no pipe");
    const std::string listen = "127.0.0.1:" + std::to_string(port_);
    const std::string state = folder_ / "asked.state";
    const std::string key = folder_ / "asked.key";
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out[1], 1);
      close(out[0]);
      close(out[1]);
      execl(sotto_.c_str(), "sotto", "witness", "serve", "--listen", listen.c_str(), "--state",
            state.c_str(), "--key", key.c_str(), "--log", log.c_str(), nullptr);
      _exit(127);
    }
    close(out[1]);
    char byte = 0;
    const bool said = ::read(out[0], &byte, 1) == 1;
    close(out[0]);
    if (!said) throw std::runtime_error("the witness does not start");
  }
  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  const std::string sotto_;
  const std::filesystem::path folder_;
  const std::uint16_t port_;
  const std::string vkey_;
  pid_t pid_ = -1;
};

// The demonstration's scheme with these witnesses, asked every second; its path.
inline std::filesystem::path witnessed_scheme(const std::filesystem::path& demo,
                                              const std::filesystem::path& folder,
                                              const std::string& witnesses) {
  std::filesystem::copy_file(demo.parent_path() / "concern-steps.toml",
                             folder / "concern-steps.toml");
  std::ofstream(folder / "scheme.toml") << "witnesses = \"witnesses.policy\"\nwitness_every = 1\n"
                                        << std::ifstream(demo).rdbuf();
  std::ofstream(folder / "witnesses.policy") << witnesses;
  return folder / "scheme.toml";
}

}  // namespace sotto::testing
