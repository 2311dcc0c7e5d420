#include "tests/peers/peer.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

extern char** environ;

namespace sotto::testing {
namespace {

[[noreturn]] void not_started(const std::string& why) {
  throw std::runtime_error(why +
                           ": these tests need Node 20.19 or later on the PATH, and the packages "
                           "that `npm ci` installs in tests/peers; `./run test --only interop` "
                           "sees to both");
}

}  // namespace

Peer::Peer() {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that ended is told by its missing reply
  int to[2];
  int from[2];
  if (pipe(to) != 0 || pipe(from) != 0) throw std::runtime_error("no pipes");

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
  for (int end : {to[0], to[1], from[0], from[1]}) posix_spawn_file_actions_addclose(&actions, end);
  std::string node = "node";
  std::string program = PEERS_DIR "/peer.mjs";
  char* const arguments[] = {node.data(), program.data(), nullptr};
  const int failed = posix_spawnp(&process_, "node", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(to[0]);
  close(from[1]);
  to_ = fdopen(to[1], "w");
  from_ = fdopen(from[0], "r");
  if (failed != 0) not_started("node was not found");
  try {
    read_reply().text("ready");
  } catch (const std::runtime_error&) {
    not_started("node or its packages did not start");
  }
}

Peer::~Peer() {
  std::fclose(to_);  // the end of its input ends it
  std::fclose(from_);
  waitpid(process_, nullptr, 0);
}

Reply Peer::ask(std::string_view operation, Question question) {
  question["op"] = operation;
  const std::string line = boost::json::serialize(question) + "\n";
  std::fwrite(line.data(), 1, line.size(), to_);
  std::fflush(to_);
  return read_reply();
}

Reply Peer::read_reply() {
  char* line = nullptr;
  std::size_t capacity = 0;
  const ssize_t size = getline(&line, &capacity, from_);
  const std::string text(line == nullptr || size < 0 ? "" : line);
  std::free(line);
  if (text.empty()) throw std::runtime_error("the peer ended");
  return Reply(boost::json::parse(text).as_object());
}

}  // namespace sotto::testing
