#include "tests/deploy/network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/story/processes.h"

namespace sotto::testing {
namespace {

void write_text(const char* path, const std::string& text) {
  std::ofstream out(path);
  out << text << std::flush;
  if (!out) throw std::runtime_error(std::string("cannot write ") + path);
}

void leave_the_network() {
  const uid_t user = geteuid();
  const gid_t group = getegid();
  if (unshare(CLONE_NEWNET | (user == 0 ? 0 : CLONE_NEWUSER)) != 0) {
    throw std::runtime_error(
        std::string("no network namespace can be made here: ") + std::strerror(errno) +
        ". This test needs root with CAP_SYS_ADMIN, or user namespaces for everybody "
        "(sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone)");
  }
  if (user == 0) return;
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
  write_text("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
}

// A process that does nothing but be on a host of its own.
int new_host() {
  int ready[2];
  if (pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const char ok = unshare(CLONE_NEWNET) == 0 ? 'y' : 'n';
    if (write(ready[1], &ok, 1) != 1) _exit(1);
    for (;;) pause();
  }
  ::close(ready[1]);
  char ok = 0;
  const bool made = read(ready[0], &ok, 1) == 1 && ok == 'y';
  ::close(ready[0]);
  if (!made) throw std::runtime_error("no second network namespace can be made here");
  return pid;
}

void run(const std::vector<std::string>& arguments) {
  const Ran ran = run_program(arguments);
  if (ran.exit == 0) return;
  std::string line;
  for (const std::string& argument : arguments) line += argument + " ";
  throw std::runtime_error(line + "failed: " + ran.err);
}

void ip(std::vector<std::string> host, const std::string& words) {
  host.emplace_back("/usr/sbin/ip");
  std::istringstream in(words);
  for (std::string word; in >> word;) host.push_back(word);
  run(host);
}

}  // namespace

Network::Network() {
  leave_the_network();
  relay_ = new_host();
  broker_ = new_host();
  const std::string relay = std::to_string(relay_);
  const std::string broker = std::to_string(broker_);
  ip({}, std::string("link add ") + kFront + " type veth peer name front netns " + relay);
  ip({}, std::string("link add ") + kPast + " type veth peer name " + kPast + " netns " + broker);
  ip(on_relay(), "link add back type veth peer name back netns " + broker);
  const auto set_up = [](const std::vector<std::string>& host, const std::string& name,
                         const std::string& address) {
    ip(host, "addr add " + address + "/24 dev " + name);
    ip(host, "link set " + name + " addrgenmode none up");  // nothing speaks IPv6 by itself
  };
  for (const auto& host : {std::vector<std::string>(), on_relay(), on_broker()}) {
    ip(host, "link set lo up");
  }
  set_up({}, "front", "10.9.1.1");
  set_up(on_relay(), "front", kRelay);
  set_up(on_relay(), "back", "10.9.2.1");
  set_up(on_broker(), "back", kBrokerForRelay);
  set_up({}, kPast, "10.9.3.1");
  set_up(on_broker(), kPast, kBrokerForClient);
}

Network::~Network() {
  for (const int pid : {relay_, broker_}) {
    ::kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
}

std::vector<std::string> Network::on(int pid) {
  return {"/usr/bin/nsenter", "--net=/proc/" + std::to_string(pid) + "/ns/net", "--"};
}

// Columns of the kernel's table: received bytes, packets, six more; then sent bytes, packets.
std::uint64_t Network::packets_past_the_relay() const {
  std::ifstream in("/proc/self/net/dev");
  for (std::string line; std::getline(in, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.find(kPast) > colon) continue;
    std::istringstream columns(line.substr(colon + 1));
    std::uint64_t column[10] = {};
    for (std::uint64_t& each : column) columns >> each;
    return column[1] + column[9];
  }
  throw std::runtime_error("the cable between client and broker is gone");
}

bool answers(const char* address, std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  inet_pton(AF_INET, address, &to.sin_addr);
  const bool ok = connect(probe, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  ::close(probe);
  return ok;
}

void await(const char* address, std::uint16_t port) {
  for (int i = 0; i < 400; ++i) {
    if (answers(address, port)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  throw std::runtime_error(std::string("nothing answers at ") + address);
}

}  // namespace sotto::testing
